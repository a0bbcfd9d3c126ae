/* order.c: rows in order. What is meant by it, and the references, are in order.h. */
#include "frame/order.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { STEP = 1 << 14, FEW_ROWS = 1 << 12, MANY_WORDS = 1 << 16, DIGIT = 16, DIGITS = 1 << DIGIT };

/* ---- merging ---- */

typedef int compare_items(const void *context, uint32_t a, uint32_t b);

/* Two sorted runs, items[0, half) and [half, count), into one. */
static glo_status merge(const uint32_t *items, size_t half, size_t count, uint32_t *out,
                        compare_items *compare, const void *context, const glo_job *job) {
    size_t i = 0, j = half, n = 0;
    while (i < half && j < count) {
        out[n++] = compare(context, items[j], items[i]) < 0 ? items[j++] : items[i++];
        if (n % STEP == 0 && glo_job_step(job, "sorting", 0, 0) < 0)
            return GLO_ECANCELLED;
    }
    memcpy(out + n, items + i, (half - i) * sizeof *items);
    memcpy(out + n + (half - i), items + j, (count - j) * sizeof *items);
    return GLO_OK;
}

/* Runs of 1, 2, 4 ... */
static glo_status merge_sort(uint32_t *items, size_t count, compare_items *compare, const void *context,
                             const glo_job *job) {
    uint32_t *spare, *from = items, *to;
    glo_status status = GLO_OK;
    if (glo_alloc_array(count, sizeof *spare, &spare) < 0)
        return GLO_ENOMEM;
    to = spare;
    for (size_t run = 1; status == GLO_OK && run < count; run *= 2) {
        for (size_t at = 0; status == GLO_OK && at < count; at += 2 * run) {
            size_t rest = count - at, both = rest < 2 * run ? rest : 2 * run;
            status = merge(from + at, rest < run ? rest : run, both, to + at, compare, context, job);
            if (status == GLO_OK && both < STEP && at % STEP < both)
                status = glo_job_step(job, "sorting", 0, 0);
        }
        uint32_t *swapped = from;
        from = to;
        to = swapped;
    }
    if (from != items)
        memcpy(items, from, count * sizeof *items);
    free(spare);
    return status;
}

/* ---- keys ---- */

static bool is_null(const glo_column *column, uint32_t row) {
    return glo_column_is_null(column, row) || (column->type == GLO_TYPE_REAL && isnan(column->reals[row]));
}

/* A number that grows with the value; of a text its code, or its rank where `ranks` says. */
static uint64_t key_of(const glo_column *column, const uint32_t *ranks, uint32_t row) {
    uint64_t bits;
    switch (column->type) {
    case GLO_TYPE_TEXT:
        return ranks ? ranks[column->codes[row]] : column->codes[row];
    case GLO_TYPE_INTEGER:
        return (uint64_t)column->integers[row] ^ (uint64_t)1 << 63;
    case GLO_TYPE_REAL: {
        double value = column->reals[row] + 0.0; /* -0 is 0 */
        memcpy(&bits, &value, sizeof bits);
        return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
    }
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        break;
    }
    return (uint32_t)column->times[row] ^ 0x80000000u;
}

static int compare_words(const void *context, uint32_t a, uint32_t b) {
    const glo_words *words = context;
    size_t length = glo_words_length(words, a), other = glo_words_length(words, b);
    int order = memcmp(glo_words_text(words, a), glo_words_text(words, b), length < other ? length : other);
    return order ? order : (length > other) - (length < other);
}

typedef struct few {
    const glo_order_key *keys;
    size_t key_count;
} few;

static int compare_rows(const void *context, uint32_t a, uint32_t b) {
    const few *by = context;
    for (size_t k = 0; k < by->key_count; k++) {
        const glo_column *column = by->keys[k].column;
        int order = is_null(column, b) - is_null(column, a);
        if (order == 0 && !is_null(column, a)) {
            uint64_t x = key_of(column, NULL, a), y = key_of(column, NULL, b);
            if (column->type == GLO_TYPE_TEXT && x != y)
                order = compare_words(column->words, (uint32_t)x, (uint32_t)y);
            else
                order = (x > y) - (x < y);
        }
        if (order)
            return by->keys[k].descending ? -order : order;
    }
    return 0;
}

/* ---- distributing ---- */

