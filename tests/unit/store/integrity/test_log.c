/* test_log.c: the chain of the log, and who tampers with it. */
#include "support.h"

static glo_store *store_with_lines(void) {
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    ASSERT_OK(glo_store_log(store, "disclose", "one", "because"));
    ASSERT_OK(glo_store_log(store, "disclose", "two", ""));
    ASSERT_OK(glo_store_log(store, "disclose", "three\nlines", "why\nnot"));
    ASSERT_OK(glo_store_log(store, "disclose", "four", "l\303\240"));
    return store;
}

static int64_t broken_after(const char *sql) {
    glo_store_close(store_with_lines());
    behind_its_back(in_folder("s.db"), sql);
    glo_store *store = NULL;
    int64_t lines = 0, broken = 0;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    ASSERT_OK(glo_log_verify(store, &lines, &broken));
    assert_int_equal(lines, number_of(store, "select count(*) from log"));
    glo_store_close(store);
    assert_int_equal(unlink(in_folder("s.db")), 0);
    return broken;
}

static void test_whole(void **state) {
    (void)state;
    assert_int_equal(broken_after("select 1"), 0);
    glo_store *store = NULL;
    int64_t lines = 7, broken = 7;
    ASSERT_OK(glo_store_create(in_folder("e.db"), &store));
    ASSERT_OK(glo_log_verify(store, &lines, &broken));
    assert_int_equal(lines, 0);
    assert_int_equal(broken, 0);
    glo_store_close(store);
}

static void test_changed(void **state) {
    (void)state;
    static const char *const columns[] = {"at", "who", "action", "object", "why"};
    for (size_t i = 0; i < 5; i++) {
        char sql[80];
        snprintf(sql, sizeof sql, "update log set %s = 'other' where id = 2", columns[i]);
        assert_int_equal(broken_after(sql), 1);
    }
    assert_int_equal(broken_after("update log set hash = '00' where id = 2"), 2); /* and the one behind it */
    assert_int_equal(broken_after("update log set object = 'other' where id = 4"), 1);
}

/* Text moved from one field to the next gives other fields: it must give another hash. */
static void test_moved(void **state) {
    (void)state;
    assert_true(
        broken_after("update log set object = 'three', why = 'lines' || char(10) || why where id = 3") > 0);
    assert_true(
        broken_after("update log set object = object || char(10) || 'why', why = 'not' where id = 3") > 0);
    assert_true(broken_after("update log set object = 'tw', why = 'o' where id = 2") > 0);
    assert_true(broken_after("update log set object = 'three\\nlines' where id = 3") > 0);
}

/* The end of a chain can't tell of itself: the head says how far it goes, and every batch has its line. */
static void test_end_taken_out(void **state) {
    (void)state;
    static const char off[] = "delete from digest where entry = 4; delete from log where id = 4";
    char all[200];
    assert_int_equal(broken_after("delete from log where id = 4"), 1);
    assert_int_equal(broken_after("update log_head set entries = 5"), 1);
    snprintf(all, sizeof all,
             "%s; update log_head set entries = 3, hash = (select hash from log where id = 3)", off);
    assert_int_equal(broken_after(all), 0);
    glo_store_close(small_store());
    behind_its_back(in_folder("s.db"), "delete from digest where entry > 1; delete from log where id > 1;"
                                       "update log_head set entries = 1, hash = (select hash from log)");
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_true(problems_of(store) > 0);
    glo_store_close(store);
}

static void test_taken_out(void **state) {
    (void)state;
    assert_true(broken_after("delete from log where id = 1") > 0);
    assert_int_equal(broken_after("update log set id = 9 where id = 4"), 1); /* whole but for its number */
    assert_true(broken_after("delete from log where id = 2") > 0);
    assert_true(broken_after("delete from log where id = 2; update log set id = id - 1 where id > 2") > 0);
    assert_true(broken_after("update log set id = 10 where id = 2; update log set id = 2 where id = 3; "
                             "update log set id = 3 where id = 10") > 0);
}

/* A failed transaction leaves no line, and the chain goes on from the last that is there. */
static void test_rolled_back(void **state) {
    (void)state;
    glo_store *store = store_with_lines();
    int64_t lines, broken;
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_log_append(store, "x", "y", "z"));
    assert_int_equal(glo_db_end(store, GLO_EIO), GLO_EIO);
    ASSERT_OK(glo_store_log(store, "five", "y", "z"));
    ASSERT_OK(glo_log_verify(store, &lines, &broken));
    assert_int_equal(lines, 5);
    assert_int_equal(broken, 0);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_whole), TEST(test_changed),       TEST(test_taken_out),
                                       TEST(test_moved), TEST(test_end_taken_out), TEST(test_rolled_back)};
    return cmocka_run_group_tests_name("store/log", tests, NULL, NULL);
}
