/* test_total.c: figures as they are written, and which columns sum others. */
#include "shape/total.h"

#include "support.h"

#include <math.h>

static void test_figures(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double low, high;
    } figures[] = {{"5", 5, 5},
                   {"1.234", 1234, 1234},
                   {"1,234", 1234, 1234},
                   {"1 234", 1234, 1234},
                   {"1\xE2\x80\xAF"
                    "530",
                    1530, 1530},
                   {"1'234'567", 1234567, 1234567},
                   {"1.234,50", 1234.5, 1234.5},
                   {"1,234.50", 1234.5, 1234.5},
                   {"2,5", 2.5, 2.5},
                   {"<5", 0, 5},
                   {"\xE2\x89\xA4"
                    "5",
                    0, 5},
                   {"1-4", 1, 4},
                   {"5+", 5, INFINITY},
                   {">5", 5, INFINITY},
                   {"2 376e", 2376, 2376},
                   {"123 b", 123, 123},
                   {"-3", -3, -3}};
    static const char *const none[] = {"", "n.d.", ":", "-", "..", "2024-01-05", "1/2", "5%", "12.3.4", "x"};
    double low, high;
    for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++) {
        glo_csv_field field = {figures[i].text, (uint32_t)strlen(figures[i].text), 0};
        assert_true(glo_figure_range(&field, &low, &high));
        assert_true(low == figures[i].low && high == figures[i].high);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++) {
        glo_csv_field field = {none[i], (uint32_t)strlen(none[i]), 0};
        assert_false(glo_figure_range(&field, &low, &high));
    }
}

enum { MOST = 8 };

/* What is said of the totals of a table: names, whether each is in a range, and rows. */
static void say(glo_column_name *names, size_t count, const char *const *rows, size_t row_count, char *marks,
                glo_buf *out) {
    glo_columns columns = {.names = names, .count = count};
    glo_totals totals = {0};
    char used[MOST] = "";
    glo_csv_field fields[MOST];
    ASSERT_OK(glo_totals_find(&columns, marks, used, &totals));
    for (size_t r = 0; r < row_count; r++) {
        for (size_t i = 0; i < count; i++)
            fields[i] = (glo_csv_field){rows[r * count + i], (uint32_t)strlen(rows[r * count + i]), 0};
        glo_totals_check(&totals, fields, r + 2);
    }
    glo_buf_clear(out);
    glo_totals_say(&totals, &columns, out);
    glo_totals_dispose(&totals);
}

#define ONE(text)                                                                                            \
    { text, text, text }

/* A total may sum all columns, or those since the last total. */
static void test_totals_of_a_row(void **state) {
    (void)state;
    glo_buf out = {0};
    glo_column_name years[] = {ONE("a"), ONE("b"), ONE("Total 1"), ONE("c"), ONE("d"), ONE("Total 2")};
    static const char *const rows[] = {"1", "2", "3", "3", "4", "7", "1", "n.d.", "9", "<5", "4", "6"};
    char marks[MOST] = {1, 1, 1, 1, 1, 1};
    say(years, 6, rows, 2, marks, &out);
    assert_string_equal(out.data, "column 'Total 1' left out: the sum of the others in 2 rows; "
                                  "column 'Total 2' left out: the sum of the others in 2 rows");
    assert_memory_equal(marks, "\1\1\0\1\1\0", 6);
    /* Where all are called so, none is the total of the others. */
    glo_column_name all[] = {ONE("Total men"), ONE("Total women")};
    char both[MOST] = {1, 1};
    say(all, 2, rows, 1, both, &out);
    assert_memory_equal(both, "\1\1", 2);
    assert_int_equal(out.length, 0);
    glo_buf_dispose(&out);
}

static void test_totals_below_one_name(void **state) {
    (void)state;
    glo_buf out = {0};
    glo_column_name names[] = {{"Drugs M", "Drugs", "M"},         {"Drugs F", "Drugs", "F"},
                               {"Drugs Total", "Drugs", "Total"}, {"Theft M", "Theft", "M"},
                               {"Theft F", "Theft", "F"},         {"Theft Total", "Theft", "Total"},
                               {"Ensemble M", "Ensemble", "M"}};
    static const char *const rows[] = {"1", "2", "3", "3", "4", "8", "4"};
    char marks[MOST] = {1, 1, 1, 1, 1, 1, 1};
    say(names, 7, rows, 1, marks, &out);
    assert_string_equal(
        out.data,
        "column 'Drugs Total' left out: the sum of the others in 1 row; column 'Theft Total' left out; it is "
        "not the sum of the others in 1 of 1 rows, first in line 2: 8, and they sum to 7; column "
        "'Ensemble M' left out: the sum of the others in 1 row");
    glo_buf_dispose(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_figures), cmocka_unit_test(test_totals_of_a_row),
                                       cmocka_unit_test(test_totals_below_one_name)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
