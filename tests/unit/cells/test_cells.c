/* test_cells.c: packing sums equal keys, in any order. */
#include "cells/cells.h"

#include "cmocka_here.h"

#include <stdlib.h>

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

/* All cells, by key and day; released with free. */
static glo_cell *list_of(glo_cells *cells, size_t *out_count) {
    glo_cell *list = NULL, cell;
    glo_walk walk;
    size_t count = 0;
    ASSERT_OK(glo_walk_open(cells, &walk));
    while (glo_walk_next(&walk, &cell)) {
        list = realloc(list, (count + 1) * sizeof *list);
        list[count++] = cell;
    }
    ASSERT_OK(walk.status);
    glo_walk_close(&walk);
    *out_count = count;
    return list;
}

static void test_pack_sums(void **state) {
    (void)state;
    glo_cells cells = {0};
    const glo_cell items[] = {cell_of(2, 1, 5), cell_of(1, 9, 7), cell_of(2, 1, -2), cell_of(1, 2, 1)};
    for (size_t i = 0; i < 4; i++)
        ASSERT_OK(glo_cells_add(&cells, &items[i]));
    assert_int_equal(cells.count, 4);
    ASSERT_OK(glo_cells_pack(&cells));
    assert_int_equal(cells.count, 3);
    size_t count;
    glo_cell *list = list_of(&cells, &count);
    assert_int_equal(count, 3);
    const glo_cell *last = &list[2];
    assert_int_equal(last->zone, 2);
    assert_int_equal(last->events, 2);
    assert_int_equal(last->count, 3);
    assert_int_equal(last->count_high, 9);
    assert_int_equal(last->value, 300);
    free(list);
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
    ASSERT_OK(glo_cells_pack(&cells));
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
    ASSERT_OK(glo_cells_pack(&a));
    ASSERT_OK(glo_cells_pack(&b));
    assert_int_equal(a.count, b.count);
    assert_int_equal(a.part_count, b.part_count);
    for (size_t i = 0; i < a.part_count; i++) {
        assert_int_equal(a.parts[i].size, b.parts[i].size);
        assert_memory_equal(a.parts[i].bytes, b.parts[i].bytes, a.parts[i].size);
    }
    glo_cells_dispose(&a);
    glo_cells_dispose(&b);
}

static void test_pack_nothing(void **state) {
    (void)state;
    glo_cells cells = {0};
    ASSERT_OK(glo_cells_pack(&cells));
    assert_int_equal(cells.count, 0);
    glo_cells_dispose(&cells);
}

static int64_t random_number(uint64_t *state, int bits) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    uint64_t high = *state >> 32;
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    uint64_t number = high << 32 | *state >> 32;
    return bits == 64 ? (int64_t)number : (int64_t)(number >> (64 - bits)) - ((int64_t)1 << (bits - 1));
}

static int by_key_and_day(const void *left, const void *right) {
    const glo_cell *a = left, *b = right;
    return a->zone != b->zone ? (a->zone > b->zone) - (a->zone < b->zone)
                              : (a->day > b->day) - (a->day < b->day);
}

/* Numbers around every border of every width come back as they were, as do runs longer than a chunk. */
static void test_roundtrip_of_all_widths(void **state) {
    (void)state;
    uint64_t seed = 7;
    enum { RUNS = 64, LONGEST = 600 };
    glo_cell *given = malloc(RUNS * LONGEST * sizeof *given);
    glo_cells cells = {0};
    size_t count = 0;
    for (int run = 0; run < RUNS; run++) {
        int length = run % 3 == 0 ? LONGEST : 1 + run, day_step = run % 5 == 0   ? 1
                                                                  : run % 5 == 1 ? 400
                                                                                 : 1000000;
        for (int i = 0; i < length; i++) {
            glo_cell cell = {.zone = run - 30,
                             .phenomenon = INT32_MIN,
                             .source = INT32_MAX,
                             .facet = -1,
                             .span = 4,
                             .credibility = 6,
                             .handling = 255,
                             .day = -300000000 + i * day_step,
                             .events = i == 0 ? 1 : 1 + (random_number(&seed, 1 + run) & (INT64_MAX >> 1)),
                             .count = random_number(&seed, 1 + run),
                             .value = random_number(&seed, 1 + (run * 7) % 64)};
            int64_t extra = run < 62 ? random_number(&seed, 1 + run / 2) : 0;
            cell.count_high = (int64_t)((uint64_t)cell.count + (uint64_t)extra);
            given[count++] = cell;
        }
    }
    const int64_t borders[] = {0,
                               1,
                               -1,
                               127,
                               128,
                               -128,
                               -129,
                               32767,
                               32768,
                               -32768,
                               -32769,
                               INT32_MAX,
                               (int64_t)INT32_MAX + 1,
                               INT32_MIN,
                               (int64_t)INT32_MIN - 1,
                               INT64_MAX,
                               INT64_MIN};
    for (size_t i = 0; i < sizeof borders / sizeof borders[0]; i++) {
        glo_cell cell = {
            .zone = 1000 + (int32_t)i, .day = i % 2 ? INT32_MAX : INT32_MIN, .events = i % 3 == 0 ? 256 : 1};
        cell.count = cell.count_high = cell.value = borders[i];
        given[count++] = cell;
    }
    for (size_t i = 0; i < count; i++)
        ASSERT_OK(glo_cells_add(&cells, &given[(i * 7919) % count])); /* any order */
    ASSERT_OK(glo_cells_pack(&cells));
    size_t back_count;
    glo_cell *back = list_of(&cells, &back_count);
    qsort(given, count, sizeof *given, by_key_and_day);
    assert_int_equal(back_count, count);
    assert_memory_equal(back, given, count * sizeof *given);
    free(back);
    free(given);
    glo_cells_dispose(&cells);
}

