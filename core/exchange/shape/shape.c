/* shape.c: tables into rows. Example and reference in shape.h. */
#include "exchange/shape.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/input.h"
#include "io/rows.h"
#include "row_writer.h"
#include "shape/columns.h"
#include "shape/pick.h"
#include "shape/total.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_ROWS = 1024, NO_COLUMN = -1 };

typedef struct glo_filled { /* a column whose empty cells take the one above */
    size_t column;
    glo_buf above;
} glo_filled;

typedef struct glo_excluded {
    int column; /* NO_COLUMN: the first that is not empty */
    const char *pattern;
} glo_excluded;

typedef struct glo_shape {
    const glo_shape_rules *rules;
    glo_shape_report *report;
    glo_csv_reader *reader;
    glo_columns columns;
    char *marks;   /* per column: whether its cells become rows */
    char *is_used; /* per column: whether it feeds a field, picks rows by `where`, or is filled */
    char *is_kept; /* per column: whether it is written */
    bool is_wide;
    int line, cell, reason; /* columns of another converter's rows, or NO_COLUMN */
    glo_where *where;
    glo_filled *fill;
    glo_excluded *exclude;
    glo_totals totals;
    glo_csv_field *fields; /* of the row at hand: a column each, trimmed and filled */
    glo_csv_field first;   /* its first cell that was not empty before it was filled */
    uint64_t at;           /* its line in the file */
    glo_row_writer rows;
} glo_shape;

/* ---- what is asked for, by the names in the header ---- */

static glo_status use(glo_shape *shape, const char *name, size_t *out) {
    glo_status status = glo_columns_find(&shape->columns, name, out);
    if (status == GLO_OK)
        shape->is_used[*out] = 1;
    return status;
}

static glo_status find_kept(glo_shape *shape) {
    const glo_shape_rules *rules = shape->rules;
    glo_status status = GLO_OK;
    size_t column;
    for (size_t i = 0; status == GLO_OK && i < rules->used_count; i++) {
        if ((status = use(shape, rules->used[i], &column)) == GLO_OK)
            shape->is_kept[column] = 1;
    }
    return status;
}

static glo_status find_picked(glo_shape *shape) {
    const glo_shape_rules *rules = shape->rules;
    glo_status status = GLO_OK;
    size_t column;
    for (size_t i = 0; status == GLO_OK && i < rules->where_count; i++) {
        shape->where[i] = (glo_where){.name = rules->where[2 * i], .value = rules->where[2 * i + 1]};
        status = use(shape, shape->where[i].name, &shape->where[i].column);
    }
    for (size_t i = 0; status == GLO_OK && i < rules->exclude_count; i++) {
        shape->exclude[i] = (glo_excluded){NO_COLUMN, rules->exclude[2 * i + 1]};
        if (!*rules->exclude[2 * i])
            continue;
        status = glo_columns_find(&shape->columns, rules->exclude[2 * i], &column); /* it may be wide too */
        shape->exclude[i].column = status == GLO_OK ? (int)column : NO_COLUMN;
    }
    for (size_t i = 0; status == GLO_OK && i < rules->fill_count; i++)
        status = use(shape, rules->fill[i], &shape->fill[i].column);
    return status;
}

/* A column that feeds another field, or has no name, is no part of a range. */
static glo_status find_wide(glo_shape *shape) {
    const glo_shape_rules *rules = shape->rules;
    const glo_columns *columns = &shape->columns;
    glo_status status = GLO_OK;
    size_t count = 0;
    shape->is_wide = rules->wide_count > 0;
    for (size_t i = 0; status == GLO_OK && i < rules->wide_count; i++)
        status = glo_columns_mark(columns, rules->wide[i], shape->marks);
    for (size_t i = 0; status == GLO_OK && i < columns->count; i++) {
        bool out = shape->is_used[i] || !*columns->names[i].whole || (int)i == shape->line ||
                   (int)i == shape->cell || (int)i == shape->reason;
        shape->marks[i] = out ? GLO_UNMARKED : shape->marks[i];
        count += shape->marks[i] != GLO_UNMARKED;
    }
    if (status == GLO_OK && shape->is_wide && count == 0)
        return glo_fail(GLO_EINVAL,
                        "%s: no column is left that could be a row each: those named feed other fields",
                        columns->file);
    if (status == GLO_OK && rules->to_count > 1 && columns->first_line == columns->last_line)
        return glo_fail(GLO_EINVAL,
                        "%s: the names of columns feed two fields only where the header has two rows, as in "
                        "header='%" PRIu64 "-%" PRIu64 "'",
                        columns->file, columns->first_line, columns->first_line + 1);
    return status == GLO_OK ? glo_totals_find(columns, shape->marks, shape->is_used, &shape->totals) : status;
}

