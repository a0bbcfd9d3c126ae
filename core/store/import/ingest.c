/* ingest.c: drives an import: the reader, the mapping of columns to fields, rejected lines, the batch, and the
 * one transaction around it all. What a line becomes is the table's business (import.h).
 *
 * Example:
 *   glo_field_source fields[] = {{.field = "day", .column = "month"}, {.field = "phenomenon", .constant = "0805"}, ...};
 *   glo_import_spec spec = {.file = "detections.csv", .as = "observations", .fields = fields, .field_count = 4};
 *   glo_import_result result;
 *   int status = glo_store_import(store, &spec, job, &result);
 */
#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "import/tables.h"
#include "io/csv_heading.h"
#include "io/input.h"
#include "io/rows.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const glo_import_table *const tables[] = {
    &glo_import_observations,   &glo_import_zones,          &glo_import_phenomena,
    &glo_import_links,          &glo_import_facts,          &glo_import_successions,
    &glo_import_weights,        &glo_import_sources,        &glo_import_exposures,
    &glo_import_aliases,        &glo_import_geometry,       &glo_import_channels,
    &glo_import_channel_reach,  &glo_import_agreements,     &glo_import_agreement_parties,
    &glo_import_agreement_acts, &glo_import_expertise,      &glo_import_contact_points,
    &glo_import_trainings,      &glo_import_missions,       &glo_import_recommendations,
    &glo_import_partners,       &glo_import_message_flows,  &glo_import_messages,
    &glo_import_priorities,     &glo_import_priority_links, &glo_import_reports,
    &glo_import_feedback,       &glo_import_requests};
enum { TABLES = sizeof tables / sizeof tables[0] };

static glo_status fail_unknown_table(const char *name) {
    glo_nearest nearest = {name, NULL, 0};
    glo_buf names = {0};
    for (size_t i = 0; i < TABLES; i++) {
        glo_nearest_offer(&nearest, tables[i]->name);
        glo_buf_format(&names, "%s%s", i == 0 ? "" : i + 1 < TABLES ? ", " : " or ", tables[i]->name);
    }
    glo_status status = glo_buf_status(&names);
    if (status == GLO_OK && nearest.best)
        status = glo_fail(GLO_EINVAL, "can't import as '%s'%s", name, glo_nearest_hint(&nearest));
    else if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "can't import as '%s': use %s", name, names.data);
    glo_buf_dispose(&names);
    return status;
}

static glo_status find_table(const char *name, const glo_import_table **out) {
    for (size_t i = 0; i < TABLES; i++) {
        if (strcmp(tables[i]->name, name) == 0) {
            *out = tables[i];
            return GLO_OK;
        }
    }
    return fail_unknown_table(name);
}

static size_t field_count(const glo_import_table *table) {
    size_t count = 0;
    while (count < GLO_IMPORT_FIELDS && table->fields[count].name)
        count++;
    return count;
}

static glo_status check_field_names(const glo_import_table *table, const glo_import_spec *spec) {
    for (size_t i = 0; i < spec->field_count; i++) {
        glo_nearest nearest = {spec->fields[i].field, NULL, 0};
        int known = 0;
        for (size_t f = 0; f < field_count(table); f++) {
            known |= strcmp(table->fields[f].name, spec->fields[i].field) == 0;
            glo_nearest_offer(&nearest, table->fields[f].name);
        }
        if (!known)
            return glo_fail(GLO_EINVAL, "%s have no field '%s'%s", table->name, spec->fields[i].field,
                            glo_nearest_hint(&nearest));
    }
    return GLO_OK;
}

static bool is_mapped_instead(const glo_import_field *field, const glo_import_spec *spec,
                              const glo_csv_reader *reader) {
    size_t column;
    for (size_t i = 0; field->instead && i < spec->field_count; i++) {
        if (strcmp(spec->fields[i].field, field->instead) == 0)
            return true;
    }
    return field->instead && spec->field_count == 0 &&
           glo_csv_find(reader, field->instead, &column) == GLO_OK;
}

/* With what the file has, so that the analyst sees what to write. */
static glo_status fail_unmapped(const char *name, const glo_import_table *table, const glo_import_spec *spec,
                                const glo_csv_reader *reader) {
    char why[1000] = "";
    size_t column;
    if (glo_csv_find(reader, name, &column) < 0)
        snprintf(why, sizeof why, ": give %s=COLUMN; %s", name, glo_message());
    else
        snprintf(why, sizeof why, ": the file has one, give %s=%s", name, name);
    return glo_fail(GLO_EINVAL, "%s: no column is given for '%s', which %s require%s", spec->file, name,
                    table->name, why);
}

