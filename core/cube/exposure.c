/* exposure.c: exposures and figures as impact.c and explain.c need them. Example in exposure.h. */
#include "exposure.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const double tolerance = 1e-9;

static const char *phenomenon_name(const glo_tree *phenomena, uint32_t phenomenon) {
    return phenomenon == GLO_NO_NODE ? "all phenomena" : glo_tree_code(phenomena, phenomenon);
}

static glo_status find_phenomenon(const glo_tree *phenomena, const char *code, uint32_t *out) {
    if (glo_tree_find(phenomena, code, out))
        return GLO_OK;
    return glo_fail(GLO_EINVAL, "unknown phenomenon '%s'", code);
}

static int compare(const void *a, const void *b, void *context) {
    const glo_exposure *x = a, *y = b;
    const glo_node *nodes = context;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    int64_t deep_x = x->phenomenon == GLO_NO_NODE ? -1 : (int64_t)nodes[x->phenomenon].depth;
    int64_t deep_y = y->phenomenon == GLO_NO_NODE ? -1 : (int64_t)nodes[y->phenomenon].depth;
    if (deep_x != deep_y)
        return deep_x > deep_y ? -1 : 1;
    return (x->phenomenon > y->phenomenon) - (x->phenomenon < y->phenomenon);
}

typedef struct columns {
    const glo_column *from, *to, *phenomenon, *weight, *low, *high;
} columns;

static glo_status optional(const glo_frame *frame, const char *name, glo_type type, const glo_column **out) {
    size_t at;
    return glo_frame_find(frame, name, &at) < 0 ? GLO_OK : glo_frame_need(frame, name, type, out);
}

static double number_or(const glo_column *column, size_t row, double otherwise) {
    return !column || glo_column_is_null(column, row) ? otherwise : column->reals[row];
}

static bool is_weight(double weight) {
    return isfinite(weight) && weight >= 0;
}

static glo_status read_exposure(const glo_exposures *exposures, const columns *c, size_t row,
                                glo_exposure *out) {
    const char *from = glo_column_text(c->from, row), *to = glo_column_text(c->to, row);
    const char *phenomenon = glo_column_text(c->phenomenon, row);
    glo_exposure e = {.phenomenon = GLO_NO_NODE, .weight = number_or(c->weight, row, NAN)};
    e.low = number_or(c->low, row, e.weight);
    e.high = number_or(c->high, row, e.weight);
    glo_status status;
    if (*phenomenon && (status = find_phenomenon(exposures->phenomena, phenomenon, &e.phenomenon)) < 0)
        return status;
    if (!is_weight(e.weight) || !is_weight(e.low) || !is_weight(e.high))
        return glo_fail(GLO_EINVAL,
                        "the exposure of '%s' to '%s' for %s has a weight that is missing or negative", to,
                        from, phenomenon_name(exposures->phenomena, e.phenomenon));
    if (e.low > e.weight || e.weight > e.high)
        return glo_fail(GLO_EINVAL, "the exposure of '%s' to '%s' for %s must have low <= weight <= high", to,
                        from, phenomenon_name(exposures->phenomena, e.phenomenon));
    if ((status = glo_words_add(exposures->zones, from, strlen(from), &e.from)) < 0 ||
        (status = glo_words_add(exposures->zones, to, strlen(to), &e.to)) < 0)
        return status;
    *out = e;
    return GLO_OK;
}

static glo_status read_all(glo_exposures *exposures, const glo_frame *frame) {
    columns c = {0};
    glo_status status;
    if ((status = glo_frame_need(frame, "from_zone", GLO_TYPE_TEXT, &c.from)) < 0 ||
        (status = glo_frame_need(frame, "to_zone", GLO_TYPE_TEXT, &c.to)) < 0 ||
        (status = glo_frame_need(frame, "phenomenon", GLO_TYPE_TEXT, &c.phenomenon)) < 0 ||
        (status = glo_frame_need(frame, "weight", GLO_TYPE_REAL, &c.weight)) < 0 ||
        (status = optional(frame, "low", GLO_TYPE_REAL, &c.low)) < 0 ||
        (status = optional(frame, "high", GLO_TYPE_REAL, &c.high)) < 0 ||
        (status = glo_words_new(&exposures->zones)) < 0 ||
        (status = glo_alloc_array(glo_frame_rows(frame), sizeof(glo_exposure), &exposures->items)) < 0)
        return status;
    for (; exposures->count < glo_frame_rows(frame); exposures->count++) {
        status = read_exposure(exposures, &c, exposures->count, &exposures->items[exposures->count]);
        if (status < 0)
            return status;
    }
    qsort_r(exposures->items, exposures->count, sizeof(glo_exposure), compare,
            (void *)(uintptr_t)glo_tree_nodes(exposures->phenomena));
    for (size_t i = 1; i < exposures->count; i++) {
        const glo_exposure *a = &exposures->items[i - 1], *b = &exposures->items[i];
        if (a->from == b->from && a->to == b->to && a->phenomenon == b->phenomenon)
            return glo_fail(GLO_EINVAL, "there are two exposures of '%s' to '%s' for %s",
                            glo_words_text(exposures->zones, a->to),
                            glo_words_text(exposures->zones, a->from),
                            phenomenon_name(exposures->phenomena, a->phenomenon));
    }
    return GLO_OK;
}

