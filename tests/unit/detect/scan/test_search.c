/* test_search.c: the fast search against one that goes through everything, on small random data: circles and connected sets, all windows
 * and those that end last, high and low counts; and what the draws under the null keep. */
#include "near.h"

#include "numeric/draws.h"
#include "scan/null_model.h"

#include <stdlib.h>
#include <string.h>

#define ASSERT_OK(call) assert_int_equal(GLO_OK, (call))
enum { PLACES = 14, PERIODS = 9, CELLS = PLACES * PERIODS };

typedef struct world {
    study s;
    double x[PLACES], y[PLACES], weight[PLACES], population[CELLS], expected[CELLS];
    int64_t cases[CELLS];
} world;

/* Positions on a small lattice, so that many distances are equal; every other one off it. */
static void make(world *w, uint64_t seed, size_t periods, bool is_permutation, double rate) {
    glo_draws draws = {.seed = seed, .stream = 9};
    double people = 0, of_period[PERIODS] = {0}, of_place[PLACES] = {0};
    memset(w, 0, sizeof *w);
    for (size_t p = 0; p < PLACES; p++) {
        w->x[p] = floor(4 * glo_draws_uniform(&draws)) + (p % 2 ? glo_draws_uniform(&draws) : 0);
        w->y[p] = floor(4 * glo_draws_uniform(&draws));
        double size = 1 + 9 * glo_draws_uniform(&draws);
        for (size_t t = 0; t < periods; t++) {
            size_t cell = p * periods + t;
            w->population[cell] = size * (1 + 0.3 * glo_draws_uniform(&draws)) * (p == 3 && t == 2 ? 0 : 1);
            people += w->population[cell];
            w->cases[cell] = w->population[cell] > 0 ? (int64_t)glo_draws_poisson(&draws, size * rate) : 0;
            of_place[p] += (double)w->cases[cell];
            of_period[t] += (double)w->cases[cell];
            w->s.total += w->cases[cell];
        }
    }
    for (size_t p = 0; p < PLACES; p++) {
        double own = 0;
        for (size_t t = 0; t < periods; t++) {
            size_t cell = p * periods + t;
            own += w->population[cell];
            w->expected[cell] = is_permutation ? of_place[p] * of_period[t] / (double)w->s.total
                                               : w->population[cell] * (double)w->s.total / people;
        }
        w->weight[p] = is_permutation ? of_place[p] / (double)w->s.total : own / people;
    }
    w->s.places = PLACES;
    w->s.periods = periods;
    w->s.x = w->x;
    w->s.y = w->y;
    w->s.cases = w->cases;
    w->s.population = is_permutation ? NULL : w->population;
    w->s.expected = w->expected;
    w->s.weight = w->weight;
}

/* ---- the slow way ---- */

typedef struct slow {
    const world *w;
    const glo_scan_spec *spec;
    const int64_t *counts;
    double best;
} slow;

static void try_set(slow *b, const bool *in) {
    const study *s = &b->w->s;
    size_t duration = b->spec->max_duration ? b->spec->max_duration : s->periods / 2 > 1 ? s->periods / 2 : 1;
    double weight = 0;
    for (size_t p = 0; p < PLACES; p++)
        weight += in[p] ? s->weight[p] : 0;
    if (weight > b->spec->max_share * (1 + 1e-12))
        return;
    for (size_t from = 0; from < s->periods; from++) {
        for (size_t to = from; to < s->periods && to - from < duration; to++) {
            double count = 0, m = 0;
            for (size_t p = 0; p < PLACES; p++) {
                for (size_t t = from; in[p] && t <= to; t++) {
                    count += (double)b->counts[p * s->periods + t];
                    m += s->expected[p * s->periods + t];
                }
            }
            bool is_asked = (b->spec->rates != GLO_SCAN_LOW && count > m) ||
                            (b->spec->rates != GLO_SCAN_HIGH && count < m);
            if (m > 0 && is_asked && (!b->spec->is_prospective || to + 1 == s->periods))
                b->best = fmax(b->best, glo_llr(count, m, (double)s->total));
        }
    }
}

static double apart(const study *s, size_t a, size_t b) {
    double dx = s->x[b] - s->x[a], dy = s->y[b] - s->y[a];
    return dx * dx + dy * dy;
}

static void try_circles(slow *b, size_t centre) {
    const study *s = &b->w->s;
    for (size_t last = 0; last < PLACES; last++) {
        bool in[PLACES];
        for (size_t p = 0; p < PLACES; p++)
            in[p] = apart(s, centre, p) <= apart(s, centre, last);
        try_set(b, in);
    }
}

