/* taken.c: the marking of rows and columns that were taken out of a frame. Example in taken.h. */
#include "taken.h"

#include "hold.h"

static const char marking_key = 0;

void glo_mark_metatable(lua_State *L, glo_marking marking) {
    lua_pushinteger(L, glo_marking_pack(marking));
    lua_rawsetp(L, -2, &marking_key);
}

void glo_mark_taken(lua_State *L, const char *name, const luaL_Reg *metamethods, glo_marking marking) {
    const char *full = lua_pushfstring(L, "%s:%d", name, (int)glo_marking_pack(marking));
    if (luaL_newmetatable(L, full)) {
        glo_mark_metatable(L, marking);
        luaL_setfuncs(L, metamethods, 0);
    }
    lua_setmetatable(L, -3);
    lua_pop(L, 1);
}

glo_marking glo_taken_marking(lua_State *L, int index) {
    if (!lua_istable(L, index) || !lua_getmetatable(L, index))
        return (glo_marking){0, 0};
    lua_rawgetp(L, -1, &marking_key);
    const glo_marking marking = glo_marking_unpack(lua_tointeger(L, -1));
    lua_pop(L, 2);
    return marking;
}

glo_marking glo_taken_list_marking(lua_State *L, int index) {
    glo_marking marking = glo_taken_marking(L, index);
    const lua_Integer count = (lua_Integer)glo_list_length(L, index);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, index, i);
        marking = glo_marking_join(marking, glo_taken_marking(L, -1));
        lua_pop(L, 1);
    }
    return marking;
}
