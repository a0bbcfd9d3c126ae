/* accumulate.c: the runs of a zone into the lines of its block: decoded a chunk at a time, their days turned into
 * slots, sorted by class where a part holds several, added up. Example in accumulate.h. */
#include "accumulate.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

glo_status glo_accumulator_init(glo_accumulator *a, const glo_plan *plan, glo_pool *pool,
                                atomic_uint_fast64_t *done, uint64_t total, bool reports) {
    memset(a, 0, sizeof *a);
    a->plan = plan;
    a->pool = pool;
    a->done = done;
    a->total = total;
    a->job = plan->job ? *plan->job : (glo_job){.threads = 1};
    if (!reports)
        a->job.progress = NULL;
    a->note.unweighted_phenomenon = a->note.outside_zone = GLO_NO_NODE;
    return glo_alloc_array(plan->most_classes, sizeof *a->class_starts, &a->class_starts);
}

void glo_accumulator_dispose(glo_accumulator *a) {
    free(a->class_starts);
    a->class_starts = NULL;
}

glo_status glo_accumulator_step(const glo_accumulator *a) {
    return glo_job_step(&a->job, "rollup", atomic_load_explicit(a->done, memory_order_relaxed), a->total);
}

glo_status glo_accumulator_stop(const glo_accumulator *a) {
    const glo_job quiet = {.cancel = a->job.cancel};
    return glo_job_step(&quiet, "rollup", 0, 0);
}

static bool is_bits_only(const glo_accumulator *a) {
    return a->pool->sum_bits == 0;
}

/* ---- cells into lines ---- */

