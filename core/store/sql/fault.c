/* fault.c: what is wrong with an SQL statement, told by its place and the nearest name that would do:
 *
 *   SQL: line 1, column 8: no such column: zonne, did you mean 'zone'?
 *
 * What is done here runs only after a statement has failed, over a connection that is as it was.
 */
#include "base/err.h"
#include "base/text.h"
#include "sql/statement.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* Names come as rows of statements; what a text of SQLite points to is gone with the row. */
typedef struct nearest {
    glo_nearest found;
    char best[256];
} nearest;

static void offer(nearest *near, const char *name) {
    const char *before = near->found.best;
    glo_nearest_offer(&near->found, name);
    if (near->found.best != before) {
        snprintf(near->best, sizeof near->best, "%s", name);
        near->found.best = near->best;
    }
}

/* Offers what the statement gives, one name a row; ?1 is `argument`. */
static void offer_rows(nearest *near, glo_store *store, const char *sql, const char *argument) {
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
        return;
    if (argument)
        sqlite3_bind_text(statement, 1, argument, -1, SQLITE_STATIC);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(statement, 0);
        if (name)
            offer(near, name);
    }
    sqlite3_finalize(statement);
}

static void offer_tables(nearest *near, glo_store *store, const glo_frames *frames) {
    for (size_t i = 0; i < frames->count; i++)
        offer(near, glo_frames_name(frames, i));
    offer_rows(near, store, "select name from sqlite_schema where type in ('table', 'view')", NULL);
}

typedef struct columns_of {
    nearest *near;
    glo_store *store;
} columns_of;

static void offer_columns_of(void *context, const char *name, size_t length) {
    const columns_of *to = context;
    char table[128];
    snprintf(table, sizeof table, "%.*s", (int)length, name);
    offer_rows(to->near, to->store, "select name from pragma_table_info(?1)", table);
}

/* Those of the tables that the statement names and of all frames. */
static void offer_columns(nearest *near, glo_store *store, const char *sql, const glo_frames *frames) {
    for (size_t i = 0; i < frames->count; i++) {
        const glo_frame *frame = glo_frames_frame(frames, i);
        for (size_t c = 0; c < glo_frame_columns(frame); c++)
            offer(near, glo_frame_name(frame, c));
    }
    columns_of to = {near, store};
    glo_sql_names(sql, offer_columns_of, &to);
}

static void offer_keywords(nearest *near) {
    for (int i = 0; i < sqlite3_keyword_count(); i++) {
        const char *word;
        int length;
        char name[32];
        if (sqlite3_keyword_name(i, &word, &length) != SQLITE_OK)
            continue;
        snprintf(name, sizeof name, "%.*s", length, word);
        for (char *c = name; *c; c++)
            *c = (char)tolower((unsigned char)*c);
        offer(near, name);
    }
}

/* The word at the place, without quotes. */
static void word_at(const char *sql, size_t offset, char out[128]) {
    out[0] = '\0';
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        if (word.at <= offset && offset < word.at + word.length) {
            snprintf(out, 128, "%.*s", (int)word.length, sql + word.at);
            return;
        }
    }
}

/* Where the name stands as a word of its own; the length of the statement where it does not. */
static size_t place_of_name(const char *sql, const char *name) {
    size_t length = strlen(name);
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        size_t quote = word.length == length + 2 && sql[word.at] != '\'' ? 1 : 0;
        if (word.length - 2 * quote == length && strncasecmp(sql + word.at + quote, name, length) == 0)
            return word.at;
    }
    return strlen(sql);
}

/* Line and column of an offset, from 1; a column is a character. */
static void place(const char *sql, size_t offset, int *out_line, int *out_column) {
    *out_line = *out_column = 1;
    for (size_t i = 0; i < offset && sql[i]; i++) {
        if (sql[i] == '\n') {
            ++*out_line;
            *out_column = 1;
        } else if (((unsigned char)sql[i] & 0xC0) != 0x80) {
            ++*out_column;
        }
    }
}

/* The name behind "no such column: a.name", or NULL. */
static const char *name_behind(const char *why, const char *start) {
    if (strncmp(why, start, strlen(start)) != 0)
        return NULL;
    const char *dot = strrchr(why, '.');
    return dot ? dot + 1 : why + strlen(start);
}

/* What else to say: the nearest name, or what is meant by quotes. */
static void hint(glo_store *store, const char *sql, const glo_frames *frames, const char *why,
                 const char *word, char out[640]) {
    nearest near = {{0}, ""};
    const char *name;
    out[0] = '\0';
    if ((name = name_behind(why, "no such column: ")) != NULL) {
        if (word[0] == '"') {
            snprintf(out, 640, "; a text stands between single quotes: '%s'", name);
            return;
        }
        if (word[0] == '$') {
            snprintf(out, 640, "; the frame %s stands where a table may, behind from or join", word);
            return;
        }
        near.found.wanted = name;
        offer_columns(&near, store, sql, frames);
    } else if ((name = name_behind(why, "no such table: ")) != NULL) {
        near.found.wanted = name;
        offer_tables(&near, store, frames);
    } else if ((name = name_behind(why, "no such function: ")) != NULL) {
        near.found.wanted = name;
        offer_rows(&near, store, "select distinct name from pragma_function_list", NULL);
    } else if (strstr(why, "syntax error") && word[0] == '$') {
        snprintf(out, 640, "; no frame %s is among the parameters", word + 1);
        near.found.wanted = word + 1;
        for (size_t i = 0; i < frames->count; i++)
            offer(&near, glo_frames_name(frames, i));
    } else if (strstr(why, "syntax error") && strlen(word) > 2) { /* of few letters all is near */
        near.found.wanted = word;
        offer_keywords(&near);
    }
    if (near.found.best && strcmp(near.best, near.found.wanted) != 0) {
        size_t length = strlen(out);
        snprintf(out + length, 640 - length, ", did you mean '%s%s'?", word[0] == '$' ? "$" : "", near.best);
    }
}

glo_status glo_statement_fault(glo_store *store, const char *sql, const glo_frames *frames) {
    char why[512], word[128], more[640];
    int offset = sqlite3_error_offset(store->db), line, column;
    snprintf(why, sizeof why, "%s", sqlite3_errmsg(store->db));
    const char *name = name_behind(why, "no such table: ");
    size_t at = strlen(sql);
    if (strcmp(why, "incomplete input") == 0)
        return glo_fail(GLO_ESQL, "SQL: the statement is not finished");
    if (offset >= 0)
        at = glo_statement_offset(sql, frames, (size_t)offset);
    else if (name)
        at = place_of_name(sql, name);
    word_at(sql, at, word);
    hint(store, sql, frames, why, word, more);
    if (!sql[at])
        return glo_fail(GLO_ESQL, "SQL: %s%s", why, more);
    place(sql, at, &line, &column);
    return glo_fail(GLO_ESQL, "SQL: line %d, column %d: %s%s", line, column, why, more);
}
