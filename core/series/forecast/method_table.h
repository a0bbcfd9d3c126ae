/* method_table.h: a row of the table of forecasting methods (methods.c).
 *
 * Example:  const glo_method_entry *naive = glo_method_named("snaive"); naive->method(&sample, &options,
 * &out, &fit)
 */
#ifndef GLO_SERIES_METHOD_TABLE_H
#define GLO_SERIES_METHOD_TABLE_H

#include "sample/method.h"
#include "series/methods.h"

#include <stdbool.h>

struct glo_method_entry {
    const char *name;
    glo_method method;    /* NULL: the combination, which predict.c makes of others */
    const char *model;    /* the member of the family it stands for; NULL: chosen */
    bool can_reuse_model; /* accepts the model of an earlier fit, which saves selecting it again */
    bool is_unadjusted;   /* fitted to the series as it is: a benchmark, or a regression whose events explain
                             breaks */
    bool models_year;     /* models the annual seasonality of weeks itself, as a season of 52 steps */
    const char *about;
};

/* NULL where there is none. */
const glo_method_entry *glo_method_named(const char *name);

#endif
