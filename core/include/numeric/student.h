/* student.h: Student's t distribution with whole degrees of freedom.
 *
 * Example:  double upper = mean + glo_student_quantile(0.975, 5) * sd;   // 2.5706 sd
 *
 * Reference: M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.3 to 26.7.5.
 *
 * core/numeric includes base only; series, detect and model may include it.
 */
#ifndef GLO_NUMERIC_STUDENT_H
#define GLO_NUMERIC_STUDENT_H

#include <stddef.h>

/* P(T <= t); NaN for a t that is none, or no degrees. */
double glo_student_p(double t, size_t degrees);

/* t with P(T <= t) = p, to nine digits; infinite at 0 and 1, NaN outside them and for no degrees. */
double glo_student_quantile(double p, size_t degrees);

#endif
