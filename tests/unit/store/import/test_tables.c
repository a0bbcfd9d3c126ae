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

/* What the schema's own checks forbid refuses the line, not the import. */
static void test_constraints(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(
        import_text(store, "exposures",
                    "name,from_zone,to_zone,weight,low,high\ncoast,W,A-1,0.5,0.4,0.6\ncoast,W,A-2,1.5,,\n"
                    "coast,W,A,0.5,0.6,0.7\n"));
    assert_int_equal(number_of(store, "select count(*) from exposure"), 1);
    assert_int_equal(number_of(store, "select count(*) from reject where batch = 3 and line in (3, 4)"), 2);
    ASSERT_OK(import_text(store, "sources", "code,reliability\ns,Z\nt,A\n"));
    assert_int_equal(number_of(store, "select count(*) from source"), 1);
    assert_int_equal(import_text(store, "successions", "old,new,valid_from,share\nA-1,A-2,2019-01-01,0\n"),
                     GLO_EREJECTED);
    assert_int_equal(number_of(store, "select count(*) from zone_succession"), 0);
    glo_store_close(store);
}

/* A number that is missing is no 0: the fact is passed over. A column says once what its dots are. */
static void test_figures(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "facts",
                          "zone,name,value,period\nA-1,population,1234 p,2020\nA-2,population,:,2020\n"));
    assert_int_equal(number_of(store, "select count(*) from zone_fact"), 1);
    assert_int_equal(number_of(store, "select value from zone_fact"), 1234);
    ASSERT_OK(import_text(store, "facts", "zone,name,value,period\nA-1,area,1.234,2020\n"));
    assert_int_equal(
        import_text(store, "facts",
                    "zone,name,value,period\nA-1,people,1.234,2020\nA-2,people,1.234.567,2020\n"),
        GLO_EREJECTED);
    ASSERT_SAYS("'1.234.567' on line 3 groups thousands by dots, so '1.234' on line 2 can't have decimals");
    assert_int_equal(number_of(store, "select count(*) from zone_fact where name = 'people'"), 0);
    glo_store_close(store);
}

/* A corrected table sent again replaces its rows: nothing is counted twice. */
static void test_again(void **state) {
    (void)state;
    glo_store *store = small_store();
    for (int i = 0; i < 2; i++) {
        ASSERT_OK(import_text(store, "links",
                              i ? "hierarchy,child,parent\npolice,A-1,A\npolice,A-2,A\n"
                                : "hierarchy,child,parent\npolice,A-1,A\n"));
        ASSERT_OK(import_text(store, "exposures",
                              i ? "name,from_zone,to_zone,weight\ncoast,W,A-1,0.7\n"
                                : "name,from_zone,to_zone,weight\ncoast,W,A-1,0.5\n"));
        ASSERT_OK(import_text(store, "zones", i ? "code,parent\nA-1,A\n" : "code,parent\nA-2,A\n"));
    }
    assert_int_equal(number_of(store, "select count(*) from zone_link where hierarchy = 'police'"), 2);
    assert_int_equal(number_of(store, "select count(*) from zone_link where hierarchy = 'administrative'"),
                     3);
    assert_int_equal(number_of(store, "select count(*) from exposure"), 1);
    assert_int_equal(number_of(store, "select weight * 10 from exposure"), 7);
    glo_store_close(store);
}

/* Every value is kept with the batch that brought it and the one that superseded it; the same value brings nothing. */
static void test_versions(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "facts", "zone,name,value\nA,population,10\nA,area,3\n"));
    ASSERT_OK(import_text(store, "facts", "zone,name,value\nA,population,12\nA,area,3\n"));
    assert_int_equal(number_of(store, "select count(*) from zone_fact_history"), 3);
    assert_int_equal(
        number_of(store, "select value from zone_fact_history where batch = 3 and retracted = 4"), 10);
    assert_int_equal(
        number_of(store, "select value from zone_fact_history where batch = 4 and retracted is null"), 12);
    ASSERT_OK(import_text(store, "facts", "zone,name,value\nA,lat,1\nA,lat,2\nA,lat,1\n"));
    assert_int_equal(number_of(store, "select value from zone_fact where name = 'lat'"), 1);
    assert_int_equal(number_of(store, "select line from reject where batch = 5"), 3);
    assert_int_equal(
        number_of(store, "select reason like 'line 2 has another value%' from reject where batch = 5"), 1);
    assert_int_equal(number_of(store, "select count(*) from zone_fact_history where retracted = batch"), 0);
    glo_store_close(store);
}

