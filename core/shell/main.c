/* main.c: the command `glocal`. It makes the Lua state, lets scripts see the library's names as globals, and
 * hands the arguments to foresight/shell/cli.lua, whose `main` returns an exit code, or the name for the
 * shell's prompt.
 *
 * Example:  glocal run --store benelux.db -e 'print(#zones.children("BE"))'
 */
#include "base/err.h"
#include "base/job.h"
#include "base/text.h"
#include "lua/bind.h"
#include "shell.h"

#include <lauxlib.h>
#include <locale.h>
#include <lualib.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* print, with the progress line taken away first. A terminal gets no text that moves its cursor or turns what follows: a
 * script may print what stands in a file. A pipe or a file gets the text as it is. */
static int host_print(lua_State *L) {
    progress_erase();
    for (int i = 1; isatty(STDOUT_FILENO) && i <= lua_gettop(L); i++) {
        size_t length;
        const char *text = lua_type(L, i) == LUA_TSTRING ? lua_tolstring(L, i, &length) : NULL;
        glo_buf shown = {0};
        if (!text || glo_text_is_visible(text, length, "\n\t"))
            continue;
        glo_text_visible(&shown, text, length, "\n\t");
        glo_give_text(L, &shown);
        lua_replace(L, i);
    }
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_insert(L, 1);
    lua_call(L, lua_gettop(L) - 1, 0);
    return 0;
}

/* Everything glocal offers is seen as a global; assigning `store` sets the store that the library uses. */
static int set_global(lua_State *L) {
    int is_store = lua_type(L, 2) == LUA_TSTRING && strcmp(lua_tostring(L, 2), "store") == 0;
    lua_settop(L, 3);
    if (is_store) {
        lua_setfield(L, lua_upvalueindex(1), "store");
        return 0;
    }
    lua_rawset(L, 1);
    return 0;
}

static void share_names(lua_State *L) { /* the library's table is on the top */
    lua_pushglobaltable(L);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, -3);
    lua_pushcclosure(L, set_global, 1);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
    lua_pushvalue(L, -1);
    lua_setglobal(L, "glocal");
    lua_getglobal(L, "print");
    lua_pushcclosure(L, host_print, 1);
    lua_setglobal(L, "print");
}

static void push_arguments(lua_State *L, int count, char **arguments) {
    lua_createtable(L, count, 0);
    for (int i = 1; i < count; i++) {
        lua_pushstring(L, arguments[i]);
        lua_rawseti(L, -2, i);
    }
}

/* Opens the library; leaves nothing on the stack. */
static bool open_library(lua_State *L) {
    luaL_openlibs(L);
    strings_open(L);
    stoppable_open(L);
    if (glo_lua_open_library(L, GLO_EVERYTHING) < 0) {
        say("glocal: %s", glo_message());
        return false;
    }
    share_names(L);
    lua_pop(L, 1);
    return true;
}

/* Runs foresight/shell/cli.lua over the arguments; *out_name is set when the shell is to be opened (owned by
 * L). */
static int run_command(lua_State *L, int argc, char **argv, const char **out_name) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.shell.cli");
    int status = shell_call(L, 1, 1);
    if (status == LUA_OK) {
        lua_getfield(L, -1, "main");
        lua_remove(L, -2);
        push_arguments(L, argc, argv);
        host_push(L);
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
    setlocale(LC_CTYPE, "");
    if (!memory_open())
        return SHELL_WRONG_CALL;
    lua_State *L = memory_new_state();
    if (!L) {
        say("glocal: memory ran out");
        return SHELL_FAILED;
    }
    int code = SHELL_FAILED;
    if (open_library(L)) {
        glo_lua_set_job(L, &job);
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
    lua_close(L); /* a write that is under way is undone here */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == SHELL_DONE) {
        say("glocal: the output could not be written");
        code = SHELL_FAILED;
    }
    return code;
}
