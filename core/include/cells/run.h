/* run.h: runs of leaf cells, column by column, in parts: the bytes that a store keeps and a cube reads.
 *
 * A run holds all cells of a part of one zone and phenomenon, by day: a header (how many cells, the first
 * day, how wide its columns are, where it begins), a bit per month from the first to the last, set where a
 * cell begins in it, and six columns without gaps: days since the first day, kind, events - 1, count,
 * count_high - count and value, each in the narrowest width of 0, 1, 2, 4 or 8 bytes that holds them (0: all
 * are 0); days, kinds and events are unsigned, the others signed. A kind is what else
 * keeps cells apart (source, facet, span, credibility, handling): there are few, so a part lists those that
 * it has, and the column holds numbers in the list, less the run's first_kind. A part is one block of bytes:
 * a head, its kinds, the headers of its runs sorted by zone and phenomenon, their columns. Numbers are as in
 * memory; a part from a machine of the other byte order is not recognised, like a damaged one.
 *
 * Example:
 *   if (glo_part_check(bytes, size) == GLO_OK)
 *       for (uint32_t i = 0; i < glo_part_head_of(bytes)->runs; i++) {
 *           const glo_run *run = &glo_part_runs(bytes)[i];
 *           glo_run_days(run, bytes, 0, run->count < GLO_CHUNK ? run->count : GLO_CHUNK, days); ...
 */
#ifndef GLO_CELLS_RUN_H
#define GLO_CELLS_RUN_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What keeps cells of one zone, phenomenon and day apart; compared in the order of the fields. */
typedef struct glo_kind {
    int32_t source, facet;
    uint8_t span, credibility, handling;
    uint8_t spare; /* always 0, so that equal kinds have equal bytes */
} glo_kind;

enum {
    GLO_RUN_DAY,
    GLO_RUN_KIND,
    GLO_RUN_EVENTS,
    GLO_RUN_COUNT,
    GLO_RUN_EXTRA,
    GLO_RUN_VALUE,
    GLO_RUN_COLUMNS
};

typedef struct glo_run {
    int32_t zone, phenomenon;
    uint32_t count; /* cells, at least 1 */
    int32_t first_day;
    uint32_t first_kind; /* the lowest number of a kind in it */
    uint32_t offset;     /* of its bits and columns, from the begin of the part */
    uint8_t widths[GLO_RUN_COLUMNS];
    uint16_t months; /* that it spans, each with a bit; 0: so many that none has */
} glo_run;

typedef struct glo_part_head {
    char magic[4];
    uint32_t runs;
    uint32_t cells;
    uint32_t kinds;
    int32_t first_zone, last_zone; /* the lowest and the highest */
    int32_t first_phenomenon, last_phenomenon;
    int32_t first_day, last_day;
    uint32_t handling; /* the strictest of all, packed */
} glo_part_head;

enum { GLO_CHUNK = 256 }; /* how many cells are usually decoded at once */

int glo_kind_compare(const glo_kind *a, const glo_kind *b);

static inline const glo_part_head *glo_part_head_of(const void *bytes) {
    return bytes;
}
static inline const glo_kind *glo_part_kinds(const void *bytes) {
    return (const glo_kind *)((const glo_part_head *)bytes + 1);
}
static inline const glo_run *glo_part_runs(const void *bytes) {
    return (const glo_run *)(const void *)(glo_part_kinds(bytes) + glo_part_head_of(bytes)->kinds);
}

/* Whether `size` bytes may begin with this head. GLO_ECORRUPT. */
glo_status glo_part_check_head(const void *bytes, size_t size);
/* Whether they are a part in which every run lies inside. `bytes` must be aligned like malloc's. */
glo_status glo_part_check(const void *bytes, size_t size);

/* `count` cells of a run of the part at `bytes`, from cell `from` on. */
void glo_run_days(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, int32_t *out);
/* Numbers in glo_part_kinds; one that a damaged part gives is below glo_part_head.kinds all the same. */
void glo_run_kinds(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, uint32_t *out);
/* A column of figures; for events the number of them. */
void glo_run_read(const glo_run *run, const void *bytes, int column, uint32_t from, uint32_t count,
                  int64_t *out);
int32_t glo_run_last_day(const glo_run *run, const void *bytes);

/* 64 months from month 64 * word of the run on, its first in the lowest bit; word < (run->months + 63) / 64.
 */
static inline uint64_t glo_run_months(const glo_run *run, const void *bytes, uint32_t word) {
    uint64_t bits;
    memcpy(&bits, (const uint8_t *)bytes + run->offset + (size_t)word * sizeof bits, sizeof bits);
    uint32_t left = run->months - word * 64;
    return left < 64 ? bits & ((UINT64_C(1) << left) - 1) : bits;
}

/* A cell in the making; `extra` is count_high - count, modulo 2^64. */
typedef struct glo_item {
    int32_t day;
    uint32_t kind; /* a number in the maker's kinds */
    int64_t events, count, extra, value;
} glo_item;

/* Adds to `into` an item of the same day and kind; 0 when a sum does not fit, and then nothing is added. */
bool glo_item_add(glo_item *into, const glo_item *more);

/* Makes parts of runs that come sorted by zone and phenomenon. */
typedef struct glo_part_maker {
    const glo_kind *kinds; /* of the items; borrowed */
    size_t kind_count;
    glo_run *runs;
    uint8_t *data;
    uint32_t *numbers; /* per kind: its number in the part + 1; 0: the part has none yet */
    glo_kind *met;     /* the part's kinds, in the order in which they came */
    size_t run_count, run_room, data_count, data_room, met_count, met_room;
    glo_part_head head;
} glo_part_maker;

/* GLO_ENOMEM. */
glo_status glo_part_maker_init(glo_part_maker *maker, const glo_kind *kinds, size_t kind_count);
/* Adds a run of at least one cell, sorted by day. `items` are changed. GLO_ENOMEM. */
glo_status glo_part_maker_add(glo_part_maker *maker, int32_t zone, int32_t phenomenon, glo_item *items,
                              size_t count);
/* The bytes that the part has by now. */
size_t glo_part_maker_size(const glo_part_maker *maker);
/* The part (released with free), and the maker is empty again. GLO_ENOMEM. */
glo_status glo_part_maker_take(glo_part_maker *maker, void **out_bytes, size_t *out_size);
void glo_part_maker_dispose(glo_part_maker *maker);

#endif
