/* test_number.c: numbers as offices write them are read exactly or refused. */
#include "base/err.h"
#include "io/number.h"

#include "cmocka_here.h"

#include <string.h>

#define ASSERT_SAYS(part)                                                                                    \
    do {                                                                                                     \
        if (!strstr(glo_message(), part))                                                                    \
            fail_msg("'%s' does not say '%s'", glo_message(), part);                                         \
    } while (0)

static glo_csv_field field(const char *text) {
    return (glo_csv_field){text, (uint32_t)strlen(text), 0};
}

static void reads_as(const char *text, char decimal, char thousands, int64_t scale, int64_t wanted) {
    glo_csv_field value = field(text);
    glo_number_form form = {.decimal = decimal, .thousands = thousands};
    int64_t number = 77;
    if (glo_number_scaled(&value, &form, scale, &number) < 0)
        fail_msg("'%s': %s", text, glo_message());
    if (number != wanted)
        fail_msg("'%s' gave %lld", text, (long long)number);
}

static void refuses_as(const char *text, char decimal, char thousands, int64_t scale, const char *why) {
    glo_csv_field value = field(text);
    glo_number_form form = {.decimal = decimal, .thousands = thousands};
    int64_t number = 77;
    if (glo_number_scaled(&value, &form, scale, &number) != GLO_EINVAL)
        fail_msg("'%s' was taken as %lld", text, (long long)number);
    assert_int_equal(number, 77);
    ASSERT_SAYS(why);
}

static void reads(const char *text, char decimal, int64_t scale, int64_t wanted) {
    reads_as(text, decimal, 0, scale, wanted);
}

static void refuses(const char *text, char decimal, int64_t scale, const char *why) {
    refuses_as(text, decimal, 0, scale, why);
}

static void test_whole(void **state) {
    (void)state;
    reads("0", '.', 1, 0);
    reads("-0", '.', 1, 0);
    reads("+7", '.', 1, 7);
    reads("-42", '.', 1, -42);
    reads("007", '.', 1, 7);
    refuses("", '.', 1, "is not a whole number");
    refuses("-", '.', 1, "is not a whole number");
    refuses("+", '.', 1, "is not a whole number");
    refuses("--1", '.', 1, "whole number");
    refuses("+-1", '.', 1, "whole number");
    reads("1.0", '.', 1, 1);
    reads("1,0", ',', 1, 1);
    reads("10.00", 0, 1, 10);
    reads("12,0", 0, 1, 12);
    refuses("1.5", 0, 1, "whole number");
    refuses("12,5", 0, 1, "decimal=\",\"");
    refuses("1e3", '.', 1, "whole number");
    refuses(" 1", '.', 1, "whole number");
    refuses("1 000", '.', 1, "whole number");
    refuses("\331\241", '.', 1, "whole number"); /* an Arabic one */
}

static void test_limits(void **state) {
    (void)state;
    reads("9223372036854775807", '.', 1, INT64_MAX);
    reads("-9223372036854775807", '.', 1, -INT64_MAX);
    refuses("9223372036854775808", '.', 1, "too large");
    refuses("-9223372036854775809", '.', 1, "too large");
    refuses("92233720368547758070", '.', 1, "too large");
    reads("92233720368547758.07", '.', 100, INT64_MAX);
    refuses("92233720368547758.08", '.', 100, "too large");
    refuses("92233720368547759", '.', 100, "too large");
    reads("000000000000000000000000000001", '.', 1, 1);
    reads("1.00000000000000000000000000000", '.', 100, 100);
}

static void test_decimals(void **state) {
    (void)state;
    reads("12.34", '.', 100, 1234);
    reads("12,34", ',', 100, 1234);
    reads("-0.01", '.', 100, -1);
    reads("1.5", '.', 100, 150);
    reads("1", '.', 1000, 1000);
    reads("1.", '.', 100, 100);
    reads(".5", '.', 100, 50);
    reads("1.230", '.', 100, 123);
    reads("0.29", '.', 100, 29); /* 0.29 * 100 is 28.999999999999996 in floating point */
    reads("1.15", '.', 100, 115);
    reads("1.5", '.', 20, 30); /* a scale that is no power of ten, as far as it is exact */
    refuses("1.231", '.', 100, "more decimals");
    refuses("1.5", '.', 8, "more decimals");
    refuses("12.34", ',', 100, "is not a number");
    refuses("12,34", '.', 100, "is not a number");
    refuses("1.2.3", '.', 100, "is not a number");
    refuses(".", '.', 100, "is not a number");
    refuses("1.234,56", ',', 100, "is not a number");
}

