/* db.c: opening a store, statements, transactions, and SQLite's errors as statuses. Example in db.h. */
#include "db.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/err.h"
#include "base/spend.h"
#include "integrity/wal.h"
#include "sql/printf.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static glo_status status_of_sqlite(int code) {
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return GLO_ENOMEM;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return GLO_EBUSY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return GLO_ECORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return GLO_EREADONLY;
    case SQLITE_FULL:
        return GLO_EFULL;
    case SQLITE_INTERRUPT:
        return GLO_ECANCELLED;
    case SQLITE_ERROR:
    case SQLITE_AUTH:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
        return GLO_ESQL;
    default:
        return GLO_EIO;
    }
}

glo_status glo_db_fail(glo_store *store, const char *what) {
    int code = sqlite3_extended_errcode(store->db);
    glo_status status = status_of_sqlite(code);
    /* A full disk shows as an I/O error too, where the write-ahead log could not grow. */
    if (status == GLO_EIO && sqlite3_system_errno(store->db) == ENOSPC)
        status = GLO_EFULL;
    switch (status) {
    case GLO_EFULL:
        return glo_fail(status, "%s: no space left on the device; the store is unchanged", what);
    case GLO_ECORRUPT:
        return glo_fail(status, "'%s' is damaged or not a glocal store", store->path);
    case GLO_EBUSY:
        return glo_fail(status, "%s: another program is writing to '%s'", what, store->path);
    case GLO_EREADONLY:
        return glo_fail(status, "%s: '%s' is open read-only", what, store->path);
    case GLO_ECANCELLED:
        return glo_fail(status, "cancelled");
    case GLO_ENOMEM:
        return glo_fail(status, "%s: out of memory: it needs more than the limit; select less", what);
    default:
        return glo_fail(status, "%s: %s", what, sqlite3_errmsg(store->db));
    }
}

/* The statements are ours, so that it is the store that lacks a table or column. */
static glo_status fail_to_prepare(glo_store *store) {
    if (!store->path || sqlite3_errcode(store->db) != SQLITE_ERROR)
        return glo_db_fail(store, "reading the store");
    return glo_fail(GLO_ECORRUPT, "'%s' is damaged: %s; use a copy from before", store->path,
                    sqlite3_errmsg(store->db));
}

glo_status glo_db_prepare(glo_store *store, const char *sql, sqlite3_stmt **out) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return fail_to_prepare(store);
    *out = statement;
    return GLO_OK;
}

/* SQLite rolls a transaction back by itself where memory or the disk fails it; what came after would be kept alone. */
static glo_status check_transaction(glo_store *store) {
    return store->is_writing && sqlite3_get_autocommit(store->db)
               ? glo_fail(GLO_EIO, "writing to the store: what failed before was rolled back")
               : GLO_OK;
}

int glo_db_step(glo_store *store, sqlite3_stmt *statement) {
    if (check_transaction(store) < 0)
        return GLO_EIO;
    switch (sqlite3_step(statement)) {
    case SQLITE_ROW:
        return 1;
    case SQLITE_DONE:
        return 0;
    default:
        return glo_db_fail(store,
                           sqlite3_stmt_readonly(statement) ? "reading the store" : "writing to the store");
    }
}

const char *glo_db_text(sqlite3_stmt *row, int column) {
    const char *text = (const char *)sqlite3_column_text(row, column);
    return text ? text : "";
}

glo_status glo_db_finish(glo_store *store, sqlite3_stmt *statement, int status) {
    const int code = sqlite3_finalize(statement);
    if (status < 0)
        return status;
    return code == SQLITE_OK ? GLO_OK : glo_db_fail(store, "reading the store");
}

glo_status glo_db_exec(glo_store *store, const char *sql) {
    if (check_transaction(store) < 0)
        return GLO_EIO;
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? GLO_OK
               : glo_db_fail(store, "writing to the store");
}

int glo_db_integer(glo_store *store, const char *sql, int64_t otherwise, int64_t *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    status = glo_db_step(store, statement);
    if (status >= 0) {
        int found = status == 1 && sqlite3_column_type(statement, 0) != SQLITE_NULL;
        *out = found ? sqlite3_column_int64(statement, 0) : otherwise;
    }
    return glo_db_finish(store, statement, status);
}

void glo_db_bind_text(sqlite3_stmt *statement, int at, const char *text) {
    if (text)
        sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(statement, at);
}

