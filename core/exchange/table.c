/* table.c: CSV of other houses. References and example in table.h. */
#include "exchange/table.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "io/csv_reader.h"
#include "io/input.h"
#include "io/rows.h"
#include "judge.h"
#include "row_writer.h"
#include "shape/pick.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STEP_ROWS = 1024, VALUES_NAMED = 6, COLUMNS_NAMED = 20, NO_COLUMN = -1 };

typedef struct glo_table_column {
    char *name; /* without the label that may stand behind it: of "geo: Country" it is geo */
    int is_used, is_dimension;
    bool is_coded;     /* its values have labels too: "BE: Belgium" */
    bool is_label;     /* it is the labels of the column before it */
    glo_words *values; /* of an unused dimension: those seen */
} glo_table_column;

typedef struct glo_table_run {
    const char *path;
    const glo_table_rules *rules;
    glo_csv_reader *reader;
    glo_table_column *columns;
    size_t count;
    glo_where *where;
    int value, flag, confidentiality; /* columns, or NO_COLUMN */
    int reason;                       /* where another converter says why a row must not be taken */
    glo_flags *flags;
    glo_row_writer rows;
} glo_table_run;

static int find(const glo_table_run *run, const char *name) {
    for (size_t i = 0; i < run->count; i++) {
        if (strcasecmp(run->columns[i].name, name) == 0)
            return (int)i;
    }
    return NO_COLUMN;
}

/* Columns before OBS_VALUE that are no part of the key; those behind it are attributes. */
static bool is_dimension(const char *name) {
    static const char *const others[] = {"DATAFLOW",    "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME",
                                         "LAST UPDATE", "ACTION",    "KEY",          "TIME_PERIOD"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcasecmp(name, others[i]) == 0)
            return false;
    }
    return true;
}

static int find_exactly(const glo_table_run *run, const char *name) {
    for (size_t i = 0; i < run->count; i++) {
        if (strcmp(run->columns[i].name, name) == 0)
            return (int)i;
    }
    return NO_COLUMN;
}

static glo_status fail_no_column(const glo_table_run *run, const char *name) {
    glo_nearest nearest = {name, NULL, 0};
    glo_buf list = {0};
    for (size_t i = 0; i < run->count; i++) {
        glo_nearest_offer(&nearest, run->columns[i].name);
        if (i < COLUMNS_NAMED)
            glo_buf_format(&list, "%s%.60s", i ? ", " : "", run->columns[i].name);
    }
    const char *hint = glo_nearest_hint(&nearest);
    glo_status status = glo_fail(
        GLO_EINVAL, "%s: where: unknown column '%s'%s%s line %" PRIu64 ", taken as the header, has %s%s",
        run->path, name, hint, *hint ? "" : ";", glo_csv_header_line(run->reader),
        list.data ? list.data : "no columns", run->count > COLUMNS_NAMED ? " ..." : "");
    glo_buf_dispose(&list);
    return status;
}

static glo_status mark_used(glo_table_run *run) {
    const glo_table_rules *rules = run->rules;
    for (size_t i = 0; i < rules->used_count; i++) {
        int column = find_exactly(run, rules->used[i]);
        if (column != NO_COLUMN)
            run->columns[column].is_used = 1; /* one that is missing is the importer's to name */
    }
    for (size_t i = 0; i < rules->where_count; i++) {
        int column = find_exactly(run, rules->where[2 * i]);
        if (column == NO_COLUMN)
            return fail_no_column(run, rules->where[2 * i]);
        run->where[i] = (glo_where){
            .column = (size_t)column, .name = rules->where[2 * i], .value = rules->where[2 * i + 1]};
    }
    return GLO_OK;
}

static bool is_fixed(const glo_table_run *run, size_t column) {
    for (size_t i = 0; i < run->rules->where_count; i++) {
        if (run->where[i].column == column)
            return true;
    }
    return false;
}

/* ---- SDMX-CSV with labels ---- */

static bool is_of_rows(const char *name) {
    return strcmp(name, GLO_ROWS_LINE) == 0 || strcmp(name, GLO_ROWS_CELL) == 0 ||
           strcmp(name, GLO_ROWS_REASON) == 0;
}

