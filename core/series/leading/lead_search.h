/* lead_search.h: the series of one panel tested for running ahead of those of another. Formulas and
 * references in leads.h.
 *
 * Example:
 *   glo_leads leads;
 *   glo_lead_spec spec = {.local = &here, .leader = &far, .max_lag = 12, .max_q = 0.05};
 *   if (glo_lead_search(&spec, job, &leads) == GLO_OK) { leads.found[0].lag ... free(leads.found); }
 */
#ifndef GLO_SERIES_LEAD_SEARCH_H
#define GLO_SERIES_LEAD_SEARCH_H

#include "base/job.h"
#include "panel/panel.h"

enum { GLO_MOST_LAG = 120 };

typedef struct glo_lead_spec {
    const glo_panel *local, *leader;
    size_t max_lag;
    int every_lag; /* else of each pair the lag of least p */
    double max_q;  /* of the leads reported; 1: all */
} glo_lead_spec;

typedef struct glo_lead {
    size_t local, leader; /* tracks */
    size_t lag, periods;
    double correlation, p, q, gain; /* gain: NaN where too short */
} glo_lead;

typedef struct glo_leads {
    glo_lead *found; /* by p; free it */
    size_t count, pairs, tested;
} glo_leads;

/* GLO_EINVAL (lag, different periods), GLO_ENOMEM, GLO_ECANCELLED. The same bits whatever the threads. */
glo_status glo_lead_search(const glo_lead_spec *spec, const glo_job *job, glo_leads *out);

#endif
