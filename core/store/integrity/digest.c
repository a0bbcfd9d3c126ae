/* digest.c: digests of rows, kept with the lines of the log and compared with the rows. What they cover is in digest.h. */
#include "integrity/digest.h"

#include "base/alloc.h"
#include "base/err.h"
#include "integrity/check.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- rows as digests ---- */

void glo_digests_dispose(glo_digests *digests) {
    free(digests->items);
    *digests = (glo_digests){0};
}

static glo_status add_digest(glo_digests *digests, const glo_digest *digest) {
    if (glo_alloc_grow(&digests->items, &digests->room, digests->count + 1, sizeof *digests->items) < 0)
        return GLO_ENOMEM;
    digests->items[digests->count++] = *digest;
    return GLO_OK;
}

void glo_row_digest_init(glo_row_digest *digest, int scope, int64_t batch) {
    digest->made = (glo_digests){0};
    digest->scope = scope;
    digest->batch = batch;
    digest->first = 1;
    digest->rows = 0;
    digest->hash = NULL;
    digest->status = GLO_OK;
    digest->length = 0;
}

void glo_row_digest_dispose(glo_row_digest *digest) {
    glo_hash_free(digest->hash);
    digest->hash = NULL;
    glo_digests_dispose(&digest->made);
}

static void hash_bytes(glo_row_digest *digest, const void *bytes, size_t length) {
    if (digest->status == GLO_OK && !digest->hash)
        digest->status = glo_hash_new(&digest->hash);
    if (digest->status == GLO_OK)
        glo_hash_add(digest->hash, bytes, length);
}

void glo_row_digest_flush(glo_row_digest *digest) {
    hash_bytes(digest, digest->bytes, digest->length);
    digest->length = 0;
}

static void end_block(glo_row_digest *digest) {
    glo_digest made = {digest->scope, digest->batch, digest->first, digest->rows, ""};
    glo_row_digest_flush(digest);
    if (digest->status < 0)
        return;
    glo_hash_end(digest->hash, made.sha256);
    glo_hash_free(digest->hash);
    digest->hash = NULL;
    digest->first += digest->rows;
    digest->rows = 0;
    digest->status = add_digest(&digest->made, &made);
}

void glo_row_digest_end_row(glo_row_digest *digest) {
    digest->rows++;
    if (digest->rows == GLO_DIGEST_BLOCK_ROWS && glo_scopes[digest->scope].of_batch)
        end_block(digest);
}

/* A whole table has a digest even where it is empty. */
glo_status glo_row_digest_finish(glo_row_digest *digest, glo_digests *out) {
    if (digest->rows > 0 || !glo_scopes[digest->scope].of_batch)
        end_block(digest);
    for (size_t i = 0; digest->status == GLO_OK && i < digest->made.count; i++)
        digest->status = add_digest(out, &digest->made.items[i]);
    glo_digests_dispose(&digest->made);
    return digest->status;
}

static void add_byte(glo_row_digest *digest, unsigned char byte) {
    if (digest->length + 1 > GLO_DIGEST_ROOM)
        glo_row_digest_flush(digest);
    digest->bytes[digest->length++] = byte;
}

enum { TAG_NULL = 16, TAG_REAL, TAG_TEXT, TAG_BLOB };

void glo_row_digest_null(glo_row_digest *digest) {
    add_byte(digest, TAG_NULL);
}

static void add_bytes(glo_row_digest *digest, unsigned char tag, const void *bytes, size_t length) {
    add_byte(digest, tag);
    glo_row_digest_integer(digest, (int64_t)length);
    if (digest->length + length > GLO_DIGEST_ROOM)
        glo_row_digest_flush(digest);
    if (length > GLO_DIGEST_ROOM) {
        hash_bytes(digest, bytes, length);
    } else if (length > 0) {
        memcpy(digest->bytes + digest->length, bytes, length);
        digest->length += length;
    }
}

void glo_row_digest_text(glo_row_digest *digest, const char *text, size_t length) {
    add_bytes(digest, TAG_TEXT, text, length);
}

static void add_real(glo_row_digest *digest, double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    add_byte(digest, TAG_REAL);
    for (int i = 0; i < 8; i++)
        add_byte(digest, (unsigned char)(bits >> (8 * i)));
}

static void add_value(glo_row_digest *digest, sqlite3_stmt *row, int column) {
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        glo_row_digest_integer(digest, sqlite3_column_int64(row, column));
        break;
    case SQLITE_FLOAT:
        add_real(digest, sqlite3_column_double(row, column));
        break;
    case SQLITE_TEXT: {
        const char *text = glo_db_text(row, column); /* before its length */
        glo_row_digest_text(digest, text, (size_t)sqlite3_column_bytes(row, column));
        break;
    }
    case SQLITE_BLOB: {
        const void *bytes = sqlite3_column_blob(row, column);
        add_bytes(digest, TAG_BLOB, bytes, bytes ? (size_t)sqlite3_column_bytes(row, column) : 0);
        break;
    }
    default:
        glo_row_digest_null(digest);
    }
}

