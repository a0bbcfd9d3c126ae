/* rank_order.h: a rank correlation put into a block of independent numbers by reordering them: each quantity keeps its values, and only
 * which draw has which of them changes. So slices of a Latin hypercube stay as they are.
 *
 * What is asked for is met within the block, not only on average: the scores that decide on the order are freed of the correlation they
 * have by chance. A draw's place depends on its block alone, so that threads and shards change nothing.
 *
 * Example:
 *   for (size_t j = 0; j <= member; j++) {
 *       double *room = glo_rank_order_room(o, j, first, step, count);
 *       if (room) fill(room), glo_rank_order_rank(o, j, count);
 *   }
 *   bool is_done = glo_rank_order_apply(o, member, factor + member * members, count, out);
 *
 * Reference: R. L. Iman, W. J. Conover, "A distribution-free approach to inducing rank correlation among input variables",
 * Communications in Statistics - Simulation and Computation 11 (1982), with van der Waerden's scores.
 */
#ifndef GLO_MODEL_RANK_ORDER_H
#define GLO_MODEL_RANK_ORDER_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct rank_order rank_order;

glo_status glo_rank_order_new(size_t members, rank_order **out);
void glo_rank_order_free(rank_order *o);

/* Whether a block of so many draws has enough of them to be reordered. */
bool glo_rank_order_suits(const rank_order *o, size_t count);

/* Where the numbers of a member for this draw and step go, GLO_BLOCK of them; NULL where they are there already. */
double *glo_rank_order_room(rank_order *o, size_t member, uint64_t first, size_t step, size_t count);
/* After they have been filled in: their ranks. */
void glo_rank_order_rank(rank_order *o, size_t member, size_t count);

/* The first `count` numbers of a member, reordered; those beyond as they are. `factor` is the member's row of the lower triangle of
 * the matrix of the scores. False where the scores of the block depend on each other, and nothing is written. */
bool glo_rank_order_apply(const rank_order *o, size_t member, const double *factor, size_t count,
                          double *out);

#endif
