/* association.h: spatial association: do places with high figures lie beside each other? Moran's I for the map as a whole, local
 * Moran's I and Getis-Ord Gi* for each place.
 *
 * Each combination of the keys (a year, a phenomenon) is a map of its own, and one question. Columns, the keys first:
 *   GLO_MORAN        places, neighbours (mean number), moran_i, expected, variance, z, p, p_permuted, q
 *   GLO_LOCAL_MORAN  the place before the keys; value, lag (weighted sum of the neighbours), neighbours, moran_i, expected,
 *                    variance, z, p, p_permuted, q, quadrant (high-high ...), cluster (the quadrant where q <= alpha)
 *   GLO_GETIS_ORD    the place before the keys; value, neighbours, gi (the neighbours' share of all), z, p, p_permuted, q,
 *                    cluster (hot spot, cold spot)
 * q adjusts p_permuted, or without permutations p, over all rows of the result. A map with the same value everywhere, or
 * with fewer than four places, has nulls. The marking joins those of all frames that went in. The same frames, spec and seed
 * give the same bits, whatever the number of threads.
 *
 * Example:
 *   glo_association_spec spec = {.statistic = GLO_MORAN,
 *                                .map = {.place = "zone", .value = "count", .x = "lon", .y = "lat"},
 *                                .weights = {.kind = GLO_NEAREST, .nearest = 5}, .alpha = 0.05, .draws = 999};
 *   status = glo_association(figures, places, NULL, &spec, job, origin, &out, &note);
 *
 * References: A. D. Cliff, J. K. Ord, Spatial Processes (1981); L. Anselin, "Local indicators of spatial association - LISA",
 * Geographical Analysis 27 (1995); J. K. Ord, A. Getis, "Local spatial autocorrelation statistics", Geographical Analysis 27
 * (1995).
 */
#ifndef GLO_DETECT_ASSOCIATION_H
#define GLO_DETECT_ASSOCIATION_H

#include "base/job.h"
#include "frame/frame.h"
#include "numeric/false_discovery.h"

#include <stdbool.h>

typedef enum glo_alternative { GLO_GREATER, GLO_LESS, GLO_TWO_SIDED } glo_alternative;

typedef enum glo_association_statistic {
    GLO_MORAN,
    GLO_LOCAL_MORAN,
    GLO_GETIS_ORD
} glo_association_statistic;

typedef enum glo_weights_kind { GLO_NEAREST, GLO_WITHIN, GLO_BORDERS } glo_weights_kind;

typedef struct glo_weights_spec {
    glo_weights_kind kind;
    size_t nearest;       /* how many */
    double distance;      /* within which */
    bool is_great_circle; /* distances in km of longitudes and latitudes; else in the plane */
    bool is_binary;       /* else row-standardised */
    bool has_self;        /* a place is a neighbour of itself: Gi*, not Gi */
} glo_weights_spec;

/* How a frame is read as places and maps. */
typedef struct glo_map_spec {
    const char *place, *value;
    const char *population;  /* the value is divided by it; NULL: it stands as it is */
    const char *x, *y;       /* columns of the frame of places */
    const char *const *keys; /* columns of text or time whose combinations are maps */
    size_t key_count;
    bool
        gaps_are_zero; /* a place of the frame without a row in a map has 0 there; else it is left out of it */
} glo_map_spec;

typedef struct glo_association_spec {
    glo_association_statistic statistic;
    glo_map_spec map;
    glo_weights_spec weights;
    glo_alternative alternative;
    glo_false_discovery_method control;
    double alpha; /* a cluster has q of at most this */
    size_t draws; /* permutations; 0: none; of a place fewer where p is settled before */
    uint64_t seed;
} glo_association_spec;

typedef struct glo_association_note {
    size_t places, maps;  /* of the frame */
    size_t unplaced;      /* places without coordinates */
    size_t missing;       /* figures that are null, or without population */
    size_t isolated;      /* figures of places without a neighbour */
    size_t constant;      /* maps with the same value everywhere */
    size_t small;         /* maps with fewer than four places */
    size_t tests, alarms; /* rows with a q; those with q <= alpha */
    size_t absent;        /* figures without a row: 0 or left out */
} glo_association_note;

/* `places` has the coordinates of each place (the first row of it); it may be `figures`. `borders` has columns `a` and `b`, places
 * that border each other; NULL unless the weights ask for it. GLO_EINVAL for a place with two rows in a map, one without
 * neighbours everywhere, fewer than four places. */
glo_status glo_association(const glo_frame *figures, const glo_frame *places, const glo_frame *borders,
                           const glo_association_spec *spec, const glo_job *job, glo_provenance *provenance,
                           glo_frame **out, glo_association_note *out_note);

#endif
