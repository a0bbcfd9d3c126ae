/* collect.c: loose cells and how they are packed. What it does is in collect.h. */
#include "collect.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum {
    PART_BYTES = 1 << 18, /* about how big a part gets: a question about few zones fetches little */
    MANY_DIGITS = 1 << 20,
    IS_WIDE = UINT16_MAX
};

typedef struct glo_loose {
    uint32_t pair;
    int32_t day;
    uint16_t kind;
    uint16_t count; /* IS_WIDE: the rest is in wide[value] */
    int32_t value;
} glo_loose;

typedef struct glo_wide {
    uint32_t kind;
    int64_t events, count, extra, value;
} glo_wide;

typedef struct glo_pair {
    int32_t zone, phenomenon;
} glo_pair;

/* Different things of `size` bytes, numbered in the order of their coming: an open-addressing hash table. */
typedef struct glo_numbering {
    char *things;
    uint32_t *slots; /* numbers + 1; a power of two of them, at most half full */
    size_t count, room, slot_count;
} glo_numbering;

struct glo_collector {
    glo_loose *loose;
    glo_wide *wide;
    size_t loose_count, loose_room, wide_count, wide_room;
    glo_numbering pairs, kinds;
};

/* ---- numbering ---- */

/* Of things made of 32-bit words. */
static inline uint32_t hash(const char *thing, size_t size) {
    uint64_t h = 0;
    for (size_t at = 0; at < size; at += 4) {
        uint32_t word;
        memcpy(&word, thing + at, 4);
        h = (h ^ word) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    return (uint32_t)h;
}

static inline uint32_t *find_slot(const glo_numbering *n, const char *thing, size_t size) {
    size_t mask = n->slot_count - 1, at = hash(thing, size) & mask;
    while (n->slots[at] != 0 && memcmp(n->things + (n->slots[at] - 1) * size, thing, size) != 0)
        at = (at + 1) & mask;
    return &n->slots[at];
}

static glo_status grow_slots(glo_numbering *n, size_t size) {
    uint32_t *old = n->slots;
    size_t count = n->slot_count ? n->slot_count * 2 : 1024;
    if (glo_alloc_array(count, sizeof *n->slots, &n->slots) < 0) {
        n->slots = old;
        return GLO_ENOMEM;
    }
    n->slot_count = count;
    for (uint32_t number = 0; number < n->count; number++)
        *find_slot(n, n->things + number * size, size) = number + 1;
    free(old);
    return GLO_OK;
}

static glo_status add_thing(glo_numbering *n, const char *thing, size_t size) {
    if (n->count * 2 >= n->slot_count && grow_slots(n, size) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_grow(&n->things, &n->room, n->count + 1, size) < 0)
        return GLO_ENOMEM;
    memcpy(n->things + n->count * size, thing, size);
    n->count++;
    *find_slot(n, thing, size) = (uint32_t)n->count;
    return GLO_OK;
}

static inline glo_status number_of(glo_numbering *n, const void *thing, size_t size, uint32_t *out) {
    uint32_t number = n->slot_count ? *find_slot(n, thing, size) : 0;
    if (number == 0) {
        if (add_thing(n, thing, size) < 0)
            return GLO_ENOMEM;
        number = (uint32_t)n->count;
    }
    *out = number - 1;
    return GLO_OK;
}

/* ---- adding ---- */

glo_status glo_collector_new(glo_collector **out) {
    return glo_alloc_array(1, sizeof **out, out);
}

void glo_collector_free(glo_collector *c) {
    if (!c)
        return;
    free(c->loose);
    free(c->wide);
    free(c->pairs.things);
    free(c->pairs.slots);
    free(c->kinds.things);
    free(c->kinds.slots);
    free(c);
}

size_t glo_collector_count(const glo_collector *c) {
    return c ? c->loose_count : 0;
}

static glo_status keep_aside(glo_collector *c, const glo_cell *cell, uint32_t kind, glo_loose *out) {
    if (glo_alloc_grow(&c->wide, &c->wide_room, c->wide_count + 1, sizeof *c->wide) < 0)
        return GLO_ENOMEM;
    c->wide[c->wide_count] =
        (glo_wide){.kind = kind,
                   .events = cell->events,
                   .count = cell->count,
                   .extra = (int64_t)((uint64_t)cell->count_high - (uint64_t)cell->count),
                   .value = cell->value};
    out->count = IS_WIDE;
    out->value = (int32_t)c->wide_count++;
    return GLO_OK;
}

glo_status glo_collector_add(glo_collector *c, const glo_cell *cell) {
    const glo_pair pair = {cell->zone, cell->phenomenon};
    const glo_kind kind = {.source = cell->source,
                           .facet = cell->facet,
                           .span = cell->span,
                           .credibility = cell->credibility,
                           .handling = cell->handling};
    glo_loose loose = {.day = cell->day};
    uint32_t number;
    if (number_of(&c->pairs, &pair, sizeof pair, &loose.pair) < 0 ||
        number_of(&c->kinds, &kind, sizeof kind, &number) < 0 ||
        glo_alloc_grow(&c->loose, &c->loose_room, c->loose_count + 1, sizeof *c->loose) < 0)
        return GLO_ENOMEM;
    if (cell->events == 1 && cell->count_high == cell->count && cell->count >= 0 && cell->count < IS_WIDE &&
        cell->value >= INT32_MIN && cell->value <= INT32_MAX && number <= UINT16_MAX) {
        loose.kind = (uint16_t)number;
        loose.count = (uint16_t)cell->count;
        loose.value = (int32_t)cell->value;
    } else if (keep_aside(c, cell, number, &loose) < 0) {
        return GLO_ENOMEM;
    }
    c->loose[c->loose_count++] = loose;
    return GLO_OK;
}

/* ---- ranking: the order of pairs and kinds among themselves ---- */

typedef struct ranked_pair {
    uint64_t order; /* of the signed numbers: zone, then phenomenon */
    uint32_t number;
} ranked_pair;

typedef struct ranked_kind {
    glo_kind kind;
    uint32_t number;
} ranked_kind;

static int compare_pairs(const void *a, const void *b) {
    const ranked_pair *x = a, *y = b;
    return (x->order > y->order) - (x->order < y->order);
}

static int compare_kinds(const void *a, const void *b) {
    return glo_kind_compare(&((const ranked_kind *)a)->kind, &((const ranked_kind *)b)->kind);
}

typedef struct packing {
    glo_collector *c;
    glo_job job;     /* quiet */
    glo_pair *pairs; /* by rank */
    glo_kind *kinds; /* by rank */
    uint32_t *rank_of_pair, *rank_of_kind;
} packing;

static glo_status rank_pairs(packing *p) {
    const glo_pair *things = (const glo_pair *)(const void *)p->c->pairs.things;
    size_t count = p->c->pairs.count;
    ranked_pair *list;
    if (glo_alloc_array(count, sizeof *p->pairs, &p->pairs) < 0 ||
        glo_alloc_array(count, sizeof *p->rank_of_pair, &p->rank_of_pair) < 0 ||
        glo_alloc_array(count, sizeof *list, &list) < 0)
        return GLO_ENOMEM;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t zone = (uint32_t)things[i].zone ^ 0x80000000u;
        list[i] = (ranked_pair){zone << 32 | ((uint32_t)things[i].phenomenon ^ 0x80000000u), i};
    }
    qsort(list, count, sizeof *list, compare_pairs);
    for (uint32_t i = 0; i < count; i++) {
        p->pairs[i] = things[list[i].number];
        p->rank_of_pair[list[i].number] = i;
    }
    free(list);
    return GLO_OK;
}

