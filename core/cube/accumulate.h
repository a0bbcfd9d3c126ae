/* accumulate.h: adds the cells recorded at a zone to the lines of a block. Used by pass.c; knows nothing of it.
 *
 * Example:
 *   glo_accumulator_init(&a, plan, &pool, &done, total, true);
 *   status = glo_accumulate(&a, zone, &block);      a.note.events ...
 *   glo_accumulator_dispose(&a);
 */
#ifndef GLO_CUBE_ACCUMULATE_H
#define GLO_CUBE_ACCUMULATE_H

#include "block.h"
#include "plan.h"

#include <stdatomic.h>
#include <stdbool.h>

/* Cells of a run, decoded: their days, slots and those of their figures that are needed. */
typedef struct glo_chunk {
    uint32_t count;
    int32_t days[GLO_CHUNK], slots[GLO_CHUNK];
    int64_t figures[GLO_SUMS][GLO_CHUNK];
} glo_chunk;

typedef struct glo_accumulator {
    const glo_plan *plan;
    glo_pool *pool; /* borrowed, as the plan is */
    glo_job job;
    atomic_uint_fast64_t *done; /* cells, of all threads together */
    uint64_t total;
    bool is_bounded;          /* no sum of cells can leave 64 bits */
    glo_chunk read, selected; /* cells as they are decoded, and those of one class among them */
    uint32_t *class_starts;   /* of selected cells, while a chunk is sorted by class; all 0 between chunks */
    uint32_t kinds[GLO_CHUNK], order[GLO_CHUNK], classes[GLO_CHUNK];
    glo_rollup_note note;
    uint8_t handlings[256]; /* 1: a cell so marked entered */
    bool has_highs;         /* some run holds a count_high that differs from its count */
    bool has_wide;          /* some run holds figures of more than 32 bits */
} glo_accumulator;

/* `reports`: whether it reports the job's progress, which only the calling thread may. GLO_ENOMEM. */
glo_status glo_accumulator_init(glo_accumulator *accumulator, const glo_plan *plan, glo_pool *pool,
                                atomic_uint_fast64_t *done, uint64_t total, bool reports);
void glo_accumulator_dispose(glo_accumulator *accumulator);

/* Reports progress and asks whether to stop; or only asks, for what is done thousands of times in a zone. */
glo_status glo_accumulator_step(const glo_accumulator *accumulator);
glo_status glo_accumulator_stop(const glo_accumulator *accumulator);

/* Adds the cells recorded at a zone (a group of the plan) to a block; only their slots where the pool keeps no
 * sums. GLO_ENOMEM, GLO_EINVAL when a sum does not fit, GLO_ECANCELLED. */
glo_status glo_accumulate(glo_accumulator *accumulator, uint32_t group, glo_block *into);

#endif
