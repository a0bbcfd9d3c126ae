/* queue.c: Erlang's C formula and a simulation of desks with shifts and priorities, event by event. Example and references in
 * network/queue.h.
 */
#include "network/queue.h"

#include "base/alloc.h"
#include "base/parallel.h"
#include "numeric/draws.h"
#include "numeric/normal.h"

#include <math.h>
#include <stdlib.h>

static const double MOST_MESSAGES =
    5e7; /* of all runs; about ten seconds of work, and bounded room for those who wait */

double glo_erlang_c(size_t desks, double load) {
    double blocked = 1; /* Erlang's B, by its recursion over the desks */
    if (!(load < (double)desks))
        return 1;
    for (size_t n = 1; n <= desks; n++)
        blocked = load * blocked / ((double)n + load * blocked);
    return blocked / (1 - load / (double)desks * (1 - blocked));
}

/* ---- one run ---- */

typedef struct line { /* first come, first served */
    double *arrived;
    size_t first, count, room;
} line;

typedef struct class_sums {
    double count, wait, answered, in_time;
} class_sums;

typedef struct run_sums {
    class_sums classes[GLO_MOST_CLASSES];
    double *backlog; /* by slot, summed over cycles */
    double busy, staffed, left_over, at_start;
} run_sums;

typedef struct desk_run {
    const glo_queue *queue;
    glo_draws draws;
    line lines[GLO_MOST_CLASSES];
    double *done; /* a heap of the times at which desks are done */
    size_t busy, room;
    double now, counted_from;
    run_sums *sums;
} desk_run;

static glo_status line_push(line *l, double time) {
    if (l->first + l->count == l->room) {
        if (l->first > l->count) { /* move to the front instead of growing */
            for (size_t i = 0; i < l->count; i++)
                l->arrived[i] = l->arrived[l->first + i];
            l->first = 0;
        } else if (glo_alloc_grow(&l->arrived, &l->room, l->room + 64, sizeof *l->arrived) < 0) {
            return GLO_ENOMEM;
        }
    }
    l->arrived[l->first + l->count++] = time;
    return GLO_OK;
}

static void heap_up(double *heap, size_t at, double value) {
    while (at > 0 && value < heap[(at - 1) / 2]) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = value;
}

static void heap_pop(double *heap, size_t *count) {
    double last = heap[--*count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= *count)
            break;
        if (child + 1 < *count && heap[child + 1] < heap[child])
            child++;
        if (heap[child] >= last)
            break;
        heap[at] = heap[child];
        at = child;
    }
    if (*count > 0)
        heap[at] = last;
}

/* Exponential where the coefficient of variation is 1, constant where it is 0, else lognormal. */
static double service_time(desk_run *r) {
    double cv = r->queue->service_cv;
    if (cv == 0)
        return r->queue->service;
    double u = glo_draws_uniform(&r->draws);
    if (cv == 1)
        return -r->queue->service * log(u);
    double variance = log1p(cv * cv);
    return r->queue->service * exp(sqrt(variance) * glo_normal_quantile(u) - variance / 2);
}

static glo_status serve(desk_run *r, size_t class) {
    line *l = &r->lines[class];
    double arrived = l->arrived[l->first++], takes = service_time(r), wait = r->now - arrived;
    l->count--;
    if (l->count == 0)
        l->first = 0;
    if (r->busy == r->room && glo_alloc_grow(&r->done, &r->room, r->room + 16, sizeof *r->done) < 0)
        return GLO_ENOMEM;
    heap_up(r->done, r->busy, r->now + takes);
    r->busy++;
    if (r->now >= r->counted_from)
        r->sums->busy += takes;
    if (arrived < r->counted_from)
        return GLO_OK;
    class_sums *sums = &r->sums->classes[class];
    sums->count++;
    sums->wait += wait;
    sums->answered += wait + takes;
    sums->in_time += wait + takes <= r->queue->deadlines[class];
    return GLO_OK;
}

