/* apportion.c: the largest-remainder method. Reference and example in apportion.h. */
#include "apportion.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>

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
