/* number.h: numbers as offices write them, read exactly: thousands in groups, a decimal mark, a sign.
 *
 * Example:
 *   glo_number_form form = {.thousands = '.'};
 *   status = glo_number_scaled(&field, &form, 100, &value);    // "1.234,50" -> 123450
 *
 * Reference: Unicode CLDR, number symbols (group and decimal): dot, comma, space, no-break space, narrow no-break space,
 * thin space, apostrophe.
 */
#ifndef GLO_IO_NUMBER_H
#define GLO_IO_NUMBER_H

#include "io/csv_reader.h"

/* Any of the marks before groups of three digits: 1.234, 1,234, 1 234 and 1'234 in one file. */
#define GLO_ANY_MARK '*'

/* How the numbers of a file are written; 0: not told. */
typedef struct glo_number_form {
    char decimal;   /* . or , */
    char thousands; /* . , ' or a space, which stands for every kind of it; GLO_ANY_MARK: each of them */
    unsigned signs; /* what the numbers read so far say of it */
} glo_number_form;

/* 1.234 was taken as a number below two, and 1.234.567 says that the dot groups thousands: a contradiction. */
enum { GLO_NUMBER_OPEN = 1, GLO_NUMBER_GROUPED = 2 };

/* Numbers as written, in that form; "10.0" is a whole number. GLO_EINVAL says what is wrong, and which form would make a
 * number of it. */
glo_status glo_number_integer(const glo_csv_field *value, glo_number_form *form, int64_t *out);
glo_status glo_number_scaled(const glo_csv_field *value, glo_number_form *form, int64_t scale, int64_t *out);
glo_status glo_number_real(const glo_csv_field *value, glo_number_form *form, double *out);

/* The mark that begins at `at`, of those in numbers: . , ' and the space, each for all its kinds (no-break, narrow ...). Its
 * length; 0: there is none. */
size_t glo_number_mark(const char *at, const char *end, char *out);

#endif
