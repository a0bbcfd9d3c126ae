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

/* What a split zone holds on one line, a year at a time. */
typedef struct split {
    const glo_target *targets;
    uint64_t *weights;
    size_t target_count;
    size_t slots[366]; /* of the year at hand; at most one per day */
    size_t slot_count;
    int64_t numbers[366];
    int64_t *parts; /* 366 times the targets, for each sum */
} split;

static glo_status add_transfer(glo_pass *p, const glo_transfer *transfer) {
    glo_shared *shared = p->shared;
    if (glo_alloc_grow(&shared->transfers, &shared->transfer_room, shared->transfer_count + 1,
                       sizeof *shared->transfers) < 0)
        return GLO_ENOMEM;
    shared->transfers[shared->transfer_count++] = *transfer;
    return GLO_OK;
}

/* Apportions the slots of a year over the targets, so that months and year agree. The upper bounds are cut as what they
 * exceed the count by, so that no part's upper bound falls below its count. */
static glo_status split_year(glo_pass *p, split *s, size_t at, const glo_line *line) {
    size_t count = s->target_count, stride = 366 * count;
    glo_status status = GLO_OK;
    for (size_t sum = 0; status == GLO_OK && sum < GLO_SUMS; sum++) {
        for (size_t i = 0; i < s->slot_count; i++)
            s->numbers[i] = line->sums[s->slots[i] * GLO_SUMS + sum]; /* all are kept */
        status =
            glo_apportion_sequence(s->numbers, s->slot_count, s->weights, count, s->parts + sum * stride);
    }
    for (size_t i = 0; status == GLO_OK && i < s->slot_count * count; i++) {
        glo_transfer part = {.zone = s->targets[i % count].node, .line = at, .slot = s->slots[i / count]};
        int64_t any = 0;
        for (size_t sum = 0; sum < GLO_SUMS; sum++)
            any |= part.sums[sum] = s->parts[sum * stride + i];
        if (p->plan->zone_flags[part.zone] & GLO_NODE_IN && any)
            status = add_transfer(p, &part);
    }
    s->slot_count = 0;
    return status;
}

static int32_t year_of_slot(const glo_periods *periods, size_t slot) {
    if (periods->every == GLO_ALL)
        return 0;
    return glo_span_index(glo_span_first(periods->slots[slot], periods->every), GLO_YEAR);
}

static glo_status split_line(glo_pass *p, split *s, size_t at, const glo_line *line) {
    int32_t year = 0;
    glo_status status = glo_accumulator_step(&p->accumulator);
    for (ptrdiff_t slot = glo_line_next(line, p->pool.words, 0); status == GLO_OK && slot >= 0;
         slot = glo_line_next(line, p->pool.words, (size_t)slot + 1)) {
        int32_t here = year_of_slot(&p->plan->periods, (size_t)slot);
        if (s->slot_count > 0 && here != year)
            status = split_year(p, s, at, line);
        s->slots[s->slot_count++] = (size_t)slot;
        year = here;
    }
    return status == GLO_OK && s->slot_count > 0 ? split_year(p, s, at, line) : status;
}

static glo_status split_block(glo_pass *p, const glo_block *block, const glo_target *targets, size_t count) {
    split s = {.targets = targets, .target_count = count};
    glo_status status = glo_alloc_array(count, sizeof *s.weights, &s.weights);
    if (status == GLO_OK)
        status = glo_alloc_array(GLO_SUMS * 366 * count, sizeof *s.parts, &s.parts);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        s.weights[i] = targets[i].weight;
    for (size_t at = 0; status == GLO_OK && at < block->count; at++) {
        if (block->lines[at])
            status = split_line(p, &s, at, block->lines[at]);
    }
    free(s.weights);
    free(s.parts);
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
    return GLO_OK;
}

void glo_pass_sort_transfers(glo_shared *shared) {
    if (shared->transfer_count > 0)
        qsort(shared->transfers, shared->transfer_count, sizeof *shared->transfers, compare_transfers);
}

/* ---- up the phenomena ---- */

static void weigh(const glo_pass *p, glo_line *line, double weight) {
    size_t place = glo_sum_place(p->pool.sum_bits, GLO_SUM_COUNT);
    for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); s >= 0;
         s = glo_line_next(line, p->pool.words, (size_t)s + 1))
        line->weighted[s] = weight * (double)line->sums[(size_t)s * p->pool.width + place];
}

/* Adds the lines of a phenomenon to its parent's. */
static glo_status carry_up(glo_pass *p, glo_block *block, uint32_t node) {
    size_t k = p->plan->category_count, parent = glo_tree_nodes(p->plan->spec->phenomena)[node].parent;
    glo_status status = GLO_OK;
    for (size_t category = 0; status == GLO_OK && category < k; category++) {
        const glo_line *line = block->lines[node * k + category];
        if (line && (status = glo_accumulator_stop(&p->accumulator)) == GLO_OK)
            status = glo_block_add_line(block, &p->pool, parent * k + category, line, p->pool.is_weighted);
    }
    return status;
}

