/* fill_column.c: figures, dates and texts of a column, each distinct cell read once. Example in fill_column.h. */
#include "read/fill_column.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/figure.h"
#include "io/range.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a distinct cell is. */
typedef struct glo_read_cell {
    union {
        int64_t integer;
        double real;
        int32_t day;
    };
    int64_t high;
    bool is_null, is_mark, is_flagged, is_range;
    glo_span span;
} glo_read_cell;

typedef struct glo_filling {
    const glo_text_columns *table;
    const glo_text_column *column;
    const glo_written_form *form;
    glo_number_form numbers; /* a copy: the signs of one column are not those of another */
    glo_read_cell *cells;    /* by code */
    uint32_t count;
} glo_filling;

/* Where the message of the cell's fault belongs. */
static glo_status fail_at(const glo_filling *f, uint32_t code, const char *hint) {
    char why[300];
    snprintf(why, sizeof why, "%s", glo_message());
    return glo_fail(GLO_EINVAL, "line %llu, column '%s': %s%s",
                    (unsigned long long)glo_text_column_line(f->table, f->column, code), f->column->name, why,
                    hint);
}

static glo_status read_bound(glo_filling *f, const glo_bound *bound, int64_t *out) {
    const glo_csv_field field = {bound->text, (uint32_t)bound->length, 0};
    return glo_number_integer(&field, &f->numbers, out);
}

static glo_status read_range(glo_filling *f, const glo_csv_field *text, glo_read_cell *cell) {
    glo_range range;
    const glo_range_kind kind = glo_range_read(text->text, text->length, &range);
    glo_status status;
    if (kind == GLO_NO_RANGE) {
        status = glo_number_integer(text, &f->numbers, &cell->integer);
        cell->high = cell->integer;
        return status;
    }
    cell->is_range = true;
    cell->integer = 0;
    status = read_bound(f, &range.second, &cell->high);
    if (status == GLO_OK && kind == GLO_BETWEEN)
        status = read_bound(f, &range.first, &cell->integer);
    cell->high -= kind == GLO_BELOW;
    if (status == GLO_OK && cell->high < cell->integer)
        status = glo_fail(GLO_EINVAL, "'%.*s' leaves no possible figure", (int)text->length, text->text);
    return status;
}

static glo_status read_figure(glo_filling *f, glo_column_kind kind, const char *text, size_t length,
                              glo_read_cell *cell) {
    glo_flagged_figure figure;
    glo_figure_read(text, length, &figure);
    const glo_csv_field field = {figure.text, (uint32_t)figure.length, 0};
    cell->is_flagged = figure.flag_count > 0;
    if (kind == GLO_KIND_INTEGER)
        return glo_number_integer(&field, &f->numbers, &cell->integer);
    if (kind == GLO_KIND_REAL)
        return glo_number_real(&field, &f->numbers, &cell->real);
    return read_range(f, &field, cell);
}

static glo_status read_time(glo_filling *f, const char *text, size_t length, glo_read_cell *cell) {
    const glo_date_rules rules = {.order = f->form->order};
    unsigned signs = 0;
    return glo_date_read(text, length, &rules, &signs, &cell->day, &cell->span);
}

static glo_status read_cells(glo_filling *f, glo_column_kind kind) {
    f->count = glo_words_count(f->column->words);
    glo_status status = glo_alloc_array(f->count, sizeof *f->cells, &f->cells);
    for (uint32_t code = 0; status == GLO_OK && code < f->count; code++) {
        const char *text = glo_words_text(f->column->words, code);
        const size_t length = glo_words_length(f->column->words, code);
        glo_read_cell *cell = &f->cells[code];
        if (length == 0 || glo_figure_missing(text, length) == GLO_MISSING ||
            glo_is_told_missing(f->form->options, text)) {
            cell->is_null = true;
            cell->is_mark = length > 0;
        } else if (kind == GLO_KIND_TIME) {
            status = read_time(f, text, length, cell);
        } else {
            status = read_figure(f, kind, text, length, cell);
        }
        if (status < 0)
            return fail_at(f, code,
                           f->form->told ? "" : "; or read the column as text: types={...=\"text\"}");
    }
    return status;
}

