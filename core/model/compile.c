/* compile.c: from a graph to instructions. Each node becomes at most two values: one before the first step (in the prologue)
 * and, where it changes in time, one in each stage. What does not change between draws is one number; the rest is a block. At
 * the end values get registers, which are used again once nobody needs them.
 *
 * Example and contract in model/program.h.
 */
#include "compiler.h"

#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdlib.h>

/* --- what varies -------------------------------------------------------------------------------------------- */

static uint8_t varies_of(const compiler *c, const node *n) {
    uint8_t varies = 0;
    for (size_t i = 0; i < n->count; i++)
        varies |= c->varies[n->inputs[i]];
    switch (n->op) {
    case GLO_OP_TIME:
    case GLO_OP_STEP:
    case GLO_OP_RAMP:
    case GLO_OP_PULSE:
    case GLO_OP_DELAY:
        return varies | VARIES_IN_TIME;
    case GLO_OP_INITIAL:
        return varies & VARIES_BY_DRAW;
    case GLO_OP_CALL:
        return varies | VARIES_BY_DRAW;
    case GLO_OP_DISTRIBUTION:
        return (uint8_t)(varies | VARIES_BY_DRAW |
                         (n->each_step || n->distribution.sets > 0 ? VARIES_IN_TIME : 0));
    case GLO_OP_STOCK:
        for (size_t i = 0; i < n->flow_count; i++)
            varies |= c->varies[n->flows[i].node];
        return varies | VARIES_IN_TIME;
    default:
        return varies;
    }
}

/* Stocks stand in loops, so until nothing changes any more. */
static void find_what_varies(compiler *c) {
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (size_t i = 0; i < c->graph->count; i++) {
            uint8_t now = varies_of(c, &c->graph->nodes[i]);
            has_changed |= now != c->varies[i];
            c->varies[i] = now;
        }
    }
}

/* Nodes still to be looked at, in c->path. */
glo_status glo_push_node(compiler *c, glo_model_node id) {
    if (glo_alloc_grow(&c->path, &c->path_room, c->path_count + 1, sizeof *c->path) < 0)
        return GLO_ENOMEM;
    c->path[c->path_count++] = id;
    return GLO_OK;
}

glo_status glo_push_inputs(compiler *c, const node *n, size_t count) {
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        status = glo_push_node(c, n->inputs[i]);
    for (size_t i = 0; status == GLO_OK && i < n->flow_count; i++)
        status = glo_push_node(c, n->flows[i].node);
    return status;
}

static glo_status mark_always(compiler *c, glo_model_node from) {
    c->path_count = 0;
    glo_status status = glo_push_node(c, from);
    while (status == GLO_OK && c->path_count > 0) {
        glo_model_node id = c->path[--c->path_count];
        const node *n = &c->graph->nodes[id];
        if (c->is_always[id])
            continue;
        c->is_always[id] = true;
        status = glo_push_inputs(c, n, n->op == GLO_OP_IF ? 1 : n->count);
    }
    return status;
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static glo_status compile(compiler *c, const glo_model_node *outputs, size_t count) {
    bool *seen;
    if (glo_alloc_array(c->graph->count, sizeof *seen, &seen) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    find_what_varies(c);
    c->program->dimensions = glo_dimension_of(c, (glo_model_node)c->graph->count);
    if (c->graph->correlation_count > 0)
        status = glo_correlate(c);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        status = mark_always(c, outputs[i]);
        if (status == GLO_OK)
            status = glo_find_stocks(c, outputs[i], seen);
    }
    free(seen);
    for (size_t i = 0; status == GLO_OK && i < c->graph->count; i++) {
        if (c->graph->nodes[i].op == GLO_OP_STOCK && c->slot[i] >= 0)
            status = glo_lower_stock(c, (glo_model_node)i);
    }
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        status = glo_lower_output(c, outputs[i]);
    if (status == GLO_OK)
        status = glo_close_delays(c);
    if (status == GLO_OK)
        status = glo_begin_stocks(c);
    if (status == GLO_OK)
        status = glo_fuse(c);
    return status < 0 ? status : glo_assign_registers(c);
}

static glo_status check_clock(const glo_clock *clock) {
    if (!isfinite(clock->start) || !(clock->dt > 0) || !isfinite(clock->dt))
        return glo_fail(GLO_EINVAL, "the step of a model must be above 0, got %g", clock->dt);
    if (clock->steps == 0 || clock->steps > 100000000 || clock->every == 0 || clock->steps % clock->every)
        return glo_fail(GLO_EINVAL,
                        "a model takes from 1 to 100 million steps, a whole number of them to each row");
    return GLO_OK;
}

static glo_status make_arrays(compiler *c) {
    size_t count = c->graph->count;
    if (glo_alloc_array(count, sizeof *c->varies, &c->varies) < 0 ||
        glo_alloc_array(count, sizeof *c->is_always, &c->is_always) < 0 ||
        glo_alloc_array(count, sizeof *c->slot, &c->slot) < 0)
        return GLO_ENOMEM;
    for (int k = 0; k < 2; k++) {
        if (glo_alloc_array(count, sizeof *c->made[k], &c->made[k]) < 0)
            return GLO_ENOMEM;
    }
    for (size_t i = 0; i < count; i++)
        c->slot[i] = c->made[START][i] = c->made[STAGE][i] = UNSEEN;
    return GLO_OK;
}

glo_status glo_program_new(const glo_model *graph, const glo_clock *clock, const glo_model_node *outputs,
                           size_t count, glo_program **out) {
    compiler c = {.graph = graph};
    glo_status status = check_clock(clock);
    if (status == GLO_OK && count == 0)
        status = glo_fail(GLO_EINVAL, "the model has no quantity to work out");
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        if (outputs[i] < 0 || (size_t)outputs[i] >= graph->count)
            status = glo_fail(GLO_EINVAL, "output %zu is no node of the model", i + 1);
    }
    if (status == GLO_OK)
        status = glo_model_check_units(graph, clock->unit);
    if (status < 0)
        return status;
    if (glo_alloc_array(1, sizeof *c.program, &c.program) < 0)
        return GLO_ENOMEM;
    c.program->clock = *clock;
    c.program->clock.unit = NULL;
    if (clock->unit)
        status = glo_alloc_text(clock->unit, &c.program->unit);
    c.program->clock.unit = c.program->unit;
    if (status == GLO_OK)
        status = make_arrays(&c);
    if (status == GLO_OK)
        status = compile(&c, outputs, count);
    free(c.varies);
    free(c.is_always);
    free(c.slot);
    free(c.made[0]);
    free(c.made[1]);
    free(c.values);
    free(c.path);
    if (status < 0)
        glo_program_free(c.program);
    else
        *out = c.program;
    return status;
}
