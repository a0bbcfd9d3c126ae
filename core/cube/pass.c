/* pass.c: zones, their blocks, their rows. How it goes is in pass.h. */
#include "cube/pass.h"

#include "base/alloc.h"
#include "base/err.h"
#include "cube/apportion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int step(glo_pass *p) {
    return glo_job_step(&p->job, "rollup", atomic_load_explicit(&p->shared->done, memory_order_relaxed),
                        p->shared->total);
}

/* Only whether to stop: for what is done thousands of times in a zone. */
static int stop(const glo_pass *p) {
    const glo_job quiet = {.cancel = p->job.cancel};
    return glo_job_step(&quiet, "rollup", 0, 0);
}

/* ---- cells into lines ---- */

static int leave_out(glo_pass *p, const glo_run *run, int64_t events, int64_t count) {
    if (run->key.span > p->note.left_out_span)
        p->note.left_out_span = (glo_span)run->key.span;
    int status = glo_plan_tally(&p->note.left_out_events, events);
    return status < 0 ? status : glo_plan_tally(&p->note.left_out_count, count);
}

/* Finds the slots of cells by their days; the lowest of them. */
static int32_t find_slots(const glo_periods *periods, const glo_entry *entry, uint32_t from,
                          glo_chunk *chunk) {
    int32_t days[GLO_CHUNK], lowest = 0;
    glo_span span = (glo_span)entry->run->key.span;
    glo_run_days(entry->run, entry->bytes, from, chunk->count, days);
    for (uint32_t i = 0; i < chunk->count; i++) {
        int32_t slot = glo_periods_at(periods, days[i], span);
        chunk->slots[i] = slot;
        lowest = slot < lowest ? slot : lowest;
    }
    return lowest;
}

/* Takes out cells that fall in no period, and notes those that straddle. */
static int drop_strays(glo_pass *p, const glo_run *run) {
    glo_chunk *c = &p->chunk;
    uint32_t kept = 0;
    int status = GLO_OK;
    for (uint32_t i = 0; status == GLO_OK && i < c->count; i++) {
        if (c->slots[i] == GLO_PERIOD_STRADDLES)
            status = leave_out(p, run, c->events[i], c->counts[i]);
        if (c->slots[i] < 0)
            continue;
        c->slots[kept] = c->slots[i];
        c->events[kept] = c->events[i];
        c->counts[kept] = c->counts[i];
        c->extras[kept] = c->extras[i];
        c->values[kept++] = c->values[i];
    }
    c->count = kept;
    return status;
}

/* `extras` wrapped around where the bounds of a count are more than 2^63 apart. */
static int check_bounds(const glo_chunk *c) {
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t high = (int64_t)((uint64_t)c->counts[i] + (uint64_t)c->extras[i]), extra;
        if (__builtin_sub_overflow(high, c->counts[i], &extra))
            return glo_fail(GLO_EINVAL, "a count's bounds are too far apart");
    }
    return GLO_OK;
}

static int note_entered(glo_pass *p, const glo_entry *entry) {
    const glo_chunk *c = &p->chunk;
    uint32_t phenomenon = (uint32_t)(entry->line / p->plan->category_count);
    int is_unweighted = p->plan->weights && isnan(p->plan->weights[phenomenon]), status = GLO_OK;
    int64_t events = 0;
    int bad = 0;
    for (uint32_t i = 0; i < c->count; i++)
        bad |= __builtin_add_overflow(events, c->events[i], &events);
    for (uint32_t i = 0; is_unweighted && i < c->count; i++)
        bad |= __builtin_add_overflow(p->note.unweighted_count, c->counts[i], &p->note.unweighted_count);
    status = bad ? glo_block_fail_overflow() : glo_plan_tally(&p->note.events, events);
    if (status == GLO_OK && is_unweighted)
        status = glo_plan_tally(&p->note.unweighted_events, events);
    if (is_unweighted && c->count > 0 && phenomenon < p->note.unweighted_phenomenon)
        p->note.unweighted_phenomenon = phenomenon;
    if (c->count > 0)
        p->handlings[entry->run->key.handling] = 1;
    return status;
}

