/* graph.h: a model as a graph: named quantities (variables), what defines them, stocks and their flows. It is built once, by
 * Lua operators or by a reader of files, then compiled (model/program.h) and run (model/run.h).
 *
 * A node is a number. A variable may be used before it is defined, so that a stock's outflow may depend on the stock:
 *
 * Example:
 *   glo_model *g;
 *   glo_model_new(&g);
 *   glo_model_node waiting, rate, start, outflow;
 *   glo_model_variable(g, "waiting", &waiting);
 *   glo_model_constant(g, 0.1, &rate);
 *   glo_model_constant(g, 2000, &start);
 *   glo_model_apply(g, GLO_OP_MULTIPLY, (glo_model_node[]){waiting, rate}, 2, &outflow);
 *   glo_model_stock(g, waiting, start);
 *   glo_model_flow(g, waiting, outflow, -1);
 *
 * Arrays are variables by element ("waiting[north]"); a sum over an axis is GLO_OP_SUM of them. Time runs in the clock's unit
 * from the clock's start (model/program.h), months or any other.
 *
 * Reference: J. D. Sterman, Business Dynamics (2000), for stocks, flows, delays and smooths.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_GRAPH_H
#define GLO_MODEL_GRAPH_H

#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "model/distribution.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_model glo_model;
typedef int32_t glo_model_node;
#define GLO_NO_MODEL_NODE (-1)

/* With its inputs. A truth is 1 or 0; what is not 0 is true. */
typedef enum glo_model_op {
    GLO_OP_CONSTANT,
    GLO_OP_VARIABLE,     /* by glo_model_variable: what defines it */
    GLO_OP_STOCK,        /* by glo_model_stock: what it is at the start */
    GLO_OP_DISTRIBUTION, /* by glo_model_distribution: its parameters */
    GLO_OP_LOOKUP,       /* by glo_model_lookup: x */
    GLO_OP_CALL,         /* by glo_model_call: what a function of the caller's is given */
    GLO_OP_TIME,
    GLO_OP_DT,
    GLO_OP_ADD,
    GLO_OP_SUBTRACT,
    GLO_OP_MULTIPLY,
    GLO_OP_DIVIDE,
    GLO_OP_POWER,
    GLO_OP_MODULO, /* with the sign of the divisor */
    GLO_OP_MIN,
    GLO_OP_MAX,
    GLO_OP_LESS,
    GLO_OP_AT_MOST,
    GLO_OP_ABOVE,
    GLO_OP_AT_LEAST,
    GLO_OP_EQUAL,
    GLO_OP_UNEQUAL,
    GLO_OP_AND,
    GLO_OP_OR,
    GLO_OP_NOT,
    GLO_OP_NEGATE,
    GLO_OP_ABS,
    GLO_OP_EXP,
    GLO_OP_LOG,
    GLO_OP_SQRT,
    GLO_OP_SIN,
    GLO_OP_COS,
    GLO_OP_TAN,
    GLO_OP_ASIN,
    GLO_OP_ACOS,
    GLO_OP_ATAN,
    GLO_OP_FLOOR,
    GLO_OP_ROUND, /* to the nearest whole number, halves up */
    GLO_OP_IF,    /* condition, value where it is true, value where not */
    GLO_OP_STEP,  /* height, from: 0 before, height after */
    GLO_OP_RAMP,  /* slope, from, to */
    GLO_OP_PULSE, /* height, from, width, every: height for `width`, again after each `every` (0: once) */
    GLO_OP_DELAY, /* x, duration, what it gives before: x as it was; the duration is the same for all draws */
    GLO_OP_INITIAL, /* x: its value at the start */
    GLO_OP_SUM      /* of any number */
} glo_model_op;
#define GLO_OPS (GLO_OP_SUM + 1)

const char *glo_model_op_name(glo_model_op op);
/* "add", "min" ...; GLO_ENOTFOUND names the nearest. */
glo_status glo_model_op_find(const char *name, glo_model_op *out);

glo_status glo_model_new(glo_model **out);
void glo_model_free(glo_model *graph);

/* A node for each; GLO_EBUSY for a graph that is running, GLO_ENOMEM. */
glo_status glo_model_constant(glo_model *graph, double value, glo_model_node *out);
glo_status glo_model_apply(glo_model *graph, glo_model_op op, const glo_model_node *inputs, size_t count,
                           glo_model_node *out);
/* Points of which x rises; between them straight, beyond them level or (is_extrapolated) going on straight. */
glo_status glo_model_lookup(glo_model *graph, glo_model_node x, const double *xs, const double *ys,
                            size_t count, bool is_extrapolated, glo_model_node *out);
/* What a function of the caller's makes of some nodes (model/program.h): number `function` of its functions; `identity` is a text that
 * differs where the function does, for the hash. At most GLO_CALL_INPUTS. */
