/* sample.c: draws of a model as a value of Lua, and what is found in them: boxes, the value of information, the nearest draws.
 * foresight/scenario/results/ makes frames of it.
 *
 * Example (Lua):  s = core.sample_graph(g, {outputs={x}, cells={1, 1}, draws=1000, seed=7})   s:values(1)
 */
#include "model/sample.h"
#include "base/alloc.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "model.h"
#include "model/boxes.h"
#include "model/information.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SAMPLE "glocal.sample"
#define MOST_NUMBERS ((uint64_t)64 << 20) /* 512 MB */

typedef struct sample {
    size_t draws, columns;
    double *values; /* column by column */
} sample;

static sample *check_sample(lua_State *L, int index) {
    sample *s = luaL_checkudata(L, index, SAMPLE);
    luaL_argcheck(L, s->values, index, "the sample is empty");
    return s;
}

static int sample_gc(lua_State *L) {
    sample *s = luaL_checkudata(L, 1, SAMPLE);
    free(s->values);
    memset(s, 0, sizeof *s);
    return 0;
}

static sample *push_sample(lua_State *L) {
    sample *s = lua_newuserdatauv(L, sizeof *s, 0);
    memset(s, 0, sizeof *s);
    luaL_setmetatable(L, SAMPLE);
    return s;
}

static glo_status give_room(sample *s, size_t draws, size_t columns) {
    if (columns > 0 && draws > MOST_NUMBERS / columns)
        return glo_fail(GLO_EINVAL,
                        "%zu draws of %zu numbers are %.0f MB, %.0f are the most: ask for fewer draws", draws,
                        columns, (double)draws * (double)columns * 8e-6, (double)MOST_NUMBERS * 8e-6);
    if (glo_alloc_array(draws * columns, sizeof *s->values, &s->values) < 0)
        return GLO_ENOMEM;
    s->draws = draws;
    s->columns = columns;
    return GLO_OK;
}

/* Numbers of columns, from 1; as pointers to them, in a userdata that is left on the stack. */
static const double **push_columns(lua_State *L, const sample *s, int index, size_t *out_count) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t count = glo_list_length(L, index);
    const double **columns = lua_newuserdatauv(L, (count + 1) * sizeof *columns, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, index, (lua_Integer)i + 1);
        lua_Integer column = luaL_checkinteger(L, -1);
        luaL_argcheck(L, column >= 1 && (size_t)column <= s->columns, index, "no such column");
        columns[i] = s->values + (size_t)(column - 1) * s->draws;
        lua_pop(L, 1);
    }
    *out_count = count;
    return columns;
}

static const double *check_column(lua_State *L, const sample *s, int index) {
    lua_Integer column = luaL_checkinteger(L, index);
    luaL_argcheck(L, column >= 1 && (size_t)column <= s->columns, index, "no such column");
    return s->values + (size_t)(column - 1) * s->draws;
}

/* --- drawing ------------------------------------------------------------------------------------------------ */

/* {output, row, output, row ...}, from 1, in a userdata that is left on the stack. A quantity that is the same in all rows has row 1. */
static glo_sample_cell *push_cells(lua_State *L, const glo_program *program, int index, size_t *out_count) {
    size_t count;
    const double *numbers = glo_push_numbers(L, index, "cells", &count);
    glo_sample_cell *cells = lua_newuserdatauv(L, (count + 1) * sizeof *cells, 0);
    for (size_t i = 0; i + 1 < count; i += 2) {
        bool is_known = numbers[i] >= 1 && numbers[i] <= (double)glo_program_outputs(program) &&
                        numbers[i + 1] >= 1 && numbers[i + 1] <= (double)glo_program_rows(program);
        if (!is_known)
            glo_error(L, "there is no such output or row");
        glo_sample_cell cell = {.output = (size_t)numbers[i] - 1, .row = (size_t)numbers[i + 1] - 1};
        if (glo_program_is_constant(program, cell.output))
            cell.row = 0;
        cells[i / 2] = cell;
    }
    *out_count = count / 2;
    return cells;
}

