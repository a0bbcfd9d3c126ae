/* test_crossimpact.c: Somewhereland (W. Weimer-Jehle's tutorial) has exactly ten consistent scenarios; on random matrices the search and
 * the basins are what going through all combinations one by one gives, whatever the number of threads. */
#include "near.h"

#include "crossimpact/basins.h"
#include "crossimpact/impacts.h"
#include "crossimpact/search.h"
#include "crossimpact/successors.h"
#include "model/event_impact.h"
#include "numeric/draws.h"

#include <stdlib.h>
#include <string.h>

static const double somewhereland[17 * 17] = {
    0, 0,  0,  -2, 1,  1,  0,  0,  0,  0,  0,  -2, 1,  1,  0, 0,  0,  0,  0,  0,  2,  1,  -3, -2, -1,
    3, -2, 2,  0,  0,  0,  2,  -1, -1, 0,  0,  0,  0,  0,  0, 0,  2,  -2, 3,  -3, 2,  -1, -1, -2, 2,
    0, 0,  0,  0,  0,  0,  0,  -2, 1,  1,  0,  0,  0,  0,  0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,
    1, -1, 0,  0,  1,  0,  -1, 0,  0,  0,  3,  -1, -2, 0,  0, 0,  3,  0,  -3, 0,  0,  3,  -1, -2, -2,
    1, 1,  2,  1,  -3, 0,  0,  0,  0,  0,  0,  -2, 2,  -3, 1, 2,  0,  0,  0,  -1, 2,  -1, 0,  0,  0,
    0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0, 0,  0,  0,  0,  0,  -2, 2,  3,  -1, -2,
    0, 0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  0,  3, -1, -2, -2, 1,  1,  0,  -3, 3,  0,  0,
    0, 0,  0,  0,  0,  0,  -3, 1,  2,  2,  -1, -1, 0,  0,  0, 0,  0,  0,  -2, -1, 3,  0,  0,  0,  0,
    0, 2,  -1, -1, 0,  0,  0,  -1, 0,  1,  1,  1,  -2, 0,  0, 0,  0,  0,  -1, 0,  1,  2,  -1, -1, -3,
    1, 2,  3,  0,  -3, 0,  0,  0,  0,  0,  -2, -1, 3,  0,  3, -3, 0,  0,  0,  -3, 0,  3,  -3, 3,  -2,
    1, 1,  0,  0,  0,  1,  -2, 1,  0,  0,  0,  -1, 2,  -1, 2, -2, 2,  -1, -1, 0,  0,  0,  0,  0,  0,
    0, 0,  0,  -1, 2,  -1, 1,  -1, 2,  -1, -1, 0,  0,  0};

static glo_cross_impacts *make(const size_t *sizes, size_t count, const double *judgements) {
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i",
                                        "j", "k", "l", "m", "n", "o", "p", "q", "r"};
    glo_cross_impacts *impacts = NULL;
    assert_int_equal(GLO_OK, glo_cross_impacts_new(names, sizes, count, names, judgements, &impacts));
    return impacts;
}

static glo_cross_impacts *tutorial(void) {
    return make((const size_t[]){3, 3, 3, 2, 3, 3}, 6, somewhereland);
}

static glo_scenario scenario_of(const char *digits) {
    glo_scenario s = {{0}};
    for (size_t k = 0; digits[k]; k++)
        s.state[k] = (uint8_t)(digits[k] - '1');
    return s;
}

static void test_somewhereland(void **state) {
    (void)state;
    static const struct {
        const char *states;
        int64_t score;
    } wanted[] = {{"122112", 9},  {"131233", 21}, {"132112", 14}, {"132113", 12}, {"213221", 17},
                  {"223221", 15}, {"312112", 18}, {"313211", 9},  {"322112", 19}, {"323211", 8}};
    glo_cross_impacts *impacts = tutorial();
    glo_found found;
    assert_int_equal(486, glo_cross_impacts_combinations(impacts));
    assert_int_equal(GLO_OK, glo_search_consistent(impacts, 0, 100, NULL, &found));
    assert_int_equal(10, found.count);
    for (size_t i = 0; i < 10; i++) {
        glo_scenario s = scenario_of(wanted[i].states);
        assert_int_equal(glo_scenario_pack(impacts, &s), found.keys[i]);
        assert_int_equal(wanted[i].score, glo_scenario_worth(impacts, &s).score);
        assert_true(glo_scenario_worth(impacts, &s).consistency >= 0);
        assert_int_equal(found.keys[i], glo_succeed(impacts, GLO_SUCCESSION_GLOBAL, found.keys[i]));
    }
    free(found.keys);
    assert_int_equal(GLO_EINVAL, glo_search_consistent(impacts, 0, 9, NULL, &found));
    glo_cross_impacts_free(impacts);
}

