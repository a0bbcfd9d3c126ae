/* detector.h: is a count more than its own past leads to expect? A detector judges one period of a series by what came before
 * it, and gives the count expected, the bound above which it raises an alarm, and how far beyond the bound the count is.
 *
 * Example:
 *   glo_watched series = {.counts = counts, .count = 312, .span = GLO_WEEK, .first = glo_span_index(day, GLO_WEEK)};
 *   glo_detector_options options = glo_farrington_flexible.defaults;
 *   glo_judgement judgement;
 *   status = glo_farrington_flexible.judge(&series, &options, 311, workspace, &judgement);
 *   if (judgement.alarm) ... judgement.upper, judgement.score
 *
 * The main header of core/detect, which includes base, numeric and frame, and is included by lua. Each detector is a file
 * of its own. A detector sees nothing after the period that it judges, keeps nothing between calls, and gives the same bits for
 * the same series and options.
 *
 * A period is not judged, and `reason` says why, where its history is too short or too little of it is known. The
 * fields that a detector has no value for are NaN.
 */
#ifndef GLO_DETECT_DETECTOR_H
#define GLO_DETECT_DETECTOR_H

#include "base/date.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A series under surveillance. Nothing is owned. */
typedef struct glo_watched {
    const double *counts;     /* one per period, 0 or more; NaN: missing */
    const double *population; /* one per period, above 0; NULL: none */
    const bool *is_outbreak;  /* periods that no baseline may hold; NULL: none */
    size_t count;
    glo_span span; /* of a period; GLO_ALL: no calendar is known, and a year is `per_year` periods */
    int32_t first; /* the number of the first period (glo_span_index) */
    size_t per_year;
} glo_watched;

typedef enum glo_threshold { GLO_DELTA, GLO_NB_PLUGIN, GLO_MUAN } glo_threshold;
typedef enum glo_direction { GLO_UP, GLO_DOWN, GLO_BOTH } glo_direction;

/* The names of R surveillance in brackets, where they differ. */
typedef struct glo_detector_options {
    size_t years;             /* of history [b] */
    size_t half_window;       /* periods before and after the same time of earlier years [w] */
    size_t periods;           /* into which a year is divided for its season [noPeriods] */
    size_t recent_excluded;   /* periods before the one judged [pastWeeksNotIncluded] */
    size_t baseline;          /* periods of EARS */
    double alpha;             /* the bound is the 1 - alpha quantile */
    double weights_threshold; /* residuals above it weigh less [weightsThreshold] */
    double trend_p;           /* a trend is kept below this p [pThresholdTrend] */
    double least_cases;       /* no alarm with fewer in the last `case_periods` [limit54] */
    size_t case_periods;
    double drift, limit;    /* of the CUSUM [k, h]; of outbreak_p [k] and the GLR [c.ARL] the limit */
    double in_control_mean; /* of the CUSUM [m] and the GLR [mu0]; NaN: from what came before `from` */
    double
        run_length; /* in control, on average, in periods: sets the limit; NaN: the limit is as given [ARL0] */
    uint64_t seed;  /* of the simulation that finds that limit */
    double ratio;   /* of the change that the GLR looks for; NaN: estimated [exp(theta)] */
    double overdispersion;   /* variance = mean + this x mean^2; NaN: estimated [alpha of algo.glrnb] */
    double year_length;      /* in periods, of the season of the GLR's mean [freq] */
    size_t harmonics;        /* of that season [S] */
    size_t least_window;     /* periods that a change has lasted at least [Mtilde] */
    size_t window;           /* and at most before the one judged; 0: any [M] */
    glo_direction direction; /* of the change [dir] */
    size_t from;             /* where a CUSUM, a GLR or the rise of outbreak_p begins */
    double minimum_sd;       /* of EARS [minSigma] */
    glo_threshold threshold; /* of the flexible Farrington [thresholdMethod] */
    bool reweight, trend, current_year;
    bool
        is_epidemic; /* the change: a share of the count before is added, not a factor of the mean [change] */
    bool refit;      /* the GLR's mean after every alarm */
} glo_detector_options;

typedef struct glo_judgement {
    double observed, expected, upper; /* upper: an alarm is a count above it */
    double lower;      /* of the same interval; of a GLR that looks down: an alarm is a count below it */
    double score;      /* (observed - expected) / (upper - expected): above 1 is an alarm */
    double p;          /* of a count as high, if nothing has changed */
    double tail;       /* the same, also where it is very small: what many series are judged by; NaN: none */
    double dispersion; /* variance over mean */
    double trend;      /* of the logarithm, per period; NaN: none kept */
    size_t history;    /* periods compared with */
    double limit;      /* of the statistic, where it was found from a run length; else NaN */
    size_t lasting;    /* periods for which the change that fits best has lasted; 0: none, or not told */
    size_t down_weighted; /* of which so many weigh less */
    bool alarm;
    const char *reason;  /* why it was not judged or raises no alarm; NULL: none */
    const char *instead; /* by what it was judged where the detector's own way does not do; NULL: by that */
} glo_judgement;

/* Room for one call after another by one thread; zeros to begin with. */
typedef struct glo_detector_room {
    double *numbers;
    size_t room;
    double probability, quantile; /* of the normal distribution, the last that was asked for */
} glo_detector_room;
void glo_detector_room_dispose(glo_detector_room *room);

typedef struct glo_detector {
    const char *name;
    glo_detector_options defaults;
    /* The judgement of period `at`. GLO_ENOMEM; a history that does not do is no failure. */
    glo_status (*judge)(const glo_watched *series, const glo_detector_options *options, size_t at,
                        glo_detector_room *room, glo_judgement *out);
    /* The judgements of the periods from `options->from` up to `end`, in one pass, of a detector whose statistic goes on from period
     * to period; NULL: judge is called for each. */
    glo_status (*judge_all)(const glo_watched *series, const glo_detector_options *options, size_t end,
                            glo_detector_room *room, glo_judgement *out);
} glo_detector;

extern const glo_detector glo_ears_c1, glo_ears_c2, glo_ears_c3;
extern const glo_detector glo_farrington, glo_farrington_flexible;
extern const glo_detector glo_bayes, glo_rki;
extern const glo_detector glo_cusum, glo_outbreak_p;
extern const glo_detector glo_glr_poisson, glo_glr_nb;

/* All of them, ended by NULL. */
extern const glo_detector *const glo_detectors[];
/* The detector of that name; GLO_ENOTFOUND names the nearest. */
glo_status glo_detector_find(const char *name, const glo_detector **out);

#endif
