/* test_detectors.c: detectors against the answers of R surveillance 1.20.3 for its own series, and what they do without a
 * history. Weeks are numbered from 1, as there. */
#include "near.h"

#include "detect/detector.h"
#include "salmonella.h"

#include <string.h>

enum { AGONA = sizeof agona / sizeof *agona, NEWPORT = sizeof newport / sizeof *newport };

static const glo_watched agona_series = {.counts = agona, .count = AGONA, .span = GLO_ALL, .per_year = 52};

static glo_judgement judge(const glo_detector *detector, const glo_watched *series,
                           const glo_detector_options *options, size_t week) {
    glo_detector_room room = {0};
    glo_judgement judgement;
    assert_int_equal(GLO_OK, detector->judge(series, options, week - 1, &room, &judgement));
    glo_detector_room_dispose(&room);
    return judgement;
}

/* The upper bounds from a week on, and in which weeks there is an alarm (ended by 0). */
static void expect(const glo_detector *detector, const glo_watched *series,
                   const glo_detector_options *options, size_t first, size_t last, size_t count,
                   const double *upper, double within, const size_t *alarms) {
    for (size_t week = first; week <= last; week++) {
        glo_judgement judgement = judge(detector, series, options, week);
        if (week - first < count)
            assert_near(judgement.upper, upper[week - first], within * fmax(1, upper[week - first]));
        assert_int_equal(judgement.alarm, *alarms == week);
        alarms += *alarms == week;
    }
    assert_int_equal(0, *alarms);
}

static void test_ears(void **state) {
    (void)state;
    glo_watched series = {.counts = newport, .count = NEWPORT, .span = GLO_ALL, .per_year = 52};
    glo_detector_options options = glo_ears_c1.defaults;
    options.alpha = 0.05;
    expect(&glo_ears_c1, &series, &options, 366, 417, 6,
           (double[]){3.27885359, 3.27885359, 3.43651727, 3.85561664, 3.85561664, 3.85561664}, 1e-8,
           (size_t[]){396, 400, 408, 409, 410, 411, 0});
    double second[] = {4.91535637, 3.61556535, 3.27885359, 3.27885359, 3.43651727, 3.85561664};
    double third[] = {3.96318702, 2.09528963, 4.86429762, 4.52977306, 4.42483079, 2.6382768};
    options = glo_ears_c3.defaults;
    size_t high[2] = {0, 0};
    for (size_t week = 366; week <= 417; week++) {
        glo_detector_options c2 = glo_ears_c2.defaults;
        c2.alpha = 0.05;
        glo_judgement judgement = judge(&glo_ears_c2, &series, &c2, week),
                      added = judge(&glo_ears_c3, &series, &options, week);
        high[0] += judgement.alarm;
        high[1] += added.alarm;
        if (week < 372) {
            assert_near(judgement.upper, second[week - 366], 1e-7);
            assert_near(added.upper, third[week - 366], 1e-7);
        }
    }
    assert_int_equal(8, high[0]);
    assert_int_equal(6, high[1]);
}

static glo_detector_options flexible_options(void) {
    glo_detector_options options = glo_farrington_flexible.defaults;
    options.years = 4;
    options.alpha = 0.1;
    return options;
}

static void test_flexible(void **state) {
    (void)state;
    glo_detector_options options = flexible_options();
    expect(&glo_farrington_flexible, &agona_series, &options, 282, 312, 6,
           (double[]){3.6526292, 3.6921984, 4.1211297, 4.5487609, 4.8792212, 5.2077910}, 1e-7,
           (size_t[]){283, 284, 285, 288, 294, 295, 0});
    options.threshold = GLO_NB_PLUGIN;
    expect(&glo_farrington_flexible, &agona_series, &options, 282, 312, 6, (double[]){3, 3, 4, 4, 5, 5}, 0,
           (size_t[]){283, 284, 285, 288, 294, 0});
    options.threshold = GLO_MUAN;
    expect(&glo_farrington_flexible, &agona_series, &options, 282, 312, 6, (double[]){4, 4, 4, 5, 5, 5}, 0,
           (size_t[]){284, 285, 0});
}