/* ---- what the store holds ---- */

static int add_rows(glo_store *store, sqlite3_stmt *row, const glo_job *job, glo_row_digest *digest,
                    glo_digests *out) {
    int64_t seen = 0;
    int status;
    while ((status = glo_db_step(store, row)) == 1) {
        const int64_t batch = sqlite3_column_int64(row, 0);
        if (batch != digest->batch) {
            if ((status = glo_row_digest_finish(digest, out)) < 0)
                return status;
            glo_row_digest_init(digest, digest->scope, batch);
        }
        for (int i = 1; i < sqlite3_column_count(row); i++)
            add_value(digest, row, i);
        glo_row_digest_end_row(digest);
        if (++seen % 4096 == 0 && (status = glo_job_step(job, "checking rows", (uint64_t)seen, 0)) < 0)
            return status;
    }
    return status < 0 ? status : glo_row_digest_finish(digest, out);
}

/* Adds the digests of a scope: of what `batch` wrote, or all (0). */
static int digest_scope(glo_store *store, int scope, int64_t batch, const glo_job *job, glo_digests *out) {
    const char *sql = batch ? glo_scopes[scope].of_batch : glo_scopes[scope].all;
    sqlite3_stmt *row = NULL;
    glo_row_digest *digest;
    int status = glo_alloc_array(1, sizeof *digest, &digest);
    if (status < 0)
        return status;
    glo_row_digest_init(digest, scope, batch);
    if ((status = glo_db_prepare(store, sql, &row)) == GLO_OK) {
        if (batch)
            sqlite3_bind_int64(row, 1, batch);
        status = glo_db_finish(store, row, add_rows(store, row, job, digest, out));
    }
    glo_row_digest_dispose(digest);
    free(digest);
    return status;
}

/* ---- rows as they are written ---- */

int glo_digest_written(glo_store *store, int scope, int64_t batch, glo_row_digest **out) {
    glo_row_digest **written = &store->written[scope];
    if (!*written) {
        if (glo_alloc_array(1, sizeof **written, written) < 0)
            return GLO_ENOMEM;
        glo_row_digest_init(*written, scope, batch);
    }
    *out = *written;
    return GLO_OK;
}

static void free_written(glo_store *store, int scope) {
    if (store->written[scope])
        glo_row_digest_dispose(store->written[scope]);
    free(store->written[scope]);
    store->written[scope] = NULL;
}

void glo_digest_forget(glo_store *store) {
    for (int scope = 0; scope < GLO_SCOPES_WRITTEN; scope++)
        free_written(store, scope);
    glo_digests_dispose(&store->digests);
}

static int take_written(glo_store *store) {
    int status = GLO_OK;
    for (int scope = 0; scope < GLO_SCOPES_WRITTEN; scope++) {
        if (status == GLO_OK && store->written[scope])
            status = glo_row_digest_finish(store->written[scope], &store->digests);
        free_written(store, scope);
    }
    return status;
}

/* ---- what has changed ---- */

static int note_change(void *context, int action, const char *first, const char *second, const char *database,
                       const char *trigger) {
    glo_store *store = context;
    (void)second, (void)trigger;
    if (action != SQLITE_INSERT && action != SQLITE_UPDATE && action != SQLITE_DELETE)
        return SQLITE_OK;
    for (size_t i = 0; i < glo_scope_count && database && strcmp(database, "main") == 0; i++) {
        if (first && strcmp(first, glo_scopes[i].table) == 0)
            glo_scope_set_add(&store->changed, i);
    }
    return SQLITE_OK;
}

void glo_digest_watch(glo_store *store) {
    sqlite3_set_authorizer(store->db, note_change, store);
}

/* ---- keeping ---- */

/* Before its migration there is no table to keep them in. */
static int has_table(glo_store *store, bool *out) {
    int64_t found = 0;
    int status = glo_db_integer(store, "select 1 from sqlite_schema where name = 'digest' and type = 'table'",
                                0, &found);
    *out = found != 0;
    return status;
}

/* The last digest of a whole table; "" where there is none. */
static int read_last(glo_store *store, int scope, char out[GLO_SHA256_HEX]) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store, "select sha256 from digest where scope = ?1 and batch = 0 order by entry desc limit 1", &row);
    if (status < 0)
        return status;
    out[0] = '\0';
    glo_db_bind_text(row, 1, glo_scopes[scope].name);
    if ((status = glo_db_step(store, row)) == 1)
        snprintf(out, GLO_SHA256_HEX, "%s", glo_db_text(row, 0));
    return glo_db_finish(store, row, status);
}

