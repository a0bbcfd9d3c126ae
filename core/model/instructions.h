/* instructions.h: the inside of a program: what a machine (machine.c) executes on each block of draws.
 *
 * A block begins with the prologue: what does not change in time, and the stocks at the start. Each step executes the stage.
 * Registers are numbered: 0 and up hold a block of draws, below 0 one number (-1 is the first).
 *
 * Example:  instruction sum = {.code = CODE_BINARY, .op = GLO_OP_ADD, .out = 5, .a = 2, .b = -1};   // r5 = r2 + a number
 */
#ifndef GLO_MODEL_INSTRUCTIONS_H
#define GLO_MODEL_INSTRUCTIONS_H

#include "kernels.h"
#include "model/program.h"

typedef enum code {
    CODE_NOTHING, /* gone into another */
    CODE_BINARY,
    CODE_FUSED, /* two binary operations, of a and b, and of that and c: `index` is the second; `is_reversed` */
    CODE_UNARY,
    CODE_CHOOSE,
    CODE_SPREAD,    /* one number into all draws of a block */
    CODE_COPY,      /* a block, or a number */
    CODE_NUMBER,    /* `number` */
    CODE_TIME,      /* of the stage */
    CODE_TIME_NEAR, /* the same and a millionth of a step, so that 0.7 is not before 7 x 0.1 */
    CODE_UNIFORM,   /* of input `index` */
    CODE_DRAW,      /* of input `index`, with fixed parameters, by its sampler; `a` is uniform */
    CODE_DRAW_EACH, /* with parameters by draw, from p[] on */
    CODE_LOOK_UP,   /* of table `index` */
    CODE_CALL,      /* of call `index`, with a, b, c and p[], as many as there are */
    CODE_DELAY      /* what delay `index` gives now */
} code;

typedef int32_t reg;
#define NO_REG INT32_MAX

typedef struct instruction {
    uint8_t code, op, form;
    bool is_number;   /* `out` is one number */
    bool is_reversed; /* of a fused one: c comes first */
    reg out, a, b, c;
    reg p[GLO_FAMILY_PARAMETERS];
    int32_t index;
    int32_t fault; /* what to count where the result is not finite and the inputs are; -1 none */
    double number;
} instruction;

typedef struct instructions {
    instruction *list;
    size_t count, room;
} instructions;

typedef struct program_input {
    char *key;
    uint64_t stream;
    bool each_step;
    glo_distribution distribution; /* its values belong to the graph; fixed parameters */
    glo_sampler **samplers;        /* one, or one for each row of results; NULL: parameters by draw */
    size_t sampler_count;
    size_t dimension; /* of Sobol sequences: its first */
    int32_t member;   /* its number among those that are correlated; -1: none */
} program_input;

/* Distributions whose normal scores are correlated: those of member i are the sum of factor[i][j] z[j], j <= i, of independent z. */
typedef struct program_group {
    uint64_t *streams;
    bool *each_step;
    size_t *dimensions;
    double *factor;    /* count x count, by rows */
    double *reordered; /* the same for what is reordered block by block, over many blocks */
    size_t count;
} program_group;

typedef struct program_stock {
    reg level, net, saved, slope; /* the last two for Runge-Kutta only; net NO_REG: no flow */
    int32_t overdraft; /* what to count where it falls below 0; -1: nothing, since nothing flows out */
} program_stock;

typedef struct program_delay {
    reg x; /* NO_REG until known */
    reg initial;
    size_t steps; /* at least 1 */
} program_delay;

typedef struct program_table {
    double *xs, *ys;
    size_t points;
    bool is_extrapolated;
} program_table;

typedef struct program_call {
    char *quantity;
    size_t function;
} program_call;

typedef struct program_output {
    char *name;
    reg value; /* in the stage, or of the prologue */
    reg mean;  /* where its mean over steps is summed up; NO_REG: not needed */
    bool is_constant, is_stock;
} program_output;

typedef struct program_fault {
    const char *what;
    char *quantity;
    bool is_always;  /* not only where a condition chose it: counts even where its value was not used */
    bool is_warning; /* the draw counts all the same */
} program_fault;

struct glo_program {
    glo_clock clock;
    char *unit;
    instructions prologue, stage;
    size_t blocks, numbers; /* registers */
    size_t dimensions;      /* uniform numbers that a draw of all distributions of the graph takes */
    program_input *inputs;
    program_stock *stocks;
    program_delay *delays;
    program_table *tables;
    program_output *outputs;
    program_fault *faults;
    program_call *calls;
    glo_call *call; /* who answers them; NULL: nobody */
    void *call_context;
    program_group group;
    size_t input_count, stock_count, delay_count, table_count, output_count, fault_count, call_count;
    size_t input_room, stock_room, delay_room, table_room, output_room, fault_room, call_room;
};

static inline bool is_block(reg r) {
    return r >= 0;
}

#endif
