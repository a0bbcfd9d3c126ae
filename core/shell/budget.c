/* budget.c: how much a call of a pack may do: so many instructions, which are the same on every machine, and so much processor
 * time, which is no more than a last resort.
 *
 * Counted are the instructions of Lua's machine (a hook, PERIOD at a time, and a new coroutine at once), the steps of the standard
 * functions that may stay in C for long (standard.h), the bytes that are allocated and copied (BYTES to a step) and the
 * instructions of SQLite's machine. Where they are used up, what runs is stopped as Ctrl-C stops it (interrupt.c): so all that
 * hears Ctrl-C hears this. The hook makes Lua about half as fast while a pack runs.
 *
 * What none of these counts sees, such as the comparison of two long texts, or C of the core over many figures, is stopped by a
 * timer of the process's own time; a single step of Lua's machine that goes on then is left (watchdog.c). A call costs no system call: the timer is set by the first one, and the tick that finds none
 * under way ends it.
 *
 * Example:  budget_enter(&(budget){.instructions = 1000000, .seconds = 600});   status = lua_pcall(own, 1, 1, 0);
 *           if (budget_leave() != BUDGET_LEFT) ...
 *
 * Reference: lua_sethook, Lua 5.4 Reference Manual, section 4.7; timer_create, POSIX.1-2017; CLOCK_PROCESS_CPUTIME_ID.
 */
#include "shell.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

enum { TICK = 10000000, SECOND = 1000000000 }; /* nanoseconds */
enum { PERIOD = 256, BYTES = 64 };

/* Without a call it never comes to an end. */
int64_t budget_left = INT64_MAX;

static int64_t instructions; /* of the call under way, or the last one */
static int64_t spent;        /* by the last one */
static bool is_counting, is_spent;
static pthread_t caller;

static volatile sig_atomic_t depth, is_armed, is_late;
static volatile int64_t calls, seen, began,
    allowed; /* the number of the call; the one a tick saw, when, and its time */
static timer_t timer;
static bool has_timer;

/* ---- instructions ---- */

void budget_end(lua_State *L, size_t refused) {
    budget_left += (int64_t)refused; /* what was not done is not counted */
    is_spent = true;
    interrupt_stop();
    interrupt_check(L);
}

/* Signals and threads leave it alone, but for the one that called. */
void budget_note(uint64_t steps) {
    if (!is_counting || !pthread_equal(caller, pthread_self()))
        return;
    budget_left -= steps < INT32_MAX ? (int64_t)steps : INT32_MAX;
    if (budget_left < 0 && !is_spent) {
        is_spent = true;
        interrupt_stop();
    }
}

void budget_note_bytes(size_t bytes) {
    budget_note(bytes / BYTES);
}

static void on_count(lua_State *L, lua_Debug *where) {
    (void)where;
    budget_spend(L, PERIOD);
}

/* The hook of a state or coroutine goes on where it was when it last ran: what is made anew pays for the first period. */
void budget_arm(lua_State *L) {
    if (!is_counting || lua_gethook(L) == on_count)
        return;
    lua_sethook(L, on_count, LUA_MASKCOUNT, PERIOD);
    budget_note(PERIOD);
}

void budget_disarm(lua_State *L) {
    if (!is_counting || lua_gethook(L) != on_count)
        lua_sethook(L, NULL, 0, 0);
}

void budget_note_new(void) {
    budget_note(PERIOD);
}

bool budget_count(bool is_on) {
    bool before = is_counting;
    is_counting = is_on;
    return before;
}

int64_t budget_spent(void) {
    return spent;
}

/* ---- time ---- */

static int64_t processor_time(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * SECOND + now.tv_nsec;
}

static void set_timer(long nanoseconds) {
    const struct itimerspec every = {{0, nanoseconds}, {0, nanoseconds}};
    timer_settime(timer, 0, &every, NULL);
}

static void on_tick(int signal_number, siginfo_t *about, void *context) {
    int kept = errno;
    (void)about;
    if (!depth) {
        is_armed = 0;
        set_timer(0);
    } else if (!pthread_equal(caller, pthread_self())) {
        pthread_kill(caller, signal_number);
    } else if (seen != calls) {
        seen = calls;
        began = processor_time() - TICK; /* it began since the last tick */
    } else if (!is_late && processor_time() - began >=
                               allowed) { /* once: on a deep stack setting the hook outlasts a tick */
        is_late = 1;
        interrupt_stop();
    } else {
        watchdog_tick(context, processor_time(), budget_left, is_late);
    }
    errno = kept;
}

static bool make_timer(void) {
    struct sigaction action = {.sa_sigaction = on_tick, .sa_flags = SA_RESTART | SA_SIGINFO};
    struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGVTALRM};
    sigemptyset(&action.sa_mask);
    sigaction(SIGVTALRM, &action, NULL);
    watchdog_open();
    return timer_create(CLOCK_PROCESS_CPUTIME_ID, &event, &timer) == 0;
}

/* ---- a call ---- */

void budget_enter(const budget *of) {
    if (depth++)
        return;
    if (!has_timer)
        has_timer = make_timer();
    is_late = 0;
    is_spent = false;
    is_counting = true;
    caller = pthread_self();
    budget_left = instructions = of->instructions;
    calls++;
    allowed = (int64_t)(of->seconds * SECOND);
    if (has_timer && !is_armed) {
        is_armed = 1;
        set_timer(TICK);
    }
}

budget_state budget_leave(void) {
    if (--depth == 0) {
        spent = instructions - budget_left;
        budget_left = INT64_MAX;
        is_counting = false;
    }
    return is_spent ? BUDGET_SPENT : is_late ? BUDGET_LATE : BUDGET_LEFT;
}
