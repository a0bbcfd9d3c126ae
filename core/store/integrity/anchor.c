/* anchor.c: a line of text that says how far the log goes and what its last hash is, to be kept where whoever can write the store
 * can't: all that the log said up to then is in that hash. Declared in store.h and check.h.
 *
 * Example:  glocal-anchor 1 STORE ENTRY HASH 2026-11-29T11:20:00Z
 */
#include "base/buf.h"
#include "base/err.h"
#include "integrity/check.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FORM "glocal-anchor 1 "

typedef struct anchor {
    char store[40], hash[GLO_SHA256_HEX], date[32];
    int64_t entry;
} anchor;

static int read_anchor(glo_store *store, const char *where, int64_t entry, anchor *out) {
    sqlite3_stmt *row = NULL;
    char sql[240];
    snprintf(sql, sizeof sql, "select id, hash, (select value from setting where name = 'store') from log %s",
             where);
    int status = glo_db_prepare(store, sql, &row);
    if (status < 0)
        return status;
    *out = (anchor){.entry = 0};
    if (sqlite3_bind_parameter_count(row) > 0)
        sqlite3_bind_int64(row, 1, entry);
    if ((status = glo_db_step(store, row)) == 1) {
        out->entry = sqlite3_column_int64(row, 0);
        snprintf(out->hash, sizeof out->hash, "%s", glo_db_text(row, 1));
        snprintf(out->store, sizeof out->store, "%s", glo_db_text(row, 2));
    }
    return glo_db_finish(store, row, status);
}

int glo_store_anchor(glo_store *store, glo_buf *out) {
    anchor last;
    int status = read_anchor(store, "order by id desc limit 1", 0, &last);
    if (status < 0)
        return status;
    if (!last.entry)
        return glo_fail(GLO_ENOTFOUND, "the log of '%s' is empty", store->path);
    glo_db_now(last.date);
    glo_buf_format(out, FORM "%s %" PRId64 " %s %s", last.store, last.entry, last.hash, last.date);
    return glo_buf_status(out);
}

/* The next word of the text, up to a blank, into `out`; false where it is longer or has another character than those allowed. */
static bool take_word(const char **text, const char *allowed, char *out, size_t size) {
    const size_t length = strspn(*text, allowed);
    if (length == 0 || length >= size)
        return false;
    memcpy(out, *text, length);
    out[length] = '\0';
    *text += length;
    if (**text && !strchr(" \r\n", **text))
        return false;
    *text += strspn(*text, " \r\n");
    return true;
}

static int parse(const char *text, anchor *out) {
    static const char hex[] = "0123456789abcdef";
    const char *at = strncmp(text, FORM, strlen(FORM)) == 0 ? text + strlen(FORM) : "";
    char entry[20] = "";
    *out = (anchor){.entry = 0};
    const bool is_anchor = take_word(&at, hex, out->store, sizeof out->store) &&
                           take_word(&at, "0123456789", entry, sizeof entry) &&
                           take_word(&at, hex, out->hash, sizeof out->hash) &&
                           take_word(&at, "0123456789TZ:-", out->date, sizeof out->date) && !*at;
    out->entry = strtoll(entry, NULL, 10);
    if (is_anchor && strlen(out->hash) == GLO_SHA256_HEX - 1 && out->entry > 0)
        return GLO_OK;
    return glo_fail(GLO_EINVAL, "'%.60s' is no anchor; glocal log anchor STORE prints one", text);
}

int glo_check_anchor(glo_store *store, const char *text, glo_fault *fault) {
    anchor given, found, last;
    int status = parse(text, &given);
    if (status == GLO_OK)
        status = read_anchor(store, "where id = ?1", given.entry, &found);
    if (status == GLO_OK)
        status = read_anchor(store, "order by id desc limit 1", 0, &last);
    if (status < 0)
        return status;
    if (last.entry && strcmp(last.store, given.store) != 0)
        glo_fault_say(fault, "the anchor is of another store");
    else if (!found.entry)
        glo_fault_say(fault, "the log ends at line %" PRId64 ", on %s it had line %" PRId64, last.entry,
                      given.date, given.entry);
    else if (strcmp(found.hash, given.hash) != 0)
        glo_fault_say(fault, "line %" PRId64 " of the log or one before it is not what it was on %s",
                      given.entry, given.date);
    return GLO_OK;
}
