/* check_units.c: do the units of a graph fit? Each node's unit is worked out of its inputs', and compared where two must be the
 * same. A bare number takes on what is wanted of it in a sum, and is a pure number in a product. Example in model/graph.h.
 *
 * Reference: the usual rules of dimensional analysis, as in A. Sydow, Simulation of Systems; a distribution has the unit it is
 * given, or that of its first parameter.
 */
#include "model/graph.h"

#include "base/alloc.h"
#include "nodes.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct checker {
    const glo_model *graph;
    glo_unit *units; /* worked out, by node */
    char *state;     /* 0 to do, 1 under way (a loop through a stock or a delay), 2 done */
    bool *is_bare;   /* a number, or made of numbers only */
    glo_unit time;
    int depth;
} checker;

static glo_status work_out(checker *c, glo_model_node id, const char *quantity);

static glo_status misfit(const char *quantity, const char *what, const glo_unit *is, const char *needs,
                         const glo_unit *other) {
    char a[GLO_UNIT_TEXT], b[GLO_UNIT_TEXT];
    glo_unit_format(is, a);
    glo_unit_format(other, b);
    return glo_fail(GLO_EINVAL, "units of '%s' do not fit: %s is in %s%s%s", quantity, what, a, needs, b);
}

/* The inputs from `first` on are added, compared or chosen from: one unit for all, which is put into `out`. */
static glo_status same_unit(checker *c, const node *n, size_t first, const char *quantity, glo_unit *out,
                            bool *is_bare) {
    *out = (glo_unit){0};
    *is_bare = true;
    const op_info *op = glo_op_info(n->op);
    for (size_t i = first; i < n->count; i++) {
        glo_model_node in = n->inputs[i];
        if (c->is_bare[in])
            continue;
        if (!*is_bare && !glo_unit_fits(out, &c->units[in])) {
            char what[64];
            snprintf(what, sizeof what, "one side of '%s'", op->infix ? op->infix : op->name);
            return misfit(quantity, what, out, ", the other in ", &c->units[in]);
        }
        if (*is_bare || !out->is_known)
            *out = c->units[in];
        *is_bare = false;
    }
    return GLO_OK;
}

static const glo_unit pure = {.is_known = true};

static glo_unit factor_of(const checker *c, glo_model_node id) {
    return c->is_bare[id] ? pure : c->units[id];
}

static glo_status power_unit(checker *c, const node *n, const char *quantity, glo_unit *out) {
    const node *exponent = &c->graph->nodes[n->inputs[1]];
    glo_unit base = factor_of(c, n->inputs[0]), by = factor_of(c, n->inputs[1]);
    if (!glo_unit_fits(&by, &pure))
        return misfit(quantity, "the exponent", &by, "; it must be a number, ", &pure);
    *out = (glo_unit){0};
    if (glo_unit_is_number(&base))
        *out = pure;
    else if (exponent->op == GLO_OP_CONSTANT && exponent->value == floor(exponent->value) &&
             fabs(exponent->value) < 10)
        glo_unit_raise(&base, (int)exponent->value, out);
    return GLO_OK;
}

static glo_status pure_argument(checker *c, const node *n, const char *quantity) {
    glo_unit x = factor_of(c, n->inputs[0]);
    if (glo_unit_fits(&x, &pure))
        return GLO_OK;
    char what[64];
    snprintf(what, sizeof what, "what %s is taken of", glo_op_info(n->op)->name);
    return misfit(quantity, what, &x, "; it must be a number, ", &pure);
}

