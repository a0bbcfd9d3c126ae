/* text_search.c: full-text search over the texts of a frame, and their words. Example in horizon.h.
 *
 * The index is SQLite's FTS5, made in memory for each search: some 8 microseconds a text of 500 characters, so that 20,000 signals
 * take a sixth of a second. None is kept in the store: it would be a copy of the texts that could differ from them, with tables of
 * its own for check, digests and markings to see to. Words are cut by unicode61 with remove_diacritics 2: "Café" is "cafe".
 * Reference: S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009).
 */
#include "store/horizon.h"

#include "base/alloc.h"
#include "base/err.h"
#include "db.h"

#include <stdlib.h>
#include <string.h>

static glo_status insert_texts(glo_store *index, const glo_frame *frame, const glo_job *job) {
    const glo_column *title, *text;
    sqlite3_stmt *insert = NULL;
    int status = glo_frame_need(frame, "title", GLO_TYPE_TEXT, &title);
    if (status == GLO_OK)
        status = glo_frame_need(frame, "text", GLO_TYPE_TEXT, &text);
    if (status == GLO_OK)
        status = glo_db_prepare(index, "insert into words (rowid, title, text) values (?1, ?2, ?3)", &insert);
    if (status < 0)
        return status;
    for (size_t row = 0; status == GLO_OK && row < glo_frame_rows(frame); row++) {
        sqlite3_reset(insert);
        sqlite3_bind_int64(insert, 1, (int64_t)row + 1);
        glo_db_bind_text(insert, 2, glo_column_is_null(title, row) ? "" : glo_column_text(title, row));
        glo_db_bind_text(insert, 3, glo_column_is_null(text, row) ? "" : glo_column_text(text, row));
        const int step = glo_db_step(index, insert);
        status = step < 0 ? step : GLO_OK;
        if (status == GLO_OK && row % 1024 == 0)
            status = glo_job_step(job, "indexing texts", row, glo_frame_rows(frame));
    }
    return glo_db_finish(index, insert, status);
}

static glo_status make_index(const glo_frame *frame, const glo_job *job, glo_store **out) {
    glo_store *index;
    glo_status status = glo_db_open_memory(&index);
    if (status < 0)
        return status;
    status = glo_db_exec(index,
                         "begin; create virtual table words using fts5(title, text, content = '', tokenize = "
                         "\"unicode61 remove_diacritics 2\"); create virtual table instances using "
                         "fts5vocab(words, instance)");
    if (status == GLO_OK)
        status = insert_texts(index, frame, job);
    if (status < 0) {
        glo_store_close(index);
        return status;
    }
    *out = index;
    return GLO_OK;
}

/* ---- results ---- */

typedef struct found {
    int64_t *rows;
    double *scores; /* or NULL */
    int64_t *counts;
    glo_column *terms;
    size_t count, room, score_room, count_room;
} found;

static void found_dispose(found *f) {
    free(f->rows);
    free(f->scores);
    free(f->counts);
}

static glo_status column_of(glo_type type, const void *cells, size_t count, glo_column **out) {
    glo_status status = glo_column_new(type, count, out);
    if (status == GLO_OK && count)
        memcpy(type == GLO_TYPE_REAL ? (void *)(*out)->reals : (void *)(*out)->integers, cells, 8 * count);
    return status;
}

static glo_status add(glo_frame_builder *builder, const char *name, glo_type type, const void *cells,
                      size_t count) {
    glo_column *column;
    glo_status status = column_of(type, cells, count, &column);
    return status == GLO_OK ? glo_frame_builder_add(builder, name, column) : status;
}

static glo_status make_frame(glo_frame_builder *builder, glo_status status, const glo_frame *of,
                             glo_frame **out) {
    if (status < 0) {
        glo_frame_builder_dispose(builder);
        return status;
    }
    return glo_frame_new(builder, glo_frame_marking(of), glo_frame_provenance(of), out);
}

/* ---- searching ---- */

static glo_status read_matches(glo_store *index, const char *query, found *f) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        index,
        "select rowid, -bm25(words, 2.0, 1.0) as score from words where words match ?1 order by 2 desc, 1",
        &row);
    if (status < 0)
        return status;
    glo_db_bind_text(row, 1, query);
    while ((status = glo_db_step(index, row)) == 1) {
        if (glo_alloc_grow(&f->rows, &f->room, f->count + 1, sizeof *f->rows) < 0 ||
            glo_alloc_grow(&f->scores, &f->score_room, f->count + 1, sizeof *f->scores) < 0) {
            status = GLO_ENOMEM;
            break;
        }
        f->rows[f->count] = sqlite3_column_int64(row, 0);
        f->scores[f->count++] = sqlite3_column_double(row, 1);
    }
    return glo_db_finish(index, row, status);
}

glo_status glo_text_search(const glo_frame *frame, const char *query, const glo_job *job, glo_frame **out) {
    glo_store *index;
    glo_frame_builder builder = {0};
    found f = {0};
    glo_status status = make_index(frame, job, &index);
    if (status < 0)
        return status;
    status = read_matches(index, query, &f);
    if (status == GLO_OK)
        status = add(&builder, "row", GLO_TYPE_INTEGER, f.rows, f.count);
    if (status == GLO_OK)
        status = add(&builder, "score", GLO_TYPE_REAL, f.scores, f.count);
    status = make_frame(&builder, status, frame, out);
    found_dispose(&f);
    glo_store_close(index);
    return status;
}

/* ---- words ---- */

#define WORDS "select doc, term, count(*) from instances group by doc, term order by doc, term"

static glo_status read_words(glo_store *index, size_t rows, found *f) {
    sqlite3_stmt *row = NULL;
    glo_status status = glo_column_new(GLO_TYPE_TEXT, rows, &f->terms);
    if (status == GLO_OK)
        status = glo_alloc_array(rows + 1, sizeof *f->rows, &f->rows);
    if (status == GLO_OK)
        status = glo_alloc_array(rows + 1, sizeof *f->counts, &f->counts);
    if (status == GLO_OK)
        status = glo_db_prepare(index, WORDS, &row);
    if (status < 0)
        return status;
    int step;
    while ((step = glo_db_step(index, row)) == 1 && f->count < rows) {
        const char *term = glo_db_text(row, 1);
        f->rows[f->count] = sqlite3_column_int64(row, 0);
        f->counts[f->count] = sqlite3_column_int64(row, 2);
        if ((step = glo_column_set_text(f->terms, f->count++, term, strlen(term))) < 0)
            break;
    }
    return glo_db_finish(index, row, step);
}

glo_status glo_text_terms(const glo_frame *frame, const glo_job *job, glo_frame **out) {
    glo_store *index;
    glo_frame_builder builder = {0};
    found f = {0};
    int64_t rows = 0;
    glo_status status = make_index(frame, job, &index);
    if (status < 0)
        return status;
    status = glo_db_integer(index, "select count(*) from (" WORDS ")", 0, &rows);
    if (status == GLO_OK)
        status = read_words(index, (size_t)rows, &f);
    if (status == GLO_OK)
        status = add(&builder, "row", GLO_TYPE_INTEGER, f.rows, f.count);
    if (status == GLO_OK) {
        status = glo_frame_builder_add(&builder, "term", f.terms);
        f.terms = NULL;
    }
    if (status == GLO_OK)
        status = add(&builder, "count", GLO_TYPE_INTEGER, f.counts, f.count);
    status = make_frame(&builder, status, frame, out);
    glo_column_free(f.terms);
    found_dispose(&f);
    glo_store_close(index);
    return status;
}
