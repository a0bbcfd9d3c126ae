/* message_rows.h: single messages as message_block keeps them: blocks of up to 65,536 in three columns of four bytes a number.
 *
 * Example:
 *   glo_message_rows rows = {0};
 *   glo_message_rows_put(&rows, (glo_message_row){minute, answered, group});
 *   status = glo_message_block_write(store, batch, 0, &rows);      empties it
 *   glo_message_rows_dispose(&rows);
 *   status = glo_message_visit(store, INT64_MAX, INT32_MIN, INT32_MAX, job, take, context);      block by block
 */
#ifndef GLO_STORE_MESSAGE_ROWS_H
#define GLO_STORE_MESSAGE_ROWS_H

#include "db.h"

enum { GLO_MESSAGE_BLOCK = 65536 };
#define GLO_NOT_ANSWERED INT32_MIN
/* Flags in the group: only the day of receipt, or of the answer, is known. */
#define GLO_RECEIVED_ON_DAY 0x80000000u
#define GLO_ANSWERED_ON_DAY 0x40000000u
#define GLO_MESSAGE_GROUP 0x00ffffffu /* the group itself */

typedef struct glo_message_row {
    int32_t received, answered; /* minutes from 1970-01-01; GLO_NOT_ANSWERED */
    uint32_t group;             /* with flags */
} glo_message_row;

typedef struct glo_message_rows {
    glo_message_row *items;
    size_t count, room;
} glo_message_rows;

void glo_message_rows_dispose(glo_message_rows *rows);
glo_status glo_message_rows_put(glo_message_rows *rows, glo_message_row message);
/* Inside a transaction; at most GLO_MESSAGE_BLOCK. */
glo_status glo_message_block_write(glo_store *store, int64_t batch, int64_t block, glo_message_rows *rows);
/* A block as it is kept: its columns, one after the other. */
typedef struct glo_message_block {
    const unsigned char *received, *answered, *group;
    size_t rows;
    int64_t first, last; /* what it says of its minutes of receipt */
} glo_message_block;

static inline uint32_t glo_message_number(const unsigned char *column, size_t row) {
    const unsigned char *at = column + 4 * row;
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

static inline glo_message_row glo_message_at(const glo_message_block *block, size_t row) {
    return (glo_message_row){(int32_t)glo_message_number(block->received, row),
                             (int32_t)glo_message_number(block->answered, row),
                             glo_message_number(block->group, row)};
}

/* How many there are in the batches that stood after batch `state`, and when: 0 rows where there are none. */
typedef struct glo_message_extent {
    int64_t rows, first, last, known;
} glo_message_extent;
glo_status glo_message_extent_of(glo_store *store, int64_t state, glo_message_extent *out);

/* Shows the blocks with messages received from minute `from` to `to`; stops at the first failure of `take`. GLO_ECORRUPT. */
glo_status glo_message_visit(glo_store *store, int64_t state, int64_t from, int64_t to, const glo_job *job,
                             glo_status (*take)(void *context, const glo_message_block *block),
                             void *context);

#endif