static glo_status rank_kinds(packing *p) {
    const glo_kind *things = (const glo_kind *)(const void *)p->c->kinds.things;
    size_t count = p->c->kinds.count;
    ranked_kind *list;
    if (glo_alloc_array(count, sizeof *p->kinds, &p->kinds) < 0 ||
        glo_alloc_array(count, sizeof *p->rank_of_kind, &p->rank_of_kind) < 0 ||
        glo_alloc_array(count, sizeof *list, &list) < 0)
        return GLO_ENOMEM;
    for (uint32_t i = 0; i < count; i++)
        list[i] = (ranked_kind){things[i], i};
    qsort(list, count, sizeof *list, compare_kinds);
    for (uint32_t i = 0; i < count; i++) {
        p->kinds[i] = list[i].kind;
        p->rank_of_kind[list[i].number] = i;
    }
    free(list);
    return GLO_OK;
}

/* ---- sorting ---- */

static inline uint32_t kind_of(const packing *p, const glo_loose *loose) {
    return p->rank_of_kind[loose->count == IS_WIDE ? p->c->wide[(uint32_t)loose->value].kind : loose->kind];
}

/* What the cells are sorted by: their pair, or the days above the lowest, their kinds, or both together; of
 * what may be large, 16 bits. */
typedef struct digit {
    enum { BY_PAIR, BY_DAY, BY_KIND, BY_DAY_AND_KIND } by;
    unsigned shift;
    int32_t low;
    size_t limit; /* digits are below this */
} digit;

static inline uint32_t digit_of(const packing *p, const digit *d, const glo_loose *cell) {
    uint32_t day = (uint32_t)cell->day - (uint32_t)d->low;
    switch (d->by) {
    case BY_PAIR:
        return p->rank_of_pair[cell->pair];
    case BY_DAY:
        return day >> d->shift & 0xffff;
    case BY_KIND:
        return kind_of(p, cell) >> d->shift & 0xffff;
    default:
        return day * (uint32_t)p->c->kinds.count + kind_of(p, cell);
    }
}

