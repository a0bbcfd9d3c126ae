/* draws.c: random counts. References and example in draws.h. */
#include "numeric/draws.h"

#include "numeric/normal.h"
#include "numeric/philox.h"

#include <math.h>

double glo_draws_uniform(glo_draws *draws) {
    if (draws->left == 0) {
        glo_philox(draws->seed, draws->stream, draws->counter++, draws->bits);
        draws->left = 4;
    }
    return glo_philox_uniform(draws->bits[--draws->left]);
}

double glo_draws_poisson(glo_draws *draws, double mean) {
    if (!(mean > 0))
        return 0;
    double u = glo_draws_uniform(draws);
    if (mean >= 30) {
        double z = glo_normal_quantile(u);
        return fmax(0, floor(mean + sqrt(mean) * z + (z * z - 1) / 6 + 0.5));
    }
    double chance = exp(-mean), below = chance;
    int count = 0;
    while (u > below && count < 200) {
        count++;
        chance *= mean / count;
        below += chance;
    }
    return count;
}

static double gamma_of(glo_draws *draws, double shape) {
    double raised = shape < 1 ? shape + 1 : shape, d = raised - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double z = glo_normal_quantile(glo_draws_uniform(draws)), v = 1 + c * z;
        if (v <= 0)
            continue;
        v = v * v * v;
        if (log(glo_draws_uniform(draws)) < 0.5 * z * z + d - d * v + d * log(v)) {
            double made = d * v;
            return shape < 1 ? made * pow(glo_draws_uniform(draws), 1 / shape) : made;
        }
    }
}

double glo_draws_negative_binomial(glo_draws *draws, double mean, double kappa) {
    if (kappa < 1e-8)
        return glo_draws_poisson(draws, mean);
    return glo_draws_poisson(draws, mean * kappa * gamma_of(draws, 1 / kappa));
}
