/* coverage.h: of how many of the zones below a sum of published figures has any: of the 27 members of the EU, 5.
 *
 * A zone that publishes a figure itself is covered by it, and has no row here. Else the zones of the reporting kind count,
 * the kind that most of the topmost zones with figures are of (of equally many the first by name): a country with figures
 * of six municipalities is not a member that reports. What a source that reports zeros does not name is 0, so its figures
 * do not count here, nor do events. Facets are taken together.
 *
 * Example:
 *   glo_coverage coverage = {0}; // filled by glo_rollup_covered, of rollup.h
 *   for (size_t i = 0; i < coverage.count; i++)
 *       printf("%u of %u", coverage.rows[i].reporting, coverage.rows[i].could_report);
 *   glo_coverage_dispose(&coverage);
 *
 * Reference: coverage beside every figure is a quality measure of official statistics (European Statistical System).
 */
#ifndef GLO_CUBE_COVERAGE_H
#define GLO_CUBE_COVERAGE_H

#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_coverage_row {
    uint32_t zone, phenomenon, subject; /* nodes; a number in the subjects of the spec */
    int32_t slot;
    int32_t day;   /* the first of the period */
    uint32_t kind; /* of the zones that report */
    uint32_t reporting, could_report;
    size_t zones_from; /* the first of its `reporting` zones in `zones`; only where these are kept */
} glo_coverage_row;

typedef struct glo_coverage {
    bool keeps_zones;       /* asked: which zones those are */
    glo_coverage_row *rows; /* by zone, phenomenon, subject and slot */
    size_t count, room;
    uint32_t *zones; /* nodes */
    size_t zone_count, zone_room;
    /* Per row and rate: the facts of the zones that report, NaN where one of them is unknown, and the year of the one
     * farthest from the period. */
    size_t rate_count;
    double *facts;
    int64_t *fact_years;
    size_t fact_room, year_room;
} glo_coverage;

/* The row of a zone, phenomenon, subject and slot; false where there is none. */
bool glo_coverage_find(const glo_coverage *coverage, uint32_t zone, uint32_t phenomenon, uint32_t subject,
                       int32_t slot, size_t *out);
void glo_coverage_dispose(glo_coverage *coverage);

#endif
