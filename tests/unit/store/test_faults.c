/* test_faults.c: every call that reads or changes a store, with its nth allocation, write, fsync, open or read failing, for n = 1,
 * 2, 3 ... until it succeeds: a status with a message each time, no crash, no leak, and a store that is as it was before.
 *
 * n grows by half at a time, so that the program ends within seconds; with GLOCAL_FAULTS=20 by a twentieth, in minutes; with
 * GLOCAL_FAULTS=1 every n is tried, in a day.
 */
#include "fault_calls.h"
#include "faults.h"
#include "support.h"

/* SHA-256 of every row of every table, or only how many rows each has; "" where there is no store. */
static void describe(const char *path, bool counts_only, char out[GLO_SHA256_HEX]) {
    sqlite3 *db;
    sqlite3_stmt *table, *row;
    glo_buf text = {0};
    out[0] = '\0';
    if (access(path, F_OK) != 0)
        return;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "select format('select %s from \"%w\"', iif(?1, 'count(*)', '*'), name) "
                           "from sqlite_schema where type = 'table' order by name",
                           -1, &table, NULL),
        SQLITE_OK);
    sqlite3_bind_int(table, 1, counts_only);
    while (sqlite3_step(table) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(table, 0);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
        glo_buf_text(&text, sql);
        while (sqlite3_step(row) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(row); i++) {
                glo_buf_char(&text, '\t');
                glo_buf_bytes(&text, sqlite3_column_blob(row, i), (size_t)sqlite3_column_bytes(row, i));
            }
            glo_buf_char(&text, '\n');
        }
        sqlite3_finalize(row);
    }
    sqlite3_finalize(table);
    sqlite3_close(db);
    glo_sha256(text.data, text.length, out);
    glo_buf_dispose(&text);
}

typedef struct fault {
    fault_kind kind;
    long nth;
    bool lasts;
} fault;

/* Runs it once with that fault; how many calls failed. */
static long run_with(const fault_call *o, fault f, int *out_status) {
    glo_store *store = NULL;
    fault_begin_with(o->start);
    if (!o->opens)
        ASSERT_OK(glo_store_open(fault_store, 0, &store));
    glo_fail(GLO_OK, "%s", "");
    fault_can_be_wrong = f.kind == FAULT_READ; /* a page that can't be read is a problem that it finds */
    faults_arm(f.kind, f.nth, f.lasts);
    *out_status = o->run(&store);
    if (f.lasts)
        glo_store_close(store);
    long failed = faults_disarm();
    if (!f.lasts)
        glo_store_close(store);
    return failed;
}

static void check_whole(const fault_call *o, const char *what) {
    glo_store *store = NULL;
    if (glo_store_open(fault_store, 0, &store) < 0)
        fail_msg("%s: %s: the store does not open: %s", o->name, what, glo_message());
    if (problems_of(store) != 0)
        fail_msg("%s: %s: the store is not whole", o->name, what);
    glo_store_close(store);
}

typedef struct outcome {
    char before[GLO_SHA256_HEX],
        counts[GLO_SHA256_HEX]; /* of what there was, and of how many rows there are after */
} outcome;

static void judge(const fault_call *o, fault f, int status, const outcome *want) {
    static const char *const kinds[] = {"allocation", "write", "fsync", "open", "read"};
    char what[80], now[GLO_SHA256_HEX], counts[GLO_SHA256_HEX];
    snprintf(what, sizeof what, "%s %ld%s failing", kinds[f.kind], f.nth, f.lasts ? " and all after it" : "");
    if (status < 0 && glo_message()[0] == '\0')
        fail_msg("%s: %s: no message", o->name, what);
    if (status > 0)
        fail_msg("%s: %s: the status %d is none", o->name, what, status);
    describe(fault_store, false, now);
    bool is_as_before = strcmp(now, want->before) == 0;
    if (status == o->expected && !o->reads) {
        describe(fault_store, true, counts);
        if (strcmp(counts, want->counts) != 0)
            fail_msg("%s: %s: it succeeded, but not all of it was done", o->name, what);
        check_whole(o, what);
    } else if (!is_as_before) {
        /* A commit whose fsync failed, on a disk that fails from then on, may be found whole by the next to open it. */
        describe(fault_store, true, counts);
        if (f.kind == FAULT_ALLOCATION || !f.lasts || strcmp(counts, want->counts) != 0)
            fail_msg("%s: %s: it failed (%s), but the store has changed", o->name, what, glo_message());
        check_whole(o, what);
    }
}

