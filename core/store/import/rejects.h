/* rejects.h: rejected lines, gathered until they are written into the table reject.
 *
 * Example:
 *   glo_rejects rejects = {0};
 *   glo_rejects_add(&rejects, 7, "date", "'2024-13' is not a date", "2024-13,BE,1");
 *   if (glo_rejects_are_full(&rejects)) glo_rejects_write(store, batch, &rejects);
 *   glo_rejects_dispose(&rejects);
 */
#ifndef GLO_STORE_REJECTS_H
#define GLO_STORE_REJECTS_H

#include "base/buf.h"
#include "db.h"

#include <stdbool.h>

/* Refused lines, their texts in one buffer at offsets. */
typedef struct glo_reject {
    uint64_t line;
    size_t column, reason, text,
        end; /* of its column ("": of none), reason, text and all, each ended by a NUL */
} glo_reject;

typedef struct glo_rejects {
    glo_reject *items;
    size_t count, room;
    glo_buf texts;
} glo_rejects;

glo_status glo_rejects_add(glo_rejects *rejects, uint64_t line, const char *column, const char *reason,
                           const char *text);
bool glo_rejects_are_full(const glo_rejects *rejects); /* time to write them */
/* Inserts them and empties the list. */
glo_status glo_rejects_write(glo_store *store, int64_t batch, glo_rejects *rejects);
/* Adds those of a batch that were written, so that they outlive its transaction. */
int glo_rejects_read(glo_store *store, int64_t batch, glo_rejects *rejects);
void glo_rejects_dispose(glo_rejects *rejects);

#endif
