/* breaks.c: outliers and level shifts. How they are found, an example and references in breaks.h. */
#include "sample/breaks.h"

#include "base/alloc.h"
#include "base/err.h"
#include "sample/prepare.h"
#include "sample/season.h"
#include "sample/stl.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_LENGTH = 6,  /* steps of a run of outliers */
    MIN_VALUES = 24, /* known values, to estimate the ordinary spread */
    MIN_BEFORE = 6,  /* steps before a break */
    MIN_AFTER = 6,   /* steps at the new level before a level shift is accepted */
    MIN_SEASONS = 3, /* to separate the season from breaks */
    MAX_SHARE = 10,  /* at most one value in so many may be an outlier */
    STL_WINDOW = 11, /* seasons of the seasonal smoother */
};
#define THRESHOLD 5.5    /* |tau| of a break; docs/methods.md, "Outliers and level shifts" */
#define SUSPECT 2.5      /* |error| / sigma of the first value of a break */
#define MAX_ZEROS 0.1    /* share of zeros in counts */
#define MIN_RATIO 0.0953 /* log of 1.1: smaller breaks are ignored */

/* The state of the search on one series. */
typedef struct search {
    const glo_sample *sample;
    size_t count;
    int are_ratios;
    double *transformed; /* the values in logarithms or as they are, NaN: missing */
    double *values;      /* without what was found so far and without the season */
    double *error;       /* what the filter gives; NaN: missing */
    double *seasonal, *trend, *workspace;
    double ar, ma; /* the filter */
    size_t support;
    double level, sigma[2]; /* the median, and the spread of e where less than that is expected, or more */
    double min_sigma;
    double *memory;
} search;

