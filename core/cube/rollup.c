/* rollup.c: one pass over the cells, zone by zone from the last to the first. What it means is in rollup.h.
 *
 * Cells are grouped by zone (a counting sort; quickest where they come sorted, as glo_cells_pack leaves
 * them). Zones are visited in reverse depth-first order, so that each is met after everything below it; per
 * depth of the tree one block (lines of phenomenon and category, slots of periods) gathers what lies below
 * the zone that is open there. At a zone: its own cells are added to its block, the block to its parent's,
 * phenomena are rolled up inside the block, rows are written last to first, the block is cleared. Time
 * follows the slots in use, memory the depth of the tree times the lines in use.
 */
#include "cube/rollup.h"

#include "base/alloc.h"
#include "base/err.h"
#include "cube/apportion.h"
#include "cube/block.h"
#include "cube/periods.h"
#include "cube/pick.h"
#include "cube/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    STEP = 1 << 16, /* cells between looks at the job: some milliseconds */
    AHEAD = 40      /* cells to fetch ahead where they are not sorted by zone */
};

/* The number of an id in a list: of a source (any), of a facet (its category). */
typedef struct numbered {
    int32_t id;
    uint32_t number;
} numbered;

/* A part of what a split zone held, on its way to a successor. */
typedef struct moved {
    uint32_t zone;
    size_t line, slot;
    glo_sums sums;
} moved;

typedef struct rollup {
    const glo_cells *cells;
    const glo_rollup_spec *spec;
    const glo_job *job;
    uint64_t done, total; /* cells, twice each, for the job */
    uint8_t *zone_flags, *phenomenon_flags;
    uint32_t
        *group_of_zone; /* where a zone's cells go: a zone, itself when split, GLO_NO_NODE when not asked */
    double *weights;    /* per phenomenon, inherited where it has none; NULL when not asked */
    numbered *sources, *facets; /* sorted by id */
    glo_words *categories;
    size_t category_count; /* at least 1 */
    glo_periods periods;
    uint32_t *group_of_cell; /* GLO_NO_NODE when it does not enter */
    size_t *order;           /* cells that entered, by group */
    size_t *starts;          /* per group, into order; one more at the end */
    uint8_t handlings[256];  /* 1: a cell so marked entered */
    moved *moves;            /* sorted by zone */
    size_t move_count, move_room, move_left;
    glo_pool pool;
    glo_block *blocks; /* per depth */
    size_t block_count;
    glo_block own; /* what is recorded at a zone itself, where that is asked */
    glo_rows rows;
    glo_rollup_note note;
} rollup;

static int step(rollup *r) {
    return glo_job_step(r->job, "rollup", r->done, r->total);
}

/* ---- what is asked ---- */

static int compare_ids(const void *a, const void *b) {
    int32_t x = ((const numbered *)a)->id, y = ((const numbered *)b)->id;
    return (x > y) - (x < y);
}

static const numbered *find_id(const numbered *list, size_t count, int32_t id) {
    numbered wanted = {.id = id};
    return bsearch(&wanted, list, count, sizeof *list, compare_ids);
}

static int read_filters(rollup *r) {
    const glo_rollup_spec *s = r->spec;
    if (glo_alloc_array(s->source_count, sizeof *r->sources, &r->sources) < 0 ||
        glo_alloc_array(s->facet_count, sizeof *r->facets, &r->facets) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->source_count; i++)
        r->sources[i].id = s->sources[i];
    qsort(r->sources, s->source_count, sizeof *r->sources, compare_ids);
    int status = glo_words_new(&r->categories);
    for (size_t i = 0; status == GLO_OK && i < s->facet_count; i++) {
        r->facets[i].id = s->facets[i].id;
        status = glo_words_add(r->categories, s->facets[i].category, strlen(s->facets[i].category),
                               &r->facets[i].number);
    }
    if (status < 0)
        return status;
    qsort(r->facets, s->facet_count, sizeof *r->facets, compare_ids);
    for (size_t i = 1; i < s->facet_count; i++) {
        if (r->facets[i].id == r->facets[i - 1].id)
            return glo_fail(GLO_EINVAL, "the facet with id %d comes twice", r->facets[i].id);
    }
    r->category_count = s->facet_count ? glo_words_count(r->categories) : 1;
    return GLO_OK;
}

