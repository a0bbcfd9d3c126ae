/* facts.h: the facts (population ...) by which rates divide, per year of a rollup's periods. Used by rows.c and by
 * figures/coverage.c.
 *
 * Example:  glo_facts_read(zones, &spec->per[0], &periods, &facts);  total = facts.totals[glo_facts_at(&facts, slot, zone)];
 *           glo_facts_dispose(&facts);
 */
#ifndef GLO_CUBE_FACTS_H
#define GLO_CUBE_FACTS_H

#include "cube/rollup.h"
#include "periods.h"

typedef struct glo_facts {
    size_t nodes;
    double *totals;  /* `nodes` for each year; NaN where unknown */
    int64_t *years;  /* of each total: which year's fact it is */
    size_t *year_of; /* of each slot, a number from 0 on */
} glo_facts;

static inline size_t glo_facts_at(const glo_facts *facts, size_t slot, uint32_t zone) {
    return facts->year_of[slot] * facts->nodes + zone;
}

/* The year for which the facts of a slot are. */
int64_t glo_facts_year(const glo_periods *periods, size_t slot);

/* GLO_EINVAL for a frame without the columns; GLO_ENOMEM. */
glo_status glo_facts_read(const glo_tree *zones, const glo_rollup_per *per, const glo_periods *periods,
                          glo_facts *out);
void glo_facts_dispose(glo_facts *facts);

#endif
