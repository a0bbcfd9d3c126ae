/* ets_model.h: one model of the family: its parts, its parameters, and its recursion.
 *
 * With level l, slope b, season s, B = phi b (trend A) or b^phi (trend M), forecast f:
 *   q = l | l + B | l B           f = q | q + s | q s          e = y - f
 *   l' = q + alpha u              u = e, or e / s (season M)
 *   b' = B + beta u | B + beta u / l
 *   s' = s + gamma w              w = e, or e / q (season M)
 * for either error; the error only says what is small in the likelihood: e, or e / f. A missing value leaves
 * e at 0. (Hyndman et al. 2008, tables 2.2 and 2.3, written with e in place of the relative error.)
 *
 * Example:
 *   glo_ets_model model;
 *   if (glo_ets_model_init(&model, 'M', 'A', 1, 'M', 12)) count = model.count;      17 parameters
 */
#ifndef GLO_SERIES_ETS_MODEL_H
#define GLO_SERIES_ETS_MODEL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct glo_ets_model {
    char error, trend, season; /* 'N', 'A' or 'M' */
    int damped, period;        /* steps in a season; 1: none */
    /* Where each parameter stands in the vector; -1: the model has none. The last of the seasonal states is
     * not among them: they add up to 0 (A) or to the period (M). */
    int alpha, beta, gamma, phi, level, slope, seasonal, count;
} glo_ets_model;

/* A series, scaled to a size near 1; NaN where a value is missing. */
typedef struct glo_ets_data {
    const double *values;
    size_t count, known;
    int positive; /* all known values above 0 */
} glo_ets_data;

/* States at the end; seasonal[j]: of the step j + 1 after the last. */
typedef struct glo_ets_state {
    double level, slope;
    double *seasonal;
} glo_ets_state;

enum { GLO_ETS_NAME = 16 };

/* 1, or 0 where there is no such model. */
bool glo_ets_model_init(glo_ets_model *model, char error, char trend, int damped, char season, int period);
void glo_ets_model_name(const glo_ets_model *model, char name[static GLO_ETS_NAME]);
/* Whether forgetting the past is stable, so that the model is admissible (Hyndman et al. 2008, chapter 10).
 */
bool glo_ets_is_admissible(const glo_ets_model *model, const double *parameters, double *workspace);
static inline size_t glo_ets_admissible_workspace(int period) { /* doubles that glo_ets_is_admissible needs */
    return 2 * ((size_t)period + 2);
}

#endif
