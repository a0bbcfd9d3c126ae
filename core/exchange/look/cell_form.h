/* cell_form.h: what one cell of a table looks like: nothing, a mark for a missing figure, a number and how it is
 * written, a range, a date and its form, or a text. It says what the cell may be, not what it means: that is settled
 * over the whole column.
 *
 * Example:
 *   glo_cell cell;
 *   glo_cell_form_of("4.804,02", 8, &cell);   ->  GLO_CELL_DECIMAL, thousands '.', decimal ','
 */
#ifndef GLO_EXCHANGE_CELL_FORM_H
#define GLO_EXCHANGE_CELL_FORM_H

#include "exchange/look.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_cell {
    glo_cell_kind kind;
    unsigned decimals;       /* digits behind the decimal mark */
    char thousands, decimal; /* of a number; a space stands for every kind of space; 0: it has none */
    bool is_open;   /* one mark before three digits: 1.234 is read either way, and `thousands` has the mark */
    int64_t number; /* of an integer; saturated */
    char flag[8];   /* beside the figure: 2 376e, (p) 12; '*' for a footnote */
    char unit[4];   /* %, EUR ... */
    glo_time_form form; /* of a date; of an integer, the date that it may also be: 2024, 202401, 20240131 */
    unsigned first, second; /* of a day in figures: its first two parts */
    bool is_successive;     /* a year and the last digits of the next: 2009-10 */
    unsigned languages;     /* of the name of a month: bits by glo_look_language */
} glo_cell;

void glo_cell_form_of(const char *text, size_t length, glo_cell *out);

/* A whole or a decimal number, or a range of them. */
bool glo_cell_is_number(const glo_cell *cell);

/* Whether the text begins with a word for a total: Totaal, Total général, Insgesamt, Sum. */
bool glo_cell_is_total(const char *text, size_t length);

#endif
