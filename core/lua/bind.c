/* bind.c: the registry in a Lua state, and the helpers of bind.h. The registry is a Lua list, kept in the
 * state's own registry table under the address below: the address of each glo_function, and from the moment that somebody asks for
 * it a table with its fields, so that a state opens without them. */
#include "lua/bind.h"

#include "base/err.h"
#include "hold.h"
#include "lua/crossing.h"

#include <stdarg.h>
#include <string.h>

static const char functions_key = 0, doors_key = 0, capabilities_key = 0, lacking_key = 0, job_key = 0,
                  failure_key = 0;

static const char *const capability_names[] = {"store.read", "store.write", "file.read", "file.write",
                                               "process"};

const char *glo_capability_name(unsigned capability) {
    int i = 0;
    while (i < 4 && !(capability & (1u << i)))
        i++;
    return capability_names[i];
}

bool glo_capability_find(const char *name, unsigned *out) {
    for (int i = 0; i < 5; i++) {
        if (strcmp(name, capability_names[i]) == 0) {
            *out = 1u << i;
            return true;
        }
    }
    return false;
}

unsigned glo_lua_capabilities(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &capabilities_key);
    unsigned allowed = (unsigned)lua_tointeger(L, -1);
    lua_pop(L, 1);
    return allowed;
}

static void push_capabilities(lua_State *L, unsigned needs) {
    lua_newtable(L);
    for (int i = 0, n = 0; i < 5; i++) {
        if (needs & (1u << i)) {
            lua_pushstring(L, capability_names[i]);
            lua_rawseti(L, -2, ++n);
        }
    }
}

static void set_text(lua_State *L, const char *key, const char *value) {
    lua_pushstring(L, value);
    lua_setfield(L, -2, key);
}

static void set_boolean(lua_State *L, const char *key, bool value) {
    lua_pushboolean(L, value);
    lua_setfield(L, -2, key);
}

/* "day|week" as a list; nothing for NULL. */
static void set_values(lua_State *L, const char *values) {
    if (!values)
        return;
    lua_newtable(L);
    for (lua_Integer n = 1; values; n++) {
        const char *bar = strchr(values, '|');
        lua_pushlstring(L, values, bar ? (size_t)(bar - values) : strlen(values));
        lua_rawseti(L, -2, n);
        values = bar ? bar + 1 : NULL;
    }
    lua_setfield(L, -2, "values");
}

static void set_parameters(lua_State *L, const glo_parameter *parameter) {
    lua_newtable(L);
    for (lua_Integer n = 1; parameter && parameter->name; parameter++, n++) {
        lua_newtable(L);
        set_text(L, "name", parameter->name);
        set_text(L, "type", parameter->type);
        set_boolean(L, "is_option", parameter->is_option);
        set_boolean(L, "is_optional", parameter->is_optional);
        set_text(L, "default", parameter->otherwise);
        set_values(L, parameter->values);
        set_text(L, "set", parameter->set);
        set_text(L, "unit", parameter->unit);
        set_text(L, "doc", parameter->doc ? parameter->doc : "");
        lua_rawseti(L, -2, n);
    }
    lua_setfield(L, -2, "parameters");
}

static void set_results(lua_State *L, const glo_result *result) {
    lua_newtable(L);
    for (lua_Integer n = 1; result && result->type; result++, n++) {
        lua_newtable(L);
        set_text(L, "type", result->type);
        set_text(L, "doc", result->doc);
        lua_rawseti(L, -2, n);
    }
    lua_setfield(L, -2, "returns");
}

