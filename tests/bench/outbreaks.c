/* outbreaks.c: every detector on simulated weeks with known outbreaks: the table of docs/methods.md.
 *
 *   build/release/bench/outbreaks table [REPLICATES]        default: 48 of each of the 42 scenarios of noufaily.h
 *   build/release/bench/outbreaks write REPLICATES          the series as outbreaks.R reads them, and our alarms
 *
 * A series has six years of history and a year that is judged week by week, each week by what was known then. In the history lie
 * up to three outbreaks that nobody marked. Every second series has one in the year judged, from its week 4 to 40 on: cases
 * Poisson with mean k standard deviations of the baseline, k 2, 3, 5 or 10, by a lognormal curve of some four weeks; or three times as
 * many over eight weeks, at once or rising. In half of the series 60 % of a week's cases are known at its end, 90 % a week later
 * and all two weeks later. Detected: an alarm between its first and its last week. False alarms: weeks of series without one.
 * Each detector is compared as it comes, and with its limit set so that it has one false alarm a series and year.
 *
 * References: A. Noufaily and others, Statistics in Medicine 32 (2013); its sizes and its lognormal curve.
 */
#include "base/parallel.h"
#include "detect/detector.h"
#include "noufaily.h"
#include "numeric/draws.h"
#include "numeric/normal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY = 52 * 6 + 4, JUDGED = 52, WEEKS = HISTORY + JUDGED, SPREAD = 8, SIZES = 4 };
static const double sizes[SIZES] = {2, 3, 5, 10};

typedef enum statistic { BY_P, BY_TAIL, BY_SCORE, BY_EXCESS } statistic;

static const struct method {
    const char *name;
    const glo_detector *detector;
    glo_threshold threshold;
    statistic statistic;
} methods[] = {
    {"farrington_flexible", &glo_farrington_flexible, GLO_DELTA, BY_P},
    {"  threshold nb_plugin", &glo_farrington_flexible, GLO_NB_PLUGIN, BY_P},
    {"  threshold muan", &glo_farrington_flexible, GLO_MUAN, BY_P},
    {"  by its tail", &glo_farrington_flexible, GLO_DELTA, BY_TAIL},
    {"farrington", &glo_farrington, GLO_DELTA, BY_P},
    {"  by its tail", &glo_farrington, GLO_DELTA, BY_TAIL},
    {"ears_c1", &glo_ears_c1, GLO_DELTA, BY_P},
    {"ears_c2", &glo_ears_c2, GLO_DELTA, BY_P},
    {"ears_c3", &glo_ears_c3, GLO_DELTA, BY_EXCESS},
    {"cusum", &glo_cusum, GLO_DELTA, BY_SCORE},
    {"bayes", &glo_bayes, GLO_DELTA, BY_P},
    {"rki", &glo_rki, GLO_DELTA, BY_SCORE},
    {"outbreak_p", &glo_outbreak_p, GLO_DELTA, BY_SCORE},
};
enum { METHODS = sizeof methods / sizeof *methods };

typedef struct simulated {
    double counts[WEEKS], at_end[WEEKS],
        week_later[WEEKS]; /* known in the end, at the end of the week, a week later */
    bool has_outbreak, is_delayed;
    size_t first, last, size; /* of the outbreak */
    double mean;
    float statistics[METHODS][JUDGED];
    bool alarms[METHODS][JUDGED];
} simulated;

static double between(glo_draws *draws, double low, double high) {
    return low + (high - low) * glo_draws_uniform(draws);
}

/* How many of the cases. */
static double share_of(glo_draws *draws, double cases, double share) {
    double kept = 0;
    for (double i = 0; i < cases; i++)
        kept += glo_draws_uniform(draws) < share;
    return kept;
}

/* Adds the cases of an outbreak from `first` on; its last week. */
static size_t add_outbreak(glo_draws *draws, simulated *s, size_t first, double size) {
    int shape = (int)between(draws, 0, 4); /* half of them lognormal */
    double cases = 1 + glo_draws_poisson(draws, (shape < 2 ? 1 : 3) * size);
    size_t last = first;
    for (double i = 0; i < cases; i++) {
        double u = glo_draws_uniform(draws);
        double week = shape < 2    ? exp(0.5 * glo_normal_quantile(u))
                      : shape == 2 ? u * SPREAD
                                   : sqrt(u) * SPREAD;
        size_t at = first + (size_t)fmin(floor(week), SPREAD - 1);
        if (at < WEEKS) {
            s->counts[at]++;
            last = at > last ? at : last;
        }
    }
    return last;
}