static int inherit_weights(rollup *r) {
    const glo_tree *tree = r->spec->phenomena;
    if (!(r->spec->measures & GLO_MEASURE_WEIGHTED))
        return GLO_OK;
    if (!r->spec->weights)
        return glo_fail(GLO_EINVAL, "weighted needs weights");
    if (glo_alloc_array(glo_tree_count(tree), sizeof *r->weights, &r->weights) < 0)
        return GLO_ENOMEM;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        uint32_t parent = glo_tree_nodes(tree)[node].parent;
        r->weights[node] = r->spec->weights[node];
        if (isnan(r->weights[node]) && parent != GLO_NO_NODE)
            r->weights[node] = r->weights[parent];
    }
    return GLO_OK;
}

static int group_zones(rollup *r) {
    const glo_tree *tree = r->spec->zones;
    if (glo_alloc_array(glo_tree_count(tree), sizeof(uint32_t), &r->group_of_zone) < 0)
        return GLO_ENOMEM;
    for (uint32_t node = 0; node < glo_tree_count(tree); node++) {
        const glo_target *targets;
        size_t count = glo_tree_targets(tree, node, &targets);
        r->group_of_zone[node] = GLO_NO_NODE;
        for (size_t i = 0; i < count; i++) {
            if (r->zone_flags[targets[i].node] & GLO_NODE_IN)
                r->group_of_zone[node] = count == 1 ? targets[i].node : node;
        }
    }
    return GLO_OK;
}

static int prepare(rollup *r) {
    const glo_rollup_spec *s = r->spec;
    int status;
    if (s->every > GLO_ALL)
        return glo_fail(GLO_EINVAL, "no such period");
    if ((status = glo_pick_flags(s->zones, &s->zone_pick, &r->zone_flags)) < 0 ||
        (status = glo_pick_flags(s->phenomena, &s->phenomenon_pick, &r->phenomenon_flags)) < 0 ||
        (status = read_filters(r)) < 0 || (status = inherit_weights(r)) < 0)
        return status;
    int32_t low = INT32_MAX, high = INT32_MIN;
    for (size_t i = 0; i < r->cells->count; i++) {
        int32_t day = r->cells->items[i].day;
        if (i % STEP == 0 && (status = step(r)) < 0)
            return status;
        low = day < low ? day : low;
        high = day > high ? day : high;
    }
    if ((status = glo_periods_init(&r->periods, s->every, s->first_day, s->last_day, low, high)) < 0)
        return status;
    return group_zones(r);
}

/* ---- which cells enter, and where ---- */

/* Whether source, facet and grading pass; the category's number if so. */
static int passes(const rollup *r, const glo_cell *cell, size_t *out_category) {
    const glo_rollup_spec *s = r->spec;
    *out_category = 0;
    if (s->credibility > 0 && (cell->credibility == 0 || cell->credibility > s->credibility))
        return 0;
    if (s->source_count > 0 && !find_id(r->sources, s->source_count, cell->source))
        return 0;
    if (s->facet_count == 0)
        return cell->facet == 0;
    const numbered *facet = find_id(r->facets, s->facet_count, cell->facet);
    if (facet)
        *out_category = facet->number;
    return facet != NULL;
}

static int tally(int64_t *sum, int64_t more) {
    return __builtin_add_overflow(*sum, more, sum) ? glo_fail(GLO_EINVAL, "a sum does not fit in 64 bits")
                                                   : GLO_OK;
}

static int leave_out(rollup *r, const glo_cell *cell) {
    if (cell->span > r->note.left_out_span)
        r->note.left_out_span = (glo_span)cell->span;
    int status = tally(&r->note.left_out_events, cell->events);
    return status < 0 ? status : tally(&r->note.left_out_count, cell->count);
}

