/* column_view.h: a column of a frame as a statement sees it: the texts of its periods, which rows hold a
 * value, and which rows pass a condition. Not for other folders.
 *
 * A condition is looked up once and then compared as numbers: a text among the words of the column, a date
 * among its periods. It may let rows through that SQLite then refuses (SQLite looks again), never the other
 * way round.
 *
 * Example:
 *   glo_row_test test;
 *   code = glo_row_test_init(&test, view, SQLITE_INDEX_CONSTRAINT_EQ, value, job);    zone = 'BE'
 *   if (glo_row_test_passes(&test, row)) ...
 *   glo_row_test_dispose(&test);
 */
#ifndef GLO_STORE_COLUMN_VIEW_H
#define GLO_STORE_COLUMN_VIEW_H

#include "db.h"

#include <stdbool.h>

typedef struct glo_column_view {
    const glo_column *column;
    int is_looked_at;
    int32_t first; /* of a time column: from the first period there is */
    size_t periods;
    char (*texts)[GLO_DATE_SIZE]; /* of each period, where there are not many more than rows */
    size_t asked;                 /* how often the rows of one value were asked for */
    uint32_t *heads, *next; /* row + 1 of the first with a value of that hash, and of the next; 0: none */
    unsigned shift;
} glo_column_view;

void glo_column_view_dispose(glo_column_view *view);

void glo_column_view_result(glo_column_view *view, size_t row, sqlite3_context *result);

typedef struct glo_row_test {
    const glo_column *column;
    enum { TEST_ANY, TEST_NONE, TEST_NULL, TEST_NOT_NULL, TEST_ONE, TEST_RANGE, TEST_REALS, TEST_WORDS } kind;
    int64_t low, high;          /* a code, a time or a whole number; the same for TEST_ONE */
    double real_low, real_high; /* of TEST_REALS */
    uint8_t *words;             /* of TEST_WORDS: by code */
} glo_row_test;

/* Whether a condition on the column can be tested here; `op` is one of SQLITE_INDEX_CONSTRAINT_*. */
bool glo_row_test_is_for(const glo_column *column, int op);
/* Returns a code of SQLite; the test is to be disposed of in any case. */
int glo_row_test_init(glo_row_test *test, glo_column_view *view, int op, sqlite3_value *value,
                      const glo_job *job);
/* For `column in (...)` over a text column. */
int glo_row_test_init_in(glo_row_test *test, glo_column_view *view, sqlite3_value *list, const glo_job *job);
void glo_row_test_dispose(glo_row_test *test);
bool glo_row_test_passes(const glo_row_test *test, size_t row);

/* Whether `value` is asked for often enough to make an index of the column's values, and then makes it.
 * Returns a code of SQLite; *out is row + 1 of the first row that may hold it, 0 none; view->next leads on.
 */
int glo_column_view_find(glo_column_view *view, int64_t value, const glo_job *job, int *out_is_indexed,
                         uint32_t *out);

#endif