/* A field takes what the mapping says; without any mapping, the column of its own name. */
static glo_status map_field(size_t field, const glo_import_table *table, const glo_import_spec *spec,
                            const glo_csv_reader *reader, glo_mappings *out) {
    const char *name = table->fields[field].name;
    glo_mapping mapping = {.field = field, .required = table->fields[field].required};
    for (size_t i = 0; i < spec->field_count; i++) {
        if (strcmp(name, spec->fields[i].field) == 0)
            mapping.source = &spec->fields[i];
    }
    if (mapping.source && mapping.source->column) {
        if (glo_csv_find(reader, mapping.source->column, &mapping.column) < 0) {
            char why[1000];
            snprintf(why, sizeof why, "%s", glo_message());
            return glo_fail(GLO_EINVAL, "%s: %s", spec->file, why);
        }
        mapping.from_column = 1;
    }
    if (spec->field_count == 0)
        mapping.from_column = glo_csv_find(reader, name, &mapping.column) == GLO_OK;
    if (mapping.source || mapping.from_column)
        out->items[out->count++] = mapping;
    else if (mapping.required && !is_mapped_instead(&table->fields[field], spec, reader))
        return fail_unmapped(name, table, spec, reader);
    return GLO_OK;
}

static bool is_fed(const glo_mappings *mappings, size_t column) {
    for (size_t i = 0; i < mappings->count; i++) {
        if (mappings->items[i].from_column && mappings->items[i].column == column)
            return true;
    }
    return false;
}

static glo_status map_fields(const glo_import_table *table, const glo_import_spec *spec,
                             const glo_csv_reader *reader, glo_mappings *out) {
    glo_status status = check_field_names(table, spec);
    out->count = 0;
    for (size_t field = 0; status == GLO_OK && field < field_count(table); field++)
        status = map_field(field, table, spec, reader, out);
    out->is_every_column = true;
    for (size_t column = 0; column < glo_csv_columns(reader); column++)
        out->is_every_column &= is_fed(out, column);
    return status;
}

/* Fields that are not mapped stay as they are from the beginning: empty. */
static void fill_values(glo_import *import, const glo_mappings *mappings, const glo_csv_record *record) {
    for (size_t i = 0; i < mappings->count; i++) {
        const glo_mapping *mapping = &mappings->items[i];
        const glo_field_source *source = mapping->source;
        if (mapping->from_column)
            import->values[mapping->field] = glo_import_mapped(source, record->fields[mapping->column]);
        else
            import->values[mapping->field] = glo_import_mapped(
                source, (glo_csv_field){source->constant, (uint32_t)strlen(source->constant), 0});
    }
}

static int check_required(glo_import *import, const glo_mappings *mappings) {
    for (size_t i = 0; i < mappings->count; i++) {
        const size_t field = mappings->items[i].field;
        if (import->values[field].length == 0 && mappings->items[i].required) {
            glo_fail(GLO_EINVAL, "the %s is empty", import->table->fields[field].name);
            return glo_import_reject(import, (int)field);
        }
    }
    return GLO_OK;
}

/* The line of the file that a converted row comes from. */
static uint64_t line_of(const glo_csv_field *field) {
    uint64_t line = 0;
    for (uint32_t i = 0; i < field->length && field->text[i] >= '0' && field->text[i] <= '9'; i++)
        line = line * 10 + (uint64_t)(field->text[i] - '0');
    return line;
}

/* ";;;" is no line. */
static bool is_blank_record(const glo_csv_record *record) {
    for (size_t i = 0; i < record->count; i++) {
        if (glo_import_mapped(NULL, record->fields[i]).length > 0)
            return false;
    }
    return true;
}

static int take_record(glo_import *import, const glo_mappings *mappings, const glo_csv_reader *reader,
                       const glo_csv_record *record) {
    import->line = record->line;
    import->record = record;
    if (import->line_column && record->count > import->line_column)
        import->line = line_of(&record->fields[import->line_column]);
    import->flag_count = 0;
    if (!record->fault &&
        (record->count == 0 || record->fields[0].length == 0 ||
         glo_import_is_blank(record->fields[0].text[0])) &&
        is_blank_record(record))
        return GLO_BLANK;
    if (record->fault) {
        if (record->fault_column)
            glo_fail(GLO_EINVAL, "%s (at byte %zu of the line)", record->fault, record->fault_column);
        else
            glo_fail(GLO_EINVAL, "%s", record->fault);
        return glo_import_reject(import, -1);
    }
    if (record->count != glo_csv_columns(reader)) {
        glo_fail(GLO_EINVAL, "the line has %zu fields, the header %zu", record->count,
                 glo_csv_columns(reader));
        return glo_import_reject(import, -1);
    }
    fill_values(import, mappings, record);
    if (import->reason_column && record->fields[import->reason_column].length) {
        const glo_csv_field *why = &record->fields[import->reason_column];
        glo_fail(GLO_EINVAL, "%.*s", (int)why->length, why->text);
        return glo_import_reject(import, -1);
    }
    int status = check_required(import, mappings);
    return status == GLO_OK ? import->table->take(import) : status;
}

