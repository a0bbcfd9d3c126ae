/* leads.h: which series lead which: prewhitened cross-correlations, tested at a controlled false discovery
 * rate, and whether the leading series would have improved forecasts.
 *
 * Both series: log(1 + y) where nothing is negative, the season taken out where there is one, first
 * differences. An autoregression of the leading series (Yule-Walker, order by AIC) filters both, so that what
 * is left of it is white and r at lag k has standard error 1/sqrt(n). p is two-sided, q is p adjusted by
 * Benjamini and Hochberg over all pairs and lags. The gain is 1 - MAE with / MAE without the lagged leader in
 * one-step forecasts by an autoregression of the local series, at each of the last third of its periods,
 * fitted to the data before it.
 *
 * Columns: the keys of the local frame, the keys of the other as lead_zone ..., lag (periods), correlation,
 * p, q, gain (null where too short), periods (how many were compared). A row per pair, at its lag of least p,
 * or with `every_lag` per pair and lag; in order of q.
 *
 * Example:
 *   glo_leads_spec spec = {.max_lag = 6};
 *   status = glo_leads_of(local, leader, &spec, job, provenance, &out, &note);
 *
 * References: G. E. P. Box and G. M. Jenkins, Time Series Analysis (1970), chapter 11; Y. Benjamini and Y.
 * Hochberg, "Controlling the false discovery rate", JRSS B 57 (1995).
 */
#ifndef GLO_SERIES_LEADS_H
#define GLO_SERIES_LEADS_H

#include "base/job.h"
#include "series/options.h"

typedef struct glo_leads_spec {
    glo_panel_spec local, leader;
    size_t max_lag;
    int every_lag;
} glo_leads_spec;

typedef struct glo_leads_note {
    size_t pairs, tested, short_pairs; /* tests: pairs times lags; pairs too short to compare */
} glo_leads_note;

glo_status glo_leads_of(const glo_frame *local, const glo_frame *leader, const glo_leads_spec *spec,
                        const glo_job *job, glo_provenance *provenance, glo_frame **out,
                        glo_leads_note *out_note);

#endif
