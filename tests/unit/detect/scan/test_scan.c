/* test_scan.c: scans of frames: the clusters of New York as SaTScan 9.6 has them, threads, an early stop, what is refused and left out. */
#include "near.h"

#include "detect/scan.h"
#include "ny_leukaemia.h"

#include "numeric/draws.h"

#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#define ASSERT_OK(call) assert_int_equal(GLO_OK, (call))
enum { TRACTS = sizeof tracts / sizeof *tracts };

static glo_column *add(glo_frame_builder *builder, const char *name, glo_type type, size_t rows) {
    glo_column *column;
    ASSERT_OK(glo_column_new(type, rows, &column));
    ASSERT_OK(glo_frame_builder_add(builder, name, column));
    return column;
}

static glo_frame *new_york(void) {
    glo_frame_builder builder = {0};
    glo_column *tract = add(&builder, "tract", GLO_TYPE_INTEGER, TRACTS);
    glo_column *cases = add(&builder, "cases", GLO_TYPE_INTEGER, TRACTS);
    glo_column *population = add(&builder, "population", GLO_TYPE_INTEGER, TRACTS);
    glo_column *x = add(&builder, "longitude", GLO_TYPE_REAL, TRACTS),
               *y = add(&builder, "latitude", GLO_TYPE_REAL, TRACTS);
    for (size_t i = 0; i < TRACTS; i++) {
        tract->integers[i] = (int64_t)i + 1;
        cases->integers[i] = tracts[i].cases;
        population->integers[i] = tracts[i].population;
        x->reals[i] = tracts[i].longitude;
        y->reals[i] = tracts[i].latitude;
    }
    glo_frame *frame;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){0}, NULL, &frame));
    return frame;
}

static glo_scan_spec new_york_spec(void) {
    return (glo_scan_spec){.place = "tract",
                           .cases = "cases",
                           .population = "population",
                           .x = "longitude",
                           .y = "latitude",
                           .max_share = 0.1,
                           .draws = 999,
                           .seed = 1,
                           .max_p = 0.99};
}

static double number(const glo_frame *frame, const char *name, size_t row) {
    size_t at;
    ASSERT_OK(glo_frame_find(frame, name, &at));
    return glo_column_number(glo_frame_column(frame, at), row);
}

/* Expected answers: SaTScan 9.6, discrete Poisson, circles of at most 10 % of the population; p from 999 draws of its own. */
static void test_new_york(void **state) {
    (void)state;
    static const struct {
        int centre, places, population, cases;
        double expected, risk, llr, p;
    } known[] = {{49, 26, 95249, 85, 49.71, 1.84, 11.577255, 0.001}, /* 0: not among the answers */
                 {89, 8, 34083, 38, 17.79, 2.22, 9.019716, 0.013},
                 {112, 33, 78280, 64, 40.85, 1.64, 6.114140, 0.216},
                 {62, 4, 0, 0, 0, 0, 4.651839, 0.609},
                 {46, 7, 0, 0, 0, 0, 4.169203, 0.755},
                 {266, 4, 0, 0, 0, 0, 3.363518, 0.961},
                 {166, 3, 0, 0, 0, 0, 3.209485, 0.976}};
    static const int members[] = {49, 48, 50, 47, 1,  15, 51, 2,  13, 14, 3,  35, 16,
                                  52, 36, 37, 12, 11, 5,  17, 10, 4,  6,  38, 18, 9};
    glo_frame *frame = new_york();
    glo_scan_spec spec = new_york_spec();
    spec.draws = 1999;
    glo_scan_found found;
    ASSERT_OK(glo_scan(frame, NULL, &spec, &(glo_job){.threads = 2}, NULL, &found));
    assert_int_equal(7, glo_frame_rows(found.clusters));
    assert_int_equal(552, found.note.cases);
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(known[i].centre, number(found.clusters, "centre", i));
        assert_int_equal(known[i].places, number(found.clusters, "places", i));
        if (known[i].population > 0) {
            assert_int_equal(known[i].population, number(found.clusters, "population", i));
            assert_int_equal(known[i].cases, number(found.clusters, "cases", i));
            assert_near(number(found.clusters, "expected", i), known[i].expected, 0.005);
            assert_near(number(found.clusters, "relative_risk", i), known[i].risk, 0.005);
        }
        assert_near(number(found.clusters, "llr", i), known[i].llr, 5e-7);
        assert_near(number(found.clusters, "p", i), known[i].p,
                    4 * sqrt(known[i].p * (1 - known[i].p) / 999) + 0.001);
    }
    for (size_t i = 0; i < 26; i++)
        assert_int_equal(members[i], number(found.members, "tract", i));
    assert_int_equal(85, glo_frame_rows(found.members));
    glo_scan_found_dispose(&found);
    /* with up to half of the population, a larger circle is more unlikely still */
    spec.max_share = 0.5;
    spec.draws = 0;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    assert_int_equal(52, number(found.clusters, "centre", 0));
    assert_int_equal(28, number(found.clusters, "places", 0));
    assert_near(number(found.clusters, "llr", 0), 14.083511, 5e-7);
    assert_true(isnan(number(found.clusters, "p", 0)));
    glo_scan_found_dispose(&found);
    glo_frame_free(frame);
}

