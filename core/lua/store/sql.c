/* sql.c: SQL over a store and over frames, for Lua: parameters, statements, and what the shell asks of one.
 *
 * Example (Lua):  store:sql("select zone, sum(count) n from $r group by zone", {r=r})
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"

#include <lauxlib.h>

/* The value at the top of the stack as a parameter; texts and frames are borrowed from the parameters' table.
 */
static glo_value value_of(lua_State *L, const char *name) {
    glo_value value = {.kind = GLO_VALUE_NULL, .name = name};
    switch (lua_type(L, -1)) {
    case LUA_TNIL:
        break;
    case LUA_TBOOLEAN:
        value.kind = GLO_VALUE_INTEGER;
        value.integer = lua_toboolean(L, -1);
        break;
    case LUA_TNUMBER:
        value.kind = lua_isinteger(L, -1) ? GLO_VALUE_INTEGER : GLO_VALUE_REAL;
        value.integer = lua_tointeger(L, -1);
        value.real = lua_tonumber(L, -1);
        break;
    case LUA_TSTRING:
        value.kind = GLO_VALUE_TEXT;
        value.text = lua_tostring(L, -1);
        break;
    default:
        value.kind = GLO_VALUE_FRAME;
        value.frame = glo_test_frame(L, -1);
        if (!value.frame)
            glo_error(L,
                      "bad argument #2 to 'sql': a parameter must be a number, a text or a frame, not a %s",
                      luaL_typename(L, -1));
    }
    return value;
}

/* The parameters of the table at `index`: list entries by position, fields by name. */
static glo_value *push_values(lua_State *L, int index, size_t *out_count) {
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        count++;
    /* A list with holes may be longer than its number of values. */
    size_t listed = glo_list_length(L, index), n = 0;
    glo_value *values = lua_newuserdatauv(L, (listed + count + 1) * sizeof *values, 0);
    for (size_t i = 1; i <= listed; i++) {
        lua_rawgeti(L, index, (lua_Integer)i);
        values[n++] = value_of(L, NULL);
        lua_pop(L, 1);
    }
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            values[n++] = value_of(L, lua_tostring(L, -2));
    }
    *out_count = n;
    return values;
}

