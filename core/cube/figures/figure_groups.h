/* figure_groups.h: the figures of one zone, grouped by phenomenon, to find the total that a part is of. Used by figure_ranges.c
 * and figure_trees.c.
 *
 * Example:
 *   glo_grouping g;
 *   if (glo_grouping_init(&g, figures) == GLO_OK) {
 *       glo_grouping_make(&g, from, to);                      the figures of a zone
 *       glo_figure *total = glo_grouping_find(&g, node, part);
 *       glo_grouping_clear(&g);
 *   }
 *   glo_grouping_dispose(&g);
 */
#ifndef GLO_CUBE_FIGURE_GROUPS_H
#define GLO_CUBE_FIGURE_GROUPS_H

#include "figures/figure_list.h"

/* Figures of a zone on one phenomenon, events apart: items[from] to items[to - 1], by time; none meets another. */
typedef struct glo_figure_group {
    size_t from, to;
} glo_figure_group;

typedef struct glo_grouping {
    glo_figures *f;
    glo_figure_group *groups; /* per phenomenon, of the zone at hand; empty where to == from */
    uint32_t *nodes;          /* those with a group, ascending */
    size_t node_count;
} glo_grouping;

/* GLO_ENOMEM. */
glo_status glo_grouping_init(glo_grouping *grouping, glo_figures *figures);
void glo_grouping_dispose(glo_grouping *grouping);

/* Groups the figures items[from] to items[to - 1], all of one zone and category, and sorts them. */
void glo_grouping_make(glo_grouping *grouping, size_t from, size_t to);
void glo_grouping_clear(glo_grouping *grouping);

/* The figure on a phenomenon whose time meets that of `part`; NULL when there is none. */
glo_figure *glo_grouping_find(const glo_grouping *grouping, uint32_t node, const glo_figure *part);
/* GLO_NO_NODE above the top. */
uint32_t glo_grouping_parent(const glo_grouping *grouping, uint32_t node);

#endif
