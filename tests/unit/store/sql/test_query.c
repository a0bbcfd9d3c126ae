/* test_query.c: a SELECT into a frame: types, nulls, parameters, what is refused. */
#include "support.h"

static glo_store *store;

static int open_small(void **state) {
    if (make_folder(state) < 0)
        return -1;
    store = small_store();
    return 0;
}

static int close_small(void **state) {
    glo_store_close(store);
    store = NULL;
    return remove_folder(state);
}

static glo_frame *query(const char *sql) {
    glo_frame *frame = NULL;
    if (glo_store_query(store, sql, NULL, 0, NULL, &frame) < 0)
        fail_msg("%s: %s", sql, glo_message());
    return frame;
}

static void fails(const char *sql, int status, const char *why) {
    glo_frame *frame = NULL;
    int got = glo_store_query(store, sql, NULL, 0, NULL, &frame);
    if (got != status)
        fail_msg("%s: %d %s", sql, got, got < 0 ? glo_message() : "");
    assert_null(frame);
    ASSERT_SAYS(why);
}

static void test_types(void **state) {
    (void)state;
    glo_frame *frame = query("select 9223372036854775807 i, 0.5 r, 'é' t, null n");
    const glo_column *c = glo_frame_column(frame, 0);
    assert_int_equal(c->type, GLO_TYPE_INTEGER);
    assert_true(c->integers[0] == INT64_MAX);
    assert_int_equal(glo_frame_column(frame, 1)->type, GLO_TYPE_REAL);
    assert_string_equal(glo_column_text(glo_frame_column(frame, 2), 0), "é");
    assert_true(glo_column_is_null(glo_frame_column(frame, 3), 0));
    assert_string_equal(glo_frame_name(frame, 3), "n");
    glo_frame_free(frame);
}

static void test_no_rows(void **state) {
    (void)state;
    glo_frame *frame = query("select code, kind from zone where 0");
    assert_int_equal(glo_frame_rows(frame), 0);
    assert_int_equal(glo_frame_columns(frame), 2);
    glo_frame_free(frame);
}

static void test_all_null(void **state) {
    (void)state;
    glo_frame *frame = query("values (null), (null), (null)");
    assert_int_equal(glo_frame_rows(frame), 3);
    for (size_t row = 0; row < 3; row++)
        assert_true(glo_column_is_null(glo_frame_column(frame, 0), row));
    glo_frame_free(frame);
}

static void test_widens_to_real(void **state) {
    (void)state;
    glo_frame *frame = query("values (null), (1), (null), (2.5), (3), (null)");
    const glo_column *c = glo_frame_column(frame, 0);
    static const int nulls[] = {1, 0, 1, 0, 0, 1};
    static const double wanted[] = {0, 1, 0, 2.5, 3, 0};
    assert_int_equal(c->type, GLO_TYPE_REAL);
    for (size_t row = 0; row < 6; row++) {
        assert_int_equal(glo_column_is_null(c, row), nulls[row]);
        assert_true(c->reals[row] == wanted[row]); /* under a null: 0 */
    }
    glo_frame_free(frame);
}

static void test_widens_to_text(void **state) {
    (void)state;
    static const char *const wanted[] = {"", "1", "", "-7", "x", "", "9", "2.5"};
    glo_frame *frame = query("values (null), (1), (null), (-7), ('x'), (null), (9), (2.5)");
    const glo_column *c = glo_frame_column(frame, 0);
    assert_int_equal(c->type, GLO_TYPE_TEXT);
    for (size_t row = 0; row < 8; row++) {
        assert_string_equal(glo_column_text(c, row), wanted[row]);
        assert_int_equal(glo_column_is_null(c, row), row == 0 || row == 2 || row == 5);
    }
    glo_frame_free(frame);
    frame = query("values (null), (null), ('a'), (null)"); /* nulls only, then text */
    assert_int_equal(glo_frame_column(frame, 0)->type, GLO_TYPE_TEXT);
    assert_true(glo_column_is_null(glo_frame_column(frame, 0), 1));
    assert_string_equal(glo_column_text(glo_frame_column(frame, 0), 1), "");
    assert_string_equal(glo_column_text(glo_frame_column(frame, 0), 2), "a");
    glo_frame_free(frame);
    frame = query("values (0.5), (null), ('a')"); /* real to text */
    assert_string_equal(glo_column_text(glo_frame_column(frame, 0), 0), "0.5");
    assert_true(glo_column_is_null(glo_frame_column(frame, 0), 1));
    glo_frame_free(frame);
}

