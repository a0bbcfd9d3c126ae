/* main.c: the command `glocal`. It makes the Lua state, lets scripts see the library's names as globals, and
 * hands the arguments to foresight/cli.lua, whose `main` returns an exit code, or the name for the shell's
 * prompt.
 *
 * Example:  glocal run --store benelux.db -e 'print(#zones.children("BE"))'
 */
#include "base/err.h"
#include "base/job.h"
#include "lua/bind.h"
#include "shell/shell.h"

#include <lauxlib.h>
#include <locale.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int is_number(const char *text) {
    return text && *text && strspn(text, "0123456789") == strlen(text);
}

/* The columns of the terminal; $COLUMNS, else 80, where stdout is none. */
static int host_width(lua_State *L) {
    struct winsize size;
    const char *told = getenv("COLUMNS");
    long width = 80;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    else if (is_number(told) && strtol(told, NULL, 10) >= 20)
        width = strtol(told, NULL, 10);
    lua_pushinteger(L, width);
    return 1;
}

/* The terminal's rows, and its columns and rows in pixels (0 where it does not say). */
static int host_screen(lua_State *L) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_row == 0)
        size = (struct winsize){.ws_row = 24};
    lua_pushinteger(L, size.ws_row);
    lua_pushinteger(L, size.ws_xpixel);
    lua_pushinteger(L, size.ws_ypixel);
    return 3;
}

static int host_is_terminal(lua_State *L) {
    static const char *const names[] = {"stdin", "stdout", "stderr", NULL};
    lua_pushboolean(L, isatty(luaL_checkoption(L, 1, "stdout", names)));
    return 1;
}

/* print, with the progress line taken away first. */
static int host_print(lua_State *L) {
    progress_erase();
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

static void push_host(lua_State *L) {
    static const luaL_Reg functions[] = {
        {"width", host_width}, {"screen", host_screen}, {"is_terminal", host_is_terminal}, {NULL, NULL}};
    luaL_newlib(L, functions);
}

static void push_arguments(lua_State *L, int count, char **arguments) {
    lua_createtable(L, count, 0);
    for (int i = 1; i < count; i++) {
        lua_pushstring(L, arguments[i]);
        lua_rawseti(L, -2, i);
    }
}

/* Opens the library; leaves nothing on the stack. */
static int open_library(lua_State *L) {
    luaL_openlibs(L);
    if (glo_lua_open_library(L, GLO_EVERYTHING) < 0) {
        fprintf(stderr, "glocal: %s\n", glo_message());
        return 0;
    }
    share_names(L);
    lua_pop(L, 1);
    return 1;
}

/* Runs foresight/cli.lua over the arguments; *out_name is set when the shell is to be opened (owned by L). */
static int run_command(lua_State *L, int argc, char **argv, const char **out_name) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.cli");
    int status = shell_call(L, 1, 1);
    if (status == LUA_OK) {
        lua_getfield(L, -1, "main");
        lua_remove(L, -2);
        push_arguments(L, argc, argv);
        push_host(L);
        status = shell_call(L, 2, 1);
    }
    fflush(stdout);
    if (status != LUA_OK && shell_was_interrupted()) {
        fputs("glocal: interrupted\n", stderr);
        return SHELL_INTERRUPTED;
    }
    if (status != LUA_OK) {
        fprintf(stderr, "glocal: %s\n", lua_tostring(L, -1));
        return SHELL_FAILED;
    }
    if (lua_type(L, -1) == LUA_TSTRING)
        *out_name = lua_tostring(L, -1);
    return (int)lua_tointeger(L, -1);
}

int main(int argc, char **argv) {
    glo_job job = {.cancel = interrupt_flag(), .progress = progress_report};
    const char *name = NULL;
    setlocale(LC_CTYPE, "");
    lua_State *L = luaL_newstate();
    if (!L) {
        fputs("glocal: memory ran out\n", stderr);
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
        signal(SIGPIPE, SIG_IGN); /* a viewer that is closed does not end the session */
        char prompt[64];
        snprintf(prompt, sizeof prompt, "%s", name);
        lua_settop(L, 0);
        code = repl_run(L, prompt);
    }
    lua_close(L); /* a write that is under way is undone here */
    if ((fflush(stdout) != 0 || ferror(stdout)) && code == SHELL_DONE) {
        fputs("glocal: the output could not be written\n", stderr);
        code = SHELL_FAILED;
    }
    return code;
}
