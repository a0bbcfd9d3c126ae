/* zones.c: circles and connected sets of places. What they are, and an example, in zones.h. */
#include "zones.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EARTH 6371.0088 /* mean radius in km, as in foresight/zones/positions.lua */
enum { MOST_STEPS = 100000000, NEAREST_TOUCH = 5 };

typedef struct near {
    double away; /* grows with the distance */
    uint32_t place;
} near;

/* ---- distances ---- */

static double radians(double degrees) {
    return degrees * (3.14159265358979323846 / 180);
}

/* What orders places by distance without a root: its square, or the haversine. */
static double away(const study *s, glo_scan_metric metric, size_t a, size_t b) {
    double dx = s->x[b] - s->x[a], dy = s->y[b] - s->y[a];
    if (metric == GLO_SCAN_PLANE)
        return dx * dx + dy * dy;
    double north = sin(radians(dy) / 2), east = sin(radians(dx) / 2);
    return north * north + cos(radians(s->y[a])) * cos(radians(s->y[b])) * east * east;
}

static double distance_of(glo_scan_metric metric, double apart) {
    return metric == GLO_SCAN_PLANE ? sqrt(apart) : 2 * EARTH * asin(fmin(1, sqrt(apart)));
}

double glo_place_distance(const study *s, glo_scan_metric metric, size_t a, size_t b) {
    return distance_of(metric, away(s, metric, a, b));
}

