/* pass.h: one pass over zones, the last first: sums of their cells, or only which sums there will be. Used by
 * rollup.c, by one or more threads, each with a pass of its own.
 *
 * Zones are visited in reverse depth-first order, so that each is met after everything below it; per depth of
 * the tree one block (lines of phenomenon and category, slots of periods) gathers what lies below the zone
 * that is open there. At a zone: its own cells are added to its block, the block to its parent's, phenomena
 * are rolled up inside the block, its rows are counted or written, the block is cleared. Time follows the
 * slots in use, memory the depth of the tree times the lines in use.
 *
 * Example:
 *   glo_pass_init(&pass, plan, &shared, 0, 1);                      bits only
 *   for (zone = last; ...; zone--) glo_pass_visit(&pass, zone, NULL);      shared.counts[zone] ...
 *   glo_pass_dispose(&pass);
 */
#ifndef GLO_CUBE_PASS_H
#define GLO_CUBE_PASS_H

#include "accumulate.h"
#include "rows.h"

/* A share of what a split zone held, on its way to a successor. */
typedef struct glo_transfer {
    uint32_t zone;
    size_t line, slot;
    int64_t sums[GLO_SUMS];
} glo_transfer;

/* What all passes of a rollup share; each zone is visited by one of them. */
typedef struct glo_shared {
    glo_transfer *transfers; /* sorted by zone */
    size_t transfer_count, transfer_room;
    size_t *counts; /* rows per zone */
    size_t *places; /* where they begin */
    glo_rows rows;
    atomic_uint_fast64_t done;
    uint64_t total; /* cells, once to count and once to sum, for the job */
    int is_bounded; /* no sum of cells can leave 64 bits: they are few enough, and none is wider than 32 */
} glo_shared;

typedef struct glo_pass {
    const glo_plan *plan;
    glo_shared *shared;
    glo_accumulator accumulator;
    glo_pool pool;
    glo_block *blocks; /* per depth */
    size_t block_count;
    glo_block own;        /* what is recorded at a zone itself, where that is asked */
    glo_block not_stated; /* and what is on no narrower phenomenon that gets rows */
    int censored;         /* some row does */
} glo_pass;

/* `sum_bits`: which sums (GLO_SUM_BIT), 0 for bits only; weighted too where weights are asked. `reports`: whether it
 * reports the job's progress, which only the calling thread may. */
glo_status glo_pass_init(glo_pass *pass, const glo_plan *plan, glo_shared *shared, unsigned sum_bits,
                         bool reports);
void glo_pass_dispose(glo_pass *pass);

/* `up`: the block to which the zone's is added where a zone above gets rows; NULL: the pass's own. */
glo_status glo_pass_visit(glo_pass *pass, uint32_t zone, glo_block *up);
/* Adds what the visit of `zone` left in `from` to its parent's block, and clears it. */
glo_status glo_pass_merge(glo_pass *pass, uint32_t zone, glo_block *from);
/* Sums what split zones hold, whole, and only then cuts it into moves: the order of cells never matters. */
glo_status glo_pass_split(glo_pass *pass);
/* By zone, before any zone is visited. */
void glo_pass_sort_transfers(glo_shared *shared);

#endif
