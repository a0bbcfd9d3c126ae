/* system.c: what the Lua library needs of the machine and of text, and the opening of the library itself.
 *
 * Example (Lua):  core.nearest("forcast", {"forecast", "rollup"})  ->  "forecast"
 */
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/process.h"
#include "base/text.h"
#include "lua/bind.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

GLO_FUNCTION(system_fold, "fold", "(text: string): string", GLO_NEEDS_NOTHING, "0.1",
             "The text as look-ups see it: case and accents ignored, single spaces.",
             "fold('Liège') --> liege") {
    char *folded;
    if (glo_text_fold(luaL_checkstring(L, 1), &folded) < 0)
        return glo_raise(L);
    lua_pushstring(L, folded);
    free(folded);
    return 1;
}

GLO_FUNCTION(system_width, "width", "(text: string): integer", GLO_NEEDS_NOTHING, "0.1",
             "How many terminal columns a text takes.", "width('Liège') --> 5") {
    lua_pushinteger(L, (lua_Integer)glo_text_width(luaL_checkstring(L, 1)));
    return 1;
}

GLO_FUNCTION(system_nearest, "nearest", "(wanted: string, names: string[]): string?", GLO_NEEDS_NOTHING,
             "0.1", "The name nearest to a mistyped one; nil when none is near enough.",
             "nearest('rolup', {'rollup', 'impact'}) --> rollup") {
    glo_nearest nearest = {luaL_checkstring(L, 1), NULL, 0};
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer count = (lua_Integer)lua_rawlen(L, 2);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 2, i) == LUA_TSTRING)
            glo_nearest_offer(&nearest, lua_tostring(L, -1));
        lua_pop(L, 1); /* still held by the list */
    }
    lua_pushstring(L, nearest.best);
    return 1;
}

GLO_FUNCTION(system_sha256, "sha256", "(path: string): string?, string?, string?", GLO_NEEDS_FILE_READ, "0.1",
             "The SHA-256 of a file, in hexadecimal; nil, message, code when it can't be read.",
             "select(3, sha256('/nowhere')) --> not_found") {
    char hex[GLO_SHA256_HEX];
    int status = glo_sha256_file(luaL_checkstring(L, 1), hex);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, hex);
    return 1;
}

GLO_FUNCTION(
    system_period, "period", "(date: string, every?: string, shift?: integer): string", GLO_NEEDS_NOTHING,
    "0.1",
    "The period of the given length (day, week, month, quarter, year; that of the date itself unless told) "
    "that holds a date, moved by `shift` periods. Raises for what is not a date.",
    "period('2024-03-15', 'month', -1) --> 2024-02\n"
    "period('2024-03', 'quarter') --> 2024-Q1") {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    int32_t day;
    glo_span span, every;
    if (glo_date_parse(text, length, GLO_ORDER_ISO, &day, &span) < 0)
        return glo_raise(L);
    every = span;
    if (!lua_isnoneornil(L, 2) && glo_span_parse(luaL_checkstring(L, 2), &every) < 0)
        return glo_raise(L);
    lua_Integer shift = luaL_optinteger(L, 3, 0);
    luaL_argcheck(L, shift > -100000 && shift < 100000, 3, "too far away");
    char out[GLO_DATE_SIZE];
    glo_date_format(glo_span_add(glo_span_floor(day, every), every, (int32_t)shift), every, out);
    lua_pushstring(L, out);
    return 1;
}

GLO_FUNCTION(system_today, "today", "(): string", GLO_NEEDS_NOTHING, "0.1", "Today, UTC, as 2026-11-22.",
             "#today() --> 10") {
    char out[GLO_DATE_SIZE];
    glo_date_format(glo_today(), GLO_DAY, out);
    lua_pushstring(L, out);
    return 1;
}

GLO_FUNCTION(system_clock, "clock", "(): number", GLO_NEEDS_NOTHING, "0.1",
             "Seconds on a clock that only goes forward, for measuring how long something took.",
             "clock() <= clock() --> true") {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    lua_pushnumber(L, (lua_Number)now.tv_sec + (lua_Number)now.tv_nsec / 1e9);
    return 1;
}

/* A figure of /proc/self/status, in bytes; 0 where there is none. */
static double status_bytes(const char *name) {
    char line[128];
    double kilobytes = 0;
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0)
            kilobytes = strtod(line + strlen(name), NULL);
    }
    if (file)
        fclose(file);
    return kilobytes * 1024;
}

