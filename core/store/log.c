/* log.c: the hash-chained log. A line's hash is SHA-256 over the hash before it and its own fields, each
 * ended by a newline (a newline or backslash inside a field goes in as \n or \\); the first line follows an
 * empty hash. Whoever changes or takes out a line breaks the chain behind it. Lines taken out at the very end
 * leave a whole chain; check.c misses those that stand for batches.
 *
 * Example:  glo_store_log(store, "disclose", "brief-5345-nl.html", "brief for the zone");
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "db.h"

#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

static void hash_line(const char *before, const char *at, const char *who, const char *action,
                      const char *object, const char *why, char out[GLO_SHA256_HEX]) {
    const char *const fields[] = {before, at, who, action, object, why};
    glo_buf line = {0};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        for (const char *c = fields[i]; *c; c++) {
            if (*c == '\n' || *c == '\\')
                glo_buf_char(&line, '\\');
            glo_buf_char(&line, *c == '\n' ? 'n' : *c);
        }
        glo_buf_char(&line, '\n');
    }
    glo_sha256(line.data ? line.data : "", line.length, out);
    glo_buf_dispose(&line);
}

glo_status glo_log_append(glo_store *store, const char *action, const char *object, const char *why) {
    sqlite3_stmt *statement;
    char before[GLO_SHA256_HEX] = "", hash[GLO_SHA256_HEX], at[32], who[64];
    const struct passwd *user = getpwuid(getuid());
    snprintf(who, sizeof who, "%s", user ? user->pw_name : "unknown");
    glo_db_now(at);
    int status = glo_db_prepare(store, "select hash from log order by id desc limit 1", &statement);
    if (status < 0)
        return status;
    status = glo_db_step(store, statement);
    if (status == 1)
        snprintf(before, sizeof before, "%s", (const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    if (status < 0)
        return status;
    hash_line(before, at, who, action, object, why, hash);
    status = glo_db_prepare(
        store, "insert into log (at, who, action, object, why, hash) values (?1,?2,?3,?4,?5,?6)", &statement);
    if (status < 0)
        return status;
    const char *const fields[] = {at, who, action, object, why, hash};
    for (int i = 0; i < 6; i++)
        glo_db_bind_text(statement, i + 1, fields[i]);
    status = glo_db_step(store, statement);
    sqlite3_finalize(statement);
    return status < 0 ? status : GLO_OK;
}

int glo_store_log(glo_store *store, const char *action, const char *object, const char *why) {
    glo_status status = glo_db_begin(store, NULL);
    return status < 0 ? status : glo_db_end(store, glo_log_append(store, action, object, why));
}

static const char *text_at(sqlite3_stmt *statement, int column) {
    const char *text = (const char *)sqlite3_column_text(statement, column);
    return text ? text : "";
}

glo_status glo_log_verify(glo_store *store, int64_t *out_lines, int64_t *out_broken) {
    sqlite3_stmt *statement;
    int status = glo_db_prepare(store, "select at, who, action, object, why, hash, id from log order by id",
                                &statement);
    if (status < 0)
        return status;
    char before[GLO_SHA256_HEX] = "", hash[GLO_SHA256_HEX];
    int64_t lines = 0, broken = 0;
    while ((status = glo_db_step(store, statement)) == 1) {
        hash_line(before, text_at(statement, 0), text_at(statement, 1), text_at(statement, 2),
                  text_at(statement, 3), text_at(statement, 4), hash);
        lines++;
        /* Ids run without gaps, so a line taken out at the end of a run of lines shows too. */
        broken +=
            sqlite3_stricmp(hash, text_at(statement, 5)) != 0 || sqlite3_column_int64(statement, 6) != lines;
        snprintf(before, sizeof before, "%s", text_at(statement, 5));
    }
    sqlite3_finalize(statement);
    if (status < 0)
        return status;
    *out_lines = lines;
    *out_broken = broken;
    return GLO_OK;
}
