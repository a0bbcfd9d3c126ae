/* lower_stock.c: stocks, delays and outputs, which end or close the loops of a graph. Contract in compiler.h. */
#include "compiler.h"

#include "base/alloc.h"
#include "base/err.h"

/* What must be there at the end of a stage. */
static void keep(compiler *c, int32_t id) {
    c->values[id].is_kept = true;
}

static glo_status add_stock(compiler *c, glo_model_node id) {
    glo_program *p = c->program;
    int32_t level;
    if (glo_alloc_grow(&p->stocks, &p->stock_room, p->stock_count + 1, sizeof *p->stocks) < 0 ||
        glo_new_value(c, (c->varies[id] & VARIES_BY_DRAW) != 0, STAGE, &level) < 0)
        return GLO_ENOMEM;
    keep(c, level);
    c->made[STAGE][id] = level;
    c->slot[id] = (int32_t)p->stock_count;
    p->stocks[p->stock_count++] =
        (program_stock){.level = level, .net = NO_REG, .saved = NO_REG, .slope = NO_REG, .overdraft = -1};
    return GLO_OK;
}

/* Every stock that is reached gets its level before anything is lowered, so that loops end there. */
glo_status glo_find_stocks(compiler *c, glo_model_node from, bool *seen) {
    c->path_count = 0;
    glo_status status = glo_push_node(c, from);
    while (status == GLO_OK && c->path_count > 0) {
        glo_model_node id = c->path[--c->path_count];
        const node *n = &c->graph->nodes[id];
        if (seen[id])
            continue;
        seen[id] = true;
        if (n->op == GLO_OP_STOCK)
            status = add_stock(c, id);
        if (status == GLO_OK)
            status = glo_push_inputs(c, n, n->count);
    }
    return status;
}

static glo_status as_wide(compiler *c, int where, int32_t id, bool is_block, int32_t *out) {
    *out = id;
    return is_block ? glo_emit_spread(c, where, id, out) : GLO_OK;
}

/* The net flow: inflows and outflows in the order they were given. */
static glo_status lower_net(compiler *c, const node *n, int32_t *out) {
    int32_t net = NO_REG;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < n->flow_count; i++) {
        int32_t in;
        status = glo_lower(c, n->flows[i].node, STAGE, &in);
        if (status < 0)
            break;
        if (net == NO_REG && n->flows[i].sign > 0)
            net = in;
        else if (net == NO_REG)
            status = glo_emit_unary(c, STAGE, GLO_OP_NEGATE, in, -1, &net);
        else
            status = glo_emit_binary(c, STAGE, n->flows[i].sign > 0 ? GLO_OP_ADD : GLO_OP_SUBTRACT, net, in,
                                     -1, &net);
    }
    *out = net;
    return status;
}

/* More than there is flows out of a stock where the step is too long for its flows: that is said. */
static glo_status watch_overdraft(compiler *c, const node *n, program_stock *s) {
    for (size_t i = 0; i < n->flow_count; i++) {
        if (n->flows[i].sign > 0)
            continue;
        glo_status status =
            glo_add_fault(c, "more flows out than there is, so that it falls below 0", false, &s->overdraft);
        if (status == GLO_OK)
            c->program->faults[s->overdraft].is_warning = true;
        return status;
    }
    return GLO_OK;
}