/* Room grows many times, with a null late in the column. */
static void test_many_rows(void **state) {
    (void)state;
    glo_frame *frame =
        query("with recursive n (i) as (select 1 union all select i + 1 from n where i < 10000) "
              "select i, nullif(i, 7001) late, 'w' || (i % 3) t from n");
    assert_int_equal(glo_frame_rows(frame), 10000);
    for (size_t row = 0; row < 10000; row++) {
        assert_int_equal(glo_frame_column(frame, 0)->integers[row], row + 1);
        assert_int_equal(glo_column_is_null(glo_frame_column(frame, 1), row), row == 7000);
    }
    assert_string_equal(glo_column_text(glo_frame_column(frame, 2), 9999), "w1");
    glo_frame_free(frame);
}

static void test_parameters(void **state) {
    (void)state;
    glo_frame *frame = NULL;
    const glo_value named[] = {{.kind = GLO_VALUE_TEXT, .text = "'; drop table zone; --", .name = "a"},
                               {.kind = GLO_VALUE_INTEGER, .integer = INT64_MIN, .name = "b"},
                               {.kind = GLO_VALUE_NULL, .name = "c"},
                               {.kind = GLO_VALUE_REAL, .real = 0.5, .name = "d"}};
    ASSERT_OK(glo_store_query(store, "select :a a, $b b, @c c, :d d, :a again", named, 4, NULL, &frame));
    assert_string_equal(glo_column_text(glo_frame_column(frame, 0), 0), "'; drop table zone; --");
    assert_true(glo_frame_column(frame, 1)->integers[0] == INT64_MIN);
    assert_true(glo_column_is_null(glo_frame_column(frame, 2), 0));
    assert_true(glo_frame_column(frame, 3)->reals[0] == 0.5);
    assert_string_equal(glo_column_text(glo_frame_column(frame, 4), 0), "'; drop table zone; --");
    glo_frame_free(frame);
    const glo_value listed[] = {{.kind = GLO_VALUE_INTEGER, .integer = 4},
                                {.kind = GLO_VALUE_INTEGER, .integer = 5}};
    ASSERT_OK(glo_store_query(store, "select ?2 * 10 + ?1 n", listed, 2, NULL, &frame));
    assert_int_equal(glo_frame_column(frame, 0)->integers[0], 54);
    glo_frame_free(frame);
    frame = NULL;
    assert_int_equal(glo_store_query(store, "select ?, ?, ?", listed, 2, NULL, &frame), GLO_ESQL);
    ASSERT_SAYS("has no value");
    assert_int_equal(glo_store_query(store, "select :nowhere", named, 4, NULL, &frame), GLO_ESQL);
    ASSERT_SAYS(":nowhere");
    assert_null(frame);
}

