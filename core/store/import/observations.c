/* observations.c: a line of figures into the table observation, its cells kept up on the way.
 *
 * This thread reads, checks and looks up; the writer's thread (writer.h) inserts. The look-ups are remembered
 * by the text in the file, so that a million lines resolve each name once.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "import/revision.h"
#include "import/tables.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    DAY,
    ZONE,
    PHENOMENON,
    SOURCE,
    FACET,
    COUNT,
    COUNT_HIGH,
    VALUE,
    CREDIBILITY,
    RELIABILITY,
    HANDLING,
    SPAN,
    COUNTING_UNIT,
    PART
};

/* What a text of the file was resolved to: an id, or why not. */
typedef struct glo_resolved {
    int64_t id;
    int64_t scale;         /* of a source */
    uint8_t handling;      /* of a source, or of a handling text */
    uint8_t censored_from; /* of a source: the least that "<5" stands for */
    bool marks_lines;      /* of a source: its lines carry their own handling, or the default */
    char *fault;           /* NULL when resolved */
} glo_resolved;

typedef struct glo_lookup_cache {
    glo_words *texts;
    glo_resolved *resolved; /* by code of the text */
    size_t room;
} glo_lookup_cache;

typedef struct glo_observations {
    glo_writer *writer;
    glo_row_buffer *buffer;                /* being filled */
    glo_rejects *rejects;                  /* the import's own, while its lines go to the buffer's */
    glo_lookup_cache caches[HANDLING + 1]; /* of ZONE, PHENOMENON, SOURCE, FACET, HANDLING */
    glo_cells cells;
    glo_buf text; /* of the source or facet at hand, where it is made up of two */
    char *
        file_source; /* the file's name: the source of lines for which no other is given; NULL where one is */
    int64_t before;  /* the last observation before this batch */
    uint8_t default_handling;
} glo_observations;

typedef glo_status (*glo_resolver)(glo_import *import, const char *text, glo_resolved *out);

static glo_status resolve_zone(glo_import *import, const char *text, glo_resolved *out) {
    return glo_store_resolve(import->store, GLO_ZONE, text, &out->id, NULL);
}

static glo_status resolve_phenomenon(glo_import *import, const char *text, glo_resolved *out) {
    return glo_store_resolve(import->store, GLO_PHENOMENON, text, &out->id, NULL);
}

static glo_status resolve_handling(glo_import *import, const char *text, glo_resolved *out) {
    glo_marking marking;
    glo_status status = glo_marking_parse(text, &marking);
    (void)import;
    if (status == GLO_OK)
        out->handling = glo_marking_pack(marking);
    return status;
}

static int64_t scale_of(const glo_import *import) {
    return import->spec->value_scale > 0 ? import->spec->value_scale : 1;
}

/* A source without values as yet takes the scale of this import. */
static glo_status adopt_scale(glo_import *import, glo_resolved *source) {
    sqlite3_stmt *statement;
    if (source->scale == scale_of(import))
        return GLO_OK;
    int status =
        glo_db_prepare(import->store,
                       "update source set value_scale = ?1 where id = ?2 and not exists (select 1 from "
                       "observation where source = ?2 and value is not null) returning value_scale",
                       &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, scale_of(import));
    sqlite3_bind_int64(statement, 2, source->id);
    if ((status = glo_db_step(import->store, statement)) == 1)
        source->scale = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
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
        sqlite3_stmt *statement;
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
        const char *has = status == 1 ? (const char *)sqlite3_column_text(statement, 0) : traits[i].given;
        if (status >= 0 && traits[i].is_told && strcmp(has, traits[i].given) != 0)
            status = glo_fail(GLO_EINVAL, "the source '%s' %s %s, not %s: import under another source", code,
                              traits[i].verb, has, traits[i].given);
        sqlite3_finalize(statement);
    }
    return status < 0 ? status : GLO_OK;
}

