/* association.c: spatial association of each map of a frame, as a frame. Columns and example in detect/association.h. */
#include "detect/association.h"

#include "association/getis_ord.h"
#include "association/moran.h"
#include "association/places.h"
#include "base/alloc.h"
#include "panel/columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST = 4 }; /* places; with three the variance of I divides by 0 */

enum { NEIGHBOURS, VALUE, LAG, STATISTIC, EXPECTED, VARIANCE, Z, P, P_PERMUTED, Q, REALS };

/* What was found of a map, or of a place on it. */
typedef struct finding {
    const glo_map *map;
    uint32_t place;
    size_t places; /* of the map */
    double reals[REALS];
    const char *quadrant; /* NULL: none */
} finding;

typedef struct analysis {
    const glo_association_spec *spec;
    const glo_job *job;
    const glo_places *places;
    uint32_t (*borders)[2]; /* by number of place */
    size_t border_count;
    finding *findings;
    size_t count, room;
    glo_association_note note;
} analysis;

/* The places of one map that take part. */
typedef struct scene {
    const glo_map *map;
    size_t count;
    uint32_t *place; /* which */
    double *x, *y, *values, *z;
    glo_neighbours weights;
} scene;

/* ---- the places of a map and their neighbours ---- */

static void scene_dispose(scene *s) {
    free(s->place);
    free(s->x);
    free(s->y);
    free(s->values);
    free(s->z);
    glo_neighbours_dispose(&s->weights);
}

static glo_status scene_new(const analysis *a, const glo_map *map, scene *s) {
    size_t most = a->places->count;
    bool needs_place = a->spec->weights.kind != GLO_BORDERS;
    *s = (scene){.map = map};
    glo_status status = glo_alloc_array(most, sizeof *s->place, &s->place);
    double **arrays[] = {&s->x, &s->y, &s->values, &s->z};
    for (size_t i = 0; i < 4 && status == GLO_OK; i++)
        status = glo_alloc_array(most, sizeof(double), arrays[i]);
    for (uint32_t i = 0; i < most && status == GLO_OK; i++) {
        if (!isfinite(map->values[i]) || (needs_place && isnan(a->places->x[i])))
            continue;
        s->place[s->count] = i;
        s->x[s->count] = a->places->x[i];
        s->y[s->count] = a->places->y[i];
        s->values[s->count++] = map->values[i];
    }
    return status;
}

static glo_status link_borders(const analysis *a, scene *s) {
    uint32_t *number, (*pairs)[2] = NULL;
    if (glo_alloc_array(a->places->count, sizeof *number, &number) < 0)
        return GLO_ENOMEM;
    memset(number, 0xff, a->places->count * sizeof *number);
    for (uint32_t i = 0; i < s->count; i++)
        number[s->place[i]] = i;
    glo_status status = glo_alloc_array(a->border_count, sizeof *pairs, &pairs);
    for (size_t i = 0; i < a->border_count && status == GLO_OK; i++) {
        pairs[i][0] = number[a->borders[i][0]];
        pairs[i][1] = number[a->borders[i][1]];
    }
    if (status == GLO_OK)
        status = glo_neighbours_paired((const uint32_t(*)[2])pairs, a->border_count, s->count, &s->weights);
    free(pairs);
    free(number);
    return status;
}

static glo_status link_places(const analysis *a, scene *s) {
    const glo_weights_spec *w = &a->spec->weights;
    if (w->kind == GLO_BORDERS)
        return link_borders(a, s);
    if (w->kind == GLO_WITHIN)
        return glo_neighbours_within(s->x, s->y, s->count, w->distance, w->is_great_circle, a->job,
                                     &s->weights);
    return glo_neighbours_nearest(s->x, s->y, s->count, w->nearest, w->is_great_circle, a->job, &s->weights);
}

/* Without the places that have no neighbour; gives how many went. No neighbour of another goes, as borders and bands are mutual. */
static size_t drop_isolated(scene *s) {
    size_t kept = 0, before = s->count;
    for (size_t i = 0; i < before; i++) {
        if (glo_neighbours_count(&s->weights, i) == 0)
            continue;
        s->place[kept] = s->place[i];
        s->x[kept] = s->x[i];
        s->y[kept] = s->y[i];
        s->values[kept++] = s->values[i];
    }
    s->count = kept;
    return before - kept;
}

static glo_status link_scene(analysis *a, scene *s) {
    glo_status status = link_places(a, s);
    size_t isolated = status == GLO_OK ? drop_isolated(s) : 0;
    a->note.isolated += isolated;
    if (isolated > 0) {
        glo_neighbours_dispose(&s->weights);
        status = link_places(a, s);
    }
    if (status == GLO_OK && a->spec->statistic == GLO_GETIS_ORD && a->spec->weights.has_self)
        status = glo_neighbours_add_self(&s->weights);
    if (status == GLO_OK && !a->spec->weights.is_binary)
        glo_neighbours_standardise(&s->weights);
    return status;
}

