/* query.c: one SELECT into a frame, read-only by an authoriser.
 *
 * Example:  select code, kind from zone where kind = :kind      with {kind="country"}
 */
#include "base/alloc.h"
#include "base/err.h"
#include "store/db.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the statement turned out to read, told by SQLite while it is prepared. */
typedef struct glo_reading {
    int observations; /* figures, whose marking the result carries */
    int refused;
} glo_reading;

static int authorise(void *context, int action, const char *first, const char *second, const char *database,
                     const char *trigger) {
    glo_reading *reading = context;
    static const char *const figures[] = {"observation", "reject", "cells", NULL};
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_READ:
        for (int i = 0; figures[i]; i++) {
            if (first && strcmp(first, figures[i]) == 0)
                reading->observations = 1;
        }
        return SQLITE_OK;
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        if (!second || strcmp(second, "load_extension") != 0)
            return SQLITE_OK;
        break;
    default:
        break;
    }
    reading->refused = 1;
    return SQLITE_DENY;
}

static int prepare(glo_store *store, const char *sql, glo_reading *reading, sqlite3_stmt **out) {
    const char *rest = NULL;
    sqlite3_stmt *statement = NULL;
    sqlite3_set_authorizer(store->db, authorise, reading);
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, &rest);
    sqlite3_set_authorizer(store->db, NULL, NULL);
    if (code != SQLITE_OK) {
        if (reading->refused)
            return glo_fail(GLO_ESQL, "SQL: only reading is allowed here: use select, with or explain");
        return glo_fail(GLO_ESQL, "SQL: %s", sqlite3_errmsg(store->db));
    }
    if (!statement)
        return glo_fail(GLO_ESQL, "SQL: the statement is empty");
    /* VACUUM (INTO writes a file) asks the authoriser nothing until it runs. */
    if (!sqlite3_stmt_readonly(statement) || sqlite3_column_count(statement) == 0) {
        sqlite3_finalize(statement);
        return glo_fail(GLO_ESQL, "SQL: only reading is allowed here: use select, with or explain");
    }
    while (rest && (*rest == ' ' || *rest == '\n' || *rest == '\t' || *rest == '\r' || *rest == ';'))
        rest++;
    if (rest && *rest) {
        sqlite3_finalize(statement);
        return glo_fail(GLO_ESQL, "SQL: one statement at a time; this stands behind the first: %.40s", rest);
    }
    *out = statement;
    return GLO_OK;
}

static void bind_value(sqlite3_stmt *statement, int at, const glo_value *value) {
    switch (value->kind) {
    case GLO_VALUE_NULL:
        sqlite3_bind_null(statement, at);
        break;
    case GLO_VALUE_INTEGER:
        sqlite3_bind_int64(statement, at, value->integer);
        break;
    case GLO_VALUE_REAL:
        sqlite3_bind_double(statement, at, value->real);
        break;
    case GLO_VALUE_TEXT:
        sqlite3_bind_text(statement, at, value->text, -1, SQLITE_TRANSIENT);
        break;
    }
}

static int bind_all(sqlite3_stmt *statement, const glo_value *values, size_t count) {
    int wanted = sqlite3_bind_parameter_count(statement);
    for (int at = 1; at <= wanted; at++) {
        const char *name = sqlite3_bind_parameter_name(statement, at);
        const glo_value *value = NULL;
        if (!name || name[0] == '?')
            value = (size_t)at <= count && !values[at - 1].name ? &values[at - 1] : NULL;
        for (size_t i = 0; name && name[0] != '?' && i < count; i++) {
            if (values[i].name && strcmp(values[i].name, name + 1) == 0)
                value = &values[i];
        }
        if (!value)
            return glo_fail(GLO_ESQL, "SQL: parameter %s has no value", name ? name : "?");
        bind_value(statement, at, value);
    }
    return GLO_OK;
}

/* A column while rows come in; its type is that of its first value, and widens if it must. */
typedef struct glo_growing {
    glo_column *column;
    size_t room, null_room;
    int typed;
} glo_growing;

static int widen_to_text(glo_growing *growing, size_t rows) {
    glo_column *text;
    char number[32];
    if (glo_column_new(GLO_TYPE_TEXT, growing->room ? growing->room : 1, &text) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < rows; i++) {
        if (growing->column->nulls && growing->column->nulls[i])
            continue;
        int n = growing->column->type == GLO_TYPE_INTEGER
                    ? snprintf(number, sizeof number, "%" PRId64, growing->column->integers[i])
                    : snprintf(number, sizeof number, "%.15g", growing->column->reals[i]);
        if (glo_column_set_text(text, i, number, (size_t)n) < 0) {
            glo_column_free(text);
            return GLO_ENOMEM;
        }
    }
    text->nulls = growing->column->nulls;
    growing->column->nulls = NULL;
    glo_column_free(growing->column);
    growing->column = text;
    growing->room = growing->room ? growing->room : 1;
    return GLO_OK;
}

/* Makes the column able to hold a value of the given SQLite type. */
static int fit_type(glo_growing *growing, int type, size_t rows) {
    glo_column *column = growing->column;
    int to_text = type == SQLITE_TEXT;
    if (!growing->typed) {
        growing->typed = 1;
        if (to_text)
            return widen_to_text(growing, 0);
        column->type = type == SQLITE_FLOAT ? GLO_TYPE_REAL : GLO_TYPE_INTEGER;
        return GLO_OK;
    }
    if (to_text && column->type != GLO_TYPE_TEXT)
        return widen_to_text(growing, rows);
    if (type == SQLITE_FLOAT && column->type == GLO_TYPE_INTEGER) {
        for (size_t i = 0; i < rows; i++)
            column->reals[i] = (double)column->integers[i];
        column->type = GLO_TYPE_REAL;
    }
    return GLO_OK;
}