static glo_status fetch_source(glo_store *store, const char *code, glo_resolved *out, int *out_found) {
    sqlite3_stmt *statement;
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
        status = glo_marking_parse((const char *)sqlite3_column_text(statement, 1), &marking);
        if (status == GLO_OK)
            out->handling = glo_marking_pack(marking);
        *out_found = 1;
    }
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
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
    sqlite3_stmt *statement;
    const glo_csv_field *grade = &import->values[RELIABILITY];
    char reliability[2] = {grade->length == 1 ? grade->text[0] : '\0', '\0'}, handling[GLO_MARKING_SIZE];
    int status =
        glo_db_prepare(import->store,
                       "insert into source (code, kind, reliability, value_scale, handling, marks_lines) "
                       "values (?1, 'unknown', ?2, ?3, ?4, ?5) returning id, censored_from",
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
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

/* An unknown source is added: its kind is not known yet. */
static int resolve_source(glo_import *import, const char *text, glo_resolved *out) {
    int found = 0;
    int status = fetch_source(import->store, text, out, &found);
    if (status == GLO_OK && found && (status = adopt_traits(import, text, out->id)) == GLO_OK)
        return adopt_scale(import, out);
    if (status < 0)
        return status;
    out->scale = scale_of(import);
    out->marks_lines = import->is_column[HANDLING];
    if ((status = handling_of_added(import, text, &out->handling)) < 0 ||
        (status = insert_source(import, text, out)) < 0)
        return status;
    import->result.added_sources++;
    return adopt_traits(import, text, out->id);
}

/* "sex:female"; a dimension or category that is new is added. */
static glo_status resolve_facet(glo_import *import, const char *text, glo_resolved *out) {
    const char *colon = strchr(text, ':');
    sqlite3_stmt *statement;
    if (!colon || colon == text || !colon[1])
        return glo_fail(GLO_EINVAL, "'%.40s' is not a facet: write dimension:category, such as sex:female",
                        text);
    int status =
        glo_db_prepare(import->store,
                       "insert into facet (dimension, category) values (?1, ?2) on conflict do update set "
                       "category = excluded.category returning id",
                       &statement);
    if (status < 0)
        return status;
    sqlite3_bind_text(statement, 1, text, (int)(colon - text), SQLITE_TRANSIENT);
    glo_db_bind_text(statement, 2, colon + 1);
    status = glo_db_step(import->store, statement);
    if (status == 1)
        out->id = sqlite3_column_int64(statement, 0);
    if (status == 1)
        status = glo_db_step(import->store, statement);
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

/* The cache of a field's texts: resolves each once, faults too. */
static int look_up(glo_import *import, size_t field, glo_resolver resolve, const glo_csv_field *value,
                   const glo_resolved **out) {
    glo_observations *state = import->state;
    glo_lookup_cache *cache = &state->caches[field];
    uint32_t code, before = glo_words_count(cache->texts);
    if (glo_words_add(cache->texts, value->text, value->length, &code) < 0 ||
        glo_alloc_grow(&cache->resolved, &cache->room, (size_t)code + 1, sizeof *cache->resolved) < 0)
        return GLO_ENOMEM;
    glo_resolved *resolved = &cache->resolved[code];
    if (code == before) {
        *resolved = (glo_resolved){0};
        int status = resolve(import, glo_words_text(cache->texts, code), resolved);
        if (status < 0) {
            int rejected = status == GLO_EINVAL || status == GLO_ENOTFOUND || status == GLO_EAMBIGUOUS;
            if (!rejected || glo_alloc_text(glo_message(), &resolved->fault) < 0)
                return status;
        }
    }
    if (resolved->fault) {
        glo_fail(GLO_EINVAL, "%s", resolved->fault);
        return glo_import_reject(import, (int)field);
    }
    *out = resolved;
    return GLO_OK;
}

/* "sent/detections.csv" is the source "detections". */
static glo_status name_source(glo_import *import, char **out) {
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

static glo_status take_buffer(glo_import *import) {
    glo_observations *state = import->state;
    glo_status status = glo_writer_take(state->writer, &state->buffer);
    if (status == GLO_OK)
        import->rejects = &state->buffer->rejects;
    return status;
}

/* Hands the buffer over, full or not, and takes an empty one. */
static glo_status flush(glo_import *import) {
    glo_observations *state = import->state;
    import->rejects = state->rejects;
    glo_writer_give(state->writer, state->buffer);
    state->buffer = NULL;
    return take_buffer(import);
}

static int read_default_handling(glo_import *import) {
    glo_observations *state = import->state;
    sqlite3_stmt *row;
    glo_marking marking = {GLO_TLP_AMBER, 0};
    int status =
        glo_db_prepare(import->store, "select value from setting where name = 'default_handling'", &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(import->store, row)) == 1)
        status = glo_marking_parse((const char *)sqlite3_column_text(row, 0), &marking);
    sqlite3_finalize(row);
    state->default_handling = glo_marking_pack(marking);
    glo_marking_format(marking, import->result.default_handling);
    return status < 0 ? status : GLO_OK;
}

static int begin(glo_import *import) {
    glo_observations *state;
    static const int remembered[] = {ZONE, PHENOMENON, SOURCE, FACET, HANDLING};
    if (import->spec->value_scale < 0)
        return glo_fail(GLO_EINVAL, "the scale of value must be a positive whole number");
    int status = glo_alloc_array(1, sizeof *state, &state);
    if (status < 0)
        return status;
    import->state = state;
    state->rejects = import->rejects;
    state->cells.job = import->job;
    status = name_source(import, &state->file_source);
    if (status == GLO_OK)
        status = read_default_handling(import);
    for (size_t i = 0; status == GLO_OK && i < sizeof remembered / sizeof remembered[0]; i++)
        status = glo_words_new(&state->caches[remembered[i]].texts);
    if (status == GLO_OK)
        status = glo_db_integer(import->store, "select max(id) from observation", 0, &state->before);
    if (status == GLO_OK)
        status = glo_writer_start(import->store, import->batch, &state->writer);
    if (status == GLO_OK)
        status = take_buffer(import);
    return status;
}

static void dispose(glo_import *import) {
    glo_observations *state = import->state;
    if (!state)
        return;
    for (size_t i = 0; i < sizeof state->caches / sizeof state->caches[0]; i++) {
        glo_lookup_cache *cache = &state->caches[i];
        for (uint32_t code = 0; cache->resolved && code < glo_words_count(cache->texts); code++)
            free(cache->resolved[code].fault);
        free(cache->resolved);
        glo_words_free(cache->texts);
    }
    glo_cells_dispose(&state->cells);
    glo_buf_dispose(&state->text);
    import->rejects = state->rejects;
    if (state->buffer)
        glo_writer_give(state->writer, state->buffer);
    if (state->writer) /* the import failed */
        glo_writer_finish(state->writer, GLO_ECANCELLED);
    free(state->file_source);
    free(state);
    import->state = NULL;
}

/* Sums are whole numbers of 64 bits: what no office counts is rejected before it can overflow them. */
static glo_status check_size(const glo_csv_field *value, int64_t number) {
    static const int64_t largest = 1000000000000000;
    if (number <= largest && number >= -largest)
        return GLO_OK;
    return glo_fail(GLO_EINVAL, "'%.*s' is too large", (int)value->length, value->text);
}

enum { CENSORED = -1 }; /* a low count that its source says: the least that "<5" stands for */

/* "<5" stands for 1 to 4, or 0 to 4: a censored count is kept as its range. */
static int parse_count(const glo_csv_field *value, int64_t *out_low, int64_t *out_high) {
    int64_t low, high;
    if (value->length > 1 && value->text[0] == '<') {
        glo_csv_field rest = {value->text + 1, value->length - 1, 0};
        int status = glo_import_integer(&rest, &high);
        if (status == GLO_OK && high < 1)
            status = glo_fail(GLO_EINVAL, "'%.*s' leaves no possible count", (int)value->length, value->text);
        if (status == GLO_OK)
            status = check_size(value, high);
        if (status < 0)
            return status;
        *out_low = CENSORED;
        *out_high = high - 1;
        return GLO_OK;
    }
    glo_status status = glo_import_integer(value, &low);
    if (status == GLO_OK && low < 0)
        status = glo_fail(GLO_EINVAL, "a count can't be negative: %.*s", (int)value->length, value->text);
    if (status == GLO_OK)
        status = check_size(value, low);
    if (status == GLO_OK)
        *out_low = *out_high = low;
    return status;
}

static int take_time(glo_import *import, glo_cell *cell) {
    const glo_csv_field *day = &import->values[DAY];
    glo_span span;
    glo_status status = glo_date_parse(day->text, day->length, import->spec->order, &cell->day, &span);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, DAY);
    if (import->values[SPAN].length) {
        status = glo_span_parse(glo_import_text(import, SPAN), &span);
        if (status == GLO_OK && (span == GLO_ALL || glo_span_floor(cell->day, span) != cell->day))
            status = glo_fail(GLO_EINVAL, "'%.*s' is not the first day of a %s", (int)day->length, day->text,
                              glo_span_name(span));
        if (status < 0)
            return glo_import_reject_if_fault(import, status, SPAN);
    }
    cell->span = (uint8_t)span;
    return GLO_OK;
}

/* A roll-up with own=true has rows of what a zone's figure leaves over its parts: such a row is not the zone's figure. */
static int take_part(glo_import *import) {
    static const char own[] = "own";
    const glo_csv_field *part = &import->values[PART];
    if (part->length != sizeof own - 1 || memcmp(part->text, own, part->length) != 0)
        return GLO_OK;
    glo_fail(GLO_EINVAL,
             "part 'own' is what the zone's figure leaves over its parts, not its figure: export without "
             "own=true");
    return glo_import_reject(import, PART);
}

static int take_count(glo_import *import, glo_cell *cell) {
    const glo_csv_field *count = &import->values[COUNT], *high = &import->values[COUNT_HIGH];
    cell->count = cell->count_high = 1; /* where no count is mapped, a line is one event */
    int status = count->length ? parse_count(count, &cell->count, &cell->count_high) : GLO_OK;
    if (status < 0)
        return glo_import_reject_if_fault(import, status, COUNT);
    if (high->length == 0)
        return GLO_OK;
    status = glo_import_integer(high, &cell->count_high);
    if (status == GLO_OK && cell->count_high < cell->count)
        status = glo_fail(GLO_EINVAL, "count_high %.*s is below the count", (int)high->length, high->text);
    if (status == GLO_OK)
        status = check_size(high, cell->count_high);
    return glo_import_reject_if_fault(import, status, COUNT_HIGH);
}

/* The range of "<5", once its source is known. */
static int take_censored(glo_import *import, glo_cell *cell, const glo_resolved *source) {
    const glo_csv_field *count = &import->values[COUNT];
    if (cell->count != CENSORED)
        return GLO_OK;
    cell->count = source->censored_from;
    if (cell->count_high >= cell->count)
        return GLO_OK;
    glo_fail(GLO_EINVAL, "'%.*s' leaves no possible count", (int)count->length, count->text);
    return glo_import_reject(import, COUNT);
}

static int take_value(glo_import *import, glo_cell *cell) {
    const glo_csv_field *value = &import->values[VALUE];
    char decimal = import->spec->decimal ? import->spec->decimal : '.';
    glo_status status =
        value->length ? glo_import_scaled(value, decimal, scale_of(import), &cell->value) : GLO_OK;
    if (status == GLO_OK)
        status = check_size(value, cell->value);
    return glo_import_reject_if_fault(import, status, VALUE);
}

static int take_grades(glo_import *import, glo_cell *cell) {
    const glo_csv_field *credibility = &import->values[CREDIBILITY],
                        *reliability = &import->values[RELIABILITY];
    if (credibility->length) {
        if (credibility->length != 1 || credibility->text[0] < '1' || credibility->text[0] > '6') {
            glo_fail(GLO_EINVAL, "'%.*s' is not a credibility: 1 (confirmed) to 6 (can't be judged)",
                     (int)credibility->length, credibility->text);
            return glo_import_reject(import, CREDIBILITY);
        }
        cell->credibility = (uint8_t)(credibility->text[0] - '0');
    }
    if (reliability->length &&
        (reliability->length != 1 || reliability->text[0] < 'A' || reliability->text[0] > 'F')) {
        glo_fail(GLO_EINVAL, "'%.*s' is not a reliability: A (reliable) to F (can't be judged)",
                 (int)reliability->length, reliability->text);
        return glo_import_reject(import, RELIABILITY);
    }
    return GLO_OK;
}

static glo_csv_field made_text(glo_observations *state) {
    return (glo_csv_field){state->text.data, (uint32_t)state->text.length, 0};
}

/* The source of the line: its own, else that of the file. A source counts one thing: lines of a file that say what
 * they count are of a source for each, "figures (offences)". */
static glo_csv_field source_of(glo_import *import) {
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

/* "female" of a file whose facets are of the dimension sex is "sex:female". */
static glo_csv_field facet_of(glo_import *import) {
    glo_observations *state = import->state;
    const glo_csv_field facet = import->values[FACET];
    if (!import->spec->facet_dimension || facet.length == 0 || memchr(facet.text, ':', facet.length))
        return facet;
    glo_buf_clear(&state->text);
    glo_buf_format(&state->text, "%s:%.*s", import->spec->facet_dimension, (int)facet.length, facet.text);
    return made_text(state);
}

/* Resolves zone, phenomenon, source, facet and handling; *own_handling: whether the line has its own. */
static int take_names(glo_import *import, glo_cell *cell, uint8_t *own_handling) {
    const glo_resolved *resolved = NULL;
    int status = look_up(import, ZONE, resolve_zone, &import->values[ZONE], &resolved);
    if (status != GLO_OK)
        return status;
    cell->zone = (int32_t)resolved->id;
    if ((status = look_up(import, PHENOMENON, resolve_phenomenon, &import->values[PHENOMENON], &resolved)) !=
        GLO_OK)
        return status;
    cell->phenomenon = (int32_t)resolved->id;
    const glo_csv_field source = source_of(import);
    if (source.length == 0) {
        glo_fail(GLO_EINVAL, "the source is empty");
        return glo_import_reject(import, SOURCE);
    }
    if ((status = look_up(import, SOURCE, resolve_source, &source, &resolved)) != GLO_OK)
        return status;
    if (import->values[VALUE].length && resolved->scale != scale_of(import)) {
        glo_fail(GLO_EINVAL,
                 "values of this source are stored at scale %lld, not %lld: import with that scale",
                 (long long)resolved->scale, (long long)scale_of(import));
        return glo_import_reject(import, VALUE);
    }
    cell->source = (int32_t)resolved->id;
    cell->handling = resolved->handling;
    const bool is_unmarked =
        resolved->marks_lines && import->values[HANDLING].length == 0 && !import->result.file_marking[0];
    if ((status = take_censored(import, cell, resolved)) != GLO_OK)
        return status;
    if (import->values[FACET].length) {
        const glo_csv_field facet = facet_of(import);
        if ((status = look_up(import, FACET, resolve_facet, &facet, &resolved)) != GLO_OK)
            return status;
        cell->facet = (int32_t)resolved->id;
    }
    *own_handling = 0;
    if (import->values[HANDLING].length) {
        if ((status = look_up(import, HANDLING, resolve_handling, &import->values[HANDLING], &resolved)) !=
            GLO_OK)
            return status;
        /* A line may tighten the handling of its source, never loosen it. */
        cell->handling = glo_marking_pack(
            glo_marking_join(glo_marking_unpack(cell->handling), glo_marking_unpack(resolved->handling)));
        *own_handling = 1;
    } else if (is_unmarked) {
        cell->handling = ((glo_observations *)import->state)->default_handling;
        import->result.unmarked_lines++;
        *own_handling = 1;
    }
    if (import->result.file_marking[0]) {
        glo_marking marking;
        if ((status = glo_marking_parse(import->result.file_marking, &marking)) < 0)
            return status;
        cell->handling = glo_marking_pack(glo_marking_join(glo_marking_unpack(cell->handling), marking));
        *own_handling = 1;
    }
    return GLO_OK;
}

static glo_status put_row(glo_import *import, const glo_cell *cell, uint8_t own_handling) {
    glo_observations *state = import->state;
    const glo_observation row = {.day = cell->day,
                                 .zone = cell->zone,
                                 .phenomenon = cell->phenomenon,
                                 .source = cell->source,
                                 .facet = cell->facet,
                                 .span = cell->span,
                                 .credibility = cell->credibility,
                                 .handling = cell->handling,
                                 .has_handling = own_handling,
                                 .has_value = import->values[VALUE].length > 0,
                                 .count = cell->count,
                                 .count_high = cell->count_high,
                                 .value = cell->value};
    glo_row_buffer_put(state->buffer, &row);
    return state->buffer->count == GLO_ROW_BUFFER_ROWS ? flush(import) : GLO_OK;
}

static int take(glo_import *import) {
    glo_observations *state = import->state;
    glo_cell cell = {.events = 1};
    uint8_t own_handling = 0;
    int status;
    if (import->is_column[COUNT] && import->values[COUNT].length == 0)
        return GLO_PASSED_OVER;
    if ((status = take_part(import)) != GLO_OK || (status = take_time(import, &cell)) != GLO_OK ||
        (status = take_count(import, &cell)) != GLO_OK || (status = take_value(import, &cell)) != GLO_OK ||
        (status = take_grades(import, &cell)) != GLO_OK ||
        (status = take_names(import, &cell, &own_handling)) != GLO_OK)
        return status;
    if ((status = glo_cells_add(&state->cells, &cell)) < 0 ||
        (status = put_row(import, &cell, own_handling)) < 0)
        return status;
    return GLO_OK;
}

/* Waits for the writer, then keeps the cells and which observations are the batch's. */
static int finish(glo_import *import) {
    glo_observations *state = import->state;
    sqlite3_stmt *statement;
    import->rejects = state->rejects;
    glo_writer_give(state->writer, state->buffer);
    state->buffer = NULL;
    glo_status packed = glo_cells_pack(&state->cells); /* while the writer goes on */
    int status = glo_writer_finish(state->writer, packed);
    state->writer = NULL;
    if (status == GLO_OK)
        status = glo_cells_write(import->store, import->batch, &state->cells);
    if (status < 0 || import->result.rows == 0)
        return status;
    if ((status = glo_revision_take(import, &state->cells, state->before + 1)) < 0)
        return status;
    status = glo_db_prepare(import->store, "update batch set first = ?1 + 1, last = ?1 + ?2 where id = ?3",
                            &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state->before);
    sqlite3_bind_int64(statement, 2, import->result.rows);
    sqlite3_bind_int64(statement, 3, import->batch);
    status = glo_db_step(import->store, statement);
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

const glo_import_table glo_import_observations = {.name = "observations",
                                                  .fields = {[DAY] = {"day", 1},
                                                             [ZONE] = {"zone", 1},
                                                             [PHENOMENON] = {"phenomenon", 1},
                                                             [SOURCE] = {"source", 0},
                                                             [FACET] = {"facet", 0},
                                                             [COUNT] = {"count", 0},
                                                             [COUNT_HIGH] = {"count_high", 0},
                                                             [VALUE] = {"value", 0},
                                                             [CREDIBILITY] = {"credibility", 0},
                                                             [RELIABILITY] = {"reliability", 0},
                                                             [HANDLING] = {"handling", 0},
                                                             [SPAN] = {"span", 0},
                                                             [COUNTING_UNIT] = {"counting_unit", 0},
                                                             [PART] = {"part", 0}},
                                                  .foreign_keys_hold = 1,
                                                  .begin = begin,
                                                  .take = take,
                                                  .flush = flush,
                                                  .finish = finish,
                                                  .dispose = dispose};
