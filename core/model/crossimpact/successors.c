/* successors.c: the first step of global succession in lanes. How they are laid out and an example in successors.h. */
#include "crossimpact/successors.h"

#include "base/alloc.h"
#include "base/simd.h"

#include <stdlib.h>
#include <string.h>

#define MOST_INNER 2048
#define NEVER (-(1 << 30)) /* the balance of a state that there is not */
#define MOST_VECTORS (GLO_MOST_DESCRIPTORS / GLO_LANES)

/* ---- laying out ---- */

static glo_status aligned(size_t count, glo_lanes **out) {
    *out = aligned_alloc(sizeof(glo_lanes), (count > 0 ? count : 1) * sizeof(glo_lanes));
    if (!*out)
        return glo_fail(GLO_ENOMEM, "out of memory");
    memset(*out, 0, count * sizeof(glo_lanes));
    return GLO_OK;
}

static void set_lane(glo_lanes *vectors, size_t lane, int32_t value) {
    vectors[lane / GLO_LANES][lane % GLO_LANES] = value;
}

/* What a state adds to all balances. */
static void add_state(const glo_successors *s, size_t descriptor, size_t state, glo_lanes *sums) {
    const glo_cross_impacts *impacts = s->impacts;
    const int32_t *row = glo_judgements_of(impacts, descriptor, state);
    for (size_t k = 0; k < impacts->descriptors; k++) {
        for (size_t i = 0; i < impacts->size[k]; i++)
            sums[i * s->vectors + k / GLO_LANES][k % GLO_LANES] += row[impacts->begin[k] + i];
    }
}

/* The state of a descriptor in the inner or outer combination `number`; descriptors below `first` vary slowest. */
static void fill_inner(glo_successors *s) {
    const glo_cross_impacts *impacts = s->impacts;
    for (size_t c = 0; c < s->inner; c++) {
        size_t left = c;
        for (size_t k = impacts->descriptors; k-- > s->first_inner;) {
            size_t state = left % impacts->size[k];
            left /= impacts->size[k];
            add_state(s, k, state, s->added + c * s->rows * s->vectors);
            set_lane(s->own + c * s->vectors, k, (int32_t)state);
        }
    }
}

static void fill_states(glo_successors *s) {
    const glo_cross_impacts *impacts = s->impacts;
    for (size_t k = 0; k < impacts->descriptors; k++) {
        for (size_t i = 0; i < impacts->size[k]; i++)
            add_state(s, k, i, s->by_state + (impacts->begin[k] + i) * s->rows * s->vectors);
        for (size_t i = impacts->size[k]; i < s->rows; i++)
            set_lane(s->absent + i * s->vectors, k, NEVER);
    }
}

/* A key is two halves of 32 bits: a lane's factor is in that half in which its bits are. */
static void fill_factors(glo_successors *s) {
    const glo_cross_impacts *impacts = s->impacts;
    for (size_t k = 0; k < impacts->descriptors; k++) {
        if (impacts->bits[k] == 0)
            continue;
        if (impacts->shift[k] < 32)
            set_lane(s->low, k, (int32_t)(UINT32_C(1) << impacts->shift[k]));
        else
            set_lane(s->high, k, (int32_t)(UINT32_C(1) << (impacts->shift[k] - 32)));
    }
}

void glo_successors_dispose(glo_successors *successors) {
    free(successors->added);
    free(successors->own);
    free(successors->by_state);
    free(successors->absent);
    *successors = (glo_successors){0};
}

glo_status glo_successors_new(const glo_cross_impacts *impacts, glo_successors *out) {
    glo_successors s = {.impacts = impacts, .first_inner = impacts->descriptors, .inner = 1, .outer = 1};
    s.vectors = (impacts->descriptors + GLO_LANES - 1) / GLO_LANES;
    for (size_t k = 0; k < impacts->descriptors; k++)
        s.rows = impacts->size[k] > s.rows ? impacts->size[k] : s.rows;
    while (s.first_inner > 0 && s.inner * impacts->size[s.first_inner - 1] <= MOST_INNER)
        s.inner *= impacts->size[--s.first_inner];
    for (size_t k = 0; k < s.first_inner; k++)
        s.outer *= impacts->size[k];
    glo_status status = aligned(s.inner * s.rows * s.vectors, &s.added);
    if (status == GLO_OK)
        status = aligned(s.inner * s.vectors, &s.own);
    if (status == GLO_OK)
        status = aligned(impacts->states * s.rows * s.vectors, &s.by_state);
    if (status == GLO_OK)
        status = aligned(s.rows * s.vectors, &s.absent);
    if (status < 0) {
        glo_successors_dispose(&s);
        return status;
    }
    fill_inner(&s);
    fill_states(&s);
    fill_factors(&s);
    *out = s;
    return GLO_OK;
}

