/* run.c: coding and decoding of runs of cells. The format is in run.h. */
#include "frame/run.h"

#include "base/alloc.h"
#include "base/err.h"
#include "frame/marking.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(glo_run_key) == 20 && sizeof(glo_run) == 40 && sizeof(glo_part_head) == 40,
               "the format of parts");

/* The version and the byte order: read as a number, it differs on a machine of the other order. */
static const char *magic(void) {
    static const uint32_t number = 0x31524c47; /* "GLR1" */
    return (const char *)&number;
}

int glo_run_key_compare(const glo_run_key *a, const glo_run_key *b) {
    const int32_t keys[][2] = {
        {a->zone, b->zone}, {a->phenomenon, b->phenomenon},   {a->source, b->source},    {a->facet, b->facet},
        {a->span, b->span}, {a->credibility, b->credibility}, {a->handling, b->handling}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    }
    return 0;
}

/* ---- checking ---- */

static int fail(void) {
    return glo_fail(GLO_ECORRUPT, "the cells are damaged");
}

int glo_part_check_head(const void *bytes, size_t size) {
    const glo_part_head *head = bytes;
    if (size < sizeof *head || memcmp(head->magic, magic(), sizeof head->magic) != 0 || head->runs == 0 ||
        head->runs > (size - sizeof *head) / sizeof(glo_run) || head->cells < head->runs ||
        head->first_zone > head->last_zone || head->first_phenomenon > head->last_phenomenon ||
        head->first_day > head->last_day)
        return fail();
    return GLO_OK;
}

static int width_is_known(int width) {
    return width <= 2 || width == 4 || width == 8;
}

static int is_within(int32_t number, int32_t low, int32_t high) {
    return number >= low && number <= high;
}

int glo_part_check(const void *bytes, size_t size) {
    int status = glo_part_check_head(bytes, size);
    if (status < 0)
        return status;
    const glo_part_head *head = bytes;
    const glo_run *runs = glo_part_runs(bytes);
    uint64_t cells = 0, begin = sizeof *head + (uint64_t)head->runs * sizeof *runs;
    for (uint32_t i = 0; i < head->runs; i++) {
        const glo_run *run = &runs[i];
        uint64_t row = 0;
        for (int c = 0; c < GLO_RUN_COLUMNS; c++) {
            if (!width_is_known(run->widths[c]))
                return fail();
            row += run->widths[c];
        }
        cells += run->count;
        if (run->count == 0 || run->widths[GLO_RUN_DAY] > 4 || run->offset < begin ||
            run->offset + row * run->count > size ||
            !is_within(run->key.zone, head->first_zone, head->last_zone) ||
            !is_within(run->key.phenomenon, head->first_phenomenon, head->last_phenomenon) ||
            (i > 0 && glo_run_key_compare(&runs[i - 1].key, &run->key) >= 0))
            return fail();
    }
    return cells == head->cells ? GLO_OK : fail();
}

/* ---- decoding ---- */

static const uint8_t *column_of(const glo_run *run, const void *bytes, int column) {
    const uint8_t *at = (const uint8_t *)bytes + run->offset;
    for (int c = 0; c < column; c++)
        at += (size_t)run->widths[c] * run->count;
    return at;
}

/* A loop per width, so that each can be vectorised; columns are not aligned, hence memcpy. */
#define DECODE(type, from, out, first)                                                                       \
    for (uint32_t i = 0; i < count; i++) {                                                                   \
        type number;                                                                                         \
        memcpy(&number, (from) + i * sizeof number, sizeof number);                                          \
        (out)[i] = first(number);                                                                            \
    }

void glo_run_days(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, int32_t *out) {
    uint32_t first = (uint32_t)run->first_day;
    uint8_t width = run->widths[GLO_RUN_DAY];
    const uint8_t *at = column_of(run, bytes, GLO_RUN_DAY) + (size_t)from * width;
#define DAY(number) (int32_t)(first + (number))
    switch (width) {
    case 0:
        for (uint32_t i = 0; i < count; i++)
            out[i] = (int32_t)first;
        break;
    case 1:
        DECODE(uint8_t, at, out, DAY)
        break;
    case 2:
        DECODE(uint16_t, at, out, DAY)
        break;
    default:
        DECODE(uint32_t, at, out, DAY)
    }
#undef DAY
}

