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

static int is_bits_only(const glo_pass *p) {
    return p->pool.keep == 0;
}

static int leave_out(glo_pass *p, glo_span span, int64_t events, int64_t count) {
    if (span > p->note.left_out_span)
        p->note.left_out_span = span;
    int status = glo_plan_tally(&p->note.left_out_events, events);
    return status < 0 ? status : glo_plan_tally(&p->note.left_out_count, count);
}

/* Finds the slots of cells by their days; the lowest of them. */
static int32_t find_slots(const glo_periods *periods, glo_span span, glo_chunk *chunk) {
    const int32_t *table = periods->tables[span];
    uint32_t first = (uint32_t)periods->low, known = table ? (uint32_t)periods->high - first + 1 : 0;
    int32_t lowest = 0;
    for (uint32_t i = 0; i < chunk->count; i++) {
        uint32_t at = (uint32_t)chunk->days[i] - first;
        int32_t slot = at < known ? table[at] : GLO_PERIOD_OUTSIDE;
        chunk->slots[i] = slot;
        lowest = slot < lowest ? slot : lowest;
    }
    return lowest;
}

/* Marks the slots of cells. They come by day, and so mostly from the same word, which is kept at hand. */
static void mark_slots(const glo_chunk *c, glo_line *line) {
    size_t word = 0;
    uint64_t bits = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        if (c->slots[i] < 0)
            continue;
        size_t slot = (size_t)c->slots[i];
        if (slot / 64 != word) {
            line->bits[word] |= bits;
            word = slot / 64;
            bits = 0;
        }
        bits |= UINT64_C(1) << slot % 64;
    }
    line->bits[word] |= bits;
}

/* Marks all slots of a run at once, by the bits of its months, where months are asked and all of it enters
 * alike; 0 where it must be done cell by cell. */
static int mark_months(const glo_pass *p, const glo_entry *entry, glo_line *line) {
    const glo_run *run = entry->run;
    int64_t first = glo_periods_at(&p->plan->periods, run->first_day, GLO_DAY);
    if (first < 0 || first + run->months > (int64_t)p->pool.slots)
        return 0;
    size_t word = (size_t)first / 64, shift = (size_t)first % 64;
    for (uint32_t w = 0; w < (run->months + 63u) / 64; w++, word++) {
        uint64_t bits = glo_run_months(run, entry->bytes, w);
        line->bits[word] |= bits << shift;
        if (shift > 0 && bits >> (64 - shift))
            line->bits[word + 1] |= bits >> (64 - shift);
    }
    return 1;
}

/* Takes out cells that fall in no period, and notes those that straddle. */
static int drop_strays(glo_pass *p, glo_span span, glo_chunk *c) {
    uint32_t kept = 0;
    int status = GLO_OK;
    for (uint32_t i = 0; status == GLO_OK && i < c->count; i++) {
        if (c->slots[i] == GLO_PERIOD_STRADDLES)
            status = leave_out(p, span, c->figures[GLO_SUM_EVENTS][i], c->figures[GLO_SUM_COUNT][i]);
        if (c->slots[i] < 0)
            continue;
        c->slots[kept] = c->slots[i];
        for (int s = 0; s < GLO_SUMS; s++)
            c->figures[s][kept] = c->figures[s][i];
        kept++;
    }
    c->count = kept;
    return status;
}

/* `extras` wrapped around where the bounds of a count are more than 2^63 apart. */
static int check_bounds(const glo_chunk *c) {
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t count = c->figures[GLO_SUM_COUNT][i], extra;
        int64_t high = (int64_t)((uint64_t)count + (uint64_t)c->figures[GLO_SUM_EXTRA][i]);
        if (__builtin_sub_overflow(high, count, &extra))
            return glo_fail(GLO_EINVAL, "a count's bounds are too far apart");
    }
    return GLO_OK;
}

static int note_unweighted(glo_pass *p, const glo_chunk *c, uint32_t phenomenon, int64_t events) {
    int status = glo_plan_tally(&p->note.unweighted_events, events);
    for (uint32_t i = 0; status == GLO_OK && i < c->count; i++)
        status = glo_plan_tally(&p->note.unweighted_count, c->figures[GLO_SUM_COUNT][i]);
    if (c->count > 0 && phenomenon < p->note.unweighted_phenomenon)
        p->note.unweighted_phenomenon = phenomenon;
    return status;
}