/* One case after years of hardly any: the bound is 0, below the count expected, and R raises an alarm. */
static void test_bound_of_zero(void **state) {
    (void)state;
    static double rare[300];
    rare[10] = rare[120] = 1;
    rare[299] = 6;
    glo_watched series = {.counts = rare, .count = 300, .span = GLO_ALL, .per_year = 52};
    glo_detector_options options = flexible_options();
    options.alpha = 0.05;
    options.threshold = GLO_NB_PLUGIN;
    glo_judgement judgement = judge(&glo_farrington_flexible, &series, &options, 300);
    assert_near(judgement.upper, 0, 0);
    assert_true(judgement.expected > 0);
    assert_true(judgement.alarm);
}

static void test_flexible_as_classic(void **state) {
    (void)state;
    glo_detector_options options = flexible_options();
    options.periods = 1;
    options.weights_threshold = 1;
    options.recent_excluded = 3;
    options.trend_p = 0.05;
    const double upper[] = {3.02255574, 2.93178413, 3.26079916, 3.37169175, 2.81000793, 3.37377337};
    const double expected[] = {1.26218839, 1.20943553, 1.42813733, 1.49638719, 1.15107407, 1.29644841};
    const double dispersion[] = {1, 1, 1, 1.00849356, 1.00026504, 1.36417328};
    size_t alarms = 0;
    for (size_t week = 282; week <= 312; week++) {
        glo_judgement judgement = judge(&glo_farrington_flexible, &agona_series, &options, week);
        alarms += judgement.alarm;
        if (week < 288) {
            assert_near(judgement.upper, upper[week - 282], 1e-7);
            assert_near(judgement.expected, expected[week - 282], 1e-7);
            assert_near(judgement.dispersion, dispersion[week - 282], 1e-7);
        }
    }
    assert_int_equal(11, alarms);
}

static void test_classic(void **state) {
    (void)state;
    glo_detector_options options = glo_farrington.defaults;
    options.years = 4;
    expect(&glo_farrington, &agona_series, &options, 218, 312, 0, NULL, 0,
           (size_t[]){223, 250, 254, 255, 259, 262, 263, 264, 266, 284, 285, 288, 289, 0});
    options.alpha = 0.1;
    const double upper[] = {5.02137073, 5.21444024, 3.98628151, 4.10905442, 3.45221448, 4.19537205};
    size_t alarms = 0;
    for (size_t week = 282; week <= 312; week++) {
        glo_judgement judgement = judge(&glo_farrington, &agona_series, &options, week);
        alarms += judgement.alarm;
        if (week < 288)
            assert_near(judgement.upper, upper[week - 282], 1e-7);
    }
    assert_int_equal(5, alarms);
}

static void test_cusum(void **state) {
    (void)state;
    glo_detector_options options = glo_cusum.defaults;
    options.from = 281;
    expect(&glo_cusum, &agona_series, &options, 282, 312, 5, (double[]){9, 9, 9, 6, 5}, 0,
           (size_t[]){285, 294, 295, 296, 297, 298, 299, 300, 0});
}

static void test_bayes(void **state) {
    (void)state;
    glo_detector_options options = glo_bayes.defaults;
    options.years = 4;
    options.half_window = 3;
    size_t alarms = 0;
    const double upper[] = {5, 5, 6, 7, 7, 8, 8, 8, 9, 9};
    for (size_t week = 282; week <= 312; week++) {
        glo_judgement judgement = judge(&glo_bayes, &agona_series, &options, week);
        alarms += judgement.alarm;
        if (week < 292)
            assert_near(judgement.upper, upper[week - 282], 0);
    }
    assert_int_equal(1, alarms);
    options = glo_bayes.defaults; /* bayes 1: the six weeks before */
    expect(&glo_bayes, &agona_series, &options, 282, 312, 8, (double[]){3, 3, 4, 6, 8, 8, 8, 9}, 0,
           (size_t[]){283, 284, 294, 0});
}

