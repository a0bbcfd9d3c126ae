/* search.h: all scenarios that are consistent, or nearly.
 *
 * Descriptors get their states one by one, those that have most to do with each other first. After each, for every descriptor
 * that has one: could its state still be as good as each other, if all the rest were chosen in its favour? If not, no completion is
 * looked at.
 *
 * Example:  status = glo_search_consistent(impacts, allowed, most, job, &found);   free(found.keys);
 */
#ifndef GLO_CROSSIMPACT_SEARCH_H
#define GLO_CROSSIMPACT_SEARCH_H

#include "crossimpact/impacts.h"

typedef struct glo_found {
    uint64_t *keys;
    size_t count;
    uint64_t visited;
} glo_found;

/* `allowed` is scaled. GLO_EINVAL for more than `most`; GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_search_consistent(const glo_cross_impacts *impacts, int64_t allowed, size_t most,
                                 const glo_job *job, glo_found *out);

#endif
