/* scan.c: a frame scanned for clusters. Columns and example in detect/scan.h. */
#include "detect/scan.h"

#include "clusters.h"

#include <math.h>
#include <string.h>

static glo_status check_spec(const glo_scan_spec *spec) {
    if (spec->model == GLO_SCAN_PERMUTATION && !spec->time)
        return glo_fail(GLO_EINVAL, "the permutation model needs a column of periods");
    if (!(spec->max_share > 0 && spec->max_share <= 1))
        return glo_fail(GLO_EINVAL, "max_share is above 0 and at most 1, not %g", spec->max_share);
    if (spec->is_flexible && (spec->neighbours < 2 || spec->neighbours > 64))
        return glo_fail(GLO_EINVAL, "neighbours are from 2 to 64, not %zu", spec->neighbours);
    if (spec->is_prospective && !spec->time)
        return glo_fail(GLO_EINVAL, "a prospective scan needs a column of periods");
    double least = 1 / ((double)spec->draws + 1);
    if (spec->draws > 0 && !spec->is_gumbel && spec->max_p < least * (1 - 1e-9))
        return glo_fail(GLO_EINVAL, "%zu draws give no p below %.3g: for max_p=%g use draws=%.0f or more",
                        spec->draws, least, spec->max_p, ceil(1 / spec->max_p) - 1);
    return GLO_OK;
}

static void tell(const search_plan *plan, const monte_carlo *mc, size_t unlisted, glo_scan_note *note) {
    const study *s = plan->s;
    *note = (glo_scan_note){.places = s->places,
                            .periods = s->periods,
                            .left_out = s->left_out_count,
                            .cases = s->total,
                            .first = s->first,
                            .last = s->first + (int32_t)s->periods - 1,
                            .span = s->span,
                            .max_duration = plan->duration,
                            .zones = plan->zones->sets,
                            .windows = plan->windows,
                            .draws = mc->draws,
                            .has_stopped = mc->has_stopped,
                            .unlisted = unlisted,
                            .critical = glo_monte_carlo_critical(mc),
                            .over_population = s->over_population,
                            .gaps = s->gaps};
}

/* The clusters up to the last whose p is low enough: p rises with the rank. */
static size_t rate(const glo_scan_spec *spec, const monte_carlo *mc, clusters *c) {
    size_t count = 0;
    for (size_t i = 0; i < c->count; i++) {
        c->list[i].p = glo_monte_carlo_p(mc, spec, c->list[i].window.llr);
        if (isnan(c->list[i].p) || c->list[i].p <= spec->max_p)
            count = i + 1;
    }
    return count;
}

static glo_status scan_study(const study *s, const scan_zones *zones, const glo_frame *frame,
                             const glo_scan_spec *spec, const glo_job *job, glo_provenance *provenance,
                             glo_scan_found *out) {
    search_plan plan;
    clusters c = {0};
    monte_carlo mc = {0};
    glo_status status = glo_search_plan(s, spec, zones, &plan);
    if (status < 0)
        return status;
    if (s->total > 0)
        status = glo_clusters_find(&plan, job, &c);
    if (status == GLO_OK && s->total > 0 && spec->draws > 0)
        status = glo_monte_carlo(&plan, c.count > 0 ? c.list[0].window.llr : INFINITY, job, &mc);
    size_t count = status == GLO_OK ? rate(spec, &mc, &c) : 0;
    if (status == GLO_OK)
        status = glo_clusters_frames(&plan, &c, count, frame, provenance, out);
    if (status == GLO_OK)
        tell(&plan, &mc, c.count - count, &out->note);
    glo_monte_carlo_dispose(&mc);
    glo_clusters_dispose(&c);
    glo_search_plan_dispose(&plan);
    return status;
}

glo_status glo_scan(const glo_frame *frame, const glo_frame *neighbours, const glo_scan_spec *spec,
                    const glo_job *job, glo_provenance *provenance, glo_scan_found *out) {
    study s;
    scan_zones zones;
    glo_scan_found found = {0};
    glo_status status = check_spec(spec);
    if (status == GLO_OK)
        status = glo_study_read(frame, neighbours, spec, job, &s);
    if (status < 0)
        return status;
    status = glo_scan_zones_find(&s, spec, job, &zones);
    if (status == GLO_OK) {
        status = scan_study(&s, &zones, frame, spec, job, provenance, &found);
        glo_scan_zones_dispose(&zones);
    }
    glo_study_dispose(&s);
    if (status < 0)
        glo_scan_found_dispose(&found);
    else
        *out = found;
    return status;
}

void glo_scan_found_dispose(glo_scan_found *found) {
    glo_frame_free(found->clusters);
    glo_frame_free(found->members);
    glo_frame_free(found->left_out);
    *found = (glo_scan_found){0};
}
