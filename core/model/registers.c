/* registers.c: values get registers, which are used again once nobody needs them. Contract in compiler.h.
 *
 * Reference: M. Poletto, V. Sarkar, "Linear scan register allocation", ACM TOPLAS 21 (1999).
 */
#include "compiler.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>

typedef struct pool {
    reg *free;
    size_t count, room;
    reg used; /* so many in all */
} pool;

static glo_status take_register(pool *p, reg *out) {
    if (p->count > 0)
        *out = p->free[--p->count];
    else
        *out = p->used++;
    return glo_alloc_grow(&p->free, &p->room, p->count + 1, sizeof *p->free);
}

/* Those that nobody needs after instruction i go back; each is of some value that was needed last there. */
static glo_status give_back(compiler *c, pool pools[2], const instruction *in, int32_t i, bool in_stage) {
    const reg used[] = {in->out, in->a, in->b, in->c, in->p[0], in->p[1], in->p[2], in->p[3]};
    for (size_t k = 0; k < sizeof used / sizeof used[0]; k++) {
        if (used[k] == NO_REG)
            continue;
        value *v = &c->values[used[k]];
        if (v->is_kept || v->in_stage != in_stage || v->last != i)
            continue;
        v->last = -1; /* once, though an instruction may need it twice */
        pool *p = &pools[v->is_block];
        if (glo_alloc_grow(&p->free, &p->room, p->count + 1, sizeof *p->free) < 0)
            return GLO_ENOMEM;
        p->free[p->count++] = v->reg;
    }
    return GLO_OK;
}

static glo_status assign_list(compiler *c, instructions *list, pool pools[2], bool in_stage) {
    for (size_t i = 0; i < list->count; i++) {
        value *v = &c->values[list->list[i].out];
        if (!v->is_kept && take_register(&pools[v->is_block], &v->reg) < 0)
            return GLO_ENOMEM;
        if (give_back(c, pools, &list->list[i], (int32_t)i, in_stage) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

static reg encoded(const compiler *c, int32_t id) {
    if (id == NO_REG)
        return NO_REG;
    const value *v = &c->values[id];
    return v->is_block ? v->reg : -1 - v->reg;
}

static void encode_list(const compiler *c, instructions *list) {
    for (size_t i = 0; i < list->count; i++) {
        instruction *in = &list->list[i];
        in->out = encoded(c, in->out);
        in->a = encoded(c, in->a);
        in->b = encoded(c, in->b);
        in->c = encoded(c, in->c);
        for (int k = 0; k < GLO_FAMILY_PARAMETERS; k++)
            in->p[k] = encoded(c, in->p[k]);
    }
}

static void encode_rest(const compiler *c) {
    glo_program *p = c->program;
    for (size_t i = 0; i < p->stock_count; i++) {
        program_stock *s = &p->stocks[i];
        s->level = encoded(c, s->level);
        s->net = encoded(c, s->net);
        s->saved = encoded(c, s->saved);
        s->slope = encoded(c, s->slope);
    }
    for (size_t i = 0; i < p->delay_count; i++) {
        p->delays[i].x = encoded(c, p->delays[i].x);
        p->delays[i].initial = encoded(c, p->delays[i].initial);
    }
    for (size_t i = 0; i < p->output_count; i++) {
        p->outputs[i].value = encoded(c, p->outputs[i].value);
        p->outputs[i].mean = encoded(c, p->outputs[i].mean);
    }
}

/* Kept values get a register each; the two lists share the rest. */
glo_status glo_assign_registers(compiler *c) {
    pool pools[2] = {{0}, {0}};
    for (size_t i = 0; i < c->value_count; i++) {
        if (c->values[i].is_kept)
            c->values[i].reg = pools[c->values[i].is_block].used++;
    }
    reg kept[2] = {pools[0].used, pools[1].used}, most[2];
    glo_status status = assign_list(c, &c->program->prologue, pools, false);
    for (int k = 0; k < 2; k++) {
        most[k] = pools[k].used;
        pools[k].used = kept[k];
        pools[k].count = 0;
    }
    if (status == GLO_OK)
        status = assign_list(c, &c->program->stage, pools, true);
    c->program->numbers = (size_t)(most[0] > pools[0].used ? most[0] : pools[0].used);
    c->program->blocks = (size_t)(most[1] > pools[1].used ? most[1] : pools[1].used);
    free(pools[0].free);
    free(pools[1].free);
    if (status == GLO_OK) {
        encode_list(c, &c->program->prologue);
        encode_list(c, &c->program->stage);
        encode_rest(c);
    }
    return status;
}
