/* boxes.h: scenario discovery: which values of the inputs lead to the cases of interest, as boxes (limits on some of the inputs), by
 * the patient rule induction method (PRIM).
 *
 * Peeling takes the slice off the box, at the low or the high end of one input, that raises the share of cases of interest most (or
 * lowers it least) for what it takes; of the boxes on that path the one is chosen whose density and coverage have the highest harmonic mean (or the one asked
 * for); limits that might well be chance are dropped; pasting widens the limits that are left while the density does not fall. The
 * next box is sought among the draws outside the earlier ones.
 *
 * Example:
 *   const double *inputs[2] = {rate, arrivals};               // by input, a number for each draw
 *   glo_box_spec spec = {.peel = 0.05, .least_mass = 0.05, .significance = 0.05, .most_boxes = 3};
 *   glo_boxes *boxes;
 *   if (glo_find_boxes(inputs, 2, draws, is_case, &spec, job, &boxes) < 0) ...
 *   boxes->steps[0].draws, boxes->limits[0 * 2 + 1].low ...
 *   glo_boxes_free(boxes);
 *
 * References: J. H. Friedman, N. I. Fisher, "Bump hunting in high-dimensional data", Statistics and Computing 9 (1999); B. P. Bryant,
 * R. J. Lempert, "Thinking inside the box", Technological Forecasting and Social Change 77 (2010): coverage, density, quasi-p-values.
 *
 * core/model includes base, numeric and frame.
 */
#ifndef GLO_MODEL_BOXES_H
#define GLO_MODEL_BOXES_H

#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct glo_box_spec {
    double peel;         /* the share of a box's draws that a step takes off */
    double least_mass;   /* no box has a smaller share of all draws */
    double significance; /* a limit with a higher quasi-p-value is dropped */
    size_t most_boxes;
    size_t chosen; /* the step of the first path that is its box, from 1; 0: by the harmonic mean */
} glo_box_spec;

/* Both ends belong to the box; infinite where there is no limit. The quasi-p-value of a limit: how likely as many cases of interest
 * or more were in the box if they were as frequent in it as in the box without the limit (binomial). 1 where there is none. */
typedef struct glo_box_limit {
    double low, high, p_low, p_high;
} glo_box_limit;

/* A box on a path, or (is_box) one that was found, which stands behind its path. */
typedef struct glo_box_step {
    size_t box, step; /* from 1; the step of a found box is the one of the path it came of */
    size_t draws, cases;
    size_t inputs; /* that have a limit */
    bool is_box;
} glo_box_step;

typedef struct glo_boxes {
    size_t count, inputs, draws, cases; /* the last two of all draws */
    glo_box_step *steps;
    glo_box_limit *limits; /* by step and input; quasi-p-values of found boxes only */
    size_t step_room, limit_room;
} glo_boxes;

/* GLO_EINVAL for a spec out of bounds or a step that the path does not have; GLO_ECANCELLED, GLO_ENOMEM. */
glo_status glo_find_boxes(const double *const *inputs, size_t count, size_t draws, const bool *is_case,
                          const glo_box_spec *spec, const glo_job *job, glo_boxes **out);
void glo_boxes_free(glo_boxes *boxes);

#endif
