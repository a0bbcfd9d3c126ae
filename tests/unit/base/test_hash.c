/* test_hash.c: the vectors of FIPS 180-4, from memory and from files. */
#include "base/err.h"
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs the four above */
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char empty[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char two_blocks[] = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
static const char million[] = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

static void test_vectors(void **state) {
    (void)state;
    char hex[GLO_SHA256_HEX];
    assert_int_equal(glo_sha256("", 0, hex), GLO_OK);
    assert_string_equal(hex, empty);
    assert_int_equal(glo_sha256("abc", 3, hex), GLO_OK);
    assert_string_equal(hex, abc);
    const char *text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    assert_int_equal(glo_sha256(text, strlen(text), hex), GLO_OK);
    assert_string_equal(hex, two_blocks);
}

/* A million times the letter a: more than one block of the file reader. */
static void test_file(void **state) {
    (void)state;
    char path[] = "/tmp/glocal-hash-XXXXXX", hex[GLO_SHA256_HEX];
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    FILE *file = fdopen(descriptor, "wb");
    for (int i = 0; i < 1000000; i++)
        putc(97, file);
    fclose(file);
    int status = glo_sha256_file(path, hex);
    unlink(path);
    assert_int_equal(status, GLO_OK);
    assert_string_equal(hex, million);
}

static void test_failures_name_the_file(void **state) {
    (void)state;
    char hex[GLO_SHA256_HEX] = "untouched";
    assert_int_equal(glo_sha256_file("no/such/file", hex), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "no/such/file"));
    assert_int_equal(glo_sha256_file("/", hex), GLO_EIO);
    assert_string_equal(hex, "untouched");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vectors),
        cmocka_unit_test(test_file),
        cmocka_unit_test(test_failures_name_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