/* A line that closes a link is rejected with what it superseded standing again, where it contradicts another. */
static void test_two_parents(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(
        store, "links",
        "hierarchy,child,parent,valid_from,valid_to\np,A-1,A,,2009-12-31\np,A-1,W,2010-01-01,\n"));
    ASSERT_OK(import_text(
        store, "links",
        "hierarchy,child,parent,valid_from,valid_to\np,A-1,A,,2015-12-31\np,A-1,A-2,2001-01-01,2001-12-31\n"
        "p,A-2,A,,\n"));
    assert_int_equal(number_of(store, "select count(*) from reject where batch = 4 and line in (2, 3)"), 2);
    assert_int_equal(number_of(store, "select count(*) from zone_link where hierarchy = 'p'"), 3);
    assert_int_equal(number_of(store, "select count(*) from zone_link_history where hierarchy = 'p'"), 3);
    assert_int_equal(number_of(store, "select rows from batch where id = 4"), 1);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

static void test_cycle_of_links(void **state) {
    (void)state;
    glo_store *store = small_store();
    assert_int_equal(import_text(store, "links", "hierarchy,child,parent\nx,A-1,A-2\nx,A-2,A-1\n"),
                     GLO_EINVAL);
    ASSERT_SAYS("cycle");
    assert_int_equal(number_of(store, "select count(*) from zone_link where hierarchy = 'x'"), 0);
    ASSERT_OK(
        import_text(store, "links", "hierarchy,child,parent\nx,A-1,A-2\ny,A-2,A-1\n")); /* in two, fine */
    glo_store_close(store);
}

/* A source that figures named first is described later: its names are its own, what is not said stays. */
static void test_what_a_source_counts(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(
        import_text(store, "sources",
                    "code,counting_unit,records,censored_from,reports_zeros,preference\n"
                    "office,victims,figures,0,1,2\nbad,victims,figures,2,,\nworse,victims,guesses,,,\n"));
    assert_int_equal(number_of(store, "select count(*) from source"), 1);
    assert_int_equal(number_of(store,
                               "select censored_from * 100 + reports_zeros * 10 + preference from source "
                               "where counting_unit = 'victims' and records = 'figures'"),
                     12);
    ASSERT_OK(import_text(store, "sources", "code,en\noffice,The office\n")); /* what it does not say stays */
    assert_int_equal(number_of(store, "select count(*) from source where counting_unit = 'victims' and "
                                      "censored_from = 0"),
                     1);
    glo_store_close(store);
}

static void test_sources_known_before(void **state) {
    (void)state;
    glo_store *store = small_store();
    const char *code;
    int64_t id;
    ASSERT_OK(import_text(store, "sources", "code,kind,handling,reliability\nfirst,police,AMBER,B\n"));
    ASSERT_OK(import_text(store, "sources", "code,en\nsecond,Second office\n"));
    ASSERT_OK(import_text(store, "sources", "code,en\nfirst,First office\n"));
    ASSERT_OK(glo_store_resolve(store, GLO_SOURCE, "first office", &id, &code));
    assert_string_equal(code, "first");
    ASSERT_OK(glo_store_resolve(store, GLO_SOURCE, "second office", &id, &code));
    assert_string_equal(code, "second");
    assert_int_equal(number_of(store,
                               "select count(*) from source where code = 'first' and kind = 'police' and "
                               "handling = 'AMBER' and reliability = 'B'"),
                     1);
    glo_store_close(store);
}

/* The handling of a source, said after its figures came, holds for them too. */
static void test_handling_said_later(void **state) {
    (void)state;
    glo_store *store = small_store();
    glo_marking marking = {0, 0};
    ASSERT_OK(import_text(store, "observations",
                          "day,zone,phenomenon,source,handling\n2024,A-1,p.x,s,\n"
                          "2024,A-1,p.x,s,GREEN\n2024,A-1,p.x,t,\n"));
    ASSERT_OK(import_text(store, "sources", "code,handling\ns,AMBER\n"));
    ASSERT_OK(glo_cells_marking(store, &marking));
    assert_int_equal(marking.tlp, GLO_TLP_AMBER);
    assert_int_equal(problems_of(store), 0);
    glo_cells cells = {0};
    ASSERT_OK(glo_store_cells(store, NULL, NULL, &cells));
    assert_int_equal(cells.count, 2); /* both lines of s are AMBER now, that of t is CLEAR */
    glo_cells_dispose(&cells);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_rows),
                                       TEST(test_constraints),
                                       TEST(test_figures),
                                       TEST(test_again),
                                       TEST(test_versions),
                                       TEST(test_two_parents),
                                       TEST(test_cycle_of_links),
                                       TEST(test_what_a_source_counts),
                                       TEST(test_sources_known_before),
                                       TEST(test_handling_said_later)};
    return cmocka_run_group_tests_name("store/tables", tests, NULL, NULL);
}
