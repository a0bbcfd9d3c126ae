/* statement.h: an SQL statement as text: its words, the frames it names, whether it is finished, what is
 * wrong with it. Not for other folders.
 *
 * `$name` where a table may stand names a frame among the parameters. SQLite knows no parameters there, so it
 * is handed the name of the virtual table that shows the frame (frames.h) instead; what SQLite says of a
 * place in that text is told of the place in the analyst's own.
 *
 * Example:
 *   glo_word word = {0};
 *   while (glo_word_next(sql, &word)) ...   // select, $r, 'a text', :n
 *   glo_statement_write("select n from $r", frames, &out);   ->  select n from "r"
 */
#ifndef GLO_STORE_STATEMENT_H
#define GLO_STORE_STATEMENT_H

#include "base/buf.h"
#include "sql/frames.h"

#include <stdbool.h>

typedef enum glo_word_kind {
    GLO_WORD_NAME,      /* select, zone, "a b" */
    GLO_WORD_PARAMETER, /* $r :n @n ?1 */
    GLO_WORD_OTHER      /* a text, a number, a mark */
} glo_word_kind;

typedef struct glo_word {
    glo_word_kind kind;
    size_t at, length; /* in bytes; with quotes or the parameter's mark */
} glo_word;

/* The word behind `word` (from the start: {0}); spaces and comments are passed over. 0 at the end. */
bool glo_word_next(const char *sql, glo_word *word);

/* Whether some word of the statement is this keyword. */
bool glo_statement_has(const char *sql, const char *keyword);

/* The statement as SQLite is handed it. */
glo_status glo_statement_write(const char *sql, const glo_frames *frames, glo_buf *out);

/* The place in the analyst's text of a place in what glo_statement_write wrote. */
size_t glo_statement_offset(const char *sql, const glo_frames *frames, size_t offset);

/* fault.c: the message for what SQLite found wrong with what glo_statement_write wrote: the place, the reason
 * and the nearest name that would do. Returns GLO_ESQL. */
glo_status glo_statement_fault(glo_store *store, const char *sql, const glo_frames *frames);

#endif
