/* run.h: runs of leaf cells, column by column, in parts: the bytes that a store keeps and a cube reads.
 *
 * A run holds all cells of a part that agree in everything but the day, by day: a header (its key, how many
 * cells, the first day, how wide its columns are, where they begin) and five columns without gaps: days since
 * the first day, events - 1, count, count_high - count and value, each in the narrowest width of 0, 1, 2, 4
 * or 8 bytes that holds them (0: all are 0); days and events are unsigned, the others signed. A part is one
 * block of bytes: a head, the headers of its runs sorted by key, their columns. Numbers are as in memory; a
 * part from a machine of the other byte order is not recognised, like a damaged one.
 *
 * Example:
 *   if (glo_part_check(bytes, size) == GLO_OK)
 *       for (uint32_t i = 0; i < glo_part_head_of(bytes)->runs; i++) {
 *           const glo_run *run = &glo_part_runs(bytes)[i];
 *           glo_run_days(run, bytes, 0, run->count < GLO_CHUNK ? run->count : GLO_CHUNK, days); ...
 */
#ifndef GLO_FRAME_RUN_H
#define GLO_FRAME_RUN_H

#include <stddef.h>
#include <stdint.h>

/* Everything but the day; keys are compared in the order of the fields. */
typedef struct glo_run_key {
    int32_t zone, phenomenon, source, facet;
    uint8_t span, credibility, handling;
    uint8_t spare; /* always 0, so that equal keys have equal bytes */
} glo_run_key;

enum { GLO_RUN_DAY, GLO_RUN_EVENTS, GLO_RUN_COUNT, GLO_RUN_EXTRA, GLO_RUN_VALUE, GLO_RUN_COLUMNS };

typedef struct glo_run {
    glo_run_key key;
    uint32_t count; /* cells, at least 1 */
    int32_t first_day;
    uint32_t offset; /* of its columns, from the begin of the part */
    uint8_t widths[GLO_RUN_COLUMNS];
    uint8_t spare[3];
} glo_run;

typedef struct glo_part_head {
    char magic[4];
    uint32_t runs;
    uint32_t cells;
    int32_t first_zone, last_zone; /* the lowest and the highest */
    int32_t first_phenomenon, last_phenomenon;
    int32_t first_day, last_day;
    uint32_t handling; /* the strictest of all, packed */
} glo_part_head;

enum { GLO_CHUNK = 256 }; /* how many cells are usually decoded at once */

int glo_run_key_compare(const glo_run_key *a, const glo_run_key *b);

static inline const glo_part_head *glo_part_head_of(const void *bytes) {
    return bytes;
}
static inline const glo_run *glo_part_runs(const void *bytes) {
    return (const glo_run *)((const glo_part_head *)bytes + 1);
}

/* Whether `size` bytes, of which the first `have` are there, are the begin of a part: the head, and of what
 * follows what `have` shows. GLO_ECORRUPT. */
int glo_part_check_head(const void *bytes, size_t size);
/* Whether they are a part in which every run lies inside. `bytes` must be aligned like malloc's. */
int glo_part_check(const void *bytes, size_t size);

/* `count` cells of a run of the part at `bytes`, from cell `from` on. */
void glo_run_days(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, int32_t *out);
/* Any column but the day; for events the number of them. */
void glo_run_read(const glo_run *run, const void *bytes, int column, uint32_t from, uint32_t count,
                  int64_t *out);
int32_t glo_run_last_day(const glo_run *run, const void *bytes);

/* A cell in the making; `extra` is count_high - count, modulo 2^64. */
typedef struct glo_item {
    int32_t day;
    int64_t events, count, extra, value;
} glo_item;

/* Adds to `into` an item of the same day; 0 when a sum does not fit, and then nothing is added. */
int glo_item_add(glo_item *into, const glo_item *more);

/* Makes parts of runs that come sorted by key. */
typedef struct glo_part_maker {
    glo_run *runs;
    uint8_t *data;
    size_t run_count, run_room, data_count, data_room;
    glo_part_head head;
} glo_part_maker;

/* Adds a run of at least one cell, sorted by day. GLO_ENOMEM. */
int glo_part_maker_add(glo_part_maker *maker, const glo_run_key *key, const glo_item *items, size_t count);
/* The bytes that the part has by now. */
size_t glo_part_maker_size(const glo_part_maker *maker);
/* The part (released with free), and the maker is empty again. GLO_ENOMEM. */
int glo_part_maker_take(glo_part_maker *maker, void **out_bytes, size_t *out_size);
void glo_part_maker_dispose(glo_part_maker *maker);

#endif