static void push_declaration(lua_State *L, const glo_function *function) {
    lua_newtable(L);
    set_text(L, "name", function->name);
    set_text(L, "doc", function->doc);
    set_parameters(L, function->parameters);
    set_results(L, function->returns);
    set_text(L, "raises", function->raises);
    set_text(L, "fails", function->fails);
    push_capabilities(L, function->needs);
    lua_setfield(L, -2, "needs");
    set_boolean(L, "leaves", function->leaves);
    set_boolean(L, "internal", function->is_internal);
    set_text(L, "since", function->since);
    set_text(L, "example", function->example);
    const char *file = strstr(function->file, "core/lua/"); /* the compiler may have been given more */
    set_text(L, "file", file ? file : function->file);
    lua_pushinteger(L, function->line);
    lua_setfield(L, -2, "line");
}

/* Appends the function to the list in the state's registry. */
static void register_function(lua_State *L, const glo_function *function) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_pushlightuserdata(L, (void *)(uintptr_t)function);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
    lua_pop(L, 1);
}

/* Pushes the declaration at a place of the list; nil behind its end. `list`: where that is on the stack. */
static void push_declared(lua_State *L, int list, lua_Integer place) {
    if (lua_rawgeti(L, list, place) != LUA_TLIGHTUSERDATA)
        return;
    const glo_function *function = lua_touserdata(L, -1);
    lua_pop(L, 1);
    push_declaration(L, function);
    lua_pushvalue(L, -1);
    lua_rawseti(L, list, place);
}

/* How many values a call may have at most, the object of a method among them. */
static int most_arguments(const glo_function *function) {
    int count = strchr(function->name, ':') != NULL;
    for (const glo_parameter *p = function->parameters; p && p->name; p++)
        count += !p->is_option;
    return count;
}

/* "bad argument #2 to 'sort': it takes 1: keys (the columns; ...)": of one argument with what it is. */
static int raise_surplus(lua_State *L, const glo_function *function, int most) {
    const char *colon = strchr(function->name, ':');
    int taken = most - (colon != NULL), listed = 0;
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (const glo_parameter *p = function->parameters; p && p->name; p++) {
        if (p->is_option)
            continue;
        luaL_addstring(&text, listed++ ? ", " : ": ");
        luaL_addstring(&text, p->name);
        if (taken == 1 && p->doc && *p->doc) {
            luaL_addstring(&text, " (");
            luaL_addstring(&text, p->doc);
            luaL_addchar(&text, ')');
        }
    }
    luaL_pushresult(&text);
    const char *names = lua_tostring(L, -1), *name = colon ? colon + 1 : function->name;
    if (taken == 0)
        return glo_error(L, "bad argument #1 to '%s': it takes no arguments", name);
    return glo_error(L, "bad argument #%d to '%s': it takes %d%s", taken + 1, name, taken, names);
}

/* Bit i: argument i is read in place. */
static lua_Integer arguments_in_place(const glo_function *function) {
    lua_Integer bits = 0;
    int argument = strchr(function->name, ':') != NULL;
    for (const glo_parameter *p = function->parameters; p && p->name; p++) {
        argument += !p->is_option;
        bits |= (lua_Integer)p->is_in_place << argument;
    }
    return bits;
}

enum { ROOM = 60 }; /* on the stack, for what a function keeps there while it runs */

/* What stands in the tables for a function: upvalues are its declaration, how many values it takes, which of them are read
 * in place, and the bounds of what it may give (lua/crossing.h) or nil. What was left out is nil, so that what a function pushes is no argument. */
static int call_guarded(lua_State *L) {
    const glo_function *function = lua_touserdata(L, lua_upvalueindex(1));
    int most = (int)lua_tointeger(L, lua_upvalueindex(2)), count = lua_gettop(L);
    if (count > most)
        return raise_surplus(L, function, most);
    luaL_checkstack(L, ROOM, NULL);
    lua_settop(L, most);
    for (int i = 1; i <= count; i++) {
        if (lua_tointeger(L, lua_upvalueindex(3)) >> i & 1)
            continue;
        if (lua_istable(L, i))
            glo_own_table(L, i);
        luaL_argcheck(L, !glo_has_nul(L, i), i, "the text holds a NUL byte");
    }
    glo_bounds *bounds = lua_touserdata(L, lua_upvalueindex(4));
    if (!bounds)
        return function->call(L);
    int results = function->call(L);
    glo_check_bounds(L, results, bounds);
    return results;
}

