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
    for (int trial = 0; trial < 40; trial++) {
        double costs[SITES * CLIENTS], best = INFINITY, least_total = INFINITY;
        const size_t posts = 1 + next(5);
        bool open[SITES], is_fixed[SITES] = {false};
        for (size_t k = 0; k < SITES * CLIENTS; k++)
            costs[k] = trial % 5 == 4 && next(4) == 0 ? (double)INFINITY : next(trial % 2 ? 100 : 10);
        is_fixed[1] = trial % 3 == 0;
        for (uint32_t set = 0; set < 1u << SITES; set++) {
            double longest = 0;
            if ((size_t)__builtin_popcount(set) != posts || (is_fixed[1] && !(set & 2)))
                continue;
            for (size_t i = 0; i < CLIENTS; i++) {
                double least = INFINITY;
                for (size_t j = 0; j < SITES; j++)
                    least = set >> j & 1 ? fmin(least, costs[j * CLIENTS + i]) : least;
                longest = fmax(longest, least);
            }
            if (longest <= best && (longest < best || total_of(costs, set) < least_total))
                least_total = total_of(costs, set);
            best = fmin(best, longest);
        }
        glo_median problem = {SITES, CLIENTS, posts, costs, is_fixed};
        glo_centre_answer answer;
        assert_int_equal(GLO_OK,
                         glo_centre_solve(&problem, costs, &(glo_median_limits){0}, NULL, open, &answer));
        assert_true(answer.median.is_optimal);
        assert_true(answer.radius == best && answer.radius_bound == best);
        assert_true(isinf(best) ? answer.median.unserved > 0 : answer.median.unserved == 0);
        assert_true(isinf(best) || answer.median.total == least_total);
    }
}

/* Random costs have no geometry: nothing that bounds or reductions could hold on to. By all choices, in which the largest of the least
 * distances and then the total count. */
static void test_random_centre(void **unused) {
    (void)unused;
    enum { MANY = 14, PLACES = 60 };
    for (size_t posts = 2; posts <= 8; posts += 3) {
        double costs[MANY * PLACES], best = INFINITY, least_total = INFINITY;
        bool open[MANY];
        for (size_t k = 0; k < MANY * PLACES; k++)
            costs[k] = 1 + next(5000);
        for (uint32_t set = 0; set < 1u << MANY; set++) {
            double longest = 0, total = 0;
            if ((size_t)__builtin_popcount(set) != posts)
                continue;
            for (size_t i = 0; i < PLACES; i++) {
                double least = INFINITY;
                for (size_t j = 0; j < MANY; j++)
                    least = set >> j & 1 ? fmin(least, costs[j * PLACES + i]) : least;
                longest = fmax(longest, least);
                total += least;
            }
            if (longest < best || (longest == best && total < least_total)) {
                best = longest;
                least_total = total;
            }
        }
        glo_median problem = {MANY, PLACES, posts, costs, NULL};
        glo_centre_answer answer;
        assert_int_equal(GLO_OK,
                         glo_centre_solve(&problem, costs, &(glo_median_limits){0}, NULL, open, &answer));
        assert_true(answer.median.is_optimal && answer.radius == best && answer.radius_bound == best);
        assert_true(answer.median.total == least_total);
    }
}

/* The size that must be exact: 60 posts, 200 countries, random costs. A search of 270,000 covers and some hundred bounds, well within the
 * work; without the search for covers the program alone took a minute. */
static void test_large_centre(void **unused) {
    (void)unused;
    enum { MANY = 60, PLACES = 200 };
    static double costs[MANY * PLACES];
    bool open[MANY];
    for (size_t k = 0; k < MANY * PLACES; k++)
        costs[k] = 1 + next(5000);
    for (size_t posts = 5; posts <= 10; posts += 5) {
        glo_median problem = {MANY, PLACES, posts, costs, NULL};
        glo_centre_answer answer;
        assert_int_equal(GLO_OK,
                         glo_centre_solve(&problem, costs, &(glo_median_limits){0}, NULL, open, &answer));
        assert_true(answer.median.is_optimal);
        assert_true(answer.median.work < (uint64_t)GLO_MEDIAN_WORK / 4);
    }
}

/* Whatever work a search may do, its bounds hold and its choice is one. */
static void test_little_work(void **unused) {
    (void)unused;
    enum { MANY = 20, PLACES = 40 };
    for (size_t trial = 0; trial < 12; trial++) {
        double costs[MANY * PLACES];
        const size_t posts = 3 + trial % 6;
        bool open[MANY];
        glo_centre_answer exact, hurried;
        glo_median_answer best, quick;
        for (size_t k = 0; k < MANY * PLACES; k++)
            costs[k] = next(5000);
        glo_median problem = {MANY, PLACES, posts, costs, NULL};
        const glo_median_limits little = {.work = (uint64_t)10000 << trial, .looks = 1};
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &(glo_median_limits){0}, NULL, open, &best));
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &little, NULL, open, &quick));
        assert_true(quick.bound <= best.total && best.total <= quick.total && quick.bound > 0);
        assert_true(!quick.is_optimal || quick.total == best.total);
        assert_int_equal(GLO_OK,
                         glo_centre_solve(&problem, costs, &(glo_median_limits){0}, NULL, open, &exact));
        assert_int_equal(GLO_OK, glo_centre_solve(&problem, costs, &little, NULL, open, &hurried));
        assert_true(hurried.radius_bound <= exact.radius && exact.radius <= hurried.radius);
        assert_true(!hurried.median.is_optimal || hurried.median.total == exact.median.total);
    }
}

/* Coverage, whose costs are 0 or the demand: by branch and bound beside the program of GLPK. */
static void test_coverage(void **unused) {
    (void)unused;
    enum { MANY = 20, PLACES = 50 };
    for (size_t trial = 0; trial < 12; trial++) {
        double costs[MANY * PLACES];
        bool open[MANY];
        glo_median_answer by_program, branched;
        for (size_t i = 0; i < PLACES; i++) {
            const double demand = 1 + next(trial % 2 ? 1 : 1000);
            for (size_t j = 0; j < MANY; j++)
                costs[j * PLACES + i] = next(5) == 0 ? 0 : demand;
        }
        glo_median problem = {MANY, PLACES, 2 + trial, costs, NULL};
        const glo_median_limits program = {.program_only = true}, few = {.looks = 1};
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &program, NULL, open, &by_program));
        assert_int_equal(GLO_OK, glo_median_solve(&problem, &few, NULL, open, &branched));
        assert_true(by_program.is_optimal && branched.is_optimal);
        assert_true(by_program.total == branched.total);
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
        cmocka_unit_test(test_all_choices),   cmocka_unit_test(test_centre),
        cmocka_unit_test(test_random_centre), cmocka_unit_test(test_large_centre),
        cmocka_unit_test(test_little_work),   cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_weak_bounds),   cmocka_unit_test(test_unserved),
        cmocka_unit_test(test_cancelled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
