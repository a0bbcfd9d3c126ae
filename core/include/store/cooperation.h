/* cooperation.h: the register of international cooperation, table by table, as it was known at a state of the store: channels and
 * whom they reach, agreements with their parties and acts, expertise, contact points, training, missions, recommendations, partners.
 * It is filled by glo_store_import (as "channels", "agreements" ...), which keeps every version of a row.
 *
 * Example:
 *   glo_frame *channels;
 *   glo_status status = glo_store_cooperation(store, "channel", GLO_NOW, job, &channels);
 */
#ifndef GLO_STORE_COOPERATION_H
#define GLO_STORE_COOPERATION_H

#include "store/store.h"

/* For `state`: what holds now. */
#define GLO_NOW (-1)

/* The rows of a table as known after batch `state`, in the order in which they came: zones and phenomena by their codes, days as
 * whole numbers, the marking of each row in `marking` (text), what a channel may carry in `carries` as a packed marking. The frame is
 * marked as its rows are, and no more. GLO_EINVAL for a table that is none of the register. */
glo_status glo_store_cooperation(glo_store *store, const char *table, int64_t state, const glo_job *job,
                                 glo_frame **out);

#endif
