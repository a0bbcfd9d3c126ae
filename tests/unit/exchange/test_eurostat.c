/* test_eurostat.c: Eurostat's TSV into the rows of its SDMX-CSV. */
#include "exchange/eurostat.h"

#include "support.h"

static void test_cells(void **state) {
    (void)state;
    glo_buf out = {0};
    const char *path =
        write_file("in.tsv", "freq,geo\\TIME_PERIOD\t2021 \t2022-Q1 \nA,BE\t120 \t131 b\nA,NL\t: \t7e\n"
                             "A,EL\t:c\t1.5 bp\nA,X\n");
    ASSERT_OK(glo_eurostat_convert(path, NULL, glo_sink_buf(&out)));
    assert_string_equal(out.data,
                        "freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,glocal:line,glocal:cell,glocal:rejected\n"
                        "A,BE,2021,120,,2,2021,\nA,BE,2022-Q1,131,b,2,2022-Q1,\n"
                        "A,NL,2021,:,,3,2021,\nA,NL,2022-Q1,7,e,3,2022-Q1,\n"
                        "A,EL,2021,:,c,4,2021,\nA,EL,2022-Q1,1.5,bp,4,2022-Q1,\n"
                        "A,X,,,,5,,\"the line has 1 fields, the header 3\"\n");
    path = write_file("in.tsv", "freq,geo\t2021\nA,BE\t1\n");
    assert_int_equal(glo_eurostat_convert(path, NULL, glo_sink_buf(&out)), GLO_EINVAL);
    ASSERT_SAYS("names the dimensions");
    glo_buf_dispose(&out);
}

static void test_told_by_its_header(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool is;
    } heads[] = {{"freq,unit,geo\\TIME_PERIOD\t2021\n", true},
                 {"unit,geo\\time\t2021Q1\t2021Q2\n", true},
                 {"a\tb\\time\n", false},
                 {"C:\\time,x\n", false},
                 {"", false}};
    for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
        assert_int_equal(glo_eurostat_is(heads[i].text, strlen(heads[i].text)), heads[i].is);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_cells), TEST(test_told_by_its_header)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
