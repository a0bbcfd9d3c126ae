/* impact.c: figures allocated to zones by exposure. Formula and rules in impact.h.
 *
 * Figures are taken by phenomenon and period; per such group every zone has one sum, in thousandths. Rows
 * come out by group and are then put in order of zone by a counting sort.
 */
#include "cube/impact.h"

#include "apportion.h"
#include "base/alloc.h"
#include "base/err.h"
#include "exposure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct estimate {
    int64_t thousandths;
    double low, high;
    int touched;
} estimate;

typedef struct row {
    uint32_t zone, phenomenon; /* a word, a node */
    int32_t time;
    estimate sum;
} row;

typedef struct impact {
    const glo_impact_spec *spec;
    const glo_job *job;
    const glo_column *period; /* of the figures; NULL where absent */
    glo_exposures exposures;
    glo_figure *figures; /* sorted by phenomenon, period, zone */
    size_t figure_count;
    uint32_t outside, cyberspace; /* words */
    uint8_t *is_cyberspace;       /* per word: a zone that is cyberspace */
    uint32_t words;
    estimate *sums;             /* per word, of the group at hand */
    glo_allocation *allocation; /* per word, of the phenomenon at hand; items NULL and room 0 while unknown */
    uint8_t *matched;           /* per word: its allocation is known */
    row *rows;
    size_t row_count, row_room;
} impact;

static int compare_figures(const void *a, const void *b) {
    const glo_figure *x = a, *y = b;
    if (x->phenomenon != y->phenomenon)
        return x->phenomenon < y->phenomenon ? -1 : 1;
    if (x->time != y->time)
        return x->time < y->time ? -1 : 1;
    return (x->zone > y->zone) - (x->zone < y->zone);
}

static glo_status read_figures(impact *m, const glo_frame *frame) {
    glo_figures columns;
    int status = glo_figures_open(frame, &columns);
    if (status < 0)
        return status;
    m->period = columns.period;
    if (glo_alloc_array(glo_frame_rows(frame), sizeof *m->figures, &m->figures) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < glo_frame_rows(frame); i++) {
        status = glo_figures_read(&columns, i, &m->exposures, &m->figures[m->figure_count]);
        if (status < 0)
            return status;
        m->figure_count += (size_t)status;
    }
    qsort(m->figures, m->figure_count, sizeof *m->figures, compare_figures);
    return GLO_OK;
}

static glo_status read_spec(impact *m) {
    const glo_impact_spec *s = m->spec;
    glo_words *zones = m->exposures.zones;
    glo_status status;
    if ((status = glo_words_add(zones, s->outside_code, strlen(s->outside_code), &m->outside)) < 0 ||
        (status = glo_words_add(zones, s->cyberspace_code, strlen(s->cyberspace_code), &m->cyberspace)) < 0)
        return status;
    m->words = glo_words_count(zones);
    if (glo_alloc_array(m->words, 1, &m->is_cyberspace) < 0 ||
        glo_alloc_array(m->words, sizeof *m->sums, &m->sums) < 0 ||
        glo_alloc_array(m->words, sizeof *m->allocation, &m->allocation) < 0 ||
        glo_alloc_array(m->words, 1, &m->matched) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->cyberspace_from_count; i++) {
        uint32_t word;
        if (glo_words_find(zones, s->cyberspace_from[i], strlen(s->cyberspace_from[i]), &word))
            m->is_cyberspace[word] = 1;
    }
    return GLO_OK;
}

static glo_status add(impact *m, uint32_t zone, int64_t thousandths, double low, double high) {
    estimate *sum = &m->sums[zone];
    sum->touched = 1;
    sum->low += low;
    sum->high += high;
    if (__builtin_add_overflow(sum->thousandths, thousandths, &sum->thousandths))
        return glo_fail(GLO_EINVAL, "an estimate does not fit in 64 bits of thousandths");
    return GLO_OK;
}

/* Adds the parts of one figure to its targets and what is left to the outside. `parts` and `weights` have
 * room for one more than there are targets. */
static glo_status allocate(impact *m, const glo_figure *figure, const glo_allocation *l, int64_t thousandths,
                           uint64_t *weights, int64_t *parts) {
    double count = (double)figure->count, high = (double)figure->high, sum_low = 0, sum_high = 0;
    for (size_t i = 0; i < l->count; i++)
        weights[i] = glo_apportion_weight(l->items[i].weight);
    weights[l->count] = glo_apportion_weight(l->remainder);
    glo_status status = glo_apportion(thousandths, weights, l->count + 1, parts);
    for (size_t i = 0; status == GLO_OK && i < l->count; i++) {
        const glo_exposure *e = &l->items[i];
        status = add(m, e->to, parts[i], e->low * count, e->high * high);
        sum_low += e->low * count;
        sum_high += e->high * high;
    }
    double most = fmax(0, high - sum_low);
    if (status == GLO_OK && (l->remainder > 0 || most >= 0.0005)) /* less is only rounding */
        status = add(m, m->outside, parts[l->count], fmax(0, count - sum_high), most);
    return status;
}

