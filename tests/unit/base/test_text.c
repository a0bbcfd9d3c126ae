/* test_text.c: folding, widths, UTF-8, the nearest name. */
#include "base/err.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static void assert_folds(const char *text, const char *wanted) {
    char *folded = NULL;
    assert_int_equal(glo_text_fold(text, &folded), GLO_OK);
    assert_string_equal(folded, wanted);
    free(folded);
}

static void assert_folds_name(const char *text, const char *wanted) {
    char *folded = NULL;
    assert_int_equal(glo_text_fold_name(text, &folded), GLO_OK);
    assert_string_equal(folded, wanted);
    free(folded);
}

static void test_fold_name(void **state) {
    (void)state;
    assert_folds_name("St.-Joris-Winge", "st joris winge");
    assert_folds_name("Sint Joris\xE2\x80\x91Winge", "st joris winge"); /* U+2011 */
    assert_folds_name("SAINT-NICOLAS", "st nicolas");
    assert_folds_name("Sankt Vith", "st vith");
    assert_folds_name("Saint", "saint"); /* the whole name */
    assert_folds_name("C\xC3\xB4te d\xE2\x80\x99Ivoire", "cote divoire");
    assert_folds_name("'s-Hertogenbosch", "s hertogenbosch");
    assert_folds_name("Congo, Dem. Rep.", "congo dem rep");
    assert_folds_name("trafficking.labour", "trafficking.labour"); /* a code keeps its points */
    assert_folds_name("-", "");
    assert_folds_name("..", "");
    assert_folds_name("a . b", "a b");
    assert_folds_name("", "");
}

static void test_fold(void **state) {
    (void)state;
    assert_folds("Liège", "liege");
    assert_folds("LIE\xCC\x80GE", "liege"); /* the accent as a character of its own */
    assert_folds("  Sint-Niklaas \t  Oost ", "sint-niklaas oost");
    assert_folds("ﬁne", "fine");
    assert_folds("Straße", "strasse");
    assert_folds("", "");
    assert_folds("   ", "");
}

static void test_fold_refuses_other_bytes(void **state) {
    (void)state;
    char *folded = NULL;
    assert_int_equal(glo_text_fold("Li\xE8ge", &folded), GLO_EINVAL);
    assert_null(folded);
}

static void test_width(void **state) {
    (void)state;
    assert_int_equal(glo_text_width(""), 0);
    assert_int_equal(glo_text_width("Antwerpen"), 9);
    assert_int_equal(glo_text_width("Liège"), 5);
    assert_int_equal(glo_text_width("Lie\xCC\x80ge"), 5);
    assert_int_equal(glo_text_width("東京"), 4);
    assert_int_equal(glo_text_width("\xE8\xE8"), 2); /* wrong bytes take a column each */
}

static void test_fit(void **state) {
    (void)state;
    size_t width;
    assert_int_equal(glo_text_fit("Liège", 3, &width), 4);
    assert_int_equal(width, 3);
    assert_int_equal(glo_text_fit("東京", 3, &width), 3);
    assert_int_equal(width, 2);
    assert_int_equal(glo_text_fit("abc", 0, &width), 0);
    assert_int_equal(glo_text_fit("abc", 99, NULL), 3);
}

static void test_is_utf8(void **state) {
    (void)state;
    size_t at = 99;
    assert_true(glo_text_is_utf8("Li\xC3\xA8ge \xE2\x82\xAC \xF0\x9F\x8C\x8D", 15, &at));
    assert_true(glo_text_is_utf8("", 0, &at));
    assert_false(glo_text_is_utf8("Li\xE8ge", 5, &at));
    assert_int_equal(at, 2);
    assert_false(glo_text_is_utf8("ab\xC3", 3, &at)); /* cut */
    assert_int_equal(at, 2);
    assert_false(glo_text_is_utf8("\xC0\xAF", 2, &at));         /* overlong */
    assert_false(glo_text_is_utf8("\xED\xA0\x80", 3, &at));     /* a surrogate */
    assert_false(glo_text_is_utf8("\xF4\x90\x80\x80", 4, &at)); /* past U+10FFFF */
}

static void test_distance(void **state) {
    (void)state;
    assert_int_equal(glo_text_distance("BE-VAN", "BE-VAN", 3), 0);
    assert_int_equal(glo_text_distance("be-van", "BE-VAN", 3), 0);
    assert_int_equal(glo_text_distance("rollup", "rolup", 3), 1);
    assert_int_equal(glo_text_distance("rollup", "rolulp", 3), 1); /* transposed */
    assert_int_equal(glo_text_distance("kitten", "sitting", 9), 3);
    assert_int_equal(glo_text_distance("kitten", "sitting", 2), 3); /* more than the limit */
    assert_int_equal(glo_text_distance("", "abc", 5), 3);
}

static void assert_visible(const char *text, size_t length, const char *wanted) {
    glo_buf out = {0};
    glo_text_visible(&out, text, length, "\n");
    assert_string_equal(out.data, wanted);
    assert_int_equal(glo_text_is_visible(text, length, "\n"), strcmp(text, wanted) == 0);
    assert_true(glo_text_is_visible(out.data, out.length, "\n")); /* so that it may be asked for twice */
    glo_buf_dispose(&out);
}

static void test_visible(void **state) {
    (void)state;
    assert_visible("Li\u00e8ge, \u6771\u4eac \U0001F600\n", 20, "Li\u00e8ge, \u6771\u4eac \U0001F600\n");
    assert_visible("\x1b[31m\t\r\x7f", 8, "\\u{1B}[31m\\u{9}\\u{D}\\u{7F}");
    assert_visible("a\0b", 3, "a\\u{0}b");
    assert_visible("\xC2\x9B"
                   "2J",
                   4, "\\u{9B}2J"); /* C1 */
    assert_visible("\u202e\u2066\u200b\u2028\ufeff\u00ad", 17,
                   "\\u{202E}\\u{2066}\\u{200B}\\u{2028}\\u{FEFF}\\u{AD}");
    assert_visible("\U000e0041\u3164\uffff", 10,
                   "\\u{E0041}\\u{3164}\\u{FFFF}"); /* tags, fillers, no characters */
    assert_visible("a\xff\xc0\x80z", 5, "a\\xFF\\xC0\\x80z");
    assert_visible("\xed\xa0\x80", 3, "\\xED\\xA0\\x80"); /* half a pair of UTF-16 */
    assert_visible("\xe2\x82", 2, "\\xE2\\x82");          /* cut */
}

static void test_nearest(void **state) {
    (void)state;
    glo_nearest nearest = {"BEE", NULL, 0};
    glo_nearest_offer(&nearest, "NL");
    assert_null(nearest.best);
    assert_string_equal(glo_nearest_hint(&nearest), "");
    glo_nearest_offer(&nearest, "BE");
    glo_nearest_offer(&nearest, "BEL"); /* no nearer: the first stays */
    assert_string_equal(nearest.best, "BE");
    assert_string_equal(glo_nearest_hint(&nearest), ", did you mean \x27"
                                                    "BE\x27?");
    glo_nearest_offer(&nearest, "bee");
    assert_string_equal(nearest.best, "bee");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold_name),
        cmocka_unit_test(test_fold_refuses_other_bytes),
        cmocka_unit_test(test_width),
        cmocka_unit_test(test_fit),
        cmocka_unit_test(test_is_utf8),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_visible),
        cmocka_unit_test(test_nearest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
