/* test_bind.c: the registry describes every function whole, and a state has only what it may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "lua/bind.h"

#include <lualib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static lua_State *open_state(unsigned capabilities) {
    lua_State *L = luaL_newstate();
    assert_non_null(L);
    luaL_openlibs(L);
    glo_lua_open(L, capabilities);
    lua_setglobal(L, "core");
    return L;
}

static void run(lua_State *L, const char *chunk) {
    if (luaL_dostring(L, chunk))
        fail_msg("%s", lua_tostring(L, -1));
    lua_settop(L, 0);
}

static void test_every_field(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_EVERYTHING);
    run(L, "local seen, list = {}, core.functions()\n"
           "assert(#list > 80, #list)\n"
           "for _, f in ipairs(list) do\n"
           "  for _, key in ipairs {'name', 'since', 'doc', 'example', 'file'} do\n"
           "    assert(type(f[key]) == 'string' and #f[key] > 1, f.name .. ' has no ' .. key)\n"
           "  end\n"
           "  assert(f.since:match '^%d+%.%d+', f.name .. ': ' .. f.since)\n"
           "  assert(f.doc:match '%.$', f.name .. ': the doc is no sentence')\n"
           "  assert(type(f.needs) == 'table' and type(f.internal) == 'boolean', f.name)\n"
           "  assert(f.file:match '^core/lua/[%w_/]+%.c$' and f.line > 1, f.name .. ': ' .. f.file)\n"
           "  for _, p in ipairs(f.parameters) do\n"
           "    assert(#p.name > 0 and #p.type > 0, f.name)\n"
           "    assert(#p.doc > 0 or p.type == 'table', f.name .. ': nothing is said of ' .. p.name)\n"
           "    assert(not p.default or p.is_optional, f.name .. ': ' .. p.name .. ' has a default and is "
           "required')\n"
           "  end\n"
           "  for _, r in ipairs(f.returns) do assert(#r.type > 0 and #r.doc > 0, f.name) end\n"
           "  assert(not seen[f.name], f.name .. ' comes twice')\n"
           "  seen[f.name] = true\n"
           "end\n");
    lua_close(L);
}

/* A parameter is data: every field of the declaration comes through. */
static void test_parameters_as_data(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_EVERYTHING);
    run(L, "local by_name = {}\n"
           "for _, f in ipairs(core.functions()) do by_name[f.name] = f end\n"
           "local n = by_name['frame:head'].parameters[1]\n"
           "assert(n.name == 'n' and n.type == 'integer' and n.default == '10' and n.unit == 'rows')\n"
           "assert(n.is_optional and not n.is_option and not n.values)\n"
           "local every = by_name.period.parameters[2]\n"
           "assert(table.concat(every.values, ' ') == 'day week month quarter year')\n"
           "local bare = by_name['frame:to_csv'].parameters[4]\n"
           "assert(bare.name == 'bare' and bare.is_option)\n"
           "assert(by_name.sum.internal and not by_name.period.internal)\n"
           "assert(by_name['frame:to_csv'].parameters[1].set == 'file')\n");
    lua_close(L);
}

static void test_surplus_arguments(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_EVERYTHING);
    run(L, "local f = core.frame {{a = 1}}\n"
           "assert(#f:head(1) == 1)\n"
           "local well, message = pcall(f.head, f, 1, 2)\n"
           "assert(not well and message:find(\"bad argument #2 to 'head': it takes 1\", 1, true), message)\n"
           "well, message = pcall(f.columns, f, 1)\n"
           "assert(message == \"bad argument #1 to 'columns': it takes no arguments\", message)\n"
           "well, message = pcall(f.get, f, 1, 'a', 3)\n"
           "assert(message == \"bad argument #3 to 'get': it takes 2: row, name\", message)\n"
           "well, message = pcall(f.sort, f, 'a', 'desc')\n"
           "assert(message:find('it takes 1: keys (the columns; a minus before a name', 1, true), message)\n"
           "well, message = pcall(core.fold, 'a', 'b')\n"
           "assert(not well and message:find(\"#2 to 'fold'\", 1, true), message)\n");
    lua_close(L);
}

/* A state without capabilities has the Lua library, whose functions say what they lack. */
static void test_library_restricted(void **state) {
    (void)state;
    lua_State *L = luaL_newstate();
    assert_non_null(L);
    luaL_openlibs(L);
    assert_int_equal(glo_lua_open_library(L, GLO_NEEDS_STORE_READ), GLO_OK);
    lua_setglobal(L, "glocal");
    run(L, "local function lacks(need, f, ...)\n"
           "  local well, message = pcall(f, ...)\n"
           "  assert(not well and message:find('needs ' .. need, 1, true), message)\n"
           "end\n"
           "lacks('store.write', glocal.init, '/nowhere/x.db')\n"
           "lacks('store.write', glocal.register_judgement, {})\n"
           "lacks('store.write', glocal.undo)\n"
           "lacks('file.write', glocal.brief, {zone = 'BE'})\n"
           "local f = glocal.frame {{a = 1}, {a = 2}}\n"
           "lacks('file.write', f.to_xlsx, f, '/nowhere/x.xlsx')\n"
           "lacks('file.write', f.plot, f)\n"
           "assert(f:sum 'a' == 3)\n"
           "assert(select(3, glocal.open '/nowhere/x.db') == 'not_found')\n"
           "assert(not io and not package and not debug and not dofile and not os.execute)\n"
           "assert(require 'glocal' == glocal and not pcall(require, 'io'))\n"
           "assert(getmetatable '' == false and not load '\\27Lua')\n"
           "assert(not pcall(function() glocal.zones = nil end))\n");
    lua_close(L);
}