static glo_status add_figure(impact *m, const glo_figure *figure) {
    glo_allocation *l = &m->allocation[figure->zone];
    int64_t thousandths;
    glo_status status;
    if (__builtin_mul_overflow(figure->count, 1000, &thousandths))
        return glo_fail(GLO_EINVAL, "a figure does not fit in 64 bits of thousandths");
    if (!m->matched[figure->zone]) {
        if ((status = glo_exposures_match(&m->exposures, figure->zone, figure->phenomenon, l)) < 0)
            return status;
        m->matched[figure->zone] = 1;
    }
    if (l->count == 0)
        return add(m, m->is_cyberspace[figure->zone] ? m->cyberspace : m->outside, thousandths,
                   (double)figure->count, (double)figure->high);
    uint64_t *weights = NULL;
    int64_t *parts = NULL;
    status = glo_alloc_array(l->count + 1, sizeof *weights, &weights);
    if (status == GLO_OK)
        status = glo_alloc_array(l->count + 1, sizeof *parts, &parts);
    if (status == GLO_OK)
        status = allocate(m, figure, l, thousandths, weights, parts);
    free(weights);
    free(parts);
    return status;
}

/* Makes rows of the sums of a group and clears them. */
static glo_status end_group(impact *m, uint32_t phenomenon, int32_t time) {
    for (uint32_t zone = 0; zone < m->words; zone++) {
        if (!m->sums[zone].touched)
            continue;
        if (glo_alloc_grow(&m->rows, &m->row_room, m->row_count + 1, sizeof *m->rows) < 0)
            return GLO_ENOMEM;
        m->rows[m->row_count++] = (row){zone, phenomenon, time, m->sums[zone]};
        m->sums[zone] = (estimate){0};
    }
    return GLO_OK;
}

static glo_status sum_figures(impact *m) {
    for (size_t i = 0; i < m->figure_count; i++) {
        const glo_figure *f = &m->figures[i];
        int is_last = i + 1 == m->figure_count;
        glo_status status = glo_job_step(m->job, "impact", i, m->figure_count);
        if (status == GLO_OK)
            status = add_figure(m, f);
        if (status == GLO_OK && (is_last || f[1].phenomenon != f->phenomenon || f[1].time != f->time))
            status = end_group(m, f->phenomenon, f->time);
        if (status < 0)
            return status;
        if (!is_last && f[1].phenomenon != f->phenomenon)
            memset(m->matched, 0, m->words);
    }
    return GLO_OK;
}

/* ---- rows in order ---- */

static int part_of(const impact *m, uint32_t zone) {
    return zone == m->outside ? 2 : zone == m->cyberspace ? 1 : 0;
}

static int compare_zones(const void *a, const void *b, void *context) {
    const impact *m = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = part_of(m, x) - part_of(m, y);
    return order ? order
                 : strcmp(glo_words_text(m->exposures.zones, x), glo_words_text(m->exposures.zones, y));
}

/* The rows by zone: code, then cyberspace, then outside. */
static glo_status order_rows(const impact *m, size_t *order) {
    uint32_t *zones = NULL;
    size_t *starts = NULL;
    glo_status status = glo_alloc_array(m->words, sizeof *zones, &zones);
    if (status == GLO_OK)
        status = glo_alloc_array(m->words, sizeof *starts, &starts);
    if (status == GLO_OK) {
        for (uint32_t zone = 0; zone < m->words; zone++)
            zones[zone] = zone;
        qsort_r(zones, m->words, sizeof *zones, compare_zones, (void *)(uintptr_t)m);
        for (size_t i = 0; i < m->row_count; i++)
            starts[m->rows[i].zone]++;
        size_t next = 0;
        for (uint32_t rank = 0; rank < m->words; rank++) {
            size_t count = starts[zones[rank]];
            starts[zones[rank]] = next;
            next += count;
        }
        for (size_t i = 0; i < m->row_count; i++)
            order[starts[m->rows[i].zone]++] = i;
    }
    free(zones);
    free(starts);
    return status;
}

typedef struct outputs {
    glo_column *zone, *phenomenon, *period, *part, *estimate, *low, *high;
} outputs;

