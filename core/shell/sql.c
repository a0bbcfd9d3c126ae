/* sql.c: statements in SQL. foresight/shell/sql_shell.lua tells SQL from Lua and turns it into Lua, so that
 * results, faults, history and `_` are those of any statement; this file only carries the text there and
 * back.
 *
 * Example:  select zone from r   ->   return sql([[select zone from r]], {r=r})
 */
#include "shell.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int is_sql; /* .sql was typed, and .lua not since */

static int call_module(lua_State *L) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.shell.sql_shell");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, lua_tostring(L, 1));
    lua_pushvalue(L, 2);
    lua_call(L, 1, 2);
    return 2;
}

/* Two results, or nothing where the library fails: then the text is Lua. */
static bool ask(lua_State *L, const char *name, const char *text) {
    lua_pushcfunction(L, call_module);
    lua_pushstring(L, name);
    lua_pushstring(L, text);
    if (lua_pcall(L, 2, 2, 0) == LUA_OK)
        return true;
    if (getenv("GLOCAL_DEBUG"))
        say("sql: %s", lua_tostring(L, -1));
    lua_pop(L, 1);
    return false;
}

bool sql_parse(lua_State *L, const char *text, statement_kind *out) {
    size_t length;
    if (!ask(L, "chunk", text))
        return false;
    is_sql = lua_toboolean(L, -1);
    lua_pop(L, 1);
    int type = lua_type(L, -1);
    if (type == LUA_TSTRING) {
        const char *source = lua_tolstring(L, -1, &length);
        *out =
            luaL_loadbufferx(L, source, length, "=shell", "t") == LUA_OK ? STATEMENT_WHOLE : STATEMENT_WRONG;
        lua_remove(L, -2);
        return true;
    }
    *out = STATEMENT_GOES_ON;
    lua_pop(L, 1);
    return type != LUA_TNIL;
}

int sql_ends_before(lua_State *L, const char *line) {
    if (!ask(L, "ends_before", line))
        return 0;
    int ends = lua_toboolean(L, -2);
    lua_pop(L, 2);
    return ends;
}

const char *sql_prompt(const char *prompt) {
    static char with_sql[80];
    size_t length = strlen(prompt);
    if (!is_sql || length < 2)
        return prompt;
    snprintf(with_sql, sizeof with_sql, "%.*s sql> ", (int)(length - 2), prompt);
    return with_sql;
}
