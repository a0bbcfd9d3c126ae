/* words.h: a dictionary of distinct texts, shared by text columns: a column holds 32-bit codes into it.
 *
 * Invariant: a code, once given, always stands for the same text; codes run from 0 without gaps in order of
 * arrival. A words object only grows, is counted by reference, and may be shared by many columns once it is
 * filled.
 *
 * Example:  uint32_t code; glo_words_add(words, "BE", 2, &code);  puts(glo_words_text(words, code));
 */
#ifndef GLO_FRAME_WORDS_H
#define GLO_FRAME_WORDS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_words glo_words;

glo_status glo_words_new(glo_words **out);
glo_words *glo_words_share(glo_words *words); /* one more reference */
void glo_words_free(glo_words *words);        /* one reference less */

/* The bytes that are counted as held by the frames of the process (glo_column_held); those of this one that are not counted yet, and
 * that they are from here on. */
size_t glo_words_held(void);
size_t glo_words_not_held(const glo_words *words);
void glo_words_hold(glo_words *words);

/* The code of `length` bytes of `text`, added if new. GLO_ENOMEM; GLO_EINVAL past 4 billion. */
glo_status glo_words_add(glo_words *words, const char *text, size_t length, uint32_t *out);

/* 1 and the code if the text is there, else 0. */
bool glo_words_find(const glo_words *words, const char *text, size_t length, uint32_t *out);

uint32_t glo_words_count(const glo_words *words);
const char *glo_words_text(const glo_words *words,
                           uint32_t code); /* NUL-ended; borrowed until the next add */
size_t glo_words_length(const glo_words *words, uint32_t code);

#endif
