/* block.h: sums held while a rollup passes: a block is a table of lines, a line has a slot per period.
 *
 * A line exists only where something was added, a bit per slot tells which hold something, and slots without
 * their bit hold nothing that counts. So an empty place costs a pointer, clearing costs nothing per slot, and
 * memory follows what the cells touch, not what they could touch. Lines come from a pool and go back to it.
 * The lines of a pool of bits have no sums: the same pass over them tells beforehand which rows there will
 * be.
 *
 * Example:
 *   glo_pool pool; glo_block block; glo_line *line;
 *   glo_pool_init(&pool, slots, GLO_POOL_SUMS); glo_block_init(&block, lines);
 *   glo_block_line(&block, &pool, at, &line);  glo_line_put(line, slot, &sums, &bad);
 *   glo_block_clear(&block, &pool); glo_block_dispose(&block); glo_pool_dispose(&pool);
 */
#ifndef GLO_CUBE_BLOCK_H
#define GLO_CUBE_BLOCK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct glo_sums {
    int64_t events, count;
    int64_t extra; /* count_high - count */
    int64_t value;
} glo_sums;

typedef enum glo_pool_kind { GLO_POOL_BITS, GLO_POOL_SUMS, GLO_POOL_WEIGHTED } glo_pool_kind;

typedef struct glo_line {
    struct glo_line *next; /* in the pool's list of free lines */
    glo_sums *sums;        /* NULL in a pool of bits */
    double *weighted;      /* NULL in most pools; NaN: nothing with a weight */
    uint64_t bits[];       /* slot s is in use: bit s % 64 of bits[s / 64] */
} glo_line;

typedef struct glo_pool {
    glo_pool_kind kind;
    size_t slots, words; /* words of bits per line */
    glo_line *free_lines;
} glo_pool;

typedef struct glo_block {
    glo_line **lines; /* NULL where nothing was added */
    size_t count;
    size_t used; /* lines that are not NULL */
} glo_block;

void glo_pool_init(glo_pool *pool, size_t slots, glo_pool_kind kind);
void glo_pool_dispose(glo_pool *pool); /* all blocks must be cleared before */

int glo_block_init(glo_block *block, size_t lines);
void glo_block_dispose(glo_block *block);
/* Gives its lines to a pool of the same kind and slots. */
void glo_block_clear(glo_block *block, glo_pool *pool);

/* Line `at`, made if it is not there. GLO_ENOMEM. */
int glo_block_line(glo_block *block, glo_pool *pool, size_t at, glo_line **out);
/* Adds `from` to line `at`; `weighted` only where asked. GLO_ENOMEM, GLO_EINVAL when a sum does not fit. */
int glo_block_add_line(glo_block *block, glo_pool *pool, size_t at, const glo_line *from, int weighted);
int glo_block_fail_overflow(void);

/* The four sums at once, and what went wrong with them: a lane that is negative did not fit in 64 bits. */
typedef int64_t glo_lanes __attribute__((vector_size(32)));
typedef uint64_t glo_unsigned_lanes __attribute__((vector_size(32)));

/* Adds to a slot. Without a branch on whether the slot was in use: `mask` is -1 if it was, else 0. */
static inline void glo_sums_add(glo_sums *into, const glo_sums *from, int64_t mask, glo_lanes *bad) {
    glo_lanes old, more;
    memcpy(&old, into, sizeof old);
    memcpy(&more, from, sizeof more);
    old &= mask;
    glo_lanes sum = (glo_lanes)((glo_unsigned_lanes)old + (glo_unsigned_lanes)more);
    *bad |= (old ^ sum) & (more ^ sum);
    memcpy(into, &sum, sizeof sum);
}

static inline int glo_lanes_bad(const glo_lanes *bad) {
    return ((*bad)[0] | (*bad)[1] | (*bad)[2] | (*bad)[3]) < 0;
}

static inline void glo_line_put(glo_line *line, size_t slot, const glo_sums *sums, glo_lanes *bad) {
    uint64_t *word = &line->bits[slot / 64];
    int64_t mask = -(int64_t)(*word >> slot % 64 & 1);
    *word |= UINT64_C(1) << slot % 64;
    glo_sums_add(&line->sums[slot], sums, mask, bad);
}

static inline void glo_line_mark(glo_line *line, size_t slot) {
    line->bits[slot / 64] |= UINT64_C(1) << slot % 64;
}

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
