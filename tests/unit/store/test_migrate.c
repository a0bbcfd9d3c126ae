/* test_migrate.c: a store is brought up to date whole or not at all. */
#include "support.h"

#include <pthread.h>

static void test_fresh(void **state) {
    (void)state;
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    assert_int_equal(number_of(store, "pragma user_version"), glo_db_schema_version());
    ASSERT_OK(glo_db_migrate(store)); /* nothing left to do */
    assert_int_equal(number_of(store, "pragma user_version"), glo_db_schema_version());
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* The table log, last but one in the migration, is there already: all that was made before it goes. */
static void test_failing(void **state) {
    (void)state;
    char sql[120];
    snprintf(sql, sizeof sql, "pragma application_id = %d; create table log (a)", GLO_APPLICATION_ID);
    behind_its_back(in_folder("s.db"), sql);
    glo_store *store = NULL;
    assert_int_equal(glo_store_open(in_folder("s.db"), 0, &store), GLO_ESQL);
    ASSERT_SAYS("log");
    assert_null(store);
    sqlite3 *db;
    assert_int_equal(sqlite3_open(in_folder("s.db"), &db), SQLITE_OK);
    sqlite3_stmt *s;
    sqlite3_prepare_v2(db,
                       "select (select count(*) from sqlite_schema), user_version from pragma_user_version",
                       -1, &s, NULL);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_int_equal(sqlite3_column_int(s, 0), 1);
    assert_int_equal(sqlite3_column_int(s, 1), 0);
    sqlite3_finalize(s);
    sqlite3_close(db);
}

/* An empty store of version 0 is filled when it is opened, not when it is only read. */
static void test_version_0(void **state) {
    (void)state;
    char sql[80];
    snprintf(sql, sizeof sql, "pragma application_id = %d", GLO_APPLICATION_ID);
    behind_its_back(in_folder("s.db"), sql);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select count(*) from zone"), 0);
    assert_int_equal(number_of(store, "pragma user_version"), glo_db_schema_version());
    glo_store_close(store);
}

/* A store of version 1 gets the outlines of zones, and keeps what it holds. */
static void test_version_1(void **state) {
    (void)state;
    glo_store_close(small_store());
    behind_its_back(in_folder("s.db"),
                    "drop table zone_geometry; drop table score; drop table forecast_quantile; drop table "
                    "forecast; drop table "
                    "registration_filter; drop table registration; pragma user_version = 1");
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select count(*) from zone_geometry"), 0);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    glo_store_close(store);
}

static void *open_it(void *out) {
    glo_store_open(in_folder("s.db"), 0, out);
    return NULL;
}

/* Another glocal brings the store up to date while this one waits to do the same. */
static void test_at_once(void **state) {
    (void)state;
    glo_store_close(small_store());
    behind_its_back(in_folder("s.db"), "pragma user_version = 0");
    sqlite3 *other;
    assert_int_equal(sqlite3_open(in_folder("s.db"), &other), SQLITE_OK);
    char sql[80];
    snprintf(sql, sizeof sql, "begin immediate; pragma user_version = %d", glo_db_schema_version());
    assert_int_equal(sqlite3_exec(other, sql, NULL, NULL, NULL), SQLITE_OK);
    glo_store *store = NULL;
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, open_it, &store), 0);
    usleep(200000);
    assert_int_equal(sqlite3_exec(other, "commit", NULL, NULL, NULL), SQLITE_OK);
    pthread_join(thread, NULL);
    sqlite3_close(other);
    assert_non_null(store);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_fresh), TEST(test_failing), TEST(test_version_0),
                                       TEST(test_version_1), TEST(test_at_once)};
    return cmocka_run_group_tests_name("store/migrate", tests, NULL, NULL);
}
