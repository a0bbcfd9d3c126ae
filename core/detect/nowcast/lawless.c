/* lawless.c: recent counts by reverse-time hazards and the normal distribution. Formula in correct.h. */
#include "nowcast/correct.h"

#include "numeric/normal.h"

#include <math.h>

double glo_correction_probability(const glo_nowcast_spec *spec, size_t i) {
    size_t middle = spec->level_count;
    if (i == middle)
        return 0.5;
    double outside = (1 - spec->levels[i < middle ? middle - 1 - i : i - middle - 1] / 100) / 2;
    return i < middle ? outside : 1 - outside;
}

/* The variance of the share reported, over its square. */
static double share_variance(const glo_delay_sums *sums, int32_t age) {
    double sum = 0;
    for (size_t x = (size_t)age + 1; x <= sums->most; x++) {
        double g = glo_hazard(sums, x), known = sums->of[GLO_KNOWN][x];
        sum += known > 0 && g < 1 ? fabs(g) / (known * (1 - g)) : 0;
    }
    return sum;
}

void glo_correct_lawless(const glo_delay_sums *sums, const glo_nowcast_spec *spec, double known, int32_t age,
                         glo_correction *out) {
    double share = glo_share_reported(sums, (size_t)age);
    out->known = known;
    out->share = share;
    out->expected = share > 0 ? known / share : NAN;
    double variance = known * (known + 1) / (share * share) * share_variance(sums, age) +
                      known * fabs(1 - share) / (share * share);
    double sd = sqrt(variance * (spec->dispersion ? glo_delay_dispersion(sums) : 1));
    double least = share > 1 ? 0 : known, below = sd > 0 ? glo_normal_cdf((least - out->expected) / sd) : 0;
    for (size_t i = 0; i <= 2 * spec->level_count; i++) {
        double p = below + glo_correction_probability(spec, i) * (1 - below);
        out->quantiles[i] = sd > 0 && share > 0
                                ? fmax(least, round(out->expected + sd * glo_normal_quantile(p)))
                                : out->expected;
    }
}
