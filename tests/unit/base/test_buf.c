/* test_buf.c: appending, the NUL at the end, a broken buffer. */
#include "base/buf.h"
#include "base/err.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdint.h>
#include <string.h>

static void test_appends(void **state) {
    (void)state;
    glo_buf buf = {0};
    glo_buf_text(&buf, "zone ");
    glo_buf_format(&buf, "%d-%s", 5345, "x");
    glo_buf_char(&buf, (char)33);
    glo_buf_repeat(&buf, (char)46, 3);
    glo_buf_bytes(&buf, "a\0b", 3);
    assert_int_equal(glo_buf_status(&buf), GLO_OK);
    assert_int_equal(buf.length, 18);
    assert_memory_equal(buf.data, "zone 5345-x!...a\0b", 19);
    glo_buf_dispose(&buf);
    assert_null(buf.data);
}

static void test_clear_keeps_the_memory(void **state) {
    (void)state;
    glo_buf buf = {0};
    glo_buf_clear(&buf); /* of nothing */
    glo_buf_repeat(&buf, (char)120, 5000);
    char *data = buf.data;
    glo_buf_clear(&buf);
    assert_int_equal(buf.length, 0);
    assert_string_equal(buf.data, "");
    glo_buf_text(&buf, "again");
    assert_ptr_equal(buf.data, data);
    glo_buf_dispose(&buf);
}

static void test_empty_append_gives_a_text(void **state) {
    (void)state;
    glo_buf buf = {0};
    glo_buf_bytes(&buf, NULL, 0);
    assert_string_equal(buf.data, "");
    glo_buf_dispose(&buf);
}

static void test_broken_stays_broken(void **state) {
    (void)state;
    glo_buf buf = {0};
    glo_buf_text(&buf, "kept");
    glo_buf_repeat(&buf, (char)120, SIZE_MAX / 4);
    assert_int_equal(glo_buf_status(&buf), GLO_ENOMEM);
    glo_buf_text(&buf, " more");
    assert_string_equal(buf.data, "kept");
    glo_buf_dispose(&buf);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_clear_keeps_the_memory),
        cmocka_unit_test(test_empty_append_gives_a_text),
        cmocka_unit_test(test_broken_stays_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
