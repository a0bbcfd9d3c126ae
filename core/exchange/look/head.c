/* head.c: titles and header of a table. The rule is in head.h. */
#include "look/head.h"

#include <stdlib.h>
#include <string.h>

enum { FEWEST_BODY = 3 };

static int compare_sizes(const void *a, const void *b) {
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return (x > y) - (x < y);
}

/* The usual number of filled cells: that of the middle row, by their number, among those of the lower three quarters. */
static double typical_filled(const glo_kept_row *rows, size_t count) {
    size_t counts[256], n = 0, from = count > 8 ? count / 4 : 0;
    for (size_t i = from; i < count && n < 256; i++) {
        if (rows[i].filled > 0)
            counts[n++] = rows[i].filled;
    }
    if (n == 0)
        return 1;
    qsort(counts, n, sizeof counts[0], compare_sizes);
    /* of a few rows the fuller half: titles and notes are among them */
    return (double)counts[count > 8 ? n / 2 : n * 3 / 4];
}

bool glo_look_is_sparse(const glo_look_head *head, size_t filled, size_t numbers, bool is_short) {
    return head->typical >= 2 && numbers == 0 &&
           (filled <= 1 || is_short || (double)filled < 0.4 * head->typical);
}

/* How many cells most rows have, filled or not. */
static size_t usual_width(const glo_kept_row *rows, size_t count) {
    size_t best = 0, most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t same = 0;
        for (size_t j = i; j < count; j++)
            same += rows[j].count == rows[i].count;
        if (same > most) {
            most = same;
            best = rows[i].count;
        }
    }
    return best;
}

static bool is_wide(const glo_kept_row *row, double typical, size_t width) {
    if (width && row->count != width)
        return false;
    return row->filled >= 2 ? (double)row->filled >= 0.6 * typical : typical < 2 && row->filled == 1;
}

/* Whether most rows from `from` on have a number in the column; of whole numbers, one that is no year. */
static bool is_numeric_below(const glo_kept_row *rows, size_t count, size_t from, size_t column) {
    size_t numbers = 0, filled = 0;
    for (size_t i = from; i < count; i++) {
        if (column >= rows[i].count || rows[i].cells[column].kind == GLO_CELL_EMPTY)
            continue;
        filled++;
        numbers +=
            glo_cell_is_number(&rows[i].cells[column]) || rows[i].cells[column].kind == GLO_CELL_MISSING;
    }
    return filled > 0 && numbers * 2 > filled;
}

static bool is_same_text(const glo_csv_field *a, const glo_csv_field *b) {
    return a->length == b->length && memcmp(a->text, b->text, a->length) == 0;
}

/* Blank names behind the first column, or names that come twice. */
static size_t gaps_and_repeats(const glo_kept_row *row, size_t width) {
    size_t found = 0;
    for (size_t i = 1; i < width; i++) {
        const bool is_gap = i >= row->count || row->cells[i].kind == GLO_CELL_EMPTY;
        found += is_gap || is_same_text(&row->fields[i], &row->fields[i - 1]);
        for (size_t j = 0; !is_gap && j + 1 < i && i < 64; j++) {
            if (row->cells[j].kind != GLO_CELL_EMPTY && is_same_text(&row->fields[i], &row->fields[j])) {
                found++;
                break;
            }
        }
    }
    return found;
}

/* Whether the row below the header goes on with names: texts or dates or years where numbers follow. */
static bool goes_on(const glo_kept_row *rows, size_t count, size_t below) {
    size_t names = 0;
    if (below + 1 >= count)
        return false;
    for (size_t i = 0; i < rows[below].count; i++) {
        const glo_cell *cell = &rows[below].cells[i];
        if (cell->kind == GLO_CELL_EMPTY)
            continue;
        const bool is_name =
            cell->kind == GLO_CELL_TEXT || cell->kind == GLO_CELL_DATE || cell->form != GLO_FORM_NONE;
        if (!is_name)
            return false;
        names += is_numeric_below(rows, count, below + 1, i);
    }
    return names >= 2;
}