void glo_run_read(const glo_run *run, const void *bytes, int column, uint32_t from, uint32_t count,
                  int64_t *out) {
    uint8_t width = run->widths[column];
    const uint8_t *at = column_of(run, bytes, column) + (size_t)from * width;
    int64_t first = column == GLO_RUN_EVENTS;
    int is_unsigned = column == GLO_RUN_EVENTS;
#define PLAIN(number) (int64_t)(number)
#define EVENTS(number) (int64_t)((uint64_t)(number) + 1)
    switch (is_unsigned ? -(int)width : width) {
    case 0:
        for (uint32_t i = 0; i < count; i++)
            out[i] = first;
        break;
    case 1:
        DECODE(int8_t, at, out, PLAIN)
        break;
    case 2:
        DECODE(int16_t, at, out, PLAIN)
        break;
    case 4:
        DECODE(int32_t, at, out, PLAIN)
        break;
    case 8:
        DECODE(int64_t, at, out, PLAIN)
        break;
    case -1:
        DECODE(uint8_t, at, out, EVENTS)
        break;
    case -2:
        DECODE(uint16_t, at, out, EVENTS)
        break;
    case -4:
        DECODE(uint32_t, at, out, EVENTS)
        break;
    default:
        DECODE(uint64_t, at, out, EVENTS)
    }
#undef PLAIN
#undef EVENTS
}

int32_t glo_run_last_day(const glo_run *run, const void *bytes) {
    int32_t day;
    glo_run_days(run, bytes, run->count - 1, 1, &day);
    return day;
}

/* ---- coding ---- */

int glo_item_add(glo_item *into, const glo_item *more) {
    glo_item sum = {.day = into->day};
    if (__builtin_add_overflow(into->events, more->events, &sum.events) ||
        __builtin_add_overflow(into->count, more->count, &sum.count) ||
        __builtin_add_overflow(into->extra, more->extra, &sum.extra) ||
        __builtin_add_overflow(into->value, more->value, &sum.value))
        return 0;
    *into = sum;
    return 1;
}

static uint8_t width_of(uint64_t any) {
    return any == 0 ? 0 : any <= UINT8_MAX ? 1 : any <= UINT16_MAX ? 2 : any <= UINT32_MAX ? 4 : 8;
}

/* The bits of all numbers together; of a signed one, with the sign in the lowest bit: as wide as the number.
 */
static uint64_t zigzag(int64_t number) {
    return ((uint64_t)number << 1) ^ (uint64_t)(number >> 63);
}

static void find_widths(const glo_item *items, size_t count, glo_run *run) {
    uint64_t any[GLO_RUN_COLUMNS] = {0};
    for (size_t i = 0; i < count; i++) {
        any[GLO_RUN_DAY] |= (uint32_t)items[i].day - (uint32_t)items[0].day;
        any[GLO_RUN_EVENTS] |= (uint64_t)items[i].events - 1;
        any[GLO_RUN_COUNT] |= zigzag(items[i].count);
        any[GLO_RUN_EXTRA] |= zigzag(items[i].extra);
        any[GLO_RUN_VALUE] |= zigzag(items[i].value);
    }
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        run->widths[c] = width_of(any[c]);
}

