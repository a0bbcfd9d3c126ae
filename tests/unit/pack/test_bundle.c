/* Bundles: the same bytes for the same files, and nothing read but those. */
#include "pack/bundle.h"

#include "cmocka_here.h"

#include <stdlib.h>
#include <string.h>

static const glo_bundle_file FILES[] = {
    {"init.lua", "return {}", 9}, {"pack.lua", "{}", 2}, {"tests/first.lua", "", 0}};

static glo_status count_file(void *data, const glo_bundle_file *file) {
    size_t *count = data;
    assert_string_equal(file->name, FILES[*count].name);
    assert_int_equal(file->length, FILES[*count].length);
    assert_memory_equal(file->bytes, FILES[*count].bytes, file->length);
    ++*count;
    return GLO_OK;
}

static void test_there_and_back(void **state) {
    (void)state;
    glo_buf out = {0}, again = {0};
    size_t count = 0;
    assert_int_equal(glo_bundle_write(FILES, 3, &out), GLO_OK);
    assert_int_equal(glo_bundle_write(FILES, 3, &again), GLO_OK);
    assert_int_equal(out.length, again.length);
    assert_memory_equal(out.data, again.data, out.length);
    assert_int_equal(glo_bundle_read(out.data, out.length, count_file, &count), GLO_OK);
    assert_int_equal(count, 3);
    glo_buf_dispose(&out);
    glo_buf_dispose(&again);
}

static glo_status take_any(void *data, const glo_bundle_file *file) {
    (void)data;
    (void)file;
    return GLO_OK;
}

/* A byte that is another is seen as damage, or is one of the contents: the header's own are all as they must be. */
static void test_every_byte_of_a_header_counts(void **state) {
    (void)state;
    glo_buf out = {0};
    assert_int_equal(glo_bundle_write(FILES, 3, &out), GLO_OK);
    for (size_t i = 0; i < 512; i++) {
        char kept = out.data[i];
        for (int bit = 0; bit < 8; bit++) {
            out.data[i] = (char)(kept ^ 1 << bit);
            assert_int_equal(glo_bundle_read(out.data, out.length, take_any, NULL), GLO_ECORRUPT);
        }
        out.data[i] = kept;
    }
    for (size_t length = 0; length < out.length; length += 37)
        assert_int_equal(glo_bundle_read(out.data, length, take_any, NULL), GLO_ECORRUPT);
    glo_buf_text(&out, "x");
    assert_int_equal(glo_bundle_read(out.data, out.length, take_any, NULL), GLO_ECORRUPT);
    glo_buf_dispose(&out);
}

static void test_names(void **state) {
    (void)state;
    static const char *const bad[] = {"",     "/etc/passwd", "../x", "a/../b", "a//b",         ".hidden",
                                      "a/.b", "a/",          "a\\b", "a b",    "\xd0\xb0.lua", "a\nb",
                                      "a:b",  "C:x",         "x%00", "~/x"};
    glo_buf out = {0};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(glo_bundle_write(&(glo_bundle_file){bad[i], "x", 1}, 1, &out), GLO_EINVAL);
    const glo_bundle_file alike[] = {{"A.lua", "x", 1}, {"a.lua", "x", 1}},
                          twice[] = {{"a", "x", 1}, {"a", "x", 1}};
    assert_int_equal(glo_bundle_write(alike, 2, &out), GLO_EINVAL);
    assert_int_equal(glo_bundle_write(twice, 2, &out), GLO_EINVAL);
    assert_int_equal(glo_bundle_write(&(glo_bundle_file){"a", "x", (size_t)GLO_BUNDLE_BYTES + 1}, 1, &out),
                     GLO_EFULL);
    glo_buf_dispose(&out);
}

static void test_an_empty_one(void **state) {
    (void)state;
    glo_buf out = {0};
    assert_int_equal(glo_bundle_write(NULL, 0, &out), GLO_OK);
    assert_int_equal(glo_bundle_read(out.data, out.length, take_any, NULL), GLO_OK);
    glo_buf_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_there_and_back),
        cmocka_unit_test(test_every_byte_of_a_header_counts),
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_an_empty_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
