/* pick.h: which rows of a table are taken: those of a category, without those that a pattern names. Not for other folders.
 *
 * Example:
 *   glo_where where = {.column = 3, .name = "sex", .value = "T"};
 *   if (glo_where_takes(&where, &fields[3])) ...
 *   status = glo_where_check(&where, "asylum.csv");      no row has sex T: the message says those that come
 *   glo_glob_matches("Totaal*", "Totaal generaal", 15)   -> true
 */
#ifndef GLO_EXCHANGE_PICK_H
#define GLO_EXCHANGE_PICK_H

#include "frame/words.h"
#include "io/csv_reader.h"

#include <stdbool.h>

typedef struct glo_where {
    size_t column;
    const char *name, *value;
    bool was_met;
    glo_words *others; /* other values that come, as many as a message may need */
} glo_where;

/* Whether the field is of the category; notes what it is where it isn't. */
bool glo_where_takes(glo_where *where, const glo_csv_field *field);
/* GLO_EINVAL where the category never came. A file without rows is no fault. */
glo_status glo_where_check(const glo_where *where, const char *file);
void glo_where_dispose(glo_where *where);

/* "*" any text, "?" any letter, "\" takes the next sign as it is; upper and lower case of ASCII are one. */
bool glo_glob_matches(const char *pattern, const char *text, size_t length);

#endif
