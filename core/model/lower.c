/* lower.c: a node of the graph as values and instructions. Contract in compiler.h. */
#include "compiler.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"

#include <math.h>
#include <string.h>

static const char *fault_of(glo_model_op op) {
    switch (op) {
    case GLO_OP_DIVIDE:
    case GLO_OP_MODULO:
        return "division by zero";
    case GLO_OP_LOG:
        return "logarithm of a number that is not above 0";
    case GLO_OP_SQRT:
        return "root of a negative number";
    case GLO_OP_POWER:
        return "power that is no number";
    case GLO_OP_EXP:
        return "number too large";
    case GLO_OP_ASIN:
    case GLO_OP_ACOS:
        return "argument outside -1 to 1";
    default:
        return NULL;
    }
}

static glo_status lower_inputs(compiler *c, const node *n, int where, int32_t *out) {
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < n->count; i++)
        status = glo_lower(c, n->inputs[i], where, &out[i]);
    return status;
}

/* The value of a node that varies neither by draw nor in time. */
static double constant_at(const compiler *c, glo_model_node id, int depth) {
    const node *n = &c->graph->nodes[id];
    double inputs[4] = {0}, sum = 0;
    if (n->op == GLO_OP_CONSTANT)
        return n->value;
    if (n->op == GLO_OP_DT)
        return c->program->clock.dt;
    for (size_t i = 0; i < n->count; i++) {
        double x = depth < GLO_MODEL_DEPTH ? constant_at(c, n->inputs[i], depth + 1) : NAN;
        sum += x;
        if (i < 4)
            inputs[i] = x;
    }
    if (n->op == GLO_OP_VARIABLE || n->op == GLO_OP_INITIAL)
        return inputs[0];
    if (n->op == GLO_OP_SUM)
        return sum;
    if (n->op == GLO_OP_LOOKUP) {
        double y;
        glo_look_up(&y, inputs, 1, n->xs, n->ys, n->points, n->is_extrapolated);
        return y;
    }
    return glo_apply_to_numbers(n->op, inputs);
}

static double constant_of(const compiler *c, glo_model_node id) {
    return constant_at(c, id, 0);
}

static glo_status add_samplers(program_input *made, const char *quantity) {
    size_t count = made->distribution.sets > 0 ? made->distribution.sets : 1;
    glo_status status = glo_alloc_array(count, sizeof(glo_sampler *), &made->samplers);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        glo_distribution one = glo_distribution_set(&made->distribution, i);
        status = glo_distribution_check(&one, quantity);
        if (status == GLO_OK)
            status = glo_sampler_new(&one, &made->samplers[i]);
        made->sampler_count += status == GLO_OK;
    }
    return status;
}

static glo_status add_input(compiler *c, glo_model_node id, const node *n, bool is_fixed) {
    glo_program *p = c->program;
    glo_status status;
    if (!n->key)
        return glo_fail(GLO_EINVAL, "'%s': a distribution in it has no name", glo_quantity_under_way(c));
    if (glo_alloc_grow(&p->inputs, &p->input_room, p->input_count + 1, sizeof *p->inputs) < 0)
        return GLO_ENOMEM;
    program_input *made = &p->inputs[p->input_count];
    *made = (program_input){.each_step = n->each_step,
                            .distribution = n->distribution,
                            .member = glo_correlation_member(c, id),
                            .dimension = glo_dimension_of(c, id)};
    made->stream = glo_stream_of_key(n->key, &status);
    if (status < 0 || glo_alloc_text(n->key, &made->key) < 0)
        return GLO_ENOMEM;
    c->slot[id] = (int32_t)p->input_count++;
    if (!is_fixed)
        return GLO_OK;
    for (size_t i = 0; i < n->count; i++)
        made->distribution.parameter[i] = constant_of(c, n->inputs[i]);
    return add_samplers(made, glo_quantity_under_way(c));
}

static bool has_fixed_parameters(const compiler *c, const node *n) {
    for (size_t i = 0; i < n->count; i++) {
        if (c->varies[n->inputs[i]])
            return false;
    }
    return true;
}