/* ---- space and time ---- */

enum { SIDE = 5, MONTHS = 20, CELLS = SIDE * SIDE * MONTHS };

/* A lattice of places whose number of cases doubles in four of them in the last three months. */
static glo_frame *lattice(double mean) {
    glo_frame_builder builder = {0};
    glo_draws draws = {.seed = 11};
    glo_column *place = add(&builder, "place", GLO_TYPE_TEXT, CELLS),
               *month = add(&builder, "month", GLO_TYPE_MONTH, CELLS);
    glo_column *cases = add(&builder, "cases", GLO_TYPE_INTEGER, CELLS);
    glo_column *population = add(&builder, "population", GLO_TYPE_REAL, CELLS);
    glo_column *x = add(&builder, "x", GLO_TYPE_REAL, CELLS), *y = add(&builder, "y", GLO_TYPE_REAL, CELLS);
    month->span = GLO_MONTH;
    for (size_t i = 0; i < CELLS; i++) {
        size_t p = i / MONTHS, t = i % MONTHS, across = p % SIDE, up = p / SIDE;
        char name[8];
        snprintf(name, sizeof name, "p%zu", p);
        ASSERT_OK(glo_column_set_text(place, i, name, strlen(name)));
        month->times[i] = (int32_t)t;
        cases->integers[i] =
            (int64_t)glo_draws_poisson(&draws, mean * (across < 2 && up < 2 && t + 3 >= MONTHS ? 2 : 1));
        population->reals[i] = 1000;
        x->reals[i] = (double)across;
        y->reals[i] = (double)up;
    }
    glo_frame *frame;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){0}, NULL, &frame));
    return frame;
}

static glo_scan_spec lattice_spec(void) {
    return (glo_scan_spec){.place = "place",
                           .cases = "cases",
                           .population = "population",
                           .x = "x",
                           .y = "y",
                           .time = "month",
                           .model = GLO_SCAN_PERMUTATION,
                           .max_share = 0.5,
                           .draws = 99,
                           .seed = 3,
                           .max_p = 1,
                           .neighbours = 8};
}

static void assert_same(const glo_frame *a, const glo_frame *b) {
    assert_int_equal(glo_frame_rows(a), glo_frame_rows(b));
    for (size_t c = 0; c < glo_frame_columns(a); c++) {
        for (size_t i = 0; i < glo_frame_rows(a); i++) {
            if (glo_frame_column(a, c)->type == GLO_TYPE_TEXT) {
                assert_string_equal(glo_column_text(glo_frame_column(a, c), i),
                                    glo_column_text(glo_frame_column(b, c), i));
                continue;
            }
            double x = glo_column_number(glo_frame_column(a, c), i),
                   y = glo_column_number(glo_frame_column(b, c), i);
            assert_true(memcmp(&x, &y, sizeof x) == 0);
        }
    }
}

static void test_threads(void **state) {
    (void)state;
    glo_frame *frame = lattice(3);
    for (int form = 0; form < 8; form++) {
        glo_scan_spec spec = lattice_spec();
        spec.model = form & 1 ? GLO_SCAN_POISSON : GLO_SCAN_PERMUTATION;
        spec.is_flexible = form & 2;
        spec.is_prospective = form & 4;
        spec.early_stop = form & 1 ? 20 : 0;
        glo_scan_found one, more;
        ASSERT_OK(glo_scan(frame, NULL, &spec, &(glo_job){.threads = 1}, NULL, &one));
        for (int threads = 2; threads <= 3; threads++) {
            ASSERT_OK(glo_scan(frame, NULL, &spec, &(glo_job){.threads = threads}, NULL, &more));
            assert_same(one.clusters, more.clusters);
            assert_same(one.members, more.members);
            glo_scan_found_dispose(&more);
        }
        glo_scan_found_dispose(&one);
    }
    glo_frame_free(frame);
}

static void test_space_time(void **state) {
    (void)state;
    glo_frame *frame = lattice(9);
    glo_scan_spec spec = lattice_spec();
    glo_scan_found found;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    assert_int_equal(4, number(found.clusters, "places", 0));
    assert_int_equal(MONTHS - 3, number(found.clusters, "from", 0));
    assert_int_equal(MONTHS - 1, number(found.clusters, "to", 0));
    assert_near(number(found.clusters, "p", 0), 0.01, 1e-9);
    assert_int_equal(10, found.note.max_duration);
    glo_scan_found_dispose(&found);
    spec.is_prospective = true;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    assert_int_equal(4, number(found.clusters, "places", 0));
    for (size_t i = 0; i < glo_frame_rows(found.clusters); i++) {
        assert_int_equal(MONTHS - 1, number(found.clusters, "to", i));
        assert_near(number(found.clusters, "recurrence", i), 1 / number(found.clusters, "p", i), 1e-9);
    }
    glo_scan_found_dispose(&found);
    glo_frame_free(frame);
}

