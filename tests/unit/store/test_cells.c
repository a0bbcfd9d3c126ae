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
    ASSERT_OK(glo_cells_read_batch(store, 2, &back));
    assert_int_equal(back.count, 3);
    assert_memory_equal(back.items, cells.items, 3 * sizeof *back.items);
    assert_int_equal(back.items[2].count, 12);
    assert_int_equal(back.items[2].count_high, 14);
    assert_int_equal(back.items[2].value, -12);
    assert_int_equal(back.items[2].events, 2);
    ASSERT_OK(glo_cells_read_batch(store, 2, &back)); /* adds */
    assert_int_equal(back.count, 6);
    glo_marking marking;
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
    assert_int_equal(number_of(store, "select count(*) from cells"), 2);
    ASSERT_OK(glo_cells_read_batch(store, 2, &back));
    assert_int_equal(back.count, 500001);
    assert_memory_equal(back.items, cells.items, back.count * sizeof *back.items);
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
    ASSERT_OK(glo_cells_read_batch(store, 2, &cells));
    ASSERT_OK(glo_store_cells(store, NULL, NULL, &cells));
    assert_int_equal(cells.count, 0);
    glo_marking marking;
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
    ASSERT_OK(glo_cells_read_batch(store, 3, &kept));
    for (int retracted = 0; retracted < 2; retracted++) {
        counted.count = 0;
        ASSERT_OK(glo_cells_of_observations(store, 3, NULL, &counted));
        assert_int_equal(kept.count, 4);
        assert_int_equal(counted.count, 4);
        assert_memory_equal(kept.items, counted.items, 4 * sizeof *kept.items);
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

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_roundtrip), TEST(test_parts), TEST(test_none),
                                       TEST(test_equal_observations), TEST(test_damaged)};
    return cmocka_run_group_tests_name("store/cells", tests, NULL, NULL);
}
