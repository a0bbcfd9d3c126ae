/* test_migrate.c: a store is brought up to date whole or not at all. */
#include "support.h"

#include "migrations.h"
#include <pthread.h>

/* A store as the glocal of that version made it, with what `rows` puts in it. */
static void make_version(int version, const char *rows) {
    char sql[120];
    for (int i = 0; i < version; i++)
        behind_its_back(in_folder("s.db"), migrations[i]);
    snprintf(sql, sizeof sql, "pragma application_id = %d; pragma user_version = %d", GLO_APPLICATION_ID,
             version);
    behind_its_back(in_folder("s.db"), sql);
    behind_its_back(in_folder("s.db"), rows);
}

/* The digest in schema.c is that of the migrations; a migration that changes a view or trigger changes it. */
static void test_digest(void **state) {
    (void)state;
    char digest[GLO_SHA256_HEX];
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    ASSERT_OK(glo_schema_digest(store, digest));
    if (strcmp(digest, glo_schema_known) != 0)
        fail_msg("the digest in schema.c should be %s", digest);
    glo_store_close(store);
}

static void test_foreign(void **state) {
    (void)state;
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    glo_store_close(store);
    behind_its_back(in_folder("s.db"), "create trigger evil after insert on log begin select 1; end");
    assert_int_equal(glo_store_open(in_folder("s.db"), 0, &store), GLO_ECORRUPT);
    ASSERT_SAYS("has a trigger 'evil' on 'log' that is not glocal's");
    behind_its_back(in_folder("s.db"),
                    "drop trigger evil; drop view zone_fact; create view zone_fact as select 1 as zone");
    assert_int_equal(glo_store_open(in_folder("s.db"), GLO_STORE_READ_ONLY, &store), GLO_ECORRUPT);
    ASSERT_SAYS("has a view 'zone_fact'");
}

/* Numbers of a version that are no version, and an older store with a trigger of another's. */
static void test_crafted(void **state) {
    (void)state;
    static const int versions[] = {-1, -1000, INT32_MIN, INT32_MAX};
    for (size_t i = 0; i < sizeof versions / sizeof versions[0]; i++) {
        glo_store *store = NULL;
        char sql[80];
        snprintf(sql, sizeof sql, "pragma application_id = %d; pragma user_version = %d", GLO_APPLICATION_ID,
                 versions[i]);
        behind_its_back(in_folder("s.db"), sql);
        int status = glo_store_open(in_folder("s.db"), 0, &store);
        assert_int_equal(status, versions[i] < 0 ? GLO_ECORRUPT : GLO_EVERSION);
        assert_null(store);
    }
    remove(in_folder("s.db"));
    make_version(2, "create trigger evil after insert on log begin delete from batch; end");
    glo_store *store = NULL;
    assert_int_equal(glo_store_open(in_folder("s.db"), 0, &store), GLO_ECORRUPT);
    ASSERT_SAYS("'evil'");
}

/* Batches of before take the strictest marking of their cells, and their refused lines that or the store's default. */
static void test_marking_of_batches(void **state) {
    (void)state;
    make_version(6,
                 "insert into batch (id, recorded_at, kind, rejected) values (1, '2024', 'observations', 0), "
                 "(2, '2024', 'zones', 3); insert into cells values (1, 0, 1, x''), (1, 1, 20, x'')");
    glo_store *store = NULL;
    glo_marking marking = {0, 0};
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select handling from batch where id = 1"), 20); /* RED H1 */
    assert_int_equal(number_of(store, "select handling is null from batch where id = 2"), 1);
    ASSERT_OK(glo_rejects_marking(store, &marking));
    assert_int_equal(marking.tlp, GLO_TLP_AMBER);
    glo_store_close(store);
}

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

#define OLD_ROWS                                                                                             \
    "insert into zone (id, code, kind) values (1, 'A', 'country'), (2, 'A-1', 'region'), (3, 'A-2', "        \
    "'region');"                                                                                             \
    "insert into zone_link values ('administrative', 2, 1, null, null);"                                     \
    "insert into zone_fact values (2, 'population', '2019', 7);"                                             \
    "insert into phenomenon (id, code) values (1, 'p');"                                                     \
    "insert into weight values ('harm', 1, 2.5, 'someone');"                                                 \
    "insert into zone_succession values (3, 2, 100, 1);"                                                     \
    "insert into exposure values ('coast', 1, 2, null, 0.5, 0.4, 0.6, null);"                                \
    "insert into source (id, code, kind) values (1, 's', 'police'), (2, 't', 'police');"                     \
    "insert into batch (id, recorded_at, kind, rows, first, last) values (1, '2024-01-01T00:00:00Z', "       \
    "'observations', 2, 1, 2);"                                                                              \
    "insert into observation (id, day, span, zone, phenomenon, source, count, batch) values "                \
    "(1, 10, 2, 2, 1, 1, 5, 1), (2, 20, 0, 2, 1, 2, 5, 1);"

/* A store of version 1 gets the outlines of zones, and keeps what it holds. */
static void test_version_1(void **state) {
    (void)state;
    make_version(1, OLD_ROWS);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select count(*) from zone_geometry"), 0);
    assert_int_equal(number_of(store, "select count(*) from zone"), 3);
    glo_store_close(store);
}

/* What a store knew before versions were kept is known from the first batch on; its sources stay as they are marked, and
 * what spans more than a day are figures. */
