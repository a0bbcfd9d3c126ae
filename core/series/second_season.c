/* second_season.c: a long season by harmonics. Formula, example and references in second_season.h. */
#include "series/second_season.h"

#include "base/alloc.h"
#include "base/err.h"
#include "series/prepare.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_FIRST = 24, /* steps of a first season that is fitted along */
    BASE = 2 + LONGEST_FIRST,
    MOST_COLUMNS = BASE + 2 * GLO_MOST_HARMONICS + 1,
    TWO = 2, /* second seasons, to see what comes again */
};
#define MARGIN 16.0      /* of AICc */
#define MOST_ZEROS 0.35 /* of counts */
#define MOST_GAPS 0.25
#define TWO_PI 6.283185307179586

/* The regressors, the last of them y itself; filtered, and their products. */
typedef struct regression {
    size_t count, known, base, columns; /* base: those without the harmonics */
    double *plain, *filtered;           /* a column after the other */
    double products[MOST_COLUMNS][MOST_COLUMNS];
} regression;

static double *column_of(double *values, const regression *r, size_t column) {
    return values + column * r->count;
}

/* ---- what is fitted ---- */

/* Can something be told? Gives whether all values are above 0. */
static int look(const glo_sample *sample, double period, int *is_ratio) {
    size_t known = 0, zeros = 0, above = 0;
    double largest = 0;
    for (size_t i = 0; i < sample->count; i++) {
        double y = sample->values[i];
        if (!isfinite(y))
            continue;
        known++;
        zeros += (size_t)(y == 0);
        above += (size_t)(y > 0);
        largest = fmax(largest, fabs(y));
    }
    *is_ratio = above == known;
    return (double)sample->count >= TWO * period &&
           (double)known >= (1 - MOST_GAPS) * (double)sample->count && largest < 1e100 &&
           !(sample->is_count && (double)zeros > MOST_ZEROS * (double)known);
}

static void set_wave(regression *r, double *cosine, double *sine, double period, int harmonic) {
    for (size_t t = 0; t < r->count; t++) {
        double turn = TWO_PI * fmod((double)harmonic * (double)t, period) / period;
        cosine[t] = cos(turn);
        sine[t] = sin(turn);
    }
}

/* A constant, a line, the first season's harmonics, those of the second, y. */
static int set_columns(regression *r, const glo_sample *sample, double period, int is_ratio) {
    int first = sample->season > 1 && sample->season <= LONGEST_FIRST ? sample->season : 1;
    r->base = 2 + 2 * (size_t)(first / 2);
    r->columns = r->base + 2 * GLO_MOST_HARMONICS + 1;
    int status = glo_alloc_array(2 * r->columns * r->count, sizeof *r->plain, &r->plain);
    if (status < 0)
        return status;
    r->filtered = r->plain + r->columns * r->count;
    for (size_t t = 0; t < r->count; t++) {
        column_of(r->plain, r, 0)[t] = 1;
        column_of(r->plain, r, 1)[t] = (double)t / (double)r->count;
    }
    for (int k = 1; k <= first / 2; k++)
        set_wave(r, column_of(r->plain, r, 2 * (size_t)k), column_of(r->plain, r, 2 * (size_t)k + 1), first,
                 k);
    for (int k = 1; k <= GLO_MOST_HARMONICS; k++) {
        size_t at = r->base + 2 * (size_t)(k - 1);
        set_wave(r, column_of(r->plain, r, at), column_of(r->plain, r, at + 1), period, k);
    }
    glo_fit fit;
    glo_prepared filled;
    if ((status = glo_prepare(sample, &fit, &filled)) < 0)
        return status;
    double *y = column_of(r->plain, r, r->columns - 1);
    for (size_t t = 0; t < r->count; t++) {
        double value = filled.values[t] * filled.scale;
        y[t] = is_ratio ? log(value > 0 ? value : 0.5) : value; /* a count that was filled in may be 0 */
    }
    r->known = r->count - filled.filled;
    glo_prepared_dispose(&filled);
    return GLO_OK;
}

/* ---- least squares ---- */

static void filter(regression *r, double ar, double ma) {
    for (size_t c = 0; c < r->columns; c++) {
        const double *x = column_of(r->plain, r, c);
        double *out = column_of(r->filtered, r, c), before = 0, error = 0;
        for (size_t t = 0; t < r->count; t++) {
            error = x[t] - ar * before + ma * error;
            before = x[t];
            out[t] = error;
        }
    }
}

static void multiply(regression *r) {
    for (size_t i = 0; i < r->columns; i++) {
        for (size_t j = 0; j <= i; j++) {
            const double *a = column_of(r->filtered, r, i), *b = column_of(r->filtered, r, j);
            double sum = 0;
            for (size_t t = 0; t < r->count; t++)
                sum += a[t] * b[t];
            r->products[i][j] = sum;
        }
    }
}

/* The Cholesky factor in the place of the products; a column that the others make up is left out. In the last
 * row then stands what each column explains of y, as a root, whichever columns follow. */
