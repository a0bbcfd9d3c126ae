/* discovery_null.c: how often alerts are raised in stores without outbreaks, and how many alerts are false where there are some: the
 * share that docs/methods.md gives for false-discovery control.
 *
 *   build/release/bench/discovery_null [STORES [THREADS]]        default: 1000, as many as there are cores
 *
 * A store is laid out as a rollup: 25 zones (a country, 4 regions, 20 districts) by 16 phenomena (3 groups, 13 kinds), 400 nodes;
 * the 260 leaves have weekly negative-binomial counts over six years: the mean from 0.02 to 50 (log-uniform, shares of zone and
 * phenomenon), dispersion 1 to 3, a season of up to +-60 %, a trend of up to +-8 % a year; the others are their sums. The last week
 * is judged by the flexible Farrington, then tested at once. Outbreaks, where there are some: of the last three weeks, in one to six
 * leaves or in every district of a region, of 2 to 10 standard deviations.
 *
 * References: A. Noufaily and others, Statistics in Medicine 32 (2013), for the kind of series.
 */
#include "base/parallel.h"
#include "detect/detector.h"
#include "detect/discovery.h"
#include "numeric/draws.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REGIONS = 4, DISTRICTS = 20, ZONES = 1 + REGIONS + DISTRICTS };
enum { GROUPS = 3, KINDS = 13, PHENOMENA = GROUPS + KINDS };
enum { WEEKS = 52 * 6 + 2, NODES = ZONES * PHENOMENA, LATE = 3 };

static size_t zone_parents[ZONES], phenomenon_parents[PHENOMENA];
static const double levels[] = {0.01, 0.05, 0.1};
enum { LEVELS = sizeof levels / sizeof *levels };

typedef struct outcome {
    size_t alerts[LEVELS], false_alerts[LEVELS], detected[LEVELS], outbreaks;
} outcome;

typedef struct study {
    bool has_outbreaks;
    outcome *outcomes;
    atomic_size_t unjudged;
} study;

static void lay_out(void) {
    for (size_t z = 0; z < ZONES; z++)
        zone_parents[z] = z == 0 ? GLO_NO_PARENT : z <= REGIONS ? 0 : 1 + (z - 1) % REGIONS;
    for (size_t p = 0; p < PHENOMENA; p++)
        phenomenon_parents[p] = p < GROUPS ? GLO_NO_PARENT : p % GROUPS;
}

static bool is_leaf(size_t zone, size_t phenomenon) {
    return zone > REGIONS && phenomenon >= GROUPS;
}

static double between(glo_draws *draws, double low, double high) {
    return low + (high - low) * glo_draws_uniform(draws);
}

/* What is drawn of the last weeks of a leaf, beside its baseline. */
static void add_outbreak(glo_draws *draws, double *counts, double mean, double dispersion, double size) {
    for (size_t week = WEEKS - LATE; week < WEEKS; week++)
        counts[week] += glo_draws_poisson(draws, size * sqrt(mean * dispersion) + 1);
}

static void draw_leaf(glo_draws *draws, double of_zone, double of_phenomenon, double *counts, double *mean,
                      double *dispersion) {
    double level = log(fmin(50, fmax(0.02, of_zone * of_phenomenon)));
    double season = between(draws, 0, 0.6), phase = between(draws, 0, 6.28),
           trend = between(draws, -0.08, 0.08) / 52;
    *dispersion = between(draws, 1, 3);
    for (size_t week = 0; week < WEEKS; week++) {
        *mean = exp(level + season * cos(2 * 3.14159265358979 * (double)week / 52.18 + phase) +
                    trend * (double)week);
        counts[week] = glo_draws_negative_binomial(draws, *mean, (*dispersion - 1) / *mean);
    }
}

static void sum_up(double (*counts)[WEEKS]) {
    for (size_t z = ZONES; z-- > 0;) {
        for (size_t p = PHENOMENA; p-- > 0;) {
            for (size_t week = 0; week < WEEKS && is_leaf(z, p); week++) {
                for (size_t up = z; up != GLO_NO_PARENT; up = zone_parents[up]) {
                    for (size_t over = p; over != GLO_NO_PARENT; over = phenomenon_parents[over]) {
                        if (up != z || over != p)
                            counts[up * PHENOMENA + over][week] += counts[z * PHENOMENA + p][week];
                    }
                }
            }
        }
    }
}

/* Whether any leaf at or below the node has an outbreak. */
static bool is_true(const bool *has_outbreak, size_t zone, size_t phenomenon) {
    for (size_t z = 0; z < ZONES; z++) {
        for (size_t p = 0; p < PHENOMENA; p++) {
            bool below_zone = false, below = false;
            for (size_t up = z; up != GLO_NO_PARENT; up = zone_parents[up])
                below_zone = below_zone || up == zone;
            for (size_t up = p; up != GLO_NO_PARENT; up = phenomenon_parents[up])
                below = below || up == phenomenon;
            if (has_outbreak[z * PHENOMENA + p] && below_zone && below)
                return true;
        }
    }
    return false;
}

static void choose_outbreaks(glo_draws *draws, bool *has_outbreak) {
    if (glo_draws_uniform(draws) < 0.4) { /* one region, one kind */
        size_t region = 1 + (size_t)between(draws, 0, REGIONS),
               kind = GROUPS + (size_t)between(draws, 0, KINDS);
        for (size_t z = REGIONS + 1; z < ZONES; z++)
            has_outbreak[z * PHENOMENA + kind] = zone_parents[z] == region;
    }
    for (size_t k = (size_t)between(draws, 1, 7); k > 0; k--) {
        size_t zone = REGIONS + 1 + (size_t)between(draws, 0, DISTRICTS);
        has_outbreak[zone * PHENOMENA + GROUPS + (size_t)between(draws, 0, KINDS)] = true;
    }
}

