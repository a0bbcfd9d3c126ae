/* graph.c: a model's graph as a Lua value. foresight/scenario/ makes its nodes of what an analyst writes.
 *
 * Example (Lua):  g = core.graph()   x = g:variable "x"   g:define(x, g:apply("add", {g:constant(1), g:constant(2)}))
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"

#include <lauxlib.h>
#include <string.h>

#define GRAPH "glocal.graph"

glo_model *glo_check_graph(lua_State *L, int index) {
    glo_model **slot = luaL_checkudata(L, index, GRAPH);
    luaL_argcheck(L, *slot, index, "the graph is empty");
    return *slot;
}

static int graph_gc(lua_State *L) {
    glo_model **slot = luaL_checkudata(L, 1, GRAPH);
    glo_forget_functions(L, *slot);
    glo_model_free(*slot);
    *slot = NULL;
    return 0;
}

static glo_model **push_slot(lua_State *L) {
    glo_model **slot = lua_newuserdatauv(L, sizeof(glo_model *), 0);
    *slot = NULL;
    luaL_setmetatable(L, GRAPH);
    return slot;
}

double *glo_push_numbers(lua_State *L, int index, const char *name, size_t *out_count) {
    size_t count = lua_istable(L, index) ? glo_list_length(L, index) : 0;
    double *numbers = lua_newuserdatauv(L, (count + 1) * sizeof *numbers, 0);
    for (size_t i = 0; i < count; i++) {
        int is_number;
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        numbers[i] = lua_tonumberx(L, -1, &is_number);
        if (!is_number)
            glo_error(L, "bad argument '%s': expected a list of numbers", name);
        lua_pop(L, 1);
    }
    *out_count = count;
    return numbers;
}

static glo_model_node check_node(lua_State *L, int index) {
    lua_Integer id = luaL_checkinteger(L, index);
    return id < 0 || id > INT32_MAX ? GLO_NO_MODEL_NODE : (glo_model_node)id;
}

glo_model_node *glo_push_nodes(lua_State *L, int index, const char *name, size_t *out_count) {
    size_t count = lua_istable(L, index) ? glo_list_length(L, index) : 0;
    glo_model_node *nodes = lua_newuserdatauv(L, (count + 1) * sizeof *nodes, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        if (!lua_isinteger(L, -1))
            glo_error(L, "bad argument '%s': expected a list of nodes", name);
        nodes[i] = check_node(L, lua_gettop(L));
        lua_pop(L, 1);
    }
    *out_count = count;
    return nodes;
}

static int give_node(lua_State *L, glo_status status, glo_model_node node) {
    if (status < 0)
        return glo_raise(L);
    lua_pushinteger(L, node);
    return 1;
}

static int done(lua_State *L, glo_status status) {
    return status < 0 ? glo_raise(L) : 0;
}

GLO_FUNCTION(graph_new, .name = "graph", .doc = "An empty graph of a model; model is the way to make one.",
             GLO_GIVES({.type = "graph", .doc = "the graph"}), .is_internal = true, .since = "0.1",
             .example = "#graph() --> 0") {
    return glo_model_new(push_slot(L)) < 0 ? glo_raise(L) : 1;
}

static int graph_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)glo_model_size(glo_check_graph(L, 1)));
    return 1;
}

GLO_FUNCTION(graph_copy, .name = "graph:copy", .doc = "The same graph once more, to be changed by itself.",
             GLO_GIVES({.type = "graph", .doc = "the copy"}), .is_internal = true, .since = "0.1",
             .example = "#graph():copy() --> 0") {
    const glo_model *graph = glo_check_graph(L, 1);
    glo_model **slot = push_slot(L);
    if (glo_model_copy(graph, slot) < 0)
        return glo_raise(L);
    glo_copy_functions(L, graph, *slot);
    return 1;
}

GLO_FUNCTION(graph_constant, .name = "graph:constant", .doc = "A number.",
             GLO_TAKES({.name = "value", .type = "number", .doc = "the number"}),
             GLO_GIVES({.type = "integer", .doc = "its node"}), .is_internal = true, .since = "0.1",
             .example = "graph():constant(2) --> 0") {
    glo_model_node node = GLO_NO_MODEL_NODE;
    glo_status status = glo_model_constant(glo_check_graph(L, 1), luaL_checknumber(L, 2), &node);
    return give_node(L, status, node);
}

GLO_FUNCTION(graph_apply, .name = "graph:apply", .doc = "An operation on nodes.",
             GLO_TAKES({.name = "operation", .type = "string", .doc = "its name: add, min, choose ..."},
                       {.name = "inputs", .type = "integer[]", .doc = "nodes"}),
             GLO_GIVES({.type = "integer", .doc = "the node"}),
             .raises = "an unknown operation, or inputs it does not take", .is_internal = true,
             .since = "0.1",
             .example = "g = graph()\n"
                        "g:apply('add', {g:constant(1), g:constant(2)}) --> 2") {
    glo_model *graph = glo_check_graph(L, 1);
    glo_model_op op;
    glo_model_node node = GLO_NO_MODEL_NODE;
    size_t count;
    if (glo_model_op_find(luaL_checkstring(L, 2), &op) < 0)
        return glo_raise(L);
    luaL_checktype(L, 3, LUA_TTABLE);
    const glo_model_node *inputs = glo_push_nodes(L, 3, "inputs", &count);
    glo_status status = glo_model_apply(graph, op, inputs, count, &node);
    return give_node(L, status, node);
}

GLO_FUNCTION(graph_lookup, .name = "graph:lookup", .doc = "A line through points.",
             GLO_TAKES({.name = "x", .type = "integer", .doc = "node"},
                       {.name = "xs", .type = "number[]", .doc = "rising"},
                       {.name = "ys", .type = "number[]", .doc = "as many"},
                       {.name = "extrapolated",
                        .type = "boolean",
                        .is_optional = true,
                        .doc = "goes on straight beyond the points"}),
             GLO_GIVES({.type = "integer", .doc = "the node"}), .raises = "points that do not rise",
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:lookup(g:constant(1), {0, 2}, {0, 4}) --> 1") {
    glo_model *graph = glo_check_graph(L, 1);
    glo_model_node x = check_node(L, 2), node = GLO_NO_MODEL_NODE;
    size_t count, y_count;
    bool is_extrapolated = lua_toboolean(L, 5);
    const double *xs = glo_push_numbers(L, 3, "xs", &count), *ys = glo_push_numbers(L, 4, "ys", &y_count);
    if (count != y_count)
        return glo_error(L, "a lookup needs as many y as x");
    glo_status status = glo_model_lookup(graph, x, xs, ys, count, is_extrapolated, &node);
    return give_node(L, status, node);
}

GLO_FUNCTION(graph_distribution, .name = "graph:distribution", .doc = "An uncertain quantity.",
             GLO_TAKES({.name = "family", .type = "string", .doc = "normal, gamma ..."},
                       {.name = "parameters", .type = "integer[]", .doc = "nodes, as many as the family has"},
                       {.name = "options", .type = "table", .is_optional = true},
                       {.name = "values",
                        .type = "number[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "of discrete ..."},
                       {.name = "weights",
                        .type = "number[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "their probabilities"},
                       {.name = "sets",
                        .type = "integer",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "of values, one for each row of the results"},
                       {.name = "not_negative",
                        .type = "boolean",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "of quantiles: never below 0"},
                       {.name = "each_step",
                        .type = "boolean",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "drawn anew in each step"},
                       {.name = "key",
                        .type = "string",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "of its stream of random numbers"}),
             GLO_GIVES({.type = "integer", .doc = "the node"}), .raises = "an unknown family",
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:distribution('bernoulli', {g:constant(0.5)}) --> 1") {
    glo_model *graph = glo_check_graph(L, 1);
    glo_distribution d = {0};
    glo_model_node node = GLO_NO_MODEL_NODE;
    size_t count, weights = 0;
    if (glo_family_find(luaL_checkstring(L, 2), &d.family) < 0)
        return glo_raise(L);
    lua_settop(L, 4);
    const glo_model_node *parameters = glo_push_nodes(L, 3, "parameters", &count);
    if (count != (size_t)glo_family_of(d.family)->count)
        return glo_error(L, "%s has %d parameters, got %d", lua_tostring(L, 2),
                         glo_family_of(d.family)->count, (int)count);
    if (glo_push_field(L, 4, "values") == LUA_TTABLE)
        d.values = glo_push_numbers(L, lua_gettop(L), "values", &d.count);
    if (glo_push_field(L, 4, "weights") == LUA_TTABLE)
        d.weights = glo_push_numbers(L, lua_gettop(L), "weights", &weights);
    if (d.weights && weights != d.count)
        return glo_error(L, "%s needs a probability for each value", lua_tostring(L, 2));
    lua_Integer sets = glo_field_integer(L, 4, "sets", 0);
    luaL_argcheck(L, sets >= 0 && (sets == 0 || (d.family == GLO_QUANTILES && d.count % (size_t)sets == 0)),
                  4, "expected sets of equal length of quantiles");
    d.sets = (size_t)sets;
    d.count = sets > 0 ? d.count / d.sets : d.count;
    d.is_not_negative = glo_field_boolean(L, 4, "not_negative");
    glo_status status = glo_model_distribution(graph, &d, parameters, glo_field_boolean(L, 4, "each_step"),
                                               glo_field_text(L, 4, "key", NULL), &node);
    return give_node(L, status, node);
}

GLO_FUNCTION(graph_key, .name = "graph:key",
             .doc = "Names the stream of random numbers of a distribution that has none.",
             GLO_TAKES({.name = "node", .type = "integer", .doc = "the distribution"},
                       {.name = "key", .type = "string", .doc = "the name"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:key(g:distribution('bernoulli', {g:constant(0.5)}), 'coin')") {
    return done(L, glo_model_key(glo_check_graph(L, 1), check_node(L, 2), luaL_checkstring(L, 3)));
}

GLO_FUNCTION(graph_variable, .name = "graph:variable",
             .doc = "The quantity of a name, made where there is none.",
             GLO_TAKES({.name = "name", .type = "string", .doc = "the name"}),
             GLO_GIVES({.type = "integer", .doc = "its node"}), .is_internal = true, .since = "0.1",
             .example = "graph():variable('x') --> 0") {
    glo_model_node node = GLO_NO_MODEL_NODE;
    glo_status status = glo_model_variable(glo_check_graph(L, 1), luaL_checkstring(L, 2), &node);
    return give_node(L, status, node);
}

GLO_FUNCTION(graph_define, .name = "graph:define", .doc = "Says what a quantity is.",
             GLO_TAKES({.name = "variable", .type = "integer", .doc = "its node"},
                       {.name = "value", .type = "integer", .doc = "the node that it is"}),
             .raises = "a quantity that is already defined", .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:define(g:variable('x'), g:constant(2))") {
    return done(L, glo_model_define(glo_check_graph(L, 1), check_node(L, 2), check_node(L, 3)));
}

GLO_FUNCTION(graph_stock, .name = "graph:stock", .doc = "Makes a quantity a stock.",
             GLO_TAKES({.name = "variable", .type = "integer", .doc = "its node"},
                       {.name = "start", .type = "integer", .doc = "the node of what it starts with"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:stock(g:variable('x'), g:constant(2))") {
    return done(L, glo_model_stock(glo_check_graph(L, 1), check_node(L, 2), check_node(L, 3)));
}

GLO_FUNCTION(graph_flow, .name = "graph:flow", .doc = "A flow into a stock, or out of it.",
             GLO_TAKES({.name = "stock", .type = "integer", .doc = "its node"},
                       {.name = "flow", .type = "integer", .doc = "node"},
                       {.name = "sign", .type = "integer", .doc = "1 into it, -1 out of it"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "x = g:variable('x')\n"
                        "g:stock(x, g:constant(2))\n"
                        "g:flow(x, g:constant(1), 1)") {
    return done(L, glo_model_flow(glo_check_graph(L, 1), check_node(L, 2), check_node(L, 3),
                                  (int)luaL_checkinteger(L, 4)));
}

GLO_FUNCTION(
    graph_correlate, .name = "graph:correlate", .doc = "The rank correlation of two distributions.",
    GLO_TAKES({.name = "a", .type = "integer", .doc = "node"},
              {.name = "b", .type = "integer", .doc = "node"},
              {.name = "correlation", .type = "number", .doc = "Spearman's, from -1 to 1"}),
    .raises = "a correlation outside -1 to 1, what is no distribution", .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "coin = {g:constant(0.5)}\n"
               "g:correlate(g:distribution('bernoulli', coin), g:distribution('bernoulli', coin), 0.5)") {
    return done(L, glo_model_correlate(glo_check_graph(L, 1), check_node(L, 2), check_node(L, 3),
                                       luaL_checknumber(L, 4)));
}

GLO_FUNCTION(graph_undefine, .name = "graph:undefine", .doc = "Takes the definition of a quantity back.",
             GLO_TAKES({.name = "variable", .type = "integer", .doc = "its node"}), .is_internal = true,
             .since = "0.1",
             .example = "g = graph()\n"
                        "g:undefine(g:variable('x'))") {
    return done(L, glo_model_undefine(glo_check_graph(L, 1), check_node(L, 2)));
}

GLO_FUNCTION(graph_unit, .name = "graph:unit", .doc = "The unit of a node.",
             GLO_TAKES({.name = "node", .type = "integer", .doc = "node"},
                       {.name = "unit", .type = "string", .doc = "people/month ..."}),
             .raises = "a text that is no unit", .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:unit(g:constant(2), 'people')") {
    return done(L, glo_model_unit(glo_check_graph(L, 1), check_node(L, 2), luaL_checkstring(L, 3)));
}

GLO_FUNCTION(graph_chain, .name = "graph:chain", .doc = "A smooth, or a delay of material.",
             GLO_TAKES({.name = "kind", .type = "string", .doc = "smooth or material_delay"},
                       {.name = "name", .type = "string", .doc = "of its stocks"},
                       {.name = "x", .type = "integer", .doc = "node"},
                       {.name = "duration", .type = "integer", .doc = "node"},
                       {.name = "order", .type = "integer", .doc = "stocks"},
                       {.name = "start", .type = "integer", .is_optional = true, .doc = "node"}),
             GLO_GIVES({.type = "integer", .doc = "the node"}), .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:chain('smooth', 's', g:constant(2), g:constant(3), 1) > 2 --> true") {
    glo_model *graph = glo_check_graph(L, 1);
    const char *name = luaL_checkstring(L, 3);
    glo_model_node x = check_node(L, 4), duration = check_node(L, 5), node = GLO_NO_MODEL_NODE;
    glo_model_node start = lua_isnoneornil(L, 7) ? GLO_NO_MODEL_NODE : check_node(L, 7);
    lua_Integer order = luaL_checkinteger(L, 6);
    luaL_argcheck(L, order >= 1 && order <= 100, 6, "expected an order from 1 to 100");
    glo_status status = strcmp(luaL_checkstring(L, 2), "smooth") == 0
                            ? glo_model_smooth(graph, name, x, duration, (int)order, start, &node)
                            : glo_model_material_delay(graph, name, x, duration, (int)order, start, &node);
    return give_node(L, status, node);
}

static void set_texts(lua_State *L, const char *name, const char *text) {
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

GLO_FUNCTION(graph_node, .name = "graph:node", .doc = "What a node is.",
             GLO_TAKES({.name = "node", .type = "integer", .doc = "its number, from 0"}),
             GLO_GIVES({.type = "table", .doc = "operation, name, unit, inputs, flows, key, family"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:node(g:variable('x')).name --> x") {
    const glo_model *graph = glo_check_graph(L, 1);
    glo_model_node id = check_node(L, 2);
    if (id < 0 || (size_t)id >= glo_model_size(graph))
        return luaL_argerror(L, 2, "no node of the graph");
    lua_newtable(L);
    set_texts(L, "operation", glo_model_op_name(glo_model_op_of(graph, id)));
    set_texts(L, "name", glo_model_name(graph, id));
    set_texts(L, "unit", glo_model_unit_text(graph, id));
    set_texts(L, "key", glo_model_key_of(graph, id));
    const glo_distribution *d = glo_model_distribution_of(graph, id);
    set_texts(L, "family", d ? glo_family_of(d->family)->name : NULL);
    lua_pushboolean(L, glo_model_is_defined(graph, id));
    lua_setfield(L, -2, "is_defined");
    lua_newtable(L);
    for (size_t i = 0; i < glo_model_inputs(graph, id); i++) {
        lua_pushinteger(L, glo_model_input(graph, id, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "inputs");
    lua_newtable(L);
    for (size_t i = 0; i < glo_model_flows(graph, id); i++) {
        int sign;
        lua_newtable(L);
        lua_pushinteger(L, glo_model_flow_of(graph, id, i, &sign));
        lua_setfield(L, -2, "node");
        lua_pushinteger(L, sign);
        lua_setfield(L, -2, "sign");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "flows");
    return 1;
}

GLO_FUNCTION(graph_equations, .name = "graph:equations", .doc = "All equations, a line each.",
             GLO_GIVES({.type = "string", .doc = "the text"}), .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:define(g:variable('x'), g:constant(2))\n"
                        "g:equations():match '[^\\n]+' --> x = 2") {
    const glo_model *graph = glo_check_graph(L, 1);
    glo_buf *text = glo_push_buf(L);
    glo_model_equations(graph, text);
    return glo_give_text(L, text);
}

GLO_FUNCTION(graph_expression, .name = "graph:expression", .doc = "The right side of a node's equation.",
             GLO_TAKES({.name = "node", .type = "integer", .doc = "node"}),
             GLO_GIVES({.type = "string", .doc = "the text"}), .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "g:expression(g:constant(2)) --> 2") {
    const glo_model *graph = glo_check_graph(L, 1);
    glo_model_node id = check_node(L, 2);
    luaL_argcheck(L, id >= 0 && (size_t)id < glo_model_size(graph), 2, "no node of the graph");
    glo_buf *text = glo_push_buf(L);
    glo_model_expression(graph, id, text);
    return glo_give_text(L, text);
}

GLO_FUNCTION(graph_hash, .name = "graph:hash", .doc = "SHA-256 over the equations, tables and all.",
             GLO_GIVES({.type = "string", .doc = "64 digits"}), .is_internal = true, .since = "0.1",
             .example = "#graph():hash() --> 64") {
    char hash[GLO_SHA256_HEX];
    if (glo_model_hash(glo_check_graph(L, 1), hash) < 0)
        return glo_raise(L);
    lua_pushstring(L, hash);
    return 1;
}

GLO_FUNCTION(graph_families, .name = "families", .doc = "Every distribution and its parameters.",
             GLO_GIVES({.type = "table", .doc = "by name: parameters, least, otherwise, has_values"}),
             .is_internal = true, .since = "0.1", .example = "families().normal.parameters[2] --> sd") {
    lua_newtable(L);
    for (int i = 0; i < GLO_FAMILIES; i++) {
        const glo_family_info *family = glo_family_of((glo_family)i);
        lua_newtable(L);
        lua_newtable(L);
        lua_newtable(L);
        for (int k = 0; k < family->count; k++) {
            lua_pushstring(L, family->parameter[k]);
            lua_rawseti(L, -3, k + 1);
            lua_pushnumber(L, family->otherwise[k]);
            lua_rawseti(L, -2, k + 1);
        }
        lua_setfield(L, -3, "otherwise");
        lua_setfield(L, -2, "parameters");
        lua_pushinteger(L, family->least);
        lua_setfield(L, -2, "least");
        lua_pushboolean(L, family->has_values);
        lua_setfield(L, -2, "has_values");
        lua_setfield(L, -2, family->name);
    }
    return 1;
}

static const glo_function *const methods[] = {&graph_copy_entry,
                                              &graph_constant_entry,
                                              &graph_apply_entry,
                                              &graph_lookup_entry,
                                              &graph_distribution_entry,
                                              &graph_key_entry,
                                              &graph_variable_entry,
                                              &graph_define_entry,
                                              &graph_stock_entry,
                                              &graph_flow_entry,
                                              &graph_chain_entry,
                                              &graph_undefine_entry,
                                              &graph_correlate_entry,
                                              &graph_unit_entry,
                                              &graph_node_entry,
                                              &graph_equations_entry,
                                              &graph_hash_entry,
                                              &graph_expression_entry,
                                              NULL};
static const glo_function *const functions[] = {&graph_new_entry, &graph_families_entry, NULL};

void glo_bind_graph(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", graph_gc}, {"__len", graph_length}, {NULL, NULL}};
    glo_new_metatable(L, GRAPH);
    luaL_setfuncs(L, meta, 0);
    lua_newtable(L);
    glo_bind(L, methods);
    glo_bind_graph_call(L);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    glo_bind(L, functions);
}
