/* repl.c: reads statements, runs them, has what they return shown. A statement goes on over as many lines as
 * Lua's parser says it does. Where stdin is not a terminal the same statements are read with no prompt, and
 * one that fails makes the exit code 1. A pasted block of several statements runs in order, each shown and
 * kept as if it had been typed, up to the first that fails.
 */
#include "shell.h"

#include "base/text.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct repl {
    lua_State *L;
    int is_terminal, is_over, is_broken; /* broken: nobody reads what is written */
    char prompt[64], more[64];
    int line; /* of the input, for faults in piped statements */
    int failed;
    glo_buf text; /* the lines of the statement so far */
} repl;

/* The message on the top of the stack, told with the line of the statement it is about. */
static void tell_fault(repl *r) {
    lua_State *L = r->L;
    r->failed = 1;
    fflush(stdout);
    if (strcmp(luaL_tolstring(L, -1, NULL), "interrupted") == 0) {
        say("interrupted");
        lua_pop(L, 2);
        return;
    }
    lua_pop(L, 1);
    lua_pushstring(L, r->text.data);
    lua_pushinteger(L, r->is_terminal ? 0 : r->line);
    shell_call_library(L, "foresight.shell.fault", "tell", 3, 0);
}

/* For the journal: how the statement ended. Takes the message of one that failed off the top of the stack. */
static void keep(repl *r, int went_well, int results) {
    lua_State *L = r->L;
    r->failed |= !went_well;
    lua_pushstring(L, r->text.data);
    lua_insert(L, -2);
    lua_pushboolean(L, went_well);
    lua_insert(L, -2);
    lua_pushinteger(L, results);
    lua_insert(L, -2);
    shell_call_library(L, "foresight.shell.session", "keep", 4, 0);
}

/* Shows the `count` values on the top of the stack and takes them off. */
static void show_results(repl *r, int count) {
    lua_State *L = r->L;
    luaL_checkstack(L, count + 10, "too many results");
    lua_pushstring(L, r->text.data);
    lua_insert(L, -(count + 1));
    if (!shell_call_library(L, "foresight.shell.results", "show", count + 1, 2)) {
        r->failed = 1;
        return;
    }
    keep(r, lua_toboolean(L, -2), count);
    lua_pop(L, 1);
}

/* Ctrl-C while something is written leaves an error behind; any other means that nobody reads on. */
static void settle_output(repl *r) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return;
    clearerr(stdout);
    if (shell_was_interrupted())
        return;
    say("error: the output could not be written: the session ends");
    r->is_over = r->is_broken = 1;
}

