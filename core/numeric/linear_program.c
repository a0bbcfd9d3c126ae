/* linear_program.c: the programs of linear_program.h by GLPK: its simplex method in slices, so that Ctrl-C is heard between them,
 * then its branch and cut. Example and reference in the header.
 *
 * GLPK ends the process where its memory fails or it finds itself at fault, unless its hook does not come back: this one jumps out of
 * the solve, and all that GLPK holds goes with its environment, as its manual has it (6.1). It is the only jump of the core.
 */
#include "numeric/linear_program.h"

#include "base/alloc.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLICE = 200,  /* simplex iterations between two looks at the job */
    MEMORY = 2048 /* MB that GLPK may take at most */
};

static _Thread_local char last_words[200]; /* the last line that GLPK would have printed: why it failed */

struct glo_linear_program {
    size_t columns, rows, coefficients, column_room, row_room, room;
    double *column_low, *column_high, *costs, *row_low, *row_high;
    bool *is_whole;
    int *at_row, *at_column;
    double *values;
    bool has_whole;
};

glo_status glo_linear_program_new(size_t columns, size_t rows, size_t coefficients,
                                  glo_linear_program **out) {
    glo_linear_program *p;
    if (columns >= INT32_MAX || rows >= INT32_MAX || coefficients >= INT32_MAX)
        return glo_fail(GLO_EINVAL, "a linear program of %zu coefficients is too large", coefficients);
    if (glo_alloc_array(1, sizeof *p, &p) < 0)
        return GLO_ENOMEM;
    p->column_room = columns;
    p->row_room = rows;
    p->room = coefficients;
    /* GLPK counts from 1. */
    if (glo_alloc_array(columns, sizeof(double), &p->column_low) < 0 ||
        glo_alloc_array(columns, sizeof(double), &p->column_high) < 0 ||
        glo_alloc_array(columns, sizeof(double), &p->costs) < 0 ||
        glo_alloc_array(columns, sizeof(bool), &p->is_whole) < 0 ||
        glo_alloc_array(rows, sizeof(double), &p->row_low) < 0 ||
        glo_alloc_array(rows, sizeof(double), &p->row_high) < 0 ||
        glo_alloc_array(coefficients + 1, sizeof(int), &p->at_row) < 0 ||
        glo_alloc_array(coefficients + 1, sizeof(int), &p->at_column) < 0 ||
        glo_alloc_array(coefficients + 1, sizeof(double), &p->values) < 0) {
        glo_linear_program_free(p);
        return GLO_ENOMEM;
    }
    *out = p;
    return GLO_OK;
}

void glo_linear_program_free(glo_linear_program *p) {
    if (!p)
        return;
    free(p->column_low);
    free(p->column_high);
    free(p->costs);
    free(p->is_whole);
    free(p->row_low);
    free(p->row_high);
    free(p->at_row);
    free(p->at_column);
    free(p->values);
    free(p);
}

int glo_linear_program_column(glo_linear_program *p, double low, double high, double cost, bool is_whole) {
    p->column_low[p->columns] = low;
    p->column_high[p->columns] = high;
    p->costs[p->columns] = cost;
    p->is_whole[p->columns] = is_whole;
    p->has_whole = p->has_whole || is_whole;
    return (int)p->columns++;
}

int glo_linear_program_row(glo_linear_program *p, double low, double high) {
    p->row_low[p->rows] = low;
    p->row_high[p->rows] = high;
    return (int)p->rows++;
}

void glo_linear_program_set(glo_linear_program *p, int row, int column, double value) {
    p->coefficients++;
    p->at_row[p->coefficients] = row + 1;
    p->at_column[p->coefficients] = column + 1;
    p->values[p->coefficients] = value;
}

static int bounds_kind(double low, double high) {
    if (isinf(low))
        return isinf(high) ? GLP_FR : GLP_UP;
    if (isinf(high))
        return GLP_LO;
    return low == high ? GLP_FX : GLP_DB;
}

static glp_prob *make(const glo_linear_program *p) {
    glp_prob *made = glp_create_prob();
    glp_set_obj_dir(made, GLP_MIN);
    if (p->columns > 0)
        glp_add_cols(made, (int)p->columns);
    if (p->rows > 0)
        glp_add_rows(made, (int)p->rows);
    for (size_t j = 0; j < p->columns; j++) {
        glp_set_col_bnds(made, (int)j + 1, bounds_kind(p->column_low[j], p->column_high[j]), p->column_low[j],
                         p->column_high[j]);
        glp_set_obj_coef(made, (int)j + 1, p->costs[j]);
        if (p->is_whole[j])
            glp_set_col_kind(made, (int)j + 1, GLP_IV);
    }
    for (size_t i = 0; i < p->rows; i++)
        glp_set_row_bnds(made, (int)i + 1, bounds_kind(p->row_low[i], p->row_high[i]), p->row_low[i],
                         p->row_high[i]);
    glp_load_matrix(made, (int)p->coefficients, p->at_row, p->at_column, p->values);
    return made;
}

typedef struct search {
    const glo_job *job;
    const glo_linear_program_limits *limits;
    glo_status status;
    size_t nodes;
    double bound;
    bool is_stopped;
} search;

