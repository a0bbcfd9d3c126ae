/* coverage.c: counts the zones below each zone that have figures. What counts is in cube/coverage.h.
 *
 * The figures of a phenomenon that gets rows are laid out by zone, in tree order (a counting sort): what lies below a zone
 * is then a run of them. Time follows the figures times the zones above each that get rows.
 */
#include "cube/coverage.h"

#include "base/alloc.h"
#include "base/err.h"
#include "facts.h"
#include "figures/figure_list.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A zone with a figure in a slot. */
typedef struct place {
    uint32_t zone;
    int32_t slot;
} place;

typedef struct census {
    const glo_plan *plan;
    const glo_node *zones;
    glo_coverage *out;
    glo_facts *facts;  /* per rate */
    place *places;     /* by line (phenomenon times subjects plus subject), by zone */
    size_t *starts;    /* per line, one more at the end */
    size_t line_count; /* phenomena times subjects */
    uint32_t *kinds;   /* per kind: how many zones of it lie below the zone at hand */
    uint32_t *tops;    /* per kind: how many of the topmost zones with figures are of it */
    /* Per slot, of the line and zone at hand: whether some zone below has figures, how many of the kind, which was the
     * last, and whether the zone itself has. */
    uint8_t *is_met, *is_own;
    uint32_t *reporting, *last;
} census;

static bool counts(const census *c, const glo_figure *item) {
    const glo_rollup_source *described = c->plan->described;
    if (item->adds || !item->is_asked)
        return false;
    for (size_t low = 0, high = c->plan->spec->described_count; low < high;) {
        size_t middle = low + (high - low) / 2;
        if (described[middle].id == item->source)
            return !described[middle].reports_zeros;
        if (described[middle].id < item->source)
            low = middle + 1;
        else
            high = middle;
    }
    return true;
}

static size_t line_of(const census *c, uint32_t node, const glo_figure *item) {
    return node * c->plan->subject_count + item->category % c->plan->subject_count;
}

/* Calls out each line with rows that a figure is on: of its phenomenon and those above. */
// NOLINTBEGIN(bugprone-macro-parentheses): it declares `node`
#define EACH_LINE(c, item, node)                                                                             \
    for (uint32_t node = (item)->node;                                                                       \
         node != GLO_NO_NODE && (c)->plan->phenomenon_flags[node] & GLO_NODE_IN;                             \
         node = glo_tree_nodes((c)->plan->spec->phenomena)[node].parent)                                     \
        if ((c)->plan->phenomenon_flags[node] & GLO_NODE_OUTPUT)
// NOLINTEND(bugprone-macro-parentheses)

static int compare_places(const void *a, const void *b) {
    const place *x = a, *y = b;
    return x->zone != y->zone ? (x->zone > y->zone) - (x->zone < y->zone)
                              : (x->slot > y->slot) - (x->slot < y->slot);
}

static glo_status lay_out(census *c, const glo_figures *f) {
    bool has_facets = c->plan->category_count > c->plan->subject_count;
    for (size_t i = 0; i < f->count; i++) {
        if (counts(c, &f->items[i]))
            EACH_LINE(c, &f->items[i], node) c->starts[line_of(c, node, &f->items[i]) + 2]++;
    }
    for (size_t line = 0; line < c->line_count; line++)
        c->starts[line + 2] += c->starts[line + 1];
    if (glo_alloc_array(c->starts[c->line_count + 1], sizeof *c->places, &c->places) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < f->count; i++) {
        const glo_figure *item = &f->items[i];
        if (counts(c, item))
            EACH_LINE(c, item, node)
        c->places[c->starts[line_of(c, node, item) + 1]++] = (place){item->zone, item->slot};
    }
    for (size_t line = 0; has_facets && line < c->line_count; line++)
        qsort(c->places + c->starts[line], c->starts[line + 1] - c->starts[line], sizeof *c->places,
              compare_places);
    return GLO_OK;
}

