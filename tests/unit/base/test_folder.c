/* test_folder.c: a temporary folder is made, filled and removed; others are left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "base/folder.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_made_and_removed(void **state) {
    (void)state;
    char *folder, path[256];
    struct stat info;
    assert_int_equal(glo_folder_new(&folder), GLO_OK);
    assert_int_equal(stat(folder, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0700);
    snprintf(path, sizeof path, "%s/inner", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    snprintf(path, sizeof path, "%s/inner/file", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    glo_folder_remove(folder);
    assert_int_not_equal(stat(folder, &info), 0);
    free(folder);
}

static void test_others_are_left_alone(void **state) {
    (void)state;
    char path[] = "/tmp/other-XXXXXX";
    struct stat info;
    assert_non_null(mkdtemp(path));
    glo_folder_remove(path);
    glo_folder_remove(NULL);
    assert_int_equal(stat(path, &info), 0);
    rmdir(path);
}

static void test_place_that_is_not_there(void **state) {
    (void)state;
    char *folder;
    setenv("TMPDIR", "/nowhere", 1);
    assert_int_equal(glo_folder_new(&folder), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "/nowhere"));
    unsetenv("TMPDIR");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_made_and_removed),
                                       cmocka_unit_test(test_others_are_left_alone),
                                       cmocka_unit_test(test_place_that_is_not_there)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
