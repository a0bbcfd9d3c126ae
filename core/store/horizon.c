/* horizon.c: keeps signals, judgements, drivers, Delphi studies and plans. Example in horizon.h. */
#include "store/horizon.h"

#include "base/buf.h"
#include "base/err.h"
#include "db.h"

#include <inttypes.h>
#include <string.h>

/* The tables; `is_stamped`: a row says when it was kept, on which state, and how it is marked. */
static const struct {
    const char *name;
    bool is_stamped;
} tables[] = {{"signal", true},           {"signal_zone", false},
              {"signal_judgement", true}, {"signal_retraction", true},
              {"driver", true},           {"driver_signal", false},
              {"delphi_study", true},     {"delphi_item", false},
              {"delphi_answer", true},    {"delphi_round", true},
              {"delphi_feedback", false}, {"plan", true}};

static glo_status find_table(const char *name, bool *is_stamped) {
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        if (strcmp(name, tables[i].name) == 0) {
            *is_stamped = tables[i].is_stamped;
            return GLO_OK;
        }
    }
    return glo_fail(GLO_EINVAL, "'%s' is no table of horizon scanning", name);
}

typedef struct writer {
    glo_store *store;
    const glo_record_set *set;
    bool is_stamped;
    int64_t first; /* the number of the first row of the first set, which the others point at */
    int64_t parents;
    char now[32];
    sqlite3_stmt *insert;
} writer;

static bool is_handling(const char *name) {
    return strcmp(name, "handling") == 0;
}

/* insert into "signal" ("title", ..., kept_at, handling, state) values (?, ..., ?, ?, (select ...)) */
static glo_status prepare(writer *w) {
    const glo_frame *rows = w->set->rows;
    glo_buf sql = {0};
    size_t values = 0;
    glo_buf_format(&sql, "insert into \"%s\" (", w->set->table);
    for (size_t i = 0; i < glo_frame_columns(rows); i++) {
        const char *name = glo_frame_name(rows, i);
        if (is_handling(name))
            continue;
        const bool is_parent = w->set->parent && strcmp(name, "row") == 0;
        glo_buf_format(&sql, "%s\"%s\"", values++ ? ", " : "", is_parent ? w->set->parent : name);
    }
    glo_buf_text(&sql, w->is_stamped ? ", kept_at, handling, state) values (" : ") values (");
    for (size_t i = 0; i < values + (w->is_stamped ? 2 : 0); i++)
        glo_buf_text(&sql, i ? ", ?" : "?");
    glo_buf_text(&sql, w->is_stamped ? ", (select coalesce(max(id), 0) from batch))" : ")");
    glo_status status = glo_buf_status(&sql);
    if (status == GLO_OK)
        status = glo_db_prepare(w->store, sql.data, &w->insert);
    glo_buf_dispose(&sql);
    return status;
}

static glo_status bind_code(writer *w, int at, glo_noun noun, const char *code) {
    int64_t id;
    glo_status status = glo_store_resolve(w->store, noun, code, &id, NULL);
    if (status == GLO_OK)
        sqlite3_bind_int64(w->insert, at, id);
    return status;
}

static glo_status bind_parent(writer *w, int at, int64_t row) {
    if (row < 1 || row > w->parents)
        return glo_fail(GLO_EINVAL, "%s: there is no row %" PRId64 " to belong to", w->set->table, row);
    sqlite3_bind_int64(w->insert, at, w->first + row - 1);
    return GLO_OK;
}

