/* run.c: coding and decoding of runs of cells. The format is in run.h. */
#include "cells/run.h"

#include "base/alloc.h"
#include "base/date.h"
#include "base/err.h"
#include "base/simd.h"
#include "frame/marking.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(glo_kind) == 12 && sizeof(glo_run) == 32 && sizeof(glo_part_head) == 44,
               "the format of parts");

/* The version and the byte order: read as a number, it differs on a machine of the other order. */
static const char *magic(void) {
    static const uint32_t number = 0x32524c47; /* "GLR2" */
    return (const char *)&number;
}

int glo_kind_compare(const glo_kind *a, const glo_kind *b) {
    const int32_t pairs[][2] = {{a->source, b->source},
                                {a->facet, b->facet},
                                {a->span, b->span},
                                {a->credibility, b->credibility},
                                {a->handling, b->handling}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] < pairs[i][1] ? -1 : 1;
    }
    return 0;
}

/* ---- checking ---- */

static glo_status fail(void) {
    return glo_fail(GLO_ECORRUPT, "the cells are damaged");
}

glo_status glo_part_check_head(const void *bytes, size_t size) {
    const glo_part_head *head = bytes;
    if (size < sizeof *head || memcmp(head->magic, magic(), sizeof head->magic) != 0 || head->runs == 0 ||
        head->kinds == 0 || head->kinds > head->cells ||
        (uint64_t)head->runs * sizeof(glo_run) + (uint64_t)head->kinds * sizeof(glo_kind) >
            size - sizeof *head ||
        head->cells < head->runs || head->first_zone > head->last_zone ||
        head->first_phenomenon > head->last_phenomenon || head->first_day > head->last_day)
        return fail();
    return GLO_OK;
}

static bool width_is_known(int width) {
    return width <= 2 || width == 4 || width == 8;
}

static bool is_within(int32_t number, int32_t low, int32_t high) {
    return number >= low && number <= high;
}

static bool is_after(const glo_run *run, const glo_run *before) {
    return run->zone != before->zone ? run->zone > before->zone : run->phenomenon > before->phenomenon;
}

static size_t bytes_of_months(const glo_run *run) {
    return ((size_t)run->months + 63) / 64 * sizeof(uint64_t);
}

/* Whether the head says the strictest marking of the kinds. */
static bool is_marked_right(const glo_part_head *head) {
    glo_marking marking = {0, 0};
    for (uint32_t i = 0; i < head->kinds; i++)
        marking = glo_marking_join(marking, glo_marking_unpack(glo_part_kinds(head)[i].handling));
    return glo_marking_pack(marking) == head->handling;
}

glo_status glo_part_check(const void *bytes, size_t size) {
    glo_status status = glo_part_check_head(bytes, size);
    if (status < 0)
        return status;
    const glo_part_head *head = bytes;
    if (!is_marked_right(head))
        return fail();
    const glo_run *runs = glo_part_runs(bytes);
    uint64_t cells = 0, begin = (uint64_t)((const char *)(runs + head->runs) - (const char *)bytes);
    for (uint32_t i = 0; i < head->runs; i++) {
        const glo_run *run = &runs[i];
        uint64_t row = 0;
        for (int c = 0; c < GLO_RUN_COLUMNS; c++) {
            if (!width_is_known(run->widths[c]))
                return fail();
            row += run->widths[c];
        }
        cells += run->count;
        if (run->count == 0 || run->widths[GLO_RUN_DAY] > 4 || run->widths[GLO_RUN_KIND] > 4 ||
            run->first_kind >= head->kinds || run->offset < begin ||
            run->offset + bytes_of_months(run) + row * run->count > size ||
            !is_within(run->zone, head->first_zone, head->last_zone) ||
            !is_within(run->phenomenon, head->first_phenomenon, head->last_phenomenon) ||
            (i > 0 && !is_after(run, &runs[i - 1])))
            return fail();
    }
    return cells == head->cells ? GLO_OK : fail();
}

/* ---- decoding ---- */

