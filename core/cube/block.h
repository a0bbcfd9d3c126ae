/* block.h: sums held while a rollup passes: a block is a table of lines, a line has a slot per period.
 *
 * A line exists only where something was added, a bit per slot tells which hold something, and slots without
 * their bit are never read. So an empty place costs a pointer, clearing costs nothing per slot, and memory
 * follows what the cells touch, not what they could touch. Lines come from a pool and go back to it.
 *
 * Example:
 *   glo_pool pool; glo_block block;
 *   glo_pool_init(&pool, slots); glo_block_init(&block, lines);
 *   glo_block_put(&block, &pool, line, slot, &sums);
 *   glo_block_clear(&block, &pool); glo_block_dispose(&block); glo_pool_dispose(&pool);
 */
#ifndef GLO_CUBE_BLOCK_H
#define GLO_CUBE_BLOCK_H

#include <stddef.h>
#include <stdint.h>

typedef struct glo_sums {
    int64_t events, count;
    int64_t extra; /* count_high - count */
    int64_t value;
    double weighted; /* only set when rows are about to be written; NaN: nothing with a weight */
} glo_sums;

typedef struct glo_line {
    struct glo_line *next; /* in the pool's list of free lines */
    glo_sums *sums;
    uint64_t bits[]; /* slot s is in use: bit s % 64 of bits[s / 64] */
} glo_line;

typedef struct glo_pool {
    size_t slots, words; /* words of bits per line */
    glo_line *free_lines;
} glo_pool;

typedef struct glo_block {
    glo_line **lines; /* NULL where nothing was added */
    size_t count;
    size_t used; /* lines that are not NULL */
} glo_block;

void glo_pool_init(glo_pool *pool, size_t slots);
void glo_pool_dispose(glo_pool *pool); /* all blocks must be cleared before */

int glo_block_init(glo_block *block, size_t lines);
void glo_block_dispose(glo_block *block);
void glo_block_clear(glo_block *block, glo_pool *pool); /* gives its lines back */

/* Both: GLO_ENOMEM, GLO_EINVAL when a sum does not fit in 64 bits. */
int glo_block_put(glo_block *block, glo_pool *pool, size_t line, size_t slot, const glo_sums *sums);
/* Adds `from` to line `line`; `weighted` only where asked. */
int glo_block_add_line(glo_block *block, glo_pool *pool, size_t line, const glo_line *from, int weighted);

/* The first slot in use at or after / last before `slot`; -1 when there is none. Walks a line:
 *   for (ptrdiff_t s = glo_line_next(l, words, 0); s >= 0; s = glo_line_next(l, words, (size_t)s + 1)) */
static inline ptrdiff_t glo_line_next(const glo_line *line, size_t words, size_t slot) {
    size_t word = slot / 64;
    if (word >= words)
        return -1;
    uint64_t bits = line->bits[word] & (UINT64_MAX << slot % 64);
    while (bits == 0) {
        if (++word == words)
            return -1;
        bits = line->bits[word];
    }
    return (ptrdiff_t)(word * 64 + (size_t)__builtin_ctzll(bits));
}

static inline ptrdiff_t glo_line_previous(const glo_line *line, size_t slot) {
    if (slot == 0)
        return -1;
    size_t word = (slot - 1) / 64;
    uint64_t bits = line->bits[word] & (UINT64_MAX >> (63 - (slot - 1) % 64));
    while (bits == 0) {
        if (word-- == 0)
            return -1;
        bits = line->bits[word];
    }
    return (ptrdiff_t)(word * 64 + 63 - (size_t)__builtin_clzll(bits));
}

#endif
