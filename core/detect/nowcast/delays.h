/* delays.h: reverse-time hazards of reports, out of what triangles hold.
 *
 * With K(t, x) what was known of period t at delay x and n(t, x) = K(t, x) - K(t, x - 1), the hazard of delay x is
 * g(x) = sum n(t, x) / sum K(t, x) over the periods of which both are known, and the share reported by d the product of 1 - g(x)
 * over x > d. At the last delay all that is known now counts. Sums of several series are those of all of them together.
 *
 * A count that is lower at the next delay was corrected. The net hazards take it as it is, and may be negative; the monotone ones
 * take it from the delays before, so that what is left is what stood in the end, and `stood` says how much of what was known at
 * each delay that is.
 *
 * Overdispersion: the shares of a period are Dirichlet distributed about those of all, with concentration c (infinite: chance
 * alone), so that n(x) is beta-binomial in K(x) with intraclass correlation rho(x) = 1 / (1 + c F(x)), F(x) the share reported by x;
 * c by moments: the sum of squared Pearson residuals is that of their degrees of freedom plus that of (K - 1) rho.
 *
 * Example:
 *   glo_delay_sums sums;
 *   status = glo_delay_sums_init(&sums, 26);
 *   glo_delay_sums_take(&sums, &triangles, known, first, last, true);
 *   double share = glo_share_reported(&sums, 3);
 *   glo_delay_sums_dispose(&sums);
 */
#ifndef GLO_DETECT_NOWCAST_DELAYS_H
#define GLO_DETECT_NOWCAST_DELAYS_H

#include "nowcast/triangle.h"

/* Each over the delays 0 to `most`. */
typedef enum glo_delay_sum {
    GLO_ADDED,     /* n */
    GLO_KNOWN,     /* K */
    GLO_KNOWN2,    /* K^2 */
    GLO_ADDED2,    /* n^2 / K */
    GLO_PAIRS,     /* periods with both ... */
    GLO_FILLED,    /* ... of which so many have reports */
    GLO_STOOD,     /* of periods whose reports are complete: what stood in the end of that known */
    GLO_WAS_KNOWN, /* of these: all that was known */
    GLO_DELAY_SUMS
} glo_delay_sum;

typedef struct glo_delay_sums {
    size_t most; /* may be lowered */
    size_t room;
    double *of[GLO_DELAY_SUMS];
    double final, complete; /* counts of periods whose reports are complete, and how many there are */
    double reports;         /* all that is known now */
    size_t corrections;
    double corrected_by;
} glo_delay_sums;

glo_status glo_delay_sums_init(glo_delay_sums *sums, size_t most);
void glo_delay_sums_dispose(glo_delay_sums *sums);
/* Adds a series: the periods numbered first to last in the matrix. */
void glo_delay_sums_take(glo_delay_sums *sums, const glo_triangles *triangles, const double *known,
                         size_t first, size_t last, bool is_monotone);
void glo_delay_sums_join(glo_delay_sums *sums, const glo_delay_sums *more);
void glo_delay_sums_clear(glo_delay_sums *sums);

/* The highest delay at which something is known of the period, above `most` too; -1: none. */
int32_t glo_known_to(const glo_triangles *triangles, const double *line);

double glo_hazard(const glo_delay_sums *sums, size_t delay);
/* The share reported by a delay. */
double glo_share_reported(const glo_delay_sums *sums, size_t delay);
/* c; INFINITY where the variance is that of chance or less. rho of a delay. */
double glo_delay_concentration(const glo_delay_sums *sums);
double glo_intraclass(const glo_delay_sums *sums, double concentration, size_t delay);
/* The variance of n over that of chance, 1 or more. */
double glo_delay_dispersion(const glo_delay_sums *sums);

#endif
