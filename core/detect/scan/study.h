/* study.h: what is scanned: places with positions, the cases of each in each period, and how many were to be expected.
 *
 * Example:
 *   study s;
 *   if (glo_study_read(frame, neighbours, spec, job, &s) == GLO_OK) s.cases[place * s.periods + t] ...
 *   glo_study_dispose(&s);
 */
#ifndef GLO_DETECT_SCAN_STUDY_H
#define GLO_DETECT_SCAN_STUDY_H

#include "detect/scan.h"

typedef struct study {
    size_t places, periods;
    const glo_column *place; /* borrowed, of the frame */
    size_t *row;             /* per place: a row of the frame */
    double *x, *y;           /* per place */
    int64_t *cases;          /* per place and period */
    double *population;      /* per place and period; NULL: a permutation */
    double *expected;        /* per place and period, under the null; adds up to `total` */
    double *weight;          /* per place: its share of the population, for the permutation of the cases */
    int64_t total;           /* of the cases */
    uint64_t *touches;       /* pairs: place * places + place, in order; NULL: not given */
    size_t touch_count;
    struct left_out {
        size_t row;
        const char *reason;
    } * left_out; /* in the order of the frame */
    size_t left_out_count, left_out_room;
    size_t gaps, over_population;
    int32_t first; /* the number of the first period */
    glo_span span;
    bool is_whole_population; /* whole numbers, and one period */
} study;

glo_status glo_study_read(const glo_frame *frame, const glo_frame *neighbours, const glo_scan_spec *spec,
                          const glo_job *job, study *out);
void glo_study_dispose(study *s);

#endif
