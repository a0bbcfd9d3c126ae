/* test_nowcast.c: late reports against the answers of R surveillance 1.20.3's nowcast for its own data, the haemolytic uraemic
 * syndrome of 2011 in Germany by day of hospitalisation and of report (husO104Hosp, now = 2011-06-02, D = 15). */
#include "cmocka_here.h"
#include "near.h"

#include "detect/nowcast.h"

#include <string.h>

enum { DAYS = 27, DELAYS = 16 };

/* Reports of each day by their delay, the last for 15 and more; -1: not known yet. */
static const int reports[DAYS][DELAYS] = {
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 2},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 1, 0, 0, 1},
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 3, 2, 0, 0, 1, 4},
    {0, 0, 0, 0, 0, 0, 0, 5, 2, 6, 3, 0, 1, 0, 0, 0},
    {0, 0, 0, 0, 0, 0, 2, 1, 9, 2, 0, 0, 2, 0, 0, 3},
    {0, 0, 0, 0, 1, 5, 5, 9, 3, 0, 0, 0, 1, 1, 0, -1},
    {0, 0, 0, 0, 4, 5, 4, 6, 0, 2, 5, 1, 2, 0, -1, -1},
    {0, 0, 0, 3, 6, 17, 15, 0, 0, 7, 4, 1, 0, -1, -1, -1},
    {0, 0, 2, 1, 11, 8, 0, 2, 4, 8, 2, 0, -1, -1, -1, -1},
    {0, 0, 1, 9, 6, 0, 3, 3, 2, 1, 0, -1, -1, -1, -1, -1},
    {0, 1, 8, 9, 0, 1, 9, 2, 4, 0, -1, -1, -1, -1, -1, -1},
    {1, 0, 10, 0, 1, 5, 7, 4, 0, -1, -1, -1, -1, -1, -1, -1},
    {0, 6, 0, 1, 6, 6, 3, 0, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, 0, 0, 8, 6, 1, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, 0, 2, 2, 4, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, 3, 4, 2, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {1, 2, 2, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, 2, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, 0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
    {0, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1},
};

/* A triangle of days from 2011-05-07 on, of what was known at each delay. */
static glo_frame *triangle(const int *given, size_t days, size_t delays) {
    glo_frame_builder builder = {0};
    glo_column *period, *delay, *count;
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, days * delays, &period));
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, days * delays, &delay));
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, days * delays, &count));
    for (size_t t = 0, row = 0; t < days; t++) {
        int64_t known = 0;
        for (size_t d = 0; d < delays; d++, row++) {
            bool is_known = t + d < days;
            known += is_known ? given[t * delays + d] : 0;
            period->times[row] = glo_day_of_civil(2011, 5, 7) + (int32_t)t;
            delay->integers[row] = (int64_t)d;
            count->integers[row] = known;
            if (!is_known)
                ASSERT_OK(glo_column_set_null(count, row));
        }
    }
    glo_frame_builder_add(&builder, "period", period);
    glo_frame_builder_add(&builder, "delay", delay);
    glo_frame_builder_add(&builder, "count", count);
    return frame_of(&builder, (glo_marking){GLO_TLP_CLEAR, 0});
}

static glo_nowcast_spec spec_of(glo_nowcast_method method) {
    return (glo_nowcast_spec){.triangle = {.first_known = GLO_DAY_MIN, .first = GLO_DAY_MIN},
                              .method = method,
                              .max_delay = 15,
                              .window = 1000,
                              .prior_mean = 50,
                              .prior_size = 1, /* variance 2550 */
                              .draws = 5000,
                              .seed = 1,
                              .levels = {80, 95},
                              .level_count = 2};
}

static glo_frame *nowcast(const int *given, size_t days, size_t delays, const glo_nowcast_spec *spec,
                          glo_nowcast_note *note) {
    glo_frame *frame = triangle(given, days, delays), *out = NULL;
    ASSERT_OK(glo_nowcast(frame, spec, NULL, NULL, &out, note));
    glo_frame_free(frame);
    return out;
}

static double cell(const glo_frame *frame, const char *name, size_t row) {
    size_t column;
    ASSERT_OK(glo_frame_find(frame, name, &column));
    return glo_column_number(glo_frame_column(frame, column), row);
}

