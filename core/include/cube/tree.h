/* tree.h: zones or phenomena as an immutable forest in depth-first order, made from frames.
 *
 * A node is a number from 0: its place in depth-first order, children sorted by code. So the subtree of node
 * n is the run n .. nodes[n].end - 1, and a parent always comes before its children. Codes are unique.
 *
 * Mergers and splits: a node marked retired that has successions is not a place where figures stay: they move
 * to its targets (chains are followed, cycles are safe), whole to one, or apportioned over several by share.
 * It remains a node, so that its code is found. A retired node without succession keeps its own figures.
 *
 * Example:
 *   glo_tree *tree;
 *   uint32_t node;
 *   if (glo_tree_new(nodes, links, NULL, &tree) == GLO_OK && glo_tree_find(tree, "BE", &node))
 *       printf("%u nodes in and below BE\n", glo_tree_nodes(tree)[node].end - node);
 */
#ifndef GLO_CUBE_TREE_H
#define GLO_CUBE_TREE_H

#include "frame/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define GLO_NO_NODE UINT32_MAX

typedef struct glo_tree glo_tree;

typedef struct glo_node {
    int64_t id;
    uint32_t kind;               /* see glo_tree_kind */
    uint32_t parent;             /* GLO_NO_NODE at a root */
    uint32_t end;                /* one past the last node of its subtree; end == own number + 1 at a leaf */
    uint32_t depth;              /* 0 at a root */
    int32_t first_day, last_day; /* of its validity; INT32_MIN and INT32_MAX where it is open */
    uint8_t retired;             /* not valid at the tree's date */
    uint8_t moved;               /* retired, and its figures go to its targets */
    uint8_t displaced;           /* its parts hang elsewhere in this tree: it has no facts to add up */
} glo_node;

/* Where the figures of a node go; weights are relative to the sum over the node's targets. */
typedef struct glo_target {
    uint32_t node;
    uint64_t weight;
} glo_target;

/* nodes: id integer, code text, kind text (country ...; for phenomena the level "1", "2", "3"), and
 * optionally retired integer (1: not valid at the tree's date), displaced integer (1: its parts hang
 * elsewhere in this tree, as those of an arrondissement where municipalities hang under police zones), and first_day and
 * last_day integer, of its validity (null: open). links:
 * child and parent integer (ids). successions (may be NULL): old and new integer, share real. GLO_EINVAL
 * names the codes of a node with two parents or of a cycle, an id or code that comes twice, a link to an id
 * that is no node. Successions of ids that are no nodes are passed over. */
glo_status glo_tree_new(const glo_frame *nodes, const glo_frame *links, const glo_frame *successions,
                        glo_tree **out);
void glo_tree_free(glo_tree *tree);

uint32_t glo_tree_count(const glo_tree *tree);
const glo_node *glo_tree_nodes(const glo_tree *tree);
const char *glo_tree_code(const glo_tree *tree, uint32_t node);
uint32_t glo_tree_kinds(const glo_tree *tree);
const char *glo_tree_kind(const glo_tree *tree, uint32_t kind); /* its text, by the number in glo_node */
glo_marking glo_tree_marking(const glo_tree *tree);             /* of the frames it was made from */
/* The codes, word n being the code of node n, for text columns to share. Never add to it. */
glo_words *glo_tree_words(const glo_tree *tree);

/* 1 and the node, else 0. */
bool glo_tree_find(const glo_tree *tree, const char *code, uint32_t *out);
bool glo_tree_find_id(const glo_tree *tree, int64_t id, uint32_t *out);
bool glo_tree_find_kind(const glo_tree *tree, const char *kind, uint32_t *out);
/* Whether `node` is `top` or below it. */
bool glo_tree_is_within(const glo_tree *tree, uint32_t top, uint32_t node);
/* Whether it has no children that are still places for figures. */
bool glo_tree_is_leaf(const glo_tree *tree, uint32_t node);
/* Where the node's figures go, by code; the node itself unless it has moved. Returns how many, at least 1. */
size_t glo_tree_targets(const glo_tree *tree, uint32_t node, const glo_target **out);

/* A fact per node and year (zone integer, year integer, value real), such as the population, for every node:
 * its own fact of the nearest year, of two the earlier; without own fact the sum of its
 * children, NaN as soon as one of them is unknown, never a silent undercount. The fact of a node that moved joins its
 * targets' of that year; a target without one has the sum of those that moved there, if all have one. Retired nodes and nodes of the
 * `ignored` kinds (no people live on a route) do not count into their parent, nor do displaced ones, nor
 * those all of whose children do not count. `out` has room for every node.
 */
glo_status glo_tree_totals(const glo_tree *tree, const glo_frame *facts, int64_t year,
                           const char *const *ignored, size_t ignored_count, double *out);
/* The same of facts at most `within` years from `year` (0: any; a fact of year 0 has no year), and the year of each
 * total: of a sum the farthest one. `out_years` has room for every node. */
glo_status glo_tree_totals_near(const glo_tree *tree, const glo_frame *facts, int64_t year, int64_t within,
                                const char *const *ignored, size_t ignored_count, double *out,
                                int64_t *out_years);

#endif
