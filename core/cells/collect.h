/* collect.h: gathers loose cells in any order and packs them into parts. Used by cells.c.
 *
 * A cell is kept in 16 bytes: the numbers of its zone and phenomenon and of its kind among those met, its
 * day, its count and value; one that does not fit is kept aside whole. Packing is two or more stable counting
 * sorts, by day and kind and then by zone and phenomenon, and one pass that adds up equal cells and codes the
 * runs; so it is linear, and the same cells give the same bytes in any order. (Equal cells whose sums do not
 * fit in 64 bits stay apart, in the order in which they came.)
 *
 * Example:
 *   glo_collector *c;
 *   if (glo_collector_new(&c) == GLO_OK && glo_collector_add(c, &cell) == GLO_OK) ...
 *       glo_collector_pack(c, job, take_part, context);
 *   glo_collector_free(c);
 */
#ifndef GLO_CELLS_COLLECT_H
#define GLO_CELLS_COLLECT_H

#include "cells/cells.h"
#include "cells/run.h"

/* Takes a part over, also when it fails. */
typedef glo_status (*glo_take_part)(void *context, void *bytes, size_t size);

glo_status glo_collector_new(glo_collector **out);
void glo_collector_free(glo_collector *collector);
glo_status glo_collector_add(glo_collector *collector, const glo_cell *cell);
size_t glo_collector_count(const glo_collector *collector); /* cells; 0 for NULL */
/* Hands over the parts made of all cells; the collector is then to be freed. The job, which may be NULL, is
 * only asked whether to stop. */
glo_status glo_collector_pack(glo_collector *collector, const glo_job *job, glo_take_part take,
                              void *context);

#endif
