/* test_figure.c: marks of missing figures, and flags told apart from figures. */
#include "io/figure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <string.h>

static void test_missing(void **state) {
    (void)state;
    static const char *const missing[] = {"",     "..",   "...",  "-",    "\u2013", ":", "n/a", "N/A", "NA",
                                          "n.a.", "n.b.", "n.d.", "s.o.", "k.A.",   "*", "NaN", "null"};
    static const char *const figures[] = {"0", "1", "--1", "n", "none", "-1", "<5", "NAM", "12", "x"};
    for (size_t i = 0; i < sizeof missing / sizeof missing[0]; i++) {
        if (!glo_figure_is_missing(missing[i], strlen(missing[i])))
            fail_msg("'%s' is missing", missing[i]);
    }
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        if (glo_figure_is_missing(figures[i], strlen(figures[i])))
            fail_msg("'%s' is not missing", figures[i]);
    }
}

static void test_flags(void **state) {
    (void)state;
    static const struct {
        const char *text, *figure, *flags;
    } cases[] = {{"2 376e", "2 376", "e"}, {"123 b", "123", "b"},   {"45*", "45", "*"},
                 {"12 (p)", "12", "p"},    {"12(p)", "12", "p"},    {"7 bc", "7", "bc"},
                 {": c", ":", "c"},        {"9\u00b9", "9", "*"},   {"9 (1)", "9", "*"},
                 {"12\u00a0e", "12", "e"}, {"1.5 ep", "1.5", "ep"}, {"12", "12", ""},
                 {"n.d.", "n.d.", ""},     {"e", "e", ""},          {"*", "*", ""},
                 {"(p)", "(p)", ""},       {"12 x", "12 x", ""},    {"", "", ""},
                 {"1 bepd", "1 bepd", ""}, {"12 p)", "12 p)", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *flags;
        size_t count, length = glo_figure_length(cases[i].text, strlen(cases[i].text), &flags, &count);
        if (length != strlen(cases[i].figure) || count != strlen(cases[i].flags) ||
            memcmp(flags, cases[i].flags, count) != 0)
            fail_msg("'%s': figure of %zu bytes, flags '%.*s'", cases[i].text, length, (int)count, flags);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_missing), cmocka_unit_test(test_flags)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