glo_status glo_db_bind_copy(glo_store *store, sqlite3_stmt *statement, int at, const char *text) {
    return sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT) == SQLITE_OK
               ? GLO_OK
               : glo_db_fail(store, "writing to the store");
}

void glo_db_now(char out[32]) {
    time_t now = glo_clock_now();
    struct tm parts;
    gmtime_r(&now, &parts);
    strftime(out, 32, "%Y-%m-%dT%H:%M:%SZ", &parts);
}

/* Waits for the other writer in steps of 50 ms, up to a minute, telling so and listening for a cancel. */
static int wait_while_busy(void *context, int tries) {
    glo_store *store = context;
    if (tries >= 1200 || glo_job_step(store->job, "waiting for another writer", 0, 0) < 0)
        return 0;
    usleep(50000);
    return 1;
}

enum { SQL_STEPS = 4000 }; /* a step may be a text of a megabyte */

/* SQLite calls this every few thousand steps of its machine: a long statement can be cancelled. */
static int stop_when_cancelled(void *context) {
    glo_store *store = context;
    glo_spend(SQL_STEPS);
    if (store->rows)
        return glo_job_step(store->job, "reading", *store->rows, 0) < 0;
    return store->job && store->job->cancel && atomic_load_explicit(store->job->cancel, memory_order_relaxed);
}

glo_status glo_db_begin(glo_store *store, const glo_job *job) {
    if (store->in_reference)
        return GLO_OK;
    if (store->read_only)
        return glo_fail(GLO_EREADONLY, "'%s' is open read-only", store->path);
    store->job = job;
    glo_status status = glo_db_exec(store, "begin immediate");
    if (status < 0) {
        if (stop_when_cancelled(store))
            status = glo_fail(GLO_ECANCELLED, "cancelled");
        store->job = NULL;
    }
    store->is_writing = store->is_writing || status == GLO_OK;
    return status;
}

/* No row is written that no line of the log stands for: what has none of its own gets one. */
static int log_the_rest(glo_store *store) {
    bool has_changes;
    int status = glo_digest_has_changes(store, &has_changes);
    return status == GLO_OK && has_changes ? glo_log_append(store, "change", "store", "") : status;
}

int glo_db_end(glo_store *store, int status) {
    if (store->in_reference)
        return status;
    if (status == GLO_OK)
        status = log_the_rest(store);
    if (status == GLO_OK)
        status = glo_db_exec(store, "commit");
    store->job = NULL;
    glo_digest_forget(store);
    store->is_writing = false;
    if (status < 0 && !sqlite3_get_autocommit(store->db))
        sqlite3_exec(store->db, "rollback", NULL, NULL, NULL);
    return status;
}

static glo_status new_store(const char *path, glo_store **out) {
    glo_store *store;
    if (glo_alloc_array(1, sizeof *store, &store) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_text(path, &store->path) < 0) {
        free(store);
        return GLO_ENOMEM;
    }
    *out = store;
    return GLO_OK;
}

void glo_store_close(glo_store *store) {
    if (!store)
        return;
    glo_store_drop_name_indexes(store);
    glo_digest_forget(store);
    sqlite3_close(store->db);
    free(store->path);
    free(store);
}

/* A file: address for SQLite, with the characters that mean something in one written as %XX. A name alone
 * would not do: ":memory:" and "file:x.db" are files here. */
static glo_status uri_of(const char *path, const char *options, glo_buf *out) {
    glo_buf_text(out, *path == '/' ? "file://" : "file:./");
    for (; *path; path++) {
        if (*path == '%' || *path == '?' || *path == '#')
            glo_buf_format(out, "%%%02X", (unsigned char)*path);
        else
            glo_buf_char(out, *path);
    }
    glo_buf_text(out, options);
    return glo_buf_status(out);
}

/* No text of a cell nears these; a statement that does would hold up Ctrl-C, the stack or memory. */
static const struct {
    int what, most;
} limits[] = {{SQLITE_LIMIT_LENGTH, 64 << 20}, {SQLITE_LIMIT_SQL_LENGTH, 1 << 20},
              {SQLITE_LIMIT_EXPR_DEPTH, 200},  {SQLITE_LIMIT_COMPOUND_SELECT, 100},
              {SQLITE_LIMIT_ATTACHED, 0},      {SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 10000},
              {SQLITE_LIMIT_TRIGGER_DEPTH, 20}};

