/* program.h: a graph made ready to run: what time steps it takes, which quantities are wanted, and a flat list of instructions.
 * A program is not changed by running and may be run from any thread.
 *
 * Example:
 *   glo_clock clock = {.start = 0, .dt = 1, .steps = 24, .every = 1, .is_by_period = true, .unit = "month"};
 *   glo_program *program;
 *   if (glo_program_new(graph, &clock, outputs, count, &program) < 0) ...   // a loop, an undefined quantity, units ...
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_PROGRAM_H
#define GLO_MODEL_PROGRAM_H

#include "base/job.h"
#include "model/graph.h"

typedef enum glo_integration { GLO_EULER, GLO_RK4 } glo_integration;

typedef struct glo_clock {
    double start, dt; /* in `unit` */
    size_t steps;     /* of dt */
    size_t every;     /* steps between two rows of results, at least 1 */
    /* true: a row is a period: stocks at its end, all else its mean over the steps of the period. false: a row is an instant, the
     * start and the end among them. */
    bool is_by_period;
    glo_integration method;
    const char *unit; /* of time: "month"; NULL: unknown */
} glo_clock;

typedef struct glo_program glo_program;

/* `outputs` are nodes, mostly variables. GLO_EINVAL: a loop without a stock, a parameter outside its bounds, units that do not
 * fit, a quantity that is used and not defined; the message names it. */
glo_status glo_program_new(const glo_model *graph, const glo_clock *clock, const glo_model_node *outputs,
                           size_t count, glo_program **out);
void glo_program_free(glo_program *program);

size_t glo_program_rows(const glo_program *program); /* of results: periods or instants */
double glo_program_time(const glo_program *program, size_t row);
size_t glo_program_outputs(const glo_program *program);
const char *glo_program_output_name(const glo_program *program, size_t output);
bool glo_program_is_constant(const glo_program *program, size_t output); /* in time: the same in all rows */
bool glo_program_is_certain(const glo_program *program, size_t output);  /* the same in all draws */

/* The uncertain quantities, one for each distribution that matters to an output. */
size_t glo_program_inputs(const glo_program *program);
const char *glo_program_input_name(const glo_program *program, size_t input); /* the key of its stream */
bool glo_program_input_is_repeated(const glo_program *program, size_t input); /* drawn at every step */

/* Works a node of GLO_OP_CALL out for `count` draws: inputs[i][k] is input i of draw k, out[k] takes what the function makes of it; a
 * number that is not finite is counted as a fault. It is called from the thread that runs the program, which then is the only one. A
 * negative status ends the run with it. */
typedef glo_status glo_call(void *context, size_t function, const char *quantity, const double *const *inputs,
                            size_t input_count, size_t count, double *out);
void glo_program_answer(glo_program *program, glo_call *call, void *context);
size_t glo_program_calls(const glo_program *program); /* of each draw */

/* How many threads may run it. */
size_t glo_program_threads(const glo_program *program, const glo_job *job);

/* How often a draw takes an instruction on a block, and the registers of the block: for explain and for tests. */
size_t glo_program_instructions(const glo_program *program);
size_t glo_program_registers(const glo_program *program);

/* What went wrong in some draws: "division by zero", in the definition of a quantity. */
size_t glo_program_faults(const glo_program *program);
const char *glo_program_fault(const glo_program *program, size_t fault, const char **quantity);
bool glo_program_is_warning(const glo_program *program, size_t fault); /* its draws count all the same */

#endif
