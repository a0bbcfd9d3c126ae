/* graph.c: building a graph and looking at it. Example in model/graph.h. */
#include "model/graph.h"

#include "base/alloc.h"
#include "base/text.h"
#include "nodes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_NODES = 1 << 24 };

static const op_info ops[GLO_OPS] = {
    [GLO_OP_CONSTANT] = {"constant", NULL, 0, 0},
    [GLO_OP_VARIABLE] = {"variable", NULL, 1, 0},
    [GLO_OP_STOCK] = {"stock", NULL, 1, 0},
    [GLO_OP_DISTRIBUTION] = {"distribution", NULL, -1, 0},
    [GLO_OP_LOOKUP] = {"lookup", NULL, 1, 0},
    [GLO_OP_CALL] = {"lua", NULL, -1, 0},
    [GLO_OP_TIME] = {"time", NULL, 0, 0},
    [GLO_OP_DT] = {"dt", NULL, 0, 0},
    [GLO_OP_ADD] = {"add", "+", 2, 4},
    [GLO_OP_SUBTRACT] = {"subtract", "-", 2, 4},
    [GLO_OP_MULTIPLY] = {"multiply", "*", 2, 5},
    [GLO_OP_DIVIDE] = {"divide", "/", 2, 5},
    [GLO_OP_POWER] = {"power", "^", 2, 7},
    [GLO_OP_MODULO] = {"modulo", "%", 2, 5},
    [GLO_OP_MIN] = {"min", NULL, 2, 0},
    [GLO_OP_MAX] = {"max", NULL, 2, 0},
    [GLO_OP_LESS] = {"less", "<", 2, 3},
    [GLO_OP_AT_MOST] = {"at_most", "<=", 2, 3},
    [GLO_OP_ABOVE] = {"above", ">", 2, 3},
    [GLO_OP_AT_LEAST] = {"at_least", ">=", 2, 3},
    [GLO_OP_EQUAL] = {"equal", "==", 2, 3},
    [GLO_OP_UNEQUAL] = {"unequal", "~=", 2, 3},
    [GLO_OP_AND] = {"both", "and", 2, 2},
    [GLO_OP_OR] = {"either", "or", 2, 1},
    [GLO_OP_NOT] = {"negation", NULL, 1, 0},
    [GLO_OP_NEGATE] = {"negate", "-", 1, 6},
    [GLO_OP_ABS] = {"abs", NULL, 1, 0},
    [GLO_OP_EXP] = {"exp", NULL, 1, 0},
    [GLO_OP_LOG] = {"log", NULL, 1, 0},
    [GLO_OP_SQRT] = {"sqrt", NULL, 1, 0},
    [GLO_OP_SIN] = {"sin", NULL, 1, 0},
    [GLO_OP_COS] = {"cos", NULL, 1, 0},
    [GLO_OP_TAN] = {"tan", NULL, 1, 0},
    [GLO_OP_ASIN] = {"asin", NULL, 1, 0},
    [GLO_OP_ACOS] = {"acos", NULL, 1, 0},
    [GLO_OP_ATAN] = {"atan", NULL, 1, 0},
    [GLO_OP_FLOOR] = {"floor", NULL, 1, 0},
    [GLO_OP_ROUND] = {"round", NULL, 1, 0},
    [GLO_OP_IF] = {"choose", NULL, 3, 0},
    [GLO_OP_STEP] = {"step", NULL, 2, 0},
    [GLO_OP_RAMP] = {"ramp", NULL, 3, 0},
    [GLO_OP_PULSE] = {"pulse", NULL, 4, 0},
    [GLO_OP_DELAY] = {"delay", NULL, 3, 0},
    [GLO_OP_INITIAL] = {"initial", NULL, 1, 0},
    [GLO_OP_SUM] = {"sum", NULL, -1, 0},
};

const op_info *glo_op_info(glo_model_op op) {
    return &ops[op];
}

const char *glo_model_op_name(glo_model_op op) {
    return ops[op].name;
}

