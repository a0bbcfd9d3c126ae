/* program.c: what others may see of a program, and its end. Example in model/program.h. */
#include "model/program.h"

#include "instructions.h"

#include <stdlib.h>

void glo_program_free(glo_program *p) {
    if (!p)
        return;
    for (size_t i = 0; i < p->input_count; i++) {
        free(p->inputs[i].key);
        for (size_t k = 0; k < p->inputs[i].sampler_count; k++)
            glo_sampler_free(p->inputs[i].samplers[k]);
        free(p->inputs[i].samplers);
    }
    for (size_t i = 0; i < p->table_count; i++) {
        free(p->tables[i].xs);
        free(p->tables[i].ys);
    }
    for (size_t i = 0; i < p->output_count; i++)
        free(p->outputs[i].name);
    for (size_t i = 0; i < p->fault_count; i++)
        free(p->faults[i].quantity);
    for (size_t i = 0; i < p->call_count; i++)
        free(p->calls[i].quantity);
    free(p->calls);
    free(p->group.streams);
    free(p->group.each_step);
    free(p->group.dimensions);
    free(p->group.factor);
    free(p->group.reordered);
    free(p->prologue.list);
    free(p->stage.list);
    free(p->inputs);
    free(p->stocks);
    free(p->delays);
    free(p->tables);
    free(p->outputs);
    free(p->faults);
    free(p->unit);
    free(p);
}

size_t glo_program_rows(const glo_program *p) {
    size_t periods = p->clock.steps / p->clock.every;
    return p->clock.is_by_period ? periods : periods + 1;
}

double glo_program_time(const glo_program *p, size_t row) {
    return p->clock.start + (double)(row * p->clock.every) * p->clock.dt;
}

size_t glo_program_outputs(const glo_program *p) {
    return p->output_count;
}

const char *glo_program_output_name(const glo_program *p, size_t output) {
    return p->outputs[output].name;
}

bool glo_program_is_constant(const glo_program *p, size_t output) {
    return p->outputs[output].is_constant;
}

bool glo_program_is_certain(const glo_program *p, size_t output) {
    return !is_block(p->outputs[output].value);
}

size_t glo_program_inputs(const glo_program *p) {
    return p->input_count;
}

const char *glo_program_input_name(const glo_program *p, size_t input) {
    return p->inputs[input].key;
}

bool glo_program_input_is_repeated(const glo_program *p, size_t input) {
    return p->inputs[input].each_step;
}

void glo_program_answer(glo_program *p, glo_call *call, void *context) {
    p->call = call;
    p->call_context = context;
}

static size_t calls_in(const instructions *list) {
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += list->list[i].code == CODE_CALL;
    return count;
}

size_t glo_program_calls(const glo_program *p) {
    size_t stages = p->clock.steps * (p->clock.method == GLO_RK4 ? 4 : 1) + (p->clock.is_by_period ? 0 : 1);
    return calls_in(&p->prologue) + calls_in(&p->stage) * stages;
}

size_t glo_program_threads(const glo_program *p, const glo_job *job) {
    return p->call_count > 0 ? 1 : (size_t)glo_job_threads(job);
}

size_t glo_program_instructions(const glo_program *p) {
    return p->prologue.count + p->stage.count * p->clock.steps * (p->clock.method == GLO_RK4 ? 4 : 1);
}

size_t glo_program_registers(const glo_program *p) {
    return p->blocks;
}

size_t glo_program_faults(const glo_program *p) {
    return p->fault_count;
}

const char *glo_program_fault(const glo_program *p, size_t fault, const char **quantity) {
    *quantity = p->faults[fault].quantity;
    return p->faults[fault].what;
}

bool glo_program_is_warning(const glo_program *p, size_t fault) {
    return p->faults[fault].is_warning;
}
