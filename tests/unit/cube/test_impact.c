/* test_impact.c: where figures land, that nothing is lost, and why. */
#include "support.h"

#include "cube/impact.h"

static glo_tree *phenomena;
static const glo_impact_spec plain = {.outside_code = "OUTSIDE", .cyberspace_code = "CYBER"};

static int set_up(void **state) {
    (void)state;
    phenomena =
        tree_of("1 drugs 1 0;2 drugs.sale 2 0;3 drugs.sale.street 3 0;4 theft 1 0;", "2 1;3 2;", NULL);
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    glo_tree_free(phenomena);
    return 0;
}

static int run(const char *figures, const char *exposures, const glo_impact_spec *spec, glo_frame **out) {
    glo_frame *f = frame_of(figures), *e = frame_of(exposures);
    int status = glo_impact(f, e, phenomena, spec, NULL, NULL, out);
    glo_frame_free(f);
    glo_frame_free(e);
    return status;
}

static void check(const char *figures, const char *exposures, const glo_impact_spec *spec,
                  const char *expected) {
    glo_frame *frame;
    assert_ok(run(figures, exposures, spec, &frame));
    assert_frame(frame, expected);
    glo_frame_free(frame);
}

#define FIGURES "zone:t phenomenon:t period:m count:i count_high:i;"
#define EXPOSURES "from_zone:t to_zone:t phenomenon:t weight:r low:r high:r;"

static void test_lays_figures_down(void **state) {
    (void)state;
    check(FIGURES "R1 theft 2024-01 100 100;R1 theft 2024-02 10 10;R2 theft 2024-01 50 50;",
          EXPOSURES "R1 B . 0.5 0.25 0.75;R1 A . 0.25 0.25 0.25;R2 A . 1 0.5 1;", &plain,
          "zone phenomenon period part estimate low high"
          "; A theft 2024-01 zone 75 50 75; A theft 2024-02 zone 2.5 2.5 2.5"
          "; B theft 2024-01 zone 50 25 75; B theft 2024-02 zone 5 2.5 7.5"
          "; OUTSIDE theft 2024-01 outside 25 0 75; OUTSIDE theft 2024-02 outside 2.5 0 5");
}

static void test_censored_counts_widen_the_range(void **state) {
    (void)state;
    check(FIGURES "R1 theft 2024-01 1 4;R1 theft 2024-02 2 -;", EXPOSURES "R1 A . 0.5 - -;", &plain,
          "zone phenomenon period part estimate low high; A theft 2024-01 zone 0.5 0.5 2"
          "; A theft 2024-02 zone 1 1 1; OUTSIDE theft 2024-01 outside 0.5 0 3.5; OUTSIDE theft 2024-02 "
          "outside 1 1 1");
}

static void test_without_optional_columns(void **state) {
    (void)state;
    check("zone:t phenomenon:t count:i;R1 theft 8;R1 drugs -;R3 drugs 3;",
          "from_zone:t to_zone:t phenomenon:t weight:r;R1 A . 0.75;", &plain,
          "zone phenomenon part estimate low high; A theft zone 6 6 6; OUTSIDE drugs outside 3 3 3"
          "; OUTSIDE theft outside 2 2 2");
    check("zone:t phenomenon:t count:i;", "from_zone:t to_zone:t phenomenon:t weight:r;", &plain,
          "zone phenomenon part estimate low high");
}

static void test_the_most_specific_exposure(void **state) {
    (void)state;
    const char *exposures =
        "from_zone:t to_zone:t phenomenon:t weight:r;R A . 0.1;R A drugs 0.2;R A drugs.sale 0.3;R B "
        ". 0.5;R C theft 0.4;";
    check("zone:t phenomenon:t count:i;R drugs.sale.street 100;R drugs.sale 100;R drugs 100;R theft 100;",
          exposures, &plain,
          "zone phenomenon part estimate low high"
          "; A drugs zone 20 20 20; A drugs.sale zone 30 30 30; A drugs.sale.street zone 30 30 30; A theft "
          "zone 10 10 10"
          "; B drugs zone 50 50 50; B drugs.sale zone 50 50 50; B drugs.sale.street zone 50 50 50; B theft "
          "zone 50 50 50"
          "; C theft zone 40 40 40"
          "; OUTSIDE drugs outside 30 30 30; OUTSIDE drugs.sale outside 20 20 20"
          "; OUTSIDE drugs.sale.street outside 20 20 20");
}