glo_status glo_model_op_find(const char *name, glo_model_op *out) {
    glo_nearest nearest = {.wanted = name};
    for (int i = 0; i < GLO_OPS; i++) {
        if (strcmp(ops[i].name, name) == 0) {
            *out = (glo_model_op)i;
            return GLO_OK;
        }
        glo_nearest_offer(&nearest, ops[i].name);
    }
    return glo_fail(GLO_ENOTFOUND, "there is no operation '%s'%s", name, glo_nearest_hint(&nearest));
}

glo_status glo_model_new(glo_model **out) {
    return glo_alloc_array(1, sizeof(glo_model), out);
}

static void dispose_node(node *n) {
    free(n->inputs);
    free(n->name);
    free(n->unit_text);
    free(n->xs);
    free(n->ys);
    free(n->key);
    free(n->flows);
}

void glo_model_free(glo_model *graph) {
    if (!graph)
        return;
    for (size_t i = 0; i < graph->count; i++)
        dispose_node(&graph->nodes[i]);
    free(graph->nodes);
    free(graph->correlations);
    free(graph);
}

/* --- building ----------------------------------------------------------------------------------------------- */

static glo_status may_change(const glo_model *graph) {
    return graph->running
               ? glo_fail(GLO_EBUSY, "the model is running: it can be changed when the run has ended")
               : GLO_OK;
}

static bool is_node(const glo_model *graph, glo_model_node id) {
    return id >= 0 && (size_t)id < graph->count;
}

static glo_status add_node(glo_model *graph, glo_model_op op, const glo_model_node *inputs, size_t count,
                           glo_model_node *out) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    for (size_t i = 0; i < count; i++) {
        if (!is_node(graph, inputs[i]))
            return glo_fail(GLO_EINVAL, "input %zu of %s is no node of this model", i + 1, ops[op].name);
    }
    if (graph->count >= MOST_NODES)
        return glo_fail(GLO_EINVAL, "a model has at most %d nodes", MOST_NODES);
    if (glo_alloc_grow(&graph->nodes, &graph->room, graph->count + 1, sizeof *graph->nodes) < 0)
        return GLO_ENOMEM;
    node made = {.op = op, .count = count};
    if (glo_alloc_array(count, sizeof *made.inputs, &made.inputs) < 0)
        return GLO_ENOMEM;
    if (count)
        memcpy(made.inputs, inputs, count * sizeof *inputs);
    graph->nodes[graph->count] = made;
    *out = (glo_model_node)graph->count++;
    return GLO_OK;
}

/* Takes the last node back, when what belongs to it can't be had. */
static glo_status drop_last(glo_model *graph, glo_status status) {
    dispose_node(&graph->nodes[--graph->count]);
    return status;
}

glo_status glo_model_constant(glo_model *graph, double value, glo_model_node *out) {
    glo_model_node made;
    if (!isfinite(value))
        return glo_fail(GLO_EINVAL, "a constant must be a finite number, got %g", value);
    glo_status status = add_node(graph, GLO_OP_CONSTANT, NULL, 0, &made);
    if (status == GLO_OK) {
        graph->nodes[made].value = value;
        *out = made;
    }
    return status;
}

glo_status glo_model_apply(glo_model *graph, glo_model_op op, const glo_model_node *inputs, size_t count,
                           glo_model_node *out) {
    bool is_plain = (op >= GLO_OP_TIME && op < GLO_OPS);
    if (!is_plain || (ops[op].arity >= 0 && count != (size_t)ops[op].arity) ||
        (op == GLO_OP_SUM && count == 0))
        return glo_fail(GLO_EINVAL, "%s does not take %zu inputs", ops[op].name, count);
    return add_node(graph, op, inputs, count, out);
}

static glo_status copy_numbers(const double *from, size_t count, double **out) {
    if (glo_alloc_array(count, sizeof **out, out) < 0)
        return GLO_ENOMEM;
    if (count)
        memcpy(*out, from, count * sizeof *from);
    return GLO_OK;
}

