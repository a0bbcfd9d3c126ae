/* sampler.c: many draws of a distribution. Closed forms go through vector registers; gamma, beta and PERT by polynomials
 * between quantiles worked out beforehand; whole numbers by a table of cumulated probabilities with a guide into it.
 *
 * The polynomials: towards either end the intervals halve with the distance t = min(u, 1 - u), so that the exponent of t and the
 * first bits of its mantissa are the number of the interval; 16 intervals to an octave, degree 7 each. Beyond 2^-OCTAVES the
 * quantile itself is worked out.
 *
 * References: W. Hoermann, J. Leydold, "Continuous random variate generation by fast numerical inversion", ACM TOMACS 13
 * (2003); H.-C. Chen, Y. Asau, "On generating random variates from an empirical distribution", AIIE Transactions 6 (1974).
 */
#include "model/distribution.h"

#include "base/alloc.h"
#include "base/simd.h"
#include "numeric/elementary.h"
#include "numeric/normal.h"
#include "numeric/vector.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { OCTAVES = 13, PARTS_BITS = 4, PARTS = 1 << PARTS_BITS, TERMS = 8 };
enum { TABLE_MOST = 1 << 18 };

struct glo_sampler {
    glo_distribution distribution; /* its values and weights are the sampler's own */
    double *values, *weights;
    double *polynomial; /* [side][octave][part][term] */
    double *cumulated;  /* of the table; values[i] has it */
    uint32_t *guide;    /* the first i with cumulated[i] >= k / count */
    double *normal;     /* of quantiles: the normal quantile of each weight */
    size_t count;
};

/* --- polynomials -------------------------------------------------------------------------------------------- */

/* Of degree 7 through the quantiles at Chebyshev's points of one interval; s from -1 to 1. */
static void fit_part(const glo_distribution *d, int side, double from, double width, double *out) {
    double value[TERMS], chebyshev[TERMS];
    for (int i = 0; i < TERMS; i++) {
        double t = from + width * 0.5 * (1 + cos(M_PI * (i + 0.5) / TERMS));
        value[i] = glo_distribution_quantile(d, side ? 1 - t : t);
    }
    for (int k = 0; k < TERMS; k++) {
        chebyshev[k] = 0;
        for (int i = 0; i < TERMS; i++)
            chebyshev[k] += value[i] * cos(M_PI * k * (i + 0.5) / TERMS) * (k == 0 ? 1.0 : 2.0) / TERMS;
    }
    /* sum of T_k by powers of s: T_k+1 = 2 s T_k - T_k-1 */
    double before[TERMS] = {1}, now[TERMS] = {0, 1};
    memset(out, 0, TERMS * sizeof *out);
    out[0] = chebyshev[0];
    for (int k = 1; k < TERMS; k++) {
        double next[TERMS];
        for (int i = 0; i < TERMS; i++) {
            out[i] += chebyshev[k] * now[i];
            next[i] = (i > 0 ? 2 * now[i - 1] : 0) - before[i];
        }
        memcpy(before, now, sizeof now);
        memcpy(now, next, sizeof next);
    }
}

static glo_status make_polynomials(glo_sampler *s) {
    if (glo_alloc_array((size_t)2 * OCTAVES * PARTS * TERMS, sizeof *s->polynomial, &s->polynomial) < 0)
        return GLO_ENOMEM;
    double *out = s->polynomial;
    for (int side = 0; side < 2; side++) {
        for (int octave = 0; octave < OCTAVES; octave++) {
            double from = ldexp(1, -2 - octave), width = from / PARTS;
            for (int part = 0; part < PARTS; part++, out += TERMS)
                fit_part(&s->distribution, side, from + part * width, width, out);
        }
    }
    return GLO_OK;
}

