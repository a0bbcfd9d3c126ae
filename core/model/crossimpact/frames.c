/* frames.c: consistent scenarios and attractors as frames. Columns and example in model/crossimpact.h. */
#include "base/alloc.h"
#include "crossimpact/basins.h"
#include "crossimpact/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct row {
    uint64_t key, weight, length;
    size_t attractor, step;
    glo_worth worth;
} row;

typedef struct table {
    const glo_cross_impacts *impacts;
    row *rows;
    size_t count, room;
    bool has_weights, has_attractors;
} table;

/* ---- rows ---- */

static glo_status add_row(table *t, uint64_t key, row with) {
    glo_scenario scenario;
    if (glo_alloc_grow(&t->rows, &t->room, t->count + 1, sizeof *t->rows) < 0)
        return GLO_ENOMEM;
    glo_scenario_unpack(t->impacts, key, &scenario);
    with.key = key;
    with.worth = glo_scenario_worth(t->impacts, &scenario);
    t->rows[t->count++] = with;
    return GLO_OK;
}

static int by_weight(const void *a, const void *b) {
    const row *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return (left->key > right->key) - (left->key < right->key);
}

static int attractor_by_weight(const void *a, const void *b) {
    const glo_attractor *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight < right->weight ? 1 : -1;
    return (left->key > right->key) - (left->key < right->key);
}

static int attractor_by_key(const void *key, const void *member) {
    uint64_t left = *(const uint64_t *)key, right = ((const glo_attractor *)member)->key;
    return (left > right) - (left < right);
}

/* ---- columns ---- */

typedef struct writer {
    const table *t;
    glo_frame_builder builder;
    glo_status status;
} writer;

static glo_column *add_column(writer *w, const char *name, glo_type type) {
    glo_column *column;
    if (w->status == GLO_OK)
        w->status = glo_column_new(type, w->t->count, &column);
    if (w->status == GLO_OK)
        w->status = glo_frame_builder_add(&w->builder, name, column);
    return w->status == GLO_OK ? column : NULL;
}

static void add_descriptor(writer *w, size_t k) {
    const glo_cross_impacts *impacts = w->t->impacts;
    glo_column *column = add_column(w, impacts->descriptor_names[k], GLO_TYPE_TEXT);
    for (size_t i = 0; i < w->t->count && w->status == GLO_OK; i++) {
        glo_scenario scenario;
        glo_scenario_unpack(impacts, w->t->rows[i].key, &scenario);
        const char *name = impacts->state_names[impacts->begin[k] + scenario.state[k]];
        w->status = glo_column_set_text(column, i, name, strlen(name));
    }
}

/* A balance, which is whole where all judgements are. */
static void add_balance(writer *w, const char *name, int64_t (*value)(const row *r)) {
    int32_t scale = w->t->impacts->scale;
    glo_column *column = add_column(w, name, scale == 1 ? GLO_TYPE_INTEGER : GLO_TYPE_REAL);
    for (size_t i = 0; i < w->t->count && column; i++) {
        int64_t balance = value(&w->t->rows[i]);
        if (scale == 1)
            column->integers[i] = balance;
        else
            column->reals[i] = (double)balance / scale;
    }
}

static void add_count(writer *w, const char *name, bool is_known, int64_t (*value)(const row *r)) {
    glo_column *column = add_column(w, name, GLO_TYPE_INTEGER);
    for (size_t i = 0; i < w->t->count && w->status == GLO_OK; i++) {
        if (is_known)
            column->integers[i] = value(&w->t->rows[i]);
        else
            w->status = glo_column_set_null(column, i);
    }
}

static int64_t score_of(const row *r) {
    return r->worth.score;
}

static int64_t consistency_of(const row *r) {
    return r->worth.consistency;
}

static int64_t inconsistency_of(const row *r) {
    return r->worth.consistency < 0 ? -(int64_t)r->worth.consistency : 0;
}

static int64_t weight_of(const row *r) {
    return (int64_t)r->weight;
}

static int64_t attractor_of(const row *r) {
    return (int64_t)r->attractor;
}

static int64_t step_of(const row *r) {
    return (int64_t)r->step;
}

static int64_t length_of(const row *r) {
    return (int64_t)r->length;
}

static void add_share(writer *w) {
    double all = (double)glo_cross_impacts_combinations(w->t->impacts);
    glo_column *column = add_column(w, "share", GLO_TYPE_REAL);
    for (size_t i = 0; i < w->t->count && w->status == GLO_OK; i++) {
        if (w->t->has_weights)
            column->reals[i] = (double)w->t->rows[i].weight / all;
        else
            w->status = glo_column_set_null(column, i);
    }
}