static void push_function(lua_State *L, const glo_function *function) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)function);
    lua_pushinteger(L, most_arguments(function));
    lua_pushinteger(L, arguments_in_place(function));
    glo_bounds *bounds = glo_lua_bounds(L);
    if (bounds)
        lua_pushlightuserdata(L, bounds);
    else
        lua_pushnil(L);
    lua_pushcclosure(L, call_guarded, 4);
}

/* Notes of a function that is left out what it lacks, so that the library can say so at its call. */
static void note_lacking(lua_State *L, const glo_function *function, unsigned lacking) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lacking_key);
    set_text(L, function->name, glo_capability_name(lacking));
    lua_pop(L, 1);
}

void glo_lua_push_doors(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &doors_key);
}

static void bind_door(lua_State *L, const glo_function *function, unsigned allowed) {
    if (function->needs & ~allowed)
        return;
    glo_lua_push_doors(L);
    push_function(L, function);
    lua_setfield(L, -2, function->name);
    lua_pop(L, 1);
}

void glo_bind(lua_State *L, const glo_function *const *functions) {
    unsigned allowed = glo_lua_capabilities(L);
    for (; *functions; functions++) {
        const glo_function *function = *functions;
        if (function->is_door) {
            bind_door(L, function, allowed);
            continue;
        }
        if (function->needs & ~allowed) {
            note_lacking(L, function, function->needs & ~allowed);
            continue;
        }
        register_function(L, function);
        const char *colon = strchr(function->name, ':');
        push_function(L, function);
        lua_setfield(L, -2, colon ? colon + 1 : function->name);
    }
}

/* core.functions(): all declarations. */
static int list_functions(lua_State *L) {
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    for (lua_Integer i = (lua_Integer)lua_rawlen(L, 1); i >= 1; i--) {
        push_declared(L, 1, i);
        lua_pop(L, 1);
    }
    return 1;
}

/* core.declaration(place): one of them. */
static int one_function(lua_State *L) {
    lua_settop(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    push_declared(L, 2, luaL_checkinteger(L, 1));
    return 1;
}

static bool has_option(const glo_function *function) {
    const glo_parameter *p = function->parameters;
    while (p && p->name && !p->is_option)
        p++;
    return p && p->name;
}

/* core.with_options(): the places of those that take options, by their names. Before core.functions(), while the list has their
 * addresses. */
static int list_with_options(lua_State *L) {
    lua_settop(L, 0);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_newtable(L);
    for (lua_Integer i = (lua_Integer)lua_rawlen(L, 1); i >= 1; i--) {
        bool is_address = lua_rawgeti(L, 1, i) == LUA_TLIGHTUSERDATA;
        const glo_function *function = is_address ? lua_touserdata(L, -1) : NULL;
        lua_pop(L, 1);
        if (!function || !has_option(function))
            continue;
        lua_pushinteger(L, i);
        lua_setfield(L, 2, function->name);
    }
    return 1;
}

/* The message of the last failure since the last call, or nil: for the shell. */
static int take_failure(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &failure_key);
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &failure_key);
    return 1;
}

/* core.note_failure(message): what take_failure gives next, of a function of the library in Lua. */
static int note_failure(lua_State *L) {
    lua_settop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &failure_key);
    return 0;
}

/* core.capabilities: which of them the state was opened with, by name. core.lacking: the capability that is lacking, by
 * the name of the function that was left out for it. */
static void set_capabilities(lua_State *L) {
    unsigned allowed = glo_lua_capabilities(L);
    lua_rawgetp(L, LUA_REGISTRYINDEX, &lacking_key);
    lua_setfield(L, -2, "lacking");
    lua_newtable(L);
    for (int i = 0; i < 5; i++)
        set_boolean(L, capability_names[i], (allowed >> i) & 1);
    lua_setfield(L, -2, "capabilities");
}

