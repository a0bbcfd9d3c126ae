/* text.h: UTF-8 text as analysts mean it: case and accents ignored in look-ups, columns counted in printing,
 * and the nearest name for a mistyped one. Unicode tables are utf8proc's.
 *
 * Example:  glo_text_fold("Liège", &out)  ->  "liege"
 */
#ifndef GLO_BASE_TEXT_H
#define GLO_BASE_TEXT_H

#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* Case folded, accents dropped, ligatures opened; spaces trimmed and runs of them made one. Released with
 * free(). GLO_EINVAL for text that is not UTF-8. */
glo_status glo_text_fold(const char *text, char **out);

/* Folded as a name: hyphens of every kind are spaces, apostrophes and the points and commas at the end of a word are
 * dropped, and Saint, Sint, Sankt and St. are one: "St.-Joris-Winge" and "Sint Joris Winge" are "st joris winge". */
glo_status glo_text_fold_name(const char *text, char **out);

/* How many terminal columns the text takes (a control character counts one). */
size_t glo_text_width(const char *text);

/* The longest start of `text` that fits in `columns`; returns its length in bytes, its width in *out_width.
 */
size_t glo_text_fit(const char *text, size_t columns, size_t *out_width);

/* Whether `length` bytes are well-formed UTF-8; if not, *out_at is the offset of the first wrong byte. */
bool glo_text_is_utf8(const char *text, size_t length, size_t *out_at);

/* Appends the text with every character that a reader can't see in the place it stands written out as \u{202E}: controls,
 * marks that turn the direction of text, zero-width marks, separators of lines; a byte that is not UTF-8 as \xFF. What it
 * gives it leaves as it is. Control characters of ASCII that are in `kept`, such as "\n", pass. */
void glo_text_visible(glo_buf *out, const char *text, size_t length, const char *kept);

/* Whether glo_text_visible leaves all of the text as it is. */
bool glo_text_is_visible(const char *text, size_t length, const char *kept);

/* The code point at `text`, of `length` bytes at least 1, in *out_point, -1 where it is not UTF-8; returns how many
 * bytes it has, at least 1. */
size_t glo_text_point(const char *text, size_t length, int *out_point);

/* Whether the code point is seen where it stands: none of those glo_text_visible writes out. */
bool glo_text_point_is_visible(int point);

/* Edit distance with transpositions (optimal string alignment), case ignored for ASCII, at most `limit`: more
 * gives limit + 1. */
unsigned glo_text_distance(const char *a, const char *b, unsigned limit);

/* Keeps the nearest of the names offered to it: set `wanted`, offer each name, read `best` (NULL when none is
 * near enough: within a third of the length, at least one edit). Borrowed pointers. */
typedef struct glo_nearest {
    const char *wanted;
    const char *best;
    unsigned distance;
} glo_nearest;
void glo_nearest_offer(glo_nearest *nearest, const char *name);

/* ", did you mean 'X'?" or "" when nothing is near; valid until the thread's next call. */
const char *glo_nearest_hint(const glo_nearest *nearest);

#endif