static glo_status bind_cell(writer *w, int at, const char *name, const glo_column *column, size_t row) {
    if (glo_column_is_null(column, row)) {
        sqlite3_bind_null(w->insert, at);
        return GLO_OK;
    }
    switch (column->type) {
    case GLO_TYPE_TEXT:
        if (strcmp(name, "zone") == 0)
            return bind_code(w, at, GLO_ZONE, glo_column_text(column, row));
        if (strcmp(name, "phenomenon") == 0)
            return bind_code(w, at, GLO_PHENOMENON, glo_column_text(column, row));
        return glo_db_bind_copy(w->store, w->insert, at, glo_column_text(column, row));
    case GLO_TYPE_INTEGER:
        if (w->set->parent && strcmp(name, "row") == 0)
            return bind_parent(w, at, column->integers[row]);
        sqlite3_bind_int64(w->insert, at, column->integers[row]);
        return GLO_OK;
    case GLO_TYPE_REAL:
        sqlite3_bind_double(w->insert, at, column->reals[row]);
        return GLO_OK;
    default:
        sqlite3_bind_int(w->insert, at, glo_column_day(column, row));
        return GLO_OK;
    }
}

static glo_status insert_row(writer *w, size_t row) {
    const glo_frame *rows = w->set->rows;
    glo_marking marking = glo_frame_marking(rows), said;
    glo_status status = GLO_OK;
    int at = 1;
    sqlite3_reset(w->insert);
    for (size_t i = 0; status == GLO_OK && i < glo_frame_columns(rows); i++) {
        const glo_column *column = glo_frame_column(rows, i);
        if (!is_handling(glo_frame_name(rows, i)))
            status = bind_cell(w, at++, glo_frame_name(rows, i), column, row);
        else if (!glo_column_is_null(column, row) &&
                 (status = glo_marking_parse(glo_column_text(column, row), &said)) == GLO_OK)
            marking = glo_marking_join(marking, said);
    }
    if (status < 0)
        return status;
    if (w->is_stamped) {
        glo_db_bind_text(w->insert, at, w->now);
        sqlite3_bind_int(w->insert, at + 1, glo_marking_pack(marking));
    }
    const int step = glo_db_step(w->store, w->insert);
    return step < 0 ? step : GLO_OK;
}

/* The rows of the first set get numbers that follow each other: the table was locked before. */
static glo_status insert_set(writer *w) {
    const size_t count = glo_frame_rows(w->set->rows);
    const bool is_first = w->parents == 0;
    glo_status status = find_table(w->set->table, &w->is_stamped);
    if (status == GLO_OK)
        status = prepare(w);
    if (status < 0)
        return status;
    for (size_t row = 0; status == GLO_OK && row < count; row++) {
        status = insert_row(w, row);
        if (is_first && row == 0)
            w->first = sqlite3_last_insert_rowid(w->store->db);
    }
    if (is_first)
        w->parents = (int64_t)count;
    status = glo_db_finish(w->store, w->insert, status);
    w->insert = NULL;
    return status;
}

static glo_status write_log(writer *w, const glo_record_log *log) {
    glo_buf object = {0};
    glo_buf_text(&object, log->object);
    if (log->is_numbered)
        glo_buf_format(&object, " %" PRId64, w->first);
    if (log->is_numbered && w->parents > 1)
        glo_buf_format(&object, " to %" PRId64, w->first + w->parents - 1);
    glo_status status = glo_buf_status(&object);
    if (status == GLO_OK)
        status = glo_log_append(w->store, log->action, object.data, log->why);
    glo_buf_dispose(&object);
    return status;
}

glo_status glo_store_keep(glo_store *store, const glo_record_set *sets, size_t count,
                          const glo_record_log *log, glo_record_ids *out) {
    writer w = {.store = store};
    if (count == 0 || glo_frame_rows(sets[0].rows) == 0)
        return glo_fail(GLO_EINVAL, "there is nothing to keep");
    glo_status status = glo_db_begin(store, NULL);
    if (status < 0)
        return status;
    glo_db_now(w.now);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        w.set = &sets[i];
        status = insert_set(&w);
    }
    if (status == GLO_OK)
        status = write_log(&w, log);
    status = glo_db_end(store, status);
    if (status == GLO_OK)
        *out = (glo_record_ids){w.first, w.parents};
    return status;
}
