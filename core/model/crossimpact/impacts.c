/* impacts.c: the matrix of judgements, balances and one step of succession. Example in impacts.h. */
#include "crossimpact/impacts.h"

#include "base/alloc.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MOST_COMBINATIONS 1e15
#define MOST_JUDGEMENT 1000 /* times the largest scale and the most descriptors it is still far below 2^31 */

/* ---- the matrix ---- */

void glo_cross_impacts_free(glo_cross_impacts *impacts) {
    if (!impacts)
        return;
    for (size_t k = 0; impacts->descriptor_names && k < impacts->descriptors; k++)
        free(impacts->descriptor_names[k]);
    for (size_t i = 0; impacts->state_names && i < impacts->states; i++)
        free(impacts->state_names[i]);
    free(impacts->descriptor_names);
    free(impacts->state_names);
    free(impacts->judgement);
    free(impacts);
}

static glo_status lay_out(glo_cross_impacts *impacts, const char *const *names, const size_t *sizes,
                          size_t count) {
    double combinations = 1;
    unsigned shift = 0;
    if (count < 2 || count > GLO_MOST_DESCRIPTORS)
        return glo_fail(GLO_EINVAL, "a cross-impact matrix has 2 to %d descriptors, not %zu",
                        GLO_MOST_DESCRIPTORS, count);
    impacts->descriptors = count;
    for (size_t k = 0; k < count; k++) {
        if (sizes[k] < 1 || sizes[k] > GLO_MOST_STATES)
            return glo_fail(GLO_EINVAL, "descriptor '%s' has %zu states: 1 to %d are possible", names[k],
                            sizes[k], GLO_MOST_STATES);
        impacts->size[k] = sizes[k];
        impacts->begin[k + 1] = impacts->begin[k] + sizes[k];
        while (((size_t)1 << impacts->bits[k]) < sizes[k])
            impacts->bits[k]++;
        combinations *= (double)sizes[k];
    }
    for (size_t k = count; k-- > 0;) { /* the first descriptor highest, so that keys sort as scenarios do */
        if (shift < 32 && shift + impacts->bits[k] > 32)
            shift =
                32; /* no descriptor lies across the middle of a key: successors.c makes its halves apart */
        impacts->shift[k] = shift;
        shift += impacts->bits[k];
    }
    impacts->states = impacts->begin[count];
    if (combinations > MOST_COMBINATIONS || shift > 64)
        return glo_fail(GLO_EINVAL, "%g combinations are too many: at most %g", combinations,
                        MOST_COMBINATIONS);
    return GLO_OK;
}

static bool is_whole_times(const double *values, size_t count, double scale) {
    for (size_t i = 0; i < count; i++) {
        if (fabs(values[i] * scale - round(values[i] * scale)) > 1e-9 * scale)
            return false;
    }
    return true;
}

static glo_status take_judgements(glo_cross_impacts *impacts, const double *values) {
    size_t count = impacts->states * impacts->states;
    for (size_t i = 0; i < count; i++) {
        if (!(fabs(values[i]) <= MOST_JUDGEMENT))
            return glo_fail(
                GLO_EINVAL, "the judgement of '%s' on '%s' is %g: it must be a number from -%d to %d",
                impacts->state_names[i / impacts->states], impacts->state_names[i % impacts->states],
                values[i], MOST_JUDGEMENT, MOST_JUDGEMENT);
    }
    impacts->scale = 1;
    while (impacts->scale < 1000 && !is_whole_times(values, count, impacts->scale))
        impacts->scale *= 10;
    if (!is_whole_times(values, count, impacts->scale))
        return glo_fail(GLO_EINVAL, "judgements have at most three decimals");
    if (glo_alloc_array(count, sizeof *impacts->judgement, &impacts->judgement) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++)
        impacts->judgement[i] = (int32_t)lround(values[i] * impacts->scale);
    return GLO_OK;
}

static glo_status copy_names(const char *const *names, size_t count, char ***out) {
    glo_status status = glo_alloc_array(count, sizeof **out, out);
    for (size_t i = 0; i < count && status == GLO_OK; i++)
        status = glo_alloc_text(names[i], &(*out)[i]);
    return status;
}

