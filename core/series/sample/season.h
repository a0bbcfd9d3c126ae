/* season.h: is there a season, and what is it: the test of the M4 competition and classical decomposition.
 *
 * The test: with r_k the autocorrelation at lag k and m the season, |r_m| > 1.645 sqrt((1 + 2 sum_{k<m}
 * r_k^2) / n); asked of three whole seasons at least. The decomposition: the trend is the centred moving
 * average over a season, the index of a phase the mean of what is left of it, the indices brought to mean 1
 * (of ratios) or 0 (of differences).
 *
 * Example:
 *   double indices[12];
 *   if (glo_is_seasonal(y, count, 12) && glo_decompose(y, count, 12, 1, indices))
 *       for (size_t i = 0; i < count; i++) adjusted[i] = y[i] / indices[i % 12];
 *
 * Zeros that come back in the same phases are season, not intermittence:
 *   glo_zeros zeros;
 *   status = glo_zeros_by_season(y, count, 12, &zeros);    zeros.are_seasonal
 *
 * References: S. Makridakis, E. Spiliotis, V. Assimakopoulos, "The M4 competition", International Journal of
 * Forecasting 36 (2020), its benchmarks; M. Kendall, A. Stuart, The Advanced Theory of Statistics 3 (1983).
 */
#ifndef GLO_SERIES_SEASON_H
#define GLO_SERIES_SEASON_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/* 1 where the values have a season of that many steps. */
bool glo_is_seasonal(const double *values, size_t count, int season);

/* The zeros of a series, and those within the season: in the phases of which at most half are zeros. */
typedef struct glo_zeros {
    size_t zeros, known;               /* of all phases; missing values are not known */
    size_t zeros_within, known_within; /* of the phases within the season */
    bool
        are_seasonal; /* the share of zeros differs by phase: Pearson's chi-squared at 5 %, two seasons at least */
} glo_zeros;

/* GLO_ENOMEM. */
glo_status glo_zeros_by_season(const double *values, size_t count, int season, glo_zeros *out);

/* Writes an index per phase (values[0] is phase 0). 0 where it can't be done, with neutral indices: fewer
 * than two seasons or, multiplicative, a trend or an index that is not above 0. */
bool glo_decompose(const double *values, size_t count, int season, int multiplicative, double *indices);

/* Takes the season out, where there is one: multiplicative where all values are above 0, else additive. */
typedef struct glo_season {
    size_t length; /* 1: none */
    int multiplicative;
    double *indices; /* NULL, or one per phase */
} glo_season;

/* Replaces `values` by what is left. GLO_ENOMEM. */
glo_status glo_season_remove(double *values, size_t count, int season, glo_season *out);

/* The factor (1 where additive) and the addend (0 where multiplicative) of time `t`, counted from values[0].
 */
void glo_season_at(const glo_season *season, size_t t, double *factor, double *addend);

void glo_season_dispose(glo_season *season);

#endif
