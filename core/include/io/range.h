/* range.h: counts of which only the bounds are published, as offices write them: <5, 1-4, 5+, "fewer than 5", "5 or more".
 *
 * Example:
 *   glo_range range;
 *   glo_range_read("5 of minder", 11, &range)     -> GLO_AT_MOST, range.second "5"
 *   glo_range_read("1 à 4", 6, &range)            -> GLO_BETWEEN, "1" and "4"
 */
#ifndef GLO_IO_RANGE_H
#define GLO_IO_RANGE_H

#include <stddef.h>

typedef enum glo_range_kind {
    GLO_NO_RANGE,
    GLO_BELOW,    /* fewer than `second` */
    GLO_AT_MOST,  /* `second` or fewer */
    GLO_ABOVE,    /* more than `first` */
    GLO_AT_LEAST, /* `first` or more */
    GLO_BETWEEN
} glo_range_kind;

typedef struct glo_bound {
    const char *text; /* a number as it is written, borrowed */
    size_t length;
} glo_bound;

typedef struct glo_range {
    glo_bound first, second;
} glo_range;

/* Words in nl, fr, de and en. Whether the bounds are numbers is for the reader of numbers to say. */
glo_range_kind glo_range_read(const char *text, size_t length, glo_range *out);

#endif
