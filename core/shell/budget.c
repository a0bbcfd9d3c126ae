/* budget.c: how much processor time a call of a pack may take, in Lua, in C and in the threads of either.
 *
 * A timer of the process's own time ticks while packs run; the tick that finds the budget used up stops what runs as Ctrl-C
 * does (interrupt.c), so that all which hears Ctrl-C hears this. A hook that counts instructions would be another way: it makes
 * every instruction of Lua twice as slow and hears nothing of C. A call costs no system call: the timer is set by the first one,
 * and the tick that finds none under way ends it.
 *
 * Example:  budget_enter(10);   status = lua_pcall(own, 1, 1, 0);   if (budget_leave()) ...
 *
 * Reference: timer_create, POSIX.1-2017; CLOCK_PROCESS_CPUTIME_ID.
 */
#include "shell.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>

enum { TICK = 10000000, SECOND = 1000000000 }; /* nanoseconds */

static volatile sig_atomic_t depth, is_armed, is_used_up;
static volatile int64_t calls, seen, began,
    allowed; /* the number of the call; the one a tick saw, when, and its budget */
static timer_t timer;
static bool has_timer;

static int64_t processor_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec;
}

static void set_timer(long nanoseconds) {
    const struct itimerspec every = {{0, nanoseconds}, {0, nanoseconds}};
    timer_settime(timer, 0, &every, NULL);
}

static void on_tick(int signal_number) {
    int kept = errno;
    (void)signal_number;
    if (!depth) {
        is_armed = 0;
        set_timer(0);
    } else if (seen != calls) {
        seen = calls;
        began = processor_time() - TICK; /* it began since the last tick */
    } else if (!is_used_up && processor_time() - began >=
                                  allowed) { /* once: on a deep stack setting the hook outlasts a tick */
        is_used_up = 1;
        interrupt_stop();
    }
    errno = kept;
}

static bool make_timer(void) {
    struct sigaction action = {.sa_handler = on_tick, .sa_flags = SA_RESTART};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM};
    sigemptyset(&action.sa_mask);
    sigaction(SIGVTALRM, &action, NULL);
    return timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0;
}

void budget_enter(double seconds) {
    if (depth++)
        return;
    if (!has_timer)
        has_timer = make_timer();
    is_used_up = 0;
    calls++;
    allowed = (int64_t)(seconds * SECOND);
    if (has_timer && !is_armed) {
        is_armed = 1;
        set_timer(TICK);
    }
}

bool budget_leave(void) {
    depth--;
    return is_used_up;
}