static int push_core(lua_State *L) {
    lua_newtable(L);
    glo_bind_frame(L);
    glo_bind_making(L);
    glo_bind_export(L);
    glo_bind_outfile(L);
    glo_bind_supervise(L);
    glo_bind_view(L);
    glo_bind_exchange(L);
    glo_bind_shape(L);
    glo_bind_xml(L);
    glo_bind_look(L);
    glo_bind_read(L);
    glo_bind_store(L);
    glo_bind_sql(L);
    glo_bind_backup(L);
    glo_bind_reconcile(L);
    glo_bind_cube(L);
    glo_bind_series(L);
    glo_bind_changes(L);
    glo_bind_association(L);
    glo_bind_crossimpact(L);
    glo_bind_distribution(L);
    glo_bind_fit(L);
    glo_bind_distinct(L);
    glo_bind_warn(L);
    glo_bind_scan(L);
    glo_bind_nowcast(L);
    glo_bind_discovery(L);
    glo_bind_register(L);
    glo_bind_alerts(L);
    glo_bind_horizon(L);
    glo_bind_cooperation(L);
    glo_bind_score(L);
    glo_bind_network(L);
    glo_bind_placement(L);
    glo_bind_queue(L);
    glo_bind_mse(L);
    glo_bind_graph(L);
    glo_bind_model_run(L);
    glo_bind_sample(L);
    glo_bind_pack(L);
    glo_bind_place(L);
    glo_bind_system(L);
    lua_pushcfunction(L, list_functions);
    lua_setfield(L, -2, "functions");
    lua_pushcfunction(L, one_function);
    lua_setfield(L, -2, "declaration");
    lua_pushcfunction(L, list_with_options);
    lua_setfield(L, -2, "with_options");
    lua_pushcfunction(L, take_failure);
    lua_setfield(L, -2, "take_failure");
    lua_pushcfunction(L, note_failure);
    lua_setfield(L, -2, "note_failure");
    set_capabilities(L);
    return 1;
}

void glo_lua_open(lua_State *L, unsigned capabilities) {
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &functions_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &doors_key);
    lua_newtable(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &lacking_key);
    lua_pushinteger(L, (lua_Integer)capabilities);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &capabilities_key);
    luaL_requiref(L, "glocal.core", push_core, 0);
}

void glo_lua_set_job(lua_State *L, const glo_job *job) {
    lua_pushlightuserdata(L, (void *)(uintptr_t)job);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &job_key);
}

const glo_job *glo_lua_job(lua_State *L) {
    lua_rawgetp(L, LUA_REGISTRYINDEX, &job_key);
    const glo_job *job = lua_touserdata(L, -1);
    lua_pop(L, 1);
    return job;
}

/* The message is remembered too, for the shell: `r = rollup{...}` drops what else was returned. */
int glo_failure(lua_State *L, int status) {
    lua_pushstring(L, glo_message());
    lua_rawsetp(L, LUA_REGISTRYINDEX, &failure_key);
    lua_pushnil(L);
    lua_pushstring(L, glo_message());
    lua_pushstring(L, glo_status_name(status));
    return 3;
}

int glo_give_text(lua_State *L, glo_buf *text) {
    glo_status status = glo_buf_status(text);
    if (status == GLO_OK)
        lua_pushlstring(L, text->data ? text->data : "", text->length);
    return status < 0 ? glo_raise(L) : 1;
}

/* A chunk of the library: its place says nothing to whoever wrote the call. */
static bool is_of_library(const char *source) {
    const char *home = glo_home();
    size_t length = home ? strlen(home) : 0;
    return home && source[0] == '@' && strncmp(source + 1, home, length) == 0 &&
           strncmp(source + 1 + length, "/foresight/", 11) == 0;
}

/* Pushes where the nearest statement outside the library stands, as "script.lua:12: ", or "" where C called, as luaL_where does:
 * so the library's own pcall of a binding gets the bare message. */