/* Sequential p's, and the Gumbel's, are near those of all draws. */
static void test_p(void **state) {
    (void)state;
    glo_frame *frame = new_york();
    glo_scan_spec spec = new_york_spec();
    glo_scan_found all, some;
    spec.max_p = 1;
    spec.draws = 1999;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &all));
    spec.is_gumbel = true;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &some));
    for (size_t i = 0; i < 7; i++)
        assert_near(number(some.clusters, "p", i), number(all.clusters, "p", i), 0.03);
    assert_true(number(some.clusters, "p", 0) < 0.005 && number(some.clusters, "p", 0) > 0.0003);
    glo_scan_found_dispose(&some);
    spec.is_gumbel = false;
    spec.early_stop = 2;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &some));
    assert_true(some.note.has_stopped && some.note.draws < 1999);
    assert_near(number(some.clusters, "p", 0), 2.0 / (double)some.note.draws, 1e-12);
    glo_scan_found_dispose(&some);
    glo_scan_found_dispose(&all);
    glo_frame_free(frame);
}

/* ---- what is refused, what is left out ---- */

static void test_refused(void **state) {
    (void)state;
    glo_frame *frame = new_york();
    glo_scan_spec spec = new_york_spec();
    glo_scan_found found;
    spec.max_p = 0.0001;
    assert_int_equal(GLO_EINVAL, glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    assert_string_equal("999 draws give no p below 0.001: for max_p=0.0001 use draws=9999 or more",
                        glo_message());
    spec = new_york_spec();
    spec.cases = "casse";
    assert_int_equal(GLO_ENOTFOUND, glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    spec = new_york_spec();
    spec.model = GLO_SCAN_PERMUTATION;
    assert_int_equal(GLO_EINVAL, glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    glo_frame *one;
    ASSERT_OK(glo_frame_take(frame, (size_t[]){4}, 1, NULL, &one));
    spec = new_york_spec();
    assert_int_equal(GLO_EINVAL, glo_scan(one, NULL, &spec, NULL, NULL, &found));
    assert_string_equal("a scan compares places, and the frame has only one", glo_message());
    glo_frame_free(one);
    ASSERT_OK(glo_frame_take(frame, (size_t[]){4, 5, 4}, 3, NULL, &one));
    assert_int_equal(GLO_EINVAL, glo_scan(one, NULL, &spec, NULL, NULL, &found));
    assert_non_null(strstr(glo_message(), "tract '5' has two rows"));
    glo_frame_free(one);
    atomic_bool stop = true;
    assert_int_equal(GLO_ECANCELLED,
                     glo_scan(frame, NULL, &spec, &(glo_job){.threads = 2, .cancel = &stop}, NULL, &found));
    glo_frame_free(frame);
}

static void test_left_out(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_column *tract = add(&builder, "tract", GLO_TYPE_INTEGER, 6),
               *cases = add(&builder, "cases", GLO_TYPE_INTEGER, 6);
    glo_column *population = add(&builder, "population", GLO_TYPE_INTEGER, 6);
    glo_column *x = add(&builder, "longitude", GLO_TYPE_REAL, 6),
               *y = add(&builder, "latitude", GLO_TYPE_REAL, 6);
    for (size_t i = 0; i < 6; i++) {
        tract->integers[i] = (int64_t)i + 1;
        cases->integers[i] = i == 5 ? 30 : 3;
        population->integers[i] = i == 2 ? 0 : 20;
        x->reals[i] = (double)i;
        y->reals[i] = 0;
    }
    ASSERT_OK(glo_column_set_null(x, 0));
    ASSERT_OK(glo_column_set_null(cases, 1));
    glo_frame *frame;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){0}, NULL, &frame));
    glo_scan_spec spec = new_york_spec();
    spec.max_share = 0.5;
    glo_scan_found found;
    ASSERT_OK(glo_scan(frame, NULL, &spec, NULL, NULL, &found));
    static const char *const reasons[] = {"no position", "a count is missing", "no population"};
    assert_int_equal(3, glo_frame_rows(found.left_out));
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(i + 1, number(found.left_out, "tract", i));
        assert_string_equal(reasons[i], glo_column_text(glo_frame_column(found.left_out, 1), i));
    }
    assert_int_equal(1, found.note.over_population);
    assert_int_equal(6, number(found.clusters, "centre", 0));
    glo_scan_found_dispose(&found);
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_new_york),   cmocka_unit_test(test_threads),
                                       cmocka_unit_test(test_space_time), cmocka_unit_test(test_p),
                                       cmocka_unit_test(test_refused),    cmocka_unit_test(test_left_out)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