static glo_status write_rejects(glo_import *import) {
    return import->table->flush ? import->table->flush(import)
                                : glo_rejects_write(import->store, import->batch, import->rejects);
}

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* "importing, 1234567 lines, 2100000 a second" */
static glo_status tell(const glo_import *import, const glo_input *input, uint64_t lines, double started) {
    char what[96];
    double seconds = seconds_now() - started;
    snprintf(what, sizeof what, "importing, %" PRIu64 " lines, %.0f a second", lines,
             (double)lines / (seconds > 0.001 ? seconds : 0.001));
    return glo_job_step(import->job, what, glo_input_done(input), glo_input_size(input));
}

static glo_status read_lines(glo_import *import, const glo_mappings *mappings, glo_csv_reader *reader,
                             const glo_input *input) {
    glo_csv_record record;
    double started = seconds_now();
    uint64_t lines = 0;
    unsigned signs = 0;
    int status;
    while ((status = glo_csv_next(reader, &record)) == 1) {
        status = take_record(import, mappings, reader, &record);
        if (status >= 0) {
            import->result.rows += status == GLO_OK;
            import->result.passed_over += status == GLO_PASSED_OVER;
        }
        if (status >= 0 && (import->date_signs | import->numbers.signs << GLO_DATE_CLUES) != signs) {
            signs = import->date_signs | import->numbers.signs << GLO_DATE_CLUES;
            status = glo_import_check_clues(import, false);
        }
        if (status >= 0 && glo_rejects_are_full(import->rejects))
            status = write_rejects(import);
        if (status >= 0 && ++lines % 512 == 0)
            status = tell(import, input, lines, started);
        if (status < 0)
            return status;
    }
    import->record = NULL;
    return status;
}

static int run_table(glo_import *import, const glo_mappings *mappings, glo_csv_reader *reader,
                     const glo_input *input) {
    int status = import->table->begin ? import->table->begin(import) : GLO_OK;
    if (status == GLO_OK)
        status = read_lines(import, mappings, reader, input);
    if (status == GLO_OK)
        status = glo_import_check_clues(import, import->table == &glo_import_observations);
    if (status == GLO_OK && import->table->finish)
        status = import->table->finish(import);
    if (import->table->dispose)
        import->table->dispose(import);
    return status;
}

static glo_status finish_batch(glo_import *import, const char *sha256) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        import->store,
        "update batch set rows = ?1, rejected = ?2, sha256 = ?4, rejects_handling = ?5 where id = ?3",
        &statement);
    if (status < 0)
        return status;
    if (import->result.rejected)
        sqlite3_bind_int(statement, 5, glo_marking_pack(import->refused.marking));
    sqlite3_bind_int64(statement, 1, import->result.rows);
    sqlite3_bind_int64(statement, 2, import->result.rejected);
    sqlite3_bind_int64(statement, 3, import->batch);
    glo_db_bind_text(statement, 4, sha256);
    status = glo_db_step(import->store, statement);
    status = glo_db_finish(import->store, statement, status);
    if (status < 0)
        return status;
    char why[240], replaced[80] = "", recorded[48] = "";
    if (import->result.replaced)
        snprintf(replaced, sizeof replaced, ", %" PRId64 " earlier observations replaced",
                 import->result.replaced);
    if (import->spec->recorded)
        snprintf(recorded, sizeof recorded, ", said to be received on %.10s", import->spec->recorded);
    snprintf(why, sizeof why, "batch %" PRId64 ": %" PRId64 " lines as %s, %" PRId64 " rejected%s%s",
             import->batch, import->result.rows, import->table->name, import->result.rejected, replaced,
             recorded);
    return glo_log_append(import->store, "import", import->spec->file, why);
}

/* Whether too little came in: then no figure is kept, for what is missing would not be seen in a sum. */
static bool is_too_little(const glo_import *import) {
    const glo_import_result *result = &import->result;
    const double lines = (double)(result->rows + result->rejected);
    if (result->rejected == 0)
        return false;
    return result->rows == 0 || (double)result->rows < import->spec->at_least * lines;
}

