/* basins.h: in which attractor every combination ends.
 *
 * Combinations are taken in blocks: the last descriptors run through all their states over one choice of the first, and the first
 * step of global succession is taken for many at once (successors.h). From there on a piece of work remembers, in a table of fixed
 * size, where a scenario ended; memory does not grow with the combinations.
 *
 * Example:  status = glo_find_basins(impacts, GLO_SUCCESSION_GLOBAL, job, &basins);   free(basins.attractors);
 *
 * Reference for finding cycles: R. P. Brent, "An improved Monte Carlo factorization algorithm", BIT 20 (1980).
 */
#ifndef GLO_CROSSIMPACT_BASINS_H
#define GLO_CROSSIMPACT_BASINS_H

#include "crossimpact/impacts.h"

typedef struct glo_attractor {
    uint64_t key;    /* the lowest of its scenarios */
    uint64_t weight; /* combinations that end in it */
    uint64_t length; /* scenarios of the cycle; 1: a fixed one */
} glo_attractor;

typedef struct glo_basins {
    glo_attractor *attractors; /* by key */
    size_t count;
} glo_basins;

/* GLO_EINVAL for more than a million attractors; GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_find_basins(const glo_cross_impacts *impacts, glo_succession succession, const glo_job *job,
                           glo_basins *out);

#endif