/* ---- statistics ---- */

static glo_status add_finding(analysis *a, const scene *s, uint32_t place, finding **out) {
    if (glo_alloc_grow(&a->findings, &a->room, a->count + 1, sizeof *a->findings) < 0)
        return GLO_ENOMEM;
    finding *f = &a->findings[a->count++];
    *f = (finding){.map = s->map, .place = place, .places = s->count};
    for (size_t i = 0; i < REALS; i++)
        f->reals[i] = NAN;
    *out = f;
    return GLO_OK;
}

static void set_moran(finding *f, const glo_moran *m, const glo_tail *tail, glo_alternative alternative) {
    f->reals[STATISTIC] = m->statistic;
    f->reals[EXPECTED] = m->expected;
    f->reals[VARIANCE] = m->variance;
    f->reals[Z] = m->z;
    f->reals[P] = glo_normal_p(m->z, alternative);
    f->reals[P_PERMUTED] = glo_tail_p(tail, alternative);
}

static glo_status find_global(analysis *a, scene *s, double m2) {
    finding *f;
    glo_status status = add_finding(a, s, 0, &f);
    if (status < 0)
        return status;
    if (s->count > 0)
        f->reals[NEIGHBOURS] = (double)s->weights.begin[s->count] / (double)s->count;
    if (m2 == 0)
        return GLO_OK;
    glo_moran m;
    glo_tail tail = {0};
    status = glo_moran_global(&s->weights, s->z, m2, &m);
    if (status == GLO_OK && a->spec->draws > 0)
        status = glo_moran_permute(&s->weights, s->z, a->spec->draws, a->spec->seed, a->job, &tail);
    if (status == GLO_OK)
        set_moran(f, &m, &tail, a->spec->alternative);
    return status;
}

static const char *quadrant_of(double z, double lag) {
    if (z > 0)
        return lag > 0 ? "high-high" : "high-low";
    return lag > 0 ? "low-high" : "low-low";
}

static void find_local(const analysis *a, const scene *s, double m2, size_t i, const glo_tail *tail,
                       finding *f) {
    double lag = glo_neighbours_lag(&s->weights, s->z, i), z = s->z[i];
    glo_moran m = glo_moran_local(&s->weights, s->z, m2, i);
    set_moran(f, &m, tail, a->spec->alternative);
    f->quadrant = quadrant_of(z, lag);
}

static void find_getis_ord(const analysis *a, const scene *s, size_t i, const glo_tail *tail, finding *f) {
    glo_getis_ord g = glo_getis_ord_at(&s->weights, s->values, s->z, i);
    f->reals[STATISTIC] = g.share;
    f->reals[Z] = g.z;
    f->reals[P] = glo_normal_p(g.z, a->spec->alternative);
    f->reals[P_PERMUTED] = glo_tail_p(tail, a->spec->alternative);
    f->quadrant = g.z > 0 ? "hot spot" : "cold spot";
}

