/* peel.c: draws sorted by each input, and slices taken off a box. References in model/boxes.h.
 *
 * The draws are sorted once; a step passes over those in the box in these orders, so that all of it is some twenty times draws x inputs.
 */
#include "base/alloc.h"
#include "box_search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* --- sorting ------------------------------------------------------------------------------------------------ */

typedef struct sorted_value {
    double x;
    uint32_t draw;
} sorted_value;

static int by_value(const void *a, const void *b) {
    const sorted_value *x = a, *y = b;
    if (x->x != y->x)
        return x->x < y->x ? -1 : 1;
    return x->draw < y->draw ? -1 : x->draw > y->draw;
}

glo_status glo_box_sort(box_search *s) {
    sorted_value *values;
    if (glo_alloc_array(s->draws, sizeof *values, &values) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->inputs; i++) {
        for (size_t d = 0; d < s->draws; d++)
            values[d] = (sorted_value){s->x[i][d], (uint32_t)d};
        qsort(values, s->draws, sizeof *values, by_value);
        for (size_t d = 0; d < s->draws; d++)
            s->sorted[i][d] = values[d].draw;
    }
    free(values);
    return GLO_OK;
}

/* --- steps -------------------------------------------------------------------------------------------------- */

static void clear_limits(glo_box_limit *box, size_t inputs) {
    for (size_t i = 0; i < inputs; i++)
        box[i] = (glo_box_limit){.low = -(double)INFINITY, .high = (double)INFINITY, .p_low = 1, .p_high = 1};
}

glo_status glo_keep_box(box_search *s, size_t box, size_t step, bool is_box) {
    glo_boxes *f = s->found;
    if (glo_alloc_grow(&f->steps, &f->step_room, f->count + 1, sizeof *f->steps) < 0 ||
        glo_alloc_grow(&f->limits, &f->limit_room, (f->count + 1) * s->inputs, sizeof *f->limits) < 0)
        return GLO_ENOMEM;
    glo_box_step *kept = &f->steps[f->count];
    *kept = (glo_box_step){
        .box = box, .step = step, .draws = s->draws_in, .cases = s->cases_in, .is_box = is_box};
    for (size_t i = 0; i < s->inputs; i++)
        kept->inputs += isfinite(s->box[i].low) || isfinite(s->box[i].high);
    memcpy(f->limits + f->count * s->inputs, s->box, s->inputs * sizeof *s->box);
    f->count++;
    return GLO_OK;
}

/* --- peeling ------------------------------------------------------------------------------------------------ */

/* A slice off the box: `removed` draws at one end of an input. */
typedef struct slice {
    size_t input, removed, cases;
    bool is_high;
    double gain;  /* of density, for each draw that is removed */
    double limit; /* the new one: the outermost value that stays */
} slice;

/* The place, from the low end (or from the high one), of the k-th draw of those in the box. */
static size_t place(const box_search *s, size_t k, bool is_high) {
    return is_high ? s->draws_in - 1 - k : k;
}

static double value_at(const box_search *s, size_t input, size_t k, bool is_high) {
    return s->x[input][s->inside[input][place(s, k, is_high)]];
}

/* The slice of about `wanted` draws at an end; equal values go or stay together. False where it would be all of the box. */
static bool slice_of(const box_search *s, size_t input, bool is_high, size_t wanted, slice *out) {
    size_t k = wanted, n = s->draws_in;
    double edge = value_at(s, input, k, is_high);
    if (value_at(s, input, 0, is_high) == edge) {
        while (k < n && value_at(s, input, k, is_high) == edge)
            k++;
    } else {
        while (value_at(s, input, k - 1, is_high) == edge)
            k--;
    }
    if (k == n)
        return false;
    slice found = {.input = input, .removed = k, .is_high = is_high, .limit = value_at(s, input, k, is_high)};
    for (size_t i = 0; i < k; i++)
        found.cases += s->is_case[s->inside[input][place(s, i, is_high)]];
    double before = (double)s->cases_in / (double)n;
    double after = (double)(s->cases_in - found.cases) / (double)(n - k);
    found.gain = (after - before) / (double)k;
    *out = found;
    return true;
}

static bool best_slice(const box_search *s, slice *out) {
    size_t wanted = (size_t)(s->spec->peel * (double)s->draws_in);
    size_t least = (size_t)ceil(s->spec->least_mass * (double)s->draws);
    bool has = false;
    if (wanted == 0)
        wanted = 1;
    for (size_t i = 0; wanted < s->draws_in && i < s->inputs; i++) {
        for (int end = 0; end < 2; end++) {
            slice one;
            if (!slice_of(s, i, end == 1, wanted, &one) || s->draws_in - one.removed < least ||
                (has && one.gain <= out->gain))
                continue;
            *out = one;
            has = true;
        }
    }
    return has;
}

static void take_off(box_search *s, const slice *taken) {
    if (taken->is_high)
        s->box[taken->input].high = taken->limit;
    else
        s->box[taken->input].low = taken->limit;
    const double *x = s->x[taken->input];
    for (size_t i = 0; i < s->inputs; i++) {
        size_t kept = 0;
        for (size_t k = 0; k < s->draws_in; k++) {
            uint32_t draw = s->inside[i][k];
            if (glo_is_within(&s->box[taken->input], x[draw]))
                s->inside[i][kept++] = draw;
        }
    }
    s->draws_in -= taken->removed;
    s->cases_in -= taken->cases;
}

glo_status glo_peel(box_search *s, size_t box) {
    clear_limits(s->box, s->inputs);
    s->draws_in = s->left;
    s->cases_in = s->cases;
    for (size_t i = 0; i < s->inputs; i++)
        memcpy(s->inside[i], s->sorted[i], s->left * sizeof *s->inside[i]);
    for (size_t step = 1;; step++) {
        glo_status status = glo_job_check(s->job);
        if (status == GLO_OK)
            status = glo_keep_box(s, box, step, false);
        slice taken = {0};
        if (status < 0 || s->cases_in == s->draws_in || !best_slice(s, &taken))
            return status;
        take_off(s, &taken);
    }
}
