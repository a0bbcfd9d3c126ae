/* test_preadjust.c: every method and the combination survive odd samples when breaks and the pattern of the
 * year are looked for first. */
#include "odd_samples.h"

#include "forecast/predict.h"
#include "sample/preadjust.h"

enum { LONGEST = 760, ODD = 9, AHEAD = 5 };

/* Value `t` of an odd series. */
static double odd_value(int kind, size_t t, size_t count) {
    double noise = (double)((t * 7919 + 13) % 31) / 31, year = sin((double)t * 0.0172024), size = (double)t;
    double made[ODD] = {5,
                        0,
                        t == count / 2 ? 3 : NAN,
                        1e300 * (0.5 + noise + year / 4),
                        1e-300 * (2 + noise + year),
                        t % 2 ? 1e308 : -1e308,
                        floor(20 + 8 * year + 5 * noise) * (t > 500 ? 9 : 1) + (t % 97 == 50 ? 4000 : 0),
                        t % 9 == 4 ? floor(1 + 5 * noise) : 0,
                        t % 5 == 2 ? NAN : floor(size * (1 + noise))};
    return made[kind];
}

static void assert_prediction(const glo_method_entry *method, const glo_sample *sample, int kind) {
    static const double level[] = {80, 95};
    glo_predict_spec spec = {.method = method,
                             .horizon = AHEAD,
                             .levels = level,
                             .level_count = 2,
                             .breaks = 1,
                             .is_nonnegative = sample->is_count};
    glo_prediction p;
    int status = glo_predict(&spec, sample, 1, &p);
    if (status < 0)
        fail_msg("%s on kind %d, %zu values, season %d: %s", method->name, kind, sample->count,
                 sample->season, glo_message());
    for (size_t h = 0; h < AHEAD; h++) {
        /* Without an interval (interval_support.h) the median stands for it. */
        double bounds[5] = {p.low[2 * h + 1], p.low[2 * h], p.median[h], p.high[2 * h], p.high[2 * h + 1]};
        bool is_ordered = isfinite(p.mean[h]) && isnan(bounds[0]) == isnan(bounds[4]);
        for (int i = 0; i < 5; i++)
            bounds[i] = isnan(bounds[i]) ? p.median[h] : bounds[i];
        for (int i = 1; i < 5; i++)
            is_ordered &= bounds[i - 1] <= bounds[i];
        if (!is_ordered)
            fail_msg("%s on kind %d, %zu values, season %d: step %zu is %g, %g in %g to %g", method->name,
                     kind, sample->count, sample->season, h, p.mean[h], p.median[h], p.low[2 * h],
                     p.high[2 * h]);
        assert_true(!sample->is_count || bounds[0] >= 0);
    }
    glo_prediction_dispose(&p);
}

static void test_odd_samples(void **state) {
    (void)state;
    static const size_t lengths[] = {1, 2, 3, 30, 120, LONGEST};
    static const int seasons[][2] = {{1, 0}, {12, 0}, {52, 0}, {7, 365}};
    static double y[LONGEST];
    for (int kind = 0; kind < ODD; kind++) {
        for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
            for (size_t t = 0; t < lengths[l]; t++)
                y[t] = odd_value(kind, t, lengths[l]);
            for (int s = 0; s < 4; s++) {
                if (lengths[l] == LONGEST && s != 3)
                    continue;
                glo_sample sample = {.values = y,
                                     .count = lengths[l],
                                     .season = seasons[s][0],
                                     .season2 = seasons[s][1],
                                     .is_count = s % 2 && (kind < 3 || kind > 5)};
                for (size_t m = 0; glo_method_at(m); m++)
                    assert_prediction(glo_method_at(m), &sample, kind);
            }
        }
    }
}

/* What a method is given: no outlier, no year, and none of it named as missing. */
static void test_what_is_given(void **state) {
    (void)state;
    static double y[LONGEST];
    for (size_t t = 0; t < LONGEST; t++)
        y[t] = floor(100 + 30 * sin((double)t * 0.0172024) + 7 * cos((double)(t * t % 83)));
    y[300] = 900;
    glo_sample sample = {.values = y, .count = LONGEST, .season = 7, .season2 = 365, .is_count = 1};
    glo_preadjusted adjusted;
    assert_int_equal(glo_preadjust(&sample, 1, 1, &adjusted), GLO_OK);
    assert_int_equal(adjusted.breaks.count, 1);
    assert_true(isnan(adjusted.sample.values[300]));
    assert_int_equal(adjusted.sample.outliers, 1);
    assert_true(adjusted.year.count > 0);
    assert_int_equal(adjusted.sample.season2, 0);
    for (size_t t = 0; t < LONGEST; t++)
        assert_true(t == 300 || fabs(adjusted.sample.values[t] - 100) < 20);
    glo_preadjusted_dispose(&adjusted);
    assert_int_equal(glo_preadjust(&sample, 0, 1, &adjusted), GLO_OK);
    assert_int_equal(adjusted.breaks.count, 0);
    glo_preadjusted_dispose(&adjusted);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_what_is_given),
                                       cmocka_unit_test(test_odd_samples)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