static void test_refused(void **state) {
    (void)state;
    static const char *const writing[] = {"delete from zone",
                                          "insert into zone (code, kind) values ('x', 'y')",
                                          "update zone set kind=1",
                                          "drop table zone",
                                          "create temp table t (a)",
                                          "create view v as select 1",
                                          "pragma user_version = 9",
                                          "pragma journal_mode",
                                          "attach '/tmp/x.db' as x",
                                          "begin",
                                          "savepoint s",
                                          "vacuum",
                                          "reindex",
                                          "explain delete from zone",
                                          "analyze",
                                          "with a as (select 1) insert into facet select 9, 'a', 'b'",
                                          "commit",
                                          "select load_extension('x')"};
    int64_t before = number_of(store, "pragma schema_version");
    for (size_t i = 0; i < sizeof writing / sizeof writing[0]; i++)
        fails(writing[i], GLO_ESQL, "SQL: ");
    assert_int_equal(number_of(store, "pragma schema_version"), before);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    assert_int_equal(number_of(store, "pragma user_version"), glo_db_schema_version());
    fails("delete from zone", GLO_ESQL, "only reading");
    fails("select hex(fts3_tokenizer('simple'))", GLO_ESQL,
          "the function fts3_tokenizer is not available here");
    fails("select random()", GLO_ESQL, "the function random is not available here");
    char into[600];
    snprintf(into, sizeof into, "vacuum into '%s'", in_folder("copy.db"));
    fails(into, GLO_ESQL, "only reading");
    assert_int_not_equal(access(in_folder("copy.db"), F_OK), 0);
    fails("", GLO_ESQL, "empty");
    fails("-- nothing", GLO_ESQL, "empty");
    fails("select 1; select 2", GLO_ESQL, "one statement");
    fails("select 1; drop table zone", GLO_ESQL, "one statement");
    fails("selec 1", GLO_ESQL, "syntax");
    fails("select nowhere from zone", GLO_ESQL, "no such column");
    fails("select abs(-9223372036854775808)", GLO_ESQL, "integer overflow"); /* fails while it runs */
    glo_frame_free(query("select 1 a ; \n\t"));
    glo_frame_free(query("explain select code from zone"));
    /* Nothing stays open behind a failure: the next write goes through. */
    ASSERT_OK(glo_store_log(store, "a", "b", "c"));
}

/* The second of a name is called anew, so that `select *` from a join works. */
static void test_column_twice(void **state) {
    (void)state;
    glo_frame *frame = query("select 1 a, 2 a, 3 a_2, 4 a");
    static const char *const names[] = {"a", "a_2", "a_2_2", "a_3"};
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(glo_frame_name(frame, i), names[i]);
    glo_frame_free(frame);
    glo_frame_free(query("select * from zone z, phenomenon p"));
}

/* Bytes are no text: neither a screen nor JSON could show them. */
static void test_blob(void **state) {
    (void)state;
    fails("select x'ff00' b", GLO_ESQL, "hex(");
    fails("select x'' b", GLO_ESQL, "hex(");
    fails("values ('text'), (x'41')", GLO_ESQL, "column1");
    glo_frame *frame = query("select hex(x'ff00') b");
    assert_string_equal(glo_column_text(glo_frame_column(frame, 0), 0), "FF00");
    glo_frame_free(frame);
}

static void test_marking(void **state) {
    (void)state;
    ASSERT_OK(import_text(store, "observations",
                          "day,zone,phenomenon,count,handling\n2024,A-1,p.x,3,AMBER\n2023,A-1,p.x,3,\n"));
    static const char *const reading[] = {
        "select count(*) n from observation",
        "select 1 from zone where exists (select 1 from observation)",
        "select * from observations",
        "with o as (select count from OBSERVATION) select sum(count) n from o",
        "select count(*) n from cells",
        "select count(*) n from OBSERVATION",
        "select why from log",
        "select outcome from score"};
    for (size_t i = 0; i < sizeof reading / sizeof reading[0]; i++) {
        glo_frame *frame = query(reading[i]);
        if (glo_frame_marking(frame).tlp != GLO_TLP_AMBER)
            fail_msg("unmarked: %s", reading[i]);
        glo_frame_free(frame);
    }
    glo_frame *frame = query("select code from zone");
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_CLEAR);
    glo_frame_free(frame);
}

