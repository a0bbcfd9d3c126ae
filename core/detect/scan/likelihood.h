/* likelihood.h: the log-likelihood ratio of a count against what is expected, and the count that reaches a ratio.
 *
 *   llr(c, m) = c ln(c / m) + (C - c) ln((C - c) / (C - m)),   C: all cases, of which m are expected
 *
 * with 0 ln 0 = 0, and 0 for a count on the other side of m than is looked for. Kulldorff (1997), (4.2); the permutation model has the same
 * form (2005).
 *
 * Example:
 *   double ratio = glo_llr(85, 49.7108, 552);                          -> 11.577
 *   double reached = glo_llr_count(ratio, 49.7108, 552, GLO_SCAN_HIGH, 0);   -> 85
 */
#ifndef GLO_DETECT_SCAN_LIKELIHOOD_H
#define GLO_DETECT_SCAN_LIKELIHOOD_H

#include "detect/scan.h"

/* The ratio whichever side of the expected the count is on. */
double glo_llr(double count, double expected, double total);

/* The count above (GLO_SCAN_HIGH) or below (GLO_SCAN_LOW) the expected whose ratio is `level`, a hair on the side of the expected. Where no
 * count reaches it: the total, or 0. `start`: a count near it, on that side; 0: none is known. */
double glo_llr_count(double level, double expected, double total, glo_scan_rates side, double start);

#endif
