/* collect.h: gathers loose cells in any order and packs them into parts. Used by cells.c.
 *
 * A cell is kept in 16 bytes: the number of its key among the keys met, its day, and its count and value; one
 * that does not fit is kept aside whole. Packing is two stable counting sorts, by day and by key, and one
 * pass that adds up equal days and codes the runs; so it is linear, and the same cells give the same bytes in
 * any order. (Equal cells whose sums do not fit in 64 bits stay apart, in the order in which they came.)
 *
 * Example:
 *   glo_collector c = {0};
 *   glo_collector_add(&c, &cell); ...
 *   glo_collector_pack(&c, take_part, context);  glo_collector_dispose(&c);
 */
#ifndef GLO_FRAME_COLLECT_H
#define GLO_FRAME_COLLECT_H

#include "frame/cells.h"
#include "frame/run.h"

/* Takes a part over, also when it fails. */
typedef int (*glo_take_part)(void *context, void *bytes, size_t size);

int glo_collector_add(glo_collector *collector, const glo_cell *cell);
/* Hands over the parts made of all cells, and is empty again. */
int glo_collector_pack(glo_collector *collector, glo_take_part take, void *context);
void glo_collector_dispose(glo_collector *collector);

#endif