static glo_status fail_too_little(const glo_import *import) {
    const glo_import_result *result = &import->result;
    const char *slash = strrchr(import->spec->file, '/'), *name = slash ? slash + 1 : import->spec->file;
    const int64_t lines = result->rows + result->rejected;
    if (result->rows == 0)
        return glo_fail(GLO_EREJECTED,
                        "nothing was imported from %s: none of its %" PRId64 " lines could be taken", name,
                        lines);
    return glo_fail(GLO_EREJECTED,
                    "nothing was imported from %s: only %" PRId64 " of %" PRId64
                    " lines (%.0f %%) could be taken, fewer than at_least = %.0f %%",
                    name, result->rows, lines, 100.0 * (double)result->rows / (double)lines,
                    100 * import->spec->at_least);
}

/* The file's hash is known once it was read to its end, so that a file seen before is noticed then. */
static int import_inside(glo_import *import, const glo_mappings *mappings, glo_csv_reader *reader,
                         glo_input *input) {
    const glo_import_spec *spec = import->spec;
    char sha256[GLO_SHA256_HEX];
    import->rejects = &import->own_rejects;
    int status = glo_batch_begin(import->store, import->table->name, spec->source, spec->file, NULL,
                                 spec->note, &import->batch);
    if (status == GLO_OK && spec->recorded)
        status = glo_batch_date(import->store, import->batch, spec->recorded);
    if (status == GLO_OK)
        status = glo_import_names_open(import);
    if (status == GLO_OK)
        status = run_table(import, mappings, reader, input);
    import->rejects = &import->own_rejects;
    /* A text that there was no memory for was read as empty. */
    if (status == GLO_OK && (status = glo_buf_status(&import->text)) == GLO_OK)
        status = glo_buf_status(&import->raw);
    if (status == GLO_OK)
        status = glo_rejects_write(import->store, import->batch, &import->own_rejects);
    if (status == GLO_OK)
        status = glo_refused_finish(import);
    if (status < 0)
        return status;
    glo_input_hash(input, sha256);
    status = glo_import_check_same_file(import, sha256);
    if (status == GLO_OK && is_too_little(import)) {
        if ((status = glo_rejects_read(import->store, import->batch, &import->own_rejects)) == GLO_OK)
            status = fail_too_little(import);
        import->is_refused = status == GLO_EREJECTED;
    }
    if (status == GLO_OK)
        status = finish_batch(import, sha256);
    if (status == GLO_OK && spec->names)
        status = glo_import_names_report(import, spec->names);
    if (status == GLO_OK) /* the last moment to cancel */
        status = glo_job_step(import->job, "importing", glo_input_done(input), glo_input_size(input));
    return status;
}

/* Keeps the rejected lines of an import of which no figure is kept, in a batch of their own. */
static int keep_rejects(glo_import *import, glo_input *input) {
    const glo_import_spec *spec = import->spec;
    char sha256[GLO_SHA256_HEX];
    glo_input_hash(input, sha256);
    import->result.rows = 0;
    int status = glo_batch_begin(import->store, import->table->name, spec->source, spec->file, NULL,
                                 spec->note, &import->batch);
    if (status == GLO_OK)
        status = glo_rejects_write(import->store, import->batch, &import->own_rejects);
    return status == GLO_OK ? finish_batch(import, sha256) : status;
}

/* One transaction; where too little came in, it is undone and another keeps the rejected lines. */
static int import_in_transaction(glo_import *import, const glo_mappings *mappings, glo_csv_reader *reader,
                                 glo_input *input) {
    char why[400];
    int status = glo_db_begin(import->store, import->job);
    if (status == GLO_OK)
        status = glo_db_end(import->store, import_inside(import, mappings, reader, input));
    if (!import->is_refused || import->store->in_reference)
        return status;
    snprintf(why, sizeof why, "%s", glo_message());
    if ((status = glo_db_begin(import->store, import->job)) == GLO_OK)
        status = glo_db_end(import->store, keep_rejects(import, input));
    if (status == GLO_OK)
        import->result.batch = import->batch;
    return status == GLO_OK ? glo_fail(GLO_EREJECTED, "%s", why) : status;
}

/* The pragma only works outside a transaction. */
static void hold_foreign_keys(const glo_import *import, int hold) {
    if (import->table->foreign_keys_hold && !import->store->in_reference)
        sqlite3_exec(import->store->db, hold ? "pragma foreign_keys = off" : "pragma foreign_keys = on", NULL,
                     NULL, NULL);
}

