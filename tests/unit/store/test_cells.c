/* test_cells.c: the packed cells of a batch: written, read, and equal to its observations. */
#include "support.h"

static glo_cell cell(int32_t zone, int32_t day, int64_t count) {
    return (glo_cell){.zone = zone,
                      .phenomenon = 2,
                      .source = 1,
                      .day = day,
                      .span = GLO_MONTH,
                      .events = 1,
                      .count = count,
                      .count_high = count + 1,
                      .value = -count};
}

static void test_roundtrip(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_cells cells = {0}, back = {0};
    glo_cell items[] = {cell(3, 31, 5), cell(2, 31, 1), cell(3, 31, 7), cell(3, 0, 1)};
    items[1].handling = glo_marking_pack((glo_marking){GLO_TLP_RED, 2});
    for (size_t i = 0; i < 4; i++)
        ASSERT_OK(glo_cells_add(&cells, &items[i]));
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_end(store, glo_cells_write(store, 2, &cells)));
    assert_int_equal(cells.count, 3); /* equal keys were added up */
    ASSERT_OK(glo_cells_read_batch(store, 2, GLO_CELLS_ALL, &back));
    assert_int_equal(back.count, 3);
    int same = 0;
    ASSERT_OK(glo_cells_equal(&back, &cells, &same));
    assert_int_equal(same, 1);
    glo_walk walk;
    glo_cell last;
    ASSERT_OK(glo_walk_open(&back, &walk));
    for (int i = 0; i < 3; i++)
        assert_int_equal(glo_walk_next(&walk, &last), 1);
    assert_int_equal(last.count, 12);
    assert_int_equal(last.count_high, 14);
    assert_int_equal(last.value, -12);
    assert_int_equal(last.events, 2);
    assert_int_equal(glo_walk_next(&walk, &last), 0);
    glo_walk_close(&walk);
    ASSERT_OK(glo_cells_read_batch(store, 2, GLO_CELLS_ALL, &back)); /* adds */
    assert_int_equal(back.count, 6);
    glo_marking marking = {0, 0};
    ASSERT_OK(glo_cells_marking(store, &marking));
    assert_int_equal(marking.tlp, GLO_TLP_RED);
    assert_int_equal(marking.codes, 2);
    glo_cells_dispose(&cells);
    glo_cells_dispose(&back);
    glo_store_close(store);
}

/* More cells than fit in one part. */
static void test_parts(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_cells cells = {0}, back = {0};
    for (int32_t i = 0; i < 500001; i++) {
        glo_cell one = cell(i, 0, 1);
        ASSERT_OK(glo_cells_add(&cells, &one));
    }
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_end(store, glo_cells_write(store, 2, &cells)));
    assert_true(number_of(store, "select count(*) from cells") > 64); /* read by two threads */
    ASSERT_OK(glo_cells_read_batch(store, 2, GLO_CELLS_ALL, &back));
    assert_int_equal(back.count, 500001);
    glo_job job = {.threads = 2};
    int same = 0;
    ASSERT_OK(glo_cells_fetch(&back, NULL, &job));
    ASSERT_OK(glo_cells_equal(&back, &cells, &same));
    assert_int_equal(same, 1);
    glo_cells_dispose(&cells);
    glo_cells_dispose(&back);
    glo_store_close(store);
}

static void test_none(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_cells cells = {0};
    ASSERT_OK(glo_db_begin(store, NULL));
    ASSERT_OK(glo_db_end(store, glo_cells_write(store, 2, &cells)));
    ASSERT_OK(glo_cells_read_batch(store, 2, GLO_CELLS_ALL, &cells));
    ASSERT_OK(glo_store_cells(store, NULL, NULL, &cells));
    assert_int_equal(cells.count, 0);
    glo_marking marking = {0, 0};
    ASSERT_OK(glo_cells_marking(store, &marking));
    assert_int_equal(marking.tlp, GLO_TLP_CLEAR);
    glo_cells_dispose(&cells);
    glo_store_close(store);
}

static void test_equal_observations(void **state) {
    (void)state;
    glo_store *store = small_store();
    int64_t made;
    glo_cells kept = {0}, counted = {0};
    ASSERT_OK(
        import_text(store, "observations",
                    "day,zone,phenomenon,count,facet,credibility,handling,source\n"
                    "2024-01,A-1,p.x,3,,,,s\n2024-01,A-1,p.x,<5,,2,AMBER,s\n2024-01,A-1,p.x,3,sex:f,,,s\n"
                    "2024-01-01,A-2,p.y,4,,,,t\n2024-01,A-1,p.x,9,,,,s\n"));
    ASSERT_OK(glo_cells_read_batch(store, 3, GLO_CELLS_ALL, &kept));
    for (int retracted = 0; retracted < 2; retracted++) {
        ASSERT_OK(glo_cells_of_observations(store, 3, GLO_CELLS_ALL, NULL, &counted));
        assert_int_equal(kept.count, 4);
        assert_int_equal(counted.count, 4);
        int same = 0;
        ASSERT_OK(glo_cells_equal(&kept, &counted, &same));
        assert_int_equal(same, 1);
        glo_cells_dispose(&counted);
        if (!retracted)
            ASSERT_OK(glo_store_retract(store, 3, "x", NULL, &made));
    }
    assert_int_equal(problems_of(store), 0);
    glo_cells_dispose(&kept);
    glo_cells_dispose(&counted);
    glo_store_close(store);
}

static void test_damaged(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "observations", "day,zone,phenomenon\n2024,A-1,p.x\n"));
    behind_its_back(in_folder("s.db"), "update cells set data = x'0102030405'");
    glo_cells cells = {0};
    assert_int_equal(glo_store_cells(store, NULL, NULL, &cells), GLO_ECORRUPT);
    ASSERT_SAYS("glocal check");
    assert_int_equal(cells.count, 0);
    assert_int_equal(problems_of(store), 1);
    glo_cells_dispose(&cells);
    glo_store_close(store);
}

/* What is damaged behind the head shows when the part is fetched; cells outlive the store they came from. */
static void test_fetched_late(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_cells cells = {0}, damaged = {0};
    ASSERT_OK(import_text(store, "observations", "day,zone,phenomenon,count\n2024,A-1,p.x,7\n"));
    ASSERT_OK(glo_store_cells(store, NULL, NULL, &cells));
    ASSERT_OK(glo_store_cells(store, NULL, NULL, &damaged));
    assert_null(cells.parts[0].bytes);
    glo_store_close(store);
    ASSERT_OK(glo_cells_fetch(&cells, NULL, NULL));
    assert_non_null(cells.parts[0].bytes);
    behind_its_back(
        in_folder("s.db"),
        "update cells set data = cast(substr(data, 1, 40) || zeroblob(length(data) - 40) as blob)");
    assert_int_equal(glo_cells_fetch(&damaged, NULL, NULL), GLO_ECORRUPT);
    glo_cells_dispose(&cells);
    glo_cells_dispose(&damaged);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_roundtrip), TEST(test_parts),
                                       TEST(test_none),      TEST(test_equal_observations),
                                       TEST(test_damaged),   TEST(test_fetched_late)};
    return cmocka_run_group_tests_name("store/cells", tests, NULL, NULL);
}