static void factor(regression *r) {
    for (size_t i = 0; i < r->columns; i++) {
        double whole = r->products[i][i];
        for (size_t j = 0; j <= i; j++) {
            double sum = r->products[i][j];
            for (size_t k = 0; k < j; k++)
                sum -= r->products[i][k] * r->products[j][k];
            if (j < i)
                r->products[i][j] = r->products[j][j] > 0 ? sum / r->products[j][j] : 0;
            else
                r->products[i][i] = sum > 1e-9 * whole ? sqrt(sum) : 0;
        }
    }
}

static void solve(regression *r, double ar, double ma) {
    filter(r, ar, ma);
    multiply(r);
    factor(r);
}

/* What the first `columns` leave of y's squares. */
static double squares_of(const regression *r, size_t columns) {
    double sum = r->products[r->columns - 1][r->columns - 1];
    sum *= sum;
    for (size_t c = columns; c + 1 < r->columns; c++)
        sum += r->products[r->columns - 1][c] * r->products[r->columns - 1][c];
    return sum;
}

/* The coefficients of the first `columns`. */
static void coefficients_of(const regression *r, size_t columns, double *out) {
    for (size_t i = columns; i-- > 0;) {
        double sum = r->products[r->columns - 1][i];
        for (size_t j = i + 1; j < columns; j++)
            sum -= r->products[j][i] * out[j];
        out[i] = r->products[i][i] > 0 ? sum / r->products[i][i] : 0;
    }
}

static void fit_filter(regression *r) {
    static const double ars[] = {0, 0.3, 0.6, 0.8, 0.9, 0.97, 1}, mas[] = {-0.3, 0, 0.3, 0.6, 0.8, 0.9};
    double least = INFINITY, ar = 0, ma = 0;
    for (size_t a = 0; a < sizeof ars / sizeof *ars; a++) {
        for (size_t m = 0; m < sizeof mas / sizeof *mas; m++) {
            solve(r, ars[a], mas[m]);
            double squares = squares_of(r, r->columns - 1);
            if (squares < least) {
                least = squares;
                ar = ars[a];
                ma = mas[m];
            }
        }
    }
    solve(r, ar, ma);
}

/* ---- the season ---- */

static double aicc_of(const regression *r, int harmonics) {
    size_t columns = r->base + 2 * (size_t)harmonics;
    double n = (double)r->known, k = (double)columns + 3; /* ar, ma and the variance */
    return n * log(squares_of(r, columns) / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

static double wave_at(const glo_second_season *season, size_t at) {
    double sum = 0;
    for (int k = 0; k < season->harmonics; k++) {
        double turn = TWO_PI * fmod((double)(k + 1) * (double)at, season->period) / season->period;
        sum += season->cosines[k] * cos(turn) + season->sines[k] * sin(turn);
    }
    return sum;
}

static void set_season(const regression *r, int harmonics, glo_second_season *out) {
    double coefficients[MOST_COLUMNS], sum = 0;
    coefficients_of(r, r->base + 2 * (size_t)harmonics, coefficients);
    out->harmonics = harmonics;
    for (int k = 0; k < harmonics; k++) {
        out->cosines[k] = coefficients[r->base + 2 * (size_t)k];
        out->sines[k] = coefficients[r->base + 2 * (size_t)k + 1];
    }
    size_t steps = (size_t)out->period;
    for (size_t t = 0; out->is_ratio && t < steps; t++)
        sum += exp(wave_at(out, t));
    out->centre = out->is_ratio ? log(sum / (double)steps) : 0;
}

int glo_second_season_find(const glo_sample *sample, glo_second_season *out) {
    regression *r;
    *out = (glo_second_season){.period = sample->season2 == 365 ? 365.25 : sample->season2};
    if (sample->season2 <= 2 * GLO_MOST_HARMONICS || !look(sample, out->period, &out->is_ratio))
        return GLO_OK;
    int status = glo_alloc_array(1, sizeof *r, &r);
    if (status < 0)
        return status;
    r->count = sample->count;
    if ((status = set_columns(r, sample, out->period, out->is_ratio)) == GLO_OK) {
        fit_filter(r);
        int best = 0;
        for (int k = 1; k <= GLO_MOST_HARMONICS; k++)
            best = aicc_of(r, k) < aicc_of(r, best) ? k : best;
        if (aicc_of(r, best) < aicc_of(r, 0) - MARGIN) /* not where y is constant: log 0 - log 0 */
            set_season(r, best, out);
    }
    free(r->plain);
    free(r);
    return status;
}

void glo_second_season_remove(const glo_second_season *season, double *values, size_t count) {
    for (size_t t = 0; t < count; t++) {
        double wave = wave_at(season, t);
        values[t] = season->is_ratio ? values[t] / exp(wave - season->centre) : values[t] - wave;
    }
}

double glo_second_season_put_back(const glo_second_season *season, size_t at, double value) {
    double wave = wave_at(season, at);
    return season->is_ratio ? value * exp(wave - season->centre) : value + wave;
}