/* The relaxation, a slice of iterations at a time from where the last one stopped. */
static glo_status relax(glp_prob *made, const glo_job *job) {
    glp_smcp settings;
    bool is_restarted = false;
    glp_init_smcp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    settings.meth = GLP_DUALP;
    settings.it_lim = SLICE;
    glp_adv_basis(made, 0);
    for (uint64_t slice = 0;; slice++) {
        glo_status status = glo_job_step(job, "linear program", slice * SLICE, 0);
        if (status < 0)
            return status;
        int code = glp_simplex(made, &settings);
        if (code == 0)
            return GLO_OK;
        if (code == GLP_EITLIM)
            continue;
        if (is_restarted)
            return glo_fail(GLO_EINVAL, "the linear program is too badly scaled to be solved");
        glp_std_basis(made); /* a singular basis: once more from that of the slacks */
        settings.meth = GLP_PRIMAL;
        is_restarted = true;
    }
}

static void look(glp_tree *tree, void *context) {
    search *s = context;
    if (glp_ios_reason(tree) != GLP_ISELECT)
        return;
    s->nodes++;
    int best = glp_ios_best_node(tree);
    if (best > 0)
        s->bound = glp_ios_node_bound(tree, best);
    if (s->status == GLO_OK)
        s->status = glo_job_step(s->job, "branch and bound", s->nodes, 0);
    if (s->status < 0 || (s->limits->nodes > 0 && s->nodes > s->limits->nodes)) {
        s->is_stopped = true;
        glp_ios_terminate(tree);
    }
}

static glo_status branch(glp_prob *made, search *s, glo_linear_program_answer *answer, double *values,
                         int columns) {
    glp_iocp settings;
    glp_init_iocp(&settings);
    settings.msg_lev = GLP_MSG_OFF;
    settings.cb_func = look;
    settings.cb_info = s;
    settings.mip_gap = s->limits->gap;
    settings.br_tech = GLP_BR_DTH;
    settings.bt_tech = GLP_BT_BLB;
    int code = glp_intopt(made, &settings);
    if (s->status < 0)
        return s->status;
    int state = glp_mip_status(made);
    answer->nodes = s->nodes;
    answer->is_solved = state == GLP_OPT || state == GLP_FEAS;
    answer->is_infeasible = state == GLP_NOFEAS;
    answer->is_optimal = answer->is_solved && !s->is_stopped && (code == 0 || code == GLP_EMIPGAP);
    answer->bound = s->bound;
    if (answer->is_solved) {
        answer->cost = glp_mip_obj_val(made);
        for (int j = 0; j < columns; j++)
            values[j] = glp_mip_col_val(made, j + 1);
        if (answer->is_optimal && s->limits->gap == 0)
            answer->bound = answer->cost;
    }
    return GLO_OK;
}

static int swallow(void *unused, const char *text) {
    (void)unused;
    if (strspn(text, " \n") < strlen(text) && strncmp(text, "Error detected", 14) != 0)
        snprintf(last_words, sizeof last_words, "%.*s", (int)strcspn(text, "\n"), text);
    return 1; /* nothing is printed */
}

static void jump_out(void *back) {
    longjmp(*(jmp_buf *)back, 1);
}

static glo_status failed(int megabytes) {
    if (strstr(last_words, "memory"))
        return glo_fail(GLO_ENOMEM, "the linear program needs more than %d MB of memory", megabytes);
    return glo_fail(GLO_EINVAL, "the linear program can't be solved: GLPK says '%s'", last_words);
}

static glo_status solve(const glo_linear_program *p, const glo_linear_program_limits *limits,
                        const glo_job *job, double *values, glo_linear_program_answer *out) {
    glp_prob *made = make(p);
    glo_linear_program_answer answer = {.bound = -INFINITY};
    glo_status status = relax(made, job);
    int state = status < 0 ? GLP_UNDEF : glp_get_status(made);
    if (status == GLO_OK && (state == GLP_UNBND || state == GLP_UNDEF))
        status = glo_fail(GLO_EINVAL, "the linear program has no finite optimum");
    if (status == GLO_OK && state != GLP_OPT) {
        answer.is_infeasible = true;
    } else if (status == GLO_OK) {
        answer.cost = answer.bound = glp_get_obj_val(made);
        search s = {.job = job, .limits = limits, .bound = answer.bound};
        if (p->has_whole && !(limits->has_cutoff && answer.bound >= limits->cutoff)) {
            status = branch(made, &s, &answer, values, (int)p->columns);
        } else if (!p->has_whole) {
            answer.is_solved = answer.is_optimal = true;
            for (size_t j = 0; j < p->columns; j++)
                values[j] = glp_get_col_prim(made, (int)j + 1);
        }
    }
    glp_delete_prob(made);
    if (status == GLO_OK)
        *out = answer;
    return status;
}

glo_status glo_linear_program_solve(glo_linear_program *p, const glo_linear_program_limits *limits,
                                    const glo_job *job, double *values, glo_linear_program_answer *out) {
    jmp_buf back;
    const int megabytes = limits->megabytes ? (int)limits->megabytes : MEMORY;
    glp_term_hook(swallow, NULL);
    glp_error_hook(jump_out, &back);
    glp_mem_limit(megabytes);
    glo_status status = setjmp(back) == 0 ? solve(p, limits, job, values, out) : failed(megabytes);
    glp_free_env(); /* GLPK keeps one for each thread, for good; the next solve makes its own */
    return status;
}
