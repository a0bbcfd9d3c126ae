/* crossing.c: see crossing.h. */
#include "lua/crossing.h"

#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "taken.h"

#include <string.h>
#include <time.h>

static const char bounds_key = 0;
static const luaL_Reg no_metamethods[] = {{NULL, NULL}};

/* ---- bounds ---- */

glo_status glo_bounds_enter(glo_bounds *bounds, glo_marking marking) {
    glo_marking joined = glo_marking_join(bounds->ceiling, marking);
    if (glo_marking_pack(joined) != glo_marking_pack(bounds->ceiling)) {
        char is[GLO_MARKING_SIZE], may[GLO_MARKING_SIZE];
        glo_marking_format(marking, is);
        glo_marking_format(bounds->ceiling, may);
        return glo_fail(GLO_EMARKING, "this is marked %s, and the pack may read up to %s", is, may);
    }
    bounds->entered = glo_marking_join(bounds->entered, marking);
    return GLO_OK;
}

void glo_lua_bound(lua_State *L, glo_bounds *bounds) {
    lua_pushlightuserdata(L, bounds);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &bounds_key);
}

glo_bounds *glo_lua_bounds(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &bounds_key);
    glo_bounds *bounds = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return bounds;
}

static void check_value(lua_State *L, int index, glo_bounds *bounds) {
    const glo_frame *frame = glo_test_frame(L, index);
    if (frame && glo_bounds_enter(bounds, glo_frame_marking(frame)) < 0)
        glo_raise(L);
}

void glo_check_bounds(lua_State *L, int results, glo_bounds *bounds) {
    luaL_checkstack(L, 4, NULL);
    for (int i = lua_gettop(L) - results + 1; results > 0; i++, results--) {
        check_value(L, i, bounds);
        if (!lua_istable(L, i))
            continue;
        for (lua_pushnil(L); lua_next(L, i); lua_pop(L, 1))
            check_value(L, -1, bounds);
    }
}

/* ---- values ---- */

/* A step of the copying. A table whose keys collide takes ever longer for each: it was made within the budget of a pack, and is
 * copied within none. */
static void step(glo_crossing *c) {
    enum { STEPS = 256 };
    const double ALLOWED = 0.1, PER_STEP = 10e-6; /* seconds; usual is a fifth of a microsecond */
    struct timespec now;
    if (++c->steps % STEPS != 1)
        return;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    double seconds = (double)now.tv_sec + (double)now.tv_nsec / 1e9;
    if (c->steps == 1)
        c->began = seconds;
    if (seconds - c->began > ALLOWED + PER_STEP * (double)c->steps)
        glo_error(c->to, "a table with keys that collide can't go into a pack or come out of it");
}

static void count(glo_crossing *c, size_t bytes) {
    c->bytes += bytes;
    if (++c->values > GLO_CROSSING_VALUES)
        glo_error(c->to,
                  "more than %d values at once can't go into a pack or come out of it: hand on a frame",
                  GLO_CROSSING_VALUES);
    if (c->bytes > GLO_CROSSING_BYTES)
        glo_error(c->to, "more than %d MB of text at once can't go into a pack or come out of it",
                  GLO_CROSSING_BYTES >> 20);
    step(c);
}

static void enter_table(glo_crossing *c, int index) {
    const void *table = lua_topointer(c->from, index);
    for (size_t i = 0; i < c->depth; i++) {
        if (c->tables[i] == table)
            glo_error(c->to, "a table that holds itself can't go into a pack or come out of it");
    }
    if (c->depth == GLO_CROSSING_DEPTH)
        glo_error(c->to, "tables nested more than %d deep can't go into a pack or come out of it",
                  GLO_CROSSING_DEPTH);
    c->tables[c->depth++] = table;
}

/* How many values stand behind the list at its beginning: a table with room for them from the start puts no key in its place
 * twice. */
static int others_in(glo_crossing *c, int index, size_t length) {
    int others = 0;
    if (length > 0)
        lua_pushinteger(c->from, (lua_Integer)length);
    else
        lua_pushnil(c->from);
    for (; lua_next(c->from, index); others++) {
        lua_pop(c->from, 1);
        if (others == GLO_CROSSING_VALUES) {
            lua_pop(c->from, 1);
            break;
        }
        step(c);
    }
    return others;
}

