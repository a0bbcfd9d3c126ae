/* rollup.c: two passes over the zones, the first to count the rows, the second to write them. What it means
 * is in rollup.h.
 *
 * The first pass reads only days: it finds how many rows each zone gets, and so where in the columns they
 * begin. The second sums (pass.h). With several threads the zone tree is cut into tasks, subtrees of few
 * enough cells; each is passed over by one thread and leaves one block, what its top adds to the zone above.
 * The calling thread visits the zones above the tasks at the end, in the same order and with the same
 * additions as if it had visited all: the result does not depend on the number of threads.
 */
#include "cube/rollup.h"

#include "base/alloc.h"
#include "base/err.h"
#include "figures/figures.h"
#include "pass.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_THREADS = 64,
    TASKS_PER_THREAD = 5,  /* at least, where the tree allows it */
    WORTH_THREADS = 100000 /* cells; below, threads are used only when asked for by number */
};

typedef struct task {
    uint32_t zone; /* its subtree */
    uint64_t cells;
    glo_block left; /* for the zone above */
} task;

typedef struct sized {
    uint64_t cells;
    size_t number;
} sized;

typedef struct rollup {
    glo_plan plan;
    glo_shared shared;
    int threads;
    task *tasks; /* in the order of zones */
    size_t task_count, task_room;
    uint32_t *task_of; /* per zone; NO_TASK above the tasks and where nothing is asked */
    sized *by_size;    /* tasks, the largest first */
    atomic_size_t next;
    atomic_int failed;
    glo_rollup_note note;
    glo_coverage *coverage; /* NULL: not asked */
    uint8_t handlings[256];
    int has_highs; /* some run that enters holds a count_high that differs from its count */
    int has_wide;  /* some run that enters holds figures of more than 32 bits */
} rollup;

#define NO_TASK UINT32_MAX

/* ---- tasks ---- */

static int choose_threads(const rollup *r) {
    const glo_job *job = r->plan.job;
    int threads = glo_job_threads(job);
    if (!job || (job->threads <= 0 && r->plan.cell_count < WORTH_THREADS))
        return 1;
    return threads < MOST_THREADS ? threads : MOST_THREADS;
}

/* The cells in and below each zone. */
static glo_status weigh_zones(const rollup *r, uint64_t **out) {
    const glo_tree *zones = r->plan.spec->zones;
    uint64_t *cells;
    if (glo_alloc_array(glo_tree_count(zones), sizeof *cells, &cells) < 0)
        return GLO_ENOMEM;
    for (uint32_t zone = glo_tree_count(zones); zone-- > 0;) {
        uint32_t parent = glo_tree_nodes(zones)[zone].parent;
        for (size_t i = r->plan.starts[zone]; i < r->plan.starts[zone + 1]; i++)
            cells[zone] += r->plan.slices[i].cells;
        if (parent != GLO_NO_NODE)
            cells[parent] += cells[zone];
    }
    *out = cells;
    return GLO_OK;
}

static glo_status add_task(rollup *r, uint32_t zone, uint64_t cells) {
    if (glo_alloc_grow(&r->tasks, &r->task_room, r->task_count + 1, sizeof *r->tasks) < 0)
        return GLO_ENOMEM;
    task *t = &r->tasks[r->task_count];
    *t = (task){.zone = zone, .cells = cells};
    if (glo_block_init(&t->left, r->plan.line_count) < 0)
        return GLO_ENOMEM;
    uint32_t end = glo_tree_nodes(r->plan.spec->zones)[zone].end;
    for (uint32_t z = zone; z < end; z++)
        r->task_of[z] = (uint32_t)r->task_count;
    r->task_count++;
    return GLO_OK;
}

static int compare_sizes(const void *a, const void *b) {
    const sized *x = a, *y = b;
    return x->cells != y->cells ? (x->cells < y->cells) - (x->cells > y->cells)
                                : (x->number > y->number) - (x->number < y->number);
}

