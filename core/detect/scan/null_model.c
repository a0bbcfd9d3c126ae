/* null_model.c: counts by chance. What is drawn, and an example, in null_model.h. */
#include "null_model.h"

#include "base/alloc.h"
#include "numeric/draws.h"
#include "numeric/philox.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FEW_A_CELL 4 /* cases: with more, drawing cell by cell is faster */

/* ---- random words ---- */

typedef struct words {
    uint64_t seed, stream, counter;
    uint32_t bits[4];
    int left;
} words;

static uint32_t next_word(words *w) {
    if (w->left == 0) {
        glo_philox(w->seed, w->stream, w->counter++, w->bits);
        w->left = 4;
    }
    return w->bits[--w->left];
}

/* Evenly from 0 to below `end`. Reference: D. Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019). */
static uint32_t word_below(words *w, uint32_t end) {
    uint64_t product = (uint64_t)next_word(w) * end;
    if ((uint32_t)product < end) {
        uint32_t uneven = (uint32_t)(-end) % end;
        while ((uint32_t)product < uneven)
            product = (uint64_t)next_word(w) * end;
    }
    return (uint32_t)(product >> 32);
}

/* ---- the multinomial ---- */

/* Each entry stands for its own cell up to a chance, else for another: entries that lack take from those that have too much. */
static glo_status make_aliases(null_model *m) {
    const study *s = m->s;
    double *share = NULL;
    uint32_t *order = NULL;
    glo_status status = glo_alloc_array(m->cells, sizeof *share, &share);
    if (status == GLO_OK)
        status = glo_alloc_array(m->cells, sizeof *order, &order);
    uint32_t small = 0, large = m->cells; /* two stacks, from both ends of `order` */
    for (uint32_t i = 0; i < m->cells && status == GLO_OK; i++) {
        share[i] = s->expected[m->cell[i]] / (double)s->total * m->cells;
        m->aliases[i] = (struct alias){m->cell[i], m->cell[i], UINT32_MAX};
        if (share[i] < 1)
            order[small++] = i;
        else
            order[--large] = i;
    }
    while (status == GLO_OK && small > 0 && large < m->cells) {
        uint32_t lacks = order[--small], has = order[large];
        m->aliases[lacks].chance = (uint32_t)fmin(share[lacks] * 0x1p32, UINT32_MAX);
        m->aliases[lacks].other = m->cell[has];
        share[has] -= 1 - share[lacks];
        if (share[has] < 1) {
            large++;
            order[small++] = has;
        }
    }
    free(share);
    free(order);
    return status;
}

/* Cell by cell, the cases left are split between the cell and all after it. */
static glo_status make_shares(null_model *m) {
    double after = 0;
    if (glo_alloc_array(m->cells, sizeof *m->share, &m->share) < 0)
        return GLO_ENOMEM;
    for (size_t i = m->cells; i > 0; i--) {
        double own = m->s->expected[m->cell[i - 1]];
        after += own;
        m->share[i - 1] = own / after;
    }
    return GLO_OK;
}

static glo_status list_cells(null_model *m) {
    const study *s = m->s;
    size_t cells = s->places * s->periods;
    glo_status status = glo_alloc_array(cells, sizeof *m->cell, &m->cell);
    for (size_t i = 0; i < cells && status == GLO_OK; i++) {
        if (s->expected[i] > 0)
            m->cell[m->cells++] = (uint32_t)i;
    }
    if (status < 0 || m->cases / FEW_A_CELL >= m->cells)
        return status < 0 ? status : make_shares(m);
    status = glo_alloc_array(m->cells, sizeof *m->aliases, &m->aliases);
    return status == GLO_OK ? make_aliases(m) : status;
}

static void draw_by_cell(const null_model *m, glo_draws *draws, searcher *into, size_t lane) {
    uint32_t left = m->cases;
    for (uint32_t i = 0; i < m->cells && left > 0; i++) {
        uint32_t count = glo_draws_binomial(draws, left, m->share[i]);
        glo_searcher_add(into, m->cell[i], lane, count);
        left -= count;
    }
}

/* Into `counts` first, which fit a cache as the lanes of a searcher do not. */
static void draw_multinomial(const null_model *m, words *w, searcher *into, size_t lane, uint32_t *counts) {
    memset(counts, 0, m->s->places * m->s->periods * sizeof *counts);
    for (uint32_t i = 0; i < m->cases; i++) {
        const struct alias *entry = &m->aliases[word_below(w, m->cells)];
        counts[next_word(w) <= entry->chance ? entry->cell : entry->other]++;
    }
    for (uint32_t i = 0; i < m->cells; i++)
        glo_searcher_add(into, m->cell[i], lane, counts[m->cell[i]]);
}

/* ---- the permutation ---- */

