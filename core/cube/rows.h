/* rows.h: the rows of a rollup, written straight into columns of their final length, then made a frame. Used
 * by rollup.c.
 *
 * The number of rows and where each zone's begin are known beforehand, so that threads write different zones
 * at the same time.
 *
 * Example:
 *   glo_rows rows = {.spec = spec};
 *   glo_rows_init(&rows, count, &periods, has_highs);
 *   status = glo_rows_write(&rows, &row, &key, line, &pool, &censored); ...
 *   status = glo_rows_frame(&rows, &periods, job, marking, provenance, &frame);  glo_rows_dispose(&rows);
 */
#ifndef GLO_CUBE_ROWS_H
#define GLO_CUBE_ROWS_H

#include "block.h"
#include "cube/rollup.h"
#include "periods.h"

#include <stdbool.h>

typedef struct glo_row_key {
    uint32_t zone, phenomenon, category, part;
} glo_row_key;

/* One array per column, so that they can become columns without copying; those not asked for stay NULL. */
typedef struct glo_rows {
    const glo_rollup_spec *spec;
    glo_words *facet_names; /* borrowed */
    size_t subject_count;   /* category number = facet * subject_count + subject */
    uint64_t subjects_met;  /* bit s: subject s has rows; set before glo_rows_frame */
    size_t count;
    int32_t *time_of_slot; /* what the period column holds for a slot */
    uint32_t *zones, *phenomena, *subjects, *facets, *parts;
    int32_t *times, *slots; /* slots: only where rates are asked */
    int64_t *events, *counts, *highs, *values;
    bool are_values_real; /* values hold doubles in place of whole numbers */
    double *weighted;
    int censored;                 /* some count_high differs from its count */
    const glo_coverage *coverage; /* NULL: not known; set before glo_rows_frame */
    glo_rollup_note *note;        /* gets what is said of rates; set before glo_rows_frame */
} glo_rows;

/* The column "part": all that lies at the zone and below; only what is recorded at the zone itself; of all, what is on no
 * narrower phenomenon (of those with rows, where there are any), where something is. */
enum { GLO_PART_ALL, GLO_PART_OWN, GLO_PART_NOT_STATED };

/* Room for `count` rows. `has_highs`: some cell's count_high differs from its count. GLO_ENOMEM. */
glo_status glo_rows_init(glo_rows *rows, size_t count, const glo_periods *periods, int has_highs);
/* A row per slot of the line in use, from *row on, which is moved past them. Sets *censored where a
 * count_high differs. GLO_EINVAL when a count_high does not fit. */
glo_status glo_rows_write(glo_rows *rows, size_t *row, const glo_row_key *key, const glo_line *line,
                          const glo_pool *pool, int *censored);

/* Makes the rows a frame; leaves `rows` to be disposed. `marking` is joined with that of the facts of rates.
 */
glo_status glo_rows_frame(glo_rows *rows, const glo_periods *periods, const glo_job *job, glo_marking marking,
                          glo_provenance *provenance, glo_frame **out);
void glo_rows_dispose(glo_rows *rows);

#endif
