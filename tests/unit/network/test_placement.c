/* test_placement.c: placements against all choices tried, against the integer program, and with what can't be served. */
#include "network/placement.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SITES = 9, CLIENTS = 17 };

/* A small generator of its own: the same instances on any machine. */
static uint32_t state = 1;
static uint32_t next(uint32_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
}

static double total_of(const double *costs, uint32_t open) {
    double total = 0;
    for (size_t i = 0; i < CLIENTS; i++) {
        double least = INFINITY;
        for (size_t j = 0; j < SITES; j++) {
            if (open >> j & 1)
                least = fmin(least, costs[j * CLIENTS + i]);
        }
        total += least;
    }
    return total;
}

static double best_of_all(const double *costs, size_t posts, uint32_t fixed) {
    double best = INFINITY;
    for (uint32_t open = 0; open < 1u << SITES; open++) {
        if ((size_t)__builtin_popcount(open) == posts && (open & fixed) == fixed)
            best = fmin(best, total_of(costs, open));
    }
    return best;
}

static void test_all_choices(void **unused) {
    (void)unused;
    for (int trial = 0; trial < 60; trial++) {
        double costs[SITES * CLIENTS], scale = trial % 2 ? 1 : 0.37;
        bool open[SITES], is_fixed[SITES] = {false};
        for (size_t k = 0; k < SITES * CLIENTS; k++)
            costs[k] = scale * next(trial % 3 ? 100 : 3);
        size_t posts = 1 + next(SITES - 1), site = next(SITES);
        is_fixed[site] = trial % 4 == 0;
        glo_median problem = {SITES, CLIENTS, posts, costs, is_fixed};
        double best = best_of_all(costs, posts, is_fixed[site] ? 1u << site : 0);
        for (int program = 0; program < 2; program++) {
            glo_median_limits limits = {.program_only = program};
            glo_median_answer answer;
            assert_int_equal(GLO_OK, glo_median_solve(&problem, &limits, NULL, open, &answer));
            assert_true(answer.is_optimal);
            assert_true(fabs(answer.total - best) < 1e-9);
            assert_true(fabs(answer.bound - best) < 1e-9);
            size_t count = 0;
            for (size_t j = 0; j < SITES; j++)
                count += open[j];
            assert_int_equal(posts, count);
            assert_true(!is_fixed[site] || open[site]);
        }
    }
}

static void test_centre(void **unused) {
    (void)unused;
    for (int trial = 0; trial < 20; trial++) {
        double costs[SITES * CLIENTS], radius, best = INFINITY;
        bool open[SITES];
        for (size_t k = 0; k < SITES * CLIENTS; k++)
            costs[k] = next(100);
        for (uint32_t set = 0; set < 1u << SITES; set++) {
            double longest = 0;
            if (__builtin_popcount(set) != 3)
                continue;
            for (size_t i = 0; i < CLIENTS; i++) {
                double least = INFINITY;
                for (size_t j = 0; j < SITES; j++)
                    least = set >> j & 1 ? fmin(least, costs[j * CLIENTS + i]) : least;
                longest = fmax(longest, least);
            }
            best = fmin(best, longest);
        }
        glo_median problem = {SITES, CLIENTS, 3, costs, NULL};
        glo_median_answer answer;
        assert_int_equal(
            GLO_OK, glo_centre_solve(&problem, costs, &(glo_median_limits){0}, NULL, open, &radius, &answer));
        assert_true(answer.is_optimal);
        assert_true(radius == best);
    }
}

/* Costs without any geometry, whose bounds are weak: by a look at all choices and by branch and bound. */
static void test_weak_bounds(void **unused) {
    (void)unused;
    enum { MANY = 20, PLACES = 40 };
    for (size_t posts = 3; posts <= 12; posts += 3) {
        double costs[MANY * PLACES];
        bool open[MANY];
        glo_median_answer all, branched;
        for (size_t k = 0; k < MANY * PLACES; k++)
            costs[k] = next(5000);
        glo_median problem = {MANY, PLACES, posts, costs, NULL};
        const glo_median_limits few = {.looks = 1};
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &(glo_median_limits){0}, NULL, open, &all));
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &few, NULL, open, &branched));
        assert_true(all.is_optimal && branched.is_optimal);
        assert_true(all.total == branched.total);
    }
}

static void test_unserved(void **unused) {
    (void)unused;
    const double costs[2 * 3] = {1, 2, INFINITY, INFINITY, 5, INFINITY};
    bool open[2];
    glo_median_answer answer;
    glo_median problem = {2, 3, 1, costs, NULL};
    assert_int_equal(GLO_OK, glo_median_solve(&problem, &(glo_median_limits){0}, NULL, open, &answer));
    assert_true(open[0] && !open[1]);
    assert_int_equal(1, answer.unserved);
    assert_true(answer.total == 3);
    problem.posts = 3;
    assert_int_equal(GLO_EINVAL, glo_median_solve(&problem, &(glo_median_limits){0}, NULL, open, &answer));
}

static void test_cancelled(void **unused) {
    (void)unused;
    const double costs[2 * 2] = {1, 2, 3, 4};
    atomic_bool cancel = true;
    glo_job job = {.threads = 1, .cancel = &cancel};
    bool open[2];
    glo_median_answer answer;
    glo_median problem = {2, 2, 1, costs, NULL};
    assert_int_equal(GLO_ECANCELLED,
                     glo_median_solve(&problem, &(glo_median_limits){0}, &job, open, &answer));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_choices), cmocka_unit_test(test_centre),
        cmocka_unit_test(test_weak_bounds), cmocka_unit_test(test_unserved),
        cmocka_unit_test(test_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