static glo_status write_frame(const table *t, glo_marking marking, glo_provenance *provenance,
                              glo_frame **out) {
    writer w = {.t = t};
    if (t->has_attractors) {
        add_count(&w, "attractor", true, attractor_of);
        add_count(&w, "step", true, step_of);
        add_count(&w, "length", true, length_of);
    }
    for (size_t k = 0; k < t->impacts->descriptors; k++)
        add_descriptor(&w, k);
    add_balance(&w, "score", score_of);
    add_balance(&w, "consistency", consistency_of);
    add_balance(&w, "inconsistency", inconsistency_of);
    add_count(&w, "weight", t->has_weights, weight_of);
    add_share(&w);
    if (w.status < 0) {
        glo_frame_builder_dispose(&w.builder);
        return w.status;
    }
    return glo_frame_new(&w.builder, marking, provenance, out);
}

/* ---- the two frames ---- */

static uint64_t in_fixed(const glo_basins *basins) {
    uint64_t sum = 0;
    for (size_t i = 0; i < basins->count; i++)
        sum += basins->attractors[i].length == 1 ? basins->attractors[i].weight : 0;
    return sum;
}

/* A scenario that is no attractor has no combination that ends in it: weight 0. */
static glo_status add_found(table *t, const glo_found *found, const glo_basins *basins) {
    glo_status status = GLO_OK;
    for (size_t i = 0; i < found->count && status == GLO_OK; i++) {
        row with = {0};
        const glo_attractor *own = basins->count == 0
                                       ? NULL
                                       : bsearch(&found->keys[i], basins->attractors, basins->count,
                                                 sizeof *basins->attractors, attractor_by_key);
        if (own && own->length == 1)
            with.weight = own->weight;
        status = add_row(t, found->keys[i], with);
    }
    if (status == GLO_OK)
        qsort(t->rows, t->count, sizeof *t->rows, by_weight);
    return status;
}

glo_status glo_consistent(const glo_cross_impacts *impacts, const glo_consistent_spec *spec,
                          const glo_job *job, glo_marking marking, glo_provenance *provenance,
                          glo_frame **out, glo_consistent_note *out_note) {
    table t = {.impacts = impacts, .has_weights = spec->has_weights};
    glo_found found = {0};
    glo_basins basins = {0};
    if (!(spec->inconsistency >= 0))
        return glo_fail(GLO_EINVAL, "inconsistency must be 0 or more, got %g", spec->inconsistency);
    double allowed = floor(fmin(spec->inconsistency, 1e9) * impacts->scale + 1e-9);
    glo_status status = glo_search_consistent(impacts, (int64_t)allowed, spec->most, job, &found);
    if (status == GLO_OK && spec->has_weights)
        status = glo_find_basins(impacts, spec->succession, job, &basins);
    if (status == GLO_OK)
        status = add_found(&t, &found, &basins);
    if (status == GLO_OK)
        status = write_frame(&t, marking, provenance, out);
    if (status == GLO_OK)
        *out_note = (glo_consistent_note){.combinations = glo_cross_impacts_combinations(impacts),
                                          .visited = found.visited,
                                          .in_fixed = in_fixed(&basins)};
    free(found.keys);
    free(basins.attractors);
    free(t.rows);
    return status;
}

static glo_status add_attractor(table *t, const glo_attractor *attractor, size_t number,
                                glo_succession succession) {
    uint64_t key = attractor->key;
    glo_status status = GLO_OK;
    for (size_t step = 1; step <= attractor->length && status == GLO_OK; step++) {
        status = add_row(
            t, key,
            (row){
                .weight = attractor->weight, .length = attractor->length, .attractor = number, .step = step});
        key = glo_succeed(t->impacts, succession, key);
    }
    return status;
}

glo_status glo_attractors(const glo_cross_impacts *impacts, glo_succession succession, const glo_job *job,
                          glo_marking marking, glo_provenance *provenance, glo_frame **out,
                          glo_consistent_note *out_note) {
    table t = {.impacts = impacts, .has_weights = true, .has_attractors = true};
    glo_basins basins;
    glo_status status = glo_find_basins(impacts, succession, job, &basins);
    if (status < 0)
        return status;
    qsort(basins.attractors, basins.count, sizeof *basins.attractors, attractor_by_weight);
    for (size_t i = 0; i < basins.count && status == GLO_OK; i++)
        status = add_attractor(&t, &basins.attractors[i], i + 1, succession);
    if (status == GLO_OK)
        status = write_frame(&t, marking, provenance, out);
    if (status == GLO_OK)
        *out_note = (glo_consistent_note){.combinations = glo_cross_impacts_combinations(impacts),
                                          .in_fixed = in_fixed(&basins)};
    free(basins.attractors);
    free(t.rows);
    return status;
}
