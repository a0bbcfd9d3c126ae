/* check.h: what the parts of store:check() share: a count of faults, the first of which is told. Not for other folders.
 *
 * Example:  if (!is_known) glo_fault_say(fault, "'%s' is no marking", text);
 */
#ifndef GLO_STORE_CHECK_H
#define GLO_STORE_CHECK_H

#include "db.h"

typedef struct glo_fault {
    int64_t count;
    char first[240];
} glo_fault;

/* Counts one, and keeps its sentence where it is the first. */
void glo_fault_say(glo_fault *fault, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* known_values.c */
int glo_check_values(glo_store *store, glo_fault *fault);
/* anchor.c: whether the log still has the line that the anchor names, as it was. GLO_EINVAL for a text that is no anchor. */
int glo_check_anchor(glo_store *store, const char *anchor, glo_fault *fault);

#endif