glo_status glo_model_lookup(glo_model *graph, glo_model_node x, const double *xs, const double *ys,
                            size_t count, bool is_extrapolated, glo_model_node *out) {
    if (count == 0)
        return glo_fail(GLO_EINVAL, "a lookup needs at least one point");
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(xs[i]) || !isfinite(ys[i]))
            return glo_fail(GLO_EINVAL, "point %zu of a lookup is no finite number", i + 1);
        if (i > 0 && !(xs[i] >= xs[i - 1]))
            return glo_fail(GLO_EINVAL, "the x of a lookup must rise: %g comes after %g", xs[i], xs[i - 1]);
    }
    glo_model_node made;
    glo_status status = add_node(graph, GLO_OP_LOOKUP, &x, 1, &made);
    if (status < 0)
        return status;
    node *n = &graph->nodes[made];
    if (copy_numbers(xs, count, &n->xs) < 0 || copy_numbers(ys, count, &n->ys) < 0)
        return drop_last(graph, GLO_ENOMEM);
    n->points = count;
    n->is_extrapolated = is_extrapolated;
    *out = made;
    return GLO_OK;
}

glo_status glo_model_call(glo_model *graph, size_t function, const char *identity,
                          const glo_model_node *inputs, size_t count, glo_model_node *out) {
    glo_model_node made;
    if (count > GLO_CALL_INPUTS)
        return glo_fail(GLO_EINVAL, "a function takes at most %d quantities, got %zu", GLO_CALL_INPUTS,
                        count);
    glo_status status = add_node(graph, GLO_OP_CALL, inputs, count, &made);
    if (status < 0)
        return status;
    graph->nodes[made].function = function;
    if (glo_alloc_text(identity, &graph->nodes[made].key) < 0)
        return drop_last(graph, GLO_ENOMEM);
    *out = made;
    return GLO_OK;
}

/* Points a distribution to the values that its node owns. */
static void borrow_values(node *n) {
    n->distribution.values = n->xs;
    n->distribution.weights = n->ys;
    n->distribution.count = n->distribution.sets > 0 ? n->points / n->distribution.sets : n->points;
}

glo_status glo_model_distribution(glo_model *graph, const glo_distribution *d,
                                  const glo_model_node *parameters, bool each_step, const char *key,
                                  glo_model_node *out) {
    const glo_family_info *family = glo_family_of(d->family);
    glo_model_node made;
    glo_status status = add_node(graph, GLO_OP_DISTRIBUTION, parameters, (size_t)family->count, &made);
    if (status < 0)
        return status;
    node *n = &graph->nodes[made];
    n->distribution = *d;
    n->each_step = each_step;
    if (family->has_values) {
        n->points = d->sets > 0 ? d->count * d->sets : d->count;
        if (copy_numbers(d->values, n->points, &n->xs) < 0 ||
            (d->weights && copy_numbers(d->weights, n->points, &n->ys) < 0))
            return drop_last(graph, GLO_ENOMEM);
    }
    borrow_values(n);
    if (key && glo_alloc_text(key, &n->key) < 0)
        return drop_last(graph, GLO_ENOMEM);
    *out = made;
    return GLO_OK;
}

glo_status glo_model_key(glo_model *graph, glo_model_node id, const char *key) {
    if (!is_node(graph, id) || graph->nodes[id].op != GLO_OP_DISTRIBUTION)
        return glo_fail(GLO_EINVAL, "only a distribution has a stream of random numbers");
    return graph->nodes[id].key ? GLO_OK : glo_alloc_text(key, &graph->nodes[id].key);
}

static bool is_distribution(const glo_model *graph, glo_model_node id) {
    return is_node(graph, id) && graph->nodes[id].op == GLO_OP_DISTRIBUTION;
}

glo_status glo_model_correlate(glo_model *graph, glo_model_node a, glo_model_node b, double rank) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    if (!is_distribution(graph, a) || !is_distribution(graph, b) || a == b)
        return glo_fail(GLO_EINVAL, "only two different distributions can be correlated");
    if (!(rank >= -1 && rank <= 1))
        return glo_fail(GLO_EINVAL, "a correlation must be from -1 to 1, got %g", rank);
    for (size_t i = 0; i < graph->correlation_count; i++) {
        correlation *c = &graph->correlations[i];
        if ((c->a == a && c->b == b) || (c->a == b && c->b == a)) {
            c->rank = rank;
            return GLO_OK;
        }
    }
    if (glo_alloc_grow(&graph->correlations, &graph->correlation_room, graph->correlation_count + 1,
                       sizeof *graph->correlations) < 0)
        return GLO_ENOMEM;
    graph->correlations[graph->correlation_count++] = (correlation){a, b, rank};
    return GLO_OK;
}