static bool is_of_rows(const glo_shape *shape, size_t column) {
    return (int)column == shape->line || (int)column == shape->cell || (int)column == shape->reason;
}

/* Without names all are kept that are not cells of their own, and not the totals of these. */
static void keep_the_rest(glo_shape *shape) {
    for (size_t i = 0; shape->rules->used_count == 0 && i < shape->columns.count; i++)
        shape->is_kept[i] = !shape->marks[i] && !is_of_rows(shape, i);
    for (size_t i = 0; shape->rules->used_count == 0 && i < shape->totals.count; i++)
        shape->is_kept[shape->totals.items[i].column] = 0;
}

static int find_of_rows(const glo_shape *shape, const char *name) {
    for (size_t i = 0; i < shape->columns.count; i++) {
        if (strcmp(shape->columns.names[i].whole, name) == 0)
            return (int)i;
    }
    return NO_COLUMN;
}

static glo_status make_room(glo_shape *shape) {
    const glo_shape_rules *rules = shape->rules;
    size_t count = shape->columns.count;
    glo_status status = glo_alloc_array(count, 1, &shape->marks);
    if (status == GLO_OK)
        status = glo_alloc_array(count, 1, &shape->is_used);
    if (status == GLO_OK)
        status = glo_alloc_array(count, 1, &shape->is_kept);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *shape->fields, &shape->fields);
    if (status == GLO_OK)
        status = glo_alloc_array(rules->where_count, sizeof *shape->where, &shape->where);
    if (status == GLO_OK)
        status = glo_alloc_array(rules->fill_count, sizeof *shape->fill, &shape->fill);
    if (status == GLO_OK)
        status = glo_alloc_array(rules->exclude_count, sizeof *shape->exclude, &shape->exclude);
    if (status == GLO_OK)
        status =
            glo_alloc_array(rules->exclude_count, sizeof *shape->report->excluded, &shape->report->excluded);
    return status;
}

static glo_status prepare(glo_shape *shape) {
    glo_status status = glo_columns_read(shape->reader, shape->rules->header_last, &shape->columns);
    if (status == GLO_OK)
        status = make_room(shape);
    if (status < 0)
        return status;
    shape->line = find_of_rows(shape, GLO_ROWS_LINE);
    shape->cell = find_of_rows(shape, GLO_ROWS_CELL);
    shape->reason = find_of_rows(shape, GLO_ROWS_REASON);
    status = find_kept(shape);
    if (status == GLO_OK)
        status = find_picked(shape);
    if (status == GLO_OK)
        status = find_wide(shape);
    keep_the_rest(shape);
    return status;
}

/* ---- the row at hand ---- */

static glo_csv_field trimmed(glo_csv_field field) {
    for (; field.length && strchr(" \t", field.text[0]); field.length--)
        field.text++;
    for (; field.length && strchr(" \t", field.text[field.length - 1]);)
        field.length--;
    return field;
}

static uint64_t line_of(const glo_shape *shape, const glo_csv_record *record) {
    char text[24];
    if (shape->line == NO_COLUMN || (size_t)shape->line >= record->count)
        return record->line;
    const glo_csv_field *field = &record->fields[shape->line];
    snprintf(text, sizeof text, "%.*s", field->length < 20 ? (int)field->length : 20, field->text);
    return strtoull(text, NULL, 10);
}

static void take_fields(glo_shape *shape, const glo_csv_record *record) {
    shape->first = (glo_csv_field){"", 0, 0};
    for (size_t i = 0; i < shape->columns.count; i++) {
        shape->fields[i] = i < record->count ? trimmed(record->fields[i]) : (glo_csv_field){"", 0, 0};
        if (shape->first.length == 0)
            shape->first = shape->fields[i];
    }
    shape->at = line_of(shape, record);
}

/* The texts above lie in buffers of their own: the record's are gone with the next. */
static glo_status fill_down(glo_shape *shape) {
    for (size_t i = 0; i < shape->rules->fill_count; i++) {
        glo_filled *fill = &shape->fill[i];
        glo_csv_field *field = &shape->fields[fill->column];
        if (field->length > 0) {
            glo_buf_clear(&fill->above);
            glo_buf_bytes(&fill->above, field->text, field->length);
        } else if (fill->above.length > 0) {
            *field = (glo_csv_field){fill->above.data, (uint32_t)fill->above.length, 0};
        }
        if (glo_buf_status(&fill->above) < 0)
            return glo_fail(GLO_ENOMEM, "out of memory");
    }
    return GLO_OK;
}

