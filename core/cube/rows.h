/* rows.h: the rows of a rollup, collected last to first, then made a frame. Used by rollup.c.
 *
 * Example:
 *   glo_rows rows = {.spec = spec};
 *   glo_rows_need(&rows, 100); glo_rows_add(&rows, key, slot, &sums); ...
 *   status = glo_rows_frame(&rows, &periods, job, marking, provenance, &frame);  glo_rows_dispose(&rows);
 */
#ifndef GLO_CUBE_ROWS_H
#define GLO_CUBE_ROWS_H

#include "cube/block.h"
#include "cube/periods.h"
#include "cube/rollup.h"

typedef struct glo_row_key {
    uint32_t zone, phenomenon, category, part;
} glo_row_key;

/* One array per column, so that they can become columns without copying; those not asked for stay NULL. */
typedef struct glo_rows {
    const glo_rollup_spec *spec;
    glo_words *categories; /* borrowed */
    size_t count, room;
    uint32_t *zones, *phenomena, *facets, *parts;
    int32_t *slots;
    int64_t *events, *counts, *highs, *values;
    double *weighted;
    int censored; /* some count_high differs from its count */
} glo_rows;

enum { GLO_PART_ALL, GLO_PART_OWN };

int glo_rows_need(glo_rows *rows, size_t more); /* room for so many more */
/* GLO_EINVAL when count_high does not fit. */
int glo_rows_add(glo_rows *rows, const glo_row_key *key, size_t slot, const glo_sums *sums);

/* Turns the rows around and makes them a frame; leaves `rows` to be disposed. `marking` is joined with that
 * of the facts of rates. */
int glo_rows_frame(glo_rows *rows, const glo_periods *periods, const glo_job *job, glo_marking marking,
                   glo_provenance *provenance, glo_frame **out);
void glo_rows_dispose(glo_rows *rows);

#endif
