/* test_frames.c: frames as tables of a statement, and statements as texts. What statements give is compared
 * with SQLite's own answer in tests/spec/store/sql_spec.lua. */
#include "support.h"

#include "sql/statement.h"

static glo_frame *frame_of(size_t rows, const char *const *names, size_t columns) {
    glo_frame_builder builder = {0};
    glo_frame *frame = NULL;
    char text[32];
    for (size_t c = 0; c < columns; c++) {
        glo_column *column;
        ASSERT_OK(glo_column_new(c % 2 ? GLO_TYPE_INTEGER : GLO_TYPE_TEXT, rows, &column));
        for (size_t i = 0; i < rows; i++) {
            if (c % 2)
                column->integers[i] = (int64_t)(i * 7919 % 1009);
            else
                ASSERT_OK(glo_column_set_text(column, i, text,
                                              (size_t)snprintf(text, sizeof text, "w%zu", i * 31 % 4001)));
        }
        ASSERT_OK(glo_frame_builder_add(&builder, names[c], column));
    }
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_GREEN, 0}, NULL, &frame));
    return frame;
}

static int query(const char *sql, glo_frame *r, const glo_job *job, glo_frame **out) {
    glo_value value = {.kind = GLO_VALUE_FRAME, .frame = r, .name = "r"};
    return glo_store_query(NULL, sql, &value, 1, job, out);
}

static int64_t number(const char *sql, glo_frame *r) {
    glo_frame *frame = NULL;
    ASSERT_OK(query(sql, r, NULL, &frame));
    assert_int_equal(glo_frame_rows(frame), 1);
    int64_t result = glo_frame_column(frame, 0)->integers[0];
    glo_frame_free(frame);
    return result;
}

static const char *const two[] = {"t", "i"};

/* The inner side of a join is asked for the rows of one value until it makes an index of them. */
static void test_join(void **state) {
    (void)state;
    glo_frame *r = frame_of(20000, two, 2);
    assert_int_equal(number("select count(*) n from $r", r), 20000);
    /* 20000 = 4 * 4001 + 3996: 3996 words five times, 5 words four times */
    assert_int_equal(number("select count(*) n from $r a join $r b on a.t = b.t", r), 3996 * 25 + 5 * 16);
    assert_int_equal(number("select count(*) n from $r a join $r b on a.rowid = b.i and b.t = 'w31'", r), 5);
    assert_int_equal(number("select count(*) n from $r where rowid = 7 and i = 7919 * 6 % 1009", r), 1);
    glo_frame_free(r);
}

static void test_cancelled(void **state) {
    (void)state;
    static const char *const statements[] = {
        "select * from $r where i < 0", "select t, sum(i) s from $r group by t",
        "select * from $r order by t, i", "select * from $r where t like '%x%'",
        "select count(*) n from $r a join $r b on a.t = b.t"};
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    glo_frame *r = frame_of(200000, two, 2), *out = NULL;
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        assert_int_equal(query(statements[i], r, &job, &out), GLO_ECANCELLED);
        assert_null(out);
        assert_string_equal(glo_message(), "cancelled");
    }
    glo_frame_free(r);
}

/* More than is sorted at once: SQLite writes it to files, which spill.c keeps in memory. */
static void test_spilled(void **state) {
    (void)state;
    glo_frame *r = frame_of(200000, two, 2), *out = NULL;
    ASSERT_OK(query("select i + 0 as n, t || 'x' as x from $r order by 1, 2", r, NULL, &out));
    const glo_column *n = glo_frame_column(out, 0), *x = glo_frame_column(out, 1);
    assert_int_equal(n->rows, 200000);
    for (size_t i = 1; i < n->rows; i++) {
        assert_true(n->integers[i - 1] <= n->integers[i]);
        assert_true(n->integers[i - 1] < n->integers[i] || glo_column_compare(x, i - 1, i) <= 0);
    }
    glo_frame_free(out);
    glo_frame_free(r);
}

