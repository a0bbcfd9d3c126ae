/* db.h: what the files of core/store share: the connection, prepared statements, transactions. Not for other
 * folders.
 *
 * Example:
 *   sqlite3_stmt *s;
 *   if ((status = glo_db_prepare(store, "select id from zone where code = ?1", &s)) < 0) return status;
 *   glo_db_bind_text(s, 1, code);
 *   int row = glo_db_step(store, s);      1 a row, 0 none, negative a status
 *   return glo_db_finish(store, s, row);
 */
#ifndef GLO_STORE_DB_H
#define GLO_STORE_DB_H

#include "base/hash.h"
#include "integrity/digest.h"
#include "store/store.h"

#include <sqlite3.h>

#define GLO_APPLICATION_ID 0x676c6f63 /* "gloc" */

typedef struct glo_index glo_index; /* name_index.c */

struct glo_store {
    sqlite3 *db;
    char *path; /* NULL: no file, nothing in it, only for statements over frames */
    int read_only;
    /* By glo_noun; built when first needed, dropped when the tables behind them change. */
    glo_index *indexes[3];
    int64_t data_version; /* of the file when they were built: another once a second program has changed it */
    const glo_job *job;   /* of the call that is running: the busy and progress handlers look here */
    const size_t
        *rows; /* read so far by a statement of the analyst's, for its progress; NULL where none runs */
    int in_reference; /* reference tables load inside one outer transaction */
    glo_scope_set
        changed; /* scopes (digest.h) that statements may have changed since the last line of the log */
    glo_digests digests; /* what the next line is to stand for, beside what has changed */
    glo_row_digest *written[GLO_SCOPES_WRITTEN]; /* since the last line; NULL: nothing */
    bool is_writing;                             /* between glo_db_begin and glo_db_end */
};

/* A connection with nothing in it, for statements over frames. */
glo_status glo_db_open_memory(glo_store **out);

/* For glo_store_open: another connection of ours has looked at the write-ahead log. */
#define GLO_STORE_CHECKED 2

/* The file by itself, without its write-ahead log, to be read. */
glo_status glo_db_open_alone(const char *path, glo_store **out);

/* Turns the connection's last error into a status and message: "WHAT: why". */
glo_status glo_db_fail(glo_store *store, const char *what);

glo_status glo_db_prepare(glo_store *store, const char *sql, sqlite3_stmt **out);
int glo_db_step(glo_store *store, sqlite3_stmt *statement);
/* A text of the row at hand, "" for NULL, and for one that there was no memory to read: glo_db_finish tells. */
const char *glo_db_text(sqlite3_stmt *row, int column);
/* Finalizes the statement. `status`, or GLO_OK for 1 and 0; GLO_ENOMEM where a text of it could not be read, by which SQLite
 * has rolled back the transaction. */
glo_status glo_db_finish(glo_store *store, sqlite3_stmt *statement, int status);
/* Runs statements that give no rows. */
glo_status glo_db_exec(glo_store *store, const char *sql);
/* The first column of the first row; `otherwise` when there is no row or it is NULL. */
int glo_db_integer(glo_store *store, const char *sql, int64_t otherwise, int64_t *out);

void glo_db_bind_text(sqlite3_stmt *statement, int at,
                      const char *text); /* NULL binds NULL; the text must outlive it */
glo_status glo_db_bind_copy(glo_store *store, sqlite3_stmt *statement, int at, const char *text);

/* A write transaction. Begin waits for another writer (at most a minute) and fails on a read-only store; end
 * commits when `status` is GLO_OK, else rolls back; it returns the first failure. */
glo_status glo_db_begin(glo_store *store, const glo_job *job);
int glo_db_end(glo_store *store, int status);

void glo_db_now(char out[32]); /* 2026-11-22T10:00:00Z */

/* schema.c: whether the views and triggers are those of that version of the store. GLO_ECORRUPT names one that is not. */
glo_status glo_schema_check(glo_store *store, int version);
glo_status glo_schema_digest(glo_store *store, char out[GLO_SHA256_HEX]);
/* How many tables, indexes, views and triggers differ from those of the migrations, and the first of them. */
int glo_schema_differences(glo_store *store, int64_t *out_problems, char *first, size_t size);
extern const char glo_schema_known[GLO_SHA256_HEX]; /* of a store of the current version */

/* trace.c */
void glo_trace_attach(sqlite3 *db);

/* spill.c: the file system that a connection is opened over. */
const char *glo_spill_name(void);
const char *glo_spill_still_name(void); /* the same without locks, where nothing can be written */

/* migrate.c */
int glo_db_migrate(glo_store *store);
int glo_db_migrate_to(glo_store *store, int version); /* no further than that */
int glo_db_schema_version(void);

/* name_index.c */
void glo_index_free(glo_index *index);
void glo_store_drop_name_indexes(glo_store *store);

