/* facts.c: facts per year of a rollup's periods. Example in facts.h. */
#include "facts.h"

#include "base/alloc.h"

#include <stdlib.h>

static int year_of_day(int32_t day) {
    return 1970 + glo_span_index(day, GLO_YEAR);
}

int64_t glo_facts_year(const glo_periods *periods, size_t slot) {
    if (periods->every == GLO_ALL)
        return year_of_day(periods->last_day);
    return year_of_day(glo_span_first(periods->slots[slot], periods->every));
}

static glo_status read_years(const glo_tree *zones, const glo_rollup_per *per, const glo_periods *periods,
                             glo_facts *f) {
    size_t years = 0, room = 0, years_room = 0;
    glo_status status = glo_alloc_array(periods->count, sizeof *f->year_of, &f->year_of);
    for (size_t slot = 0; status == GLO_OK && slot < periods->count; slot++) {
        int64_t year = glo_facts_year(periods, slot);
        if (slot > 0 && year == glo_facts_year(periods, slot - 1)) {
            f->year_of[slot] = years - 1;
            continue;
        }
        f->year_of[slot] = years++;
        status = glo_alloc_grow(&f->totals, &room, years * f->nodes, sizeof *f->totals);
        if (status == GLO_OK)
            status = glo_alloc_grow(&f->years, &years_room, years * f->nodes, sizeof *f->years);
        if (status == GLO_OK)
            status =
                glo_tree_totals_near(zones, per->facts, year, per->within, per->ignored, per->ignored_count,
                                     f->totals + (years - 1) * f->nodes, f->years + (years - 1) * f->nodes);
    }
    return status;
}

glo_status glo_facts_read(const glo_tree *zones, const glo_rollup_per *per, const glo_periods *periods,
                          glo_facts *out) {
    glo_facts f = {.nodes = glo_tree_count(zones)};
    glo_status status = read_years(zones, per, periods, &f);
    if (status < 0)
        glo_facts_dispose(&f);
    else
        *out = f;
    return status;
}

void glo_facts_dispose(glo_facts *facts) {
    free(facts->totals);
    free(facts->years);
    free(facts->year_of);
    *facts = (glo_facts){0};
}
