/* statement.c: the words of an SQL statement and the frames among them. Example in statement.h.
 * Reference: SQLite, "SQL Language Expressions" (literals, identifiers, parameters). */
#include "sql/statement.h"

#include "base/err.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_of_name(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* The length of what is no word: spaces and comments. */
static size_t length_of_gap(const char *text) {
    const char *end;
    if (isspace((unsigned char)*text))
        return strspn(text, " \t\r\n\f\v");
    if (text[0] == '-' && text[1] == '-')
        return strcspn(text, "\n");
    if (text[0] == '/' && text[1] == '*') {
        end = strstr(text + 2, "*/");
        return end ? (size_t)(end - text) + 2 : strlen(text);
    }
    return 0;
}

/* Up to the closing quote; twice the quote stands for one. */
static size_t length_of_quoted(const char *text, char close) {
    size_t length = 1;
    for (; text[length]; length++) {
        if (text[length] != close)
            continue;
        if (text[length + 1] != close || close == ']')
            return length + 1;
        length++;
    }
    return length;
}

static size_t length_of_name(const char *text) {
    size_t length = 0;
    while (is_of_name(text[length]))
        length++;
    return length;
}

bool glo_word_next(const char *sql, glo_word *word) {
    size_t at = word->at + word->length, gap;
    while ((gap = length_of_gap(sql + at)) > 0)
        at += gap;
    const char *text = sql + at;
    if (!*text)
        return false;
    *word = (glo_word){.kind = GLO_WORD_OTHER, .at = at, .length = 1};
    if (*text == '\'') {
        word->length = length_of_quoted(text, '\'');
    } else if (*text == '"' || *text == '`' || *text == '[') {
        word->kind = GLO_WORD_NAME;
        word->length = length_of_quoted(text, *text == '[' ? ']' : *text);
    } else if (strchr("$:@?", *text)) {
        size_t length = length_of_name(text + 1);
        word->kind = length || *text == '?' ? GLO_WORD_PARAMETER : GLO_WORD_OTHER;
        word->length = length + 1;
    } else if (is_of_name(*text)) {
        word->kind = isdigit((unsigned char)*text) ? GLO_WORD_OTHER : GLO_WORD_NAME;
        word->length = length_of_name(text);
    }
    return true;
}

/* The table that the word stands for, if it is `$name` of a frame; NULL else. */
static const char *table_of_word(const char *sql, const glo_word *word, const glo_frames *frames) {
    if (word->kind != GLO_WORD_PARAMETER || sql[word->at] != '$')
        return NULL;
    for (size_t i = 0; i < frames->count; i++) {
        const char *name = glo_frames_name(frames, i);
        if (strlen(name) == word->length - 1 && memcmp(name, sql + word->at + 1, word->length - 1) == 0)
            return glo_frames_table(frames, i);
    }
    return NULL;
}

glo_status glo_statement_write(const char *sql, const glo_frames *frames, glo_buf *out) {
    size_t written = 0;
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        const char *table = table_of_word(sql, &word, frames);
        if (!table)
            continue;
        glo_buf_bytes(out, sql + written, word.at - written);
        glo_buf_format(out, "\"%s\"", table); /* a name behind a $ holds no quote */
        written = word.at + word.length;
    }
    glo_buf_text(out, sql + written);
    return glo_buf_status(out);
}

size_t glo_statement_offset(const char *sql, const glo_frames *frames, size_t offset) {
    size_t longer = 0; /* what was written is longer by this, up to the word */
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        const char *table = table_of_word(sql, &word, frames);
        if (word.at + longer >= offset)
            break;
        if (!table)
            continue;
        size_t length = strlen(table) + 2;
        if (offset < word.at + longer + length)
            return word.at;
        longer += length - word.length;
    }
    return offset - longer;
}

bool glo_statement_has(const char *sql, const char *keyword) {
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        if (word.length == strlen(keyword) && strncasecmp(sql + word.at, keyword, word.length) == 0)
            return true;
    }
    return false;
}

/* Each `$name` as a name: to the grammar a parameter may stand there as well. */
static glo_status without_parameters(const char *sql, glo_buf *out) {
    size_t written = 0;
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        if (word.kind != GLO_WORD_PARAMETER || sql[word.at] != '$')
            continue;
        glo_buf_bytes(out, sql + written, word.at - written);
        glo_buf_format(out, "\"%.*s\"", (int)word.length, sql + word.at);
        written = word.at + word.length;
    }
    glo_buf_text(out, sql + written);
    return glo_buf_status(out);
}

/* Whether the word is a text or name without its closing quote, or a comment without its end. */
static bool is_open(const char *word, size_t length) {
    char close = *word == '[' ? ']' : *word;
    return length && strchr("'\"`[", *word) && (length == 1 || word[length - 1] != close);
}

/* The statement is prepared where nothing is: its grammar is read to the end before any name is looked up. */
int glo_sql_is_finished(const char *sql) {
    glo_word word = {0}, last = {0};
    while (glo_word_next(sql, &word))
        last = word;
    if (last.length == 0)
        return 0;
    if (last.length == 1 && sql[last.at] == ';')
        return 1;
    glo_store *nothing;
    glo_buf text = {0};
    glo_status status = glo_db_open_memory(&nothing);
    if (status < 0)
        return status;
    int finished = 1;
    status = without_parameters(sql, &text);
    if (status == GLO_OK) {
        sqlite3_stmt *statement = NULL;
        sqlite3_prepare_v2(nothing->db, text.data, -1, &statement, NULL);
        const char *why = sqlite3_errmsg(nothing->db);
        sqlite3_finalize(statement);
        if (strcmp(why, "incomplete input") == 0 || is_open(sql + last.at, last.length))
            finished = 0;
        else if (strncmp(why, "no such column", 14) == 0 || strncmp(why, "no tables", 9) == 0)
            finished = glo_statement_has(sql, "from"); /* it may be on the next line */
    }
    glo_buf_dispose(&text);
    glo_store_close(nothing);
    return status < 0 ? status : finished;
}

glo_status glo_sql_names(const char *sql, void (*take)(void *context, const char *name, size_t length),
                         void *context) {
    for (glo_word word = {0}; glo_word_next(sql, &word);) {
        size_t quote = word.length > 1 && strchr("\"`[", sql[word.at]) ? 1 : 0;
        if (word.kind != GLO_WORD_OTHER)
            take(context, sql + word.at + quote, word.length - 2 * quote);
    }
    return GLO_OK;
}
