/* seasonal.c: seasonal adjustment by medians of ratios to a moving average. Example in seasonal.h. */
#include "changes/seasonal.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 52, LEAST_SEASONS = 2 };

size_t glo_season_length(glo_span span) {
    return span == GLO_DAY ? 7 : span == GLO_WEEK ? 52 : span == GLO_MONTH ? 12 : span == GLO_QUARTER ? 4 : 0;
}

/* The place of a period in its season; of a week by the day of the year on which its Thursday falls, the last days with week 52. */
static size_t place_of(int32_t period, glo_span span) {
    int year, month, day;
    int32_t length = (int32_t)glo_season_length(span);
    if (span != GLO_WEEK)
        return (size_t)(((period % length) + length) % length);
    int32_t thursday = glo_span_first(period, GLO_WEEK) + 3;
    glo_civil_of_day(thursday, &year, &month, &day);
    int32_t week = (thursday - glo_day_of_civil(year, 1, 1)) / 7;
    return (size_t)(week < length ? week : length - 1);
}

/* The mean of a whole season around a value: of an even number of periods, half of the one at either end. NaN where one is not known. */
static double mean_around(const double *values, size_t count, size_t at, size_t length) {
    size_t half = length / 2;
    if (at < half || at + half >= count)
        return NAN;
    double sum = 0, ends = length % 2 == 0 ? 0.5 : 1;
    for (size_t i = at - half; i <= at + half; i++)
        sum += (i == at - half || i == at + half ? ends : 1) * values[i];
    return sum / (double)length;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *numbers, size_t count) {
    qsort(numbers, count, sizeof *numbers, compare);
    return count % 2 ? numbers[count / 2] : (numbers[count / 2 - 1] + numbers[count / 2]) / 2;
}

/* The ratio or difference of each value to the mean around it, and its place; NaN where it has none. */
static void compare_with_means(const double *values, size_t count, size_t length, bool is_ratio,
                               double *out) {
    for (size_t t = 0; t < count; t++) {
        double mean = mean_around(values, count, t, length);
        out[t] = is_ratio ? values[t] / mean : values[t] - mean;
    }
}

/* Of each place in the season the median of `own`; false: it can't be told. `room` for as many numbers as there are values. */
static bool find_medians(const double *own, const unsigned char *places, size_t count, size_t length,
                         bool is_ratio, double *room, double *medians) {
    for (size_t place = 0; place < length; place++) {
        size_t found = 0;
        for (size_t t = 0; t < count; t++) {
            if (places[t] == place && isfinite(own[t]))
                room[found++] = own[t];
        }
        if (found < LEAST_SEASONS)
            return false;
        medians[place] = median(room, found);
        if (is_ratio && !(medians[place] > 0))
            return false;
    }
    return true;
}

static void centre(double *medians, size_t length, bool is_ratio) {
    double mean = 0;
    for (size_t i = 0; i < length; i++)
        mean += medians[i] / (double)length;
    for (size_t i = 0; i < length; i++)
        medians[i] = is_ratio ? medians[i] / mean : medians[i] - mean;
}

glo_status glo_seasonally_adjust(const double *values, size_t count, int32_t first, glo_span span,
                                 bool is_ratio, double *out, bool *out_is_adjusted) {
    double medians[LONGEST], *room;
    unsigned char *places;
    size_t length = glo_season_length(span);
    if (glo_alloc_array(count + 1, sizeof *room + sizeof *places, &room) < 0)
        return GLO_ENOMEM;
    places = (unsigned char *)(room + count);
    for (size_t t = 0; t < count && length > 0; t++)
        places[t] = (unsigned char)place_of(first + (int32_t)t, span);
    compare_with_means(values, count, length > 0 ? length : 1, is_ratio, out);
    bool is_adjusted = length > 0 && find_medians(out, places, count, length, is_ratio, room, medians);
    if (is_adjusted)
        centre(medians, length, is_ratio);
    for (size_t t = 0; t < count; t++) {
        double own = is_adjusted ? medians[places[t]] : is_ratio ? 1 : 0;
        out[t] = is_ratio ? values[t] / own : values[t] - own;
    }
    free(room);
    *out_is_adjusted = is_adjusted;
    return GLO_OK;
}