static void test_spill_file(void **state) {
    (void)state;
    sqlite3_vfs *vfs = sqlite3_vfs_find(glo_spill_name());
    assert_non_null(vfs);
    sqlite3_file *file = calloc(1, (size_t)vfs->szOsFile);
    char read[4] = "...";
    sqlite3_int64 size;
    assert_int_equal(vfs->xOpen(vfs, NULL, file, SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_READWRITE, NULL),
                     SQLITE_OK);
    assert_int_equal(file->pMethods->xWrite(file, "abc", 3, 100000), SQLITE_OK);
    assert_int_equal(file->pMethods->xRead(file, read, 3, 100000), SQLITE_OK);
    assert_string_equal(read, "abc");
    assert_int_equal(file->pMethods->xRead(file, read, 3, 99998), SQLITE_OK);
    assert_memory_equal(read, "\0\0a", 3);
    assert_int_equal(file->pMethods->xTruncate(file, 100001), SQLITE_OK);
    assert_int_equal(file->pMethods->xFileSize(file, &size), SQLITE_OK);
    assert_int_equal(size, 100001);
    assert_int_equal(file->pMethods->xRead(file, read, 3, 100000), SQLITE_IOERR_SHORT_READ);
    assert_memory_equal(read, "a\0\0", 3);
    assert_int_equal(file->pMethods->xRead(file, read, 3, 200000), SQLITE_IOERR_SHORT_READ);
    assert_int_equal(file->pMethods->xClose(file), SQLITE_OK);
    free(file);
}

static void test_names_that_clash(void **state) {
    (void)state;
    static const char *const names[] = {"a", "b", "A"};
    glo_frame *r = frame_of(3, names, 3), *out = NULL;
    ASSERT_OK(query("select a, b, A_2 from $r", r, NULL, &out)); /* SQL takes a and A for one */
    assert_int_equal(glo_frame_columns(out), 3);
    glo_frame_free(out);
    glo_frame_free(r);
    r = frame_of(3, names, 2);
    const glo_value both[] = {{.kind = GLO_VALUE_FRAME, .frame = r, .name = "r"},
                              {.kind = GLO_VALUE_FRAME, .frame = r, .name = "R"}};
    ASSERT_OK(glo_store_query(NULL, "select x.a from $r x, $R y", both, 2, NULL, &out));
    assert_int_equal(glo_frame_rows(out), 9);
    assert_int_equal(glo_frame_marking(out).tlp, GLO_TLP_GREEN);
    glo_frame_free(out);
    glo_frame_free(r);
}

static void test_no_columns(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame *r = NULL;
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){0, 0}, NULL, &r));
    assert_int_equal(number("select count(*) n from $r", r), 0);
    glo_frame_free(r);
}

static void test_plan(void **state) {
    (void)state;
    glo_frame *r = frame_of(5000, two, 2), *plan = NULL;
    ASSERT_OK(
        query("explain query plan select t, sum(i) from $r where t in ('w1', 'w2') and i >= 3 group by t", r,
              NULL, &plan));
    assert_int_equal(glo_frame_rows(plan), 1); /* no b-tree to group by */
    assert_non_null(strstr(glo_column_text(glo_frame_column(plan, 3), 0), "t in (?) and i>=? by t"));
    glo_frame_free(plan);
    glo_frame_free(r);
}

/* ---- statements as texts ---- */

static void join_words(void *context, const char *name, size_t length) {
    glo_buf_bytes(context, name, length);
    glo_buf_char(context, '|');
}

static void test_words(void **state) {
    (void)state;
    glo_buf words = {0};
    glo_sql_names("select \"a b\", 1e5, 'x''y', [c d] /* no */ from $r -- no\n where é=:n or ?1 = @m",
                  join_words, &words);
    assert_string_equal(words.data, "select|a b|c d|from|$r|where|é|:n|or|?1|@m|");
    glo_buf_clear(&words);
    glo_sql_names("'open $r", join_words, &words);
    glo_sql_names("\"", join_words, &words);
    glo_sql_names("/* open", join_words, &words);
    glo_sql_names("$ : @", join_words, &words);
    assert_string_equal(words.data, "\"|");
    glo_buf_dispose(&words);
}

