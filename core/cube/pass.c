/* pass.c: zones, their blocks, their rows. How it goes is in pass.h. */
#include "pass.h"

#include "apportion.h"
#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The first move to a zone or one after it. */
static size_t find_transfer(const glo_shared *shared, uint32_t zone) {
    size_t low = 0, high = shared->transfer_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shared->transfers[middle].zone < zone)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static glo_status add_transfers(glo_pass *p, uint32_t zone, glo_block *into) {
    const glo_shared *shared = p->shared;
    int64_t bad = 0;
    for (size_t i = find_transfer(shared, zone);
         i < shared->transfer_count && shared->transfers[i].zone == zone; i++) {
        const glo_transfer *m = &shared->transfers[i];
        glo_line *line;
        if (glo_block_line(into, &p->pool, m->line, &line) < 0)
            return GLO_ENOMEM;
        p->accumulator.has_highs |= m->sums[GLO_SUM_EXTRA] != 0;
        glo_line_put(line, &p->pool, m->slot, m->sums, &bad);
    }
    return bad < 0 ? glo_block_fail_overflow() : GLO_OK;
}

static glo_status add_block(glo_pass *p, const glo_block *from, glo_block *into) {
    for (size_t line = 0; from->used > 0 && line < from->count; line++) {
        if (!from->lines[line])
            continue;
        glo_status status = glo_accumulator_stop(&p->accumulator);
        if (status == GLO_OK)
            status = glo_block_add_line(into, &p->pool, line, from->lines[line], 0);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

/* ---- zones that were split ---- */

/* Apportions one slot of a split zone over its targets. The upper bounds are cut as what they exceed the
 * count by, so that no part's upper bound falls below its count. */
static glo_status split_slot(glo_pass *p, const glo_target *targets, const uint64_t *weights, size_t count,
                             const glo_transfer *whole, int64_t *parts) {
    for (int s = 0; s < GLO_SUMS; s++) {
        glo_status status = glo_apportion(whole->sums[s], weights, count, parts + (size_t)s * count);
        if (status < 0)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        glo_transfer part = *whole;
        int64_t any = 0;
        part.zone = targets[i].node;
        for (int s = 0; s < GLO_SUMS; s++)
            any |= part.sums[s] = parts[(size_t)s * count + i];
        if (!(p->plan->zone_flags[part.zone] & GLO_NODE_IN) || !any)
            continue;
        if (glo_alloc_grow(&p->shared->transfers, &p->shared->transfer_room, p->shared->transfer_count + 1,
                           sizeof *p->shared->transfers) < 0)
            return GLO_ENOMEM;
        p->shared->transfers[p->shared->transfer_count++] = part;
    }
    return GLO_OK;
}

static glo_status split_block(glo_pass *p, const glo_block *block, const glo_target *targets, size_t count) {
    uint64_t *weights;
    int64_t *parts = NULL;
    glo_status status = glo_alloc_array(count, sizeof *weights, &weights);
    if (status == GLO_OK)
        status = glo_alloc_array(GLO_SUMS * count, sizeof *parts, &parts);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        weights[i] = targets[i].weight;
    for (size_t at = 0; status == GLO_OK && at < block->count; at++) {
        const glo_line *line = block->lines[at];
        if (!line || (status = glo_accumulator_step(&p->accumulator)) < 0)
            continue;
        for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); status == GLO_OK && s >= 0;
             s = glo_line_next(line, p->pool.words, (size_t)s + 1)) {
            glo_transfer whole = {.line = at, .slot = (size_t)s};
            for (int n = 0; n < GLO_SUMS; n++)
                whole.sums[n] = line->sums[(size_t)s * GLO_SUMS + (size_t)n]; /* all are kept */
            status = split_slot(p, targets, weights, count, &whole, parts);
        }
    }
    free(weights);
    free(parts);
    return status;
}

