/* harmonics.c: the annual seasonality. Formula, example and references in harmonics.h. */
#include "sample/harmonics.h"

#include "base/alloc.h"
#include "base/err.h"
#include "numeric/linear.h"
#include "sample/prepare.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SHORT_SEASON = 24, /* steps of a season that is fitted along */
    BASE = 2 + MAX_SHORT_SEASON,
    MOST_COLUMNS = BASE + 2 * GLO_MOST_HARMONICS + 1,
    MIN_YEARS = 2, /* to see what comes again */
};
#define COLLINEAR 1e-9     /* of a column's square: a column of which no more is new is left out */
#define ROUNDING 1e-18     /* of y's squares: less than that is nothing left to explain */
#define MIN_AICC_GAIN 16.0 /* of AICc */
#define MAX_ZEROS 0.35     /* of counts */
#define MAX_GAPS 0.25
#define YEAR 365.25 /* days */
#define TWO_PI 6.283185307179586

/* A row per value: the regressors and, last, y itself; and the products of the columns once they are
 * filtered. */
typedef struct regression {
    size_t count, known, base, columns; /* base: those without the year's harmonics */
    double *rows, squares;              /* of y */
    double products[MOST_COLUMNS][MOST_COLUMNS];
} regression;

static double *row_of(const regression *r, size_t at) {
    return r->rows + at * r->columns;
}

/* ---- what is fitted ---- */

/* Whether the series is long and dense enough; *is_ratio: whether all values are above 0. */
static bool has_enough_data(const glo_sample *sample, double period, int *is_ratio) {
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
    return (double)sample->count >= MIN_YEARS * period &&
           (double)known >= (1 - MAX_GAPS) * (double)sample->count && largest < 1e100 &&
           !(sample->is_count && (double)zeros > MAX_ZEROS * (double)known);
}

/* The cosine and the sine of a harmonic in two columns from `column` on. */
static void set_harmonic(const regression *r, size_t column, double period, int harmonic) {
    for (size_t t = 0; t < r->count; t++) {
        double turn = TWO_PI * fmod((double)harmonic * (double)t, period) / period;
        row_of(r, t)[column] = cos(turn);
        row_of(r, t)[column + 1] = sin(turn);
    }
}

/* y in the last column. */
static glo_status set_values(regression *r, const glo_sample *sample, int is_ratio) {
    glo_fit fit;
    glo_prepared filled;
    glo_status status = glo_prepare(sample, &fit, &filled);
    if (status < 0)
        return status;
    for (size_t t = 0; t < r->count; t++) {
        double value = filled.values[t] * filled.scale;
        if (is_ratio)
            value = log(value > 0 ? value : 0.5); /* a count that was filled in may be 0 */
        row_of(r, t)[r->columns - 1] = value;
        r->squares += value * value;
    }
    r->known = r->count - filled.filled;
    glo_prepared_dispose(&filled);
    return GLO_OK;
}

/* A constant, a line, the harmonics of the short season, those of the year, y. */
static glo_status set_rows(regression *r, const glo_sample *sample, double period, int is_ratio) {
    int steps = sample->season > 1 && sample->season <= MAX_SHORT_SEASON ? sample->season : 1;
    r->base = 2 + 2 * (size_t)(steps / 2);
    r->columns = r->base + 2 * GLO_MOST_HARMONICS + 1;
    glo_status status = glo_alloc_array(r->columns * r->count, sizeof *r->rows, &r->rows);
    if (status < 0)
        return status;
    for (size_t t = 0; t < r->count; t++) {
        row_of(r, t)[0] = 1;
        row_of(r, t)[1] = (double)t / (double)r->count;
    }
    for (int k = 1; k <= steps / 2; k++)
        set_harmonic(r, 2 * (size_t)k, steps, k);
    for (int k = 1; k <= GLO_MOST_HARMONICS; k++)
        set_harmonic(r, r->base + 2 * (size_t)(k - 1), period, k);
    return set_values(r, sample, is_ratio);
}

/* ---- least squares ---- */

/* The products of the filtered columns, a row of time after the other, so that the columns go side by side.
 */
static void multiply(regression *r, double ar, double ma) {
    double now[MOST_COLUMNS] = {0};
    const double *before = NULL;
    memset(r->products, 0, sizeof r->products);
    for (size_t t = 0; t < r->count; t++) {
        const double *row = row_of(r, t);
        for (size_t c = 0; c < r->columns; c++)
            now[c] = row[c] - (before ? ar * before[c] : 0) + ma * now[c];
        for (size_t i = 0; i < r->columns; i++) {
            double *into = r->products[i], factor = now[i];
            for (size_t j = i; j < r->columns; j++)
                into[j] += factor * now[j];
        }
        before = row;
    }
}

