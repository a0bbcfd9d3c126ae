/* crossimpact.h: cross-impact balance analysis: which combinations of states, one of each descriptor, agree with the judgements of
 * how states promote or hinder each other.
 *
 * The balance of a state is the sum of the judgements of the scenario's states on it. A scenario is consistent where no descriptor
 * has a state of higher balance than its own; its consistency is the smallest margin of a state over the best other of its
 * descriptor, and its score the sum of its states' balances. Succession changes a scenario step by step until it is in an attractor:
 *   GLO_SUCCESSION_GLOBAL        every descriptor takes its state of highest balance; the one it has where it is among them, else the
 *                                first of them
 *   GLO_SUCCESSION_INCREMENTAL   every descriptor goes one state in that direction
 *   GLO_SUCCESSION_LOCAL         only the descriptor with the largest difference takes it; the first of several
 * The weight of an attractor is the number of combinations that end in it. Judgements are exact to three decimals. The same
 * matrix gives the same bits, whatever the number of threads.
 *
 * Example:
 *   glo_cross_impacts *impacts;
 *   status = glo_cross_impacts_new(descriptors, sizes, 6, states, judgements, &impacts);
 *   if (status == GLO_OK) status = glo_consistent(impacts, &(glo_consistent_spec){.most = 100000, .has_weights = true}, job,
 *                                                 marking, provenance, &out, &note);
 *   glo_cross_impacts_free(impacts);
 *
 * Reference: W. Weimer-Jehle, "Cross-impact balances: a system-theoretical approach to cross-impact analysis", Technological
 * Forecasting and Social Change 73 (2006).
 */
#ifndef GLO_MODEL_CROSSIMPACT_H
#define GLO_MODEL_CROSSIMPACT_H

#include "base/job.h"
#include "frame/frame.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct glo_cross_impacts glo_cross_impacts;

typedef enum glo_succession {
    GLO_SUCCESSION_GLOBAL,
    GLO_SUCCESSION_INCREMENTAL,
    GLO_SUCCESSION_LOCAL
} glo_succession;

/* `sizes` has the number of states of each descriptor; `states` their names, one descriptor after the other; `judgements` a row per
 * state as source, a column per state as target. GLO_EINVAL for fewer than two descriptors, more than GLO_MOST_DESCRIPTORS, more
 * than 10^15 combinations, a judgement that is no number, beyond 1000 or with more than three decimals. */
enum { GLO_MOST_DESCRIPTORS = 64, GLO_MOST_STATES = 16 };
glo_status glo_cross_impacts_new(const char *const *descriptors, const size_t *sizes, size_t count,
                                 const char *const *states, const double *judgements,
                                 glo_cross_impacts **out);
void glo_cross_impacts_free(glo_cross_impacts *impacts);

/* How many scenarios there are. */
uint64_t glo_cross_impacts_combinations(const glo_cross_impacts *impacts);

typedef struct glo_consistent_spec {
    double inconsistency;      /* allowed: no descriptor has a state whose balance is higher by more */
    size_t most;               /* scenarios; more are GLO_EINVAL */
    bool has_weights;          /* goes through all combinations */
    glo_succession succession; /* of the weights */
} glo_consistent_spec;

typedef struct glo_consistent_note {
    uint64_t combinations, visited; /* partial scenarios that the search looked at */
    uint64_t in_fixed;              /* combinations that end in a scenario, not in a cycle; with weights */
} glo_consistent_note;

/* A column for each descriptor, then score, consistency, inconsistency, weight and share (null without weights); by falling weight,
 * then by the order of the states. Found by a search that leaves a partial scenario when no completion can be consistent. */
glo_status glo_consistent(const glo_cross_impacts *impacts, const glo_consistent_spec *spec,
                          const glo_job *job, glo_marking marking, glo_provenance *provenance,
                          glo_frame **out, glo_consistent_note *out_note);

/* Columns attractor, step, length, then those of glo_consistent; a row for each scenario of each attractor, by falling weight.
 * GLO_EINVAL for more than a million attractors. */
glo_status glo_attractors(const glo_cross_impacts *impacts, glo_succession succession, const glo_job *job,
                          glo_marking marking, glo_provenance *provenance, glo_frame **out,
                          glo_consistent_note *out_note);

#endif