static void test_version_3(void **state) {
    (void)state;
    make_version(3, OLD_ROWS);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select value from zone_fact where zone = 2 and name = 'population'"),
                     7);
    assert_int_equal(number_of(store, "select batch from zone_fact_history"), 0);
    assert_int_equal(number_of(store, "select parent from zone_link where child = 2"), 1);
    assert_int_equal(number_of(store, "select value * 10 from weight"), 25);
    assert_int_equal(number_of(store, "select new from zone_succession"), 2);
    assert_int_equal(number_of(store, "select weight * 10 from exposure"), 5);
    assert_int_equal(number_of(store, "select count(*) from source where handling = 'CLEAR'"), 2);
    assert_int_equal(number_of(store, "select count(*) from batch_source where source = 1 and batch = 1"), 1);
    assert_int_equal(number_of(store, "select count(*) from batch_source where source = 2"), 0);
    assert_int_equal(number_of(store, "select count(*) from pragma_foreign_key_check"), 0);
    ASSERT_OK(import_text(store, "facts", "zone,name,value,period\nA-1,population,8,2019\n"));
    assert_int_equal(number_of(store, "select value from zone_fact where zone = 2 and name = 'population'"),
                     8);
    assert_int_equal(number_of(store, "select retracted from zone_fact_history where value = 7"), 2);
    glo_store_close(store);
}

static void assert_checked(const glo_frame *frame, const char *name, int64_t wanted, const char *text) {
    const glo_column *check = NULL, *problems = NULL, *result = NULL;
    ASSERT_OK(glo_frame_need(frame, "check", GLO_TYPE_TEXT, &check));
    ASSERT_OK(glo_frame_need(frame, "problems", GLO_TYPE_INTEGER, &problems));
    ASSERT_OK(glo_frame_need(frame, "result", GLO_TYPE_TEXT, &result));
    bool is_found = false;
    for (size_t row = 0; row < problems->rows; row++) {
        if (strcmp(glo_column_text(check, row), name) != 0)
            continue;
        assert_int_equal(problems->integers[row], wanted);
        assert_string_equal(glo_column_text(result, row), text);
        is_found = true;
    }
    assert_true(is_found);
}

/* What a store of before was not held to, parents given twice and shares above 1, is found by a check. */
static void test_old_trees(void **state) {
    (void)state;
    make_version(4, OLD_ROWS "insert into zone_link values ('administrative', 2, 3, 30, null);"
                             "insert into zone_link values ('administrative', 1, 3, null, -1);"
                             "insert into zone_link values ('police', 3, 1, null, null);"
                             "insert into zone_link values ('police', 1, 3, null, null);"
                             "insert into zone_succession values (1, 2, 0, 0.7);"
                             "insert into zone_succession values (1, 3, 0, 0.6);");
    glo_store *store = NULL;
    glo_frame *frame = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    ASSERT_OK(glo_store_check(store, NULL, &frame));
    assert_checked(frame, "trees of zones and phenomena", 2,
                   "'A-1' has two parents in 'administrative' on one day: 'A' and 'A-2'");
    assert_checked(frame, "shares of successors", 1, "the shares of the successors of 'A' add up to 1.3");
    glo_frame_free(frame);
    glo_store_close(store);
}

static void expect_rows(const char *expected) {
    glo_store *store = NULL;
    glo_frame *frame = NULL;
    const glo_column *result = NULL;
    bool is_found = false;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    ASSERT_OK(glo_store_check(store, NULL, &frame));
    ASSERT_OK(glo_frame_need(frame, "result", GLO_TYPE_TEXT, &result));
    for (size_t row = 0; row < result->rows; row++)
        is_found |= strncmp(glo_column_text(result, row), expected, strlen(expected)) == 0;
    if (!is_found)
        fail_msg("check does not say: %s", expected);
    glo_frame_free(frame);
    glo_store_close(store);
}

/* One line of the log stands for all that an older store holds; what is changed from then on is noticed. */
static void test_baseline(void **state) {
    (void)state;
    make_version(4, OLD_ROWS);
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select count(*) from log where action = 'migrate'"), 1);
    glo_store_close(store);
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(number_of(store, "select count(*) from log"), 1);
    glo_store_close(store);
    expect_rows("ok: 38 digests");
    behind_its_back(in_folder("s.db"), "update zone_fact_history set value = 8");
    expect_rows("zone_fact_history by batch 0, rows 1 to 1: changed since line 1 of the log");
    behind_its_back(in_folder("s.db"),
                    "update zone_fact_history set value = 7; update observation set day = 11");
    expect_rows("observation by batch 1, rows 1 to 2: changed since line 1 of the log");
}

static void *open_it(void *out) {
    glo_store_open(in_folder("s.db"), 0, out);
    return NULL;
}

/* Another glocal brings the store up to date while this one waits to do the same. */
static void test_at_once(void **state) {
    (void)state;
    make_version(1, "insert into zone (code, kind) values ('A', 'country'), ('B', 'country'), ('C', "
                    "'country'), ('D', 'country')");
    sqlite3 *other;
    assert_int_equal(sqlite3_open(in_folder("s.db"), &other), SQLITE_OK);
    char sql[80];
    assert_int_equal(sqlite3_exec(other, "begin immediate", NULL, NULL, NULL), SQLITE_OK);
    for (int i = 1; i < glo_db_schema_version(); i++)
        assert_int_equal(sqlite3_exec(other, migrations[i], NULL, NULL, NULL), SQLITE_OK);
    snprintf(sql, sizeof sql, "pragma user_version = %d", glo_db_schema_version());
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
    const struct CMUnitTest tests[] = {
        TEST(test_fresh),     TEST(test_failing),   TEST(test_version_0), TEST(test_version_1),
        TEST(test_version_3), TEST(test_old_trees), TEST(test_baseline),  TEST(test_at_once),
        TEST(test_digest),    TEST(test_foreign),   TEST(test_crafted),   TEST(test_marking_of_batches)};
    return cmocka_run_group_tests_name("store/migrate", tests, NULL, NULL);
}
