/* test_batch.c: batches taken back, what was known when, and the record of scripts. */
#include "support.h"

#define FIGURES "day,zone,phenomenon,count\n2024-01,A-1,p.x,3\n2024-01,A-1,p.x,4\n2024-02,A-2,p.y,5\n"

enum { NOW = -1 };

static int64_t count_as_of(glo_store *store, int64_t batch) {
    glo_cells cells = {0};
    glo_as_of as_of = {batch, NULL};
    int64_t sum = 0;
    ASSERT_OK(glo_store_cells(store, batch == NOW ? NULL : &as_of, NULL, &cells));
    glo_walk walk;
    glo_cell cell;
    ASSERT_OK(glo_walk_open(&cells, &walk));
    while (glo_walk_next(&walk, &cell))
        sum += cell.count;
    glo_walk_close(&walk);
    glo_cells_dispose(&cells);
    return sum;
}

static void test_retract(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t made = 77;
    ASSERT_OK(import_text(store, "observations", FIGURES)); /* batch 3 */
    assert_int_equal(count_as_of(store, NOW), 12);
    ASSERT_OK(glo_store_retract(store, 3, "sent twice", NULL, &made));
    assert_int_equal(made, 4);
    assert_int_equal(count_as_of(store, NOW), 0);
    assert_int_equal(count_as_of(store, 3), 12);
    assert_int_equal(count_as_of(store, 2), 0);
    assert_int_equal(count_as_of(store, 0), 0);
    assert_int_equal(number_of(store, "select count(*) from observation where retracted = 4"), 3);
    assert_int_equal(problems_of(store), 0);
    ASSERT_OK(import_text(store, "observations", FIGURES)); /* a file taken back may come again */
    assert_int_equal(count_as_of(store, NOW), 12);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* An import replaces some observations of a batch and all of another; taken back, both stand again. */
static void test_replace(void **state) {
    (void)state;
    glo_store *store = small_store();
    const char *head = "day,zone,phenomenon,count,source\n";
    const char *const files[] = {"2024-01,A-1,p.x,3,s\n2024-01,A-2,p.x,4,s\n2024-01,A-1,p.x,50,t\n",
                                 "2024-02,A-1,p.x,5,s\n", "2024-01,A-1,p.x,30,s\n2024-02,A-1,p.x,500,s\n"};
    glo_import_result result = {0};
    for (int i = 0; i < 3; i++) {
        char text[300];
        snprintf(text, sizeof text, "%s%s", head, files[i]);
        glo_import_spec spec = {.file = write_file("f.csv", text), .as = "observations", .replace = 1};
        ASSERT_OK(glo_store_import(store, &spec, NULL, &result));
    }
    assert_int_equal(result.overlap, 2);
    assert_int_equal(result.differing, 2);
    assert_int_equal(result.overlap_batch, 4);
    assert_int_equal(result.overlap_batches, 2);
    assert_int_equal(result.replaced, 2);
    assert_int_equal(number_of(store, "select retracted from batch where id = 4"), 5);
    assert_int_equal(number_of(store, "select count(*) from batch where id = 3 and retracted is null"), 1);
    assert_int_equal(count_as_of(store, NOW), 584);
    assert_int_equal(count_as_of(store, 4), 62);
    assert_int_equal(count_as_of(store, 3), 57);
    assert_int_equal(problems_of(store), 0);
    int64_t by;
    ASSERT_OK(glo_store_retract(store, 5, "wrong", NULL, &by));
    assert_int_equal(count_as_of(store, NOW), 62);
    assert_int_equal(count_as_of(store, 5), 584);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
    behind_its_back(in_folder("s.db"), "update observation set retracted = null where id = 1");
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_true(problems_of(store) > 0);
    glo_store_close(store);
}

/* How many observations have a value, and their sum times 1000. */
static int64_t valued_as_of(glo_store *store, int64_t batch) {
    glo_cells cells = {0};
    glo_as_of as_of = {batch, NULL};
    int64_t sum = 0;
    ASSERT_OK(glo_store_valued_cells(store, batch == NOW ? NULL : &as_of, NULL, &cells));
    glo_walk walk;
    glo_cell cell;
    ASSERT_OK(glo_walk_open(&cells, &walk));
    while (glo_walk_next(&walk, &cell))
        sum += cell.events + 1000 * cell.value;
    glo_walk_close(&walk);
    glo_cells_dispose(&cells);
    return sum;
}

static void test_valued(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t made;
    ASSERT_OK(import_text(store, "observations", FIGURES)); /* batch 3 */
    assert_int_equal(valued_as_of(store, NOW), 0);
    ASSERT_OK(import_text(store, "observations",
                          "day,zone,phenomenon,count,value\n2024-01,A-1,p.x,3,0\n"
                          "2024-01,A-1,p.x,4,\n2024-02,A-2,p.y,5,7\n"));
    assert_int_equal(valued_as_of(store, NOW), 7002);
    assert_int_equal(valued_as_of(store, 3), 0);
    ASSERT_OK(glo_store_retract(store, 4, "x", NULL, &made));
    assert_int_equal(valued_as_of(store, NOW), 0);
    assert_int_equal(valued_as_of(store, 4), 7002);
    glo_store_close(store);
}

static void test_not_retractable(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t made = 77, unused;
    ASSERT_OK(import_text(store, "observations", FIGURES));
    assert_int_equal(glo_store_retract(store, 99, "x", NULL, &made), GLO_ENOTFOUND);
    assert_int_equal(glo_store_retract(store, -1, "x", NULL, &made), GLO_ENOTFOUND);
    assert_int_equal(glo_store_retract(store, 1, "x", NULL, &made), GLO_EINVAL);
    ASSERT_SAYS("holds zones");
    ASSERT_OK(glo_store_retract(store, 3, "x", NULL, &unused));
    assert_int_equal(glo_store_retract(store, 3, "x", NULL, &made), GLO_EEXISTS);
    ASSERT_SAYS("by batch 4");
    assert_int_equal(glo_store_retract(store, 4, "x", NULL, &made), GLO_EINVAL);
    assert_int_equal(made, 77);
    assert_int_equal(sqlite3_get_autocommit(store->db), 1);
    assert_int_equal(number_of(store, "select max(id) from batch"), 4);
    glo_store_close(store);
}

static void test_states(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t at = 77;
    glo_as_of as_of = {9, NULL};
    assert_int_equal(glo_store_state_as_of(store, &as_of, &at), GLO_EINVAL);
    as_of.batch = -1;
    assert_int_equal(glo_store_state_as_of(store, &as_of, &at), GLO_EINVAL);
    ASSERT_SAYS("no batch -1");
    assert_int_equal(at, 77);
    as_of.batch = 0;
    ASSERT_OK(glo_store_state_as_of(store, &as_of, &at));
    assert_int_equal(at, 0);
    as_of = (glo_as_of){0, "1999-12-31"};
    ASSERT_OK(glo_store_state_as_of(store, &as_of, &at));
    assert_int_equal(at, 0);
    as_of.at = "2999";
    ASSERT_OK(glo_store_state_as_of(store, &as_of, &at));
    assert_int_equal(at, 2);
    as_of.at = "soon";
    assert_int_equal(glo_store_state_as_of(store, &as_of, &at), GLO_EINVAL);
    ASSERT_OK(glo_store_state_as_of(store, NULL, &at));
    assert_int_equal(at, 2);
    glo_store_close(store);
}

/* A day is taken to its end, a month and a year too; a time as it is written. */
static void test_times(void **state) {
    (void)state;
    static const struct {
        const char *at;
        int64_t wanted;
    } cases[] = {{"2024-05-09", 0},
                 {"2024-05-10", 2},
                 {"2024-05", 2},
                 {"2024", 2},
                 {"2024-04", 0},
                 {"2024-05-10T09:00:00Z", 1},
                 {"2024-05-10T08:59:59Z", 0},
                 {"2024-05-10T12:00:00Z", 2},
                 {"2024-05-10T11:00:00Z", 1},
                 {"2024-05-10 11:00:00", 1},
                 {"2024-05-10T12:00", 2},
                 {"2024-05-10 11:59", 1}};
    glo_store_close(small_store());
    behind_its_back(in_folder("s.db"), "update batch set recorded_at = case id when 1 then "
                                       "'2024-05-10T09:00:00Z' else '2024-05-10T12:00:00Z' end");
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int64_t at;
        glo_as_of as_of = {0, cases[i].at};
        ASSERT_OK(glo_store_state_as_of(store, &as_of, &at));
        if (at != cases[i].wanted)
            fail_msg("%s gave batch %lld", cases[i].at, (long long)at);
    }
    glo_store_close(store);
}