static void test_offsets(void **state) {
    (void)state;
    glo_store *store = NULL;
    glo_frames frames;
    glo_buf text = {0};
    glo_frame *r = frame_of(1, two, 2);
    glo_value value = {.kind = GLO_VALUE_FRAME, .frame = r, .name = "r"};
    ASSERT_OK(glo_db_open_memory(&store));
    ASSERT_OK(glo_frames_open(store, &value, 1, &frames));
    const char *sql = "select $r.t, '$r' from $r, $rr where x";
    ASSERT_OK(glo_statement_write(sql, &frames, &text));
    assert_string_equal(text.data, "select \"r\".t, '$r' from \"r\", $rr where x");
    assert_int_equal(glo_statement_offset(sql, &frames, 0), 0);
    assert_int_equal(glo_statement_offset(sql, &frames, 8), 7); /* inside the first name */
    assert_int_equal(glo_statement_offset(sql, &frames, (size_t)(strchr(text.data, 't') - text.data)),
                     (size_t)(strchr(sql, 't') - sql));
    assert_int_equal(glo_statement_offset(sql, &frames, (size_t)(strchr(text.data, 'x') - text.data)),
                     (size_t)(strchr(sql, 'x') - sql));
    glo_frames_close(&frames);
    glo_buf_dispose(&text);
    glo_store_close(store);
    glo_frame_free(r);
}

static void test_finished(void **state) {
    (void)state;
    static const char *const finished[] = {"select 1",
                                           "select a from $r",
                                           "select nope;",
                                           "selec",
                                           "select 'a' ;",
                                           "select a from r -- ;",
                                           "with x as (select 1) select * from x",
                                           "explain select 1"};
    static const char *const unfinished[] = {"",
                                             "select",
                                             "select a,",
                                             "select a",
                                             "select * from",
                                             "select 'a;",
                                             "select a from r where",
                                             "with x as (select 1)",
                                             "explain",
                                             "select a from (select b from r",
                                             "select \"a",
                                             "-- only"};
    for (size_t i = 0; i < sizeof finished / sizeof finished[0]; i++) {
        if (glo_sql_is_finished(finished[i]) != 1)
            fail_msg("unfinished: %s", finished[i]);
    }
    for (size_t i = 0; i < sizeof unfinished / sizeof unfinished[0]; i++) {
        if (glo_sql_is_finished(unfinished[i]) != 0)
            fail_msg("finished: %s", unfinished[i]);
    }
}

static void test_trace(void **state) {
    (void)state;
    glo_frame *r = frame_of(10, two, 2), *traced = NULL;
    glo_sql_trace_start();
    number("select sum(i) s from $r", r);
    number("select sum(i) s from $r", r);
    assert_true(glo_sql_trace_seconds() > 0);
    ASSERT_OK(glo_sql_trace_stop(&traced));
    int64_t calls = 0;
    for (size_t row = 0; row < glo_frame_rows(traced); row++) {
        if (strstr(glo_column_text(glo_frame_column(traced, 0), row), "sum(i)"))
            calls = glo_frame_column(traced, 1)->integers[row];
    }
    assert_int_equal(calls, 2);
    glo_frame_free(traced);
    glo_frame_free(r);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_join),
                                       cmocka_unit_test(test_cancelled),
                                       cmocka_unit_test(test_names_that_clash),
                                       cmocka_unit_test(test_no_columns),
                                       cmocka_unit_test(test_plan),
                                       cmocka_unit_test(test_spilled),
                                       cmocka_unit_test(test_spill_file),
                                       cmocka_unit_test(test_words),
                                       cmocka_unit_test(test_offsets),
                                       cmocka_unit_test(test_finished),
                                       cmocka_unit_test(test_trace)};
    return cmocka_run_group_tests_name("store/frames", tests, NULL, NULL);
}
