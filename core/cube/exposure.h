/* exposure.h: exposures read from a frame and looked up by zone and phenomenon. Used by impact.c and
 * explain.c.
 *
 * Example:
 *   glo_exposures e;  glo_exposures_init(&e, frame, phenomena);
 *   glo_allocation l = {0};  glo_exposures_match(&e, from, phenomenon, &l);   l.items[0].weight ...
 */
#ifndef GLO_CUBE_EXPOSURE_H
#define GLO_CUBE_EXPOSURE_H

#include "cube/tree.h"

typedef struct glo_exposure {
    uint32_t from, to;   /* words */
    uint32_t phenomenon; /* GLO_NO_NODE: all */
    double weight, low, high;
} glo_exposure;

typedef struct glo_exposures {
    const glo_tree *phenomena; /* borrowed */
    glo_words *zones;          /* codes of zones; more may be added */
    glo_exposure *items;       /* sorted by from, to, the most specific phenomenon first */
    size_t count;
} glo_exposures;

/* Which targets the figures of one zone and phenomenon are allocated to. */
typedef struct glo_allocation {
    glo_exposure *items; /* one per target, by word */
    size_t count, room;
    double remainder; /* 1 - sum of weights; 0 when within 1e-9 of it */
} glo_allocation;

glo_status glo_exposures_init(glo_exposures *exposures, const glo_frame *frame, const glo_tree *phenomena);
void glo_exposures_dispose(glo_exposures *exposures);

/* Replaces what `allocation` holds; free its items when done. GLO_EINVAL where the weights add up to more than 1. */
glo_status glo_exposures_match(const glo_exposures *exposures, uint32_t from, uint32_t phenomenon,
                               glo_allocation *allocation);

/* The figures' columns; `period`, `high` NULL where absent. */
typedef struct glo_figures {
    const glo_column *zone, *phenomenon, *period, *count, *high;
} glo_figures;

typedef struct glo_figure {
    uint32_t zone, phenomenon; /* a word of the exposures, a node */
    int32_t time;
    int64_t count, high;
} glo_figure;

glo_status glo_figures_open(const glo_frame *frame, glo_figures *out);
/* One figure; 0 where the row holds none (null), 1 where it does, or GLO_E*. Adds its zone to the words. */
int glo_figures_read(const glo_figures *figures, size_t row, const glo_exposures *exposures, glo_figure *out);

#endif