static bool is_touching(const study *s, size_t a, size_t b) {
    for (size_t i = 0; i < s->touch_count; i++) {
        if (s->touches[i] == (uint64_t)a * PLACES + b)
            return true;
    }
    return false;
}

static bool is_connected(const study *s, const bool *in, size_t centre) {
    bool reached[PLACES] = {false};
    reached[centre] = true;
    for (size_t round = 0; round < PLACES; round++) {
        for (size_t a = 0; a < PLACES; a++) {
            for (size_t b = 0; b < PLACES; b++)
                reached[b] = reached[b] || (reached[a] && in[b] && is_touching(s, a, b));
        }
    }
    for (size_t p = 0; p < PLACES; p++) {
        if (in[p] && !reached[p])
            return false;
    }
    return true;
}

/* The places by distance from the centre, the centre first, then by number. */
static void order_from(const study *s, size_t centre, size_t *order) {
    for (size_t i = 0; i < PLACES; i++) {
        size_t at = i;
        for (; at > 0 && i != centre &&
               (order[at - 1] != centre && apart(s, centre, order[at - 1]) > apart(s, centre, i));
             at--)
            order[at] = order[at - 1];
        if (i == centre) {
            memmove(order + 1, order, i * sizeof *order);
            at = 0;
        }
        order[at] = i;
    }
}

static void try_connected(slow *b, size_t centre) {
    const study *s = &b->w->s;
    size_t order[PLACES], k = b->spec->neighbours;
    order_from(s, centre, order);
    for (unsigned set = 1; set < 1u << k; set += 2) {
        bool in[PLACES] = {false};
        for (size_t i = 0; i < k; i++)
            in[order[i]] = set >> i & 1;
        if (is_connected(s, in, centre))
            try_set(b, in);
    }
}

static double slow_best(const world *w, const glo_scan_spec *spec, const int64_t *counts) {
    slow b = {.w = w, .spec = spec, .counts = counts};
    for (size_t centre = 0; centre < PLACES; centre++) {
        if (spec->is_flexible)
            try_connected(&b, centre);
        else
            try_circles(&b, centre);
    }
    return b.best;
}

/* ---- the comparison ---- */

static int64_t count_at(const searcher *r, size_t cell, size_t lane) {
    size_t at = cell * GLO_SCAN_LANES + lane;
    return r->plan->width == 1 ? ((const uint8_t *)r->cells)[at] : ((const uint16_t *)r->cells)[at];
}

static void compare(world *w, const glo_scan_spec *spec, double start) {
    scan_zones zones;
    search_plan plan;
    null_model model;
    searcher r;
    ASSERT_OK(glo_scan_zones_find(&w->s, spec, NULL, &zones));
    ASSERT_OK(glo_search_plan(&w->s, spec, &zones, &plan));
    ASSERT_OK(glo_null_model_new(&w->s, spec, &model));
    ASSERT_OK(glo_searcher_new(&plan, GLO_SCAN_LANES, &r));
    static int64_t counts[GLO_SCAN_LANES][CELLS];
    static uint16_t room[1 << 16];
    for (size_t lane = 0; lane < GLO_SCAN_LANES; lane++) {
        glo_null_draw(&model, lane, &r, lane, room);
        int64_t total = 0;
        for (size_t i = 0; i < PLACES * w->s.periods; i++) {
            counts[lane][i] = count_at(&r, i, lane);
            total += counts[lane][i];
        }
        assert_int_equal(w->s.total, total);
    }
    assert_in_range(plan.width, 1, 2);
    ASSERT_OK(glo_search(&r, 0, PLACES, start, NULL));
    for (size_t lane = 0; lane < GLO_SCAN_LANES; lane++)
        assert_near(r.best[lane].llr, slow_best(w, spec, counts[lane]), 1e-9);
    glo_searcher_dispose(&r);
    glo_null_model_dispose(&model);
    glo_search_plan_dispose(&plan);
    glo_scan_zones_dispose(&zones);
    free(w->s.touches);
    w->s.touches = NULL;
    w->s.touch_count = 0;
}

static void test_search(void **state) {
    (void)state;
    static world w;
    for (uint64_t seed = 1; seed <= 3; seed++) {
        for (int form = 0; form < 32; form++) {
            bool is_permutation = form & 1;
            size_t periods = is_permutation || form & 2 ? PERIODS : 1;
            double many = seed == 3 ? 400 : 5; /* sums in 32 bits, in 16 */
            make(&w, seed, periods, is_permutation, form & 16 ? many : 0.7);
            glo_scan_spec spec = {.model = is_permutation ? GLO_SCAN_PERMUTATION : GLO_SCAN_POISSON,
                                  .rates = (glo_scan_rates)(form % 3),
                                  .is_prospective = periods > 1 && form & 4,
                                  .is_flexible = form & 8,
                                  .neighbours = 7,
                                  .max_share = seed % 2 ? 0.5 : 0.3,
                                  .max_duration = seed % 3 ? 0 : 2,
                                  .seed = seed};
            compare(&w, &spec, seed % 2 ? 0 : 4);
        }
    }
}

