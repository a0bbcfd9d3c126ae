/* succession.c: follows successions from each retired node through the graph they form.
 *
 * A depth-first walk from the node orders all it reaches; steps back onto the walk's own path (a circle) are
 * dropped, and so are dead ends: retired nodes that only lead back. Pushing a mass of 1 down that order, each
 * node splitting what it got by share, gives the weight of every target, whatever the number of paths to it.
 */
#include "succession.h"

#include "apportion.h"
#include "base/alloc.h"
#include "base/err.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct step {
    uint32_t from, to;
    double share;
} step;

enum { UNSEEN, ON_PATH, LIVE, DEAD };

typedef struct walk {
    const glo_succession_nodes *nodes;
    step *steps; /* sorted by from */
    size_t step_count;
    size_t *starts;  /* per node, its first step; one more at the end */
    size_t *cursors; /* per node, the step the walk is at */
    uint8_t *states; /* per node */
    double *masses;  /* per node, all 0 between walks */
    uint32_t *path, *order;
    size_t path_count, order_count;
    glo_target *targets;
    size_t target_count, target_room;
} walk;

static const char *code_of(const walk *w, uint32_t node) {
    return glo_words_text(w->nodes->codes, node);
}

static bool has_node(const walk *w, int64_t id, uint32_t *out) {
    if (id < 0 || (uint64_t)id >= w->nodes->id_count || w->nodes->of_id[id] == 0)
        return false;
    *out = w->nodes->of_id[id] - 1;
    return true;
}

