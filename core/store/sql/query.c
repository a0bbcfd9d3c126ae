/* query.c: one SELECT into a frame, read-only (authorise.h).
 *
 * Writing is refused altogether: cells, log and as_of rest on every change being a batch.
 *
 * Example:  select code, kind from zone where kind = :kind      with {kind="country"}
 *           select zone, sum(count) n from $r group by zone     with {r=...}
 */
#include "base/alloc.h"
#include "base/date.h"
#include "base/err.h"
#include "sql/authorise.h"
#include "sql/frames.h"
#include "sql/statement.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static glo_status refuse_writing(void) {
    return glo_fail(GLO_ESQL,
                    "SQL: only reading is allowed; add observations with store:import, withdraw them with "
                    "store:retract");
}

/* `sql` is the analyst's text, for what is told of it; `text` the same as SQLite is handed it. */
static glo_status prepare(glo_store *store, const char *sql, const char *text, const glo_frames *frames,
                          glo_access *access, sqlite3_stmt **out) {
    const char *rest = NULL;
    sqlite3_stmt *statement = NULL;
    sqlite3_set_authorizer(store->db, glo_access_authorise, access);
    int code = sqlite3_prepare_v2(store->db, text, -1, &statement, &rest);
    glo_digest_watch(store);
    if (access->status < 0)
        return access->status;
    if (code != SQLITE_OK && access->function[0])
        return glo_fail(GLO_ESQL, "SQL: the function %s is not available here", access->function);
    if (code != SQLITE_OK && (access->is_denied || strstr(sqlite3_errmsg(store->db), "may not be modified")))
        return refuse_writing(); /* the latter of a frame */
    if (code != SQLITE_OK)
        return glo_statement_fault(store, sql, frames);
    if (!statement)
        return glo_fail(GLO_ESQL, "SQL: the statement is empty");
    /* VACUUM (INTO writes a file) asks the authoriser nothing until it runs. */
    if (!sqlite3_stmt_readonly(statement) || sqlite3_column_count(statement) == 0) {
        sqlite3_finalize(statement);
        return refuse_writing();
    }
    glo_word word = {.at = rest ? (size_t)(rest - text) : strlen(text)};
    int more;
    while ((more = glo_word_next(text, &word)) && text[word.at] == ';')
        continue;
    if (more) {
        sqlite3_finalize(statement);
        return glo_fail(GLO_ESQL, "SQL: one statement at a time; after the first comes: %.40s",
                        text + word.at);
    }
    *out = statement;
    return GLO_OK;
}

static void bind_value(sqlite3_stmt *statement, int at, const glo_value *value) {
    switch (value->kind) {
    case GLO_VALUE_NULL:
    case GLO_VALUE_FRAME:
        sqlite3_bind_null(statement, at);
        break;
    case GLO_VALUE_INTEGER:
        sqlite3_bind_int64(statement, at, value->integer);
        break;
    case GLO_VALUE_REAL:
        sqlite3_bind_double(statement, at, value->real);
        break;
    case GLO_VALUE_TEXT:
        glo_db_bind_text(statement, at, value->text);
        break;
    }
}

