/* block.h: sums held while a rollup passes: a block is a table of lines (one per phenomenon and category), a line
 * has a slot per period.
 *
 * A line exists only where something was added, and a bit per slot tells which hold something. Slots without
 * their bit are 0, also in the pool to which lines go back: so cells and whole lines are added without asking
 * what was there, empty places cost a pointer, and clearing follows the slots in use. Memory follows what the
 * cells touch, not what they could touch. Each kind of sum has an array of its own, and only those asked for
 * are kept. The lines of a pool without sums have bits only: the same pass over them finds beforehand which
 * rows there will be.
 *
 * Example:
 *   glo_pool pool; glo_block block; glo_line *line;
 *   glo_pool_init(&pool, slots, GLO_SUM_BIT(GLO_SUM_COUNT), 0); glo_block_init(&block, lines);
 *   glo_block_line(&block, &pool, at, &line);  glo_line_put(line, &pool, slot, sums, &bad);
 *   glo_block_clear(&block, &pool); glo_block_dispose(&block); glo_pool_dispose(&pool);
 */
#ifndef GLO_CUBE_BLOCK_H
#define GLO_CUBE_BLOCK_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { GLO_SUM_EVENTS, GLO_SUM_COUNT, GLO_SUM_EXTRA /* count_high - count */, GLO_SUM_VALUE, GLO_SUMS };
#define GLO_SUM_BIT(sum) (1u << (sum))
#define GLO_SUM_BITS_ALL ((1u << GLO_SUMS) - 1)

typedef struct glo_line {
    struct glo_line *next; /* in the pool's list of free lines */
    int64_t *sums;         /* of slot s from sums[s * pool.width] on */
    double *weighted;      /* NULL in most pools; NaN: nothing with a weight. No slot is ever cleared */
    uint64_t bits[];       /* slot s is in use: bit s % 64 of bits[s / 64] */
} glo_line;

typedef struct glo_pool {
    unsigned sum_bits; /* GLO_SUM_BIT of the sums; 0: bits only */
    int is_weighted;
    size_t width;        /* how many sums a slot has */
    size_t slots, words; /* words of bits per line */
    glo_line *free_lines;
} glo_pool;

/* Where a sum that is kept stands among those of its slot. */
static inline size_t glo_sum_place(unsigned sum_bits, int sum) {
    return (size_t)__builtin_popcount(sum_bits & (GLO_SUM_BIT(sum) - 1));
}

typedef struct glo_block {
    glo_line **lines; /* NULL where nothing was added */
    size_t count;
    size_t used; /* lines that are not NULL */
} glo_block;

void glo_pool_init(glo_pool *pool, size_t slots, unsigned sum_bits, int is_weighted);
void glo_pool_dispose(glo_pool *pool); /* all blocks must be cleared before */

glo_status glo_block_init(glo_block *block, size_t lines);
void glo_block_dispose(glo_block *block);
/* Clears its lines and gives them to a pool that keeps the same sums and slots. */
void glo_block_clear(glo_block *block, glo_pool *pool);

/* Line `at`, made if it is not there. GLO_ENOMEM. */
glo_status glo_block_line(glo_block *block, glo_pool *pool, size_t at, glo_line **out);
/* Adds `from` to line `at`; `weighted` only where asked. GLO_ENOMEM, GLO_EINVAL when a sum does not fit. */
glo_status glo_block_add_line(glo_block *block, glo_pool *pool, size_t at, const glo_line *from,
                              int weighted);
glo_status glo_block_fail_overflow(void);

/* Adds to one number of a line; *bad turns negative when a sum did not fit in 64 bits. */
static inline void glo_sum_add(int64_t *into, int64_t more, int64_t *bad) {
    int64_t old = *into, sum = (int64_t)((uint64_t)old + (uint64_t)more);
    *bad |= (old ^ sum) & (more ^ sum);
    *into = sum;
}

static inline void glo_line_mark(glo_line *line, size_t slot) {
    line->bits[slot / 64] |= UINT64_C(1) << slot % 64;
}

/* Adds the sums that are kept to a slot. */
static inline void glo_line_put(glo_line *line, const glo_pool *pool, size_t slot,
                                const int64_t sums[GLO_SUMS], int64_t *bad) {
    int64_t *into = line->sums + slot * pool->width;
    glo_line_mark(line, slot);
    for (int s = 0; s < GLO_SUMS; s++) {
        if (pool->sum_bits & GLO_SUM_BIT(s))
            glo_sum_add(into++, sums[s], bad);
    }
}

/* Empties the slots of a word that are not in `mask`. */
void glo_line_keep(glo_line *line, const glo_pool *pool, size_t word, uint64_t mask);

/* The first slot in use at or after `slot`; -1 when there is none. Walks a line:
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

static inline size_t glo_line_count(const glo_line *line, size_t words) {
    size_t count = 0;
    for (size_t word = 0; word < words; word++)
        count += (size_t)__builtin_popcountll(line->bits[word]);
    return count;
}

#endif