static int compare_doubles(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median_of(double *values, size_t count) {
    if (count == 0)
        return NAN;
    qsort(values, count, sizeof *values, compare_doubles);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

/* ---- the ordinary series ---- */

/* Logarithms of positive values, of a count of 0 as of a half; false where the series is too short or sparse.
 */
static bool set_transformed(search *s) {
    size_t known = 0, zeros = 0, negative = 0, season = s->sample->season > 1 ? (size_t)s->sample->season : 1;
    double largest = 0;
    for (size_t i = 0; i < s->count; i++) {
        double y = s->sample->values[i];
        if (!isfinite(y))
            continue;
        s->workspace[known++] = y;
        zeros += y == 0;
        negative += y < 0;
        largest = fmax(largest, fabs(y));
    }
    if (known < MIN_VALUES || s->count < MIN_SEASONS * season || 2 * known < s->count || largest > 1e100 ||
        (s->sample->is_count && (double)zeros > MAX_ZEROS * (double)known))
        return 0;
    double middle = median_of(s->workspace, known);
    s->are_ratios = negative == 0 && (zeros == 0 || s->sample->is_count);
    /* Counts vary by chance: by as much as a Poisson distribution at least. */
    s->min_sigma =
        s->sample->is_count ? (s->are_ratios ? 1 / sqrt(fmax(middle, 0.5)) : sqrt(fabs(middle))) : 0;
    for (size_t i = 0; i < s->count; i++) {
        double y = s->sample->values[i];
        s->transformed[i] = !isfinite(y) ? NAN : s->are_ratios ? log(y > 0 ? y : 0.5) : y;
    }
    return 1;
}

/* s->transformed without what was found, the outliers missing. */
static void remove_breaks(const search *s, const glo_breaks *found, double *values) {
    memcpy(values, s->transformed, s->count * sizeof *values);
    for (size_t b = 0; b < found->count; b++) {
        const glo_break *each = &found->found[b];
        for (size_t i = 0; each->length == 0 && i < each->at; i++)
            values[i] += each->size;
        for (size_t i = 0; i < each->length; i++)
            values[each->at + i] = NAN;
    }
}

/* The slope between the first and the last quarter, robust to single values. */
static double drift_of(const search *s) {
    size_t quarter = s->count / 4;
    memcpy(s->workspace, s->values, quarter * sizeof *s->workspace);
    double first = median_of(s->workspace, quarter);
    memcpy(s->workspace, s->values + s->count - quarter, quarter * sizeof *s->workspace);
    return (median_of(s->workspace, quarter) - first) / (double)(s->count - quarter);
}

/* Takes out what was found, fills the gaps, takes out season and drift; s->error is NaN where a value is
 * missing. */
static glo_status set_values(search *s, const glo_breaks *found) {
    glo_fit fit;
    glo_prepared filled;
    glo_sample left = *s->sample;
    remove_breaks(s, found, s->error);
    left.values = s->error;
    left.is_count = 0;
    glo_status status = glo_prepare(&left, &fit, &filled);
    if (status < 0)
        return status;
    for (size_t i = 0; i < s->count; i++)
        s->values[i] = filled.values[i] * filled.scale;
    glo_prepared_dispose(&filled);
    if (glo_is_seasonal(s->values, s->count, s->sample->season)) {
        status = glo_stl(s->values, s->count, s->sample->season, STL_WINDOW, s->seasonal, s->trend);
        for (size_t i = 0; status == GLO_OK && i < s->count; i++)
            s->values[i] -= s->seasonal[i];
    }
    double drift = drift_of(s);
    for (size_t i = 0; i < s->count; i++)
        s->values[i] -= drift * (double)i;
    return status;
}

/* ---- the filter: (1 - ar B)(1 - B) y = (1 - ma B) e ---- */

/* The level before the first value, by smoothing from the end. */
static double start_of(const search *s, double ma) {
    double level = s->values[s->count - 1];
    for (size_t i = s->count; i-- > 0;)
        level = ma * level + (1 - ma) * s->values[i];
    return level;
}

/* Writes e, NaN where the value is missing, and gives the mean of the winsorised squares. */
static double filter(const search *s, const unsigned char *missing, double ar, double ma, double limit,
                     double *out) {
    double before = start_of(s, ma < 0 ? 0 : ma), change = 0, error = 0, sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < s->count; i++) {
        double expected = before + ar * change - ma * error;
        double value = missing[i] ? expected : s->values[i];
        error = value - expected;
        change = value - before;
        before = value;
        if (out)
            out[i] = missing[i] ? NAN : error;
        if (!missing[i]) {
            sum += fmin(error * error, limit * limit);
            known++;
        }
    }
    return sum / (double)known;
}

/* Is more than the median expected of this value? */
static bool is_high(const search *s, size_t at) {
    return s->values[at] - s->error[at] > s->level;
}

/* Of e in one half (0 low, 1 high) or all (2). */
static double spread_of(const search *s, int half) {
    size_t known = 0;
    for (size_t i = 0; i < s->count; i++) {
        if (!isnan(s->error[i]) && (half == 2 || is_high(s, i) == half))
            s->workspace[known++] = fabs(s->error[i]);
    }
    return known ? 1.4826 * median_of(s->workspace, known) : 0;
}

/* What the filter left of autocorrelation makes sums along a box vary more: by sqrt((1 + r) / (1 - r)), r at
 * lag 1 of the winsorised errors. */
static double autocorrelation_factor(const search *s, double limit) {
    double squares = 0, products = 0, before = NAN;
    for (size_t i = 0; i < s->count; i++) {
        double error = isnan(s->error[i]) ? NAN : fmin(fmax(s->error[i], -limit), limit);
        squares += isnan(error) ? 0 : error * error;
        products += isnan(error) || isnan(before) ? 0 : error * before;
        before = error;
    }
    double r = squares > 0 ? products / squares : 0;
    return r > 0 ? sqrt((1 + r) / (1 - r)) : 1;
}

static void fit_filter(search *s, const unsigned char *missing) {
    static const double ars[] = {0, -0.3, 0.3, -0.6, 0.6, 0.9, 1},
                        mas[] = {0, -0.3, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 0.95};
    double minimum = INFINITY;
    filter(s, missing, 0, 0.5, INFINITY, s->error);
    double limit = 3 * spread_of(s, 2);
    for (size_t a = 0; a < sizeof ars / sizeof *ars; a++) {
        for (size_t m = 0; m < sizeof mas / sizeof *mas; m++) {
            double squares = filter(s, missing, ars[a], mas[m], limit, NULL);
            if (squares < minimum) {
                minimum = squares;
                s->ar = ars[a];
                s->ma = mas[m];
            }
        }
    }
    filter(s, missing, s->ar, s->ma, limit, s->error);
    memcpy(s->workspace, s->values, s->count * sizeof *s->workspace);
    s->level = median_of(s->workspace, s->count);
    double all = fmax(spread_of(s, 2), s->min_sigma), factor = autocorrelation_factor(s, limit);
    for (int half = 0; half < 2; half++)
        s->sigma[half] = fmax(all, spread_of(s, half)) * factor;
}

/* ---- boxes ---- */

/* What a step up by one from time 0 leaves in e, in s->trend; s->support is where no more of it can be seen.
 */
static void set_response(search *s) {
    double before = 0, change = 0, error = 0;
    s->support = 1;
    for (size_t i = 0; i < s->count; i++) {
        error = 1 - (before + s->ar * change - s->ma * error);
        change = 1 - before;
        before = 1;
        s->trend[i] = error;
        if (fabs(error) > 1e-3)
            s->support = i + 1;
    }
}

/* |tau| of a box, and its size. */
static double weigh(const search *s, glo_break *box) {
    const double *response = s->trend;
    double along = 0, squares = 0;
    for (size_t i = box->at; i < s->count && i < box->at + box->length + s->support; i++) {
        size_t k = i - box->at;
        double g = response[k] - (box->length > 0 && k >= box->length ? response[k - box->length] : 0);
        if (isnan(s->error[i]))
            continue;
        along += s->error[i] * g;
        squares += g * g;
    }
    box->size = along / squares;
    return fabs(along) / (sqrt(squares) * s->sigma[is_high(s, box->at)]);
}

static bool is_known_after(const search *s, size_t from) {
    for (size_t i = from; i < s->count; i++) {
        if (!isnan(s->error[i]))
            return 1;
    }
    return 0;
}

/* The box that begins at `at` with the largest |tau|, which it gives; 0 where that is one whose end nobody
 * has seen. */
static double find_box(const search *s, size_t at, glo_break *out) {
    double largest = 0;
    for (size_t length = 0; length <= MAX_LENGTH; length++) {
        glo_break box = {.at = at, .length = length};
        double tau = length == 0 || is_known_after(s, at + length) ? weigh(s, &box) : 0;
        if (tau > largest) {
            largest = tau;
            *out = box;
        }
    }
    int is_open = out->length == 0 && at + MIN_AFTER > s->count;
    return largest > 0 && !is_open && (!s->are_ratios || fabs(out->size) > MIN_RATIO) ? largest : 0;
}

/* The same over all of the series. */
static double find_largest(const search *s, glo_break *out) {
    double largest = 0;
    for (size_t at = MIN_BEFORE; at < s->count; at++) {
        if (!(fabs(s->error[at]) > SUSPECT * s->sigma[is_high(s, at)])) /* missing too */
            continue;
        glo_break box = {0};
        double tau = find_box(s, at, &box);
        if (tau > largest) {
            largest = tau;
            *out = box;
        }
    }
    return largest;
}

static int compare_breaks(const void *a, const void *b) {
    const glo_break *x = a, *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at)
                          : (x->length > y->length) - (x->length < y->length);
}

