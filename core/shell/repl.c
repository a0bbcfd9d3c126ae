/* repl.c: reads statements, runs them, shows what they return. A statement goes on over as many lines as
 * Lua's parser says it does. An expression is shown without being asked; the last value is kept in `_`. Where
 * stdin is not a terminal the same statements are read with no prompt, and one that fails makes the exit
 * code 1.
 */
#include "shell/shell.h"

#include <ctype.h>
#include <lauxlib.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct repl {
    lua_State *L;
    int is_terminal;
    char prompt[64], more[64];
    int line; /* of the input, for faults in piped statements */
    int failed;
} repl;

static const char chunk_name[] = "=shell";

/* Leaves the chunk, or the message of a wrong statement, on the stack; nothing when it is incomplete. */
static parsed parse(lua_State *L, const char *text) {
    static const char *const before[] = {"return ", ""};
    parsed as_sql;
    if (sql_parse(L, text, &as_sql))
        return as_sql;
    for (int i = 0; i < 2; i++) {
        lua_pushfstring(L, "%s%s", before[i], text);
        size_t length;
        const char *source = lua_tolstring(L, -1, &length);
        int status = luaL_loadbufferx(L, source, length, chunk_name, "t");
        lua_remove(L, -2);
        if (status == LUA_OK)
            return PARSED;
        if (i == 1) {
            const char *message = lua_tolstring(L, -1, &length);
            if (length < 5 || strcmp(message + length - 5, "<eof>") != 0)
                return WRONG;
        }
        lua_pop(L, 1);
    }
    return INCOMPLETE;
}

static int is_blank(const char *text) {
    return text[strspn(text, " \t\r\n;")] == '\0';
}

/* `exit` and `quit` work as words, as they do elsewhere. */
static int is_farewell(const char *text) {
    static const char *const words[] = {"exit", "quit", "exit()", "quit()"};
    text += strspn(text, " \t");
    size_t length = strcspn(text, " \t\r\n;");
    if (!is_blank(text + length))
        return 0;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == length && strncmp(text, words[i], length) == 0)
            return 1;
    }
    return 0;
}