/* Shares and counts of delays 0 to 14, the last day first. */
static const double lawless_share[] = {0.003377879625, 0.027023037,  0.07600229157, 0.1378646219,
                                       0.2228496628,   0.3209852942, 0.4243899527,  0.4990079663,
                                       0.5613839621,   0.6479804244, 0.7152570805,  0.7597080855,
                                       0.8103552912,   0.825502119,  0.8358208955};
static const double lawless_expected[] = {0,           0,           26.31499602, 36.26746246, 40.38597091,
                                          24.92326018, 35.34485184, 44.08747251, 49.87673658, 52.47072091,
                                          34.9524677,  50.01921228, 65.4034108,  35.13013393, 29.91071429};
/* By the formula with both terms, of which R computes the second only. */
static const double lawless_sd[] = {0,           0,           18.64641802, 15.89078125, 12.68467753,
                                    7.648445405, 7.534836104, 7.487700495, 7.241799844, 6.42744205,
                                    4.359221206, 5.025475289, 5.431728214, 3.371335549, 2.933111914};

static void test_lawless(void **state) {
    (void)state;
    glo_nowcast_spec spec = spec_of(GLO_NOWCAST_LAWLESS);
    glo_nowcast_note note;
    glo_frame *out = nowcast(reports[0], DAYS, DELAYS, &spec, &note);
    assert_int_equal(15, glo_frame_rows(out));
    for (size_t d = 0; d < 15; d++) {
        size_t row = 14 - d;
        assert_near(cell(out, "share_reported", row), lawless_share[d], 1e-9);
        assert_near(cell(out, "expected", row), lawless_expected[d], 1e-7 * (1 + lawless_expected[d]));
        double known = cell(out, "known", row), sd = lawless_sd[d];
        assert_true(cell(out, "lower", row) >= known);
        if (sd > 0 && known < lawless_expected[d] - 3 * sd) /* the bound of what is known does not matter */
            assert_near(cell(out, "upper", row), lawless_expected[d] + 1.959964 * sd, 1);
    }
    glo_frame_free(out);
}

/* Mean, and quantiles at 0.025, 0.1, 0.5, 0.9, 0.975, the last day first, out of R's 4,000 draws with a gamma prior. */
static const double bayes[15][6] = {
    {42.73880813, 1, 4, 29, 99, 160},  {21.00152169, 0, 2, 14, 49, 80},   {31.28312277, 7, 12, 28, 56, 77},
    {38.13365138, 15, 21, 36, 59, 75}, {41.29025938, 21, 27, 40, 58, 70}, {26.07346872, 14, 17, 25, 36, 44},
    {35.88590007, 23, 27, 35, 46, 53}, {44.40496285, 32, 35, 44, 54, 61}, {50.11128469, 38, 41, 49, 60, 66},
    {52.65620631, 42, 45, 52, 61, 67}, {35.19769514, 28, 30, 35, 41, 45}, {50.14959057, 42, 44, 50, 57, 62},
    {65.46152476, 57, 59, 65, 73, 78}, {35.2367716, 30, 31, 35, 40, 43},  {29.9968455, 26, 27, 30, 34, 37}};

static void test_bayes(void **state) {
    (void)state;
    static const char *const names[] = {"low_95", "low_80", "median", "high_80", "high_95"};
    glo_nowcast_spec spec = spec_of(GLO_NOWCAST_BAYES);
    glo_nowcast_note note;
    glo_frame *out = nowcast(reports[0], DAYS, DELAYS, &spec, &note);
    for (size_t d = 0; d < 15; d++) {
        size_t row = 14 - d;
        double spread = bayes[d][5] - bayes[d][1];
        assert_near(cell(out, "expected", row), bayes[d][0], 0.01 * spread + 0.1);
        for (size_t q = 0; q < 5; q++)
            assert_near(cell(out, names[q], row), bayes[d][q + 1], 0.03 * spread + 1);
    }
    glo_frame_free(out);
}

static bool are_same(const glo_frame *a, const glo_frame *b) {
    for (size_t c = 0; c < glo_frame_columns(a); c++) {
        const glo_column *x = glo_frame_column(a, c), *y = glo_frame_column(b, c);
        if (x->type == GLO_TYPE_REAL && memcmp(x->reals, y->reals, glo_frame_rows(a) * sizeof(double)) != 0)
            return false;
    }
    return glo_frame_rows(a) == glo_frame_rows(b);
}

