/* test_frame.c: making frames, and frames from frames. */
#include "frame/frame.h"

#include "cmocka_here.h"

static const glo_marking amber = {GLO_TLP_AMBER, 0};

/* zone: b a (null) a, count: 1 2 3 4 */
static glo_frame *sample(void) {
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "zone", texts_of((const char *const[]){"b", "a", NULL, "a"}, 4));
    glo_frame_builder_add(&builder, "count", integers_of((const int64_t[]){1, 2, 3, 4}, 4));
    return frame_of(&builder, amber);
}

static int64_t count_at(const glo_frame *frame, size_t row) {
    const glo_column *column = NULL;
    ASSERT_OK(glo_frame_need(frame, "count", GLO_TYPE_INTEGER, &column));
    return column->integers[row];
}

static void test_new(void **state) {
    (void)state;
    glo_frame *frame = sample();
    assert_int_equal(glo_frame_rows(frame), 4);
    assert_int_equal(glo_frame_columns(frame), 2);
    assert_string_equal(glo_frame_name(frame, 1), "count");
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    assert_null(glo_frame_provenance(frame));
    glo_frame_free(frame);
    glo_frame_free(NULL);
}

static void test_new_refuses(void **state) {
    (void)state;
    glo_frame *frame = NULL;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "a", integers_of((const int64_t[]){1, 2}, 2));
    glo_frame_builder_add(&builder, "b", integers_of((const int64_t[]){1}, 1));
    assert_int_equal(glo_frame_new(&builder, amber, NULL, &frame), GLO_EINVAL);
    assert_int_equal(builder.count, 0);
    glo_frame_builder_add(&builder, "a", integers_of((const int64_t[]){1}, 1));
    glo_frame_builder_add(&builder, "a", integers_of((const int64_t[]){1}, 1));
    assert_int_equal(glo_frame_new(&builder, amber, NULL, &frame), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "two columns"));
    assert_null(frame);
}

static void test_without_columns(void **state) {
    (void)state;
    glo_frame_builder builder = {0};
    glo_frame *frame = frame_of(&builder, amber);
    assert_int_equal(glo_frame_rows(frame), 0);
    glo_frame_free(frame);
}

static void test_find(void **state) {
    (void)state;
    glo_frame *frame = sample();
    size_t at = 9;
    const glo_column *column;
    ASSERT_OK(glo_frame_find(frame, "count", &at));
    assert_int_equal(at, 1);
    assert_int_equal(glo_frame_find(frame, "cuont", &at), GLO_ENOTFOUND);
    assert_non_null(strstr(glo_message(), "did you mean 'count'"));
    assert_int_equal(glo_frame_need(frame, "zone", GLO_TYPE_INTEGER, &column), GLO_EINVAL);
    assert_non_null(strstr(glo_message(), "it is text"));
    glo_frame_free(frame);
}

static void test_take(void **state) {
    (void)state;
    glo_frame *frame = sample(), *taken;
    ASSERT_OK(glo_frame_take(frame, (const size_t[]){3, 0, 3}, 3, NULL, &taken));
    glo_frame_free(frame);
    assert_int_equal(glo_frame_rows(taken), 3);
    assert_int_equal(count_at(taken, 0), 4);
    assert_int_equal(count_at(taken, 1), 1);
    assert_int_equal(glo_frame_marking(taken).tlp, GLO_TLP_AMBER);
    glo_frame_free(taken);
}

static void test_select(void **state) {
    (void)state;
    glo_frame *frame = sample(), *selected = NULL;
    ASSERT_OK(glo_frame_select(frame, (const size_t[]){1}, 1, NULL, &selected));
    assert_ptr_equal(glo_frame_column(selected, 0), glo_frame_column(frame, 1)); /* shared */
    glo_frame_free(selected);
    selected = NULL;
    assert_int_equal(glo_frame_select(frame, (const size_t[]){1, 1}, 2, NULL, &selected), GLO_EINVAL);
    assert_null(selected);
    glo_frame_free(frame);
}