static int note_entered(rollup *r, const glo_cell *cell, uint32_t phenomenon) {
    int status = tally(&r->note.events, cell->events);
    if (status == GLO_OK && r->weights && isnan(r->weights[phenomenon])) {
        if (phenomenon < r->note.unweighted_phenomenon)
            r->note.unweighted_phenomenon = phenomenon;
        status = tally(&r->note.unweighted_events, cell->events);
        if (status == GLO_OK)
            status = tally(&r->note.unweighted_count, cell->count);
    }
    r->handlings[cell->handling] = 1;
    return status;
}

/* Decides whether a cell enters; its group or GLO_NO_NODE. */
static int admit(rollup *r, const glo_cell *cell, uint32_t *out_group) {
    uint32_t zone, phenomenon;
    size_t category;
    int status;
    *out_group = GLO_NO_NODE;
    if (!passes(r, cell, &category))
        return GLO_OK;
    if (cell->span >= GLO_ALL)
        return glo_fail(GLO_EINVAL, "an observation has the unknown span %u", (unsigned)cell->span);
    if ((status = glo_periods_need(&r->periods, (glo_span)cell->span)) < 0)
        return status;
    int32_t period = glo_periods_at(&r->periods, cell->day, (glo_span)cell->span);
    if (period == GLO_PERIOD_OUTSIDE)
        return GLO_OK;
    if (!glo_tree_find_id(r->spec->zones, cell->zone, &zone) ||
        !glo_tree_find_id(r->spec->phenomena, cell->phenomenon, &phenomenon))
        return tally(&r->note.unplaced_events, cell->events);
    if (r->group_of_zone[zone] == GLO_NO_NODE || !(r->phenomenon_flags[phenomenon] & GLO_NODE_IN))
        return GLO_OK;
    if (period == GLO_PERIOD_STRADDLES)
        return leave_out(r, cell);
    glo_periods_mark(&r->periods, period);
    *out_group = r->group_of_zone[zone];
    return note_entered(r, cell, phenomenon);
}

/* Admits cells and sorts those that enter by group: a counting sort. */
static int sort_cells(rollup *r) {
    size_t n = r->cells->count, groups = glo_tree_count(r->spec->zones);
    int status;
    if (glo_alloc_array(n, sizeof *r->group_of_cell, &r->group_of_cell) < 0 ||
        glo_alloc_array(n, sizeof *r->order, &r->order) < 0 ||
        glo_alloc_array(groups + 2, sizeof *r->starts, &r->starts) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < n; i++, r->done++) {
        if (i % STEP == 0 && (status = step(r)) < 0)
            return status;
        uint32_t *group = &r->group_of_cell[i];
        if ((status = admit(r, &r->cells->items[i], group)) < 0)
            return status;
        if (*group != GLO_NO_NODE)
            r->starts[*group + 2]++;
    }
    for (size_t group = 0; group < groups; group++)
        r->starts[group + 2] += r->starts[group + 1];
    /* starts[g + 1] is now where group g begins; filling moves it to where it ends, so starts[g] to its
     * begin. */
    for (size_t i = 0; i < n; i++) {
        if (i % STEP == 0 && (status = step(r)) < 0)
            return status;
        if (r->group_of_cell[i] != GLO_NO_NODE)
            r->order[r->starts[r->group_of_cell[i] + 1]++] = i;
    }
    free(r->group_of_cell);
    r->group_of_cell = NULL;
    return glo_periods_pack(&r->periods);
}

/* ---- filling blocks ---- */

/* Asks for a cell that will be read soon: one may lie over two lines of the cache. */
static inline void fetch(const glo_cell *cell) {
    __builtin_prefetch(cell);
    __builtin_prefetch((const char *)(cell + 1) - 1);
}

