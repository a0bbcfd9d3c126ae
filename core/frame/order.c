/* order.c: rows in order by counting. What is meant by it, and the reference, are in order.h. */
#include "frame/order.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

enum { STEP = 1 << 16, ALWAYS_COUNTED = 1 << 16 };

static int compare_words(const void *a, const void *b, void *context) {
    const glo_words *words = context;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    size_t shorter = glo_words_length(words, left), other = glo_words_length(words, right);
    int longer = (shorter > other) - (shorter < other);
    if (other < shorter)
        shorter = other;
    int order = memcmp(glo_words_text(words, left), glo_words_text(words, right), shorter);
    return order ? order : longer;
}

/* Words are shared between frames: there may be many more of them than rows, and then it doesn't pay. */
static int rank_words(glo_rank *rank) {
    const glo_words *words = rank->column->words;
    uint32_t count = glo_words_count(words), *sorted;
    if (count > ALWAYS_COUNTED && count / 2 > rank->column->rows)
        return GLO_OK;
    if (glo_alloc_array(count, sizeof *sorted, &sorted) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(count, sizeof *rank->words, &rank->words) < 0) {
        free(sorted);
        return GLO_ENOMEM;
    }
    for (uint32_t code = 0; code < count; code++)
        sorted[code] = code;
    qsort_r(sorted, count, sizeof *sorted, compare_words, (void *)(uintptr_t)words);
    for (uint32_t i = 0; i < count; i++)
        rank->words[sorted[i]] = i + 1;
    rank->count = count + 1;
    free(sorted);
    return GLO_OK;
}

static int64_t value_at(const glo_column *column, size_t row) {
    return column->type == GLO_TYPE_INTEGER ? column->integers[row] : column->times[row];
}

static void rank_numbers(glo_rank *rank) {
    const glo_column *column = rank->column;
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (size_t row = 0; row < column->rows; row++) {
        if (glo_column_is_null(column, row))
            continue;
        int64_t value = value_at(column, row);
        least = value < least ? value : least;
        most = value > most ? value : most;
    }
    if (least > most) { /* nothing but nulls */
        rank->count = 1;
        return;
    }
    uint64_t distance = (uint64_t)most - (uint64_t)least;
    if (distance < ALWAYS_COUNTED || (distance < column->rows && distance < UINT32_MAX - 2)) {
        rank->least = least;
        rank->count = (uint32_t)distance + 2;
    }
}

int glo_rank_init(glo_rank *rank, const glo_column *column) {
    *rank = (glo_rank){.column = column};
    if (column->type == GLO_TYPE_TEXT)
        return rank_words(rank);
    if (column->type != GLO_TYPE_REAL)
        rank_numbers(rank);
    return GLO_OK;
}

void glo_rank_dispose(glo_rank *rank) {
    free(rank->words);
    *rank = (glo_rank){0};
}

uint32_t glo_rank_of(const glo_rank *rank, size_t row) {
    const glo_column *column = rank->column;
    if (glo_column_is_null(column, row))
        return 0;
    if (rank->words)
        return rank->words[column->codes[row]];
    return (uint32_t)((uint64_t)value_at(column, row) - (uint64_t)rank->least) + 1;
}

static uint32_t place_of(const glo_order_key *key, uint32_t row) {
    uint32_t rank = glo_rank_of(key->rank, row);
    return key->descending ? key->rank->count - 1 - rank : rank;
}

/* By one key, from `rows` into `out`: how many rows each rank has, then where each rank begins, then there.
 */
static int distribute(const glo_order_key *key, const uint32_t *rows, size_t count, uint32_t *out,
                      const glo_job *job) {
    uint32_t ranks = key->rank->count, *starts;
    int status = GLO_OK;
    if (glo_alloc_array((size_t)ranks + 1, sizeof *starts, &starts) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++)
        starts[place_of(key, rows[i]) + 1]++;
    for (uint32_t rank = 0; rank < ranks; rank++)
        starts[rank + 1] += starts[rank];
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        out[starts[place_of(key, rows[i])]++] = rows[i];
        if (i % STEP == 0)
            status = glo_job_step(job, "sorting", i, count);
    }
    free(starts);
    return status;
}

typedef struct few {
    const glo_order_key *keys;
    size_t key_count;
} few;

static int compare_rows(const void *a, const void *b, void *context) {
    const few *by = context;
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    for (size_t k = 0; k < by->key_count; k++) {
        uint32_t x = place_of(&by->keys[k], left), y = place_of(&by->keys[k], right);
        if (x != y)
            return x < y ? -1 : 1;
    }
    return (left > right) - (left < right);
}

int glo_order_rows(const glo_order_key *keys, size_t key_count, uint32_t *rows, size_t count,
                   const glo_job *job) {
    uint64_t ranks = 0;
    for (size_t k = 0; k < key_count; k++)
        ranks += keys[k].rank->count;
    if (count < ranks / 16) { /* few rows, in the order of their numbers: counting would take longer */
        few by = {keys, key_count};
        qsort_r(rows, count, sizeof *rows, compare_rows, &by);
        return GLO_OK;
    }
    uint32_t *spare;
    int status = GLO_OK;
    if (glo_alloc_array(count, sizeof *spare, &spare) < 0)
        return GLO_ENOMEM;
    for (size_t k = key_count; status == GLO_OK && k-- > 0;) {
        status = distribute(&keys[k], rows, count, spare, job);
        if (status == GLO_OK && count)
            memcpy(rows, spare, count * sizeof *rows);
    }
    free(spare);
    return status;
}
