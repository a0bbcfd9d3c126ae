/* distinct.c: the different values of a column, for the library.
 *
 * Example (Lua):  core.distinct(r, "zone")   --> {"BE-VAN", "BE-VBR"}
 */
#include "frame/distinct.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <stdlib.h>

typedef struct found {
    size_t *rows, count;
} found;

static void dispose(void *what) {
    free(((found *)what)->rows);
}

GLO_FUNCTION(distinct, .name = "distinct",
             .doc = "The different values of a column of texts, days or months.",
             GLO_TAKES({.name = "frame", .type = "frame", .doc = "the frame"},
                       {.name = "column", .type = "string", .set = "column", .doc = "the column"}),
             GLO_GIVES({.type = "string[]", .doc = "in the order in which they come; nulls left out"}),
             .raises = "an unknown column, or one of numbers", .is_internal = true, .since = "0.1",
             .example = "#distinct(frame{{zone='A'}, {zone='B'}, {zone='A'}}, 'zone') --> 2") {
    const glo_frame *frame = glo_check_frame(L, 1);
    size_t number;
    if (glo_frame_find(frame, luaL_checkstring(L, 2), &number) < 0)
        return glo_raise(L);
    const glo_column *column = glo_frame_column(frame, number);
    found *values = glo_push_owned(L, sizeof *values, dispose);
    if (glo_column_distinct(column, &values->rows, &values->count) < 0)
        return glo_raise(L);
    lua_newtable(L);
    for (size_t i = 0; i < values->count; i++) {
        glo_push_cell_of(L, column, values->rows[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static const glo_function *const functions[] = {&distinct_entry, NULL};

void glo_bind_distinct(lua_State *L) {
    glo_bind(L, functions);
}
