/* alloc.c: allocation with checked arithmetic. Example in alloc.h. */
#include "base/alloc.h"

#include "base/err.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

glo_status glo_alloc_array(size_t count, size_t size, void *out) {
    void *memory = calloc(count ? count : 1, size ? size : 1);
    if (!memory)
        return glo_fail(GLO_ENOMEM, "out of memory (%zu items of %zu bytes)", count, size);
    memcpy(out, &memory, sizeof memory);
    return GLO_OK;
}

glo_status glo_alloc_grow(void *items, size_t *capacity, size_t need, size_t size) {
    if (need <= *capacity)
        return GLO_OK;
    size_t room = *capacity + *capacity / 2 + 16;
    if (room < need)
        room = need;
    void *old, *memory = NULL;
    memcpy(&old, items, sizeof old);
    if (room <= SIZE_MAX / size)
        memory = realloc(old, room * size);
    if (!memory)
        return glo_fail(GLO_ENOMEM, "out of memory (%zu items of %zu bytes)", room, size);
    memcpy(items, &memory, sizeof memory);
    *capacity = room;
    return GLO_OK;
}

glo_status glo_alloc_text(const char *text, char **out) {
    char *copy = strdup(text);
    if (!copy)
        return glo_fail(GLO_ENOMEM, "out of memory");
    *out = copy;
    return GLO_OK;
}
