/* messages.h: the single messages of a store, counted: how many came, how many were answered and in what time. A message is when
 * it was received and answered, its channel, country, kind, urgency and instrument, and nothing of what it says.
 *
 * A message that was not answered is open until the last moment of which something is known. It is counted against a time limit
 * once the limit has passed; before that it is neither in time nor late (right-censored), as is one answered that was received
 * too short a time ago, so that a share is always of messages whose limit had passed. The median, 80 % and 90 % quantile of the
 * time until the answer are product-limit estimates, in which open messages are censored.
 *
 * Reference: E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", Journal of the American Statistical
 * Association 53 (1958), 457-481.
 *
 * Example:
 *   glo_message_spec spec = {.state = INT64_MAX, .from = GLO_DAY_MIN, .to = GLO_DAY_MAX, .until = GLO_MESSAGES_KNOWN,
 *                            .by = 1u << GLO_MESSAGE_COUNTRY, .every = GLO_ALL, .limits = {{.length = 480}}, .limit_count = 1,
 *                            .otherwise = {.length = 7, .is_days = true}};
 *   status = glo_store_messages(store, &spec, job, &frame, &note);
 */
#ifndef GLO_STORE_MESSAGES_H
#define GLO_STORE_MESSAGES_H

#include "store/store.h"

#include <stdbool.h>

/* What messages are told apart by. */
enum {
    GLO_MESSAGE_CHANNEL,
    GLO_MESSAGE_COUNTRY,
    GLO_MESSAGE_KIND,
    GLO_MESSAGE_URGENCY,
    GLO_MESSAGE_INSTRUMENT,
    GLO_MESSAGE_KEYS
};
enum { GLO_MESSAGE_LIMITS = 8 };
#define GLO_MESSAGES_KNOWN INT64_MIN

/* A time limit in minutes, or in calendar days: the answer comes at the latest so many days after the day of receipt. */
typedef struct glo_time_limit {
    int32_t length;
    bool is_days;
} glo_time_limit;

typedef struct glo_urgency_limit {
    const char *urgency;
    glo_time_limit limit;
} glo_urgency_limit;

typedef struct glo_message_spec {
    int64_t state;    /* as known after that batch; INT64_MAX: now */
    int32_t from, to; /* first and last day of receipt */
    int64_t
        until;   /* the minute up to which answers are known; GLO_MESSAGES_KNOWN: the last in the messages */
    unsigned by; /* a bit for each of what rows are told apart by */
    glo_span every; /* and by period of receipt; GLO_ALL: not */
    struct {
        const char *const *texts; /* only these; countries by their codes */
        size_t count;             /* 0: all */
    } only[GLO_MESSAGE_KEYS];
    glo_time_limit limits[GLO_MESSAGE_LIMITS]; /* for every message */
    size_t limit_count;
    const glo_urgency_limit *urgencies; /* the limit that applies, by urgency */
    size_t urgency_count;
    glo_time_limit otherwise; /* of other urgencies */
} glo_message_spec;

typedef struct glo_message_note {
    int64_t until;     /* as used */
    int64_t messages;  /* counted */
    int64_t undue;     /* of those, whose own limit had not passed */
    int64_t untimed;   /* ... which could not be held against it, as no time of day is known */
    int64_t after;     /* received after `until`: left out */
    int64_t taken_off; /* answered after `until`: open then */
} glo_message_note;

/* The columns: period, then those of `by`; messages, answered, open; due and in_time for the limit that applies; due_1, in_time_1
 * ... for `limits`; median_minutes, p80_minutes and p90_minutes, null where too few are answered. Sorted. Marked as the messages are that entered.
 * GLO_EINVAL for more than 64 million combinations. */
glo_status glo_store_messages(glo_store *store, const glo_message_spec *spec, const glo_job *job,
                              glo_frame **out, glo_message_note *out_note);

#endif
