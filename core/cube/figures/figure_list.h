/* figure_list.h: the figures of a rollup as a list, while figures.c makes them additive. Used by figures.c (collects them,
 * apportions those of split zones), figure_nodes.c (steps 1 to 3), figure_ranges.c (step 4), figure_trees.c (step 5).
 *
 * Example:  glo_figures f = {.pass = pass}; status = glo_figures_add(&f, &item); ... free(f.items);
 */
#ifndef GLO_CUBE_FIGURE_LIST_H
#define GLO_CUBE_FIGURE_LIST_H

#include "base/date.h"
#include "cube/coverage.h"
#include "pass.h"

#include <stdbool.h>

typedef struct glo_figure {
    uint32_t zone, node, category;
    uint32_t rank; /* of its source: the lowest is preferred */
    int32_t source;
    int32_t first, last; /* days; of events the month, within the slot */
    int32_t slot;
    int32_t recorded; /* the id of the zone it was recorded at, which may have become another */
    glo_span span;
    uint8_t was_moved; /* recorded at a zone that became this one */
    uint8_t adds;      /* events: what they are part of takes them off, nothing else changes them */
    uint8_t is_asked;  /* its phenomenon is; else it only bounds those that are */
    uint8_t is_cap; /* what the upper bounds of parts come to beyond what their total leaves them: below 0 */
    uint8_t handling;
    int64_t batch;
    int64_t published[GLO_SUMS]; /* as its source gives it */
    int64_t sums[GLO_SUMS];      /* what its node gets: less what lies below */
} glo_figure;

typedef struct glo_figures {
    glo_pass *pass;
    glo_figure *items;
    size_t count, room;
    /* Days that a node's figures cover, as bits from `low` on. */
    uint64_t *own, *preferred;
    int32_t low;
    size_t words;
    bool has_ranges; /* some figure asked is censored */
    bool is_past;    /* figures of all days, none of them asked, each source a category of its own */
} glo_figures;

static inline glo_status glo_figure_add_sums(int64_t into[GLO_SUMS], const int64_t more[GLO_SUMS]) {
    int bad = 0;
    for (int s = 0; s < GLO_SUMS; s++)
        bad |= __builtin_add_overflow(into[s], more[s], &into[s]);
    return bad ? glo_block_fail_overflow() : GLO_OK;
}

static inline glo_status glo_figure_subtract_sums(int64_t into[GLO_SUMS], const int64_t less[GLO_SUMS]) {
    int bad = 0;
    for (int s = 0; s < GLO_SUMS; s++)
        bad |= __builtin_sub_overflow(into[s], less[s], &into[s]);
    return bad ? glo_block_fail_overflow() : GLO_OK;
}

/* A source that has a figure of a day or a week is taken to report in that month. */
static inline int32_t glo_figure_reported_first(const glo_figure *item) {
    return item->span < GLO_MONTH ? glo_span_floor(item->first, GLO_MONTH) : item->first;
}
static inline int32_t glo_figure_reported_last(const glo_figure *item) {
    return item->span < GLO_MONTH ? glo_span_last(glo_span_floor(item->last, GLO_MONTH), GLO_MONTH)
                                  : item->last;
}

/* The first pair that differs decides. */
static inline int glo_figure_compare_keys(const int64_t keys[][2], size_t count) {
    for (size_t k = 0; k < count; k++) {
        if (keys[k][0] != keys[k][1])
            return keys[k][0] < keys[k][1] ? -1 : 1;
    }
    return 0;
}

static inline bool glo_figure_is_same_source(const glo_figure *a, const glo_figure *b) {
    return a->rank == b->rank && a->source == b->source;
}

/* Among the figures of the past each source of a category has a category of its own. */
static inline uint32_t glo_figure_past_category(const glo_plan *plan, uint32_t category, int32_t source) {
    uint32_t count = (uint32_t)plan->spec->described_count, number = 0;
    while (number < count && plan->described[number].id != source)
        number++;
    return category * (count + 1) + number;
}

/* GLO_ENOMEM. */
glo_status glo_figures_add(glo_figures *figures, const glo_figure *item);

/* By node, as figure_nodes.c needs them. GLO_ENOMEM. */
glo_status glo_figures_sort(glo_figures *figures);
/* One figure per node and time: later batches, coarser spans, preferred sources. The list is sorted by category, zone
 * and phenomenon after this. */
glo_status glo_figures_resolve_nodes(glo_figures *figures);
/* How many zones below each zone that gets rows have figures; between the two others. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_figures_census(const glo_figures *figures, glo_coverage *out);
/* Collects the figures of all days that are of the phenomena asked or related to them (is_past). */
glo_status glo_figures_collect_past(glo_figures *figures);
/* Ranges that exact totals bound; figures that are not asked go. */
glo_status glo_figures_narrow_ranges(glo_figures *figures);
/* Totals beside their parts. */
glo_status glo_figures_resolve_trees(glo_figures *figures);

#endif
