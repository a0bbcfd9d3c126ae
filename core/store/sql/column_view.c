/* column_view.c: conditions on a column, looked up once. What is promised is in column_view.h.
 * Reference: SQLite, "The Virtual Table Mechanism Of SQLite"; "Datatypes In SQLite" (how values compare). */
#include "sql/column_view.h"

#include "base/alloc.h"
#include "base/err.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 1 << 16, OFTEN = 3, MANY_PERIODS = 1 << 18 };

void glo_column_view_dispose(glo_column_view *view) {
    free(view->texts);
    free(view->heads);
    free(view->next);
}

/* ---- periods ---- */

static bool is_time(const glo_column *column) {
    return column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH;
}

static size_t format_time(const glo_column *column, int32_t time, char out[GLO_DATE_SIZE]) {
    return glo_date_format(column->type == GLO_TYPE_MONTH ? glo_day_of_month(time) : time, column->span, out);
}

/* Which periods a time column spans, and their texts, where writing each once is less work than each row's.
 */
static void look_at(glo_column_view *view) {
    const glo_column *column = view->column;
    int32_t least = INT32_MAX, most = INT32_MIN;
    view->is_looked_at = 1;
    for (size_t row = 0; row < column->rows; row++) {
        if (glo_column_is_null(column, row))
            continue;
        least = column->times[row] < least ? column->times[row] : least;
        most = column->times[row] > most ? column->times[row] : most;
    }
    if (least > most)
        return;
    view->first = least;
    view->periods = (size_t)((int64_t)most - least) + 1;
    if (view->periods > MANY_PERIODS || view->periods > column->rows)
        return;
    view->texts = calloc(view->periods, sizeof *view->texts);
    for (size_t i = 0; view->texts && i < view->periods; i++)
        format_time(column, least + (int32_t)i, view->texts[i]);
}

static void result_time(glo_column_view *view, size_t row, sqlite3_context *result) {
    char text[GLO_DATE_SIZE];
    int32_t time = view->column->times[row];
    if (!view->is_looked_at)
        look_at(view);
    if (view->texts)
        sqlite3_result_text(result, view->texts[time - view->first], -1, SQLITE_STATIC);
    else
        sqlite3_result_text(result, text, (int)format_time(view->column, time, text), SQLITE_TRANSIENT);
}

void glo_column_view_result(glo_column_view *view, size_t row, sqlite3_context *result) {
    const glo_column *column = view->column;
    if (glo_column_is_null(column, row)) {
        sqlite3_result_null(result);
        return;
    }
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        sqlite3_result_int64(result, column->integers[row]);
        break;
    case GLO_TYPE_REAL:
        sqlite3_result_double(result, column->reals[row]);
        break;
    case GLO_TYPE_TEXT:
        sqlite3_result_text64(result, glo_words_text(column->words, column->codes[row]),
                              glo_words_length(column->words, column->codes[row]), SQLITE_STATIC,
                              SQLITE_UTF8);
        break;
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        result_time(view, row, result);
        break;
    }
}

/* How many periods of the column come before the text; with `through`, the period of that text is one of
 * them. Texts of periods sort as the periods do. */
static size_t periods_before(const glo_column_view *view, const char *text, int through) {
    size_t from = 0, to = view->periods;
    char period[GLO_DATE_SIZE];
    while (from < to) {
        size_t half = from + (to - from) / 2;
        format_time(view->column, view->first + (int32_t)half, period);
        int order = strcmp(period, text);
        if (order < 0 || (through && order == 0))
            from = half + 1;
        else
            to = half;
    }
    return from;
}

/* ---- conditions ---- */

bool glo_row_test_is_for(const glo_column *column, int op) {
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
    case SQLITE_INDEX_CONSTRAINT_GT:
    case SQLITE_INDEX_CONSTRAINT_GE:
    case SQLITE_INDEX_CONSTRAINT_LT:
    case SQLITE_INDEX_CONSTRAINT_LE:
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
        return true;
    case SQLITE_INDEX_CONSTRAINT_NE:
    case SQLITE_INDEX_CONSTRAINT_LIKE:
    case SQLITE_INDEX_CONSTRAINT_GLOB:
        return column->type == GLO_TYPE_TEXT;
    default:
        return false;
    }
}

/* Whether something that compares so (-1, 0, 1) to the value is what the condition asks for. */
static bool holds(int op, int order) {
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_GT:
        return order > 0;
    case SQLITE_INDEX_CONSTRAINT_GE:
        return order >= 0;
    case SQLITE_INDEX_CONSTRAINT_LT:
        return order < 0;
    case SQLITE_INDEX_CONSTRAINT_LE:
        return order <= 0;
    case SQLITE_INDEX_CONSTRAINT_NE:
        return order != 0;
    default:
        return order == 0;
    }
}

static int compare_bytes(const char *a, size_t length, const char *b, size_t other) {
    int order = memcmp(a, b, length < other ? length : other);
    return order ? order : (length > other) - (length < other);
}

