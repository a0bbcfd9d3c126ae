/* regressors.h: what may explain the series of a panel: international series that lead them, known events,
 * and figures known ahead.
 *
 * Events are a frame: name, from, to (a period each; to null: a step), every (null or "year"), and any keys
 * of the panel (null: of all series). Figures are a frame of periods, keys and any number of columns of
 * numbers; they must be known from their first period to the horizon. Leaders are series of a frame: for each
 * local one those that lead it (leads.h) with a q of at most 0.05 and a gain above 0, three at most, each at
 * its clearest lag. Which ones is chosen as of a period, from what both knew by then.
 *
 * Example:
 *   glo_regressor_pool *pool;
 *   glo_regressor_choice choice;
 *   int status = glo_regressor_pool_new(&spec, &panel, 12, &pool);
 *   status = glo_regressor_choose(pool, &panel, panel.last, job, &choice);
 *   count = glo_regressors_of(&choice, track, &regressors);
 */
#ifndef GLO_SERIES_REGRESSORS_H
#define GLO_SERIES_REGRESSORS_H

#include "base/job.h"
#include "panel/panel.h"
#include "sample/method.h"
#include "series/options.h"

typedef struct glo_regressor_pool glo_regressor_pool;

typedef struct glo_regressor_choice {
    glo_regressor *all;
    size_t *begin; /* of track i: all[begin[i]] to all[begin[i + 1] - 1] */
} glo_regressor_choice;

/* `panel` must outlive it. GLO_EINVAL says what is wrong with the frames. */
glo_status glo_regressor_pool_new(const glo_regressors_spec *spec, const glo_panel *panel, size_t horizon,
                                  glo_regressor_pool **out);
void glo_regressor_pool_free(glo_regressor_pool *pool);

/* For each series of `panel` (of the same keys and periods as the pool's, such as a cut of it) what was known
 * at the end of period `at`; GLO_ALL_KNOWN: all there is, a leader's figures of after the panel's last period
 * too. It points into the pool. */
#define GLO_ALL_KNOWN INT32_MAX
glo_status glo_regressor_choose(const glo_regressor_pool *pool, const glo_panel *panel, int32_t at,
                                const glo_job *job, glo_regressor_choice *out);
void glo_regressor_choice_dispose(glo_regressor_choice *choice);
size_t glo_regressors_of(const glo_regressor_choice *choice, size_t track, const glo_regressor **out);

/* The marking of what goes in, joined with another. */
glo_marking glo_regressors_marking(const glo_regressors_spec *spec, glo_marking with);

#endif
