/* test_breaks.c: outliers and level shifts are found where they were put, and nowhere else. */
#include "airpassengers.h"
#include "nile.h"
#include "odd_samples.h"

#include "numeric/philox.h"
#include "sample/breaks.h"
#include "sample/breaks_text.h"

typedef struct chance {
    uint64_t stream, counter;
} chance;

static double uniform(chance *c) {
    uint32_t bits[4];
    glo_philox(11, c->stream, c->counter++, bits);
    return glo_philox_uniform(bits[0]);
}

static double normal(chance *c) {
    double radius = sqrt(-2 * log(uniform(c)));
    return radius * cos(6.283185307179586 * uniform(c));
}

static glo_breaks find(const double *values, size_t count, int season, int is_count) {
    glo_breaks breaks;
    glo_sample sample = {.values = values, .count = count, .season = season, .is_count = is_count};
    assert_int_equal(glo_breaks_find(&sample, &breaks), GLO_OK);
    return breaks;
}

/* Months around 200 with a season, a slow trend and a spread of 8 %. */
static void made_months(uint64_t stream, size_t count, double *out) {
    chance c = {.stream = stream};
    for (size_t i = 0; i < count; i++) {
        double season = 0.2 * sin((double)(i % 12) * 0.5235987755982988), trend = 0.002 * (double)i;
        out[i] = round(200 * exp(season + trend + 0.08 * normal(&c)));
    }
}

static void test_collapse(void **state) {
    (void)state;
    double y[120], cleared[120];
    made_months(1, 120, y);
    y[86] = round(y[86] * 0.4);
    y[87] = round(y[87] * 0.35);
    glo_breaks breaks = find(y, 120, 12, 1);
    assert_int_equal(breaks.count, 1);
    assert_true(breaks.are_ratios);
    assert_int_equal(breaks.found[0].at, 86);
    assert_int_equal(breaks.found[0].length, 2);
    assert_near(exp(breaks.found[0].size), 0.375, 0.08);
    glo_sample sample = {.values = y, .count = 120, .season = 12, .is_count = 1};
    assert_int_equal(glo_breaks_remove(&sample, &breaks, cleared), 2);
    for (size_t i = 0; i < 120; i++) {
        assert_int_equal(isnan(cleared[i]) != 0, i == 86 || i == 87);
        assert_true(isnan(cleared[i]) || cleared[i] == y[i]);
    }
    glo_buf text = {0};
    glo_breaks_text(&breaks, 540, GLO_MONTH, &text);
    assert_non_null(strstr(text.data, "outliers 2022-03 to 2022-04 (-"));
    glo_buf_dispose(&text);
}

static void test_level_shift(void **state) {
    (void)state;
    double y[120], cleared[120];
    made_months(3, 120, y);
    for (size_t i = 70; i < 120; i++)
        y[i] = round(y[i] * 0.5);
    glo_breaks breaks = find(y, 120, 12, 1);
    assert_int_equal(breaks.count, 1);
    assert_int_equal(breaks.found[0].at, 70);
    assert_int_equal(breaks.found[0].length, 0);
    assert_near(exp(breaks.found[0].size), 0.5, 0.06);
    glo_sample sample = {.values = y, .count = 120, .season = 12, .is_count = 1};
    assert_int_equal(glo_breaks_remove(&sample, &breaks, cleared), 0);
    for (size_t i = 0; i < 120; i++) {
        assert_near(cleared[i], i < 70 ? y[i] * exp(breaks.found[0].size) : y[i], 0.5);
        assert_true(cleared[i] == floor(cleared[i])); /* counts stay counts */
    }
    glo_buf text = {0};
    glo_breaks_text(&breaks, 0, GLO_MONTH, &text);
    assert_non_null(strstr(text.data, "level shift 1975-11 (-"));
    glo_buf_dispose(&text);
}

/* Below 0 there are no ratios; a gap beside an outlier is no matter. */
static void test_additive(void **state) {
    (void)state;
    chance c = {.stream = 3};
    double y[80];
    for (size_t i = 0; i < 80; i++)
        y[i] = 3 * normal(&c);
    y[40] = 60;
    y[39] = y[20] = NAN;
    glo_breaks breaks = find(y, 80, 1, 0);
    assert_int_equal(breaks.count, 1);
    assert_false(breaks.are_ratios);
    assert_int_equal(breaks.found[0].at, 40);
    assert_int_equal(breaks.found[0].length, 1);
    assert_near(breaks.found[0].size, 60, 10);
}

/* What has not passed yet, and what begins the series, nobody can tell. */
static void test_ends(void **state) {
    (void)state;
    double y[100];
    made_months(4, 100, y);
    y[99] = y[98] = 20;
    y[0] = 20;
    assert_int_equal(find(y, 100, 12, 1).count, 0);
    made_months(4, 100, y);
    for (size_t i = 96; i < 100; i++)
        y[i] = 60;
    assert_int_equal(find(y, 100, 12, 1).count, 0);
}

/* The Nile fell in 1899 (Cobb 1978), by less than the threshold asks; the airline's passengers never did. */
static void test_known_series(void **state) {
    (void)state;
    assert_int_equal(find(nile, 100, 1, 0).count, 0);
    assert_int_equal(find(airpassengers, 144, 12, 0).count, 0);
}

/* ARMA, ARIMA with drift, a random walk of ratios, counts: an alarm in less than 3 of 100. */
static void test_ordinary_series(void **state) {
    (void)state;
    enum { SERIES = 400, KINDS = 4 };
    int alarms = 0;
    for (int i = 0; i < SERIES; i++) {
        chance c = {.stream = 100 + (uint64_t)i};
        double y[150], before = 0, level = 0, last = 0, ar = -0.6 + 1.5 * uniform(&c),
                       ma = -0.8 + 1.6 * uniform(&c);
        size_t count = 60 + (size_t)(90 * uniform(&c));
        for (size_t t = 0; t < count; t++) {
            double e = normal(&c), season = sin((double)t * 0.5235987755982988);
            before = ar * before + e + ma * last;
            last = e;
            level += before;
            double made[KINDS] = {100 + before + 3 * season, 300 + level + 0.3 * (double)t,
                                  100 * exp(0.05 * level + 0.2 * season),
                                  floor(60 * exp(0.1 * before + 0.2 * season))};
            y[t] = made[i % KINDS];
        }
        alarms += find(y, count, i % 3 ? 12 : 1, i % KINDS == 3).count > 0;
    }
    if (alarms * 100 >= 3 * SERIES)
        fail_msg("%d alarms about %d ordinary series", alarms, SERIES);
}

/* Where one value in seven is far off, that is what such a series is like. */
static void test_all_outliers(void **state) {
    (void)state;
    chance c = {.stream = 5};
    double y[100];
    for (size_t i = 0; i < 100; i++)
        y[i] = 100 + normal(&c) + (i % 7 == 3 ? 30 + 10 * normal(&c) : 0);
    assert_int_equal(find(y, 100, 1, 0).count, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_collapse),     cmocka_unit_test(test_level_shift),
        cmocka_unit_test(test_additive),     cmocka_unit_test(test_ends),
        cmocka_unit_test(test_known_series), cmocka_unit_test(test_ordinary_series),
        cmocka_unit_test(test_all_outliers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