glo_status glo_cross_impacts_new(const char *const *descriptors, const size_t *sizes, size_t count,
                                 const char *const *states, const double *judgements,
                                 glo_cross_impacts **out) {
    glo_cross_impacts *impacts;
    if (glo_alloc_array(1, sizeof *impacts, &impacts) < 0)
        return GLO_ENOMEM;
    glo_status status = lay_out(impacts, descriptors, sizes, count);
    if (status == GLO_OK)
        status = copy_names(descriptors, count, &impacts->descriptor_names);
    if (status == GLO_OK)
        status = copy_names(states, impacts->states, &impacts->state_names);
    if (status == GLO_OK)
        status = take_judgements(impacts, judgements);
    if (status == GLO_OK)
        *out = impacts;
    else
        glo_cross_impacts_free(impacts);
    return status;
}

uint64_t glo_cross_impacts_combinations(const glo_cross_impacts *impacts) {
    uint64_t product = 1;
    for (size_t k = 0; k < impacts->descriptors; k++)
        product *= impacts->size[k];
    return product;
}

/* ---- scenarios ---- */

uint64_t glo_scenario_pack(const glo_cross_impacts *impacts, const glo_scenario *scenario) {
    uint64_t key = 0;
    for (size_t k = 0; k < impacts->descriptors; k++) {
        if (impacts->bits[k] > 0) /* a shift by 64 is undefined */
            key |= (uint64_t)scenario->state[k] << impacts->shift[k];
    }
    return key;
}

void glo_scenario_unpack(const glo_cross_impacts *impacts, uint64_t key, glo_scenario *out) {
    for (size_t k = 0; k < impacts->descriptors; k++) {
        uint64_t mask = ((uint64_t)1 << impacts->bits[k]) - 1;
        out->state[k] = (uint8_t)(mask > 0 ? key >> impacts->shift[k] & mask : 0);
    }
}

void glo_balances(const glo_cross_impacts *impacts, const glo_scenario *scenario,
                  int32_t out[GLO_ALL_STATES]) {
    memset(out, 0, impacts->states * sizeof *out);
    for (size_t k = 0; k < impacts->descriptors; k++) {
        const int32_t *row = glo_judgements_of(impacts, k, scenario->state[k]);
        for (size_t j = 0; j < impacts->states; j++)
            out[j] += row[j];
    }
}

glo_worth glo_scenario_worth(const glo_cross_impacts *impacts, const glo_scenario *scenario) {
    int32_t balance[GLO_ALL_STATES];
    glo_worth worth = {.consistency = INT32_MAX};
    glo_balances(impacts, scenario, balance);
    for (size_t k = 0; k < impacts->descriptors; k++) {
        int32_t own = balance[impacts->begin[k] + scenario->state[k]];
        worth.score += own;
        for (size_t i = 0; i < impacts->size[k]; i++) {
            int32_t margin = own - balance[impacts->begin[k] + i];
            if (i != scenario->state[k] && margin < worth.consistency)
                worth.consistency = margin;
        }
    }
    if (worth.consistency == INT32_MAX)
        worth.consistency = 0;
    return worth;
}

/* ---- succession ---- */

/* The state of highest balance: its own where that is among them, else the first. */
static uint8_t best_state(const int32_t *balance, size_t size, uint8_t own) {
    size_t best = 0;
    for (size_t i = 1; i < size; i++) {
        if (balance[i] > balance[best])
            best = i;
    }
    return balance[own] == balance[best] ? own : (uint8_t)best;
}

uint64_t glo_succeed(const glo_cross_impacts *impacts, glo_succession succession, uint64_t key) {
    int32_t balance[GLO_ALL_STATES], largest = 0;
    glo_scenario now, next;
    size_t changed = SIZE_MAX;
    glo_scenario_unpack(impacts, key, &now);
    glo_balances(impacts, &now, balance);
    next = now;
    for (size_t k = 0; k < impacts->descriptors; k++) {
        const int32_t *own = balance + impacts->begin[k];
        uint8_t best = best_state(own, impacts->size[k], now.state[k]);
        int32_t difference = own[best] - own[now.state[k]];
        if (succession == GLO_SUCCESSION_INCREMENTAL && best != now.state[k])
            next.state[k] = (uint8_t)(now.state[k] + (best > now.state[k] ? 1 : -1));
        else
            next.state[k] = best;
        if (difference > largest) {
            largest = difference;
            changed = k;
        }
    }
    if (succession == GLO_SUCCESSION_LOCAL && changed != SIZE_MAX) {
        uint8_t best = next.state[changed];
        next = now;
        next.state[changed] = best;
    }
    return glo_scenario_pack(impacts, &next);
}
