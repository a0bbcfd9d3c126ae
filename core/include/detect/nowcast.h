/* nowcast.h: counts of recent periods corrected for reports that are still to come.
 *
 * A reporting triangle says what was known of each period at each delay (base/cuts.h); it has a corner that is not known yet. The
 * reverse-time hazard of a delay is the share that was reported at it of what was reported by then; the share reported by
 * delay d is the product of 1 - hazard over the delays beyond d, and so the count to expect of a period is what is known over the
 * share reported.
 *
 * The main header of early warning's late reports, beside detector.h; includes base, frame and panel. Inside
 * (core/detect/nowcast): triangle reads series, delays estimates hazards, lawless and gdm correct the count of a period.
 *
 * References: J. F. Lawless, "Adjustments for reporting delays and the prediction of occurred but not reported events", Canadian
 * Journal of Statistics 22 (1994); M. Höhle, M. an der Heiden, "Bayesian nowcasting during the STEC O104:H4 outbreak in Germany,
 * 2011", Biometrics 70 (2014); O. Stoner, T. Economou, "Multivariate hierarchical frameworks for modeling delayed reporting in
 * count data", Biometrics 76 (2020), for delays that vary more than chance.
 *
 * Example:
 *   glo_nowcast_spec spec = {.triangle = {.cuts = {GLO_WEEK, day}, .most = 26}, .method = GLO_NOWCAST_BAYES,
 *                            .window = 52, .draws = 1000, .dispersion = true};
 *   status = glo_nowcast(frame, &spec, job, provenance, &out, &note);
 */
#ifndef GLO_DETECT_NOWCAST_H
#define GLO_DETECT_NOWCAST_H

#include "base/cuts.h"
#include "base/job.h"
#include "frame/frame.h"

#include <stdbool.h>

/* How a frame is read as triangles, one for each combination of its texts. Its columns: period; count; and either `delay`, whole
 * numbers, count being what was known by then (null: not known); or `facet`, the texts of the numbers of
 * store/reported.h, count being what was added, retracted, or stood. */
typedef struct glo_triangle_spec {
    glo_cuts cuts;       /* of a frame with `facet` */
    int32_t most;        /* of these: delays told apart are 0 to this */
    int32_t first_known; /* the day from which on it is known when things became known; GLO_DAY_MIN: ever */
    int32_t first;       /* the day that the first period holds; GLO_DAY_MIN: that of the first row */
    bool gaps_are_zero;  /* what has no row is 0, else not known */
} glo_triangle_spec;

/* The triangles as a frame: the keys, period, delay, known_on (the day of the cut; not where delays are given), count (known by then). Rows
 * where it is known; `first` as in the spec. */
glo_status glo_triangle_frame(const glo_frame *frame, const glo_triangle_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out);

/* The delays of events by groups of periods: the keys, period (of the length `by`), delay, share (reported by then), reports (known of
 * the group now). Delays that nothing of a group can have had yet have the hazard of all groups. */
glo_status glo_delays_frame(const glo_frame *frame, const glo_triangle_spec *spec, glo_span by,
                            const glo_job *job, glo_provenance *provenance, glo_frame **out);

typedef enum glo_nowcast_method { GLO_NOWCAST_BAYES, GLO_NOWCAST_LAWLESS } glo_nowcast_method;

enum { GLO_NOWCAST_LEVELS = 8 };

typedef struct glo_nowcast_spec {
    glo_triangle_spec triangle;
    glo_nowcast_method method;
    int32_t max_delay; /* at which all is reported; 0: by which 99 % are */
    int32_t window;    /* delays are those of so many periods before the last */
    double least;      /* a series with fewer reports in them takes the delays of all */
    bool dispersion;   /* delays may vary more than chance */
    double
        prior_mean; /* of a period's count, for the Bayesian one; 0: that of its periods whose reports are complete */
    double prior_size; /* of the gamma distribution about it: 1 is vague */
    size_t draws;
    uint64_t seed;
    double levels[GLO_NOWCAST_LEVELS]; /* of intervals, in %, rising */
    size_t level_count;
    bool complete; /* rows of the window's complete periods too */
} glo_nowcast_spec;

typedef struct glo_nowcast_note {
    size_t series, pooled, unknown; /* of which so many take the delays of all; of which nothing is known */
    int32_t max_delay, window, first, last; /* first and last: days, of the periods corrected */
    bool is_short;                          /* the history of reports ends before 99 % are reported */
    size_t corrections;                     /* counts that were lower at the next delay, in the window */
    double corrected_by;                    /* by so much in all */
    double dispersion;                      /* variance over that of chance, of all */
    double to_come;                         /* expected less known, over all rows */
} glo_nowcast_note;

/* The keys, period, known, expected, lower, upper (of the highest level), share_reported, and low_80, median, high_80 ... for each
 * level. GLO_EINVAL where no delay is known. Same frame and spec, same bits, whatever the number of threads. */
glo_status glo_nowcast(const glo_frame *frame, const glo_nowcast_spec *spec, const glo_job *job,
                       glo_provenance *provenance, glo_frame **out, glo_nowcast_note *out_note);

#endif