static int sum_chunk(glo_pass *p, const glo_entry *entry, uint32_t from, int32_t lowest, glo_line *line) {
    const glo_run *run = entry->run;
    glo_chunk *c = &p->chunk;
    int status = GLO_OK;
    glo_lanes bad = {0};
    glo_run_read(run, entry->bytes, GLO_RUN_EVENTS, from, c->count, c->events);
    glo_run_read(run, entry->bytes, GLO_RUN_COUNT, from, c->count, c->counts);
    glo_run_read(run, entry->bytes, GLO_RUN_EXTRA, from, c->count, c->extras);
    glo_run_read(run, entry->bytes, GLO_RUN_VALUE, from, c->count, c->values);
    if (lowest < 0)
        status = drop_strays(p, run);
    if (status == GLO_OK && run->widths[GLO_RUN_EXTRA] == 8)
        status = check_bounds(c);
    if (status == GLO_OK)
        status = note_entered(p, entry);
    if (status < 0)
        return status;
    for (uint32_t i = 0; i < c->count; i++) {
        glo_sums sums = {c->events[i], c->counts[i], c->extras[i], c->values[i]};
        glo_line_put(line, (size_t)c->slots[i], &sums, &bad);
    }
    return glo_lanes_bad(&bad) ? glo_block_fail_overflow() : GLO_OK;
}

static int add_run(glo_pass *p, const glo_entry *entry, glo_block *into) {
    glo_line *line = into->lines[entry->line];
    int status = GLO_OK;
    for (uint32_t from = entry->from; status == GLO_OK && from < entry->to; from += GLO_CHUNK) {
        uint32_t left = entry->to - from;
        p->chunk.count = left < GLO_CHUNK ? left : GLO_CHUNK;
        if (from % (1 << 16) < GLO_CHUNK && (status = from > GLO_CHUNK ? step(p) : stop(p)) < 0)
            return status;
        int32_t lowest = find_slots(&p->plan->periods, entry, from, &p->chunk);
        /* A run of which nothing enters leaves no line. */
        int enters = lowest >= 0;
        for (uint32_t i = 0; !enters && i < p->chunk.count; i++)
            enters = p->chunk.slots[i] >= 0;
        if (enters && !line)
            status = glo_block_line(into, &p->pool, entry->line, &line);
        if (status < 0)
            return status;
        if (p->pool.kind != GLO_POOL_BITS) {
            status = sum_chunk(p, entry, from, lowest, line);
        } else {
            for (uint32_t i = 0; i < p->chunk.count; i++) {
                if (p->chunk.slots[i] >= 0)
                    glo_line_mark(line, (size_t)p->chunk.slots[i]);
            }
        }
    }
    return status;
}

static int add_runs(glo_pass *p, uint32_t group, glo_block *into) {
    uint64_t cells = 0;
    int status = GLO_OK;
    for (size_t i = p->plan->starts[group]; status == GLO_OK && i < p->plan->starts[group + 1]; i++) {
        cells += p->plan->runs[i].to - p->plan->runs[i].from;
        status = add_run(p, &p->plan->runs[i], into);
    }
    atomic_fetch_add_explicit(&p->shared->done, cells, memory_order_relaxed);
    return status;
}

