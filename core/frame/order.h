/* order.h: rows put in order by counting instead of comparing. Text goes by the rank of its words, a time or
 * a whole number by its distance from the least; a null comes before all, as SQL has it. What lies too far
 * apart to be counted (wide numbers, reals) has no rank.
 *
 * Example:
 *   glo_rank rank;
 *   if (glo_rank_init(&rank, column) == GLO_OK && rank.count)
 *       status = glo_order_rows(&(glo_order_key){&rank, 0}, 1, rows, count, job);
 *   glo_rank_dispose(&rank);
 *
 * Reference: D. E. Knuth, The Art of Computer Programming, volume 3, 5.2.5 (sorting by distribution).
 */
#ifndef GLO_FRAME_ORDER_H
#define GLO_FRAME_ORDER_H

#include "base/job.h"
#include "frame/column.h"

typedef struct glo_rank {
    const glo_column *column; /* borrowed */
    uint32_t *words;          /* of a text column: the rank of each word by its bytes */
    int64_t least;            /* of any other */
    uint32_t count;           /* of ranks, that of null among them; 0: the column has none */
} glo_rank;

/* Ranks of the column's values; one without ranks is no failure, but has count 0. GLO_ENOMEM. */
int glo_rank_init(glo_rank *rank, const glo_column *column);
void glo_rank_dispose(glo_rank *rank);

uint32_t glo_rank_of(const glo_rank *rank, size_t row); /* 0: null */

typedef struct glo_order_key {
    const glo_rank *rank;
    int descending;
} glo_order_key;

/* Puts the row numbers in order by the keys, the first key first; equal rows keep their order. GLO_ENOMEM,
 * GLO_ECANCELLED. */
int glo_order_rows(const glo_order_key *keys, size_t key_count, uint32_t *rows, size_t count,
                   const glo_job *job);

#endif
