/* collect.c: loose cells and how they are packed. What it does is in collect.h. */
#include "frame/collect.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

/* About how big a part gets: small enough that a question about few zones fetches little. */
enum { PART_BYTES = 1 << 18, IS_WIDE = INT32_MIN };

typedef struct glo_loose {
    uint32_t key;
    int32_t day;
    int32_t count; /* IS_WIDE: the rest is in wide[value] */
    int32_t value;
} glo_loose;

typedef struct glo_wide {
    int64_t events, count, extra, value;
} glo_wide;

/* ---- adding ---- */

static uint32_t hash(const glo_run_key *key) {
    uint64_t words[3] = {0};
    memcpy(words, key, sizeof *key);
    uint64_t h = (words[0] ^ words[1] * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 29 ^ words[2]) * 0x94d049bb133111ebu;
    return (uint32_t)(h >> 32);
}

static int is_key(const glo_collector *c, uint32_t number, const glo_run_key *key) {
    return memcmp(&c->keys[number], key, sizeof *key) == 0;
}

/* The slot that holds the key, or where it would go; `code` is its hash. */
static uint32_t *find_slot(const glo_collector *c, const glo_run_key *key, uint32_t code) {
    size_t mask = c->slot_count - 1, at = code & mask;
    while (c->slots[at] != 0 && !is_key(c, c->slots[at] - 1, key))
        at = (at + 1) & mask;
    return &c->slots[at];
}

static int grow_slots(glo_collector *c) {
    uint32_t *old = c->slots;
    size_t count = c->slot_count ? c->slot_count * 2 : 1024;
    if (glo_alloc_array(count, sizeof *c->slots, &c->slots) < 0) {
        c->slots = old;
        return GLO_ENOMEM;
    }
    c->slot_count = count;
    for (uint32_t number = 0; number < c->key_count; number++)
        *find_slot(c, &c->keys[number], hash(&c->keys[number])) = number + 1;
    free(old);
    return GLO_OK;
}

static int number_key(glo_collector *c, const glo_run_key *key, uint32_t code, uint32_t *out) {
    if (c->key_count * 2 >= c->slot_count && grow_slots(c) < 0)
        return GLO_ENOMEM;
    uint32_t *slot = find_slot(c, key, code);
    if (*slot == 0) {
        if (glo_alloc_grow(&c->keys, &c->key_room, c->key_count + 1, sizeof *c->keys) < 0)
            return GLO_ENOMEM;
        c->keys[c->key_count++] = *key;
        *slot = (uint32_t)c->key_count;
    }
    *out = *slot - 1;
    return GLO_OK;
}

/* Numbers the keys of the last cells. They wait for each other so that the memory that each look-up needs is
 * asked for before any is used: keys come in no order, and one miss after the other would cost more than all
 * else. */
static int settle(glo_collector *c) {
    size_t mask = c->slot_count - 1;
    for (uint32_t i = 0; c->slot_count && i < c->waiting_count; i++) {
        uint32_t number = c->slots[c->waiting[i].code & mask];
        if (number)
            __builtin_prefetch(&c->keys[number - 1]);
    }
    glo_loose *first = c->loose + c->loose_count - c->waiting_count;
    for (uint32_t i = 0; i < c->waiting_count; i++) {
        if (number_key(c, &c->waiting[i].key, c->waiting[i].code, &first[i].key) < 0)
            return GLO_ENOMEM;
    }
    c->waiting_count = 0;
    return GLO_OK;
}

/* The key of the cell that is being added. */
static int wait_for_number(glo_collector *c, const glo_run_key *key) {
    if (c->waiting_count == GLO_WAITING_KEYS && settle(c) < 0)
        return GLO_ENOMEM;
    uint32_t code = hash(key);
    if (c->slot_count)
        __builtin_prefetch(&c->slots[code & (c->slot_count - 1)]);
    c->waiting[c->waiting_count++] = (glo_waiting_key){*key, code};
    return GLO_OK;
}