static void test_balances(void **state) {
    (void)state;
    static const int32_t wanted[17] = {0, 3, -3, 2, 1, -3, -9, -1, 10, -7, 7, 4, -1, -3, 2, -1, -1};
    glo_cross_impacts *impacts = tutorial();
    glo_scenario s = scenario_of("213111");
    int32_t balance[GLO_ALL_STATES];
    glo_balances(impacts, &s, balance);
    assert_memory_equal(wanted, balance, sizeof wanted);
    assert_int_equal(-14, glo_scenario_worth(impacts, &s).consistency);
    glo_cross_impacts_free(impacts);
}

/* ---- against going through all combinations ---- */

static const size_t mixed[] = {3, 2, 4, 1, 3, 2, 3}; /* 432 combinations of 18 states */

static double *random_judgements(uint64_t seed) {
    double *values = calloc(18 * 18, sizeof *values);
    glo_draws draws = {.seed = seed};
    assert_non_null(values);
    for (size_t i = 0; i < 18 * 18; i++)
        values[i] = floor(glo_draws_uniform(&draws) * 13) / 2 - 3; /* halves: scaled by ten */
    return values;
}

static glo_scenario combination(const glo_cross_impacts *impacts, size_t number) {
    glo_scenario s = {{0}};
    for (size_t k = impacts->descriptors; k-- > 0; number /= impacts->size[k])
        s.state[k] = (uint8_t)(number % impacts->size[k]);
    return s;
}

static void check_search(const glo_cross_impacts *impacts, int64_t allowed) {
    glo_found found;
    size_t count = 0;
    assert_int_equal(GLO_OK, glo_search_consistent(impacts, allowed, 1000, &(glo_job){.threads = 3}, &found));
    for (size_t c = 0; c < 432; c++) {
        glo_scenario s = combination(impacts, c);
        if (glo_scenario_worth(impacts, &s).consistency >= -allowed)
            assert_int_equal(glo_scenario_pack(impacts, &s), found.keys[count++]);
    }
    assert_int_equal(count, found.count);
    free(found.keys);
}

static uint64_t end_of(const glo_cross_impacts *impacts, glo_succession succession, uint64_t key) {
    for (size_t i = 0; i < 432; i++)
        key = glo_succeed(impacts, succession, key);
    uint64_t lowest = key;
    for (size_t i = 0; i < 432; i++) {
        key = glo_succeed(impacts, succession, key);
        lowest = key < lowest ? key : lowest;
    }
    return lowest;
}

static void check_basins(const glo_cross_impacts *impacts, glo_succession succession) {
    glo_basins one, three;
    uint64_t total = 0;
    assert_int_equal(GLO_OK, glo_find_basins(impacts, succession, NULL, &one));
    assert_int_equal(GLO_OK, glo_find_basins(impacts, succession, &(glo_job){.threads = 3}, &three));
    assert_int_equal(one.count, three.count);
    assert_memory_equal(one.attractors, three.attractors, one.count * sizeof *one.attractors);
    for (size_t c = 0; c < 432; c++) {
        glo_scenario s = combination(impacts, c);
        uint64_t end = end_of(impacts, succession, glo_scenario_pack(impacts, &s));
        for (size_t i = 0; i < one.count; i++)
            one.attractors[i].weight -= one.attractors[i].key == end;
    }
    for (size_t i = 0; i < one.count; i++) {
        assert_int_equal(0, one.attractors[i].weight);
        total += three.attractors[i].weight;
    }
    assert_int_equal(432, total);
    free(one.attractors);
    free(three.attractors);
}

static void test_random_matrices(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        double *judgements = random_judgements(seed);
        glo_cross_impacts *impacts = make(mixed, 7, judgements);
        assert_int_equal(10, impacts->scale);
        check_search(impacts, 0);
        check_search(impacts, 35);
        check_basins(impacts, GLO_SUCCESSION_GLOBAL);
        check_basins(impacts, GLO_SUCCESSION_INCREMENTAL);
        check_basins(impacts, GLO_SUCCESSION_LOCAL);
        glo_cross_impacts_free(impacts);
        free(judgements);
    }
}

/* Keys of more than 32 bits. */
/* Steps in lanes are those of glo_succeed: one by one, and of a whole block; descriptors with 1 to 5 states, over several vectors. */
static void test_successors(void **state) {
    (void)state;
    enum { DESCRIPTORS = 14, STATES = 42 };
    static const size_t sizes[DESCRIPTORS] = {3, 2, 4, 1, 3, 2, 3, 5, 2, 3, 4, 3, 4, 3};
    static const char *const names[STATES] = {[0 ... STATES - 1] = "x"};
    static double judgements[STATES * STATES];
    glo_draws draws = {.seed = 11};
    for (size_t i = 0; i < (size_t)STATES * STATES; i++)
        judgements[i] = floor(glo_draws_uniform(&draws) * 7) - 3;
    glo_cross_impacts *impacts;
    glo_successors s;
    assert_int_equal(GLO_OK, glo_cross_impacts_new(names, sizes, DESCRIPTORS, names, judgements, &impacts));
    assert_int_equal(GLO_OK, glo_successors_new(impacts, &s));
    assert_true(s.outer > 1 && s.inner > 1);
    uint64_t *keys = calloc(s.inner, sizeof *keys);
    assert_non_null(keys);
    for (int i = 0; i < 20; i++) {
        uint64_t outer = (uint64_t)(glo_draws_uniform(&draws) * (double)s.outer);
        glo_successors_block(&s, outer, keys);
        for (size_t c = 0; c < s.inner; c++) {
            uint64_t key = glo_successors_start(&s, outer, c);
            assert_int_equal(keys[c], glo_succeed(impacts, GLO_SUCCESSION_GLOBAL, key));
            assert_int_equal(keys[c], glo_successors_next(&s, key));
        }
    }
    free(keys);
    glo_successors_dispose(&s);
    glo_cross_impacts_free(impacts);
}

