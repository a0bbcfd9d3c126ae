/* text.h: UTF-8 text as analysts mean it: case and accents ignored in look-ups, columns counted in printing,
 * and the nearest name for a mistyped one. Unicode tables are utf8proc's.
 *
 * Example:  glo_text_fold("Liège", &out)  ->  "liege"
 */
#ifndef GLO_BASE_TEXT_H
#define GLO_BASE_TEXT_H

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