/* The first place of a line at the zone or after it. */
static size_t find_place(const census *c, size_t line, uint32_t zone) {
    size_t low = c->starts[line], high = c->starts[line + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->places[middle].zone < zone)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The kind of most of the topmost zones with figures, of equally many the first by name; false where there are none. */
static bool find_kind(census *c, size_t from, size_t to, uint32_t *out) {
    const glo_tree *tree = c->plan->spec->zones;
    uint32_t end = 0, best = UINT32_MAX, count = glo_tree_kinds(tree);
    memset(c->tops, 0, count * sizeof *c->tops);
    for (size_t i = from; i < to; i++) {
        uint32_t zone = c->places[i].zone;
        if (zone >= end) {
            c->tops[c->zones[zone].kind]++;
            end = c->zones[zone].end;
        }
    }
    for (uint32_t kind = 0; kind < count; kind++) {
        if (c->tops[kind] > 0 && (best == UINT32_MAX || c->tops[kind] > c->tops[best] ||
                                  (c->tops[kind] == c->tops[best] &&
                                   strcmp(glo_tree_kind(tree, kind), glo_tree_kind(tree, best)) < 0)))
            best = kind;
    }
    *out = best;
    return best != UINT32_MAX;
}

static int64_t distance(int64_t a, int64_t b) {
    return a > b ? a - b : b - a;
}

/* Adds the facts of a zone to those of a row. */
static void add_facts(census *c, size_t row, uint32_t zone, int32_t slot) {
    for (size_t rate = 0; rate < c->out->rate_count; rate++) {
        size_t at = glo_facts_at(&c->facts[rate], (size_t)slot, zone), to = row * c->out->rate_count + rate;
        int64_t year = c->facts[rate].years[at], asked = glo_facts_year(&c->plan->periods, (size_t)slot);
        c->out->facts[to] += c->facts[rate].totals[at]; /* NaN stays NaN */
        if (c->out->fact_years[to] == 0 || distance(year, asked) > distance(c->out->fact_years[to], asked))
            c->out->fact_years[to] = year;
    }
}

static glo_status add_row(census *c, const glo_coverage_row *row) {
    glo_coverage *out = c->out;
    size_t cells = (out->count + 1) * out->rate_count;
    if (glo_alloc_grow(&out->rows, &out->room, out->count + 1, sizeof *out->rows) < 0 ||
        glo_alloc_grow(&out->facts, &out->fact_room, cells, sizeof *out->facts) < 0 ||
        glo_alloc_grow(&out->fact_years, &out->year_room, cells, sizeof *out->fact_years) < 0)
        return GLO_ENOMEM;
    for (size_t cell = cells - out->rate_count; cell < cells; cell++) {
        out->facts[cell] = 0;
        out->fact_years[cell] = 0;
    }
    out->rows[out->count++] = *row;
    return GLO_OK;
}

/* What the zones of a row are, and their facts, where either is asked: places are gone through once more. */
static glo_status add_details(census *c, size_t first_row, size_t from, size_t to, uint32_t kind) {
    glo_coverage *out = c->out;
    if (!out->keeps_zones && out->rate_count == 0)
        return GLO_OK;
    for (size_t row = first_row; out->keeps_zones && row < out->count; row++) {
        out->rows[row].zones_from = out->zone_count;
        out->zone_count += out->rows[row].reporting;
    }
    if (out->keeps_zones &&
        glo_alloc_grow(&out->zones, &out->zone_room, out->zone_count + 1, sizeof *out->zones) < 0)
        return GLO_ENOMEM;
    for (size_t row = first_row; row < out->count; row++) { /* slots to rows; counted anew */
        c->reporting[out->rows[row].slot] = (uint32_t)(row - first_row);
        c->last[out->rows[row].slot] = GLO_NO_NODE;
        out->rows[row].reporting = 0;
    }
    for (size_t i = from; i < to; i++) {
        const place *p = &c->places[i];
        if (c->is_own[p->slot] || c->zones[p->zone].kind != kind || c->last[p->slot] == p->zone)
            continue;
        size_t row = first_row + c->reporting[p->slot];
        c->last[p->slot] = p->zone;
        if (out->keeps_zones)
            out->zones[out->rows[row].zones_from + out->rows[row].reporting] = p->zone;
        out->rows[row].reporting++;
        add_facts(c, row, p->zone, p->slot);
    }
    return GLO_OK;
}

/* The rows of a zone on a line. */
static glo_status count_line(census *c, uint32_t top, size_t line) {
    const glo_periods *periods = &c->plan->periods;
    size_t own = find_place(c, line, top), from = find_place(c, line, top + 1),
           to = find_place(c, line, c->zones[top].end), first_row = c->out->count;
    uint32_t kind;
    glo_status status = GLO_OK;
    if (!find_kind(c, from, to, &kind))
        return GLO_OK;
    memset(c->is_met, 0, periods->count);
    memset(c->is_own, 0, periods->count);
    for (size_t slot = 0; slot < periods->count; slot++) {
        c->reporting[slot] = 0;
        c->last[slot] = GLO_NO_NODE;
    }
    for (size_t i = own; i < from; i++)
        c->is_own[c->places[i].slot] = 1;
    for (size_t i = from; i < to; i++) {
        const place *p = &c->places[i];
        c->is_met[p->slot] = 1;
        if (c->zones[p->zone].kind == kind && c->last[p->slot] != p->zone) {
            c->last[p->slot] = p->zone;
            c->reporting[p->slot]++;
        }
    }
    for (size_t slot = 0; status == GLO_OK && slot < periods->count; slot++) {
        const glo_coverage_row row = {
            .zone = top,
            .phenomenon = (uint32_t)(line / c->plan->subject_count),
            .subject = (uint32_t)(line % c->plan->subject_count),
            .slot = (int32_t)slot,
            .day = periods->every == GLO_ALL ? 0 : glo_span_first(periods->slots[slot], periods->every),
            .kind = kind,
            .reporting = c->reporting[slot],
            .could_report = c->kinds[kind]};
        if (c->is_met[slot] && !c->is_own[slot])
            status = add_row(c, &row);
    }
    return status < 0 ? status : add_details(c, first_row, from, to, kind);
}

static glo_status count_zone(census *c, uint32_t top) {
    glo_status status = GLO_OK;
    memset(c->kinds, 0, glo_tree_kinds(c->plan->spec->zones) * sizeof *c->kinds);
    for (uint32_t zone = top; zone < c->zones[top].end; zone++)
        c->kinds[c->zones[zone].kind] += !c->zones[zone].retired;
    for (size_t line = 0; status == GLO_OK && line < c->line_count; line++) {
        if (c->starts[line] < c->starts[line + 1])
            status = count_line(c, top, line);
    }
    return status;
}

static bool has_parts(const census *c, uint32_t top) {
    for (uint32_t zone = top + 1; zone < c->zones[top].end; zone++) {
        if (!c->zones[zone].retired)
            return true;
    }
    return false;
}

static glo_status make_room(census *c) {
    size_t slots = c->plan->periods.count, kinds = glo_tree_kinds(c->plan->spec->zones);
    if (glo_alloc_array(c->line_count + 2, sizeof *c->starts, &c->starts) < 0 ||
        glo_alloc_array(kinds, sizeof *c->kinds, &c->kinds) < 0 ||
        glo_alloc_array(kinds, sizeof *c->tops, &c->tops) < 0 ||
        glo_alloc_array(slots, sizeof *c->is_met, &c->is_met) < 0 ||
        glo_alloc_array(slots, sizeof *c->is_own, &c->is_own) < 0 ||
        glo_alloc_array(slots, sizeof *c->reporting, &c->reporting) < 0 ||
        glo_alloc_array(slots, sizeof *c->last, &c->last) < 0 ||
        glo_alloc_array(c->out->rate_count, sizeof *c->facts, &c->facts) < 0)
        return GLO_ENOMEM;
    for (size_t rate = 0; rate < c->out->rate_count; rate++) {
        glo_status status = glo_facts_read(c->plan->spec->zones, &c->plan->spec->per[rate], &c->plan->periods,
                                           &c->facts[rate]);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

glo_status glo_figures_census(const glo_figures *f, glo_coverage *out) {
    const glo_plan *plan = f->pass->plan;
    census c = {.plan = plan, .zones = glo_tree_nodes(plan->spec->zones), .out = out};
    c.line_count = glo_tree_count(plan->spec->phenomena) * plan->subject_count;
    out->rate_count = plan->spec->per_count;
    glo_status status = make_room(&c);
    if (status == GLO_OK)
        status = lay_out(&c, f);
    for (uint32_t zone = 0; status == GLO_OK && zone < glo_tree_count(plan->spec->zones); zone++) {
        if (plan->zone_flags[zone] & GLO_NODE_OUTPUT && has_parts(&c, zone) &&
            (status = glo_accumulator_stop(&f->pass->accumulator)) == GLO_OK)
            status = count_zone(&c, zone);
    }
    for (size_t rate = 0; c.facts && rate < out->rate_count; rate++)
        glo_facts_dispose(&c.facts[rate]);
    free(c.facts);
    free(c.places);
    free(c.starts);
    free(c.kinds);
    free(c.tops);
    free(c.is_met);
    free(c.is_own);
    free(c.reporting);
    free(c.last);
    return status;
}

/* ---- what was found ---- */

bool glo_coverage_find(const glo_coverage *coverage, uint32_t zone, uint32_t phenomenon, uint32_t subject,
                       int32_t slot, size_t *out) {
    const int64_t wanted[] = {zone, phenomenon, subject, slot};
    size_t low = 0, high = coverage->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const glo_coverage_row *row = &coverage->rows[middle];
        const int64_t keys[][2] = {{row->zone, wanted[0]},
                                   {row->phenomenon, wanted[1]},
                                   {row->subject, wanted[2]},
                                   {row->slot, wanted[3]}};
        int order = glo_figure_compare_keys(keys, 4);
        if (order == 0) {
            *out = middle;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

void glo_coverage_dispose(glo_coverage *coverage) {
    free(coverage->rows);
    free(coverage->zones);
    free(coverage->facts);
    free(coverage->fact_years);
    *coverage = (glo_coverage){.keeps_zones = coverage->keeps_zones};
}
