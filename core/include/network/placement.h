/* placement.h: where to put a given number of posts so that the places they serve are near: the p-median problem, solved to the
 * proof, and the p-centre problem by way of it.
 *
 * Each client is served by the cheapest open site. A cost is the demand of the client times its distance, or whatever else adds
 * up: 0 within reach and the demand beyond gives the largest coverage. INFINITY: that site can't serve that client.
 *
 * Example:
 *   glo_median problem = {.sites = 60, .clients = 200, .posts = 5, .costs = costs};  // costs[site * clients + client]
 *   glo_status status = glo_median_solve(&problem, &(glo_median_limits){0}, job, open, &answer);
 *   answer.total, answer.is_optimal, answer.bound
 *
 * References: G. Cornuejols, M. L. Fisher, G. L. Nemhauser, "Location of bank accounts to optimize float", Management Science 23
 * (1977): Lagrangian bound; R. A. Whitaker, "A fast algorithm for the greedy interchange", INFOR 21 (1983); S. Elloumi, "A
 * tighter formulation of the p-median problem", Journal of Combinatorial Optimization 19 (2010): the integer program.
 *
 * The main header of core/network, which includes base and numeric.
 */
#ifndef GLO_NETWORK_PLACEMENT_H
#define GLO_NETWORK_PLACEMENT_H

#include "base/err.h"
#include "base/job.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_SITES = 5000, GLO_MOST_COSTS = 25000000 };

typedef struct glo_median {
    size_t sites, clients, posts;
    const double *costs;  /* sites x clients, none below 0 */
    const bool *is_fixed; /* sites that are open in any case; NULL: none */
} glo_median;

typedef struct glo_median_limits {
    size_t nodes;         /* of branch and bound by Lagrangian bounds; 0: 20,000 */
    size_t program_nodes; /* of the integer program for what they leave open; 0: 20,000 */
    size_t
        looks; /* clients times choices of sites up to which all choices are looked at; 0: 10,000,000,000 */
    bool program_only; /* straight to the integer program */
} glo_median_limits;

typedef struct glo_median_answer {
    double total, bound; /* no choice of sites costs less than the bound */
    bool is_optimal;
    size_t unserved; /* clients that no open site can serve; they are not in the total */
    size_t nodes;
} glo_median_answer;

/* `open` has room for all sites. GLO_EINVAL for more posts than sites, fewer than are fixed, a problem that is too large. */
glo_status glo_median_solve(const glo_median *problem, const glo_median_limits *limits, const glo_job *job,
                            bool *open, glo_median_answer *out);

/* The smallest largest distance: `distances` as the costs above, `radius` the largest, and of the choices that have it one with
 * the smallest total of `problem`'s costs. */
glo_status glo_centre_solve(const glo_median *problem, const double *distances,
                            const glo_median_limits *limits, const glo_job *job, bool *open, double *radius,
                            glo_median_answer *out);

#endif