/* A stable counting sort from the collector's cells into `to`, which then trade places. */
static glo_status sort_by(packing *p, glo_loose **to, const digit *by) {
    glo_collector *c = p->c;
    uint32_t *ends, sum = 0;
    if (glo_alloc_array(by->limit, sizeof *ends, &ends) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < c->loose_count; i++)
        ends[digit_of(p, by, &c->loose[i])]++;
    glo_status status = glo_job_step(&p->job, "packing", 0, 0);
    for (size_t i = 0; i < by->limit; i++) {
        uint32_t count = ends[i];
        ends[i] = sum;
        sum += count;
    }
    for (size_t i = 0; i < c->loose_count; i++)
        (*to)[ends[digit_of(p, by, &c->loose[i])]++] = c->loose[i];
    free(ends);
    glo_loose *sorted = *to;
    *to = c->loose;
    c->loose = sorted;
    c->loose_room = c->loose_count;
    return status == GLO_OK ? glo_job_step(&p->job, "packing", 0, 0) : status;
}

static glo_status sort_days_and_kinds(packing *p, glo_loose **to) {
    int32_t low = INT32_MAX, high = INT32_MIN;
    size_t kinds = p->c->kinds.count;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < p->c->loose_count; i++) {
        int32_t day = p->c->loose[i].day;
        low = day < low ? day : low;
        high = day > high ? day : high;
    }
    uint64_t days = (uint64_t)((int64_t)high - low) + 1;
    if (days * kinds <= MANY_DIGITS)
        return sort_by(p, to, &(digit){BY_DAY_AND_KIND, 0, low, days * kinds});
    for (unsigned shift = 0; status == GLO_OK && shift < 32 && (kinds - 1) >> shift > 0; shift += 16)
        status = sort_by(p, to, &(digit){BY_KIND, shift, low, 0x10000});
    for (unsigned shift = 0; status == GLO_OK && shift < 32 && (days - 1) >> shift > 0; shift += 16)
        status = sort_by(p, to, &(digit){BY_DAY, shift, low, 0x10000});
    return status;
}

static glo_status sort_loose(packing *p) {
    glo_loose *other;
    if (glo_alloc_array(p->c->loose_count, sizeof *other, &other) < 0)
        return GLO_ENOMEM;
    glo_status status = sort_days_and_kinds(p, &other);
    if (status == GLO_OK)
        status = sort_by(p, &other, &(digit){BY_PAIR, 0, 0, p->c->pairs.count});
    free(other);
    return status;
}

/* ---- packing ---- */

static glo_item item_of(const packing *p, const glo_loose *loose) {
    glo_item item = {.day = loose->day, .kind = kind_of(p, loose), .events = 1};
    if (loose->count == IS_WIDE) {
        const glo_wide *wide = &p->c->wide[(uint32_t)loose->value];
        item.events = wide->events;
        item.count = wide->count;
        item.extra = wide->extra;
        item.value = wide->value;
    } else {
        item.count = loose->count;
        item.value = loose->value;
    }
    return item;
}

static glo_status hand_over(glo_part_maker *maker, glo_take_part take, void *context) {
    void *bytes;
    size_t size;
    glo_status status = glo_part_maker_take(maker, &bytes, &size);
    return status < 0 ? status : take(context, bytes, size);
}

static glo_status code_runs(const packing *p, glo_part_maker *maker, glo_take_part take, void *context) {
    const glo_collector *c = p->c;
    glo_item *items = NULL;
    size_t room = 0;
    glo_status status = GLO_OK;
    for (size_t at = 0; status == GLO_OK && at < c->loose_count;) {
        uint32_t number = c->loose[at].pair;
        const glo_pair *pair = &p->pairs[p->rank_of_pair[number]];
        size_t count = 0;
        for (; at < c->loose_count && c->loose[at].pair == number; at++) {
            glo_item item = item_of(p, &c->loose[at]), *last = count ? &items[count - 1] : NULL;
            if (last && last->day == item.day && last->kind == item.kind && glo_item_add(last, &item))
                continue;
            if ((status = glo_alloc_grow(&items, &room, count + 1, sizeof *items)) < 0)
                break;
            items[count++] = item;
        }
        if (status == GLO_OK)
            status = glo_job_step(&p->job, "packing", 0, 0);
        if (status == GLO_OK)
            status = glo_part_maker_add(maker, pair->zone, pair->phenomenon, items, count);
        if (status == GLO_OK && (glo_part_maker_size(maker) >= PART_BYTES || at == c->loose_count))
            status = hand_over(maker, take, context);
    }
    free(items);
    return status;
}

glo_status glo_collector_pack(glo_collector *c, const glo_job *job, glo_take_part take, void *context) {
    packing p = {.c = c, .job = {.cancel = job ? job->cancel : NULL}};
    glo_part_maker maker = {0};
    if (c->loose_count == 0)
        return GLO_OK;
    glo_status status = rank_pairs(&p);
    if (status == GLO_OK)
        status = rank_kinds(&p);
    if (status == GLO_OK)
        status = sort_loose(&p);
    if (status == GLO_OK)
        status = glo_part_maker_init(&maker, p.kinds, c->kinds.count);
    if (status == GLO_OK)
        status = code_runs(&p, &maker, take, context);
    glo_part_maker_dispose(&maker);
    free(p.pairs);
    free(p.kinds);
    free(p.rank_of_pair);
    free(p.rank_of_kind);
    return status;
}
