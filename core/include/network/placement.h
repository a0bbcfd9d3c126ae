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
 * tighter formulation of the p-median problem", Journal of Combinatorial Optimization 19 (2010): the integer program; E. Minieka,
 * "The m-center problem", SIAM Review 12 (1970): the p-centre as a series of covering problems.
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
/* Costs that bounds look at before a search ends with a gap: some four seconds on one core of 2020. */
#define GLO_MEDIAN_WORK 7e9

typedef struct glo_median {
    size_t sites, clients, posts;
    const double *costs;  /* sites x clients, none below 0 */
    const bool *is_fixed; /* sites that are open in any case; NULL: none */
} glo_median;

typedef struct glo_median_limits {
    uint64_t work; /* costs that bounds look at, after which the search ends with a gap; 0: GLO_MEDIAN_WORK */
    uint64_t looks;    /* clients times choices of sites up to which all are looked at; 0: 10,000,000,000 */
    bool program_only; /* by the integer program alone, without a limit: another way to the same answer */
} glo_median_limits;

typedef struct glo_median_answer {
    double total, bound; /* no choice of sites costs less than the bound */
    bool is_optimal;
    size_t unserved; /* clients that no open site can serve; they are not in the total */
    size_t nodes;
    uint64_t work; /* as in the limits */
} glo_median_answer;

typedef struct glo_centre_answer {
    double radius,
        radius_bound; /* no choice of sites has a smaller radius than the bound; INFINITY: none serves all clients */
    glo_median_answer
        median; /* the least total within the radius; is_optimal where the radius is proved too */
} glo_centre_answer;

/* `open` has room for all sites. GLO_EINVAL for more posts than sites, fewer than are fixed, a problem that is too large. */
glo_status glo_median_solve(const glo_median *problem, const glo_median_limits *limits, const glo_job *job,
                            bool *open, glo_median_answer *out);

/* The smallest largest distance of those clients that any site can serve, `distances` as the costs above; of the choices that have it one
 * with the smallest total of `problem`'s costs. Where no choice serves all of them: the fewest unserved, then the smallest total. */
glo_status glo_centre_solve(const glo_median *problem, const double *distances,
                            const glo_median_limits *limits, const glo_job *job, bool *open,
                            glo_centre_answer *out);

#endif
