/* outbreak_p.c: has a rise begun? A likelihood ratio that supposes nothing about how steep it is.
 *
 *   statistic = product over all periods of (mu_1(t) / mu_0) ^ y(t)
 *
 * mu_0 is the mean of all counts, mu_1 their rising regression (the maximum of the likelihood among means that never fall). It needs
 * no history of years and knows no season: for the first rise of something new. An alarm is a statistic above `limit`.
 *
 * Example:  {from 0, limit 100}
 *
 * Reference: M. Frisen, E. Andersson, L. Schioeler, "Robust outbreak surveillance of epidemics in Sweden", Statistics in Medicine 28
 * (2009). The rising regression by pooling adjacent violators: R. E. Barlow and others, Statistical Inference under Order
 * Restrictions (1972).
 */
#include "detector_parts.h"

enum { MOST_CASES = 100000 };

typedef struct rising {
    double *sums, *counts;
    size_t used;
} rising;

/* Adds a count at the end, and pools what would fall. */
static void add(rising *pools, double count) {
    pools->sums[pools->used] = count;
    pools->counts[pools->used++] = 1;
    while (pools->used > 1) {
        size_t last = pools->used - 1;
        if (pools->sums[last - 1] * pools->counts[last] < pools->sums[last] * pools->counts[last - 1])
            break;
        pools->sums[last - 1] += pools->sums[last];
        pools->counts[last - 1] += pools->counts[last];
        pools->used--;
    }
}

static double log_statistic(const rising *pools) {
    double sum = 0, count = 0, total = 0;
    for (size_t i = 0; i < pools->used; i++) {
        sum += pools->sums[i];
        count += pools->counts[i];
    }
    for (size_t i = 0; i < pools->used; i++) {
        if (pools->sums[i] > 0)
            total += pools->sums[i] * log(pools->sums[i] / pools->counts[i] * count / sum);
    }
    return total;
}

/* The same with one more count; the last pools are put back after it. */
static double with_count(const rising *past, double count) {
    double mean_sum = count, mean_count = 1, sum = count, all = 1, total = 0;
    size_t kept = past->used;
    while (kept > 0 && past->sums[kept - 1] * mean_count >= mean_sum * past->counts[kept - 1]) {
        kept--;
        mean_sum += past->sums[kept];
        mean_count += past->counts[kept];
    }
    for (size_t i = 0; i < past->used; i++) {
        sum += past->sums[i];
        all += past->counts[i];
    }
    for (size_t i = 0; i < kept; i++) {
        if (past->sums[i] > 0)
            total += past->sums[i] * log(past->sums[i] / past->counts[i] * all / sum);
    }
    return mean_sum > 0 ? total + mean_sum * log(mean_sum / mean_count * all / sum) : total;
}

/* The largest count that raises no alarm; NaN: none up to MOST_CASES does. */
static double bound_of(const rising *past, double limit) {
    double low = 0, high = 1;
    if (with_count(past, 0) > limit)
        return 0;
    while (high <= MOST_CASES && with_count(past, high) <= limit) {
        low = high;
        high *= 2;
    }
    if (high > MOST_CASES)
        return NAN;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        *(with_count(past, middle) > limit ? &high : &low) = middle;
    }
    return low;
}

static glo_status judge(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out) {
    double *numbers;
    glo_judgement_start(series, at, out);
    glo_status status = glo_detector_reserve(room, 2 * (at + 1), &numbers);
    if (status < 0 || out->reason)
        return status;
    rising past = {numbers, numbers + at + 1, 0};
    for (size_t i = options->from; i < at; i++) {
        if (!isnan(series->counts[i])) {
            add(&past, series->counts[i]);
            out->history++;
        }
    }
    if (out->history == 0)
        return out->reason = "nothing is known before it", GLO_OK;
    double limit = log(options->limit), sum = 0;
    for (size_t i = 0; i < past.used; i++)
        sum += past.sums[i];
    out->expected = sum / (double)out->history;
    out->upper = bound_of(&past, limit);
    add(&past, out->observed);
    double statistic = log_statistic(&past);
    out->score = exp(statistic - limit);
    out->alarm = statistic > limit;
    return GLO_OK;
}

const glo_detector glo_outbreak_p = {.name = "outbreak_p", .defaults = {.limit = 100}, .judge = judge};
