/* test_geojson.c: features as rows. */
#include "exchange/geojson.h"

#include "support.h"

static int convert(const char *text, const char *const *columns, size_t count, glo_geojson_found *found,
                   glo_buf *out) {
    const char *path = write_file("in.geojson", text);
    memset(found, 0, sizeof *found);
    glo_buf_clear(out);
    return glo_geojson_convert(path, columns, count, NULL, glo_sink_buf(out), found);
}

#define COLLECTION                                                                                           \
    "{\"type\":\"FeatureCollection\",\"crs\":{\"properties\":{\"code\":\"x\"}},\"marking\":\"TLP:AMBER\","   \
    "\"features\":[{\"type\":\"Feature\",\"id\":7,\"geometry\":{\"type\":\"Point\",\"coordinates\":[4, "     \
    "51]},"                                                                                                  \
    "\"properties\":{\"code\":\"A, \\\"1\\\"\",\"n\":3,\"deep\":{\"code\":\"no\",\"list\":[1,null]},"        \
    "\"geometry\":\"mine\",\"none\":null}},"                                                                 \
    "{\"type\":\"Feature\",\"properties\":{\"n\":true,\"code\":\"two\\nlines\"},\"geometry\":null},"         \
    "{\"type\":\"Feature\",\"properties\":null,\"geometry\":{\"type\":\"Point\",\"coordinates\":[5,50]}}]}"

static void test_rows(void **state) {
    (void)state;
    glo_geojson_found found;
    glo_buf out = {0};
    const char *const columns[] = {"properties.code",     "n",   "geometry", "id", "deep",
                                   "properties.geometry", "none"};
    ASSERT_OK(convert(COLLECTION, columns, 7, &found, &out));
    assert_string_equal(out.data,
                        "properties.code,n,geometry,id,deep,properties.geometry,none,glocal:rejected\n"
                        "\"A, \"\"1\"\"\",3,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[4,51]}\",7,"
                        "\"{\"\"code\"\":\"\"no\"\",\"\"list\"\":[1,null]}\",mine,,\n"
                        "\"two lines\",true,,,,,,\n"
                        ",,\"{\"\"type\"\":\"\"Point\"\",\"\"coordinates\"\":[5,50]}\",,,,,\n");
    assert_int_equal(found.features, 3);
    assert_string_equal(found.marking.data, "TLP:AMBER");
    assert_int_equal(found.units.length, 0);
    assert_int_equal(glo_words_count(found.names), 5);
    glo_geojson_found_dispose(&found);
    glo_buf_dispose(&out);
}

/* What is no text is no unit; properties of that name are none either. */
static void test_units(void **state) {
    (void)state;
    glo_geojson_found found;
    glo_buf out = {0};
    ASSERT_OK(convert(
        "{\"type\":\"FeatureCollection\",\"units\":{\"n\":\"EUR\",\"a\":null,\"b\":{\"c\":\"d\"},"
        "\"facet\":\"sex\"},\"features\":[{\"type\":\"Feature\",\"properties\":{\"units\":{\"n\":\"x\"}}}]}",
        NULL, 0, &found, &out));
    static const char wanted[] = "n\0EUR\0facet\0sex";
    assert_int_equal(found.units.length, sizeof wanted);
    assert_memory_equal(found.units.data, wanted, sizeof wanted);
    glo_geojson_found_dispose(&found);
    glo_buf_dispose(&out);
}

static void test_unknown_property(void **state) {
    (void)state;
    glo_geojson_found found;
    glo_buf out = {0};
    const char *const near[] = {"cde"}, *const far[] = {"population"};
    assert_int_equal(convert(COLLECTION, near, 1, &found, &out), GLO_EINVAL);
    ASSERT_SAYS("did you mean 'code'");
    glo_geojson_found_dispose(&found);
    assert_int_equal(convert(COLLECTION, far, 1, &found, &out), GLO_EINVAL);
    ASSERT_SAYS("they have code, n, deep, geometry, none");
    glo_geojson_found_dispose(&found);
    glo_buf_dispose(&out);
}

static void test_cut(void **state) {
    (void)state;
    glo_geojson_found found;
    glo_buf out = {0};
    const char *const columns[] = {"code", "geometry"};
    char text[sizeof COLLECTION];
    for (size_t length = 1; length < sizeof COLLECTION - 1; length++) {
        memcpy(text, COLLECTION, length);
        text[length] = '\0';
        assert_int_equal(convert(text, columns, 2, &found, &out), GLO_ECORRUPT);
        glo_geojson_found_dispose(&found);
    }
    glo_buf_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_rows), TEST(test_units), TEST(test_unknown_property),
                                       TEST(test_cut)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