/* The first move to a zone or one after it. */
static size_t find_move(const glo_shared *shared, uint32_t zone) {
    size_t low = 0, high = shared->move_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (shared->moves[middle].zone < zone)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int add_moves(glo_pass *p, uint32_t zone, glo_block *into) {
    const glo_shared *shared = p->shared;
    glo_lanes bad = {0};
    for (size_t i = find_move(shared, zone); i < shared->move_count && shared->moves[i].zone == zone; i++) {
        const glo_moved *m = &shared->moves[i];
        glo_line *line;
        if (glo_block_line(into, &p->pool, m->line, &line) < 0)
            return GLO_ENOMEM;
        if (line->sums)
            glo_line_put(line, m->slot, &m->sums, &bad);
        else
            glo_line_mark(line, m->slot);
    }
    return glo_lanes_bad(&bad) ? glo_block_fail_overflow() : GLO_OK;
}

static int add_block(glo_pass *p, const glo_block *from, glo_block *into) {
    for (size_t line = 0; from->used > 0 && line < from->count; line++) {
        if (!from->lines[line])
            continue;
        int status = stop(p);
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
static int split_slot(glo_pass *p, const glo_target *targets, const uint64_t *weights, size_t count,
                      const glo_moved *whole, int64_t *parts) {
    int64_t *events = parts, *counts = parts + count, *extras = parts + 2 * count,
            *values = parts + 3 * count;
    int status;
    if ((status = glo_apportion(whole->sums.events, weights, count, events)) < 0 ||
        (status = glo_apportion(whole->sums.count, weights, count, counts)) < 0 ||
        (status = glo_apportion(whole->sums.extra, weights, count, extras)) < 0 ||
        (status = glo_apportion(whole->sums.value, weights, count, values)) < 0)
        return status;
    for (size_t i = 0; i < count; i++) {
        glo_moved part = *whole;
        part.zone = targets[i].node;
        part.sums =
            (glo_sums){.events = events[i], .count = counts[i], .extra = extras[i], .value = values[i]};
        if (!(p->plan->zone_flags[part.zone] & GLO_NODE_IN) ||
            !(events[i] || counts[i] || extras[i] || values[i]))
            continue;
        if (glo_alloc_grow(&p->shared->moves, &p->shared->move_room, p->shared->move_count + 1,
                           sizeof *p->shared->moves) < 0)
            return GLO_ENOMEM;
        p->shared->moves[p->shared->move_count++] = part;
    }
    return GLO_OK;
}

static int split_block(glo_pass *p, const glo_block *block, const glo_target *targets, size_t count) {
    uint64_t *weights;
    int64_t *parts = NULL;
    int status = glo_alloc_array(count, sizeof *weights, &weights);
    if (status == GLO_OK)
        status = glo_alloc_array(4 * count, sizeof *parts, &parts);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        weights[i] = targets[i].weight;
    for (size_t at = 0; status == GLO_OK && at < block->count; at++) {
        const glo_line *line = block->lines[at];
        if (!line || (status = step(p)) < 0)
            continue;
        for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); status == GLO_OK && s >= 0;
             s = glo_line_next(line, p->pool.words, (size_t)s + 1)) {
            glo_moved whole = {.line = at, .slot = (size_t)s, .sums = line->sums[s]};
            status = split_slot(p, targets, weights, count, &whole, parts);
        }
    }
    free(weights);
    free(parts);
    return status;
}

static int compare_moves(const void *a, const void *b) {
    const glo_moved *x = a, *y = b;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

int glo_pass_split(glo_pass *p) {
    for (uint32_t zone = 0; zone < glo_tree_count(p->plan->spec->zones); zone++) {
        const glo_target *targets;
        size_t count = glo_tree_targets(p->plan->spec->zones, zone, &targets);
        if (count < 2 || p->plan->starts[zone] == p->plan->starts[zone + 1])
            continue;
        int status = add_runs(p, zone, &p->own);
        if (status == GLO_OK)
            status = split_block(p, &p->own, targets, count);
        glo_block_clear(&p->own, &p->pool);
        if (status < 0)
            return status;
    }
    if (p->shared->move_count > 0)
        qsort(p->shared->moves, p->shared->move_count, sizeof *p->shared->moves, compare_moves);
    return GLO_OK;
}

/* ---- rows ---- */

static void weigh(const glo_pass *p, glo_line *line, double weight) {
    for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); s >= 0;
         s = glo_line_next(line, p->pool.words, (size_t)s + 1))
        line->weighted[s] = weight * (double)line->sums[s].count;
}

