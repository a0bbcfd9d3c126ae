/* provenance.h: enough about a frame's origin to compute it again: the call, the store and its state, the
 * seed, and the same of everything that went in. Immutable once made, counted by reference.
 *
 * Example:
 *   glo_provenance_new("rollup{zone=\"BE\"}", "demo.db", 12, 0, NULL, 0, &p);
 *   glo_provenance_format(p, &buf);   ->  rollup{zone="BE"}  store demo.db, state 12
 */
#ifndef GLO_FRAME_PROVENANCE_H
#define GLO_FRAME_PROVENANCE_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>

typedef struct glo_provenance glo_provenance;

/* `call` as one would type it; `store` NULL where none was read; `state` the last batch it saw; seed 0 where
 * no chance was involved; parents are shared, not taken. */
glo_status glo_provenance_new(const char *call, const char *store, int64_t state, uint64_t seed,
                              glo_provenance *const *parents, size_t parent_count, glo_provenance **out);
glo_provenance *glo_provenance_share(glo_provenance *provenance); /* NULL gives NULL */
void glo_provenance_free(glo_provenance *provenance);

const char *glo_provenance_call(const glo_provenance *provenance);
const char *glo_provenance_store(const glo_provenance *provenance); /* NULL where none */
int64_t glo_provenance_state(const glo_provenance *provenance);
uint64_t glo_provenance_seed(const glo_provenance *provenance);
size_t glo_provenance_parents(const glo_provenance *provenance);
const glo_provenance *glo_provenance_parent(const glo_provenance *provenance, size_t i);

/* One line per step, parents indented under it. */
void glo_provenance_format(const glo_provenance *provenance, glo_buf *out);

#endif