static glo_status list_periods(null_model *m) {
    const study *s = m->s;
    glo_status status = glo_alloc_array(s->places, sizeof *m->of_place, &m->of_place);
    if (status == GLO_OK)
        status = glo_alloc_array(s->periods, sizeof *m->of_period, &m->of_period);
    for (size_t i = 0; i < s->places * s->periods && status == GLO_OK; i++) {
        m->of_place[i / s->periods] += (uint32_t)s->cases[i];
        m->of_period[i % s->periods] += (uint32_t)s->cases[i];
    }
    if (status < 0 || m->cases / FEW_A_CELL >= s->places * s->periods)
        return status;
    if (glo_alloc_array(m->cases, sizeof *m->periods, &m->periods) < 0)
        return GLO_ENOMEM;
    size_t at = 0;
    for (size_t i = 0; i < s->places * s->periods; i++) {
        for (int64_t k = 0; k < s->cases[i]; k++)
            m->periods[at++] = (uint16_t)(i % s->periods);
    }
    return GLO_OK;
}

/* The cases place by place; each gets the period of a random one of those not yet dealt out. */
static void draw_permutation(const null_model *m, words *w, searcher *into, size_t lane, uint16_t *periods) {
    const study *s = m->s;
    memcpy(periods, m->periods, m->cases * sizeof *periods);
    uint32_t dealt = 0;
    for (size_t p = 0; p < s->places; p++) {
        for (uint32_t k = 0; k < m->of_place[p]; k++) {
            uint32_t at = dealt + word_below(w, m->cases - dealt);
            uint16_t period = periods[at];
            periods[at] = periods[dealt++];
            glo_searcher_add(into, p * s->periods + period, lane, 1);
        }
    }
}

/* Which period a case number falls in, of `counts` per period. */
static size_t period_of(const uint32_t *counts, uint32_t number) {
    size_t t = 0;
    while (number >= counts[t])
        number -= counts[t++];
    return t;
}

/* The same place after place. Of the cases that are left (`left` per period), the place gets a simple random sample: each with the same chance,
 * independently; then, as the sample is uniform whatever its size, cases at random are added or put back until its size is right. */
static void deal_place(glo_draws *draws, words *w, uint32_t *left, uint32_t *dealt, size_t periods,
                       uint32_t wanted, uint32_t all) {
    uint32_t sum = 0;
    for (size_t t = 0; t < periods; t++) {
        dealt[t] = glo_draws_binomial(draws, left[t], (double)wanted / all);
        left[t] -= dealt[t];
        sum += dealt[t];
    }
    for (; sum < wanted; sum++) {
        size_t t = period_of(left, word_below(w, all - sum));
        left[t]--;
        dealt[t]++;
    }
    for (; sum > wanted; sum--) {
        size_t t = period_of(dealt, word_below(w, sum));
        left[t]++;
        dealt[t]--;
    }
}

static void draw_by_place(const null_model *m, glo_draws *draws, words *w, searcher *into, size_t lane,
                          uint32_t *room) {
    const study *s = m->s;
    uint32_t *left = room, *dealt = room + s->periods, all = m->cases;
    memcpy(left, m->of_period, s->periods * sizeof *left);
    for (size_t p = 0; p < s->places; p++) {
        if (m->of_place[p] == 0)
            continue;
        deal_place(draws, w, left, dealt, s->periods, m->of_place[p], all);
        for (size_t t = 0; t < s->periods; t++)
            glo_searcher_add(into, p * s->periods + t, lane, dealt[t]);
        all -= m->of_place[p];
    }
}

/* ---- both ---- */

glo_status glo_null_model_new(const study *s, const glo_scan_spec *spec, null_model *out) {
    null_model m = {.s = s, .seed = spec->seed, .cases = (uint32_t)s->total};
    glo_status status = spec->model == GLO_SCAN_POISSON ? list_cells(&m) : list_periods(&m);
    if (status < 0)
        glo_null_model_dispose(&m);
    else
        *out = m;
    return status;
}

void glo_null_model_dispose(null_model *m) {
    free(m->cell);
    free(m->aliases);
    free(m->share);
    free(m->periods);
    free(m->of_place);
    free(m->of_period);
    *m = (null_model){0};
}

size_t glo_null_room(const null_model *m) {
    if (m->periods)
        return m->cases * sizeof(uint16_t);
    return m->of_place ? 2 * m->s->periods * sizeof(uint32_t)
                       : m->s->places * m->s->periods * sizeof(uint32_t);
}

/* Words and draws that go side by side have streams of their own. */
void glo_null_draw(const null_model *m, uint64_t draw, searcher *into, size_t lane, void *room) {
    words w = {.seed = m->seed, .stream = draw};
    glo_draws draws = {.seed = m->seed, .stream = draw | UINT64_C(1) << 63};
    if (m->periods)
        draw_permutation(m, &w, into, lane, room);
    else if (m->of_place)
        draw_by_place(m, &draws, &w, into, lane, room);
    else if (m->share)
        draw_by_cell(m, &draws, into, lane);
    else
        draw_multinomial(m, &w, into, lane, room);
}