static bool matches(const glo_csv_field *field, const char *pattern) {
    return field->length > 0 && glo_glob_matches(pattern, field->text, field->length);
}

/* Of a pattern without a column: what stands first in the row, before its empty cells were filled and after. */
static bool is_excluded(glo_shape *shape) {
    glo_csv_field filled = {"", 0, 0};
    for (size_t i = 0; i < shape->columns.count && filled.length == 0; i++)
        filled = shape->fields[i];
    for (size_t i = 0; i < shape->rules->exclude_count; i++) {
        const glo_excluded *exclude = &shape->exclude[i];
        bool out = exclude->column == NO_COLUMN
                       ? matches(&shape->first, exclude->pattern) || matches(&filled, exclude->pattern)
                       : matches(&shape->fields[exclude->column], exclude->pattern);
        shape->report->excluded[i] += out;
        if (out)
            return true;
    }
    return false;
}

static bool is_wanted(glo_shape *shape) {
    for (size_t i = 0; i < shape->rules->where_count; i++) {
        if (!glo_where_takes(&shape->where[i], &shape->fields[shape->where[i].column]))
            return false;
    }
    return true;
}

/* ---- writing ---- */

static void put(glo_shape *shape, const char *text) {
    glo_row_writer_field(&shape->rows, text, strlen(text));
}

static void put_kept(glo_shape *shape, bool names) {
    for (size_t i = 0; i < shape->columns.count; i++) {
        if (!shape->is_kept[i])
            continue;
        if (names)
            put(shape, shape->columns.names[i].whole);
        else
            glo_row_writer_field(&shape->rows, shape->fields[i].text, shape->fields[i].length);
    }
}

static glo_status put_header(glo_shape *shape) {
    char name[128];
    const glo_shape_rules *rules = shape->rules;
    const char *heading = glo_csv_heading(shape->reader);
    if (heading) { /* the marking goes with the rows */
        glo_buf_format(&shape->rows.line, "# %s\n", heading);
        shape->rows.begun = shape->rows.line.length;
    }
    put_kept(shape, true);
    for (size_t i = 0; shape->is_wide && i < rules->to_count; i++) {
        snprintf(name, sizeof name, GLO_ROWS_LONG "%.80s", rules->to[i]);
        put(shape, name);
    }
    if (shape->is_wide) {
        snprintf(name, sizeof name, GLO_ROWS_LONG "%.80s", rules->values);
        put(shape, name);
    }
    put(shape, GLO_ROWS_LINE);
    put(shape, GLO_ROWS_CELL);
    return glo_row_writer_end(&shape->rows, NULL);
}

/* `column` NO_COLUMN: a row of its own, or one that is refused whole. */
static glo_status put_row(glo_shape *shape, int column, const char *reason) {
    char line[24];
    const glo_shape_rules *rules = shape->rules;
    const glo_column_name *name = column == NO_COLUMN ? NULL : &shape->columns.names[column];
    put_kept(shape, false);
    for (size_t i = 0; shape->is_wide && i < rules->to_count; i++)
        put(shape, !name ? "" : rules->to_count == 1 ? name->whole : i == 0 ? name->upper : name->lower);
    if (shape->is_wide) {
        glo_csv_field cell = name ? shape->fields[column] : (glo_csv_field){"", 0, 0};
        glo_row_writer_field(&shape->rows, cell.text, cell.length);
    }
    snprintf(line, sizeof line, "%" PRIu64, shape->at);
    put(shape, line);
    if (!name && shape->cell != NO_COLUMN)
        glo_row_writer_field(&shape->rows, shape->fields[shape->cell].text,
                             shape->fields[shape->cell].length);
    else
        put(shape, name ? name->whole : "");
    shape->report->rows++;
    return glo_row_writer_end(&shape->rows, reason);
}

static glo_status put_cells(glo_shape *shape) {
    glo_status status = GLO_OK;
    glo_totals_check(&shape->totals, shape->fields, shape->at);
    for (size_t i = 0; status == GLO_OK && i < shape->columns.count; i++) {
        if (!shape->marks[i])
            continue;
        if (shape->fields[i].length == 0)
            shape->report->empty++;
        else
            status = put_row(shape, (int)i, "");
    }
    return status;
}

/* What can't be read is refused without its text: which of it may be kept can't be told. */
static glo_status refuse(glo_shape *shape, const char *reason) {
    for (size_t i = 0; i < shape->columns.count; i++)
        shape->fields[i] = (glo_csv_field){"", 0, 0};
    return put_row(shape, NO_COLUMN, reason);
}