static void draw_polynomials(const glo_sampler *s, const double *u, size_t count, double *out) {
    for (size_t i = 0; i < count; i++) {
        int side = u[i] > 0.5;
        double t = side ? 1 - u[i] : u[i];
        uint64_t bits = glo_bits_of(t);
        unsigned octave = 1021 - (unsigned)(bits >> 52); /* t from 2^-(2+octave) */
        if (octave >= OCTAVES) {                         /* far out, or 1/2 itself, whose octave is -1 */
            out[i] = glo_distribution_quantile(&s->distribution, u[i]);
            continue;
        }
        unsigned part = (unsigned)(bits >> (52 - PARTS_BITS)) & (PARTS - 1);
        /* the rest of the mantissa, as a number from 1 to 2, is where in the part t stands */
        double within =
            glo_of_bits(((bits << PARTS_BITS) & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
        double x = 2 * within - 3;
        const double *c = s->polynomial + (((size_t)side * OCTAVES + octave) * PARTS + part) * TERMS;
        double square = x * x, fourth = square * square;
        out[i] = (c[0] + c[1] * x) + (c[2] + c[3] * x) * square +
                 ((c[4] + c[5] * x) + (c[6] + c[7] * x) * square) * fourth;
    }
}

/* --- tables ------------------------------------------------------------------------------------------------- */

static glo_status make_guide(glo_sampler *s) {
    if (glo_alloc_array(s->count + 1, sizeof *s->guide, &s->guide) < 0)
        return GLO_ENOMEM;
    size_t i = 0;
    for (size_t k = 0; k <= s->count; k++) {
        while (i + 1 < s->count && s->cumulated[i] < (double)k / (double)s->count)
            i++;
        s->guide[k] = (uint32_t)i;
    }
    return GLO_OK;
}

static void draw_table(const glo_sampler *s, const double *u, size_t count, double *out) {
    double scale = (double)s->count;
    for (size_t k = 0; k < count; k++) {
        size_t i = s->guide[(size_t)(u[k] * scale)];
        while (s->cumulated[i] < u[k])
            i++;
        out[k] = s->values[i];
    }
}

/* P(X = k + 1) over P(X = k). */
static double next_ratio(const glo_distribution *d, double k) {
    const double *p = d->parameter;
    if (d->family == GLO_POISSON)
        return p[0] / (k + 1);
    if (d->family == GLO_BINOMIAL)
        return (p[0] - k) / (k + 1) * (p[1] / (1 - p[1]));
    return (p[1] + k) / (k + 1) * (p[0] / (p[0] + p[1]));
}

/* All whole numbers that a uniform number of 52 bits can give. Probabilities by their ratios from the median outwards, cumulated
 * from either end, so that both tails are told to all digits. A distribution too wide for a table gets none. */
static glo_status make_count_table(glo_sampler *s) {
    const glo_distribution *d = &s->distribution;
    double low = glo_distribution_quantile(d, 0x1p-53), high = glo_distribution_quantile(d, 1 - 0x1p-53);
    if (!(high - low < TABLE_MOST))
        return GLO_OK;
    s->count = (size_t)(high - low) + 1;
    if (glo_alloc_array(s->count, sizeof *s->values, &s->values) < 0 ||
        glo_alloc_array(s->count, sizeof *s->cumulated, &s->cumulated) < 0)
        return GLO_ENOMEM;
    size_t middle = (size_t)(glo_distribution_quantile(d, 0.5) - low);
    double *f = s->cumulated, total = 1, sum = 0;
    f[middle] = 1;
    for (size_t i = middle; i + 1 < s->count; i++)
        total += f[i + 1] = f[i] * next_ratio(d, low + (double)i);
    for (size_t i = middle; i > 0; i--)
        total += f[i - 1] = f[i] / next_ratio(d, low + (double)(i - 1));
    for (size_t i = 0; i < s->count; i++)
        s->values[i] = low + (double)i;
    double upper = 0;
    for (size_t i = s->count - 1; i > middle; i--) {
        double mass = f[i] / total;
        f[i] = 1 - upper;
        upper += mass;
    }
    for (size_t i = 0; i <= middle; i++)
        f[i] = sum += f[i] / total;
    f[s->count - 1] = 1;
    return make_guide(s);
}

static glo_status make_weight_table(glo_sampler *s) {
    s->count = s->distribution.count;
    if (glo_alloc_array(s->count, sizeof *s->cumulated, &s->cumulated) < 0)
        return GLO_ENOMEM;
    double sum = 0;
    for (size_t i = 0; i < s->count; i++)
        s->cumulated[i] = sum += s->weights[i];
    s->cumulated[s->count - 1] = 1;
    return make_guide(s);
}

/* --- quantiles ---------------------------------------------------------------------------------------------- */

static glo_status make_normal_table(glo_sampler *s) {
    s->count = s->distribution.count;
    if (glo_alloc_array(s->count, sizeof *s->normal, &s->normal) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->count; i++)
        s->normal[i] = glo_normal_quantile(s->weights[i]);
    return GLO_OK;
}

static void draw_quantiles(const glo_sampler *s, const double *u, size_t count, double *out) {
    double z[GLO_SAMPLER_MOST], least = s->distribution.is_not_negative ? 0 : -HUGE_VAL;
    glo_vector_normal_quantile(u, count, z);
    for (size_t k = 0; k < count; k++) {
        size_t i = 1;
        while (i + 1 < s->count && z[k] > s->normal[i])
            i++;
        double share = (z[k] - s->normal[i - 1]) / (s->normal[i] - s->normal[i - 1]);
        out[k] = fmax(s->values[i - 1] + (s->values[i] - s->values[i - 1]) * share, least);
    }
}

/* --- closed forms ------------------------------------------------------------------------------------------- */

/* A parameter that does not change is a number beside the loop. Each loop stands twice: with numbers, and with arrays. */
#define CLOSED_FORM(name, formula)                                                                           \
    GLO_WIDE static void name##_fixed(const double *restrict p, const double *restrict u, size_t count,      \
                                      double *restrict out) {                                                \
        const double a = p[0], b = p[1], c = p[2];                                                           \
        (void)b;                                                                                             \
        (void)c;                                                                                             \
        for (size_t k = 0; k < count; k++)                                                                   \
            out[k] = formula;                                                                                \
    }                                                                                                        \
    GLO_WIDE static void name##_each(const double *const *p, const double *restrict u, size_t count,         \
                                     double *restrict out) {                                                 \
        const double *restrict pa = p[0], *restrict pb = p[1] ? p[1] : p[0],                                 \
                               *restrict pc = p[2] ? p[2] : p[0];                                            \
        for (size_t k = 0; k < count; k++) {                                                                 \
            const double a = pa[k], b = pb[k], c = pc[k];                                                    \
            (void)b;                                                                                         \
            (void)c;                                                                                         \
            out[k] = formula;                                                                                \
        }                                                                                                    \
    }

