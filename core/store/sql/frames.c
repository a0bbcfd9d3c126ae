/* frames.c: frames as virtual tables: read in place, conditions and order taken over from SQLite where that
 * is less work. Example in frames.h.
 *
 * What SQLite proposes while it looks for a plan (frames_best_index) is kept as a `plan`; when the statement
 * runs, a cursor is given the number of the plan and the values. A cursor goes through the rows in one of
 * three ways: all of them; those that hold one value, by the index that a column makes of itself once it is
 * asked for the third time (the inner side of a join); or a list of those that pass, put in order.
 *
 * Reference: SQLite, "The Virtual Table Mechanism Of SQLite".
 */
#include "sql/frames.h"

#include "base/alloc.h"
#include "base/err.h"
#include "frame/order.h"
#include "sql/column_view.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_TESTS = 8, MOST_KEYS = 8, STEP = 1 << 16 };

typedef struct plan_test {
    int column, op, is_in;
} plan_test;

typedef struct plan {
    int test_count, key_count;
    int grouped; /* equal rows must only stand together */
    plan_test tests[MOST_TESTS];
    struct {
        int column, descending;
    } keys[MOST_KEYS];
} plan;

struct glo_frame_table {
    glo_store *store;
    glo_frame *frame; /* borrowed from the parameters */
    const char *name; /* of the parameter, borrowed */
    char *table;
    int is_used;
    glo_column_view *views;
    plan *plans;
    size_t plan_count, plan_room;
};

typedef struct frames_table {
    sqlite3_vtab base;
    glo_frame_table *of;
} frames_table;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    glo_row_test tests[MOST_TESTS];
    int test_count;
    size_t at, rows;      /* the row at hand; at the end: rows */
    const uint32_t *next; /* along the rows of one value */
    uint32_t *list;       /* or along these */
    size_t listed, place;
    size_t refused; /* rows, since the cursor was opened */
} cursor;

static glo_frame_table *table_of(sqlite3_vtab_cursor *base) {
    return ((frames_table *)base->pVtab)->of;
}

/* ---- connecting ---- */

/* Whether a column but `except` has the name, for SQL, to which "a" and "A" are one. */
static bool is_taken(const glo_frame *frame, const char *name, size_t except) {
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        if (i != except && sqlite3_stricmp(glo_frame_name(frame, i), name) == 0)
            return true;
    }
    return false;
}

/* A column's name in SQL: its own, or a_2 where a column before it has that name but for the case. To be freed; NULL: no memory. */
static char *name_in_sql(const glo_frame *frame, size_t column) {
    const char *name = glo_frame_name(frame, column);
    int before = 1;
    for (size_t i = 0; i < column; i++)
        before += sqlite3_stricmp(glo_frame_name(frame, i), name) == 0;
    char *own = before == 1 ? sqlite3_mprintf("%s", name) : sqlite3_mprintf("%s_%d", name, before);
    while (before > 1 && own && is_taken(frame, own, column)) {
        sqlite3_free(own);
        own = sqlite3_mprintf("%s_%d", name, ++before);
    }
    return own;
}

static int declare(sqlite3 *db, const glo_frame *frame) {
    static const char *const affinities[] = {"INTEGER", "REAL", "TEXT", "TEXT", "TEXT"}; /* by glo_type */
    sqlite3_str *text = sqlite3_str_new(db);
    sqlite3_str_appendall(text, "create table frame (");
    bool has_names = true;
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        char *name = name_in_sql(frame, i);
        has_names &= name != NULL;
        sqlite3_str_appendf(text, "%s\"%w\" %s", i ? ", " : "", name,
                            affinities[glo_frame_column(frame, i)->type]);
        sqlite3_free(name);
    }
    if (glo_frame_columns(frame) == 0)
        sqlite3_str_appendall(text, "\"no columns\" hidden");
    sqlite3_str_appendall(text, ")");
    char *sql = sqlite3_str_finish(text);
    int code = sql && has_names ? sqlite3_declare_vtab(db, sql) : SQLITE_NOMEM;
    sqlite3_free(sql);
    return code;
}

