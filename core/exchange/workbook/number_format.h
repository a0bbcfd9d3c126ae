/* number_format.h: what a cell's number format shows of a date, and the number in it as text.
 *
 * Example:
 *   glo_date_form form = glo_number_format_read("mmm\\ yyyy");                    -> GLO_FORM_MONTH
 *   glo_number_format_write(45306, form, false, &text);                           -> "2024-01"
 *   glo_number_format_write(0.1 + 0.2, GLO_FORM_NUMBER, false, &text);            -> "0.3"
 *
 * Reference: ECMA-376 part 1, 18.8.30 (numFmt, with the formats that go by number) and 18.17.4 (dates as numbers).
 */
#ifndef GLO_EXCHANGE_NUMBER_FORMAT_H
#define GLO_EXCHANGE_NUMBER_FORMAT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum glo_date_form {
    GLO_FORM_NUMBER, /* no date, also a duration such as [h]:mm */
    GLO_FORM_YEAR,
    GLO_FORM_MONTH,
    GLO_FORM_DAY,
    GLO_FORM_MOMENT, /* a day with a time of day */
    GLO_FORM_TIME    /* a time of day alone */
} glo_date_form;

glo_date_form glo_number_format_read(const char *code);
/* Of a format that goes by number, 0 to 163. */
glo_date_form glo_number_format_builtin(unsigned id);

/* Appends the number as the form has it, in ISO 8601; `is_1904`: days are counted from 1904-01-01. A number that is no day
 * of the calendar is written as a number: in 15 significant digits, which is what Excel shows of it. Returns whether a
 * month or a year was written of a day that is not its first. */
bool glo_number_format_write(double number, glo_date_form form, bool is_1904, glo_buf *out);

#endif
