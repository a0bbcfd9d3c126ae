/* machine.c: the loop over instructions, steps and blocks. Example in model/machine.h. */
#include "model/machine.h"

#include "base/alloc.h"
#include "instructions.h"
#include "numeric/vector.h"
#include "sampling/uniforms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct glo_machine {
    const glo_program *program;
    uniforms source;
    double *blocks, *numbers;
    double **rings;     /* by delay: steps + 1 slots */
    uint8_t *faults;    /* by fault and draw: seen */
    uint8_t *has_fault; /* by fault: any, in this block */
    uint8_t *spoilt;    /* by draw: something wanted is not finite */
    bool has_any_fault; /* in this block: what is given is looked at only then */
    glo_status status;  /* of the calls in this block */
    uint64_t block;
    double time;
    size_t step;
    glo_take_values *take;
    void *context;
};

static double *at(const glo_machine *m, reg r) {
    return is_block(r) ? m->blocks + (size_t)r * GLO_BLOCK : m->numbers + (-1 - r);
}

static size_t length(reg r) {
    return is_block(r) ? GLO_BLOCK : 1;
}

void glo_machine_free(glo_machine *m) {
    if (!m)
        return;
    for (size_t i = 0; m->rings && i < m->program->delay_count; i++)
        free(m->rings[i]);
    free(m->rings);
    glo_uniforms_dispose(&m->source);
    free(m->blocks);
    free(m->numbers);
    free(m->faults);
    free(m->has_fault);
    free(m->spoilt);
    free(m);
}

