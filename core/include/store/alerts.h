/* alerts.h: alerts that detectors raised, kept for good, and what an analyst made of each: its disposition. An alert is never
 * changed (triggers refuse it, and the log has the digest of every row); of its dispositions the last stands. Beside them stands
 * which series a detector has judged, without which no rate of false alarms can be told.
 *
 * Example:
 *   glo_alert_run run = {.method = "ears_c1", .settings = "{}", .measure = "count", .rows = judged, .alarm = "alarm", ...};
 *   glo_alert_tally tally;
 *   status = glo_store_raise(store, &run, &tally);      tally.added
 *   glo_disposition d = {.alert = 7, .disposition = "confirmed", .reason = "a new route", .author = "analysis"};
 *   status = glo_store_dispose(store, &d, &id);
 */
#ifndef GLO_STORE_ALERTS_H
#define GLO_STORE_ALERTS_H

#include "store/store.h"

#include <stdbool.h>

typedef struct glo_alert_run {
    const char *method, *settings; /* settings: JSON, its names in order */
    const char *measure, *unit;    /* what was judged; unit: "" for none */
    const char *call;              /* how it was asked */
    const char *const
        *keys; /* the columns of text that tell series apart beside zone and phenomenon, in order */
    size_t key_count;
    const char *alarm; /* the column of whole numbers that is 1 where an alert is raised */
    /* A row per series and period judged: zone, phenomenon and the keys text; period days or months; observed real, and where
     * they are there expected, upper, score, p, q real. Its marking is kept. */
    const glo_frame *rows;
} glo_alert_run;

typedef struct glo_alert_tally {
    int64_t added, known;    /* alerts; known: raised by an earlier run */
    int64_t series, periods; /* judged; of the periods those that no earlier run had */
} glo_alert_tally;

/* All or nothing. GLO_EINVAL for a frame of another form, GLO_ENOTFOUND for a code the store does not have. */
glo_status glo_store_raise(glo_store *store, const glo_alert_run *run, glo_alert_tally *out);

/* Which alerts; a list is a text with a line for each, NULL: all. */
typedef struct glo_alert_filter {
    const char *zones, *phenomena; /* codes */
    const char *dispositions;      /* those that stand; "open": of which nothing was said */
    const char *method;
    int32_t first, last; /* days: alerts whose period begins within them */
} glo_alert_filter;

/* alert (its number), zone, phenomenon, keys, measure, unit, span, day, observed, expected, upper, score, p, q, method, settings,
 * disposition, duplicate_of, reason, by, raised_at, state; the latest first. Marked as its rows are, and no more. */
glo_status glo_store_alerts(glo_store *store, const glo_alert_filter *filter, const glo_job *job,
                            glo_frame **out);

/* What was judged in these zones in a period that begins on that day or later: series, zone, phenomenon, method, span, first, last,
 * periods. Marked as its rows are. */
glo_status glo_store_surveillance(glo_store *store, const char *zones, int32_t since, const glo_job *job,
                                  glo_frame **out);

typedef struct glo_disposition {
    int64_t alert;
    const char *disposition; /* confirmed, explained, false, duplicate, watch */
    int64_t duplicate_of;    /* 0: of none */
    bool has_days;           /* the outbreak lasted from `first` to `last`, days */
    int32_t first, last;
    const char *reason, *author; /* author: a role, not a person */
    glo_marking marking;         /* joined to that of the alert */
} glo_disposition;

/* GLO_ENOTFOUND where there is no such alert; GLO_EINVAL for a disposition that makes no sense. Gives its number. */
glo_status glo_store_dispose(glo_store *store, const glo_disposition *disposition, int64_t *out);

#endif
