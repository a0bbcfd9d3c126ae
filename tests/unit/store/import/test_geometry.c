/* test_geometry.c: outlines of zones are kept, replaced, or refused with their reason. */
#include "support.h"

#define SQUARE(x) "\"{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[[" x ",0],[1,0],[0,1],[" x ",0]]]}\""

static void test_kept_and_replaced(void **state) {
    (void)state;
    glo_store *store = small_store();
    ASSERT_OK(import_text(store, "geometry",
                          "zone,geometry,source\nLuik," SQUARE("0") ",NGI\nA-2," SQUARE("0.5") ",\n"));
    assert_int_equal(number_of(store, "select count(*) from zone_geometry"), 2);
    assert_int_equal(number_of(store, "select count(*) from zone_geometry where source = 'NGI'"), 1);
    assert_int_equal(number_of(store, "select count(*) from zone_geometry where source = 'import.csv'"), 1);
    ASSERT_OK(import_text(store, "geometry", "zone,geometry\nA-1," SQUARE("0.25") "\n"));
    assert_int_equal(number_of(store, "select count(*) from zone_geometry"), 2);
    assert_int_equal(number_of(store, "select json_extract(geometry, '$.coordinates[0][0][0]') * 100 from "
                                      "zone_geometry g join zone z on z.id = g.zone where z.code = 'A-1'"),
                     25);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

static void test_refused(void **state) {
    (void)state;
    glo_store *store = small_store();
    assert_int_equal(
        import_text(store, "geometry",
                    "zone,geometry\nA-11," SQUARE("0") "\nA-1,nonsense\nA-1,\nA-2," SQUARE("200000") "\n"),
        GLO_EREJECTED);
    assert_int_equal(number_of(store, "select count(*) from zone_geometry"), 0);
    assert_int_equal(number_of(store,
                               "select count(*) from reject where line = 2 and \"column\" = 'zone' and "
                               "reason like '%did you mean%'"),
                     1);
    assert_int_equal(number_of(store, "select count(*) from reject where \"column\" = 'geometry'"), 3);
    glo_store_close(store);
}

/* Longer than a line of figures may be. */
static void test_long_outline(void **state) {
    (void)state;
    glo_store *store = small_store();
    enum { POSITIONS = 100000 };
    glo_buf text = {0};
    glo_buf_text(&text, "zone,geometry\nA-1,\"{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[");
    for (int i = 0; i <= POSITIONS; i++)
        glo_buf_format(&text, "%s[%d.%05d,%d]", i ? "," : "", i == POSITIONS ? 0 : i / 10000,
                       i == POSITIONS ? 0 : i % 10000, i == 0 || i == POSITIONS ? 0 : i % 90);
    glo_buf_text(&text, "]]}\"\n");
    assert_true(text.length > 1024 * 1024);
    ASSERT_OK(import_text(store, "geometry", text.data));
    assert_int_equal(number_of(store, "select count(*) from zone_geometry where length(geometry) > 1000000"),
                     1);
    glo_buf_dispose(&text);
    glo_store_close(store);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_kept_and_replaced), TEST(test_refused),
                                       TEST(test_long_outline)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