static int frames_connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                          char **message) {
    glo_frame_table *of = context;
    (void)argc;
    (void)argv;
    int code = declare(db, of->frame);
    if (code != SQLITE_OK) {
        *message = sqlite3_mprintf("frame %s: %s", of->name, sqlite3_errmsg(db));
        return code;
    }
    frames_table *table = sqlite3_malloc64(sizeof *table);
    if (!table)
        return SQLITE_NOMEM;
    *table = (frames_table){.of = of};
    *out = &table->base;
    return SQLITE_OK;
}

static int frames_disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

/* ---- planning ---- */

/* How many rows of a hundred pass such a condition, as a guess; of equality, one of the column's values. */
static double share_of(const glo_column *column, int op) {
    switch (op) {
    case SQLITE_INDEX_CONSTRAINT_EQ:
        return column->type == GLO_TYPE_TEXT ? 1.0 / (glo_words_count(column->words) + 1.0) : 0.01;
    case SQLITE_INDEX_CONSTRAINT_ISNULL:
        return 0.1;
    case SQLITE_INDEX_CONSTRAINT_NE:
    case SQLITE_INDEX_CONSTRAINT_ISNOTNULL:
        return 0.9;
    default:
        return 0.25;
    }
}

/* Takes over the conditions that can be tested here. SQLite tests them again, so none is `omit`ted. */
static void plan_tests(const glo_frame_table *of, sqlite3_index_info *info, plan *made, double *share,
                       int *has_one) {
    for (int i = 0; i < info->nConstraint && made->test_count < MOST_TESTS; i++) {
        int column = info->aConstraint[i].iColumn, op = info->aConstraint[i].op;
        if (!info->aConstraint[i].usable || column < 0 || (size_t)column >= glo_frame_columns(of->frame))
            continue;
        const glo_column *cells = glo_frame_column(of->frame, (size_t)column);
        if (!glo_row_test_is_for(cells, op))
            continue;
        if (cells->type == GLO_TYPE_TEXT && strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)
            continue;
        int is_in = sqlite3_vtab_in(info, i, -1);
        if (is_in && cells->type != GLO_TYPE_TEXT)
            continue;
        if (is_in)
            sqlite3_vtab_in(info, i, 1);
        made->tests[made->test_count] = (plan_test){column, op, is_in};
        info->aConstraintUsage[i].argvIndex = ++made->test_count;
        *share *= is_in ? 0.25 : share_of(cells, op);
        *has_one |= op == SQLITE_INDEX_CONSTRAINT_EQ && !is_in && cells->type != GLO_TYPE_REAL;
    }
}

/* Takes over the order: rows are distributed here, compared there. */
static void plan_order(const glo_frame_table *of, sqlite3_index_info *info, plan *made) {
    if (info->nOrderBy == 0 || info->nOrderBy > MOST_KEYS || glo_frame_rows(of->frame) >= UINT32_MAX)
        return;
    for (int i = 0; i < info->nOrderBy; i++) {
        int column = info->aOrderBy[i].iColumn;
        if (column < 0 || (size_t)column >= glo_frame_columns(of->frame))
            return;
        made->keys[i].column = column;
        made->keys[i].descending = info->aOrderBy[i].desc;
    }
    int distinct = sqlite3_vtab_distinct(info); /* 1: for GROUP BY; 2: for DISTINCT */
    made->grouped = distinct == 1 || distinct == 2;
    made->key_count = info->nOrderBy;
    info->orderByConsumed = 1;
}

/* What `explain query plan` shows. */
static char *describe(const glo_frame_table *of, const plan *made) {
    sqlite3_str *text = sqlite3_str_new(NULL);
    for (int i = 0; i < made->test_count; i++) {
        static const struct {
            int op;
            const char *sign;
        } signs[] = {{SQLITE_INDEX_CONSTRAINT_EQ, "=?"},
                     {SQLITE_INDEX_CONSTRAINT_GT, ">?"},
                     {SQLITE_INDEX_CONSTRAINT_GE, ">=?"},
                     {SQLITE_INDEX_CONSTRAINT_LT, "<?"},
                     {SQLITE_INDEX_CONSTRAINT_LE, "<=?"},
                     {SQLITE_INDEX_CONSTRAINT_NE, "<>?"},
                     {SQLITE_INDEX_CONSTRAINT_LIKE, " like ?"},
                     {SQLITE_INDEX_CONSTRAINT_GLOB, " glob ?"},
                     {SQLITE_INDEX_CONSTRAINT_ISNULL, " is null"},
                     {SQLITE_INDEX_CONSTRAINT_ISNOTNULL, " is not null"}};
        sqlite3_str_appendf(text, "%s%s", i ? " and " : "",
                            glo_frame_name(of->frame, (size_t)made->tests[i].column));
        for (size_t s = 0; s < sizeof signs / sizeof signs[0]; s++) {
            if (signs[s].op == made->tests[i].op)
                sqlite3_str_appendall(text, made->tests[i].is_in ? " in (?)" : signs[s].sign);
        }
    }
    for (int i = 0; i < made->key_count; i++)
        sqlite3_str_appendf(text, "%s%s%s",
                            i                  ? ", "
                            : made->test_count ? " by "
                                               : "by ",
                            glo_frame_name(of->frame, (size_t)made->keys[i].column),
                            made->keys[i].descending ? " desc" : "");
    return sqlite3_str_finish(text);
}

