/* test_shape.c: tables as offices lay them out into rows. */
#include "exchange/shape.h"

#include "support.h"

static glo_buf out;
static glo_shape_report report;

static int shape(const char *text, const glo_shape_rules *rules) {
    const char *path = write_file("in.csv", text);
    glo_buf_clear(&out);
    glo_shape_report_dispose(&report);
    return glo_shape_convert(path, rules, NULL, glo_sink_buf(&out), &report);
}

static int done(void **state) {
    glo_buf_dispose(&out);
    glo_shape_report_dispose(&report);
    return remove_folder(state);
}

static const char *const day[] = {"day"}, *const both[] = {"phenomenon", "day"}, *const zone[] = {"zone"};
#define WIDE(text)                                                                                           \
    (const char *const[]) {                                                                                  \
        text                                                                                                 \
    }
#define LONG(text) .wide = WIDE(text), .wide_count = 1, .to = day, .to_count = 1, .values = "count"
#define ROWS "zone,glocal:long:day,glocal:long:count,glocal:line,glocal:cell,glocal:rejected\n"

static void test_each_cell_is_a_row(void **state) {
    (void)state;
    glo_shape_rules rules = {LONG("2023..2024"), .used = zone, .used_count = 1};
    ASSERT_OK(shape("zone;2023;2024;note\nBE;1;2;x\n\nNL;;\"3\";y\n", &rules));
    assert_string_equal(out.data, ROWS "BE,2023,1,2,2023,\nBE,2024,2,2,2024,\nNL,2024,3,4,2024,\n");
    assert_int_equal(report.rows, 3);
    assert_int_equal(report.empty, 1);
}

