/* test_range.c: counts of which only the bounds are published. */
#include "io/range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdbool.h>
#include <string.h>

static bool is_text(const glo_bound *bound, const char *expected) {
    return bound->length == strlen(expected) && memcmp(bound->text, expected, bound->length) == 0;
}

static void test_forms(void **state) {
    (void)state;
    static const struct {
        const char *text;
        glo_range_kind kind;
        const char *first, *second;
    } cases[] = {{"<5", GLO_BELOW, "", "5"},
                 {"< 1 000", GLO_BELOW, "", "1 000"},
                 {"\u22645", GLO_AT_MOST, "", "5"},
                 {"<= 5", GLO_AT_MOST, "", "5"},
                 {">= 5", GLO_AT_LEAST, "5", ""},
                 {"\u2265 5", GLO_AT_LEAST, "5", ""},
                 {"> 5", GLO_ABOVE, "5", ""},
                 {"5+", GLO_AT_LEAST, "5", ""},
                 {"5 or more", GLO_AT_LEAST, "5", ""},
                 {"5 of meer", GLO_AT_LEAST, "5", ""},
                 {"5 et plus", GLO_AT_LEAST, "5", ""},
                 {"5 und mehr", GLO_AT_LEAST, "5", ""},
                 {"Fewer than 5", GLO_BELOW, "", "5"},
                 {"minder dan 5", GLO_BELOW, "", "5"},
                 {"plus de 5", GLO_ABOVE, "5", ""},
                 {"au moins 5", GLO_AT_LEAST, "5", ""},
                 {"h\u00f6chstens 5", GLO_AT_MOST, "", "5"},
                 {"1-4", GLO_BETWEEN, "1", "4"},
                 {"1 \u2013 4", GLO_BETWEEN, "1", "4"},
                 {"1 \u00e0 4", GLO_BETWEEN, "1", "4"},
                 {"1 tot en met 4", GLO_BETWEEN, "1", "4"},
                 {"5", GLO_NO_RANGE, "", ""},
                 {"-5", GLO_NO_RANGE, "", ""},
                 {"<", GLO_NO_RANGE, "", ""},
                 {"+", GLO_NO_RANGE, "", ""},
                 {"plus de", GLO_NO_RANGE, "", ""},
                 {"unter5", GLO_NO_RANGE, "", ""},
                 {"<x", GLO_NO_RANGE, "", ""},
                 {"", GLO_NO_RANGE, "", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        glo_range range;
        glo_range_kind kind = glo_range_read(cases[i].text, strlen(cases[i].text), &range);
        if (kind != cases[i].kind)
            fail_msg("'%s' is of kind %d", cases[i].text, (int)kind);
        if (kind != GLO_NO_RANGE &&
            (!is_text(&range.first, cases[i].first) || !is_text(&range.second, cases[i].second)))
            fail_msg("'%s' from '%.*s' to '%.*s'", cases[i].text, (int)range.first.length, range.first.text,
                     (int)range.second.length, range.second.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
