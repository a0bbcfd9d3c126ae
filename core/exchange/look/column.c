/* column.c: what the cells of a column have in common. Example in column.h. */
#include "look/column.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_VALUE = 200, MOST_MARKS = 64 };

const char glo_look_thousands[GLO_LOOK_THOUSANDS + 1] = ". ,'";

/* Counts a text; false in *out_kept where it is new and there are `most` already. */
static glo_status tally_add(glo_tally *tally, const char *text, size_t length, size_t most,
                            uint32_t *out_code, bool *out_kept) {
    uint32_t known = glo_words_count(tally->texts), code = 0;
    *out_kept = true;
    if (!glo_words_find(tally->texts, text, length, &code)) {
        *out_kept = known < most;
        if (!*out_kept)
            return GLO_OK;
        glo_status status = glo_words_add(tally->texts, text, length, &code);
        if (status == GLO_OK)
            status = glo_alloc_grow(&tally->counts, &tally->room, (size_t)code + 1, sizeof *tally->counts);
        if (status < 0)
            return status;
        tally->counts[code] = 0;
    }
    tally->counts[code]++;
    *out_code = code;
    return GLO_OK;
}

static glo_status tally_init(glo_tally *tally) {
    return glo_words_new(&tally->texts);
}

static void tally_dispose(glo_tally *tally) {
    glo_words_free(tally->texts);
    free(tally->counts);
}

glo_status glo_look_tallier_init(glo_look_tallier *tallier, glo_look_column *column, size_t most_values) {
    *tallier = (glo_look_tallier){.column = column, .most_values = most_values};
    column->least = INT64_MAX;
    column->most = INT64_MIN;
    glo_status status = tally_init(&column->values);
    if (status == GLO_OK)
        status = tally_init(&column->marks);
    if (status == GLO_OK)
        status = tally_init(&column->flags);
    return status == GLO_OK ? tally_init(&column->units) : status;
}

void glo_look_tallier_dispose(glo_look_tallier *tallier) {
    free(tallier->forms);
}

void glo_look_column_dispose(glo_look_column *column) {
    free(column->name);
    free(column->upper);
    tally_dispose(&column->values);
    tally_dispose(&column->marks);
    tally_dispose(&column->flags);
    tally_dispose(&column->units);
}

static void count_number(glo_look_column *column, const glo_cell *cell) {
    const char *mark = cell->thousands ? strchr(glo_look_thousands, cell->thousands) : NULL;
    if (mark && cell->is_open)
        column->open[mark - glo_look_thousands]++;
    else if (mark)
        column->thousands[mark - glo_look_thousands]++;
    column->decimal_points += cell->decimal == '.';
    column->decimal_commas += cell->decimal == ',';
    if (cell->decimals > column->most_decimals)
        column->most_decimals = cell->decimals;
    if (cell->kind == GLO_CELL_INTEGER) {
        column->least = cell->number < column->least ? cell->number : column->least;
        column->most = cell->number > column->most ? cell->number : column->most;
    }
}

/* 24-01-01 may be the first of January 2024: hyphens and a short year are no evidence of an order. */
static void count_date(glo_look_column *column, const glo_cell *cell, const char *text, size_t length) {
    const bool in_figures =
        cell->form == GLO_FORM_DAY_PARTS || (cell->form == GLO_FORM_DAY_SHORT && !memchr(text, '-', length));
    column->first_over_12 += in_figures && cell->first > 12;
    column->second_over_12 += in_figures && cell->second > 12;
    column->successive += cell->is_successive;
    for (int i = 0; i < GLO_LOOK_LANGUAGES; i++)
        column->languages[i] += (cell->languages >> i) & 1;
}

static glo_status count(glo_look_column *column, const glo_cell *cell, const char *text, size_t length) {
    uint32_t code;
    bool kept;
    column->kinds[cell->kind]++;
    column->forms[cell->form]++;
    if (cell->kind == GLO_CELL_INTEGER || cell->kind == GLO_CELL_DECIMAL)
        count_number(column, cell);
    if (cell->kind == GLO_CELL_DATE)
        count_date(column, cell, text, length);
    glo_status status = GLO_OK;
    if (cell->kind == GLO_CELL_MISSING)
        status = tally_add(&column->marks, text, length, MOST_MARKS, &code, &kept);
    if (status == GLO_OK && *cell->flag)
        status = tally_add(&column->flags, cell->flag, strlen(cell->flag), MOST_MARKS, &code, &kept);
    if (status == GLO_OK && *cell->unit)
        status = tally_add(&column->units, cell->unit, strlen(cell->unit), MOST_MARKS, &code, &kept);
    return status;
}

glo_status glo_look_tallier_add(glo_look_tallier *tallier, const char *text, size_t length, glo_cell *out) {
    glo_look_column *column = tallier->column;
    uint32_t code = 0;
    bool kept = false;
    while (length > 0 && (*text == ' ' || *text == '\t')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\t'))
        length--;
    glo_status status = GLO_OK;
    uint32_t known = glo_words_count(column->values.texts);
    if (length > 0 && length <= LONGEST_VALUE)
        status = tally_add(&column->values, text, length, tallier->most_values, &code, &kept);
    if (status < 0)
        return status;
    if (kept && code < known) {
        *out = tallier->forms[code];
    } else {
        glo_cell_form_of(text, length, out);
        column->has_more = column->has_more || (length > 0 && !kept);
    }
    if (kept && code >= known) {
        status = glo_alloc_grow(&tallier->forms, &tallier->room, (size_t)code + 1, sizeof *tallier->forms);
        if (status < 0)
            return status;
        tallier->forms[code] = *out;
    }
    return count(column, out, text, length);
}