static glo_status leave_out(glo_accumulator *a, glo_span span, int64_t events, int64_t count) {
    if (span > a->note.left_out_span)
        a->note.left_out_span = span;
    glo_status status = glo_plan_tally(&a->note.left_out_events, events);
    return status < 0 ? status : glo_plan_tally(&a->note.left_out_count, count);
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
static bool mark_months(const glo_accumulator *a, const glo_entry *entry, glo_line *line) {
    const glo_run *run = entry->run;
    int64_t first = glo_periods_at(&a->plan->periods, run->first_day, GLO_DAY);
    if (first < 0 || first + run->months > (int64_t)a->pool->slots)
        return false;
    size_t word = (size_t)first / 64, shift = (size_t)first % 64;
    for (uint32_t w = 0; w < (run->months + 63u) / 64; w++, word++) {
        uint64_t bits = glo_run_months(run, entry->bytes, w);
        line->bits[word] |= bits << shift;
        if (shift > 0 && bits >> (64 - shift))
            line->bits[word + 1] |= bits >> (64 - shift);
    }
    return true;
}

/* Takes out cells that fall in no period, and notes those that straddle. */
static glo_status drop_strays(glo_accumulator *a, glo_span span, glo_chunk *c) {
    uint32_t kept = 0;
    glo_status status = GLO_OK;
    for (uint32_t i = 0; status == GLO_OK && i < c->count; i++) {
        if (c->slots[i] == GLO_PERIOD_STRADDLES &&
            !(a->plan->spec->continues && c->days[i] < a->plan->spec->first_day))
            status = leave_out(a, span, c->figures[GLO_SUM_EVENTS][i], c->figures[GLO_SUM_COUNT][i]);
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
static glo_status check_bounds(const glo_chunk *c) {
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t count = c->figures[GLO_SUM_COUNT][i], extra;
        int64_t high = (int64_t)((uint64_t)count + (uint64_t)c->figures[GLO_SUM_EXTRA][i]);
        if (__builtin_sub_overflow(high, count, &extra))
            return glo_fail(GLO_EINVAL, "the bounds of a count are too far apart to be added up");
    }
    return GLO_OK;
}

static glo_status note_unweighted(glo_accumulator *a, const glo_chunk *c, uint32_t phenomenon,
                                  int64_t events) {
    glo_status status = glo_plan_tally(&a->note.unweighted_events, events);
    for (uint32_t i = 0; status == GLO_OK && i < c->count; i++)
        status = glo_plan_tally(&a->note.unweighted_count, c->figures[GLO_SUM_COUNT][i]);
    if (c->count > 0 && phenomenon < a->note.unweighted_phenomenon)
        a->note.unweighted_phenomenon = phenomenon;
    return status;
}

static glo_status note_entered(glo_accumulator *a, const glo_entry *entry, const glo_class *class,
                               const glo_chunk *c) {
    int64_t events = 0;
    int bad = 0;
    if (entry->run->widths[GLO_RUN_EVENTS] == 0) /* one each */
        events = c->count;
    for (uint32_t i = 0; entry->run->widths[GLO_RUN_EVENTS] > 0 && i < c->count; i++)
        bad |= __builtin_add_overflow(events, c->figures[GLO_SUM_EVENTS][i], &events);
    glo_status status = bad ? glo_block_fail_overflow() : glo_plan_tally(&a->note.events, events);
    if (status == GLO_OK && a->plan->weights && isnan(a->plan->weights[entry->node]))
        status = note_unweighted(a, c, entry->node, events);
    if (c->count > 0)
        a->handlings[class->handling] = 1;
    return status;
}

/* Adds the figures of cells to the sums named by constants, so that each mix gets a loop of its own; the sums
 * of a slot are added side by side, for cells of one slot follow each other and each waits for the one
 * before. */
static inline __attribute__((always_inline)) int64_t put(const glo_chunk *c, glo_line *line,
                                                         unsigned sum_bits, int is_bounded) {
    int64_t bad = 0;
    size_t width = (size_t)__builtin_popcount(sum_bits);
    for (uint32_t i = 0; i < c->count; i++) {
        int64_t *sums = line->sums + (size_t)c->slots[i] * width;
        for (int s = 0; s < GLO_SUMS; s++) {
            if (sum_bits & GLO_SUM_BIT(s) && is_bounded)
                sums[glo_sum_place(sum_bits, s)] += c->figures[s][i];
            else if (sum_bits & GLO_SUM_BIT(s))
                glo_sum_add(&sums[glo_sum_place(sum_bits, s)], c->figures[s][i], &bad);
        }
    }
    return bad;
}

static int64_t put_chunk(const glo_chunk *c, glo_line *line, unsigned sum_bits, int is_bounded) {
    enum {
        EVENTS = GLO_SUM_BIT(GLO_SUM_EVENTS),
        COUNT = GLO_SUM_BIT(GLO_SUM_COUNT),
        VALUE = GLO_SUM_BIT(GLO_SUM_VALUE)
    };
    if (is_bounded && sum_bits == COUNT)
        return put(c, line, COUNT, 1);
    if (is_bounded && sum_bits == (EVENTS | COUNT))
        return put(c, line, EVENTS | COUNT, 1);
    if (is_bounded && sum_bits == (EVENTS | COUNT | VALUE))
        return put(c, line, EVENTS | COUNT | VALUE, 1);
    return put(c, line, sum_bits, 0);
}

static size_t line_of(const glo_accumulator *a, const glo_entry *entry, const glo_class *class) {
    return entry->node * a->plan->category_count + class->category;
}

/* Adds cells of one class, changing the chunk. */
static glo_status add_cells(glo_accumulator *a, const glo_entry *entry, uint32_t number, glo_chunk *c,
                            glo_block *into) {
    const glo_class *class = &entry->admission->classes[number];
    int32_t lowest = find_slots(&a->plan->periods, class->span, c);
    int enters = lowest >= 0, status = GLO_OK;
    for (uint32_t i = 0; !enters && i < c->count; i++)
        enters = c->slots[i] >= 0;
    size_t at = line_of(a, entry, class);
    glo_line *line;
    if (is_bits_only(a)) {
        if (enters && (status = glo_block_line(into, a->pool, at, &line)) == GLO_OK)
            mark_slots(c, line);
        return status;
    }
    if (lowest < 0)
        status = drop_strays(a, class->span, c);
    if (status == GLO_OK && entry->run->widths[GLO_RUN_EXTRA] == 8)
        status = check_bounds(c);
    if (status == GLO_OK)
        status = note_entered(a, entry, class, c);
    if (status < 0 || !enters) /* what does not enter leaves no line */
        return status;
    if (glo_block_line(into, a->pool, at, &line) < 0)
        return GLO_ENOMEM;
    if (!entry->is_marked)
        mark_slots(c, line);
    return put_chunk(c, line, a->pool->sum_bits, a->is_bounded) < 0 ? glo_block_fail_overflow() : GLO_OK;
}

/* ---- runs into cells ---- */

/* Which figures of a run are read: those that are summed, and those that are noted. */
static unsigned figures_needed(const glo_accumulator *a, const glo_entry *entry) {
    const uint8_t *widths = entry->run->widths;
    unsigned needed = a->pool->sum_bits;
    if (is_bits_only(a))
        return 0;
    if (widths[GLO_RUN_EVENTS] > 0)
        needed |= GLO_SUM_BIT(GLO_SUM_EVENTS);
    if (widths[GLO_RUN_EXTRA] == 8)
        needed |= GLO_SUM_BIT(GLO_SUM_COUNT) | GLO_SUM_BIT(GLO_SUM_EXTRA);
    if (!entry->admission->has_days_only || a->plan->weights)
        needed |= GLO_SUM_BIT(GLO_SUM_EVENTS) | GLO_SUM_BIT(GLO_SUM_COUNT);
    return needed;
}

static void read_chunk(glo_accumulator *a, const glo_entry *entry, uint32_t from, unsigned needed) {
    static const int columns[GLO_SUMS] = {[GLO_SUM_EVENTS] = GLO_RUN_EVENTS,
                                          [GLO_SUM_COUNT] = GLO_RUN_COUNT,
                                          [GLO_SUM_EXTRA] = GLO_RUN_EXTRA,
                                          [GLO_SUM_VALUE] = GLO_RUN_VALUE};
    glo_chunk *c = &a->read;
    uint32_t left = entry->to - from;
    c->count = left < GLO_CHUNK ? left : GLO_CHUNK;
    glo_run_days(entry->run, entry->bytes, from, c->count, c->days);
    for (int s = 0; s < GLO_SUMS; s++) {
        if (needed & GLO_SUM_BIT(s))
            glo_run_read(entry->run, entry->bytes, columns[s], from, c->count, c->figures[s]);
    }
}

/* Sorts the cells that were read by class (a counting sort): a->order are those that enter, a->classes the
 * classes met, each of which ends at its class_starts. */
static uint32_t sort_classes(glo_accumulator *a, const glo_entry *entry, uint32_t from) {
    const uint32_t *class_of_kind = entry->admission->class_of_kind;
    uint32_t met = 0, begin = 0;
    glo_run_kinds(entry->run, entry->bytes, from, a->read.count, a->kinds);
    for (uint32_t i = 0; i < a->read.count; i++) {
        uint32_t class = class_of_kind[a->kinds[i]];
        if (class != GLO_NO_CLASS && a->class_starts[class]++ == 0)
            a->classes[met++] = class;
    }
    for (uint32_t m = 0; m < met; m++) {
        uint32_t count = a->class_starts[a->classes[m]];
        a->class_starts[a->classes[m]] = begin;
        begin += count;
    }
    for (uint32_t i = 0; i < a->read.count; i++) {
        uint32_t class = class_of_kind[a->kinds[i]];
        if (class != GLO_NO_CLASS)
            a->order[a->class_starts[class]++] = i;
    }
    return met;
}

static void select_cells(glo_accumulator *a, uint32_t begin, uint32_t end, unsigned needed) {
    a->selected.count = end - begin;
    for (uint32_t i = begin; i < end; i++) {
        a->selected.days[i - begin] = a->read.days[a->order[i]];
        for (int s = 0; s < GLO_SUMS; s++) {
            if (needed & GLO_SUM_BIT(s))
                a->selected.figures[s][i - begin] = a->read.figures[s][a->order[i]];
        }
    }
}

static glo_status add_by_class(glo_accumulator *a, const glo_entry *entry, uint32_t from, unsigned needed,
                               glo_block *into) {
    uint32_t met = sort_classes(a, entry, from), begin = 0;
    glo_status status = GLO_OK;
    for (uint32_t m = 0; m < met; m++) {
        uint32_t class = a->classes[m], end = a->class_starts[class];
        a->class_starts[class] = 0;
        if (entry->admission->classes[class].mode == GLO_CLASS_EVENTS)
            select_cells(a, begin, end, needed);
        begin = end;
        if (status == GLO_OK && entry->admission->classes[class].mode == GLO_CLASS_EVENTS)
            status = add_cells(a, entry, class, &a->selected, into);
    }
    return status;
}

/* Marks the slots of a run beforehand, where its months suffice. */
static glo_status try_months(glo_accumulator *a, glo_entry *entry, glo_block *into) {
    glo_line *line;
    if (!a->plan->months_are_slots || !entry->is_whole || entry->run->months == 0)
        return GLO_OK;
    if (glo_block_line(into, a->pool, line_of(a, entry, &entry->admission->classes[0]), &line) < 0)
        return GLO_ENOMEM;
    entry->is_marked = mark_months(a, entry, line);
    return GLO_OK;
}

static glo_status add_run(glo_accumulator *a, glo_entry *entry, glo_block *into) {
    unsigned needed = figures_needed(a, entry);
    glo_status status = try_months(a, entry, into);
    if (entry->is_marked && is_bits_only(a))
        return status;
    for (uint32_t from = entry->from; status == GLO_OK && from < entry->to; from += GLO_CHUNK) {
        if (from % (1 << 16) < GLO_CHUNK &&
            (status = from > GLO_CHUNK ? glo_accumulator_step(a) : glo_accumulator_stop(a)) < 0)
            return status;
        read_chunk(a, entry, from, needed);
        status = entry->admission->is_uniform ? add_cells(a, entry, 0, &a->read, into)
                                              : add_by_class(a, entry, from, needed, into);
    }
    return status;
}

glo_status glo_accumulate(glo_accumulator *a, uint32_t group, glo_block *into) {
    const glo_plan *plan = a->plan;
    uint64_t cells = 0;
    glo_status status = GLO_OK;
    for (size_t i = plan->starts[group]; status == GLO_OK && i < plan->starts[group + 1]; i++) {
        const glo_run_slice *slice = &plan->slices[i];
        glo_entry entry;
        for (uint32_t r = 0; slice->admission->has_events && status == GLO_OK && r < slice->count; r++) {
            if (r + 1 < slice->count)
                __builtin_prefetch((const char *)slice->bytes + slice->runs[r + 1].offset);
            if (!glo_plan_admit(plan, slice, r, &entry))
                continue;
            a->has_highs |= entry.run->widths[GLO_RUN_EXTRA] > 0;
            for (int c = GLO_RUN_EVENTS; c < GLO_RUN_COLUMNS; c++)
                a->has_wide |= entry.run->widths[c] == 8;
            status = add_run(a, &entry, into);
        }
        cells += slice->cells;
    }
    atomic_fetch_add_explicit(a->done, cells, memory_order_relaxed);
    return status;
}
