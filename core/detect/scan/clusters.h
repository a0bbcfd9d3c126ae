/* clusters.h: the clusters that were found, and their frames: the best zone and window of each centre, the most likely first, without those
 * that share a place with one before. As in SaTScan: of a centre only its best, so that a cluster is not reported in many shapes.
 *
 * Example:
 *   clusters found;
 *   if (glo_clusters_find(&plan, job, &found) == GLO_OK) found.list[0].window.llr ...
 *   glo_clusters_dispose(&found);
 */
#ifndef GLO_DETECT_SCAN_CLUSTERS_H
#define GLO_DETECT_SCAN_CLUSTERS_H

#include "monte_carlo.h"

typedef struct cluster {
    window window;
    uint32_t *members; /* places, nearest to the centre first */
    size_t count;
    double cases, expected, population, radius, p;
} cluster;

typedef struct clusters {
    cluster *list; /* the most likely first */
    size_t count, room;
} clusters;

glo_status glo_clusters_find(const search_plan *plan, const glo_job *job, clusters *out);
void glo_clusters_dispose(clusters *c);

/* The frames of the first `count` clusters, whose p is set; and of what was left out. */
glo_status glo_clusters_frames(const search_plan *plan, const clusters *c, size_t count,
                               const glo_frame *frame, glo_provenance *provenance, glo_scan_found *out);

#endif