static void try_kind(const fault_call *o, fault_kind kind, bool lasts, const outcome *want) {
    const char *told = getenv("GLOCAL_FAULTS");
    const long part = told ? strtol(told, NULL, 10) : 2;
    for (long nth = 1;; nth += part > 1 ? 1 + nth / part : 1) {
        const fault f = {kind, nth, lasts};
        int status;
        const sqlite3_int64 memory = sqlite3_memory_used();
        long failed = run_with(o, f, &status);
        if (sqlite3_memory_used() > memory + 16 * 1024)
            fail_msg("%s: a statement or connection was left open (fault %d at %ld)", o->name, (int)kind,
                     nth);
        if (failed == 0) {
            assert_int_equal(status, o->expected);
            return;
        }
        judge(o, f, status, want);
    }
}

static void try_operation(void **state) {
    const fault_call *o = *state;
    outcome want;
    int status;
    ASSERT_OK(make_folder(NULL));
    snprintf(fault_store, sizeof fault_store, "%s", in_folder("s.db"));
    fault_begin_with(o->start);
    describe(fault_store, false, want.before);
    run_with(o, (fault){FAULT_KINDS, 0, false}, &status);
    if (status != o->expected)
        fail_msg("%s: %s", o->name, glo_message());
    describe(fault_store, true, want.counts);
    for (int kind = 0; kind < FAULT_KINDS; kind++) {
        try_kind(o, (fault_kind)kind, false, &want);
        try_kind(o, (fault_kind)kind, true, &want);
    }
    remove_folder(NULL);
}

/* ---- a store that lacks a table ---- */

enum { MOST_TABLES = 128 };

static size_t list_tables(const char *path, char names[MOST_TABLES][64]) {
    sqlite3 *db;
    sqlite3_stmt *row;
    size_t count = 0;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "select name from sqlite_schema where type = 'table' and name not like "
                           "'sqlite%' order by name",
                           -1, &row, NULL),
        SQLITE_OK);
    while (count < MOST_TABLES && sqlite3_step(row) == SQLITE_ROW)
        snprintf(names[count++], sizeof names[0], "%s", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return count;
}

static void run_without(const fault_call *o, const char *table) {
    char sql[200];
    glo_store *store = NULL;
    fault_begin_with(o->start);
    snprintf(sql, sizeof sql, "pragma foreign_keys = off; drop table \"%s\"", table);
    behind_its_back(fault_store, sql);
    glo_fail(GLO_OK, "%s", "");
    fault_can_be_wrong = true;
    int status = o->opens ? GLO_OK : glo_store_open(fault_store, 0, &store);
    if (status == GLO_OK)
        status = o->run(&store);
    fault_can_be_wrong = false;
    if (status > 0 || (status < 0 && glo_message()[0] == '\0'))
        fail_msg("%s without %s: %d %s", o->name, table, status, glo_message());
    glo_store_close(store);
}

/* Every call without every table: a status with a message, or what it does without it. */
static void test_missing_table(void **state) {
    (void)state;
    char tables[MOST_TABLES][64];
    ASSERT_OK(make_folder(NULL));
    snprintf(fault_store, sizeof fault_store, "%s", in_folder("s.db"));
    const size_t count = list_tables(fault_beginning("full"), tables);
    assert_true(count > 20 && count < MOST_TABLES);
    for (size_t i = 0; i < fault_call_count; i++) {
        const fault_call *o = &fault_calls[i];
        for (size_t t = 0; o->start && strcmp(o->start, "old") != 0 && t < count; t++)
            run_without(o, tables[t]);
    }
    fault_begin_with("full");
    behind_its_back(fault_store, "drop table zone_fact_history");
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(fault_store, 0, &store));
    assert_int_equal(import_text(store, "facts", "zone,name,year,value\nA-1,population,2020,7\n"),
                     GLO_ECORRUPT);
    ASSERT_SAYS("is damaged: no such table: ");
    glo_store_close(store);
    remove_folder(NULL);
}

int main(int argc, char **argv) {
    enum { MOST_CALLS = 64 };
    struct CMUnitTest tests[MOST_CALLS + 1];
    size_t count = 0;
    faults_prepare();
    if (fault_calls_prepare() < 0 || fault_call_count > MOST_CALLS)
        return 1;
    for (size_t i = 0; i < fault_call_count; i++) {
        if (argc > 1 && strcmp(argv[1], fault_calls[i].name) != 0)
            continue;
        tests[count++] = (struct CMUnitTest){fault_calls[i].name, try_operation, NULL, NULL,
                                             (void *)(uintptr_t)&fault_calls[i]};
    }
    if (argc < 2 || strcmp(argv[1], "missing") == 0)
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_missing_table);
    int failed = _cmocka_run_group_tests("faults", tests, count, NULL, NULL);
    fault_calls_dispose();
    return failed;
}
