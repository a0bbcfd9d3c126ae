/* test_jsonstat.c: JSON-stat 2.0 as rows. */
#include "exchange/jsonstat.h"

#include "support.h"

static int convert(const char *text, const glo_jsonstat_rules *rules, glo_flags *flags, glo_buf *out) {
    const char *path = write_file("in.json", text);
    memset(flags, 0, sizeof *flags);
    glo_buf_clear(out);
    return glo_jsonstat_convert(path, rules, NULL, glo_sink_buf(out), flags);
}

static const char *const used[] = {"geo", "time", "value"};
static const char *const totals[] = {"sex", "T"};

#define DIMENSIONS                                                                                           \
    "\"dimension\":{\"freq\":{\"category\":{\"label\":{\"A\":\"Annual\"}}},"                                 \
    "\"sex\":{\"category\":{\"label\":{\"T\":\"Total\",\"F\":\"Females\"},\"index\":[\"T\",\"F\"]}},"        \
    "\"geo\":{\"category\":{\"index\":{\"EL\":1,\"BE\":0}}},"                                                \
    "\"time\":{\"category\":{\"index\":{\"2021\":0,\"2022\":1}}}}"
#define SHAPE                                                                                                \
    "\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"freq\",\"sex\",\"geo\",\"time\"],\"size\":[1,2,2,"  \
    "2],"

/* Also where the values come before all that explains them. */
static void test_values(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    glo_jsonstat_rules rules = {used, 3, totals, 1, false};
    const char *wanted =
        "freq,sex,geo,time,value,status,glocal:rejected\nA,T,BE,2021,145,,\nA,T,BE,2022,200,p,\n"
        "A,T,EL,2022,,c,the figure is confidential (flag c): its publisher does not release it\n";
    ASSERT_OK(convert(
        "{\"value\":{\"0\":145.0,\"1\":200,\"5\":7},\"status\":{\"1\":\"p\",\"3\":\"c\",\"2\":\":\"}," SHAPE
            DIMENSIONS "}",
        &rules, &flags, &out));
    assert_string_equal(out.data, wanted);
    assert_int_equal(flags.missing, 1);
    assert_int_equal(flags.confidential, 1);
    ASSERT_OK(convert("{" SHAPE DIMENSIONS
                      ",\"value\":[145,200,null,null,1,2,3,4],\"status\":[null,\"p\",null,\"c\"]}",
                      &rules, &flags, &out));
    assert_string_equal(out.data, wanted);
    glo_buf_dispose(&out);
}

static void test_one_status_for_all(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    glo_jsonstat_rules rules = {used, 3, totals, 1, false};
    ASSERT_OK(
        convert("{" SHAPE DIMENSIONS ",\"value\":[1,2,3,4,5,6,7,8],\"status\":\"e\"}", &rules, &flags, &out));
    assert_int_equal(flags.by_letter['e'], 4);
    glo_buf_dispose(&out);
}