static glo_status find_places(analysis *a, scene *s, double m2) {
    glo_tail *tails;
    if (glo_alloc_array(s->count, sizeof *tails, &tails) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    if (m2 > 0 && a->spec->draws > 0)
        status = glo_lags_permute(&s->weights, s->z, a->spec->statistic == GLO_LOCAL_MORAN,
                                  a->spec->alternative, a->spec->draws, a->spec->seed, a->job, tails);
    for (size_t i = 0; i < s->count && status == GLO_OK; i++) {
        finding *f;
        status = add_finding(a, s, s->place[i], &f);
        if (status < 0)
            break;
        f->reals[VALUE] = s->values[i];
        if (m2 == 0)
            continue;
        f->reals[NEIGHBOURS] = (double)glo_neighbours_count(&s->weights, i);
        f->reals[LAG] = glo_neighbours_lag(&s->weights, s->values, i);
        if (a->spec->statistic == GLO_LOCAL_MORAN)
            find_local(a, s, m2, i, &tails[i], f);
        else
            find_getis_ord(a, s, i, &tails[i], f);
    }
    free(tails);
    return status;
}

static size_t fewest_places(const glo_weights_spec *weights) {
    return weights->kind == GLO_NEAREST && weights->nearest >= FEWEST ? weights->nearest + 1 : (size_t)FEWEST;
}

/* A map without enough places that have neighbours has no statistic; where it is the only one, that is an error. */
static glo_status judge_size(analysis *a, const scene *s, bool *out_is_small) {
    size_t fewest = fewest_places(&a->spec->weights);
    *out_is_small = s->count < fewest;
    a->note.small += *out_is_small;
    if (*out_is_small && a->places->map_count == 1)
        return glo_fail(GLO_EINVAL,
                        "%zu of %zu places have a figure, a place on the map and a neighbour, and at least "
                        "%zu are needed",
                        s->count, a->places->count, fewest);
    return GLO_OK;
}

static glo_status find_map(analysis *a, const glo_map *map) {
    scene s;
    bool is_small = false;
    double m2 = 0;
    glo_status status = scene_new(a, map, &s);
    if (status == GLO_OK)
        status = judge_size(a, &s, &is_small);
    if (status == GLO_OK && !is_small)
        status = link_scene(a, &s);
    if (status == GLO_OK && !is_small)
        status = judge_size(a, &s, &is_small);
    if (status == GLO_OK && !is_small) {
        m2 = glo_deviations(s.values, s.count, s.z);
        a->note.constant += m2 == 0;
    }
    if (status == GLO_OK && a->spec->statistic == GLO_MORAN)
        status = find_global(a, &s, m2);
    else if (status == GLO_OK)
        status = find_places(a, &s, m2);
    scene_dispose(&s);
    return status;
}

/* q over all rows, of the permuted p where there are permutations. */
static glo_status control(analysis *a) {
    double *p;
    size_t from = a->spec->draws > 0 ? P_PERMUTED : P;
    if (glo_alloc_array(a->count, sizeof *p, &p) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < a->count; i++)
        p[i] = a->findings[i].reals[from];
    glo_status status = glo_false_discovery(p, a->count, a->spec->control, p);
    for (size_t i = 0; i < a->count && status == GLO_OK; i++) {
        a->findings[i].reals[Q] = p[i];
        a->note.tests += isnan(p[i]) ? 0 : 1;
        a->note.alarms += p[i] <= a->spec->alpha ? 1 : 0;
    }
    free(p);
    return status;
}

/* ---- the frame ---- */

static const char *column_name(glo_association_statistic statistic, size_t real) {
    static const char *const names[REALS] = {"neighbours", "value", "lag", "moran_i",    "expected",
                                             "variance",   "z",     "p",   "p_permuted", "q"};
    bool is_global = statistic == GLO_MORAN, is_moran = statistic != GLO_GETIS_ORD;
    if ((is_global && (real == VALUE || real == LAG)) ||
        (!is_moran && (real == EXPECTED || real == VARIANCE)))
        return NULL;
    return real == STATISTIC && !is_moran ? "gi" : names[real];
}

/* A column of the figures, a row for each finding. */
static glo_status add_taken(const analysis *a, const glo_frame *figures, const char *name, bool is_place,
                            glo_frame_builder *builder) {
    size_t at, *rows;
    glo_column *column = NULL;
    glo_status status = glo_frame_find(figures, name, &at);
    if (status < 0)
        return status;
    if (glo_alloc_array(a->count, sizeof *rows, &rows) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < a->count; i++)
        rows[i] = is_place ? a->places->rows[a->findings[i].place] : a->findings[i].map->row;
    status = glo_column_take(glo_frame_column(figures, at), rows, a->count, &column);
    free(rows);
    return status < 0 ? status : glo_frame_builder_add(builder, name, column);
}

static glo_status add_keys(const analysis *a, const glo_frame *figures, glo_frame_builder *builder) {
    glo_status status = GLO_OK;
    if (a->spec->statistic != GLO_MORAN)
        status = add_taken(a, figures, a->spec->map.place, true, builder);
    for (size_t k = 0; k < a->spec->map.key_count && status == GLO_OK; k++)
        status = add_taken(a, figures, a->spec->map.keys[k], false, builder);
    return status;
}

static glo_status add_places(const analysis *a, glo_frame_builder *builder) {
    glo_column *column;
    if (a->spec->statistic != GLO_MORAN)
        return GLO_OK;
    glo_status status = glo_add_column(builder, "places", GLO_TYPE_INTEGER, a->count, NULL, &column);
    for (size_t i = 0; i < a->count && status == GLO_OK; i++)
        column->integers[i] = (int64_t)a->findings[i].places;
    return status;
}

static glo_status add_real(const analysis *a, size_t real, const char *unit, glo_frame_builder *builder) {
    const char *name = column_name(a->spec->statistic, real);
    glo_column *column;
    if (!name)
        return GLO_OK;
    bool is_value = real == VALUE || real == LAG;
    glo_status status =
        glo_add_column(builder, name, GLO_TYPE_REAL, a->count, is_value ? unit : NULL, &column);
    for (size_t i = 0; i < a->count && status == GLO_OK; i++)
        status = glo_set_real(column, i, a->findings[i].reals[real]);
    return status;
}

static glo_status set_text(glo_column *column, size_t row, const char *text) {
    return text ? glo_column_set_text(column, row, text, strlen(text)) : glo_column_set_null(column, row);
}

static glo_status add_clusters(const analysis *a, glo_frame_builder *builder) {
    glo_column *quadrant = NULL, *cluster;
    if (a->spec->statistic == GLO_MORAN)
        return GLO_OK;
    glo_status status = GLO_OK;
    if (a->spec->statistic == GLO_LOCAL_MORAN)
        status = glo_add_column(builder, "quadrant", GLO_TYPE_TEXT, a->count, NULL, &quadrant);
    if (status == GLO_OK)
        status = glo_add_column(builder, "cluster", GLO_TYPE_TEXT, a->count, NULL, &cluster);
    for (size_t i = 0; i < a->count && status == GLO_OK; i++) {
        const finding *f = &a->findings[i];
        const char *none = isnan(f->reals[Q]) ? NULL : "not significant";
        if (quadrant)
            status = set_text(quadrant, i, f->quadrant);
        if (status == GLO_OK)
            status = set_text(cluster, i, f->reals[Q] <= a->spec->alpha ? f->quadrant : none);
    }
    return status;
}

static glo_status make_frame(const analysis *a, const glo_frame *figures, glo_marking marking,
                             glo_provenance *provenance, glo_frame **out) {
    glo_frame_builder builder = {0};
    size_t value;
    glo_status status = glo_frame_find(figures, a->spec->map.value, &value);
    const char *unit = status < 0 || a->spec->map.population ? NULL : glo_frame_column(figures, value)->unit;
    if (status == GLO_OK)
        status = add_keys(a, figures, &builder);
    if (status == GLO_OK)
        status = add_places(a, &builder);
    for (size_t real = 0; real < REALS && status == GLO_OK; real++)
        status = add_real(a, real, unit, &builder);
    if (status == GLO_OK)
        status = add_clusters(a, &builder);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    return glo_frame_new(&builder, marking, provenance, out);
}

/* ---- the whole ---- */

static glo_status read_borders(analysis *a, const glo_frame *borders) {
    size_t left, right;
    glo_status status = glo_frame_find(borders, "a", &left);
    if (status == GLO_OK)
        status = glo_frame_find(borders, "b", &right);
    if (status == GLO_OK)
        status = glo_alloc_array(glo_frame_rows(borders), sizeof *a->borders, &a->borders);
    for (size_t row = 0; status == GLO_OK && row < glo_frame_rows(borders); row++) {
        uint32_t one = glo_places_find(a->places, glo_frame_column(borders, left), row);
        uint32_t other = glo_places_find(a->places, glo_frame_column(borders, right), row);
        if (one == UINT32_MAX || other == UINT32_MAX)
            continue;
        a->borders[a->border_count][0] = one;
        a->borders[a->border_count++][1] = other;
    }
    return status;
}

static glo_status find_all(analysis *a) {
    glo_status status = GLO_OK;
    for (size_t m = 0; m < a->places->map_count && status == GLO_OK; m++) {
        status = glo_job_step(a->job, "spatial association", m, a->places->map_count);
        if (status == GLO_OK)
            status = find_map(a, &a->places->maps[m]);
    }
    return status == GLO_OK ? control(a) : status;
}

glo_status glo_association(const glo_frame *figures, const glo_frame *places, const glo_frame *borders,
                           const glo_association_spec *spec, const glo_job *job, glo_provenance *provenance,
                           glo_frame **out, glo_association_note *out_note) {
    glo_places read;
    glo_marking marking = glo_frame_marking(figures);
    if (places)
        marking = glo_marking_join(marking, glo_frame_marking(places));
    if (borders)
        marking = glo_marking_join(marking, glo_frame_marking(borders));
    glo_status status = glo_places_read(figures, places ? places : figures, &spec->map, &read);
    if (status < 0)
        return status;
    analysis a = {.spec = spec, .job = job, .places = &read};
    a.note = (glo_association_note){.places = read.count,
                                    .maps = read.map_count,
                                    .unplaced = read.unplaced,
                                    .missing = read.missing,
                                    .absent = read.absent};
    if (borders)
        status = read_borders(&a, borders);
    if (status == GLO_OK)
        status = find_all(&a);
    if (status == GLO_OK)
        status = make_frame(&a, figures, marking, provenance, out);
    if (status == GLO_OK)
        *out_note = a.note;
    free(a.borders);
    free(a.findings);
    glo_places_dispose(&read);
    return status;
}
