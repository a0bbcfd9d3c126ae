/* system.c: what the Lua library needs of the machine and of text.
 *
 * Example (Lua):  core.nearest("forcast", {"forecast", "rollup"})  ->  "forecast"
 */
#include "base/date.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/process.h"
#include "base/text.h"
#include "hold.h"
#include "io/json.h"
#include "lua/bind.h"
#include "lua/kept.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void free_text(void *slot) {
    free(*(char **)slot);
}

GLO_FUNCTION(system_fold, .name = "fold",
             .doc = "The text as look-ups see it: case and accents ignored, single spaces.",
             GLO_TAKES({.name = "text", .type = "string", .doc = "the text"}),
             GLO_GIVES({.type = "string", .doc = "the folded text"}), .is_internal = true, .since = "0.1",
             .example = "fold('Liège') --> liege") {
    const char *text = luaL_checkstring(L, 1);
    char **folded = glo_push_owned(L, sizeof *folded, free_text);
    if (glo_text_fold(text, folded) < 0)
        return glo_raise(L);
    lua_pushstring(L, *folded);
    return 1;
}

GLO_FUNCTION(system_library_text, .name = "library_text",
             .doc = "The text of a file of the library, where all were read before no more could be opened.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "its path, as a function's source says it"}),
             GLO_GIVES({.type = "string?", .doc = "its text; nil where it is to be read from its file"}),
             .is_internal = true, .since = "0.1", .example = "library_text 'init.lua' --> nil") {
    size_t length;
    const char *text = glo_kept_text(luaL_checkstring(L, 1), &length);
    if (text)
        lua_pushlstring(L, text, length);
    else
        lua_pushnil(L);
    return 1;
}

GLO_FUNCTION(system_width, .name = "width", .doc = "How many terminal columns a text takes.",
             GLO_TAKES({.name = "text", .type = "string", .doc = "the text"}),
             GLO_GIVES({.type = "integer", .doc = "[columns] its width"}), .is_internal = true,
             .since = "0.1", .example = "width('Liège') --> 5") {
    lua_pushinteger(L, (lua_Integer)glo_text_width(luaL_checkstring(L, 1)));
    return 1;
}

GLO_FUNCTION(
    system_visible, .name = "visible",
    .doc = "The text with what can't be seen in it written out, as Lua writes it: controls, marks of "
           "direction and "
           "others without width as \\u{202E}, bytes that are not UTF-8 as \\xFF. What it gives it leaves as "
           "it is.",
    GLO_TAKES({.name = "text", .type = "string", .doc = "the text", .is_in_place = true},
              {.name = "kept", .type = "string?", .doc = "control characters that pass, such as a newline"}),
    GLO_GIVES({.type = "string", .doc = "the text as it may be shown"}), .is_internal = true, .since = "0.1",
    .example = "visible 'a\\27[31mb' --> a\\u{1B}[31mb") {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length), *kept = luaL_optstring(L, 2, "");
    if (glo_text_is_visible(text, length, kept)) {
        lua_settop(L, 1);
        return 1;
    }
    glo_buf *shown = glo_push_buf(L);
    glo_text_visible(shown, text, length, kept);
    return glo_give_text(L, shown);
}

GLO_FUNCTION(system_json_text, .name = "json_text", .doc = "The text as JSON writes it.",
             GLO_TAKES({.name = "text", .type = "string", .doc = "the text", .is_in_place = true}),
             GLO_GIVES({.type = "string", .doc = "it in quotes"}), .is_internal = true, .since = "0.1",
             .example = "json_text 'a\\n\"b\"' --> \"a\\n\\\"b\\\"\"") {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    glo_buf *json = glo_push_buf(L);
    glo_json_text(json, text, length);
    return glo_give_text(L, json);
}

GLO_FUNCTION(system_nearest, .name = "nearest", .doc = "The name nearest to a mistyped one.",
             GLO_TAKES({.name = "wanted", .type = "string", .doc = "what was typed"},
                       {.name = "names", .type = "string[]", .doc = "what there is"}),
             GLO_GIVES({.type = "string?", .doc = "the nearest; nil when none is near enough"}),
             .is_internal = true, .since = "0.1",
             .example = "nearest('rolup', {'rollup', 'impact'}) --> rollup") {
    glo_nearest nearest = {luaL_checkstring(L, 1), NULL, 0};
    luaL_checktype(L, 2, LUA_TTABLE);
    lua_Integer count = (lua_Integer)glo_list_length(L, 2);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, 2, i) == LUA_TSTRING)
            glo_nearest_offer(&nearest, lua_tostring(L, -1));
        lua_pop(L, 1); /* still held by the list */
    }
    lua_pushstring(L, nearest.best);
    return 1;
}

GLO_FUNCTION(system_sha256, .name = "sha256", .doc = "The SHA-256 of a file.",
             GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "the file"}),
             GLO_GIVES({.type = "string", .doc = "in hexadecimal"}), .fails = "not_found, io",
             .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
             .example = "select(3, sha256('/nowhere')) --> not_found") {
    char hex[GLO_SHA256_HEX];
    glo_status status = glo_sha256_file(luaL_checkstring(L, 1), hex);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, hex);
    return 1;
}