static inline double triangular(double low, double mode, double high, double u) {
    double width = high - low, left = sqrt(u * width * (mode - low)),
           right = sqrt((1 - u) * width * (high - mode));
    return u * width <= mode - low ? low + left : high - right;
}

/* u[k] is the normal quantile of the uniform number in the first two. */
CLOSED_FORM(normal, a + b * u[k])
CLOSED_FORM(lognormal, glo_exp(a + b * u[k]))
CLOSED_FORM(uniform, a + (b - a) * u[k])
CLOSED_FORM(triangle, triangular(a, b, c, u[k]))
CLOSED_FORM(exponential, -a *glo_log(1 - u[k]))
CLOSED_FORM(weibull, b *glo_exp(glo_log(-glo_log(1 - u[k])) / a))
CLOSED_FORM(bernoulli, u[k] > 1 - a ? 1.0 : 0.0)

#define FORMS(kind)                                                                                          \
    switch (d->family) {                                                                                     \
    case GLO_NORMAL:                                                                                         \
        normal_##kind(p, z, count, out);                                                                     \
        return true;                                                                                         \
    case GLO_LOGNORMAL:                                                                                      \
        lognormal_##kind(p, z, count, out);                                                                  \
        return true;                                                                                         \
    case GLO_UNIFORM:                                                                                        \
        uniform_##kind(p, u, count, out);                                                                    \
        return true;                                                                                         \
    case GLO_TRIANGULAR:                                                                                     \
        triangle_##kind(p, u, count, out);                                                                   \
        return true;                                                                                         \
    case GLO_EXPONENTIAL:                                                                                    \
        exponential_##kind(p, u, count, out);                                                                \
        return true;                                                                                         \
    case GLO_WEIBULL:                                                                                        \
        weibull_##kind(p, u, count, out);                                                                    \
        return true;                                                                                         \
    case GLO_BERNOULLI:                                                                                      \
        bernoulli_##kind(p, u, count, out);                                                                  \
        return true;                                                                                         \
    default:                                                                                                 \
        return false;                                                                                        \
    }

