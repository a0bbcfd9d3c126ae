/* watchdog.c: ends a step of Lua's machine that does not come to its end: a table that grows by keys chosen to collide, weak tables in
 * a chain. No hook runs in the midst of a step, so neither the budget of a pack nor Ctrl-C is heard there.
 *
 * The tick of the budget's timer (budget.c) looks where the processor is. Where a step has taken too long, in the code of Lua
 * itself, the tick leaves it for the call of the pack, and the state of the pack is left as it is: it may be in the midst of
 * anything, is never entered again and keeps its memory. The code of Lua itself holds no lock and is no allocator, so what else there
 * is in the process is as it was. Where the machine or the system is another, or Lua is linked into the program, such a step goes on.
 *
 * Example:
 *   watchdog here;
 *   watchdog_enter(&here);
 *   if (sigsetjmp(here.place, 0) == 0) status = lua_pcall(own, 0, 0, 0); else ...    // `own` was given up
 *   watchdog_leave(&here);
 *
 * Reference: sigsetjmp and siglongjmp out of a signal handler, POSIX.1-2017, XSH 2.4.3; dl_iterate_phdr(3).
 */
#include "shell.h"

#include <link.h>
#include <signal.h>
#include <stdint.h>
#include <ucontext.h>

/* Nanoseconds of processor time without progress that a step may take: when the time of the call is over; when it is to stop for
 * another reason; and in any case. A collection of a full heap of 512 MB takes up to a second. */
static const int64_t WHEN_LATE = 50000000, WHEN_STOPPED = 2000000000, IN_ANY_CASE = 10000000000;
enum { LOOKS = 4 }; /* of which all but one found it in Lua */

static watchdog *volatile innermost;
static uintptr_t lua_begin, lua_end; /* where Lua's code is; 0: it is not known */
static volatile int64_t progress_seen, still_since;
static volatile unsigned looks, looks_in_lua;

/* ---- where Lua is ---- */

static uintptr_t address_of(void (*function)(void)) {
    return (uintptr_t)function;
}

static bool is_between(uintptr_t address, uintptr_t begin, uintptr_t end) {
    return address >= begin && address < end;
}

static int find_lua(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size;
    (void)context;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        uintptr_t begin = object->dlpi_addr + part->p_vaddr, end = begin + part->p_memsz;
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X) ||
            !is_between(address_of((void (*)(void))lua_rawset), begin, end))
            continue;
        if (!is_between(address_of((void (*)(void))find_lua), begin, end)) {
            lua_begin = begin;
            lua_end = end;
        }
        return 1;
    }
    return 0;
}

void watchdog_open(void) {
    dl_iterate_phdr(find_lua, NULL);
}

/* Whether the signal found the processor in Lua. `context`: as the handler was given it. */
static bool is_in_lua(const void *context) {
    uintptr_t at = 0;
#if defined(__linux__) && defined(__x86_64__)
    at = (uintptr_t)((const ucontext_t *)context)->uc_mcontext.gregs[REG_RIP];
#elif defined(__linux__) && defined(__aarch64__)
    at = (uintptr_t)((const ucontext_t *)context)->uc_mcontext.pc;
#else
    (void)context;
#endif
    return is_between(at, lua_begin, lua_end);
}

/* ---- a tick ---- */

void watchdog_tick(const void *context, int64_t now, int64_t progress, bool is_late) {
    if (progress != progress_seen || !looks) {
        progress_seen = progress;
        still_since = now;
        looks = looks_in_lua = 0;
    }
    bool is_here = is_in_lua(context);
    looks++;
    looks_in_lua += is_here;
    int64_t most = is_late ? WHEN_LATE : interrupt_is_asked() ? WHEN_STOPPED : IN_ANY_CASE;
    if (!is_here || !innermost || looks < LOOKS || now - still_since < most ||
        looks_in_lua < looks - looks / LOOKS)
        return;
    sigset_t own;
    sigemptyset(&own);
    sigaddset(&own, SIGVTALRM); /* blocked while its handler runs, which does not return */
    watchdog *left = innermost;
    innermost = left->outer;
    looks = 0;
    pthread_sigmask(SIG_UNBLOCK, &own, NULL);
    siglongjmp(left->place, 1);
}

void watchdog_enter(watchdog *here) {
    here->outer = innermost;
    looks = 0;
    innermost = here;
}

void watchdog_leave(watchdog *here) {
    innermost = here->outer;
}
