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

static glo_status hash_line(const char *before, const char *at, const char *who, const char *action,
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
    glo_status status = glo_buf_status(&line);
    if (status == GLO_OK)
        status = glo_sha256(line.data, line.length, out);
    glo_buf_dispose(&line);
    return status;
}

glo_status glo_log_append(glo_store *store, const char *action, const char *object, const char *why) {
    sqlite3_stmt *statement = NULL;
    char before[GLO_SHA256_HEX] = "", hash[GLO_SHA256_HEX], at[32], who[64];
    const struct passwd *user = getpwuid(getuid());
    snprintf(who, sizeof who, "%s", user ? user->pw_name : "unknown");
    glo_db_now(at);
    int status = glo_db_prepare(store, "select hash from log order by id desc limit 1", &statement);
    if (status < 0)
        return status;
    status = glo_db_step(store, statement);
    if (status == 1)
        snprintf(before, sizeof before, "%s", glo_db_text(statement, 0));
    status = glo_db_finish(store, statement, status);
    if (status < 0)
        return status;
    status = hash_line(before, at, who, action, object, why, hash);
    if (status < 0)
        return status;
    status = glo_db_prepare(
        store, "insert into log (at, who, action, object, why, hash) values (?1,?2,?3,?4,?5,?6)", &statement);
    if (status < 0)
        return status;
    const char *const fields[] = {at, who, action, object, why, hash};
    for (int i = 0; i < 6; i++)
        glo_db_bind_text(statement, i + 1, fields[i]);
    status = glo_db_step(store, statement);
    return glo_db_finish(store, statement, status);
}

int glo_store_log(glo_store *store, const char *action, const char *object, const char *why) {
    glo_status status = glo_db_begin(store, NULL);
    return status < 0 ? status : glo_db_end(store, glo_log_append(store, action, object, why));
}

glo_status glo_log_verify(glo_store *store, int64_t *out_lines, int64_t *out_broken) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "select at, who, action, object, why, hash, id from log order by id",
                                &statement);
    if (status < 0)
        return status;
    char before[GLO_SHA256_HEX] = "", hash[GLO_SHA256_HEX];
    int64_t lines = 0, broken = 0;
    while ((status = glo_db_step(store, statement)) == 1) {
        if ((status = hash_line(before, glo_db_text(statement, 0), glo_db_text(statement, 1),
                                glo_db_text(statement, 2), glo_db_text(statement, 3),
                                glo_db_text(statement, 4), hash)) < 0)
            break;
        lines++;
        /* Ids run without gaps, so a line taken out at the end of a run of lines shows too. */
        broken += sqlite3_stricmp(hash, glo_db_text(statement, 5)) != 0 ||
                  sqlite3_column_int64(statement, 6) != lines;
        snprintf(before, sizeof before, "%s", glo_db_text(statement, 5));
    }
    status = glo_db_finish(store, statement, status);
    if (status < 0)
        return status;
    *out_lines = lines;
    *out_broken = broken;
    return GLO_OK;
}