/* A part with runs of several widths, as bytes. */
static void *small_part(size_t *out_size) {
    glo_cells cells = {0};
    for (int i = 0; i < 60; i++) {
        glo_cell cell = cell_of(i % 7, i * 13 % 400, (int64_t)1 << i % 40);
        ASSERT_OK(glo_cells_add(&cells, &cell));
    }
    ASSERT_OK(glo_cells_pack(&cells));
    assert_int_equal(cells.part_count, 1);
    void *bytes = malloc(cells.parts[0].size);
    memcpy(bytes, cells.parts[0].bytes, cells.parts[0].size);
    *out_size = cells.parts[0].size;
    glo_cells_dispose(&cells);
    return bytes;
}

static void *copy_of(const void *bytes, size_t size) {
    void *copy = malloc(size ? size : 1);
    memcpy(copy, bytes, size);
    return copy;
}

/* A part may be refused or may hold other figures, but is never read outside its bytes (run with ASan). */
static void test_damaged_parts(void **state) {
    (void)state;
    size_t size, refused = 0;
    uint8_t *part = small_part(&size);
    for (size_t cut = 0; cut < size; cut += cut < 400 ? 1 : 97) {
        glo_cells cells = {0};
        assert_int_equal(glo_cells_take_part(&cells, copy_of(part, cut), cut), GLO_ECORRUPT);
        assert_int_equal(cells.count, 0);
    }
    for (size_t bit = 0; bit < 8 * size; bit += bit < 8 * 400 ? 1 : 7) {
        uint8_t *bytes = copy_of(part, size);
        glo_cells cells = {0};
        bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        if (glo_cells_take_part(&cells, bytes, size) == GLO_OK) {
            size_t count;
            free(list_of(&cells, &count));
        } else {
            refused++;
        }
        glo_cells_dispose(&cells);
    }
    assert_true(refused > 200);
    free(part);
}

/* The same cells in one part or in many are equal; one more event is a difference. */
static void test_equal(void **state) {
    (void)state;
    glo_cells a = {0}, b = {0};
    int same = -1;
    for (int i = 0; i < 500; i++) {
        glo_cell cell = cell_of(i % 9, i % 31, i);
        ASSERT_OK(glo_cells_add(&a, &cell));
        ASSERT_OK(glo_cells_add(&b, &cell));
        if (i % 100 == 50)
            ASSERT_OK(glo_cells_pack(&b));
    }
    ASSERT_OK(glo_cells_equal(&a, &b, &same));
    assert_int_equal(same, 1);
    assert_true(b.part_count > a.part_count);
    glo_cell more = cell_of(8, 30, 0);
    ASSERT_OK(glo_cells_add(&b, &more));
    ASSERT_OK(glo_cells_equal(&a, &b, &same));
    assert_int_equal(same, 0);
    glo_cells_dispose(&a);
    glo_cells_dispose(&b);
}

/* Sums that do not fit stay apart, and nothing is lost. */
static void test_sums_that_do_not_fit(void **state) {
    (void)state;
    glo_cells cells = {0};
    glo_cell cell = cell_of(1, 1, 0);
    cell.count = INT64_MAX - 3;
    cell.count_high = INT64_MAX;
    ASSERT_OK(glo_cells_add(&cells, &cell));
    ASSERT_OK(glo_cells_add(&cells, &cell));
    ASSERT_OK(glo_cells_pack(&cells));
    assert_int_equal(cells.count, 2);
    size_t count;
    glo_cell *list = list_of(&cells, &count);
    assert_int_equal(count, 2);
    assert_memory_equal(&list[0], &cell, sizeof cell);
    assert_memory_equal(&list[1], &cell, sizeof cell);
    free(list);
    glo_cells_dispose(&cells);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pack_sums),
        cmocka_unit_test(test_every_key_counts),
        cmocka_unit_test(test_order_makes_no_difference),
        cmocka_unit_test(test_pack_nothing),
        cmocka_unit_test(test_roundtrip_of_all_widths),
        cmocka_unit_test(test_damaged_parts),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_sums_that_do_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
