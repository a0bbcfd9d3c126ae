/* successors.h: the first step of global succession for blocks of combinations, in lanes: lane k is descriptor k, a row of lanes holds its
 * i-th states, so that one comparison serves all descriptors.
 *
 * Example:
 *   glo_successors s;
 *   status = glo_successors_new(impacts, &s);
 *   for (uint64_t outer = 0; outer < s.outer; outer++) glo_successors_block(&s, outer, keys);   s.inner keys each
 *   glo_successors_dispose(&s);
 */
#ifndef GLO_CROSSIMPACT_SUCCESSORS_H
#define GLO_CROSSIMPACT_SUCCESSORS_H

#include "crossimpact/impacts.h"

enum { GLO_LANES = 8 };
typedef int32_t glo_lanes __attribute__((vector_size(32), aligned(32)));

typedef struct glo_successors {
    const glo_cross_impacts *impacts;
    size_t rows, vectors; /* the most states of a descriptor; vectors of lanes to a row */
    size_t first_inner;   /* descriptors from it on run within a block */
    uint64_t outer;       /* blocks */
    size_t inner;         /* combinations of each */
    glo_lanes *added;     /* by inner combination: rows x vectors, what its states add to the balances */
    glo_lanes *own;       /* by inner combination: vectors, its states */
    glo_lanes *by_state;  /* by state of any descriptor: rows x vectors, what it adds to the balances */
    glo_lanes *absent;    /* rows x vectors: far below 0 where a descriptor has no such state */
    glo_lanes low[GLO_MOST_DESCRIPTORS / GLO_LANES],
        high[GLO_MOST_DESCRIPTORS / GLO_LANES]; /* factors of the key's halves */
} glo_successors;

glo_status glo_successors_new(const glo_cross_impacts *impacts, glo_successors *out);
void glo_successors_dispose(glo_successors *successors);

/* The combinations of a block by number; that of the inner combination `i` starts where it says. */
uint64_t glo_successors_start(const glo_successors *successors, uint64_t outer, size_t i);
/* The scenario that follows each. */
void glo_successors_block(const glo_successors *successors, uint64_t outer, uint64_t *out_keys);
/* The scenario that follows one, by global succession, as glo_succeed, some five times faster. */
uint64_t glo_successors_next(const glo_successors *successors, uint64_t key);

#endif
