/* words.c: texts in one run of bytes, found through an open-addressing hash of FNV-1a. Invariants in words.h.
 */
#include "frame/words.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct glo_words {
    atomic_size_t references;
    char *bytes; /* every text, each ended by a NUL */
    size_t bytes_used, bytes_room;
    size_t *starts; /* count + 1 offsets into bytes */
    size_t starts_room;
    uint32_t count;
    uint32_t *slots; /* code + 1, or 0 for free; slot_count is a power of two, at most half full */
    size_t slot_count;
};

int glo_words_new(glo_words **out) {
    glo_words *words;
    if (glo_alloc_array(1, sizeof *words, &words) < 0)
        return GLO_ENOMEM;
    atomic_init(&words->references, 1);
    words->slot_count = 64;
    if (glo_alloc_array(words->slot_count, sizeof *words->slots, &words->slots) < 0 ||
        glo_alloc_grow(&words->starts, &words->starts_room, 2, sizeof *words->starts) < 0) {
        glo_words_free(words);
        return GLO_ENOMEM;
    }
    words->starts[0] = 0;
    *out = words;
    return GLO_OK;
}

glo_words *glo_words_share(glo_words *words) {
    atomic_fetch_add(&words->references, 1);
    return words;
}

void glo_words_free(glo_words *words) {
    if (!words || atomic_fetch_sub(&words->references, 1) > 1)
        return;
    free(words->bytes);
    free(words->starts);
    free(words->slots);
    free(words);
}

static uint64_t hash_of(const char *text, size_t length) {
    uint64_t hash = 14695981039346656037u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    return hash ^ hash >> 29;
}

/* The slot that holds the text, or the free slot where it would go. */
static size_t slot_of(const glo_words *words, const char *text, size_t length) {
    size_t mask = words->slot_count - 1;
    for (size_t i = hash_of(text, length) & mask;; i = (i + 1) & mask) {
        uint32_t code = words->slots[i];
        if (code == 0)
            return i;
        code--;
        if (glo_words_length(words, code) == length &&
            memcmp(words->bytes + words->starts[code], text, length) == 0)
            return i;
    }
}

static int grow_slots(glo_words *words) {
    uint32_t *slots, *old = words->slots;
    if (glo_alloc_array(words->slot_count * 2, sizeof *slots, &slots) < 0)
        return GLO_ENOMEM;
    words->slots = slots;
    words->slot_count *= 2;
    for (uint32_t code = 0; code < words->count; code++)
        slots[slot_of(words, glo_words_text(words, code), glo_words_length(words, code))] = code + 1;
    free(old);
    return GLO_OK;
}

int glo_words_add(glo_words *words, const char *text, size_t length, uint32_t *out) {
    size_t slot = slot_of(words, text, length);
    if (words->slots[slot]) {
        *out = words->slots[slot] - 1;
        return GLO_OK;
    }
    if (words->count == UINT32_MAX - 1)
        return glo_fail(GLO_EINVAL, "too many different texts in one column");
    if ((size_t)words->count * 2 + 2 > words->slot_count) {
        if (grow_slots(words) < 0)
            return GLO_ENOMEM;
        slot = slot_of(words, text, length);
    }
    if (glo_alloc_grow(&words->starts, &words->starts_room, (size_t)words->count + 2, sizeof *words->starts) <
            0 ||
        glo_alloc_grow(&words->bytes, &words->bytes_room, words->bytes_used + length + 1, 1) < 0)
        return GLO_ENOMEM;
    if (length)
        memcpy(words->bytes + words->bytes_used, text, length);
    words->bytes[words->bytes_used + length] = '\0';
    words->bytes_used += length + 1;
    words->starts[words->count + 1] = words->bytes_used;
    words->slots[slot] = words->count + 1;
    *out = words->count++;
    return GLO_OK;
}

int glo_words_find(const glo_words *words, const char *text, size_t length, uint32_t *out) {
    uint32_t found = words->slots[slot_of(words, text, length)];
    if (found)
        *out = found - 1;
    return found != 0;
}

uint32_t glo_words_count(const glo_words *words) {
    return words->count;
}

const char *glo_words_text(const glo_words *words, uint32_t code) {
    return words->bytes + words->starts[code];
}

size_t glo_words_length(const glo_words *words, uint32_t code) {
    return words->starts[code + 1] - words->starts[code] - 1;
}
