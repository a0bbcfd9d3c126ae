/* fuse.c: two operations in one loop, where the first is needed by the second alone. Contract in compiler.h. */
#include "compiler.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>

static bool may_fuse(const instruction *in) {
    return in->code == CODE_BINARY && !in->is_number && in->fault < 0 && in->op >= GLO_OP_ADD &&
           in->op <= GLO_OP_MULTIPLY;
}

static void count_uses(const instructions *list, int32_t *uses) {
    for (size_t i = 0; i < list->count; i++) {
        const instruction *in = &list->list[i];
        const reg used[] = {in->a, in->b, in->c, in->p[0], in->p[1], in->p[2], in->p[3]};
        for (size_t k = 0; k < sizeof used / sizeof used[0]; k++) {
            if (used[k] != NO_REG)
                uses[used[k]]++;
        }
    }
}

/* Puts the instruction that makes one input of `in` into it, where nobody else needs that. */
static bool fuse(compiler *c, instructions *list, const int32_t *uses, const int32_t *maker, instruction *in,
                 bool is_second) {
    reg inner = is_second ? in->b : in->a, rest = is_second ? in->a : in->b;
    if (maker[inner] < 0 || uses[inner] != 1 || c->values[inner].is_kept)
        return false;
    instruction *first = &list->list[maker[inner]];
    if (!may_fuse(first))
        return false;
    instruction made = *first;
    made.code = CODE_FUSED;
    made.index = in->op;
    made.is_reversed = is_second;
    made.c = rest;
    made.out = in->out;
    made.form = (uint8_t)(first->form + (glo_is_block_value(c, rest) ? 0 : 3));
    first->code = CODE_NOTHING;
    *in = made;
    return true;
}

static void drop_nothing(instructions *list) {
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (list->list[i].code != CODE_NOTHING)
            list->list[kept++] = list->list[i];
    }
    list->count = kept;
}

/* Which instruction needs a value last, anew. */
static void find_last_uses(compiler *c, const instructions *list, bool in_stage) {
    for (size_t i = 0; i < list->count; i++) {
        const instruction *in = &list->list[i];
        const reg used[] = {in->out, in->a, in->b, in->c, in->p[0], in->p[1], in->p[2], in->p[3]};
        for (size_t k = 0; k < sizeof used / sizeof used[0]; k++) {
            if (used[k] != NO_REG && c->values[used[k]].in_stage == in_stage)
                c->values[used[k]].last = (int32_t)i;
        }
    }
}

static glo_status fuse_list(compiler *c, instructions *list, const int32_t *uses, bool in_stage) {
    int32_t *maker;
    if (glo_alloc_array(c->value_count, sizeof *maker, &maker) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < c->value_count; i++)
        maker[i] = -1;
    for (size_t i = 0; i < list->count; i++) {
        instruction *in = &list->list[i];
        if (may_fuse(in) && !fuse(c, list, uses, maker, in, false))
            fuse(c, list, uses, maker, in, true);
        maker[in->out] = (int32_t)i;
    }
    free(maker);
    drop_nothing(list);
    find_last_uses(c, list, in_stage);
    return GLO_OK;
}

glo_status glo_fuse(compiler *c) {
    int32_t *uses;
    if (glo_alloc_array(c->value_count, sizeof *uses, &uses) < 0)
        return GLO_ENOMEM;
    count_uses(&c->program->prologue, uses);
    count_uses(&c->program->stage, uses);
    glo_status status = fuse_list(c, &c->program->prologue, uses, false);
    if (status == GLO_OK)
        status = fuse_list(c, &c->program->stage, uses, true);
    free(uses);
    return status;
}