static glo_status make_registers(glo_machine *m) {
    const glo_program *p = m->program;
    /* the loops like whole lines of cache */
    size_t bytes = (p->blocks + 1) * GLO_BLOCK * sizeof *m->blocks;
    m->blocks = aligned_alloc(64, bytes);
    if (!m->blocks)
        return glo_fail(GLO_ENOMEM, "out of memory: %zu bytes", bytes);
    memset(m->blocks, 0, bytes);
    if (glo_alloc_array(p->numbers + 1, sizeof *m->numbers, &m->numbers) < 0 ||
        glo_alloc_array(p->fault_count * GLO_BLOCK, 1, &m->faults) < 0 ||
        glo_alloc_array(p->fault_count, 1, &m->has_fault) < 0 ||
        glo_alloc_array(GLO_BLOCK, 1, &m->spoilt) < 0 ||
        glo_alloc_array(p->delay_count, sizeof *m->rings, &m->rings) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < p->delay_count; i++) {
        if (glo_alloc_array((p->delays[i].steps + 1) * length(p->delays[i].initial), sizeof **m->rings,
                            &m->rings[i]) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

glo_status glo_machine_new(const glo_program *program, const glo_sampling *sampling, glo_machine **out) {
    glo_machine *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    made->program = program;
    glo_status status = make_registers(made);
    if (status == GLO_OK)
        status = glo_uniforms_init(&made->source, program, sampling);
    if (status < 0)
        glo_machine_free(made);
    else
        *out = made;
    return status;
}

size_t glo_machine_block_size(void) {
    return GLO_BLOCK;
}

/* --- faults ------------------------------------------------------------------------------------------------- */

static bool is_finite_at(const glo_machine *m, reg r, size_t k) {
    return r == NO_REG || isfinite(at(m, r)[is_block(r) ? k : 0]);
}

/* Only where something is wrong: in which draws. What was not finite before is someone else's fault. */
static void note_fault(glo_machine *m, const instruction *in) {
    const double *out = at(m, in->out);
    for (size_t k = 0; k < GLO_BLOCK; k++) {
        bool is_new = !isfinite(out[is_block(in->out) ? k : 0]) && is_finite_at(m, in->a, k) &&
                      is_finite_at(m, in->b, k);
        for (int i = 0; is_new && i < GLO_FAMILY_PARAMETERS; i++)
            is_new = is_finite_at(m, in->p[i], k);
        if (is_new) {
            m->faults[(size_t)in->fault * GLO_BLOCK + k] = 1;
            m->has_fault[in->fault] = 1;
            m->has_any_fault = true;
        }
    }
}

static void note_spoilt(glo_machine *m, reg r) {
    const double *values = at(m, r);
    if (!m->has_any_fault || glo_are_finite(values, length(r)))
        return;
    for (size_t k = 0; k < GLO_BLOCK; k++)
        m->spoilt[k] = m->spoilt[k] || !isfinite(values[is_block(r) ? k : 0]);
}

/* Whether a fault that always counts came up in a draw: what is spoilt there is explained. */
static bool is_explained(const glo_machine *m, size_t k) {
    for (size_t i = 0; i < m->program->fault_count; i++) {
        if (m->has_fault[i] && m->program->faults[i].is_always && m->faults[i * GLO_BLOCK + k])
            return true;
    }
    return false;
}

/* What a condition decides on counts where it reached a result, and nothing else did. */
uint64_t glo_machine_faults(const glo_machine *m, size_t which, size_t count) {
    uint64_t found = 0;
    if (!m->has_fault[which])
        return 0;
    for (size_t k = 0; k < count; k++) {
        const program_fault *f = &m->program->faults[which];
        if (m->faults[which * GLO_BLOCK + k])
            found += f->is_warning || f->is_always || (m->spoilt[k] && !is_explained(m, k));
    }
    return found;
}

/* --- instructions ------------------------------------------------------------------------------------------- */

/* A delay of n steps has n + 1 slots: one is written in each step, and the one after it is read, which was written n steps ago. */
static double *slot_of(const glo_machine *m, size_t which, size_t step) {
    const program_delay *d = &m->program->delays[which];
    return m->rings[which] + step % (d->steps + 1) * length(d->initial);
}

/* The one of the row that the step is in. */
static const glo_sampler *sampler_now(const glo_machine *m, const program_input *i) {
    size_t row = m->step / m->program->clock.every;
    return i->samplers[row < i->sampler_count ? row : i->sampler_count - 1];
}

static void draw_each(const glo_machine *m, const instruction *in, const program_input *i) {
    const double *parameters[GLO_FAMILY_PARAMETERS] = {0};
    for (int k = 0; k < GLO_FAMILY_PARAMETERS; k++) {
        if (in->p[k] != NO_REG)
            parameters[k] = at(m, in->p[k]);
    }
    glo_distribution_draw(&i->distribution, parameters, at(m, in->a), GLO_BLOCK, at(m, in->out));
}

/* Of the draws that count; all others are 0. */
static glo_status call(const glo_machine *m, const instruction *in) {
    const glo_program *p = m->program;
    const program_call *c = &p->calls[in->index];
    const reg given[GLO_CALL_INPUTS] = {in->a, in->b, in->c, in->p[0], in->p[1], in->p[2], in->p[3]};
    uint64_t first = m->block * GLO_BLOCK, draws = m->source.sampling.draws;
    size_t count = first >= draws              ? 0
                   : draws - first < GLO_BLOCK ? (size_t)(draws - first)
                                               : GLO_BLOCK,
           used = 0;
    const double *inputs[GLO_CALL_INPUTS] = {0};
    while (used < GLO_CALL_INPUTS && given[used] != NO_REG) {
        inputs[used] = at(m, given[used]);
        used++;
    }
    if (!p->call)
        return glo_fail(GLO_EINVAL, "'%s': nobody works its function out", c->quantity);
    double *out = at(m, in->out);
    memset(out, 0, GLO_BLOCK * sizeof *out);
    return count == 0 ? GLO_OK : p->call(p->call_context, c->function, c->quantity, inputs, used, count, out);
}

static void execute_one(glo_machine *m, const instruction *in) {
    const glo_program *p = m->program;
    double *out = at(m, in->out);
    size_t count = length(in->out);
    switch ((code)in->code) {
    case CODE_NOTHING:
        break;
    case CODE_BINARY:
        glo_binary_kernel((glo_model_op)in->op, (glo_form)in->form)(out, at(m, in->a), at(m, in->b), count);
        break;
    case CODE_FUSED:
        glo_fused_kernel((glo_model_op)in->op, (glo_model_op)in->index,
                         in->is_reversed)(out, at(m, in->a), at(m, in->b), at(m, in->c), count, in->form);
        break;
    case CODE_UNARY:
        glo_unary_kernel((glo_model_op)in->op)(out, at(m, in->a), count);
        break;
    case CODE_CHOOSE:
        glo_choose(out, at(m, in->a), at(m, in->b), at(m, in->c), count);
        break;
    case CODE_SPREAD:
        glo_fill(out, *at(m, in->a), count);
        break;
    case CODE_COPY:
        memcpy(out, at(m, in->a), count * sizeof *out);
        break;
    case CODE_NUMBER:
        *out = in->number;
        break;
    case CODE_TIME:
        *out = m->time;
        break;
    case CODE_TIME_NEAR:
        *out = m->time + 1e-6 * p->clock.dt;
        break;
    case CODE_UNIFORM:
        glo_uniforms(&m->source, (size_t)in->index, m->step, m->block * GLO_BLOCK, out);
        break;
    case CODE_DRAW:
        glo_sampler_draw(sampler_now(m, &p->inputs[in->index]), at(m, in->a), count, out);
        break;
    case CODE_DRAW_EACH:
        draw_each(m, in, &p->inputs[in->index]);
        break;
    case CODE_LOOK_UP: {
        const program_table *t = &p->tables[in->index];
        glo_look_up(out, at(m, in->a), count, t->xs, t->ys, t->points, t->is_extrapolated);
        break;
    }
    case CODE_CALL:
        m->status = call(m, in);
        if (m->status < 0)
            return;
        break;
    case CODE_DELAY:
        memcpy(out, slot_of(m, (size_t)in->index, m->step + 1), count * sizeof *out);
        break;
    }
    if (in->fault >= 0 && !glo_are_finite(out, count))
        note_fault(m, in);
}

static void execute(glo_machine *m, const instructions *list) {
    for (size_t i = 0; i < list->count && m->status == GLO_OK; i++)
        execute_one(m, &list->list[i]);
}

/* --- steps -------------------------------------------------------------------------------------------------- */

static void add_scaled(const glo_machine *m, reg out, reg a, double by, reg b) {
    glo_add_scaled(at(m, out), at(m, a), by, at(m, b), length(out));
}

/* Draws in which a stock that was not below 0 fell below it in this step, by more than rounding. Only where one is negative. */
static void note_overdraft(glo_machine *m, const program_stock *s) {
    const double *level = at(m, s->level), *net = at(m, s->net);
    double dt = m->program->clock.dt;
    for (size_t k = 0; k < GLO_BLOCK; k++) {
        size_t i = is_block(s->level) ? k : 0;
        double before = s->saved == NO_REG ? level[i] - dt * net[i] : at(m, s->saved)[i];
        if (before >= 0 && level[i] < -1e-9 * before) {
            m->faults[(size_t)s->overdraft * GLO_BLOCK + k] = 1;
            m->has_fault[s->overdraft] = 1;
        }
    }
}

static void step_euler(glo_machine *m) {
    const glo_program *p = m->program;
    for (size_t i = 0; i < p->stock_count; i++) {
        const program_stock *s = &p->stocks[i];
        if (s->net != NO_REG &&
            glo_step_levels(at(m, s->level), p->clock.dt, at(m, s->net), length(s->level)) &&
            s->overdraft >= 0)
            note_overdraft(m, s);
    }
}

/* The last of Runge and Kutta's steps: from where the levels were, by the sum of the slopes. */
static void step_from_saved(glo_machine *m, const program_stock *s, double by) {
    memcpy(at(m, s->level), at(m, s->saved), length(s->level) * sizeof(double));
    if (glo_step_levels(at(m, s->level), by, at(m, s->slope), length(s->level)) && s->overdraft >= 0)
        note_overdraft(m, s);
}

/* Of the four slopes, the first is there; each moves the levels from where they were, and counts with its weight. */
static void step_runge_kutta(glo_machine *m) {
    static const double weight[4] = {1, 2, 2, 1}, reach[3] = {0.5, 0.5, 1};
    const glo_program *p = m->program;
    double from = m->time, dt = p->clock.dt;
    for (int k = 0; k < 4; k++) {
        for (size_t i = 0; i < p->stock_count; i++) {
            const program_stock *s = &p->stocks[i];
            if (s->net == NO_REG)
                continue;
            size_t bytes = length(s->level) * sizeof(double);
            if (k == 0) {
                memcpy(at(m, s->saved), at(m, s->level), bytes);
                memcpy(at(m, s->slope), at(m, s->net), bytes);
            } else {
                add_scaled(m, s->slope, s->slope, weight[k], s->net);
            }
            if (k < 3)
                add_scaled(m, s->level, s->saved, reach[k] * dt, s->net);
            else
                step_from_saved(m, s, dt / 6);
        }
        if (k < 3) {
            m->time = from + reach[k] * dt;
            execute(m, &p->stage);
        }
    }
}

static void push_delays(const glo_machine *m) {
    for (size_t i = 0; i < m->program->delay_count; i++) {
        const program_delay *d = &m->program->delays[i];
        memcpy(slot_of(m, i, m->step), at(m, d->x), length(d->initial) * sizeof(double));
    }
}

static void give(glo_machine *m, size_t i, size_t row, reg values) {
    note_spoilt(m, values);
    m->take(m->context, i, row, at(m, values), !is_block(values));
}

/* What a row needs of the stage's values: before the stocks move on. */
static void take_stage(glo_machine *m) {
    const glo_program *p = m->program;
    const glo_clock *clock = &p->clock;
    size_t within = m->step % clock->every, row = m->step / clock->every;
    for (size_t i = 0; i < p->output_count; i++) {
        const program_output *o = &p->outputs[i];
        if (o->is_constant || (clock->is_by_period && o->is_stock))
            continue;
        if (!clock->is_by_period) {
            if (within == 0)
                give(m, i, row, o->value);
        } else if (o->mean == NO_REG) {
            give(m, i, row, o->value);
        } else {
            if (within == 0)
                glo_fill(at(m, o->mean), 0, length(o->mean));
            add_scaled(m, o->mean, o->mean, 1.0 / (double)clock->every, o->value);
            if (within + 1 == clock->every)
                give(m, i, row, o->mean);
        }
    }
}

/* Stocks at the end of a period. */
static void take_stocks(glo_machine *m) {
    const glo_program *p = m->program;
    if (!p->clock.is_by_period || (m->step + 1) % p->clock.every)
        return;
    for (size_t i = 0; i < p->output_count; i++) {
        if (p->outputs[i].is_stock)
            give(m, i, m->step / p->clock.every, p->outputs[i].value);
    }
}

static void begin(glo_machine *m, uint64_t block) {
    const glo_program *p = m->program;
    m->block = block;
    m->step = 0;
    m->time = p->clock.start;
    for (size_t i = 0; i < p->fault_count; i++) {
        if (m->has_fault[i])
            memset(m->faults + i * GLO_BLOCK, 0, GLO_BLOCK);
        m->has_fault[i] = 0;
    }
    if (m->has_any_fault)
        memset(m->spoilt, 0, GLO_BLOCK);
    m->has_any_fault = false;
    execute(m, &p->prologue);
    for (size_t i = 0; i < p->delay_count; i++) {
        for (size_t k = 0; k <= p->delays[i].steps; k++)
            memcpy(slot_of(m, i, k), at(m, p->delays[i].initial),
                   length(p->delays[i].initial) * sizeof(double));
    }
    for (size_t i = 0; i < p->output_count; i++) {
        if (p->outputs[i].is_constant)
            give(m, i, 0, p->outputs[i].value);
    }
}

glo_status glo_machine_block(glo_machine *m, uint64_t block, glo_take_values *take, void *context) {
    const glo_program *p = m->program;
    m->take = take;
    m->context = context;
    m->status = GLO_OK;
    begin(m, block);
    for (m->step = 0; m->step < p->clock.steps && m->status == GLO_OK; m->step++) {
        m->time = p->clock.start + (double)m->step * p->clock.dt;
        execute(m, &p->stage);
        take_stage(m);
        push_delays(m);
        if (p->clock.method == GLO_RK4)
            step_runge_kutta(m);
        else
            step_euler(m);
        take_stocks(m);
    }
    if (!p->clock.is_by_period) {
        m->time = p->clock.start + (double)m->step * p->clock.dt;
        execute(m, &p->stage);
        take_stage(m);
    }
    return m->status;
}