static glo_model_node named(const glo_model *graph, const char *name) {
    for (size_t i = 0; i < graph->count; i++) {
        if (graph->nodes[i].name && strcmp(graph->nodes[i].name, name) == 0)
            return (glo_model_node)i;
    }
    return GLO_NO_MODEL_NODE;
}

glo_status glo_model_variable(glo_model *graph, const char *name, glo_model_node *out) {
    glo_model_node made = named(graph, name);
    if (made == GLO_NO_MODEL_NODE) {
        if (!*name)
            return glo_fail(GLO_EINVAL, "a quantity needs a name");
        glo_status status = add_node(graph, GLO_OP_VARIABLE, NULL, 0, &made);
        if (status < 0)
            return status;
        if (glo_alloc_text(name, &graph->nodes[made].name) < 0)
            return drop_last(graph, GLO_ENOMEM);
    }
    *out = made;
    return GLO_OK;
}

static glo_status define_as(glo_model *graph, glo_model_node variable, glo_model_op op,
                            glo_model_node value) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    if (!is_node(graph, variable) || !graph->nodes[variable].name || !is_node(graph, value))
        return glo_fail(GLO_EINVAL, "only a variable can be defined, and by a node of its model");
    node *n = &graph->nodes[variable];
    if (n->is_defined)
        return glo_fail(GLO_EEXISTS, "'%s' is already defined", n->name);
    glo_model_node *inputs;
    if (glo_alloc_array(1, sizeof *inputs, &inputs) < 0)
        return GLO_ENOMEM;
    free(n->inputs);
    inputs[0] = value;
    n->inputs = inputs;
    n->count = 1;
    n->op = op;
    n->is_defined = true;
    return GLO_OK;
}

glo_status glo_model_define(glo_model *graph, glo_model_node variable, glo_model_node value) {
    return define_as(graph, variable, GLO_OP_VARIABLE, value);
}

glo_status glo_model_stock(glo_model *graph, glo_model_node variable, glo_model_node initial) {
    return define_as(graph, variable, GLO_OP_STOCK, initial);
}

glo_status glo_model_flow(glo_model *graph, glo_model_node stock, glo_model_node id, int sign) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    if (!is_node(graph, stock) || graph->nodes[stock].op != GLO_OP_STOCK || !is_node(graph, id))
        return glo_fail(GLO_EINVAL, "a flow goes into or out of a stock of its model");
    node *n = &graph->nodes[stock];
    if (glo_alloc_grow(&n->flows, &n->flow_room, n->flow_count + 1, sizeof *n->flows) < 0)
        return GLO_ENOMEM;
    n->flows[n->flow_count++] = (flow){id, sign < 0 ? -1 : 1};
    return GLO_OK;
}

glo_status glo_model_undefine(glo_model *graph, glo_model_node variable) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    if (!is_node(graph, variable) || !graph->nodes[variable].name)
        return glo_fail(GLO_EINVAL, "only a variable can be defined anew");
    node *n = &graph->nodes[variable];
    n->op = GLO_OP_VARIABLE;
    n->is_defined = false;
    n->count = n->flow_count = 0;
    free(n->unit_text);
    n->unit_text = NULL;
    n->unit = (glo_unit){0};
    return GLO_OK;
}

glo_status glo_model_unit(glo_model *graph, glo_model_node id, const char *unit) {
    glo_status status = may_change(graph);
    if (status < 0)
        return status;
    glo_unit parsed;
    char *copy = NULL;
    if (!is_node(graph, id))
        return glo_fail(GLO_EINVAL, "only a node of the model has a unit");
    if (glo_unit_parse(unit, &parsed) < 0)
        return GLO_EINVAL;
    if (unit && glo_alloc_text(unit, &copy) < 0)
        return GLO_ENOMEM;
    node *n = &graph->nodes[id];
    free(n->unit_text);
    n->unit_text = copy;
    n->unit = parsed;
    return GLO_OK;
}