static int compare_transfers(const void *a, const void *b) {
    const glo_transfer *x = a, *y = b;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

glo_status glo_pass_split(glo_pass *p) {
    for (uint32_t zone = 0; zone < glo_tree_count(p->plan->spec->zones); zone++) {
        const glo_target *targets;
        size_t count = glo_tree_targets(p->plan->spec->zones, zone, &targets);
        if (count < 2 || p->plan->starts[zone] == p->plan->starts[zone + 1])
            continue;
        glo_status status = glo_accumulate(&p->accumulator, zone, &p->own);
        if (status == GLO_OK)
            status = split_block(p, &p->own, targets, count);
        glo_block_clear(&p->own, &p->pool);
        if (status < 0)
            return status;
    }
    if (p->shared->transfer_count > 0)
        qsort(p->shared->transfers, p->shared->transfer_count, sizeof *p->shared->transfers,
              compare_transfers);
    return GLO_OK;
}

/* ---- rows ---- */

static void weigh(const glo_pass *p, glo_line *line, double weight) {
    size_t place = glo_sum_place(p->pool.sum_bits, GLO_SUM_COUNT);
    for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); s >= 0;
         s = glo_line_next(line, p->pool.words, (size_t)s + 1))
        line->weighted[s] = weight * (double)line->sums[(size_t)s * p->pool.width + place];
}

