/* log.c: the hash-chained log. A line's hash is SHA-256 over the hash before it and its own fields, each
 * ended by a newline (a newline or backslash inside a field goes in as \n or \\), and a line "SCOPE BATCH FIRST
 * ROWS SHA256" per digest of rows that it stands for (digest.h), in that order; the first line follows an empty hash. Whoever
 * changes or takes out a line breaks the chain behind it. log_head says how far the log goes, so that its end can't be taken off
 * unnoticed.
 *
 * Example:  glo_store_log(store, "disclose", "brief-5345-nl.html", "brief for the zone");
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "db.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct line {
    const char *at, *who, *action, *object, *why;
} line;

static void add_field(glo_buf *text, const char *field) {
    for (const char *c = field; *c; c++) {
        if (*c == '\n' || *c == '\\')
            glo_buf_char(text, '\\');
        glo_buf_char(text, *c == '\n' ? 'n' : *c);
    }
    glo_buf_char(text, '\n');
}

/* `digests` gives those of line ?1. */
static int add_digests(glo_store *store, sqlite3_stmt *digests, int64_t id, glo_buf *text) {
    int status;
    sqlite3_reset(digests);
    sqlite3_bind_int64(digests, 1, id);
    while ((status = glo_db_step(store, digests)) == 1)
        add_field(text, glo_db_text(digests, 0));
    sqlite3_reset(digests);
    return status;
}

static const char digests_of_line[] = "select format('%s %d %d %d %s', scope, batch, first, rows, sha256) "
                                      "from digest where entry = ?1 order by "
                                      "scope, batch, first";

static int hash_line(glo_store *store, sqlite3_stmt *digests, int64_t id, const char *before, const line *l,
                     char out[GLO_SHA256_HEX]) {
    const char *const fields[] = {before, l->at, l->who, l->action, l->object, l->why};
    glo_buf text = {0};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        add_field(&text, fields[i]);
    int status = add_digests(store, digests, id, &text);
    if (status == GLO_OK)
        status = glo_buf_status(&text);
    if (status == GLO_OK)
        status = glo_sha256(text.data, text.length, out);
    glo_buf_dispose(&text);
    return status;
}

/* ---- the end ---- */

typedef struct end {
    int64_t id; /* 0: there is no line */
    char hash[GLO_SHA256_HEX];
} end;

static int read_end(glo_store *store, const char *sql, end *out) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(store, sql, &row);
    if (status < 0)
        return status;
    *out = (end){0, ""};
    if ((status = glo_db_step(store, row)) == 1) {
        out->id = sqlite3_column_int64(row, 0);
        snprintf(out->hash, sizeof out->hash, "%s", glo_db_text(row, 1));
    }
    return glo_db_finish(store, row, status);
}

static int read_last(glo_store *store, end *out) {
    return read_end(store, "select id, hash from log order by id desc limit 1", out);
}

static int write_head(glo_store *store, const end *last) {
    sqlite3_stmt *update = NULL;
    int status = glo_db_prepare(store, "update log_head set entries = ?1, hash = ?2", &update);
    if (status < 0)
        return status;
    sqlite3_bind_int64(update, 1, last->id);
    glo_db_bind_text(update, 2, last->hash);
    status = glo_db_step(store, update);
    return glo_db_finish(store, update, status);
}

/* ---- appending ---- */

static int write_line(glo_store *store, int64_t id, const line *l, const char *hash) {
    sqlite3_stmt *insert = NULL;
    int status = glo_db_prepare(
        store, "insert into log (id, at, who, action, object, why, hash) values (?1,?2,?3,?4,?5,?6,?7)",
        &insert);
    if (status < 0)
        return status;
    const char *const fields[] = {l->at, l->who, l->action, l->object, l->why, hash};
    sqlite3_bind_int64(insert, 1, id);
    for (int i = 0; i < 6; i++)
        glo_db_bind_text(insert, i + 2, fields[i]);
    status = glo_db_step(store, insert);
    return glo_db_finish(store, insert, status);
}

static int append(glo_store *store, const line *l) {
    sqlite3_stmt *digests = NULL;
    end last = {0, ""}, next = {0, ""};
    int status = read_last(store, &last);
    next.id = last.id + 1;
    if (status == GLO_OK)
        status = glo_digest_keep(store, next.id);
    if (status == GLO_OK)
        status = glo_db_prepare(store, digests_of_line, &digests);
    if (status < 0)
        return status;
    status = hash_line(store, digests, next.id, last.hash, l, next.hash);
    status = glo_db_finish(store, digests, status);
    if (status == GLO_OK)
        status = write_line(store, next.id, l, next.hash);
    return status == GLO_OK ? write_head(store, &next) : status;
}

glo_status glo_log_append(glo_store *store, const char *action, const char *object, const char *why) {
    char at[32], who[64];
    const struct passwd *user = getpwuid(getuid());
    snprintf(who, sizeof who, "%s", user ? user->pw_name : "unknown");
    glo_db_now(at);
    return append(store, &(line){at, who, action, object, why});
}

int glo_store_log(glo_store *store, const char *action, const char *object, const char *why) {
    glo_status status = glo_db_begin(store, NULL);
    return status < 0 ? status : glo_db_end(store, glo_log_append(store, action, object, why));
}

/* ---- verifying ---- */

/* Ids run without gaps, so that a line taken out at the end of a run of lines shows too. */
static int verify_lines(glo_store *store, sqlite3_stmt *row, sqlite3_stmt *digests, end *last,
                        int64_t *out_broken) {
    char hash[GLO_SHA256_HEX];
    int status;
    while ((status = glo_db_step(store, row)) == 1) {
        const line l = {glo_db_text(row, 0), glo_db_text(row, 1), glo_db_text(row, 2), glo_db_text(row, 3),
                        glo_db_text(row, 4)};
        const int64_t id = sqlite3_column_int64(row, 6);
        if ((status = hash_line(store, digests, id, last->hash, &l, hash)) < 0)
            break;
        last->id++;
        *out_broken += sqlite3_stricmp(hash, glo_db_text(row, 5)) != 0 || id != last->id;
        snprintf(last->hash, sizeof last->hash, "%s", glo_db_text(row, 5));
    }
    return status;
}

int glo_log_verify(glo_store *store, int64_t *out_lines, int64_t *out_broken) {
    sqlite3_stmt *row = NULL, *digests = NULL;
    end last = {0, ""}, head = {0, ""};
    int64_t broken = 0, stray = 0;
    int status =
        glo_db_prepare(store, "select at, who, action, object, why, hash, id from log order by id", &row);
    if (status == GLO_OK)
        status = glo_db_prepare(store, digests_of_line, &digests);
    if (status == GLO_OK)
        status = verify_lines(store, row, digests, &last, &broken);
    status = glo_db_finish(store, row, status);
    status = glo_db_finish(store, digests, status);
    if (status == GLO_OK)
        status = read_end(store, "select entries, hash from log_head", &head);
    if (status == GLO_OK)
        status = glo_db_integer(store, "select count(*) from digest where entry not in (select id from log)",
                                0, &stray);
    if (status < 0)
        return status;
    *out_lines = last.id;
    *out_broken = broken + stray + (head.id != last.id || strcmp(head.hash, last.hash) != 0);
    return GLO_OK;
}