static void test_runs_unknown(void **state) {
    (void)state;
    glo_store *store = small_store();
    assert_int_equal(glo_store_run_end(store, 9, "done", NULL), GLO_ENOTFOUND);
    glo_store_close(store);
}

static void test_runs(void **state) {
    (void)state;
    const char *const packs[] = {"harm-index@1.0.0 sha256 4f1c", "zone-tools@1.2.0 sha256 a0b1", NULL};
    glo_store *store = small_store();
    int64_t run = 0;
    ASSERT_OK(glo_store_run_begin(store, "x.lua", "00", "--zone 5345", &run));
    assert_int_equal(number_of(store, "select state from run"), 2);
    assert_int_equal(number_of(store, "select count(*) from run where finished is null"), 1);
    ASSERT_OK(glo_store_run_end(store, run, "done", packs));
    assert_int_equal(
        number_of(store, "select count(*) from run where status = 'done' and finished >= started"), 1);
    assert_int_equal(number_of(store, "select count(*) from log where action = 'pack' and why = 'run 1'"), 2);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_retract), TEST(test_replace), TEST(test_valued), TEST(test_not_retractable),
        TEST(test_states),  TEST(test_times),   TEST(test_runs),   TEST(test_runs_unknown)};
    return cmocka_run_group_tests_name("store/batch", tests, NULL, NULL);
}