static void weigh_all(const glo_pass *p, const glo_block *block) {
    for (size_t at = 0; p->pool.is_weighted && block->used > 0 && at < block->count; at++) {
        if (block->lines[at])
            weigh(p, block->lines[at], p->plan->weights[at / p->plan->category_count]);
    }
}

/* The last phenomena first, as far as one above gets rows. */
static glo_status roll_phenomena(glo_pass *p, glo_block *block) {
    glo_status status = GLO_OK;
    weigh_all(p, block);
    for (uint32_t node = glo_tree_count(p->plan->spec->phenomena); block->used > 0 && node-- > 0;) {
        if (status == GLO_OK && p->plan->phenomenon_flags[node] & GLO_NODE_HAS_ABOVE)
            status = carry_up(p, block, node);
    }
    return status;
}

/* ---- what is on no narrower phenomenon ---- */

/* Whether the nearest phenomenon above that gets rows has others with rows below it. */
static bool is_beside_rows(const glo_pass *p, uint32_t node) {
    const uint8_t *flags = p->plan->phenomenon_flags;
    do
        node = glo_tree_nodes(p->plan->spec->phenomena)[node].parent;
    while (node != GLO_NO_NODE && !(flags[node] & GLO_NODE_OUTPUT));
    return node != GLO_NO_NODE && flags[node] & GLO_NODE_HAS_BELOW;
}

/* Phenomena without rows count for the one above, where they stand beside others that have rows. */
static glo_status roll_not_stated(glo_pass *p) {
    const uint8_t *flags = p->plan->phenomenon_flags;
    glo_status status = GLO_OK;
    weigh_all(p, &p->not_stated);
    for (uint32_t node = glo_tree_count(p->plan->spec->phenomena); p->not_stated.used > 0 && node-- > 0;) {
        if (status == GLO_OK && flags[node] & GLO_NODE_HAS_ABOVE && !(flags[node] & GLO_NODE_OUTPUT) &&
            is_beside_rows(p, node))
            status = carry_up(p, &p->not_stated, node);
    }
    return status;
}

/* Which slots of a word some narrower phenomenon has. */
static uint64_t slots_below(const glo_pass *p, const glo_block *all, uint32_t node, size_t category,
                            size_t word) {
    const glo_node *nodes = glo_tree_nodes(p->plan->spec->phenomena);
    uint64_t bits = 0;
    for (uint32_t below = node + 1; below < nodes[node].end; below = nodes[below].end) {
        const glo_line *line = all->lines[below * p->plan->category_count + category];
        bits |= line ? line->bits[word] : 0;
    }
    return bits;
}

/* Leaves what is on no narrower phenomenon only in periods in which something is on one: else it is the figure itself. */
static void keep_beside_parts(glo_pass *p, const glo_block *all) {
    size_t k = p->plan->category_count;
    for (size_t at = 0; p->not_stated.used > 0 && at < p->not_stated.count; at++) {
        glo_line *line = p->not_stated.lines[at];
        for (size_t word = 0; line && word < p->pool.words; word++)
            glo_line_keep(line, &p->pool, word, slots_below(p, all, (uint32_t)(at / k), at % k, word));
    }
}

/* ---- rows ---- */

static glo_status write_line(glo_pass *p, size_t *row, const glo_row_key *key, const glo_line *line) {
    if (!line)
        return GLO_OK;
    size_t subject = key->category % p->plan->subject_count;
    p->accumulator.note.subjects |= UINT64_C(1) << (subject < 63 ? subject : 63);
    if (p->pool.sum_bits == 0) {
        *row += glo_line_count(line, p->pool.words);
        return GLO_OK;
    }
    glo_status status = glo_accumulator_stop(&p->accumulator);
    return status < 0 ? status : glo_rows_write(&p->shared->rows, row, key, line, &p->pool, &p->censored);
}

/* The blocks of a zone's parts (GLO_PART_ALL ...), NULL those that are not asked. */
typedef const glo_block *parts[3];

/* Counts or writes the rows of a zone. */
static glo_status write_zone(glo_pass *p, uint32_t zone, const parts blocks) {
    size_t k = p->plan->category_count, nodes = glo_tree_count(p->plan->spec->phenomena);
    size_t begin = p->pool.sum_bits == 0 ? 0 : p->shared->places[zone], row = begin;
    for (uint32_t node = 0; node < nodes; node++) {
        if (!(p->plan->phenomenon_flags[node] & GLO_NODE_OUTPUT))
            continue;
        for (size_t category = 0; category < k; category++) {
            for (uint32_t part = 0; part < sizeof(parts) / sizeof blocks[0]; part++) {
                const glo_row_key key = {zone, node, (uint32_t)category, part};
                glo_status status = blocks[part]
                                        ? write_line(p, &row, &key, blocks[part]->lines[node * k + category])
                                        : GLO_OK;
                if (status < 0)
                    return status;
            }
        }
    }
    p->shared->counts[zone] = row - begin;
    return GLO_OK;
}

