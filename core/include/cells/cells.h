/* cells.h: leaf cells, the packed form in which a store hands its observations to the cube.
 *
 * One cell sums all observations that agree in zone, phenomenon, source, facet, first day, span, credibility
 * and handling. `zone`, `phenomenon`, `source` and `facet` are the ids of the store; `credibility` 0 means
 * not graded (else 1 confirmed ... 6 can't be judged); `handling` is a packed marking. `count` is the sum of
 * the lower bounds, `count_high` of the upper ones (equal where nothing is censored); `value` is in the
 * smallest unit of its source. The order of cells has no meaning; two cells may have the same key.
 *
 * Cells are held in parts of coded runs (run.h), taken as they are from a store or packed from cells that
 * were added one by one. A part may still lie in the store: it is fetched when it is needed.
 *
 * The main header of core/cells, which knows no file and no tree. Includes base and frame; included by store, cube
 * and lua. A `part` is one block of coded bytes, as the store keeps it; a `run` is what a part holds of one zone and
 * phenomenon; a `kind` is what else tells cells apart (run.h).
 *
 * Example:
 *   glo_cells cells = {0};
 *   glo_cells_add(&cells, &cell); ... glo_cells_pack(&cells);
 *   for (size_t i = 0; i < cells.part_count; i++) use(cells.parts[i].bytes);
 *   glo_cells_dispose(&cells);
 */
#ifndef GLO_CELLS_CELLS_H
#define GLO_CELLS_CELLS_H

#include "base/err.h"
#include "base/job.h"
#include "cells/run.h"
#include "frame/marking.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_cell {
    int32_t zone;
    int32_t phenomenon;
    int32_t source;
    int32_t facet;
    int32_t day;
    uint8_t span; /* a glo_span */
    uint8_t credibility;
    uint8_t handling;
    uint8_t spare; /* always 0, so that equal cells have equal bytes */
    int64_t events;
    int64_t count;
    int64_t count_high;
    int64_t value;
} glo_cell;

typedef struct glo_part {
    void *bytes; /* NULL: not fetched yet */
    size_t size;
    int is_own; /* the bytes are its own, not in a block of several */
    glo_part_head head;
    int64_t batch, number; /* where the store has it */
} glo_part;

/* Where parts lie that are not fetched yet. */
typedef struct glo_part_source {
    void *context;
    /* Fills `bytes`, room for the size of the part; called for one part at a time per `reader`, of which
     * there are `readers`. */
    int (*fetch)(void *context, int reader, const glo_part *part, void *bytes);
    int readers;
    void (*dispose)(void *context);
} glo_part_source;

typedef struct glo_collector glo_collector; /* collect.h */

typedef struct glo_cells {
    size_t count; /* of all cells, packed or not */
    glo_part *parts;
    size_t part_count, part_room;
    void **blocks; /* the bytes of parts that were fetched together */
    size_t block_count, block_room;
    glo_collector *collector; /* of cells that were added and are not packed yet; NULL: there are none */
    glo_part_source source;
    glo_marking marking; /* of all that is made of them, where the store says so besides what the cells say */
    const glo_job *job;  /* asked, while cells are packed, whether to stop; may be NULL; borrowed */
} glo_cells;

/* Cells are packed by themselves whenever there are some five million loose ones. GLO_ENOMEM, GLO_ECANCELLED.
 */
glo_status glo_cells_add(glo_cells *cells, const glo_cell *cell);
void glo_cells_dispose(glo_cells *cells);

/* Makes parts of the loose cells, adding up those of equal key, so that the same cells give the same bytes in
 * any order. GLO_ENOMEM. */
glo_status glo_cells_pack(glo_cells *cells);

/* Adds a part; takes `bytes` over (of malloc), also when it fails. GLO_ECORRUPT when it is not whole. */
glo_status glo_cells_take_part(glo_cells *cells, void *bytes, size_t size);
/* Adds a part that `cells->source` has; only its head is known. GLO_ECORRUPT, GLO_ENOMEM. */
glo_status glo_cells_expect_part(glo_cells *cells, const glo_part *part);
/* Fetches and checks the parts whose flag is 1 (NULL: all) that are not there yet. GLO_ECORRUPT ... */
glo_status glo_cells_fetch(glo_cells *cells, const uint8_t *wanted, const glo_job *job);

/* Walks over all cells by zone, phenomenon, day and kind, equal ones added up: packed in one part or in many,
 * the same cells give the same walk. Packs and fetches first.
 *   glo_walk walk;  if (glo_walk_open(&cells, &walk) == GLO_OK) while (glo_walk_next(&walk, &cell)) ...
 *   glo_walk_close(&walk)      in any case */
typedef struct glo_walk {
    struct glo_run_at *runs; /* sorted by zone and phenomenon */
    size_t run_count, next_run;
    struct glo_walk_item *items; /* of one zone and phenomenon, that of the run before next_run */
    size_t item_count, item_room, next_item;
    glo_status status;
} glo_walk;

glo_status glo_walk_open(glo_cells *cells, glo_walk *out);
bool glo_walk_next(glo_walk *walk, glo_cell *out); /* 1, or 0 at the end or when walk->status is negative */
void glo_walk_close(glo_walk *walk);

/* Whether both hold the same cells. */
glo_status glo_cells_equal(glo_cells *a, glo_cells *b, int *out);

#endif