/* The statement at `index`, its parameters behind it. */
static int run(lua_State *L, glo_store *store, int index) {
    const char *sql = luaL_checkstring(L, index);
    size_t count = 0;
    glo_value *values = NULL;
    if (!lua_isnil(L, index + 1)) {
        luaL_checktype(L, index + 1, LUA_TTABLE);
        values = push_values(L, index + 1, &count);
    }
    glo_frame **slot = glo_push_frame_slot(L);
    int status = glo_store_query(store, sql, values, count, glo_lua_job(L), slot);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(
    store_sql, .name = "store:sql",
    .doc = "Runs one SELECT over the store's tables and over frames. Parameters are bound, never "
           "pasted: ? by position, :name by name; $name where a table may stand is the frame of that "
           "name among them, read in place. Days and months of frames are text in SQL (2024-01-31, "
           "2024-01, 2024-Q1): they compare and sort as time does, and a column that comes out "
           "unchanged has its type and unit again. Of two columns of one name the second is called "
           "name_2. Only reading is allowed: figures come in by store:import and are retracted by "
           "store:retract.",
    GLO_TAKES({.name = "statement", .type = "string", .set = "sql", .doc = "one SELECT"},
              {.name = "parameters",
               .type = "table",
               .is_optional = true,
               .doc = "frames and values by name, or values by position"}),
    GLO_GIVES({.type = "frame", .doc = "the result, under the strictest marking of what was read"}),
    .fails = "sql: a wrong statement", .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
    .example =
        "store:sql('select count(*) n from zone where kind = :kind', {kind='province'}).n[1] --> 22\n"
        "f = frame{{code='BE', n=3}, {code='NL', n=5}}\n"
        "store:sql('select kind, sum(n) n from $f join zone using (code) group by kind', {f=f}).n[1] --> 8") {
    return run(L, glo_use_store(L, 1), 2);
}

GLO_FUNCTION(sql_frames, .name = "sql_frames",
             .doc = "Runs one SELECT over the frames among the parameters and no store; see sql.",
             GLO_TAKES({.name = "statement", .type = "string", .doc = "one SELECT"},
                       {.name = "parameters",
                        .type = "table",
                        .is_optional = true,
                        .doc = "frames and values by name, or values by position"}),
             GLO_GIVES({.type = "frame", .doc = "the result"}), .fails = "sql: a wrong statement",
             .is_internal = true, .since = "0.1",
             .example = "sql_frames('select max(a) a from $f', {f=frame{{a=1}, {a=2}}}).a[1] --> 2") {
    return run(L, NULL, 1);
}

GLO_FUNCTION(sql_is_finished, .name = "sql_is_finished",
             .doc = "Whether an SQL statement may run as it stands, or goes on in the next line.",
             GLO_TAKES({.name = "statement", .type = "string", .doc = "the statement"}),
             GLO_GIVES({.type = "boolean", .doc = "whether it may"}), .is_internal = true, .since = "0.1",
             .example = "sql_is_finished('select 1') --> true\n"
                        "sql_is_finished('select zone, count(*)') --> false") {
    int finished = glo_sql_is_finished(luaL_checkstring(L, 1));
    if (finished < 0)
        return glo_failure(L, finished);
    lua_pushboolean(L, finished);
    return 1;
}

static void add_name(void *context, const char *name, size_t length) {
    lua_State *L = context;
    lua_pushlstring(L, name, length);
    lua_rawseti(L, -2, (lua_Integer)lua_rawlen(L, -2) + 1);
}

GLO_FUNCTION(sql_names, .name = "sql_names",
             .doc =
                 "The names in an SQL statement, of tables, columns and keywords alike, and its parameters "
                 "with their mark; not what stands in texts and comments.",
             GLO_TAKES({.name = "statement", .type = "string", .doc = "the statement"}),
             GLO_GIVES({.type = "string[]", .doc = "the names"}), .is_internal = true, .since = "0.1",
             .example = "sql_names(\"select 'a' from $r -- b\")[3] --> $r") {
    const char *sql = luaL_checkstring(L, 1);
    lua_newtable(L);
    glo_sql_names(sql, add_name, L);
    return 1;
}

GLO_FUNCTION(sql_trace, .name = "sql_trace",
             .doc = "Begins to measure SQL statements, all that run in this program; see profile.",
             .is_internal = true, .since = "0.1",
             .example = "sql_trace()\n"
                        "#sql_traced() --> 0") {
    (void)L;
    glo_sql_trace_start();
    return 0;
}

GLO_FUNCTION(sql_trace_seconds, .name = "sql_trace_seconds",
             .doc = "The time that statements took since sql_trace.",
             GLO_GIVES({.type = "number", .doc = "[seconds] their sum"}), .is_internal = true, .since = "0.1",
             .example = "sql_trace_seconds() >= 0 --> true") {
    lua_pushnumber(L, glo_sql_trace_seconds());
    return 1;
}

GLO_FUNCTION(sql_traced, .name = "sql_traced", .doc = "Ends the measuring.",
             GLO_GIVES({.type = "frame", .doc = "sql, calls, seconds"}), .is_internal = true, .since = "0.1",
             .example = "sql_trace()\n"
                        "sql_frames('select 1')\n"
                        "sql_traced().calls[1] --> 1") {
    glo_frame **slot = glo_push_frame_slot(L);
    glo_status status = glo_sql_trace_stop(slot);
    return status < 0 ? glo_failure(L, status) : 1;
}

static const glo_function *const methods[] = {&store_sql_entry, NULL};
static const glo_function *const functions[] = {&sql_frames_entry,
                                                &sql_is_finished_entry,
                                                &sql_names_entry,
                                                &sql_trace_entry,
                                                &sql_traced_entry,
                                                &sql_trace_seconds_entry,
                                                NULL};

void glo_bind_sql(lua_State *L) {
    lua_getfield(L, -1, "store_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