/* What columns are called may hold dots and commas. */
static void test_columns_as_they_are_named(void **state) {
    (void)state;
    static const char *const texts[] = {"janv...mars.", "janv...", "janv.,févr.,mars.", "janv.", "a, b"};
    static const int rows[] = {3, 4, 3, 1, 1};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        glo_shape_rules rules = {LONG(texts[i]), .used = zone, .used_count = 1};
        ASSERT_OK(shape("zone;janv.;févr.;mars.;a, b\nBE;1;2;3;4\n", &rules));
        assert_int_equal(report.rows, rows[i]);
    }
    glo_shape_rules rules = {LONG("janv...avr."), .used = zone, .used_count = 1};
    assert_int_equal(shape("zone;janv.;mars.\nBE;1;3\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("in.csv: unknown column 'avr.'; line 1, taken as the header, has zone, janv., mars.");
    rules = (glo_shape_rules){LONG("mars...janv."), .used = zone, .used_count = 1};
    assert_int_equal(shape("zone;janv.;mars.\nBE;1;3\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("'mars...janv.' runs backwards");
}

static void test_titles_above_the_header(void **state) {
    (void)state;
    glo_shape_rules rules = {.header_first = 4};
    ASSERT_OK(shape("Crimes, \"by zone\n\nPeriod: 2023\nzone;n\nBE;5\n", &rules));
    assert_string_equal(out.data, "zone,n,glocal:line,glocal:cell,glocal:rejected\nBE,5,5,,\n");
    rules.header_first = 2;
    assert_int_equal(shape("Crimes\n\nzone;n\nBE;5\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("line 2, given as the header, is empty; the next that is not is line 3");
    rules.header_first = 9;
    assert_int_equal(shape("Crimes\n\nzone;n\nBE;5\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("the header is to be in line 9, and the file has 4 lines");
}

/* The upper row is filled to the right, over merged cells. */
static void test_a_header_of_two_rows(void **state) {
    (void)state;
    static const char table[] = ";drugs;;theft;\nzone;2023;2024;2023;2024\nBE;1;2;3;4\n";
    glo_shape_rules rules = {LONG("drugs..theft"), .header_first = 1, .header_last = 2, .used = zone,
                             .used_count = 1};
    ASSERT_OK(shape(table, &rules));
    assert_string_equal(out.data, ROWS "BE,drugs 2023,1,3,drugs 2023,\nBE,drugs 2024,2,3,drugs 2024,\n"
                                       "BE,theft 2023,3,3,theft 2023,\nBE,theft 2024,4,3,theft 2024,\n");
    rules.to = both;
    rules.to_count = 2;
    ASSERT_OK(shape(table, &rules));
    assert_non_null(strstr(out.data, "BE,theft,2024,4,3,theft 2024,\n"));
    rules.header_last = 1;
    assert_int_equal(shape("zone;drugs;theft\nBE;1;2\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("only where the header has two rows");
}

static void test_filled_from_above(void **state) {
    (void)state;
    glo_shape_rules rules = {.fill = zone, .fill_count = 1};
    ASSERT_OK(shape("zone,what,n\nBE,a,1\n,b,2\n ,c,3\nNL,a,4\n", &rules));
    assert_non_null(strstr(out.data, "\nBE,b,2,3,,\nBE,c,3,4,,\nNL,a,4,5,,\n"));
}

static void test_left_out_by_pattern(void **state) {
    (void)state;
    static const char *const patterns[] = {"", "totaal*", "", "\\* *", "what", "a?c"};
    glo_shape_rules rules = {.exclude = patterns, .exclude_count = 3, .fill = zone, .fill_count = 1};
    ASSERT_OK(
        shape("zone,what,n\nBE,x,1\n,Totaal misdrijven,2\nTotaal,x,3\n,y,4\nNL,aéc,5\n* see below\nLU,*,7\n",
              &rules));
    assert_string_equal(strchr(out.data, '\n') + 1, "BE,x,1,2,,\nLU,*,7,8,,\n");
    assert_int_equal(report.excluded[0], 3); /* what stands below a total that is filled down belongs to it */
    assert_int_equal(report.excluded[1], 1);
    assert_int_equal(report.excluded[2], 1);
}

static void test_where(void **state) {
    (void)state;
    static const char *const women[] = {"sex", "F"}, *const nobody[] = {"sex", "W"},
                             *const column[] = {"sax", "F"};
    glo_shape_rules rules = {.where = women, .where_count = 1, .used = zone, .used_count = 1};
    ASSERT_OK(shape("zone,sex,n\nBE,F,1\nBE,M,2\n", &rules));
    assert_string_equal(strchr(out.data, '\n') + 1, "BE,2,,\n");
    rules.where = nobody;
    assert_int_equal(shape("zone,sex,n\nBE,F,1\nBE,M,2\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("no row has 'W' in column 'sex'; it has F, M");
    rules.where = column;
    assert_int_equal(shape("zone,sex,n\nBE,F,1\n", &rules), GLO_EINVAL);
    ASSERT_SAYS("unknown column 'sax', did you mean 'sex'? line 1, taken as the header, has zone, sex, n");
}

/* A total is no figure of its own; the columns that a mapping takes are not part of a range. */
static void test_totals_are_left_out(void **state) {
    (void)state;
    glo_shape_rules rules = {LONG("2023.."), .used = zone, .used_count = 1};
    ASSERT_OK(shape("zone;2023;2024;Totaal\nBE;1;2;3\nNL;1;2;4\n", &rules));
    assert_int_equal(report.rows, 4);
    assert_string_equal(report.totals.data,
                        "column 'Totaal' left out; it is not the sum of the others in 1 of 2 rows, "
                        "first in line 3: 4, and they sum to 3");
    static const char *const last[] = {"zone", "Totaal"};
    rules.used = last;
    rules.used_count = 2;
    ASSERT_OK(shape("zone;2023;2024;Totaal\nBE;1;2;3\n", &rules));
    assert_int_equal(report.rows, 2);
    assert_int_equal(report.totals.length, 0);
    rules = (glo_shape_rules){LONG("2023,Totaal"), .used = zone, .used_count = 1}; /* named: it is wanted */
    ASSERT_OK(shape("zone;2023;2024;Totaal\nBE;1;2;3\n", &rules));
    assert_int_equal(report.rows, 2);
    assert_non_null(strstr(out.data, "BE,Totaal,3,2,Totaal,\n"));
}

/* A line that can't be read is refused without what stands in it; short rows of a sheet end in empty cells. */
static void test_broken_lines(void **state) {
    (void)state;
    glo_shape_rules rules = {.used = zone, .used_count = 1};
    ASSERT_OK(shape("zone,n\nBE\nNL,1,\nLU,1,x\n\"FR\"x,1\n", &rules));
    assert_string_equal(strchr(out.data, '\n') + 1,
                        ",2,,\"the line has 1 fields, the header 2\"\nNL,3,,\n"
                        ",4,,\"the line has 3 fields, the header 2\"\n"
                        ",5,,text after a closing quote (at byte 1 of the line)\n");
    rules.pads = true;
    ASSERT_OK(shape("zone,n\nBE\n", &rules));
    assert_string_equal(strchr(out.data, '\n') + 1, "BE,2,,\n");
}

/* Rows of another converter keep their lines and reasons; the marking of a file stays above its rows. */
static void test_converted_and_marked(void **state) {
    (void)state;
    glo_shape_rules rules = {.used = zone, .used_count = 1};
    ASSERT_OK(shape(
        "zone,n,glocal:line,glocal:cell,glocal:rejected\nBE,1,7,2021,\nNL,2,9,2022,confidential\n", &rules));
    assert_string_equal(strchr(out.data, '\n') + 1, "BE,7,2021,\nNL,9,2022,confidential\n");
    ASSERT_OK(shape("# TLP:AMBER; n: offences\nzone,n\nBE,1\n", &rules));
    assert_string_equal(out.data,
                        "# TLP:AMBER; n: offences\nzone,glocal:line,glocal:cell,glocal:rejected\nBE,3,,\n");
}

int main(void) {
#define SHAPE_TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, done)
    const struct CMUnitTest tests[] = {SHAPE_TEST(test_each_cell_is_a_row),
                                       SHAPE_TEST(test_columns_as_they_are_named),
                                       SHAPE_TEST(test_titles_above_the_header),
                                       SHAPE_TEST(test_a_header_of_two_rows),
                                       SHAPE_TEST(test_filled_from_above),
                                       SHAPE_TEST(test_left_out_by_pattern),
                                       SHAPE_TEST(test_where),
                                       SHAPE_TEST(test_totals_are_left_out),
                                       SHAPE_TEST(test_broken_lines),
                                       SHAPE_TEST(test_converted_and_marked)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
