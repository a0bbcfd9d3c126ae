/* test_tables.c: links, facts, successions, weights, sources and exposures: a line is a row, or is refused.
 */
#include "support.h"

static void test_rows(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "facts",
                          "zone,name,value,period\nA,population,10,2019\nA,population,11,2020\n"
                          "A,lat,x,\nnowhere,lat,1,\nA,,1,\n"));
    assert_int_equal(number_of(store, "select count(*) from zone_fact"), 2);
    assert_int_equal(number_of(store, "select count(*) from reject where batch = 3"), 3);
    ASSERT_OK(import_text(store, "facts", "zone,name,value,period\nA,population,12,2019\n"));
    assert_int_equal(number_of(store, "select value from zone_fact where period = '2019'"), 12);
    ASSERT_OK(import_text(store, "weights", "table,phenomenon,value,source\nharm,p.x,2.5,someone\n"));
    assert_int_equal(number_of(store, "select value * 10 from weight"), 25);
    ASSERT_OK(import_text(store, "successions", "old,new,valid_from,share\nA-1,A-2,2019-01-01,\n"));
    assert_int_equal(number_of(store, "select share from zone_succession"), 1);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_rows)};
    return cmocka_run_group_tests_name("store/tables", tests, NULL, NULL);
}