/* Thousands in groups of three, by the mark that is told; where none is told, the message names it. */
static void test_thousands(void **state) {
    (void)state;
    static const char *const spaces[] = {"1 234", "1\u00a0234", "1\u202f234", "1\u2009234"};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++) {
        reads_as(spaces[i], 0, ' ', 1, 1234);
        refuses(spaces[i], 0, 1, "thousands=\" \"");
    }
    reads_as("1.234", 0, '.', 1, 1234);
    reads_as("1.234.567", 0, '.', 1, 1234567);
    reads_as("1.234,50", 0, '.', 100, 123450);
    reads_as("1.234,50", ',', '.', 100, 123450);
    reads_as("-1.234", 0, '.', 1, -1234);
    reads_as("1,234", 0, ',', 1, 1234);
    reads_as("1,234.5", 0, ',', 10, 12345);
    reads_as("1'234", 0, '\'', 1, 1234);
    reads_as("1\u2019234", 0, '\'', 1, 1234);
    reads_as("1234", 0, '.', 1, 1234);
    reads_as("12,0", 0, '.', 1, 12);
    refuses_as("12.34", 0, '.', 1, "three digits");
    refuses_as("1.23", 0, '.', 1, "three digits");
    refuses_as("1234.567", 0, '.', 1, "three digits");
    refuses_as("1.2345", 0, '.', 1, "three digits");
    refuses_as(".234", 0, '.', 1, "three digits");
    refuses_as("1.234.", 0, '.', 1, "three digits");
    refuses_as("1.234,5.6", 0, '.', 100, "is not a number");
    refuses("1.234", 0, 1, "thousands=\".\"");
    refuses("1.000", 0, 1, "thousands=\".\"");
    refuses("1,234", 0, 1, "thousands=\",\"");
    refuses("1'234", 0, 1, "thousands=\"'\"");
    refuses("4.800", 0, 100, "thousands=\".\""); /* 4.80 or 4800 */
    reads("4.800", '.', 100, 480);
    reads("4.800", 0, 1000, 4800); /* grams of kilograms */
}

static void test_real(void **state) {
    (void)state;
    static const char *const wrong[] = {"",    "x",     "0x10", " 1",   "infinity", "0x1p3",
                                        "1x",  "nan",   "inf",  "-inf", "1e400",    "1,5",
                                        "1 2", "1.2.3", "1e",   "-",    "."};
    double number = 77;
    glo_number_form dot = {.decimal = '.'}, comma = {.decimal = ','}, open = {0},
                    grouped = {.thousands = '.'};
    glo_csv_field value = field("-1.5e3");
    ASSERT_OK(glo_number_real(&value, &dot, &number));
    assert_true(number == -1500.0);
    value = field("0,25");
    ASSERT_OK(glo_number_real(&value, &comma, &number));
    assert_true(number == 0.25);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        value = field(wrong[i]);
        number = 77;
        if (glo_number_real(&value, &dot, &number) != GLO_EINVAL)
            fail_msg("'%s' was taken", wrong[i]);
        assert_true(number == 77);
    }
    value = field("1.234,5");
    assert_int_equal(glo_number_real(&value, &comma, &number), GLO_EINVAL);
    ASSERT_SAYS("thousands=\".\"");
    ASSERT_OK(glo_number_real(&value, &grouped, &number));
    assert_true(number == 1234.5);
    value = field("1.234"); /* open, which 1.234.567 in the same column would settle */
    ASSERT_OK(glo_number_real(&value, &open, &number));
    assert_true(number == 1.234);
    assert_int_equal(open.signs, GLO_NUMBER_OPEN);
    value = field("1.234.567");
    assert_int_equal(glo_number_real(&value, &open, &number), GLO_EINVAL);
    assert_int_equal(open.signs, GLO_NUMBER_OPEN | GLO_NUMBER_GROUPED);
    value = field("0000000000000000000000000000000000000000000000000000000000000000000001");
    assert_int_equal(glo_number_real(&value, &dot, &number), GLO_EINVAL);
}

/* A field is not ended by a NUL: what stands behind it in the file is not looked at. */
static void test_length(void **state) {
    (void)state;
    glo_csv_field value = {"123456", 3, 0};
    glo_number_form dot = {.decimal = '.'};
    int64_t number;
    double real;
    ASSERT_OK(glo_number_integer(&value, &dot, &number));
    assert_int_equal(number, 123);
    ASSERT_OK(glo_number_real(&value, &dot, &real));
    assert_true(real == 123.0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_whole),    cmocka_unit_test(test_limits),
                                       cmocka_unit_test(test_decimals), cmocka_unit_test(test_thousands),
                                       cmocka_unit_test(test_real),     cmocka_unit_test(test_length)};
    return cmocka_run_group_tests_name("store/number", tests, NULL, NULL);
}