static glo_status serve_all(desk_run *r, size_t desks) {
    glo_status status = GLO_OK;
    for (size_t class = 0; class < r->queue->classes && status == GLO_OK; class ++) {
        while (r->busy < desks && r->lines[class].count > 0 && status == GLO_OK)
            status = serve(r, class);
    }
    return status;
}

static size_t class_of(desk_run *r) {
    double u = glo_draws_uniform(&r->draws), sum = 0;
    size_t class = 0;
    for (; class + 1 < r->queue->classes; class ++) {
        sum += r->queue->shares[class];
        if (u < sum)
            break;
    }
    return class;
}

static double waiting(const desk_run *r) {
    double count = 0;
    for (size_t class = 0; class < r->queue->classes; class ++)
        count += (double)r->lines[class].count;
    return count;
}

/* An hour: arrivals at its rate and desks that are done, in the order of time. */
static glo_status pass_hour(desk_run *r, size_t slot, double end) {
    const glo_queue *q = r->queue;
    glo_status status = serve_all(r, q->desks[slot]);
    double rate = q->arrivals[slot];
    double next = rate > 0 ? r->now - log(glo_draws_uniform(&r->draws)) / rate : INFINITY;
    while (status == GLO_OK) {
        double done = r->busy > 0 ? r->done[0] : INFINITY;
        double time = fmin(next, done);
        if (time >= end)
            break;
        r->now = time;
        if (done <= next) {
            heap_pop(r->done, &r->busy);
        } else {
            status = line_push(&r->lines[class_of(r)], time);
            next = time - log(glo_draws_uniform(&r->draws)) / rate;
        }
        if (status == GLO_OK)
            status = serve_all(r, q->desks[slot]);
    }
    r->now = end;
    return status;
}

static glo_status run_desks(desk_run *r, const glo_job *job) {
    const glo_queue *q = r->queue;
    size_t hours = (q->warm_up + q->cycles) * q->slots, first = q->warm_up * q->slots;
    glo_status status = GLO_OK;
    r->counted_from = (double)first;
    for (size_t hour = 0; hour < hours && status == GLO_OK; hour++) {
        size_t slot = hour % q->slots;
        status = glo_job_check(job);
        if (hour == first)
            r->sums->at_start = waiting(r);
        if (status == GLO_OK)
            status = pass_hour(r, slot, (double)(hour + 1));
        if (hour >= first) {
            r->sums->backlog[slot] += waiting(r);
            r->sums->staffed += q->desks[slot];
        }
    }
    r->sums->left_over = waiting(r);
    return status;
}

typedef struct simulation {
    const glo_queue *queue;
    const glo_job *job;
    run_sums *runs;
} simulation;

static glo_status run_one(void *context, size_t i) {
    simulation *s = context;
    desk_run r = {.queue = s->queue, .draws = {.seed = s->queue->seed, .stream = i}, .sums = &s->runs[i]};
    glo_status status = run_desks(&r, s->job);
    for (size_t class = 0; class < s->queue->classes; class ++)
        free(r.lines[class].arrived);
    free(r.done);
    return status;
}

/* ---- over the runs ---- */

typedef struct ratio { /* of sums over runs, with the standard error of a ratio by its linearisation */
    double value, se;
} ratio;

static ratio ratio_of(const simulation *s, size_t first, size_t past,
                      double class_sums_value(const class_sums *)) {
    double top = 0, bottom = 0, squares = 0;
    size_t runs = s->queue->runs;
    for (size_t i = 0; i < runs; i++) {
        for (size_t class = first; class < past; class ++) {
            top += class_sums_value(&s->runs[i].classes[class]);
            bottom += s->runs[i].classes[class].count;
        }
    }
    ratio it = {bottom > 0 ? top / bottom : NAN, NAN};
    for (size_t i = 0; i < runs && bottom > 0; i++) {
        double away = 0;
        for (size_t class = first; class < past; class ++)
            away += class_sums_value(&s->runs[i].classes[class]) - it.value * s->runs[i].classes[class].count;
        squares += away * away;
    }
    if (runs > 1 && bottom > 0)
        it.se = sqrt(squares * (double)runs / (double)(runs - 1)) / bottom;
    return it;
}

