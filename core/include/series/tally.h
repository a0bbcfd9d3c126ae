/* tally.h: the scores of a group of outcomes of a backtest: of a method, of one of its steps ahead or of one
 * of its series. With m the median, y the outcome, a the mean absolute and b the mean squared error of the
 * seasonal naive forecast in the history before the origin:
 *
 *   mae mean |m - y|        rmse sqrt(mean (m - y)^2)        smape mean 200 |m - y| / (|m| + |y|)
 *   mase mean |m - y| / a   rmsse sqrt(mean (m - y)^2 / b)   bias mean m - y
 *   owa            (smape / Naive 2's + mase / Naive 2's) / 2 on the same outcomes
 *   wis            weighted interval score = dispersion + over + under;   crps of the quantiles
 *   pinball        mean over the quantiles of (1{y <= q} - p) (q - y)
 *   interval, coverage (per cent), width    per level: mean interval score, share held, mean width
 *   skill          1 - mase / the seasonal naive's on the same outcomes, with the 90 % bootstrap interval
 *   dm             Diebold-Mariano statistic and p against the reference, below 0 where the method is better:
 * each origin has one loss, the mean of |m - y| / a over the group's series and steps
 *
 * What can't be computed is NaN.
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

#include "series/trial.h"

typedef struct glo_group {
    size_t method, series, series_end, step, step_end;
} glo_group;

typedef struct glo_tally {
    size_t outcomes;
    double scores[GLO_SCORE_KINDS][GLO_MOST_LEVELS]; /* of a kind its parts */
} glo_tally;

/* Fills in the kinds that the backtest asks for. GLO_ENOMEM, GLO_ECANCELLED. */
int glo_tally_of(const glo_trial *t, const glo_group *group, const glo_job *job, glo_tally *out);

/* The name of a kind: "mae"; and the kind of a name: GLO_ENOTFOUND names the nearest. */
const char *glo_score_name(glo_score_kind kind);
int glo_score_find(const char *name, glo_score_kind *out);
/* How many columns a kind has, and the name of each: coverage_80, coverage_95; skill, skill_low, skill_high.
 */
size_t glo_score_parts(glo_score_kind kind, size_t level_count);
enum { GLO_SCORE_COLUMN_SIZE = 40 };
void glo_score_column(glo_score_kind kind, size_t part, const double *levels,
                      char out[GLO_SCORE_COLUMN_SIZE]);
/* "%" or NULL. */
const char *glo_score_unit(glo_score_kind kind);

#endif
