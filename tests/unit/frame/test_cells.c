/* test_cells.c: packing sums equal keys, in any order. */
#include "frame/cells.h"

#include "cmocka_here.h"

static glo_cell cell_of(int32_t zone, int32_t day, int64_t count) {
    glo_cell cell;
    memset(&cell, 0, sizeof cell);
    cell.zone = zone;
    cell.day = day;
    cell.events = 1;
    cell.count = count;
    cell.count_high = count + 3;
    cell.value = count * 100;
    return cell;
}

static void test_pack_sums(void **state) {
    (void)state;
    glo_cells cells = {0};
    const glo_cell items[] = {cell_of(2, 1, 5), cell_of(1, 9, 7), cell_of(2, 1, -2), cell_of(1, 2, 1)};
    for (size_t i = 0; i < 4; i++)
        ASSERT_OK(glo_cells_add(&cells, &items[i]));
    glo_cells_pack(&cells);
    assert_int_equal(cells.count, 3);
    const glo_cell *last = &cells.items[2];
    assert_int_equal(last->zone, 2);
    assert_int_equal(last->events, 2);
    assert_int_equal(last->count, 3);
    assert_int_equal(last->count_high, 9);
    assert_int_equal(last->value, 300);
    glo_cells_dispose(&cells);
}

/* Each part of the key keeps two cells apart. */
static void test_every_key_counts(void **state) {
    (void)state;
    glo_cells cells = {0};
    glo_cell cell = cell_of(0, 0, 1);
    ASSERT_OK(glo_cells_add(&cells, &cell));
    for (int key = 0; key < 8; key++) {
        glo_cell other = cell;
        int32_t *const wide[] = {&other.zone, &other.phenomenon, &other.source, &other.facet, &other.day};
        uint8_t *const narrow[] = {&other.span, &other.credibility, &other.handling};
        if (key < 5)
            *wide[key] = 1;
        else
            *narrow[key - 5] = 1;
        ASSERT_OK(glo_cells_add(&cells, &other));
    }
    glo_cells_pack(&cells);
    assert_int_equal(cells.count, 9);
    glo_cells_dispose(&cells);
}

static void test_order_makes_no_difference(void **state) {
    (void)state;
    glo_cells a = {0}, b = {0};
    for (int i = 0; i < 1000; i++) {
        glo_cell up = cell_of(i * 37 % 50, i * 11 % 20, i),
                 down = cell_of((999 - i) * 37 % 50, (999 - i) * 11 % 20, 999 - i);
        ASSERT_OK(glo_cells_add(&a, &up));
        ASSERT_OK(glo_cells_add(&b, &down));
    }
    glo_cells_pack(&a);
    glo_cells_pack(&b);
    assert_int_equal(a.count, b.count);
    assert_memory_equal(a.items, b.items, a.count * sizeof *a.items);
    glo_cells_dispose(&a);
    glo_cells_dispose(&b);
}

static void test_pack_nothing(void **state) {
    (void)state;
    glo_cells cells = {0};
    glo_cells_pack(&cells);
    assert_int_equal(cells.count, 0);
    glo_cells_dispose(&cells);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pack_sums),
        cmocka_unit_test(test_every_key_counts),
        cmocka_unit_test(test_order_makes_no_difference),
        cmocka_unit_test(test_pack_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