static bool is_pending(const glo_digests *digests, int scope, int64_t batch) {
    for (size_t i = 0; i < digests->count; i++) {
        if (digests->items[i].scope == scope && digests->items[i].batch == batch)
            return true;
    }
    return false;
}

/* A whole table is kept where it differs from what was kept last. */
static int take_whole(glo_store *store, int scope) {
    char last[GLO_SHA256_HEX];
    glo_digests *pending = &store->digests;
    if (is_pending(pending, scope, 0))
        return GLO_OK;
    int status = read_last(store, scope, last);
    if (status < 0 || (last[0] && !glo_scope_set_has(&store->changed, (size_t)scope)))
        return status;
    status = digest_scope(store, scope, 0, store->job, pending);
    if (status == GLO_OK && strcmp(pending->items[pending->count - 1].sha256, last) == 0)
        pending->count--;
    return status;
}

/* Adds to the pending digests those of everything that has changed. */
static int take_changes(glo_store *store) {
    int64_t batch = 0;
    int status = take_written(store);
    if (status == GLO_OK)
        status = glo_store_state(store, &batch);
    for (size_t i = 0; status == GLO_OK && i < glo_scope_count; i++) {
        const int scope = (int)i;
        if (!glo_scopes[i].of_batch)
            status = take_whole(store, scope);
        else if (batch && glo_scope_set_has(&store->changed, i) && !is_pending(&store->digests, scope, batch))
            status = digest_scope(store, scope, batch, store->job, &store->digests);
    }
    if (status == GLO_OK)
        store->changed = (glo_scope_set){0};
    return status;
}

static int write_digests(glo_store *store, int64_t entry) {
    sqlite3_stmt *insert = NULL;
    int status = glo_db_prepare(store,
                                "insert into digest (scope, batch, first, entry, rows, sha256) values "
                                "(?1,?2,?3,?4,?5,?6)",
                                &insert);
    if (status < 0)
        return status;
    for (size_t i = 0; status >= 0 && i < store->digests.count; i++) {
        const glo_digest *digest = &store->digests.items[i];
        sqlite3_reset(insert);
        glo_db_bind_text(insert, 1, glo_scopes[digest->scope].name);
        sqlite3_bind_int64(insert, 2, digest->batch);
        sqlite3_bind_int64(insert, 3, digest->first);
        sqlite3_bind_int64(insert, 4, entry);
        sqlite3_bind_int64(insert, 5, digest->rows);
        glo_db_bind_text(insert, 6, digest->sha256);
        status = glo_db_step(store, insert);
    }
    glo_digests_dispose(&store->digests);
    return glo_db_finish(store, insert, status);
}

int glo_digest_keep(glo_store *store, int64_t entry) {
    int status = take_changes(store);
    return status < 0 ? status : write_digests(store, entry);
}

int glo_digest_has_changes(glo_store *store, bool *out) {
    *out = false;
    if (!store->changed.bits[0] && !store->changed.bits[1]) /* all that is written is a change */
        return GLO_OK;
    bool is_there;
    int status = has_table(store, &is_there);
    if (status == GLO_OK && is_there && (status = take_changes(store)) == GLO_OK)
        *out = store->digests.count > 0;
    return status;
}

/* ---- what is kept ---- */

typedef struct kept {
    glo_digest digest;
    int64_t entry;
    bool is_met; /* by rows of its place */
} kept;

typedef struct kept_list {
    kept *items;
    size_t count, room;
} kept_list;

static int scope_of(const char *name) {
    for (size_t i = 0; i < glo_scope_count; i++) {
        if (strcmp(glo_scopes[i].name, name) == 0)
            return (int)i;
    }
    return -1;
}

static int order_of(const glo_digest *a, const glo_digest *b) {
    if (a->scope != b->scope)
        return a->scope < b->scope ? -1 : 1;
    if (a->batch != b->batch)
        return a->batch < b->batch ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

static int order_of_kept(const void *a, const void *b) {
    const kept *left = a, *right = b;
    const int order = order_of(&left->digest, &right->digest);
    return order ? order : (left->entry > right->entry) - (left->entry < right->entry);
}

/* Of a whole table what was kept last holds; of a batch's rows everything. */
static int add_kept(kept_list *list, sqlite3_stmt *row) {
    kept next = {.digest = {scope_of(glo_db_text(row, 0)), sqlite3_column_int64(row, 1),
                            sqlite3_column_int64(row, 2), sqlite3_column_int64(row, 3), ""},
                 .entry = sqlite3_column_int64(row, 5)};
    if (next.digest.scope < 0)
        return GLO_OK; /* the hash of its line shows it */
    snprintf(next.digest.sha256, sizeof next.digest.sha256, "%s", glo_db_text(row, 4));
    kept *last = list->count ? &list->items[list->count - 1] : NULL;
    if (last && !glo_scopes[next.digest.scope].of_batch && order_of(&last->digest, &next.digest) == 0) {
        *last = next;
        return GLO_OK;
    }
    if (glo_alloc_grow(&list->items, &list->room, list->count + 1, sizeof *list->items) < 0)
        return GLO_ENOMEM;
    list->items[list->count++] = next;
    return GLO_OK;
}

static int read_kept(glo_store *store, kept_list *list) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store,
        "select scope, batch, first, rows, sha256, entry from digest order by scope, batch, first, entry",
        &row);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, row)) == 1 && (status = add_kept(list, row)) == GLO_OK)
        ;
    status = glo_db_finish(store, row, status);
    if (status == GLO_OK && list->count)
        qsort(list->items, list->count, sizeof *list->items, order_of_kept);
    return status;
}

