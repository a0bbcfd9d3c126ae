/* cells.c: parts of cells, fetched when needed, and the walk over them. Invariants in cells.h. */
#include "cells/cells.h"

#include "base/alloc.h"
#include "base/err.h"
#include "collect.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

/* 16 bytes each, twice while they are sorted: more of them would make fewer and longer runs. */
enum { MOST_LOOSE = 5 << 20 };

glo_status glo_cells_add(glo_cells *cells, const glo_cell *cell) {
    if (!cells->collector && glo_collector_new(&cells->collector) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_collector_add(cells->collector, cell);
    if (status < 0)
        return status;
    cells->count++;
    return glo_collector_count(cells->collector) < MOST_LOOSE ? GLO_OK : glo_cells_pack(cells);
}

static glo_status add_part(glo_cells *cells, const glo_part *part) {
    if (glo_alloc_grow(&cells->parts, &cells->part_room, cells->part_count + 1, sizeof *cells->parts) < 0)
        return GLO_ENOMEM;
    cells->parts[cells->part_count++] = *part;
    cells->count += part->head.cells;
    return GLO_OK;
}

static glo_status take_packed(void *context, void *bytes, size_t size) {
    glo_part part = {.bytes = bytes, .size = size, .is_own = 1, .head = *glo_part_head_of(bytes)};
    glo_status status = add_part(context, &part);
    if (status < 0)
        free(bytes);
    return status;
}

glo_status glo_cells_pack(glo_cells *cells) {
    if (!cells->collector)
        return GLO_OK;
    cells->count -= glo_collector_count(cells->collector);
    glo_status status = glo_collector_pack(cells->collector, cells->job, take_packed, cells);
    glo_collector_free(cells->collector);
    cells->collector = NULL;
    return status;
}

glo_status glo_cells_take_part(glo_cells *cells, void *bytes, size_t size) {
    glo_status status = glo_part_check(bytes, size);
    if (status < 0) {
        free(bytes);
        return status;
    }
    return take_packed(cells, bytes, size);
}

glo_status glo_cells_expect_part(glo_cells *cells, const glo_part *part) {
    glo_status status = glo_part_check_head(&part->head, part->size);
    return status < 0 ? status : add_part(cells, part);
}

void glo_cells_dispose(glo_cells *cells) {
    for (size_t i = 0; i < cells->part_count; i++) {
        if (cells->parts[i].is_own)
            free(cells->parts[i].bytes);
    }
    for (size_t i = 0; i < cells->block_count; i++)
        free(cells->blocks[i]);
    free(cells->blocks);
    free(cells->parts);
    glo_collector_free(cells->collector);
    if (cells->source.dispose)
        cells->source.dispose(cells->source.context);
    *cells = (glo_cells){0};
}

/* ---- fetching ---- */

typedef struct fetching {
    glo_cells *cells;
    const glo_job *job;
    size_t *parts;  /* the missing ones */
    size_t *places; /* where in the block each goes */
    size_t count;
    char *block;
    atomic_size_t next;
    atomic_int failed;
} fetching;

typedef struct fetcher {
    fetching *all;
    int reader, status;
    char message[256];
} fetcher;

static int fetch_part(const fetching *all, int reader, glo_part *part, void *bytes) {
    const glo_part_source *source = &all->cells->source;
    int status = source->fetch(source->context, reader, part, bytes);
    if (status == GLO_OK)
        status = glo_part_check(bytes, part->size);
    if (status == GLO_OK && memcmp(bytes, &part->head, sizeof part->head) != 0)
        status = glo_fail(GLO_ECORRUPT, "the cells are damaged");
    if (status == GLO_OK)
        part->bytes = bytes;
    return status;
}

/* Progress is told by the calling thread alone, reader 0. */
static void *fetch_parts(void *context) {
    fetcher *me = context;
    fetching *all = me->all;
    glo_job quiet = all->job ? *all->job : (glo_job){0};
    if (me->reader > 0)
        quiet.progress = NULL;
    size_t at;
    while (me->status == GLO_OK && !all->failed && (at = all->next++) < all->count) {
        me->status = glo_job_step(&quiet, "reading cells", at, all->count);
        if (me->status == GLO_OK)
            me->status =
                fetch_part(all, me->reader, &all->cells->parts[all->parts[at]], all->block + all->places[at]);
    }
    if (me->status < 0) {
        all->failed = 1;
        strncpy(me->message, glo_message(), sizeof me->message - 1);
    }
    return NULL;
}

/* Lists the missing parts, and makes one block for all of them, of big pages where it is big. */
static glo_status make_block(fetching *all, const uint8_t *wanted) {
    enum { ALIGNED = 64, BIG_PAGE = 2 << 20 };
    glo_cells *cells = all->cells;
    size_t size = 0;
    if (glo_alloc_array(cells->part_count, sizeof *all->parts, &all->parts) < 0 ||
        glo_alloc_array(cells->part_count, sizeof *all->places, &all->places) < 0 ||
        glo_alloc_grow(&cells->blocks, &cells->block_room, cells->block_count + 1, sizeof *cells->blocks) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < cells->part_count; i++) {
        if (cells->parts[i].bytes || (wanted && !wanted[i]))
            continue;
        all->parts[all->count] = i;
        all->places[all->count++] = size;
        size += (cells->parts[i].size + ALIGNED - 1) / ALIGNED * ALIGNED;
    }
    if (all->count == 0)
        return GLO_OK;
    int is_big = size >= (size_t)4 * BIG_PAGE;
    size_t page = is_big ? BIG_PAGE : ALIGNED;
    all->block = aligned_alloc(page, (size + page - 1) / page * page);
    if (!all->block)
        return glo_fail(GLO_ENOMEM, "out of memory (cells of %zu bytes)", size);
    if (is_big)
        madvise(all->block, size, MADV_HUGEPAGE); /* advice only */
    cells->blocks[cells->block_count++] = all->block;
    return GLO_OK;
}

static glo_status fetch_all(fetching *all) {
    enum { MOST = 8, WORTH_A_THREAD = 64 };
    fetcher fetchers[MOST] = {0};
    pthread_t threads[MOST];
    int count = glo_job_threads(all->job), started = 1;
    count = count < all->cells->source.readers ? count : all->cells->source.readers;
    count = count < MOST ? count : MOST;
    for (int i = 0; i < MOST; i++)
        fetchers[i] = (fetcher){.all = all, .reader = i};
    while (all->count >= WORTH_A_THREAD && started < count &&
           pthread_create(&threads[started], NULL, fetch_parts, &fetchers[started]) == 0)
        started++;
    fetch_parts(&fetchers[0]);
    for (int i = 1; i < started; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < started; i++) {
        if (fetchers[i].status < 0)
            return glo_fail(fetchers[i].status, "%s", fetchers[i].message);
    }
    return GLO_OK;
}

glo_status glo_cells_fetch(glo_cells *cells, const uint8_t *wanted, const glo_job *job) {
    fetching all = {.cells = cells, .job = job};
    glo_status status = make_block(&all, wanted);
    if (status == GLO_OK && all.count > 0)
        status = fetch_all(&all);
    free(all.parts);
    free(all.places);
    return status;
}

/* ---- walking ---- */

typedef struct glo_run_at {
    const glo_run *run;
    const void *bytes;
} glo_run_at;

typedef struct glo_walk_item {
    glo_kind kind;
    glo_item item;
} glo_walk_item;

static bool same_pair(const glo_run *a, const glo_run *b) {
    return a->zone == b->zone && a->phenomenon == b->phenomenon;
}

static int compare_runs(const void *a, const void *b) {
    const glo_run *x = ((const glo_run_at *)a)->run, *y = ((const glo_run_at *)b)->run;
    return x->zone != y->zone ? (x->zone > y->zone) - (x->zone < y->zone)
                              : (x->phenomenon > y->phenomenon) - (x->phenomenon < y->phenomenon);
}

glo_status glo_walk_open(glo_cells *cells, glo_walk *out) {
    size_t runs = 0;
    *out = (glo_walk){0};
    glo_status status = glo_cells_pack(cells);
    if (status == GLO_OK)
        status = glo_cells_fetch(cells, NULL, NULL);
    for (size_t i = 0; i < cells->part_count; i++)
        runs += cells->parts[i].head.runs;
    if (status == GLO_OK)
        status = glo_alloc_array(runs, sizeof *out->runs, &out->runs);
    if (status < 0)
        return out->status = status;
    for (size_t i = 0; i < cells->part_count; i++) {
        const glo_part *part = &cells->parts[i];
        for (uint32_t r = 0; r < part->head.runs; r++)
            out->runs[out->run_count++] = (glo_run_at){&glo_part_runs(part->bytes)[r], part->bytes};
    }
    if (runs > 0)
        qsort(out->runs, runs, sizeof *out->runs, compare_runs);
    return GLO_OK;
}

/* By day and kind; equal ones by their figures: only those that can't be added up are equal in both. */
static int compare_items(const void *a, const void *b) {
    const glo_item *x = &((const glo_walk_item *)a)->item, *y = &((const glo_walk_item *)b)->item;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    int kinds = glo_kind_compare(&((const glo_walk_item *)a)->kind, &((const glo_walk_item *)b)->kind);
    const int64_t pairs[][2] = {
        {x->events, y->events}, {x->count, y->count}, {x->extra, y->extra}, {x->value, y->value}};
    for (size_t i = 0; kinds == 0 && i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    }
    return kinds;
}

static void read_items(const glo_run_at *at, glo_walk_item *out) {
    const glo_run *run = at->run;
    const glo_kind *all = glo_part_kinds(at->bytes);
    int32_t days[GLO_CHUNK];
    uint32_t kinds[GLO_CHUNK];
    int64_t n[GLO_RUN_COLUMNS][GLO_CHUNK];
    for (uint32_t from = 0; from < run->count; from += GLO_CHUNK) {
        uint32_t count = run->count - from < GLO_CHUNK ? run->count - from : GLO_CHUNK;
        glo_run_days(run, at->bytes, from, count, days);
        glo_run_kinds(run, at->bytes, from, count, kinds);
        for (int c = GLO_RUN_EVENTS; c < GLO_RUN_COLUMNS; c++)
            glo_run_read(run, at->bytes, c, from, count, n[c]);
        for (uint32_t i = 0; i < count; i++)
            *out++ = (glo_walk_item){.kind = all[kinds[i]],
                                     .item = {.day = days[i],
                                              .events = n[GLO_RUN_EVENTS][i],
                                              .count = n[GLO_RUN_COUNT][i],
                                              .extra = n[GLO_RUN_EXTRA][i],
                                              .value = n[GLO_RUN_VALUE][i]}};
    }
}

static bool are_same(const glo_walk_item *a, const glo_walk_item *b) {
    return a->item.day == b->item.day && glo_kind_compare(&a->kind, &b->kind) == 0;
}

/* All cells of the next zone and phenomenon, sorted and added up. */
static glo_status load_pair(glo_walk *walk) {
    size_t count = 0, kept = 0;
    const glo_run *first = walk->runs[walk->next_run].run;
    while (walk->next_run < walk->run_count && same_pair(walk->runs[walk->next_run].run, first)) {
        const glo_run_at *at = &walk->runs[walk->next_run++];
        glo_status status =
            glo_alloc_grow(&walk->items, &walk->item_room, count + at->run->count, sizeof *walk->items);
        if (status < 0)
            return status;
        read_items(at, walk->items + count);
        count += at->run->count;
    }
    qsort(walk->items, count, sizeof *walk->items, compare_items);
    for (size_t i = 1; i < count; i++) {
        glo_walk_item *last = &walk->items[kept], *next = &walk->items[i];
        if (!are_same(last, next) || !glo_item_add(&last->item, &next->item))
            walk->items[++kept] = *next;
    }
    walk->item_count = kept + 1;
    walk->next_item = 0;
    return GLO_OK;
}

bool glo_walk_next(glo_walk *walk, glo_cell *out) {
    if (walk->status < 0)
        return false;
    if (walk->next_item == walk->item_count) {
        if (walk->next_run == walk->run_count || (walk->status = load_pair(walk)) < 0)
            return false;
    }
    const glo_run *run = walk->runs[walk->next_run - 1].run;
    const glo_kind *kind = &walk->items[walk->next_item].kind;
    const glo_item *item = &walk->items[walk->next_item++].item;
    *out = (glo_cell){.zone = run->zone,
                      .phenomenon = run->phenomenon,
                      .source = kind->source,
                      .facet = kind->facet,
                      .day = item->day,
                      .span = kind->span,
                      .credibility = kind->credibility,
                      .handling = kind->handling,
                      .events = item->events,
                      .count = item->count,
                      .count_high = (int64_t)((uint64_t)item->count + (uint64_t)item->extra),
                      .value = item->value};
    return true;
}

void glo_walk_close(glo_walk *walk) {
    free(walk->runs);
    free(walk->items);
    *walk = (glo_walk){0};
}

glo_status glo_cells_equal(glo_cells *a, glo_cells *b, int *out) {
    glo_walk left = {0}, right = {0};
    glo_cell x, y;
    glo_status status = glo_walk_open(a, &left);
    if (status == GLO_OK)
        status = glo_walk_open(b, &right);
    int same = 1, more_left = 1, more_right = 1;
    while (status == GLO_OK && same && more_left) {
        more_left = glo_walk_next(&left, &x);
        more_right = glo_walk_next(&right, &y);
        same = more_left == more_right && (!more_left || memcmp(&x, &y, sizeof x) == 0);
        status = left.status < 0 ? left.status : right.status;
    }
    glo_walk_close(&left);
    glo_walk_close(&right);
    if (status == GLO_OK)
        *out = same;
    return status;
}
