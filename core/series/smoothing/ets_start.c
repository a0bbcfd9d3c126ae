/* ets_start.c: states to start the search from. */
#include "smoothing/ets_start.h"

#include "sample/season.h"

#include <math.h>
#include <string.h>

enum { LINE = 10 }; /* values that the first line runs through, at least, where there are so many */

static void fill(const glo_ets_data *data, double *values) {
    size_t before = 0; /* the first value is known */
    for (size_t t = 0; t < data->count; t++) {
        values[t] = data->values[t];
        if (isnan(values[t]))
            continue;
        for (size_t i = before + 1; i < t; i++)
            values[i] =
                values[before] + (values[t] - values[before]) * (double)(i - before) / (double)(t - before);
        before = t;
    }
}

/* values[t] near level + slope (t + 1). */
static void line(const double *values, size_t count, double *level, double *slope) {
    double mean = 0, cross = 0, squares = 0, middle = ((double)count + 1) / 2;
    for (size_t t = 0; t < count; t++)
        mean += values[t] / (double)count;
    for (size_t t = 0; t < count; t++) {
        double x = (double)(t + 1) - middle;
        cross += x * (values[t] - mean);
        squares += x * x;
    }
    *slope = squares > 0 ? cross / squares : 0;
    *level = mean - *slope * middle;
}

/* Less than two seasons: what is left of a line, by its place in the season. */
static void short_season(const double *values, size_t count, int multiplicative, size_t period,
                         double *seasonal) {
    double level, slope, total = 0;
    line(values, count, &level, &slope);
    for (size_t j = 0; j < period; j++) {
        double sum = 0;
        int terms = 0;
        for (size_t t = j; t < count; t += period, terms++) {
            double trend = level + slope * (double)(t + 1);
            sum += multiplicative ? (trend > 0 ? values[t] / trend : 1) : values[t] - trend;
        }
        seasonal[j] = terms > 0 ? sum / terms : multiplicative;
        total += seasonal[j];
    }
    for (size_t j = 0; j < period; j++)
        seasonal[j] =
            multiplicative ? seasonal[j] * (double)period / total : seasonal[j] - total / (double)period;
}

void glo_ets_start_at(const glo_ets_data *data, char season, int period, double *workspace,
                      glo_ets_start *start) {
    double *values = workspace;
    size_t count = data->count, m = season == 'N' ? 1 : (size_t)period;
    fill(data, values);
    if (season != 'N') {
        double *s = start->seasonal, total = 0;
        if (!glo_decompose(values, count, period, season == 'M', s))
            short_season(values, count, season == 'M', m, s);
        for (size_t j = 0; season == 'M' && j < m; j++) {
            s[j] = fmax(s[j], 0.01);
            total += s[j];
        }
        for (size_t j = 0; season == 'M' && j < m; j++)
            s[j] *= (double)m / total;
        for (size_t t = 0; t < count; t++)
            values[t] = season == 'M' ? values[t] / s[t % m] : values[t] - s[t % m];
    }
    size_t first = 2 * m > LINE ? 2 * m : LINE;
    if (first > count)
        first = count;
    start->mean = 0;
    for (size_t t = 0; t < first; t++)
        start->mean += values[t] / (double)first;
    line(values, first, &start->level, &start->slope);
}

void glo_ets_start_parameters(const glo_ets_model *model, const glo_ets_start *start, double *parameters) {
    int flat = model->trend == 'N',
        positive = model->error == 'M' || model->season == 'M' || model->trend == 'M';
    double level = flat ? start->mean : start->level, slope = start->slope;
    /* A line that starts at or below zero is no start for what may not be. */
    if (positive && (level <= 0.1 * start->mean || level + slope <= 0.1 * start->mean)) {
        level = start->mean > 0 ? start->mean : 1;
        slope = 0;
    }
    parameters[model->level] = level;
    if (model->trend == 'A')
        parameters[model->slope] = slope;
    else if (model->trend == 'M')
        parameters[model->slope] = fmin(1.2, fmax(0.8, 1 + slope / level));
    for (int j = 0; model->season != 'N' && j < model->period - 1; j++)
        parameters[model->seasonal + j] = start->seasonal[j];
}