/* ---- what no row holds ---- */

/* Tallies what is recorded at a zone that neither gets rows nor lies below one that does. */
static glo_status tally_outside(glo_pass *p, uint32_t zone, const glo_block *block) {
    if (!(p->pool.sum_bits & GLO_SUM_BIT(GLO_SUM_COUNT)) || block->used == 0)
        return GLO_OK;
    size_t place = glo_sum_place(p->pool.sum_bits, GLO_SUM_COUNT);
    int64_t sum = 0, bad = 0;
    for (size_t at = 0; at < block->count; at++) {
        const glo_line *line = block->lines[at];
        for (ptrdiff_t s = line ? glo_line_next(line, p->pool.words, 0) : -1; s >= 0;
             s = glo_line_next(line, p->pool.words, (size_t)s + 1))
            glo_sum_add(&sum, line->sums[(size_t)s * p->pool.width + place], &bad);
    }
    if (bad < 0)
        return glo_block_fail_overflow();
    glo_rollup_note *note = &p->accumulator.note;
    if (sum <= 0) /* a total that its parts exceed */
        return GLO_OK;
    note->outside_zones++;
    if (zone < note->outside_zone)
        note->outside_zone = zone;
    return glo_plan_tally(&note->outside_count, sum);
}

/* ---- the pass ---- */

static bool has_something(const glo_pass *p, const glo_block *block) {
    for (size_t at = 0; block->used > 0 && at < block->count; at++) {
        if (block->lines[at] && glo_line_next(block->lines[at], p->pool.words, 0) >= 0)
            return true;
    }
    return false;
}

/* Whether what is recorded at a zone itself gets rows: above zones with rows, beside them, and at a zone that was named, where
 * `below` has something. */
static bool has_own_rows(const glo_pass *p, uint8_t flags, const glo_block *below) {
    bool was_named = p->plan->spec->zone_selection.mode == GLO_SELECT_ROOTS && flags & GLO_NODE_OUTPUT;
    return flags & GLO_NODE_HAS_BELOW || !(flags & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE)) ||
           (was_named && has_something(p, below));
}

glo_status glo_pass_visit(glo_pass *p, uint32_t zone, glo_block *up) {
    const glo_node *node = &glo_tree_nodes(p->plan->spec->zones)[zone];
    glo_block *block = &p->blocks[node->depth];
    uint8_t flags = p->plan->zone_flags[zone];
    int is_output = (flags & GLO_NODE_OUTPUT) != 0, status = glo_accumulator_step(&p->accumulator);
    int own_asked = p->plan->spec->own && has_own_rows(p, flags, block);
    glo_block *first = own_asked ? &p->own : block;
    if (status == GLO_OK && !node->moved)
        status = glo_accumulate(&p->accumulator, zone, first);
    if (status == GLO_OK)
        status = add_transfers(p, zone, first);
    if (status == GLO_OK && !p->plan->spec->own && !(flags & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE)))
        status = tally_outside(p, zone, first);
    if (status == GLO_OK && own_asked)
        status = add_block(p, &p->own, block);
    if (status == GLO_OK && flags & GLO_NODE_HAS_ABOVE) /* only what gets rows is worth carrying */
        status = add_block(p, block, up ? up : &p->blocks[node->depth - 1]);
    bool parts_asked = is_output && p->plan->spec->own;
    if (status == GLO_OK && parts_asked && (status = add_block(p, block, &p->not_stated)) == GLO_OK)
        status = roll_not_stated(p);
    if (status == GLO_OK && is_output)
        status = roll_phenomena(p, block);
    if (status == GLO_OK && parts_asked)
        keep_beside_parts(p, block);
    if (status == GLO_OK && own_asked)
        status = roll_phenomena(p, &p->own);
    if (status == GLO_OK && (is_output ? block->used : 0) + p->own.used > 0)
        status = write_zone(p, zone,
                            (parts){[GLO_PART_ALL] = is_output ? block : NULL,
                                    [GLO_PART_OWN] = own_asked ? &p->own : NULL,
                                    [GLO_PART_NOT_STATED] = parts_asked ? &p->not_stated : NULL});
    glo_block_clear(block, &p->pool);
    glo_block_clear(&p->own, &p->pool);
    glo_block_clear(&p->not_stated, &p->pool);
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
        glo_block_init(&p->own, plan->line_count) < 0 || glo_block_init(&p->not_stated, plan->line_count) < 0)
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
    glo_block_clear(&p->not_stated, &p->pool);
    glo_block_dispose(&p->not_stated);
    glo_pool_dispose(&p->pool);
}