/* The first that is kept for that place; list->count where there is none. */
static size_t find_kept(const kept_list *list, const glo_digest *digest) {
    size_t low = 0, high = list->count;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (order_of(&list->items[middle].digest, digest) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && order_of(&list->items[low].digest, digest) == 0 ? low : list->count;
}

/* ---- stores of before ---- */

int glo_digest_baseline(glo_store *store) {
    kept_list list = {0};
    int64_t any = 0;
    bool is_there;
    int status = has_table(store, &is_there);
    if (status == GLO_OK && is_there)
        status = glo_db_integer(store, "select 1 from batch limit 1", 0, &any);
    if (status == GLO_OK && any)
        status = read_kept(store, &list);
    glo_digest_forget(store);
    for (size_t i = 0; status == GLO_OK && any && i < glo_scope_count; i++)
        status = digest_scope(store, (int)i, 0, store->job, &store->digests);
    glo_digests *pending = &store->digests;
    size_t left = 0;
    for (size_t i = 0; status == GLO_OK && i < pending->count; i++) {
        const bool is_whole = !glo_scopes[pending->items[i].scope].of_batch;
        if (is_whole || find_kept(&list, &pending->items[i]) == list.count)
            pending->items[left++] = pending->items[i];
    }
    pending->count = left;
    store->changed = (glo_scope_set){0};
    free(list.items);
    return status;
}

/* ---- comparing ---- */

typedef struct comparison {
    kept_list kept;
    glo_fault *fault;
} comparison;

/* "reject by batch 3, rows 1 to 8", "label"; `what` names the line of the log. */
static void say(comparison *c, const glo_digest *digest, const char *what, int64_t entry) {
    char rows[100] = "", line[40] = "";
    if (glo_scopes[digest->scope].of_batch)
        snprintf(rows, sizeof rows, " by batch %" PRId64 ", rows %" PRId64 " to %" PRId64, digest->batch,
                 digest->first, digest->first + digest->rows - 1);
    if (entry)
        snprintf(line, sizeof line, " since line %" PRId64 " of the log", entry);
    glo_fault_say(c->fault, "%s%s: %s%s", glo_scopes[digest->scope].name, rows, what, line);
}

static void compare(comparison *c, const glo_digest *found) {
    const size_t first = find_kept(&c->kept, found);
    if (first == c->kept.count)
        say(c, found, "not in the log", 0);
    for (size_t i = first; i < c->kept.count && order_of(&c->kept.items[i].digest, found) == 0; i++) {
        kept *line = &c->kept.items[i];
        line->is_met = true;
        if (strcmp(line->digest.sha256, found->sha256) != 0 || line->digest.rows != found->rows)
            say(c, &line->digest, "changed", line->entry);
    }
}

static int compare_scope(glo_store *store, int scope, const glo_job *job, comparison *c) {
    glo_digests found = {0};
    int status = digest_scope(store, scope, 0, job, &found);
    for (size_t i = 0; status == GLO_OK && i < found.count; i++)
        compare(c, &found.items[i]);
    glo_digests_dispose(&found);
    return status;
}

int glo_digest_verify(glo_store *store, const glo_job *job, int64_t *out_kept, glo_fault *fault) {
    comparison c = {.fault = fault};
    int status = read_kept(store, &c.kept);
    /* Before its first line nothing of a store is covered. */
    for (size_t i = 0; status == GLO_OK && c.kept.count > 0 && i < glo_scope_count; i++)
        status = compare_scope(store, (int)i, job, &c);
    for (size_t i = 0; status == GLO_OK && i < c.kept.count; i++) {
        if (!c.kept.items[i].is_met)
            say(&c, &c.kept.items[i].digest, "gone", c.kept.items[i].entry);
    }
    *out_kept = (int64_t)c.kept.count;
    free(c.kept.items);
    return status;
}