GLO_FUNCTION(sample_graph, .name = "sample_graph",
             .doc = "The draws themselves of some outputs in some rows.",
             GLO_TAKES({.name = "graph", .type = "graph", .doc = "what to run"},
                       {.name = "options",
                        .type = "table",
                        .doc = "as run_graph takes them, and cells, {output, row, output, row ...}"}),
             GLO_GIVES({.type = "sample", .doc = "a column for each cell"}),
             .raises = "as run_graph does; more numbers than 512 MB hold", .is_internal = true,
             .since = "0.1",
             .example = "g = graph()\n"
                        "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
                        "s:values(1)[10] --> 2.0") {
    glo_model *graph = glo_check_graph(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_settop(L, 2);
    sample *s = push_sample(L);
    size_t given, count = 0;
    glo_program *program = NULL;
    const glo_sampling sampling = glo_model_sampling(L, 2, &given);
    glo_push_program_slot(L, graph, 2, &program);
    if (!program)
        return glo_raise(L);
    glo_status status = glo_check_given(program, &sampling, given);
    glo_push_field(L, 2, "cells");
    const glo_sample_cell *cells = push_cells(L, program, lua_gettop(L), &count);
    if (status == GLO_OK)
        status = give_room(s, (size_t)sampling.draws, count);
    glo_model_hold(graph);
    if (status == GLO_OK)
        status = glo_program_sample(program, &sampling, cells, count, glo_lua_job(L), s->values);
    glo_model_release(graph);
    lua_settop(L, 3);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

/* --- looking ------------------------------------------------------------------------------------------------ */

GLO_FUNCTION(sample_about, .name = "sample:about", .doc = "How much is in it.",
             GLO_GIVES({.type = "table", .doc = "draws, columns"}), .is_internal = true, .since = "0.1",
             .example =
                 "g = graph()\n"
                 "sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=9}):about().draws --> 9") {
    const sample *s = check_sample(L, 1);
    lua_newtable(L);
    lua_pushinteger(L, (lua_Integer)s->draws);
    lua_setfield(L, -2, "draws");
    lua_pushinteger(L, (lua_Integer)s->columns);
    lua_setfield(L, -2, "columns");
    return 1;
}

GLO_FUNCTION(sample_values, .name = "sample:values", .doc = "The numbers of a column.",
             GLO_TAKES({.name = "column", .type = "integer", .doc = "from 1"},
                       {.name = "draws",
                        .type = "integer[]",
                        .is_optional = true,
                        .otherwise = "(all)",
                        .doc = "which draws, from 1"}),
             GLO_GIVES({.type = "number[]", .doc = "the numbers, NaN where a draw has none"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
                        "#s:values(1, {3, 4}) --> 2") {
    const sample *s = check_sample(L, 1);
    const double *column = check_column(L, s, 2);
    if (lua_isnoneornil(L, 3)) {
        lua_createtable(L, (int)s->draws, 0);
        for (size_t d = 0; d < s->draws; d++) {
            lua_pushnumber(L, column[d]);
            lua_rawseti(L, -2, (lua_Integer)d + 1);
        }
        return 1;
    }
    luaL_checktype(L, 3, LUA_TTABLE);
    lua_newtable(L);
    lua_Integer count = (lua_Integer)glo_list_length(L, 3);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 3, i);
        lua_Integer draw = luaL_checkinteger(L, -1);
        luaL_argcheck(L, draw >= 1 && (size_t)draw <= s->draws, 3, "no such draw");
        lua_pop(L, 1);
        lua_pushnumber(L, column[draw - 1]);
        lua_rawseti(L, -2, i);
    }
    return 1;
}

GLO_FUNCTION(
    sample_join, .name = "sample:join",
    .doc = "The columns of two samples with the same draws, without the draws that miss a number in one.",
    GLO_TAKES({.name = "other", .type = "sample", .is_optional = true, .doc = "its columns come behind"},
              {.name = "all", .type = "boolean", .is_optional = true, .doc = "leave no draw out"}),
    GLO_GIVES({.type = "sample", .doc = "both"}, {.type = "integer", .doc = "how many draws were left out"}),
    .raises = "for samples with other numbers of draws", .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
               "s:join(s):about().columns --> 2") {
    const sample *a = check_sample(L, 1);
    const sample nothing = {.draws = a->draws}, *b = lua_isnoneornil(L, 2) ? &nothing : check_sample(L, 2);
    luaL_argcheck(L, a->draws == b->draws, 2, "the samples have other numbers of draws");
    sample *both = push_sample(L);
    if (give_room(both, a->draws, a->columns + b->columns) < 0)
        return glo_raise(L);
    bool is_all = lua_toboolean(L, 3);
    size_t kept = 0;
    for (size_t d = 0; d < a->draws; d++) {
        bool is_whole = true;
        for (size_t i = 0; i < both->columns; i++) {
            const sample *of = i < a->columns ? a : b;
            double value = of->values[(i < a->columns ? i : i - a->columns) * a->draws + d];
            both->values[i * a->draws + kept] = value;
            is_whole = is_whole && isfinite(value);
        }
        kept += is_whole || is_all;
    }
    for (size_t i = 1; i < both->columns; i++)
        memmove(both->values + i * kept, both->values + i * both->draws, kept * sizeof *both->values);
    both->draws = kept;
    lua_pushinteger(L, (lua_Integer)(a->draws - kept));
    return 2;
}

/* --- what is found in it ------------------------------------------------------------------------------------ */

GLO_FUNCTION(sample_information, .name = "sample:information",
             .doc = "What knowing an input, or everything, would be worth to the best of some decisions.",
             GLO_TAKES({.name = "utility", .type = "integer[]", .doc = "a column for each decision"},
                       {.name = "input",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "(everything)",
                        .doc = "the column of the input"}),
             GLO_GIVES({.type = "number", .doc = "the value"},
                       {.type = "number", .doc = "one standard error"},
                       {.type = "integer", .doc = "the decision that is best with what is known now"},
                       {.type = "integer", .doc = "the blocks of the input's values"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
                        "(s:information({1, 1})) --> 0.0") {
    const sample *s = check_sample(L, 1);
    size_t count;
    const double *const *utility = push_columns(L, s, 2, &count);
    const double *input = lua_isnoneornil(L, 3) ? NULL : check_column(L, s, 3);
    luaL_argcheck(L, count > 0 && s->draws > 0, 2, "there must be a decision and a draw");
    glo_information found;
    if (glo_value_of_information(utility, count, s->draws, input, &found) < 0)
        return glo_raise(L);
    lua_pushnumber(L, found.value);
    lua_pushnumber(L, found.error);
    lua_pushinteger(L, (lua_Integer)found.best + 1);
    lua_pushinteger(L, (lua_Integer)found.blocks);
    return 4;
}

GLO_FUNCTION(sample_nearest, .name = "sample:nearest",
             .doc = "The draws whose columns are nearest to some numbers.",
             GLO_TAKES({.name = "columns", .type = "integer[]", .doc = "which"},
                       {.name = "target", .type = "number[]", .doc = "a number for each"},
                       {.name = "keep", .type = "integer", .doc = "how many draws"}),
             GLO_GIVES({.type = "integer[]", .doc = "the draws, the nearest first"},
                       {.type = "number[]", .doc = "their distances: root mean squares"},
                       {.type = "integer", .doc = "draws with a number that is not finite"}),
             .is_internal = true, .since = "0.1",
             .example = "g = graph()\n"
                        "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
                        "#s:nearest({1}, {2}, 3) --> 3") {
    const sample *s = check_sample(L, 1);
    size_t count, numbers, keep = (size_t)luaL_checkinteger(L, 4);
    const double *const *columns = push_columns(L, s, 2, &count);
    const double *target = glo_push_numbers(L, 3, "target", &numbers);
    luaL_argcheck(L, count > 0 && count == numbers, 3, "there must be a number for each column");
    luaL_argcheck(L, keep >= 1 && keep <= s->draws, 4, "more than there are draws");
    size_t *draws = lua_newuserdatauv(L, keep * sizeof *draws, 0);
    double *distances = lua_newuserdatauv(L, keep * sizeof *distances, 0);
    size_t not_finite;
    if (glo_nearest_draws(columns, target, count, s->draws, keep, draws, distances, &not_finite) < 0)
        return glo_raise(L);
    lua_createtable(L, (int)keep, 0);
    lua_createtable(L, (int)keep, 0);
    for (size_t i = 0; i < keep; i++) {
        lua_pushinteger(L, (lua_Integer)draws[i] + 1);
        lua_rawseti(L, -3, (lua_Integer)i + 1);
        lua_pushnumber(L, distances[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)not_finite);
    return 3;
}

/* --- boxes -------------------------------------------------------------------------------------------------- */

static void push_limits(lua_State *L, const glo_box_limit *limits, size_t inputs, bool is_box) {
    static const char *const names[] = {"low", "high", "p_low", "p_high"};
    for (int k = 0; k < (is_box ? 4 : 2); k++) {
        lua_newtable(L);
        for (size_t i = 0; i < inputs; i++) {
            const glo_box_limit *l = &limits[i];
            const double numbers[] = {l->low, l->high, l->p_low, l->p_high};
            if (!isfinite(k % 2 == 0 ? l->low : l->high))
                continue;
            lua_pushnumber(L, numbers[k]);
            lua_rawseti(L, -2, (lua_Integer)i + 1);
        }
        lua_setfield(L, -2, names[k]);
    }
}

static void push_step(lua_State *L, const glo_boxes *boxes, size_t step) {
    const glo_box_step *s = &boxes->steps[step];
    const size_t numbers[] = {s->box, s->step, s->draws, s->cases, s->inputs};
    static const char *const names[] = {"box", "step", "draws", "cases", "inputs"};
    lua_newtable(L);
    for (int i = 0; i < 5; i++) {
        lua_pushinteger(L, (lua_Integer)numbers[i]);
        lua_setfield(L, -2, names[i]);
    }
    lua_pushboolean(L, s->is_box);
    lua_setfield(L, -2, "is_box");
    push_limits(L, boxes->limits + step * boxes->inputs, boxes->inputs, s->is_box);
}

/* Owned by a userdata, so that an error while tables are filled leaks nothing. */
static int boxes_gc(lua_State *L) {
    glo_boxes **slot = lua_touserdata(L, 1);
    glo_boxes_free(*slot);
    *slot = NULL;
    return 0;
}

static bool passes(double value, const char *comparison, double threshold) {
    bool is_equal = comparison[1] == '=' && value == threshold;
    return is_equal || (comparison[0] == '>' ? value > threshold : value < threshold);
}

GLO_FUNCTION(
    sample_boxes, .name = "sample:boxes", .doc = "Boxes of inputs that lead to cases of interest (PRIM).",
    GLO_TAKES({.name = "inputs", .type = "integer[]", .doc = "their columns"},
              {.name = "outcome", .type = "integer", .doc = "its column"},
              {.name = "comparison", .type = "string", .values = ">|>=|<|<=", .doc = "with the threshold"},
              {.name = "threshold", .type = "number", .doc = "beyond it a draw is a case of interest"},
              {.name = "options", .type = "table", .doc = "peel, mass, significance, boxes, step"}),
    GLO_GIVES({.type = "table[]", .doc = "box, step, draws, cases, inputs, is_box, low, high, p_low, p_high"},
              {.type = "integer", .doc = "the cases of interest"}),
    .is_internal = true, .since = "0.1",
    .example = "g = graph()\n"
               "s = sample_graph(g, {outputs={g:constant(2)}, cells={1, 1}, draws=10})\n"
               "#s:boxes({1}, 1, '>', 1, {peel=0.05, mass=0.05, significance=0.05, boxes=1}) --> 1") {
    const sample *s = check_sample(L, 1);
    size_t count, cases = 0;
    const double *const *inputs = push_columns(L, s, 2, &count);
    const double *outcome = check_column(L, s, 3), threshold = luaL_checknumber(L, 5);
    static const char *const comparisons[] = {">", ">=", "<", "<=", NULL};
    const char *comparison = comparisons[luaL_checkoption(L, 4, NULL, comparisons)];
    luaL_checktype(L, 6, LUA_TTABLE);
    static const char *const names[] = {"peel", "mass", "significance", "boxes", "step"};
    double numbers[5];
    for (int i = 0; i < 5; i++) {
        glo_push_field(L, 6, names[i]);
        numbers[i] = luaL_optnumber(L, -1, 0);
        if (!(numbers[i] >= 0 && numbers[i] <= 1e9))
            return glo_error(L, "bad argument '%s' to 'discover': expected a number from 0 to 1e9", names[i]);
    }
    const glo_box_spec spec = {.peel = numbers[0],
                               .least_mass = numbers[1],
                               .significance = numbers[2],
                               .most_boxes = (size_t)numbers[3],
                               .chosen = (size_t)numbers[4]};
    bool *is_case = lua_newuserdatauv(L, s->draws + 1, 0);
    for (size_t d = 0; d < s->draws; d++) {
        is_case[d] = passes(outcome[d], comparison, threshold);
        cases += is_case[d];
    }
    glo_boxes **slot = lua_newuserdatauv(L, sizeof(glo_boxes *), 0);
    *slot = NULL;
    lua_newtable(L);
    lua_pushcfunction(L, boxes_gc);
    lua_setfield(L, -2, "__gc");
    lua_setmetatable(L, -2);
    glo_status status = glo_find_boxes(inputs, count, s->draws, is_case, &spec, glo_lua_job(L), slot);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    for (size_t i = 0; i < (*slot)->count; i++) {
        push_step(L, *slot, i);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_pushinteger(L, (lua_Integer)cases);
    return 2;
}

static const glo_function *const methods[] = {&sample_about_entry,
                                              &sample_values_entry,
                                              &sample_join_entry,
                                              &sample_information_entry,
                                              &sample_nearest_entry,
                                              &sample_boxes_entry,
                                              NULL};
static const glo_function *const functions[] = {&sample_graph_entry, NULL};

void glo_bind_sample(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", sample_gc}, {NULL, NULL}};
    glo_new_metatable(L, SAMPLE);
    luaL_setfuncs(L, meta, 0);
    lua_newtable(L);
    glo_bind(L, methods);
    lua_setfield(L, -2, "__index");
    lua_pop(L, 1);
    glo_bind(L, functions);
}
