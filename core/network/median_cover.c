/* median_cover.c: the choices of so many sites that serve all clients: whether there is one, or the cheapest of them; quick where few
 * choices do, and where sites serve many clients each, so that Lagrangian bounds are weak.
 *
 * Some site of the client that the fewest can serve must open: a branch for each of them, closed again for those that follow. A branch ends
 * where even the sites that serve most of what is left serve too little of it together. Where all are served and posts are left, branch
 * and bound places the rest.
 *
 * Example:  status = glo_median_cover(&search, states, prices, work, &is_done);
 * Reference: N. Christofides and S. Korman, "A computational survey of methods for the set covering problem", Management Science 21
 * (1975): branching on the element that is hardest to cover.
 */
#include "median.h"

#include "base/alloc.h"
#include "base/simd.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WORD = 64,
    COUNT_WORK = 2, /* costs that a bound looks at in the time of counting a word */
    ASK = 1000      /* nodes between two looks at the job: some milliseconds */
};

typedef struct cover_search {
    median_search *s;
    size_t sites, clients, site_words, client_words;
    uint64_t *served, *servers; /* by site the clients, by client the sites */
    uint64_t *left,
        *usable; /* a row by depth: clients that no chosen site serves, sites that may be chosen */
    uint32_t *gains, *tally; /* by site; how many sites have a gain */
    size_t *chosen;
    size_t posts;
    const double *prices;
    const site_state *states;
    site_state *settled; /* by site, where all clients are served */
    uint64_t until;      /* the work at which the search gives up */
    bool is_found, is_worn;
} cover_search;

static bool has(const uint64_t *set, size_t k) {
    return set[k / WORD] >> k % WORD & 1;
}

static void put(uint64_t *set, size_t k) {
    set[k / WORD] |= (uint64_t)1 << k % WORD;
}

static void take_out(uint64_t *set, size_t k) {
    set[k / WORD] &= ~((uint64_t)1 << k % WORD);
}

/* How many are in both sets, for each of `count` sets. */
GLO_WIDE static void count_common(const uint64_t *restrict sets, const uint64_t *restrict with, size_t count,
                                  size_t words, uint32_t *restrict out) {
    for (size_t k = 0; k < count; k++) {
        uint32_t common = 0;
        for (size_t w = 0; w < words; w++)
            common += (uint32_t)__builtin_popcountll(sets[k * words + w] & with[w]);
        out[k] = common;
    }
}

/* Gains of the usable sites; whether the largest of as many as may open add up to those that are left. */
static bool can_suffice(cover_search *c, const uint64_t *left, const uint64_t *usable, size_t open) {
    uint32_t need, most = 0;
    count_common(left, left, 1, c->client_words, &need);
    count_common(c->served, left, c->sites, c->client_words, c->gains);
    memset(c->tally, 0, (need + 1) * sizeof *c->tally);
    for (size_t j = 0; j < c->sites; j++) {
        if (has(usable, j))
            c->tally[c->gains[j]]++;
    }
    for (uint32_t gain = need; gain > 0 && open > 0 && most < need; gain--) {
        const uint32_t take = c->tally[gain] < open ? c->tally[gain] : (uint32_t)open;
        most += take * gain;
        open -= take;
    }
    return most >= need;
}

/* The client left with the fewest usable sites. */
static size_t scarcest(const cover_search *c, const uint64_t *left, const uint64_t *usable) {
    size_t best = c->clients;
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < c->clients; i++) {
        uint32_t count;
        if (!has(left, i))
            continue;
        count_common(c->servers + i * c->site_words, usable, 1, c->site_words, &count);
        if (count < fewest) {
            fewest = count;
            best = i;
        }
    }
    return best;
}

static bool is_empty(const uint64_t *set, size_t words) {
    for (size_t w = 0; w < words; w++) {
        if (set[w])
            return false;
    }
    return true;
}

/* The usable site of a client that serves most of those left; `sites` where there is none. */
static size_t best_server(const cover_search *c, size_t client, const uint64_t *usable,
                          const uint32_t *gains) {
    size_t best = c->sites;
    for (size_t j = 0; j < c->sites; j++) {
        if (has(usable, j) && has(c->servers + client * c->site_words, j) &&
            (best == c->sites || gains[j] > gains[best]))
            best = j;
    }
    return best;
}

static glo_status choose(cover_search *c, size_t depth);