/* What holds for every connection. */
static glo_status configure(glo_store *store) {
    sqlite3_extended_result_codes(store->db, 1);
    sqlite3_busy_handler(store->db, wait_while_busy, store);
    sqlite3_progress_handler(store->db, SQL_STEPS, stop_when_cancelled, store);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        sqlite3_limit(store->db, limits[i].what, limits[i].most);
    /* "zonne" is a column that is not there, never a text. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    glo_printf_attach(store->db);
    glo_trace_attach(store->db);
    glo_digest_watch(store);
    /* The page cache is also how much is sorted before Ctrl-C is heard: 1 MB, some 30 ms. Larger ones made
     * neither imports nor rollups faster. Foreign keys are a setting of the connection. */
    return glo_db_exec(store, "pragma foreign_keys = on; pragma cache_size = -1024");
}

glo_status glo_db_open_memory(glo_store **out) {
    glo_store *store;
    glo_status status = glo_alloc_array(1, sizeof *store, &store);
    if (status < 0)
        return status;
    if (sqlite3_open_v2(":memory:", &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                        glo_spill_name()) != SQLITE_OK)
        status = glo_fail(GLO_ENOMEM, "out of memory");
    if (status == GLO_OK)
        status = configure(store);
    if (status < 0) {
        glo_store_close(store);
        return status;
    }
    *out = store;
    return GLO_OK;
}

static glo_status open_file(glo_store *store, int flags, const char *options, const char *file_system) {
    glo_buf uri = {0};
    glo_status status = uri_of(store->path, options, &uri);
    int code = SQLITE_OK;
    if (status == GLO_OK)
        code = sqlite3_open_v2(uri.data, &store->db, flags | SQLITE_OPEN_URI, file_system);
    glo_buf_dispose(&uri);
    if (status < 0 || code == SQLITE_OK)
        return status;
    return store->db ? glo_db_fail(store, "opening the store") : glo_fail(GLO_ENOMEM, "out of memory");
}

static glo_status connect(glo_store *store, int flags, const char *options) {
    glo_status status = open_file(store, flags, options, glo_spill_name());
    return status == GLO_OK ? configure(store) : status;
}

/* Made by hand first, for its mode and for a clear reason when it can't be made. */
static glo_status make_file(const char *path) {
    const int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        int error = errno;
        return glo_fail(glo_status_of_errno(error), "can't create '%s': %s", path, strerror(error));
    }
    close(file);
    return GLO_OK;
}

/* Nothing of a store that could not be made stays behind. */
static void remove_file(const char *path) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char name[4096];
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

/* Big pages: an import writes long runs of new ones, each once to the log and once to the file. */
static glo_status fill(glo_store *store) {
    char setup[160];
    snprintf(setup, sizeof setup,
             "pragma page_size = 32768; pragma journal_mode = wal; pragma synchronous = full; "
             "pragma application_id = %d",
             GLO_APPLICATION_ID);
    glo_status status = connect(store, SQLITE_OPEN_READWRITE, "");
    if (status == GLO_OK)
        status = glo_db_exec(store, setup);
    return status == GLO_OK ? glo_db_migrate(store) : status;
}

glo_status glo_store_create(const char *path, glo_store **out) {
    struct stat there;
    glo_store *store;
    if (stat(path, &there) == 0)
        return glo_fail(GLO_EEXISTS, "'%s' already exists; open it, or choose another name", path);
    glo_status status = new_store(path, &store);
    if (status < 0)
        return status;
    if ((status = make_file(path)) < 0) {
        glo_store_close(store);
        return status;
    }
    if ((status = fill(store)) < 0) {
        glo_store_close(store);
        remove_file(path);
        return status;
    }
    *out = store;
    return GLO_OK;
}

/* Whether SQLite may write the file and, for its write-ahead log, the folder it is in. */
static bool is_writable(const char *path) {
    char folder[4096];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash == folder)
        slash[1] = '\0';
    else if (slash)
        *slash = '\0';
    else
        strcpy(folder, ".");
    return access(path, W_OK) == 0 && access(folder, W_OK) == 0;
}

