/* queue.h: messages that wait for a desk: Erlang's formula for a steady queue, and a simulation where arrivals and desks change by the
 * hour and some messages go before others.
 *
 * Example:
 *   double waits = glo_erlang_c(5, 4);   0.554112554: the chance to wait, 5 desks, load 4
 *   glo_queue queue = {.classes = 2, .shares = shares, .service = 0.5, .slots = 168, .arrivals = a, .desks = d, ...};
 *   status = glo_queue_simulate(&queue, job, results, backlog, &note);
 *
 * References: A. K. Erlang (1917), in E. Brockmeyer and others, The Life and Works of A. K. Erlang (1948); D. Gross, J. F. Shortle
 * and others, Fundamentals of Queueing Theory (4th ed., 2008), 2.3 and 3.4.
 *
 * core/network includes base and numeric.
 */
#ifndef GLO_NETWORK_QUEUE_H
#define GLO_NETWORK_QUEUE_H

#include "base/err.h"
#include "base/job.h"

#include <stddef.h>
#include <stdint.h>

enum { GLO_MOST_DESKS = 100000, GLO_MOST_CLASSES = 20, GLO_MOST_SLOTS = 8784 };

/* The chance that a message has to wait, of so many desks under a load of arrivals times service; 1 where the load is not below the
 * desks: the queue grows without end. */
double glo_erlang_c(size_t desks, double load);

typedef struct glo_queue {
    size_t classes;          /* the first goes before the second ...; nobody is interrupted */
    const double *shares;    /* of the arrivals, by class; add up to 1 */
    const double *deadlines; /* hours, by class */
    double service,
        service_cv; /* mean hours at a desk, and their standard deviation as a share of it; 1: exponential */
    size_t slots;   /* hours of a cycle, such as 168 of a week */
    const double *arrivals; /* mean number in each hour */
    const uint32_t *desks;  /* staffed in each hour; 0: closed. Who is at work on a message finishes it */
    size_t cycles, warm_up; /* cycles that are counted, and those before them that are not */
    size_t runs;
    uint64_t seed;
} glo_queue;

/* Means over the runs, each with its standard error. Waits are hours until a desk takes the message. */
typedef struct glo_queue_result {
    double messages; /* by run */
    double wait, wait_se;
    double answered, answered_se; /* hours until it is done */
    double in_time, in_time_se;   /* share done within the deadline */
} glo_queue_result;

typedef struct glo_queue_note {
    double wait, wait_se; /* of all messages */
    double busy;          /* share of the staffed hours that are worked */
    double left_over,
        growth; /* messages waiting at the end of a run; how many more than at the end of the warm-up */
} glo_queue_note;

/* `results` by class, `backlog` by slot: messages waiting at its end, a mean over cycles and runs. Streams of chance by run: the same bits
 * with any threads. GLO_EINVAL where more messages would come than can be simulated. */
glo_status glo_queue_simulate(const glo_queue *queue, const glo_job *job, glo_queue_result *results,
                              double *backlog, glo_queue_note *out);

#endif
