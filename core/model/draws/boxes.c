/* boxes.c: boxes of inputs that lead to the cases of interest: of each path one is chosen, its limits judged and widened. References,
 * example and contract in model/boxes.h.
 */
#include "model/boxes.h"

#include "base/alloc.h"
#include "box_search.h"
#include "numeric/beta.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* So many limits does a draw break; `out_input` is the last of these inputs. */
static size_t limits_broken(const box_search *s, size_t draw, size_t *out_input) {
    size_t broken = 0;
    for (size_t i = 0; i < s->inputs; i++) {
        if (!glo_is_within(&s->box[i], s->x[i][draw])) {
            broken++;
            *out_input = i;
        }
    }
    return broken;
}

static void count_inside(box_search *s) {
    size_t input;
    s->draws_in = s->cases_in = 0;
    for (size_t d = 0; d < s->draws; d++) {
        if (s->is_left[d] && limits_broken(s, d, &input) == 0) {
            s->draws_in++;
            s->cases_in += s->is_case[d];
        }
    }
}

/* --- choosing, dropping, pasting ---------------------------------------------------------------------------- */

/* Harmonic mean of the share of all cases that are left and the share of cases in the box. */
static double balance(const box_search *s, const glo_box_step *step) {
    return 2 * (double)step->cases / (double)(step->draws + s->cases);
}

static glo_status choose(box_search *s, size_t from, size_t wanted, size_t *out) {
    const glo_boxes *f = s->found;
    size_t best = from;
    if (wanted > f->count - from)
        return glo_fail(GLO_EINVAL, "step %zu was asked for, and the path has %zu", wanted, f->count - from);
    for (size_t i = from; i < f->count; i++) {
        if (balance(s, &f->steps[i]) > balance(s, &f->steps[best]))
            best = i;
    }
    *out = wanted ? from + wanted - 1 : best;
    memcpy(s->box, f->limits + *out * s->inputs, s->inputs * sizeof *s->box);
    return GLO_OK;
}

static double quasi_p(const box_search *s, double *limit, double open) {
    box_search without = *s;
    double own = *limit;
    if (!isfinite(own))
        return 1;
    *limit = open; /* of the same box */
    count_inside(&without);
    *limit = own;
    double share = (double)without.cases_in / (double)without.draws_in;
    if (s->cases_in == 0 || share >= 1)
        return 1;
    return glo_beta_lower(share, (double)s->cases_in, (double)(s->draws_in - s->cases_in) + 1);
}

static void judge_limits(box_search *s) {
    count_inside(s);
    for (size_t i = 0; i < s->inputs; i++) {
        s->box[i].p_low = quasi_p(s, &s->box[i].low, -(double)INFINITY);
        s->box[i].p_high = quasi_p(s, &s->box[i].high, (double)INFINITY);
    }
}

/* One after the other, the least significant first. */
static void drop_chance_limits(box_search *s) {
    for (;;) {
        double *worst = NULL, open = 0, highest = s->spec->significance;
        judge_limits(s);
        for (size_t i = 0; i < s->inputs; i++) {
            glo_box_limit *l = &s->box[i];
            if (isfinite(l->low) && l->p_low > highest) {
                worst = &l->low;
                open = -(double)INFINITY;
                highest = l->p_low;
            }
            if (isfinite(l->high) && l->p_high > highest) {
                worst = &l->high;
                open = (double)INFINITY;
                highest = l->p_high;
            }
        }
        if (!worst)
            return;
        *worst = open;
    }
}

/* The draws of one input beyond one limit that break no other, in `room`, the nearest first. */
static size_t beyond(const box_search *s, const uint8_t *broken, size_t input, bool is_high, uint32_t *room) {
    const glo_box_limit *l = &s->box[input];
    size_t count = 0;
    for (size_t k = 0; k < s->left; k++) {
        uint32_t draw = s->sorted[input][is_high ? k : s->left - 1 - k];
        double x = s->x[input][draw];
        if (broken[draw] == 1 && (is_high ? x > l->high : x < l->low))
            room[count++] = draw;
    }
    return count;
}

typedef struct wider {
    double *limit, value, density;
} wider;

static void try_wider(box_search *s, const uint8_t *broken, size_t input, bool is_high, uint32_t *room,
                      wider *best) {
    glo_box_limit *l = &s->box[input];
    size_t count = beyond(s, broken, input, is_high, room), cases = 0, k = 0;
    size_t wanted = (size_t)ceil(s->spec->peel * (double)s->draws_in);
    if (count == 0)
        return;
    if (wanted > count)
        wanted = count;
    double edge = s->x[input][room[wanted - 1]];
    for (; k < count && (k < wanted || s->x[input][room[k]] == edge); k++)
        cases += s->is_case[room[k]];
    double density = (double)(s->cases_in + cases) / (double)(s->draws_in + k);
    if (density < (double)s->cases_in / (double)s->draws_in || density <= best->density)
        return;
    *best = (wider){is_high ? &l->high : &l->low, edge, density};
    if (k == count) /* nothing lies beyond */
        best->value = is_high ? (double)INFINITY : -(double)INFINITY;
}

static glo_status paste(box_search *s, uint8_t *broken, uint32_t *room) {
    for (;;) {
        wider best = {.density = -1};
        glo_status status = glo_job_check(s->job);
        if (status < 0)
            return status;
        count_inside(s);
        for (size_t d = 0; d < s->draws; d++) {
            size_t input, count = s->is_left[d] ? limits_broken(s, d, &input) : 0;
            broken[d] = (uint8_t)(count > 1 ? 2 : count);
        }
        for (size_t i = 0; i < s->inputs; i++) {
            if (isfinite(s->box[i].low))
                try_wider(s, broken, i, false, room, &best);
            if (isfinite(s->box[i].high))
                try_wider(s, broken, i, true, room, &best);
        }
        if (!best.limit)
            return GLO_OK;
        *best.limit = best.value;
    }
}