static glo_status fill(const glo_filling *f, glo_column_kind kind, bool is_high, glo_column *column) {
    glo_status status = GLO_OK;
    for (size_t row = 0; status == GLO_OK && row < f->table->rows; row++) {
        const glo_read_cell *cell = &f->cells[f->column->codes[row]];
        if (cell->is_null)
            status = glo_column_set_null(column, row);
        else if (kind == GLO_KIND_REAL)
            column->reals[row] = cell->real;
        else if (kind != GLO_KIND_TIME)
            column->integers[row] = is_high ? cell->high : cell->integer;
        else
            column->times[row] = column->type == GLO_TYPE_MONTH ? glo_month_of_day(cell->day) : cell->day;
    }
    return status;
}

static void count_in_note(const glo_filling *f, glo_table_column *note) {
    for (size_t row = 0; row < f->table->rows; row++) {
        const glo_read_cell *cell = &f->cells[f->column->codes[row]];
        note->missing += cell->is_mark;
        note->flagged += cell->is_flagged;
        note->ranges += cell->is_range;
    }
}

static glo_status fill_text(const glo_text_columns *table, const glo_text_column *from, glo_column **out) {
    glo_column *column;
    glo_status status = glo_column_new_text(from->words, table->rows, &column);
    for (size_t row = 0; status == GLO_OK && row < table->rows; row++) {
        if (from->codes[row] == 0)
            status = glo_column_set_null(column, row);
        else
            column->codes[row] = from->codes[row];
    }
    if (status < 0) {
        glo_column_free(column);
        return status;
    }
    *out = column;
    return GLO_OK;
}

/* The one length of all periods; false where they differ. */
static bool find_span(const glo_filling *f, glo_span *out, uint32_t *out_other) {
    bool is_found = false;
    for (uint32_t code = 0; code < f->count; code++) {
        if (f->cells[code].is_null)
            continue;
        if (is_found && f->cells[code].span != *out) {
            *out_other = code;
            return false;
        }
        *out = f->cells[code].span;
        is_found = true;
    }
    return true;
}

static glo_status new_column(const glo_filling *f, glo_column_kind kind, glo_span span, glo_column **out) {
    const glo_type type = kind == GLO_KIND_REAL   ? GLO_TYPE_REAL
                          : kind != GLO_KIND_TIME ? GLO_TYPE_INTEGER
                          : span <= GLO_WEEK      ? GLO_TYPE_DAY
                                                  : GLO_TYPE_MONTH;
    glo_status status = glo_column_new(type, f->table->rows, out);
    if (status == GLO_OK && kind == GLO_KIND_TIME)
        (*out)->span = span;
    return status;
}

/* The columns of what was read; NULL in *out where the column stays text. */
static glo_status make_columns(glo_filling *f, glo_column_kind kind, glo_column **out, glo_column **out_high,
                               glo_table_column *note) {
    glo_span span = f->form->told && *f->form->told == GLO_TYPE_DAY ? GLO_DAY : GLO_MONTH;
    uint32_t other = 0;
    if (kind == GLO_KIND_TIME && !find_span(f, &span, &other)) {
        if (f->form->told) {
            glo_fail(GLO_EINVAL, "'%s' is a %s where others are a %s",
                     glo_words_text(f->column->words, other), glo_span_name(f->cells[other].span),
                     glo_span_name(span));
            return fail_at(f, other, "");
        }
        note->why_text = "it has periods of several lengths";
        snprintf(note->example, sizeof note->example, "%s", glo_words_text(f->column->words, other));
        return GLO_OK;
    }
    glo_status status = new_column(f, kind, span, out);
    if (status == GLO_OK)
        status = fill(f, kind, false, *out);
    if (status == GLO_OK && kind == GLO_KIND_RANGE)
        status = new_column(f, kind, span, out_high);
    if (status == GLO_OK && kind == GLO_KIND_RANGE)
        status = fill(f, kind, true, *out_high);
    if (status == GLO_OK)
        count_in_note(f, note);
    return status;
}

glo_status glo_column_fill(const glo_text_columns *table, size_t index, glo_column_kind kind,
                           const glo_written_form *form, glo_column **out, glo_column **out_high,
                           glo_table_column *note) {
    glo_filling f = {
        .table = table, .column = &table->columns[index], .form = form, .numbers = form->numbers};
    glo_column *column = NULL, *high = NULL;
    glo_status status = GLO_OK;
    if (kind != GLO_KIND_TEXT) {
        status = read_cells(&f, kind);
        if (status == GLO_OK)
            status = make_columns(&f, kind, &column, &high, note);
    }
    if (status == GLO_OK && !column)
        status = fill_text(table, f.column, &column);
    free(f.cells);
    if (status < 0) {
        glo_column_free(column);
        glo_column_free(high);
        return status;
    }
    *out = column;
    *out_high = high;
    return GLO_OK;
}
