/* total.c: total columns of a wide table. What is taken as one is in total.h. */
#include "shape/total.h"

#include "base/alloc.h"
#include "base/text.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIGURE = 48 };
#define TOLERANCE 1e-6 /* of the figure and of one: what reading decimals may lose */

/* ---- figures ---- */

/* The text without spaces and apostrophes of any kind, "≤" as "{" and "≥" as "}"; false: too long for a figure. */
static bool squeeze(const glo_csv_field *field, char out[FIGURE]) {
    static const struct {
        const char *sign;
        char to;
    } signs[] = {{"\xE2\x89\xA4", '{'},
                 {"\xE2\x89\xA5", '}'},
                 {"\xE2\x80\x93", '-'},
                 {"\xC2\xA0", 0},
                 {"\xE2\x80\xAF", 0},
                 {"\xE2\x80\x89", 0},
                 {"\xE2\x80\x99", 0},
                 {" ", 0},
                 {"'", 0}};
    size_t n = 0;
    for (size_t i = 0; i < field->length;) {
        size_t s = 0;
        for (; s < sizeof signs / sizeof signs[0]; s++) {
            size_t length = strlen(signs[s].sign);
            if (field->length - i >= length && memcmp(field->text + i, signs[s].sign, length) == 0)
                break;
        }
        char c = s < sizeof signs / sizeof signs[0] ? signs[s].to : field->text[i];
        i += s < sizeof signs / sizeof signs[0] ? strlen(signs[s].sign) : 1;
        if (n + 1 == FIGURE)
            return false;
        if (c)
            out[n++] = c;
    }
    out[n] = '\0';
    return true;
}

/* Whether the signs between the digits are those of thousands: groups of three behind the first. */
static bool has_groups(const char *text, size_t length, char mark) {
    size_t since = 0;
    bool any = false;
    for (size_t i = 0; i < length; i++) {
        if (text[i] != mark) {
            since++;
            continue;
        }
        if (any ? since != 3 : since < 1 || since > 3)
            return false;
        any = true;
        since = 0;
    }
    return any && since == 3;
}

/* The digits at `*text`, with marks of thousands and decimals told apart by where they stand. */
static bool read_number(const char **text, double *out) {
    size_t length = strspn(*text, "0123456789.,");
    const char *dot = memrchr(*text, '.', length), *comma = memrchr(*text, ',', length);
    char decimal = dot && comma ? (dot > comma ? '.' : ',') : dot ? '.' : ',';
    if ((!dot || !comma) && has_groups(*text, length, decimal))
        decimal = 0;
    char plain[FIGURE], *end;
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        if (isdigit((unsigned char)(*text)[i]))
            plain[n++] = (*text)[i];
        else if ((*text)[i] == decimal)
            plain[n++] = '.';
    }
    plain[n] = '\0';
    *out = strtod(plain, &end);
    *text += length;
    return length > 0 && isdigit((unsigned char)plain[0]) && *end == '\0';
}

bool glo_figure_range(const glo_csv_field *field, double *out_low, double *out_high) {
    char text[FIGURE] = "";
    if (!squeeze(field, text))
        return false;
    const char *at = text;
    char before = strchr("<>{}", *at) ? *at : 0;
    bool negative = !before && *at == '-';
    at += before || negative;
    double first, second;
    if (!*text || !read_number(&at, &first))
        return false;
    *out_low = *out_high = negative ? -first : first;
    if (before == '<' || before == '{') {
        *out_low = 0;
    } else if (before || *at == '+') {
        *out_high = INFINITY;
        at += *at == '+';
    } else if (*at == '-' && isdigit((unsigned char)at[1])) {
        at++;
        if (!read_number(&at, &second))
            return false;
        *out_high = second;
    }
    return strlen(at) <= 3 && strpbrk(at, "0123456789%-/") == NULL; /* a sign of a footnote, or none */
}

/* ---- which columns are totals, and of what ---- */

static bool is_total(const char *name) {
    static const char *const words[] = {"total",   "totaal", "totale",    "totals",    "totaux",
                                        "totalen", "gesamt", "insgesamt", "summe",     "som",
                                        "somme",   "sum",    "ensemble",  "eindtotaal"};
    char *folded = NULL, *rest = NULL;
    bool found = false;
    if (glo_text_fold(name, &folded) < 0)
        return false;
    for (char *word = strtok_r(folded, " ,;:.-_/()[]*", &rest); word && !found;
         word = strtok_r(NULL, " ,;:.-_/()[]*", &rest)) {
        for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
            found |= strcmp(word, words[i]) == 0;
    }
    free(folded);
    return found;
}

static bool is_candidate(const glo_columns *columns, const char *marks, const char *is_used, size_t i) {
    bool beside =
        !marks[i] && !is_used[i] && ((i > 0 && marks[i - 1]) || (i + 1 < columns->count && marks[i + 1]));
    return (marks[i] == GLO_IN_RANGE || beside) && is_total(columns->names[i].whole);
}

