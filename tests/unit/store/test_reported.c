/* test_reported.c: leaf cells by the delay with which they became known: events that came and went, figures that stood, and the
 * days of batches that are dated back. */
#include "support.h"

#include "store/reported.h"

static glo_status import_on(glo_store *store, const char *recorded, const char *records, const char *lines) {
    char text[400];
    glo_import_result result;
    snprintf(text, sizeof text, "day,zone,phenomenon,count,source\n%s", lines);
    glo_import_spec spec = {.file = write_file("f.csv", text),
                            .as = "observations",
                            .records = records,
                            .replace = 1,
                            .recorded = recorded};
    return glo_store_import(store, &spec, NULL, &result);
}

static int32_t day(int month, int day_of_month) {
    return glo_day_of_civil(2024, month, day_of_month);
}

/* The count in cells of that facet. */
static int64_t count_of(glo_store *store, const glo_reported_spec *spec, int32_t facet,
                        glo_reported_note *note) {
    glo_cells cells = {0};
    glo_walk walk;
    glo_cell cell;
    int64_t sum = 0;
    ASSERT_OK(glo_store_reported(store, spec, NULL, &cells, note));
    ASSERT_OK(glo_walk_open(&cells, &walk));
    while (glo_walk_next(&walk, &cell))
        sum += cell.facet == facet ? cell.count : 0;
    glo_walk_close(&walk);
    glo_cells_dispose(&cells);
    return sum;
}

static void test_events(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_reported_note note;
    ASSERT_OK(import_on(store, "2024-02-10", "events", "2024-01-05,A-1,p.x,3,s\n2024-02-20,A-1,p.x,1,s\n"));
    ASSERT_OK(import_on(store, "2024-04-10", "events", "2024-01-06,A-1,p.x,4,s\n"));
    ASSERT_OK(import_on(store, "2024-06-10", "events", "2024-01-07,A-1,p.x,5,s\n"));
    glo_reported_spec spec = {.cuts = {GLO_MONTH, day(6, 30)}, .most = 3};
    assert_int_equal(1, count_of(store, &spec, 4 * 0 + GLO_REPORTED_ADDED, &note)); /* before its day */
    assert_int_equal(3, count_of(store, &spec, 4 * 1 + GLO_REPORTED_ADDED, &note));
    assert_int_equal(4, count_of(store, &spec, 4 * 3 + GLO_REPORTED_ADDED, &note));
    assert_int_equal(5, count_of(store, &spec, 4 * 4 + GLO_REPORTED_ADDED, &note)); /* all longer delays */
    assert_int_equal(1, note.early);
    assert_int_equal(1, note.source_count);
    assert_int_equal(day(2, 10), note.sources[0].first);
    spec.cuts.now = day(4, 30);
    assert_int_equal(0, count_of(store, &spec, 4 * 4 + GLO_REPORTED_ADDED, &note));
    int64_t made;
    ASSERT_OK(glo_store_retract(store, 4, "sent twice", NULL, &made)); /* today: a long delay */
    spec.cuts.now = glo_today();
    assert_int_equal(4, count_of(store, &spec, 4 * 4 + GLO_REPORTED_RETRACTED, &note));
    spec.stood = true; /* what stands at a cut is the same, told for each */
    assert_int_equal(3 + 1, count_of(store, &spec, 4 * 1 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(7 + 1, count_of(store, &spec, 4 * 3 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(8 + 1, count_of(store, &spec, 4 * 4 + GLO_REPORTED_STOOD, &note));
    glo_store_close(store);
}

static void test_figures(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_reported_note note;
    ASSERT_OK(import_on(store, "2024-02-10", "figures", "2024-01,A-1,p.x,30,s\n"));
    ASSERT_OK(import_on(store, "2024-04-10", "figures", "2024-01,A-1,p.x,40,s\n"));
    int32_t source = (int32_t)number_of(store, "select id from source where code = 's'");
    glo_reported_spec spec = {
        .cuts = {GLO_MONTH, day(6, 30)}, .most = 3, .figures = &source, .figure_count = 1};
    assert_int_equal(0, count_of(store, &spec, 4 * 0 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(30, count_of(store, &spec, 4 * 1 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(30, count_of(store, &spec, 4 * 2 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(40, count_of(store, &spec, 4 * 3 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(40, count_of(store, &spec, 4 * 4 + GLO_REPORTED_STOOD, &note));
    assert_int_equal(0, problems_of(store));
    glo_store_close(store);
}

static void test_dated_back(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_on(store, "2024-02-10", "events", "2024-01-05,A-1,p.x,3,s\n"));
    assert_int_equal(GLO_EINVAL, import_on(store, "2024-02-09", "events", "2024-01-06,A-1,p.x,4,s\n"));
    assert_non_null(strstr(glo_message(), "the earliest first"));
    assert_int_equal(GLO_EINVAL, import_on(store, "2999-01-01", "events", "2024-01-06,A-1,p.x,4,s\n"));
    assert_int_equal(GLO_EINVAL, import_on(store, "2024-03", "events", "2024-01-06,A-1,p.x,4,s\n"));
    assert_int_equal(GLO_EINVAL, import_on(store, "yesterday", "events", "2024-01-06,A-1,p.x,4,s\n"));
    assert_int_equal(1, number_of(store, "select count(*) from batch where kind = 'observations'"));
    assert_int_equal(
        1, number_of(store, "select count(*) from log where why like '%said to be received on 2024-02-10'"));
    assert_int_equal(0, problems_of(store));
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_events), TEST(test_figures), TEST(test_dated_back)};
    return cmocka_run_group_tests_name("store/reported", tests, NULL, NULL);
}
