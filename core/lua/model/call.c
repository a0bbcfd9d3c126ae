/* call.c: Lua functions as nodes of a model: called for each draw, and therefore slow. The core asks for a block of draws at a time
 * (model/program.h) and never knows who answers.
 *
 * Example (Lua):  x = g:call({a, b}, function(a, b) return a > b and a or 0 end)
 */
#include "base/err.h"
#include "base/hash.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

/* --- functions of a graph --------------------------------------------------------------------------------------- */

void glo_forget_functions(lua_State *L, const glo_model *graph) {
    if (!graph)
        return;
    lua_pushnil(L);
    lua_rawsetp(L, LUA_REGISTRYINDEX, graph);
}

void glo_copy_functions(lua_State *L, const glo_model *from, const glo_model *to) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, from) != LUA_TTABLE) {
        lua_pop(L, 1);
        return;
    }
    lua_newtable(L);
    for (lua_Integer i = 1; lua_rawgeti(L, -2, i) != LUA_TNIL; i++)
        lua_rawseti(L, -2, i);
    lua_pop(L, 1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, to);
    lua_pop(L, 1);
}

/* Keeps the function at the index; its number. */
static size_t keep_function(lua_State *L, const glo_model *graph, int index) {
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, graph) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, graph);
    }
    lua_Integer number = (lua_Integer)lua_rawlen(L, -1) + 1;
    lua_pushvalue(L, index);
    lua_rawseti(L, -2, number);
    lua_pop(L, 1);
    return (size_t)number;
}

static int add_bytes(lua_State *L, const void *bytes, size_t length, void *text) {
    (void)L;
    glo_buf_bytes(text, bytes, length);
    return 0;
}

/* SHA-256 over the function's code and the numbers and texts it holds from around it. */
static const char *identity_of(lua_State *L, int index, char hex[GLO_SHA256_HEX]) {
    glo_buf *text = glo_push_buf(L);
    lua_pushvalue(L, index);
    if (lua_dump(L, add_bytes, text, 1) != 0) {
        glo_fail(GLO_EINVAL, "the function must be written in Lua, as in function(x) return math.sin(x) end");
        glo_raise(L);
    }
    for (int i = 1; lua_getupvalue(L, index, i); i++) {
        int type = lua_type(L, -1);
        bool is_shown = type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TBOOLEAN;
        glo_buf_format(text, "|%s", is_shown ? luaL_tolstring(L, -1, NULL) : lua_typename(L, type));
        lua_pop(L, is_shown ? 2 : 1);
    }
    if (glo_buf_status(text) < 0 || glo_sha256(text->data, text->length, hex) < 0)
        glo_raise(L);
    return hex;
}

GLO_FUNCTION(graph_call, .name = "graph:call",
             .doc = "What a Lua function makes of some nodes, draw by draw.",
             GLO_TAKES({.name = "inputs", .type = "integer[]", .doc = "nodes, at most seven"},
                       {.name = "f", .type = "function", .doc = "of as many numbers; it gives a number"}),
             GLO_GIVES({.type = "integer", .doc = "the node"}), .raises = "more than seven inputs",
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "double = g:call({g:constant(2)}, function(x) return 2 * x end)\n"
                        "run_graph(g, {outputs={double}, draws=10}):quantiles(1, 1, {0.5})[1] --> 4.0") {
    glo_model *graph = glo_check_graph(L, 1);
    size_t count;
    char identity[GLO_SHA256_HEX];
    glo_model_node node = GLO_NO_MODEL_NODE;
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checktype(L, 3, LUA_TFUNCTION);
    const glo_model_node *inputs = glo_push_nodes(L, 2, "inputs", &count);
    size_t number = keep_function(L, graph, 3);
    if (glo_model_call(graph, number, identity_of(L, 3, identity), inputs, count, &node) < 0)
        return glo_raise(L);
    lua_pushinteger(L, node);
    return 1;
}

/* --- calls ------------------------------------------------------------------------------------------------------ */