static void push_place(lua_State *L) {
    lua_Debug at;
    for (int level = 1; lua_getstack(L, level, &at); level++) {
        lua_getinfo(L, "Sl", &at);
        if (at.currentline <= 0)
            break;
        if (!is_of_library(at.source)) {
            lua_pushfstring(L, "%s:%d: ", at.short_src, at.currentline);
            return;
        }
    }
    lua_pushliteral(L, "");
}

int glo_error(lua_State *L, const char *format, ...) {
    push_place(L);
    va_list values;
    va_start(values, format);
    lua_pushvfstring(L, format, values);
    va_end(values);
    lua_concat(L, 2);
    return lua_error(L);
}

int glo_raise(lua_State *L) {
    return glo_error(L, "%s", glo_message());
}

int glo_fail_or_raise(lua_State *L, glo_status status) {
    if (status == GLO_EINVAL || status == GLO_ENOTFOUND || status == GLO_EAMBIGUOUS)
        return glo_raise(L);
    return glo_failure(L, status);
}

static void wrong_field(lua_State *L, const char *name, const char *expected, int index) {
    glo_error(L, "bad argument '%s': expected %s, got %s", name, expected, luaL_typename(L, index));
}

int glo_push_field(lua_State *L, int index, const char *name) {
    if (!lua_istable(L, index)) {
        lua_pushnil(L);
        return LUA_TNIL;
    }
    index = lua_absindex(L, index);
    lua_pushstring(L, name);
    return lua_rawget(L, index);
}

const char *glo_field_text(lua_State *L, int index, const char *name, const char *otherwise) {
    if (glo_push_field(L, index, name) == LUA_TNIL) {
        lua_pop(L, 1);
        return otherwise;
    }
    if (lua_type(L, -1) != LUA_TSTRING)
        wrong_field(L, name, "a text", -1);
    const char *text = lua_tostring(L, -1);
    lua_pop(L, 1); /* still referenced by the table */
    return text;
}

lua_Integer glo_field_integer(lua_State *L, int index, const char *name, lua_Integer otherwise) {
    glo_push_field(L, index, name);
    int is_integer;
    lua_Integer value = lua_isnil(L, -1) ? otherwise : lua_tointegerx(L, -1, &is_integer);
    if (!lua_isnil(L, -1) && !is_integer)
        wrong_field(L, name, "a whole number", -1);
    lua_pop(L, 1);
    return value;
}

int glo_field_boolean(lua_State *L, int index, const char *name) {
    glo_push_field(L, index, name);
    int value = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return value;
}

const char **glo_push_texts(lua_State *L, int index, const char *name, size_t *out_count) {
    index = lua_absindex(L, index);
    size_t count = lua_istable(L, index) ? glo_list_length(L, index) : 0;
    const char **texts = lua_newuserdatauv(L, (count + 1) * sizeof *texts, 0);
    for (size_t i = 0; i < count; i++) {
        if (lua_rawgeti(L, index, (lua_Integer)i + 1) != LUA_TSTRING)
            glo_error(L, "bad argument '%s': expected a list of texts", name);
        texts[i] = lua_tostring(L, -1);
        lua_pop(L, 1);
    }
    texts[count] = NULL;
    *out_count = count;
    return texts;
}

const char **glo_field_texts(lua_State *L, int index, const char *name, size_t *out_count) {
    int type = glo_push_field(L, index, name);
    if (type != LUA_TTABLE && type != LUA_TNIL)
        wrong_field(L, name, "a list of texts", -1);
    return glo_push_texts(L, -1, name, out_count);
}

void glo_push_flags(lua_State *L, const glo_flags *flags) {
    lua_newtable(L);
    for (int letter = 0; letter < 128; letter++) {
        const char name[] = {(char)letter, '\0'};
        if (!flags->by_letter[letter])
            continue;
        lua_pushinteger(L, flags->by_letter[letter]);
        lua_setfield(L, -2, name);
    }
}
