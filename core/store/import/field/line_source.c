/* line_source.c: by whom an observation is: its source, which is added where it is new, and held to what it says it
 * records, counts and values.
 *
 * Example:  a line of "sent/detections.csv" without a source of its own  ->  the source "detections"
 */
#include "base/alloc.h"
#include "base/err.h"
#include "import/observations.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A source without values as yet takes the scale of this import. */
static glo_status adopt_scale(glo_import *import, glo_resolved *source) {
    sqlite3_stmt *statement = NULL;
    if (source->scale == glo_value_scale(import))
        return GLO_OK;
    int status =
        glo_db_prepare(import->store,
                       "update source set value_scale = ?1 where id = ?2 and not exists (select 1 from "
                       "observation where source = ?2 and value is not null) returning value_scale",
                       &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, glo_value_scale(import));
    sqlite3_bind_int64(statement, 2, source->id);
    if ((status = glo_db_step(import->store, statement)) == 1)
        source->scale = sqlite3_column_int64(statement, 0);
    return glo_db_finish(import->store, statement, status);
}

static bool is_stated(const glo_csv_field *unit) {
    static const char not_stated[] = "not stated";
    return unit->length > 0 &&
           (unit->length != sizeof not_stated - 1 || memcmp(unit->text, not_stated, unit->length) != 0);
}

/* What a source records: as given, else figures where the file counts. */
static const char *records_of(const glo_import *import) {
    if (import->spec->records)
        return import->spec->records;
    return import->is_column[COUNT] ? "figures" : "events";
}

/* What the line at hand counts, as it says or else the import; NULL: neither does. A rollup writes what its sources do
 * not state as "not stated". */
static const char *counting_unit_of(glo_import *import) {
    const glo_csv_field *said = &import->values[COUNTING_UNIT];
    if (said->length == 0)
        return import->spec->counting_unit;
    return is_stated(said) ? glo_import_text(import, COUNTING_UNIT) : NULL;
}

/* A source that does not say yet what it records and counts takes it from this import; one that does is held to it:
 * what it counts differs from what this import says it counts, and would be added to it. */
static glo_status adopt_traits(glo_import *import, const char *code, int64_t id) {
    const struct {
        const char *column, *given, *verb;
        bool is_told;
    } traits[] = {{"records", records_of(import), "records", import->spec->records != NULL},
                  {"counting_unit", counting_unit_of(import), "counts", true},
                  {"value_unit", import->spec->value_unit, "has values in", true}};
    int status = GLO_OK;
    for (size_t i = 0; status >= 0 && i < sizeof traits / sizeof traits[0]; i++) {
        sqlite3_stmt *statement = NULL;
        char sql[200];
        if (!traits[i].given)
            continue;
        snprintf(sql, sizeof sql, "update source set %s = coalesce(%s, ?1) where id = ?2 returning %s",
                 traits[i].column, traits[i].column, traits[i].column);
        if ((status = glo_db_prepare(import->store, sql, &statement)) < 0)
            return status;
        glo_db_bind_text(statement, 1, traits[i].given);
        sqlite3_bind_int64(statement, 2, id);
        status = glo_db_step(import->store, statement);
        const char *has = status == 1 ? glo_db_text(statement, 0) : traits[i].given;
        if (status >= 0 && traits[i].is_told && strcmp(has, traits[i].given) != 0)
            status = glo_fail(GLO_EINVAL, "the source '%s' %s %s, not %s: import under another source", code,
                              traits[i].verb, has, traits[i].given);
        status = glo_db_finish(import->store, statement, status);
    }
    return status;
}

static glo_status fetch_source(glo_store *store, const char *code, glo_resolved *out, int *out_found) {
    sqlite3_stmt *statement = NULL;
    int status =
        glo_db_prepare(store,
                       "select id, handling, value_scale, censored_from, marks_lines from source where "
                       "code = ?1",
                       &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, code);
    status = glo_db_step(store, statement);
    if (status == 1) {
        glo_marking marking;
        out->id = sqlite3_column_int64(statement, 0);
        out->scale = sqlite3_column_int64(statement, 2);
        out->censored_from = (uint8_t)sqlite3_column_int(statement, 3);
        out->marks_lines = sqlite3_column_int(statement, 4) != 0;
        status = glo_marking_parse(glo_db_text(statement, 1), &marking);
        if (status == GLO_OK)
            out->handling = glo_marking_pack(marking);
        *out_found = 1;
    }
    return glo_db_finish(store, statement, status);
}

/* The handling of a source that is added: that of the whole file where it is a constant; where each line has its own
 * column for it, that says it; else the store's default, which the import tells. */
