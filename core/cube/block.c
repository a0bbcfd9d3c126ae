/* block.c: lines of sums from a pool. Invariants and example in block.h. */
#include "cube/block.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void glo_pool_init(glo_pool *pool, size_t slots, glo_pool_kind kind) {
    *pool = (glo_pool){.kind = kind, .slots = slots, .words = slots / 64 + 1};
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

/* The sums begin on a cache line of their own. */
static int new_line(const glo_pool *pool, glo_line **out) {
    enum { CACHE_LINE = 64 };
    size_t head = sizeof(glo_line) + pool->words * sizeof(uint64_t);
    head = (head + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    size_t sums = pool->kind == GLO_POOL_BITS ? 0 : pool->slots * sizeof(glo_sums);
    size_t weighted = pool->kind == GLO_POOL_WEIGHTED ? pool->slots * sizeof(double) : 0;
    size_t size = (head + sums + weighted + CACHE_LINE - 1) / CACHE_LINE * CACHE_LINE;
    glo_line *line = aligned_alloc(CACHE_LINE, size);
    if (!line)
        return glo_fail(GLO_ENOMEM, "out of memory (a line of %zu periods)", pool->slots);
    char *at = (char *)line;
    line->sums = sums ? (glo_sums *)(void *)(at + head) : NULL;
    line->weighted = weighted ? (double *)(void *)(at + head + sums) : NULL;
    *out = line;
    return GLO_OK;
}

int glo_block_line(glo_block *block, glo_pool *pool, size_t at, glo_line **out) {
    glo_line *line = block->lines[at];
    if (!line) {
        line = pool->free_lines;
        if (line)
            pool->free_lines = line->next;
        else if (new_line(pool, &line) < 0)
            return GLO_ENOMEM;
        memset(line->bits, 0, pool->words * sizeof(uint64_t));
        block->lines[at] = line;
        block->used++;
    }
    *out = line;
    return GLO_OK;
}

int glo_block_fail_overflow(void) {
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

int glo_block_add_line(glo_block *block, glo_pool *pool, size_t at, const glo_line *from, int weighted) {
    glo_line *into;
    glo_lanes bad = {0};
    if (glo_block_line(block, pool, at, &into) < 0)
        return GLO_ENOMEM;
    for (size_t word = 0; word < pool->words; word++) {
        uint64_t had = into->bits[word], bits = from->bits[word];
        into->bits[word] = had | bits;
        if (!into->sums)
            continue;
        glo_sums *to = into->sums + word * 64;
        const glo_sums *more = from->sums + word * 64;
        if ((had & bits) == UINT64_MAX) {
            for (size_t i = 0; i < 64; i++)
                glo_sums_add(&to[i], &more[i], -1, &bad);
        } else {
            for (uint64_t left = bits; left; left &= left - 1) {
                size_t i = (size_t)__builtin_ctzll(left);
                glo_sums_add(&to[i], &more[i], -(int64_t)(had >> i & 1), &bad);
            }
        }
        for (uint64_t left = weighted ? bits : 0; left; left &= left - 1) {
            size_t i = (size_t)__builtin_ctzll(left);
            add_weighted(into, from, word * 64 + i, (int)(had >> i & 1));
        }
    }
    return glo_lanes_bad(&bad) ? glo_block_fail_overflow() : GLO_OK;
}