static void test_wanted(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    const char *const other[] = {"sax", "T"}, *const none[] = {"sex", "G"};
    const char *text = "{" SHAPE DIMENSIONS ",\"value\":[1]}";
    glo_jsonstat_rules rules = {used, 3, NULL, 0, false};
    assert_int_equal(convert(text, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("'sex' has several values (T, F)");
    rules.keeps_all = true; /* as a look asks */
    assert_int_equal(convert(text, &rules, &flags, &out), GLO_OK);
    rules = (glo_jsonstat_rules){used, 3, other, 1, false};
    assert_int_equal(convert(text, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("no dimension 'sax', did you mean 'sex'");
    rules = (glo_jsonstat_rules){used, 3, none, 1, false};
    assert_int_equal(convert(text, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("no category 'G'");
    glo_buf_dispose(&out);
}

#define REGIONS                                                                                              \
    "\"dimension\":{\"Region\":{\"category\":{\"index\":[\"BE\",\"NL\"]}},"                                  \
    "\"Tid\":{\"category\":{\"index\":[\"2023\"]}}}"

/* "time" and "geo" are whichever dimensions have that role; a mapping may still name them. */
static void test_roles(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    static const char *const named[] = {"Region", "Tid", "value"};
    static const char dataset[] = "{\"id\":[\"Region\",\"Tid\"],\"size\":[2,1],\"value\":[5,7]," REGIONS
                                  ",\"role\":{\"time\":[\"Tid\"],\"geo\":[\"Region\"]}}";
    glo_jsonstat_rules rules = {used, 3, NULL, 0, false};
    ASSERT_OK(convert(dataset, &rules, &flags, &out));
    assert_string_equal(out.data, "geo,time,value,status,glocal:rejected\nBE,2023,5,,\nNL,2023,7,,\n");
    rules.used = named;
    ASSERT_OK(convert(dataset, &rules, &flags, &out));
    assert_string_equal(out.data, "Region,Tid,value,status,glocal:rejected\nBE,2023,5,,\nNL,2023,7,,\n");
    rules.used = used;
    assert_int_equal(convert("{\"id\":[\"Region\",\"Tid\"],\"size\":[2,1],\"value\":[5,7]," REGIONS "}",
                             &rules, &flags, &out),
                     GLO_EINVAL);
    ASSERT_SAYS("has no dimension 'geo'; its dimensions are Region, Tid");
    assert_int_equal(convert("{\"id\":[\"Region\",\"Tid\"],\"size\":[2,1],\"value\":[5,7]," REGIONS
                             ",\"role\":{\"geo\":[\"Region\",\"Tid\"]}}",
                             &rules, &flags, &out),
                     GLO_EINVAL);
    ASSERT_SAYS("two dimensions have the role 'geo'");
    glo_buf_dispose(&out);
}

static void test_damaged(void **state) {
    (void)state;
    static const char *const texts[] = {
        "{}",
        "{" SHAPE DIMENSIONS "}",
        "{\"id\":[\"a\"],\"size\":[2,3],\"value\":[1]," DIMENSIONS "}",
        "{\"id\":[\"a\"],\"size\":[2],\"value\":[1]," DIMENSIONS "}",
        "{\"id\":[\"geo\"],\"size\":[3],\"value\":[1]," DIMENSIONS "}",
        "{\"id\":[\"geo\"],\"size\":[-2],\"value\":[1]," DIMENSIONS "}",
        "{\"id\":[\"geo\"],\"size\":[1e9],\"value\":[1]," DIMENSIONS "}",
        "{\"id\":[\"geo\",\"time\"],\"size\":[2,2],\"value\":{\"9\":1}," DIMENSIONS "}",
        "{\"id\":[\"geo\",\"time\"],\"size\":[2,2],\"value\":{\"x\":1}," DIMENSIONS "}",
        "{\"id\":[\"geo\",\"time\"],\"size\":[2,2],\"value\":[[1]]," DIMENSIONS "}",
        "{\"id\":[\"g\"],\"size\":[2],\"value\":[1],\"dimension\":{\"g\":{"
        "\"category\":{\"index\":{\"a\":1,\"b\":1}}}}}",
        "{\"id\":[\"g\"],\"size\":[1],\"value\":[1],\"dimension\":{\"g\":{"
        "\"category\":{\"index\":{\"a\":7}}}}}",
        "{\"id\":[\"g\"],\"size\":[2],\"value\":[1],\"dimension\":{\"g\":{"
        "\"category\":{\"index\":[\"a\",\"a\"]}}}}",
        "{\"id\":[\"g\"],\"size\":[1],\"value\":[1],\"dimension\":{\"g\":{\"category\":{\"index\":[7]}}}}",
        "{\"id\":[\"g\",\"g\"],\"size\":[1,1],\"value\":[1],\"dimension\":{\"g\":{\"category\":{\"index\":["
        "\"a\"]}}}}",
        "{\"id\":[\"g\"],\"size\":[1],\"value\":[1],\"dimension\":{\"g\":{\"category\":{\"index\":[\"a\"]}},"
        "\"g\":{\"category\":{\"index\":[\"b\"]}}}}",
        "{\"id\":[\"geo\"],\"size\":[2],\"value\":[1,"};
    glo_flags flags;
    glo_buf out = {0};
    glo_jsonstat_rules rules = {used, 3, NULL, 0, false};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (convert(texts[i], &rules, &flags, &out) != GLO_ECORRUPT)
            fail_msg("not corrupt: %s", texts[i]);
        ASSERT_SAYS("is not");
    }
    glo_buf_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_values), TEST(test_one_status_for_all), TEST(test_roles),
                                       TEST(test_wanted), TEST(test_damaged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
