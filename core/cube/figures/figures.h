/* figures.h: published figures made additive, so that a rollup may sum them. Part of a pass (pass.h).
 *
 * Events add up wherever they are recorded. A figure stands for the whole of its zone, phenomenon and time, so it is
 * never added to the figures of which it is the total (summarizability: categories must be disjoint and complete).
 * Figures of one counted thing and facet are resolved in five steps:
 *
 *   1. of figures that a source gives twice, in two batches, the later stands; those of a zone and of one that became part of it
 *      are added up, unless the zone was not there yet: then its figure is of what it became;
 *   2. at one node (zone and phenomenon) a source's coarser figure stands beside finer ones within its time;
 *   3. at one node the source that is preferred stands; others count only where it has nothing in that month;
 *   4. at one zone an exact total bounds the ranges of its parts, parts of its source: where these are disjoint, none is
 *      more than what the least of the others leave of it, and neither are several together. Whether they are is told by
 *      the nearest period of that source (figure_ranges.c), whichever periods are asked;
 *   5. a node's figure T stands beside what lies below it, S: the node itself gets T - S, which may be negative where
 *      parts overlap, so that plain sums up both trees give T at the node and above it. What lies below on a wider
 *      phenomenon, of which the node knows only a part, stays below and is not added.
 *
 * What comes out are transfers (pass.h): sums that a pass adds at a zone, line and slot. Time: n log n for n figures, and
 * once more through the figures below each zone that has some of its own. The figures of a zone that was split are
 * apportioned first, a year at a time, so that its months and its year agree.
 *
 * BE has 141 victims, of which sexual 120 and labour 16: rows 141, 120, 16; the node BE x victims gets 5. Were labour "<5"
 * of 122, it would be 0 to 2.
 *
 * Example:  status = glo_figures_resolve(&pass, NULL); // then its transfers are sorted, and the zones visited
 *
 * Reference: H.-J. Lenz and A. Shoshani, "Summarizability in OLAP and statistical data bases" (1997).
 */
#ifndef GLO_CUBE_FIGURES_H
#define GLO_CUBE_FIGURES_H

#include "cube/coverage.h"
#include "pass.h"

/* Adds the transfers of all cells that do not simply add up to those that the passes share, unsorted, and what was not
 * added to the pass's note. `coverage` gets what zones have figures; NULL: it is not asked.
 * GLO_EINVAL when a sum does not fit; GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_figures_resolve(glo_pass *pass, glo_coverage *coverage);

#endif
