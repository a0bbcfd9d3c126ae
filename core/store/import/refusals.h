/* refusals.h: refused lines, gathered until they are written into the table reject.
 *
 * Example:
 *   glo_refusals refusals = {0};
 *   glo_refusals_add(&refusals, 7, "date", "'2024-13' is not a date", "2024-13,BE,1");
 *   if (glo_refusals_are_many(&refusals)) glo_refusals_write(store, batch, &refusals);
 *   glo_refusals_dispose(&refusals);
 */
#ifndef GLO_STORE_REFUSALS_H
#define GLO_STORE_REFUSALS_H

#include "base/buf.h"
#include "db.h"

/* Refused lines, their texts in one buffer at offsets. */
typedef struct glo_refusal {
    uint64_t line;
    const char *column;       /* NULL: of no column; outlives the import */
    size_t reason, text, end; /* of its reason, its text and both, each ended by a NUL */
} glo_refusal;

typedef struct glo_refusals {
    glo_refusal *items;
    size_t count, room;
    glo_buf texts;
} glo_refusals;

int glo_refusals_add(glo_refusals *refusals, uint64_t line, const char *column, const char *reason,
                     const char *text);
int glo_refusals_are_many(const glo_refusals *refusals); /* time to write them */
/* Inserts them and empties the list. */
int glo_refusals_write(glo_store *store, int64_t batch, glo_refusals *refusals);
void glo_refusals_dispose(glo_refusals *refusals);

#endif
