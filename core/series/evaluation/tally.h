/* tally.h: the scores of one group of outcomes of a backtest: of a method, of one of its steps ahead or of
 * one of its series. Definitions in series/scores.h.
 *
 * Example:
 *   glo_tally sum;
 *   glo_group group = {.method = 0, .series_end = t.truth.count, .step_end = 1};     one step ahead
 *   if (glo_tally_of(&t, &group, job, &sum) == GLO_OK) ... sum.scores[GLO_SCORE_MAE][0]
 *
 * References: score.h, accuracy.h, compare.h; R. Quaedvlieg, "Multi-horizon forecast comparison", Journal of
 * Business & Economic Statistics 39 (2021), for the mean over steps; O. Akgun, A. Pirotte, G. Urga and Z.
 * Yang, "Equal predictive ability tests based on panel data", International Journal of Forecasting 40 (2024),
 * over series.
 */
#ifndef GLO_SERIES_TALLY_H
#define GLO_SERIES_TALLY_H

#include "evaluation/trial.h"

typedef struct glo_group {
    size_t method, series, series_end, step, step_end;
} glo_group;

typedef struct glo_tally {
    size_t outcomes;
    double scores[GLO_SCORE_KINDS][GLO_MOST_LEVELS]; /* of a kind its parts */
} glo_tally;

/* Fills in the kinds that the backtest asks for. GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_tally_of(const glo_trial *t, const glo_group *group, const glo_job *job, glo_tally *out);

#endif