static int fits(int64_t number) {
    return number > INT32_MIN && number <= INT32_MAX;
}

static glo_run_key key_of(const glo_cell *cell) {
    return (glo_run_key){.zone = cell->zone,
                         .phenomenon = cell->phenomenon,
                         .source = cell->source,
                         .facet = cell->facet,
                         .span = cell->span,
                         .credibility = cell->credibility,
                         .handling = cell->handling};
}

int glo_collector_add(glo_collector *c, const glo_cell *cell) {
    glo_run_key key = key_of(cell);
    glo_loose loose = {.day = cell->day};
    if (glo_alloc_grow(&c->loose, &c->loose_room, c->loose_count + 1, sizeof *c->loose) < 0)
        return GLO_ENOMEM;
    if (cell->events == 1 && cell->count_high == cell->count && fits(cell->count) && fits(cell->value)) {
        loose.count = (int32_t)cell->count;
        loose.value = (int32_t)cell->value;
    } else {
        if (glo_alloc_grow(&c->wide, &c->wide_room, c->wide_count + 1, sizeof *c->wide) < 0)
            return GLO_ENOMEM;
        c->wide[c->wide_count] =
            (glo_wide){.events = cell->events,
                       .count = cell->count,
                       .extra = (int64_t)((uint64_t)cell->count_high - (uint64_t)cell->count),
                       .value = cell->value};
        loose.count = IS_WIDE;
        loose.value = (int32_t)c->wide_count++;
    }
    if (wait_for_number(c, &key) < 0)
        return GLO_ENOMEM;
    c->loose[c->loose_count++] = loose;
    return GLO_OK;
}

/* ---- sorting ---- */

typedef struct ranked {
    uint64_t first; /* zone and phenomenon, in the order of the signed numbers: most keys differ in them */
    glo_run_key key;
    uint32_t number;
} ranked;

static uint64_t first_of(const glo_run_key *key) {
    return (uint64_t)((uint32_t)key->zone ^ 0x80000000u) << 32 | ((uint32_t)key->phenomenon ^ 0x80000000u);
}

static int compare_ranked(const void *a, const void *b) {
    const ranked *x = a, *y = b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    return glo_run_key_compare(&x->key, &y->key);
}

/* Sorts the keys and renumbers the cells, so that the number of a key is its place. */
static int rank_keys(glo_collector *c) {
    ranked *list;
    uint32_t *rank = NULL;
    if (glo_alloc_array(c->key_count, sizeof *list, &list) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(c->key_count, sizeof *rank, &rank) < 0) {
        free(list);
        return GLO_ENOMEM;
    }
    for (uint32_t i = 0; i < c->key_count; i++)
        list[i] = (ranked){first_of(&c->keys[i]), c->keys[i], i};
    qsort(list, c->key_count, sizeof *list, compare_ranked);
    for (uint32_t i = 0; i < c->key_count; i++) {
        c->keys[i] = list[i].key;
        rank[list[i].number] = i;
    }
    for (size_t i = 0; i < c->loose_count; i++)
        c->loose[i].key = rank[c->loose[i].key];
    free(list);
    free(rank);
    return GLO_OK;
}

/* What the cells are sorted by: the key's number, or 16 bits of the day above the lowest. */
typedef struct digit {
    int is_key;
    int32_t low;
    unsigned shift;
    size_t limit; /* digits are below this */
} digit;

static inline uint32_t digit_of(const digit *by, const glo_loose *cell) {
    return by->is_key ? cell->key : (((uint32_t)cell->day - (uint32_t)by->low) >> by->shift) & 0xffff;
}

