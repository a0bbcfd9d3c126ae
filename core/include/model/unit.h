/* unit.h: units of measurement of a model's quantities, as products of powers: people/month x month = people.
 *
 * A unit is unknown where none was given; whatever is worked out of it is unknown too and fits everything. A singular
 * and its plural are one unit ("month", "months"), and so are "person" and "people". Nothing is converted: a month is
 * no year.
 *
 * Example:
 *   glo_unit rate, time, people;
 *   glo_unit_parse("people/month", &rate);
 *   glo_unit_parse("months", &time);
 *   glo_unit_multiply(&rate, &time, 1, &people);   -> people
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_UNIT_H
#define GLO_MODEL_UNIT_H

#include "base/err.h"

#include <stdbool.h>

#define GLO_UNIT_NAME 32
#define GLO_UNIT_FACTORS 6
#define GLO_UNIT_TEXT 256

typedef struct glo_unit {
    bool is_known; /* false: all else is zero */
    int count;     /* of the factors; none: a pure number */
    struct {
        char name[GLO_UNIT_NAME];
        int power; /* never 0 */
    } factor[GLO_UNIT_FACTORS];
} glo_unit;

/* "people/month", "EUR per person", "m^2", "1/year"; "1" is a pure number, NULL and "" are unknown. GLO_EINVAL. */
glo_status glo_unit_parse(const char *text, glo_unit *out);

/* a x b^power, power 1 or -1: the unit of a product or a quotient. GLO_EINVAL for more than six factors. */
glo_status glo_unit_multiply(const glo_unit *a, const glo_unit *b, int power, glo_unit *out);

/* a^power. */
void glo_unit_raise(const glo_unit *a, int power, glo_unit *out);

/* Whether quantities of them may be added; what is unknown fits. */
bool glo_unit_fits(const glo_unit *a, const glo_unit *b);
bool glo_unit_is_number(const glo_unit *unit); /* known, and without a factor */

/* "people/month", "1" for a pure number, "" where unknown. */
void glo_unit_format(const glo_unit *unit, char out[GLO_UNIT_TEXT]);

#endif