typedef struct answer {
    lua_State *L;
    const glo_model *graph;
    /* of the block under way */
    size_t function, input_count, count;
    const double *const *inputs;
    double *out;
} answer;

static bool are_finite(const answer *a, size_t k) {
    for (size_t i = 0; i < a->input_count; i++) {
        if (!isfinite(a->inputs[i][k]))
            return false;
    }
    return true;
}

/* Under lua_pcall: the draws of a block. A draw of which an input is no number has none either. */
static int call_block(lua_State *L) {
    const answer *a = lua_touserdata(L, 1);
    lua_rawgetp(L, LUA_REGISTRYINDEX, a->graph);
    lua_rawgeti(L, -1, (lua_Integer)a->function);
    int function = lua_gettop(L);
    luaL_checkstack(L, (int)a->input_count + 4, NULL);
    for (size_t k = 0; k < a->count; k++) {
        if (!are_finite(a, k)) {
            a->out[k] = NAN;
            continue;
        }
        lua_pushvalue(L, function);
        for (size_t i = 0; i < a->input_count; i++)
            lua_pushnumber(L, a->inputs[i][k]);
        lua_call(L, (int)a->input_count, 1);
        if (lua_type(L, -1) != LUA_TNUMBER) {
            lua_pushfstring(L, "the function gave %s, and must give a number",
                            lua_isnil(L, -1) ? "nothing" : luaL_typename(L, -1));
            return lua_error(L);
        }
        a->out[k] = lua_tonumber(L, -1);
        lua_pop(L, 1);
    }
    return 0;
}

/* One inside another where a function runs a model. */
static _Thread_local lua_Integer calls_under_way;

static bool is_cancelled(lua_State *L) {
    const glo_job *job = glo_lua_job(L);
    return job && job->cancel && atomic_load(job->cancel);
}

static glo_status answer_call(void *context, size_t function, const char *quantity,
                              const double *const *inputs, size_t input_count, size_t count, double *out) {
    answer a = *(const answer *)context;
    lua_State *L = a.L;
    a.function = function;
    a.inputs = inputs;
    a.input_count = input_count;
    a.count = count;
    a.out = out;
    if (!lua_checkstack(L, 8))
        return glo_fail(GLO_ENOMEM, "out of memory");
    lua_pushcfunction(L, call_block);
    lua_pushlightuserdata(L, &a);
    calls_under_way++;
    int code = lua_pcall(L, 1, 0, 0);
    calls_under_way--;
    if (code == LUA_OK)
        return GLO_OK;
    const char *said = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "an error that is no text";
    glo_status status = is_cancelled(L)      ? glo_fail(GLO_ECANCELLED, "cancelled")
                        : code == LUA_ERRMEM ? glo_fail(GLO_ENOMEM, "'%s': out of memory", quantity)
                                             : glo_fail(GLO_EINVAL, "'%s': %s", quantity, said);
    lua_pop(L, 1);
    return status;
}

void glo_answer_calls(lua_State *L, const glo_model *graph, glo_program *program) {
    answer *a = lua_newuserdatauv(L, sizeof *a, 0);
    *a = (answer){.L = L, .graph = graph};
    glo_program_answer(program, answer_call, a);
}

GLO_FUNCTION(model_calls, .name = "model_calls",
             .doc = "How many Lua functions of running models are at work, one called by another's run; 0: "
                    "no model is running one.",
             GLO_GIVES({.type = "integer", .doc = "the number"}), .is_internal = true, .since = "0.1",
             .example = "model_calls() --> 0") {
    lua_pushinteger(L, calls_under_way);
    return 1;
}

void glo_bind_graph_call(lua_State *L) {
    static const glo_function *const methods[] = {&graph_call_entry, NULL};
    glo_bind(L, methods);
}

void glo_bind_model_calls(lua_State *L) {
    static const glo_function *const functions[] = {&model_calls_entry, NULL};
    glo_bind(L, functions);
}
