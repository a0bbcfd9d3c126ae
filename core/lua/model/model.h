/* model.h: what the bindings of core/model share.
 *
 * Example:  glo_model *graph = glo_check_graph(L, 1);
 */
#ifndef GLO_LUA_MODEL_H
#define GLO_LUA_MODEL_H

#include "frame/frame.h"
#include "model/graph.h"
#include "model/run.h"

#include <lua.h>

glo_model *glo_check_graph(lua_State *L, int index);

/* call.c: Lua functions as nodes. The functions of a graph stand in the registry by its address: `forget` takes them out, `copy` gives
 * them to another graph. `answer` has a program of the graph call them from this state, as long as what it pushes stays on the stack. */
void glo_forget_functions(lua_State *L, const glo_model *graph);
void glo_copy_functions(lua_State *L, const glo_model *from, const glo_model *to);
void glo_answer_calls(lua_State *L, const glo_model *graph, glo_program *program);

/* A list of numbers in a userdata that is left on the stack. */
double *glo_push_numbers(lua_State *L, int index, const char *name, size_t *out_count);
/* A list of nodes, the same way. */
glo_model_node *glo_push_nodes(lua_State *L, int index, const char *name, size_t *out_count);

/* Results of a run; raises for anything else. */
const glo_results *glo_check_results(lua_State *L, int index);

/* A number about an output in a row, by its name, such as "mean"; raises where there is none. */
typedef double glo_measure_of(const glo_results *r, size_t output, size_t row);
glo_measure_of *glo_check_measure(lua_State *L, const char *name);

/* An option that is a whole number of at least `least`. */
uint64_t glo_model_whole_field(lua_State *L, int options, const char *name, double otherwise, double least);

/* How to draw, out of the options; `given` numbers, where they are given, in a userdata that is left on the stack. */
glo_sampling glo_model_sampling(lua_State *L, int options, size_t *out_given);
glo_status glo_check_given(const glo_program *program, const glo_sampling *sampling, size_t given);
/* The program of a graph, with the field `outputs` as its outputs; pushes two values, of which the first owns it. Left as it is where
 * there is none, with the thread's message set. */
void glo_push_program_slot(lua_State *L, const glo_model *graph, int options, glo_program **out);
/* Adds the method of call.c to the table on the top. */
void glo_bind_graph_call(lua_State *L);
/* Adds its function to the table on the top. */
void glo_bind_model_calls(lua_State *L);

/* What went into a frame, of the option `sources`: the strictest marking, and the origins in a userdata. Pushes two values. */
glo_marking glo_model_join_sources(lua_State *L, int options, glo_provenance ***out, size_t *out_count);

/* Adds the methods of results_frame.c, and those of allocate.c, to the table on the top. */
void glo_bind_results_frame(lua_State *L);
void glo_bind_allocate(lua_State *L);

#endif