static int note_entered(glo_pass *p, const glo_entry *entry, const glo_class *class, const glo_chunk *c) {
    int64_t events = 0;
    int bad = 0;
    if (entry->run->widths[GLO_RUN_EVENTS] == 0) /* one each */
        events = c->count;
    for (uint32_t i = 0; entry->run->widths[GLO_RUN_EVENTS] > 0 && i < c->count; i++)
        bad |= __builtin_add_overflow(events, c->figures[GLO_SUM_EVENTS][i], &events);
    int status = bad ? glo_block_fail_overflow() : glo_plan_tally(&p->note.events, events);
    if (status == GLO_OK && p->plan->weights && isnan(p->plan->weights[entry->node]))
        status = note_unweighted(p, c, entry->node, events);
    if (c->count > 0)
        p->handlings[class->handling] = 1;
    return status;
}

/* Adds the figures of cells to the sums named by constants, so that each mix gets a loop of its own; the sums
 * of a slot are added side by side, for cells of one slot follow each other and each waits for the one
 * before. */
static inline __attribute__((always_inline)) int64_t put(const glo_chunk *c, glo_line *line, unsigned keep,
                                                         int is_bounded) {
    int64_t bad = 0;
    size_t width = (size_t)__builtin_popcount(keep);
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t *sums = line->sums + (size_t)c->slots[i] * width;
        for (int s = 0; s < GLO_SUMS; s++) {
            if (keep & GLO_KEEP(s) && is_bounded)
                sums[glo_sum_place(keep, s)] += c->figures[s][i];
            else if (keep & GLO_KEEP(s))
                glo_sum_add(&sums[glo_sum_place(keep, s)], c->figures[s][i], &bad);
        }
    }
    return bad;
}

static int64_t put_chunk(const glo_chunk *c, glo_line *line, unsigned keep, int is_bounded) {
    enum {
        EVENTS = GLO_KEEP(GLO_SUM_EVENTS),
        COUNT = GLO_KEEP(GLO_SUM_COUNT),
        VALUE = GLO_KEEP(GLO_SUM_VALUE)
    };
    if (is_bounded && keep == COUNT)
        return put(c, line, COUNT, 1);
    if (is_bounded && keep == (EVENTS | COUNT))
        return put(c, line, EVENTS | COUNT, 1);
    if (is_bounded && keep == (EVENTS | COUNT | VALUE))
        return put(c, line, EVENTS | COUNT | VALUE, 1);
    return put(c, line, keep, 0);
}

static size_t line_of(const glo_pass *p, const glo_entry *entry, const glo_class *class) {
    return entry->node * p->plan->category_count + class->category;
}

/* Adds cells of one class, changing the chunk. */
static int add_cells(glo_pass *p, const glo_entry *entry, uint32_t number, glo_chunk *c, glo_block *into) {
    const glo_class *class = &entry->entrance->classes[number];
    int32_t lowest = find_slots(&p->plan->periods, class->span, c);
    int enters = lowest >= 0, status = GLO_OK;
    for (uint32_t i = 0; !enters && i < c->count; i++)
        enters = c->slots[i] >= 0;
    size_t at = line_of(p, entry, class);
    glo_line *line;
    if (is_bits_only(p)) {
        if (enters && (status = glo_block_line(into, &p->pool, at, &line)) == GLO_OK)
            mark_slots(c, line);
        return status;
    }
    if (lowest < 0)
        status = drop_strays(p, class->span, c);
    if (status == GLO_OK && entry->run->widths[GLO_RUN_EXTRA] == 8)
        status = check_bounds(c);
    if (status == GLO_OK)
        status = note_entered(p, entry, class, c);
    if (status < 0 || !enters) /* what does not enter leaves no line */
        return status;
    if (glo_block_line(into, &p->pool, at, &line) < 0)
        return GLO_ENOMEM;
    if (!entry->is_marked)
        mark_slots(c, line);
    return put_chunk(c, line, p->pool.keep, p->shared->is_bounded) < 0 ? glo_block_fail_overflow() : GLO_OK;
}

/* ---- runs into cells ---- */

/* Which figures of a run are read: those that are summed, and those that are told of. */
static unsigned figures_needed(const glo_pass *p, const glo_entry *entry) {
    const uint8_t *widths = entry->run->widths;
    unsigned needed = p->pool.keep;
    if (is_bits_only(p))
        return 0;
    if (widths[GLO_RUN_EVENTS] > 0)
        needed |= GLO_KEEP(GLO_SUM_EVENTS);
    if (widths[GLO_RUN_EXTRA] == 8)
        needed |= GLO_KEEP(GLO_SUM_COUNT) | GLO_KEEP(GLO_SUM_EXTRA);
    if (!entry->entrance->has_days_only || p->plan->weights)
        needed |= GLO_KEEP(GLO_SUM_EVENTS) | GLO_KEEP(GLO_SUM_COUNT);
    return needed;
}