/* --- the next box ------------------------------------------------------------------------------------------- */

static void leave_out(box_search *s) {
    for (size_t d = 0; d < s->draws; d++) {
        size_t input;
        if (s->is_left[d] && limits_broken(s, d, &input) == 0)
            s->is_left[d] = false;
    }
    size_t kept = 0;
    for (size_t i = 0; i < s->inputs; i++) {
        kept = 0;
        for (size_t k = 0; k < s->left; k++) {
            uint32_t draw = s->sorted[i][k];
            if (s->is_left[draw])
                s->sorted[i][kept++] = draw;
        }
    }
    s->left = kept;
    s->cases -= s->cases_in;
}

static bool has_limit(const box_search *s) {
    for (size_t i = 0; i < s->inputs; i++) {
        if (isfinite(s->box[i].low) || isfinite(s->box[i].high))
            return true;
    }
    return false;
}

static glo_status find_box(box_search *s, size_t box, uint8_t *broken, uint32_t *room, bool *out_is_last) {
    size_t from = s->found->count, chosen = 0;
    glo_status status = glo_peel(s, box);
    if (status == GLO_OK)
        status = choose(s, from, box == 1 ? s->spec->chosen : 0, &chosen);
    if (status < 0)
        return status;
    drop_chance_limits(s);
    status = paste(s, broken, room);
    if (status < 0)
        return status;
    judge_limits(s);
    *out_is_last = !has_limit(s);
    if (*out_is_last)
        return GLO_OK;
    status = glo_keep_box(s, box, s->found->steps[chosen].step, true);
    leave_out(s);
    return status;
}

static glo_status find_all(box_search *s) {
    uint8_t *broken = NULL;
    uint32_t *room = NULL;
    glo_status status = GLO_ENOMEM;
    if (glo_alloc_array(s->draws, sizeof *broken, &broken) == GLO_OK &&
        glo_alloc_array(s->draws, sizeof *room, &room) == GLO_OK)
        status = glo_box_sort(s);
    bool is_last = false;
    for (size_t box = 1; status == GLO_OK && !is_last && s->cases > 0 && box <= s->spec->most_boxes; box++)
        status = find_box(s, box, broken, room, &is_last);
    free(broken);
    free(room);
    return status;
}

static glo_status make_room(box_search *s) {
    if (glo_alloc_array(1, sizeof *s->found, &s->found) < 0 ||
        glo_alloc_array(s->draws, sizeof *s->is_left, &s->is_left) < 0 ||
        glo_alloc_array(s->inputs, sizeof *s->box, &s->box) < 0 ||
        glo_alloc_array(s->inputs, sizeof *s->sorted, &s->sorted) < 0 ||
        glo_alloc_array(s->inputs, sizeof *s->inside, &s->inside) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->inputs; i++) {
        if (glo_alloc_array(s->draws, sizeof *s->sorted[i], &s->sorted[i]) < 0 ||
            glo_alloc_array(s->draws, sizeof *s->inside[i], &s->inside[i]) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

static void free_room(box_search *s) {
    for (size_t i = 0; i < s->inputs; i++) {
        if (s->sorted)
            free(s->sorted[i]);
        if (s->inside)
            free(s->inside[i]);
    }
    free(s->sorted);
    free(s->inside);
    free(s->box);
    free(s->is_left);
}

void glo_boxes_free(glo_boxes *boxes) {
    if (!boxes)
        return;
    free(boxes->steps);
    free(boxes->limits);
    free(boxes);
}

static glo_status check_spec(const glo_box_spec *spec, size_t inputs, size_t draws) {
    if (inputs == 0)
        return glo_fail(GLO_EINVAL, "there is no input to look for boxes in");
    if (!(spec->peel > 0 && spec->peel < 0.5))
        return glo_fail(GLO_EINVAL, "peel must be above 0 and below 0.5, got %g", spec->peel);
    if (!(spec->least_mass > 0 && spec->least_mass < 1))
        return glo_fail(GLO_EINVAL, "the least mass must be between 0 and 1, got %g", spec->least_mass);
    if (!(spec->significance > 0 && spec->significance <= 1))
        return glo_fail(GLO_EINVAL, "the significance must be above 0 and at most 1, got %g",
                        spec->significance);
    if (draws > UINT32_MAX)
        return glo_fail(GLO_EINVAL, "boxes are sought among at most 2^32 draws");
    return GLO_OK;
}

glo_status glo_find_boxes(const double *const *inputs, size_t count, size_t draws, const bool *is_case,
                          const glo_box_spec *spec, const glo_job *job, glo_boxes **out) {
    box_search s = {.x = inputs,
                    .is_case = is_case,
                    .spec = spec,
                    .job = job,
                    .inputs = count,
                    .draws = draws,
                    .left = draws};
    glo_status status = check_spec(spec, count, draws);
    if (status == GLO_OK)
        status = make_room(&s);
    for (size_t d = 0; status == GLO_OK && d < draws; d++) {
        s.is_left[d] = true;
        s.cases += is_case[d];
    }
    if (status == GLO_OK) {
        s.found->inputs = count;
        s.found->draws = draws;
        s.found->cases = s.cases;
        status = find_all(&s);
    }
    free_room(&s);
    if (status < 0) {
        glo_boxes_free(s.found);
        return status;
    }
    *out = s.found;
    return GLO_OK;
}