#define GLO_CALL_INPUTS 7
glo_status glo_model_call(glo_model *graph, size_t function, const char *identity,
                          const glo_model_node *inputs, size_t count, glo_model_node *out);
/* `parameters` are nodes, as many as the family has; values and weights of `d` are copied. With `each_step` it is drawn anew at
 * every step. `key` names its stream of random numbers (copied); NULL: to be set before a run. */
glo_status glo_model_distribution(glo_model *graph, const glo_distribution *d,
                                  const glo_model_node *parameters, bool each_step, const char *key,
                                  glo_model_node *out);
/* Sets the key of a distribution that has none. */
glo_status glo_model_key(glo_model *graph, glo_model_node node, const char *key);

/* The rank correlation (Spearman's) of two distributions, from -1 to 1; of a pair given twice the later holds. Whether all of them are
 * possible together is seen when the program is made. GLO_EINVAL. */
glo_status glo_model_correlate(glo_model *graph, glo_model_node a, glo_model_node b, double correlation);

/* The node of that name, made where there is none yet. */
glo_status glo_model_variable(glo_model *graph, const char *name, glo_model_node *out);
/* Defines a variable. GLO_EEXISTS where it is already defined. */
glo_status glo_model_define(glo_model *graph, glo_model_node variable, glo_model_node value);
/* Makes a variable a stock. */
glo_status glo_model_stock(glo_model *graph, glo_model_node variable, glo_model_node initial);
/* What flows into a stock per unit of time (sign 1), or out of it (-1). */
glo_status glo_model_flow(glo_model *graph, glo_model_node stock, glo_model_node flow, int sign);
/* Takes the definition of a variable back, so that it may be defined anew. */
glo_status glo_model_undefine(glo_model *graph, glo_model_node variable);
/* The unit of a node, as in model/unit.h; GLO_EINVAL. */
glo_status glo_model_unit(glo_model *graph, glo_model_node node, const char *unit);

/* Of order 1, 3 ...: a chain of stocks (named after `name`) that follows x with the mean delay `duration`. A smooth averages x; a
 * delay passes on all that came in. `initial` may be GLO_NO_MODEL_NODE: x at the start. */
glo_status glo_model_smooth(glo_model *graph, const char *name, glo_model_node x, glo_model_node duration,
                            int order, glo_model_node initial, glo_model_node *out);
glo_status glo_model_material_delay(glo_model *graph, const char *name, glo_model_node x,
                                    glo_model_node duration, int order, glo_model_node initial,
                                    glo_model_node *out);

/* A copy, which may be changed by itself. */
glo_status glo_model_copy(const glo_model *graph, glo_model **out);

/* While it runs it can't be changed (GLO_EBUSY). Each hold has a release; from one thread. */
void glo_model_hold(glo_model *graph);
void glo_model_release(glo_model *graph);

/* Looking at it. */
size_t glo_model_size(const glo_model *graph); /* nodes */
glo_model_op glo_model_op_of(const glo_model *graph, glo_model_node node);
const char *glo_model_name(const glo_model *graph, glo_model_node node);      /* of a variable, else NULL */
const char *glo_model_unit_text(const glo_model *graph, glo_model_node node); /* as given, NULL for none */
bool glo_model_is_defined(const glo_model *graph, glo_model_node variable);
/* GLO_ENOTFOUND names the nearest. */
glo_status glo_model_find(const glo_model *graph, const char *name, glo_model_node *out);
size_t glo_model_inputs(const glo_model *graph, glo_model_node node);
glo_model_node glo_model_input(const glo_model *graph, glo_model_node node, size_t i);
double glo_model_value(const glo_model *graph, glo_model_node node); /* of a constant */
const glo_distribution *glo_model_distribution_of(const glo_model *graph, glo_model_node node);
const char *glo_model_key_of(const glo_model *graph, glo_model_node node);
size_t glo_model_flows(const glo_model *graph, glo_model_node stock);
glo_model_node glo_model_flow_of(const glo_model *graph, glo_model_node stock, size_t i, int *sign);

/* The right side of a node's equation: "arrivals - waiting * rate"; of a variable, what defines it. */
void glo_model_expression(const glo_model *graph, glo_model_node node, glo_buf *out);
/* All equations, a line each. */
void glo_model_equations(const glo_model *graph, glo_buf *out);
/* SHA-256 over the equations with all their digits and tables: two graphs with the same hash give the same results. */
glo_status glo_model_hash(const glo_model *graph, char out[GLO_SHA256_HEX]);

/* Checks that units fit, where they are known, with time in `time_unit`; the message names the quantity. */
glo_status glo_model_check_units(const glo_model *graph, const char *time_unit);

#endif