/* A file that is marked marks what is imported; what can't be marked is refused. */
static glo_status take_heading(glo_import *import, const glo_csv_reader *reader) {
    const char *heading = glo_csv_heading(reader);
    glo_marking marking = {0, 0};
    if (!heading)
        return GLO_OK;
    if (glo_csv_heading_marking(heading, &marking) < 0) {
        char why[300];
        snprintf(why, sizeof why, "%s", glo_message());
        return glo_fail(GLO_EINVAL, "%s: %s", import->spec->file, why);
    }
    if ((marking.tlp != GLO_TLP_CLEAR || marking.codes) && import->table != &glo_import_observations)
        return glo_fail(GLO_EMARKING, "%s is marked %.31s: only observations can be marked, not %s",
                        import->spec->file, heading, import->table->name);
    glo_marking_format(marking, import->result.file_marking);
    return GLO_OK;
}

/* What a converter says of its rows; never in the first column. */
static void find_row_columns(glo_import *import, const glo_csv_reader *reader) {
    for (size_t i = 1; i < glo_csv_columns(reader); i++) {
        const char *name = glo_csv_name(reader, i);
        if (strcmp(name, GLO_ROWS_REASON) == 0)
            import->reason_column = i;
        else if (strcmp(name, GLO_ROWS_LINE) == 0)
            import->line_column = i;
        else if (strcmp(name, GLO_ROWS_CELL) == 0)
            import->cell_column = i;
    }
}

static int import_from(glo_import *import, glo_input *input) {
    const glo_import_spec *spec = import->spec;
    glo_mappings mappings;
    glo_csv_options options = {.encoding = spec->encoding,
                               .delimiter = spec->delimiter,
                               .header = 1,
                               .first_line = spec->header_line,
                               .line_limit = import->table->line_limit};
    glo_source source = glo_input_source(input);
    glo_csv_reader *reader = NULL;
    int status = glo_csv_open(&source, &options, &reader);
    if (status == GLO_OK)
        status = take_heading(import, reader);
    if (status == GLO_OK)
        status = map_fields(import->table, spec, reader, &mappings);
    for (size_t i = 0; status == GLO_OK && i < mappings.count; i++) {
        import->is_mapped[mappings.items[i].field] = true;
        import->is_column[mappings.items[i].field] = mappings.items[i].from_column != 0;
        import->sources[mappings.items[i].field] = mappings.items[i].source;
        import->columns[mappings.items[i].field] = mappings.items[i].column;
    }
    if (status == GLO_OK && spec->rows)
        find_row_columns(import, reader);
    if (status == GLO_OK) {
        hold_foreign_keys(import, 1);
        import->mappings = &mappings;
        import->column_count = glo_csv_columns(reader);
        import->result.delimiter = glo_csv_delimiter(reader);
        status = import_in_transaction(import, &mappings, reader, input);
        hold_foreign_keys(import, 0);
    }
    if (status == GLO_OK) {
        import->result.batch = import->batch;
        snprintf(import->result.encoding, sizeof import->result.encoding, "%s", glo_csv_encoding(reader));
        import->result.delimiter = glo_csv_delimiter(reader);
    }
    import->mappings = NULL;
    glo_csv_close(reader);
    return status;
}

int glo_store_import(glo_store *store, const glo_import_spec *spec, const glo_job *job,
                     glo_import_result *out) {
    glo_import import = {.store = store,
                         .spec = spec,
                         .job = job,
                         .numbers = {.decimal = spec->decimal, .thousands = spec->thousands}};
    glo_input *input = NULL;
    int status = find_table(spec->as, &import.table);
    if (status == GLO_OK && spec->thousands && spec->thousands == spec->decimal)
        status = glo_fail(GLO_EINVAL, "the same mark, '%c', can't group thousands and mark decimals",
                          spec->decimal);
    if (status == GLO_OK)
        status = glo_input_open(spec->rows ? spec->rows : spec->file, &input);
    /* Names may have changed since they were last looked up, by another program too. */
    glo_store_drop_name_indexes(store);
    if (status == GLO_OK)
        status = import_from(&import, input);
    /* Also after a failure: ids that were rolled back must not be remembered. */
    glo_store_drop_name_indexes(store);
    if (status == GLO_OK || import.is_refused)
        *out = import.result;
    glo_import_names_close(&import);
    glo_rejects_dispose(&import.own_rejects);
    glo_refused_dispose(&import.refused);
    glo_buf_dispose(&import.raw);
    glo_buf_dispose(&import.text);
    glo_input_close(input);
    return status;
}
