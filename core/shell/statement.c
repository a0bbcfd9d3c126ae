/* statement.c: what a text that was typed is: whole, to go on, wrong, or a word of farewell. Lua's own parser
 * decides; what the shell understands beside Lua is SQL (sql.c) and, such as `?rollup`,
 * foresight/shell/shorthand.lua.
 *
 * Example:  statement_parse(L, "for i = 1, 3 do")   -> STATEMENT_GOES_ON
 */
#include "shell.h"

#include <ctype.h>
#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

static const char chunk_name[] = "=shell";
static int awaits_bracket; /* the last statement that was parsed is inside a long string or comment */

bool statement_is_blank(const char *text) {
    return text[strspn(text, " \t\r\n;")] == '\0';
}

/* `exit` and `quit` work as words, as they do elsewhere. */
static bool is_farewell(const char *text) {
    static const char *const words[] = {"exit", "quit", "exit()", "quit()", "q()", ".quit", ".exit", "\\q"};
    text += strspn(text, " \t");
    size_t length = strcspn(text, " \t\r\n;");
    if (!statement_is_blank(text + length))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strlen(words[i]) == length && strncmp(text, words[i], length) == 0)
            return true;
    }
    return false;
}

/* The Lua that stands for the text, on the stack: the text itself where it is Lua. */
static void push_lua(lua_State *L, const char *text) {
    lua_pushstring(L, text);
    if (!shell_call_library(L, "foresight.shell.shorthand", "translate", 1, 1))
        lua_pushstring(L, text);
}

statement_kind statement_parse(lua_State *L, const char *text) {
    static const char *const before[] = {"return ", ""};
    statement_kind as_sql;
    if (statement_is_blank(text))
        return STATEMENT_NONE;
    if (is_farewell(text))
        return STATEMENT_FAREWELL;
    awaits_bracket = 0;
    if (sql_parse(L, text, &as_sql))
        return as_sql;
    push_lua(L, text);
    for (int i = 0; i < 2; i++) {
        lua_pushfstring(L, "%s%s", before[i], lua_tostring(L, -1));
        size_t length;
        const char *source = lua_tolstring(L, -1, &length);
        int status = luaL_loadbufferx(L, source, length, chunk_name, "t");
        lua_remove(L, -2);
        if (status == LUA_OK) {
            lua_remove(L, -2);
            return STATEMENT_WHOLE;
        }
        if (i == 1) {
            const char *message = lua_tolstring(L, -1, &length);
            if (length < 5 || strcmp(message + length - 5, "<eof>") != 0) {
                lua_remove(L, -2);
                return STATEMENT_WRONG;
            }
            awaits_bracket = strstr(message, "unfinished long") != NULL;
        }
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return STATEMENT_GOES_ON;
}

/* Whether a line can only go on with the statement before it: `:where{...}`, `+ 2`, `and x`. */
bool statement_is_tail(const char *line) {
    line += strspn(line, " \t");
    if (strncmp(line, "--", 2) == 0 || strncmp(line, "::", 2) == 0)
        return false;
    if (*line && strchr(":.,)}]+-*/%^<>=~|&", *line))
        return true;
    return (strncmp(line, "and", 3) == 0 && !isalnum((unsigned char)line[3]) && line[3] != '_') ||
           (strncmp(line, "or", 2) == 0 && !isalnum((unsigned char)line[2]) && line[2] != '_');
}

/* Whether a long statement may end with this line: spares the parser a table, or a long string, of thousands
 * of lines, of which it would read all that stands before each line. */
bool statement_may_end(size_t length, const char *line) {
    enum { SHORT = 8192 };
    if (length < SHORT || statement_is_blank(line))
        return true;
    if (awaits_bracket)
        return strchr(line, ']') != NULL;
    const char *last = line + strlen(line) - 1;
    while (last > line && isspace((unsigned char)*last))
        last--;
    return !strchr(",{(=", *last);
}