static glo_status lower_distribution(compiler *c, glo_model_node id, const node *n, int where, int32_t *out) {
    bool is_fixed = has_fixed_parameters(c, n);
    int32_t parameters[GLO_FAMILY_PARAMETERS];
    glo_status status = GLO_OK;
    if (c->slot[id] < 0)
        status = add_input(c, id, n, is_fixed);
    if (status == GLO_OK && !is_fixed)
        status = lower_inputs(c, n, where, parameters);
    if (status < 0)
        return status;
    /* one uniform number for a draw is made before the first step, even where parameters change in time */
    instruction draw = glo_plain_instruction(is_fixed ? CODE_DRAW : CODE_DRAW_EACH),
                uniform = glo_plain_instruction(CODE_UNIFORM);
    draw.index = uniform.index = c->slot[id];
    int32_t u;
    int at = n->each_step ? where : START;
    if (glo_emit(c, at, uniform, true, &u) < 0)
        return GLO_ENOMEM;
    draw.a = u;
    if (!is_fixed) {
        status = glo_add_fault(c, "parameters of a distribution outside their bounds", c->is_always[id],
                               &draw.fault);
        for (size_t i = 0; status == GLO_OK && i < n->count; i++) {
            int32_t wide;
            status = glo_emit_spread(c, where, parameters[i], &wide);
            draw.p[i] = wide;
        }
    }
    return status < 0 ? status : glo_emit(c, where, draw, true, out);
}

static glo_status lower_lookup(compiler *c, glo_model_node id, const node *n, int where, int32_t *out) {
    glo_program *p = c->program;
    instruction made = glo_plain_instruction(CODE_LOOK_UP);
    glo_status status = glo_lower(c, n->inputs[0], where, &made.a);
    if (status < 0)
        return status;
    if (c->slot[id] < 0) {
        if (glo_alloc_grow(&p->tables, &p->table_room, p->table_count + 1, sizeof *p->tables) < 0)
            return GLO_ENOMEM;
        program_table *t = &p->tables[p->table_count];
        *t = (program_table){.points = n->points, .is_extrapolated = n->is_extrapolated};
        c->slot[id] = (int32_t)p->table_count++;
        if (glo_alloc_array(n->points, sizeof *t->xs, &t->xs) < 0 ||
            glo_alloc_array(n->points, sizeof *t->ys, &t->ys) < 0)
            return GLO_ENOMEM;
        memcpy(t->xs, n->xs, n->points * sizeof *t->xs);
        memcpy(t->ys, n->ys, n->points * sizeof *t->ys);
    }
    made.index = c->slot[id];
    return glo_emit(c, where, made, glo_is_block_value(c, made.a), out);
}

/* The duration in steps; it is the same for all draws. */
static glo_status delay_steps(compiler *c, const node *n, size_t *out) {
    if (c->varies[n->inputs[1]])
        return glo_fail(
            GLO_EINVAL,
            "'%s': the duration of a delay must be a number that is the same in all draws; smooth and "
            "material_delay take an uncertain one",
            glo_quantity_under_way(c));
    double duration = constant_of(c, n->inputs[1]), steps = floor(duration / c->program->clock.dt + 0.5);
    if (!(duration >= 0) || !(steps <= 10000))
        return glo_fail(GLO_EINVAL, "'%s': the duration of a delay must be from 0 to 10,000 steps, got %g",
                        glo_quantity_under_way(c), duration);
    *out = steps < 1 ? 1 : (size_t)steps;
    return GLO_OK;
}

/* What goes into a delay is looked at when all else is there (close_delays): it may depend on what comes out. */
static glo_status lower_delay(compiler *c, glo_model_node id, const node *n, int32_t *out) {
    glo_program *p = c->program;
    size_t steps = 1;
    int32_t initial;
    glo_status status = delay_steps(c, n, &steps);
    if (status == GLO_OK)
        status = glo_lower(c, n->inputs[2], START, &initial);
    if (status < 0)
        return status;
    bool is_block = (c->varies[id] & VARIES_BY_DRAW) != 0;
    if (is_block && glo_emit_spread(c, START, initial, &initial) < 0)
        return GLO_ENOMEM;
    c->values[initial].is_kept = true;
    if (glo_alloc_grow(&p->delays, &p->delay_room, p->delay_count + 1, sizeof *p->delays) < 0)
        return GLO_ENOMEM;
    p->delays[p->delay_count] = (program_delay){.x = NO_REG, .initial = initial, .steps = steps};
    c->slot[id] = (int32_t)p->delay_count++;
    instruction made = glo_plain_instruction(CODE_DELAY);
    made.index = c->slot[id];
    return glo_emit(c, STAGE, made, is_block, out);
}

/* All draws are worked out, whether or not the inputs differ between them. */
static glo_status lower_call(compiler *c, glo_model_node id, const node *n, int where, int32_t *out) {
    glo_program *p = c->program;
    instruction made = glo_plain_instruction(CODE_CALL);
    reg *slots[GLO_CALL_INPUTS] = {&made.a, &made.b, &made.c, &made.p[0], &made.p[1], &made.p[2], &made.p[3]};
    int32_t inputs[GLO_CALL_INPUTS];
    glo_status status = lower_inputs(c, n, where, inputs);
    for (size_t i = 0; status == GLO_OK && i < n->count; i++)
        status = glo_emit_spread(c, where, inputs[i], slots[i]);
    if (status == GLO_OK)
        status = glo_add_fault(c, "Lua function that gave no finite number", c->is_always[id], &made.fault);
    if (status < 0)
        return status;
    if (c->slot[id] < 0) {
        if (glo_alloc_grow(&p->calls, &p->call_room, p->call_count + 1, sizeof *p->calls) < 0)
            return GLO_ENOMEM;
        p->calls[p->call_count] = (program_call){.function = n->function};
        if (glo_alloc_text(glo_quantity_under_way(c), &p->calls[p->call_count].quantity) < 0)
            return GLO_ENOMEM;
        c->slot[id] = (int32_t)p->call_count++;
    }
    made.index = c->slot[id];
    return glo_emit(c, where, made, true, out);
}

