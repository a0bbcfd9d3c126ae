/* candidate.h: the members of a combination on one series: which methods, and their forecasts now.
 *
 * The stages of a forecast share glo_candidates and call one another in one direction only:
 *
 *   inflate | off_season <- candidate <- rolling_origin <- combine <- select <- calibrate | interval_support
 *   <- predict
 *
 * predict.c runs them in that order; residuals.c uses candidate and combine. A forecast of `steps` steps is
 * laid out as `steps` means, then `steps` rows of quantiles at the probabilities asked for.
 *
 * Example:
 *   glo_candidates w = {.spec = spec, .sample = sample, .seed = seed};
 *   glo_status status = glo_candidates_choose(&w);
 *   status = glo_candidates_fit(&w);     w.now, w.member_count
 */
#ifndef GLO_SERIES_CANDIDATE_H
#define GLO_SERIES_CANDIDATE_H

#include "forecast/predict.h"
#include "sample/preadjust.h"

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
    bool has_off_season; /* counts whose zeros come back in the same phases (off_season.h) */
    size_t points;       /* probabilities: the lows from the widest on, the median, the highs */
    double probabilities[GLO_MOST_POINTS];
    size_t ends[GLO_MOST_LOOKBACKS];    /* how many values each origin knows */
    size_t origin_count, steps, stride; /* between origins */
    double *now;                        /* member_count blocks of horizon */
    double *together;                   /* the combination of them, in the same array */
    double *past;                       /* [origin][member] blocks of steps */
    double *pooled;                     /* [origin] blocks of steps: the combination */
    double *coefficients,
        *errors;         /* NULL, or space for those of the regressors in the last fit with regressors */
    glo_effect *effects; /* of the spec's regressors */
    size_t selected;     /* regressors in the combination */
} glo_candidates;

size_t glo_block_size(const glo_candidates *w, size_t steps);

/* The members that suit the sample, and the probabilities asked for. GLO_ENOMEM. */
glo_status glo_candidates_choose(glo_candidates *w);
/* Fits every member on all there is into `now`; those that can't are out, and where none can the seasonal
 * naive stands in. A model that was asked for by name must be possible. */
glo_status glo_candidates_fit(glo_candidates *w);
/* What a method is given of the first `known` values; owned by w. */
glo_status glo_candidate_adjust(glo_candidates *w, const glo_method_entry *entry, size_t known,
                                glo_preadjusted *out);
/* One method on the first `known` values: 1 where all it gave are numbers, 0 where not, or a failure. */
int glo_candidate_fit(glo_candidates *w, const glo_method_entry *entry, const char *model, size_t known,
                      size_t steps, double *block, glo_fit *out);
void glo_candidates_dispose(glo_candidates *w);

#endif