/* Costs are in steps of SQLite's machine for a row: a row that is refused here costs far less than one that
 * is handed over, and the rows of one value are found at once. */
static int frames_best_index(sqlite3_vtab *base, sqlite3_index_info *info) {
    glo_frame_table *of = ((frames_table *)base)->of;
    double rows = (double)glo_frame_rows(of->frame), share = 1;
    plan made = {0};
    int has_one = 0;
    plan_tests(of, info, &made, &share, &has_one);
    plan_order(of, info, &made);
    double passing = rows * share < 1 ? 1 : rows * share;
    info->estimatedRows = (sqlite3_int64)passing;
    info->estimatedCost = (has_one ? 2 : rows * 0.05) + passing * (made.key_count ? 1.2 : 1);
    if (glo_alloc_grow(&of->plans, &of->plan_room, of->plan_count + 1, sizeof *of->plans) < 0)
        return SQLITE_NOMEM;
    info->idxNum = (int)of->plan_count;
    of->plans[of->plan_count++] = made;
    info->idxStr = describe(of, &made);
    info->needToFreeIdxStr = 1;
    return SQLITE_OK;
}

/* ---- going through the rows ---- */

static int frames_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out) {
    (void)base;
    cursor *made = sqlite3_malloc64(sizeof *made);
    if (!made)
        return SQLITE_NOMEM;
    memset(made, 0, sizeof *made);
    *out = &made->base;
    return SQLITE_OK;
}

static void forget(cursor *c) {
    for (int i = 0; i < c->test_count; i++)
        glo_row_test_dispose(&c->tests[i]);
    free(c->list);
    c->test_count = 0;
    c->list = NULL;
    c->next = NULL;
}

static int frames_close(sqlite3_vtab_cursor *base) {
    forget((cursor *)base);
    sqlite3_free(base);
    return SQLITE_OK;
}

static bool passes(const cursor *c) {
    for (int i = 0; i < c->test_count; i++) {
        if (!glo_row_test_passes(&c->tests[i], c->at))
            return false;
    }
    return true;
}

static bool is_cancelled(const glo_store *store) {
    return glo_job_step(store->job, "reading", 0, 0) < 0;
}

static void step(cursor *c) {
    if (c->list)
        c->at = ++c->place < c->listed ? c->list[c->place] : c->rows;
    else if (c->next)
        c->at = c->next[c->at + 1] ? c->next[c->at + 1] - 1 : c->rows;
    else
        c->at++;
}

/* From the row at hand on to one that passes. What is in a list has passed. */
static int settle(cursor *c) {
    for (; c->at < c->rows && !c->list && !passes(c); step(c)) {
        if (++c->refused % STEP == 0 && is_cancelled(table_of(&c->base)->store))
            return SQLITE_INTERRUPT;
    }
    return SQLITE_OK;
}

static int frames_next(sqlite3_vtab_cursor *base) {
    cursor *c = (cursor *)base;
    step(c);
    return settle(c);
}

