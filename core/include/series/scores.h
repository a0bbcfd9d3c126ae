/* scores.h: the scores of a backtest by name, and what each means. With m the median, y the outcome, a the
 * mean absolute and b the mean squared error of the seasonal naive forecast in the history before the origin:
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
 * A score that can't be computed is NaN.
 *
 * Example:  glo_score_kind kind; if (glo_score_find("wis", &kind) == GLO_OK) name = glo_score_name(kind);
 */
#ifndef GLO_SERIES_SCORES_H
#define GLO_SERIES_SCORES_H

#include "base/err.h"

#include <stddef.h>

/* In the order of the columns. */
typedef enum glo_score_kind {
    GLO_SCORE_MAE,
    GLO_SCORE_RMSE,
    GLO_SCORE_SMAPE,
    GLO_SCORE_MASE,
    GLO_SCORE_RMSSE,
    GLO_SCORE_OWA,
    GLO_SCORE_BIAS,
    GLO_SCORE_WIS,
    GLO_SCORE_DISPERSION,
    GLO_SCORE_OVER,
    GLO_SCORE_UNDER,
    GLO_SCORE_CRPS,
    GLO_SCORE_PINBALL,
    GLO_SCORE_INTERVAL,
    GLO_SCORE_COVERAGE,
    GLO_SCORE_WIDTH,
    GLO_SCORE_SKILL,
    GLO_SCORE_DM,
    GLO_SCORE_KINDS
} glo_score_kind;

/* The name of a kind: "mae"; and the kind of a name: GLO_ENOTFOUND names the nearest. */
const char *glo_score_name(glo_score_kind kind);
glo_status glo_score_find(const char *name, glo_score_kind *out);
/* How many columns a kind has, and the name of each: coverage_80, coverage_95; skill, skill_low, skill_high.
 */
size_t glo_score_parts(glo_score_kind kind, size_t level_count);
enum { GLO_SCORE_COLUMN_SIZE = 40 };
void glo_score_column(glo_score_kind kind, size_t part, const double *levels,
                      char out[GLO_SCORE_COLUMN_SIZE]);
/* "%" or NULL. */
const char *glo_score_unit(glo_score_kind kind);

#endif