GLO_FUNCTION(system_period, .name = "period", .doc = "The period that holds a date.",
             GLO_TAKES({.name = "date", .type = "string", .doc = "a date or period"},
                       {.name = "every",
                        .type = "string",
                        .is_optional = true,
                        .otherwise = "(that of the date)",
                        .values = "day|week|month|quarter|year",
                        .doc = "the length of the period"},
                       {.name = "shift",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "0",
                        .unit = "periods",
                        .doc = "how far to move it"}),
             GLO_GIVES({.type = "string", .doc = "the period, such as 2024-Q1"}),
             .raises = "what is not a date", .since = "0.1",
             .example = "period('2024-03-15', 'month', -1) --> 2024-02\n"
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

GLO_FUNCTION(system_today, .name = "today", .doc = "Today, UTC.",
             GLO_GIVES({.type = "string", .doc = "such as 2026-11-22"}), .since = "0.1",
             .example = "#today() --> 10") {
    char out[GLO_DATE_SIZE];
    glo_date_format(glo_today(), GLO_DAY, out);
    lua_pushstring(L, out);
    return 1;
}

GLO_FUNCTION(system_clock, .name = "clock",
             .doc = "A clock that only goes forward, for measuring how long something took.",
             GLO_GIVES({.type = "number", .doc = "[seconds] since some moment"}), .is_internal = true,
             .since = "0.1", .example = "clock() <= clock() --> true") {
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

GLO_FUNCTION(system_usage, .name = "usage",
             .doc = "What this program has used. Memory is 0 where the system reports none.",
             GLO_TAKES({.name = "again",
                        .type = "boolean",
                        .is_optional = true,
                        .otherwise = "false",
                        .doc = "count the peak anew from here on"}),
             GLO_GIVES({.type = "number", .doc = "[seconds] of all processors"},
                       {.type = "number", .doc = "[bytes] of memory now"},
                       {.type = "number", .doc = "[bytes] at its peak"}),
             .is_internal = true, .since = "0.1", .example = "select('#', usage()) --> 3") {
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

GLO_FUNCTION(
    system_run, .name = "run_program", .doc = "Runs a program without a shell.",
    GLO_TAKES({.name = "command", .type = "string[]", .doc = "its name and arguments"},
              {.name = "input",
               .type = "string",
               .is_optional = true,
               .otherwise = "\"\"",
               .is_in_place = true,
               .doc = "what it reads"},
              {.name = "environment",
               .type = "string[]",
               .is_optional = true,
               .doc = "NAME=VALUE, in place of ours"},
              {.name = "most",
               .type = "integer",
               .is_optional = true,
               .otherwise = "1073741824",
               .unit = "bytes",
               .doc = "what is taken of what it writes"}),
    GLO_GIVES({.type = "string", .doc = "what it wrote"},
              {.type = "string", .doc = "what it wrote to its error output"},
              {.type = "string|integer", .doc = "its exit code"}),
    .fails =
        "not_found; cancelled: Ctrl-C, which ends the program too; full: it writes more than is taken; io",
    .needs = GLO_NEEDS_PROCESS, .is_internal = true, .since = "0.1",
    .example = "run_program({'cat'}, 'x; `y`') --> x; `y`\n"
               "select(3, run_program{'no-such-program'}) --> not_found") {
    size_t length;
    const char *input = luaL_optlstring(L, 2, "", &length);
    size_t count;
    luaL_checktype(L, 1, LUA_TTABLE);
    const char **command = glo_push_texts(L, 1, "command", &count);
    luaL_argcheck(L, command[0], 1, "expected a program and its arguments");
    const char **environment = lua_isnil(L, 3) ? NULL : glo_push_texts(L, 3, "environment", &count);
    glo_buf *out = glo_push_buf(L), *errors = glo_push_buf(L);
    int code = 0;
    const lua_Integer most = luaL_optinteger(L, 4, 1 << 30);
    luaL_argcheck(L, most > 0, 4, "expected bytes, 1 at least");
    const glo_process_limits limits = {UINT64_C(2) << 30, UINT64_C(2) << 30, 600, (uint64_t)most};
    glo_process process = {command, input, length, environment, limits};
    glo_status status = glo_process_run(&process, glo_lua_job(L), out, errors, &code);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushlstring(L, out->data ? out->data : "", out->length);
    lua_pushlstring(L, errors->data ? errors->data : "", errors->length);
    lua_pushinteger(L, code);
    return 3;
}

static const glo_function *const functions[] = {&system_usage_entry,
                                                &system_clock_entry,
                                                &system_fold_entry,
                                                &system_library_text_entry,
                                                &system_width_entry,
                                                &system_visible_entry,
                                                &system_json_text_entry,
                                                &system_nearest_entry,
                                                &system_sha256_entry,
                                                &system_period_entry,
                                                &system_today_entry,
                                                &system_run_entry,
                                                NULL};

void glo_bind_system(lua_State *L) {
    glo_bind(L, functions);
    lua_pushstring(L, GLOCAL_VERSION);
    lua_setfield(L, -2, "version");
    lua_pushstring(L, glo_home());
    lua_setfield(L, -2, "home");
}
