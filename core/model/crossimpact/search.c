/* search.c: the search for consistent scenarios. How it goes and an example in search.h. */
#include "crossimpact/search.h"

#include "base/alloc.h"
#include "base/parallel.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { FEWEST_PIECES = 256, CHECK_EVERY = 1 << 14 };

typedef struct piece {
    uint64_t *keys;
    size_t count, room;
    uint64_t visited;
} piece;

typedef struct search {
    const glo_cross_impacts *impacts;
    const glo_job *job;
    int64_t allowed;
    size_t most;
    size_t order[GLO_MOST_DESCRIPTORS];
    int32_t **
        slack; /* [depth][state * GLO_MOST_STATES + other]: what the descriptors after that depth could add to the state's lead */
    size_t prefix; /* descriptors that a piece of work has fixed */
    size_t pieces;
    piece *found;
    atomic_size_t total;
} search;

/* ---- in which order ---- */

static int64_t exchange(const glo_cross_impacts *impacts, size_t a, size_t b) {
    int64_t sum = 0;
    for (size_t i = impacts->begin[a]; i < impacts->begin[a + 1]; i++) {
        for (size_t j = impacts->begin[b]; j < impacts->begin[b + 1]; j++)
            sum += abs(impacts->judgement[i * impacts->states + j]) +
                   abs(impacts->judgement[j * impacts->states + i]);
    }
    return sum;
}

/* First what exchanges most with all, then what exchanges most with those that are placed. */
static void put_in_order(search *s) {
    bool placed[GLO_MOST_DESCRIPTORS] = {false};
    size_t count = s->impacts->descriptors;
    for (size_t at = 0; at < count; at++) {
        int64_t most = -1;
        for (size_t k = 0; k < count; k++) {
            int64_t sum = 0;
            for (size_t other = 0; other < count && !placed[k]; other++)
                sum += at == 0 || placed[other] ? exchange(s->impacts, k, other) : 0;
            if (!placed[k] && sum > most) {
                most = sum;
                s->order[at] = k;
            }
        }
        placed[s->order[at]] = true;
    }
}

/* The most that descriptor `from` can add to the lead of a state over another. */
static int32_t best_help(const glo_cross_impacts *impacts, size_t from, size_t state, size_t other) {
    int32_t best = INT32_MIN;
    for (size_t i = impacts->begin[from]; i < impacts->begin[from + 1]; i++) {
        const int32_t *row = impacts->judgement + i * impacts->states;
        best = row[state] - row[other] > best ? row[state] - row[other] : best;
    }
    return best;
}

static glo_status fill_slack(search *s) {
    const glo_cross_impacts *impacts = s->impacts;
    size_t count = impacts->descriptors;
    glo_status status = glo_alloc_array(count + 1, sizeof *s->slack, &s->slack);
    for (size_t depth = count + 1; depth-- > 0 && status == GLO_OK;) {
        status = glo_alloc_array(impacts->states * GLO_MOST_STATES, sizeof **s->slack, &s->slack[depth]);
        for (size_t k = 0; k < count && depth < count && status == GLO_OK; k++) {
            for (size_t i = 0; i < impacts->size[k]; i++) {
                for (size_t j = 0; j < impacts->size[k]; j++) {
                    size_t state = impacts->begin[k] + i, at = state * GLO_MOST_STATES + j;
                    s->slack[depth][at] = s->slack[depth + 1][at] +
                                          best_help(impacts, s->order[depth], state, impacts->begin[k] + j);
                }
            }
        }
    }
    return status;
}

/* ---- the walk ---- */

typedef struct walk {
    search *s;
    piece *piece;
    glo_scenario scenario;
    int32_t balance[GLO_MOST_DESCRIPTORS + 1][GLO_ALL_STATES]; /* after each depth */
} walk;

/* Whether the descriptors placed before `depth` could still keep their states. */
static bool can_hold(const walk *w, size_t depth) {
    const search *s = w->s;
    const int32_t *slack = s->slack[depth], *balance = w->balance[depth];
    for (size_t at = depth; at-- > 0;) {
        size_t k = s->order[at], begin = s->impacts->begin[k], state = begin + w->scenario.state[k];
        const int32_t *room = slack + state * GLO_MOST_STATES;
        int64_t own = balance[state] + s->allowed;
        for (size_t j = 0; j < s->impacts->size[k]; j++) {
            if (own - balance[begin + j] + room[j] < 0)
                return false;
        }
    }
    return true;
}

