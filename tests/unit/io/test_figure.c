/* test_figure.c: marks of missing figures, and flags told apart from figures. */
#include "io/figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

static void expect_missing(glo_missing expected, const char *const *texts) {
    for (; *texts; texts++) {
        if (glo_figure_missing(*texts, strlen(*texts)) != expected)
            fail_msg("'%s' is taken otherwise", *texts);
    }
}

static void test_missing(void **state) {
    (void)state;
    expect_missing(GLO_MISSING,
                   (const char *const[]){"", "..", "...", "-", "\u2013", ":", "n/a", "N/A", "NA", "n.a.",
                                         "n.b.", "n.d.", "s.o.", "k.A.", "*", "NaN", "null", "[c]", NULL});
    expect_missing(GLO_MAY_BE_MISSING, (const char *const[]){"x", "nvt", "none", "/", "(:)", NULL});
    expect_missing(GLO_NOT_MISSING,
                   (const char *const[]){"0", "1", "--1", "n", "-1", "<5", "NAM", "12", "[p]", NULL});
}

static bool is_text(const char *text, size_t length, const char *expected) {
    return length == strlen(expected) && memcmp(text, expected, length) == 0;
}

static void test_flags(void **state) {
    (void)state;
    static const struct {
        const char *text, *figure, *flags, *unit;
    } cases[] = {{"2 376e", "2 376", "e", ""},
                 {"123 b", "123", "b", ""},
                 {"45*", "45", "*", ""},
                 {"12 (p)", "12", "p", ""},
                 {"12(p)", "12", "p", ""},
                 {"(p) 12", "12", "p", ""},
                 {"*12", "12", "*", ""},
                 {"12 [1]", "12", "*", ""},
                 {"12 [note 3]", "12", "*", ""},
                 {"[p]12", "12", "p", ""},
                 {"7 bc", "7", "bc", ""},
                 {": c", ":", "c", ""},
                 {"9\u00b9", "9", "*", ""},
                 {"9 (1)", "9", "*", ""},
                 {"12\u00a0e", "12", "e", ""},
                 {"1.5 ep", "1.5", "ep", ""},
                 {"12", "12", "", ""},
                 {"12,5 %", "12,5", "", "%"},
                 {"12,5\u00a0% (p)", "12,5", "p", "%"},
                 {"\u20ac 1.204,50", "1.204,50", "", "EUR"},
                 {"1 204 EUR", "1 204", "", "EUR"},
                 {"5+ *", "5+", "*", ""},
                 {"n.d.", "n.d.", "", ""},
                 {"e", "e", "", ""},
                 {"*", "*", "", ""},
                 {"%", "%", "", ""},
                 {"(p)", "(p)", "", ""},
                 {"12 (34)", "12 (34)", "", ""},
                 {"12 x", "12 x", "", ""},
                 {"", "", "", ""},
                 {"1 bepd", "1 bepd", "", ""},
                 {"12 p)", "12 p)", "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        glo_flagged_figure figure;
        glo_figure_read(cases[i].text, strlen(cases[i].text), &figure);
        if (!is_text(figure.text, figure.length, cases[i].figure) ||
            !is_text(figure.flags, figure.flag_count, cases[i].flags) ||
            strcmp(figure.unit ? figure.unit : "", cases[i].unit) != 0)
            fail_msg("'%s': figure '%.*s', flags '%.*s'", cases[i].text, (int)figure.length, figure.text,
                     (int)figure.flag_count, figure.flags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_missing), cmocka_unit_test(test_flags)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