static bool word_holds(const glo_words *words, uint32_t code, int op, const char *text, size_t length) {
    const char *word = glo_words_text(words, code);
    if (op == SQLITE_INDEX_CONSTRAINT_LIKE)
        return sqlite3_strlike(text, word, 0) == 0;
    if (op == SQLITE_INDEX_CONSTRAINT_GLOB)
        return sqlite3_strglob(text, word) == 0;
    return holds(op, compare_bytes(word, glo_words_length(words, code), text, length));
}

static int new_words(glo_row_test *test) {
    test->kind = TEST_WORDS;
    test->words = calloc((size_t)glo_words_count(test->column->words) + 1, 1);
    return test->words ? SQLITE_OK : SQLITE_NOMEM;
}

static int test_text(glo_row_test *test, int op, sqlite3_value *value, const glo_job *job) {
    const glo_words *words = test->column->words;
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return SQLITE_OK; /* what a text is to a number, SQLite knows */
    const char *text = (const char *)sqlite3_value_text(value);
    size_t length = (size_t)sqlite3_value_bytes(value);
    if (!text)
        return SQLITE_NOMEM;
    if (op == SQLITE_INDEX_CONSTRAINT_EQ) {
        uint32_t code = 0;
        test->kind = glo_words_find(words, text, length, &code) ? TEST_ONE : TEST_NONE;
        test->low = test->high = code;
        return SQLITE_OK;
    }
    int status = new_words(test);
    for (uint32_t code = 0; status == SQLITE_OK && code < glo_words_count(words); code++) {
        test->words[code] = (uint8_t)word_holds(words, code, op, text, length);
        if (code % STEP == 0 && glo_job_step(job, "reading", 0, 0) < 0)
            status = SQLITE_INTERRUPT;
    }
    return status;
}

static void set_range(glo_row_test *test, int64_t low, int64_t high) {
    test->kind = low > high ? TEST_NONE : low == high ? TEST_ONE : TEST_RANGE;
    test->low = low;
    test->high = high;
}

static int test_time(glo_row_test *test, glo_column_view *view, int op, sqlite3_value *value) {
    if (sqlite3_value_type(value) != SQLITE_TEXT)
        return SQLITE_OK;
    const char *text = (const char *)sqlite3_value_text(value);
    if (!text)
        return SQLITE_NOMEM;
    if (!view->is_looked_at)
        look_at(view);
    int64_t first = view->first, last = first + (int64_t)view->periods - 1;
    int64_t begins = first + (int64_t)periods_before(view, text, 0);
    int64_t behind = first + (int64_t)periods_before(view, text, 1);
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_GT:
        set_range(test, behind, last);
        break;
    case SQLITE_INDEX_CONSTRAINT_GE:
        set_range(test, begins, last);
        break;
    case SQLITE_INDEX_CONSTRAINT_LT:
        set_range(test, first, begins - 1);
        break;
    case SQLITE_INDEX_CONSTRAINT_LE:
        set_range(test, first, behind - 1);
        break;
    default:
        set_range(test, begins, behind - 1);
    }
    return SQLITE_OK;
}

/* The whole numbers that a condition with a real leaves; bounds may be one too wide. */
static void test_integer_by_real(glo_row_test *test, int op, double value) {
    const double limit = 9223372036854774784.0; /* the greatest real below 2^63 */
    if (isnan(value) || fabs(value) > limit)
        return;
    int64_t below = (int64_t)floor(value), above = (int64_t)ceil(value);
    if (op == SQLITE_INDEX_CONSTRAINT_EQ)
        set_range(test, above, below);
    else if (op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE)
        set_range(test, above, INT64_MAX);
    else
        set_range(test, INT64_MIN, below);
}

static void test_integer(glo_row_test *test, int op, sqlite3_value *value) {
    int type = sqlite3_value_type(value);
    if (type == SQLITE_FLOAT)
        test_integer_by_real(test, op, sqlite3_value_double(value));
    if (type != SQLITE_INTEGER)
        return;
    int64_t number = sqlite3_value_int64(value);
    if (op == SQLITE_INDEX_CONSTRAINT_EQ)
        set_range(test, number, number);
    else if (op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE)
        set_range(test, number, INT64_MAX);
    else
        set_range(test, INT64_MIN, number);
}

static void test_real(glo_row_test *test, int op, sqlite3_value *value) {
    int type = sqlite3_value_type(value);
    double number = sqlite3_value_double(value);
    if ((type != SQLITE_INTEGER && type != SQLITE_FLOAT) ||
        (type == SQLITE_INTEGER && fabs(number) > 9007199254740992.0)) /* not exact as a real */
        return;
    test->kind = TEST_REALS;
    test->real_low =
        op == SQLITE_INDEX_CONSTRAINT_LT || op == SQLITE_INDEX_CONSTRAINT_LE ? -INFINITY : number;
    test->real_high =
        op == SQLITE_INDEX_CONSTRAINT_GT || op == SQLITE_INDEX_CONSTRAINT_GE ? INFINITY : number;
}