/* Runs the chunk on the top of the stack. */
static void run(repl *r) {
    lua_State *L = r->L;
    int before = lua_gettop(L) - 1;
    memory_hold(L);
    int status = shell_call(L, 0, LUA_MULTRET);
    memory_relax();
    if (shell_was_interrupted()) {
        lua_settop(L, before);
        fflush(stdout);
        say("interrupted");
        lua_pushliteral(L, "interrupted");
        keep(r, 0, 0);
    } else if (status != LUA_OK) {
        lua_pushvalue(L, -1);
        tell_fault(r);
        keep(r, 0, 0);
    } else {
        show_results(r, lua_gettop(L) - before);
    }
    settle_output(r);
    lua_settop(L, before);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void keep_in_history(repl *r) {
    int is_told = shell_call_library(r->L, "foresight.shell.show", "store_path", 0, 1);
    history_begin(r->text.data, is_told ? lua_tostring(r->L, -1) : "");
    if (is_told)
        lua_pop(r->L, 1);
}

/* The statement is whole or wrong: what is on the stack is its chunk or what is wrong with it. */
static void finish(repl *r, statement_kind kind) {
    double started = now();
    if (r->is_terminal) {
        keep_in_history(r);
        lua_settop(r->L, 1);
    }
    if (kind == STATEMENT_WHOLE)
        run(r);
    else
        tell_fault(r);
    if (r->is_terminal)
        history_end(now() - started);
}

/* What is no text would spoil the terminal and the history, and is nothing that Lua knows. */
static bool is_text(repl *r, const char *line, size_t length) {
    size_t at = 0;
    int is_utf8 = glo_text_is_utf8(line, length, &at);
    for (size_t i = 0; is_utf8 && i < length; i++) {
        if (((unsigned char)line[i] < 0x20 && !strchr("\t\n\r\f", line[i])) || line[i] == '\0' ||
            line[i] == 0x7F) {
            is_utf8 = 0;
            at = i;
        }
    }
    if (is_utf8)
        return true;
    fputs("error: ", stderr);
    if (!r->is_terminal)
        fprintf(stderr, "line %d: ", r->line);
    say("this is not text: byte %zu is 0x%02X; statements are UTF-8%s", at + 1, (unsigned char)line[at],
        r->is_terminal ? "" : ", nothing more was read");
    r->failed = 1;
    return false;
}

/* One line more of the statement; `next` is the line after it where that is known, else NULL. */
static void take(repl *r, const char *line, const char *next) {
    if (r->text.length)
        glo_buf_char(&r->text, '\n');
    glo_buf_text(&r->text, line);
    if (glo_buf_status(&r->text) < 0) {
        say("error: memory ran out: the statement is too long");
        r->failed = 1;
        glo_buf_dispose(&r->text);
        return;
    }
    if ((next && statement_is_tail(next)) || !statement_may_end(r->text.length, line))
        return;
    statement_kind kind = statement_parse(r->L, r->text.data);
    if (kind == STATEMENT_GOES_ON)
        return;
    if (kind == STATEMENT_FAREWELL)
        r->is_over = 1;
    else if (kind != STATEMENT_NONE)
        finish(r, kind);
    lua_settop(r->L, 0);
    glo_buf_clear(&r->text);
}

/* A statement that is copied from a session brings its prompts along. */
static char *without_prompt(const repl *r, char *line) {
    const char *const prompts[] = {r->prompt, r->more};
    for (int i = 0; i < 2; i++) {
        if (strncmp(line, prompts[i], strlen(prompts[i])) == 0)
            return line + strlen(prompts[i]);
    }
    return line;
}

static void tell_rest(const char *rest) {
    size_t lines = 1;
    for (const char *c = rest; *c; c++)
        lines += *c == '\n';
    say("note: the rest of what was pasted, %zu line%s, was not run", lines, lines == 1 ? "" : "s");
}

/* The lines of a pasted block, or the one line that was typed. */
static void take_block(repl *r, char *block) {
    r->failed = 0;
    for (char *line = block, *next; line && !r->is_over; line = next) {
        next = strchr(line, '\n');
        if (next)
            *next++ = '\0';
        char *after = next ? strchr(next, '\n') : NULL;
        if (after)
            *after = '\0';
        take(r, without_prompt(r, line), next ? without_prompt(r, next) : NULL);
        if (after)
            *after = '\n';
        if (r->failed && next && !statement_is_blank(next)) {
            tell_rest(next);
            return;
        }
    }
}

static void tell_unfinished(repl *r) {
    luaL_loadbufferx(r->L, r->text.data, r->text.length, "=shell", "t");
    tell_fault(r);
    lua_settop(r->L, 0);
}

static void read_terminal(repl *r) {
    while (!r->is_over) {
        char *line = NULL;
        complete_after(r->text.length ? r->text.data : "");
        input_result result = input_read(r->text.length ? r->more : sql_prompt(r->prompt), &line);
        size_t length = line ? strlen(line) : 0;
        if (result == INPUT_LINE) {
            while (length && isspace((unsigned char)line[length - 1]))
                line[--length] = '\0';
            if (is_text(r, line, length))
                take_block(r, line);
        } else {
            if (result == INPUT_END && r->text.length)
                tell_unfinished(r);
            else if (result == INPUT_END)
                r->is_over = 1;
            glo_buf_clear(&r->text);
        }
        free(line);
    }
    complete_after("");
}

static void read_pipe(repl *r) {
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    for (int at = 1; !r->is_over && (length = getline(&line, &room, stdin)) >= 0; at++) {
        while (length && (line[length - 1] == '\n' || line[length - 1] == '\r'))
            line[--length] = '\0';
        if (r->text.length && sql_ends_before(r->L, line))
            take(r, "", NULL);
        if (r->text.length == 0)
            r->line = at;
        if (!is_text(r, line, (size_t)length)) {
            glo_buf_clear(&r->text);
            break;
        }
        take(r, line, NULL);
    }
    if (r->text.length && sql_ends_before(r->L, NULL))
        take(r, "", NULL);
    if (r->text.length)
        tell_unfinished(r);
    free(line);
}

int repl_run(lua_State *L, const char *name) {
    repl r = {.L = L, .is_terminal = isatty(STDIN_FILENO)};
    int code = SHELL_DONE;
    if (r.is_terminal) {
        int width = snprintf(r.prompt, sizeof r.prompt, "%.40s> ", name);
        snprintf(r.more, sizeof r.more, "%*s.. ", width > 3 ? width - 3 : 0, "");
        history_open();
        input_open(L);
        lua_pushstring(L, name);
        shell_call_library(L, "foresight.shell.show", "banner", 1, 0);
        read_terminal(&r);
        code = r.is_broken ? SHELL_FAILED : SHELL_DONE;
    } else {
        read_pipe(&r);
        code = r.failed ? SHELL_FAILED : SHELL_DONE;
    }
    glo_buf_dispose(&r.text);
    return code;
}