/* --- chains of stocks --------------------------------------------------------------------------------------- */

/* One stock of a chain, "name/2", with what it begins with. */
static glo_status chain_stock(glo_model *graph, const char *name, int number, glo_model_node initial,
                              glo_model_node *out) {
    char full[256];
    snprintf(full, sizeof full, "%s/%d", name, number);
    if (named(graph, full) != GLO_NO_MODEL_NODE)
        return glo_fail(GLO_EEXISTS, "'%s' is already defined", full);
    glo_status status = glo_model_variable(graph, full, out);
    return status < 0 ? status : glo_model_stock(graph, *out, initial);
}

/* The time that one stock of a chain holds things: duration / order. */
static glo_status part_of(glo_model *graph, glo_model_node duration, int order, glo_model_node *out) {
    glo_model_node number;
    glo_status status = glo_model_constant(graph, order, &number);
    return status < 0 ? status
                      : glo_model_apply(graph, GLO_OP_DIVIDE, (glo_model_node[]){duration, number}, 2, out);
}

static glo_status initial_of(glo_model *graph, glo_model_node x, glo_model_node initial,
                             glo_model_node *out) {
    *out = initial;
    return initial == GLO_NO_MODEL_NODE ? glo_model_apply(graph, GLO_OP_INITIAL, &x, 1, out) : GLO_OK;
}

glo_status glo_model_smooth(glo_model *graph, const char *name, glo_model_node x, glo_model_node duration,
                            int order, glo_model_node initial, glo_model_node *out) {
    glo_model_node part, start, stock = GLO_NO_MODEL_NODE, gap, change, in = x;
    glo_status status = part_of(graph, duration, order, &part);
    if (status == GLO_OK)
        status = initial_of(graph, x, initial, &start);
    for (int i = 1; status == GLO_OK && i <= order; i++) {
        status = chain_stock(graph, name, i, start, &stock);
        if (status == GLO_OK)
            status = glo_model_apply(graph, GLO_OP_SUBTRACT, (glo_model_node[]){in, stock}, 2, &gap);
        if (status == GLO_OK)
            status = glo_model_apply(graph, GLO_OP_DIVIDE, (glo_model_node[]){gap, part}, 2, &change);
        if (status == GLO_OK)
            status = glo_model_flow(graph, stock, change, 1);
        in = stock;
    }
    if (status == GLO_OK)
        *out = in;
    return status;
}

glo_status glo_model_material_delay(glo_model *graph, const char *name, glo_model_node x,
                                    glo_model_node duration, int order, glo_model_node initial,
                                    glo_model_node *out) {
    glo_model_node part, start, held, stock = GLO_NO_MODEL_NODE, outflow, in = x;
    glo_status status = part_of(graph, duration, order, &part);
    if (status == GLO_OK)
        status = initial_of(graph, x, initial, &start);
    if (status == GLO_OK)
        status = glo_model_apply(graph, GLO_OP_MULTIPLY, (glo_model_node[]){start, part}, 2, &held);
    for (int i = 1; status == GLO_OK && i <= order; i++) {
        status = chain_stock(graph, name, i, held, &stock);
        if (status == GLO_OK)
            status = glo_model_apply(graph, GLO_OP_DIVIDE, (glo_model_node[]){stock, part}, 2, &outflow);
        if (status == GLO_OK)
            status = glo_model_flow(graph, stock, in, 1);
        if (status == GLO_OK)
            status = glo_model_flow(graph, stock, outflow, -1);
        in = outflow;
    }
    if (status == GLO_OK)
        *out = in;
    return status;
}

/* --- copying ------------------------------------------------------------------------------------------------ */

