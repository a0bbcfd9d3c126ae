/* test_combine.c: what the members of a combination weigh, against weights worked out by hand from the
 * formula of docs/methods.md. */
#include "base/err.h"
#include "forecast/combine.h"
#include "forecast/rolling_origin.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka needs them */
#include <cmocka.h>

#include <math.h>
#include <string.h>

enum { MOST_ORIGINS = 6, MEMBERS = 3 };

/* Members at `origins` origins, one step ahead of each, whose medians miss the outcomes by `errors`. */
typedef struct past {
    double values[1 + MOST_ORIGINS], blocks[MOST_ORIGINS * MEMBERS * 2], pooled[MOST_ORIGINS * 2];
    glo_sample sample;
    glo_predict_spec spec;
    glo_candidates w;
} past;

static void look_back(past *p, size_t origins, const double errors[MEMBERS]) {
    memset(p, 0, sizeof *p);
    p->sample = (glo_sample){.values = p->values, .count = 1 + origins, .season = 1};
    p->spec.horizon = 1;
    p->w = (glo_candidates){.spec = &p->spec,
                            .sample = &p->sample,
                            .member_count = MEMBERS,
                            .points = 1,
                            .probabilities = {0.5},
                            .origin_count = origins,
                            .steps = 1,
                            .stride = 1,
                            .past = p->blocks,
                            .pooled = p->pooled};
    for (size_t o = 0; o < origins; o++) {
        p->w.ends[o] = 1 + o;
        p->values[1 + o] = 10 * (double)o;
        for (size_t m = 0; m < MEMBERS; m++) {
            double *block = glo_past_block(&p->w, o, m);
            block[0] = 0; /* the mean, which does not count */
            block[1] = p->values[1 + o] + (o % 2 ? -1 : 1) * errors[m];
        }
    }
    for (size_t m = 0; m < MEMBERS; m++)
        p->w.weights[m] = 1;
}

static void assert_weights(const past *p, double first, double second, double third) {
    assert_true(fabs(p->w.weights[0] - first) < 1e-12);
    assert_true(fabs(p->w.weights[1] - second) < 1e-12);
    assert_true(fabs(p->w.weights[2] - third) < 1e-12);
}

/* n origins give (1.5 + n r^2) / (1.5 + n), r the error of the best by that of the member. */
static void test_learned(void **state) {
    (void)state;
    past p;
    look_back(&p, 4, (const double[]){2, 1, 1.25}); /* r: 1/2, 1, 4/5 */
    glo_learn_weights(&p.w);
    assert_weights(&p, 2.5 / 5.5, 1, 4.06 / 5.5);
    look_back(&p, 1, (const double[]){2, 1, 1.25});
    glo_learn_weights(&p.w);
    assert_weights(&p, 1.75 / 2.5, 1, 2.14 / 2.5);
}

/* Origins whose forecasts overlap share outcomes: four of two steps each, a step apart, count for 2.5. */
static void test_overlapping(void **state) {
    (void)state;
    past p;
    look_back(&p, 4, (const double[]){2, 1, 1.25});
    p.w.steps = 2;
    assert_true(glo_independent_origins(&p.w, 4) == 2.5);
    assert_true(glo_independent_origins(&p.w, 1) == 1);
    assert_true(glo_independent_origins(&p.w, 0) == 0);
}

/* From three origins on, a member that misses by more than twice as much as the best is out. */
static void test_outlying(void **state) {
    (void)state;
    past p;
    look_back(&p, 3, (const double[]){2.01, 1, 2});
    glo_learn_weights(&p.w);
    assert_weights(&p, 0, 1, 2.25 / 4.5);
    look_back(&p, 2, (const double[]){4, 1, 2});
    glo_learn_weights(&p.w);
    assert_weights(&p, 1.625 / 3.5, 1, 2.0 / 3.5);
}

/* An outcome that is missing counts for nobody; a forecast that is missing only for its member. */
static void test_missing(void **state) {
    (void)state;
    past p;
    look_back(&p, 4, (const double[]){2, 1, 1.25});
    glo_past_block(&p.w, 0, 0)[1] = 1e6;
    p.values[1] = NAN;
    glo_past_block(&p.w, 1, 2)[0] = NAN;
    glo_past_block(&p.w, 1, 2)[1] = 1e6;
    glo_learn_weights(&p.w);
    assert_weights(&p, 2.5 / 5.5, 1, 4.06 / 5.5);
}

/* Without an error there is nothing to tell the members apart by. */
static void test_equal(void **state) {
    (void)state;
    past p;
    look_back(&p, 4, (const double[]){2, 0, 1});
    glo_learn_weights(&p.w);
    assert_weights(&p, 1, 1, 1);
}

/* The mean of the middle half of the weight, by hand. */
static void test_midmean(void **state) {
    (void)state;
    const double equal[] = {1, 1, 1, 1};
    assert_true(glo_midmean((const double[]){100, 0, 20, 10}, equal, 4) == 15);
    assert_true(fabs(glo_midmean((const double[]){9, 0, 3}, equal, 3) - 3.5) < 1e-12);
    assert_true(fabs(glo_midmean((const double[]){0, 100}, (const double[]){3, 1}, 2)) < 1e-12);
    /* of the weight 0 to 5 the part from 1.25 to 3.75: 0.75 of the 0, 1 of the 2, 0.75 of the 8 */
    assert_true(fabs(glo_midmean((const double[]){2, 8, 0}, (const double[]){1, 2, 2}, 3) - 8 / 2.5) < 1e-12);
}

/* A member that is out, or has no forecast there, is left out of the combination. */
static void test_combined(void **state) {
    (void)state;
    past p;
    look_back(&p, 2, (const double[]){2, 4, 100});
    p.w.weights[2] = 0;
    glo_past_block(&p.w, 1, 0)[0] = NAN;
    glo_combine_past(&p.w);
    assert_true(fabs(p.pooled[1] - 3) < 1e-12);        /* 2 and 4 above 0 */
    assert_true(fabs(p.pooled[3] - (10 - 4)) < 1e-12); /* 4 below 10 alone */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learned),  cmocka_unit_test(test_overlapping), cmocka_unit_test(test_outlying),
        cmocka_unit_test(test_missing),  cmocka_unit_test(test_equal),       cmocka_unit_test(test_midmean),
        cmocka_unit_test(test_combined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