/* Every function in the tables that Lua sees is in the registry. */
static void test_nothing_unregistered(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_EVERYTHING);
    run(L, "local known = {functions = true, declaration = true, with_options = true, take_failure = true, "
           "note_failure = true}\n"
           "for _, f in ipairs(core.functions()) do known[f.name:match '[^:]+$'] = true end\n"
           "local function look(t)\n"
           "  for name, value in pairs(t) do\n"
           "    if type(value) == 'function' then assert(known[name], name .. ' is not registered') end\n"
           "    if type(value) == 'table' and name:match '_methods$' then look(value) end\n"
           "  end\n"
           "end\n"
           "look(core)\n"
           "assert(core.store_methods.sql and core.frame_methods.head and core.open_store)\n");
    lua_close(L);
}

/* For each set of capabilities: what is there needs no other, and what is not there needs one. */
static void test_capabilities(void **state) {
    (void)state;
    for (unsigned allowed = 0; allowed <= GLO_EVERYTHING; allowed++) {
        lua_State *L = open_state(allowed);
        lua_State *all = open_state(GLO_EVERYTHING);
        static const char *const names[] = {"store.read", "store.write", "file.read", "file.write",
                                            "process"};
        lua_newtable(L);
        for (int i = 0; i < 5; i++) {
            lua_pushboolean(L, (allowed >> i) & 1);
            lua_setfield(L, -2, names[i]);
        }
        lua_setglobal(L, "allowed");
        lua_newtable(L);
        run(all, "names = {} for _, f in ipairs(core.functions()) do\n"
                 "  names[#names + 1] = f.name .. ' ' .. table.concat(f.needs, ' ') end\n"
                 "names = table.concat(names, '\\n')");
        lua_getglobal(all, "names");
        lua_pushstring(L, lua_tostring(all, -1));
        lua_setglobal(L, "names");
        run(L, "local have = {}\n"
               "for _, f in ipairs(core.functions()) do have[f.name] = true end\n"
               "for line in names:gmatch '[^\\n]+' do\n"
               "  local name, needs = line:match '^(%S+)(.*)$'\n"
               "  local may = true\n"
               "  for need in needs:gmatch '%S+' do may = may and allowed[need] end\n"
               "  assert((have[name] or false) == may, name)\n"
               "  local noun, method = name:match '^(%w+):(.+)$'\n"
               "  local where = noun and core[noun .. '_methods'] or not noun and core or nil\n"
               "  if where and where[method or name] then assert(may, name .. ' is there') end\n"
               "end\n");
        lua_close(L);
        lua_close(all);
    }
}

static void test_restricted_by_name(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_NEEDS_STORE_READ);
    run(L, "assert(core.open_store and core.store_methods.sql)\n"
           "assert(core.create_store == nil and core.sha256 == nil)\n"
           "for _, name in ipairs {'import_file', 'retract', 'disclose', 'load_reference'} do\n"
           "  assert(core.store_methods[name] == nil, name)\n"
           "end\n"
           "assert(core.frame_methods.to_csv == nil and core.frame_methods.head)\n");
    lua_close(L);
    L = open_state(GLO_NEEDS_NOTHING);
    run(L, "assert(core.open_store == nil and next(core.store_methods) == nil and core.fold('A') == 'a')");
    lua_close(L);
}

/* Lists with holes as SQL parameters: what is missing is NULL, and no more is written than there is room. */
static void test_parameters_with_holes(void **state) {
    (void)state;
    lua_State *L = open_state(GLO_EVERYTHING);
    char path[64];
    snprintf(path, sizeof path, "/tmp/glo-bind-%d.db", (int)getpid());
    unlink(path);
    lua_pushstring(L, path);
    lua_setglobal(L, "path");
    run(L,
        "local store = assert(core.create_store(path))\n"
        "local f = assert(store:sql('select ?1 is null a, ?8 b', {nil, nil, nil, nil, nil, nil, nil, 8}))\n"
        "assert(f.a[1] == 1 and f.b[1] == 8)\n"
        "f = assert(store:sql('select :x x, ?2 y', {1, 2, x = 'named'}))\n"
        "assert(f.x[1] == 'named' and f.y[1] == 2)\n"
        "assert(select(3, store:sql 'vacuum') == 'sql')\n"
        "assert(not pcall(store.sql, store, 'select ?', {{}}))\n"
        "store:close() store:close()\n"
        "assert(not pcall(store.state, store))\n");
    lua_close(L);
    unlink(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_field),        cmocka_unit_test(test_nothing_unregistered),
        cmocka_unit_test(test_parameters_as_data), cmocka_unit_test(test_surplus_arguments),
        cmocka_unit_test(test_library_restricted), cmocka_unit_test(test_capabilities),
        cmocka_unit_test(test_restricted_by_name), cmocka_unit_test(test_parameters_with_holes),
    };
    return cmocka_run_group_tests_name("lua/bind", tests, NULL, NULL);
}
