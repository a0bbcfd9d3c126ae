/* lists.c: lists in and out. Example in lists.h. */
#include "lists.h"

#include "../hold.h"

#include "base/err.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <stdint.h>

static const char *raise_field(lua_State *L, const char *name, const char *expected) {
    glo_error(L, "bad argument '%s': expected %s, got %s", name, expected, luaL_tolstring(L, -1, NULL));
    return NULL;
}

double *glo_take_numbers(lua_State *L, int options, const char *name, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, name) == LUA_TNIL)
        return NULL;
    if (!lua_istable(L, -1))
        raise_field(L, name, "a list of numbers");
    size_t count = glo_list_length(L, -1); /* a table may claim any length */
    int list = lua_gettop(L);
    double *numbers = lua_newuserdatauv(L, (count + 1) * sizeof *numbers, 0);
    for (size_t i = 0; i < count; i++) {
        int is_number;
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        numbers[i] = lua_tonumberx(L, -1, &is_number);
        if (!is_number || lua_type(L, -1) != LUA_TNUMBER || numbers[i] != numbers[i])
            raise_field(L, name, "a list of numbers");
        lua_pop(L, 1);
    }
    *out_count = count;
    return numbers;
}

uint32_t *glo_take_places(lua_State *L, int options, const char *name, size_t places, size_t *out_count) {
    *out_count = 0;
    if (glo_push_field(L, options, name) == LUA_TNIL)
        return NULL;
    if (!lua_istable(L, -1))
        raise_field(L, name, "a list of places");
    size_t count = glo_list_length(L, -1); /* a table may claim any length */
    int list = lua_gettop(L);
    uint32_t *found = lua_newuserdatauv(L, (count + 1) * sizeof *found, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        lua_Integer place = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : 0;
        if (place < 1 || (lua_Unsigned)place > places)
            raise_field(L, name, "a list of places");
        found[i] = (uint32_t)(place - 1);
        lua_pop(L, 1);
    }
    *out_count = count;
    return found;
}

double glo_take_number(lua_State *L, int options, const char *name, double otherwise) {
    double value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL) {
        if (lua_type(L, -1) != LUA_TNUMBER)
            raise_field(L, name, "a number");
        value = lua_tonumber(L, -1);
        if (value != value)
            raise_field(L, name, "a number");
    }
    lua_pop(L, 1);
    return value;
}

size_t glo_take_whole(lua_State *L, int options, const char *name, lua_Integer otherwise, lua_Integer least,
                      lua_Integer most) {
    lua_Integer value = glo_field_integer(L, options, name, otherwise);
    if (value < least || value > most)
        glo_error(L, "bad argument '%s': expected a whole number from %I to %I, got %I", name, least, most,
                  value);
    return (size_t)value;
}

glo_edges glo_take_edges(lua_State *L, int options) {
    size_t from_count, to_count, length_count;
    glo_edges edges = {.nodes = glo_take_whole(L, options, "nodes", 0, 1, GLO_MOST_NODES),
                       .is_directed = glo_field_boolean(L, options, "directed")};
    edges.from = glo_take_places(L, options, "from", edges.nodes, &from_count);
    edges.to = glo_take_places(L, options, "to", edges.nodes, &to_count);
    edges.lengths = glo_take_numbers(L, options, "lengths", &length_count);
    edges.count = from_count;
    if (to_count != from_count || (edges.lengths && length_count != from_count))
        glo_error(L, "bad argument 'to': %d links from, %d to and %d lengths", (int)from_count, (int)to_count,
                  (int)length_count);
    for (size_t e = 0; edges.lengths && e < edges.count; e++) {
        if (!(edges.lengths[e] >= 0))
            glo_error(L, "bad argument 'lengths': %f is below 0", edges.lengths[e]);
    }
    return edges;
}

void glo_give_numbers(lua_State *L, const double *numbers, size_t count) {
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushnumber(L, numbers[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void glo_give_places(lua_State *L, const uint32_t *places, size_t count) {
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, (lua_Integer)places[i] + 1);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void glo_give_set(lua_State *L, const bool *set, size_t count) {
    lua_Integer at = 0;
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        if (!set[i])
            continue;
        lua_pushinteger(L, (lua_Integer)i + 1);
        lua_rawseti(L, -2, ++at);
    }
}

void glo_put_number(lua_State *L, const char *name, double value) {
    lua_pushnumber(L, value);
    lua_setfield(L, -2, name);
}

void glo_put_whole(lua_State *L, const char *name, size_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

void glo_put_boolean(lua_State *L, const char *name, bool value) {
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}
