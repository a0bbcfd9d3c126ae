/* cells.h: leaf cells, the packed form in which a store hands its observations to the cube.
 *
 * One cell sums all observations that agree in zone, phenomenon, source, facet, first day, span, credibility
 * and handling. `zone`, `phenomenon`, `source` and `facet` are the ids of the store; `credibility` 0 means
 * not graded (else 1 confirmed ... 6 can't be judged); `handling` is a packed marking. `count` is the sum of
 * the lower bounds, `count_high` of the upper ones (equal where nothing is censored); `value` is in the
 * smallest unit of its source. The order of cells has no meaning; two cells may have the same key.
 *
 * Example:  glo_cells cells = {0}; glo_cells_reserve(&cells, 1000); ... glo_cells_dispose(&cells);
 */
#ifndef GLO_FRAME_CELLS_H
#define GLO_FRAME_CELLS_H

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

typedef struct glo_cells {
    glo_cell *items;
    size_t count;
    size_t room;
} glo_cells;

int glo_cells_reserve(glo_cells *cells, size_t room); /* GLO_ENOMEM */
int glo_cells_add(glo_cells *cells, const glo_cell *cell);
void glo_cells_dispose(glo_cells *cells);

/* Sorts by key and adds up cells of equal key, so that the same observations give the same bytes in any
 * order. */
void glo_cells_pack(glo_cells *cells);

#endif