/* The low bytes of each item's number for a column. */
static uint8_t *write_column(const glo_item *items, size_t count, int column, uint8_t width, uint8_t *to) {
    for (size_t i = 0; i < count; i++, to += width) {
        const glo_item *item = &items[i];
        uint64_t number = column == GLO_RUN_DAY      ? (uint32_t)item->day - (uint32_t)items[0].day
                          : column == GLO_RUN_EVENTS ? (uint64_t)item->events - 1
                          : column == GLO_RUN_COUNT  ? (uint64_t)item->count
                          : column == GLO_RUN_EXTRA  ? (uint64_t)item->extra
                                                     : (uint64_t)item->value;
        uint32_t narrow = (uint32_t)number;
        uint16_t narrower = (uint16_t)number;
        switch (width) {
        case 1:
            *to = (uint8_t)number;
            break;
        case 2:
            memcpy(to, &narrower, sizeof narrower);
            break;
        case 4:
            memcpy(to, &narrow, sizeof narrow);
            break;
        case 8:
            memcpy(to, &number, sizeof number);
            break;
        default:
            break;
        }
    }
    return to;
}

static void widen_head(glo_part_head *head, const glo_run *run, int32_t last_day) {
    const glo_run_key *key = &run->key;
    if (head->runs == 0)
        *head = (glo_part_head){.first_zone = key->zone,
                                .last_zone = key->zone,
                                .first_phenomenon = key->phenomenon,
                                .last_phenomenon = key->phenomenon,
                                .first_day = run->first_day,
                                .last_day = last_day};
    head->runs++;
    head->cells += run->count;
    head->last_zone = key->zone;
    head->first_phenomenon =
        head->first_phenomenon < key->phenomenon ? head->first_phenomenon : key->phenomenon;
    head->last_phenomenon = head->last_phenomenon > key->phenomenon ? head->last_phenomenon : key->phenomenon;
    head->first_day = head->first_day < run->first_day ? head->first_day : run->first_day;
    head->last_day = head->last_day > last_day ? head->last_day : last_day;
    head->handling = glo_marking_pack(
        glo_marking_join(glo_marking_unpack((uint8_t)head->handling), glo_marking_unpack(key->handling)));
}

int glo_part_maker_add(glo_part_maker *maker, const glo_run_key *key, const glo_item *items, size_t count) {
    glo_run run = {.key = *key, .count = (uint32_t)count, .first_day = items[0].day};
    size_t row = 0;
    find_widths(items, count, &run);
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        row += run.widths[c];
    if (glo_alloc_grow(&maker->runs, &maker->run_room, maker->run_count + 1, sizeof *maker->runs) < 0 ||
        glo_alloc_grow(&maker->data, &maker->data_room, maker->data_count + row * count, 1) < 0)
        return GLO_ENOMEM;
    run.offset = (uint32_t)maker->data_count; /* from the begin of the data, until the part is made */
    uint8_t *to = maker->data + maker->data_count;
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        to = write_column(items, count, c, run.widths[c], to);
    maker->data_count += row * count;
    maker->runs[maker->run_count++] = run;
    widen_head(&maker->head, &run, items[count - 1].day);
    return GLO_OK;
}

size_t glo_part_maker_size(const glo_part_maker *maker) {
    return sizeof maker->head + maker->run_count * sizeof *maker->runs + maker->data_count;
}

int glo_part_maker_take(glo_part_maker *maker, void **out_bytes, size_t *out_size) {
    size_t size = glo_part_maker_size(maker), begin = size - maker->data_count;
    uint8_t *bytes = malloc(size);
    if (!bytes)
        return glo_fail(GLO_ENOMEM, "out of memory (cells of %zu bytes)", size);
    memcpy(maker->head.magic, magic(), sizeof maker->head.magic);
    for (size_t i = 0; i < maker->run_count; i++)
        maker->runs[i].offset += (uint32_t)begin;
    memcpy(bytes, &maker->head, sizeof maker->head);
    memcpy(bytes + sizeof maker->head, maker->runs, maker->run_count * sizeof *maker->runs);
    if (maker->data_count)
        memcpy(bytes + begin, maker->data, maker->data_count);
    maker->run_count = maker->data_count = 0;
    maker->head = (glo_part_head){0};
    *out_bytes = bytes;
    *out_size = size;
    return GLO_OK;
}

void glo_part_maker_dispose(glo_part_maker *maker) {
    free(maker->runs);
    free(maker->data);
    *maker = (glo_part_maker){0};
}