int glo_row_test_init(glo_row_test *test, glo_column_view *view, int op, sqlite3_value *value,
                      const glo_job *job) {
    *test = (glo_row_test){.column = view->column, .kind = TEST_ANY};
    if (op == SQLITE_INDEX_CONSTRAINT_ISNULL || op == SQLITE_INDEX_CONSTRAINT_ISNOTNULL) {
        /* A real that is no number is null to SQLite. */
        if (view->column->type != GLO_TYPE_REAL)
            test->kind = op == SQLITE_INDEX_CONSTRAINT_ISNULL ? TEST_NULL : TEST_NOT_NULL;
        return SQLITE_OK;
    }
    if (sqlite3_value_type(value) == SQLITE_NULL) {
        test->kind = TEST_NONE; /* nothing is equal to, less or more than null */
        return SQLITE_OK;
    }
    if (view->column->type == GLO_TYPE_TEXT)
        return test_text(test, op, value, job);
    if (is_time(view->column))
        return test_time(test, view, op, value);
    if (view->column->type == GLO_TYPE_INTEGER)
        test_integer(test, op, value);
    else
        test_real(test, op, value);
    return SQLITE_OK;
}

int glo_row_test_init_in(glo_row_test *test, glo_column_view *view, sqlite3_value *list, const glo_job *job) {
    *test = (glo_row_test){.column = view->column, .kind = TEST_ANY};
    sqlite3_value *value = NULL;
    uint32_t code;
    size_t listed = 0;
    int status = new_words(test);
    if (status == SQLITE_OK)
        status = sqlite3_vtab_in_first(list, &value);
    for (; status == SQLITE_OK && value; status = sqlite3_vtab_in_next(list, &value)) {
        int type = sqlite3_value_type(value);
        const char *text = type == SQLITE_TEXT ? (const char *)sqlite3_value_text(value) : NULL;
        if (text && glo_words_find(test->column->words, text, (size_t)sqlite3_value_bytes(value), &code))
            test->words[code] = 1;
        else if (!text && type != SQLITE_NULL)
            test->kind = TEST_ANY;
        if (++listed % STEP == 0 && glo_job_step(job, "reading", 0, 0) < 0)
            return SQLITE_INTERRUPT;
    }
    return status == SQLITE_DONE ? SQLITE_OK : status;
}

void glo_row_test_dispose(glo_row_test *test) {
    free(test->words);
    *test = (glo_row_test){.kind = TEST_ANY};
}

static int64_t whole_at(const glo_column *column, size_t row) {
    if (column->type == GLO_TYPE_INTEGER)
        return column->integers[row];
    return column->type == GLO_TYPE_TEXT ? (int64_t)column->codes[row] : column->times[row];
}

bool glo_row_test_passes(const glo_row_test *test, size_t row) {
    const glo_column *column = test->column;
    if (test->kind == TEST_ANY)
        return true;
    if (glo_column_is_null(column, row))
        return test->kind == TEST_NULL;
    switch (test->kind) {
    case TEST_NOT_NULL:
        return true;
    case TEST_ONE:
    case TEST_RANGE: {
        int64_t value = whole_at(column, row);
        return value >= test->low && value <= test->high;
    }
    case TEST_REALS:
        return column->reals[row] >= test->real_low && column->reals[row] <= test->real_high;
    case TEST_WORDS:
        return test->words[column->codes[row]];
    default:
        return false;
    }
}

/* ---- the rows of a value ---- */

/* Reference: D. E. Knuth, The Art of Computer Programming, volume 3, 6.4 (multiplicative hashing). */
static size_t head_of(const glo_column_view *view, int64_t value) {
    return (size_t)(((uint64_t)value * 0x9E3779B97F4A7C15u) >> view->shift);
}

/* From the last row to the first, so that the chains go up. */
static int make_index(glo_column_view *view, const glo_job *job) {
    size_t rows = view->column->rows;
    unsigned bits = 4;
    while (bits < 31 && ((size_t)1 << bits) < rows)
        bits++;
    view->shift = 64 - bits;
    if (glo_alloc_array((size_t)1 << bits, sizeof *view->heads, &view->heads) < 0 ||
        glo_alloc_array(rows + 1, sizeof *view->next, &view->next) < 0)
        return SQLITE_NOMEM;
    for (size_t row = rows; row-- > 0;) {
        if (row % STEP == 0 && glo_job_step(job, "indexing", rows - row, rows) < 0)
            return SQLITE_INTERRUPT;
        if (glo_column_is_null(view->column, row))
            continue;
        uint32_t *head = &view->heads[head_of(view, whole_at(view->column, row))];
        view->next[row + 1] = *head;
        *head = (uint32_t)row + 1;
    }
    return SQLITE_OK;
}

int glo_column_view_find(glo_column_view *view, int64_t value, const glo_job *job, int *out_is_indexed,
                         uint32_t *out) {
    *out_is_indexed = 0;
    if (!view->heads) {
        if (view->column->rows >= UINT32_MAX - 1 || ++view->asked < OFTEN)
            return SQLITE_OK;
        int status = make_index(view, job);
        if (status != SQLITE_OK) {
            free(view->heads);
            free(view->next);
            view->heads = view->next = NULL;
            return status;
        }
    }
    *out_is_indexed = 1;
    *out = view->heads[head_of(view, value)];
    return SQLITE_OK;
}
