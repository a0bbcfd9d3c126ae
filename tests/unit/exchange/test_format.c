/* test_format.c: files are told apart by what is in them. */
#include "exchange/format.h"

#include "support.h"

#include <sys/stat.h>

static glo_format format_of(const char *name, const char *text) {
    glo_format format;
    ASSERT_OK(glo_format_of(write_file(name, text), NULL, &format));
    return format;
}

static void test_known(void **state) {
    (void)state;
    assert_int_equal(format_of("a.json", "day,zone\n2024,BE\n"), GLO_FORMAT_TABLE);
    assert_int_equal(format_of("a.csv", ""), GLO_FORMAT_TABLE);
    assert_int_equal(format_of("a.csv", "DATAFLOW,geo,TIME_PERIOD,OBS_VALUE\n"), GLO_FORMAT_SDMX_CSV);
    assert_int_equal(format_of("a.csv", "\xEF\xBB\xBF\"STRUCTURE\";\"geo\";\"OBS_VALUE\"\r\n"),
                     GLO_FORMAT_SDMX_CSV);
    assert_int_equal(format_of("a.csv", "STRUCTURE,zone\nx,OBS_VALUE\n"), GLO_FORMAT_TABLE);
    assert_int_equal(format_of("x", " \n{\"type\":\"FeatureCollection\"}"), GLO_FORMAT_GEOJSON);
    assert_int_equal(format_of("x", "{\"name\":\"n\",\"features\":[]}"), GLO_FORMAT_GEOJSON);
    assert_int_equal(format_of("x", "{\"version\":\"2.0\",\"class\":\"dataset\",\"label\":1}"),
                     GLO_FORMAT_JSON_STAT);
    assert_int_equal(format_of("x", "{\"name\":\"n\",\"type\":\"x\",\"resources\":[]}"), GLO_FORMAT_PACKAGE);
    assert_int_equal(format_of("x", "[ {\"a\":1}]"), GLO_FORMAT_JSON_RECORDS);
    assert_int_equal(format_of("x", "{\"odata\":\"u\",\"value\":[{\"a\":1}]}"), GLO_FORMAT_JSON_RECORDS);
    assert_int_equal(format_of("x", "{\"licenses\":[{\"name\":\"n\"}],\"resources\":[]}"),
                     GLO_FORMAT_PACKAGE);
    assert_int_equal(format_of("x", "{\"a\":1}\n{\"a\":2}\n"), GLO_FORMAT_JSON_RECORDS);
    assert_int_equal(format_of("x", "{\"label\":\"n\",\"value\":[1,2]}"), GLO_FORMAT_JSON_STAT);
    assert_int_equal(format_of("x", "[zone],count\nBE,1\n"), GLO_FORMAT_TABLE);
    assert_int_equal(format_of("x", "freq,geo\\TIME_PERIOD\t2021 \nA,BE\t1\n"), GLO_FORMAT_EUROSTAT_TSV);
    glo_format format;
    ASSERT_OK(glo_format_of(in_folder("none"), NULL, &format));
    assert_int_equal(format, GLO_FORMAT_TABLE);
    ASSERT_OK(glo_format_of(folder, NULL, &format));
    assert_int_equal(format, GLO_FORMAT_TABLE);
    write_file("datapackage.json", "{}");
    ASSERT_OK(glo_format_of(folder, NULL, &format));
    assert_int_equal(format, GLO_FORMAT_PACKAGE);
}

/* A pipe is not looked into: its bytes could not be put back. */
static void test_pipe(void **state) {
    (void)state;
    glo_format format;
    const char *path = in_folder("pipe");
    assert_int_equal(mkfifo(path, 0600), 0);
    ASSERT_OK(glo_format_of(path, NULL, &format));
    assert_int_equal(format, GLO_FORMAT_TABLE);
}

static void test_not_read(void **state) {
    (void)state;
    static const struct {
        const char *text, *says;
    } wrong[] = {{"{\"type\":\"Topology\",\"arcs\":[]}", "TopoJSON"},
                 {"{\"dataset\":{}}", "version 2.0"},
                 {"{\"a\":1}", "none that glocal reads"},
                 {"{\"a\":", "not whole JSON"},
                 {"{\"class\":\"collection\",\"link\":{}}", "a JSON-stat collection"},
                 {"\xD0\xCF\x11\xE0...", "soffice --headless --convert-to xlsx"},
                 {"\n<html><table>", "a web page"},
                 {"PK\3\4...", "damaged archive"}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        glo_format format;
        assert_true(glo_format_of(write_file("x", wrong[i].text), NULL, &format) < 0);
        ASSERT_SAYS(wrong[i].says);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_known), TEST(test_pipe), TEST(test_not_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