static glo_status judge_store(study *s, double (*counts)[WEEKS], const bool *has_outbreak, outcome *out) {
    static const glo_discovery_tree zones = {zone_parents, ZONES},
                                    phenomena = {phenomenon_parents, PHENOMENA};
    glo_tested nodes[NODES];
    glo_discovered found[NODES];
    glo_detector_room room = {0};
    glo_status status = GLO_OK;
    for (size_t i = 0; i < NODES && status == GLO_OK; i++) {
        glo_watched series = {
            .counts = counts[i], .count = WEEKS, .span = GLO_WEEK, .first = 2500, .per_year = 52};
        glo_judgement judgement;
        status = glo_farrington_flexible.judge(&series, &glo_farrington_flexible.defaults, WEEKS - 1, &room,
                                               &judgement);
        nodes[i] =
            (glo_tested){i / PHENOMENA, i % PHENOMENA,
                         isnan(judgement.tail) || judgement.alarm ? judgement.tail : 1, judgement.score};
        if (isnan(judgement.tail))
            atomic_fetch_add(&s->unjudged, 1);
    }
    glo_detector_room_dispose(&room);
    for (size_t l = 0; l < LEVELS && status == GLO_OK; l++) {
        status = glo_discover(&zones, &phenomena, nodes, NODES, levels[l], found);
        bool told[NODES] = {false};
        for (size_t i = 0; i < NODES && status == GLO_OK; i++) {
            if (!found[i].is_raised)
                continue;
            out->alerts[l]++;
            out->false_alerts[l] += !is_true(has_outbreak, i / PHENOMENA, i % PHENOMENA);
            for (size_t leaf = 0; leaf < NODES; leaf++) {
                bool one[NODES] = {false};
                one[leaf] = has_outbreak[leaf];
                told[leaf] = told[leaf] || (has_outbreak[leaf] && is_true(one, i / PHENOMENA, i % PHENOMENA));
            }
        }
        for (size_t i = 0; i < NODES; i++)
            out->detected[l] += told[i];
    }
    return status;
}

static glo_status one_store(void *context, size_t number) {
    study *s = context;
    outcome *out = &s->outcomes[number];
    double(*counts)[WEEKS] = calloc(NODES, sizeof *counts);
    bool has_outbreak[NODES] = {false};
    double of_zone[ZONES], of_phenomenon[PHENOMENA];
    if (!counts)
        return GLO_ENOMEM;
    glo_draws draws = {.seed = s->has_outbreaks ? 2 : 1, .stream = number};
    if (s->has_outbreaks)
        choose_outbreaks(&draws, has_outbreak);
    for (size_t z = 0; z < ZONES; z++)
        of_zone[z] = exp(between(&draws, -2.5, 2.5));
    for (size_t p = 0; p < PHENOMENA; p++)
        of_phenomenon[p] = exp(between(&draws, -1.5, 1.5));
    for (size_t i = 0; i < NODES; i++) {
        double mean, dispersion;
        if (!is_leaf(i / PHENOMENA, i % PHENOMENA))
            continue;
        draw_leaf(&draws, of_zone[i / PHENOMENA], of_phenomenon[i % PHENOMENA], counts[i], &mean,
                  &dispersion);
        if (has_outbreak[i])
            add_outbreak(&draws, counts[i], mean, dispersion, between(&draws, 2, 10));
        out->outbreaks += has_outbreak[i];
    }
    sum_up(counts);
    glo_status status = judge_store(s, counts, has_outbreak, out);
    free(counts);
    return status;
}

static void print(const study *s, size_t stores) {
    for (size_t l = 0; l < LEVELS; l++) {
        size_t any = 0, alerts = 0, detected = 0, outbreaks = 0;
        double rate = 0, share = 0;
        for (size_t i = 0; i < stores; i++) {
            const outcome *o = &s->outcomes[i];
            any += o->alerts[l] > 0;
            alerts += o->alerts[l];
            detected += o->detected[l];
            outbreaks += o->outbreaks;
            rate += o->alerts[l] > 0 ? (double)o->false_alerts[l] / (double)o->alerts[l] : 0;
        }
        share = (double)any / (double)stores;
        printf("%-17s level %.2f  stores with an alert %.4f (se %.4f)  false discovery rate %.4f  alerts a "
               "store %.3f  "
               "outbreak leaves under an alert %.3f\n",
               s->has_outbreaks ? "with outbreaks" : "without outbreaks", levels[l], share,
               sqrt(share * (1 - share) / (double)stores), rate / (double)stores,
               (double)alerts / (double)stores, outbreaks > 0 ? (double)detected / (double)outbreaks : 0);
    }
}

int main(int argc, char **argv) {
    size_t stores = argc > 1 ? (size_t)atol(argv[1]) : 1000;
    glo_job job = {.threads = argc > 2 ? atoi(argv[2]) : 0};
    lay_out();
    for (int with = 0; with < 2; with++) {
        study s = {.has_outbreaks = with, .outcomes = calloc(stores, sizeof(outcome))};
        if (!s.outcomes || glo_run_parallel(&job, "stores", stores, one_store, &s) < 0) {
            fprintf(stderr, "%s\n", s.outcomes ? glo_message() : "no memory");
            return 1;
        }
        print(&s, stores);
        printf("nodes not judged: %.4f\n", (double)s.unjudged / (double)(stores * NODES));
        free(s.outcomes);
    }
    return 0;
}
