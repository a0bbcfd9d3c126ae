/* linear_program.h: linear programs and mixed integer ones: minimise a linear cost under linear constraints. GLPK's simplex and
 * branch and cut do the work; linear_program.c is the only file that knows it.
 *
 * Example:
 *   glo_linear_program *program;
 *   glo_status status = glo_linear_program_new(2, 1, 2, &program);                  // at most 2 columns, 1 row, 2 coefficients
 *   int x = glo_linear_program_column(program, 0, 1, 3, true);                      // 0 <= x <= 1, whole, cost 3
 *   int y = glo_linear_program_column(program, 0, INFINITY, 1, false);
 *   int row = glo_linear_program_row(program, 2, INFINITY);                         // 2 <= x + y
 *   glo_linear_program_set(program, row, x, 1);  glo_linear_program_set(program, row, y, 1);
 *   status = glo_linear_program_solve(program, &(glo_linear_program_limits){0}, job, values, &answer);
 *   glo_linear_program_free(program);
 *
 * Reference: A. Makhorin, GNU Linear Programming Kit, reference manual, version 5.0 (2020).
 *
 * core/numeric includes base only; network and capture may include it.
 */
#ifndef GLO_NUMERIC_LINEAR_PROGRAM_H
#define GLO_NUMERIC_LINEAR_PROGRAM_H

#include "base/err.h"
#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct glo_linear_program glo_linear_program;

/* Room for so many columns, rows and coefficients. GLO_ENOMEM. */
glo_status glo_linear_program_new(size_t columns, size_t rows, size_t coefficients, glo_linear_program **out);
void glo_linear_program_free(glo_linear_program *program);

/* The number of the new column or row; the caller stays within the room. Bounds may be infinite. */
int glo_linear_program_column(glo_linear_program *program, double low, double high, double cost,
                              bool is_whole);
int glo_linear_program_row(glo_linear_program *program, double low, double high);
void glo_linear_program_set(glo_linear_program *program, int row, int column, double value);

typedef struct glo_linear_program_limits {
    size_t nodes;  /* of branch and bound; 0: none */
    double gap;    /* the optimum need not be nearer than this share of it; 0: exactly */
    double cutoff; /* a solution of this cost is known; only better ones are looked for, where has_cutoff */
    bool has_cutoff;
    size_t megabytes; /* of memory; 0: 2,048 */
} glo_linear_program_limits;

typedef struct glo_linear_program_answer {
    bool is_solved;  /* there is a solution: values and cost */
    bool is_optimal; /* and none is better */
    bool is_infeasible;
    double cost, bound; /* no solution costs less than the bound */
    size_t nodes;
} glo_linear_program_answer;

/* `values` has room for all columns; filled where is_solved. GLO_ECANCELLED, GLO_EINVAL for an unbounded program,
 * GLO_ENOMEM where the memory does not do. */
glo_status glo_linear_program_solve(glo_linear_program *program, const glo_linear_program_limits *limits,
                                    const glo_job *job, double *values, glo_linear_program_answer *out);

#endif
