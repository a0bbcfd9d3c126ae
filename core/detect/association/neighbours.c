/* neighbours.c: spatial weights by distance and by pairs. Example in neighbours.h.
 *
 * Reference for the great circle: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984).
 */
#include "association/neighbours.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EARTH_KM 6371.0088 /* mean radius */
#define RADIANS(degrees) ((degrees) * (M_PI / 180))

double glo_distance(double x1, double y1, double x2, double y2, bool is_great_circle) {
    if (!is_great_circle)
        return hypot(x1 - x2, y1 - y2);
    double north = sin(RADIANS(y2 - y1) / 2), east = sin(RADIANS(x2 - x1) / 2);
    double h = north * north + cos(RADIANS(y1)) * cos(RADIANS(y2)) * east * east;
    return 2 * EARTH_KM * asin(fmin(1, sqrt(h)));
}

/* ---- lists under construction ---- */

static glo_status begin_lists(size_t places, glo_neighbours *lists) {
    *lists = (glo_neighbours){.places = places};
    return glo_alloc_array(places + 1, sizeof *lists->begin, &lists->begin);
}

/* One more neighbour of the place whose list is being made. */
static glo_status add(glo_neighbours *lists, size_t *used, uint32_t other) {
    size_t room = lists->room;
    if (*used == lists->room) {
        if (glo_alloc_grow(&lists->place, &room, *used + 1, sizeof *lists->place) < 0)
            return GLO_ENOMEM;
        room = lists->room;
        if (glo_alloc_grow(&lists->weight, &room, *used + 1, sizeof *lists->weight) < 0)
            return GLO_ENOMEM;
        lists->room = room;
    }
    lists->place[*used] = other;
    lists->weight[(*used)++] = 1;
    return GLO_OK;
}

void glo_neighbours_dispose(glo_neighbours *neighbours) {
    free(neighbours->begin);
    free(neighbours->place);
    free(neighbours->weight);
    *neighbours = (glo_neighbours){0};
}

static glo_status finish(glo_neighbours *lists, glo_status status, glo_neighbours *out) {
    if (status == GLO_OK)
        *out = *lists;
    else
        glo_neighbours_dispose(lists);
    return status;
}

/* ---- by distance ---- */

typedef struct candidate {
    double distance;
    uint32_t place;
} candidate;

static bool is_nearer(candidate a, candidate b) {
    return a.distance != b.distance ? a.distance < b.distance : a.place < b.place;
}

/* Keeps `nearest` in order and at most `most` long. */
static size_t insert(candidate *nearest, size_t have, size_t most, candidate new) {
    if (have == most && !is_nearer(new, nearest[have - 1]))
        return have;
    size_t at = have < most ? have++ : have - 1;
    for (; at > 0 && is_nearer(new, nearest[at - 1]); at--)
        nearest[at] = nearest[at - 1];
    nearest[at] = new;
    return have;
}

static int by_place(const void *a, const void *b) {
    uint32_t left = ((const candidate *)a)->place, right = ((const candidate *)b)->place;
    return (left > right) - (left < right);
}

static glo_status nearest_of(const double *x, const double *y, size_t i, size_t count, bool is_great_circle,
                             candidate *nearest, glo_neighbours *lists) {
    size_t have = 0, used = lists->begin[i];
    for (size_t j = 0; j < lists->places; j++) {
        if (j != i)
            have = insert(nearest, have, count,
                          (candidate){glo_distance(x[i], y[i], x[j], y[j], is_great_circle), (uint32_t)j});
    }
    qsort(nearest, have, sizeof *nearest, by_place);
    glo_status status = GLO_OK;
    for (size_t k = 0; k < have && status == GLO_OK; k++)
        status = add(lists, &used, nearest[k].place);
    lists->begin[i + 1] = used;
    return status;
}

glo_status glo_neighbours_nearest(const double *x, const double *y, size_t places, size_t count,
                                  bool is_great_circle, const glo_job *job, glo_neighbours *out) {
    if (places <= count)
        return glo_fail(GLO_EINVAL, "%zu nearest neighbours need at least %zu places, and there are %zu",
                        count, count + 1, places);
    glo_neighbours lists = {0};
    candidate *nearest = NULL;
    glo_status status = begin_lists(places, &lists);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *nearest, &nearest);
    for (size_t i = 0; i < places && status == GLO_OK; i++) {
        status = i % 16 == 0 ? glo_job_check(job) : GLO_OK;
        if (status == GLO_OK)
            status = nearest_of(x, y, i, count, is_great_circle, nearest, &lists);
    }
    free(nearest);
    return finish(&lists, status, out);
}