static glo_status copy_node(const node *from, node *to) {
    glo_status status = GLO_OK;
    *to = *from;
    to->inputs = NULL;
    to->name = to->unit_text = to->key = NULL;
    to->xs = to->ys = NULL;
    to->flows = NULL;
    to->flow_room = from->flow_count;
    if (glo_alloc_array(from->count, sizeof *to->inputs, &to->inputs) < 0 ||
        glo_alloc_array(from->flow_count, sizeof *to->flows, &to->flows) < 0)
        return GLO_ENOMEM;
    if (from->count)
        memcpy(to->inputs, from->inputs, from->count * sizeof *to->inputs);
    if (from->flow_count)
        memcpy(to->flows, from->flows, from->flow_count * sizeof *to->flows);
    if ((from->name && glo_alloc_text(from->name, &to->name) < 0) ||
        (from->unit_text && glo_alloc_text(from->unit_text, &to->unit_text) < 0) ||
        (from->key && glo_alloc_text(from->key, &to->key) < 0) ||
        (from->xs && copy_numbers(from->xs, from->points, &to->xs) < 0) ||
        (from->ys && copy_numbers(from->ys, from->points, &to->ys) < 0))
        status = GLO_ENOMEM;
    if (from->op == GLO_OP_DISTRIBUTION)
        borrow_values(to);
    return status;
}

glo_status glo_model_copy(const glo_model *graph, glo_model **out) {
    glo_model *made;
    if (glo_model_new(&made) < 0)
        return GLO_ENOMEM;
    glo_status status = glo_alloc_array(graph->count, sizeof *made->nodes, &made->nodes);
    made->room = status == GLO_OK ? graph->count : 0;
    for (size_t i = 0; status == GLO_OK && i < graph->count; i++) {
        made->count++; /* what of it was copied is freed with it */
        status = copy_node(&graph->nodes[i], &made->nodes[i]);
    }
    if (status == GLO_OK && graph->correlation_count > 0) {
        status = glo_alloc_array(graph->correlation_count, sizeof *made->correlations, &made->correlations);
        if (status == GLO_OK)
            memcpy(made->correlations, graph->correlations,
                   graph->correlation_count * sizeof *made->correlations);
        made->correlation_count = made->correlation_room = status == GLO_OK ? graph->correlation_count : 0;
    }
    if (status < 0)
        glo_model_free(made);
    else
        *out = made;
    return status;
}

void glo_model_hold(glo_model *graph) {
    graph->running++;
}

void glo_model_release(glo_model *graph) {
    graph->running--;
}

/* --- looking ------------------------------------------------------------------------------------------------ */

size_t glo_model_size(const glo_model *graph) {
    return graph->count;
}

glo_model_op glo_model_op_of(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].op;
}

const char *glo_model_name(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].name;
}

const char *glo_model_unit_text(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].unit_text;
}

bool glo_model_is_defined(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].is_defined;
}

glo_status glo_model_find(const glo_model *graph, const char *name, glo_model_node *out) {
    glo_model_node found = named(graph, name);
    if (found == GLO_NO_MODEL_NODE || !graph->nodes[found].is_defined) {
        glo_nearest nearest = {.wanted = name};
        for (size_t i = 0; i < graph->count; i++) {
            if (graph->nodes[i].name && graph->nodes[i].is_defined)
                glo_nearest_offer(&nearest, graph->nodes[i].name);
        }
        return glo_fail(GLO_ENOTFOUND, "the model has no quantity '%s'%s", name, glo_nearest_hint(&nearest));
    }
    *out = found;
    return GLO_OK;
}

size_t glo_model_inputs(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].count;
}

glo_model_node glo_model_input(const glo_model *graph, glo_model_node id, size_t i) {
    return graph->nodes[id].inputs[i];
}

double glo_model_value(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].value;
}

const glo_distribution *glo_model_distribution_of(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].op == GLO_OP_DISTRIBUTION ? &graph->nodes[id].distribution : NULL;
}

const char *glo_model_key_of(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].key;
}

size_t glo_model_flows(const glo_model *graph, glo_model_node id) {
    return graph->nodes[id].flow_count;
}

glo_model_node glo_model_flow_of(const glo_model *graph, glo_model_node id, size_t i, int *sign) {
    *sign = graph->nodes[id].flows[i].sign;
    return graph->nodes[id].flows[i].node;
}