/* Adds each phenomenon's lines to its parent's, the last first, as far as a phenomenon above gets rows. */
static glo_status roll_phenomena(glo_pass *p, glo_block *block) {
    const glo_node *nodes = glo_tree_nodes(p->plan->spec->phenomena);
    size_t k = p->plan->category_count;
    int is_weighted = p->pool.is_weighted;
    for (size_t at = 0; is_weighted && block->used > 0 && at < block->count; at++) {
        if (block->lines[at])
            weigh(p, block->lines[at], p->plan->weights[at / k]);
    }
    for (uint32_t node = glo_tree_count(p->plan->spec->phenomena); block->used > 0 && node-- > 0;) {
        if (!(p->plan->phenomenon_flags[node] & GLO_NODE_HAS_ABOVE))
            continue;
        for (size_t category = 0; category < k; category++) {
            const glo_line *line = block->lines[node * k + category];
            if (!line)
                continue;
            glo_status status = glo_accumulator_stop(&p->accumulator);
            if (status == GLO_OK)
                status =
                    glo_block_add_line(block, &p->pool, nodes[node].parent * k + category, line, is_weighted);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

static glo_status write_line(glo_pass *p, size_t *row, const glo_row_key *key, const glo_line *line) {
    if (!line)
        return GLO_OK;
    if (p->pool.sum_bits == 0) {
        *row += glo_line_count(line, p->pool.words);
        return GLO_OK;
    }
    glo_status status = glo_accumulator_stop(&p->accumulator);
    return status < 0 ? status : glo_rows_write(&p->shared->rows, row, key, line, &p->pool, &p->censored);
}

/* Counts or writes the rows of a zone; `all` or `own` is NULL where that part is not asked. */
static glo_status write_zone(glo_pass *p, uint32_t zone, const glo_block *all, const glo_block *own) {
    size_t k = p->plan->category_count, nodes = glo_tree_count(p->plan->spec->phenomena);
    size_t begin = p->pool.sum_bits == 0 ? 0 : p->shared->places[zone], row = begin;
    for (uint32_t node = 0; node < nodes; node++) {
        if (!(p->plan->phenomenon_flags[node] & GLO_NODE_OUTPUT))
            continue;
        for (size_t category = 0; category < k; category++) {
            glo_row_key key = {zone, node, (uint32_t)category, GLO_PART_ALL};
            size_t at = node * k + category;
            glo_status status = all ? write_line(p, &row, &key, all->lines[at]) : GLO_OK;
            key.part = GLO_PART_OWN;
            if (status == GLO_OK && own)
                status = write_line(p, &row, &key, own->lines[at]);
            if (status < 0)
                return status;
        }
    }
    p->shared->counts[zone] = row - begin;
    return GLO_OK;
}

/* ---- the pass ---- */

glo_status glo_pass_visit(glo_pass *p, uint32_t zone, glo_block *up) {
    const glo_node *node = &glo_tree_nodes(p->plan->spec->zones)[zone];
    glo_block *block = &p->blocks[node->depth];
    uint8_t flags = p->plan->zone_flags[zone];
    int is_output = (flags & GLO_NODE_OUTPUT) != 0, status = glo_accumulator_step(&p->accumulator);
    int own_asked = p->plan->spec->own &&
                    (flags & GLO_NODE_HAS_BELOW || !(flags & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE)));
    glo_block *first = own_asked ? &p->own : block;
    if (status == GLO_OK && !node->moved)
        status = glo_accumulate(&p->accumulator, zone, first);
    if (status == GLO_OK)
        status = add_transfers(p, zone, first);
    if (status == GLO_OK && own_asked)
        status = add_block(p, &p->own, block);
    if (status == GLO_OK && flags & GLO_NODE_HAS_ABOVE) /* only what gets rows is worth carrying */
        status = add_block(p, block, up ? up : &p->blocks[node->depth - 1]);
    if (status == GLO_OK && is_output)
        status = roll_phenomena(p, block);
    if (status == GLO_OK && own_asked)
        status = roll_phenomena(p, &p->own);
    if (status == GLO_OK && (is_output ? block->used : 0) + p->own.used > 0)
        status = write_zone(p, zone, is_output ? block : NULL, own_asked ? &p->own : NULL);
    glo_block_clear(block, &p->pool);
    glo_block_clear(&p->own, &p->pool);
    return status;
}

glo_status glo_pass_merge(glo_pass *p, uint32_t zone, glo_block *from) {
    const glo_node *node = &glo_tree_nodes(p->plan->spec->zones)[zone];
    glo_status status = GLO_OK;
    if (p->plan->zone_flags[zone] & GLO_NODE_HAS_ABOVE)
        status = add_block(p, from, &p->blocks[node->depth - 1]);
    glo_block_clear(from, &p->pool);
    return status;
}

glo_status glo_pass_init(glo_pass *p, const glo_plan *plan, glo_shared *shared, unsigned sum_bits,
                         bool reports) {
    const glo_tree *zones = plan->spec->zones;
    uint32_t deepest = 0;
    memset(p, 0, sizeof *p);
    p->plan = plan;
    p->shared = shared;
    for (uint32_t zone = 0; zone < glo_tree_count(zones); zone++) {
        if (glo_tree_nodes(zones)[zone].depth > deepest)
            deepest = glo_tree_nodes(zones)[zone].depth;
    }
    glo_pool_init(&p->pool, plan->periods.count, sum_bits, sum_bits != 0 && plan->weights);
    if (glo_accumulator_init(&p->accumulator, plan, &p->pool, &shared->done, shared->total, reports) < 0 ||
        glo_alloc_array((size_t)deepest + 1, sizeof *p->blocks, &p->blocks) < 0 ||
        glo_block_init(&p->own, plan->line_count) < 0)
        return GLO_ENOMEM;
    p->accumulator.is_bounded = shared->is_bounded;
    for (p->block_count = 0; p->block_count <= deepest; p->block_count++) {
        if (glo_block_init(&p->blocks[p->block_count], plan->line_count) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

void glo_pass_dispose(glo_pass *p) {
    for (size_t depth = 0; depth < p->block_count; depth++) {
        glo_block_clear(&p->blocks[depth], &p->pool);
        glo_block_dispose(&p->blocks[depth]);
    }
    free(p->blocks);
    glo_accumulator_dispose(&p->accumulator);
    glo_block_clear(&p->own, &p->pool);
    glo_block_dispose(&p->own);
    glo_pool_dispose(&p->pool);
}
