/* compare.h: comparison of two forecasters by their losses on the same outcomes: Diebold-Mariano test, skill
 * score.
 *
 * Example:
 *   glo_dm dm;
 *   glo_dm_test(losses_of_a, losses_of_b, 60, 12, &dm);    // dm.p: two-sided
 *
 * References: F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy" (1995); D. Harvey, S.
 * Leybourne and P. Newbold, "Testing the equality of prediction mean squared errors" (1997); D. N. Politis
 * and J. P. Romano, "A circular block-resampling procedure for stationary data" (1992).
 */
#ifndef GLO_SERIES_COMPARE_H
#define GLO_SERIES_COMPARE_H

#include "base/err.h"
#include "base/job.h"

#include <stddef.h>
#include <stdint.h>

typedef struct glo_dm {
    size_t count;
    double difference; /* mean of a - b: below 0 where a is better */
    double statistic;  /* with Harvey's correction for few outcomes */
    double p;          /* two-sided, Student's t with count - 1 degrees of freedom */
    int fell_back;     /* the variance over `horizon` lags was not positive: that of one lag was taken */
} glo_dm;

/* Losses in order of time, of forecasts `horizon` steps ahead. GLO_EINVAL for fewer than 3 outcomes or not
 * more than `horizon`, and for losses that are not numbers. Where all differences are 0, the statistic is 0
 * and p is 1; where they are all the same, infinite and 0. */
glo_status glo_dm_test(const double *a, const double *b, size_t count, int horizon, glo_dm *out);

typedef struct glo_skill {
    double skill, low,
        high; /* 1 - mean loss / mean loss of the reference: 1 perfect, 0 as good, below 0 worse */
} glo_skill;

/* The interval of probability `level` by circular bootstrap of blocks of `block` neighbouring outcomes, which
 * keeps what neighbours have in common; the same seed gives the same bits. GLO_EINVAL. */
glo_status glo_skill_of(const double *losses, const double *reference, size_t count, size_t block,
                        size_t draws, double level, uint64_t seed, const glo_job *job, glo_skill *out);

#endif