/* The rank of each word by its bytes. */
static glo_status rank_words(const glo_words *words, const glo_job *job, uint32_t **out) {
    uint32_t count = glo_words_count(words), *sorted, *ranks = NULL;
    glo_status status = glo_alloc_array(count, sizeof *sorted, &sorted);
    if (status == GLO_OK)
        status = glo_alloc_array(count, sizeof *ranks, &ranks);
    for (uint32_t code = 0; status == GLO_OK && code < count; code++)
        sorted[code] = code;
    if (status == GLO_OK)
        status = merge_sort(sorted, count, compare_words, words, job);
    for (uint32_t i = 0; status == GLO_OK && i < count; i++)
        ranks[sorted[i]] = i;
    free(sorted);
    if (status < 0)
        free(ranks);
    else
        *out = ranks;
    return status;
}

typedef struct pass {
    const glo_column *column;
    const uint32_t *ranks;
    int descending;
    int shift; /* of the digit; -1: whether the row is not null */
} pass;

static uint32_t digit_of(const pass *p, uint32_t row) {
    int null = is_null(p->column, row);
    if (p->shift < 0)
        return (uint32_t)(p->descending ? null : !null);
    if (null)
        return 0; /* put apart by the last pass */
    uint32_t digit = (uint32_t)(key_of(p->column, p->ranks, row) >> p->shift) & (DIGITS - 1);
    return p->descending ? DIGITS - 1 - digit : digit;
}

/* How many rows have each digit, then where each begins, then there. */
static glo_status distribute(const pass *p, uint32_t *rows, size_t count, uint32_t *spare,
                             const glo_job *job) {
    uint32_t *starts;
    glo_status status = glo_alloc_array(DIGITS + 1, sizeof *starts, &starts);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        starts[digit_of(p, rows[i]) + 1]++;
        if (i % STEP == 0)
            status = glo_job_step(job, "sorting", 0, 0);
    }
    for (int digit = 0; status == GLO_OK && digit < DIGITS; digit++)
        starts[digit + 1] += starts[digit];
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        spare[starts[digit_of(p, rows[i])]++] = rows[i];
        if (i % STEP == 0)
            status = glo_job_step(job, "sorting", 0, 0);
    }
    if (status == GLO_OK)
        memcpy(rows, spare, count * sizeof *rows);
    free(starts);
    return status;
}

/* By one key, from its last digit to its first; digits that are the same in all rows are passed over. */
static glo_status order_by(const glo_order_key *key, const uint32_t *ranks, uint32_t *rows, size_t count,
                           uint32_t *spare, const glo_job *job) {
    uint64_t first = 0, differs = 0;
    size_t nulls = 0;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        if (i % STEP == 0)
            status = glo_job_step(job, "sorting", 0, 0);
        if (is_null(key->column, rows[i])) {
            nulls++;
            continue;
        }
        uint64_t value = key_of(key->column, ranks, rows[i]);
        if (i == nulls)
            first = value;
        differs |= value ^ first;
    }
    for (int shift = 0; status == GLO_OK && shift < 64; shift += DIGIT) {
        pass p = {key->column, ranks, key->descending, shift};
        if (differs >> shift & (DIGITS - 1))
            status = distribute(&p, rows, count, spare, job);
    }
    pass p = {key->column, ranks, key->descending, -1};
    if (status == GLO_OK && nulls > 0 && nulls < count)
        status = distribute(&p, rows, count, spare, job);
    return status;
}

/* Whether comparing is less work: few rows, or far more words than rows. */
static bool are_few(const glo_order_key *keys, size_t key_count, size_t count) {
    for (size_t k = 0; k < key_count; k++) {
        const glo_column *column = keys[k].column;
        if (column->type == GLO_TYPE_TEXT && glo_words_count(column->words) / 4 > count)
            return true;
    }
    return count < FEW_ROWS;
}

glo_status glo_order_rows(const glo_order_key *keys, size_t key_count, int grouped, uint32_t *rows,
                          size_t count, const glo_job *job) {
    if (count < 2) /* as on the inner side of a join */
        return GLO_OK;
    if (are_few(keys, key_count, count))
        return merge_sort(rows, count, compare_rows, &(few){keys, key_count}, job);
    uint32_t *spare;
    glo_status status = glo_alloc_array(count, sizeof *spare, &spare);
    for (size_t k = key_count; status == GLO_OK && k-- > 0;) {
        const glo_column *column = keys[k].column;
        uint32_t *ranks = NULL;
        if (column->type == GLO_TYPE_TEXT && !(grouped && glo_words_count(column->words) > MANY_WORDS))
            status = rank_words(column->words, job, &ranks);
        if (status == GLO_OK)
            status = order_by(&keys[k], ranks, rows, count, spare, job);
        free(ranks);
    }
    free(spare);
    return status;
}
