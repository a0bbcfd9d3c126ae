/* words.c: texts in one run of bytes, found through an open-addressing hash table. Invariants in words.h. */
#include "frame/words.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdatomic.h>
#include <stdbool.h>
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
    atomic_size_t held; /* bytes that were counted for it */
};

static atomic_size_t all_held;

glo_status glo_words_new(glo_words **out) {
    glo_words *words;
    if (glo_alloc_array(1, sizeof *words, &words) < 0)
        return GLO_ENOMEM;
    atomic_init(&words->references, 1);
    atomic_init(&words->held, 0);
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
    atomic_fetch_sub(&all_held, atomic_load(&words->held));
    free(words->bytes);
    free(words->starts);
    free(words->slots);
    free(words);
}

static size_t size_of(const glo_words *words) {
    return words->bytes_room + words->starts_room * sizeof *words->starts +
           words->slot_count * sizeof *words->slots;
}

size_t glo_words_not_held(const glo_words *words) {
    return size_of(words) - atomic_load(&words->held);
}

void glo_words_hold(glo_words *words) {
    size_t size = size_of(words);
    atomic_fetch_add(&all_held, size - atomic_exchange(&words->held, size));
}

size_t glo_words_held(void) {
    return atomic_load_explicit(&all_held, memory_order_relaxed);
}

/* Up to eight bytes as a number. */
static inline uint64_t bytes_of(const char *text, size_t length) {
    uint64_t low = 0, high = 0;
    if (length >= 8) {
        memcpy(&low, text, 8);
    } else if (length >= 4) { /* two that may overlap */
        memcpy(&low, text, 4);
        memcpy(&high, text + length - 4, 4);
    } else if (length > 0) {
        low = (unsigned char)text[0] | (uint64_t)(unsigned char)text[length / 2] << 8;
        high = (unsigned char)text[length - 1];
    }
    return low | high << 32;
}

static inline uint64_t mixed(uint64_t hash, uint64_t more) {
    hash = (hash ^ more) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 32;
}

/* Eight bytes at a time: most texts are codes of a dozen letters, looked up once per line of a file. */
static uint64_t hash_of(const char *text, size_t length) {
    uint64_t hash = mixed(length, bytes_of(text, length));
    for (size_t at = 8; at < length; at += 8)
        hash = mixed(hash, bytes_of(text + at, length - at));
    return mixed(hash, hash >> 29);
}

static inline bool is_same(const char *a, const char *b, size_t length) {
    uint64_t differ = 0;
    for (size_t at = 0; at < length; at += 8)
        differ |= bytes_of(a + at, length - at) ^ bytes_of(b + at, length - at);
    return differ == 0;
}

/* The slot that holds the text, or the free slot where it would go. */
static size_t slot_of(const glo_words *words, const char *text, size_t length) {
    size_t mask = words->slot_count - 1;
    for (size_t i = hash_of(text, length) & mask;; i = (i + 1) & mask) {
        uint32_t code = words->slots[i];
        if (code == 0)
            return i;
        const size_t *start = &words->starts[code - 1];
        if (start[1] - start[0] - 1 == length && is_same(words->bytes + start[0], text, length))
            return i;
    }
}

static glo_status grow_slots(glo_words *words) {
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

glo_status glo_words_add(glo_words *words, const char *text, size_t length, uint32_t *out) {
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

bool glo_words_find(const glo_words *words, const char *text, size_t length, uint32_t *out) {
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
