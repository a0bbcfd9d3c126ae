/* test_words.c: the dictionary behind text columns. */
#include "frame/words.h"

#include "cmocka_here.h"

#include <stdio.h>

static void test_same_text_same_code(void **state) {
    (void)state;
    glo_words *words;
    uint32_t a, b, c;
    ASSERT_OK(glo_words_new(&words));
    ASSERT_OK(glo_words_add(words, "BE", 2, &a));
    ASSERT_OK(glo_words_add(words, "NL", 2, &b));
    ASSERT_OK(glo_words_add(words, "BE-VAN", 2, &c)); /* only its first two bytes */
    assert_int_equal(a, 0);
    assert_int_equal(b, 1);
    assert_int_equal(c, a);
    assert_int_equal(glo_words_count(words), 2);
    assert_string_equal(glo_words_text(words, b), "NL");
    glo_words_free(words);
}

static void test_empty_text_and_nul(void **state) {
    (void)state;
    glo_words *words;
    uint32_t empty, a, b;
    ASSERT_OK(glo_words_new(&words));
    ASSERT_OK(glo_words_add(words, "", 0, &empty));
    ASSERT_OK(glo_words_add(words, "a\0b", 3, &a));
    ASSERT_OK(glo_words_add(words, "a", 1, &b));
    assert_int_not_equal(a, b);
    assert_int_equal(glo_words_length(words, empty), 0);
    assert_int_equal(glo_words_length(words, a), 3);
    assert_string_equal(glo_words_text(words, empty), "");
    glo_words_free(words);
}

/* Past several growths, each code still stands for its text. */
static void test_many(void **state) {
    (void)state;
    glo_words *words;
    char text[32];
    uint32_t code;
    ASSERT_OK(glo_words_new(&words));
    for (uint32_t i = 0; i < 50000; i++) {
        int length = snprintf(text, sizeof text, "zone %u", i);
        ASSERT_OK(glo_words_add(words, text, (size_t)length, &code));
        assert_int_equal(code, i);
    }
    for (uint32_t i = 0; i < 50000; i += 7) {
        int length = snprintf(text, sizeof text, "zone %u", i);
        assert_true(glo_words_find(words, text, (size_t)length, &code));
        assert_int_equal(code, i);
        assert_string_equal(glo_words_text(words, i), text);
    }
    code = 7;
    assert_false(glo_words_find(words, "zone x", 6, &code));
    assert_int_equal(code, 7);
    glo_words_free(words);
}

static void test_shared(void **state) {
    (void)state;
    glo_words *words;
    uint32_t code;
    ASSERT_OK(glo_words_new(&words));
    glo_words *other = glo_words_share(words);
    glo_words_free(words);
    ASSERT_OK(glo_words_add(other, "BE", 2, &code));
    assert_string_equal(glo_words_text(other, code), "BE");
    glo_words_free(other);
    glo_words_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_text_same_code),
        cmocka_unit_test(test_empty_text_and_nul),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_shared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