/* "geo: Geopolitical entity" in the header: the codes in the column have labels behind them too. */
static glo_status name_columns(glo_table_run *run) {
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < run->count; i++) {
        glo_table_column *column = &run->columns[i];
        status = glo_alloc_text(glo_csv_name(run->reader, i), &column->name);
        char *colon = status == GLO_OK && run->rules->sdmx ? strchr(column->name, ':') : NULL;
        if (!colon || colon == column->name || is_of_rows(column->name))
            continue;
        column->is_coded = true;
        *colon = '\0';
    }
    return status;
}

/* Concepts have names such as OBS_VALUE; a label is written as people write. */
static bool is_written_out(const char *name) {
    return strpbrk(name, "abcdefghijklmnopqrstuvwxyz ") != NULL && isupper((unsigned char)name[0]);
}

/* "geo,Country,TIME_PERIOD,Time,OBS_VALUE,Observation value": each column is followed by its labels. */
static void find_labels(glo_table_run *run, int period) {
    int value = run->value;
    if (period == NO_COLUMN || period + 2 > value || (value - period) % 2 != 0 ||
        (size_t)value + 1 >= run->count || !is_written_out(run->columns[period + 1].name) ||
        !is_written_out(run->columns[value + 1].name))
        return;
    for (size_t i = 0; i < run->count; i++)
        run->columns[i].is_label = ((int)i - value) % 2 != 0;
}

/* "BE: Belgium" is BE. */
static glo_csv_field code_of(const glo_table_run *run, const glo_csv_record *record, size_t column) {
    glo_csv_field field = record->fields[column];
    const char *colon = run->columns[column].is_coded && (int)column != run->value
                            ? memchr(field.text, ':', field.length)
                            : NULL;
    if (colon && colon > field.text)
        field.length = (uint32_t)(colon - field.text);
    return field;
}

/* ---- which column is what ---- */

static glo_status find_roles(glo_table_run *run) {
    run->value = run->flag = run->confidentiality = NO_COLUMN;
    run->reason = find_exactly(run, GLO_ROWS_REASON);
    if (!run->rules->sdmx) {
        if (run->rules->figure)
            run->value = find(run, run->rules->figure); /* one that is missing is the importer's to name */
        return GLO_OK;
    }
    run->value = find(run, "OBS_VALUE");
    if (run->value == NO_COLUMN)
        return glo_fail(GLO_EINVAL, "%s: SDMX-CSV has a column OBS_VALUE, this file has none", run->path);
    find_labels(run, find(run, "TIME_PERIOD"));
    run->flag = find(run, "OBS_FLAG");
    if (run->flag == NO_COLUMN)
        run->flag = find(run, "OBS_STATUS");
    /* Of a file that says how each figure is to be handled, those that may not be published are taken so marked. */
    int marking = find(run, "MARKING");
    if (marking == NO_COLUMN || !run->columns[marking].is_used)
        run->confidentiality = find(run, "CONF_STATUS");
    glo_status status = GLO_OK;
    for (int i = 0; status == GLO_OK && i < run->value; i++) {
        glo_table_column *column = &run->columns[i];
        column->is_dimension = is_dimension(column->name) && !column->is_label;
        if (column->is_dimension && !column->is_used && !is_fixed(run, (size_t)i))
            status = glo_words_new(&column->values);
    }
    return status;
}

static glo_csv_field read_field(const glo_table_run *run, const glo_csv_record *record, size_t column) {
    glo_csv_field field = code_of(run, record, column);
    for (size_t i = 0; i < run->rules->missing_count; i++) {
        if (strlen(run->rules->missing[i]) == field.length &&
            memcmp(run->rules->missing[i], field.text, field.length) == 0)
            field.length = 0;
    }
    if ((int)column == run->value)
        glo_whole_number(&field);
    return field;
}

static bool is_wanted(glo_table_run *run, const glo_csv_record *record) {
    for (size_t i = 0; i < run->rules->where_count; i++) {
        glo_csv_field field = code_of(run, record, run->where[i].column);
        if (!glo_where_takes(&run->where[i], &field))
            return false;
    }
    return true;
}

static glo_status note_dimensions(glo_table_run *run, const glo_csv_record *record) {
    uint32_t code;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < run->count; i++) {
        if (!run->columns[i].values || glo_words_count(run->columns[i].values) > VALUES_NAMED)
            continue;
        glo_csv_field field = code_of(run, record, i);
        status = glo_words_add(run->columns[i].values, field.text, field.length, &code);
    }
    return status;
}