/* A stable counting sort from c->loose into `to`, which then trade places. */
static int sort_by(glo_collector *c, glo_loose **to, const digit *by) {
    uint32_t *ends, sum = 0;
    if (glo_alloc_array(by->limit, sizeof *ends, &ends) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < c->loose_count; i++)
        ends[digit_of(by, &c->loose[i])]++;
    for (size_t i = 0; i < by->limit; i++) {
        uint32_t count = ends[i];
        ends[i] = sum;
        sum += count;
    }
    for (size_t i = 0; i < c->loose_count; i++)
        (*to)[ends[digit_of(by, &c->loose[i])]++] = c->loose[i];
    free(ends);
    glo_loose *sorted = *to;
    *to = c->loose;
    c->loose = sorted;
    c->loose_room = c->loose_count;
    return GLO_OK;
}

static int sort_loose(glo_collector *c) {
    glo_loose *other = malloc(c->loose_count * sizeof *other);
    int32_t low = INT32_MAX, high = INT32_MIN;
    if (!other)
        return glo_fail(GLO_ENOMEM, "out of memory (%zu cells)", c->loose_count);
    for (size_t i = 0; i < c->loose_count; i++) {
        low = c->loose[i].day < low ? c->loose[i].day : low;
        high = c->loose[i].day > high ? c->loose[i].day : high;
    }
    uint32_t range = (uint32_t)high - (uint32_t)low;
    int status = sort_by(c, &other, &(digit){0, low, 0, range < 0xffff ? range + 1 : 0x10000});
    if (status == GLO_OK && range >= 0x10000)
        status = sort_by(c, &other, &(digit){0, low, 16, 0x10000});
    if (status == GLO_OK)
        status = sort_by(c, &other, &(digit){1, 0, 0, c->key_count});
    free(other);
    return status;
}

/* ---- packing ---- */

static glo_item item_of(const glo_collector *c, const glo_loose *loose) {
    if (loose->count != IS_WIDE)
        return (glo_item){.day = loose->day, .events = 1, .count = loose->count, .value = loose->value};
    const glo_wide *wide = &c->wide[loose->value];
    return (glo_item){loose->day, wide->events, wide->count, wide->extra, wide->value};
}

static int hand_over(glo_part_maker *maker, glo_take_part take, void *context) {
    void *bytes;
    size_t size;
    int status = glo_part_maker_take(maker, &bytes, &size);
    return status < 0 ? status : take(context, bytes, size);
}

static int code_runs(glo_collector *c, glo_part_maker *maker, glo_take_part take, void *context) {
    glo_item *items = NULL;
    size_t room = 0;
    int status = GLO_OK;
    for (size_t at = 0; status == GLO_OK && at < c->loose_count;) {
        uint32_t key = c->loose[at].key;
        size_t count = 0;
        for (; at < c->loose_count && c->loose[at].key == key; at++) {
            glo_item item = item_of(c, &c->loose[at]);
            if (count > 0 && items[count - 1].day == item.day && glo_item_add(&items[count - 1], &item))
                continue;
            if ((status = glo_alloc_grow(&items, &room, count + 1, sizeof *items)) < 0)
                break;
            items[count++] = item;
        }
        if (status == GLO_OK)
            status = glo_part_maker_add(maker, &c->keys[key], items, count);
        if (status == GLO_OK && (glo_part_maker_size(maker) >= PART_BYTES || at == c->loose_count))
            status = hand_over(maker, take, context);
    }
    free(items);
    return status;
}

int glo_collector_pack(glo_collector *c, glo_take_part take, void *context) {
    glo_part_maker maker = {0};
    if (c->loose_count == 0)
        return GLO_OK;
    int status = settle(c);
    if (status == GLO_OK)
        status = rank_keys(c);
    if (status == GLO_OK)
        status = sort_loose(c);
    if (status == GLO_OK)
        status = code_runs(c, &maker, take, context);
    glo_part_maker_dispose(&maker);
    glo_collector_dispose(c);
    return status;
}

void glo_collector_dispose(glo_collector *c) {
    free(c->loose);
    free(c->wide);
    free(c->keys);
    free(c->slots);
    *c = (glo_collector){0};
}
