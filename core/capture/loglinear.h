/* loglinear.h: the fit of one log-linear model, with its fitted counts, for the searches over models. Not for other folders.
 *
 * Example:
 *   glo_loglinear *work = malloc(sizeof *work);
 *   status = glo_loglinear_fit(work, &table, 0, 0.95, &fit);   main effects only
 *
 * Reference: Y. M. M. Bishop, S. E. Fienberg and P. W. Holland, Discrete Multivariate Analysis (1975), chapter 6.
 */
#ifndef GLO_CAPTURE_LOGLINEAR_H
#define GLO_CAPTURE_LOGLINEAR_H

#include "capture/mse.h"

enum { GLO_MOST_CELLS = 1 << GLO_MOST_LISTS, GLO_MOST_PARAMETERS = 1 + GLO_MOST_LISTS + GLO_MOST_PAIRS };

/* What a fit works in, so that a search allocates once. */
typedef struct glo_loglinear {
    double means[GLO_MOST_CELLS];  /* fitted counts by history; 0 where both lists of an empty pair */
    double linear[GLO_MOST_CELLS]; /* their logarithms */
    double weights[GLO_MOST_CELLS], scores[GLO_MOST_CELLS];
    double cross[GLO_MOST_PARAMETERS * GLO_MOST_PARAMETERS];
    double effects[GLO_MOST_PARAMETERS];
    uint32_t terms[GLO_MOST_PARAMETERS]; /* the set of lists of each finite parameter; 0: the intercept */
    bool is_in[GLO_MOST_CELLS];          /* in the likelihood */
    size_t count;
    double moved; /* the largest change of a logarithm in the last step */
    double drift; /* the change of the intercept in it */
} glo_loglinear;

/* The model of glo_mse_fit_model. */
glo_status glo_loglinear_fit(glo_loglinear *work, const glo_capture_table *table, uint64_t pairs,
                             double level, glo_mse_fit *out);

#endif