/* batch.c */
glo_status glo_batch_begin(glo_store *store, const char *kind, const char *source, const char *file,
                           const char *sha256, const char *note, int64_t *out);
/* Dates the batch back to the day on which its file was received: GLO_EINVAL for a day to come, and where a batch of
 * observations before it is later, since as_of goes by the order of batches. */
glo_status glo_batch_date(glo_store *store, int64_t batch, const char *recorded);

/* log.c: inside a transaction that is open */
glo_status glo_log_append(glo_store *store, const char *action, const char *object, const char *why);

/* ---- source.c ---- */

/* Whether "<5" of a source may be said to begin at `from`: GLO_EINVAL, with the call, where it has figures in which it begins
 * elsewhere, as a range that is kept is never changed. `code`: NULL of the source with the id, else of that code, or of none. */
glo_status glo_source_check_censored(glo_store *store, int64_t source, const char *code, int64_t from);

/* Whether the source, by its id or code, may be marked so: as strictly as it is, or more. GLO_EMARKING. */
glo_status glo_source_check_marking(glo_store *store, int64_t source, const char *code, const char *handling);
/* The number of lines whose hash is not what it should be. */
glo_status glo_log_verify(glo_store *store, int64_t *out_lines, int64_t *out_broken);

/* forecasts.c: how many registrations there are, and how many are not as they were registered; their
 * strictest marking, joined to what is there. */
int glo_forecasts_verify(glo_store *store, int64_t *out_registrations, int64_t *out_broken);
glo_status glo_forecasts_marking(glo_store *store, glo_marking *out);

/* cells.c */
int glo_cells_write(glo_store *store, int64_t batch, glo_cells *cells);
/* Of a batch all, or only those that stand as long as it does. */
typedef enum glo_cell_group { GLO_CELLS_ALL, GLO_CELLS_STANDING } glo_cell_group;
int glo_cells_read_batch(glo_store *store, int64_t batch, glo_cell_group group, glo_cells *out);
int glo_cells_of_observations(glo_store *store, int64_t batch, glo_cell_group group, const glo_job *job,
                              glo_cells *out);
/* Shows every standing part of a batch: its head with `bytes` NULL, then, where `part` returned 1, all of it. */
int glo_cells_visit(glo_store *store, int64_t batch,
                    int (*part)(void *context, const glo_part_head *head, const void *bytes), void *context);
/* A part as it is kept: the day on which its batch was recorded, and that on which it was retracted. */
enum { GLO_STANDS = INT32_MAX }; /* it was not */
typedef struct glo_kept_part {
    int64_t batch;
    uint8_t handling; /* packed; of the row */
    int32_t recorded, retracted;
} glo_kept_part;
/* Shows every part that was ever recorded up to batch `state`, retractions as of then; batch by batch. */
int glo_cells_history(glo_store *store, int64_t state,
                      int (*part)(void *context, const glo_kept_part *kept, const void *bytes),
                      void *context);
/* Makes the cells of a batch anew; inside a transaction. */
int glo_cells_rebuild_batch(glo_store *store, int64_t batch, const glo_job *job);
/* Whether the cells of a batch are those that its observations make. */
int glo_cells_match_batch(glo_store *store, int64_t batch, const glo_job *job, bool *out);
/* Makes the cells of every batch anew from its observations; inside a transaction. */
int glo_cells_rebuild(glo_store *store, const glo_job *job);

/* marking.c: each joins to what is there. The strictest marking among all observations; ... among all refused lines. */
glo_status glo_cells_marking(glo_store *store, glo_marking *out);
glo_status glo_rejects_marking(glo_store *store, glo_marking *out);
/* That of alerts, and of what was said of them. */
glo_status glo_alerts_marking(glo_store *store, glo_marking *out);
/* That of signals, drivers and Delphi studies, and of what was said of them. */
glo_status glo_horizon_marking(glo_store *store, glo_marking *out);
glo_status glo_plans_marking(glo_store *store, glo_marking *out);
/* That of messages, single ones and their counts. */
glo_status glo_messages_marking(glo_store *store, glo_marking *out);
/* marked_rows.c: the frame with the packed markings of its column `handling` as texts in a column `marking`, and marked as its
 * rows are. */
glo_status glo_mark_by_rows(const glo_frame *frame, glo_frame **out);
/* That of the register of cooperation. */
glo_status glo_cooperation_marking(glo_store *store, glo_marking *out);
/* That of batches whose cells are marked otherwise than the batch: another program changed one of the two. */
glo_status glo_changed_marking(glo_store *store, glo_marking *out);
/* Keeps the strictest marking of a batch's cells with it; inside a transaction. */
glo_status glo_batch_mark(glo_store *store, int64_t batch);
/* Whether the batch and the rows of its cells say this marking. */
glo_status glo_batch_is_marked(glo_store *store, int64_t batch, glo_marking marking, bool *out);
/* That of sources and lines for which none is given. */
glo_status glo_default_marking(glo_store *store, glo_marking *out);

#endif
