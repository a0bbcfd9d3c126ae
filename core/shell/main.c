/* main.c: the command `glocal`. It makes the Lua state and hands the arguments to foresight/shell/cli.lua, whose
 * `main` returns an exit code, or the name for the shell's prompt.
 *
 * Example:  glocal run --store benelux.db -e 'print(#zones.children("BE"))'
 */
#include "base/clock.h"
#include "base/err.h"
#include "base/job.h"
#include "lua/bind.h"
#include "shell.h"

#include <locale.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void push_arguments(lua_State *L, int count, char **arguments) {
    lua_createtable(L, count, 0);
    for (int i = 1; i < count; i++) {
        lua_pushstring(L, arguments[i]);
        lua_rawseti(L, -2, i);
    }
}

static int push_main(lua_State *L) {
    glo_lua_require(L, "foresight.shell.cli");
    lua_getfield(L, -1, "main");
    return 1;
}

/* Runs foresight/shell/cli.lua over the arguments; *out_name is set when the shell is to be opened (owned by
 * L). */
static int run_command(lua_State *L, int argc, char **argv, const char **out_name) {
    lua_pushcfunction(L, push_main);
    int status = shell_call(L, 0, 1);
    if (status == LUA_OK) {
        push_arguments(L, argc, argv);
        host_push(L);
        restricted_push(L);
        lua_setfield(L, -2, "run_restricted");
        secret_push(L);
        memory_hold(L);
        status = shell_call(L, 2, 1);
        memory_relax();
    }
    fflush(stdout);
    if (status != LUA_OK && shell_was_interrupted()) {
        say("glocal: interrupted");
        return SHELL_INTERRUPTED;
    }
    if (status != LUA_OK) {
        say("glocal: %s", lua_tostring(L, -1));
        return SHELL_FAILED;
    }
    if (lua_type(L, -1) == LUA_TSTRING)
        *out_name = lua_tostring(L, -1);
    return (int)lua_tointeger(L, -1);
}

/* Results of a few hundred megabytes come and go; memory that is given back is cleared page by page when it
 * is asked for again, which would take as long as computing them. Up to this much is kept for the next. */
static void keep_freed_memory(void) {
    enum { KEPT = 512 << 20 };
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, KEPT);
}

/* How many threads long work may use: $GLOCAL_THREADS, else as many as there are cores; -1 when it makes no
 * sense. Results never depend on it. */
static int threads_told(void) {
    const char *told = getenv("GLOCAL_THREADS");
    if (!told || !*told)
        return 0;
    char *end;
    long threads = strtol(told, &end, 10);
    return *end == '\0' && threads >= 1 && threads <= 1024 ? (int)threads : -1;
}

int main(int argc, char **argv) {
    keep_freed_memory();
    glo_job job = {.threads = threads_told(), .cancel = interrupt_flag(), .progress = progress_report};
    if (job.threads < 0) {
        say("glocal: GLOCAL_THREADS must be a whole number from 1 to 1024, such as GLOCAL_THREADS=2");
        return SHELL_WRONG_CALL;
    }
    const char *name = NULL;
    if (glo_clock_hold(getenv("GLOCAL_CLOCK")) < 0) {
        say("glocal: GLOCAL_CLOCK: %s", glo_message());
        return SHELL_WRONG_CALL;
    }
    signal(SIGXFSZ, SIG_IGN); /* a file that may grow no more is a failed write, told as one */
    setlocale(LC_CTYPE, "");
    if (!memory_open())
        return SHELL_WRONG_CALL;
    lua_State *L = memory_new_state();
    if (!L) {
        say("glocal: memory ran out");
        return SHELL_FAILED;
    }
    int code = SHELL_FAILED;
    if (state_open(L, GLO_EVERYTHING)) {
        glo_lua_set_job(L, &job);
        isolate_open(L);
        interrupt_install(L, 1);
        code = run_command(L, argc, argv, &name);
    }
    if (name) {
        interrupt_install(L, 0);
        if (isatty(STDIN_FILENO)) {
            signal(SIGPIPE, SIG_IGN); /* a pager that is closed does not end the session */
            signal(SIGQUIT, SIG_IGN); /* nor does a pasted control character, as in other shells */
        }
        char prompt[64];
        snprintf(prompt, sizeof prompt, "%s", name);
        lua_settop(L, 0);
        code = repl_run(L, prompt);
    }
    interrupt_close();
    lua_close(L); /* a write that is under way is undone here */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == SHELL_DONE) {
        say("glocal: the output could not be written");
        code = SHELL_FAILED;
    }
    return code;
}