static void simulate(size_t number, simulated *s) {
    glo_scenario scenario = glo_scenario_of(number % GLO_SCENARIOS);
    size_t replicate = number / GLO_SCENARIOS;
    glo_draws draws = {.seed = 14, .stream = number};
    size_t ahead = (size_t)between(&draws, 0, 52);
    double means[WEEKS];
    for (size_t week = 0; week < WEEKS; week++) {
        means[week] = glo_scenario_mean(&scenario, week, ahead);
        s->counts[week] =
            glo_draws_negative_binomial(&draws, means[week], (scenario.dispersion - 1) / means[week]);
    }
    for (size_t k = (size_t)between(&draws, 0, 4); k > 0; k--) {
        size_t first = (size_t)between(&draws, 0, HISTORY - SPREAD);
        add_outbreak(&draws, s, first, between(&draws, 2, 10) * sqrt(means[first] * scenario.dispersion));
    }
    s->has_outbreak = replicate % 2;
    s->is_delayed = replicate / 2 % 2;
    s->mean = means[HISTORY];
    if (s->has_outbreak) {
        s->size = replicate / 4 % SIZES;
        s->first = HISTORY + 3 + (size_t)between(&draws, 0, 37);
        s->last =
            add_outbreak(&draws, s, s->first, sizes[s->size] * sqrt(means[s->first] * scenario.dispersion));
    }
    for (size_t week = 0; week < WEEKS; week++) {
        s->week_later[week] = s->is_delayed ? share_of(&draws, s->counts[week], 0.9) : s->counts[week];
        s->at_end[week] = s->is_delayed ? share_of(&draws, s->week_later[week], 0.6 / 0.9) : s->counts[week];
    }
}

/* ---- judging ---- */

static glo_judgement judge(const struct method *method, const double *known, size_t at,
                           glo_detector_room *room) {
    glo_watched series = {.counts = known, .count = at + 1, .span = GLO_ALL, .per_year = 52};
    glo_detector_options options = method->detector->defaults;
    glo_judgement judgement;
    options.threshold = method->threshold;
    options.from = method->detector == &glo_outbreak_p ? 0 : HISTORY;
    if (method->detector->judge(&series, &options, at, room, &judgement) < 0)
        exit(1);
    return judgement;
}

/* What C3 adds up: by how many standard deviations more than one the two weeks before were high by C2. */
static double excess_before(const double *known, size_t at, glo_detector_room *room) {
    static const struct method c2 = {"ears_c2", &glo_ears_c2, GLO_DELTA, BY_P};
    double sum = 0;
    for (size_t i = 1; i <= 2; i++) {
        glo_judgement j = judge(&c2, known, at - i, room);
        double sd = (j.upper - j.expected) / glo_normal_quantile(1 - glo_ears_c2.defaults.alpha);
        double above = j.observed - j.expected;
        sum += fmax(0, (sd > 0 ? above / sd : above > 0 ? 1e9 : 0) - 1);
    }
    return known[at] > 0 ? sum : 0;
}

/* What an alarm is a high value of; minus infinity where there can be none. */
static double statistic_of(const struct method *method, const glo_judgement *j, const double *known,
                           size_t at, glo_detector_room *room) {
    double p = method->statistic == BY_TAIL ? j->tail : j->p;
    if (j->reason)
        return -INFINITY;
    if (method->statistic == BY_EXCESS)
        return excess_before(known, at, room);
    if (method->statistic == BY_SCORE)
        return isnan(j->score) ? -INFINITY : j->score;
    return isnan(p) ? -INFINITY : -log10(fmax(p, 1e-30)) + 1e-9 * fmin(fmax(j->score, 0), 1e6);
}

static glo_status judge_series(void *context, size_t number) {
    simulated *s = (simulated *)context + number;
    glo_detector_room room = {0};
    double known[WEEKS];
    simulate(number, s);
    memcpy(known, s->counts, sizeof known);
    for (size_t week = 0; week < JUDGED; week++) {
        size_t at = HISTORY + week;
        known[at] = s->at_end[at];
        known[at - 1] = s->week_later[at - 1];
        known[at - 2] = s->counts[at - 2];
        for (size_t m = 0; m < METHODS; m++) {
            glo_judgement j = judge(&methods[m], known, at, &room);
            s->statistics[m][week] = (float)statistic_of(&methods[m], &j, known, at, &room);
            s->alarms[m][week] = j.alarm;
        }
    }
    glo_detector_room_dispose(&room);
    return GLO_OK;
}

/* ---- the table ---- */

typedef struct tally {
    double false_alarms, detected[SIZES], outbreaks[SIZES], weeks, all, delayed, all_delayed, rare, all_rare;
} tally;

static bool is_alarm(const simulated *s, size_t m, size_t week, double limit) {
    return isnan(limit) ? s->alarms[m][week] : s->statistics[m][week] > limit;
}

