/* block.c: lines of sums from a pool. Invariants and example in block.h. */
#include "cube/block.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void glo_pool_init(glo_pool *pool, size_t slots) {
    *pool = (glo_pool){.slots = slots, .words = slots / 64 + 1};
}

void glo_pool_dispose(glo_pool *pool) {
    while (pool->free_lines) {
        glo_line *line = pool->free_lines;
        pool->free_lines = line->next;
        free(line);
    }
}

int glo_block_init(glo_block *block, size_t lines) {
    *block = (glo_block){.count = lines};
    return glo_alloc_array(lines, sizeof(glo_line *), &block->lines);
}

void glo_block_dispose(glo_block *block) {
    free(block->lines);
    *block = (glo_block){0};
}

void glo_block_clear(glo_block *block, glo_pool *pool) {
    for (size_t i = 0; i < block->count && block->used > 0; i++) {
        glo_line *line = block->lines[i];
        if (!line)
            continue;
        line->next = pool->free_lines;
        pool->free_lines = line;
        block->lines[i] = NULL;
        block->used--;
    }
}

/* Line `at` of the block, taken from the pool if it was not there. */
static int need_line(glo_block *block, glo_pool *pool, size_t at, glo_line **out) {
    glo_line *line = block->lines[at];
    if (!line) {
        line = pool->free_lines;
        if (line) {
            pool->free_lines = line->next;
        } else {
            size_t head = sizeof *line + pool->words * sizeof(uint64_t);
            line = malloc(head + pool->slots * sizeof *line->sums);
            if (!line)
                return glo_fail(GLO_ENOMEM, "out of memory (a line of %zu periods)", pool->slots);
            line->sums = (glo_sums *)(void *)((char *)line + head);
        }
        memset(line->bits, 0, pool->words * sizeof(uint64_t));
        block->lines[at] = line;
        block->used++;
    }
    *out = line;
    return GLO_OK;
}

/* Whether a sum did not fit. */
static inline int add(glo_sums *into, const glo_sums *from) {
    int bad = __builtin_add_overflow(into->events, from->events, &into->events);
    bad |= __builtin_add_overflow(into->count, from->count, &into->count);
    bad |= __builtin_add_overflow(into->extra, from->extra, &into->extra);
    bad |= __builtin_add_overflow(into->value, from->value, &into->value);
    return bad;
}

static int fail_overflow(void) {
    return glo_fail(GLO_EINVAL, "a sum does not fit in 64 bits");
}

int glo_block_put(glo_block *block, glo_pool *pool, size_t line, size_t slot, const glo_sums *sums) {
    glo_line *into;
    if (need_line(block, pool, line, &into) < 0)
        return GLO_ENOMEM;
    uint64_t bit = UINT64_C(1) << slot % 64;
    if (into->bits[slot / 64] & bit)
        return add(&into->sums[slot], sums) ? fail_overflow() : GLO_OK;
    into->bits[slot / 64] |= bit;
    into->sums[slot] = *sums;
    return GLO_OK;
}

/* What has no weight (NaN) does not hide what has. */
static void add_weighted(glo_sums *into, const glo_sums *from) {
    if (isnan(into->weighted))
        into->weighted = from->weighted;
    else if (!isnan(from->weighted))
        into->weighted += from->weighted;
}

int glo_block_add_line(glo_block *block, glo_pool *pool, size_t line, const glo_line *from, int weighted) {
    glo_line *into;
    int bad = 0;
    if (need_line(block, pool, line, &into) < 0)
        return GLO_ENOMEM;
    for (size_t word = 0; word < pool->words; word++) {
        uint64_t had = into->bits[word];
        into->bits[word] |= from->bits[word];
        for (uint64_t bits = from->bits[word]; bits; bits &= bits - 1) {
            size_t slot = word * 64 + (size_t)__builtin_ctzll(bits);
            if (!(had & (bits & -bits))) {
                into->sums[slot] = from->sums[slot];
                continue;
            }
            bad |= add(&into->sums[slot], &from->sums[slot]);
            if (weighted)
                add_weighted(&into->sums[slot], &from->sums[slot]);
        }
    }
    return bad ? fail_overflow() : GLO_OK;
}
