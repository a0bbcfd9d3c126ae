/* run.c: runs of a model and what they left, as Lua values. foresight/scenario/ makes frames of it.
 *
 * Example (Lua):  r = core.run_graph(g, {outputs={x}, steps=24, dt=1, draws=1e6, seed=7})   r:quantiles(1, 24, {0.05, 0.95})
 */
#include "model/run.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"
#include "model/sensitivity.h"

#include <lauxlib.h>
#include <math.h>
#include <string.h>

#define RESULTS "glocal.results"

/* A run and its program, which results read. Those of a merge share the program of the first (in their user value). */
typedef struct run_results {
    glo_program *program, *against;
    glo_results *results;
} run_results;

const glo_results *glo_check_results(lua_State *L, int index) {
    run_results *own = luaL_checkudata(L, index, RESULTS);
    luaL_argcheck(L, own->results, index, "the results are empty");
    return own->results;
}

static int results_gc(lua_State *L) {
    run_results *own = luaL_checkudata(L, 1, RESULTS);
    glo_results_free(own->results);
    glo_program_free(own->program);
    glo_program_free(own->against);
    memset(own, 0, sizeof *own);
    return 0;
}

static run_results *push_results(lua_State *L) {
    run_results *own = lua_newuserdatauv(L, sizeof *own, 1);
    memset(own, 0, sizeof *own);
    luaL_setmetatable(L, RESULTS);
    return own;
}

/* --- running ------------------------------------------------------------------------------------------------ */

static double number_field(lua_State *L, int options, const char *name, double otherwise) {
    double value = otherwise;
    if (glo_push_field(L, options, name) != LUA_TNIL) {
        int is_number;
        value = lua_tonumberx(L, -1, &is_number);
        if (!is_number)
            glo_error(L, "bad argument '%s' to 'run': expected a number", name);
    }
    lua_pop(L, 1);
    return value;
}

uint64_t glo_model_whole_field(lua_State *L, int options, const char *name, double otherwise, double least) {
    double value = number_field(L, options, name, otherwise);
    if (!(value >= least && value <= 9e15) || value != floor(value))
        glo_error(L, "bad argument '%s' to 'run': expected a whole number from %d on, got %f", name,
                  (int)least, value);
    return (uint64_t)value;
}

static glo_clock clock_of(lua_State *L, int options) {
    glo_clock clock = {.start = number_field(L, options, "start", 0),
                       .dt = number_field(L, options, "dt", 1)};
    clock.steps = (size_t)glo_model_whole_field(L, options, "steps", 1, 1);
    clock.every = (size_t)glo_model_whole_field(L, options, "every", 1, 1);
    clock.is_by_period = glo_field_boolean(L, options, "by_period");
    clock.method = strcmp(glo_field_text(L, options, "method", "euler"), "rk4") == 0 ? GLO_RK4 : GLO_EULER;
    clock.unit = glo_field_text(L, options, "unit", NULL);
    return clock;
}

static glo_sampling_kind kind_of(lua_State *L, int options) {
    const char *name = glo_field_text(L, options, "sampling", "random");
    return strcmp(name, "latin_hypercube") == 0 ? GLO_LATIN_HYPERCUBE
           : strcmp(name, "sobol") == 0         ? GLO_SOBOL
           : strcmp(name, "given") == 0         ? GLO_GIVEN
                                                : GLO_RANDOM;
}

glo_sampling glo_model_sampling(lua_State *L, int options, size_t *out_given) {
    glo_sampling sampling = {.kind = kind_of(L, options),
                             .seed = glo_model_whole_field(L, options, "seed", 1, 0),
                             .draws = glo_model_whole_field(L, options, "draws", 1, 1)};
    *out_given = 0;
    glo_push_field(L, options, "given");
    if (sampling.kind == GLO_GIVEN)
        sampling.given = glo_push_numbers(L, lua_gettop(L), "given", out_given);
    return sampling;
}

glo_status glo_check_given(const glo_program *program, const glo_sampling *sampling, size_t given) {
    if (sampling->kind == GLO_GIVEN && given != glo_program_inputs(program) * sampling->draws)
        return glo_fail(GLO_EINVAL, "there must be a number for each input and draw");
    return GLO_OK;
}