static glo_status new_outputs(const impact *m, const glo_tree *phenomena, outputs *o) {
    static const char *const parts[] = {"zone", "cyberspace", "outside"};
    size_t n = m->row_count;
    glo_words *words;
    uint32_t code;
    glo_status status = glo_words_new(&words);
    if (status < 0)
        return status;
    for (int i = 0; status == GLO_OK && i < 3; i++)
        status = glo_words_add(words, parts[i], strlen(parts[i]), &code);
    if (status == GLO_OK)
        status = glo_column_new_text(words, n, &o->part);
    glo_words_free(words);
    if (status < 0 || (status = glo_column_new_text(m->exposures.zones, n, &o->zone)) < 0 ||
        (status = glo_column_new_text(glo_tree_words(phenomena), n, &o->phenomenon)) < 0 ||
        (status = glo_column_new(GLO_TYPE_REAL, n, &o->estimate)) < 0 ||
        (status = glo_column_new(GLO_TYPE_REAL, n, &o->low)) < 0 ||
        (status = glo_column_new(GLO_TYPE_REAL, n, &o->high)) < 0)
        return status;
    if (!m->period)
        return GLO_OK;
    if ((status = glo_column_new(m->period->type, n, &o->period)) == GLO_OK)
        o->period->span = m->period->span;
    return status;
}

static void fill_outputs(const impact *m, const size_t *order, outputs *o) {
    for (size_t i = 0; i < m->row_count; i++) {
        const row *r = &m->rows[order[i]];
        double value = (double)r->sum.thousandths / 1000;
        o->zone->codes[i] = r->zone;
        o->phenomenon->codes[i] = r->phenomenon;
        o->part->codes[i] = (uint32_t)part_of(m, r->zone);
        o->estimate->reals[i] = value;
        /* Apportioning may have moved the estimate past its bounds, by a thousandth per figure. */
        o->low->reals[i] = fmin(r->sum.low, value);
        o->high->reals[i] = fmax(r->sum.high, value);
        if (o->period)
            o->period->times[i] = r->time;
    }
}

static glo_status make_frame(const impact *m, const glo_tree *phenomena, const char *unit,
                             glo_marking marking, glo_provenance *provenance, glo_frame **out) {
    outputs o = {0};
    glo_frame_builder b = {0};
    size_t *order;
    glo_status status = glo_alloc_array(m->row_count, sizeof *order, &order);
    if (status < 0)
        return status;
    if ((status = order_rows(m, order)) == GLO_OK && (status = new_outputs(m, phenomena, &o)) == GLO_OK)
        fill_outputs(m, order, &o);
    free(order);
    glo_column *reals[] = {o.estimate, o.low, o.high};
    for (int i = 0; status == GLO_OK && i < 3; i++)
        status = glo_column_set_unit(reals[i], unit);
    if (status < 0)
        b.status = status; /* so that adding only releases */
    struct {
        const char *name;
        glo_column *column;
    } all[] = {{"zone", o.zone}, {"phenomenon", o.phenomenon}, {"period", o.period},
               {"part", o.part}, {"estimate", o.estimate},     {"low", o.low},
               {"high", o.high}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].column)
            glo_frame_builder_add(&b, all[i].name, all[i].column);
    }
    return glo_frame_new(&b, marking, provenance, out);
}

glo_status glo_impact(const glo_frame *figures, const glo_frame *exposures, const glo_tree *phenomena,
                      const glo_impact_spec *spec, const glo_job *job, glo_provenance *provenance,
                      glo_frame **out) {
    impact m = {.spec = spec, .job = job};
    const glo_column *count;
    glo_marking marking = glo_marking_join(glo_tree_marking(phenomena), glo_frame_marking(figures));
    marking = glo_marking_join(marking, glo_frame_marking(exposures));
    glo_status status = glo_frame_need(figures, "count", GLO_TYPE_INTEGER, &count);
    if (status == GLO_OK)
        status = glo_exposures_init(&m.exposures, exposures, phenomena);
    if (status == GLO_OK)
        status = read_figures(&m, figures);
    if (status == GLO_OK)
        status = read_spec(&m);
    if (status == GLO_OK)
        status = sum_figures(&m);
    if (status == GLO_OK)
        status = make_frame(&m, phenomena, count->unit, marking, provenance, out);
    for (uint32_t word = 0; m.allocation && word < m.words; word++)
        free(m.allocation[word].items);
    free(m.allocation);
    free(m.matched);
    free(m.sums);
    free(m.is_cyberspace);
    free(m.figures);
    free(m.rows);
    glo_exposures_dispose(&m.exposures);
    return status;
}
