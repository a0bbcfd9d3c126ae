/* order.h: rows in order by some of a frame's columns, as SQL has it: nulls first, text by bytes, and a real
 * that is no number is null. Many rows are distributed by the digits of a key instead of compared.
 *
 * Example:
 *   for (uint32_t i = 0; i < n; i++) rows[i] = i;
 *   status = glo_order_rows(&(glo_order_key){column, 0}, 1, 0, rows, n, job);
 *
 * Reference: D. E. Knuth, The Art of Computer Programming, volume 3, 5.2.4 (merging), 5.2.5 (distribution).
 */
#ifndef GLO_FRAME_ORDER_H
#define GLO_FRAME_ORDER_H

#include "base/job.h"
#include "frame/column.h"

typedef struct glo_order_key {
    const glo_column *column;
    int descending;
} glo_order_key;

/* Puts the row numbers in order by the keys, the first key first; equal rows keep their order. `grouped`:
 * equal rows must only stand together, which spares sorting many different texts. GLO_ENOMEM, GLO_ECANCELLED.
 */
glo_status glo_order_rows(const glo_order_key *keys, size_t key_count, int grouped, uint32_t *rows,
                          size_t count, const glo_job *job);

#endif
