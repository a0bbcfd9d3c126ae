/* test_digest.c: which rows a digest covers, and how they are packed. */
#include "support.h"

/* Covered otherwise: digest.c and digest_scope.c say how. */
static const char *const others[] = {
    "log",   "digest",   "log_head",         "registration", "registration_filter",
    "cells", "forecast", "forecast_quantile"};

static bool is_covered(const char *table) {
    for (size_t i = 0; i < glo_scope_count; i++) {
        if (strcmp(glo_scopes[i].table, table) == 0)
            return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (strcmp(others[i], table) == 0)
            return true;
    }
    return false;
}

static void test_every_table(void **state) {
    (void)state;
    glo_store *store = small_store();
    sqlite3_stmt *row;
    int tables = 0;
    ASSERT_OK(glo_db_prepare(store, "select name from sqlite_schema where type = 'table'", &row));
    while (glo_db_step(store, row) == 1) {
        const char *table = (const char *)sqlite3_column_text(row, 0);
        tables++;
        if (!is_covered(table))
            fail_msg("check does not see the rows of %s: digest_scope.c needs a line for it", table);
    }
    sqlite3_finalize(row);
    assert_true(tables > 20);
    assert_true(glo_scope_count <= GLO_SCOPES_MOST);
    glo_store_close(store);
}

static void expect(const char *bytes, size_t length, const glo_digests *made) {
    char sha256[GLO_SHA256_HEX];
    glo_sha256(bytes, length, sha256);
    assert_string_equal(made->items[made->count - 1].sha256, sha256);
}

static void test_packing(void **state) {
    (void)state;
    static const char bytes[] = "\0\1\1\1\xff\1\x7f\2\x80\0\1\x80\10\0\0\0\0\0\0\0\x80\20\22\1\3abc";
    static glo_row_digest digest;
    glo_digests made = {0};
    const int64_t numbers[] = {0, 1, -1, 127, 128, -128, INT64_MIN};
    glo_row_digest_init(&digest, GLO_SCOPE_OBSERVATION, 7);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        glo_row_digest_integer(&digest, numbers[i]);
    glo_row_digest_null(&digest);
    glo_row_digest_text(&digest, "abc", 3);
    glo_row_digest_end_row(&digest);
    ASSERT_OK(glo_row_digest_finish(&digest, &made));
    assert_int_equal(made.count, 1);
    assert_int_equal(made.items[0].batch, 7);
    assert_int_equal(made.items[0].rows, 1);
    expect(bytes, sizeof bytes - 1, &made);
    glo_row_digest_dispose(&digest);
    glo_digests_dispose(&made);
}

/* More rows than a block, more bytes than the digest has room for, and a text that is longer than that. */
static void test_blocks(void **state) {
    (void)state;
    enum { LONG = 3 * GLO_DIGEST_ROOM };
    static glo_row_digest digest;
    static char text[LONG];
    glo_digests made = {0};
    memset(text, 'x', sizeof text);
    glo_row_digest_init(&digest, GLO_SCOPE_OBSERVATION, 1);
    for (int i = 0; i <= GLO_DIGEST_BLOCK_ROWS; i++) {
        if (i == GLO_DIGEST_BLOCK_ROWS)
            glo_row_digest_text(&digest, text, LONG);
        else
            glo_row_digest_integer(&digest, 1);
        glo_row_digest_end_row(&digest);
    }
    ASSERT_OK(glo_row_digest_finish(&digest, &made));
    assert_int_equal(made.count, 2);
    assert_int_equal(made.items[0].rows, GLO_DIGEST_BLOCK_ROWS);
    assert_int_equal(made.items[1].first, GLO_DIGEST_BLOCK_ROWS + 1);
    assert_int_equal(made.items[1].rows, 1);
    static char packed[LONG + 4];
    memcpy(packed, "\22\2\0\x60", 4);
    memcpy(packed + 4, text, LONG);
    expect(packed, sizeof packed, &made);
    glo_row_digest_dispose(&digest);
    glo_digests_dispose(&made);
}

/* What the importer's thread digests is what is read back. */
static void test_written_is_read(void **state) {
    (void)state;
    glo_store *store = small_store();
    assert_int_equal(import_text(store, "sources", "code,kind\nlines,x\n"), GLO_OK);
    assert_int_equal(
        import_text(store, "observations",
                    "day,zone,phenomenon,count,value,credibility,handling,facet,source\n"
                    "2024-01-01,A-1,p.x,3,,,,,lines\n2024,A-2,p.y,<5,12,6,AMBER,sex:female,lines\n"
                    "0001-01-01,A-1,p.x,4000000000,-7,1,RED,,lines\n"),
        GLO_OK);
    assert_int_equal(number_of(store, "select rows from digest where scope = 'observation'"), 3);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* A write without a line of its own gets one, and only where something has changed. */
static void test_own_line(void **state) {
    (void)state;
    glo_store *store = small_store();
    const int64_t lines = number_of(store, "select count(*) from log");
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_end(store, glo_db_exec(store, "update zone set kind = kind")));
    assert_int_equal(number_of(store, "select count(*) from log"), lines);
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_end(store, glo_db_exec(store, "update zone set kind = 'other'")));
    assert_int_equal(number_of(store, "select count(*) from log where action = 'change'"), 1);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* What was rolled back is not kept with the next line. */
static void test_rolled_back(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_exec(store, "update zone set kind = 'other'"));
    ASSERT_OK(glo_log_append(store, "x", "y", "z"));
    ASSERT_OK(glo_db_exec(store, "update zone set kind = 'more'"));
    assert_int_equal(glo_db_end(store, GLO_EIO), GLO_EIO);
    ASSERT_OK(glo_store_log(store, "x", "y", "z"));
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_every_table), TEST(test_packing),
                                       TEST(test_blocks),      TEST(test_written_is_read),
                                       TEST(test_own_line),    TEST(test_rolled_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