/* Version and schema are of one moment: another glocal may be bringing the store up to date. */
static glo_status check_of_one_moment(glo_store *store) {
    int64_t id = 0, version = 0;
    int status = glo_db_integer(store, "pragma application_id", 0, &id);
    if (status == GLO_OK)
        status = glo_db_integer(store, "pragma user_version", 0, &version);
    if (status < 0)
        return status;
    if (id != GLO_APPLICATION_ID)
        return glo_fail(GLO_ECORRUPT, "'%s' is not a glocal store", store->path);
    if (version < 0)
        return glo_fail(GLO_ECORRUPT, "'%s' is damaged: its version is %lld", store->path,
                        (long long)version);
    if (version > glo_db_schema_version())
        return glo_fail(
            GLO_EVERSION,
            "'%s' was created by a newer glocal (store version %lld, this one reads up to %d); update glocal",
            store->path, (long long)version, glo_db_schema_version());
    if (version < glo_db_schema_version() && store->read_only)
        return glo_fail(
            GLO_EVERSION,
            "'%s' was created by an older glocal (store version %lld, this one reads %d) and can only be "
            "read here: open it once where it can be written, which brings it up to date",
            store->path, (long long)version, glo_db_schema_version());
    return glo_schema_check(store, (int)version);
}

static glo_status check_is_store(glo_store *store) {
    glo_status status = glo_db_exec(store, "begin");
    if (status < 0)
        return status;
    status = check_of_one_moment(store);
    sqlite3_exec(store->db, "rollback", NULL, NULL, NULL);
    return status;
}

glo_status glo_db_open_alone(const char *path, glo_store **out) {
    glo_store *store;
    glo_status status = new_store(path, &store);
    if (status < 0)
        return status;
    store->read_only = true;
    if ((status = connect(store, SQLITE_OPEN_READONLY, "?immutable=1")) < 0) {
        glo_store_close(store);
        return status;
    }
    *out = store;
    return GLO_OK;
}

/* Where nothing can be written beside the file, SQLite has no place for the index of a write-ahead log: it is kept in memory,
 * and nobody else can be writing. Without such a log the file is read as it is. */
static glo_status connect_still(glo_store *store) {
    if (!glo_wal_is_there(store->path))
        return connect(store, SQLITE_OPEN_READONLY, "?immutable=1");
    if (glo_wal_has_index(store->path))
        return connect(store, SQLITE_OPEN_READONLY, "");
    glo_status status = open_file(store, SQLITE_OPEN_READONLY, "", glo_spill_still_name());
    if (status == GLO_OK)
        status = glo_db_exec(store, "pragma locking_mode = exclusive");
    return status == GLO_OK ? configure(store) : status;
}

static glo_status connect_to(glo_store *store, bool can_write) {
    if (!can_write)
        return connect_still(store);
    return connect(store, store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, "");
}

/* A write-ahead log that belongs to another store is neither replayed nor taken away. */
static glo_status connect_to_own(glo_store *store, bool can_write) {
    glo_wal_head head;
    glo_status status = glo_wal_read_head(store->path, &head);
    if (status < 0 || (status = connect_to(store, can_write)) < 0)
        return status;
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
    if ((status = glo_wal_check(store, &head)) == GLO_OK)
        sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
    return status;
}

glo_status glo_store_open(const char *path, int flags, glo_store **out) {
    struct stat there;
    if (stat(path, &there) != 0) {
        int error = errno;
        if (error == ENOENT)
            return glo_fail(GLO_ENOTFOUND, "there is no store '%s'; create it with: glocal init %s", path,
                            path);
        return glo_fail(glo_status_of_errno(error), "can't open '%s': %s", path, strerror(error));
    }
    if (S_ISDIR(there.st_mode))
        return glo_fail(GLO_EINVAL, "'%s' is a folder, not a store", path);
    if (access(path, R_OK) != 0)
        return glo_fail(GLO_EREADONLY, "can't read '%s': %s", path, strerror(errno));
    glo_store *store;
    int status = new_store(path, &store);
    if (status < 0)
        return status;
    const bool can_write = is_writable(path);
    store->read_only = (flags & GLO_STORE_READ_ONLY) || !can_write;
    const bool is_asked = !(flags & GLO_STORE_CHECKED) && glo_wal_is_there(path);
    status = is_asked ? connect_to_own(store, can_write) : connect_to(store, can_write);
    if (status == GLO_OK)
        status = check_is_store(store);
    if (status == GLO_OK && !store->read_only)
        status = glo_db_migrate(store);
    if (status < 0) {
        glo_store_close(store);
        return status;
    }
    *out = store;
    return GLO_OK;
}

const char *glo_store_path(const glo_store *store) {
    return store->path;
}

bool glo_store_is_read_only(const glo_store *store) {
    return store->read_only;
}

int glo_store_state(glo_store *store, int64_t *out) {
    return glo_db_integer(store, "select max(id) from batch", 0, out);
}