static bool draw_fixed(const glo_distribution *d, const double *u, size_t count, double *out) {
    double z[GLO_SAMPLER_MOST];
    const double *p = d->parameter;
    if (d->family == GLO_NORMAL || d->family == GLO_LOGNORMAL)
        glo_vector_normal_quantile(u, count, z);
    FORMS(fixed)
}

static bool draw_each(const glo_distribution *d, const double *const *p, const double *u, size_t count,
                      double *out) {
    double z[GLO_SAMPLER_MOST];
    if (d->family == GLO_NORMAL || d->family == GLO_LOGNORMAL)
        glo_vector_normal_quantile(u, count, z);
    FORMS(each)
}

/* --- samplers ----------------------------------------------------------------------------------------------- */

static glo_status copy_values(glo_sampler *s, const glo_distribution *d) {
    if (glo_alloc_array(d->count, sizeof *s->values, &s->values) < 0 ||
        glo_alloc_array(d->count, sizeof *s->weights, &s->weights) < 0)
        return GLO_ENOMEM;
    memcpy(s->values, d->values, d->count * sizeof *s->values);
    if (d->weights)
        memcpy(s->weights, d->weights, d->count * sizeof *s->weights);
    s->distribution.values = s->values;
    s->distribution.weights = s->weights;
    return GLO_OK;
}

static glo_status make_tables(glo_sampler *s) {
    switch (s->distribution.family) {
    case GLO_GAMMA:
    case GLO_BETA:
    case GLO_PERT:
        return make_polynomials(s);
    case GLO_BINOMIAL:
    case GLO_POISSON:
    case GLO_NEGATIVE_BINOMIAL:
        return make_count_table(s);
    case GLO_DISCRETE:
        return make_weight_table(s);
    case GLO_QUANTILES:
        return make_normal_table(s);
    default:
        return GLO_OK;
    }
}

glo_status glo_sampler_new(const glo_distribution *distribution, glo_sampler **out) {
    glo_sampler *made;
    if (glo_alloc_array(1, sizeof *made, &made) < 0)
        return GLO_ENOMEM;
    made->distribution = *distribution;
    glo_status status =
        glo_family_of(distribution->family)->has_values ? copy_values(made, distribution) : GLO_OK;
    if (status == GLO_OK)
        status = make_tables(made);
    if (status < 0)
        glo_sampler_free(made);
    else
        *out = made;
    return status;
}

void glo_sampler_free(glo_sampler *sampler) {
    if (!sampler)
        return;
    free(sampler->values);
    free(sampler->weights);
    free(sampler->polynomial);
    free(sampler->cumulated);
    free(sampler->guide);
    free(sampler->normal);
    free(sampler);
}

void glo_sampler_draw(const glo_sampler *s, const double *u, size_t count, double *out) {
    if (s->polynomial) {
        draw_polynomials(s, u, count, out);
    } else if (s->guide) {
        draw_table(s, u, count, out);
    } else if (s->normal && s->count > 1) {
        draw_quantiles(s, u, count, out);
    } else if (!draw_fixed(&s->distribution, u, count, out)) {
        for (size_t k = 0; k < count; k++)
            out[k] = glo_distribution_quantile(&s->distribution, u[k]);
    }
}

void glo_distribution_draw(const glo_distribution *distribution, const double *const *parameters,
                           const double *u, size_t count, double *out) {
    glo_distribution d = *distribution;
    bool is_closed = draw_each(distribution, parameters, u, count, out);
    for (size_t k = 0; k < count; k++) {
        for (int i = 0; i < glo_family_of(d.family)->count; i++)
            d.parameter[i] = parameters[i][k];
        if (!is_closed)
            out[k] = glo_distribution_quantile(&d, u[k]);
        else if (!glo_distribution_is_valid(&d))
            out[k] = NAN;
    }
}