/* What the analyst must settle before the figures can be added up. */
static glo_status check_dimensions(const glo_table_run *run) {
    if (run->rules->keeps_all)
        return GLO_OK;
    for (size_t i = 0; i < run->count; i++) {
        const glo_words *values = run->columns[i].values;
        uint32_t count = values ? glo_words_count(values) : 0;
        if (count < 2)
            continue;
        glo_buf list = {0};
        for (uint32_t v = 0; v < count && v < VALUES_NAMED; v++)
            glo_buf_format(&list, "%s%.40s", v ? ", " : "", glo_words_text(values, v));
        const char *name = run->columns[i].name;
        glo_status status =
            glo_fail(GLO_EINVAL,
                     "%s: '%s' has several values (%s%s), which would be summed: select "
                     "one, as in --where %s=%s (where={%s='%s'} in a script), or map it to a field",
                     run->path, name, list.data ? list.data : "", count > VALUES_NAMED ? " ..." : "", name,
                     glo_words_text(values, 0), name, glo_words_text(values, 0));
        glo_buf_dispose(&list);
        return status;
    }
    return GLO_OK;
}

/* A record that can't be read, or is too short or long, goes on as it stands: the importer says so. */
static glo_status pass_broken(glo_table_run *run, const glo_csv_record *record) {
    char why[200];
    if (record->fault)
        snprintf(why, sizeof why, "%s", record->fault);
    else
        snprintf(why, sizeof why, "the line has %zu fields, the header %zu", record->count, run->count);
    glo_buf raw = {0};
    glo_csv_raw(record, &raw);
    glo_row_writer_field(&run->rows, raw.data ? raw.data : "", raw.length);
    for (size_t i = 1; i < run->count - (run->reason != NO_COLUMN); i++)
        glo_row_writer_field(&run->rows, "", 0);
    glo_buf_dispose(&raw);
    return glo_row_writer_end(&run->rows, why);
}

static void put_fields(glo_table_run *run, const glo_csv_record *record) {
    for (size_t i = 0; i < run->count; i++) {
        if ((int)i == run->reason)
            continue;
        glo_csv_field field = read_field(run, record, i);
        glo_row_writer_field(&run->rows, field.text, field.length);
    }
}

static glo_status take(glo_table_run *run, const glo_csv_record *record) {
    char why[GLO_REASON_SIZE] = "";
    const glo_table_rules *rules = run->rules;
    if (rules->comment && record->count && record->fields[0].length &&
        record->fields[0].text[0] == rules->comment)
        return glo_row_writer_skip(&run->rows);
    if (record->fault || record->count != run->count)
        return pass_broken(run, record);
    if (run->reason != NO_COLUMN && record->fields[run->reason].length > 0) {
        const glo_csv_field *reason = &record->fields[run->reason];
        put_fields(run, record);
        snprintf(why, sizeof why, "%.*s", (int)reason->length, reason->text);
        return glo_row_writer_end(&run->rows, why);
    }
    if (!is_wanted(run, record))
        return glo_row_writer_skip(&run->rows);
    glo_status status = note_dimensions(run, record);
    if (status < 0)
        return status;
    if (rules->sdmx) {
        glo_csv_field value = read_field(run, record, (size_t)run->value), flag = {"", 0, 0},
                      closed = {"", 0, 0};
        if (run->flag >= 0)
            flag = code_of(run, record, (size_t)run->flag);
        if (run->confidentiality >= 0)
            closed = code_of(run, record, (size_t)run->confidentiality);
        const glo_csv_field *judged = run->columns[run->value].is_used ? &value : NULL;
        if (glo_judge(run->flags, judged, &flag, &closed, why) == GLO_PASS_OVER)
            return glo_row_writer_skip(&run->rows);
    }
    if (!rules->sdmx && run->value >= 0 && read_field(run, record, (size_t)run->value).length == 0) {
        run->flags->missing++;
        return glo_row_writer_skip(&run->rows);
    }
    put_fields(run, record);
    return glo_row_writer_end(&run->rows, why);
}

/* Keeps the lines' numbers: what the reader passes over in silence becomes a blank line here too. */
static glo_status keep_line(glo_table_run *run, uint64_t line, uint64_t *written) {
    glo_status status = GLO_OK;
    for (; status == GLO_OK && *written + 1 < line; (*written)++)
        status = glo_row_writer_skip(&run->rows);
    (*written)++;
    return status;
}