static int nearer(const void *left, const void *right) {
    const near *a = left, *b = right;
    if (a->away != b->away)
        return a->away < b->away ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

/* All places by distance from one. */
static void order_from(const study *s, glo_scan_metric metric, size_t centre, near *out) {
    for (size_t i = 0; i < s->places; i++)
        out[i] = (near){away(s, metric, centre, i), (uint32_t)i};
    out[centre].away = 0;
    qsort(out, s->places, sizeof *out, nearer);
}

/* ---- the work, a centre at a time ---- */

typedef struct finder {
    const study *s;
    const glo_scan_spec *spec;
    const glo_job *job;
    struct list {
        uint32_t *place;
        uint8_t *depth;
        size_t count, place_room, depth_room;
        uint64_t sets;
    } * lists; /* per centre */
} finder;

static glo_status add_step(const finder *f, struct list *list, uint32_t place, size_t depth) {
    if (glo_alloc_grow(&list->place, &list->place_room, list->count + 1, sizeof *list->place) < 0)
        return GLO_ENOMEM;
    if (f->spec->is_flexible) {
        if (glo_alloc_grow(&list->depth, &list->depth_room, list->count + 1, sizeof *list->depth) < 0)
            return GLO_ENOMEM;
        list->depth[list->count] = (uint8_t)depth;
    }
    list->place[list->count++] = place;
    return GLO_OK;
}

/* A hair more than the share: a sum that is the share itself may come out just above it. */
static double most_weight(const finder *f) {
    return f->spec->max_share * (1 + 1e-12);
}

static bool is_in_reach(const finder *f, const near *place) {
    return !(f->spec->max_radius > 0) ||
           distance_of(f->spec->metric, place->away) <= f->spec->max_radius * (1 + 1e-12);
}

static glo_status find_circles(const finder *f, struct list *list, const near *order) {
    double weight = 0;
    size_t whole = 0;
    for (size_t i = 0; i < f->s->places && is_in_reach(f, &order[i]); i++) {
        weight += f->s->weight[order[i].place];
        if (weight > most_weight(f))
            break;
        bool is_tied = i + 1 < f->s->places && order[i + 1].away == order[i].away;
        if (add_step(f, list, order[i].place | (is_tied ? GLO_UNFINISHED : 0), 1) < 0)
            return GLO_ENOMEM;
        if (!is_tied) {
            whole = list->count;
            list->sets++;
        }
    }
    list->count = whole;
    return GLO_OK;
}

/* ---- connected sets ---- */

typedef struct patch {
    const finder *f;
    struct list *list;
    const near *order;
    size_t count;         /* places in it, the centre first */
    uint64_t touches[64]; /* which of them each touches */
} patch;

static bool is_touching(const study *s, uint32_t a, uint32_t b) {
    uint64_t wanted = (uint64_t)a * s->places + b;
    size_t low = 0, high = s->touch_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->touches[middle] < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < s->touch_count && s->touches[low] == wanted;
}

/* Every connected set that holds the places so far and none of those excluded: with the first of the open ones, then without it. */
static glo_status extend(const patch *p, uint64_t open, uint64_t closed, double weight, size_t depth) {
    while (open) {
        size_t next = (size_t)__builtin_ctzll(open);
        uint64_t bit = UINT64_C(1) << next;
        open &= ~bit;
        closed |= bit;
        double with = weight + p->f->s->weight[p->order[next].place];
        if (with > most_weight(p->f))
            continue;
        glo_status status = add_step(p->f, p->list, p->order[next].place, depth);
        if (status == GLO_OK && p->list->count % 65536 == 0)
            status = glo_job_check(p->f->job);
        if (status == GLO_OK && p->list->count * p->f->s->places > MOST_STEPS)
            status = glo_fail(GLO_EINVAL,
                              "more than %d million connected sets of places: use fewer neighbours than %zu",
                              MOST_STEPS / 1000000, p->f->spec->neighbours);
        p->list->sets++;
        if (status == GLO_OK)
            status = extend(p, open | (p->touches[next] & ~closed), closed, with, depth + 1);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

static glo_status find_connected(const finder *f, struct list *list, const near *order) {
    patch p = {.f = f, .list = list, .order = order};
    while (p.count < f->s->places && p.count < f->spec->neighbours && is_in_reach(f, &order[p.count]))
        p.count++;
    for (size_t i = 0; i < p.count; i++) {
        for (size_t k = 0; k < p.count; k++) {
            if (k != i && is_touching(f->s, order[i].place, order[k].place))
                p.touches[i] |= UINT64_C(1) << k;
        }
    }
    return extend(&p, 1, 0, 0, 1);
}

static glo_status find_of(void *context, size_t centre) {
    finder *f = context;
    near *order;
    if (glo_alloc_array(f->s->places, sizeof *order, &order) < 0)
        return GLO_ENOMEM;
    order_from(f->s, f->spec->metric, centre, order);
    /* the centre itself first, also among places at the same position */
    for (size_t i = 0; i < f->s->places && order[0].place != centre; i++) {
        if (order[i].place == centre) {
            order[i].place = order[0].place;
            order[0].place = (uint32_t)centre;
        }
    }
    glo_status status = f->spec->is_flexible ? find_connected(f, &f->lists[centre], order)
                                             : find_circles(f, &f->lists[centre], order);
    free(order);
    return status;
}

/* ---- who touches whom, where it was not given: the nearest, either way ---- */

static int compare_pairs(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static glo_status touch_nearest(study *s, glo_scan_metric metric, const glo_job *job) {
    near *order = NULL;
    size_t count = 0, each = s->places - 1 < NEAREST_TOUCH ? s->places - 1 : NEAREST_TOUCH;
    glo_status status = glo_alloc_array(s->places, sizeof *order, &order);
    if (status == GLO_OK)
        status = glo_alloc_array(2 * each * s->places, sizeof *s->touches, &s->touches);
    for (size_t i = 0; i < s->places && status == GLO_OK; i++) {
        order_from(s, metric, i, order);
        for (size_t k = 0, found = 0; found < each; k++) {
            if (order[k].place == i)
                continue;
            s->touches[count++] = (uint64_t)i * s->places + order[k].place;
            s->touches[count++] = (uint64_t)order[k].place * s->places + i;
            found++;
        }
        status = glo_job_check(job);
    }
    free(order);
    if (status < 0)
        return status;
    qsort(s->touches, count, sizeof *s->touches, compare_pairs);
    s->touch_count = count;
    return GLO_OK;
}

/* ---- all of them ---- */

static glo_status join_lists(const finder *f, scan_zones *out) {
    size_t steps = 0;
    for (size_t i = 0; i < f->s->places; i++)
        steps += f->lists[i].count;
    if (steps > MOST_STEPS)
        return glo_fail(GLO_EINVAL, "%zu million sets of places are too many: use a smaller max_share%s",
                        steps / 1000000, f->spec->is_flexible ? ", or fewer neighbours" : " or a max_radius");
    scan_zones c = {.centres = f->s->places, .depths = f->spec->is_flexible ? f->spec->neighbours : 1};
    glo_status status = glo_alloc_array(c.centres + 1, sizeof *c.begin, &c.begin);
    if (status == GLO_OK)
        status = glo_alloc_array(steps, sizeof *c.place, &c.place);
    if (status == GLO_OK && f->spec->is_flexible)
        status = glo_alloc_array(steps, sizeof *c.depth, &c.depth);
    if (status < 0) {
        glo_scan_zones_dispose(&c);
        return status;
    }
    for (size_t i = 0; i < c.centres; i++) {
        const struct list *list = &f->lists[i];
        if (list->count > 0)
            memcpy(c.place + c.begin[i], list->place, list->count * sizeof *c.place);
        if (c.depth && list->count > 0)
            memcpy(c.depth + c.begin[i], list->depth, list->count);
        c.begin[i + 1] = c.begin[i] + list->count;
        c.sets += list->sets;
    }
    *out = c;
    return GLO_OK;
}

glo_status glo_scan_zones_find(study *s, const glo_scan_spec *spec, const glo_job *job, scan_zones *out) {
    finder f = {.s = s, .spec = spec, .job = job};
    glo_status status = spec->is_flexible && !s->touches ? touch_nearest(s, spec->metric, job) : GLO_OK;
    if (status == GLO_OK)
        status = glo_alloc_array(s->places, sizeof *f.lists, &f.lists);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "ordering places", s->places, find_of, &f);
    if (status == GLO_OK)
        status = join_lists(&f, out);
    for (size_t i = 0; f.lists && i < s->places; i++) {
        free(f.lists[i].place);
        free(f.lists[i].depth);
    }
    free(f.lists);
    return status;
}

void glo_scan_zones_dispose(scan_zones *c) {
    free(c->begin);
    free(c->place);
    free(c->depth);
    *c = (scan_zones){0};
}

/* The set of a step: of a circle all steps so far, else back over the last step of each lower depth. */
static size_t places_of(const scan_zones *c, size_t centre, size_t step, uint32_t *out) {
    size_t count = 0, wanted = c->depth ? c->depth[step] : 0;
    for (size_t i = step + 1; i > c->begin[centre]; i--) {
        if (c->depth && c->depth[i - 1] != wanted)
            continue;
        out[count++] = c->place[i - 1] & ~GLO_UNFINISHED;
        wanted--;
    }
    return count;
}

glo_status glo_scan_zones_members(const study *s, glo_scan_metric metric, const scan_zones *c, size_t centre,
                                  size_t step, uint32_t *out, size_t *out_count) {
    near *order;
    if (glo_alloc_array(s->places, sizeof *order, &order) < 0)
        return GLO_ENOMEM;
    size_t count = places_of(c, centre, step, out);
    for (size_t i = 0; i < count; i++)
        order[i] = (near){out[i] == centre ? -1 : away(s, metric, centre, out[i]), out[i]};
    qsort(order, count, sizeof *order, nearer);
    for (size_t i = 0; i < count; i++)
        out[i] = order[i].place;
    free(order);
    *out_count = count;
    return GLO_OK;
}