static glo_status time_near(compiler *c, int where, int32_t *out) {
    return glo_emit(c, where, glo_plain_instruction(CODE_TIME_NEAR), false, out);
}

/* height, from the time on. */
static glo_status lower_step(compiler *c, const int32_t *in, int where, int32_t *out) {
    int32_t time, is_after;
    if (time_near(c, where, &time) < 0 ||
        glo_emit_binary(c, where, GLO_OP_AT_LEAST, time, in[1], -1, &is_after) < 0)
        return GLO_ENOMEM;
    return glo_emit_binary(c, where, GLO_OP_MULTIPLY, in[0], is_after, -1, out);
}

/* slope x (time, held between from and to, less from). */
static glo_status lower_ramp(compiler *c, const int32_t *in, int where, int32_t *out) {
    int32_t time, held, run;
    if (glo_emit(c, where, glo_plain_instruction(CODE_TIME), false, &time) < 0 ||
        glo_emit_binary(c, where, GLO_OP_MIN, time, in[2], -1, &held) < 0 ||
        glo_emit_binary(c, where, GLO_OP_MAX, held, in[1], -1, &held) < 0 ||
        glo_emit_binary(c, where, GLO_OP_SUBTRACT, held, in[1], -1, &run) < 0)
        return GLO_ENOMEM;
    return glo_emit_binary(c, where, GLO_OP_MULTIPLY, in[0], run, -1, out);
}

/* height while the time since the last beginning is below the width. */
static glo_status lower_pulse(compiler *c, const int32_t *in, int where, int32_t *out) {
    int32_t time, since, within, zero, repeats, is_after, is_on;
    if (time_near(c, where, &time) < 0 || glo_emit_number(c, where, 0, &zero) < 0 ||
        glo_emit_binary(c, where, GLO_OP_SUBTRACT, time, in[1], -1, &since) < 0 ||
        glo_emit_binary(c, where, GLO_OP_MODULO, since, in[3], -1, &within) < 0 ||
        glo_emit_binary(c, where, GLO_OP_ABOVE, in[3], zero, -1, &repeats) < 0 ||
        glo_emit_choose(c, where, repeats, within, since, &within) < 0 ||
        glo_emit_binary(c, where, GLO_OP_AT_LEAST, since, zero, -1, &is_after) < 0 ||
        glo_emit_binary(c, where, GLO_OP_LESS, within, in[2], -1, &is_on) < 0 ||
        glo_emit_binary(c, where, GLO_OP_AND, is_after, is_on, -1, &is_on) < 0)
        return GLO_ENOMEM;
    return glo_emit_binary(c, where, GLO_OP_MULTIPLY, in[0], is_on, -1, out);
}

static glo_status lower_sum(compiler *c, const node *n, int where, int32_t *out) {
    int32_t sum;
    glo_status status = glo_lower(c, n->inputs[0], where, &sum);
    for (size_t i = 1; status == GLO_OK && i < n->count; i++) {
        int32_t next = NO_REG;
        status = glo_lower(c, n->inputs[i], where, &next);
        if (status == GLO_OK)
            status = glo_emit_binary(c, where, GLO_OP_ADD, sum, next, -1, &sum);
    }
    *out = sum;
    return status;
}

/* Small whole powers by products, exactly. */
static glo_status lower_power(compiler *c, const node *n, const int32_t *in, int where, int32_t fault,
                              int32_t *out) {
    const node *exponent = &c->graph->nodes[n->inputs[1]];
    double k = exponent->op == GLO_OP_CONSTANT ? exponent->value : NAN;
    if (k == 0.5)
        return glo_emit_unary(c, where, GLO_OP_SQRT, in[0], fault, out);
    if (!(k == 1 || k == 2 || k == 3 || k == 4))
        return glo_emit_binary(c, where, GLO_OP_POWER, in[0], in[1], fault, out);
    int32_t made = in[0];
    glo_status status = GLO_OK;
    for (int i = 1; status == GLO_OK && i < (int)k; i++)
        status = glo_emit_binary(c, where, GLO_OP_MULTIPLY, made, in[0], -1, &made);
    *out = made;
    return status;
}

