/* secret.c: what is typed in the terminal when a command asks: a passphrase, which is not shown, or an answer.
 *
 * Example (Lua):  host.read_secret "passphrase: "   --> what was typed; or nil, message
 *                 host.ask "add it? (yes or no) "
 */
#include "shell.h"

#include <fcntl.h>
#include <lauxlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { LONGEST = 1024 };

/* A line of the terminal, without its end; nil where it ended or was interrupted before. */
static ssize_t read_line(int terminal, char line[LONGEST]) {
    ssize_t length = read(terminal, line, LONGEST - 1);
    if (length <= 0 || line[length - 1] != '\n')
        return -1;
    line[length - 1] = '\0';
    return length - 1;
}

/* Asks for a line. `absent`: what is said where there is no terminal. */
static int typed(lua_State *L, bool is_seen, const char *absent) {
    const char *prompt = luaL_checkstring(L, 1);
    struct termios before, unseen;
    char line[LONGEST];
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0 || tcgetattr(terminal, &before) < 0) {
        if (terminal >= 0)
            close(terminal);
        lua_pushnil(L);
        lua_pushstring(L, absent);
        return 2;
    }
    unseen = before;
    if (!is_seen)
        unseen.c_lflag &= ~(tcflag_t)ECHO;
    progress_erase();
    ssize_t length = -1;
    if (tcsetattr(terminal, TCSAFLUSH, &unseen) == 0 && write(terminal, prompt, strlen(prompt)) >= 0)
        length = read_line(terminal, line);
    tcsetattr(terminal, TCSAFLUSH, &before);
    if (!is_seen)
        (void)!write(terminal, "\n", 1);
    close(terminal);
    if (length < 0) {
        lua_pushnil(L);
        lua_pushstring(L, is_seen ? "nothing was answered" : "no passphrase was typed");
        return 2;
    }
    lua_pushlstring(L, line, (size_t)length);
    explicit_bzero(line, sizeof line);
    return 1;
}

static int read_secret(lua_State *L) {
    return typed(L, false,
                 "there is no terminal to type a passphrase in: name a file with --passphrase-file");
}

static int ask(lua_State *L) {
    return typed(L, true, "there is no terminal to answer in");
}

void secret_push(lua_State *L) {
    lua_pushcfunction(L, read_secret);
    lua_setfield(L, -2, "read_secret");
    lua_pushcfunction(L, ask);
    lua_setfield(L, -2, "ask");
}