/* Takes out what was found and fits the filter to what is left. */
static glo_status fit(search *s, unsigned char *missing, const glo_breaks *found) {
    glo_status status = set_values(s, found);
    if (status < 0)
        return status;
    for (size_t i = 0; i < s->count; i++)
        missing[i] = (unsigned char)(isnan(s->error[i]) != 0);
    fit_filter(s, missing);
    set_response(s);
    return GLO_OK;
}

/* The size of a level shift anew, once the season is known without it. */
static glo_status refine(search *s, unsigned char *missing, glo_breaks *found) {
    glo_status status = GLO_OK;
    for (int round = 0; round < 3 && status == GLO_OK; round++) {
        glo_break *shift = &found->found[found->count - 1], rest = *shift;
        if ((status = fit(s, missing, found)) == GLO_OK) {
            weigh(s, &rest);
            shift->size += rest.size;
        }
    }
    return status;
}

static glo_status find_all(search *s, unsigned char *missing, glo_breaks *out) {
    size_t outliers = 0;
    for (;;) {
        glo_break box;
        glo_status status = fit(s, missing, out);
        if (status < 0 || !(s->sigma[0] > 0 && s->sigma[1] > 0) || !(find_largest(s, &box) > THRESHOLD))
            return status;
        outliers += box.length;
        if (out->count == GLO_MOST_BREAKS || outliers * MAX_SHARE > s->count) {
            out->count = 0;
            return GLO_OK;
        }
        out->found[out->count++] = box;
        if (box.length == 0 && (status = refine(s, missing, out)) < 0)
            return status;
    }
}

glo_status glo_breaks_find(const glo_sample *sample, glo_breaks *out) {
    search s = {.sample = sample, .count = sample->count};
    unsigned char *missing = NULL;
    out->count = 0;
    out->are_ratios = 0;
    if (s.count < MIN_VALUES)
        return GLO_OK;
    glo_status status = glo_alloc_array(6 * s.count, sizeof *s.memory, &s.memory);
    if (status == GLO_OK)
        status = glo_alloc_array(s.count, 1, &missing);
    if (status == GLO_OK) {
        s.transformed = s.memory;
        s.values = s.transformed + s.count;
        s.error = s.values + s.count;
        s.seasonal = s.error + s.count;
        s.trend = s.seasonal + s.count;
        s.workspace = s.trend + s.count;
        if (set_transformed(&s))
            status = find_all(&s, missing, out);
        out->are_ratios = s.are_ratios;
        qsort(out->found, out->count, sizeof *out->found, compare_breaks);
    }
    free(s.memory);
    free(missing);
    return status;
}

size_t glo_breaks_remove(const glo_sample *sample, const glo_breaks *breaks, double *values) {
    size_t missing = 0;
    memcpy(values, sample->values, sample->count * sizeof *values);
    for (size_t b = 0; b < breaks->count; b++) {
        const glo_break *each = &breaks->found[b];
        for (size_t i = 0; each->length == 0 && i < each->at; i++)
            values[i] = breaks->are_ratios ? values[i] * exp(each->size) : values[i] + each->size;
        for (size_t i = each->at; i < each->at + each->length; i++) {
            missing += (size_t)(isnan(values[i]) == 0);
            values[i] = NAN;
        }
    }
    for (size_t i = 0; sample->is_count && i < sample->count; i++) {
        if (!isnan(values[i])) /* fmax would make it 0 */
            values[i] = fmax(0, round(values[i]));
    }
    return missing;
}
