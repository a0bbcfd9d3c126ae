/* delays.c: reverse-time hazards of reports. Formulas and example in delays.h. */
#include "nowcast/delays.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_CONCENTRATION 0.1 /* nearly all reports of a period come at one delay */
#define MOST_CONCENTRATION 1e7  /* as good as chance alone */
#define LEAST_SHARE 1e-6

glo_status glo_delay_sums_init(glo_delay_sums *sums, size_t most) {
    double *all;
    *sums = (glo_delay_sums){.most = most, .room = (most + 1) * GLO_DELAY_SUMS};
    if (glo_alloc_array(sums->room, sizeof *all, &all) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < GLO_DELAY_SUMS; i++)
        sums->of[i] = all + i * (most + 1);
    return GLO_OK;
}

void glo_delay_sums_dispose(glo_delay_sums *sums) {
    free(sums->of[0]);
    *sums = (glo_delay_sums){0};
}

void glo_delay_sums_clear(glo_delay_sums *sums) {
    memset(sums->of[0], 0, sums->room * sizeof(double));
    sums->final = sums->complete = sums->reports = sums->corrected_by = 0;
    sums->corrections = 0;
}

void glo_delay_sums_join(glo_delay_sums *sums, const glo_delay_sums *more) {
    for (size_t i = 0; i < sums->room; i++)
        sums->of[0][i] += more->of[0][i];
    sums->final += more->final;
    sums->complete += more->complete;
    sums->reports += more->reports;
    sums->corrections += more->corrections;
    sums->corrected_by += more->corrected_by;
}

int32_t glo_known_to(const glo_triangles *triangles, const double *line) {
    for (size_t d = triangles->columns - 1; d-- > 0;) {
        if (!isnan(line[d]))
            return (int32_t)d;
    }
    return -1;
}

/* What was known at each delay, and what of it stood: the least of what was known from then on. */
static void read_line(const glo_triangles *t, const double *line, size_t most, double *known,
                      double *standing) {
    bool is_complete = glo_known_to(t, line) >= (int32_t)most;
    for (size_t x = most + 1; x-- > 0;) {
        known[x] = x < most ? line[x] : is_complete ? line[t->columns - 1] : NAN;
        double later = x < most ? standing[x + 1] : NAN;
        standing[x] = later < known[x] ? later : known[x];
    }
}

static void take_pair(glo_delay_sums *s, size_t x, double added, double known) {
    s->of[GLO_ADDED][x] += added;
    s->of[GLO_KNOWN][x] += known;
    s->of[GLO_KNOWN2][x] += known * known;
    s->of[GLO_ADDED2][x] += known > 0 ? added * added / known : 0;
    s->of[GLO_PAIRS][x] += 1;
    s->of[GLO_FILLED][x] += known > 0;
}

static void take_period(glo_delay_sums *s, const glo_triangles *t, const double *line, bool is_monotone) {
    double known[GLO_MOST_DELAYS + 2], standing[GLO_MOST_DELAYS + 2];
    read_line(t, line, s->most, known, standing);
    const double *taken = is_monotone ? standing : known;
    bool is_complete = !isnan(known[s->most]);
    s->reports += glo_known_to(t, line) >= 0 ? line[t->columns - 1] : 0;
    s->final += is_complete ? known[s->most] : 0;
    s->complete += is_complete;
    for (size_t x = 0; x <= s->most; x++) {
        if (isnan(known[x]))
            continue;
        if (x == 0)
            take_pair(s, 0, taken[0], taken[0]);
        else if (!isnan(known[x - 1]))
            take_pair(s, x, taken[x] - taken[x - 1], taken[x]);
        if (x > 0 && known[x] < known[x - 1]) {
            s->corrections++;
            s->corrected_by += known[x - 1] - known[x];
        }
        if (is_complete) {
            s->of[GLO_STOOD][x] += standing[x];
            s->of[GLO_WAS_KNOWN][x] += known[x];
        }
    }
}

void glo_delay_sums_take(glo_delay_sums *sums, const glo_triangles *triangles, const double *known,
                         size_t first, size_t last, bool is_monotone) {
    for (size_t p = first; p <= last && p < triangles->periods; p++)
        take_period(sums, triangles, known + p * triangles->columns, is_monotone);
}

double glo_hazard(const glo_delay_sums *sums, size_t delay) {
    double known = sums->of[GLO_KNOWN][delay];
    return known > 0 ? sums->of[GLO_ADDED][delay] / known : 0;
}

double glo_share_reported(const glo_delay_sums *sums, size_t delay) {
    double share = 1;
    for (size_t x = delay + 1; x <= sums->most; x++)
        share *= 1 - glo_hazard(sums, x);
    return share;
}

/* Whether the variance of a delay's reports tells anything. */
static bool is_telling(const glo_delay_sums *s, size_t delay) {
    double g = glo_hazard(s, delay);
    return fabs(g) * (1 - g) > 0 && s->of[GLO_FILLED][delay] >= 2;
}

/* Sum of the squared Pearson residuals over the delays above 0, and their degrees of freedom. */
static double pearson(const glo_delay_sums *s, double *out_freedom) {
    double sum = 0;
    *out_freedom = 0;
    for (size_t x = 1; x <= s->most; x++) {
        if (!is_telling(s, x))
            continue;
        double g = glo_hazard(s, x), variance = fabs(g) * (1 - g);
        sum += (s->of[GLO_ADDED2][x] - 2 * g * s->of[GLO_ADDED][x] + g * g * s->of[GLO_KNOWN][x]) / variance;
        *out_freedom += s->of[GLO_FILLED][x] - 1;
    }
    return sum;
}

double glo_intraclass(const glo_delay_sums *sums, double concentration, size_t delay) {
    return 1 / (1 + concentration * fmax(glo_share_reported(sums, delay), LEAST_SHARE));
}

/* How much the sum of squares is to be above its degrees of freedom. */
static double excess(const glo_delay_sums *s, double concentration) {
    double sum = 0;
    for (size_t x = 1; x <= s->most; x++) {
        if (is_telling(s, x))
            sum += (s->of[GLO_KNOWN][x] - s->of[GLO_FILLED][x]) * glo_intraclass(s, concentration, x);
    }
    return sum;
}

double glo_delay_concentration(const glo_delay_sums *sums) {
    double freedom, above = pearson(sums, &freedom);
    above -= freedom;
    double low = LEAST_CONCENTRATION, high = MOST_CONCENTRATION;
    if (!(above > excess(sums, high)))
        return INFINITY;
    while (high / low > 1.001) { /* the excess falls with the concentration */
        double middle = sqrt(low * high);
        if (excess(sums, middle) > above)
            low = middle;
        else
            high = middle;
    }
    return low;
}

double glo_delay_dispersion(const glo_delay_sums *sums) {
    double freedom, sum = pearson(sums, &freedom);
    return freedom > 0 ? fmax(1, sum / freedom) : 1;
}
