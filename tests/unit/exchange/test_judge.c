/* test_judge.c: what a flag means for a figure. */
#include "judge.h"

#include "support.h"

static glo_csv_field field_of(const char *text) {
    return (glo_csv_field){text, (uint32_t)strlen(text), 0};
}

static glo_verdict judge(glo_flags *flags, const char *value, const char *flag, const char *closed) {
    char why[GLO_REASON_SIZE] = "";
    glo_csv_field v = field_of(value), f = field_of(flag), c = field_of(closed);
    glo_verdict verdict = glo_judge(flags, &v, &f, &c, why);
    assert_int_equal(verdict == GLO_REJECT, strstr(why, "confidential") != NULL);
    return verdict;
}

static void test_verdicts(void **state) {
    (void)state;
    glo_flags flags = {0};
    assert_int_equal(judge(&flags, "7", "", ""), GLO_TAKE);
    assert_int_equal(judge(&flags, "7", "p", "F"), GLO_TAKE);
    assert_int_equal(judge(&flags, "7", "ep", ""), GLO_TAKE);
    assert_int_equal(judge(&flags, ":", "", ""), GLO_PASS_OVER);
    assert_int_equal(judge(&flags, "", "M", ""), GLO_PASS_OVER);
    assert_int_equal(judge(&flags, "NaN", "", ""), GLO_PASS_OVER);
    assert_int_equal(judge(&flags, "7", "c", ""), GLO_REJECT);
    assert_int_equal(judge(&flags, "", "bc", ""), GLO_REJECT);
    assert_int_equal(judge(&flags, "7", "", "C"), GLO_REJECT);
    assert_int_equal(judge(&flags, "7", "", "N"), GLO_REJECT);
    assert_int_equal(flags.taken, 3);
    assert_int_equal(flags.missing, 3);
    assert_int_equal(flags.confidential, 4);
    assert_int_equal(flags.by_letter['p'], 2);
    assert_int_equal(flags.by_letter['e'], 1);
    assert_int_equal(flags.by_letter['c'], 0);
}

static void test_whole(void **state) {
    (void)state;
    static const char *const texts[][2] = {{"145.0", "145"},   {"145.00", "145"}, {"145", "145"},
                                           {"145.5", "145.5"}, {".0", ".0"},      {"5.", "5."},
                                           {"-3.0", "-3"},     {"1.0e3", "1.0e3"}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        glo_csv_field field = field_of(texts[i][0]);
        glo_whole_number(&field);
        assert_int_equal(field.length, strlen(texts[i][1]));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_verdicts), cmocka_unit_test(test_whole)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