static int grow(glo_growing *growing, size_t row) {
    glo_column *column = growing->column;
    size_t size = column->type == GLO_TYPE_TEXT ? sizeof *column->codes : sizeof *column->integers;
    if (glo_alloc_grow(&column->cells, &growing->room, row + 1, size) < 0)
        return GLO_ENOMEM;
    if (column->type == GLO_TYPE_TEXT)
        column->codes[row] = 0;
    else
        column->integers[row] = 0;
    if (!column->nulls)
        return GLO_OK;
    if (glo_alloc_grow(&column->nulls, &growing->null_room, row + 1, 1) < 0)
        return GLO_ENOMEM;
    column->nulls[row] = 0;
    return GLO_OK;
}

static int set_null(glo_growing *growing, size_t row) {
    glo_column *column = growing->column;
    if (!column->nulls) {
        growing->null_room = 0;
        if (glo_alloc_grow(&column->nulls, &growing->null_room, row + 1, 1) < 0)
            return GLO_ENOMEM;
        memset(column->nulls, 0, row);
    }
    column->nulls[row] = 1;
    return GLO_OK;
}

static int take_cell(glo_growing *growing, sqlite3_stmt *statement, int at, size_t row) {
    int type = sqlite3_column_type(statement, at);
    if (type == SQLITE_BLOB)
        return glo_fail(GLO_ESQL, "SQL: column '%s' holds bytes, not text; select hex(...) of it",
                        sqlite3_column_name(statement, at));
    int status = type == SQLITE_NULL ? GLO_OK : fit_type(growing, type, row);
    if (status == GLO_OK)
        status = grow(growing, row);
    if (status < 0)
        return status;
    glo_column *column = growing->column;
    if (type == SQLITE_NULL)
        return set_null(growing, row);
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        column->integers[row] = sqlite3_column_int64(statement, at);
        return GLO_OK;
    case GLO_TYPE_REAL:
        column->reals[row] = sqlite3_column_double(statement, at);
        return GLO_OK;
    default: {
        const char *text = (const char *)sqlite3_column_text(statement, at);
        if (!text)
            return glo_fail(GLO_ENOMEM, "out of memory");
        return glo_words_add(column->words, text, (size_t)sqlite3_column_bytes(statement, at),
                             &column->codes[row]);
    }
    }
}

static int fetch(glo_store *store, sqlite3_stmt *statement, const glo_job *job, glo_growing *growing,
                 int columns, size_t *out_rows) {
    size_t rows = 0;
    int status;
    while ((status = glo_db_step(store, statement)) == 1) {
        for (int i = 0; i < columns; i++) {
            if ((status = take_cell(&growing[i], statement, i, rows)) < 0)
                return status;
        }
        rows++;
        if (rows % 4096 == 0 && (status = glo_job_step(job, "reading", rows, 0)) < 0)
            return status;
    }
    *out_rows = rows;
    return status;
}

/* The codes of a text column must mean something under a null too: the empty text, if there is any null. */
static int settle(glo_column *column, size_t rows) {
    column->rows = rows;
    if (column->type != GLO_TYPE_TEXT || !column->nulls)
        return GLO_OK;
    uint32_t empty;
    int status = glo_words_add(column->words, "", 0, &empty);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        if (column->nulls[i])
            column->codes[i] = empty;
    }
    return status;
}

static int build_frame(glo_store *store, const char *sql, sqlite3_stmt *statement, glo_growing *growing,
                       int columns, size_t rows, const glo_reading *reading, glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0, 0};
    glo_provenance *origin = NULL;
    int64_t state = 0;
    int status = GLO_OK;
    for (int i = 0; i < columns; i++) {
        if (status == GLO_OK)
            status = settle(growing[i].column, rows);
        glo_frame_builder_add(&builder, sqlite3_column_name(statement, i), growing[i].column);
        growing[i].column = NULL;
    }
    if (status == GLO_OK && reading->observations)
        status = glo_cells_marking(store, &marking);
    if (status == GLO_OK)
        status = glo_store_state(store, &state);
    if (status == GLO_OK)
        status = glo_provenance_new(sql, store->path, state, 0, NULL, 0, &origin);
    if (status == GLO_OK)
        status = glo_frame_new(&builder, marking, origin, out);
    else
        glo_frame_builder_dispose(&builder);
    glo_provenance_free(origin);
    return status;
}

int glo_store_query(glo_store *store, const char *sql, const glo_value *values, size_t count,
                    const glo_job *job, glo_frame **out) {
    glo_reading reading = {0, 0};
    sqlite3_stmt *statement = NULL;
    int status = prepare(store, sql, &reading, &statement);
    if (status < 0)
        return status;
    int columns = sqlite3_column_count(statement);
    size_t rows = 0;
    glo_growing *growing = NULL;
    status = bind_all(statement, values, count);
    if (status == GLO_OK)
        status = glo_alloc_array((size_t)columns, sizeof *growing, &growing);
    for (int i = 0; status == GLO_OK && i < columns; i++)
        status = glo_column_new(GLO_TYPE_INTEGER, 0, &growing[i].column);
    store->job = job;
    if (status == GLO_OK)
        status = fetch(store, statement, job, growing, columns, &rows);
    store->job = NULL;
    if (status == GLO_OK)
        status = build_frame(store, sql, statement, growing, columns, rows, &reading, out);
    for (int i = 0; growing && i < columns; i++)
        glo_column_free(growing[i].column);
    free(growing);
    sqlite3_finalize(statement);
    return status;
}
