/* options.c: horizons and levels checked. Example in options.h. */
#include "series/options.h"

#include "base/err.h"

#include <stdlib.h>

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

glo_status glo_check_levels(double *levels, size_t *count) {
    if (*count == 0 || *count > GLO_MOST_LEVELS)
        return glo_fail(GLO_EINVAL, "expected 1 to %d levels, such as {80, 95}, got %zu", GLO_MOST_LEVELS,
                        *count);
    for (size_t i = 0; i < *count; i++) {
        if (!(levels[i] > 0 && levels[i] < 100))
            return glo_fail(GLO_EINVAL, "a level lies between 0 and 100 (per cent), such as 80 or 95, got %g",
                            levels[i]);
        if (levels[i] < 1)
            return glo_fail(GLO_EINVAL, "levels are per cent: write %g, not %g", levels[i] * 100, levels[i]);
    }
    qsort(levels, *count, sizeof *levels, compare_doubles);
    size_t kept = 1;
    for (size_t i = 1; i < *count; i++) {
        if (levels[i] > levels[kept - 1])
            levels[kept++] = levels[i];
    }
    *count = kept;
    return GLO_OK;
}

glo_status glo_check_horizon(int64_t horizon) {
    return horizon >= 1 && horizon <= GLO_MOST_HORIZON
               ? GLO_OK
               : glo_fail(GLO_EINVAL, "expected 1 to %d periods ahead, got %lld", GLO_MOST_HORIZON,
                          (long long)horizon);
}
