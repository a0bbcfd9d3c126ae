/* test_look.c: where tables begin and end, and what their columns hold. */
#include "exchange/look.h"

#include "look/sample.h"
#include "support.h"

/* A look at a file that holds all of this text. */
static glo_look *look_at(const char *text) {
    glo_sample sample = {.bytes = strlen(text), .is_whole = true};
    glo_look *look = NULL;
    glo_buf_text(&sample.text, text);
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        sample.head_lines++;
    ASSERT_OK(glo_look_over(&sample, &(glo_look_options){0}, NULL, &look));
    glo_sample_dispose(&sample);
    return look;
}

static void expect_header(const char *text, uint64_t first, uint64_t last, char delimiter) {
    glo_look *look = look_at(text);
    if (look->header_first != first || look->header_last != last || look->delimiter != delimiter)
        fail_msg("header %d-%d, '%c' of: %s", (int)look->header_first, (int)look->header_last,
                 look->delimiter, text);
    glo_look_free(look);
}

static void test_headers(void **state) {
    (void)state;
    expect_header("day,zone,count\n2024-01,BE,1\n2024-02,BE,2\n", 1, 1, ',');
    expect_header("Misdrijven, per land\n\nPeriode: 2023\nzone;jaar;aantal\nBE;2023;5\nNL;2023;7\n", 4, 4,
                  ';');
    expect_header("Titel;;\nBron: x;;\n;;\nzone;jaar;aantal\nBE;2023;5\nNL;2023;7\n", 4, 4, ';');
    expect_header("zone;waarde\nBE;1,5\nNL;2,5\n", 1, 1, ';');
    expect_header("sep=;\nzone;jaar;aantal\nBE;2023;5\n", 2, 2, ';');
    expect_header("# TLP:AMBER\nday,zone,count\n2024-01,BE,1\n", 2, 2, ',');
    expect_header(";2023;;2024;\nGemeente;jan;feb;jan;feb\nGent;1;2;3;4\nAs;5;6;7;8\nBree;9;8;7;6\n", 1, 2,
                  ';');
    expect_header(
        "Gemeente;Feit;2023;;2024;\n;;jan;feb;jan;feb\nGent;x;1;2;3;4\nAs;x;5;6;7;8\nBree;y;9;8;7;6\n", 1, 2,
        ';');
    expect_header("Gemeente;2022;2023;2024\nGent;1;2;3\nAs;4;5;6\n", 1, 1, ';');
    expect_header("zone;jaar;n;extra\nBE;2023;5\nNL;2023;7\n", 1, 1, ';');
    expect_header("BE;5\nNL;7\nLU;9\n", 0, 0, ';');
}

static void test_rows_that_are_no_data(void **state) {
    (void)state;
    glo_look *look = look_at("zone;jaar;aantal;\nBE;2023;5;\nNL;2023;7;\n;;;\nTotaal;;12;\n\nBron: CBS\n"
                             "* voorlopige cijfers; zie toelichting\n");
    assert_int_equal(look->rows, 2);
    assert_int_equal(look->totals.found, 1);
    assert_int_equal(look->totals.rows[0].line, 5);
    assert_int_equal(look->notes.found, 2);
    assert_string_equal(look->notes.rows[0].text, "Bron: CBS");
    assert_int_equal(look->notes.rows[1].line, 8);
    assert_int_equal(look->empty + look->blank, 2); /* ;;; is as much as nothing */
    glo_look_free(look);
}

static void test_a_sum_without_a_word(void **state) {
    (void)state;
    glo_look *look = look_at("zone;n\nBE;5\nNL;7\nLU;1\n;13\n");
    assert_true(look->ends_in_sum);
    glo_look_free(look);
    look = look_at("zone;n\nBE;5\nNL;7\nLU;1\nFR;12\n");
    assert_false(look->ends_in_sum);
    glo_look_free(look);
}

static void test_columns(void **state) {
    (void)state;
    glo_look *look = look_at("zone;day;n\nBE;31/01/2024;1.204\nBE;01/02/2024;n.b.\nNL;13/02/2024;<5\n");
    assert_int_equal(look->column_count, 3);
    const glo_look_column *zone = &look->columns[0], *day = &look->columns[1], *n = &look->columns[2];
    assert_int_equal(glo_words_count(zone->values.texts), 2);
    assert_int_equal(zone->values.counts[0], 2);
    assert_int_equal(day->forms[GLO_FORM_DAY_PARTS], 3);
    assert_int_equal(day->first_over_12, 2);
    assert_int_equal(day->second_over_12, 0);
    assert_int_equal(n->open[0], 1);
    assert_int_equal(n->kinds[GLO_CELL_RANGE], 1);
    assert_string_equal(glo_words_text(n->marks.texts, 0), "n.b.");
    glo_look_free(look);
}

static void test_a_large_file_is_sampled(void **state) {
    (void)state;
    const char *path = in_folder("large.csv");
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("Titel\n\nday;zone;n\n", file);
    for (int i = 0; i < 500000; i++)
        fprintf(file, "2024-01-%02d;BE;%d\n", i % 28 + 1, i);
    fputs("Totaal;;12\n* nota\n", file);
    fclose(file);
    glo_look *look;
    ASSERT_OK(glo_look_at(path, NULL, NULL, &look));
    assert_false(look->is_whole);
    assert_int_equal(look->lines, 500005);
    assert_int_equal(look->header_first, 3);
    assert_true(look->rows > 50000 && look->rows < 500000);
    assert_int_equal(look->totals.rows[0].line, 500004);
    assert_int_equal(look->notes.rows[0].line, 500005);
    assert_true(look->columns[2].has_more);
    assert_int_equal(look->columns[0].kinds[GLO_CELL_DATE], look->rows);
    glo_look_free(look);
}

static void test_faults(void **state) {
    (void)state;
    glo_look *look;
    assert_int_equal(glo_look_at("/nowhere.csv", NULL, NULL, &look), GLO_ENOTFOUND);
    assert_int_equal(glo_look_at("/dev/null", NULL, NULL, &look), GLO_EINVAL);
    assert_int_equal(glo_look_at("-", NULL, NULL, &look), GLO_EINVAL);
    ASSERT_SAYS("read twice");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_headers),
                                       cmocka_unit_test(test_rows_that_are_no_data),
                                       cmocka_unit_test(test_a_sum_without_a_word),
                                       cmocka_unit_test(test_columns),
                                       TEST(test_a_large_file_is_sampled),
                                       cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