/* R in the place of the products. In its last column then stands what each column explains of y, as a root,
 * whichever columns follow. */
static void solve(regression *r, double ar, double ma) {
    multiply(r, ar, ma);
    glo_cholesky(r->products[0], r->columns, MOST_COLUMNS, COLLINEAR);
}

/* What the first `columns` leave of y's squares. */
static double squares_of(const regression *r, size_t columns) {
    size_t y = r->columns - 1;
    double sum = r->products[y][y] * r->products[y][y];
    for (size_t c = columns; c < y; c++)
        sum += r->products[c][y] * r->products[c][y];
    return sum;
}

/* The coefficients of the first `columns`. */
static void coefficients_of(const regression *r, size_t columns, double *out) {
    for (size_t i = 0; i < columns; i++)
        out[i] = r->products[i][r->columns - 1];
    glo_solve_upper(r->products[0], columns, MOST_COLUMNS, out);
}

static void fit_filter(regression *r) {
    static const double ars[] = {0, 0.3, 0.6, 0.8, 0.9, 0.97, 1}, mas[] = {-0.3, 0, 0.3, 0.6, 0.8, 0.9};
    double minimum = INFINITY, ar = 0, ma = 0;
    for (size_t a = 0; a < sizeof ars / sizeof *ars; a++) {
        for (size_t m = 0; m < sizeof mas / sizeof *mas; m++) {
            solve(r, ars[a], mas[m]);
            double squares = squares_of(r, r->columns - 1);
            if (squares < minimum) {
                minimum = squares;
                ar = ars[a];
                ma = mas[m];
            }
        }
    }
    solve(r, ar, ma);
}

/* ---- the year ---- */

static double aicc_of(const regression *r, int harmonics) {
    size_t columns = r->base + 2 * (size_t)harmonics;
    double n = (double)r->known, k = (double)columns + 3; /* ar, ma and the variance */
    return n * log(squares_of(r, columns) / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

static double harmonics_at(const glo_harmonics *year, size_t at) {
    double sum = 0;
    for (int k = 0; k < year->count; k++) {
        double turn = TWO_PI * fmod((double)(k + 1) * (double)at, year->period) / year->period;
        sum += year->cosines[k] * cos(turn) + year->sines[k] * sin(turn);
    }
    return sum;
}

static void set_year(const regression *r, int harmonics, glo_harmonics *out) {
    double coefficients[MOST_COLUMNS], sum = 0;
    coefficients_of(r, r->base + 2 * (size_t)harmonics, coefficients);
    out->count = harmonics;
    for (int k = 0; k < harmonics; k++) {
        out->cosines[k] = coefficients[r->base + 2 * (size_t)k];
        out->sines[k] = coefficients[r->base + 2 * (size_t)k + 1];
    }
    size_t steps = (size_t)out->period;
    for (size_t t = 0; out->is_ratio && t < steps; t++)
        sum += exp(harmonics_at(out, t));
    out->centre = out->is_ratio ? log(sum / (double)steps) : 0;
}

/* Steps in the long season; 0: there is none. */
static double period_of(const glo_sample *sample) {
    int steps = sample->season2 > 0 ? sample->season2 : sample->season;
    return steps == 365 ? YEAR : steps == 52 ? YEAR / 7 : steps > MAX_SHORT_SEASON ? steps : 0;
}

glo_status glo_harmonics_find(const glo_sample *sample, glo_harmonics *out) {
    regression *r;
    *out = (glo_harmonics){.period = period_of(sample)};
    if (out->period <= MAX_SHORT_SEASON || !has_enough_data(sample, out->period, &out->is_ratio))
        return GLO_OK;
    glo_status status = glo_alloc_array(1, sizeof *r, &r);
    if (status < 0)
        return status;
    r->count = sample->count;
    if ((status = set_rows(r, sample, out->period, out->is_ratio)) == GLO_OK) {
        fit_filter(r);
        int best = 0;
        for (int k = 1; k <= GLO_MOST_HARMONICS; k++)
            best = aicc_of(r, k) < aicc_of(r, best) ? k : best;
        if (squares_of(r, r->base) > ROUNDING * r->squares &&
            aicc_of(r, best) < aicc_of(r, 0) - MIN_AICC_GAIN)
            set_year(r, best, out);
    }
    free(r->rows);
    free(r);
    return status;
}

void glo_harmonics_remove(const glo_harmonics *year, double *values, size_t count) {
    for (size_t t = 0; t < count; t++) {
        double annual = harmonics_at(year, t);
        values[t] = year->is_ratio ? values[t] / exp(annual - year->centre) : values[t] - annual;
    }
}

double glo_harmonics_put_back(const glo_harmonics *year, size_t at, double value) {
    double annual = harmonics_at(year, at);
    return year->is_ratio ? value * exp(annual - year->centre) : value + annual;
}
