/* interrupt.c: Ctrl-C. Work in C and SQL watches an atomic flag; Lua is stopped by a count hook that raises
 * "interrupted" at every instruction and call until control is back, so that no pcall loop outlives it. A
 * standard function that may stay in C for long looks at the flag itself (strings.c, tables.c): nothing
 * jumps out of a signal handler, but out of a pack's state that is given up (watchdog.c).
 *
 * A hook belongs to one coroutine, so coroutine.resume and coroutine.wrap are replaced by ones that tell
 * which coroutine runs: a loop inside a coroutine stops too.
 *
 * Reference: lua_sethook may be called from a signal handler (Lua 5.4 Reference Manual, section 4.7; lua.c).
 */
#include "standard/standard.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>
#include <unistd.h>

enum { RESUMING = 16 }; /* steps */

static atomic_bool cancelled;
static volatile sig_atomic_t asked; /* by Ctrl-C: `cancelled` is also set where a pack is stopped */
static volatile sig_atomic_t working, impatient, closing;
static _Atomic int64_t first_asked; /* in milliseconds */
static lua_State *main_state;
static lua_State *volatile running;
volatile sig_atomic_t interrupt_at_prompt;

static void raise_interrupted(lua_State *L, lua_Debug *where) {
    (void)where;
    budget_note(1);
    lua_pushliteral(L, "interrupted");
    lua_error(L);
}

static void stop(lua_State *L) {
    lua_sethook(L, raise_interrupted, LUA_MASKCOUNT | LUA_MASKCALL, 1); /* calls: of C functions too */
}

/* Whether this is a second request to stop, and not the same one delivered twice: timeout(1), for one, signals
 * its child and then its group. */
static bool is_second(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int64_t milliseconds = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
    if (!asked) {
        first_asked = milliseconds;
        return false;
    }
    return milliseconds - first_asked > 200;
}

/* Ends at once; SQLite undoes what was not committed. */
static void end_now(void) {
    static const char text[] = "glocal: interrupted\n";
    ssize_t written = write(STDERR_FILENO, text, sizeof text - 1);
    (void)written; /* there is nobody left to tell */
    _exit(SHELL_INTERRUPTED);
}

static void on_interrupt(int signal_number) {
    int kept = errno;
    (void)signal_number;
    if (!working) {
        interrupt_at_prompt = 1;
    } else {
        if (is_second() && impatient)
            end_now();
        asked = 1;
        atomic_store(&cancelled, 1);
        if (!closing) /* then it may be gone */
            stop(main_state);
        if (running != main_state)
            stop(running);
    }
    errno = kept;
}

void interrupt_hook(lua_Hook hook) {
    lua_sethook(running, hook, LUA_MASKCOUNT, 1);
    if (working && atomic_load(&cancelled))
        stop(running);
}

void interrupt_stop(void) {
    if (!working)
        return;
    atomic_store(&cancelled, 1);
    stop(running);
}

bool interrupt_resolve(void) {
    atomic_store(&cancelled, 0);
    if (asked) /* also where it was pressed just now */
        atomic_store(&cancelled, 1);
    return asked;
}

bool interrupt_is_asked(void) {
    return working && atomic_load(&cancelled);
}

void interrupt_check(lua_State *L) {
    if (interrupt_is_asked())
        raise_interrupted(L, NULL);
}

/* What is entered while a stop is under way stops as well. */
lua_State *interrupt_enter(lua_State *L) {
    lua_State *before = running;
    running = L;
    if (working && atomic_load(&cancelled))
        stop(L);
    else
        budget_arm(L);
    return before;
}

/* coroutine.resume(co, ...), telling who runs. Raises nothing of its own: results are those of lua_resume. */
int interrupt_resume(lua_State *L, lua_State *co, int arguments) {
    int results;
    if (!lua_checkstack(co, arguments)) {
        lua_pushliteral(L, "too many arguments to resume");
        return -1;
    }
    lua_xmove(L, co, arguments);
    budget_spend(L, RESUMING);
    if (lua_status(co) == LUA_OK)
        budget_note_new();
    lua_State *before = interrupt_enter(co);
    int status = lua_resume(co, L, arguments, &results);
    budget_disarm(co);
    interrupt_enter(before);
    if (status != LUA_OK && status != LUA_YIELD) {
        lua_xmove(co, L, 1);
        return -1;
    }
    if (!lua_checkstack(L, results + 1)) {
        lua_pop(co, results);
        lua_pushliteral(L, "too many results to resume");
        return -1;
    }
    lua_xmove(co, L, results);
    return results;
}

int coroutine_resume(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    luaL_argexpected(L, co, 1, "coroutine");
    int results = interrupt_resume(L, co, lua_gettop(L) - 1);
    lua_pushboolean(L, results >= 0);
    lua_insert(L, results >= 0 ? -(results + 1) : -2);
    return results >= 0 ? results + 1 : 2;
}

/* lua_resetthread, telling who runs: the coroutine's to-be-closed variables are closed. */
static int close_thread(lua_State *co) {
    lua_State *before = interrupt_enter(co);
    int status = lua_resetthread(co);
    budget_disarm(co);
    interrupt_enter(before);
    return status;
}

/* Whether it runs, or waits for one that it resumed. */
static bool is_active(lua_State *L, lua_State *co) {
    lua_Debug where;
    return co == L || (lua_status(co) == LUA_OK && lua_getstack(co, 0, &where));
}

int coroutine_close(lua_State *L) {
    lua_State *co = lua_tothread(L, 1);
    if (!co || is_active(L, co))
        return call_stock(L); /* which refuses it */
    if (close_thread(co) == LUA_OK) {
        lua_pushboolean(L, 1);
        return 1;
    }
    lua_pushboolean(L, 0);
    lua_xmove(co, L, 1);
    return 2;
}

/* A message that is a text gets the place of the call, as of any error. */
static int raise_with_place(lua_State *L) {
    if (lua_type(L, -1) == LUA_TSTRING && !interrupt_is_asked()) {
        luaL_where(L, 1);
        lua_insert(L, -2);
        lua_concat(L, 2);
    }
    return lua_error(L);
}

static int wrapped_call(lua_State *L) {
    lua_State *co = lua_tothread(L, lua_upvalueindex(1));
    int results = interrupt_resume(L, co, lua_gettop(L));
    if (results >= 0)
        return results;
    int status = lua_status(co);
    if (status != LUA_OK &&
        status != LUA_YIELD) { /* an error inside: what it left open sees it, and may raise another */
        lua_xmove(L, co, 1);
        close_thread(co);
        lua_xmove(co, L, 1);
    }
    return raise_with_place(L);
}

int coroutine_wrap(lua_State *L) {
    luaL_checktype(L, 1, LUA_TFUNCTION);
    lua_State *co = lua_newthread(L);
    lua_pushvalue(L, 1);
    lua_xmove(L, co, 1);
    lua_pushcclosure(L, wrapped_call, 1);
    return 1;
}

void interrupt_install(lua_State *L, int ends_with_second) {
    main_state = running = L;
    impatient = ends_with_second;
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL); /* no SA_RESTART: a waiting read is woken */
}

const atomic_bool *interrupt_flag(void) {
    return &cancelled;
}

void interrupt_begin(void) {
    running = main_state;
    asked = 0;
    atomic_store(&cancelled, 0);
    working = 1;
}

int interrupt_end(void) {
    working = 0;
    lua_sethook(main_state, NULL, 0, 0);
    asked = 0;
    return atomic_exchange(&cancelled, 0);
}

void interrupt_close(void) {
    impatient = closing = 1;
    interrupt_begin();
}