static glo_status unit_of_operation(checker *c, const node *n, const char *quantity, glo_unit *out,
                                    bool *is_bare) {
    *is_bare = false;
    switch (n->op) {
    case GLO_OP_ADD:
    case GLO_OP_SUBTRACT:
    case GLO_OP_MIN:
    case GLO_OP_MAX:
    case GLO_OP_SUM:
    case GLO_OP_NEGATE:
    case GLO_OP_ABS:
    case GLO_OP_FLOOR:
    case GLO_OP_ROUND:
    case GLO_OP_INITIAL:
    case GLO_OP_MODULO:
        return same_unit(c, n, 0, quantity, out, is_bare);
    case GLO_OP_IF:
        return same_unit(c, n, 1, quantity, out, is_bare);
    case GLO_OP_LESS:
    case GLO_OP_AT_MOST:
    case GLO_OP_ABOVE:
    case GLO_OP_AT_LEAST:
    case GLO_OP_EQUAL:
    case GLO_OP_UNEQUAL: {
        glo_status status = same_unit(c, n, 0, quantity, out, is_bare);
        *out = pure;
        return status;
    }
    case GLO_OP_MULTIPLY:
    case GLO_OP_DIVIDE: {
        glo_unit a = factor_of(c, n->inputs[0]), b = factor_of(c, n->inputs[1]);
        *is_bare = c->is_bare[n->inputs[0]] && c->is_bare[n->inputs[1]];
        return glo_unit_multiply(&a, &b, n->op == GLO_OP_MULTIPLY ? 1 : -1, out);
    }
    case GLO_OP_POWER:
        *is_bare = c->is_bare[n->inputs[0]] && c->is_bare[n->inputs[1]];
        return power_unit(c, n, quantity, out);
    case GLO_OP_SQRT:
        *out = (glo_unit){0};
        *is_bare = c->is_bare[n->inputs[0]];
        return GLO_OK;
    case GLO_OP_EXP:
    case GLO_OP_LOG:
    case GLO_OP_SIN:
    case GLO_OP_COS:
    case GLO_OP_TAN:
    case GLO_OP_ASIN:
    case GLO_OP_ACOS:
    case GLO_OP_ATAN:
        *out = pure;
        *is_bare = c->is_bare[n->inputs[0]];
        return pure_argument(c, n, quantity);
    case GLO_OP_STEP:
    case GLO_OP_PULSE:
    case GLO_OP_DELAY:
        *out = c->units[n->inputs[0]];
        *is_bare = c->is_bare[n->inputs[0]];
        return GLO_OK;
    case GLO_OP_RAMP: {
        glo_unit slope = factor_of(c, n->inputs[0]);
        *is_bare = c->is_bare[n->inputs[0]];
        return glo_unit_multiply(&slope, &c->time, 1, out);
    }
    case GLO_OP_TIME:
    case GLO_OP_DT:
        *out = c->time;
        return GLO_OK;
    case GLO_OP_AND:
    case GLO_OP_OR:
    case GLO_OP_NOT:
        *out = pure;
        return GLO_OK;
    case GLO_OP_DISTRIBUTION: { /* what it is drawn in was given, or is unknown */
        bool is_scaled = n->count > 0 && n->distribution.family != GLO_BETA &&
                         n->distribution.family != GLO_GAMMA && n->distribution.family != GLO_WEIBULL &&
                         n->distribution.family != GLO_LOGNORMAL && n->distribution.family != GLO_BERNOULLI;
        *out = is_scaled ? c->units[n->inputs[0]] : (glo_unit){0};
        return GLO_OK;
    }
    default: /* a lookup has the unit it is given */
        *out = (glo_unit){0};
        return GLO_OK;
    }
}

/* The parameters of a family that are in the unit of what is drawn, a bit for each. Counts are of their own. */
static unsigned in_own_unit(glo_family family) {
    switch (family) {
    case GLO_UNIFORM:
    case GLO_NORMAL:
        return 3;
    case GLO_TRIANGULAR:
    case GLO_PERT:
        return 7;
    case GLO_EXPONENTIAL:
        return 1;
    case GLO_GAMMA:
    case GLO_WEIBULL:
        return 2;
    case GLO_BETA:
        return 12;
    default:
        return 0;
    }
}

static glo_status check_parameters(const checker *c, const node *n, const char *quantity) {
    const glo_family_info *family = glo_family_of(n->distribution.family);
    for (size_t i = 0; i < n->count; i++) {
        glo_model_node in = n->inputs[i];
        if (!(in_own_unit(n->distribution.family) >> i & 1) || c->is_bare[in] ||
            glo_unit_fits(&c->units[in], &n->unit))
            continue;
        char what[64];
        snprintf(what, sizeof what, "%s of %s", family->parameter[i], family->name);
        return misfit(quantity, what, &c->units[in], ", not in ", &n->unit);
    }
    return GLO_OK;
}