glo_status glo_lower_stock(compiler *c, glo_model_node id) {
    const node *n = &c->graph->nodes[id];
    bool is_block = (c->varies[id] & VARIES_BY_DRAW) != 0;
    int32_t initial, net = NO_REG;
    c->path_count = 0;
    if (glo_alloc_grow(&c->path, &c->path_room, 1, sizeof *c->path) < 0)
        return GLO_ENOMEM;
    c->path[c->path_count++] = id;
    glo_status status = glo_lower(c, n->inputs[0], START, &initial);
    if (status == GLO_OK)
        status = as_wide(c, START, initial, is_block, &initial);
    if (status == GLO_OK)
        status = lower_net(c, n, &net);
    if (status == GLO_OK && net != NO_REG)
        status = as_wide(c, STAGE, net, is_block, &net);
    if (status == GLO_OK)
        status = watch_overdraft(c, n, &c->program->stocks[c->slot[id]]);
    if (status < 0)
        return status;
    program_stock *s = &c->program->stocks[c->slot[id]];
    if (net != NO_REG) {
        keep(c, net);
        s->net = net;
        if (c->program->clock.method == GLO_RK4 && (glo_new_value(c, is_block, STAGE, &s->saved) < 0 ||
                                                    glo_new_value(c, is_block, STAGE, &s->slope) < 0))
            return GLO_ENOMEM;
        if (c->program->clock.method == GLO_RK4) {
            keep(c, s->saved);
            keep(c, s->slope);
        }
    }
    c->made[START][id] = initial;
    return GLO_OK;
}

/* The prologue's last act, when all values at the start are there. */
glo_status glo_begin_stocks(compiler *c) {
    instructions *list = &c->program->prologue;
    for (size_t i = 0; i < c->graph->count; i++) {
        if (c->graph->nodes[i].op != GLO_OP_STOCK || c->slot[i] < 0)
            continue;
        program_stock *s = &c->program->stocks[c->slot[i]];
        instruction copy = glo_plain_instruction(CODE_COPY);
        int32_t initial = c->made[START][i];
        copy.a = initial;
        copy.out = s->level;
        copy.is_number = !c->values[s->level].is_block;
        glo_use_value(c, initial, START);
        if (glo_alloc_grow(&list->list, &list->room, list->count + 1, sizeof *list->list) < 0)
            return GLO_ENOMEM;
        list->list[list->count++] = copy;
    }
    return GLO_OK;
}

/* What goes into each delay; that may bring more delays. */
glo_status glo_close_delays(compiler *c) {
    for (bool has_more = true; has_more;) {
        has_more = false;
        for (size_t i = 0; i < c->graph->count; i++) {
            const node *n = &c->graph->nodes[i];
            if (n->op != GLO_OP_DELAY || c->slot[i] < 0 || c->program->delays[c->slot[i]].x != NO_REG)
                continue;
            int32_t x = NO_REG;
            c->path_count = 0;
            glo_status status = glo_lower(c, n->inputs[0], STAGE, &x);
            if (status == GLO_OK)
                status = as_wide(c, STAGE, x, (c->varies[i] & VARIES_BY_DRAW) != 0, &x);
            if (status < 0)
                return status;
            keep(c, x);
            c->program->delays[c->slot[i]].x = x;
            has_more = true;
        }
    }
    return GLO_OK;
}

static glo_model_node resolved(const glo_model *graph, glo_model_node id) {
    while (graph->nodes[id].op == GLO_OP_VARIABLE && graph->nodes[id].is_defined)
        id = graph->nodes[id].inputs[0];
    return id;
}

glo_status glo_lower_output(compiler *c, glo_model_node id) {
    glo_program *p = c->program;
    int32_t made = NO_REG;
    c->path_count = 0;
    glo_status status = glo_lower(c, id, STAGE, &made);
    if (status < 0)
        return status;
    if (glo_alloc_grow(&p->outputs, &p->output_room, p->output_count + 1, sizeof *p->outputs) < 0)
        return GLO_ENOMEM;
    program_output *o = &p->outputs[p->output_count];
    *o = (program_output){.value = made, .mean = NO_REG, .is_constant = !(c->varies[id] & VARIES_IN_TIME)};
    o->is_stock = c->graph->nodes[resolved(c->graph, id)].op == GLO_OP_STOCK;
    p->output_count++;
    keep(c, made);
    if (p->clock.is_by_period && p->clock.every > 1 && !o->is_constant && !o->is_stock) {
        if (glo_new_value(c, glo_is_block_value(c, made), STAGE, &o->mean) < 0)
            return GLO_ENOMEM;
        keep(c, o->mean);
    }
    const char *name = c->graph->nodes[id].name;
    return glo_alloc_text(name ? name : "", &o->name);
}
