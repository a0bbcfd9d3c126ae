/* inflate.c: intervals inflated for parameter and model uncertainty. Formula and example in inflate.h. */
#include "forecast/inflate.h"

#include "numeric/normal.h"
#include "numeric/student.h"
#include "series/options.h"

#include <math.h>

enum {
    VALUES_PER_FREEDOM = 5, /* of Student's t (docs/methods.md, "How the constants were found") */
    MIN_FREEDOM = 3,        /* degrees of freedom: t has a finite variance from here on */
};
#define GROWTH 1.5 /* growth of the half-width with h / n; found as above */

void glo_inflate(const double *probabilities, size_t levels, size_t known, size_t steps, double *quantiles) {
    size_t freedom = known / VALUES_PER_FREEDOM;
    double tails[GLO_MOST_LEVELS];
    for (size_t l = 0; l < levels; l++) {
        double p = probabilities[levels + 1 + l];
        tails[l] =
            glo_student_quantile(p, freedom > MIN_FREEDOM ? freedom : MIN_FREEDOM) / glo_normal_quantile(p);
    }
    for (size_t h = 0; h < steps; h++) {
        double *median = quantiles + h * (2 * levels + 1) + levels,
               growth = 1 + GROWTH * fmin(1, (double)(h + 1) / (double)known);
        for (size_t l = 0; l < levels; l++) {
            median[1 + l] += (growth * tails[l] - 1) * (median[1 + l] - *median);
            *(median - 1 - l) += (growth * tails[l] - 1) * (*(median - 1 - l) - *median);
        }
    }
}
