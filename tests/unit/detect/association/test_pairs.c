/* test_pairs.c: pairs of events by bands: both ways of counting against every pair looked at, the expected numbers against the mean of
 * permutations, and threads. R surveillance's knox() is compared with in tests/spec/warning/association_spec.lua. */
#include "near.h"

#include "association/neighbours.h"
#include "association/pairs.h"
#include "numeric/draws.h"

#include <stdlib.h>

enum { EVENTS = 400, DRAWS = 200, CELLS = 4 };

static const double distances[] = {0.1, 0.3}, lags[] = {1, 3};

typedef struct scatter {
    uint32_t place[EVENTS];
    int32_t time[EVENTS];
    double x[EVENTS], y[EVENTS];
    glo_pairs pairs;
} scatter;

/* Events at `places` places in a unit square over `periods` periods: few of both make the table cheaper, many each pair. */
static scatter *scattered(size_t places, double periods) {
    scatter *s = calloc(1, sizeof *s);
    glo_draws draws = {.seed = 7};
    assert_non_null(s);
    for (size_t i = 0; i < places; i++) {
        s->x[i] = glo_draws_uniform(&draws);
        s->y[i] = glo_draws_uniform(&draws);
    }
    for (size_t e = 0; e < EVENTS; e++) {
        s->place[e] = (uint32_t)(e * places / EVENTS);
        s->time[e] = (int32_t)(glo_draws_uniform(&draws) * periods);
    }
    s->pairs = (glo_pairs){.events = EVENTS,
                           .place = s->place,
                           .time = s->time,
                           .places = places,
                           .x = s->x,
                           .y = s->y,
                           .distances = distances,
                           .distance_count = 2,
                           .lags = lags,
                           .lag_count = 2,
                           .draws = DRAWS,
                           .seed = 1};
    return s;
}

static void brute_force(const scatter *s, uint64_t counts[CELLS]) {
    for (size_t e = 0; e < EVENTS; e++) {
        for (size_t f = e + 1; f < EVENTS; f++) {
            uint32_t a = s->place[e], b = s->place[f];
            double distance = glo_distance(s->x[a], s->y[a], s->x[b], s->y[b], false);
            int lag = abs(s->time[e] - s->time[f]);
            if (distance <= 0.3 && lag <= 3)
                counts[(distance <= 0.1 ? 0 : 2) + (lag <= 1 ? 0 : 1)]++;
        }
    }
}

static void check(size_t places, double periods) {
    scatter *s = scattered(places, periods);
    uint64_t wanted[CELLS] = {0}, observed[CELLS];
    double expected[CELLS];
    glo_tail one[CELLS], three[CELLS];
    brute_force(s, wanted);
    assert_int_equal(GLO_OK, glo_pairs_count(&s->pairs, NULL, observed, expected, one));
    for (size_t cell = 0; cell < CELLS; cell++)
        assert_int_equal(wanted[cell], observed[cell]);
    glo_job job = {.threads = 3};
    assert_int_equal(GLO_OK, glo_pairs_count(&s->pairs, &job, observed, expected, three));
    for (size_t cell = 0; cell < CELLS; cell++) {
        assert_int_equal(DRAWS, one[cell].draws);
        assert_int_equal(one[cell].as_large, three[cell].as_large);
        assert_true(fabs((double)observed[cell] - expected[cell]) <
                    6 * sqrt(expected[cell] + 1) + 0.1 * expected[cell]);
        assert_true(one[cell].as_large > 0 && one[cell].as_small > 0); /* times are at random */
    }
    free(s);
}

static void test_table(void **state) {
    (void)state;
    check(10, 12);
}

static void test_event_by_event(void **state) {
    (void)state;
    check(EVENTS, 365);
}

/* Two places far apart, each with its events in one half of the time: no closer could they be. */
static void test_clustered(void **state) {
    (void)state;
    uint32_t place[] = {0, 0, 0, 0, 1, 1, 1, 1};
    int32_t time[] = {0, 0, 1, 1, 10, 10, 11, 11};
    double x[] = {0, 9}, y[] = {0, 0}, near[] = {0}, late[] = {1};
    glo_pairs pairs = {.events = 8,
                       .place = place,
                       .time = time,
                       .places = 2,
                       .x = x,
                       .y = y,
                       .distances = near,
                       .distance_count = 1,
                       .lags = late,
                       .lag_count = 1,
                       .draws = 9999,
                       .seed = 3};
    uint64_t observed;
    double expected;
    glo_tail tail;
    assert_int_equal(GLO_OK, glo_pairs_count(&pairs, NULL, &observed, &expected, &tail));
    assert_int_equal(12, observed);
    assert_near(expected, 12 * 12.0 / 28, 1e-12);
    assert_near(glo_tail_p(&tail, GLO_GREATER), 2.0 / 70,
                0.007); /* 2 of the 70 ways to part the eight times */
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_event_by_event),
                                       cmocka_unit_test(test_clustered)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
