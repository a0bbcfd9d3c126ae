/* test_backup.c: a copy is the store as it was, whole or not there. */
#include "store/backup.h"
#include "support.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIGURES "day,zone,phenomenon,count\n2024-01,A-1,p.x,3\n2024-01,A-1,p.x,4\n2024-02,A-2,p.y,5\n"

static void name_copy(glo_store *store, char out[512]) {
    snprintf(out, 512, "%s.copy", glo_store_path(store));
    unlink(out);
}

static void test_copy(void **state) {
    (void)state;
    glo_store *store = small_store(), *copy;
    char path[512];
    uint64_t bytes = 0;
    int64_t was, is;
    name_copy(store, path);
    ASSERT_OK(import_text(store, "observations", FIGURES));
    ASSERT_OK(glo_store_state(store, &was));
    ASSERT_OK(glo_store_backup(store, path, NULL, &bytes));
    struct stat file;
    assert_int_equal(stat(path, &file), 0);
    assert_int_equal((uint64_t)file.st_size, bytes);
    assert_int_equal(file.st_mode & 0777, 0600);
    ASSERT_OK(import_text(store, "observations", "day,zone,phenomenon,count\n2024-03,A-1,p.x,9\n"));
    ASSERT_OK(glo_store_open(path, 0, &copy));
    ASSERT_OK(glo_store_state(copy, &is));
    assert_int_equal(is, was);
    assert_int_equal(number_of(copy, "select sum(count) from observation"), 12);
    assert_int_equal(problems_of(copy), 0);
    glo_store_close(copy);
    unlink(path);
    glo_store_close(store);
}

static void test_same_bytes(void **state) {
    (void)state;
    glo_store *store = small_store();
    char path[512], hash[2][GLO_SHA256_HEX];
    uint64_t bytes;
    name_copy(store, path);
    for (int i = 0; i < 2; i++) {
        ASSERT_OK(glo_store_backup(store, path, NULL, &bytes));
        ASSERT_OK(glo_sha256_file(path, hash[i]));
        unlink(path);
    }
    assert_string_equal(hash[0], hash[1]);
    glo_store_close(store);
}

static void test_refused(void **state) {
    (void)state;
    glo_store *store = small_store();
    uint64_t bytes = 77;
    assert_int_equal(glo_store_backup(store, glo_store_path(store), NULL, &bytes), GLO_EEXISTS);
    assert_non_null(strstr(glo_message(), "give the backup another name"));
    assert_int_equal(glo_store_backup(store, "/nowhere/x.db", NULL, &bytes), GLO_ENOTFOUND);
    assert_int_equal(bytes, 77);
    char path[512];
    name_copy(store, path);
    atomic_bool cancel = true;
    const glo_job job = {.cancel = &cancel};
    assert_int_equal(glo_store_backup(store, path, &job, &bytes), GLO_ECANCELLED);
    assert_int_equal(access(path, F_OK), -1);
    ASSERT_OK(glo_store_backup(store, path, NULL, &bytes)); /* and the store is as usable as before */
    unlink(path);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_copy), TEST(test_same_bytes), TEST(test_refused)};
    return cmocka_run_group_tests_name("store/backup", tests, NULL, NULL);
}