static void test_cyberspace(void **state) {
    (void)state;
    glo_impact_spec spec = plain;
    spec.cyberspace_from = (const char *[]){"CY-MSG", "CY-MKT"};
    spec.cyberspace_from_count = 2;
    check("zone:t phenomenon:t count:i;CY-MSG theft 10;CY-MKT theft 20;R theft 40;X theft 80;",
          "from_zone:t to_zone:t phenomenon:t weight:r;CY-MKT A . 0.5;R CYBER . 0.25;", &spec,
          "zone phenomenon part estimate low high; A theft zone 10 10 10; CYBER theft cyberspace 20 20 20"
          "; OUTSIDE theft outside 120 120 120");
}

static void test_apportions_in_thousandths(void **state) {
    (void)state;
    glo_frame *frame;
    assert_ok(
        run("zone:t phenomenon:t count:i;R theft 1;",
            "from_zone:t to_zone:t phenomenon:t weight:r;R A . 0.33333333333333;R B . 0.33333333333333;R C . "
            "0.33333333333333;",
            &plain, &frame));
    assert_frame(frame, "zone phenomenon part estimate low high; A theft zone 0.334 0.333333 0.334"
                        "; B theft zone 0.333 0.333 0.333333; C theft zone 0.333 0.333 0.333333");
    glo_frame_free(frame);
}

static void refuses(const char *figures, const char *exposures, const char *message, const char *also) {
    glo_frame *frame = NULL;
    assert_int_equal(run(figures, exposures, &plain, &frame), GLO_EINVAL);
    assert_message_has(message);
    assert_message_has(also);
    assert_null(frame);
}

static void test_what_can_not_be(void **state) {
    (void)state;
    const char *f = "zone:t phenomenon:t count:i;R drugs.sale 1;";
    refuses(f, EXPOSURES "R A . 0.6 - -;R B drugs 0.5 - -;", "'R' for drugs.sale", "1.1");
    refuses(f, EXPOSURES "R A . -0.1 - -;", "'A' to 'R' for all phenomena", "negative");
    refuses(f, EXPOSURES "R A . - - -;", "'A' to 'R'", "missing");
    refuses(f, EXPOSURES "R A drugs 0.5 0.6 0.7;", "'A' to 'R' for drugs", "low <= weight <= high");
    refuses(f, EXPOSURES "R A drugs 0.5 - -;R A drugs 0.1 - -;", "'A' to 'R' for drugs", "two exposures");
    refuses(f, EXPOSURES "R A fraud 0.5 - -;", "unknown phenomenon 'fraud'", "");
    refuses("zone:t phenomenon:t count:i;R fraud 1;", EXPOSURES, "unknown phenomenon 'fraud'", "");
    refuses("zone:t phenomenon:t count:i;R drugs 9223372036854775807;", EXPOSURES, "64 bits", "");
    refuses("zone:t phenomenon:t period:t count:i;R drugs 2024 1;", EXPOSURES,
            "'period' must be day or month", "text");
    glo_frame *frame; /* a hair over 1 is rounding; weights that are never used together may add up to more */
    assert_ok(run(f, EXPOSURES "R A . 0.5 - -;R B . 0.5000000001 - -;R A drugs 0.4 - -;R B theft 0.9 - -;",
                  &plain, &frame));
    glo_frame_free(frame);
}

/* Random exposures and figures: for every phenomenon and period the estimates add up to the figures exactly.
 */
