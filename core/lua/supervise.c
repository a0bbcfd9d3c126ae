/* supervise.c: what a schedule needs of the machine: a program under supervision, a lock that one run holds, links, and the clock.
 *
 * Example (Lua):  lock = core.take_lock "runs/.lock"   core.supervise{command={"glocal", "run", "x.lua"}, output="o", errors="e"}
 */
#include "base/supervise.h"

#include "base/clock.h"
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"

#include <errno.h>
#include <fcntl.h>
#include <lauxlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define RUN_LOCK "glocal.run_lock"

static int lock_close(lua_State *L) {
    int *file = luaL_checkudata(L, 1, RUN_LOCK);
    if (*file >= 0)
        close(*file); /* which gives the lock up, unless a program that was started holds it too */
    *file = -1;
    return 0;
}

GLO_FUNCTION(
    supervise_take_lock, .name = "take_lock",
    .doc =
        "Takes a lock that one process holds at a time, with the programs that it supervises; does not wait.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the file that is locked; made where there is none"}),
    GLO_GIVES({.type = "userdata", .doc = "to be closed, and for supervise"}),
    .fails = "busy: another has it; not_found, read_only", .needs = GLO_NEEDS_FILE_WRITE, .is_internal = true,
    .since = "0.1", .example = "select(3, take_lock('/nowhere/x')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    int *file = lua_newuserdatauv(L, sizeof *file, 0);
    *file = -1;
    luaL_setmetatable(L, RUN_LOCK);
    *file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (*file < 0)
        return glo_failure(
            L, glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno)));
    if (flock(*file, LOCK_EX | LOCK_NB) < 0)
        return glo_failure(L, errno == EWOULDBLOCK ? glo_fail(GLO_EBUSY, "'%s' is held by another run", path)
                                                   : glo_fail(glo_status_of_errno(errno),
                                                              "can't lock '%s': %s", path, strerror(errno)));
    return 1;
}

static void set_ending(lua_State *L, const glo_ending *ending) {
    static const char *const stops[] = {[GLO_STOP_TIME] = "timeout",
                                        [GLO_STOP_CANCELLED] = "interrupted",
                                        [GLO_STOP_TERMINATED] = "terminated"};
    lua_createtable(L, 0, 6);
    lua_pushinteger(L, ending->code);
    lua_setfield(L, -2, "code");
    if (ending->signal) {
        lua_pushinteger(L, ending->signal);
        lua_setfield(L, -2, "signal");
        lua_pushstring(L, strsignal(ending->signal));
        lua_setfield(L, -2, "signal_name");
    }
    if (ending->stop != GLO_STOP_NONE) {
        lua_pushstring(L, stops[ending->stop]);
        lua_setfield(L, -2, "stop");
    }
    lua_pushnumber(L, ending->seconds);
    lua_setfield(L, -2, "seconds");
    lua_pushinteger(L, (lua_Integer)ending->memory);
    lua_setfield(L, -2, "memory");
}

static int lock_of(lua_State *L) {
    const int *file = glo_push_field(L, 1, "lock") == LUA_TNIL ? NULL : luaL_checkudata(L, -1, RUN_LOCK);
    lua_pop(L, 1);
    return file ? *file : -1;
}

GLO_FUNCTION(
    supervise_run, .name = "supervise",
    .doc = "Runs a program without a shell in a process group of its own, with what it says in files, until "
           "it ends or is stopped.",
    GLO_TAKES(
        {.name = "program", .type = "table"},
        {.name = "command", .type = "string[]", .is_option = true, .doc = "its name and arguments"},
        {.name = "output", .type = "string", .is_option = true, .doc = "the file of what it says"},
        {.name = "errors", .type = "string", .is_option = true, .doc = "that of its error output"},
        {.name = "environment",
         .type = "string[]",
         .is_option = true,
         .is_optional = true,
         .doc = "NAME=VALUE, in place of ours; NAME= takes it away"},
        {.name = "folder", .type = "string", .is_option = true, .is_optional = true, .doc = "where it works"},
        {.name = "seconds",
         .type = "number",
         .is_option = true,
         .is_optional = true,
         .otherwise = "0",
         .unit = "seconds",
         .doc = "after which it is stopped; 0: never"},
        {.name = "lock",
         .type = "userdata",
         .is_option = true,
         .is_optional = true,
         .doc = "of take_lock, held until both have ended"}),
    GLO_GIVES({.type = "table",
               .doc = "code, or signal and signal_name; stop (timeout, interrupted, terminated) where it was "
                      "stopped; seconds; "
                      "memory [bytes]"}),
    .fails = "not_found: no such program or folder; io", .needs = GLO_NEEDS_PROCESS | GLO_NEEDS_FILE_WRITE,
    .is_internal = true, .since = "0.1",
    .example = "supervise{command={'false'}, output='/dev/null', errors='/dev/null'}.code --> 1\n"
               "select(3, supervise{command={'no-such-program'}, output='/dev/null', errors='/dev/null'}) "
               "--> not_found") {
    size_t count;
    luaL_checktype(L, 1, LUA_TTABLE);
    const char **command = glo_field_texts(L, 1, "command", &count);
    luaL_argcheck(L, command && command[0], 1, "expected a program and its arguments");
    glo_supervised program = {.command = command,
                              .environment = glo_field_texts(L, 1, "environment", &count),
                              .folder = glo_field_text(L, 1, "folder", NULL),
                              .output = glo_field_text(L, 1, "output", "/dev/null"),
                              .errors = glo_field_text(L, 1, "errors", "/dev/null"),
                              .lock = lock_of(L)};
    glo_push_field(L, 1, "seconds");
    program.seconds = luaL_optnumber(L, -1, 0);
    glo_ending ending;
    glo_status status = glo_supervise(&program, glo_lua_job(L), &ending);
    if (status < 0)
        return glo_failure(L, status);
    set_ending(L, &ending);
    return 1;
}

GLO_FUNCTION(supervise_link, .name = "make_link", .doc = "Makes a symbolic link.",
             GLO_TAKES({.name = "target", .type = "string", .doc = "what it leads to"},
                       {.name = "path", .type = "string", .doc = "the link"}),
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "exists, not_found, read_only",
             .needs = GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "select(3, make_link('x', '/nowhere/y')) --> not_found") {
    const char *target = luaL_checkstring(L, 1), *path = luaL_checkstring(L, 2);
    if (symlink(target, path) < 0)
        return glo_failure(
            L, glo_fail(glo_status_of_errno(errno), "can't make the link '%s': %s", path, strerror(errno)));
    lua_pushboolean(L, 1);
    return 1;
}

GLO_FUNCTION(supervise_hold_clock, .name = "hold_clock",
             .doc = "Holds the clock of this process, for glocal run --clock.",
             GLO_TAKES({.name = "time", .type = "string", .doc = "such as 2026-11-30T06:00:00Z, UTC"}),
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "invalid: what is no time",
             .is_door = true, .since = "0.1") {
    glo_status status = glo_clock_hold(luaL_checkstring(L, 1));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

static const glo_function *const functions[] = {&supervise_take_lock_entry, &supervise_run_entry,
                                                &supervise_link_entry, &supervise_hold_clock_entry, NULL};

void glo_bind_supervise(lua_State *L) {
    static const luaL_Reg meta[] = {{"__gc", lock_close}, {"__close", lock_close}, {NULL, NULL}};
    glo_new_metatable(L, RUN_LOCK);
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
