/* intake.c: the runs of a zone into the lines of its block: decoded a chunk at a time, their days to slots,
 * sorted by class where a part holds several, added up. Part of a pass (pass.h).
 *
 * Example:  status = glo_pass_add_runs(&pass, zone, &block);
 */
#include "base/err.h"
#include "pass.h"

#include <math.h>

/* ---- cells into lines ---- */

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
    if (glo_pass_is_bits_only(p)) {
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
    if (glo_pass_is_bits_only(p))
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
    if (entry->is_marked && glo_pass_is_bits_only(p))
        return status;
    for (uint32_t from = entry->from; status == GLO_OK && from < entry->to; from += GLO_CHUNK) {
        if (from % (1 << 16) < GLO_CHUNK &&
            (status = from > GLO_CHUNK ? glo_pass_step(p) : glo_pass_stop(p)) < 0)
            return status;
        read_chunk(p, entry, from, needed);
        status = entry->entrance->is_uniform ? add_cells(p, entry, 0, &p->read, into)
                                             : add_by_class(p, entry, from, needed, into);
    }
    return status;
}

int glo_pass_add_runs(glo_pass *p, uint32_t group, glo_block *into) {
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