static void place(walk *w, size_t depth, size_t state) {
    const glo_cross_impacts *impacts = w->s->impacts;
    size_t k = w->s->order[depth];
    const int32_t *row = glo_judgements_of(impacts, k, state), *before = w->balance[depth];
    int32_t *after = w->balance[depth + 1];
    w->scenario.state[k] = (uint8_t)state;
    for (size_t j = 0; j < impacts->states; j++)
        after[j] = before[j] + row[j];
}

static glo_status keep(walk *w) {
    piece *p = w->piece;
    if (atomic_fetch_add(&w->s->total, 1) >= w->s->most)
        return glo_fail(GLO_EINVAL,
                        "more than %zu scenarios: allow less inconsistency, or raise most=", w->s->most);
    if (glo_alloc_grow(&p->keys, &p->room, p->count + 1, sizeof *p->keys) < 0)
        return GLO_ENOMEM;
    p->keys[p->count++] = glo_scenario_pack(w->s->impacts, &w->scenario);
    return GLO_OK;
}

static glo_status go_on(walk *w,
                        size_t depth) { /* NOLINT(misc-no-recursion): as deep as there are descriptors */
    const glo_cross_impacts *impacts = w->s->impacts;
    if (depth == impacts->descriptors)
        return keep(w);
    glo_status status = GLO_OK;
    for (size_t state = 0; state < impacts->size[w->s->order[depth]] && status == GLO_OK; state++) {
        if (++w->piece->visited % CHECK_EVERY == 0 && (status = glo_job_check(w->s->job)) < 0)
            return status;
        place(w, depth, state);
        if (can_hold(w, depth + 1))
            status = go_on(w, depth + 1);
    }
    return status;
}

static glo_status walk_piece(void *context, size_t i) {
    search *s = context;
    walk *w;
    if (glo_alloc_array(1, sizeof *w, &w) < 0)
        return GLO_ENOMEM;
    w->s = s;
    w->piece = &s->found[i];
    bool is_possible = true;
    size_t left = i;
    for (size_t depth = 0; depth < s->prefix && is_possible; depth++) {
        size_t size = s->impacts->size[s->order[depth]];
        place(w, depth, left % size);
        left /= size;
        is_possible = can_hold(w, depth + 1);
    }
    glo_status status = is_possible ? go_on(w, s->prefix) : GLO_OK;
    free(w);
    return status;
}

/* ---- all of it ---- */

static int by_key(const void *a, const void *b) {
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static glo_status gather(search *s, glo_found *out) {
    glo_found found = {0};
    if (glo_alloc_array(atomic_load(&s->total), sizeof *found.keys, &found.keys) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < s->pieces; i++) {
        if (s->found[i].count > 0)
            memcpy(found.keys + found.count, s->found[i].keys, s->found[i].count * sizeof *found.keys);
        found.count += s->found[i].count;
        found.visited += s->found[i].visited;
    }
    qsort(found.keys, found.count, sizeof *found.keys, by_key);
    *out = found;
    return GLO_OK;
}

glo_status glo_search_consistent(const glo_cross_impacts *impacts, int64_t allowed, size_t most,
                                 const glo_job *job, glo_found *out) {
    search s = {.impacts = impacts, .job = job, .allowed = allowed, .most = most, .pieces = 1};
    put_in_order(&s);
    while (s.prefix < impacts->descriptors && s.pieces < FEWEST_PIECES)
        s.pieces *= impacts->size[s.order[s.prefix++]];
    glo_status status = fill_slack(&s);
    if (status == GLO_OK)
        status = glo_alloc_array(s.pieces, sizeof *s.found, &s.found);
    if (status == GLO_OK)
        status = glo_run_parallel(job, "searching", s.pieces, walk_piece, &s);
    if (status == GLO_OK)
        status = gather(&s, out);
    for (size_t i = 0; s.found && i < s.pieces; i++)
        free(s.found[i].keys);
    for (size_t depth = 0; s.slack && depth <= impacts->descriptors; depth++)
        free(s.slack[depth]);
    free(s.slack);
    free(s.found);
    return status;
}