static glo_status try_servers(cover_search *c, size_t depth, size_t client) {
    uint64_t *left = c->left + depth * c->client_words, *usable = c->usable + depth * c->site_words;
    uint32_t *gains = malloc(c->sites * sizeof *gains);
    glo_status status = gains ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    if (gains)
        memcpy(gains, c->gains, c->sites * sizeof *gains);
    while (status == GLO_OK && !c->is_found && !c->is_worn) {
        const size_t site = best_server(c, client, usable, gains);
        if (site == c->sites)
            break;
        take_out(usable, site);
        c->chosen[depth] = site;
        for (size_t w = 0; w < c->client_words; w++)
            left[c->client_words + w] = left[w] & ~c->served[site * c->client_words + w];
        memcpy(usable + c->site_words, usable, c->site_words * sizeof *usable);
        status = choose(c, depth + 1);
    }
    free(gains);
    return status;
}

/* All are served by the sites chosen: the best of such choices is kept. */
static glo_status take_cover(cover_search *c, size_t depth) {
    median_search *s = c->s;
    const uint64_t *usable = c->usable + depth * c->site_words;
    size_t more = c->posts - depth;
    double bound;
    for (size_t j = 0; j < c->sites; j++) {
        const bool is_open = c->states[j] == SITE_OPEN, is_spare = has(usable, j) && more > 0;
        c->settled[j] = is_open ? SITE_OPEN : is_spare ? SITE_FREE : SITE_CLOSED;
    }
    for (size_t k = 0; k < depth; k++)
        c->settled[c->chosen[k]] = SITE_OPEN;
    glo_status status = glo_median_branch(s, c->settled, c->prices, &bound);
    c->is_worn = c->is_worn || isfinite(bound);
    c->is_found = s->is_cover && s->best_total < s->penalty;
    return status;
}

static glo_status choose(cover_search *c, size_t depth) {
    median_search *s = c->s;
    const uint64_t *left = c->left + depth * c->client_words, *usable = c->usable + depth * c->site_words;
    s->nodes++;
    s->work += COUNT_WORK * (c->sites * c->client_words + c->clients * c->site_words);
    c->is_worn = c->is_worn || s->work >= c->until;
    if (s->nodes % ASK == 0) {
        glo_status status = glo_job_step(s->job, "placing posts", s->rounds++, 0);
        if (status < 0)
            return status;
    }
    if (is_empty(left, c->client_words))
        return take_cover(c, depth);
    if (depth == c->posts || !can_suffice(c, left, usable, c->posts - depth))
        return GLO_OK;
    return try_servers(c, depth, scarcest(c, left, usable));
}

static void prepare(cover_search *c, const site_state *states) {
    const median_search *s = c->s;
    for (size_t i = 0; i < c->clients; i++)
        put(c->left, i);
    c->posts = s->problem->posts;
    for (size_t j = 0; j < c->sites; j++) {
        for (size_t i = 0; i < c->clients; i++) {
            if (s->costs[j * c->clients + i] < s->penalty) {
                put(c->served + j * c->client_words, i);
                put(c->servers + i * c->site_words, j);
            }
        }
        if (states[j] == SITE_FREE)
            put(c->usable, j);
        for (size_t w = 0; states[j] == SITE_OPEN && w < c->client_words; w++)
            c->left[w] &= ~c->served[j * c->client_words + w];
        c->posts -= states[j] == SITE_OPEN;
    }
}

glo_status glo_median_cover(median_search *s, const site_state *states, const double *prices, uint64_t work,
                            bool *is_done) {
    cover_search c = {.s = s,
                      .sites = s->problem->sites,
                      .clients = s->problem->clients,
                      .prices = prices,
                      .states = states,
                      .until = s->work + work};
    const size_t depths = s->problem->posts + 2;
    c.site_words = (c.sites + WORD - 1) / WORD;
    c.client_words = (c.clients + WORD - 1) / WORD;
    glo_status status = GLO_OK;
    if (glo_alloc_array(c.sites * c.client_words, sizeof *c.served, &c.served) < 0 ||
        glo_alloc_array(c.clients * c.site_words, sizeof *c.servers, &c.servers) < 0 ||
        glo_alloc_array(depths * c.client_words, sizeof *c.left, &c.left) < 0 ||
        glo_alloc_array(depths * c.site_words, sizeof *c.usable, &c.usable) < 0 ||
        glo_alloc_array(c.sites, sizeof *c.gains, &c.gains) < 0 ||
        glo_alloc_array(c.clients + 1, sizeof *c.tally, &c.tally) < 0 ||
        glo_alloc_array(c.sites, sizeof *c.settled, &c.settled) < 0 ||
        glo_alloc_array(depths, sizeof *c.chosen, &c.chosen) < 0)
        status = GLO_ENOMEM;
    if (status == GLO_OK) {
        prepare(&c, states);
        status = choose(&c, 0);
    }
    if (status == GLO_OK)
        *is_done = c.is_found || !c.is_worn;
    free(c.served);
    free(c.servers);
    free(c.left);
    free(c.usable);
    free(c.gains);
    free(c.tally);
    free(c.settled);
    free(c.chosen);
    return status;
}
