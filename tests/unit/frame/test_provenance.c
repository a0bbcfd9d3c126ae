/* test_provenance.c: where a frame came from, written and shared. */
#include "frame/provenance.h"

#include "cmocka_here.h"

static void test_format(void **state) {
    (void)state;
    glo_provenance *a, *b, *both;
    ASSERT_OK(glo_provenance_new("rollup{zone=\"BE\"}", "demo.db", 12, 0, NULL, 0, &a));
    ASSERT_OK(glo_provenance_new("draw{n=3}", NULL, 0, 7, NULL, 0, &b));
    ASSERT_OK(glo_provenance_new("join(a, b)", NULL, 0, 0, (glo_provenance *const[]){a, NULL, b}, 3, &both));
    glo_provenance_free(a);
    glo_provenance_free(b);
    assert_int_equal(glo_provenance_parents(both), 2); /* a parent that is not known is none */
    assert_string_equal(glo_provenance_call(glo_provenance_parent(both, 1)), "draw{n=3}");
    assert_int_equal(glo_provenance_seed(glo_provenance_parent(both, 1)), 7);
    assert_string_equal(glo_provenance_store(glo_provenance_parent(both, 0)), "demo.db");
    assert_int_equal(glo_provenance_state(glo_provenance_parent(both, 0)), 12);
    assert_null(glo_provenance_store(both));
    glo_buf text = {0};
    glo_provenance_format(both, &text);
    assert_string_equal(text.data, "join(a, b)\n  rollup{zone=\"BE\"}  -- store demo.db, state 12\n"
                                   "  draw{n=3}, seed 7\n");
    glo_buf_dispose(&text);
    glo_provenance_free(both);
}

static void test_nothing(void **state) {
    (void)state;
    glo_buf text = {0};
    glo_provenance_format(NULL, &text);
    assert_int_equal(text.length, 0);
    assert_null(glo_provenance_share(NULL));
    glo_provenance_free(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_format),
        cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