static void read_chunk(glo_pass *p, const glo_entry *entry, uint32_t from, unsigned needed) {
    static const int columns[GLO_SUMS] = {[GLO_SUM_EVENTS] = GLO_RUN_EVENTS,
                                          [GLO_SUM_COUNT] = GLO_RUN_COUNT,
                                          [GLO_SUM_EXTRA] = GLO_RUN_EXTRA,
                                          [GLO_SUM_VALUE] = GLO_RUN_VALUE};
    glo_chunk *c = &p->read;
    uint32_t left = entry->to - from;
    c->count = left < GLO_CHUNK ? left : GLO_CHUNK;
    glo_run_days(entry->run, entry->bytes, from, c->count, c->days);
    for (int s = 0; s < GLO_SUMS; s++) {
        if (needed & GLO_KEEP(s))
            glo_run_read(entry->run, entry->bytes, columns[s], from, c->count, c->figures[s]);
    }
}

/* Sorts the cells that were read by class (a counting sort): p->order are those that enter, p->classes the
 * classes met, each of which ends at its class_starts. */
static uint32_t sort_classes(glo_pass *p, const glo_entry *entry, uint32_t from) {
    const uint32_t *class_of_kind = entry->entrance->class_of_kind;
    uint32_t met = 0, begin = 0;
    glo_run_kinds(entry->run, entry->bytes, from, p->read.count, p->kinds);
    for (uint32_t i = 0; i < p->read.count; i++) {
        uint32_t class = class_of_kind[p->kinds[i]];
        if (class != GLO_NO_CLASS && p->class_starts[class]++ == 0)
            p->classes[met++] = class;
    }
    for (uint32_t m = 0; m < met; m++) {
        uint32_t count = p->class_starts[p->classes[m]];
        p->class_starts[p->classes[m]] = begin;
        begin += count;
    }
    for (uint32_t i = 0; i < p->read.count; i++) {
        uint32_t class = class_of_kind[p->kinds[i]];
        if (class != GLO_NO_CLASS)
            p->order[p->class_starts[class]++] = i;
    }
    return met;
}

static void pick_cells(glo_pass *p, uint32_t begin, uint32_t end, unsigned needed) {
    p->picked.count = end - begin;
    for (uint32_t i = begin; i < end; i++) {
        p->picked.days[i - begin] = p->read.days[p->order[i]];
        for (int s = 0; s < GLO_SUMS; s++) {
            if (needed & GLO_KEEP(s))
                p->picked.figures[s][i - begin] = p->read.figures[s][p->order[i]];
        }
    }
}

static int add_by_class(glo_pass *p, const glo_entry *entry, uint32_t from, unsigned needed,
                        glo_block *into) {
    uint32_t met = sort_classes(p, entry, from), begin = 0;
    int status = GLO_OK;
    for (uint32_t m = 0; m < met; m++) {
        uint32_t class = p->classes[m], end = p->class_starts[class];
        p->class_starts[class] = 0;
        pick_cells(p, begin, end, needed);
        begin = end;
        if (status == GLO_OK)
            status = add_cells(p, entry, class, &p->picked, into);
    }
    return status;
}

/* Marks the slots of a run beforehand, where its months tell them. */
static int try_months(glo_pass *p, glo_entry *entry, glo_block *into) {
    glo_line *line;
    if (!p->plan->months_are_slots || !entry->is_whole || entry->run->months == 0)
        return GLO_OK;
    if (glo_block_line(into, &p->pool, line_of(p, entry, &entry->entrance->classes[0]), &line) < 0)
        return GLO_ENOMEM;
    entry->is_marked = mark_months(p, entry, line);
    return GLO_OK;
}

static int add_run(glo_pass *p, glo_entry *entry, glo_block *into) {
    unsigned needed = figures_needed(p, entry);
    int status = try_months(p, entry, into);
    if (entry->is_marked && is_bits_only(p))
        return status;
    for (uint32_t from = entry->from; status == GLO_OK && from < entry->to; from += GLO_CHUNK) {
        if (from % (1 << 16) < GLO_CHUNK && (status = from > GLO_CHUNK ? step(p) : stop(p)) < 0)
            return status;
        read_chunk(p, entry, from, needed);
        status = entry->entrance->is_uniform ? add_cells(p, entry, 0, &p->read, into)
                                             : add_by_class(p, entry, from, needed, into);
    }
    return status;
}

