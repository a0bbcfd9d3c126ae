/* forecasts.h: forecasts registered before the outcome is known, and their scores. What is registered can't
 * be changed: triggers refuse it, and the hash of all of it stands in the log.
 *
 * Example:
 *   glo_registration r = {.author = "analysis", .kind = "model", .measure = "count", .rows = quantiles, ...};
 *   int64_t id;
 *   int status = glo_store_register(store, &r, &id);
 */
#ifndef GLO_STORE_FORECASTS_H
#define GLO_STORE_FORECASTS_H

#include "store/store.h"

typedef struct glo_filter {
    const char *name, *value;
} glo_filter;

typedef struct glo_registration {
    const char *author, *kind; /* a role, not a person; model, judgement or pool */
    uint64_t seed;
    int32_t cutoff; /* the last day known */
    glo_span span;
    const char *measure, *gaps, *call, *note;
    const glo_filter *filters;
    size_t filter_count;
    /* A row per quantile: zone, phenomenon, facet ("": none), method text; day a day; probability, value
     * real. Its marking is kept. */
    const glo_frame *rows;
} glo_registration;

/* All or nothing. GLO_EINVAL for a frame of another form, GLO_ENOTFOUND for a code the store does not have.
 */
int glo_store_register(glo_store *store, const glo_registration *registration, int64_t *out);

/* A row per score: forecast integer (its id), day a day, name text, value and outcome real. Scores that are
 * there already are left as they are. Gives how many were added. */
int glo_store_score(glo_store *store, const glo_frame *scores, int64_t *out);

#endif