static int compare_steps(const void *a, const void *b) {
    const step *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Keeps the steps from retired nodes to other nodes. */
static glo_status read_steps(walk *w, const glo_frame *successions) {
    const glo_column *from, *to, *share;
    glo_status status;
    if ((status = glo_frame_need(successions, "old", GLO_TYPE_INTEGER, &from)) < 0 ||
        (status = glo_frame_need(successions, "new", GLO_TYPE_INTEGER, &to)) < 0 ||
        (status = glo_frame_need(successions, "share", GLO_TYPE_REAL, &share)) < 0)
        return status;
    if (glo_alloc_array(glo_frame_rows(successions), sizeof *w->steps, &w->steps) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < glo_frame_rows(successions); i++) {
        step s = {.share = glo_column_is_null(share, i) ? 1.0 : share->reals[i]};
        if (!has_node(w, from->integers[i], &s.from) || !has_node(w, to->integers[i], &s.to))
            continue;
        if (!isfinite(s.share) || s.share < 0)
            return glo_fail(GLO_EINVAL, "the succession of '%s' by '%s' has the share %g", code_of(w, s.from),
                            code_of(w, s.to), s.share);
        if (w->nodes->nodes[s.from].retired && s.from != s.to && s.share > 0)
            w->steps[w->step_count++] = s;
    }
    qsort(w->steps, w->step_count, sizeof *w->steps, compare_steps);
    return GLO_OK;
}

/* Orders all that `first` reaches, a node after everything it leads to, and marks which lead somewhere. */
static void explore(walk *w, uint32_t first) {
    w->path[0] = first;
    w->path_count = 1;
    w->order_count = 0;
    w->states[first] = ON_PATH;
    w->cursors[first] = w->starts[first];
    while (w->path_count > 0) {
        uint32_t node = w->path[w->path_count - 1];
        if (w->cursors[node] < w->starts[node + 1]) {
            uint32_t to = w->steps[w->cursors[node]++].to;
            if (w->states[to] == UNSEEN) {
                w->states[to] = ON_PATH;
                w->cursors[to] = w->starts[to];
                w->path[w->path_count++] = to;
            }
            continue;
        }
        uint8_t state = w->starts[node] == w->starts[node + 1] ? LIVE : DEAD;
        for (size_t i = w->starts[node]; i < w->starts[node + 1]; i++) {
            if (w->states[w->steps[i].to] == LIVE)
                state = LIVE;
        }
        w->states[node] = state;
        w->order[w->order_count++] = node;
        w->path_count--;
    }
}

/* Pushes the mass of `node` down its steps to nodes that are live and earlier in the order. `done` nodes are
 * marked UNSEEN again, so what is not live any more lies behind: a step back. */
static void push(walk *w, uint32_t node) {
    double sum = 0;
    for (size_t i = w->starts[node]; i < w->starts[node + 1]; i++) {
        if (w->states[w->steps[i].to] == LIVE)
            sum += w->steps[i].share;
    }
    for (size_t i = w->starts[node]; i < w->starts[node + 1]; i++) {
        if (w->states[w->steps[i].to] == LIVE)
            w->masses[w->steps[i].to] += w->masses[node] * w->steps[i].share / sum;
    }
    w->masses[node] = 0;
}

static int compare_targets(const void *a, const void *b, void *context) {
    const glo_target *x = a, *y = b;
    return strcmp(code_of(context, x->node), code_of(context, y->node));
}

static glo_status add_target(walk *w, uint32_t node, double mass) {
    if (glo_alloc_grow(&w->targets, &w->target_room, w->target_count + 1, sizeof *w->targets) < 0)
        return GLO_ENOMEM;
    uint64_t weight = glo_apportion_weight(mass);
    w->targets[w->target_count++] = (glo_target){node, weight ? weight : 1};
    return GLO_OK;
}

/* Adds the targets of `first`, which has successions. */
static glo_status follow(walk *w, uint32_t first) {
    glo_node *nodes = w->nodes->nodes;
    size_t before = w->target_count;
    glo_status status = GLO_OK;
    explore(w, first);
    nodes[first].moved = w->states[first] == LIVE;
    w->masses[first] = 1;
    for (size_t i = w->order_count; i-- > 0;) {
        uint32_t node = w->order[i];
        w->states[node] = UNSEEN;
        if (w->starts[node] < w->starts[node + 1]) {
            push(w, node);
        } else {
            if (status == GLO_OK)
                status = add_target(w, node, w->masses[node]);
            w->masses[node] = 0;
        }
    }
    if (status == GLO_OK && !nodes[first].moved)
        status = add_target(w, first, 1); /* in a circle: its figures stay */
    if (status == GLO_OK)
        qsort_r(w->targets + before, w->target_count - before, sizeof *w->targets, compare_targets, w);
    return status;
}

static glo_status resolve(walk *w, size_t *target_starts) {
    uint32_t count = w->nodes->count;
    if (glo_alloc_array((size_t)count + 1, sizeof(size_t), &w->starts) < 0 ||
        glo_alloc_array(count, sizeof(size_t), &w->cursors) < 0 ||
        glo_alloc_array(count, sizeof *w->states, &w->states) < 0 ||
        glo_alloc_array(count, sizeof *w->masses, &w->masses) < 0 ||
        glo_alloc_array(count, sizeof *w->path, &w->path) < 0 ||
        glo_alloc_array(count, sizeof *w->order, &w->order) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < w->step_count; i++)
        w->starts[w->steps[i].from + 1]++;
    for (uint32_t node = 0; node < count; node++)
        w->starts[node + 1] += w->starts[node];
    for (uint32_t node = 0; node < count; node++) {
        int has_steps = w->starts[node] < w->starts[node + 1];
        glo_status status = has_steps ? follow(w, node) : add_target(w, node, 1);
        if (status < 0)
            return status;
        target_starts[node + 1] = w->target_count;
    }
    return GLO_OK;
}

glo_status glo_succession_resolve(const glo_succession_nodes *nodes, const glo_frame *successions,
                                  glo_target **out_targets, size_t **out_starts) {
    walk w = {.nodes = nodes};
    size_t *target_starts = NULL;
    glo_status status = glo_alloc_array((size_t)nodes->count + 1, sizeof *target_starts, &target_starts);
    if (status == GLO_OK && successions)
        status = read_steps(&w, successions);
    if (status == GLO_OK)
        status = resolve(&w, target_starts);
    free(w.steps);
    free(w.starts);
    free(w.cursors);
    free(w.states);
    free(w.masses);
    free(w.path);
    free(w.order);
    if (status < 0) {
        free(w.targets);
        free(target_starts);
        return status;
    }
    *out_targets = w.targets;
    *out_starts = target_starts;
    return GLO_OK;
}
