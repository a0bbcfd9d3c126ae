/* column_kind.c: what the cells of a column are together. Example in column_kind.h. */
#include "read/column_kind.h"

#include "base/text.h"
#include "look/cell_form.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

bool glo_is_told_missing(const glo_table_options *options, const char *text) {
    for (size_t i = 0; i < options->missing_count; i++) {
        if (strcasecmp(options->missing[i], text) == 0)
            return true;
    }
    return false;
}

static void count_marks(const glo_cell *cell, uint32_t code, glo_column_evidence *out) {
    if (cell->is_open) {
        if (!out->open_points && !out->open_commas)
            out->open = code;
        out->open_points += cell->thousands == '.';
        out->open_commas += cell->thousands == ',';
        return;
    }
    out->points += cell->decimal == '.';
    out->commas += cell->decimal == ',';
    out->grouped_points += cell->thousands == '.';
    out->grouped_commas += cell->thousands == ',';
    out->grouped_spaces += cell->thousands == ' ';
    out->grouped_apostrophes += cell->thousands == '\'';
}

static void count_unit(const glo_cell *cell, uint32_t code, glo_column_evidence *out) {
    if (cell->unit[0] == '\0')
        return;
    if (out->with_unit == 0)
        memcpy(out->unit, cell->unit, sizeof out->unit);
    if (strcmp(out->unit, cell->unit) == 0)
        out->with_unit++;
    else if (!out->other_unit)
        out->other_unit = code;
}

/* 007 and 00 name something; 0 and -5 count. Numbers that no integer holds are names as well. */
static bool is_code(const char *text, size_t length) {
    const char *digits = text + (*text == '-' || *text == '+');
    const size_t count = strspn(digits, "0123456789");
    return (digits[0] == '0' && count > 1) || (count > 18 && digits + count == text + length);
}

void glo_column_gather(const glo_text_column *column, const glo_table_options *options,
                       glo_column_evidence *out) {
    *out = (glo_column_evidence){0};
    for (uint32_t code = 1; code < glo_words_count(column->words); code++) {
        const char *text = glo_words_text(column->words, code);
        const size_t length = glo_words_length(column->words, code);
        glo_cell cell;
        glo_cell_form_of(text, length, &cell);
        if (glo_is_told_missing(options, text))
            cell.kind = GLO_CELL_MISSING;
        if (out->cells[cell.kind]++ == 0)
            out->first[cell.kind] = code;
        if (glo_cell_is_number(&cell)) {
            count_marks(&cell, code, out);
            count_unit(&cell, code, out);
        }
        if (cell.kind == GLO_CELL_INTEGER) {
            out->years += cell.form == GLO_FORM_YEAR;
            if (is_code(text, length) && out->codes++ == 0)
                out->code = code;
        }
        if (cell.kind == GLO_CELL_DATE) {
            out->first_over_12 += cell.first > 12 && cell.first < 32;
            out->second_over_12 += cell.second > 12;
        }
    }
}

static glo_column_kind text_because(const glo_text_column *column, uint32_t code, const char *why,
                                    glo_table_column *note) {
    note->why_text = why;
    snprintf(note->example, sizeof note->example, "%s", glo_words_text(column->words, code));
    return GLO_KIND_TEXT;
}

/* A column that is called so and holds nothing but years has periods, as a rollup by year has them. */
static bool is_named_year(const char *name) {
    static const char *const names[] = {"period", "year", "jaar", "ann\u00e9e", "annee", "jahr"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcasecmp(name, names[i]) == 0)
            return true;
    }
    return false;
}

glo_column_kind glo_column_kind_of(const glo_text_column *column, const glo_column_evidence *e,
                                   glo_table_column *note) {
    const size_t whole = e->cells[GLO_CELL_INTEGER], decimal = e->cells[GLO_CELL_DECIMAL];
    const size_t ranges = e->cells[GLO_CELL_RANGE], open = e->cells[GLO_CELL_OPEN_RANGE];
    const size_t figures = whole + decimal + ranges + open, dates = e->cells[GLO_CELL_DATE];
    const size_t texts = e->cells[GLO_CELL_TEXT];
    if (texts && 2 * (figures + dates) > 3 * texts)
        return text_because(column, e->first[GLO_CELL_TEXT], "a cell is neither figure nor date", note);
    if (texts || figures + dates == 0)
        return GLO_KIND_TEXT;
    if (e->codes)
        return text_because(column, e->code, "they are codes", note);
    if (dates && figures > e->years)
        return text_because(column, e->first[GLO_CELL_DATE], "it has dates and figures", note);
    if (dates)
        return GLO_KIND_TIME;
    if (e->other_unit || (e->with_unit && e->with_unit < figures))
        return text_because(column, e->other_unit ? e->other_unit : 1, "its figures differ in unit", note);
    if (open)
        return text_because(column, e->first[GLO_CELL_OPEN_RANGE], "a figure has no upper bound", note);
    if (ranges && decimal)
        return text_because(column, e->first[GLO_CELL_RANGE], "it has ranges and decimals", note);
    if (ranges)
        return GLO_KIND_RANGE;
    if (!decimal && e->years == whole && is_named_year(column->name))
        return GLO_KIND_TIME;
    return decimal ? GLO_KIND_REAL : GLO_KIND_INTEGER;
}
