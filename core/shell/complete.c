/* complete.c: the Tab key. foresight/shell/complete.lua is handed the statement up to the cursor and gives
 * the candidates for the word there; this file only carries them to readline.
 *
 * The word starts where readline breaks it: after any mark outside a string; inside one, after the quote, as
 * codes hold dots and names hold spaces.
 */
#include "shell.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <readline/readline.h>

static lua_State *state;
static const char *earlier = "";
static char **shown; /* what a list shows for each match, from place 1 on */
static size_t shown_count;

void complete_after(const char *before) {
    earlier = before;
}

/* Whether the end of `text` is inside a string; `quote` goes on from an earlier piece. */
static char open_quote(const char *text, size_t length, char quote) {
    for (size_t i = 0; i < length; i++) {
        if (quote && text[i] == '\\')
            i++;
        else if (quote && text[i] == quote)
            quote = 0;
        else if (!quote && (text[i] == '"' || text[i] == '\''))
            quote = text[i];
    }
    return quote;
}

/* The mark of the string in which the cursor is, or NUL. */
static char quote_at_cursor(void) {
    return open_quote(rl_line_buffer, (size_t)rl_point, open_quote(earlier, strlen(earlier), 0));
}

static char *break_marks(void) {
    static char in_code[] = " \t\n\"'()[]{}.:,;=<>+-*/%^#~|&", in_string[] = "\"'";
    return quote_at_cursor() ? in_string : in_code;
}

/* Readline wants the text to put in the word's place first: what all candidates share, if that is more than
 * what stands there. */
static char *shared_start(char **matches, size_t count, const char *word) {
    size_t shared = strlen(matches[1]);
    for (size_t i = 2; i <= count; i++) {
        size_t same = 0;
        while (same < shared && matches[i][same] == matches[1][same])
            same++;
        shared = same;
    }
    while (shared && ((unsigned char)matches[1][shared] & 0xC0) == 0x80)
        shared--; /* never half a letter */
    /* A code that was found by a name does not begin with what was typed: then a part of it says nothing. */
    int goes_on = shared >= strlen(word) && strncasecmp(matches[1], word, strlen(word)) == 0;
    return count > 1 && !goes_on ? strdup(word) : strndup(matches[1], shared);
}

static void free_shown(void) {
    for (size_t i = 1; i <= shown_count; i++)
        free(shown[i]);
    free(shown);
    shown = NULL;
    shown_count = 0;
}

/* The list in a field of the table on the top of the stack, from place 1 on, the last place NULL. */
static char **list_in(lua_State *L, const char *field, size_t *out_count) {
    lua_getfield(L, -1, field);
    size_t count = lua_istable(L, -1) ? lua_rawlen(L, -1) : 0, kept = 0;
    char **list = count ? calloc(count + 2, sizeof *list) : NULL;
    for (size_t i = 1; list && i <= count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        const char *text = lua_tostring(L, -1);
        if (text && (list[kept + 1] = strdup(text)))
            kept++;
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    *out_count = kept;
    return list;
}

/* The texts of the table on the top of the stack as readline's array, which it frees. */
static char **matches_of(lua_State *L, const char *word) {
    size_t count;
    free_shown();
    char **matches = list_in(L, "texts", &count);
    if (count)
        matches[0] = shared_start(matches, count, word);
    if (!count || !matches[0]) {
        free(matches);
        return NULL;
    }
    shown = list_in(L, "shown", &shown_count);
    if (count == 1) { /* readline wants a lone match in the first place only */
        free(matches[1]);
        matches[1] = NULL;
    }
    return matches;
}

/* A list says more than what is put in: the name beside a code. */
static void display(char **matches, int count, int longest) {
    if (shown && shown_count == (size_t)count) {
        longest = 0;
        for (size_t i = 1; i <= shown_count; i++) {
            int length = (int)strlen(shown[i]);
            longest = length > longest ? length : longest;
        }
        matches = shown;
    }
    rl_display_match_list(matches, count, longest);
    rl_forced_update_display();
}

static int prepare(lua_State *L) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.shell.complete");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "prepare");
    lua_call(L, 0, 0);
    return 0;
}

void complete_prepare(void) {
    int top = lua_gettop(state);
    lua_pushcfunction(state, prepare);
    if (lua_pcall(state, 0, 0, 0) != LUA_OK && getenv("GLOCAL_DEBUG"))
        say("\ncompletion: %s", lua_tostring(state, -1));
    lua_settop(state, top);
}

static int ask(lua_State *L) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.shell.complete");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "candidates");
    lua_pushfstring(L, "%s%s%s", earlier, *earlier ? "\n" : "", lua_tostring(L, 1));
    lua_call(L, 1, 1);
    return 1;
}

static char **complete(const char *word, int start, int end) {
    char **matches = NULL;
    (void)start;
    rl_attempted_completion_over = 1; /* never readline's own choice: complete.lua knows what is asked for */
    char quote = quote_at_cursor();
    rl_completion_append_character = (unsigned char)quote; /* closes the string behind a lone match */
    rl_completion_suppress_append = !quote || rl_line_buffer[rl_point] == quote;
    rl_completion_display_matches_hook = display;
    rl_sort_completion_matches = 0;
    int top = lua_gettop(state);
    lua_pushcfunction(state, ask);
    lua_pushlstring(state, rl_line_buffer, (size_t)end);
    if (lua_pcall(state, 1, 1, 0) == LUA_OK && lua_istable(state, -1)) {
        lua_getfield(state, -1, "files");
        int is_file = lua_toboolean(state, -1);
        lua_pop(state, 1);
        if (is_file) {
            rl_completion_display_matches_hook = NULL;
            rl_sort_completion_matches = 1;
            rl_filename_completion_desired = 1;
            matches = rl_completion_matches(word, rl_filename_completion_function);
        } else {
            lua_getfield(state, -1, "open");
            if (lua_toboolean(state, -1)) /* an expression goes on behind the word */
                rl_completion_suppress_append = 1;
            lua_pop(state, 1);
            matches = matches_of(state, word);
        }
    } else if (getenv("GLOCAL_DEBUG")) { /* a fault in between is no reason to trouble the analyst */
        say("\ncompletion: %s", lua_tostring(state, -1));
    }
    lua_settop(state, top);
    return matches;
}

void complete_open(lua_State *L) {
    state = L;
    rl_attempted_completion_function = complete;
    rl_completion_word_break_hook = break_marks;
    rl_completer_quote_characters = NULL;
    rl_basic_quote_characters = ""; /* whether a string ends behind a match is for complete.lua to say */
    rl_variable_bind("expand-tilde", "on"); /* Lua knows no ~ */
    rl_ignore_completion_duplicates = 1;
}