static void test_many_descriptors(void **state) {
    (void)state;
    static const char *const names[60] = {[0 ... 59] = "x"};
    size_t sizes[20];
    double judgements[60 * 60] = {0};
    glo_cross_impacts *impacts;
    glo_found found;
    for (size_t k = 0; k < 20; k++)
        sizes[k] = 3;
    for (size_t k = 0; k < 20; k++) /* each state of a descriptor promotes the second of the next */
        for (size_t i = 0; i < 3; i++)
            judgements[(3 * k + i) * 60 + 3 * ((k + 1) % 20) + 1] = 0.125;
    assert_int_equal(GLO_OK, glo_cross_impacts_new(names, sizes, 20, names, judgements, &impacts));
    assert_int_equal(1000, impacts->scale);
    assert_int_equal(GLO_OK, glo_search_consistent(impacts, 0, 10, NULL, &found));
    assert_int_equal(1, found.count);
    glo_scenario s;
    glo_scenario_unpack(impacts, found.keys[0], &s);
    for (size_t k = 0; k < 20; k++)
        assert_int_equal(1, s.state[k]);
    assert_int_equal(found.keys[0], glo_scenario_pack(impacts, &s));
    assert_true(found.visited < 10000);
    free(found.keys);
    glo_cross_impacts_free(impacts);
}

static void test_bad_input(void **state) {
    (void)state;
    static const char *const names[] = {"a", "b", "c", "d"};
    glo_cross_impacts *impacts;
    double judgements[16] = {0};
    assert_int_equal(GLO_EINVAL,
                     glo_cross_impacts_new(names, (const size_t[]){2}, 1, names, judgements, &impacts));
    assert_int_equal(GLO_EINVAL,
                     glo_cross_impacts_new(names, (const size_t[]){2, 17}, 2, names, judgements, &impacts));
    judgements[3] = NAN;
    assert_int_equal(GLO_EINVAL,
                     glo_cross_impacts_new(names, (const size_t[]){2, 2}, 2, names, judgements, &impacts));
    judgements[3] = 0.12345;
    assert_int_equal(GLO_EINVAL,
                     glo_cross_impacts_new(names, (const size_t[]){2, 2}, 2, names, judgements, &impacts));
}

/* Where conditional probabilities agree with the initial ones, trials give those back; and two events that decide each other. */
static void test_event_impact(void **state) {
    (void)state;
    const double initial[] = {0.4, 0.5}, none[] = {1, 1, 1, 1};
    const double if_so[] = {1, 0.7 / 0.3, 0.56 / 0.44 / (0.4 / 0.6), 1};
    const double given_not = (0.5 - 0.4 * 0.7) / 0.6, back_not = (0.4 - 0.5 * 0.56) / 0.5;
    const double if_not[] = {1, given_not / (1 - given_not), back_not / (1 - back_not) / (0.4 / 0.6), 1};
    glo_event_impact_spec spec = {
        .events = 2, .initial = initial, .if_so = none, .if_not = none, .draws = 100000, .seed = 1};
    uint64_t happened[2], again[2];
    assert_int_equal(GLO_OK, glo_event_impact(&spec, NULL, happened));
    assert_near((double)happened[0] / 1e5, 0.4, 0.006);
    spec.if_so = if_so;
    spec.if_not = if_not;
    assert_int_equal(GLO_OK, glo_event_impact(&spec, NULL, happened));
    assert_int_equal(GLO_OK, glo_event_impact(&spec, &(glo_job){.threads = 3}, again));
    assert_memory_equal(happened, again, sizeof happened);
    assert_near((double)happened[0] / 1e5, 0.4, 0.006);
    assert_near((double)happened[1] / 1e5, 0.5, 0.006);
    spec.if_not = none; /* 0.5 each way: P(b) = (P(b) + P(a) P(b|a) + P(not a) P(b)) / 2 */
    assert_int_equal(GLO_OK, glo_event_impact(&spec, NULL, happened));
    assert_near((double)happened[1] / 1e5, (0.5 + 0.4 * 0.7 + 0.6 * 0.5) / 2, 0.006);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_somewhereland),    cmocka_unit_test(test_balances),
        cmocka_unit_test(test_random_matrices),  cmocka_unit_test(test_successors),
        cmocka_unit_test(test_many_descriptors), cmocka_unit_test(test_bad_input),
        cmocka_unit_test(test_event_impact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
