/* emit.c: values and the instructions that make them, before they have registers. Contract in compiler.h. */
#include "compiler.h"

#include "base/alloc.h"
#include "base/err.h"

#include <string.h>

glo_status glo_new_value(compiler *c, bool is_block, int where, int32_t *out) {
    if (glo_alloc_grow(&c->values, &c->value_room, c->value_count + 1, sizeof *c->values) < 0)
        return GLO_ENOMEM;
    c->values[c->value_count] = (value){.is_block = is_block, .in_stage = where == STAGE, .last = -1};
    *out = (int32_t)c->value_count++;
    return GLO_OK;
}

instructions *glo_list_of(compiler *c, int where) {
    return where == STAGE ? &c->program->stage : &c->program->prologue;
}

/* Notes that the next instruction of a list needs a value. */
void glo_use_value(compiler *c, int32_t id, int where) {
    value *v = &c->values[id];
    if (v->in_stage != (where == STAGE))
        v->is_kept = true;
    else
        v->last = (int32_t)glo_list_of(c, where)->count;
}

/* Adds an instruction, whose registers are values for now; a, b, c and p[] are used by it. */
glo_status glo_emit(compiler *c, int where, instruction made, bool is_block, int32_t *out) {
    instructions *list = glo_list_of(c, where);
    int32_t result;
    if (glo_new_value(c, is_block, where, &result) < 0 ||
        glo_alloc_grow(&list->list, &list->room, list->count + 1, sizeof *list->list) < 0)
        return GLO_ENOMEM;
    const reg used[] = {made.a, made.b, made.c, made.p[0], made.p[1], made.p[2], made.p[3]};
    for (size_t i = 0; i < sizeof used / sizeof used[0]; i++) {
        if (used[i] != NO_REG)
            glo_use_value(c, used[i], where);
    }
    made.out = result;
    made.is_number = !is_block;
    c->values[result].last =
        (int32_t)list->count; /* its register is not free for what is made in the same instruction */
    list->list[list->count++] = made;
    *out = result;
    return GLO_OK;
}

instruction glo_plain_instruction(code kind) {
    return (instruction){.code = (uint8_t)kind,
                         .a = NO_REG,
                         .b = NO_REG,
                         .c = NO_REG,
                         .p = {NO_REG, NO_REG, NO_REG, NO_REG},
                         .fault = -1};
}

bool glo_is_block_value(const compiler *c, int32_t id) {
    return c->values[id].is_block;
}

glo_status glo_emit_number(compiler *c, int where, double x, int32_t *out) {
    instruction made = glo_plain_instruction(CODE_NUMBER);
    made.number = x;
    return glo_emit(c, where, made, false, out);
}

glo_status glo_emit_spread(compiler *c, int where, int32_t id, int32_t *out) {
    if (glo_is_block_value(c, id)) {
        *out = id;
        return GLO_OK;
    }
    instruction made = glo_plain_instruction(CODE_SPREAD);
    made.a = id;
    return glo_emit(c, c->values[id].in_stage ? where : START, made, true, out);
}

glo_status glo_emit_binary(compiler *c, int where, glo_model_op op, int32_t a, int32_t b, int32_t fault,
                           int32_t *out) {
    instruction made = glo_plain_instruction(CODE_BINARY);
    bool has_a = glo_is_block_value(c, a), has_b = glo_is_block_value(c, b);
    made.op = (uint8_t)op;
    made.form = has_a == has_b ? GLO_FORM_VV : has_a ? GLO_FORM_VS : GLO_FORM_SV;
    made.a = a;
    made.b = b;
    made.fault = fault;
    return glo_emit(c, where, made, has_a || has_b, out);
}

glo_status glo_emit_unary(compiler *c, int where, glo_model_op op, int32_t a, int32_t fault, int32_t *out) {
    instruction made = glo_plain_instruction(CODE_UNARY);
    made.op = (uint8_t)op;
    made.a = a;
    made.fault = fault;
    return glo_emit(c, where, made, glo_is_block_value(c, a), out);
}

glo_status glo_emit_choose(compiler *c, int where, int32_t condition, int32_t a, int32_t b, int32_t *out) {
    instruction made = glo_plain_instruction(CODE_CHOOSE);
    bool has_block = glo_is_block_value(c, condition) || glo_is_block_value(c, a) || glo_is_block_value(c, b);
    if (has_block && (glo_emit_spread(c, where, condition, &condition) < 0 ||
                      glo_emit_spread(c, where, a, &a) < 0 || glo_emit_spread(c, where, b, &b) < 0))
        return GLO_ENOMEM;
    made.a = condition;
    made.b = a;
    made.c = b;
    return glo_emit(c, where, made, has_block, out);
}

/* --- faults ------------------------------------------------------------------------------------------------- */

const char *glo_quantity_under_way(const compiler *c) {
    for (size_t i = c->path_count; i > 0; i--) {
        if (c->graph->nodes[c->path[i - 1]].name)
            return c->graph->nodes[c->path[i - 1]].name;
    }
    return "?";
}

glo_status glo_add_fault(compiler *c, const char *what, bool is_always, int32_t *out) {
    glo_program *p = c->program;
    const char *quantity = glo_quantity_under_way(c);
    for (size_t i = 0; i < p->fault_count; i++) {
        if (strcmp(p->faults[i].what, what) == 0 && strcmp(p->faults[i].quantity, quantity) == 0 &&
            p->faults[i].is_always == is_always) {
            *out = (int32_t)i;
            return GLO_OK;
        }
    }
    if (glo_alloc_grow(&p->faults, &p->fault_room, p->fault_count + 1, sizeof *p->faults) < 0)
        return GLO_ENOMEM;
    program_fault *made = &p->faults[p->fault_count];
    *made = (program_fault){.what = what, .is_always = is_always};
    if (glo_alloc_text(quantity, &made->quantity) < 0)
        return GLO_ENOMEM;
    *out = (int32_t)p->fault_count++;
    return GLO_OK;
}