/* ---- what is drawn ---- */

static void test_draws(void **state) {
    (void)state;
    static world w;
    static uint16_t room[1 << 16];
    for (int form = 0; form < 4; form++) {
        int is_permutation = form & 1;
        make(&w, 3, PERIODS, is_permutation,
             form & 2 ? 4 : 0.7); /* cell by cell, or one case after the other */
        glo_scan_spec spec = {
            .model = is_permutation ? GLO_SCAN_PERMUTATION : GLO_SCAN_POISSON, .max_share = 0.5, .seed = 5};
        scan_zones zones;
        search_plan plan;
        null_model model;
        ASSERT_OK(glo_scan_zones_find(&w.s, &spec, NULL, &zones));
        ASSERT_OK(glo_search_plan(&w.s, &spec, &zones, &plan));
        ASSERT_OK(glo_null_model_new(&w.s, &spec, &model));
        double sums[CELLS] = {0}, squares[CELLS] = {0};
        enum { BATCHES = 60 };
        for (uint64_t batch = 0; batch < BATCHES; batch++) {
            searcher r;
            ASSERT_OK(glo_searcher_new(&plan, GLO_SCAN_LANES, &r));
            for (size_t lane = 0; lane < GLO_SCAN_LANES; lane++) {
                glo_null_draw(&model, batch * GLO_SCAN_LANES + lane, &r, lane, room);
                int64_t own[PLACES] = {0};
                for (size_t i = 0; i < CELLS; i++) {
                    double count = (double)count_at(&r, i, lane);
                    sums[i] += count;
                    squares[i] += count * count;
                    own[i / PERIODS] += (int64_t)count;
                }
                for (size_t p = 0; is_permutation && p < PLACES; p++)
                    assert_near((double)own[p], w.weight[p] * (double)w.s.total, 1e-6);
            }
            glo_searcher_dispose(&r);
        }
        double n = BATCHES * GLO_SCAN_LANES, total = (double)w.s.total;
        for (size_t i = 0; i < CELLS; i++) {
            double mean = sums[i] / n, m = w.expected[i];
            double variance = is_permutation
                                  ? m * (1 - w.weight[i / PERIODS]) *
                                        (1 - m / (w.weight[i / PERIODS] * total)) * total / (total - 1)
                                  : m * (1 - m / total);
            assert_near(mean, m, 5 * sqrt(variance / n) + 1e-12);
            assert_near((squares[i] / n - mean * mean), variance, 0.25 * variance + 1e-12);
        }
        glo_null_model_dispose(&model);
        glo_search_plan_dispose(&plan);
        glo_scan_zones_dispose(&zones);
    }
}

/* ---- runs ---- */

/* The largest sum of a lane, the slow way. */
static int64_t slow_run(const run_kind *k, const int32_t *counts, const int32_t *offsets, size_t lane) {
    int64_t best = 0;
    for (size_t to = 0; to < k->periods; to++) {
        int64_t sum = 0;
        for (size_t from = to + 1; from-- > 0;) {
            int64_t more = counts[from * GLO_SCAN_LANES + lane] - offsets[from];
            sum += k->is_low ? -more : more;
            if (sum > best && (!k->is_last || to + 1 == k->periods))
                best = sum;
        }
    }
    return best;
}