static int add_runs(glo_pass *p, uint32_t group, glo_block *into) {
    const glo_plan *plan = p->plan;
    uint64_t cells = 0;
    int status = GLO_OK;
    for (size_t i = plan->starts[group]; status == GLO_OK && i < plan->starts[group + 1]; i++) {
        const glo_stretch *stretch = &plan->stretches[i];
        glo_entry entry;
        for (uint32_t r = 0; status == GLO_OK && r < stretch->count; r++) {
            if (r + 1 < stretch->count)
                __builtin_prefetch((const char *)stretch->bytes + stretch->runs[r + 1].offset);
            if (!glo_plan_admit(plan, stretch, r, &entry))
                continue;
            p->has_highs |= entry.run->widths[GLO_RUN_EXTRA] > 0;
            for (int c = GLO_RUN_EVENTS; c < GLO_RUN_COLUMNS; c++)
                p->has_wide |= entry.run->widths[c] == 8;
            status = add_run(p, &entry, into);
        }
        cells += stretch->cells;
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
    int64_t bad = 0;
    for (size_t i = find_move(shared, zone); i < shared->move_count && shared->moves[i].zone == zone; i++) {
        const glo_moved *m = &shared->moves[i];
        glo_line *line;
        if (glo_block_line(into, &p->pool, m->line, &line) < 0)
            return GLO_ENOMEM;
        p->has_highs |= m->sums[GLO_SUM_EXTRA] != 0;
        glo_line_put(line, &p->pool, m->slot, m->sums, &bad);
    }
    return bad < 0 ? glo_block_fail_overflow() : GLO_OK;
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
    for (int s = 0; s < GLO_SUMS; s++) {
        int status = glo_apportion(whole->sums[s], weights, count, parts + (size_t)s * count);
        if (status < 0)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        glo_moved part = *whole;
        int64_t any = 0;
        part.zone = targets[i].node;
        for (int s = 0; s < GLO_SUMS; s++)
            any |= part.sums[s] = parts[(size_t)s * count + i];
        if (!(p->plan->zone_flags[part.zone] & GLO_NODE_IN) || !any)
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
        status = glo_alloc_array(GLO_SUMS * count, sizeof *parts, &parts);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        weights[i] = targets[i].weight;
    for (size_t at = 0; status == GLO_OK && at < block->count; at++) {
        const glo_line *line = block->lines[at];
        if (!line || (status = step(p)) < 0)
            continue;
        for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); status == GLO_OK && s >= 0;
             s = glo_line_next(line, p->pool.words, (size_t)s + 1)) {
            glo_moved whole = {.line = at, .slot = (size_t)s};
            for (int n = 0; n < GLO_SUMS; n++)
                whole.sums[n] = line->sums[(size_t)s * GLO_SUMS + (size_t)n]; /* all are kept */
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
    size_t place = glo_sum_place(p->pool.keep, GLO_SUM_COUNT);
    for (ptrdiff_t s = glo_line_next(line, p->pool.words, 0); s >= 0;
         s = glo_line_next(line, p->pool.words, (size_t)s + 1))
        line->weighted[s] = weight * (double)line->sums[(size_t)s * p->pool.width + place];
}

/* Adds each phenomenon's lines to its parent's, the last first, as far as a phenomenon above gets rows. */
static int roll_phenomena(glo_pass *p, glo_block *block) {
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
    if (is_bits_only(p)) {
        *row += glo_line_count(line, p->pool.words);
        return GLO_OK;
    }
    int status = stop(p);
    return status < 0 ? status : glo_rows_write(&p->shared->rows, row, key, line, &p->pool, &p->censored);
}

/* Counts or writes the rows of a zone; `all` or `own` is NULL where that part is not asked. */
static int write_zone(glo_pass *p, uint32_t zone, const glo_block *all, const glo_block *own) {
    size_t k = p->plan->category_count, nodes = glo_tree_count(p->plan->spec->phenomena);
    size_t begin = is_bits_only(p) ? 0 : p->shared->places[zone], row = begin;
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

int glo_pass_init(glo_pass *p, const glo_plan *plan, glo_shared *shared, unsigned keep, int tells) {
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
    glo_pool_init(&p->pool, plan->periods.count, keep, keep != 0 && plan->weights);
    if (glo_alloc_array(plan->most_classes, sizeof *p->class_starts, &p->class_starts) < 0 ||
        glo_alloc_array((size_t)deepest + 1, sizeof *p->blocks, &p->blocks) < 0 ||
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
    free(p->class_starts);
    glo_block_clear(&p->own, &p->pool);
    glo_block_dispose(&p->own);
    glo_pool_dispose(&p->pool);
}