/* Whether the row above the header is the upper row of names: something above a column of numbers, beside gaps. */
static bool goes_before(const glo_kept_row *rows, size_t count, size_t header) {
    const glo_kept_row *above = &rows[header - 1];
    size_t named = 0;
    for (size_t i = 1; i < above->count; i++)
        named += above->cells[i].kind != GLO_CELL_EMPTY && is_numeric_below(rows, count, header + 1, i);
    return named >= 1 && above->line + 1 == rows[header].line;
}

/* A row of data has a number, or a date, where it can be told from a name: below it the column holds the same. */
static bool looks_like_data(const glo_kept_row *rows, size_t count, size_t header) {
    const glo_kept_row *row = &rows[header];
    size_t alike = 0, compared = 0;
    for (size_t i = 0; i < row->count; i++) {
        if (!is_numeric_below(rows, count, header + 1, i))
            continue;
        compared++;
        /* years above figures are names, above years they are data */
        const bool is_alike =
            i < rows[header + 1].count && row->cells[i].form == rows[header + 1].cells[i].form;
        alike += glo_cell_is_number(&row->cells[i]) && (row->cells[i].form == GLO_FORM_NONE || is_alike);
    }
    return compared > 0 && alike == compared;
}

static size_t first_wide(const glo_kept_row *rows, size_t count, double typical, size_t width) {
    size_t at = 0;
    while (at < count && !is_wide(&rows[at], typical, width))
        at++;
    return at;
}

static size_t row_of_line(const glo_kept_row *rows, size_t count, uint64_t line) {
    size_t i = 0;
    while (i + 1 < count && rows[i].line < line)
        i++;
    return i;
}

/* The same word above each column of figures. */
static bool is_unit_row(const glo_kept_row *rows, size_t count, size_t at) {
    size_t above = 0, first = 1;
    if (at + 1 >= count)
        return false;
    while (first < rows[at].count && rows[at].cells[first].kind == GLO_CELL_EMPTY)
        first++;
    for (size_t i = first; i < rows[at].count; i++) {
        if (rows[at].cells[i].kind != GLO_CELL_TEXT ||
            !is_same_text(&rows[at].fields[i], &rows[at].fields[first]) ||
            !is_numeric_below(rows, count, at + 1, i))
            return false;
        above++;
    }
    return above >= 2 && rows[at].cells[0].kind == GLO_CELL_EMPTY;
}

static glo_look_head with_units(glo_look_head head, const glo_kept_row *rows, size_t count) {
    head.has_units = is_unit_row(rows, count, head.data);
    head.data += head.has_units;
    return head;
}

glo_look_head glo_look_head_of(const glo_kept_row *rows, size_t count, uint64_t told_first,
                               uint64_t told_last) {
    glo_look_head head = {.typical = typical_filled(rows, count)};
    if (told_first) {
        head.has_header = true;
        head.first = row_of_line(rows, count, told_first);
        head.last = row_of_line(rows, count, told_last);
        head.data = head.last + 1;
        return with_units(head, rows, count);
    }
    size_t at = first_wide(rows, count, head.typical, usual_width(rows, count));
    if (at == count || looks_like_data(rows, count, at))
        at = first_wide(rows, count, head.typical, 0); /* a header that lacks or has a last delimiter */
    if (at == count || looks_like_data(rows, count, at)) {
        head.data = at == count ? 0 : at;
        return head;
    }
    head =
        (glo_look_head){.has_header = true, .first = at, .last = at, .data = at + 1, .typical = head.typical};
    size_t width = rows[at].count;
    if (at > 0 && gaps_and_repeats(&rows[at], width) > 0 && goes_before(rows, count, at)) {
        head.first--;
    } else if (at + FEWEST_BODY <= count && gaps_and_repeats(&rows[at], width) > 0 &&
               goes_on(rows, count, at + 1)) {
        head.last++;
        head.data++;
    }
    return with_units(head, rows, count);
}
