/* test_cell_form.c: what cells of tables look like. */
#include "look/cell_form.h"

#include "support.h"

static glo_cell form_of(const char *text) {
    glo_cell cell;
    glo_cell_form_of(text, strlen(text), &cell);
    return cell;
}

static void test_kinds(void **state) {
    (void)state;
    static const struct {
        const char *text;
        glo_cell_kind kind;
    } cells[] = {{"", GLO_CELL_EMPTY},
                 {"  ", GLO_CELL_EMPTY},
                 {"\u00a0", GLO_CELL_EMPTY},
                 {"..", GLO_CELL_MISSING},
                 {"n.b.", GLO_CELL_MISSING},
                 {"N/A", GLO_CELL_MISSING},
                 {"\u2013", GLO_CELL_MISSING},
                 {"-", GLO_CELL_MISSING},
                 {"k. A.", GLO_CELL_MISSING},
                 {"0", GLO_CELL_INTEGER},
                 {"-12", GLO_CELL_INTEGER},
                 {"1\u202f530", GLO_CELL_INTEGER},
                 {"1'234", GLO_CELL_INTEGER},
                 {"12,0", GLO_CELL_DECIMAL},
                 {"4.804,02", GLO_CELL_DECIMAL},
                 {"2 376e", GLO_CELL_INTEGER},
                 {"<5", GLO_CELL_RANGE},
                 {"< 5", GLO_CELL_RANGE},
                 {"\u22645", GLO_CELL_RANGE},
                 {"1-4", GLO_CELL_RANGE},
                 {"5+", GLO_CELL_OPEN_RANGE},
                 {"4-1", GLO_CELL_TEXT},
                 {"5 of meer", GLO_CELL_OPEN_RANGE},
                 {"moins de 5", GLO_CELL_RANGE},
                 {"(p) 12", GLO_CELL_INTEGER},
                 {"12 [1]", GLO_CELL_INTEGER},
                 {"12,5 %", GLO_CELL_DECIMAL},
                 {"9\u00b2", GLO_CELL_INTEGER},
                 {"nvt", GLO_CELL_MISSING},
                 {"12 km", GLO_CELL_TEXT},
                 {"25:61", GLO_CELL_TEXT},
                 {"2024-13-01", GLO_CELL_TEXT},
                 {"St.-Joris", GLO_CELL_TEXT},
                 {"1.2.3", GLO_CELL_TEXT},
                 {"12.345.67", GLO_CELL_TEXT},
                 {"2019-03-01 25:61", GLO_CELL_TEXT}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        glo_cell cell = form_of(cells[i].text);
        if (cell.kind != cells[i].kind)
            fail_msg("'%s' is %s", cells[i].text, glo_cell_kind_name(cell.kind));
    }
}

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *text;
        glo_time_form form;
    } cells[] = {{"2024-01-31", GLO_FORM_DAY},
                 {"31/12/2019", GLO_FORM_DAY_PARTS},
                 {"21.10.06", GLO_FORM_DAY_SHORT},
                 {"2019-03-01T00:00:00.000", GLO_FORM_DAY_TIME},
                 {"2019/3/1 9:05", GLO_FORM_DAY_TIME},
                 {"31/12/2019 23:59", GLO_FORM_DAY_PARTS},
                 {"31-12-2019T23:59:00", GLO_FORM_DAY_PARTS},
                 {"21.10.06 7:30", GLO_FORM_DAY_SHORT},
                 {"20190301", GLO_FORM_DAY_COMPACT},
                 {"31 januari 2024", GLO_FORM_DAY_NAMED},
                 {"2019M03", GLO_FORM_MONTH},
                 {"2019MM04", GLO_FORM_MONTH},
                 {"2023_01", GLO_FORM_MONTH},
                 {"11/2025", GLO_FORM_MONTH_YEAR},
                 {"201903", GLO_FORM_MONTH_COMPACT},
                 {"maart 2024", GLO_FORM_MONTH_NAMED},
                 {"mrt-24", GLO_FORM_MONTH_NAMED},
                 {"maa-26", GLO_FORM_MONTH_NAMED},
                 {"janv. 2024", GLO_FORM_MONTH_NAMED},
                 {"f\u00e9vr. 2026", GLO_FORM_MONTH_NAMED},
                 {"M\u00e4r 24", GLO_FORM_MONTH_NAMED},
                 {"Jan-19", GLO_FORM_MONTH_NAMED},
                 {"ao\u00fbt", GLO_FORM_MONTH_NAME},
                 {"2019-Q2", GLO_FORM_QUARTER},
                 {"2019K1", GLO_FORM_QUARTER},
                 {"Q2 2019", GLO_FORM_QUARTER},
                 {"2e kwartaal 2024", GLO_FORM_QUARTER},
                 {"2019-W05", GLO_FORM_WEEK},
                 {"2024", GLO_FORM_YEAR},
                 {"2012-13", GLO_FORM_YEAR_SPAN},
                 {"2010-11", GLO_FORM_MONTH},
                 {"2019/20", GLO_FORM_YEARS},
                 {"2020-2021", GLO_FORM_YEARS},
                 {"2019-S1", GLO_FORM_HALF},
                 {"1234", GLO_FORM_NONE}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        glo_cell cell = form_of(cells[i].text);
        if (cell.form != cells[i].form)
            fail_msg("'%s' has the form %s", cells[i].text, glo_time_form_name(cell.form));
    }
    assert_true(form_of("2010-11").is_successive);
    assert_false(form_of("2010-12").is_successive);
    assert_int_equal(form_of("maart 2024").languages, 1 << GLO_LOOK_NL);
}

static void test_marks(void **state) {
    (void)state;
    glo_cell cell = form_of("9\u00b2"); /* a raised figure is no digit */
    assert_true(cell.number == 9 && strcmp(cell.flag, "*") == 0);
    cell = form_of("12,5 %");
    assert_true(cell.decimal == ',' && strcmp(cell.unit, "%") == 0);
    cell = form_of("1.234");
    assert_true(cell.is_open && cell.thousands == '.');
    assert_int_equal(cell.number, 1234);
    cell = form_of("1.234.567");
    assert_true(!cell.is_open && cell.thousands == '.' && cell.kind == GLO_CELL_INTEGER);
    cell = form_of("4.804,02");
    assert_true(cell.thousands == '.' && cell.decimal == ',' && cell.decimals == 2);
    cell = form_of("1 234");
    assert_true(!cell.is_open && cell.thousands == ' ');
    cell = form_of("0.123");
    assert_true(cell.kind == GLO_CELL_DECIMAL && !cell.thousands);
    assert_string_equal(form_of("123 b").flag, "b");
    assert_string_equal(form_of("2019 (p)").flag, "p");
}

static void test_totals(void **state) {
    (void)state;
    static const char *const totals[] = {
        "Totaal", "Totaal generaal", "Total g\u00e9n\u00e9ral", "TOTAL:", "Insgesamt", "Sous-total", "Summe"};
    static const char *const others[] = {"Totalenergies", "Summer", "Sumatra", "Gesamtschule", ""};
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++)
        assert_true(glo_cell_is_total(totals[i], strlen(totals[i])));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(glo_cell_is_total(others[i], strlen(others[i])));
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_kinds), cmocka_unit_test(test_dates),
                                       cmocka_unit_test(test_marks), cmocka_unit_test(test_totals)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