static void test_rki(void **state) {
    (void)state;
    glo_detector_options options = glo_rki.defaults; /* rki 3: two years of nine weeks */
    expect(&glo_rki, &agona_series, &options, 282, 312, 6,
           (double[]){5.323, 6.686, 6.686, 6.686, 6.686, 6.686}, 1e-12, (size_t[]){284, 0});
    options = (glo_detector_options){.years = 1, .half_window = 6, .current_year = true}; /* rki 2 */
    expect(&glo_rki, &agona_series, &options, 282, 312, 6,
           (double[]){5.323, 5.323, 5.323, 6.686, 6.686, 6.686}, 1e-12, (size_t[]){284, 0});
}

static void test_outbreak_p(void **state) {
    (void)state;
    const double statistics[] = {507443.884,  641463.606,  5943189.056,  22443021.718,
                                 3061472.404, 3687317.467, 14323767.959, 14558467.039};
    for (size_t week = 282; week < 290; week++) {
        glo_judgement judgement = judge(&glo_outbreak_p, &agona_series, &glo_outbreak_p.defaults, week);
        assert_near(judgement.score * 100, statistics[week - 282], statistics[week - 282] * 1e-9);
        assert_true(judgement.alarm);
        assert_near(judgement.upper, 0, 0);
    }
    /* a rise of something new: the bound is the last count that raises no alarm */
    double counts[] = {1, 0, 2, 1, 1, 0, 3, 0};
    glo_watched series = {.counts = counts, .count = 8, .span = GLO_ALL, .per_year = 52};
    glo_judgement judgement = judge(&glo_outbreak_p, &series, &glo_outbreak_p.defaults, 8);
    assert_false(judgement.alarm);
    for (double count = judgement.upper; count <= judgement.upper + 1; count++) {
        counts[7] = count;
        assert_int_equal(judge(&glo_outbreak_p, &series, &glo_outbreak_p.defaults, 8).alarm,
                         count > judgement.upper);
    }
}

/* A series that is too short, empty or zero: a reason or a bound, never an alarm. */
static void test_little_history(void **state) {
    (void)state;
    static double zeros[400], nothing[400];
    for (size_t i = 0; i < 400; i++)
        nothing[i] = NAN;
    nothing[399] = 3;
    const glo_watched series[] = {
        {.counts = zeros, .count = 400, .span = GLO_ALL, .per_year = 52},
        {.counts = nothing, .count = 400, .span = GLO_ALL, .per_year = 52},
        {.counts = agona, .count = 2, .span = GLO_WEEK, .first = 1000, .per_year = 52}};
    for (size_t s = 0; s < 3; s++) {
        for (size_t i = 0; glo_detectors[i]; i++) {
            glo_judgement judgement =
                judge(glo_detectors[i], &series[s], &glo_detectors[i]->defaults, series[s].count);
            assert_false(judgement.alarm);
            assert_true(judgement.reason || judgement.upper >= 0);
            if (s > 0 && glo_detectors[i] != &glo_cusum && glo_detectors[i] != &glo_outbreak_p)
                assert_non_null(judgement.reason);
        }
    }
}

static void test_names(void **state) {
    (void)state;
    const glo_detector *found;
    assert_int_equal(GLO_OK, glo_detector_find("farrington_flexible", &found));
    assert_ptr_equal(found, &glo_farrington_flexible);
    assert_int_equal(GLO_ENOTFOUND, glo_detector_find("farington", &found));
    assert_non_null(strstr(glo_message(), "'farrington'"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ears),          cmocka_unit_test(test_flexible),
        cmocka_unit_test(test_bound_of_zero), cmocka_unit_test(test_flexible_as_classic),
        cmocka_unit_test(test_classic),       cmocka_unit_test(test_cusum),
        cmocka_unit_test(test_bayes),         cmocka_unit_test(test_rki),
        cmocka_unit_test(test_outbreak_p),    cmocka_unit_test(test_little_history),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