static void test_with(void **state) {
    (void)state;
    glo_frame *frame = sample(), *added, *replaced, *refused = NULL;
    ASSERT_OK(glo_frame_with(frame, "n", integers_of((const int64_t[]){9, 9, 9, 9}, 4), NULL, &added));
    assert_int_equal(glo_frame_columns(added), 3);
    ASSERT_OK(glo_frame_with(frame, "zone", integers_of((const int64_t[]){9, 9, 9, 9}, 4), NULL, &replaced));
    assert_int_equal(glo_frame_columns(replaced), 2);
    assert_int_equal(glo_frame_column(replaced, 0)->type, GLO_TYPE_INTEGER);
    assert_int_equal(glo_frame_column(frame, 0)->type, GLO_TYPE_TEXT); /* the old one is as it was */
    assert_int_equal(glo_frame_with(frame, "n", integers_of((const int64_t[]){9}, 1), NULL, &refused),
                     GLO_EINVAL);
    assert_null(refused);
    glo_frame_free(added);
    glo_frame_free(replaced);
    glo_frame_free(frame);
}

static void test_mark_only_tightens(void **state) {
    (void)state;
    glo_frame *frame = sample(), *marked, *refused = NULL;
    ASSERT_OK(glo_frame_mark(frame, (glo_marking){GLO_TLP_RED, 1}, &marked));
    assert_int_equal(glo_frame_marking(marked).tlp, GLO_TLP_RED);
    assert_int_equal(glo_frame_mark(frame, (glo_marking){GLO_TLP_GREEN, 0}, &refused), GLO_EMARKING);
    assert_int_equal(glo_frame_mark(marked, (glo_marking){GLO_TLP_RED, 0}, &refused), GLO_EMARKING);
    assert_null(refused);
    glo_frame_free(marked);
    glo_frame_free(frame);
}

static void assert_sorted(const glo_sort_key *keys, size_t count, const int64_t *wanted) {
    glo_frame *frame = sample(), *sorted;
    ASSERT_OK(glo_frame_sort(frame, keys, count, NULL, &sorted));
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(count_at(sorted, i), wanted[i]);
    glo_frame_free(sorted);
    glo_frame_free(frame);
}

static void test_sort(void **state) {
    (void)state;
    assert_sorted((const glo_sort_key[]){{0, 0}}, 1, (const int64_t[]){2, 4, 1, 3}); /* stable, nulls last */
    assert_sorted((const glo_sort_key[]){{0, 1}}, 1, (const int64_t[]){1, 2, 4, 3}); /* nulls last here too */
    assert_sorted((const glo_sort_key[]){{0, 0}, {1, 1}}, 2, (const int64_t[]){4, 2, 1, 3});
    assert_sorted(NULL, 0, (const int64_t[]){1, 2, 3, 4});
}

static void test_sort_many(void **state) {
    (void)state;
    enum { ROWS = 5000 };
    glo_column *column;
    ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, ROWS, &column));
    for (int i = 0; i < ROWS; i++)
        column->integers[i] = (int64_t)i * 7919 % 1009;
    glo_frame_builder builder = {0};
    glo_frame_builder_add(&builder, "count", column);
    glo_frame *frame = frame_of(&builder, amber), *sorted;
    ASSERT_OK(glo_frame_sort(frame, &(glo_sort_key){0, 1}, 1, NULL, &sorted));
    for (size_t i = 1; i < ROWS; i++)
        assert_true(count_at(sorted, i - 1) >= count_at(sorted, i));
    glo_frame_free(sorted);
    glo_frame_free(frame);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_new),
        cmocka_unit_test(test_new_refuses),
        cmocka_unit_test(test_without_columns),
        cmocka_unit_test(test_find),
        cmocka_unit_test(test_take),
        cmocka_unit_test(test_select),
        cmocka_unit_test(test_with),
        cmocka_unit_test(test_mark_only_tightens),
        cmocka_unit_test(test_sort),
        cmocka_unit_test(test_sort_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