static double wait_of(const class_sums *c) {
    return c->wait;
}
static double answered_of(const class_sums *c) {
    return c->answered;
}
static double in_time_of(const class_sums *c) {
    return c->in_time;
}

static void sum_up(const simulation *s, glo_queue_result *results, double *backlog, glo_queue_note *out) {
    const glo_queue *q = s->queue;
    double busy = 0, staffed = 0;
    glo_queue_note note = {0};
    for (size_t class = 0; class < q->classes; class ++) {
        ratio wait = ratio_of(s, class, class + 1, wait_of),
              answered = ratio_of(s, class, class + 1, answered_of);
        ratio in_time = ratio_of(s, class, class + 1, in_time_of);
        double count = 0;
        for (size_t i = 0; i < q->runs; i++)
            count += s->runs[i].classes[class].count;
        results[class] =
            (glo_queue_result){count / (double)q->runs, wait.value, wait.se, answered.value, answered.se,
                               in_time.value,           in_time.se};
    }
    for (size_t slot = 0; slot < q->slots; slot++) {
        backlog[slot] = 0;
        for (size_t i = 0; i < q->runs; i++)
            backlog[slot] += s->runs[i].backlog[slot];
        backlog[slot] /= (double)q->runs * (double)q->cycles;
    }
    for (size_t i = 0; i < q->runs; i++) {
        busy += s->runs[i].busy;
        staffed += s->runs[i].staffed;
        note.left_over += s->runs[i].left_over / (double)q->runs;
        note.growth += (s->runs[i].left_over - s->runs[i].at_start) / (double)q->runs;
    }
    ratio all = ratio_of(s, 0, q->classes, wait_of);
    note.wait = all.value;
    note.wait_se = all.se;
    note.busy = staffed > 0 ? busy / staffed : NAN;
    *out = note;
}

static glo_status check(const glo_queue *q) {
    double messages = 0;
    for (size_t slot = 0; slot < q->slots; slot++) {
        messages += q->arrivals[slot];
        if (q->desks[slot] > GLO_MOST_DESKS)
            return glo_fail(GLO_EINVAL, "%u desks are more than the %d that can be simulated", q->desks[slot],
                            GLO_MOST_DESKS);
    }
    messages *= (double)(q->cycles + q->warm_up) * (double)q->runs;
    double hours = (double)(q->cycles + q->warm_up) * (double)q->slots * (double)q->runs;
    if (!(messages + hours <= MOST_MESSAGES))
        return glo_fail(
            GLO_EINVAL,
            "%.3g messages in %.3g hours are more than can be simulated (%.0e): fewer runs or cycles",
            messages, hours, MOST_MESSAGES);
    return GLO_OK;
}

glo_status glo_queue_simulate(const glo_queue *queue, const glo_job *job, glo_queue_result *results,
                              double *backlog, glo_queue_note *out) {
    simulation s = {.queue = queue, .job = job};
    double *room = NULL;
    glo_status status = check(queue);
    if (status < 0)
        return status;
    status = glo_alloc_array(queue->runs, sizeof *s.runs, &s.runs);
    if (status == GLO_OK)
        status = glo_alloc_array(queue->runs * queue->slots, sizeof *room, &room);
    for (size_t i = 0; i < queue->runs && status == GLO_OK; i++)
        s.runs[i].backlog = room + i * queue->slots;
    if (status == GLO_OK)
        status = glo_run_parallel(job, "simulating desks", queue->runs, run_one, &s);
    if (status == GLO_OK)
        sum_up(&s, results, backlog, out);
    free(room);
    free(s.runs);
    return status;
}
