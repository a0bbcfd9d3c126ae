/* clusters.c: the best of each centre, without overlaps. Example in clusters.h. */
#include "clusters.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define START 2.0      /* ratios of interest are above it */
enum { PIECES = 128 }; /* of the centres, whatever the number of threads */

/* ---- the best of each centre ---- */

typedef struct centres {
    const search_plan *plan;
    const glo_job *job;
    window *best;
} centres;

static glo_status search_piece(void *context, size_t piece) {
    centres *c = context;
    const study *s = c->plan->s;
    size_t pieces = s->places < PIECES ? s->places : PIECES;
    size_t first = piece * s->places / pieces, end = (piece + 1) * s->places / pieces;
    searcher r = {0};
    glo_status status = glo_searcher_new(c->plan, 1, &r);
    r.is_tilted_by_best = true;
    for (size_t i = 0; i < s->places * s->periods && status == GLO_OK; i++)
        glo_searcher_add(&r, i, 0, (uint32_t)s->cases[i]);
    for (size_t i = first; i < end && status == GLO_OK; i++) {
        status = glo_search(&r, i, i + 1, START, c->job);
        c->best[i] = r.best[0];
    }
    glo_searcher_dispose(&r);
    return status;
}

static int more_likely(const void *left, const void *right) {
    const window *a = left, *b = right;
    if (a->llr != b->llr)
        return a->llr > b->llr ? -1 : 1;
    return a->centre < b->centre ? -1 : a->centre > b->centre;
}

/* ---- clusters ---- */

static void sum_cluster(const search_plan *plan, cluster *c) {
    const study *s = plan->s;
    size_t periods = c->window.to - c->window.from + 1;
    c->cases = c->expected = c->population = c->radius = 0;
    for (size_t i = 0; i < c->count; i++) {
        size_t place = c->members[i];
        for (size_t t = c->window.from; t <= c->window.to; t++) {
            size_t cell = place * s->periods + t;
            c->cases += (double)s->cases[cell];
            c->expected += s->expected[cell];
            c->population += s->population ? s->population[cell] : 0;
        }
        c->radius = fmax(c->radius, glo_place_distance(s, plan->spec->metric, c->window.centre, place));
    }
    c->population /= (double)periods;
    c->window.llr = glo_llr(c->cases, c->expected, (double)s->total);
}

static bool is_free(const uint8_t *taken, const uint32_t *members, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (taken[members[i]])
            return false;
    }
    return true;
}

/* Adds the window as a cluster unless one before has a place of it. */
static glo_status add_cluster(const search_plan *plan, const window *w, uint8_t *taken, uint32_t *members,
                              clusters *out) {
    size_t count;
    glo_status status =
        glo_scan_zones_members(plan->s, plan->spec->metric, plan->zones, w->centre, w->step, members, &count);
    if (status < 0 || !is_free(taken, members, count))
        return status;
    cluster c = {.window = *w, .count = count};
    status = glo_alloc_array(count, sizeof *c.members, &c.members);
    if (status == GLO_OK)
        status = glo_alloc_grow(&out->list, &out->room, out->count + 1, sizeof *out->list);
    if (status < 0) {
        free(c.members);
        return status;
    }
    memcpy(c.members, members, count * sizeof *members);
    for (size_t i = 0; i < count; i++)
        taken[members[i]] = 1;
    sum_cluster(plan, &c);
    out->list[out->count++] = c;
    return GLO_OK;
}

static glo_status choose(const search_plan *plan, window *best, const glo_job *job, clusters *out) {
    const study *s = plan->s;
    uint8_t *taken = NULL;
    uint32_t *members = NULL;
    qsort(best, s->places, sizeof *best, more_likely);
    glo_status status = glo_alloc_array(s->places, sizeof *taken, &taken);
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *members, &members);
    for (size_t i = 0; i < s->places && best[i].llr > 0 && status == GLO_OK; i++) {
        if (!taken[best[i].centre])
            status = add_cluster(plan, &best[i], taken, members, out);
        if (status == GLO_OK)
            status = glo_job_check(job);
    }
    free(taken);
    free(members);
    return status;
}

glo_status glo_clusters_find(const search_plan *plan, const glo_job *job, clusters *out) {
    centres c = {.plan = plan, .job = job};
    clusters found = {0};
    size_t places = plan->s->places;
    glo_status status = glo_alloc_array(places, sizeof *c.best, &c.best);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "scanning", places < PIECES ? places : PIECES, search_piece, &c);
    if (status == GLO_OK)
        status = choose(plan, c.best, job, &found);
    free(c.best);
    if (status < 0)
        glo_clusters_dispose(&found);
    else
        *out = found;
    return status;
}

void glo_clusters_dispose(clusters *c) {
    for (size_t i = 0; i < c->count; i++)
        free(c->list[i].members);
    free(c->list);
    *c = (clusters){0};
}