/* Adds each phenomenon's lines to its parent's, the last first, as far as a phenomenon above gets rows. */
static int roll_phenomena(glo_pass *p, glo_block *block) {
    const glo_node *nodes = glo_tree_nodes(p->plan->spec->phenomena);
    size_t k = p->plan->category_count;
    int is_weighted = p->pool.kind == GLO_POOL_WEIGHTED;
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
            int status = stop(p);
            if (status == GLO_OK)
                status =
                    glo_block_add_line(block, &p->pool, nodes[node].parent * k + category, line, is_weighted);
            if (status < 0)
                return status;
        }
    }
    return GLO_OK;
}

static int write_line(glo_pass *p, size_t *row, const glo_row_key *key, const glo_line *line) {
    if (!line)
        return GLO_OK;
    if (p->pool.kind == GLO_POOL_BITS) {
        *row += glo_line_count(line, p->pool.words);
        return GLO_OK;
    }
    int status = stop(p);
    return status < 0 ? status
                      : glo_rows_write(&p->shared->rows, row, key, line, p->pool.words, &p->censored);
}

/* Counts or writes the rows of a zone; `all` or `own` is NULL where that part is not asked. */
static int write_zone(glo_pass *p, uint32_t zone, const glo_block *all, const glo_block *own) {
    size_t k = p->plan->category_count, nodes = glo_tree_count(p->plan->spec->phenomena);
    size_t begin = p->pool.kind == GLO_POOL_BITS ? 0 : p->shared->places[zone], row = begin;
    for (uint32_t node = 0; node < nodes; node++) {
        if (!(p->plan->phenomenon_flags[node] & GLO_NODE_OUTPUT))
            continue;
        for (size_t category = 0; category < k; category++) {
            glo_row_key key = {zone, node, (uint32_t)category, GLO_PART_ALL};
            size_t at = node * k + category;
            int status = all ? write_line(p, &row, &key, all->lines[at]) : GLO_OK;
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

int glo_pass_visit(glo_pass *p, uint32_t zone, glo_block *up) {
    const glo_node *node = &glo_tree_nodes(p->plan->spec->zones)[zone];
    glo_block *block = &p->blocks[node->depth];
    uint8_t flags = p->plan->zone_flags[zone];
    int is_output = (flags & GLO_NODE_OUTPUT) != 0, status = step(p);
    int own_asked = p->plan->spec->own &&
                    (flags & GLO_NODE_HAS_BELOW || !(flags & (GLO_NODE_OUTPUT | GLO_NODE_HAS_ABOVE)));
    glo_block *first = own_asked ? &p->own : block;
    if (status == GLO_OK && !node->moved)
        status = add_runs(p, zone, first);
    if (status == GLO_OK)
        status = add_moves(p, zone, first);
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

int glo_pass_merge(glo_pass *p, uint32_t zone, glo_block *from) {
    const glo_node *node = &glo_tree_nodes(p->plan->spec->zones)[zone];
    int status = GLO_OK;
    if (p->plan->zone_flags[zone] & GLO_NODE_HAS_ABOVE)
        status = add_block(p, from, &p->blocks[node->depth - 1]);
    glo_block_clear(from, &p->pool);
    return status;
}

int glo_pass_init(glo_pass *p, const glo_plan *plan, glo_shared *shared, glo_pool_kind kind, int tells) {
    const glo_tree *zones = plan->spec->zones;
    uint32_t deepest = 0;
    memset(p, 0, sizeof *p);
    p->plan = plan;
    p->shared = shared;
    p->job = plan->job ? *plan->job : (glo_job){.threads = 1};
    if (!tells)
        p->job.progress = NULL;
    p->note.unweighted_phenomenon = GLO_NO_NODE;
    for (uint32_t zone = 0; zone < glo_tree_count(zones); zone++) {
        if (glo_tree_nodes(zones)[zone].depth > deepest)
            deepest = glo_tree_nodes(zones)[zone].depth;
    }
    glo_pool_init(&p->pool, plan->periods.count, kind);
    if (glo_alloc_array((size_t)deepest + 1, sizeof *p->blocks, &p->blocks) < 0 ||
        glo_block_init(&p->own, plan->line_count) < 0)
        return GLO_ENOMEM;
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
    glo_block_clear(&p->own, &p->pool);
    glo_block_dispose(&p->own);
    glo_pool_dispose(&p->pool);
}
