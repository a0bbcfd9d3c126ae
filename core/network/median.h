/* median.h: the parts of the p-median search: what is known of the sites, an interchange, a Lagrangian bound, an integer program.
 *
 * Example:  status = glo_median_bound(&search, states, prices, 300, &bound);
 */
#ifndef GLO_NETWORK_MEDIAN_H
#define GLO_NETWORK_MEDIAN_H

#include "network/placement.h"

typedef enum site_state { SITE_FREE, SITE_OPEN, SITE_CLOSED } site_state;

typedef struct median_search {
    const glo_median *problem;
    const glo_job *job;
    double *costs; /* finite: what can't be served costs `penalty` */
    double penalty;
    double step;      /* two totals that differ do so by this at least: 1 for whole costs */
    bool must_serve;  /* a choice that leaves clients unserved is as good as none */
    bool is_coverage; /* each client costs one of two amounts */
    bool is_cover;    /* 0 or nothing at all: only whether all are served counts */
    bool by_client;   /* branches on the sites of a client, where all must be served */
    uint64_t work, most_work;
    bool *best; /* the best sites found */
    double best_total;
    size_t nodes, rounds;
    /* Room for work: */
    size_t *nearest, *second;   /* by client, open sites */
    double *values, *gains;     /* by site */
    bool *chosen;               /* by site */
    double *violations, *least; /* by client */
    size_t *ranked;             /* by site */
} median_search;

/* The total of open sites; improves them by interchange of those not `states` fixed, and keeps the best. GLO_ECANCELLED. */
double glo_median_total(median_search *s, const bool *open);
glo_status glo_median_interchange(median_search *s, const site_state *states, bool *open);

/* What is asked beside the problem. */
typedef struct median_question {
    bool must_serve;   /* only choices that serve all clients, each of whom some site can serve */
    const bool *start; /* a choice to begin with; NULL: found greedily */
} median_question;
glo_status glo_median_check(const glo_median *problem);
glo_status glo_median_search(const glo_median *problem, const median_question *question,
                             const glo_median_limits *limits, const glo_job *job, bool *open,
                             glo_median_answer *out);

/* Branch and bound over what the states leave free, until the work is done; *out_bound holds for all that was left. */
glo_status glo_median_branch(median_search *s, const site_state *states, const double *prices,
                             double *out_bound);
bool glo_median_is_worn(const median_search *s); /* whether as much work was done as may be */

/* No choice that agrees with the states costs less than *out. `lambda` (by client) is moved to where the bound was found; free sites
 * whose other state could not be better than the best are settled in `states`. */
glo_status glo_median_bound(median_search *s, site_state *states, double *lambda, size_t rounds, double *out);

/* Whether a bound leaves nothing better to be found. */
bool glo_median_is_closed(const median_search *s, double bound);

/* How many choices of sites agree with the states, and a look at all of them. */
double glo_median_choices(const median_search *s, const site_state *states);
glo_status glo_median_enumerate(median_search *s, const site_state *states, double *out_bound);

/* Of the choices that agree with the states and serve all clients the best one, or whether there is any where is_cover, looked for within so
 * much work: is_done where nothing is left to be found. */
glo_status glo_median_cover(median_search *s, const site_state *states, const double *prices, uint64_t work,
                            bool *is_done);

/* The integer program over what the states leave free. Better sites go to the best; *out_bound holds for all. */
glo_status glo_median_program(median_search *s, const site_state *states, size_t nodes, double *out_bound);

#endif