static void cross_table(glo_crossing *c, int index) {
    enum { MOST_HINT = 1 << 16 };
    enter_table(c, index);
    if (!c->call && glo_bounds_enter(c->bounds, glo_taken_marking(c->from, index)) < 0)
        glo_raise(c->to);
    size_t length = lua_rawlen(c->from, index);
    lua_createtable(c->to, (int)(length < MOST_HINT ? length : 0), others_in(c, index, length));
    for (lua_pushnil(c->from); lua_next(c->from, index); lua_pop(c->from, 1)) {
        int value = lua_gettop(c->from), key = lua_type(c->from, value - 1);
        if (key != LUA_TSTRING && key != LUA_TNUMBER && key != LUA_TBOOLEAN)
            glo_error(c->to, "a table with a %s for a key can't go into a pack or come out of it",
                      lua_typename(c->from, key));
        glo_cross(c, value - 1);
        glo_cross(c, value);
        lua_rawset(c->to, -3);
    }
    if (c->call && glo_marking_pack(c->bounds->entered))
        glo_mark_taken(c->to, "glocal.crossed", no_metamethods, c->bounds->entered);
    c->depth--;
}

/* ---- frames ---- */

/* The frame as it comes out: with the marking of all that went in, and a step in its provenance. `marked` is what is made on
 * the way. */
static glo_status make_out(const glo_crossing *c, const glo_frame *frame, glo_frame **marked,
                           glo_frame **out) {
    size_t columns[256], count = glo_frame_columns(frame);
    glo_provenance *origin = glo_frame_provenance(frame), *step = NULL;
    for (size_t i = 0; i < count && i < 256; i++)
        columns[i] = i;
    glo_status status =
        glo_frame_mark(frame, glo_marking_join(glo_frame_marking(frame), c->bounds->entered), marked);
    if (status == GLO_OK)
        status = glo_provenance_new(c->call, NULL, 0, 0, &origin, origin != NULL, &step);
    if (status == GLO_OK && count <= 256)
        status = glo_frame_select(*marked, columns, count, step, out);
    else if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "a frame of more than 256 columns can't come out of a pack");
    glo_provenance_free(step);
    return status;
}

static void cross_frame(glo_crossing *c, const glo_frame *frame) {
    glo_marking marking = glo_frame_marking(frame);
    if (!c->call && glo_bounds_enter(c->bounds, marking) < 0)
        glo_raise(c->to);
    glo_frame **slot = glo_push_frame_slot(c->to);
    if (!c->call) {
        if (glo_frame_mark(frame, marking, slot) < 0)
            glo_raise(c->to);
        return;
    }
    glo_frame **marked = glo_push_frame_slot(c->to);
    if (make_out(c, frame, marked, slot) < 0 ||
        (c->receiver && glo_bounds_enter(c->receiver, glo_frame_marking(*slot)) < 0))
        glo_raise(c->to);
    lua_pop(c->to, 1);
}

static void refuse(const glo_crossing *c, int index) {
    const char *what = lua_typename(c->from, lua_type(c->from, index));
    if (lua_type(c->from, index) == LUA_TFUNCTION)
        glo_error(
            c->to,
            "a function can't go into a pack or come out of it: hand on numbers, texts, tables and frames");
    glo_error(c->to, "a %s can't go into a pack or come out of it: hand on numbers, texts, tables and frames",
              strcmp(what, "userdata") == 0 ? "value of the library other than a frame" : what);
}

void glo_cross(glo_crossing *c, int index) {
    size_t length = 0;
    const char *text;
    index = lua_absindex(c->from, index);
    if (!lua_checkstack(c->from, LUA_MINSTACK))
        glo_error(c->to, "not enough memory");
    luaL_checkstack(c->to, LUA_MINSTACK, NULL);
    switch (lua_type(c->from, index)) {
    case LUA_TNIL:
        lua_pushnil(c->to);
        break;
    case LUA_TBOOLEAN:
        lua_pushboolean(c->to, lua_toboolean(c->from, index));
        break;
    case LUA_TNUMBER:
        if (lua_isinteger(c->from, index))
            lua_pushinteger(c->to, lua_tointeger(c->from, index));
        else
            lua_pushnumber(c->to, lua_tonumber(c->from, index));
        break;
    case LUA_TSTRING:
        text = lua_tolstring(c->from, index, &length);
        count(c, length);
        lua_pushlstring(c->to, text, length);
        return;
    case LUA_TTABLE:
        cross_table(c, index);
        break;
    default: {
        const glo_frame *frame = glo_test_frame(c->from, index);
        if (!frame)
            refuse(c, index);
        cross_frame(c, frame);
    }
    }
    count(c, 0);
}
