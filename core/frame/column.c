/* column.c: typed columns. Invariants and example in column.h. */
#include "frame/column.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static size_t cell_size(glo_type type) {
    switch (type) {
    case GLO_TYPE_INTEGER:
    case GLO_TYPE_REAL:
        return 8;
    case GLO_TYPE_TEXT:
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        break;
    }
    return 4;
}

static atomic_size_t held;
static size_t allowed = SIZE_MAX;

glo_status glo_column_has_room(size_t bytes) {
    if (bytes > allowed || glo_column_held() > allowed - bytes)
        return glo_fail(GLO_ENOMEM,
                        "out of memory: frames would take more than the limit of %zu MB; free some "
                        "(name = nil), or select less",
                        allowed >> 20);
    return GLO_OK;
}

glo_status glo_column_hold(glo_column *column) {
    size_t bytes = column->held ? 0 : column->rows * (cell_size(column->type) + (column->nulls != NULL));
    size_t more = bytes + (column->words ? glo_words_not_held(column->words) : 0);
    if (more == 0)
        return GLO_OK;
    if (glo_column_has_room(more) < 0)
        return GLO_ENOMEM;
    atomic_fetch_add(&held, bytes);
    column->held += bytes;
    if (column->words)
        glo_words_hold(column->words);
    return GLO_OK;
}

size_t glo_column_held(void) {
    return atomic_load_explicit(&held, memory_order_relaxed) + glo_words_held();
}

void glo_column_allow(size_t bytes) {
    allowed = bytes;
}

size_t glo_column_allowed(void) {
    return allowed;
}

static glo_status new_column(glo_type type, size_t rows, glo_words *words, glo_column **out) {
    glo_column *column;
    if (glo_alloc_array(1, sizeof *column, &column) < 0)
        return GLO_ENOMEM;
    atomic_init(&column->references, 1);
    column->type = type;
    column->span = type == GLO_TYPE_MONTH ? GLO_MONTH : GLO_DAY;
    column->rows = rows;
    column->words = words ? glo_words_share(words) : NULL;
    if (glo_alloc_array(rows, cell_size(type), &column->cells) < 0) {
        glo_column_free(column);
        return GLO_ENOMEM;
    }
    *out = column;
    return GLO_OK;
}

glo_status glo_column_new(glo_type type, size_t rows, glo_column **out) {
    if (type != GLO_TYPE_TEXT)
        return new_column(type, rows, NULL, out);
    glo_words *words;
    glo_status status = glo_words_new(&words);
    if (status < 0)
        return status;
    status = new_column(type, rows, words, out);
    glo_words_free(words);
    return status;
}

glo_status glo_column_new_text(glo_words *words, size_t rows, glo_column **out) {
    return new_column(GLO_TYPE_TEXT, rows, words, out);
}

glo_column *glo_column_share(glo_column *column) {
    atomic_fetch_add(&column->references, 1);
    return column;
}

void glo_column_free(glo_column *column) {
    if (!column || atomic_fetch_sub(&column->references, 1) > 1)
        return;
    atomic_fetch_sub(&held, column->held);
    free(column->cells);
    free(column->nulls);
    free(column->unit);
    glo_words_free(column->words);
    free(column);
}

glo_status glo_column_set_unit(glo_column *column, const char *unit) {
    char *copy = NULL;
    if (unit && *unit && glo_alloc_text(unit, &copy) < 0)
        return GLO_ENOMEM;
    free(column->unit);
    column->unit = copy;
    return GLO_OK;
}

glo_status glo_column_set_null(glo_column *column, size_t row) {
    if (!column->nulls && glo_alloc_array(column->rows, 1, &column->nulls) < 0)
        return GLO_ENOMEM;
    column->nulls[row] = 1;
    return GLO_OK;
}

glo_status glo_column_set_text(glo_column *column, size_t row, const char *text, size_t length) {
    return glo_words_add(column->words, text, length, &column->codes[row]);
}

glo_status glo_column_take(const glo_column *column, const size_t *rows, size_t count, glo_column **out) {
    glo_column *taken;
    if (new_column(column->type, count, column->words, &taken) < 0)
        return GLO_ENOMEM;
    taken->span = column->span;
    if (glo_column_set_unit(taken, column->unit) < 0)
        goto out_of_memory;
    size_t size = cell_size(column->type);
    if (size == 8) {
        for (size_t i = 0; i < count; i++)
            taken->integers[i] = column->integers[rows[i]];
    } else {
        for (size_t i = 0; i < count; i++)
            taken->codes[i] = column->codes[rows[i]];
    }
    for (size_t i = 0; column->nulls && i < count; i++) {
        if (column->nulls[rows[i]] && glo_column_set_null(taken, i) < 0)
            goto out_of_memory;
    }
    *out = taken;
    return GLO_OK;
out_of_memory:
    glo_column_free(taken);
    return GLO_ENOMEM;
}

const char *glo_column_text(const glo_column *column, size_t row) {
    return glo_column_is_null(column, row) ? "" : glo_words_text(column->words, column->codes[row]);
}

double glo_column_number(const glo_column *column, size_t row) {
    if (glo_column_is_null(column, row))
        return NAN;
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        return (double)column->integers[row];
    case GLO_TYPE_REAL:
        return column->reals[row];
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        return column->times[row];
    case GLO_TYPE_TEXT:
        break;
    }
    return NAN;
}

int32_t glo_column_day(const glo_column *column, size_t row) {
    return column->type == GLO_TYPE_MONTH ? glo_day_of_month(column->times[row]) : column->times[row];
}

int glo_column_compare(const glo_column *column, size_t a, size_t b) {
    int null_a = glo_column_is_null(column, a), null_b = glo_column_is_null(column, b);
    if (null_a || null_b)
        return null_a - null_b;
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        return (column->integers[a] > column->integers[b]) - (column->integers[a] < column->integers[b]);
    case GLO_TYPE_REAL:
        return (column->reals[a] > column->reals[b]) - (column->reals[a] < column->reals[b]);
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        return (column->times[a] > column->times[b]) - (column->times[a] < column->times[b]);
    case GLO_TYPE_TEXT:
        break;
    }
    if (column->codes[a] == column->codes[b])
        return 0;
    int order = strcmp(glo_column_text(column, a), glo_column_text(column, b));
    return (order > 0) - (order < 0);
}

const char *glo_type_name(glo_type type) {
    static const char *const names[] = {"integer", "real", "text", "day", "month"};
    return names[type];
}
