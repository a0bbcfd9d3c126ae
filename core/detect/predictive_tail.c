/* predictive_tail.c: the tail of a predicted count. Formulas and references in predictive_tail.h. */
#include "predictive_tail.h"

#include "numeric/count_distribution.h"

#include <math.h>

enum { STEPS = 3 };     /* of the upper limit, which depends on itself */
#define MOST_SPREAD 1e4 /* variance over mean: a sum over the tail ends in a millisecond */
#define MOST_RAISED 4.0 /* times: a limit that runs away, where the history has next to no cases */

static double upper_dispersion(const glo_predictive *expected) {
    double n = (double)expected->history, raised = expected->dispersion;
    double mean = fmax(expected->mean * (1 + expected->variance * raised), 0.5 / n);
    for (int step = 0; step < STEPS; step++) {
        double kurtosis = (1 + 6 * raised * (raised - 1)) / (mean * raised);
        raised = expected->dispersion + raised * sqrt((2 + kurtosis) / n);
        raised = fmin(raised, MOST_RAISED * expected->dispersion);
    }
    return raised;
}

double glo_predictive_tail(const glo_predictive *expected, double observed) {
    double dispersion = upper_dispersion(expected);
    double spread = dispersion * (1 + expected->variance * expected->mean);
    return glo_count_upper_tail(observed, expected->mean * (1 + expected->variance * dispersion),
                                fmin(spread, MOST_SPREAD));
}

glo_predictive glo_predictive_plain(const double *counts, size_t count) {
    double n = (double)count, sum = 0, squares = 0;
    for (size_t i = 0; i < count; i++)
        sum += counts[i];
    double mean = sum / n;
    for (size_t i = 0; i < count; i++)
        squares += (counts[i] - mean) * (counts[i] - mean);
    /* of a history without a case the mean is 1 / n */
    double least = 1e-9, dispersion = sum > 0 && count > 1 ? squares / mean / (n - 1) : 1;
    return (glo_predictive){.mean = fmax(mean, least),
                            .variance = 1 / fmax(sum, least * n),
                            .dispersion = fmax(1, dispersion),
                            .history = count};
}

double glo_predictive_plain_tail(const double *counts, size_t count, double observed) {
    glo_predictive expected = glo_predictive_plain(counts, count);
    return glo_predictive_tail(&expected, observed);
}

double glo_predictive_bound(const glo_predictive *expected, double alpha) {
    double low = 0, high = 1;
    while (glo_predictive_tail(expected, high + 1) > alpha) {
        low = high;
        high *= 2;
    }
    while (high - low > 0.5 && high > low) {
        double middle = floor((low + high) / 2);
        if (glo_predictive_tail(expected, middle + 1) > alpha)
            low = middle + 1;
        else
            high = middle;
    }
    return high;
}
