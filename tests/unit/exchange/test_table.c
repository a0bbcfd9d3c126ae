/* test_table.c: CSV of other houses into rows. */
#include "exchange/table.h"

#include "support.h"

static int convert(const char *text, const glo_table_rules *rules, glo_flags *flags, glo_buf *out) {
    const char *path = write_file("in.csv", text);
    memset(flags, 0, sizeof *flags);
    glo_buf_clear(out);
    return glo_table_convert(path, rules, NULL, glo_sink_buf(out), flags);
}

static const char *const used[] = {"geo", "TIME_PERIOD", "OBS_VALUE"};
static const char *const totals[] = {"sex", "T"};

#define EUROSTAT                                                                                             \
    "DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\r\n"                                   \
    "E:X(1.0),23/04/25,A,T,BE,2021,145.0,\r\nE:X(1.0),23/04/25,A,F,BE,2021,100,\r\n"                         \
    "E:X(1.0),23/04/25,A,T,EL,2021,:,\r\nE:X(1.0),23/04/25,A,T,NL,2021,,c\r\n"                               \
    "E:X(1.0),23/04/25,A,T,FR,2021,7,p\r\n"

/* Lines keep their numbers: what is passed over leaves a blank one. */
static void test_sdmx(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    glo_table_rules rules = {.sdmx = 1, .used = used, .used_count = 3, .where = totals, .where_count = 1};
    ASSERT_OK(convert(EUROSTAT, &rules, &flags, &out));
    assert_string_equal(
        out.data, "DATAFLOW,LAST UPDATE,freq,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,glocal:rejected\n"
                  "E:X(1.0),23/04/25,A,T,BE,2021,145,,\n\n\n"
                  "E:X(1.0),23/04/25,A,T,NL,2021,,c,the figure is confidential (flag c): its publisher does "
                  "not release it\n"
                  "E:X(1.0),23/04/25,A,T,FR,2021,7,p,\n");
    assert_int_equal(flags.taken, 2);
    assert_int_equal(flags.missing, 1);
    assert_int_equal(flags.by_letter['p'], 1);
    glo_buf_dispose(&out);
}

/* Females and the total would be added to each other. */
static void test_a_dimension_too_many(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    const char *const wrong[] = {"sax", "T"};
    glo_table_rules rules = {.sdmx = 1, .used = used, .used_count = 3};
    assert_int_equal(convert(EUROSTAT, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("'sex' has several values (T, F)");
    rules.where = wrong;
    rules.where_count = 1;
    assert_int_equal(convert(EUROSTAT, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("did you mean 'sex'");
    assert_int_equal(convert("DATAFLOW,geo\nx,BE\n", &rules, &flags, &out), GLO_EINVAL);
    glo_buf_dispose(&out);
}

static void test_words_for_nothing_and_comments(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    const char *const nothing[] = {"", "n/a", "-"};
    glo_table_rules rules = {.missing = nothing, .missing_count = 3, .comment = '#'};
    glo_table_rules with_figure = {.missing = nothing, .missing_count = 3, .figure = "count"};
    ASSERT_OK(convert("zone,count\nBE,n/a\nNL,3.0\nLU,\n", &with_figure, &flags, &out));
    assert_string_equal(out.data, "zone,count,glocal:rejected\n\nNL,3,\n\n");
    assert_int_equal(flags.missing, 2);
    ASSERT_OK(convert("zone;count;say\n# a comment;;\nBE;n/a;\"a;b \"\"c\"\"\nd\"\n\nNL;-;x\nLU;1\n", &rules,
                      &flags, &out));
    assert_string_equal(out.data, "zone,count,say,glocal:rejected\n\nBE,,\"a;b \"\"c\"\" d\",\n\n\nNL,,x,\n"
                                  "LU;1,,,\"the line has 2 fields, the header 3\"\n");
    glo_buf_dispose(&out);
}

/* With labels a code has its name behind it, or in the next column. */
static void test_labels(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    glo_table_rules rules = {.sdmx = 1, .used = used, .used_count = 3};
    ASSERT_OK(convert(
        "DATAFLOW: Name,freq: Frequency,geo:Country,TIME_PERIOD: Time,OBS_VALUE: Value,OBS_FLAG: Flag\n"
        "E:X: Crimes,A: Annual,BE: Belgium,2021,5,p: provisional\nE:X: Crimes,A: "
        "Annual,NL:Netherlands,2021,:,\n",
        &rules, &flags, &out));
    assert_string_equal(
        out.data, "DATAFLOW,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,glocal:rejected\nE,A,BE,2021,5,p,\n\n");
    assert_int_equal(flags.by_letter['p'], 1);
    static const char doubled[] =
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,sex,Sex,geo,Country,TIME_PERIOD,Time,OBS_VALUE,Value\n"
        "d,E:X,Crimes,T,Total,BE,Belgium,2021,,5,\nd,E:X,Crimes,F,Females,BE,Belgium,2021,,2,\n";
    assert_int_equal(convert(doubled, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("'sex' has several values (T, F)");
    rules.where = totals;
    rules.where_count = 1;
    ASSERT_OK(convert(doubled, &rules, &flags, &out));
    assert_int_equal(flags.taken, 1);
    glo_buf_dispose(&out);
}

static void test_a_category_that_never_comes(void **state) {
    (void)state;
    glo_flags flags;
    glo_buf out = {0};
    const char *const wrong[] = {"sex", "W"};
    glo_table_rules rules = {.sdmx = 1, .used = used, .used_count = 3, .where = wrong, .where_count = 1};
    assert_int_equal(convert(EUROSTAT, &rules, &flags, &out), GLO_EINVAL);
    ASSERT_SAYS("no row has 'W' in column 'sex'; it has T, F");
    glo_buf_dispose(&out);
}

static void test_names(void **state) {
    (void)state;
    glo_words *names = NULL;
    uint32_t code;
    ASSERT_OK(glo_table_names(write_file("n.csv", "a;\"b c\"\n1;2\n"), 0, &names));
    assert_int_equal(glo_words_count(names), 2);
    assert_int_equal(glo_words_find(names, "b c", 3, &code), 1);
    glo_words_free(names);
    assert_int_equal(glo_table_names(in_folder("none.csv"), 0, &names), GLO_ENOTFOUND);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_sdmx),   TEST(test_a_dimension_too_many),        TEST(test_words_for_nothing_and_comments),
        TEST(test_labels), TEST(test_a_category_that_never_comes), TEST(test_names)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