/* By the rows of one value, where a condition asks for one and an index of the column pays. */
static int find_start(cursor *c, const plan *chosen) {
    glo_frame_table *of = table_of(&c->base);
    c->at = 0;
    for (int i = 0; i < c->test_count; i++) {
        if (c->tests[i].kind == TEST_NONE)
            c->at = c->rows;
    }
    for (int i = 0; i < c->test_count && c->at < c->rows; i++) {
        glo_column_view *view = &of->views[chosen->tests[i].column];
        int is_indexed = 0;
        uint32_t first;
        if (c->tests[i].kind != TEST_ONE)
            continue;
        int code = glo_column_view_find(view, c->tests[i].low, of->store->job, &is_indexed, &first);
        if (code != SQLITE_OK)
            return code;
        if (is_indexed) {
            c->next = view->next;
            c->at = first ? first - 1 : c->rows;
            break;
        }
    }
    return SQLITE_OK;
}

/* All rows that pass, in order. */
static int put_in_order(cursor *c, const plan *chosen) {
    glo_frame_table *of = table_of(&c->base);
    glo_order_key keys[MOST_KEYS];
    uint32_t *list = NULL;
    size_t room = 0, count = 0;
    int code = settle(c);
    while (code == SQLITE_OK && c->at < c->rows) {
        if (glo_alloc_grow(&list, &room, count + 1, sizeof *list) < 0)
            code = SQLITE_NOMEM;
        else
            list[count++] = (uint32_t)c->at;
        if (code == SQLITE_OK && count % STEP == 0 && is_cancelled(of->store))
            code = SQLITE_INTERRUPT;
        if (code == SQLITE_OK) {
            step(c);
            code = settle(c);
        }
    }
    for (int i = 0; i < chosen->key_count; i++)
        keys[i] = (glo_order_key){glo_frame_column(of->frame, (size_t)chosen->keys[i].column),
                                  chosen->keys[i].descending};
    if (code == SQLITE_OK && count) {
        glo_status status =
            glo_order_rows(keys, (size_t)chosen->key_count, chosen->grouped, list, count, of->store->job);
        code = status == GLO_OK ? SQLITE_OK : status == GLO_ECANCELLED ? SQLITE_INTERRUPT : SQLITE_NOMEM;
    }
    if (code != SQLITE_OK || count == 0) {
        free(list);
        return code;
    }
    c->list = list;
    c->listed = count;
    c->place = 0;
    c->at = list[0];
    return SQLITE_OK;
}

static int frames_filter(sqlite3_vtab_cursor *base, int index, const char *name, int argc,
                         sqlite3_value **argv) {
    cursor *c = (cursor *)base;
    glo_frame_table *of = table_of(base);
    const plan *chosen = &of->plans[index];
    int code = SQLITE_OK;
    (void)name;
    forget(c);
    c->rows = glo_frame_rows(of->frame);
    for (int i = 0; i < argc && code == SQLITE_OK; i++) {
        const plan_test *test = &chosen->tests[i];
        glo_column_view *view = &of->views[test->column];
        code = test->is_in ? glo_row_test_init_in(&c->tests[i], view, argv[i], of->store->job)
                           : glo_row_test_init(&c->tests[i], view, test->op, argv[i], of->store->job);
        c->test_count = i + 1;
    }
    if (code == SQLITE_OK)
        code = find_start(c, chosen);
    if (code == SQLITE_OK)
        code = chosen->key_count ? put_in_order(c, chosen) : settle(c);
    return code;
}

static int frames_eof(sqlite3_vtab_cursor *base) {
    return ((cursor *)base)->at >= ((cursor *)base)->rows;
}

static int frames_column(sqlite3_vtab_cursor *base, sqlite3_context *result, int column) {
    glo_frame_table *of = table_of(base);
    if ((size_t)column < glo_frame_columns(of->frame))
        glo_column_view_result(&of->views[column], ((cursor *)base)->at, result);
    return SQLITE_OK;
}

static int frames_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out) {
    *out = (sqlite3_int64)((cursor *)base)->at + 1;
    return SQLITE_OK;
}

static const sqlite3_module frames_module = {.xConnect = frames_connect,
                                             .xBestIndex = frames_best_index,
                                             .xDisconnect = frames_disconnect,
                                             .xOpen = frames_open,
                                             .xClose = frames_close,
                                             .xFilter = frames_filter,
                                             .xNext = frames_next,
                                             .xEof = frames_eof,
                                             .xColumn = frames_column,
                                             .xRowid = frames_rowid};

/* ---- the frames of a statement ---- */

