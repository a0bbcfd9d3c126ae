/* tree.h: faults of the trees of zones and phenomena and of successions, which an import refuses and a check finds. Not for
 * other folders.
 *
 * Example:  char *path;  if (glo_tree_find_cycle(store, false, &path) == GLO_OK && path) ... free(path);
 */
#ifndef GLO_STORE_TREE_H
#define GLO_STORE_TREE_H

#include "db.h"

#include <stdbool.h>

/* The shortest way of parents that comes back to where it began, as "A -> X1 -> A"; NULL where there is none. Of zones
 * within one hierarchy. */
int glo_tree_find_cycle(glo_store *store, bool of_phenomena, char **out);

/* How many pairs of current links give a zone two parents of one hierarchy on one day (overlapping validities of one link
 * too), and the first of them as a sentence. */
int glo_tree_count_conflicts(glo_store *store, int64_t *out, char *sentence, size_t size);

/* How many zones that ended have successors whose shares are negative or add up to more than 1, and the first of them as a
 * sentence. */
int glo_tree_count_excess_shares(glo_store *store, int64_t *out, char *sentence, size_t size);

#endif
