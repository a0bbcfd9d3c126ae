/* cells.c: leaf cells between store and cube. Invariants in cells.h. */
#include "frame/cells.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

int glo_cells_reserve(glo_cells *cells, size_t room) {
    return glo_alloc_grow(&cells->items, &cells->room, room, sizeof *cells->items);
}

int glo_cells_add(glo_cells *cells, const glo_cell *cell) {
    if (glo_cells_reserve(cells, cells->count + 1) < 0)
        return GLO_ENOMEM;
    cells->items[cells->count++] = *cell;
    return GLO_OK;
}

void glo_cells_dispose(glo_cells *cells) {
    free(cells->items);
    *cells = (glo_cells){0};
}

static int compare_keys(const void *left, const void *right) {
    const glo_cell *a = left, *b = right;
    const int32_t keys[][2] = {{a->zone, b->zone},         {a->phenomenon, b->phenomenon},
                               {a->day, b->day},           {a->span, b->span},
                               {a->source, b->source},     {a->facet, b->facet},
                               {a->handling, b->handling}, {a->credibility, b->credibility}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    }
    return 0;
}

void glo_cells_pack(glo_cells *cells) {
    if (cells->count == 0)
        return;
    qsort(cells->items, cells->count, sizeof *cells->items, compare_keys);
    size_t kept = 0;
    for (size_t i = 1; i < cells->count; i++) {
        glo_cell *into = &cells->items[kept];
        const glo_cell *cell = &cells->items[i];
        if (compare_keys(into, cell) == 0) {
            into->events += cell->events;
            into->count += cell->count;
            into->count_high += cell->count_high;
            into->value += cell->value;
        } else {
            cells->items[++kept] = *cell;
        }
    }
    cells->count = kept + 1;
}