static void check_conserves(unsigned seed) {
    static char figures[1 << 14], exposures[1 << 15];
    static const char *const codes[] = {"drugs", "drugs.sale", "drugs.sale.street", "theft"};
    int64_t given[4][12] = {{0}}, got[4][12] = {{0}};
    size_t at;
    srand(seed);
    strcpy(figures, FIGURES);
    strcpy(exposures, "from_zone:t to_zone:t phenomenon:t weight:r;");
    for (int i = 0; i < 100; i++) {
        int p = rand() % 4, month = rand() % 12, count = rand() % 4 ? rand() % 20 : rand() % 1000000;
        given[p][month] += count;
        sprintf(figures + strlen(figures), "R%d %s 2024-%02d %d %d;", rand() % 6, codes[p], month + 1, count,
                count + rand() % 3);
    }
    for (int from = 0; from < 5; from++) {
        int targets = 1 + rand() % 30;
        double left = rand() % 2 ? 1 : 0.7, whole = left;
        for (int to = 0; to < targets; to++) {
            double weight =
                to == targets - 1 && rand() % 2 ? left : whole / targets * (rand() % 1000) / 1000.0;
            sprintf(exposures + strlen(exposures), "R%d Z%d . %.17g;", from, to, weight);
            if (rand() % 4 == 0)
                sprintf(exposures + strlen(exposures), "R%d Z%d drugs %.17g;", from, to, weight / 2);
            left -= weight;
        }
    }
    glo_frame *frame;
    assert_ok(run(figures, exposures, &plain, &frame));
    assert_ok(glo_frame_find(frame, "estimate", &at));
    const glo_column *estimate = glo_frame_column(frame, at), *low = glo_frame_column(frame, at + 1),
                     *high = glo_frame_column(frame, at + 2), *period = glo_frame_column(frame, at - 2),
                     *phenomenon = glo_frame_column(frame, at - 3);
    for (size_t row = 0; row < glo_frame_rows(frame); row++) {
        double thousandths = estimate->reals[row] * 1000;
        int64_t whole = (int64_t)(thousandths + 0.5);
        if (!((double)whole - thousandths < 1e-3 && thousandths - (double)whole < 1e-3 &&
              low->reals[row] <= estimate->reals[row] && estimate->reals[row] <= high->reals[row]))
            fail_msg("seed %u: row %zu is not in thousandths or out of its range", seed, row);
        got[node_of(phenomena, glo_column_text(phenomenon, row))][period->times[row] - 54 * 12] += whole;
    }
    for (int p = 0; p < 4; p++) {
        for (int month = 0; month < 12; month++) {
            if (got[node_of(phenomena, codes[p])][month] != given[p][month] * 1000)
                fail_msg("seed %u: %s in month %d gives %lld thousandths, not %lld", seed, codes[p],
                         month + 1, (long long)got[p][month], (long long)given[p][month] * 1000);
        }
    }
    glo_frame_free(frame);
}

static void test_conserves(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= 200; seed++)
        check_conserves(seed);
}

static void explains(const char *figures, const char *exposures, const char *zone, const char *expected) {
    glo_frame *f = frame_of(figures), *e = frame_of(exposures), *frame;
    assert_ok(glo_impact_explain(f, e, phenomena, zone, NULL, &frame));
    assert_frame(frame, expected);
    glo_frame_free(f);
    glo_frame_free(e);
    glo_frame_free(frame);
}

static void test_explains(void **state) {
    (void)state;
    const char *figures =
        FIGURES "R1 theft 2024-01 100 100;R2 drugs 2024-01 50 60;R2 theft 2024-01 - -;R3 theft 2024-01 9 9;";
    const char *exposures =
        EXPOSURES "R1 B . 0.5 0.25 0.75;R1 A . 0.25 0.25 0.25;R2 A . 0.4 0.1 0.5;R2 A drugs 1 0.5 1;";
    explains(figures, exposures, "A",
             "from_zone phenomenon period figure weight low_weight high_weight estimate low high"
             "; R2 drugs 2024-01 50 1 0.5 1 50 25 60; R1 theft 2024-01 100 0.25 0.25 0.25 25 25 25");
    explains(figures, exposures, "NOWHERE",
             "from_zone phenomenon period figure weight low_weight high_weight estimate low high");
    explains("zone:t phenomenon:t count:i;R1 theft 4;", exposures, "B",
             "from_zone phenomenon figure weight low_weight high_weight estimate low high; R1 theft 4 0.5 "
             "0.25 0.75 2 1 3");
}

static void test_marking(void **state) {
    (void)state;
    glo_frame *f = frame_of("zone:t phenomenon:t count:i;R theft 1;"), *strict;
    glo_frame *e = frame_of("from_zone:t to_zone:t phenomenon:t weight:r;R A . 1;"), *frame;
    assert_ok(glo_frame_mark(e, (glo_marking){GLO_TLP_RED, 0}, &strict));
    assert_ok(glo_impact(f, strict, phenomena, &plain, NULL, NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_RED);
    glo_frame_free(frame);
    assert_ok(glo_impact_explain(f, strict, phenomena, "A", NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_RED);
    glo_frame_free(frame);
    glo_frame_free(f);
    glo_frame_free(e);
    glo_frame_free(strict);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lays_figures_down),
        cmocka_unit_test(test_censored_counts_widen_the_range),
        cmocka_unit_test(test_without_optional_columns),
        cmocka_unit_test(test_the_most_specific_exposure),
        cmocka_unit_test(test_cyberspace),
        cmocka_unit_test(test_apportions_in_thousandths),
        cmocka_unit_test(test_what_can_not_be),
        cmocka_unit_test(test_conserves),
        cmocka_unit_test(test_explains),
        cmocka_unit_test(test_marking),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
