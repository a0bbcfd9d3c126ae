/* zones.h: the sets of places that are compared, as steps: a step adds one place to a set that is there already, so that a sum
 * over a set costs one addition.
 *
 * Circles: the places around a centre in order of distance; each step widens the one circle. Places at the same distance come in
 * together: all but the last of them are marked as unfinished. Flexible shapes: all connected sets of a centre and some of its nearest
 * places, in depth-first order; a step at depth d adds a place to the set of the last step at depth d - 1.
 *
 * Example:
 *   for (size_t i = zones.begin[centre]; i < zones.begin[centre + 1]; i++)
 *       sum[zones.depth[i]] = sum[zones.depth[i] - 1] + cases[zones.place[i]];
 *
 * Reference for the enumeration: S. Wernicke, "Efficient detection of network motifs", IEEE/ACM TCBB 3 (2006): every connected set
 * once.
 */
#ifndef GLO_DETECT_SCAN_ZONES_H
#define GLO_DETECT_SCAN_ZONES_H

#include "study.h"

#define GLO_UNFINISHED UINT32_C(0x80000000)

typedef struct scan_zones {
    size_t centres;
    size_t *begin;   /* per centre and the end: its first step */
    uint32_t *place; /* per step, with GLO_UNFINISHED where the set is none that is compared */
    uint8_t *depth;  /* per step: 1 and up; NULL: circles */
    size_t depths;   /* the largest; 1 for circles */
    uint64_t sets;   /* that are compared */
} scan_zones;

/* GLO_EINVAL where there are too many sets; GLO_ENOMEM, GLO_ECANCELLED. */
glo_status glo_scan_zones_find(study *s, const glo_scan_spec *spec, const glo_job *job, scan_zones *out);
void glo_scan_zones_dispose(scan_zones *c);

/* The places of the set that a step completes, nearest to the centre first, into `out`, which has room for all places. */
glo_status glo_scan_zones_members(const study *s, glo_scan_metric metric, const scan_zones *c, size_t centre,
                                  size_t step, uint32_t *out, size_t *out_count);

/* Between two places: km on a sphere, else in the units of the positions. */
double glo_place_distance(const study *s, glo_scan_metric metric, size_t a, size_t b);

#endif
