/* crossing.h: values that go from one Lua state into another: from a session into a pack and back.
 *
 * What crosses are nil, booleans, numbers, texts, and tables of those, copied raw and without metatables; and frames, which are
 * the same ones on both sides, as nothing changes a frame. Functions, stores and what else there is do not cross.
 *
 * Bounds keep what a pack may see: frames marked more strictly than the ceiling are refused on their way in and where a
 * function of the library gives one inside (bind.c). What was let in is noted, and frames that come out carry it.
 *
 * Example:
 *   glo_crossing in = {.from = L, .to = own, .bounds = &bounds};
 *   glo_cross(&in, 1);   // pushed on own, and raised there
 */
#ifndef GLO_LUA_CROSSING_H
#define GLO_LUA_CROSSING_H

#include "frame/marking.h"

#include <lua.h>
#include <stdbool.h>
#include <stddef.h>

enum { GLO_CROSSING_DEPTH = 32, GLO_CROSSING_VALUES = 1000000, GLO_CROSSING_BYTES = 64 << 20 };

typedef struct glo_bounds {
    glo_marking ceiling; /* the strictest that may go in */
    glo_marking entered; /* of all that went in so far, joined */
} glo_bounds;

/* Notes what is about to go in. GLO_EMARKING where it is marked more strictly than the ceiling. */
glo_status glo_bounds_enter(glo_bounds *bounds, glo_marking marking);

typedef struct glo_crossing {
    lua_State *from, *to;
    glo_bounds *bounds;
    glo_bounds *receiver; /* on the way out: those of the pack that it goes into; NULL: into none */
    const char *call;     /* on the way out: the step in the provenance of frames; NULL on the way in */
    size_t values, bytes, depth, steps;     /* so far */
    double began;                           /* the first step, in seconds of processor time */
    const void *tables[GLO_CROSSING_DEPTH]; /* those that hold what is being copied */
} glo_crossing;

/* Pushes on `to` what stands at the index of `from`. Raises in `to`; nothing is raised in `from`. */
void glo_cross(glo_crossing *crossing, int index);

/* From here on what the library's functions give in this state stays within the bounds, which are kept as long as the state.
 * Before the library is opened. */
void glo_lua_bound(lua_State *L, glo_bounds *bounds);
glo_bounds *glo_lua_bounds(lua_State *L); /* NULL: none */
/* Holds the results of a function, on the top, against the bounds: frames, and frames in tables. Raises. */
void glo_check_bounds(lua_State *L, int results, glo_bounds *bounds);

#endif
