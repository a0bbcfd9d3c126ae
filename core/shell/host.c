/* host.c: what the library may ask of its surroundings: the size and kind of the terminal, and where the
 * history is, what to put at the prompt. foresight/shell/cli.lua is handed it as a table.
 *
 * Example (Lua):  host.width()   --> 80
 */
#include "shell.h"

#include <langinfo.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH = 80, HEIGHT = 24, LEAST = 20 };

static long number_in(const char *variable) {
    const char *text = getenv(variable);
    return text && *text && strlen(text) < 6 && strspn(text, "0123456789") == strlen(text)
               ? strtol(text, NULL, 10)
               : 0;
}

/* The columns of the terminal; $COLUMNS, else 80, where stdout is none. */
static int host_width(lua_State *L) {
    struct winsize size;
    long width = number_in("COLUMNS");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    lua_pushinteger(L, width >= LEAST ? width : WIDTH);
    return 1;
}

/* Its lines; $LINES, else 24, where stdout is none. */
static int host_height(lua_State *L) {
    struct winsize size;
    long height = number_in("LINES");
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0)
        height = size.ws_row;
    lua_pushinteger(L, height > 0 ? height : HEIGHT);
    return 1;
}

/* Its columns and lines in pixels; 0 where it does not say. */
static int host_pixels(lua_State *L) {
    struct winsize size = {0};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        size = (struct winsize){0};
    lua_pushinteger(L, size.ws_xpixel);
    lua_pushinteger(L, size.ws_ypixel);
    return 2;
}

static int host_is_terminal(lua_State *L) {
    static const char *const names[] = {"stdin", "stdout", "stderr", NULL};
    lua_pushboolean(L, isatty(luaL_checkoption(L, 1, "stdout", names)));
    return 1;
}

/* Whether what is printed may hold more than ASCII. */
static int host_is_utf8(lua_State *L) {
    lua_pushboolean(L, strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
    return 1;
}

static int host_history(lua_State *L) {
    char path[PATH_MAX];
    if (history_file_path(path))
        lua_pushstring(L, path);
    else
        lua_pushnil(L);
    return 1;
}

/* A line on stdout, as it is; as print does, it is there before what stderr says next. */
static int host_write(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    progress_erase();
    fwrite(text, 1, length, stdout);
    fputc('\n', stdout);
    fflush(stdout);
    return 0;
}

static int host_has_prompt(lua_State *L) {
    lua_pushboolean(L, input_is_open());
    return 1;
}

static int host_suggest(lua_State *L) {
    input_suggest(luaL_checkstring(L, 1));
    return 0;
}

void host_push(lua_State *L) {
    static const luaL_Reg functions[] = {{"width", host_width},
                                         {"height", host_height},
                                         {"pixels", host_pixels},
                                         {"is_terminal", host_is_terminal},
                                         {"is_utf8", host_is_utf8},
                                         {"history", host_history},
                                         {"write", host_write},
                                         {"has_prompt", host_has_prompt},
                                         {"suggest", host_suggest},
                                         {NULL, NULL}};
    luaL_newlib(L, functions);
}