GLO_FUNCTION(
    system_usage, "usage", "(again?: boolean): number, number, number", GLO_NEEDS_NOTHING, "0.1",
    "What this program has used: seconds of all processors, and bytes of memory, now and at most; the "
    "most is counted anew from `again` on. Memory is 0 where the system tells nothing of it.",
    "select('#', usage()) --> 3") {
    struct timespec cpu;
    if (lua_toboolean(L, 1)) {
        FILE *file = fopen("/proc/self/clear_refs", "we");
        if (file) {
            fputs("5", file);
            fclose(file);
        }
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    lua_pushnumber(L, (lua_Number)cpu.tv_sec + (lua_Number)cpu.tv_nsec / 1e9);
    lua_pushnumber(L, status_bytes("VmRSS:"));
    lua_pushnumber(L, status_bytes("VmHWM:"));
    return 3;
}

/* A list of texts at `index` as a C list ended by NULL; it lives in a userdata left on the stack, its texts
 * in the Lua list. */
static const char **check_texts(lua_State *L, int index) {
    luaL_checktype(L, index, LUA_TTABLE);
    size_t count = lua_rawlen(L, index);
    const char **texts = lua_newuserdatauv(L, (count + 1) * sizeof *texts, 0);
    for (size_t i = 0; i < count; i++) {
        if (lua_rawgeti(L, index, (lua_Integer)i + 1) != LUA_TSTRING)
            luaL_argerror(L, index, "expected a list of texts");
        texts[i] = lua_tostring(L, -1);
        lua_pop(L, 1); /* still held by the list */
    }
    texts[count] = NULL;
    return texts;
}

GLO_FUNCTION(
    system_run, "run_program",
    "(command: string[], input?: string, environment?: string[]): string?, string, string|integer",
    GLO_NEEDS_PROCESS, "0.1",
    "Runs a program without a shell: `command` is its name and arguments, `environment` has NAME=VALUE in "
    "place of ours. Gives what it wrote, what it wrote to its error output, and its exit code; or nil, "
    "message, code: not_found, cancelled (Ctrl-C, which ends the program too), io.",
    "run_program({'cat'}, 'x; `y`') --> x; `y`\n"
    "select(3, run_program{'no-such-program'}) --> not_found") {
    size_t length;
    lua_settop(L, 3);
    const char *input = luaL_optlstring(L, 2, "", &length);
    const char **command = check_texts(L, 1);
    luaL_argcheck(L, command[0], 1, "expected a program and its arguments");
    const char **environment = lua_isnil(L, 3) ? NULL : check_texts(L, 3);
    glo_buf out = {0}, errors = {0};
    int code = 0;
    const glo_process_limits limits = {UINT64_C(2) << 30, UINT64_C(2) << 30, 600};
    glo_process process = {command, input, length, environment, limits};
    int status = glo_process_run(&process, glo_lua_job(L), &out, &errors, &code);
    if (status == GLO_OK) {
        lua_pushlstring(L, out.data ? out.data : "", out.length);
        lua_pushlstring(L, errors.data ? errors.data : "", errors.length);
        lua_pushinteger(L, code);
    }
    glo_buf_dispose(&out);
    glo_buf_dispose(&errors);
    return status < 0 ? glo_failure(L, status) : 3;
}

static const glo_function *const functions[] = {&system_usage_entry,   &system_clock_entry,
                                                &system_fold_entry,    &system_width_entry,
                                                &system_nearest_entry, &system_sha256_entry,
                                                &system_period_entry,  &system_today_entry,
                                                &system_run_entry,     NULL};

void glo_bind_system(lua_State *L) {
    glo_bind(L, functions);
    lua_pushstring(L, GLOCAL_VERSION);
    lua_setfield(L, -2, "version");
    lua_pushstring(L, glo_home());
    lua_setfield(L, -2, "home");
}

int glo_lua_open_library(lua_State *L, unsigned capabilities) {
    const char *home = glo_home();
    if (!home)
        return glo_fail(GLO_ENOTFOUND,
                        "glocal's library was not found; set GLOCAL_HOME to the folder that holds "
                        "foresight/ and data/");
    int top = lua_gettop(L);
    glo_lua_open(L, capabilities);
    lua_settop(L, top);
    lua_getglobal(L, "package");
    lua_getfield(L, -1, "path");
    lua_pushfstring(L, "%s/?.lua;%s/?/init.lua;%s", home, home, lua_tostring(L, -1));
    lua_setfield(L, -3, "path");
    lua_settop(L, top);
    lua_pushfstring(L, "%s/foresight/init.lua", home);
    int failed = luaL_loadfile(L, lua_tostring(L, -1)) || lua_pcall(L, 0, 1, 0);
    if (failed) {
        const char *why = lua_tostring(L, -1);
        int status = glo_fail(GLO_EIO, "%s", why ? why : "foresight/init.lua failed");
        lua_settop(L, top);
        return status;
    }
    lua_replace(L, top + 1);
    lua_settop(L, top + 1);
    return GLO_OK;
}
