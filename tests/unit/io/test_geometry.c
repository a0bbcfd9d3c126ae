/* test_geometry.c: outlines are checked and come out in one form. */
#include "io/geometry.h"

#include "cmocka_here.h"

static void assert_reads(const char *text, const char *wanted) {
    glo_buf out = {0};
    ASSERT_OK(glo_geometry_read(text, strlen(text), &out));
    assert_string_equal(out.data, wanted);
    glo_buf_dispose(&out);
}

static void assert_refused(const char *text, const char *why) {
    glo_buf out = {0};
    assert_int_equal(glo_geometry_read(text, strlen(text), &out), GLO_EINVAL);
    if (!strstr(glo_message(), why))
        fail_msg("no '%s' in: %s", why, glo_message());
    glo_buf_dispose(&out);
}

#define POLYGON(rings) "{\"type\":\"Polygon\",\"coordinates\":" rings "}"
#define MULTI(polygons) "{\"type\":\"MultiPolygon\",\"coordinates\":" polygons "}"

/* Outer rings turn counterclockwise, holes the other way: RFC 7946, 3.1.6. */
static void test_rings_turn(void **state) {
    (void)state;
    assert_reads(POLYGON("[[[0,0],[1,0],[0,1],[0,0]]]"), POLYGON("[[[0,0],[1,0],[0,1],[0,0]]]"));
    assert_reads(POLYGON("[[[0,0],[0,1],[1,0],[0,0]]]"), POLYGON("[[[0,0],[1,0],[0,1],[0,0]]]"));
    assert_reads(POLYGON("[[[0,0],[9,0],[0,9],[0,0]],[[1,1],[2,1],[1,2],[1,1]]]"),
                 POLYGON("[[[0,0],[9,0],[0,9],[0,0]],[[1,1],[1,2],[2,1],[1,1]]]"));
}

static void test_form(void **state) {
    (void)state;
    assert_reads(
        "{ \"coordinates\" : [[[ 4.35000000001, 50.85, 17 ],[4.4,50.85],[-0.5,-1e-7],[4.35,50.85]]], "
        "\"bbox\":[1,2,3,4], \"type\":\"Polygon\" }",
        POLYGON("[[[4.35,50.85],[-0.5,-0.0000001],[4.4,50.85],[4.35,50.85]]]"));
    assert_reads(MULTI("[[[[0,0],[1,0],[0,1],[0,0]]],[[[5,5],[6,5],[5,6],[5,5]]]]"),
                 MULTI("[[[[0,0],[1,0],[0,1],[0,0]]],[[[5,5],[6,5],[5,6],[5,5]]]]"));
    assert_reads(POLYGON("[[[-180,-90],[180,-90],[180,90],[-180,-90]]]"),
                 POLYGON("[[[-180,-90],[180,-90],[180,90],[-180,-90]]]"));
}

static void test_refused(void **state) {
    (void)state;
    assert_refused(POLYGON("[[[0,0],[1,0],[0,1],[0,0.1]]]"), "does not close");
    assert_refused(POLYGON("[[[0,0],[1,0],[0,0]]]"), "four positions");
    assert_refused(POLYGON("[[[149000,170000],[149500,170000],[149000,171000],[149000,170000]]]"),
                   "another coordinate system");
    assert_refused(POLYGON("[[[0,0],[1,91],[0,1],[0,0]]]"), "another coordinate system");
    assert_refused(POLYGON("[[[0,0],[1e999,0],[0,1],[0,0]]]"), "another coordinate system");
    assert_refused(POLYGON("[]"), "empty");
    assert_refused(POLYGON("[[[]]]"), "empty");
    assert_refused(POLYGON("[[[0],[1],[2],[0]]]"), "longitude and a latitude");
    assert_refused(POLYGON("[[[0,0],[1,0],[0,1],[0,0],7]]"), "lists of rings");
    assert_refused(POLYGON("[[[0,0],[1,\"x\"],[0,1],[0,0]]]"), "not a number");
    assert_refused(POLYGON("[[[[0,0],[1,0],[0,1],[0,0]]],[[[5,5],[6,5],[5,6],[5,5]]]]"),
                   "not those of a Polygon");
    assert_refused(POLYGON("[0,0]"), "not those of a Polygon");
    assert_refused(MULTI("[[[[[0,0],[1,0],[0,1],[0,0]]]]]"), "lists of rings");
    assert_refused("{\"type\":\"Point\",\"coordinates\":[4,51]}", "a Point is not an area");
    assert_refused("{\"coordinates\":[[[0,0],[1,0],[0,1],[0,0]]]}", "without a type");
    assert_refused("{\"type\":\"Polygon\"}", "not those of a Polygon");
    assert_refused("POLYGON ((0 0, 1 0, 0 1, 0 0))", "not whole JSON");
    assert_refused("", "not whole JSON");
    assert_refused("7", "not an area");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rings_turn), cmocka_unit_test(test_form),
                                       cmocka_unit_test(test_refused)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
