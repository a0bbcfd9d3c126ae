/* results.h: the inside of results, for what fills them (run.c) and what reads them (results.c).
 *
 * Example:  cell *c = glo_cell_of(results, output, row);
 */
#ifndef GLO_MODEL_RESULTS_H
#define GLO_MODEL_RESULTS_H

#include "instructions.h"
#include "model/run.h"
#include "summary.h"

/* A quantity in a row. Outputs that are the same in all rows have one cell, those the same in all draws no bins. */
typedef struct cell {
    scale scale;
    whole_summary whole;
    double *values; /* all of them, where they are kept; by draw, NaN for a draw that is not here */
} cell;

typedef struct range {
    uint64_t from, to;
} range;

struct glo_results {
    const glo_program *program;
    glo_run_spec spec;
    size_t rows, outputs;
    size_t *first; /* by output: its first cell */
    cell *cells;
    size_t cell_count;
    double *firsts; /* the first block of each cell, as many as there are draws: as drawn, then sorted */
    size_t first_count;
    uint64_t *bins; /* of all cells */
    double *values;
    size_t kept; /* draws that are kept as they are: all, or the first block */
    bool is_exact;
    uint64_t *faults;
    range *ranges; /* of blocks that are in it, rising */
    size_t range_count, range_room;
};

cell *glo_cell_of(const glo_results *results, size_t output, size_t row);
bool glo_is_certain_result(const glo_results *results, size_t output);
/* Of an object that has program, spec, rows and outputs. */
glo_status glo_results_make_cells(glo_results *results);
glo_status glo_results_add_range(glo_results *results, range added);

#endif
