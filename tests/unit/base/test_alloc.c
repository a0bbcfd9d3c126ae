/* test_alloc.c: growth, checked arithmetic. */
#include "base/alloc.h"
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static void test_array_is_zeroed(void **state) {
    (void)state;
    int *items;
    assert_int_equal(glo_alloc_array(100, sizeof *items, &items), GLO_OK);
    for (int i = 0; i < 100; i++)
        assert_int_equal(items[i], 0);
    free(items);
}

static void test_array_of_nothing_can_be_freed(void **state) {
    (void)state;
    char *items = NULL;
    assert_int_equal(glo_alloc_array(0, 8, &items), GLO_OK);
    assert_non_null(items);
    free(items);
}

static void test_array_too_large(void **state) {
    (void)state;
    char *items = NULL;
    volatile size_t huge = SIZE_MAX / 2;
    assert_int_equal(glo_alloc_array(huge, 16, &items), GLO_ENOMEM);
    assert_null(items);
    assert_string_not_equal(glo_message(), "");
}

static void test_grow_keeps_what_is_there(void **state) {
    (void)state;
    uint32_t *items = NULL;
    size_t room = 0;
    for (uint32_t i = 0; i < 10000; i++) {
        assert_int_equal(glo_alloc_grow(&items, &room, i + 1, sizeof *items), GLO_OK);
        assert_true(room > i);
        items[i] = i;
    }
    for (uint32_t i = 0; i < 10000; i++)
        assert_int_equal(items[i], i);
    size_t before = room;
    assert_int_equal(glo_alloc_grow(&items, &room, SIZE_MAX / 2, sizeof *items), GLO_ENOMEM);
    assert_int_equal(room, before);
    assert_int_equal(items[9999], 9999);
    free(items);
}

static void test_text_is_a_copy(void **state) {
    (void)state;
    char source[] = "Liège", *copy;
    assert_int_equal(glo_alloc_text(source, &copy), GLO_OK);
    source[0] = (char)0;
    assert_string_equal(copy, "Liège");
    free(copy);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_array_is_zeroed), cmocka_unit_test(test_array_of_nothing_can_be_freed),
        cmocka_unit_test(test_array_too_large), cmocka_unit_test(test_grow_keeps_what_is_there),
        cmocka_unit_test(test_text_is_a_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