/* Cuts the asked zones into subtrees that are light enough; a zone too heavy stays above the tasks. */
static glo_status cut_tasks(rollup *r) {
    const glo_tree *zones = r->plan.spec->zones;
    uint32_t count = glo_tree_count(zones);
    uint64_t *cells, limit = r->plan.cell_count / (uint64_t)(r->threads * TASKS_PER_THREAD);
    glo_status status = weigh_zones(r, &cells);
    if (status < 0)
        return status;
    for (uint32_t zone = 0; status == GLO_OK && zone < count;) {
        const glo_node *node = &glo_tree_nodes(zones)[zone];
        int is_light = cells[zone] <= limit || node->end == zone + 1;
        if (r->plan.zone_flags[zone] & GLO_NODE_IN && is_light) {
            status =
                cells[zone] > 0 || r->shared.transfer_count > 0 ? add_task(r, zone, cells[zone]) : GLO_OK;
            zone = node->end;
        } else {
            zone++;
        }
    }
    free(cells);
    if (status == GLO_OK)
        status = glo_alloc_array(r->task_count, sizeof *r->by_size, &r->by_size);
    for (size_t i = 0; status == GLO_OK && i < r->task_count; i++)
        r->by_size[i] = (sized){r->tasks[i].cells, i};
    if (status == GLO_OK && r->task_count > 0)
        qsort(r->by_size, r->task_count, sizeof *r->by_size, compare_sizes);
    return status;
}

/* ---- passes ---- */

typedef struct worker {
    rollup *r;
    glo_pass pass;
    pthread_t thread;
    glo_status status;
    char message[256];
} worker;

static glo_status do_task(worker *w, task *t) {
    glo_status status = GLO_OK;
    for (uint32_t zone = glo_tree_nodes(w->r->plan.spec->zones)[t->zone].end;
         status == GLO_OK && zone-- > t->zone;)
        status = glo_pass_visit(&w->pass, zone, zone == t->zone ? &t->left : NULL);
    return status;
}

static void *do_tasks(void *context) {
    worker *w = context;
    rollup *r = w->r;
    size_t at;
    while (w->status == GLO_OK && !r->failed && (at = r->next++) < r->task_count)
        w->status = do_task(w, &r->tasks[r->by_size[at].number]);
    if (w->status < 0) {
        r->failed = 1;
        strncpy(w->message, glo_message(), sizeof w->message - 1);
    }
    return NULL;
}

/* The zones above the tasks, and what the tasks left for them. */
static glo_status do_rest(rollup *r, glo_pass *pass) {
    glo_status status = GLO_OK;
    for (uint32_t zone = glo_tree_count(r->plan.spec->zones); status == GLO_OK && zone-- > 0;) {
        uint32_t number = r->task_of[zone];
        if (number == NO_TASK) {
            if (r->plan.zone_flags[zone] & GLO_NODE_IN)
                status = glo_pass_visit(pass, zone, NULL);
        } else if (r->tasks[number].zone == zone) {
            status = glo_pass_merge(pass, zone, &r->tasks[number].left);
        }
    }
    return status;
}

static glo_status merge_notes(rollup *r, const glo_pass *pass) {
    const glo_rollup_note *from = &pass->accumulator.note;
    glo_rollup_note *into = &r->note;
    for (unsigned i = 0; i < 256; i++)
        r->handlings[i] |= pass->accumulator.handlings[i];
    r->has_highs |= pass->accumulator.has_highs;
    r->has_wide |= pass->accumulator.has_wide;
    r->shared.rows.censored |= pass->censored;
    if (from->left_out_span > into->left_out_span)
        into->left_out_span = from->left_out_span;
    if (from->unweighted_phenomenon < into->unweighted_phenomenon)
        into->unweighted_phenomenon = from->unweighted_phenomenon;
    into->subjects |= from->subjects;
    into->publishers |= from->publishers;
    if (from->superseded + from->finer + from->alternatives + from->totals + from->exceeded + from->overlaps +
            from->narrowed >
        0) {
        into->superseded = from->superseded; /* one pass resolves all figures */
        into->finer = from->finer;
        into->alternatives = from->alternatives;
        into->alternative_count = from->alternative_count;
        into->alternative_source = from->alternative_source;
        into->preferred_source = from->preferred_source;
        into->totals = from->totals;
        into->exceeded = from->exceeded;
        into->overlaps = from->overlaps;
        into->narrowed = from->narrowed;
    }
    glo_status status;
    into->outside_zones += from->outside_zones;
    if (from->outside_zone < into->outside_zone)
        into->outside_zone = from->outside_zone;
    if ((status = glo_plan_tally(&into->outside_count, from->outside_count)) < 0 ||
        (status = glo_plan_tally(&into->events, from->events)) < 0 ||
        (status = glo_plan_tally(&into->left_out_events, from->left_out_events)) < 0 ||
        (status = glo_plan_tally(&into->left_out_count, from->left_out_count)) < 0 ||
        (status = glo_plan_tally(&into->unweighted_events, from->unweighted_events)) < 0)
        return status;
    return glo_plan_tally(&into->unweighted_count, from->unweighted_count);
}