/* The message on the top of the stack, told with the line of the statement it is about. */
static void tell_fault(repl *r, const char *statement) {
    lua_State *L = r->L;
    r->failed = 1;
    fflush(stdout);
    if (strcmp(luaL_tolstring(L, -1, NULL), "interrupted") == 0) {
        fputs("interrupted\n", stderr);
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    lua_pushstring(L, statement);
    lua_pushinteger(L, r->is_terminal ? 0 : r->line);
    shell_call_library(L, "foresight.show", "fault", 3, 0);
}

/* For the journal: how the statement ended. Takes the message of one that failed off the top of the stack. */
static void keep(repl *r, const char *statement, int went_well, int results) {
    lua_State *L = r->L;
    r->failed |= !went_well;
    lua_pushstring(L, statement);
    lua_insert(L, -2);
    lua_pushboolean(L, went_well);
    lua_insert(L, -2);
    lua_pushinteger(L, results);
    lua_insert(L, -2);
    shell_call_library(L, "foresight.session", "keep", 4, 0);
}

/* Shows the `count` values on the top of the stack and takes them off. */
static void show_results(repl *r, const char *statement, int count) {
    lua_State *L = r->L;
    luaL_checkstack(L, count + 10, "too many results");
    if (count && !lua_isnil(L, -count)) {
        lua_pushvalue(L, -count);
        lua_setglobal(L, "_");
    }
    lua_pushstring(L, statement);
    lua_insert(L, -(count + 1));
    if (!shell_call_library(L, "foresight.show", "results", count + 1, 2)) {
        r->failed = 1;
        return;
    }
    fflush(stdout);
    keep(r, statement, lua_toboolean(L, -2), count);
}

/* Runs the chunk on the top of the stack. */
static void run(repl *r, const char *statement) {
    lua_State *L = r->L;
    int before = lua_gettop(L) - 1;
    memory_hold(L);
    int status = shell_call(L, 0, LUA_MULTRET);
    memory_relax();
    fflush(stdout);
    if (shell_was_interrupted()) {
        fputs("interrupted\n", stderr);
        lua_pushliteral(L, "interrupted");
        keep(r, statement, 0, 0);
    } else if (status != LUA_OK) {
        lua_pushvalue(L, -1);
        tell_fault(r, statement);
        keep(r, statement, 0, 0);
    } else {
        show_results(r, statement, lua_gettop(L) - before);
    }
    lua_settop(L, before);
}

/* One line more of the statement in `text`; returns 0 when the session is over. */
static int take(repl *r, glo_buf *text, const char *line) {
    if (text->length)
        glo_buf_char(text, '\n');
    glo_buf_text(text, line);
    if (glo_buf_status(text) < 0) {
        fputs("glocal: memory ran out: the statement is too long\n", stderr);
        r->failed = 1;
        glo_buf_dispose(text);
        return 1;
    }
    if (is_blank(text->data)) {
        glo_buf_clear(text);
        return 1;
    }
    int goes_on = !is_farewell(text->data);
    parsed what = goes_on ? parse(r->L, text->data) : WRONG;
    if (what == INCOMPLETE)
        return 1;
    if (r->is_terminal)
        history_keep(text->data);
    if (what == PARSED)
        run(r, text->data);
    else if (goes_on)
        tell_fault(r, text->data);
    lua_settop(r->L, 0);
    glo_buf_clear(text);
    return goes_on;
}

static void tell_unfinished(repl *r, const char *statement) {
    luaL_loadbufferx(r->L, statement, strlen(statement), chunk_name, "t");
    tell_fault(r, statement);
    lua_settop(r->L, 0);
}

static void read_terminal(repl *r) {
    glo_buf text = {0};
    for (int goes_on = 1; goes_on;) {
        char *line = NULL;
        complete_after(text.length ? text.data : "");
        input_result result = input_read(text.length ? r->more : sql_prompt(r->prompt), &line);
        if (result == INPUT_LINE) {
            size_t length = strlen(line);
            while (length && isspace((unsigned char)line[length - 1]))
                line[--length] = '\0';
            goes_on = take(r, &text, line);
        } else {
            goes_on = result == INPUT_INTERRUPTED || text.length > 0;
            if (result == INPUT_END && text.length)
                tell_unfinished(r, text.data);
            glo_buf_clear(&text);
        }
        free(line);
    }
    complete_after("");
    glo_buf_dispose(&text);
}

static void read_pipe(repl *r) {
    glo_buf text = {0};
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    for (int goes_on = 1, at = 1; goes_on && (length = getline(&line, &room, stdin)) >= 0; at++) {
        while (length && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            line[--length] = '\0';
        if (text.length && sql_ends_before(r->L, line))
            take(r, &text, "");
        if (text.length == 0)
            r->line = at;
        goes_on = take(r, &text, line);
    }
    if (text.length && sql_ends_before(r->L, NULL))
        take(r, &text, "");
    if (text.length)
        tell_unfinished(r, text.data);
    free(line);
    glo_buf_dispose(&text);
}

int repl_run(lua_State *L, const char *name) {
    repl r = {.L = L, .is_terminal = isatty(STDIN_FILENO)};
    if (!r.is_terminal) {
        read_pipe(&r);
        return r.failed ? SHELL_FAILED : SHELL_DONE;
    }
    int width = snprintf(r.prompt, sizeof r.prompt, "%.40s> ", name);
    snprintf(r.more, sizeof r.more, "%*s.. ", width > 3 ? width - 3 : 0, "");
    history_open();
    input_open(L);
    lua_pushstring(L, name);
    shell_call_library(L, "foresight.show", "banner", 1, 0);
    read_terminal(&r);
    return SHELL_DONE;
}