static bool has_more(const glo_shape *shape, const glo_csv_record *record) {
    for (size_t i = shape->columns.count; i < record->count; i++) {
        if (trimmed(record->fields[i]).length > 0)
            return true;
    }
    return false;
}

static glo_status take(glo_shape *shape, const glo_csv_record *record) {
    char why[200];
    take_fields(shape, record);
    if (record->fault) {
        snprintf(why, sizeof why, "%s (at byte %zu of the line)", record->fault, record->fault_column);
        return refuse(shape, record->fault_column ? why : record->fault);
    }
    glo_status status = fill_down(shape);
    if (status < 0 || is_excluded(shape))
        return status;
    if (has_more(shape, record) || (record->count < shape->columns.count && !shape->rules->pads)) {
        snprintf(why, sizeof why, "the line has %zu fields, the header %zu", record->count,
                 shape->columns.count);
        return refuse(shape, why);
    }
    if (!is_wanted(shape))
        return GLO_OK;
    if (shape->reason != NO_COLUMN && shape->fields[shape->reason].length > 0) {
        snprintf(why, sizeof why, "%.*s", (int)shape->fields[shape->reason].length,
                 shape->fields[shape->reason].text);
        return put_row(shape, NO_COLUMN, why);
    }
    return shape->is_wide ? put_cells(shape) : put_row(shape, NO_COLUMN, "");
}

static glo_status convert(glo_shape *shape, const glo_input *input, const glo_job *job) {
    glo_csv_record record;
    int more = 1;
    glo_status status = prepare(shape);
    if (status == GLO_OK)
        status = put_header(shape);
    for (uint64_t n = 0; status == GLO_OK && (more = glo_csv_next(shape->reader, &record)) > 0; n++) {
        status = take(shape, &record);
        if (status == GLO_OK && n % STEP_ROWS == 0)
            status = glo_job_step(job, "reading", glo_input_done(input), glo_input_size(input));
    }
    if (status == GLO_OK && more < 0)
        status = (glo_status)more;
    for (size_t i = 0; status == GLO_OK && i < shape->rules->where_count; i++)
        status = glo_where_check(&shape->where[i], shape->columns.file);
    if (status == GLO_OK)
        glo_totals_say(&shape->totals, &shape->columns, &shape->report->totals);
    return status == GLO_OK ? glo_buf_status(&shape->report->totals) : status;
}

static glo_status open_table(glo_shape *shape, glo_input *input) {
    const glo_shape_rules *rules = shape->rules;
    glo_csv_options options = {.encoding = rules->encoding,
                               .delimiter = rules->delimiter,
                               .header = 1,
                               .first_line = rules->header_first};
    glo_source source = glo_input_source(input);
    int status = glo_csv_open(&source, &options, &shape->reader);
    if (status != GLO_EINVAL)
        return (glo_status)status;
    char why[300];
    snprintf(why, sizeof why, "%s", glo_message());
    return glo_fail(GLO_EINVAL, "%s: %s", shape->columns.file, why);
}

static void dispose(glo_shape *shape) {
    for (size_t i = 0; shape->where && i < shape->rules->where_count; i++)
        glo_where_dispose(&shape->where[i]);
    for (size_t i = 0; shape->fill && i < shape->rules->fill_count; i++)
        glo_buf_dispose(&shape->fill[i].above);
    glo_totals_dispose(&shape->totals);
    glo_columns_dispose(&shape->columns);
    free(shape->where);
    free(shape->fill);
    free(shape->exclude);
    free(shape->marks);
    free(shape->is_used);
    free(shape->is_kept);
    free(shape->fields);
    glo_csv_close(shape->reader);
}

int glo_shape_convert(const char *path, const glo_shape_rules *rules, const glo_job *job, glo_sink sink,
                      glo_shape_report *out) {
    glo_shape shape = {.rules = rules, .report = out, .rows = {.sink = sink}};
    glo_input *input = NULL;
    shape.columns.file = rules->name ? rules->name : path;
    glo_status status = glo_input_open(path, &input);
    if (status == GLO_OK)
        status = open_table(&shape, input);
    if (status == GLO_OK)
        status = convert(&shape, input, job);
    dispose(&shape);
    glo_input_close(input);
    return glo_row_writer_finish(&shape.rows, status);
}

void glo_shape_report_dispose(glo_shape_report *report) {
    free(report->excluded);
    glo_buf_dispose(&report->totals);
    *report = (glo_shape_report){0};
}
