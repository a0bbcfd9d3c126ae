/* read.c: a table as a frame, for foresight/exchange/table.lua. Not for analysts: they call read.
 *
 * Example (Lua):  frame, notes = core.table_frame("tracts.csv", {types={"tract", "text"}})
 */
#include "base/err.h"
#include "exchange/table_frame.h"
#include "hold.h"
#include "lua/bind.h"
#include "written.h"

#include <lauxlib.h>
#include <string.h>

static void free_note(void *slot) {
    glo_table_note_free(*(glo_table_note **)slot);
}

static glo_type check_type(lua_State *L, const char *column, const char *name) {
    for (int type = GLO_TYPE_INTEGER; type <= GLO_TYPE_MONTH; type++) {
        if (strcmp(name, glo_type_name((glo_type)type)) == 0)
            return (glo_type)type;
    }
    return (glo_type)glo_error(
        L, "bad argument 'types': unknown type '%s' of column '%s': use integer, real, text, day or month",
        name, column);
}

/* {"tract", "text", "cases", "integer"} */
static const glo_table_type *check_types(lua_State *L, size_t *out_count) {
    size_t count;
    const char **pairs = glo_field_texts(L, 2, "types", &count);
    glo_table_type *types = lua_newuserdatauv(L, (count / 2 + 1) * sizeof *types, 0);
    for (size_t i = 0; i < count / 2; i++)
        types[i] = (glo_table_type){pairs[2 * i], check_type(L, pairs[2 * i], pairs[2 * i + 1])};
    *out_count = count / 2;
    return types;
}

/* The lines that are no rows. */
static const uint64_t *check_skipped(lua_State *L, size_t *out_count) {
    *out_count = glo_push_field(L, 2, "skipped") == LUA_TTABLE ? glo_list_length(L, -1) : 0;
    const int list = lua_gettop(L);
    uint64_t *lines = lua_newuserdatauv(L, (*out_count + 1) * sizeof *lines, 0);
    for (size_t i = 0; i < *out_count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        lines[i] = (uint64_t)lua_tointeger(L, -1);
        lua_pop(L, 1);
    }
    return lines;
}

static void set_count(lua_State *L, const char *name, size_t value) {
    if (value == 0)
        return;
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

static void push_note(lua_State *L, const glo_table_note *note) {
    lua_createtable(L, (int)note->count, 0);
    for (size_t i = 0; i < note->count; i++) {
        const glo_table_column *column = &note->columns[i];
        lua_createtable(L, 0, 6);
        lua_pushstring(L, column->name);
        lua_setfield(L, -2, "name");
        set_count(L, "missing", column->missing);
        set_count(L, "flagged", column->flagged);
        set_count(L, "ranges", column->ranges);
        if (column->why_text) {
            lua_pushstring(L, column->why_text);
            lua_setfield(L, -2, "why_text");
            lua_pushstring(L, column->example);
            lua_setfield(L, -2, "example");
        }
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

GLO_FUNCTION(table_frame, .name = "table_frame",
             .doc = "A table of CSV as a frame; read is the way to call it.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the rows"},
                       {.name = "options", .type = "table", .doc = "what read makes of its own"}),
             GLO_GIVES({.type = "frame", .doc = "the table"},
                       {.type = "table[]", .doc = "by column, what was found on the way"}),
             .fails = "not_found, io, invalid, cancelled", .needs = GLO_NEEDS_FILE_READ, .is_internal = true,
             .since = "0.1", .example = "select(3, table_frame('/nowhere.csv', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    bool is_told;
    glo_table_options options = {
        .delimiter = glo_check_mark(L, 2, "delimiter"),
        .encoding = glo_field_text(L, 2, "encoding", NULL),
        .header_line = (uint64_t)glo_field_integer(L, 2, "header_line", 0),
        .numbers = {.decimal = glo_check_mark(L, 2, "decimal"), .thousands = glo_check_thousands(L, 2)},
        .order = glo_check_date_order(L, 2, &is_told)};
    options.types = check_types(L, &options.type_count);
    options.skipped = check_skipped(L, &options.skipped_count);
    options.missing = glo_field_texts(L, 2, "missing", &options.missing_count);
    options.units = glo_field_texts(L, 2, "units", &options.unit_count);
    options.unit_count /= 2;
    if (glo_marking_parse(glo_field_text(L, 2, "marking", ""), &options.marking) < 0)
        return glo_raise(L);
    glo_frame **frame = glo_push_frame_slot(L);
    const int place = lua_gettop(L);
    glo_table_note **note = glo_push_owned(L, sizeof *note, free_note);
    glo_provenance *origin = NULL;
    if (glo_provenance_new(glo_field_text(L, 2, "call", "read(...)"), NULL, 0, 0, NULL, 0, &origin) < 0)
        return glo_raise(L);
    const glo_status status = glo_table_frame(path, &options, glo_lua_job(L), origin, frame, note);
    glo_provenance_free(origin);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushvalue(L, place);
    push_note(L, *note);
    return 2;
}

static const glo_function *const functions[] = {&table_frame_entry, NULL};

void glo_bind_read(lua_State *L) {
    glo_bind(L, functions);
}
