/* candidate.h: the work on one series: the methods that are tried on it, and their forecasts now and at
 * origins in the past. What predict.c, rolling.c, combine.c, keep.c, calibrate.c and residuals.c have in
 * common; nobody else includes it.
 *
 * A block is what one forecast of `steps` steps gives: `steps` means, then `steps` rows of quantiles at the
 * work's probabilities.
 *
 * Example:
 *   glo_candidates w = {.spec = spec, .sample = sample, .seed = seed};
 *   glo_candidates_choose(&w);
 *   int status = glo_candidates_fit(&w);     w.now, w.member_count
 */
#ifndef GLO_SERIES_CANDIDATE_H
#define GLO_SERIES_CANDIDATE_H

#include "sample/preadjust.h"
#include "series/predict.h"

enum { GLO_MOST_MEMBERS = 8, GLO_MOST_LOOKBACKS = 12, GLO_MOST_POINTS = 2 * GLO_MOST_LEVELS + 1 };
enum { GLO_MOST_REGRESSORS = 16 }; /* in one regression */

typedef struct glo_candidates {
    const glo_predict_spec *spec;
    const glo_sample *sample;
    uint64_t seed;
    glo_preadjusted adjusted[2]; /* with the year and without it, of as many values as were last fitted */
    const glo_method_entry *members[GLO_MOST_MEMBERS];
    const char *models[GLO_MOST_MEMBERS]; /* to fit at the origins */
    glo_fit fits[GLO_MOST_MEMBERS];
    double weights[GLO_MOST_MEMBERS];
    size_t member_count;
    size_t points; /* probabilities: the lows from the widest on, the median, the highs */
    double probabilities[GLO_MOST_POINTS];
    size_t ends[GLO_MOST_LOOKBACKS];    /* how many values each origin knows */
    size_t origin_count, steps, stride; /* between origins */
    double *now;                        /* member_count blocks of horizon */
    double *together;                   /* the combination of them, in the same room */
    double *past;                       /* [origin][member] blocks of steps */
    double *pooled;                     /* [origin] blocks of steps: the combination */
    double *coefficients,
        *errors;         /* NULL, or room for those of the regressors in the last fit that took them */
    glo_effect *effects; /* of the spec's regressors */
    size_t kept;         /* regressors in the combination */
} glo_candidates;

size_t glo_block_size(const glo_candidates *w, size_t steps);

/* The members that suit the sample, and the probabilities asked for. */
void glo_candidates_choose(glo_candidates *w);
/* Fits every member on all there is into `now`; those that can't are out, and where none can the seasonal
 * naive stands in. A model that was asked for by name must be possible. */
int glo_candidates_fit(glo_candidates *w);
/* What a method is given of the first `known` values; still the work's. */
int glo_candidate_adjust(glo_candidates *w, const glo_method_entry *entry, size_t known,
                         glo_preadjusted *out);
/* One method on the first `known` values: 1 where all it gave are numbers, 0 where not, or a failure. */
int glo_candidate_fit(glo_candidates *w, const glo_method_entry *entry, const char *model, size_t known,
                      size_t steps, double *block, glo_fit *out);
void glo_candidates_dispose(glo_candidates *w);

/* rolling.c: forecasts at origins in the past, into `past`; none where the series is too short. */
int glo_look_back(glo_candidates *w);
double *glo_past_block(const glo_candidates *w, size_t origin, size_t member);
double glo_outcome(const glo_candidates *w, size_t origin, size_t step);

/* How many of so many origins share no outcomes, in effect. */
double glo_independent_origins(const glo_candidates *w, size_t origins);

/* combine.c: the weighted mean of the middle half of the weight; what the members weigh by how they did at
 * the origins; their forecasts made one. */
double glo_midmean(const double *values, const double *weights, size_t count);
void glo_learn_weights(glo_candidates *w);
void glo_combine_past(glo_candidates *w);
void glo_combine_now(glo_candidates *w);

/* keep.c: puts the regressors that help into `together` and `pooled`, and tells what each does. */
int glo_keep_regressors(glo_candidates *w);

/* calibrate.c: the quantiles of one forecast on `known` values widened for what its method takes as known. */
void glo_widen(const glo_candidates *w, size_t known, size_t steps, double *block);
/* The factor by which each level's intervals are widened, and what the origins found. */
int glo_calibrate(const glo_candidates *w, double *factors, glo_achieved *achieved);
/* Counts come in steps of one, so an interval of counts reaches half a step further on each side. */
double glo_half_step(const glo_candidates *w);

#endif
