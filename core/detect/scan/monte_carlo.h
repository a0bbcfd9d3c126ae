/* monte_carlo.h: how unlikely is a ratio, when the largest of all zones and windows is what is looked at?
 *
 * Example:
 *   monte_carlo mc;
 *   if (glo_monte_carlo(&plan, observed, job, &mc) == GLO_OK) p = glo_monte_carlo_p(&mc, spec, 11.577);
 *   glo_monte_carlo_dispose(&mc);
 *
 * p = (1 + how many draws reach it) / (1 + draws): Dwass (1957). After an early stop, at the draw with which `early_stop` of them reach the
 * most likely cluster's ratio, p = reaching / draws: J. Besag, P. Clifford, "Sequential Monte Carlo p-values", Biometrika 78 (1991). With
 * is_gumbel, from the distribution with the mean and variance of the draws: A. M. Abrams, K. Kleinman, M. Kulldorff, "Gumbel based p-value
 * approximations for spatial scan statistics", International Journal of Health Geographics 9 (2010).
 */
#ifndef GLO_DETECT_SCAN_MONTE_CARLO_H
#define GLO_DETECT_SCAN_MONTE_CARLO_H

#include "search.h"

typedef struct monte_carlo {
    double *largest; /* the largest ratio of each draw */
    size_t draws;    /* made */
    bool has_stopped;
} monte_carlo;

/* `observed`: the ratio of the most likely cluster, for an early stop. */
glo_status glo_monte_carlo(const search_plan *plan, double observed, const glo_job *job, monte_carlo *out);
void glo_monte_carlo_dispose(monte_carlo *mc);

double glo_monte_carlo_p(const monte_carlo *mc, const glo_scan_spec *spec, double llr);
/* The ratio that 1 in 20 draws reach; NaN with fewer than 19 draws. */
double glo_monte_carlo_critical(const monte_carlo *mc);

#endif
