/* block.c: lines of sums from a pool. Invariants and example in block.h. */
#include "block.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/simd.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { WORD = 64 }; /* slots per word of bits */

void glo_pool_init(glo_pool *pool, size_t slots, unsigned sum_bits, int is_weighted) {
    *pool = (glo_pool){
        .sum_bits = sum_bits, .is_weighted = is_weighted, .slots = slots, .words = slots / WORD + 1};
    pool->width = (size_t)__builtin_popcount(sum_bits);
}

void glo_pool_dispose(glo_pool *pool) {
    while (pool->free_lines) {
        glo_line *line = pool->free_lines;
        pool->free_lines = line->next;
        free(line);
    }
}

glo_status glo_block_init(glo_block *block, size_t lines) {
    *block = (glo_block){.count = lines};
    return glo_alloc_array(lines, sizeof(glo_line *), &block->lines);
}

void glo_block_dispose(glo_block *block) {
    free(block->lines);
    *block = (glo_block){0};
}

/* The slots of a word: fewer in the last. */
static inline size_t slots_of_word(const glo_pool *pool, size_t word) {
    size_t left = pool->slots - word * WORD;
    return left < WORD ? left : WORD;
}

/* Whether so many slots of a word are in use that doing all of them is as fast as one by one. */
static inline bool is_dense(uint64_t bits, size_t slots) {
    return (size_t)__builtin_popcountll(bits) * 4 >= slots;
}

static void clear_line(glo_line *line, const glo_pool *pool) {
    for (size_t word = 0; word < pool->words; word++) {
        uint64_t bits = line->bits[word];
        if (bits == 0)
            continue;
        line->bits[word] = 0;
        size_t slots = slots_of_word(pool, word), width = pool->width;
        int64_t *sums = line->sums + word * WORD * width;
        if (is_dense(bits, slots)) {
            memset(sums, 0, slots * width * sizeof *sums);
            continue;
        }
        for (uint64_t left = bits; left; left &= left - 1) {
            int64_t *slot = sums + (size_t)__builtin_ctzll(left) * width;
            for (size_t s = 0; s < width; s++)
                slot[s] = 0;
        }
    }
}

void glo_block_clear(glo_block *block, glo_pool *pool) {
    for (size_t i = 0; i < block->count && block->used > 0; i++) {
        glo_line *line = block->lines[i];
        if (!line)
            continue;
        clear_line(line, pool);
        line->next = pool->free_lines;
        pool->free_lines = line;
        block->lines[i] = NULL;
        block->used--;
    }
}

/* The sums begin on a cache line of their own. */
static glo_status new_line(const glo_pool *pool, glo_line **out) {
    enum { CACHE_LINE = 64 };
    size_t head = sizeof(glo_line) + pool->words * sizeof(uint64_t);
    head = (head + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    size_t sums = pool->slots * pool->width * sizeof(int64_t);
    size_t weighted = pool->is_weighted ? pool->slots * sizeof(double) : 0;
    size_t size = (head + sums + weighted + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    char *at = aligned_alloc(CACHE_LINE, size);
    if (!at)
        return glo_fail(GLO_ENOMEM, "out of memory (a line of %zu periods)", pool->slots);
    memset(at, 0, size);
    glo_line *line = (glo_line *)(void *)at;
    line->sums = (int64_t *)(void *)(at + head); /* of a pool of bits: never looked at */
    line->weighted = weighted ? (double *)(void *)(at + head + sums) : NULL;
    *out = line;
    return GLO_OK;
}

glo_status glo_block_line(glo_block *block, glo_pool *pool, size_t at, glo_line **out) {
    glo_line *line = block->lines[at];
    if (!line) {
        line = pool->free_lines;
        if (line)
            pool->free_lines = line->next;
        else if (new_line(pool, &line) < 0)
            return GLO_ENOMEM;
        block->lines[at] = line;
        block->used++;
    }
    *out = line;
    return GLO_OK;
}

void glo_line_keep(glo_line *line, const glo_pool *pool, size_t word, uint64_t mask) {
    for (uint64_t left = line->bits[word] & ~mask; left; left &= left - 1) {
        int64_t *slot = line->sums + (word * WORD + (size_t)__builtin_ctzll(left)) * pool->width;
        for (size_t s = 0; s < pool->width; s++)
            slot[s] = 0;
    }
    line->bits[word] &= mask;
}

glo_status glo_block_fail_overflow(void) {
    return glo_fail(GLO_EINVAL, "a sum does not fit in 64 bits");
}

/* What has no weight (NaN) does not hide what has. */
static void add_weighted(glo_line *into, const glo_line *from, size_t slot, int had) {
    double more = from->weighted[slot];
    if (!had || isnan(into->weighted[slot]))
        into->weighted[slot] = more;
    else if (!isnan(more))
        into->weighted[slot] += more;
}

GLO_WIDE static int64_t add_all(int64_t *restrict into, const int64_t *restrict from, size_t count) {
    int64_t bad = 0;
    for (size_t i = 0; i < count; i++)
        glo_sum_add(&into[i], from[i], &bad);
    return bad;
}

/* The sums of one word; slots that are not in use hold 0. */
static void add_word(int64_t *restrict into, const int64_t *restrict from, uint64_t bits, size_t slots,
                     size_t width, int64_t *bad) {
    int64_t wrong = 0;
    if (is_dense(bits, slots)) {
        wrong = add_all(into, from, slots * width);
    } else {
        for (uint64_t left = bits; left; left &= left - 1) {
            size_t at = (size_t)__builtin_ctzll(left) * width;
            for (size_t s = 0; s < width; s++)
                glo_sum_add(&into[at + s], from[at + s], &wrong);
        }
    }
    *bad |= wrong;
}

glo_status glo_block_add_line(glo_block *block, glo_pool *pool, size_t at, const glo_line *from,
                              int weighted) {
    glo_line *into;
    int64_t bad = 0;
    if (glo_block_line(block, pool, at, &into) < 0)
        return GLO_ENOMEM;
    for (size_t word = 0; word < pool->words; word++) {
        uint64_t had = into->bits[word], bits = from->bits[word];
        if (bits == 0)
            continue;
        into->bits[word] = had | bits;
        size_t first = word * WORD * pool->width;
        add_word(into->sums + first, from->sums + first, bits, slots_of_word(pool, word), pool->width, &bad);
        for (uint64_t left = weighted ? bits : 0; left; left &= left - 1) {
            size_t i = (size_t)__builtin_ctzll(left);
            add_weighted(into, from, word * WORD + i, (int)(had >> i & 1));
        }
    }
    return bad < 0 ? glo_block_fail_overflow() : GLO_OK;
}
