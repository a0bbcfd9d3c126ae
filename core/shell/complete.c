/* complete.c: the Tab key. foresight/complete.lua is handed the statement up to the cursor and gives the
 * candidates for the word there; this file only carries them to readline.
 *
 * The word starts where readline breaks it: after any mark outside a string; inside one, after the quote, as
 * codes hold dots and names hold spaces.
 */
#include "shell/shell.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

static lua_State *state;
static const char *earlier = "";

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

static char *break_marks(void) {
    static char in_code[] = " \t\n\"'()[]{}.:,;=<>+-*/%^#~|&", in_string[] = "\"'";
    char quote = open_quote(earlier, strlen(earlier), 0);
    return open_quote(rl_line_buffer, (size_t)rl_point, quote) ? in_string : in_code;
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
    return shared < strlen(word) && count > 1 ? strdup(word) : strndup(matches[1], shared);
}

/* The list on the top of the stack as readline's array, which it frees. */
static char **array_of_list(lua_State *L, const char *word) {
    size_t count = lua_rawlen(L, -1), kept = 0;
    char **matches = count ? calloc(count + 2, sizeof *matches) : NULL;
    for (size_t i = 1; matches && i <= count; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i);
        const char *text = lua_tostring(L, -1);
        if (text && (matches[kept + 1] = strdup(text)))
            kept++;
        lua_pop(L, 1);
    }
    if (kept)
        matches[0] = shared_start(matches, kept, word);
    if (!kept || !matches[0]) {
        free(matches);
        return NULL;
    }
    return matches;
}

static int ask(lua_State *L) {
    lua_getglobal(L, "require");
    lua_pushliteral(L, "foresight.complete");
    lua_call(L, 1, 1);
    lua_getfield(L, -1, "candidates");
    lua_pushfstring(L, "%s%s", earlier, lua_tostring(L, 1));
    lua_pushvalue(L, 2);
    lua_call(L, 2, 1);
    return 1;
}

static char **complete(const char *word, int start, int end) {
    char **matches = NULL;
    (void)start;
    rl_attempted_completion_over = 1; /* never readline's own file names: complete.lua offers those */
    rl_completion_append_character = '\0';
    rl_completion_suppress_append = 1;
    int top = lua_gettop(state);
    lua_pushcfunction(state, ask);
    lua_pushlstring(state, rl_line_buffer, (size_t)end);
    lua_pushstring(state, word);
    if (lua_pcall(state, 2, 1, 0) == LUA_OK && lua_istable(state, -1))
        matches = array_of_list(state, word); /* a fault in between is no reason to trouble the analyst */
    else if (getenv("GLOCAL_DEBUG"))
        fprintf(stderr, "\ncompletion: %s\n", lua_tostring(state, -1));
    lua_settop(state, top);
    return matches;
}

void complete_open(lua_State *L) {
    state = L;
    rl_attempted_completion_function = complete;
    rl_completion_word_break_hook = break_marks;
    rl_completer_quote_characters = NULL;
    rl_ignore_completion_duplicates = 1;
}
