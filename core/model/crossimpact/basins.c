/* basins.c: follows every combination to its attractor. How, and an example, in basins.h. */
#include "crossimpact/basins.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "crossimpact/successors.h"

#include <stdlib.h>
#include <string.h>

enum { PIECES = 64, REMEMBERED = 1 << 17, PATH = 256, MOST_ATTRACTORS = 1000000, EMPTY = UINT32_MAX };

/* Where a scenario ends: overwritten by the next that falls into the same slot. */
typedef struct memory {
    uint64_t key;
    uint32_t attractor; /* EMPTY: nothing yet */
} memory;

/* The attractors that a piece of work met, found by key. */
typedef struct registry {
    glo_attractor *list;
    size_t count, room;
    uint32_t *slots;
    size_t slot_count;
} registry;

typedef struct basins {
    const glo_cross_impacts *impacts;
    const glo_successors *successors;
    glo_succession succession;
    const glo_job *job;
    registry pieces[PIECES];
} basins;

static size_t slot_of(uint64_t key, size_t mask) {
    key *= UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(key >> 32 ^ key >> 45) & mask;
}

/* ---- attractors ---- */

static glo_status grow_slots(registry *r) {
    uint32_t *slots;
    size_t count = r->slot_count ? r->slot_count * 4 : 64;
    if (glo_alloc_array(count, sizeof *slots, &slots) < 0)
        return GLO_ENOMEM;
    memset(slots, 0xff, count * sizeof *slots);
    for (size_t i = 0; i < r->count; i++) {
        size_t at = slot_of(r->list[i].key, count - 1);
        while (slots[at] != EMPTY)
            at = (at + 1) & (count - 1);
        slots[at] = (uint32_t)i;
    }
    free(r->slots);
    r->slots = slots;
    r->slot_count = count;
    return GLO_OK;
}

static glo_status register_attractor(registry *r, uint64_t key, uint64_t length, uint32_t *out) {
    if ((r->count + 1) * 2 > r->slot_count && grow_slots(r) < 0)
        return GLO_ENOMEM;
    size_t at = slot_of(key, r->slot_count - 1);
    while (r->slots[at] != EMPTY && r->list[r->slots[at]].key != key)
        at = (at + 1) & (r->slot_count - 1);
    if (r->slots[at] == EMPTY) {
        if (r->count == MOST_ATTRACTORS)
            return glo_fail(GLO_EINVAL,
                            "more than %d attractors: the judgements leave most combinations as they are",
                            MOST_ATTRACTORS);
        if (glo_alloc_grow(&r->list, &r->room, r->count + 1, sizeof *r->list) < 0)
            return GLO_ENOMEM;
        r->slots[at] = (uint32_t)r->count;
        r->list[r->count++] = (glo_attractor){.key = key, .length = length};
    }
    *out = r->slots[at];
    return GLO_OK;
}

/* ---- following ---- */

static uint64_t succeed(const basins *b, uint64_t key) {
    return b->succession == GLO_SUCCESSION_GLOBAL ? glo_successors_next(b->successors, key)
                                                  : glo_succeed(b->impacts, b->succession, key);
}

/* The cycle that a scenario of it belongs to. */
static glo_status close_cycle(const basins *b, registry *r, uint64_t key, uint32_t *out) {
    uint64_t lowest = key, length = 1;
    for (uint64_t next = succeed(b, key); next != key; next = succeed(b, next)) {
        lowest = next < lowest ? next : lowest;
        length++;
    }
    return register_attractor(r, lowest, length, out);
}

/* Where `key` ends; remembers it for the scenarios on the way. */
static glo_status follow(const basins *b, registry *r, memory *memories, uint64_t key, uint32_t *out) {
    uint64_t path[PATH], saved = key, power = 1, steps = 0;
    size_t length = 0;
    glo_status status = GLO_OK;
    for (;;) {
        const memory *m = &memories[slot_of(key, REMEMBERED - 1)];
        if (m->attractor != EMPTY && m->key == key) {
            *out = m->attractor;
            break;
        }
        if (length < PATH)
            path[length++] = key;
        key = succeed(b, key);
        if (key == saved) {
            status = close_cycle(b, r, key, out);
            break;
        }
        if (++steps == power) {
            saved = key;
            power *= 2;
            steps = 0;
        }
    }
    for (size_t i = 0; i < length && status == GLO_OK; i++)
        memories[slot_of(path[i], REMEMBERED - 1)] = (memory){path[i], *out};
    return status;
}

