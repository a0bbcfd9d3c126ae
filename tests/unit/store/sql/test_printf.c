/* test_printf.c: SQL's printf against SQLite's own, and its limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sql/printf.h"

#include <stdio.h>
#include <string.h>

static sqlite3 *open_db(int is_ours) {
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sqlite3_limit(db, SQLITE_LIMIT_LENGTH, 64 << 20);
    if (is_ours)
        glo_printf_attach(db);
    return db;
}

/* What the expression gives, or the error. */
static void answer(sqlite3 *db, const char *expression, char out[400]) {
    char sql[400];
    sqlite3_stmt *statement;
    snprintf(sql, sizeof sql, "select quote(%s)", expression);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        snprintf(out, 400, "%s", (const char *)sqlite3_column_text(statement, 0));
    else
        snprintf(out, 400, "error: %s", sqlite3_errmsg(db));
    sqlite3_finalize(statement);
}

static void test_same_as_sqlite(void **state) {
    static const char *const flags[] = {"", "-", "+", " ", "#", "0", ",", "!", "-+", "+0", "#0", "!#", "-!"};
    static const char *const widths[] = {"", "1", "7", "12", "*"};
    static const char *const precisions[] = {"", ".", ".0", ".2", ".5", ".*"};
    static const char *const values[] = {"0",       "-42",  "123456789", "3.14159",
                                         "1e100",   "null", "'ab''c'",   "'héé'",
                                         "x'6162'", "''",   "'12x'",     "-9223372036854775808"};
    sqlite3 *own = open_db(1), *stock = open_db(0);
    char expression[200], expected[400], found[400];
    (void)state;
    for (const char *type = "diuxXopfeEgGszqQwcrn%yl"; *type; type++) {
        for (size_t i = 0; i < 13 * 5 * 6 * 12; i++) {
            const char *width = widths[i / 13 % 5], *precision = precisions[i / 65 % 6];
            snprintf(expression, sizeof expression, "printf('<%%%s%s%s%c|%%s>', %s%s%s, 'next')",
                     flags[i % 13], width, precision, *type, strchr(width, '*') ? "-9, " : "",
                     strchr(precision, '*') ? "3, " : "", values[i / 390 % 12]);
            answer(stock, expression, expected);
            answer(own, expression, found);
            assert_string_equal(found, expected);
        }
    }
    static const char *const others[] = {"printf()",
                                         "printf(null)",
                                         "printf('')",
                                         "printf('%')",
                                         "printf('a%')",
                                         "printf('%%')",
                                         "printf('%d%d', 1)",
                                         "printf('%s')",
                                         "printf('%c%c', 'é')",
                                         "printf('%5.3c|', '€')",
                                         "printf('%-5.3c|', '€')",
                                         "printf('%lld %ld', 5, 6)",
                                         "format('%d', '7')",
                                         "printf('%*.*f', 8, -2, 2.5)",
                                         "printf(5)",
                                         "printf('%.30d', 7)",
                                         "printf('%.40f', 0.1)",
                                         "printf('%d', 1.9e19)"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        answer(stock, others[i], expected);
        answer(own, others[i], found);
        assert_string_equal(found, expected);
    }
    sqlite3_close(own);
    sqlite3_close(stock);
}

static void test_limits(void **state) {
    static const char *const refused[] = {"printf('%.*c', 900000000, 'x')",
                                          "printf('%.900000000c', 'x')",
                                          "printf('%900000000d', 1)",
                                          "printf('%*s', -900000000, 'x')",
                                          "printf('%.99999999999999999999f', 1)",
                                          "printf('%*d', -9223372036854775807 - 1, 1)"};
    sqlite3 *db = open_db(1);
    char found[400];
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        answer(db, refused[i], found);
        assert_string_equal(found, "error: printf: a width or precision is at most 1000000");
    }
    answer(db, "length(printf('%.1000000c', 'x'))", found);
    assert_string_equal(found, "1000000");
    answer(db, "length(printf(replace(hex(zeroblob(100)), '0', '%1000000d')))", found);
    assert_string_equal(found, "error: string or blob too big");
    sqlite3_close(db);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_same_as_sqlite),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests_name("store/sql/printf", tests, NULL, NULL);
}