/* The program of a graph, with the outputs that the field names. Pushes what must stay there while it runs. */
static glo_status make_program(lua_State *L, const glo_model *graph, int options, const char *outputs,
                               glo_program **out) {
    size_t count;
    glo_clock clock = clock_of(L, options);
    glo_push_field(L, options, outputs);
    const glo_model_node *nodes = glo_push_nodes(L, lua_gettop(L), outputs, &count);
    glo_status status = glo_program_new(graph, &clock, nodes, count, out);
    if (status == GLO_OK)
        glo_answer_calls(L, graph, *out);
    return status;
}

void glo_push_program_slot(lua_State *L, const glo_model *graph, int options, glo_program **out) {
    run_results *own = push_results(L);
    if (make_program(L, graph, options, "outputs", &own->program) == GLO_OK)
        *out = own->program;
}

GLO_FUNCTION(
    run_graph, .name = "run_graph", .doc = "Runs a graph over many draws; model:run is the way to call it.",
    GLO_TAKES({.name = "graph", .type = "graph", .doc = "what to run"},
              {.name = "options", .type = "table", .doc = "outputs, steps, dt, every, draws, seed ..."},
              {.name = "against",
               .type = "graph",
               .is_optional = true,
               .doc = "another variant, whose values are taken away"}),
    GLO_GIVES({.type = "results", .doc = "what the run left"}),
    .raises = "a loop without a stock, units that do not fit, parameters outside their bounds",
    .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "r = run_graph(g, {outputs={g:constant(2)}, draws=10})\n"
               "r:quantiles(1, 1, {0.5})[1] --> 2.0") {
    glo_model *graph = glo_check_graph(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 3);
    glo_model *other = lua_isnil(L, 3) ? NULL : glo_check_graph(L, 3);
    run_results *own = push_results(L);
    int place = lua_gettop(L);
    glo_run_spec spec = {.shard = glo_model_whole_field(L, 2, "shard", 1, 1),
                         .shards = glo_model_whole_field(L, 2, "shards", 1, 1)};
    size_t given;
    spec.sampling = glo_model_sampling(L, 2, &given);
    glo_status status = make_program(L, graph, 2, "outputs", &own->program);
    if (status == GLO_OK && other)
        status = make_program(L, other, 2, "outputs_against", &own->against);
    if (status == GLO_OK)
        status = glo_check_given(own->program, &spec.sampling, given);
    if (status < 0)
        return glo_raise(L);
    spec.against = own->against;
    glo_model_hold(graph);
    status = glo_run_program(own->program, &spec, glo_lua_job(L), &own->results);
    glo_model_release(graph);
    lua_settop(L, place);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

GLO_FUNCTION(graph_inputs, .name = "input_names",
             .doc = "The uncertain quantities that matter to some outputs.",
             GLO_TAKES({.name = "graph", .type = "graph", .doc = "the graph"},
                       {.name = "options", .type = "table", .doc = "as run_graph takes them"}),
             GLO_GIVES({.type = "string[]", .doc = "the keys of their streams, in the order of `given`"},
                       {.type = "integer", .doc = "operations for each draw"},
                       {.type = "integer", .doc = "calls of Lua functions for each draw"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "#input_names(g, {outputs={g:constant(2)}}) --> 0") {
    glo_model *graph = glo_check_graph(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    run_results *own = push_results(L);
    if (make_program(L, graph, 2, "outputs", &own->program) < 0)
        return glo_raise(L);
    lua_newtable(L);
    for (size_t i = 0; i < glo_program_inputs(own->program); i++) {
        lua_pushstring(L, glo_program_input_name(own->program, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)glo_program_instructions(own->program));
    lua_pushinteger(L, (lua_Integer)glo_program_calls(own->program));
    return 3;
}

GLO_FUNCTION(
    graph_sobol, .name = "sobol_indices",
    .doc = "How much of an outcome's variance comes from each uncertain quantity.",
    GLO_TAKES({.name = "graph", .type = "graph", .doc = "the graph"},
              {.name = "options", .type = "table", .doc = "as run_graph takes them, with one output"},
              {.name = "row", .type = "integer", .doc = "from 1"}),
    GLO_GIVES({.type = "table[]", .doc = "input, first, first_error, total, total_error"}),
    .raises = "fewer than 10,240 draws", .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "#sobol_indices(g, {outputs={g:constant(2)}, draws=20000}, 1) --> 0") {
    glo_model *graph = glo_check_graph(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer row = luaL_checkinteger(L, 3);
    run_results *own = push_results(L);
    glo_sobol_spec spec = {.seed = glo_model_whole_field(L, 2, "seed", 1, 0),
                           .draws = glo_model_whole_field(L, 2, "draws", 1, 1)};
    if (make_program(L, graph, 2, "outputs", &own->program) < 0)
        return glo_raise(L);
    luaL_argcheck(L, row >= 1 && (size_t)row <= glo_program_rows(own->program), 3, "no such row");
    size_t count = glo_program_inputs(own->program);
    glo_sobol_index *indices = lua_newuserdatauv(L, (count + 1) * sizeof *indices, 0);
    glo_model_hold(graph);
    glo_status status = glo_sobol_indices(own->program, 0, (size_t)row - 1, &spec, glo_lua_job(L), indices);
    glo_model_release(graph);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        const double numbers[] = {indices[i].first, indices[i].first_error, indices[i].total,
                                  indices[i].total_error};
        static const char *const names[] = {"first", "first_error", "total", "total_error"};
        lua_newtable(L);
        lua_pushstring(L, glo_program_input_name(own->program, i));
        lua_setfield(L, -2, "input");
        for (int k = 0; k < 4; k++) {
            if (!isfinite(numbers[k]))
                continue;
            lua_pushnumber(L, numbers[k]);
            lua_setfield(L, -2, names[k]);
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

/* --- looking ------------------------------------------------------------------------------------------------ */

/* Output and row, from 1 on. */
static size_t check_output(lua_State *L, const glo_results *r, int index) {
    lua_Integer i = luaL_checkinteger(L, index);
    luaL_argcheck(L, i >= 1 && (size_t)i <= glo_program_outputs(glo_results_program(r)), index,
                  "no such output");
    return (size_t)i - 1;
}

static size_t check_row(lua_State *L, const glo_results *r, int index) {
    lua_Integer i = luaL_checkinteger(L, index);
    luaL_argcheck(L, i >= 1 && (size_t)i <= glo_program_rows(glo_results_program(r)), index, "no such row");
    return (size_t)i - 1;
}

static double error_of(const glo_results *r, size_t output, size_t row) {
    return glo_results_sd(r, output, row) / sqrt((double)glo_results_count(r, output, row));
}

static double count_of(const glo_results *r, size_t output, size_t row) {
    return (double)glo_results_count(r, output, row);
}

static double not_finite_of(const glo_results *r, size_t output, size_t row) {
    return (double)glo_results_not_finite(r, output, row);
}

static const struct {
    const char *name;
    glo_measure_of *of;
} measures[] = {{"mean", glo_results_mean},   {"error", error_of},        {"sd", glo_results_sd},
                {"least", glo_results_least}, {"most", glo_results_most}, {"count", count_of},
                {"not_finite", not_finite_of}};

glo_measure_of *glo_check_measure(lua_State *L, const char *name) {
    for (size_t i = 0; i < sizeof measures / sizeof measures[0]; i++) {
        if (strcmp(measures[i].name, name) == 0)
            return measures[i].of;
    }
    glo_error(L, "there is no measure '%s'", name);
    return NULL;
}

GLO_FUNCTION(
    results_measure, .name = "results:measure", .doc = "A number about an output in a row.",
    GLO_TAKES({.name = "name", .type = "string", .doc = "mean, error, sd, least, most, count, not_finite"},
              {.name = "output", .type = "integer", .doc = "from 1"},
              {.name = "row", .type = "integer", .doc = "from 1"}),
    GLO_GIVES({.type = "number", .doc = "the number"}), .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "run_graph(g, {outputs={g:constant(2)}, draws=10}):measure('mean', 1, 1) --> 2.0") {
    const glo_results *r = glo_check_results(L, 1);
    glo_measure_of *of = glo_check_measure(L, luaL_checkstring(L, 2));
    lua_pushnumber(L, of(r, check_output(L, r, 3), check_row(L, r, 4)));
    return 1;
}

GLO_FUNCTION(results_quantiles, .name = "results:quantiles", .doc = "Quantiles of an output in a row.",
             GLO_TAKES({.name = "output", .type = "integer", .doc = "from 1"},
                       {.name = "row", .type = "integer", .doc = "from 1"},
                       {.name = "probabilities", .type = "number[]", .doc = "from 0 to 1"}),
             GLO_GIVES({.type = "number[]", .doc = "the quantiles"}), .is_internal = true, .since = "0.1",
             .example =
                 "g = graph()\n"
                 "run_graph(g, {outputs={g:constant(2)}, draws=10}):quantiles(1, 1, {0.5})[1] --> 2.0") {
    const glo_results *r = glo_check_results(L, 1);
    size_t count, output = check_output(L, r, 2), row = check_row(L, r, 3);
    luaL_checktype(L, 4, LUA_TTABLE);
    const double *p = glo_push_numbers(L, 4, "probabilities", &count);
    double *out = lua_newuserdatauv(L, (count + 1) * sizeof *out, 0);
    if (glo_results_quantiles(r, output, row, p, count, out) < 0)
        return glo_raise(L);
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_pushnumber(L, out[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

GLO_FUNCTION(results_share, .name = "results:share", .doc = "The share of draws at or below a number.",
             GLO_TAKES({.name = "output", .type = "integer", .doc = "from 1"},
                       {.name = "row", .type = "integer", .doc = "from 1"},
                       {.name = "x", .type = "number", .doc = "the number"},
                       {.name = "below", .type = "boolean", .is_optional = true, .doc = "below it only"}),
             GLO_GIVES({.type = "number", .doc = "the share"}), .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "run_graph(g, {outputs={g:constant(2)}, draws=10}):share(1, 1, 3) --> 1.0") {
    const glo_results *r = glo_check_results(L, 1);
    size_t output = check_output(L, r, 2), row = check_row(L, r, 3);
    lua_pushnumber(L, glo_results_share(r, output, row, luaL_checknumber(L, 4), lua_toboolean(L, 5)));
    return 1;
}

GLO_FUNCTION(results_value, .name = "results:value",
             .doc = "An output in a row of one of the draws that are kept.",
             GLO_TAKES({.name = "output", .type = "integer", .doc = "from 1"},
                       {.name = "row", .type = "integer", .doc = "from 1"},
                       {.name = "draw", .type = "integer", .doc = "from 1"}),
             GLO_GIVES({.type = "number?",
                        .doc = "the value; nil where it is not finite or not in this shard"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "run_graph(g, {outputs={g:constant(2)}, draws=10}):value(1, 1, 3) --> 2.0") {
    const glo_results *r = glo_check_results(L, 1);
    size_t output = check_output(L, r, 2), row = check_row(L, r, 3);
    lua_Integer draw = luaL_checkinteger(L, 4);
    luaL_argcheck(L, draw >= 1 && (size_t)draw <= glo_results_kept(r), 4, "no such draw is kept");
    double value = glo_results_value(r, output, row, (size_t)draw - 1);
    if (!isfinite(value))
        return 0;
    lua_pushnumber(L, value);
    return 1;
}

static void set_number(lua_State *L, const char *name, uint64_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

/* In so many draws it is not finite, in the row that has the most of them. */
static uint64_t most_not_finite(const glo_results *r, size_t output) {
    uint64_t most = 0;
    size_t rows = glo_results_is_constant(r, output) ? 1 : glo_program_rows(glo_results_program(r));
    for (size_t row = 0; row < rows; row++) {
        uint64_t found = glo_results_not_finite(r, output, row);
        most = found > most ? found : most;
    }
    return most;
}

static void push_outputs(lua_State *L, const glo_results *r) {
    const glo_program *p = glo_results_program(r);
    lua_newtable(L);
    for (size_t i = 0; i < glo_program_outputs(p); i++) {
        lua_newtable(L);
        lua_pushstring(L, glo_program_output_name(p, i));
        lua_setfield(L, -2, "name");
        lua_pushboolean(L, glo_results_is_constant(r, i));
        lua_setfield(L, -2, "is_constant");
        set_number(L, "not_finite", most_not_finite(r, i));
        lua_pushboolean(L, glo_program_is_certain(p, i));
        lua_setfield(L, -2, "is_certain");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_faults(lua_State *L, const glo_results *r) {
    const glo_program *p = glo_results_program(r);
    lua_Integer n = 0;
    lua_newtable(L);
    for (size_t i = 0; i < glo_program_faults(p); i++) {
        const char *quantity, *what = glo_program_fault(p, i, &quantity);
        if (glo_results_faults(r, i) == 0)
            continue;
        lua_newtable(L);
        lua_pushstring(L, what);
        lua_setfield(L, -2, "what");
        lua_pushstring(L, quantity);
        lua_setfield(L, -2, "quantity");
        set_number(L, "draws", glo_results_faults(r, i));
        lua_pushboolean(L, glo_program_is_warning(p, i));
        lua_setfield(L, -2, "is_warning");
        lua_rawseti(L, -2, ++n);
    }
}

GLO_FUNCTION(results_about, .name = "results:about", .doc = "What was run.",
             GLO_GIVES({.type = "table", .doc = "rows, outputs, inputs, draws, wanted, kept, faults ..."}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "run_graph(g, {outputs={g:constant(2)}, draws=10}):about().draws --> 10") {
    const glo_results *r = glo_check_results(L, 1);
    const glo_program *p = glo_results_program(r);
    lua_newtable(L);
    set_number(L, "rows", glo_program_rows(p));
    set_number(L, "draws", glo_results_draws(r));
    set_number(L, "wanted", glo_results_wanted(r));
    set_number(L, "kept", glo_results_kept(r));
    set_number(L, "inputs", glo_program_inputs(p));
    set_number(L, "instructions", glo_program_instructions(p));
    lua_pushboolean(L, glo_results_are_exact(r));
    lua_setfield(L, -2, "is_exact");
    push_outputs(L, r);
    lua_setfield(L, -2, "outputs");
    push_faults(L, r);
    lua_setfield(L, -2, "faults");
    return 1;
}

GLO_FUNCTION(
    results_merge, .name = "results:merge", .doc = "These draws and those of another shard of the same run.",
    GLO_TAKES({.name = "other", .type = "results", .doc = "the other shard"}),
    GLO_GIVES({.type = "results", .doc = "both"}), .raises = "another run, or draws that are in both",
    .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "x = g:constant(2)\n"
               "a = run_graph(g, {outputs={x}, draws=2000, shard=1, shards=2})\n"
               "a:merge(run_graph(g, {outputs={x}, draws=2000, shard=2, shards=2})):about().draws --> 2000") {
    const glo_results *a = glo_check_results(L, 1), *b = glo_check_results(L, 2);
    run_results *own = push_results(L);
    lua_pushvalue(L, 1);
    lua_setiuservalue(L, -2, 1); /* whose program it reads */
    glo_status status = glo_results_copy(a, &own->results);
    if (status == GLO_OK)
        status = glo_results_merge(own->results, b);
    return status < 0 ? glo_raise(L) : 1;
}

static const glo_function *const methods[] = {&results_measure_entry,
                                              &results_quantiles_entry,
                                              &results_share_entry,
                                              &results_value_entry,
                                              &results_about_entry,
                                              &results_merge_entry,
                                              NULL};
static const glo_function *const functions[] = {&run_graph_entry, &graph_inputs_entry, &graph_sobol_entry,
                                                NULL};

void glo_bind_model_run(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", results_gc}, {NULL, NULL}};
    glo_new_metatable(L, RESULTS);
    luaL_setfuncs(L, meta, 0);
    lua_newtable(L);
    glo_bind(L, methods);
    glo_bind_results_frame(L);
    glo_bind_allocate(L);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    glo_bind(L, functions);
    glo_bind_model_calls(L);
}
