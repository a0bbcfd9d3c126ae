/* arima_search.h: the ARIMA with the least AICc among neighbours of the best so far.
 *
 * Example:
 *   glo_arima_fit fit;
 *   glo_arima_search(&data, &(glo_arima_order){.d = 1, .D = 1, .season = 12}, &fit);
 */
#ifndef GLO_SERIES_ARIMA_SEARCH_H
#define GLO_SERIES_ARIMA_SEARCH_H

#include "arima/arima_fit.h"

/* `differences` gives d, D, season (and log, which is passed on). The fit is fine: it stands where the
 * likelihood is largest. Where no order has a likelihood, out->likelihood is NaN. GLO_ENOMEM. */
glo_status glo_arima_search(const glo_arima_data *data, const glo_arima_order *differences,
                            glo_arima_fit *out);

#endif