/* Starts the other workers; how many there are, with the caller's. One that can't be started is not missed.
 */
static int start(rollup *r, worker *workers, int count, unsigned sum_bits) {
    int started = 1;
    r->next = 0;
    for (; started < count; started++) {
        worker *w = &workers[started];
        w->r = r;
        w->status = glo_pass_init(&w->pass, &r->plan, &r->shared, sum_bits, 0);
        if (w->status < 0 || pthread_create(&w->thread, NULL, do_tasks, w) != 0) {
            glo_pass_dispose(&w->pass);
            break;
        }
    }
    return started;
}

static glo_status pass_over(rollup *r, unsigned sum_bits) {
    int count = (size_t)r->threads < r->task_count ? r->threads : (int)r->task_count, started = 1;
    worker *workers;
    count = count > 1 ? count : 1;
    glo_status status = glo_alloc_array((size_t)count, sizeof *workers, &workers);
    if (status < 0)
        return status;
    workers[0].r = r;
    workers[0].status = glo_pass_init(&workers[0].pass, &r->plan, &r->shared, sum_bits, 1);
    if (workers[0].status == GLO_OK) {
        started = start(r, workers, count, sum_bits);
        do_tasks(&workers[0]);
    }
    for (int i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (int i = 0; status == GLO_OK && i < started; i++) {
        if (workers[i].status < 0)
            status = i == 0 ? workers[0].status : glo_fail(workers[i].status, "%s", workers[i].message);
    }
    if (status == GLO_OK)
        status = do_rest(r, &workers[0].pass);
    for (size_t i = 0; i < r->task_count; i++)
        glo_block_clear(&r->tasks[i].left, &workers[0].pass.pool);
    for (int i = 0; i < started; i++) {
        if (status == GLO_OK)
            status = merge_notes(r, &workers[i].pass);
        glo_pass_dispose(&workers[i].pass);
    }
    free(workers);
    return status;
}

static bool has_split(const glo_tree *zones) {
    const glo_target *targets;
    for (uint32_t zone = 0; zone < glo_tree_count(zones); zone++) {
        if (glo_tree_targets(zones, zone, &targets) > 1)
            return true;
    }
    return false;
}

/* What does not simply add up: zones that were split, and figures beside their parts. */
static glo_status resolve(rollup *r) {
    glo_pass pass;
    bool is_split = has_split(r->plan.spec->zones);
    if (!is_split && !r->plan.has_figures)
        return GLO_OK;
    glo_status status = glo_pass_init(&pass, &r->plan, &r->shared, GLO_SUM_BITS_ALL, 1);
    if (status == GLO_OK && is_split)
        status = glo_pass_split(&pass);
    if (status == GLO_OK && r->plan.has_figures)
        status = glo_figures_resolve(&pass, r->coverage);
    glo_pass_sort_transfers(&r->shared);
    if (status == GLO_OK)
        status = merge_notes(r, &pass);
    glo_pass_dispose(&pass);
    return status;
}

/* ---- the whole ---- */

static glo_status place_rows(rollup *r) {
    size_t rows = 0;
    for (uint32_t zone = 0; zone < glo_tree_count(r->plan.spec->zones); zone++) {
        r->shared.places[zone] = rows;
        rows += r->shared.counts[zone];
    }
    r->shared.rows.subject_count = r->plan.subject_count;
    return glo_rows_init(&r->shared.rows, rows, &r->plan.periods, r->has_highs);
}

/* Which sums the rows need; at least one, for a pass without sums only counts rows. */
static unsigned sums_asked(const rollup *r) {
    const glo_rollup_spec *spec = r->plan.spec;
    int counts = (spec->measures & GLO_MEASURE_COUNT) != 0 || spec->per_count > 0;
    unsigned sum_bits = 0;
    if (spec->measures & GLO_MEASURE_EVENTS)
        sum_bits |= GLO_SUM_BIT(GLO_SUM_EVENTS);
    if (counts || spec->measures & GLO_MEASURE_WEIGHTED)
        sum_bits |= GLO_SUM_BIT(GLO_SUM_COUNT);
    if (counts && r->has_highs)
        sum_bits |= GLO_SUM_BIT(GLO_SUM_EXTRA);
    if (spec->measures & GLO_MEASURE_VALUE)
        sum_bits |= GLO_SUM_BIT(GLO_SUM_VALUE);
    return sum_bits ? sum_bits : GLO_SUM_BIT(GLO_SUM_EVENTS);
}

static glo_marking join_markings(const rollup *r) {
    const glo_rollup_spec *spec = r->plan.spec;
    glo_marking marking = glo_marking_join(glo_tree_marking(spec->zones), glo_tree_marking(spec->phenomena));
    marking = glo_marking_join(marking, r->plan.cells->marking);
    for (unsigned packed = 0; packed < 256; packed++) {
        if (r->handlings[packed])
            marking = glo_marking_join(marking, glo_marking_unpack(packed));
    }
    return marking;
}

static glo_status run(rollup *r, glo_provenance *provenance, glo_frame **out) {
    size_t zones = glo_tree_count(r->plan.spec->zones);
    glo_status status = glo_plan_make(&r->plan);
    if (status < 0)
        return status;
    r->shared.total = r->plan.cell_count * 2;
    r->threads = choose_threads(r);
    if (glo_alloc_array(zones, sizeof *r->task_of, &r->task_of) < 0 ||
        glo_alloc_array(zones, sizeof *r->shared.counts, &r->shared.counts) < 0 ||
        glo_alloc_array(zones, sizeof *r->shared.places, &r->shared.places) < 0)
        return GLO_ENOMEM;
    memset(r->task_of, 0xff, zones * sizeof *r->task_of);
    if ((status = resolve(r)) < 0 || (r->threads > 1 && (status = cut_tasks(r)) < 0))
        return status;
    if ((status = pass_over(r, 0)) < 0 || (status = place_rows(r)) < 0)
        return status;
    r->shared.is_bounded = !r->has_wide && r->shared.transfer_count == 0 && r->plan.cells->count < INT32_MAX;
    if ((status = pass_over(r, sums_asked(r))) < 0)
        return status;
    r->note.unplaced_events = r->plan.unplaced_events;
    r->shared.rows.facet_names = r->plan.facet_names;
    r->shared.rows.subjects_met = r->note.subjects;
    r->shared.rows.note = &r->note;
    r->shared.rows.coverage = r->coverage;
    return glo_rows_frame(&r->shared.rows, &r->plan.periods, r->plan.job, join_markings(r), provenance, out);
}

static void dispose(rollup *r) {
    for (size_t i = 0; i < r->task_count; i++)
        glo_block_dispose(&r->tasks[i].left);
    free(r->tasks);
    free(r->task_of);
    free(r->by_size);
    free(r->shared.transfers);
    free(r->shared.counts);
    free(r->shared.places);
    glo_rows_dispose(&r->shared.rows);
    glo_plan_dispose(&r->plan);
}

glo_status glo_rollup(glo_cells *cells, const glo_rollup_spec *spec, const glo_job *job,
                      glo_provenance *provenance, glo_frame **out, glo_rollup_note *out_note) {
    glo_coverage coverage = {0};
    glo_status status = glo_rollup_covered(cells, spec, job, provenance, out, &coverage, out_note);
    glo_coverage_dispose(&coverage);
    return status;
}

glo_status glo_rollup_covered(glo_cells *cells, const glo_rollup_spec *spec, const glo_job *job,
                              glo_provenance *provenance, glo_frame **out, glo_coverage *coverage,
                              glo_rollup_note *out_note) {
    rollup r = {.plan = {.cells = cells, .spec = spec, .job = job},
                .shared = {.rows = {.spec = spec}},
                .coverage =
                    spec->coverage_columns || spec->per_count > 0 || spec->tells_coverage ? coverage : NULL};
    r.note.unweighted_phenomenon = r.note.outside_zone = GLO_NO_NODE;
    glo_status status = run(&r, provenance, out);
    if (status == GLO_OK)
        *out_note = r.note;
    dispose(&r);
    return status;
}
