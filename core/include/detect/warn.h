/* warn.h: every series of a frame under surveillance, over threads; a frame of the periods that were judged.
 *
 * Columns: the keys of the frame (its columns of text), period, observed, expected, upper, score, p, alarm (1 or 0), method, with
 * `tail` tail, and with `details` lower, dispersion, trend, limit, history, down_weighted, lasting, reason; lower also where a
 * detector looks down. A row per series and period judged, series in the order of the
 * frame, periods in order; a null where a detector has no such value. A period that could not be judged has no row, and the note
 * counts them by reason; with `details` it has one. The marking is the frame's. The same frame and spec give the same
 * bits, whatever the number of threads.
 *
 * Example:
 *   glo_warn_spec spec = {.detector = &glo_ears_c1, .options = glo_ears_c1.defaults, .first = day, .last = day};
 *   status = glo_warn(frame, &spec, job, provenance, &out, &note);
 */
#ifndef GLO_DETECT_WARN_H
#define GLO_DETECT_WARN_H

#include "base/job.h"
#include "detect/detector.h"
#include "panel/panel.h"

enum { GLO_WARN_REASONS = 4 };

/* From `day` on, the series whose column of texts has that value count something else than before: what was before is no history of what
 * is judged after. */
typedef struct glo_warn_change {
    const char *column, *value;
    int32_t day;
} glo_warn_change;

typedef struct glo_warn_spec {
    glo_panel_spec panel;
    const glo_detector *detector;
    glo_detector_options options;
    int32_t first, last; /* days: the periods that begin within them are judged */
    int32_t start; /* a day before `first` where a statistic that goes on begins; else it begins at `first` */
    bool details, tail;
    const glo_warn_change *changes;
    size_t change_count;
    const glo_frame *
        outbreaks; /* known ones, which no baseline holds: the keys as text, first and last day; NULL: none */
} glo_warn_spec;

typedef struct glo_warn_note {
    size_t series, judged, alarms;
    size_t unknown;   /* series without any value, or that end before the first period asked for */
    size_t gaps, cut; /* as in a panel */
    size_t unjudged;  /* periods */
    size_t outbreaks; /* known ones that were left out of the baselines */
    struct glo_warn_reason {
        const char *text;
        size_t periods;
        bool is_judged;          /* then what they were judged by */
    } reasons[GLO_WARN_REASONS]; /* the first few that came up; NULL: none */
    bool is_zero_filled;
    glo_span span;
} glo_warn_note;

/* GLO_EINVAL for a frame that is no table of counts by period, or a negative count. */
glo_status glo_warn(const glo_frame *frame, const glo_warn_spec *spec, const glo_job *job,
                    glo_provenance *provenance, glo_frame **out, glo_warn_note *out_note);

#endif