static glo_status check_stock(checker *c, const node *n, const glo_unit *unit) {
    glo_status status = work_out(c, n->inputs[0], n->name);
    if (status < 0)
        return status;
    if (!c->is_bare[n->inputs[0]] && !glo_unit_fits(&c->units[n->inputs[0]], unit))
        return misfit(n->name, "its start", &c->units[n->inputs[0]], ", not in ", unit);
    glo_unit rate;
    if (glo_unit_multiply(unit, &c->time, -1, &rate) < 0)
        return GLO_EINVAL;
    for (size_t i = 0; i < n->flow_count; i++) {
        glo_model_node in = n->flows[i].node;
        status = work_out(c, in, n->name);
        if (status < 0)
            return status;
        if (!c->is_bare[in] && !glo_unit_fits(&c->units[in], &rate))
            return misfit(n->name, n->flows[i].sign > 0 ? "an inflow" : "an outflow", &c->units[in],
                          ", where it needs ", &rate);
    }
    return GLO_OK;
}

/* A variable has the unit it is given, else that of what defines it. */
static glo_status check_variable(checker *c, glo_model_node id, const node *n) {
    glo_model_node in = n->inputs[0];
    glo_status status = work_out(c, in, n->name);
    if (status < 0)
        return status;
    if (n->unit.is_known && !c->is_bare[in] && !glo_unit_fits(&c->units[in], &n->unit))
        return misfit(n->name, "what defines it", &c->units[in], ", not in ", &n->unit);
    c->is_bare[id] = !n->unit.is_known && c->is_bare[in];
    c->units[id] = n->unit.is_known ? n->unit : c->units[in];
    return GLO_OK;
}

static glo_status work_out(checker *c, glo_model_node id, const char *quantity) {
    const node *n = &c->graph->nodes[id];
    if (c->state[id])
        return GLO_OK;
    if (++c->depth > GLO_MODEL_DEPTH)
        return glo_fail(GLO_EINVAL, "'%s' rests on more than %d quantities and operations in a row", quantity,
                        GLO_MODEL_DEPTH);
    c->state[id] = 1;
    c->units[id] = n->unit;
    c->is_bare[id] = n->op == GLO_OP_CONSTANT && !n->unit.is_known;
    glo_status status = GLO_OK;
    if (n->op == GLO_OP_STOCK) {
        status = check_stock(c, n, &n->unit);
    } else if (n->op == GLO_OP_VARIABLE) {
        if (n->is_defined)
            status = check_variable(c, id, n);
    } else if (n->op != GLO_OP_CONSTANT) {
        for (size_t i = 0; status == GLO_OK && i < n->count; i++)
            status = work_out(c, n->inputs[i], quantity);
        glo_unit made = {0};
        bool is_bare = false;
        if (status == GLO_OK)
            status = unit_of_operation(c, n, quantity, &made, &is_bare);
        if (status == GLO_OK && n->op == GLO_OP_DISTRIBUTION && n->unit.is_known)
            status = check_parameters(c, n, quantity);
        else if (status == GLO_OK && n->unit.is_known && !is_bare && !glo_unit_fits(&made, &n->unit))
            status = misfit(quantity, "a part of it", &made, ", not in ", &n->unit);
        if (!n->unit.is_known) {
            c->units[id] = made;
            c->is_bare[id] = is_bare;
        }
    }
    c->state[id] = 2;
    c->depth--;
    return status;
}

glo_status glo_model_check_units(const glo_model *graph, const char *time_unit) {
    checker c = {.graph = graph};
    glo_status status = glo_unit_parse(time_unit, &c.time);
    if (status == GLO_OK && (glo_alloc_array(graph->count, sizeof *c.units, &c.units) < 0 ||
                             glo_alloc_array(graph->count, sizeof *c.state, &c.state) < 0 ||
                             glo_alloc_array(graph->count, sizeof *c.is_bare, &c.is_bare) < 0))
        status = GLO_ENOMEM;
    for (size_t i = 0; status == GLO_OK && i < graph->count; i++) {
        if (graph->nodes[i].name && graph->nodes[i].is_defined)
            status = work_out(&c, (glo_model_node)i, graph->nodes[i].name);
    }
    free(c.units);
    free(c.state);
    free(c.is_bare);
    return status;
}