static const uint8_t *column_of(const glo_run *run, const void *bytes, int column) {
    const uint8_t *at = (const uint8_t *)bytes + run->offset + bytes_of_months(run);
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

/* An unsigned column of at most four bytes, each number with `first` added. */
GLO_WIDE static void read_narrow(const uint8_t *at, uint8_t width, uint32_t first, uint32_t count,
                                 uint32_t *out) {
#define ADDED(number) (first + (number))
    switch (width) {
    case 0:
        for (uint32_t i = 0; i < count; i++)
            out[i] = first;
        break;
    case 1:
        DECODE(uint8_t, at, out, ADDED)
        break;
    case 2:
        DECODE(uint16_t, at, out, ADDED)
        break;
    default:
        DECODE(uint32_t, at, out, ADDED)
    }
#undef ADDED
}

void glo_run_days(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, int32_t *out) {
    uint8_t width = run->widths[GLO_RUN_DAY];
    read_narrow(column_of(run, bytes, GLO_RUN_DAY) + (size_t)from * width, width, (uint32_t)run->first_day,
                count, (uint32_t *)out);
}

void glo_run_kinds(const glo_run *run, const void *bytes, uint32_t from, uint32_t count, uint32_t *out) {
    uint8_t width = run->widths[GLO_RUN_KIND];
    uint32_t kinds = glo_part_head_of(bytes)->kinds;
    read_narrow(column_of(run, bytes, GLO_RUN_KIND) + (size_t)from * width, width, run->first_kind, count,
                out);
    for (uint32_t i = 0; i < count; i++)
        out[i] = out[i] < kinds ? out[i] : kinds - 1;
}

/* A column of figures: as they are, or unsigned and one less than they are. */
GLO_WIDE static void read_figures(const uint8_t *at, int width, int is_less, uint32_t count, int64_t *out) {
#define PLAIN(number) (int64_t)(number)
#define EVENTS(number) (int64_t)((uint64_t)(number) + 1)
    switch (is_less ? -width : width) {
    case 0:
        for (uint32_t i = 0; i < count; i++)
            out[i] = is_less;
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

void glo_run_read(const glo_run *run, const void *bytes, int column, uint32_t from, uint32_t count,
                  int64_t *out) {
    uint8_t width = run->widths[column];
    read_figures(column_of(run, bytes, column) + (size_t)from * width, width, column == GLO_RUN_EVENTS, count,
                 out);
}

int32_t glo_run_last_day(const glo_run *run, const void *bytes) {
    int32_t day;
    glo_run_days(run, bytes, run->count - 1, 1, &day);
    return day;
}

/* ---- coding ---- */

bool glo_item_add(glo_item *into, const glo_item *more) {
    glo_item sum = {.day = into->day, .kind = into->kind};
    if (__builtin_add_overflow(into->events, more->events, &sum.events) ||
        __builtin_add_overflow(into->count, more->count, &sum.count) ||
        __builtin_add_overflow(into->extra, more->extra, &sum.extra) ||
        __builtin_add_overflow(into->value, more->value, &sum.value))
        return false;
    *into = sum;
    return true;
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
        any[GLO_RUN_DAY] |= (uint32_t)items[i].day - (uint32_t)run->first_day;
        any[GLO_RUN_KIND] |= items[i].kind - run->first_kind;
        any[GLO_RUN_EVENTS] |= (uint64_t)items[i].events - 1;
        any[GLO_RUN_COUNT] |= zigzag(items[i].count);
        any[GLO_RUN_EXTRA] |= zigzag(items[i].extra);
        any[GLO_RUN_VALUE] |= zigzag(items[i].value);
    }
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        run->widths[c] = width_of(any[c]);
}

/* The low bytes of each item's number for a column. */
static uint8_t *write_column(const glo_item *items, const glo_run *run, int column, uint8_t *to) {
    uint8_t width = run->widths[column];
    for (size_t i = 0; i < run->count; i++, to += width) {
        const glo_item *item = &items[i];
        uint64_t number = column == GLO_RUN_DAY      ? (uint32_t)item->day - (uint32_t)run->first_day
                          : column == GLO_RUN_KIND   ? item->kind - run->first_kind
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

/* 0 where days are none of the calendar's, or too far apart. */
static uint16_t months_of(int32_t first_day, int32_t last_day) {
    if (first_day < GLO_DAY_MIN || last_day > GLO_DAY_MAX)
        return 0;
    int32_t months = glo_month_of_day(last_day) - glo_month_of_day(first_day) + 1;
    return months <= UINT16_MAX ? (uint16_t)months : 0;
}

/* Sets a bit for each month in which an item begins. */
static uint8_t *write_months(const glo_item *items, const glo_run *run, uint8_t *to) {
    size_t size = bytes_of_months(run);
    if (size == 0)
        return to;
    int32_t first = glo_month_of_day(run->first_day), next_day = INT32_MIN;
    memset(to, 0, size);
    for (size_t i = 0; i < run->count; i++) {
        uint64_t word;
        if (items[i].day < next_day)
            continue;
        int32_t month = glo_month_of_day(items[i].day), at = month - first;
        next_day = glo_day_of_month(month + 1);
        uint8_t *place = to + (size_t)at / 64 * sizeof word;
        memcpy(&word, place, sizeof word);
        word |= UINT64_C(1) << at % 64;
        memcpy(place, &word, sizeof word);
    }
    return to + size;
}

static void widen_head(glo_part_head *head, const glo_run *run, int32_t last_day) {
    if (head->runs == 0)
        *head = (glo_part_head){.first_zone = run->zone,
                                .last_zone = run->zone,
                                .first_phenomenon = run->phenomenon,
                                .last_phenomenon = run->phenomenon,
                                .first_day = run->first_day,
                                .last_day = last_day,
                                .handling = head->handling};
    head->runs++;
    head->cells += run->count;
    head->last_zone = run->zone;
    head->first_phenomenon =
        head->first_phenomenon < run->phenomenon ? head->first_phenomenon : run->phenomenon;
    head->last_phenomenon = head->last_phenomenon > run->phenomenon ? head->last_phenomenon : run->phenomenon;
    head->first_day = head->first_day < run->first_day ? head->first_day : run->first_day;
    head->last_day = head->last_day > last_day ? head->last_day : last_day;
}

glo_status glo_part_maker_init(glo_part_maker *maker, const glo_kind *kinds, size_t kind_count) {
    *maker = (glo_part_maker){.kinds = kinds, .kind_count = kind_count};
    return glo_alloc_array(kind_count, sizeof *maker->numbers, &maker->numbers);
}

/* Numbers a kind in the order of its coming, so that the same items give the same bytes. */
static glo_status meet_kind(glo_part_maker *maker, uint32_t kind) {
    const glo_kind *met = &maker->kinds[kind];
    if (glo_alloc_grow(&maker->met, &maker->met_room, maker->met_count + 1, sizeof *maker->met) < 0)
        return GLO_ENOMEM;
    maker->met[maker->met_count++] = *met;
    maker->numbers[kind] = (uint32_t)maker->met_count;
    maker->head.handling = glo_marking_pack(
        glo_marking_join(glo_marking_unpack(maker->head.handling), glo_marking_unpack(met->handling)));
    return GLO_OK;
}

/* Turns the kinds of items into the part's numbers; the lowest of them. */
static glo_status number_kinds(glo_part_maker *maker, glo_item *items, size_t count, uint32_t *out_lowest) {
    uint32_t lowest = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        if (maker->numbers[items[i].kind] == 0 && meet_kind(maker, items[i].kind) < 0)
            return GLO_ENOMEM;
        items[i].kind = maker->numbers[items[i].kind] - 1;
        lowest = items[i].kind < lowest ? items[i].kind : lowest;
    }
    *out_lowest = lowest;
    return GLO_OK;
}

glo_status glo_part_maker_add(glo_part_maker *maker, int32_t zone, int32_t phenomenon, glo_item *items,
                              size_t count) {
    glo_run run = {
        .zone = zone, .phenomenon = phenomenon, .count = (uint32_t)count, .first_day = items[0].day};
    size_t row = 0;
    if (number_kinds(maker, items, count, &run.first_kind) < 0)
        return GLO_ENOMEM;
    find_widths(items, count, &run);
    run.months = months_of(run.first_day, items[count - 1].day);
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        row += run.widths[c];
    size_t size = bytes_of_months(&run) + row * count;
    if (glo_alloc_grow(&maker->runs, &maker->run_room, maker->run_count + 1, sizeof *maker->runs) < 0 ||
        glo_alloc_grow(&maker->data, &maker->data_room, maker->data_count + size, 1) < 0)
        return GLO_ENOMEM;
    run.offset = (uint32_t)maker->data_count; /* from the begin of the data, until the part is made */
    uint8_t *to = write_months(items, &run, maker->data + maker->data_count);
    for (int c = 0; c < GLO_RUN_COLUMNS; c++)
        to = write_column(items, &run, c, to);
    maker->data_count += size;
    maker->runs[maker->run_count++] = run;
    widen_head(&maker->head, &run, items[count - 1].day);
    return GLO_OK;
}

size_t glo_part_maker_size(const glo_part_maker *maker) {
    return sizeof maker->head + maker->met_count * sizeof *maker->met +
           maker->run_count * sizeof *maker->runs + maker->data_count;
}

static void make_empty(glo_part_maker *maker) {
    maker->run_count = maker->data_count = maker->met_count = 0;
    maker->head = (glo_part_head){0};
    memset(maker->numbers, 0, maker->kind_count * sizeof *maker->numbers);
}

glo_status glo_part_maker_take(glo_part_maker *maker, void **out_bytes, size_t *out_size) {
    size_t size = glo_part_maker_size(maker), begin = size - maker->data_count;
    uint8_t *bytes = malloc(size), *to = bytes;
    if (!bytes)
        return glo_fail(GLO_ENOMEM, "out of memory (cells of %zu bytes)", size);
    memcpy(maker->head.magic, magic(), sizeof maker->head.magic);
    maker->head.kinds = (uint32_t)maker->met_count;
    for (size_t i = 0; i < maker->run_count; i++)
        maker->runs[i].offset += (uint32_t)begin;
    memcpy(to, &maker->head, sizeof maker->head);
    to += sizeof maker->head;
    memcpy(to, maker->met, maker->met_count * sizeof *maker->met);
    to += maker->met_count * sizeof *maker->met;
    memcpy(to, maker->runs, maker->run_count * sizeof *maker->runs);
    if (maker->data_count)
        memcpy(bytes + begin, maker->data, maker->data_count);
    make_empty(maker);
    *out_bytes = bytes;
    *out_size = size;
    return GLO_OK;
}

void glo_part_maker_dispose(glo_part_maker *maker) {
    free(maker->runs);
    free(maker->data);
    free(maker->numbers);
    free(maker->met);
    *maker = (glo_part_maker){0};
}