static glo_status convert(glo_table_run *run, const glo_input *input, const glo_job *job) {
    glo_csv_record record;
    uint64_t written = 1;
    int status = GLO_OK, more;
    for (size_t i = 0; i < run->count; i++) {
        const char *name = run->columns[i].name;
        if ((int)i != run->reason)
            glo_row_writer_field(&run->rows, name, strlen(name));
    }
    status = glo_row_writer_end(&run->rows, NULL);
    for (uint64_t n = 0; status == GLO_OK && (more = glo_csv_next(run->reader, &record)) != 0; n++) {
        status = more < 0 ? more : keep_line(run, record.line, &written);
        if (status == GLO_OK)
            status = take(run, &record);
        if (status == GLO_OK && n % STEP_ROWS == 0)
            status = glo_job_step(job, "reading", glo_input_done(input), glo_input_size(input));
    }
    for (size_t i = 0; status == GLO_OK && i < run->rules->where_count; i++)
        status = glo_where_check(&run->where[i], run->path);
    return status == GLO_OK ? check_dimensions(run) : status;
}

static int open_and_convert(glo_table_run *run, glo_input *input, const glo_job *job) {
    glo_csv_options options = {
        .encoding = run->rules->encoding, .delimiter = run->rules->delimiter, .header = 1};
    glo_source source = glo_input_source(input);
    int status = glo_csv_open(&source, &options, &run->reader);
    if (status < 0)
        return status;
    run->count = glo_csv_columns(run->reader);
    status = glo_alloc_array(run->count, sizeof *run->columns, &run->columns);
    if (status == GLO_OK)
        status = glo_alloc_array(run->rules->where_count, sizeof *run->where, &run->where);
    if (status == GLO_OK)
        status = name_columns(run);
    if (status == GLO_OK)
        status = mark_used(run);
    if (status == GLO_OK)
        status = find_roles(run);
    if (status == GLO_OK)
        status = convert(run, input, job);
    for (size_t i = 0; run->columns && i < run->count; i++) {
        glo_words_free(run->columns[i].values);
        free(run->columns[i].name);
    }
    for (size_t i = 0; run->where && i < run->rules->where_count; i++)
        glo_where_dispose(&run->where[i]);
    free(run->where);
    free(run->columns);
    glo_csv_close(run->reader);
    return status;
}

int glo_table_names(const char *path, uint64_t header_line, glo_words **out) {
    glo_csv_options options = {.header = 1, .first_line = header_line};
    glo_csv_reader *reader = NULL;
    glo_words *names = NULL;
    glo_input *input = NULL;
    uint32_t code;
    int status = glo_input_open(path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = glo_csv_open(&source, &options, &reader);
    if (status == GLO_OK)
        status = glo_words_new(&names);
    for (size_t i = 0; status == GLO_OK && i < glo_csv_columns(reader); i++)
        status = glo_words_add(names, glo_csv_name(reader, i), strlen(glo_csv_name(reader, i)), &code);
    glo_csv_close(reader);
    glo_input_close(input);
    if (status == GLO_OK)
        *out = names;
    else
        glo_words_free(names);
    return status;
}

int glo_table_heading(const char *path, char **out) {
    glo_csv_options options = {.header = 1};
    glo_csv_reader *reader = NULL;
    glo_input *input = NULL;
    int status = glo_input_open(path, &input);
    *out = NULL;
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = glo_csv_open(&source, &options, &reader);
    if (status == GLO_OK && glo_csv_heading(reader))
        status = glo_alloc_text(glo_csv_heading(reader), out);
    glo_csv_close(reader);
    glo_input_close(input);
    return status;
}

int glo_table_convert(const char *path, const glo_table_rules *rules, const glo_job *job, glo_sink sink,
                      glo_flags *out_flags) {
    glo_table_run run = {
        .path = rules->name ? rules->name : path, .rules = rules, .flags = out_flags, .rows = {.sink = sink}};
    glo_input *input = NULL;
    int status = glo_input_open(path, &input);
    if (status == GLO_OK)
        status = open_and_convert(&run, input, job);
    glo_input_close(input);
    return glo_row_writer_finish(&run.rows, status);
}
