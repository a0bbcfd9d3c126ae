/* impacts.h: the matrix of judgements in whole numbers, and scenarios as one number each.
 *
 * Judgements are multiplied by `scale`, so that sums are exact. A scenario is packed: descriptor k's state, from 0, stands in
 * `bits[k]` bits from `shift[k]` on.
 *
 * Example:
 *   glo_scenario s;
 *   glo_scenario_unpack(impacts, key, &s);
 *   glo_balances(impacts, &s, balance);      balance[begin[k] + s.state[k]] is that of descriptor k's state
 */
#ifndef GLO_CROSSIMPACT_IMPACTS_H
#define GLO_CROSSIMPACT_IMPACTS_H

#include "model/crossimpact.h"

struct glo_cross_impacts {
    size_t descriptors, states;
    size_t size[GLO_MOST_DESCRIPTORS], begin[GLO_MOST_DESCRIPTORS + 1];
    unsigned shift[GLO_MOST_DESCRIPTORS], bits[GLO_MOST_DESCRIPTORS];
    char **descriptor_names, **state_names;
    int32_t scale;
    int32_t *judgement; /* of source and target: [source * states + target] */
};

enum { GLO_ALL_STATES = GLO_MOST_DESCRIPTORS * GLO_MOST_STATES };

typedef struct glo_scenario {
    uint8_t state[GLO_MOST_DESCRIPTORS];
} glo_scenario;

uint64_t glo_scenario_pack(const glo_cross_impacts *impacts, const glo_scenario *scenario);
void glo_scenario_unpack(const glo_cross_impacts *impacts, uint64_t key, glo_scenario *out);

static inline const int32_t *glo_judgements_of(const glo_cross_impacts *impacts, size_t descriptor,
                                               size_t state) {
    return impacts->judgement + (impacts->begin[descriptor] + state) * impacts->states;
}

/* The balance of every state. */
void glo_balances(const glo_cross_impacts *impacts, const glo_scenario *scenario,
                  int32_t out[GLO_ALL_STATES]);

typedef struct glo_worth {
    int64_t score;
    int32_t
        consistency; /* the smallest margin over the best other state; 0 where no descriptor has another */
} glo_worth;
glo_worth glo_scenario_worth(const glo_cross_impacts *impacts, const glo_scenario *scenario);

/* The scenario that follows. */
uint64_t glo_succeed(const glo_cross_impacts *impacts, glo_succession succession, uint64_t key);

#endif
