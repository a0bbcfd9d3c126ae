/* Tests of core/model/unit.c: units multiply, divide and are told apart. */
#include "model/unit.h"

#include "cmocka_here.h"

#include <string.h>

static glo_unit unit(const char *text) {
    glo_unit made;
    assert_int_equal(glo_unit_parse(text, &made), GLO_OK);
    return made;
}

static void assert_unit(const glo_unit *made, const char *text) {
    char shown[GLO_UNIT_TEXT];
    glo_unit_format(made, shown);
    assert_string_equal(shown, text);
}

static void test_formats(void **state) {
    (void)state;
    const char *const pairs[][2] = {{"people/month", "people/month"},
                                    {"persons per month", "people/month"},
                                    {"1/year", "1/year"},
                                    {"EUR*km^2/day^2", "EUR*km^2/day^2"},
                                    {"dimensionless", "1"},
                                    {"month/months", "1"},
                                    {"detected victims", "detected victims"},
                                    {"", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        glo_unit made = unit(pairs[i][0]);
        assert_unit(&made, pairs[i][1]);
    }
}

static void test_multiplies(void **state) {
    (void)state;
    glo_unit rate = unit("people/month"), time = unit("months"), none = unit(NULL), made;
    assert_int_equal(glo_unit_multiply(&rate, &time, 1, &made), GLO_OK);
    assert_unit(&made, "people");
    assert_int_equal(glo_unit_multiply(&rate, &time, -1, &made), GLO_OK);
    assert_unit(&made, "people/month^2");
    assert_int_equal(glo_unit_multiply(&rate, &none, 1, &made), GLO_OK);
    assert_false(made.is_known);
    glo_unit_raise(&rate, 2, &made);
    assert_unit(&made, "people^2/month^2");
    glo_unit_raise(&rate, 0, &made);
    assert_true(glo_unit_is_number(&made));
}

static void test_fits(void **state) {
    (void)state;
    glo_unit a = unit("people/month"), b = unit("person/months"), c = unit("people/year"), none = unit(NULL),
             number = unit("1");
    assert_true(glo_unit_fits(&a, &b));
    assert_false(glo_unit_fits(&a, &c));
    assert_false(glo_unit_fits(&a, &number));
    assert_true(glo_unit_fits(&a, &none));
    assert_true(glo_unit_fits(&none, &a));
    assert_false(glo_unit_is_number(&none));
}

static void test_refuses(void **state) {
    (void)state;
    glo_unit made = {.count = 99};
    const char *const wrong[] = {"/month", "people/", "people//month", "a*b*c*d*e*f*g", "m^2^3"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_int_equal(glo_unit_parse(wrong[i], &made), GLO_EINVAL);
        assert_int_equal(made.count, 99);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_formats), cmocka_unit_test(test_multiplies),
                                       cmocka_unit_test(test_fits), cmocka_unit_test(test_refuses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
