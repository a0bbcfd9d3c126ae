/* bayes.c: recent counts by draws from the posterior of the hazards and of the count. Formula in correct.h. */
#include "nowcast/correct.h"

#include "base/alloc.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>

#define PRIOR 0.1      /* of the hazards: gd.prior.kappa of R surveillance */
#define MANY_KNOWN 200 /* from here on the binomial draw is a normal one */

/* ---- the share reported ---- */

typedef struct posterior {
    const glo_delay_sums *sums;
    glo_draws draws;
    double *hazards; /* of one draw */
    double *rho;     /* of each delay; 0: delays vary by chance alone */
} posterior;

/* What the reports of a delay weigh less, since those of a period come together. */
static double deflation(const posterior *p, size_t x) {
    double known = p->sums->of[GLO_KNOWN][x];
    return known > 0 ? 1 + fmax(0, p->sums->of[GLO_KNOWN2][x] / known - 1) * p->rho[x] : 1;
}

static void draw_hazards(posterior *p) {
    for (size_t x = 1; x <= p->sums->most; x++) {
        double less = deflation(p, x), added = p->sums->of[GLO_ADDED][x], known = p->sums->of[GLO_KNOWN][x];
        double g =
            glo_draws_beta(&p->draws, PRIOR + added / less, PRIOR * (double)x + (known - added) / less);
        double mean = p->rho[x] > 0 ? 1 / p->rho[x] - 1 : 0;
        p->hazards[x] = mean > 0 ? glo_draws_beta(&p->draws, g * mean, (1 - g) * mean) : g;
    }
}

glo_status glo_draw_shares(const glo_delay_sums *sums, const glo_nowcast_spec *spec, uint64_t stream,
                           double **out) {
    const size_t delays = sums->most + 1;
    double *room, *shares;
    if (glo_alloc_array(2 * delays, sizeof *room, &room) < 0)
        return GLO_ENOMEM;
    if (glo_alloc_array(sums->most * spec->draws, sizeof *shares, &shares) < 0) {
        free(room);
        return GLO_ENOMEM;
    }
    posterior p = {
        .sums = sums, .draws = {.seed = spec->seed, .stream = stream}, .hazards = room, .rho = room + delays};
    double concentration = spec->dispersion ? glo_delay_concentration(sums) : INFINITY;
    for (size_t x = 1; x < delays && isfinite(concentration); x++)
        p.rho[x] = glo_intraclass(sums, concentration, x);
    for (size_t j = 0; j < spec->draws; j++) {
        double share = 1;
        draw_hazards(&p);
        for (size_t x = sums->most; x > 0; x--) {
            share *= 1 - p.hazards[x];
            shares[(x - 1) * spec->draws + j] = share;
        }
    }
    free(room);
    *out = shares;
    return GLO_OK;
}

/* ---- the count ---- */

/* How much stands of what is known, by a binomial draw. */
static double draw_standing(const glo_delay_sums *sums, glo_draws *draws, double known, size_t age) {
    double was = sums->of[GLO_WAS_KNOWN][age], stood = sums->of[GLO_STOOD][age], standing = 0;
    if (sums->corrections == 0 || !(was > stood) || known <= 0)
        return known;
    double c = glo_draws_beta(draws, stood + 0.5, was - stood + 0.5);
    if (known > MANY_KNOWN) {
        double z = glo_normal_quantile(glo_draws_uniform(draws));
        return fmin(known, fmax(0, round(known * c + sqrt(known * c * (1 - c)) * z)));
    }
    for (int i = 0; i < known; i++)
        standing += glo_draws_uniform(draws) < c;
    return standing;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static void summarise(const glo_nowcast_spec *spec, double *counts, glo_correction *out) {
    qsort(counts, spec->draws, sizeof *counts, compare);
    for (size_t i = 0; i <= 2 * spec->level_count; i++) {
        double at = ceil(glo_correction_probability(spec, i) * (double)spec->draws - 1e-9);
        out->quantiles[i] = counts[at < 1 ? 0 : (size_t)at - 1];
    }
}

void glo_correct_bayes(const glo_delay_sums *sums, const glo_nowcast_spec *spec, const double *shares,
                       double prior_mean, glo_draws *draws, double known, int32_t age, double *room,
                       glo_correction *out) {
    double expected = 0, mean_share = 0;
    for (size_t j = 0; j < spec->draws; j++) {
        double share = shares[(size_t)age * spec->draws + j];
        double standing = draw_standing(sums, draws, known, (size_t)age), size = spec->prior_size + standing;
        double to_come = size * (1 - share) / (spec->prior_size / prior_mean + share);
        expected += standing + to_come;
        mean_share += share;
        room[j] = standing + glo_draws_negative_binomial(draws, to_come, 1 / size);
    }
    *out = (glo_correction){.known = known,
                            .expected = expected / (double)spec->draws,
                            .share = mean_share / (double)spec->draws};
    summarise(spec, room, out);
}
