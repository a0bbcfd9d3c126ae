/* box_search.h: the search for boxes, for its steps: peel.c takes slices off, boxes.c chooses, drops limits, pastes and goes on.
 *
 * Example:  status = glo_peel(s, box);   // the path stands in s->found
 */
#ifndef GLO_MODEL_BOX_SEARCH_H
#define GLO_MODEL_BOX_SEARCH_H

#include "model/boxes.h"

#include <stdint.h>

typedef struct box_search {
    const double *const *x;
    const bool *is_case;
    const glo_box_spec *spec;
    const glo_job *job;
    size_t inputs, draws;
    bool *is_left;      /* by draw: in no earlier box */
    size_t left, cases; /* of the draws that are left */
    uint32_t **sorted;  /* by input: the draws that are left, rising */
    uint32_t **inside;  /* by input: those of them in the box */
    size_t draws_in, cases_in;
    glo_box_limit *box;
    glo_boxes *found;
} box_search;

/* Sorts all draws by each input. GLO_ENOMEM. */
glo_status glo_box_sort(box_search *s);
/* Slice after slice off the box of all draws that are left; every box on the way becomes a step of s->found. */
glo_status glo_peel(box_search *s, size_t box);
/* The box as it is, as a step of s->found. */
glo_status glo_keep_box(box_search *s, size_t box, size_t step, bool is_box);

static inline bool glo_is_within(const glo_box_limit *limit, double x) {
    return x >= limit->low && x <= limit->high;
}

#endif
