/* scan.h: where, and when, are there more cases than chance explains? Kulldorff's scan statistic: of very many zones, each a circle
 * of places or a connected set of them, and windows of time, the one whose count is least likely under the null, with its p by
 * Monte Carlo, and the clusters after it that share no place with those before.
 *
 * Example:
 *   glo_scan_spec spec = {.place = "tract", .cases = "cases", .population = "population", .x = "longitude", .y = "latitude",
 *                         .max_share = 0.5, .draws = 999, .seed = 1, .max_p = 0.99};
 *   glo_scan_found found;
 *   status = glo_scan(frame, NULL, &spec, job, provenance, &found);
 *   ... found.clusters, found.members, found.left_out, found.note ...
 *   glo_scan_found_dispose(&found);
 *
 * Clusters, by rank: rank, centre, places, from and to (of a scan in time), cases, expected, relative_risk, llr, p, recurrence (of
 * a prospective scan, in periods), population (unless a permutation; the mean over the window), radius. Members, by cluster and
 * distance: rank, the place, its distance, population, cases, expected, relative_risk, of the window of the cluster. Left out: the
 * place, the reason. All carry the frame's marking.
 * The same frame and spec give the same bits, whatever the number of threads.
 *
 * References: M. Kulldorff, "A spatial scan statistic", Communications in Statistics 26 (1997); "Prospective time periodic
 * geographical disease surveillance using a scan statistic", JRSS A 164 (2001); M. Kulldorff and others, "A space-time permutation scan
 * statistic for disease outbreak detection", PLoS Medicine 2 (2005); T. Tango, K. Takahashi, "A flexibly shaped spatial scan statistic for
 * detecting clusters", International Journal of Health Geographics 4 (2005).
 */
#ifndef GLO_DETECT_SCAN_H
#define GLO_DETECT_SCAN_H

#include "base/job.h"
#include "frame/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum glo_scan_model {
    GLO_SCAN_POISSON,    /* as many cases are expected as the population has its share of */
    GLO_SCAN_PERMUTATION /* ... as the place and the period have theirs of: needs no population, needs time */
} glo_scan_model;
typedef enum glo_scan_rates { GLO_SCAN_HIGH, GLO_SCAN_LOW, GLO_SCAN_BOTH } glo_scan_rates;
typedef enum glo_scan_metric {
    GLO_SCAN_PLANE,
    GLO_SCAN_SPHERE
} glo_scan_metric; /* sphere: degrees, distance in km */

typedef struct glo_scan_spec {
    const char *place, *cases; /* columns; the place of any type */
    const char *population;    /* of the Poisson model */
    const char *x, *y;
    const char *time; /* NULL: purely spatial */
    bool
        is_summed; /* without time: a place may have several rows, whose cases add up, and populations are averaged */
    bool gaps_are_zero; /* a place without a row for a period had no case; else it is left out */
    glo_scan_model model;
    glo_scan_rates rates;
    glo_scan_metric metric;
    bool
        is_flexible; /* connected subsets of the `neighbours` nearest places, itself included; else circles */
    size_t neighbours;   /* 2 to 64 */
    double max_share;    /* of the population (permutation: of the cases) that a zone may hold */
    double max_radius;   /* 0: any */
    size_t max_duration; /* of a window, in periods; 0: half of them */
    bool is_prospective; /* only windows that end with the last period */
    size_t draws;
    uint64_t seed;
    size_t early_stop; /* stop when so many draws exceed the most likely cluster; 0: never */
    bool is_gumbel;    /* p by a Gumbel distribution fitted to the draws */
    double max_p;      /* clusters with a higher p have no row */
} glo_scan_spec;

typedef struct glo_scan_note {
    size_t places, periods, left_out;
    int64_t cases;
    int32_t first, last; /* numbers of periods (glo_span_index) */
    glo_span span;
    size_t max_duration; /* used */
    uint64_t zones;      /* sets of places that were compared, each with `windows` windows */
    uint64_t windows;
    size_t draws; /* made: fewer than asked after an early stop */
    bool has_stopped;
    size_t unlisted;        /* clusters whose p is above max_p */
    double critical;        /* the log-likelihood ratio that 1 in 20 of the draws reach */
    size_t over_population; /* places with more cases than people */
    size_t gaps;            /* periods of places without a row */
} glo_scan_note;

typedef struct glo_scan_found {
    glo_frame *clusters, *members, *left_out;
    glo_scan_note note;
} glo_scan_found;
void glo_scan_found_dispose(glo_scan_found *found);

/* `neighbours`: two columns of places, each row a pair that touch; for flexible shapes, NULL: the five nearest touch. GLO_EINVAL for a
 * negative count, a place twice in a period, fewer than two places, too few draws for max_p. */
glo_status glo_scan(const glo_frame *frame, const glo_frame *neighbours, const glo_scan_spec *spec,
                    const glo_job *job, glo_provenance *provenance, glo_scan_found *out);

#endif