/* Whether a table of that name can be read: of the store, a frame's, or one that SQLite brings along. */
static bool is_there(glo_store *store, const char *table) {
    char *sql = sqlite3_mprintf("select 1 from \"%w\"", table);
    sqlite3_stmt *statement = NULL;
    int there = sql && sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) == SQLITE_OK;
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return there;
}

static glo_status open_table(glo_store *store, const glo_value *value, glo_frame_table *table) {
    glo_frame *frame = value->frame;
    table->store = store;
    table->frame = frame;
    table->name = value->name;
    const char *mark = is_there(store, value->name) ? "$" : "";
    size_t length = strlen(value->name) + 2;
    if (glo_alloc_array(length, 1, &table->table) < 0 ||
        glo_alloc_array(glo_frame_columns(frame), sizeof *table->views, &table->views) < 0)
        return GLO_ENOMEM;
    snprintf(table->table, length, "%s%s", mark, value->name);
    for (size_t i = 0; i < glo_frame_columns(frame); i++)
        table->views[i].column = glo_frame_column(frame, i);
    if (sqlite3_create_module(store->db, table->table, &frames_module, table) != SQLITE_OK)
        return glo_db_fail(store, "SQL");
    /* Connected at once, before an authoriser looks at what that does. */
    return is_there(store, table->table) ? GLO_OK : glo_fail(GLO_ESQL, "SQL: %s", sqlite3_errmsg(store->db));
}

glo_status glo_frames_open(glo_store *store, const glo_value *values, size_t count, glo_frames *out) {
    glo_frames frames = {.store = store};
    size_t wanted = 0;
    for (size_t i = 0; i < count; i++)
        wanted += values[i].kind == GLO_VALUE_FRAME;
    glo_status status = glo_alloc_array(wanted, sizeof *frames.tables, &frames.tables);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        if (values[i].kind != GLO_VALUE_FRAME)
            continue;
        if (!values[i].name)
            status = glo_fail(GLO_ESQL, "SQL: a frame needs a name: {r=r} as a parameter, $r in the "
                                        "statement");
        else
            status = open_table(store, &values[i], &frames.tables[frames.count++]);
    }
    if (status < 0)
        glo_frames_close(&frames);
    else
        *out = frames;
    return status;
}

void glo_frames_close(glo_frames *frames) {
    for (size_t i = 0; i < frames->count; i++) {
        glo_frame_table *table = &frames->tables[i];
        if (table->table)
            sqlite3_create_module(frames->store->db, table->table, NULL, NULL);
        for (size_t c = 0; table->views && c < glo_frame_columns(table->frame); c++)
            glo_column_view_dispose(&table->views[c]);
        free(table->views);
        free(table->plans);
        free(table->table);
    }
    free(frames->tables);
    *frames = (glo_frames){0};
}

const char *glo_frames_name(const glo_frames *frames, size_t i) {
    return frames->tables[i].name;
}

const char *glo_frames_table(const glo_frames *frames, size_t i) {
    return frames->tables[i].table;
}

glo_frame *glo_frames_frame(const glo_frames *frames, size_t i) {
    return frames->tables[i].frame;
}

void glo_frames_use(glo_frames *frames, const char *table) {
    for (size_t i = 0; i < frames->count; i++)
        frames->tables[i].is_used |= sqlite3_stricmp(table, frames->tables[i].table) == 0;
}

bool glo_frames_is_used(const glo_frames *frames, size_t i) {
    return frames->tables[i].is_used;
}

/* The frame's column of that name in SQL. */
static bool find_column(const glo_frame *frame, const char *name, size_t *out) {
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        char *own = name_in_sql(frame, i);
        const bool is_it = own && strcmp(own, name) == 0;
        sqlite3_free(own);
        if (is_it) {
            *out = i;
            return true;
        }
    }
    return false;
}

const glo_column *glo_frames_origin(const glo_frames *frames, sqlite3_stmt *statement, int column) {
    const char *table = sqlite3_column_table_name(statement, column);
    const char *name = sqlite3_column_origin_name(statement, column);
    for (size_t i = 0; table && name && i < frames->count; i++) {
        size_t at;
        if (strcmp(table, frames->tables[i].table) == 0 && find_column(frames->tables[i].frame, name, &at))
            return glo_frame_column(frames->tables[i].frame, at);
    }
    return NULL;
}