glo_status glo_neighbours_within(const double *x, const double *y, size_t places, double distance,
                                 bool is_great_circle, const glo_job *job, glo_neighbours *out) {
    glo_neighbours lists = {0};
    size_t used = 0;
    glo_status status = begin_lists(places, &lists);
    for (size_t i = 0; i < places && status == GLO_OK; i++) {
        status = i % 16 == 0 ? glo_job_check(job) : GLO_OK;
        for (size_t j = 0; j < places && status == GLO_OK; j++) {
            if (j != i && glo_distance(x[i], y[i], x[j], y[j], is_great_circle) <= distance)
                status = add(&lists, &used, (uint32_t)j);
        }
        lists.begin[i + 1] = used;
    }
    return finish(&lists, status, out);
}

/* ---- by pairs ---- */

static int by_pair(const void *a, const void *b) {
    const uint32_t *left = a, *right = b;
    if (left[0] != right[0])
        return left[0] < right[0] ? -1 : 1;
    return (left[1] > right[1]) - (left[1] < right[1]);
}

glo_status glo_neighbours_paired(const uint32_t (*pairs)[2], size_t pair_count, size_t places,
                                 glo_neighbours *out) {
    glo_neighbours lists = {0};
    uint32_t(*both)[2] = NULL;
    size_t count = 0, used = 0;
    glo_status status = begin_lists(places, &lists);
    if (status == GLO_OK)
        status = glo_alloc_array(2 * pair_count, sizeof *both, &both);
    for (size_t i = 0; i < pair_count && status == GLO_OK; i++) {
        uint32_t a = pairs[i][0], b = pairs[i][1];
        if (a >= places || b >= places || a == b)
            continue;
        memcpy(both[count++], (uint32_t[]){a, b}, sizeof *both);
        memcpy(both[count++], (uint32_t[]){b, a}, sizeof *both);
    }
    if (status == GLO_OK)
        qsort(both, count, sizeof *both, by_pair);
    size_t next = 0;
    for (size_t i = 0; i < places && status == GLO_OK; i++) {
        for (; next < count && both[next][0] == i && status == GLO_OK; next++) {
            if (next == 0 || by_pair(both[next], both[next - 1]) != 0)
                status = add(&lists, &used, both[next][1]);
        }
        lists.begin[i + 1] = used;
    }
    free(both);
    return finish(&lists, status, out);
}

/* ---- weights ---- */

glo_status glo_neighbours_add_self(glo_neighbours *neighbours) {
    glo_neighbours lists = {0};
    size_t used = 0;
    glo_status status = begin_lists(neighbours->places, &lists);
    for (size_t i = 0; i < neighbours->places && status == GLO_OK; i++) {
        bool is_in = false;
        for (size_t k = neighbours->begin[i]; k < neighbours->begin[i + 1] && status == GLO_OK; k++) {
            if (!is_in && neighbours->place[k] > i) {
                status = add(&lists, &used, (uint32_t)i);
                is_in = true;
            }
            if (status == GLO_OK)
                status = add(&lists, &used, neighbours->place[k]);
        }
        if (!is_in && status == GLO_OK)
            status = add(&lists, &used, (uint32_t)i);
        lists.begin[i + 1] = used;
    }
    if (status == GLO_OK)
        glo_neighbours_dispose(neighbours);
    return finish(&lists, status, neighbours);
}

void glo_neighbours_standardise(glo_neighbours *neighbours) {
    for (size_t i = 0; i < neighbours->places; i++) {
        double sum = 0;
        for (size_t k = neighbours->begin[i]; k < neighbours->begin[i + 1]; k++)
            sum += neighbours->weight[k];
        for (size_t k = neighbours->begin[i]; k < neighbours->begin[i + 1]; k++)
            neighbours->weight[k] /= sum;
    }
}

size_t glo_neighbours_count(const glo_neighbours *neighbours, size_t place) {
    return neighbours->begin[place + 1] - neighbours->begin[place];
}

double glo_neighbours_lag(const glo_neighbours *neighbours, const double *values, size_t place) {
    double sum = 0;
    for (size_t k = neighbours->begin[place]; k < neighbours->begin[place + 1]; k++)
        sum += neighbours->weight[k] * values[neighbours->place[k]];
    return sum;
}

static int compare_places(const void *a, const void *b) {
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

double glo_neighbours_weight(const glo_neighbours *neighbours, size_t place, uint32_t other) {
    size_t count = glo_neighbours_count(neighbours, place);
    if (count == 0)
        return 0;
    const uint32_t *list = neighbours->place + neighbours->begin[place];
    const uint32_t *found = bsearch(&other, list, count, sizeof *list, compare_places);
    return found ? neighbours->weight[found - neighbours->place] : 0;
}