static glo_status follow_block(const basins *b, registry *r, memory *memories, const uint64_t *keys) {
    glo_status status = GLO_OK;
    for (size_t i = 0; i < b->successors->inner && status == GLO_OK; i++) {
        const memory *m = &memories[slot_of(keys[i], REMEMBERED - 1)];
        uint32_t at = m->attractor;
        if (at == EMPTY || m->key != keys[i])
            status = follow(b, r, memories, keys[i], &at);
        if (status == GLO_OK)
            r->list[at].weight++;
    }
    return status;
}

static glo_status run_piece(void *context, size_t i) {
    basins *b = context;
    const glo_successors *s = b->successors;
    uint64_t each = (s->outer + PIECES - 1) / PIECES, begin = i * each;
    uint64_t end = begin + each < s->outer ? begin + each : s->outer, *keys = NULL;
    memory *memories = NULL;
    if (begin >= end)
        return GLO_OK;
    glo_status status = glo_alloc_array(s->inner, sizeof *keys, &keys);
    if (status == GLO_OK)
        status = glo_alloc_array(REMEMBERED, sizeof *memories, &memories);
    for (size_t m = 0; m < REMEMBERED && status == GLO_OK; m++)
        memories[m].attractor = EMPTY;
    for (uint64_t outer = begin; outer < end && status == GLO_OK; outer++) {
        if (b->succession == GLO_SUCCESSION_GLOBAL)
            glo_successors_block(s, outer, keys);
        else
            for (size_t c = 0; c < s->inner; c++)
                keys[c] = glo_successors_start(s, outer, c);
        status = follow_block(b, &b->pieces[i], memories, keys);
        if (status == GLO_OK && outer % 16 == 0)
            status = glo_job_check(b->job);
    }
    free(keys);
    free(memories);
    return status;
}

/* ---- all of it ---- */

static int by_key(const void *a, const void *b) {
    const glo_attractor *left = a, *right = b;
    return (left->key > right->key) - (left->key < right->key);
}

static glo_status merge(const basins *b, glo_basins *out) {
    glo_basins all = {0};
    size_t total = 0, kept = 0;
    for (size_t i = 0; i < PIECES; i++)
        total += b->pieces[i].count;
    if (glo_alloc_array(total, sizeof *all.attractors, &all.attractors) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < PIECES; i++) {
        if (b->pieces[i].count > 0)
            memcpy(all.attractors + all.count, b->pieces[i].list,
                   b->pieces[i].count * sizeof *all.attractors);
        all.count += b->pieces[i].count;
    }
    qsort(all.attractors, all.count, sizeof *all.attractors, by_key);
    for (size_t i = 0; i < all.count; i++) {
        if (kept > 0 && all.attractors[kept - 1].key == all.attractors[i].key)
            all.attractors[kept - 1].weight += all.attractors[i].weight;
        else
            all.attractors[kept++] = all.attractors[i];
    }
    all.count = kept;
    *out = all;
    return GLO_OK;
}

glo_status glo_find_basins(const glo_cross_impacts *impacts, glo_succession succession, const glo_job *job,
                           glo_basins *out) {
    glo_successors successors;
    basins *b = NULL;
    glo_status status = glo_successors_new(impacts, &successors);
    if (status < 0)
        return status;
    status = glo_alloc_array(1, sizeof *b, &b);
    if (status == GLO_OK) {
        b->impacts = impacts;
        b->successors = &successors;
        b->succession = succession;
        b->job = job;
        status = glo_run_parallel(job, "following", PIECES, run_piece, b);
    }
    if (status == GLO_OK)
        status = merge(b, out);
    for (size_t i = 0; b && i < PIECES; i++) {
        free(b->pieces[i].list);
        free(b->pieces[i].slots);
    }
    free(b);
    glo_successors_dispose(&successors);
    return status;
}