/* Counts up to the most that there may be, so that sums of 16 and of 32 bits wrap around. */
static void test_runs(void **state) {
    (void)state;
    enum { LONG = 300 };
    static int32_t counts[LONG * GLO_SCAN_LANES], offsets[GLO_SCAN_SLOPES * LONG];
    static int16_t short_counts[LONG * GLO_SCAN_LANES], short_offsets[GLO_SCAN_SLOPES * LONG];
    glo_draws draws = {.seed = 4, .stream = 2};
    for (int form = 0; form < 32; form++) {
        run_kind k = {form & 8 ? LONG : 7, form & 1, form & 2, form & 4};
        int32_t most = glo_run_most(k.is_short), largest = form & 16 ? most : 20;
        double cumulated[LONG + 1] = {0};
        int32_t sums[2 * GLO_SCAN_SLOPES * GLO_SCAN_LANES];
        for (size_t t = 0; t < k.periods; t++)
            cumulated[t + 1] = cumulated[t] + glo_draws_uniform(&draws);
        for (size_t i = 0; i < k.periods * GLO_SCAN_LANES; i++) {
            counts[i] = (int32_t)(largest * glo_draws_uniform(&draws));
            short_counts[i] = (int16_t)counts[i];
        }
        for (size_t s = 0; s < GLO_SCAN_SLOPES; s++) {
            double scaled = fmin(largest * (0.5 + 0.15 * (double)s), 0x1p29 / cumulated[k.periods]);
            assert_true(
                glo_run_offsets(&k, cumulated, scaled, s, k.is_short ? (void *)short_offsets : offsets));
            int64_t sum = 0;
            for (size_t t = 0; t < k.periods; t++) {
                size_t at = s * k.periods + t;
                offsets[at] = k.is_short ? short_offsets[at] : offsets[at];
                sum += offsets[at];
                assert_true(fabs((double)sum - scaled * cumulated[t + 1]) <= 1);
            }
        }
        glo_run_sums(&k, k.is_short ? (const void *)short_counts : counts,
                     k.is_short ? (const void *)short_offsets : offsets, sums);
        for (size_t i = 0; i < GLO_SCAN_SLOPES * GLO_SCAN_LANES; i++) {
            int64_t run = slow_run(&k, counts, offsets + i / GLO_SCAN_LANES * k.periods, i % GLO_SCAN_LANES);
            /* a run that ends last may have wrapped around before */
            assert_true(run > most || (k.is_last && sums[i] > most) ? sums[i] > most : sums[i] == run);
        }
    }
}

/* ---- levels ---- */

static void test_levels(void **state) {
    (void)state;
    for (int side = 0; side < 2; side++) {
        grid g;
        levels v;
        ASSERT_OK(glo_grid_new((glo_scan_rates)side, 0.02, 5000, &g));
        ASSERT_OK(glo_levels_new(&g, 10, INT32_MAX / 2, &v));
        glo_levels_tilt(&v, 9);
        double ratios[] = {0, 0.4, 2.3, 11.1, 60, 300};
        for (size_t i = 0; i < sizeof ratios / sizeof *ratios; i++) {
            glo_levels_set(&v, 3, ratios[i]);
            for (double m = 0.021; m < 4999; m *= 1.013) {
                double count = glo_llr_count(ratios[i], m, 5000, (glo_scan_rates)side, 0);
                if (ratios[i] > 0 && count > 0 && count < 5000)
                    assert_near(glo_llr(count, m, 5000), ratios[i], 1e-4 * (1 + ratios[i]));
                size_t j = glo_grid_step(&g, m);
                assert_true(g.at[j] <= m && m <= g.at[j + 1]);
                double chord =
                    v.count[j * GLO_SCAN_LANES + 3] + v.slope[j * GLO_SCAN_LANES + 3] * (m - g.at[j]);
                double beyond = side == GLO_SCAN_HIGH ? count - chord : chord - count, hair = 1e-6 * (1 + m);
                assert_true(beyond > -hair);
                /* every segment that the expected lies in lets the count through */
                double sign = side == GLO_SCAN_HIGH ? 1 : -1;
                for (size_t k = 0; k <= GLO_SCAN_WIDE && k <= j; k++) {
                    double sum = sign * (count + sign * 2 * hair - v.wide.tilt[j - k] * m);
                    assert_true(k == GLO_SCAN_WIDE ||
                                ldexp(sum, 10) > v.wide.limit[(j - k) * GLO_SCAN_LANES + 3]);
                }
            }
        }
        glo_levels_dispose(&v);
        glo_grid_dispose(&g);
    }
}

static void test_ratio(void **state) {
    (void)state;
    assert_near(glo_llr(85, 95249.0 * 552 / 1057673, 552), 11.577255142587255, 1e-10);
    assert_near(glo_llr(0, 10, 100), 100 * log(100.0 / 90), 1e-12);
    assert_near(glo_llr(100, 10, 100), 100 * log(10.0), 1e-12);
    assert_near(glo_llr(10, 10, 100), 0, 1e-12);
    assert_near(glo_llr_count(5, 99.9, 100, GLO_SCAN_HIGH, 0), 100, 0);
    assert_near(glo_llr_count(5, 1, 100, GLO_SCAN_LOW, 0), 0, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ratio), cmocka_unit_test(test_runs),
                                       cmocka_unit_test(test_levels), cmocka_unit_test(test_search),
                                       cmocka_unit_test(test_draws)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
