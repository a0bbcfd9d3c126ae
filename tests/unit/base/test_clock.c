/* test_clock.c: the clock held, let go, and refused. */
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

static void test_held(void **state) {
    (void)state;
    assert_false(glo_clock_is_held());
    assert_int_equal(glo_clock_hold("2026-11-30T06:00:00Z"), GLO_OK);
    assert_true(glo_clock_is_held());
    assert_int_equal(glo_clock_now(), 1796018400); /* date -u -d 2026-11-30T06:00:00Z +%s */
    assert_int_equal(glo_today(), 20787);
    assert_int_equal(glo_clock_hold("2026-11-30"), GLO_OK);
    assert_int_equal(glo_clock_now(), 1796018400 - 6 * 3600);
    assert_int_equal(glo_clock_hold("1970-01-01T00:00"), GLO_OK);
    assert_int_equal(glo_clock_now(), 0);
    assert_int_equal(glo_clock_hold(""), GLO_OK);
    assert_false(glo_clock_is_held());
    assert_true(glo_clock_now() > 1700000000);
}

static void test_refused(void **state) {
    (void)state;
    static const char *const wrong[] = {"x",
                                        "2026-11",
                                        "2026-11-31",
                                        "2026-11-30T",
                                        "2026-11-30T6",
                                        "2026-11-30T24:00",
                                        "2026-11-30T06:60",
                                        "2026-11-30T06:00:00+01:00",
                                        "2026-11-30 06:00",
                                        "2026-11-30Z",
                                        "2026-11-30T06"};
    assert_int_equal(glo_clock_hold("2026-11-30"), GLO_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(glo_clock_hold(wrong[i]), GLO_EINVAL);
        assert_non_null(strstr(glo_message(), "is no time: write it as 2026-11-30"));
    }
    assert_int_equal(glo_today(), 20787); /* as before */
    assert_int_equal(glo_clock_hold(NULL), GLO_OK);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_held), cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
