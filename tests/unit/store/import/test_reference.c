/* test_reference.c: a set of tables, loaded all or nothing. */
#include "support.h"

static int load(glo_store *store) {
    const char *const folders[] = {in_folder("none"), folder};
    return glo_store_load_reference(store, folders, 2, "small", NULL);
}

static glo_store *empty_store(void) {
    glo_store *store = NULL;
    ASSERT_OK(glo_store_create(in_folder("s.db"), &store));
    return store;
}

static void test_whole(void **state) {
    (void)state;
    glo_store *store = empty_store();
    int64_t id;
    write_file("zones.csv", "code,kind,en\nWORLD,world,World\nA,country,Aland\nB,country,Bland\n");
    write_file("links.csv", "hierarchy,child,parent\nadministrative,A,WORLD\n");
    write_file("facts.csv", "zone,name,value,period\nA,population,1234,2019\nB,area_km2,0.5,\n");
    write_file("phenomena.csv", SMALL_PHENOMENA);
    write_file("sources.csv", "code,handling,nl\noffice,GREEN,Het bureau\n");
    write_file("exposures.csv", "name,from_zone,to_zone,weight\ncoast,WORLD,A,0.5\n");
    ASSERT_OK(load(store));
    ASSERT_OK(glo_store_resolve(store, GLO_ZONE, "aland", &id, NULL));
    ASSERT_OK(glo_store_resolve(store, GLO_SOURCE, "het bureau", &id, NULL));
    assert_int_equal(number_of(store, "select count(*) from batch where note = 'small'"), 6);
    assert_int_equal(number_of(store, "select count(*) from zone_fact"), 2);
    assert_int_equal(sqlite3_get_autocommit(store->db), 1);
    assert_int_equal(store->in_reference, 0);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

static void test_missing(void **state) {
    (void)state;
    glo_store *store = empty_store();
    assert_int_equal(load(store), GLO_ENOTFOUND);
    ASSERT_SAYS("'small'");
    assert_int_equal(glo_store_load_reference(store, NULL, 0, "x", NULL), GLO_ENOTFOUND);
    assert_int_equal(sqlite3_get_autocommit(store->db), 1);
    ASSERT_OK(glo_store_log(store, "a", "b", "c"));
    glo_store_close(store);
}

static void test_half_broken(void **state) {
    (void)state;
    glo_store *store = empty_store();
    int64_t id;
    write_file("zones.csv", "code\nA\nB\n");
    write_file("links.csv", "hierarchy,child,parent\nadministrative,A,B\nadministrative,B,nowhere\n");
    assert_int_equal(load(store), GLO_EREJECTED);
    ASSERT_SAYS("links.csv, line 3");
    assert_int_equal(glo_store_resolve(store, GLO_ZONE, "A", &id, NULL), GLO_ENOTFOUND);
    assert_int_equal(number_of(store, "select count(*) from zone"), 0);
    assert_int_equal(number_of(store, "select count(*) from batch"), 0);
    assert_int_equal(number_of(store, "select count(*) from log"), 0);
    assert_int_equal(store->in_reference, 0);
    write_file("links.csv", "hierarchy,child,parent\nadministrative,A,B\n");
    ASSERT_OK(load(store)); /* mended, it loads */
    ASSERT_OK(glo_store_resolve(store, GLO_ZONE, "A", &id, NULL));
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_whole), TEST(test_missing), TEST(test_half_broken)};
    return cmocka_run_group_tests_name("store/reference", tests, NULL, NULL);
}
