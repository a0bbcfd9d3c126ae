/* alloc.h: allocation that reports through status codes and checks its arithmetic.
 *
 * Example:  int64_t *sums; if (glo_alloc_array(rows, sizeof *sums, &sums) < 0) return GLO_ENOMEM;
 */
#ifndef GLO_BASE_ALLOC_H
#define GLO_BASE_ALLOC_H

#include "base/err.h"

#include <stddef.h>

/* Zeroed memory for `count` items of `size` bytes, released with free(). `out` is a T **. A count of 0 gives
 * a pointer that may be freed but not read. GLO_ENOMEM. */
glo_status glo_alloc_array(size_t count, size_t size, void *out);

/* Makes room for at least `need` items in the array behind `items` (a T **), growing by half; new room is not
 * zeroed. GLO_ENOMEM leaves array and capacity as they were. */
glo_status glo_alloc_grow(void *items, size_t *capacity, size_t need, size_t size);

/* A copy of `text`, released with free(). GLO_ENOMEM. */
glo_status glo_alloc_text(const char *text, char **out);

#endif
