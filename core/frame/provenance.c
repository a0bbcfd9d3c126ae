/* provenance.c: where a frame came from. Example in provenance.h. */
#include "frame/provenance.h"

#include "base/alloc.h"
#include "base/err.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>

struct glo_provenance {
    atomic_size_t references;
    char *call;
    char *store; /* NULL where none was read */
    int64_t state;
    uint64_t seed;
    size_t parent_count;
    glo_provenance **parents;
};

glo_status glo_provenance_new(const char *call, const char *store, int64_t state, uint64_t seed,
                              glo_provenance *const *parents, size_t parent_count, glo_provenance **out) {
    glo_provenance *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    atomic_init(&made->references, 1);
    made->state = state;
    made->seed = seed;
    if (glo_alloc_text(call, &made->call) < 0 || (store && glo_alloc_text(store, &made->store) < 0) ||
        glo_alloc_array(parent_count, sizeof(glo_provenance *), &made->parents) < 0) {
        glo_provenance_free(made);
        return GLO_ENOMEM;
    }
    for (size_t i = 0; i < parent_count; i++) {
        if (parents[i])
            made->parents[made->parent_count++] = glo_provenance_share(parents[i]);
    }
    *out = made;
    return GLO_OK;
}

glo_provenance *glo_provenance_share(glo_provenance *provenance) {
    if (provenance)
        atomic_fetch_add(&provenance->references, 1);
    return provenance;
}

void glo_provenance_free(glo_provenance *provenance) {
    if (!provenance || atomic_fetch_sub(&provenance->references, 1) > 1)
        return;
    for (size_t i = 0; i < provenance->parent_count; i++)
        glo_provenance_free(provenance->parents[i]);
    free(provenance->parents);
    free(provenance->call);
    free(provenance->store);
    free(provenance);
}

const char *glo_provenance_call(const glo_provenance *provenance) {
    return provenance->call;
}

const char *glo_provenance_store(const glo_provenance *provenance) {
    return provenance->store;
}

int64_t glo_provenance_state(const glo_provenance *provenance) {
    return provenance->state;
}

uint64_t glo_provenance_seed(const glo_provenance *provenance) {
    return provenance->seed;
}

size_t glo_provenance_parents(const glo_provenance *provenance) {
    return provenance->parent_count;
}

const glo_provenance *glo_provenance_parent(const glo_provenance *provenance, size_t i) {
    return provenance->parents[i];
}

static void format_step(const glo_provenance *step, size_t depth, glo_buf *out) {
    glo_buf_repeat(out, ' ', depth * 2);
    glo_buf_text(out, step->call);
    if (step->store)
        glo_buf_format(out, "  -- store %s, state %" PRId64, step->store, step->state);
    if (step->seed)
        glo_buf_format(out, ", seed %" PRIu64, step->seed);
    glo_buf_char(out, '\n');
    for (size_t i = 0; i < step->parent_count; i++)
        format_step(step->parents[i], depth + 1, out);
}

void glo_provenance_format(const glo_provenance *provenance, glo_buf *out) {
    if (provenance)
        format_step(provenance, 0, out);
}
