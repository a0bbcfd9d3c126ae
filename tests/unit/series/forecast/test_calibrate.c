/* test_calibrate.c: how far intervals are inflated, against values worked out by hand from the formulas at the
 * head of calibrate.c.
 *
 * Student's t: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), table 26.10. */
#include "base/err.h"
#include "forecast/calibrate.h"
#include "forecast/inflate.h"

#include <setjmp.h>
#include <stdarg.h>
/* cmocka needs them */
#include <cmocka.h>

#include <math.h>
#include <string.h>

static void assert_near(double value, double wanted, double within) {
    if (!(fabs(value - wanted) <= within))
        fail_msg("%.9g is not within %g of %.9g", value, within, wanted);
}

enum { ORIGINS = 9 };

/* Outcomes one step ahead of nine origins, each with the interval 0 -+ 1. */
typedef struct past {
    double values[1 + ORIGINS], pooled[ORIGINS * 4], level;
    glo_sample sample;
    glo_predict_spec spec;
    glo_candidates w;
} past;

static void look_back(past *p, double level, const double outcomes[ORIGINS]) {
    memset(p, 0, sizeof *p);
    p->level = level;
    p->sample = (glo_sample){.values = p->values, .count = 1 + ORIGINS, .season = 1};
    p->spec = (glo_predict_spec){.levels = &p->level, .level_count = 1, .calibrate = 1};
    p->w = (glo_candidates){.spec = &p->spec,
                            .sample = &p->sample,
                            .points = 3,
                            .origin_count = ORIGINS,
                            .steps = 1,
                            .stride = 1,
                            .pooled = p->pooled};
    for (size_t o = 0; o < ORIGINS; o++) {
        p->w.ends[o] = 1 + o;
        p->values[1 + o] = outcomes[o];
        memcpy(p->pooled + o * 4, (const double[]){0, -1, 0, 1}, sizeof(double[4]));
    }
}

static double factor_of(past *p, glo_coverage *coverage) {
    double factor;
    assert_int_equal(glo_calibrate(&p->w, &factor, coverage), GLO_OK);
    return factor;
}

/* With n values, h steps ahead: (1 + 3/2 min(1, h / n)) t / z, t of n / 5 degrees of freedom, 3 at least. */
static void test_inflate(void **state) {
    (void)state;
    static const struct {
        size_t known;
        double t90, t975;
    } rows[] = {{40, 1.397, 2.306}, {20, 1.533, 2.776}, {19, 1.638, 3.182}, {4, 1.638, 3.182}};
    static const double probabilities[] = {0.025, 0.1, 0.5, 0.9, 0.975};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double block[6 * 6];
        for (size_t h = 0; h < 6; h++)
            memcpy(block + 6 + h * 5, (const double[]){6, 8, 10, 13, 15}, sizeof(double[5]));
        glo_inflate(probabilities, 2, rows[i].known, 6, block + 6);
        for (size_t h = 0; h < 6; h++) {
            const double *q = block + 6 + h * 5;
            double growth = 1 + 1.5 * fmin(1, (double)(h + 1) / (double)rows[i].known);
            assert_near(q[0], 10 - 4 * growth * rows[i].t975 / 1.95996, 4e-3);
            assert_near(q[1], 10 - 2 * growth * rows[i].t90 / 1.28155, 4e-3);
            assert_true(q[2] == 10);
            assert_near(q[3], 10 + 3 * growth * rows[i].t90 / 1.28155, 4e-3);
            assert_near(q[4], 10 + 5 * growth * rows[i].t975 / 1.95996, 4e-3);
        }
    }
}

/* Of nine distances the eighth is the quantile of 80 % (ceil(10 x 0.8)); its logarithm counts n / (n + 3). */
static void test_factor(void **state) {
    (void)state;
    past p;
    glo_coverage coverage;
    look_back(&p, 80, (const double[]){0.1, -0.2, 2, 0.3, -0.4, 0.5, 5, -0.6, 0.7});
    assert_near(factor_of(&p, &coverage), pow(2, 0.75), 1e-12);
    /* To the distance that is left out the factor is the largest of the others', 3 at most, which counts 8 /
     * 11: 2 lies within 3^(8/11), 5 not within 2^(8/11). */
    assert_int_equal(coverage.covered[0], 8);
    assert_int_equal(coverage.outcomes, 9);
    assert_int_equal(coverage.origins, 9);
    p.spec.calibrate = 0;
    assert_near(factor_of(&p, &coverage), 1, 0);
    assert_int_equal(coverage.covered[0], 7);
    /* Of 95 % nine outcomes are too few: the furthest, 5, but no more than 3; it counts 9 / (9 + 12). */
    look_back(&p, 95, (const double[]){0.1, -0.2, 2, 0.3, -0.4, 0.5, 2.5, -0.6, 0.7});
    assert_near(factor_of(&p, &coverage), pow(2.5, 9 / 21.0), 1e-9);
}

/* The factor stays from 0.6 to 3 before it is drawn towards 1. */
static void test_bounds(void **state) {
    (void)state;
    past p;
    glo_coverage coverage;
    double outcomes[ORIGINS];
    static const double cases[][2] = {{0.55, 0.6}, {0.65, 0.65}, {2.9, 2.9}, {3.1, 3}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        for (size_t o = 0; o < ORIGINS; o++)
            outcomes[o] = o % 2 ? -cases[i][0] : cases[i][0];
        look_back(&p, 80, outcomes);
        assert_near(factor_of(&p, &coverage), pow(cases[i][1], 0.75), 1e-12);
    }
}

/* An interval of counts reaches half a step further: 3 is two half-widths of 1.5 away. */
static void test_counts(void **state) {
    (void)state;
    past p;
    glo_coverage coverage;
    look_back(&p, 80, (const double[]){3, 3, 3, 3, 3, 3, 3, 3, 3});
    p.sample.is_count = 1;
    assert_near(factor_of(&p, &coverage), pow(2, 0.75), 1e-12);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_inflate),
        cmocka_unit_test(test_factor),
        cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