static bool is_part(const glo_columns *columns, const glo_column_name *total, const glo_column_name *part) {
    (void)columns;
    bool by_upper = strcmp(total->upper, total->whole) != 0 && !is_total(total->upper);
    bool by_lower = strcmp(total->lower, total->whole) != 0 && !is_total(total->lower);
    if (by_upper && strcmp(total->upper, part->upper) != 0)
        return false;
    return !by_lower || strcmp(total->lower, part->lower) == 0;
}

static glo_status add_total(const glo_columns *columns, const char *marks, size_t column, size_t since,
                            glo_totals *out) {
    size_t room = out->count;
    glo_status status = glo_alloc_grow(&out->items, &room, out->count + 1, sizeof *out->items);
    if (status < 0)
        return status;
    glo_total *total = &out->items[out->count];
    *total = (glo_total){.column = column};
    status = glo_alloc_array(columns->count, 1, &total->fits[0].parts);
    if (status == GLO_OK)
        status = glo_alloc_array(columns->count, 1, &total->fits[1].parts);
    out->count++;
    for (size_t i = 0; status == GLO_OK && i < columns->count; i++) {
        bool part = marks[i] && is_part(columns, &columns->names[column], &columns->names[i]);
        total->fits[0].parts[i] = part;
        total->fits[1].parts[i] = part && i >= since && i < column;
    }
    return status;
}

glo_status glo_totals_find(const glo_columns *columns, char *marks, const char *is_used, glo_totals *out) {
    char *totals;
    size_t parts = 0, since = 0;
    glo_status status = glo_alloc_array(columns->count, 1, &totals);
    for (size_t i = 0; status == GLO_OK && i < columns->count; i++) {
        totals[i] = is_candidate(columns, marks, is_used, i);
        parts += marks[i] && !totals[i];
    }
    out->columns = columns->count;
    for (size_t i = 0; status == GLO_OK && parts > 0 && i < columns->count; i++)
        marks[i] = totals[i] ? GLO_UNMARKED : marks[i];
    for (size_t i = 0; status == GLO_OK && parts > 0 && i < columns->count; i++) {
        if (!totals[i])
            continue;
        status = add_total(columns, marks, i, since, out);
        since = i + 1;
    }
    free(totals);
    return status;
}

/* ---- row by row ---- */

static void check_fit(glo_total_fit *fit, size_t columns, const glo_csv_field *fields, double said_low,
                      double said_high, uint64_t line) {
    double low = 0, high = 0, cell_low, cell_high;
    for (size_t i = 0; i < columns; i++) {
        if (!fit->parts[i])
            continue;
        if (!glo_figure_range(&fields[i], &cell_low, &cell_high)) {
            cell_low = 0;
            cell_high = INFINITY; /* what is missing may be anything */
        }
        low += cell_low;
        high += cell_high;
    }
    double slack = TOLERANCE * (1 + fabs(said_low));
    fit->rows++;
    if (said_high >= low - slack && said_low <= high + slack)
        return;
    if (fit->differing++ == 0) {
        fit->line = line;
        fit->said = said_low;
        fit->low = low;
        fit->high = high;
    }
}

void glo_totals_check(glo_totals *totals, const glo_csv_field *fields, uint64_t line) {
    double low, high;
    for (size_t i = 0; i < totals->count; i++) {
        glo_total *total = &totals->items[i];
        if (!glo_figure_range(&fields[total->column], &low, &high))
            continue;
        for (int f = 0; f < 2; f++)
            check_fit(&total->fits[f], totals->columns, fields, low, high, line);
    }
}

static bool has_parts(const glo_total_fit *fit, size_t columns) {
    return memchr(fit->parts, 1, columns) != NULL;
}

void glo_totals_say(const glo_totals *totals, const glo_columns *columns, glo_buf *out) {
    for (size_t i = 0; i < totals->count; i++) {
        const glo_total *total = &totals->items[i];
        const glo_total_fit *fit = &total->fits[0];
        if (has_parts(&total->fits[1], totals->columns) && total->fits[1].differing < fit->differing)
            fit = &total->fits[1];
        glo_buf_format(out, "%scolumn '%s' left out", out->length ? "; " : "",
                       columns->names[total->column].whole);
        if (fit->rows == 0)
            continue;
        if (fit->differing == 0) {
            glo_buf_format(out, ": the sum of the others in %" PRId64 " row%s", fit->rows,
                           fit->rows == 1 ? "" : "s");
            continue;
        }
        glo_buf_format(out,
                       "; it is not the sum of the others in %" PRId64 " of %" PRId64
                       " rows, first in line %" PRIu64 ": %.15g, and they sum to %.15g",
                       fit->differing, fit->rows, fit->line, fit->said, fit->low);
        if (isinf(fit->high))
            glo_buf_text(out, " or more");
        else if (fit->high > fit->low)
            glo_buf_format(out, " to %.15g", fit->high);
    }
}

void glo_totals_dispose(glo_totals *totals) {
    for (size_t i = 0; i < totals->count; i++) {
        free(totals->items[i].fits[0].parts);
        free(totals->items[i].fits[1].parts);
    }
    free(totals->items);
    *totals = (glo_totals){0};
}