glo_status glo_exposures_init(glo_exposures *exposures, const glo_frame *frame, const glo_tree *phenomena) {
    *exposures = (glo_exposures){.phenomena = phenomena};
    glo_status status = read_all(exposures, frame);
    if (status < 0)
        glo_exposures_dispose(exposures);
    return status;
}

void glo_exposures_dispose(glo_exposures *exposures) {
    glo_words_free(exposures->zones);
    free(exposures->items);
    *exposures = (glo_exposures){0};
}

/* The first exposure from `from` or a later word. */
static size_t first_from(const glo_exposures *exposures, uint32_t from) {
    size_t low = 0, high = exposures->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (exposures->items[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

glo_status glo_exposures_match(const glo_exposures *exposures, uint32_t from, uint32_t phenomenon,
                               glo_allocation *allocation) {
    double sum = 0;
    allocation->count = 0;
    for (size_t i = first_from(exposures, from); i < exposures->count && exposures->items[i].from == from;
         i++) {
        const glo_exposure *e = &exposures->items[i];
        if (e->phenomenon != GLO_NO_NODE &&
            !glo_tree_is_within(exposures->phenomena, e->phenomenon, phenomenon))
            continue;
        if (allocation->count > 0 && allocation->items[allocation->count - 1].to == e->to)
            continue; /* a more specific one came before */
        if (glo_alloc_grow(&allocation->items, &allocation->room, allocation->count + 1, sizeof *e) < 0)
            return GLO_ENOMEM;
        allocation->items[allocation->count++] = *e;
        sum += e->weight;
    }
    if (sum > 1 + tolerance)
        return glo_fail(
            GLO_EINVAL, "the weights of the exposures to '%s' for %s add up to %.10g, more than 1",
            glo_words_text(exposures->zones, from), phenomenon_name(exposures->phenomena, phenomenon), sum);
    allocation->remainder = 1 - sum > tolerance ? 1 - sum : 0;
    return GLO_OK;
}

glo_status glo_figures_open(const glo_frame *frame, glo_figures *out) {
    glo_figures f = {0};
    size_t at;
    glo_status status;
    if ((status = glo_frame_need(frame, "zone", GLO_TYPE_TEXT, &f.zone)) < 0 ||
        (status = glo_frame_need(frame, "phenomenon", GLO_TYPE_TEXT, &f.phenomenon)) < 0 ||
        (status = glo_frame_need(frame, "count", GLO_TYPE_INTEGER, &f.count)) < 0 ||
        (status = optional(frame, "count_high", GLO_TYPE_INTEGER, &f.high)) < 0)
        return status;
    if (glo_frame_find(frame, "period", &at) == GLO_OK) {
        f.period = glo_frame_column(frame, at);
        if (f.period->type != GLO_TYPE_DAY && f.period->type != GLO_TYPE_MONTH)
            return glo_fail(GLO_EINVAL, "column 'period' must be day or month, it is %s",
                            glo_type_name(f.period->type));
    }
    *out = f;
    return GLO_OK;
}

int glo_figures_read(const glo_figures *figures, size_t row, const glo_exposures *exposures,
                     glo_figure *out) {
    if (glo_column_is_null(figures->count, row))
        return 0;
    const char *zone = glo_column_text(figures->zone, row);
    glo_figure f = {.count = figures->count->integers[row]};
    int known = figures->high && !glo_column_is_null(figures->high, row);
    f.high = known ? figures->high->integers[row] : f.count;
    f.time = figures->period ? figures->period->times[row] : 0;
    glo_status status = glo_words_add(exposures->zones, zone, strlen(zone), &f.zone);
    if (status == GLO_OK)
        status =
            find_phenomenon(exposures->phenomena, glo_column_text(figures->phenomenon, row), &f.phenomenon);
    if (status < 0)
        return status;
    *out = f;
    return 1;
}