static int add_cells(rollup *r, uint32_t group, glo_block *into) {
    for (size_t i = r->starts[group]; i < r->starts[group + 1]; i++, r->done++) {
        const glo_cell *cell = &r->cells->items[r->order[i]];
        glo_sums sums = {.events = cell->events, .count = cell->count, .value = cell->value};
        uint32_t phenomenon = 0;
        size_t category;
        int status;
        if (i % STEP == 0 && (status = step(r)) < 0)
            return status;
        if (i + AHEAD < r->starts[group + 1])
            fetch(&r->cells->items[r->order[i + AHEAD]]);
        passes(r, cell, &category);
        glo_tree_find_id(r->spec->phenomena, cell->phenomenon, &phenomenon);
        int32_t slot = glo_periods_at(&r->periods, cell->day, (glo_span)cell->span);
        if (__builtin_sub_overflow(cell->count_high, cell->count, &sums.extra))
            return glo_fail(GLO_EINVAL, "a count's bounds are too far apart");
        status =
            glo_block_put(into, &r->pool, phenomenon * r->category_count + category, (size_t)slot, &sums);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static int add_moves(rollup *r, uint32_t zone, glo_block *into) {
    for (; r->move_left > 0 && r->moves[r->move_left - 1].zone >= zone; r->move_left--) {
        const moved *m = &r->moves[r->move_left - 1];
        int status = glo_block_put(into, &r->pool, m->line, m->slot, &m->sums);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static int add_block(rollup *r, const glo_block *from, glo_block *into) {
    for (size_t line = 0; from->used > 0 && line < from->count; line++) {
        if (!from->lines[line])
            continue;
        int status = step(r);
        if (status == GLO_OK)
            status = glo_block_add_line(into, &r->pool, line, from->lines[line], 0);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

/* ---- zones that were split ---- */

/* Apportions one slot of a split zone over its targets. The upper bounds are cut as what they exceed the
 * count by, so that no part's upper bound falls below its count. */
static int split_slot(rollup *r, const glo_target *targets, const uint64_t *weights, size_t count,
                      const moved *whole, int64_t *parts) {
    int64_t *events = parts, *counts = parts + count, *extras = parts + 2 * count,
            *values = parts + 3 * count;
    int status;
    if ((status = glo_apportion(whole->sums.events, weights, count, events)) < 0 ||
        (status = glo_apportion(whole->sums.count, weights, count, counts)) < 0 ||
        (status = glo_apportion(whole->sums.extra, weights, count, extras)) < 0 ||
        (status = glo_apportion(whole->sums.value, weights, count, values)) < 0)
        return status;
    for (size_t i = 0; i < count; i++) {
        moved part = *whole;
        part.zone = targets[i].node;
        part.sums =
            (glo_sums){.events = events[i], .count = counts[i], .extra = extras[i], .value = values[i]};
        if (!(r->zone_flags[part.zone] & GLO_NODE_IN) || !(events[i] || counts[i] || extras[i] || values[i]))
            continue;
        if (glo_alloc_grow(&r->moves, &r->move_room, r->move_count + 1, sizeof *r->moves) < 0)
            return GLO_ENOMEM;
        r->moves[r->move_count++] = part;
    }
    return GLO_OK;
}

static int split_block(rollup *r, const glo_block *block, const glo_target *targets, size_t count) {
    uint64_t *weights;
    int64_t *parts = NULL;
    int status = glo_alloc_array(count, sizeof *weights, &weights);
    if (status == GLO_OK)
        status = glo_alloc_array(4 * count, sizeof *parts, &parts);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        weights[i] = targets[i].weight;
    for (size_t at = 0; status == GLO_OK && at < block->count; at++) {
        const glo_line *line = block->lines[at];
        if (!line || (status = step(r)) < 0)
            continue;
        for (ptrdiff_t s = glo_line_next(line, r->pool.words, 0); status == GLO_OK && s >= 0;
             s = glo_line_next(line, r->pool.words, (size_t)s + 1)) {
            moved whole = {.line = at, .slot = (size_t)s, .sums = line->sums[s]};
            status = split_slot(r, targets, weights, count, &whole, parts);
        }
    }
    free(weights);
    free(parts);
    return status;
}

static int compare_moves(const void *a, const void *b) {
    const moved *x = a, *y = b;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

/* Sums what split zones hold, whole, and only then cuts it: the order of cells never matters. */
static int split_zones(rollup *r) {
    for (uint32_t zone = 0; zone < glo_tree_count(r->spec->zones); zone++) {
        const glo_target *targets;
        size_t count = glo_tree_targets(r->spec->zones, zone, &targets);
        if (count < 2 || r->starts[zone] == r->starts[zone + 1])
            continue;
        int status = add_cells(r, zone, &r->own);
        if (status == GLO_OK)
            status = split_block(r, &r->own, targets, count);
        glo_block_clear(&r->own, &r->pool);
        if (status < 0)
            return status;
    }
    if (r->move_count > 0)
        qsort(r->moves, r->move_count, sizeof *r->moves, compare_moves);
    r->move_left = r->move_count;
    return GLO_OK;
}

/* ---- rows ---- */

static void weigh(const rollup *r, glo_line *line, double weight) {
    for (ptrdiff_t s = glo_line_next(line, r->pool.words, 0); s >= 0;
         s = glo_line_next(line, r->pool.words, (size_t)s + 1))
        line->sums[s].weighted = weight * (double)line->sums[s].count;
}

/* Adds each phenomenon's lines to its parent's, the last first, as far as a phenomenon above gets rows. */
static int roll_phenomena(rollup *r, glo_block *block) {
    const glo_node *nodes = glo_tree_nodes(r->spec->phenomena);
    size_t k = r->category_count;
    for (size_t at = 0; r->weights && block->used > 0 && at < block->count; at++) {
        if (block->lines[at])
            weigh(r, block->lines[at], r->weights[at / k]);
    }
    for (uint32_t node = glo_tree_count(r->spec->phenomena); block->used > 0 && node-- > 0;) {
        if (!(r->phenomenon_flags[node] & GLO_NODE_HAS_ABOVE))
            continue;
        for (size_t category = 0; category < k; category++) {
            const glo_line *line = block->lines[node * k + category];
            if (!line)
                continue;
            int status = step(r);
            if (status == GLO_OK)
                status = glo_block_add_line(block, &r->pool, nodes[node].parent * k + category, line,
                                            r->weights != NULL);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

static int write_line(rollup *r, const glo_row_key *key, const glo_line *line) {
    if (!line)
        return GLO_OK;
    int status = step(r);
    if (status == GLO_OK)
        status = glo_rows_need(&r->rows, r->pool.slots);
    for (ptrdiff_t s = glo_line_previous(line, r->pool.slots); status == GLO_OK && s >= 0;
         s = glo_line_previous(line, (size_t)s))
        status = glo_rows_add(&r->rows, key, (size_t)s, &line->sums[s]);
    return status;
}

/* The rows of a zone, last to first; `all` or `own` is NULL where that part is not asked. */
static int write_zone(rollup *r, uint32_t zone, const glo_block *all, const glo_block *own) {
    for (uint32_t node = glo_tree_count(r->spec->phenomena); node-- > 0;) {
        if (!(r->phenomenon_flags[node] & GLO_NODE_OUTPUT))
            continue;
        for (size_t category = r->category_count; category-- > 0;) {
            size_t at = node * r->category_count + category;
            glo_row_key key = {zone, node, (uint32_t)category, GLO_PART_OWN};
            int status = own ? write_line(r, &key, own->lines[at]) : GLO_OK;
            key.part = GLO_PART_ALL;
            if (status == GLO_OK && all)
                status = write_line(r, &key, all->lines[at]);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

/* ---- the pass ---- */

static int visit_zone(rollup *r, uint32_t zone) {
    const glo_node *node = &glo_tree_nodes(r->spec->zones)[zone];
    glo_block *block = &r->blocks[node->depth];
    uint8_t flags = r->zone_flags[zone];
    int is_output = (flags & GLO_NODE_OUTPUT) != 0, status = GLO_OK;
    int own_asked =
        r->spec->own && (flags & GLO_NODE_HAS_BELOW || !(flags & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE)));
    glo_block *first = own_asked ? &r->own : block;
    if (!node->moved)
        status = add_cells(r, zone, first);
    if (status == GLO_OK)
        status = add_moves(r, zone, first);
    if (status == GLO_OK && own_asked)
        status = add_block(r, &r->own, block);
    if (status == GLO_OK && flags & GLO_NODE_HAS_ABOVE) /* only what gets rows is worth carrying */
        status = add_block(r, block, &r->blocks[node->depth - 1]);
    if (status == GLO_OK && is_output)
        status = roll_phenomena(r, block);
    if (status == GLO_OK && own_asked)
        status = roll_phenomena(r, &r->own);
    if (status == GLO_OK && (is_output ? block->used : 0) + r->own.used > 0)
        status = write_zone(r, zone, is_output ? block : NULL, own_asked ? &r->own : NULL);
    glo_block_clear(block, &r->pool);
    glo_block_clear(&r->own, &r->pool);
    return status;
}

static int make_blocks(rollup *r) {
    const glo_tree *zones = r->spec->zones;
    uint32_t deepest = 0;
    for (uint32_t zone = 0; zone < glo_tree_count(zones); zone++) {
        if (glo_tree_nodes(zones)[zone].depth > deepest)
            deepest = glo_tree_nodes(zones)[zone].depth;
    }
    size_t lines = glo_tree_count(r->spec->phenomena) * r->category_count;
    glo_pool_init(&r->pool, r->periods.count);
    if (glo_alloc_array((size_t)deepest + 1, sizeof *r->blocks, &r->blocks) < 0 ||
        glo_block_init(&r->own, lines) < 0)
        return GLO_ENOMEM;
    for (r->block_count = 0; r->block_count <= deepest; r->block_count++) {
        if (glo_block_init(&r->blocks[r->block_count], lines) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

static glo_marking join_markings(const rollup *r) {
    glo_marking marking =
        glo_marking_join(glo_tree_marking(r->spec->zones), glo_tree_marking(r->spec->phenomena));
    for (unsigned packed = 0; packed < 256; packed++) {
        if (r->handlings[packed])
            marking = glo_marking_join(marking, glo_marking_unpack((uint8_t)packed));
    }
    return marking;
}

static int run(rollup *r, glo_provenance *provenance, glo_frame **out) {
    int status;
    if ((status = prepare(r)) < 0 || (status = sort_cells(r)) < 0 || (status = make_blocks(r)) < 0 ||
        (status = split_zones(r)) < 0)
        return status;
    for (uint32_t zone = glo_tree_count(r->spec->zones); zone-- > 0;) {
        if (r->zone_flags[zone] & GLO_NODE_IN && (status = visit_zone(r, zone)) < 0)
            return status;
    }
    r->rows.categories = r->categories;
    return glo_rows_frame(&r->rows, &r->periods, r->job, join_markings(r), provenance, out);
}

static void dispose(rollup *r) {
    for (size_t depth = 0; depth < r->block_count; depth++) {
        glo_block_clear(&r->blocks[depth], &r->pool);
        glo_block_dispose(&r->blocks[depth]);
    }
    free(r->blocks);
    glo_block_dispose(&r->own);
    glo_pool_dispose(&r->pool);
    glo_periods_dispose(&r->periods);
    glo_rows_dispose(&r->rows);
    glo_words_free(r->categories);
    free(r->zone_flags);
    free(r->phenomenon_flags);
    free(r->group_of_zone);
    free(r->weights);
    free(r->sources);
    free(r->facets);
    free(r->group_of_cell);
    free(r->order);
    free(r->starts);
    free(r->moves);
}

int glo_rollup(const glo_cells *cells, const glo_rollup_spec *spec, const glo_job *job,
               glo_provenance *provenance, glo_frame **out, glo_rollup_note *out_note) {
    rollup r = {.cells = cells, .spec = spec, .job = job, .rows = {.spec = spec}};
    r.total = (uint64_t)cells->count * 2;
    r.note.unweighted_phenomenon = GLO_NO_NODE;
    int status = run(&r, provenance, out);
    if (status == GLO_OK)
        *out_note = r.note;
    dispose(&r);
    return status;
}
