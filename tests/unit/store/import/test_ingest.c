/* test_ingest.c: the importer from inside: progress, cancel, what a failure leaves behind. */
#include "support.h"

typedef struct telling {
    int calls;
    int stop_at; /* cancel at this call; 0: never */
    uint64_t last_done, total;
    atomic_bool cancel;
} telling;

static void tell(void *context, const char *what, uint64_t done, uint64_t total) {
    telling *t = context;
    assert_non_null(what);
    t->calls++;
    t->last_done = done;
    t->total = total;
    if (t->calls == t->stop_at)
        atomic_store(&t->cancel, true);
}

static const char *many_lines(int lines) {
    const char *path = in_folder("many.csv");
    FILE *file = fopen(path, "w");
    fputs("day,zone,phenomenon,count,source,facet\n", file);
    for (int i = 0; i < lines; i++)
        fprintf(file, "2024-01-%02d,A-%d,p.x,%d,source %d,kind:%d\n", i % 28 + 1, i % 2 + 1, i, i % 300,
                i % 50);
    fclose(file);
    return path;
}

static void test_progress(void **state) {
    (void)state;
    glo_store *store = small_store();
    telling t = {0};
    glo_job job = {.progress = tell, .context = &t, .cancel = &t.cancel};
    glo_import_result result;
    ASSERT_OK(import_as(store, "observations", many_lines(5000), &job, &result));
    assert_int_equal(result.rows, 5000);
    assert_int_equal(result.rejected, 0);
    assert_int_equal(result.added_sources, 300);
    assert_true(t.calls >= 9);
    assert_true(t.total > 100000 && t.last_done <= t.total);
    assert_null(store->job);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

static void test_cancelled(void **state) {
    (void)state;
    glo_store *store = small_store();
    const char *path = many_lines(5000);
    int64_t changes = number_of(store, "pragma data_version");
    for (int stop_at = 1; stop_at <= 9; stop_at += 4) {
        telling t = {.stop_at = stop_at};
        glo_job job = {.progress = tell, .context = &t, .cancel = &t.cancel};
        glo_import_result result = {.batch = 77};
        assert_int_equal(import_as(store, "observations", path, &job, &result), GLO_ECANCELLED);
        assert_int_equal(result.batch, 77);
        assert_int_equal(t.calls, stop_at);
        assert_int_equal(sqlite3_get_autocommit(store->db), 1);
        assert_null(store->job);
        assert_int_equal(number_of(store, "select max(id) from batch"), 2);
        assert_int_equal(number_of(store, "select count(*) from observation"), 0);
        assert_int_equal(number_of(store, "select count(*) from source"), 0);
        assert_int_equal(number_of(store, "select count(*) from facet"), 1);
    }
    assert_int_equal(number_of(store, "pragma data_version"), changes);
    glo_import_result result;
    ASSERT_OK(import_as(store, "observations", path, NULL, &result)); /* the same file, not taken before */
    assert_int_equal(result.batch, 3);
    glo_store_close(store);
}

static void test_strict_leaves_nothing(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t id;
    glo_import_result result = {.batch = 77};
    glo_import_spec spec = {.as = "zones", .strict = 1};
    spec.file = write_file("zones.csv", "code,parent\nNEW,A\nODD,nowhere\n");
    ASSERT_OK(glo_store_resolve(store, GLO_ZONE, "A", &id, NULL)); /* the names are known before */
    assert_int_equal(glo_store_import(store, &spec, NULL, &result), GLO_EREJECTED);
    ASSERT_SAYS("line 3");
    assert_int_equal(result.batch, 77);
    assert_int_equal(glo_store_resolve(store, GLO_ZONE, "NEW", &id, NULL), GLO_ENOTFOUND);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    assert_int_equal(number_of(store, "select count(*) from reject"), 0);
    glo_store_close(store);
}

/* A circle is found after the zones were put in: they must be forgotten with it. */
static void test_forgets_what_was_rolled_back(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t id;
    assert_int_equal(import_text(store, "zones", "code,parent\nX,Y\nY,X\nZ,A\n"), GLO_EINVAL);
    ASSERT_SAYS("cycle");
    assert_int_equal(glo_store_resolve(store, GLO_ZONE, "Z", &id, NULL), GLO_ENOTFOUND);
    assert_int_equal(import_text(store, "zones", "code,parent\nX,X\n"), GLO_EINVAL);
    ASSERT_OK(import_text(store, "zones", "code\nQ\n"));
    assert_int_equal(glo_store_resolve(store, GLO_ZONE, "X", &id, NULL), GLO_ENOTFOUND);
    ASSERT_OK(glo_store_resolve(store, GLO_ZONE, "Q", &id, NULL));
    glo_store_close(store);
}

static void test_wrong_calls(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_import_result result;
    assert_int_equal(import_text(store, "zone", "code\nQ\n"), GLO_EINVAL);
    ASSERT_SAYS("did you mean 'zones'");
    assert_int_equal(import_text(store, "xyzzyxyzzy", "code\nQ\n"), GLO_EINVAL);
    ASSERT_SAYS("use observations");
    assert_int_equal(import_as(store, "zones", in_folder("none.csv"), NULL, &result), GLO_ENOTFOUND);
    assert_int_equal(import_text(store, "zones", ""), GLO_EINVAL);
    assert_int_equal(import_text(store, "zones", "nocode\nQ\n"), GLO_EINVAL);
    ASSERT_SAYS("'code'");
    assert_int_equal(number_of(store, "select max(id) from batch"), 2);
    ASSERT_OK(import_text(store, "zones", "code\n")); /* a header alone: a batch of nothing */
    assert_int_equal(number_of(store, "select rows from batch where id = 3"), 0);
    ASSERT_OK(import_text(store, "observations", "day,zone,phenomenon\n"));
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* Too few lines for a step on the way: the cancel counts all the same, up to the commit. */
static void test_cancelled_early(void **state) {
    (void)state;
    glo_store *store = small_store();
    atomic_bool cancel = true;
    glo_job job = {.cancel = &cancel};
    glo_import_result result;
    const char *path = write_file("one.csv", "code,parent\nQ,A\n");
    assert_int_equal(import_as(store, "zones", path, &job, &result), GLO_ECANCELLED);
    assert_int_equal(number_of(store, "select count(*) from zone"), 4);
    glo_store_close(store);
}

/* Figures that no office has are refused, so that sums stay whole numbers of 64 bits. */
static void test_too_large(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_field_source fields[] = {
        {.field = "day", .column = "day"},          {.field = "zone", .column = "zone"},
        {.field = "phenomenon", .constant = "p.x"}, {.field = "count", .column = "count"},
        {.field = "value", .column = "value"},      {.field = "count_high", .column = "high"}};
    glo_import_spec spec = {.as = "observations", .fields = fields, .field_count = 6};
    glo_import_result result;
    spec.file = write_file("large.csv", "day,zone,count,value,high\n2024,A-1,9223372036854775807,,\n"
                                        "2024,A-1,9223372036854775807,,\n2024,A-1,1,-9223372036854775807,\n"
                                        "2024,A-1,1,-9223372036854775807,\n2024,A-1,1,,9223372036854775807\n"
                                        "2024,A-1,<9223372036854775807,,\n"
                                        "2024,A-1,1000000000000000,-1000000000000000,1000000000000000\n");
    ASSERT_OK(glo_store_import(store, &spec, NULL, &result));
    assert_int_equal(result.rows, 1);
    assert_int_equal(number_of(store, "select count(*) from reject where reason like '%is too large%'"), 6);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

static glo_import_result import_values(glo_store *store, const char *text, int64_t scale) {
    static const glo_field_source fields[] = {{.field = "day", .column = "day"},
                                              {.field = "zone", .constant = "A"},
                                              {.field = "phenomenon", .constant = "p.x"},
                                              {.field = "value", .column = "value"}};
    glo_import_spec spec = {.as = "observations",
                            .fields = fields,
                            .field_count = 4,
                            .source = "s",
                            .value_scale = scale,
                            .file = write_file("values.csv", text)};
    glo_import_result result;
    ASSERT_OK(glo_store_import(store, &spec, NULL, &result));
    return result;
}

/* A source keeps its values in one scale: other imports must not mix in another. */
static void test_scales(void **state) {
    (void)state;
    glo_store *store = small_store();
    assert_int_equal(import_values(store, "day,value\n2021,\n", 1).rows, 1); /* no value yet */
    assert_int_equal(import_values(store, "day,value\n2022,1.5\n", 100).rows, 1);
    assert_int_equal(number_of(store, "select value_scale from source"), 100);
    assert_int_equal(import_values(store, "day,value\n2023,2\n2023,\n", 1).rejected, 1);
    assert_int_equal(number_of(store, "select count(*) from reject where reason like '%scale%100%'"), 1);
    assert_int_equal(import_values(store, "day,value\n2024,2\n", 100).rows, 1);
    assert_int_equal(number_of(store, "select sum(value) from observation"), 350);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_progress),
                                       TEST(test_cancelled),
                                       TEST(test_strict_leaves_nothing),
                                       TEST(test_forgets_what_was_rolled_back),
                                       TEST(test_wrong_calls),
                                       TEST(test_cancelled_early),
                                       TEST(test_too_large),
                                       TEST(test_scales)};
    return cmocka_run_group_tests_name("store/ingest", tests, NULL, NULL);
}