/* Delays that vary from day to day widen the intervals; the seed alone decides the draws. */
static void test_dispersion_and_seed(void **state) {
    (void)state;
    glo_nowcast_spec spec = spec_of(GLO_NOWCAST_BAYES);
    glo_nowcast_note note;
    glo_frame *plain = nowcast(reports[0], DAYS, DELAYS, &spec, &note);
    spec.dispersion = true;
    glo_frame *wide = nowcast(reports[0], DAYS, DELAYS, &spec, &note),
              *again = nowcast(reports[0], DAYS, DELAYS, &spec, &note);
    assert_true(note.dispersion > 1.5);
    assert_true(cell(wide, "high_95", 7) - cell(wide, "low_95", 7) >
                1.3 * (cell(plain, "high_95", 7) - cell(plain, "low_95", 7)));
    assert_true(are_same(wide, again));
    spec.seed = 2;
    glo_frame *other = nowcast(reports[0], DAYS, DELAYS, &spec, &note);
    assert_false(are_same(wide, other));
    glo_frame_free(plain);
    glo_frame_free(wide);
    glo_frame_free(again);
    glo_frame_free(other);
}

/* Of 100 reported at once 10 are taken back a day later, each day: 100 known are 90 in the end. */
static void test_corrections(void **state) {
    (void)state;
    int given[40][3];
    for (size_t t = 0; t < 40; t++)
        memcpy(given[t], (int[]){100, -10, 0}, sizeof given[t]);
    for (int m = 0; m < 2; m++) {
        glo_nowcast_spec spec = spec_of(m ? GLO_NOWCAST_LAWLESS : GLO_NOWCAST_BAYES);
        glo_nowcast_note note;
        spec.max_delay = 2;
        spec.prior_mean = 0;
        glo_frame *out = nowcast(given[0], 40, 3, &spec, &note);
        size_t last = glo_frame_rows(out) - 1;
        assert_near(cell(out, "known", last), 100, 0);
        assert_near(cell(out, "expected", last), 90, 0.3);
        assert_true(cell(out, "lower", last) < 90);
        assert_near(cell(out, "expected", last - 1), 90, 0.3);
        assert_int_equal(39, note.corrections);
        assert_near(note.corrected_by, 390, 0);
        glo_frame_free(out);
    }
}

/* All known at once, and delays longer than the history: what can't be told is not. */
static void test_little_history(void **state) {
    (void)state;
    glo_nowcast_spec spec = spec_of(GLO_NOWCAST_BAYES);
    glo_nowcast_note note;
    glo_frame *frame = triangle((int[]){4, 5, 6}, 3, 1), *out = NULL;
    assert_int_equal(GLO_EINVAL, glo_nowcast(frame, &spec, NULL, NULL, &out, &note));
    assert_non_null(strstr(glo_message(), "no delay of a report is known"));
    glo_frame_free(frame);
    spec.max_delay = 0;
    out = nowcast((int[]){4, 3, 5, 4, 2, 0}, 2, 3, &spec, &note);
    assert_int_equal(1, note.max_delay);
    assert_true(note.is_short);
    assert_near(cell(out, "known", 0), 4, 0);
    glo_frame_free(out);
}

/* Counts below 0, a delay that comes twice, a delay that is none. */
static void test_refused(void **state) {
    (void)state;
    glo_nowcast_spec spec = spec_of(GLO_NOWCAST_BAYES);
    glo_nowcast_note note;
    static const char *const whys[] = {"a count known is 0 or more", "come twice",
                                       "a delay is a whole number"};
    for (int i = 0; i < 3; i++) {
        glo_frame *frame = triangle((int[]){4, 5, 6, 7, 5, 3}, 3, 2), *out = NULL;
        size_t delay, count;
        ASSERT_OK(glo_frame_find(frame, "delay", &delay));
        ASSERT_OK(glo_frame_find(frame, "count", &count));
        if (i == 0)
            glo_frame_column(frame, count)->integers[1] = -1;
        else
            glo_frame_column(frame, delay)->integers[1] = i == 1 ? 0 : -1;
        assert_int_equal(GLO_EINVAL, glo_nowcast(frame, &spec, NULL, NULL, &out, &note));
        assert_non_null(strstr(glo_message(), whys[i]));
        glo_frame_free(frame);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lawless),
                                       cmocka_unit_test(test_bayes),
                                       cmocka_unit_test(test_dispersion_and_seed),
                                       cmocka_unit_test(test_corrections),
                                       cmocka_unit_test(test_little_history),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
