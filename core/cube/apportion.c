/* apportion.c: the largest-remainder method. Reference and example in apportion.h. */
#include "apportion.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

typedef struct rest {
    uint64_t left;
    size_t part;
} rest;

uint64_t glo_apportion_weight(double share) {
    return share > 0 ? (uint64_t)llround(ldexp(share, 52)) : 0;
}

static int compare_remainders(const void *a, const void *b) {
    const rest *x = a, *y = b;
    if (x->left != y->left)
        return x->left > y->left ? -1 : 1;
    return x->part < y->part ? -1 : 1;
}

glo_status glo_apportion(int64_t total, const uint64_t *weights, size_t count, int64_t *out) {
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        if (__builtin_add_overflow(sum, weights[i], &sum) || sum > INT64_MAX)
            return glo_fail(GLO_EINVAL, "the weights to apportion by are too large");
    }
    if (sum == 0)
        return glo_fail(GLO_EINVAL, "there are no weights to apportion by");
    rest *remainders;
    if (glo_alloc_array(count, sizeof *remainders, &remainders) < 0)
        return GLO_ENOMEM;

    uint64_t size = total < 0 ? 0 - (uint64_t)total : (uint64_t)total, given = 0;
    int64_t sign = total < 0 ? -1 : 1;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)size * weights[i];
        uint64_t part = (uint64_t)(product / sum);
        remainders[i] = (rest){(uint64_t)(product % sum), i};
        out[i] = (int64_t)(total < 0 ? 0 - part : part);
        given += part;
    }
    /* Fewer are left than there are parts with a remainder, so that a part without weight stays 0. */
    if (given < size)
        qsort(remainders, count, sizeof *remainders, compare_remainders);
    for (size_t i = 0; given < size; i++, given++)
        out[remainders[i].part] += sign;
    free(remainders);
    return GLO_OK;
}

/* The sum of numbers that are all at least 0, if it fits. */
static bool has_sum(const int64_t *numbers, size_t count, int64_t *out) {
    *out = 0;
    for (size_t i = 0; i < count; i++) {
        if (numbers[i] < 0 || __builtin_add_overflow(*out, numbers[i], out))
            return false;
    }
    return true;
}

glo_status glo_apportion_sequence(const int64_t *numbers, size_t count, const uint64_t *weights,
                                  size_t part_count, int64_t *out) {
    int64_t total;
    bool is_whole = has_sum(numbers, count, &total);
    uint64_t *due;
    glo_status status = glo_alloc_array(part_count, sizeof *due, &due);
    if (status < 0)
        return status;
    if (is_whole && (status = glo_apportion(total, weights, part_count, out)) == GLO_OK) {
        for (size_t i = 0; i < part_count; i++)
            due[i] = (uint64_t)out[i];
    }
    for (size_t k = 0; status == GLO_OK && k < count; k++) {
        int64_t *parts = out + k * part_count;
        if (!is_whole) {
            status = glo_apportion(numbers[k], weights, part_count, parts);
        } else if (numbers[k] == 0) {
            memset(parts, 0, part_count * sizeof *parts);
        } else if ((status = glo_apportion(numbers[k], due, part_count, parts)) == GLO_OK) {
            for (size_t i = 0; i < part_count; i++)
                due[i] -= (uint64_t)parts[i];
        }
    }
    free(due);
    return status;
}