static tally count(const simulated *all, size_t series, size_t m, double limit) {
    tally t = {0};
    double nulls = 0, found = 0;
    for (size_t i = 0; i < series; i++) {
        const simulated *s = &all[i];
        if (!s->has_outbreak) {
            nulls++;
            for (size_t week = 0; week < JUDGED; week++)
                t.false_alarms += is_alarm(s, m, week, limit);
            continue;
        }
        bool is_detected = false;
        for (size_t at = s->first; at <= s->last && at < WEEKS && !is_detected; at++) {
            is_detected = is_alarm(s, m, at - HISTORY, limit);
            if (is_detected)
                t.weeks += (double)(at - s->first);
        }
        found += is_detected;
        t.outbreaks[s->size]++;
        t.detected[s->size] += is_detected;
        t.all++;
        t.all_delayed += s->is_delayed;
        t.delayed += s->is_delayed && is_detected;
        t.all_rare += s->mean < 1;
        t.rare += s->mean < 1 && is_detected;
    }
    t.false_alarms /= nulls;
    t.weeks /= found > 0 ? found : 1;
    return t;
}

static int compare_down(const void *a, const void *b) {
    float x = *(const float *)a, y = *(const float *)b;
    return (x < y) - (x > y);
}

/* The limit with one false alarm a series and year. */
static double limit_of(const simulated *all, size_t series, size_t m) {
    float *values = malloc(series * JUDGED * sizeof *values);
    size_t used = 0, nulls = 0;
    for (size_t i = 0; values && i < series; i++) {
        if (all[i].has_outbreak)
            continue;
        nulls++;
        memcpy(values + used, all[i].statistics[m], sizeof all[i].statistics[m]);
        used += JUDGED;
    }
    if (!values)
        exit(1);
    qsort(values, used, sizeof *values, compare_down);
    double limit = values[nulls];
    free(values);
    return limit;
}

static double pooled(const tally *t) {
    double sum = 0;
    for (size_t k = 0; k < SIZES; k++)
        sum += t->detected[k];
    return sum / t->all;
}

static void print_table(const simulated *all, size_t series) {
    puts("| method | false alarms | detected | days | limit | detected | k 2 | 3 | 5 | 10 | late reports | "
         "rare | days |");
    puts("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    for (size_t m = 0; m < METHODS; m++) {
        double limit = limit_of(all, series, m);
        tally own = count(all, series, m, NAN), set = count(all, series, m, limit);
        bool is_p = methods[m].statistic == BY_P || methods[m].statistic == BY_TAIL;
        printf("| `%s` | %.2f | %.2f | %.1f | %s %.3g | **%.3f** |", methods[m].name, own.false_alarms,
               pooled(&own), 7 * own.weeks, is_p ? "alpha" : "", is_p ? pow(10, -limit) : limit,
               pooled(&set));
        for (size_t k = 0; k < SIZES; k++)
            printf(" %.2f |", set.detected[k] / set.outbreaks[k]);
        printf(" %.2f | %.2f | %.1f |\n", set.delayed / set.all_delayed, set.rare / set.all_rare,
               7 * set.weeks);
    }
}

static void print_series(const simulated *all, size_t series) {
    for (size_t i = 0; i < series; i++) {
        const simulated *s = &all[i];
        printf("series,%zu,%d,%zu,%zu", i, s->has_outbreak, s->has_outbreak ? s->first - HISTORY + 1 : 0,
               s->has_outbreak ? s->last - HISTORY + 1 : 0);
        for (size_t week = 0; week < WEEKS; week++)
            printf(",%g", s->counts[week]);
        for (size_t week = HISTORY - 2; week < WEEKS; week++)
            printf(",%g,%g", s->at_end[week], s->week_later[week]);
        puts("");
        for (size_t m = 0; m < METHODS; m++) {
            if (methods[m].statistic == BY_TAIL)
                continue;
            printf("ours,%zu,%zu", i, m);
            for (size_t week = 0; week < JUDGED; week++)
                printf(",%d", s->alarms[m][week]);
            puts("");
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 2 || (strcmp(argv[1], "table") != 0 && strcmp(argv[1], "write") != 0)) {
        fputs("outbreaks table [REPLICATES] or write REPLICATES\n", stderr);
        return 2;
    }
    size_t series = GLO_SCENARIOS * (argc > 2 ? (size_t)atol(argv[2]) : 48);
    simulated *all = calloc(series, sizeof *all);
    glo_job job = {0};
    if (!all || glo_run_parallel(&job, "series", series, judge_series, all) < 0)
        return 1;
    (argv[1][0] == 't' ? print_table : print_series)(all, series);
    free(all);
    return 0;
}