static glo_status lower_operation(compiler *c, glo_model_node id, const node *n, int where, int32_t *out) {
    int32_t in[4], fault = -1;
    glo_status status = lower_inputs(c, n, where, in);
    const char *what = fault_of(n->op);
    if (status == GLO_OK && what)
        status = glo_add_fault(c, what, c->is_always[id], &fault);
    if (status < 0)
        return status;
    switch (n->op) {
    case GLO_OP_IF:
        return glo_emit_choose(c, where, in[0], in[1], in[2], out);
    case GLO_OP_STEP:
        return lower_step(c, in, where, out);
    case GLO_OP_RAMP:
        return lower_ramp(c, in, where, out);
    case GLO_OP_PULSE:
        return lower_pulse(c, in, where, out);
    case GLO_OP_POWER:
        return lower_power(c, n, in, where, fault, out);
    default:
        break;
    }
    if (glo_binary_kernel(n->op, GLO_FORM_VV))
        return glo_emit_binary(c, where, n->op, in[0], in[1], fault, out);
    return glo_emit_unary(c, where, n->op, in[0], fault, out);
}

static glo_status lower_anew(compiler *c, glo_model_node id, const node *n, int where, int32_t *out) {
    switch (n->op) {
    case GLO_OP_CONSTANT:
        return glo_emit_number(c, START, n->value, out);
    case GLO_OP_DT:
        return glo_emit_number(c, START, c->program->clock.dt, out);
    case GLO_OP_TIME:
        return glo_emit(c, where, glo_plain_instruction(CODE_TIME), false, out);
    case GLO_OP_VARIABLE:
        if (!n->is_defined)
            return glo_fail(GLO_EINVAL, "'%s' is used and not defined", n->name);
        return glo_lower(c, n->inputs[0], where, out);
    case GLO_OP_STOCK: /* in the stage it is there already */
    case GLO_OP_INITIAL:
        return glo_lower(c, n->inputs[0], START, out);
    case GLO_OP_DISTRIBUTION:
        return lower_distribution(c, id, n, where, out);
    case GLO_OP_LOOKUP:
        return lower_lookup(c, id, n, where, out);
    case GLO_OP_CALL:
        return lower_call(c, id, n, where, out);
    case GLO_OP_DELAY:
        return where == START ? glo_lower(c, n->inputs[2], START, out) : lower_delay(c, id, n, out);
    case GLO_OP_SUM:
        return lower_sum(c, n, where, out);
    default:
        return lower_operation(c, id, n, where, out);
    }
}

/* "a -> b -> a", of the names on the way. */
static glo_status loop_found(const compiler *c, glo_model_node id) {
    glo_buf text = {0};
    bool is_of_starts = false;
    size_t from = c->path_count;
    while (from > 0 && c->path[from - 1] != id)
        from--;
    const char *first = NULL;
    for (size_t i = from > 0 ? from - 1 : 0; i < c->path_count; i++) {
        const char *name = c->graph->nodes[c->path[i]].name;
        glo_model_op op = c->graph->nodes[c->path[i]].op;
        is_of_starts |= op == GLO_OP_STOCK || op == GLO_OP_INITIAL || op == GLO_OP_DELAY;
        if (!name)
            continue;
        glo_buf_format(&text, "%s -> ", name);
        first = first ? first : name;
    }
    glo_buf_text(&text, first ? first : "");
    glo_status status = glo_fail(GLO_EINVAL,
                                 is_of_starts ? "the values at the start need each other: %s"
                                              : "a loop without a stock or a delay: %s",
                                 glo_buf_status(&text) == GLO_OK ? text.data : "?");
    glo_buf_dispose(&text);
    return status;
}

glo_status glo_lower(compiler *c, glo_model_node id, int where, int32_t *out) {
    const node *n = &c->graph->nodes[id];
    if (where == STAGE && !(c->varies[id] & VARIES_IN_TIME))
        where = START;
    int32_t *made = &c->made[where][id];
    if (*made == UNDER_WAY)
        return loop_found(c, id);
    if (*made != UNSEEN) {
        *out = *made;
        return GLO_OK;
    }
    if (c->path_count >= GLO_MODEL_DEPTH)
        return glo_fail(GLO_EINVAL, "'%s' rests on more than %d quantities and operations in a row",
                        glo_quantity_under_way(c), GLO_MODEL_DEPTH);
    if (glo_push_node(c, id) < 0)
        return GLO_ENOMEM;
    *made = UNDER_WAY;
    int32_t result;
    glo_status status = lower_anew(c, id, n, where, &result);
    c->path_count--;
    if (status == GLO_OK)
        *out = *made = result;
    return status;
}