static glo_status bind_all(sqlite3_stmt *statement, const glo_value *values, size_t count) {
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
        if (value->kind == GLO_VALUE_FRAME)
            return glo_fail(GLO_ESQL, "SQL: %s is a frame: write $%s in place of a table name", name,
                            value->name);
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

static glo_status widen_to_text(glo_growing *growing, size_t rows) {
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
static glo_status fit_type(glo_growing *growing, int type, size_t rows) {
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

static glo_status grow(glo_growing *growing, size_t row) {
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

static glo_status set_null(glo_growing *growing, size_t row) {
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

static glo_status take_cell(glo_growing *growing, sqlite3_stmt *statement, int at, size_t row) {
    int type = sqlite3_column_type(statement, at);
    if (type == SQLITE_BLOB)
        return glo_fail(GLO_ESQL, "SQL: column '%s' is a blob, not text; select hex() of it",
                        sqlite3_column_name(statement, at));
    glo_status status = type == SQLITE_NULL ? GLO_OK : fit_type(growing, type, row);
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

/* Bytes of the columns so far. */
static size_t size_of(const glo_growing *growing, int columns) {
    size_t bytes = 0;
    for (int i = 0; i < columns; i++) {
        const glo_column *column = growing[i].column;
        size_t cell = column->type == GLO_TYPE_TEXT ? sizeof *column->codes : sizeof *column->integers;
        bytes += growing[i].room * cell + growing[i].null_room;
        bytes += column->words ? glo_words_not_held(column->words) : 0;
    }
    return bytes;
}

/* `out_rows` counts on the way: db.c tells it as progress, and cancels. */
static glo_status fetch(glo_store *store, sqlite3_stmt *statement, glo_growing *growing, int columns,
                        size_t *out_rows) {
    int status;
    while ((status = glo_db_step(store, statement)) == 1) {
        for (int i = 0; i < columns; i++) {
            if ((status = take_cell(&growing[i], statement, i, *out_rows)) < 0)
                return status;
        }
        if (*out_rows % 256 == 0 && (status = glo_column_has_room(size_of(growing, columns))) < 0)
            return status;
        if (++*out_rows % 4096 == 0 && (status = glo_job_step(store->job, "reading", *out_rows, 0)) < 0)
            return status;
    }
    return status;
}

/* The codes of a text column must mean something under a null too: the empty text, if there is any null. */
static glo_status settle(glo_column *column, size_t rows) {
    column->rows = rows;
    if (column->type != GLO_TYPE_TEXT || !column->nulls)
        return GLO_OK;
    uint32_t empty;
    glo_status status = glo_words_add(column->words, "", 0, &empty);
    for (size_t i = 0; status == GLO_OK && i < rows; i++) {
        if (column->nulls[i])
            column->codes[i] = empty;
    }
    return status;
}

/* ---- the frame ---- */

/* Texts of periods as times again, each word read once; a word that is none is GLO_EINVAL. */
static glo_status read_times(const glo_column *text, glo_column *times) {
    uint32_t count = glo_words_count(text->words);
    int32_t *of_word;
    glo_status status = glo_alloc_array(count, sizeof *of_word, &of_word);
    for (uint32_t code = 0; status == GLO_OK && code < count; code++) {
        size_t length = glo_words_length(text->words, code);
        glo_span span;
        if (length) /* the empty word stands under nulls */
            status = glo_date_parse(glo_words_text(text->words, code), length, GLO_ORDER_ISO, &of_word[code],
                                    &span);
        if (length && times->type == GLO_TYPE_MONTH)
            of_word[code] = glo_month_of_day(of_word[code]);
    }
    for (size_t row = 0; status == GLO_OK && row < text->rows; row++) {
        if (glo_column_is_null(text, row))
            status = glo_column_set_null(times, row);
        else
            times->times[row] = of_word[text->codes[row]];
    }
    free(of_word);
    return status;
}

/* A column of the type that the column it came from has: SQL knows no times, and nothing of what is not
 * there. */
static glo_status restore_type(const glo_column *origin, glo_growing *growing, size_t rows) {
    int is_time = origin->type == GLO_TYPE_DAY || origin->type == GLO_TYPE_MONTH;
    glo_column *made;
    if (growing->typed && (!is_time || growing->column->type != GLO_TYPE_TEXT))
        return GLO_OK;
    glo_status status = glo_column_new(origin->type, rows, &made);
    if (status < 0)
        return status;
    made->span = origin->span;
    for (size_t row = 0; status == GLO_OK && row < rows && !growing->typed; row++)
        status = glo_column_set_null(made, row);
    if (status == GLO_OK && !growing->typed && made->words && rows) {
        uint32_t empty;
        status = glo_words_add(made->words, "", 0, &empty);
    }
    if (status == GLO_OK && growing->typed)
        status = read_times(growing->column, made);
    if (status < 0) {
        glo_column_free(made);
        return status == GLO_EINVAL ? GLO_OK : status;
    }
    glo_column_free(growing->column);
    growing->column = made;
    return GLO_OK;
}

/* Finishes a column; one that is a frame's, unchanged, has that one's type and unit. */
static glo_status finish_column(const glo_column *origin, glo_growing *growing, size_t rows) {
    glo_status status = settle(growing->column, rows);
    if (status == GLO_OK && origin)
        status = restore_type(origin, growing, rows);
    if (status == GLO_OK && origin)
        status = glo_column_set_unit(growing->column, origin->unit);
    return status;
}

/* The frame's column that a column of the result is. Of several selects SQLite tells only of the first. */
static const glo_column *origin_of(const glo_frames *frames, const char *sql, sqlite3_stmt *statement,
                                   int at) {
    if (glo_statement_has(sql, "union") || glo_statement_has(sql, "except") ||
        glo_statement_has(sql, "intersect"))
        return NULL;
    return glo_frames_origin(frames, statement, at);
}

/* `name`, or name_2, name_3 ... where columns before have it. */
static glo_status add_column(glo_frame_builder *builder, const char *name, glo_column *column) {
    glo_buf own = {0};
    glo_buf_text(&own, name);
    for (size_t i = 0, n = 1; i < builder->count && glo_buf_status(&own) == GLO_OK;) {
        if (strcmp(builder->names[i++], own.data) != 0)
            continue;
        glo_buf_clear(&own);
        glo_buf_format(&own, "%s_%zu", name, ++n);
        i = 0;
    }
    glo_status status = glo_buf_status(&own);
    if (status == GLO_OK)
        status = glo_frame_builder_add(builder, own.data, column);
    else
        glo_column_free(column);
    glo_buf_dispose(&own);
    return status;
}

/* Marking and origin of the result: of what it read in the store and of the frames it read. */
static int trace_back(glo_store *store, const char *sql, const glo_frames *frames, const glo_access *access,
                      glo_marking *marking, glo_provenance **out) {
    glo_provenance **parents = NULL;
    int64_t state = 0;
    size_t used = 0;
    int status = glo_alloc_array(frames->count, sizeof *parents, &parents);
    if (status == GLO_OK)
        status = glo_access_marking(access, store, marking);
    if (status == GLO_OK && store->path)
        status = glo_store_state(store, &state);
    for (size_t i = 0; status == GLO_OK && i < frames->count; i++) {
        const glo_frame *frame = glo_frames_frame(frames, i);
        if (!glo_frames_is_used(frames, i))
            continue;
        *marking = glo_marking_join(*marking, glo_frame_marking(frame));
        parents[used++] = glo_frame_provenance(frame);
    }
    if (status == GLO_OK)
        status = glo_provenance_new(sql, store->path, state, 0, parents, used, out);
    free(parents);
    return status;
}

static int build_frame(glo_store *store, const char *sql, const glo_frames *frames, sqlite3_stmt *statement,
                       glo_growing *growing, int columns, size_t rows, const glo_access *access,
                       glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0, 0};
    glo_provenance *origin = NULL;
    int status = GLO_OK;
    for (int i = 0; status == GLO_OK && i < columns; i++) {
        status = finish_column(origin_of(frames, sql, statement, i), &growing[i], rows);
        if (status < 0)
            break;
        status = add_column(&builder, sqlite3_column_name(statement, i), growing[i].column);
        growing[i].column = NULL;
    }
    if (status == GLO_OK)
        status = trace_back(store, sql, frames, access, &marking, &origin);
    if (status == GLO_OK)
        status = glo_frame_new(&builder, marking, origin, out);
    else
        glo_frame_builder_dispose(&builder);
    glo_provenance_free(origin);
    return status;
}

/* Runs the prepared statement. */
static int run(glo_store *store, const char *sql, const glo_frames *frames, sqlite3_stmt *statement,
               const glo_access *access, const glo_job *job, glo_frame **out) {
    int columns = sqlite3_column_count(statement);
    size_t rows = 0;
    glo_growing *growing = NULL;
    int status = glo_alloc_array((size_t)columns, sizeof *growing, &growing);
    for (int i = 0; status == GLO_OK && i < columns; i++)
        status = glo_column_new(GLO_TYPE_INTEGER, 0, &growing[i].column);
    store->job = job;
    store->rows = &rows;
    if (status == GLO_OK)
        status = fetch(store, statement, growing, columns, &rows);
    store->rows = NULL;
    store->job = NULL;
    if (status == GLO_OK)
        status = build_frame(store, sql, frames, statement, growing, columns, rows, access, out);
    for (int i = 0; growing && i < columns; i++)
        glo_column_free(growing[i].column);
    free(growing);
    return status;
}

/* What SQLite holds while it works (a queue of a recursive select, an index made on the way) may be no more than the frames of the
 * process may still hold. */
static void limit_heap(void) {
    const size_t LEAST = 4 << 20;
    size_t held = glo_column_held(), allowed = glo_column_allowed(),
           left = allowed > held ? allowed - held : 0;
    sqlite3_int64 used = sqlite3_memory_used();
    if (left < LEAST)
        left = LEAST;
    sqlite3_hard_heap_limit64(left < (size_t)(INT64_MAX - used) ? used + (sqlite3_int64)left : 0);
}

static int query(glo_store *store, const char *sql, const glo_value *values, size_t count, const glo_job *job,
                 glo_frame **out) {
    glo_frames frames;
    glo_access access;
    glo_buf text = {0};
    sqlite3_stmt *statement = NULL;
    int status = glo_frames_open(store, values, count, &frames);
    if (status < 0)
        return status;
    status = glo_access_init(&access, &frames);
    if (status == GLO_OK)
        status = glo_statement_write(sql, &frames, &text);
    limit_heap();
    if (status == GLO_OK)
        status = prepare(store, sql, text.data, &frames, &access, &statement);
    if (status == GLO_OK)
        status = bind_all(statement, values, count);
    if (status == GLO_OK)
        status = run(store, sql, &frames, statement, &access, job, out);
    sqlite3_finalize(statement);
    sqlite3_hard_heap_limit64(0);
    glo_access_dispose(&access);
    glo_frames_close(&frames);
    glo_buf_dispose(&text);
    return status;
}

int glo_store_query(glo_store *store, const char *sql, const glo_value *values, size_t count,
                    const glo_job *job, glo_frame **out) {
    if (store)
        return query(store, sql, values, count, job, out);
    glo_store *nothing;
    int status = glo_db_open_memory(&nothing);
    if (status < 0)
        return status;
    status = query(nothing, sql, values, count, job, out);
    glo_store_close(nothing);
    return status;
}
