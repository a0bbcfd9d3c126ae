/* compiler.h: what the steps of compiling a model share. compile.c drives: what varies, which nodes are reached, then `lower`
 * makes values of nodes (through `emit`), `lower_stock` closes the loops, `fuse` and `registers` finish the instructions.
 *
 * Example:
 *   compiler c = {.graph = graph};
 *   int32_t in, out;
 *   status = glo_lower(&c, 0, STAGE, &in);
 *   status = glo_emit_unary(&c, STAGE, GLO_OP_NEGATE, in, -1, &out);
 */
#ifndef GLO_MODEL_COMPILER_H
#define GLO_MODEL_COMPILER_H

#include "instructions.h"
#include "model/program.h"
#include "nodes.h"

enum { VARIES_BY_DRAW = 1, VARIES_IN_TIME = 2 };
enum { START, STAGE }; /* where a value is made */
enum { UNSEEN = -1, UNDER_WAY = -2 };

/* A value before it has a register. */
typedef struct value {
    bool is_block;
    bool is_kept;  /* needed beyond the list that makes it, or to its end */
    bool in_stage; /* made there */
    int32_t last;  /* the number of the instruction that needs it last */
    reg reg;
} value;

typedef struct compiler {
    const glo_model *graph;
    glo_program *program;
    uint8_t *varies;  /* by node */
    bool *is_always;  /* by node: reached without a condition */
    int32_t *made[2]; /* the value of a node, in the prologue and in the stage */
    int32_t *slot;    /* by node: the number of its input, stock or delay; -1 none yet */
    value *values;
    size_t value_count, value_room;
    glo_model_node *path; /* of nodes under way, for naming a loop */
    size_t path_count, path_room;
} compiler;
/* compile.c: nodes still to be looked at, in c->path. */
glo_status glo_push_node(compiler *c, glo_model_node id);
glo_status glo_push_inputs(compiler *c, const node *n, size_t count);

/* emit.c */
glo_status glo_new_value(compiler *c, bool is_block, int where, int32_t *out);
instructions *glo_list_of(compiler *c, int where);
/* Notes that the next instruction of a list needs a value. */
void glo_use_value(compiler *c, int32_t id, int where);
/* Adds an instruction, whose registers are values until registers.c; a, b, c and p[] are used by it. */
glo_status glo_emit(compiler *c, int where, instruction made, bool is_block, int32_t *out);
instruction glo_plain_instruction(code kind);
bool glo_is_block_value(const compiler *c, int32_t id);
glo_status glo_emit_number(compiler *c, int where, double x, int32_t *out);
glo_status glo_emit_spread(compiler *c, int where, int32_t id, int32_t *out);
glo_status glo_emit_binary(compiler *c, int where, glo_model_op op, int32_t a, int32_t b, int32_t fault,
                           int32_t *out);
glo_status glo_emit_unary(compiler *c, int where, glo_model_op op, int32_t a, int32_t fault, int32_t *out);
glo_status glo_emit_choose(compiler *c, int where, int32_t condition, int32_t a, int32_t b, int32_t *out);
/* The quantity that is being compiled, for messages. */
const char *glo_quantity_under_way(const compiler *c);
glo_status glo_add_fault(compiler *c, const char *what, bool is_always, int32_t *out);

/* lower.c: the value of a node, made where it is missing. GLO_EINVAL names a loop without a stock. */
glo_status glo_lower(compiler *c, glo_model_node id, int where, int32_t *out);

/* lower_stock.c */
glo_status glo_find_stocks(compiler *c, glo_model_node from, bool *seen);
glo_status glo_lower_stock(compiler *c, glo_model_node id);
glo_status glo_begin_stocks(compiler *c);
glo_status glo_close_delays(compiler *c);
glo_status glo_lower_output(compiler *c, glo_model_node id);

/* correlate.c: the number of a distribution among those that are drawn together, -1: by itself; and the group of them. */
int32_t glo_correlation_member(const compiler *c, glo_model_node id);
/* How many numbers the distributions before it take: the dimension of Sobol sequences it begins with, whatever the outputs. */
size_t glo_dimension_of(const compiler *c, glo_model_node id);
uint64_t glo_stream_of_key(const char *key, glo_status *status);
glo_status glo_correlate(compiler *c);

/* fuse.c, registers.c: last, in this order. */
glo_status glo_fuse(compiler *c);
glo_status glo_assign_registers(compiler *c);

#endif