/* A table that is not listed as free, a view over it, and what only looks like one. */
static void test_marking_of_unlisted(void **state) {
    (void)state;
    static const char *const marked[] = {"select who from informant",
                                         "select count(*) n from INFORMANT",
                                         "select 1 n where exists (select 1 from informant)",
                                         "with i as (select who from informant) select count(*) n from i",
                                         "select count(*) n from veiled",
                                         "select name from veiled"};
    static const char *const unmarked[] = {"with i as (select code from zone) select count(*) n from i",
                                           "select count(*) n from sqlite_schema",
                                           "select place from calm",
                                           "select count(*) n from calm",
                                           "select code from ZONE",
                                           "select count(*) n from zone_geometry"};
    ASSERT_OK(
        import_text(store, "observations", "day,zone,phenomenon,count,handling\n2024,A-1,p.x,3,AMBER\n"));
    assert_int_equal(sqlite3_exec(store->db,
                                  "create table informant (who text); insert into informant values ('x');"
                                  "create view veiled as select who as name from informant;"
                                  "create view calm as select code as place from zone",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < sizeof marked / sizeof marked[0]; i++) {
        glo_frame *frame = query(marked[i]);
        if (glo_frame_marking(frame).tlp != GLO_TLP_AMBER)
            fail_msg("unmarked: %s", marked[i]);
        glo_frame_free(frame);
    }
    for (size_t i = 0; i < sizeof unmarked / sizeof unmarked[0]; i++) {
        glo_frame *frame = query(unmarked[i]);
        if (glo_frame_marking(frame).tlp != GLO_TLP_CLEAR)
            fail_msg("marked: %s", unmarked[i]);
        glo_frame_free(frame);
    }
}

/* Every table of a new store is listed: what reads none of the figures is not marked by them. */
static void test_marking_lists_all(void **state) {
    (void)state;
    static const char *const marked = "observation reject cells registration registration_filter "
                                      "forecast forecast_quantile score log run alert surveillance_series "
                                      "surveillance alert_disposition ";
    ASSERT_OK(
        import_text(store, "observations", "day,zone,phenomenon,count,handling\n2024,A-1,p.x,3,AMBER\n"));
    glo_frame *names = query("select name from sqlite_schema where type = 'table' order by name");
    assert_true(glo_frame_rows(names) > 20);
    for (size_t i = 0; i < glo_frame_rows(names); i++) {
        char sql[128], word[64];
        const char *name = glo_column_text(glo_frame_column(names, 0), i);
        snprintf(sql, sizeof sql, "select count(*) n from \"%s\"", name);
        snprintf(word, sizeof word, "%s ", name);
        glo_frame *frame = query(sql);
        if (!strstr(marked, word) && glo_frame_marking(frame).tlp != GLO_TLP_CLEAR)
            fail_msg("%s is not listed in authorise.c", name);
        glo_frame_free(frame);
    }
    glo_frame_free(names);
}

static void test_cancelled(void **state) {
    (void)state;
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    glo_frame *frame = NULL;
    const char *endless =
        "with recursive n (i) as (select 1 union all select i + 1 from n) select sum(i) s from n";
    assert_int_equal(glo_store_query(store, endless, NULL, 0, &job, &frame), GLO_ECANCELLED);
    assert_null(frame);
    assert_string_equal(glo_message(), "cancelled");
    /* The job is forgotten: the next call is not cancelled by it. */
    assert_null(store->job);
    frame = query("select count(*) n from zone");
    glo_frame_free(frame);
}

#define SMALL(name) cmocka_unit_test_setup_teardown(name, open_small, close_small)

int main(void) {
    const struct CMUnitTest tests[] = {
        SMALL(test_types),
        SMALL(test_no_rows),
        SMALL(test_all_null),
        SMALL(test_widens_to_real),
        SMALL(test_widens_to_text),
        SMALL(test_many_rows),
        SMALL(test_parameters),
        SMALL(test_refused),
        SMALL(test_column_twice),
        SMALL(test_marking),
        SMALL(test_marking_of_unlisted),
        SMALL(test_marking_lists_all),
        SMALL(test_blob),
        SMALL(test_cancelled),
    };
    return cmocka_run_group_tests_name("store/query", tests, NULL, NULL);
}