/* ---- a block ---- */

static void outer_states(const glo_successors *s, uint64_t outer, glo_scenario *scenario) {
    for (size_t k = s->first_inner; k-- > 0;) {
        scenario->state[k] = (uint8_t)(outer % s->impacts->size[k]);
        outer /= s->impacts->size[k];
    }
}

uint64_t glo_successors_start(const glo_successors *successors, uint64_t outer, size_t i) {
    glo_scenario scenario;
    outer_states(successors, outer, &scenario);
    for (size_t k = successors->impacts->descriptors; k-- > successors->first_inner;) {
        scenario.state[k] = (uint8_t)(i % successors->impacts->size[k]);
        i /= successors->impacts->size[k];
    }
    return glo_scenario_pack(successors->impacts, &scenario);
}

/* The scenario after the one whose balances are base + added, and whose states own + inner. */
static inline __attribute__((always_inline)) uint64_t step(const glo_successors *s, const glo_lanes *base,
                                                           const glo_lanes *added, const glo_lanes *own,
                                                           const glo_lanes *inner) {
    const size_t rows = s->rows, vectors = s->vectors;
    glo_lanes low = {0}, high = {0};
    for (size_t v = 0; v < vectors; v++) {
        glo_lanes mine = own[v] + inner[v], best = base[v] + added[v], state = {0}, held = best;
        for (size_t i = 1; i < rows; i++) {
            glo_lanes balance = base[i * vectors + v] + added[i * vectors + v];
            glo_lanes is_better = balance > best, is_mine = mine == (glo_lanes){0} + (int32_t)i;
            state = (is_better & (int32_t)i) | (~is_better & state);
            best = (is_better & balance) | (~is_better & best);
            held = (is_mine & balance) | (~is_mine & held);
        }
        glo_lanes is_held = held == best;
        state = (is_held & mine) | (~is_held & state);
        low += state * s->low[v];
        high += state * s->high[v];
    }
    uint32_t sum_low = 0, sum_high = 0;
    for (size_t i = 0; i < GLO_LANES; i++) {
        sum_low += (uint32_t)low[i];
        sum_high += (uint32_t)high[i];
    }
    return (uint64_t)sum_high << 32 | sum_low;
}

GLO_WIDE static void step_all(const glo_successors *s, const glo_lanes *base, const glo_lanes *own,
                              uint64_t *out_keys) {
    const size_t rows = s->rows, vectors = s->vectors;
    for (size_t c = 0; c < s->inner; c++)
        out_keys[c] = step(s, base, s->added + c * rows * vectors, own, s->own + c * vectors);
}

/* Of one scenario: the outer descriptors' states add up, those of the inner ones have their sum already. */
GLO_WIDE uint64_t glo_successors_next(const glo_successors *s, uint64_t key) {
    const glo_cross_impacts *impacts = s->impacts;
    const size_t lanes = s->rows * s->vectors;
    glo_lanes base[GLO_MOST_STATES * MOST_VECTORS], own[MOST_VECTORS] = {{0}};
    size_t c = 0;
    memcpy(base, s->absent, lanes * sizeof *base);
    for (size_t k = 0; k < impacts->descriptors; k++) {
        size_t state = key >> impacts->shift[k] & ((UINT64_C(1) << impacts->bits[k]) - 1);
        if (k >= s->first_inner) {
            c = c * impacts->size[k] + state;
            continue;
        }
        const glo_lanes *added = s->by_state + (impacts->begin[k] + state) * lanes;
        for (size_t i = 0; i < lanes; i++)
            base[i] += added[i];
        set_lane(own, k, (int32_t)state);
    }
    return step(s, base, s->added + c * lanes, own, s->own + c * s->vectors);
}

void glo_successors_block(const glo_successors *successors, uint64_t outer, uint64_t *out_keys) {
    const glo_successors *s = successors;
    glo_lanes base[GLO_MOST_STATES * MOST_VECTORS], own[MOST_VECTORS] = {{0}};
    glo_scenario scenario;
    outer_states(s, outer, &scenario);
    memcpy(base, s->absent, s->rows * s->vectors * sizeof *base);
    for (size_t k = 0; k < s->first_inner; k++) {
        add_state(s, k, scenario.state[k], base);
        set_lane(own, k, scenario.state[k]);
    }
    step_all(s, base, own, out_keys);
}
