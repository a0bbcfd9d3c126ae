/* test_records.c: JSON records into rows. */
#include "exchange/records.h"

#include "support.h"

static glo_buf out;

static const char *wanted_list;

static int convert(const char *text) {
    int64_t count;
    glo_buf_clear(&out);
    return glo_records_convert(write_file("in.json", text), wanted_list, NULL, glo_sink_buf(&out), &count);
}

static int done(void **state) {
    glo_buf_dispose(&out);
    return remove_folder(state);
}

static void test_lists(void **state) {
    (void)state;
    ASSERT_OK(convert(
        "[{\"zone\": \"BE\", \"n\": 5}, {\"n\": 7.50, \"zone\": \"NL\", \"new\": true}, {\"zone\": null}]"));
    assert_string_equal(out.data, "zone,n,new,glocal:rejected\nBE,5,,\nNL,7.50,true,\n,,,\n");
    ASSERT_OK(convert(
        "{\"columns\": [\"a\"], \"of\": {\"rows\": [{\"x\": 1}]}, \"value\": [{\"a\": \"b, \\\"c\\\"\"}], "
        "\"more\": [{\"z\": 1}]}"));
    assert_string_equal(out.data, "a,glocal:rejected\n\"b, \"\"c\"\"\",\n");
    ASSERT_OK(convert("{\"a\": 1, \"b\": [2]}\n{\"a\": 3}\n"));
    assert_string_equal(out.data, "a,b,glocal:rejected\n1,[2],\n3,,\n");
}

static void test_a_list_by_its_name(void **state) {
    (void)state;
    static const char text[] =
        "{\"columns\": [{\"name\": \"a\"}], \"of\": {\"rows\": [{\"x\": 1}]}, \"rows\": [{\"a\": 5}]}";
    wanted_list = "rows";
    ASSERT_OK(convert(text));
    assert_string_equal(out.data, "a,glocal:rejected\n5,\n");
    wanted_list = "columns";
    ASSERT_OK(convert(text));
    assert_string_equal(out.data, "name,glocal:rejected\na,\n");
    wanted_list = "others";
    assert_int_equal(convert(text), GLO_EINVAL);
    wanted_list = NULL;
}

static void test_objects_in_records(void **state) {
    (void)state;
    ASSERT_OK(convert(
        "[{\"geo\": {\"code\": \"BE\", \"at\": {\"lat\": 1}}, \"n\": 1, \"list\": [1, {\"x\": [2]}]}]"));
    assert_string_equal(out.data,
                        "geo.code,geo.at.lat,n,list,glocal:rejected\nBE,1,1,\"[1,{\"\"x\"\":[2]}]\",\n");
}

static void test_what_is_no_record(void **state) {
    (void)state;
    assert_int_equal(convert("[{\"a\": 1}, 2]"), GLO_EINVAL);
    ASSERT_SAYS("item 2 of the list is no object");
    assert_int_equal(convert("[]"), GLO_EINVAL);
    assert_int_equal(convert("[{}]"), GLO_EINVAL);
    ASSERT_SAYS("holds no records");
    assert_int_equal(convert("[{\"a\": 1}, {\"a\": "), GLO_ECORRUPT);
    ASSERT_SAYS("in.json' is not whole JSON");
    assert_int_equal(convert("{\"a\": 1}\n{\"a\": 2}\n{\"a\": }\n"), GLO_ECORRUPT);
}

int main(void) {
#define RECORDS_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, done)
    const struct CMUnitTest tests[] = {RECORDS_TEST(test_lists), RECORDS_TEST(test_a_list_by_its_name),
                                       RECORDS_TEST(test_objects_in_records),
                                       RECORDS_TEST(test_what_is_no_record)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
