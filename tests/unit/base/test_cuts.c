/* test_cuts.c: delays counted by cuts at the same place of each period. */
#include "cmocka_here.h"

#include "base/cuts.h"

static int32_t week_of(int year, int month, int day) {
    return glo_span_index(glo_day_of_civil(year, month, day), GLO_WEEK);
}

static void test_at_the_end_of_a_week(void **state) {
    (void)state;
    glo_cuts cuts = {GLO_WEEK, glo_day_of_civil(2025, 3, 30)}; /* a Sunday */
    int32_t last = week_of(2025, 3, 24);
    assert_int_equal(last, glo_cuts_last(&cuts));
    assert_int_equal(0, glo_cuts_delay(&cuts, last, cuts.now));
    assert_int_equal(0, glo_cuts_delay(&cuts, last, cuts.now - 20)); /* before the event */
    assert_int_equal(0, glo_cuts_delay(&cuts, last - 1, cuts.now - 7));
    assert_int_equal(1, glo_cuts_delay(&cuts, last - 1, cuts.now - 6));
    assert_int_equal(1, glo_cuts_delay(&cuts, last - 1, cuts.now));
    assert_int_equal(cuts.now, glo_cuts_day(&cuts, last - 1, 1));
}

/* A week that ended on Sunday is known at delay 0 by the Wednesday after. */
static void test_within_a_week(void **state) {
    (void)state;
    glo_cuts cuts = {GLO_WEEK, glo_day_of_civil(2025, 4, 2)}; /* a Wednesday */
    int32_t last = week_of(2025, 3, 24);
    assert_int_equal(last, glo_cuts_last(&cuts));
    assert_int_equal(cuts.now, glo_cuts_day(&cuts, last, 0));
    assert_int_equal(0, glo_cuts_delay(&cuts, last, cuts.now));
    assert_int_equal(0, glo_cuts_delay(&cuts, last - 1, cuts.now - 7));
    assert_int_equal(1, glo_cuts_delay(&cuts, last - 1, cuts.now - 6));
}

static void test_months_of_any_length(void **state) {
    (void)state;
    glo_cuts cuts = {GLO_MONTH, glo_day_of_civil(2025, 3, 30)}; /* not its end; February has no 30th */
    int32_t january = glo_span_index(glo_day_of_civil(2025, 1, 1), GLO_MONTH);
    assert_int_equal(january + 1, glo_cuts_last(&cuts));
    assert_int_equal(glo_day_of_civil(2025, 2, 28), glo_cuts_day(&cuts, january, 0));
    assert_int_equal(1, glo_cuts_delay(&cuts, january, glo_day_of_civil(2025, 3, 1)));
    cuts.now = glo_day_of_civil(2025, 2, 28);
    assert_int_equal(glo_day_of_civil(2025, 1, 31), glo_cuts_day(&cuts, january, 0));
    assert_int_equal(1, glo_cuts_delay(&cuts, january, glo_day_of_civil(2025, 2, 1)));
}

/* A day is known by a cut exactly if its delay is at most that of the cut. */
static void test_delay_and_day_agree(void **state) {
    (void)state;
    for (glo_span every = GLO_DAY; every < GLO_ALL; every++) {
        for (int32_t now = 20100; now < 20500; now += 13) {
            glo_cuts cuts = {every, now};
            int32_t period = glo_cuts_last(&cuts) - 3;
            for (int32_t recorded = now - 500; recorded <= now; recorded += 3) {
                for (int32_t delay = 0; delay < 4; delay++)
                    assert_int_equal(recorded <= glo_cuts_day(&cuts, period, delay),
                                     glo_cuts_delay(&cuts, period, recorded) <= delay);
            }
            assert_int_equal(now, glo_cuts_day(&cuts, period, 3));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_at_the_end_of_a_week), cmocka_unit_test(test_within_a_week),
        cmocka_unit_test(test_months_of_any_length), cmocka_unit_test(test_delay_and_day_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