static int handling_of_added(glo_import *import, const char *code, uint8_t *out) {
    const glo_observations *state = import->state;
    glo_import_result *result = &import->result;
    glo_marking marking = {0, 0};
    int status = GLO_OK;
    *out = 0;
    if (import->is_column[HANDLING])
        return GLO_OK;
    if (import->values[HANDLING].length > 0) {
        status = glo_marking_parse(glo_import_text(import, HANDLING), &marking);
        *out = glo_marking_pack(marking);
        return status;
    }
    if (import->result.file_marking[0]) {
        status = glo_marking_parse(import->result.file_marking, &marking);
        *out = glo_marking_pack(marking);
        return status;
    }
    *out = state->default_handling;
    if (result->unmarked_sources++ == 0)
        snprintf(result->unmarked_source, sizeof result->unmarked_source, "%s", code);
    return GLO_OK;
}

static int insert_source(glo_import *import, const char *code, glo_resolved *out) {
    sqlite3_stmt *statement = NULL;
    const glo_csv_field *grade = &import->values[RELIABILITY];
    char reliability[2] = {grade->length == 1 ? grade->text[0] : '\0', '\0'}, handling[GLO_MARKING_SIZE];
    int status = glo_db_prepare(
        import->store,
        "insert into source (code, kind, reliability, value_scale, handling, marks_lines, censored_from) "
        "values (?1, 'unknown', ?2, ?3, ?4, ?5, 0) returning id, censored_from",
        &statement);
    if (status < 0)
        return status;
    glo_marking_format(glo_marking_unpack(out->handling), handling);
    glo_db_bind_text(statement, 1, code);
    glo_db_bind_text(statement, 2, reliability[0] ? reliability : NULL);
    sqlite3_bind_int64(statement, 3, out->scale);
    glo_db_bind_text(statement, 4, handling + strlen("TLP:"));
    sqlite3_bind_int(statement, 5, out->marks_lines);
    if ((status = glo_db_step(import->store, statement)) == 1) {
        out->id = sqlite3_column_int64(statement, 0);
        out->censored_from = (uint8_t)sqlite3_column_int(statement, 1);
        status = glo_db_step(import->store, statement);
    }
    return glo_db_finish(import->store, statement, status);
}

/* An unknown source is added: its kind is not known yet. */
static int resolve_source(glo_import *import, const char *text, glo_resolved *out) {
    int found = 0;
    int status = fetch_source(import->store, text, out, &found);
    if (status == GLO_OK && found && (status = adopt_traits(import, text, out->id)) == GLO_OK)
        return adopt_scale(import, out);
    if (status < 0)
        return status;
    out->scale = glo_value_scale(import);
    out->marks_lines = import->is_column[HANDLING];
    if ((status = handling_of_added(import, text, &out->handling)) < 0 ||
        (status = insert_source(import, text, out)) < 0)
        return status;
    import->result.added_sources++;
    return adopt_traits(import, text, out->id);
}

/* "sent/detections.csv" is the source "detections". */
glo_status glo_line_source_begin(glo_import *import) {
    char **out = &((glo_observations *)import->state)->file_source;
    const glo_import_spec *spec = import->spec;
    if (spec->source)
        return GLO_OK;
    for (size_t i = 0; i < spec->field_count; i++) {
        if (strcmp(spec->fields[i].field, "source") == 0)
            return GLO_OK;
    }
    const char *slash = strrchr(spec->file, '/'), *name = slash ? slash + 1 : spec->file;
    glo_status status = glo_alloc_text(name, out);
    if (status == GLO_OK && strrchr(*out, '.') > *out)
        *strrchr(*out, '.') = '\0';
    return status;
}

static glo_csv_field made_text(glo_observations *state) {
    return (glo_csv_field){state->text.data, (uint32_t)state->text.length, 0};
}

/* The source of the line: its own, else that of the file. A source counts one thing: lines of a file that say what
 * they count are of a source for each, "figures (offences)". */
glo_csv_field glo_line_source_of(glo_import *import) {
    glo_observations *state = import->state;
    const glo_csv_field *unit = &import->values[COUNTING_UNIT];
    const char *otherwise = import->spec->source ? import->spec->source : state->file_source;
    if (import->values[SOURCE].length > 0 || !otherwise)
        return import->values[SOURCE];
    if (!is_stated(unit))
        return (glo_csv_field){otherwise, (uint32_t)strlen(otherwise), 0};
    glo_buf_clear(&state->text);
    glo_buf_format(&state->text, "%s (%.*s)", otherwise, (int)unit->length, unit->text);
    return made_text(state);
}

int glo_line_source_take(glo_import *import, const glo_resolved **out) {
    const glo_csv_field source = glo_line_source_of(import);
    const glo_resolved *resolved = NULL;
    if (source.length == 0) {
        glo_fail(GLO_EINVAL, "the source is empty");
        return glo_import_reject(import, SOURCE);
    }
    int status = glo_names_look_up(import, SOURCE, resolve_source, &source, &resolved);
    if (status != GLO_OK)
        return status;
    if (import->values[VALUE].length && resolved->scale != glo_value_scale(import)) {
        glo_fail(GLO_EINVAL,
                 "values of this source are stored at scale %lld, not %lld: import with that scale",
                 (long long)resolved->scale, (long long)glo_value_scale(import));
        return glo_import_reject(import, VALUE);
    }
    *out = resolved;
    return GLO_OK;
}
