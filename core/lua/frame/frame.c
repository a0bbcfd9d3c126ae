/* frame.c: frames as Lua values. A frame userdata holds one reference (a glo_frame *) and one user value:
 * nil, or a table of fields of its own, such as the `explain` of an impact.
 *
 * Example (Lua):  f = frame{{zone="BE", count=3}, {zone="NL", count=5}}   f.count[2] --> 5
 */
#include "base/err.h"
#include "base/text.h"
#include "frame/render.h"
#include "hold.h"
#include "lua/bind.h"
#include "taken.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FRAME "glocal.frame"
#define COLUMN "glocal.column" /* the list of a column's values */
#define ROW "glocal.row"

/* Lua's collector sees a pointer where a frame holds a gigabyte. It is told of what was added since the last
 * time, so that frames nobody holds any more are freed in time; near the limit it is run to its end, once for
 * each 32nd part of it. */
static void tell_collector(lua_State *L) {
    static size_t told, collected;
    size_t held = glo_column_held(), allowed = glo_column_allowed();
    if (held < collected)
        collected = held;
    if (held > allowed / 2 && held - collected > allowed / 32) {
        lua_gc(L, LUA_GCCOLLECT, 0);
        collected = glo_column_held();
    } else if (held > told && held - told < (size_t)1 << 20) {
        return;
    } else if (held > told) {
        lua_gc(L, LUA_GCSTEP, (int)((held - told) >> 10 & INT_MAX));
    }
    told = glo_column_held();
}

glo_frame **glo_push_frame_slot(lua_State *L) {
    tell_collector(L);
    glo_frame **slot = lua_newuserdatauv(L, sizeof *slot, 1);
    *slot = NULL;
    luaL_setmetatable(L, FRAME);
    return slot;
}

glo_frame *glo_check_frame(lua_State *L, int index) {
    glo_frame **slot = luaL_checkudata(L, index, FRAME);
    luaL_argcheck(L, *slot, index, "the frame is empty");
    return *slot;
}

glo_frame *glo_test_frame(lua_State *L, int index) {
    glo_frame **slot = luaL_testudata(L, index, FRAME);
    return slot ? *slot : NULL;
}

static int frame_gc(lua_State *L) {
    glo_frame **slot = luaL_checkudata(L, 1, FRAME);
    glo_frame_free(*slot);
    *slot = NULL;
    return 0;
}

void glo_push_cell_of(lua_State *L, const glo_column *column, size_t row) {
    char date[GLO_DATE_SIZE];
    if (glo_column_is_null(column, row)) {
        lua_pushnil(L);
        return;
    }
    switch (column->type) {
    case GLO_TYPE_INTEGER:
        lua_pushinteger(L, column->integers[row]);
        break;
    case GLO_TYPE_REAL:
        lua_pushnumber(L, column->reals[row]);
        break;
    case GLO_TYPE_TEXT:
        lua_pushlstring(L, glo_column_text(column, row), glo_words_length(column->words, column->codes[row]));
        break;
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        lua_pushlstring(L, date, glo_date_format(glo_column_day(column, row), column->span, date));
        break;
    }
}

static bool is_marked(const glo_frame *frame) {
    return glo_marking_pack(glo_frame_marking(frame)) != 0;
}

static const luaL_Reg row_meta[] = {{NULL, NULL}};

static void push_row(lua_State *L, const glo_frame *frame, size_t row) {
    size_t columns = glo_frame_columns(frame);
    lua_createtable(L, 0, (int)columns);
    for (size_t i = 0; i < columns; i++) {
        glo_push_cell_of(L, glo_frame_column(frame, i), row);
        lua_setfield(L, -2, glo_frame_name(frame, i));
    }
    if (is_marked(frame))
        glo_mark_taken(L, ROW, row_meta, glo_frame_marking(frame));
}

/* Columns come as lists: what does not work on them leads to what does. */
static int column_arithmetic(lua_State *L) {
    return glo_error(L,
                     "a column is a list of values: calculate with it as in r:mutate{twice=\"count * 2\"}");
}

static int column_comparison(lua_State *L) {
    return glo_error(L, "a column is a list of values: compare them as in r:where \"count > 100\"");
}

static const luaL_Reg column_meta[] = {{"__add", column_arithmetic},
                                       {"__sub", column_arithmetic},
                                       {"__mul", column_arithmetic},
                                       {"__div", column_arithmetic},
                                       {"__mod", column_arithmetic},
                                       {"__pow", column_arithmetic},
                                       {"__idiv", column_arithmetic},
                                       {"__unm", column_arithmetic},
                                       {"__lt", column_comparison},
                                       {"__le", column_comparison},
                                       {NULL, NULL}};

static void push_column(lua_State *L, const glo_frame *frame, size_t i) {
    const glo_column *column = glo_frame_column(frame, i);
    lua_createtable(L, (int)column->rows, 0);
    if (is_marked(frame))
        glo_mark_taken(L, COLUMN, column_meta, glo_frame_marking(frame));
    else
        luaL_setmetatable(L, COLUMN);
    for (size_t row = 0; row < column->rows; row++) {
        glo_push_cell_of(L, column, row);
        lua_rawseti(L, -2, (lua_Integer)row + 1);
    }
}

/* A step in a frame's origin: the method as it was called, over the frame it was called on. To be finished before Lua may raise
 * again: the slot of the new frame is pushed first. */
static glo_provenance *step(lua_State *L, const glo_frame *frame, const char *call) {
    glo_provenance *parent = glo_frame_provenance(frame), *made = NULL;
    if (glo_provenance_new(call, NULL, 0, 0, &parent, parent ? 1 : 0, &made) < 0)
        glo_raise(L);
    return made;
}

static int finish(lua_State *L, glo_status status, glo_provenance *origin) {
    glo_provenance_free(origin);
    return status < 0 ? glo_raise(L) : 1;
}

/* What holds for the rows of a frame (`kept`, of what was attached) holds for the one on the top, which has some of them. */
int glo_keep_attached(lua_State *L, int from) {
    int made = lua_gettop(L);
    if (lua_getiuservalue(L, from, 1) == LUA_TTABLE && glo_push_field(L, -1, "kept") == LUA_TTABLE)
        lua_setiuservalue(L, made, 1);
    lua_settop(L, made);
    return 1;
}

static int finish_kept(lua_State *L, glo_status status, glo_provenance *origin) {
    finish(L, status, origin);
    return glo_keep_attached(L, 1);
}

GLO_FUNCTION(frame_take, .name = "frame:take", .doc = "The rows of the given numbers, in that order.",
             GLO_TAKES({.name = "rows", .type = "integer[]", .doc = "the numbers", .is_in_place = true}),
             GLO_GIVES({.type = "frame", .doc = "the rows"}), .raises = "a number outside the frame",
             .since = "0.1", .example = "frame{{a=1}, {a=2}, {a=3}}:take{3, 1}.a[1] --> 3") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t count = glo_list_length(L, 2), rows = glo_frame_rows(frame);
    size_t *wanted = lua_newuserdatauv(L, (count ? count : 1) * sizeof *wanted, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        lua_Integer row = lua_tointeger(L, -1);
        if (row < 1 || (size_t)row > rows)
            return glo_error(L, "there is no row %s: the frame has %d", luaL_tolstring(L, -1, NULL),
                             (int)rows);
        wanted[i] = (size_t)row - 1;
        lua_pop(L, 1);
    }
    glo_frame **out = glo_push_frame_slot(L);
    glo_provenance *origin = step(L, frame, "take{...}");
    return finish_kept(L, glo_frame_take(frame, wanted, count, origin, out), origin);
}

static int take_range(lua_State *L, const glo_frame *frame, size_t from, size_t count, const char *name) {
    size_t *wanted = lua_newuserdatauv(L, (count ? count : 1) * sizeof *wanted, 0);
    for (size_t i = 0; i < count; i++)
        wanted[i] = from + i;
    char call[48];
    snprintf(call, sizeof call, "%s(%zu)", name, count);
    glo_frame **out = glo_push_frame_slot(L);
    glo_provenance *origin = step(L, frame, call);
    return finish_kept(L, glo_frame_take(frame, wanted, count, origin, out), origin);
}

static size_t check_count(lua_State *L, const glo_frame *frame) {
    lua_Integer n = luaL_optinteger(L, 2, 10);
    luaL_argcheck(L, n >= 0, 2, "expected a number of rows, 0 or more");
    size_t rows = glo_frame_rows(frame);
    return (lua_Unsigned)n < rows ? (size_t)n : rows;
}

GLO_FUNCTION(frame_append, .name = "frame:append",
             .doc =
                 "The rows of this frame, then those of another, under the stricter marking. A column that "
                 "a frame does not have is null in its rows.",
             GLO_TAKES({.name = "other", .type = "frame", .doc = "the other frame"}),
             GLO_GIVES({.type = "frame", .doc = "all rows"}),
             .raises = "columns of one name that differ in type, length of period or unit", .since = "0.1",
             .example = "#frame{{a=1}}:append(frame{{a=2}, {a=3}}) --> 3") {
    glo_frame *frames[] = {glo_check_frame(L, 1), glo_check_frame(L, 2)};
    glo_provenance *parents[] = {glo_frame_provenance(frames[0]), glo_frame_provenance(frames[1])};
    glo_provenance *origin = NULL;
    glo_frame **out = glo_push_frame_slot(L);
    if (glo_provenance_new("append(...)", NULL, 0, 0, parents, 2, &origin) < 0)
        return glo_raise(L);
    return finish(L, glo_frame_append(frames, 2, origin, out), origin);
}

GLO_FUNCTION(frame_head, .name = "frame:head", .doc = "The first rows.",
             GLO_TAKES({.name = "n",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "10",
                        .unit = "rows",
                        .doc = "how many"}),
             GLO_GIVES({.type = "frame", .doc = "the rows"}), .since = "0.1",
             .example = "#frame{{a=1}, {a=2}}:head(1) --> 1") {
    glo_frame *frame = glo_check_frame(L, 1);
    return take_range(L, frame, 0, check_count(L, frame), "head");
}

GLO_FUNCTION(frame_tail, .name = "frame:tail", .doc = "The last rows.",
             GLO_TAKES({.name = "n",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "10",
                        .unit = "rows",
                        .doc = "how many"}),
             GLO_GIVES({.type = "frame", .doc = "the rows"}), .since = "0.1",
             .example = "frame{{a=1}, {a=2}}:tail(1).a[1] --> 2") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t count = check_count(L, frame);
    return take_range(L, frame, glo_frame_rows(frame) - count, count, "tail");
}

/* One name counts as a list of it. */
static void check_names(lua_State *L, int index) {
    if (lua_type(L, index) == LUA_TSTRING) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, index);
        lua_rawseti(L, -2, 1);
        lua_replace(L, index);
    }
    luaL_checktype(L, index, LUA_TTABLE);
}

GLO_FUNCTION(frame_select, .name = "frame:select", .doc = "The named columns, in that order.",
             GLO_TAKES({.name = "names", .type = "string|string[]", .set = "column", .doc = "the columns"}),
             GLO_GIVES({.type = "frame", .doc = "the columns"}),
             .raises = "an unknown column, naming the nearest", .since = "0.1",
             .example = "frame{{a=1, b=2}}:select{'b'}:columns()[1] --> b") {
    glo_frame *frame = glo_check_frame(L, 1);
    check_names(L, 2);
    size_t count = glo_list_length(L, 2);
    size_t *wanted = lua_newuserdatauv(L, (count ? count : 1) * sizeof *wanted, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        if (lua_type(L, -1) != LUA_TSTRING)
            return glo_error(L, "bad argument #1 to 'select': expected column names, got a %s",
                             luaL_typename(L, -1));
        if (glo_frame_find(frame, lua_tostring(L, -1), &wanted[i]) < 0)
            return glo_raise(L);
        lua_pop(L, 1);
    }
    glo_frame **out = glo_push_frame_slot(L);
    glo_provenance *origin = step(L, frame, "select{...}");
    return finish_kept(L, glo_frame_select(frame, wanted, count, origin, out), origin);
}

GLO_FUNCTION(
    frame_sort, .name = "frame:sort",
    .doc = "Sorted by the named columns. Equal rows keep their order, nulls come last; texts stand as in "
           "a dictionary, without regard to case and accents. SQL's ORDER BY goes by bytes.",
    GLO_TAKES({.name = "keys",
               .type = "string|string[]",
               .set = "column",
               .doc = "the columns; a minus before a name sorts downward, as in sort{'-count'}"}),
    GLO_GIVES({.type = "frame", .doc = "the sorted rows"}), .raises = "an unknown column, naming the nearest",
    .since = "0.1", .example = "frame{{a=1}, {a=3}, {a=2}}:sort('-a').a[1] --> 3") {
    glo_frame *frame = glo_check_frame(L, 1);
    check_names(L, 2);
    size_t count = glo_list_length(L, 2);
    glo_sort_key *keys = lua_newuserdatauv(L, (count ? count : 1) * sizeof *keys, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        const char *name = luaL_checkstring(L, -1);
        keys[i].descending = name[0] == '-';
        if (glo_frame_find(frame, name + keys[i].descending, &keys[i].column) < 0)
            return glo_raise(L);
        lua_pop(L, 1);
    }
    glo_frame **out = glo_push_frame_slot(L);
    glo_provenance *origin = step(L, frame, "sort{...}");
    return finish_kept(L, glo_frame_sort(frame, keys, count, origin, out), origin);
}

GLO_FUNCTION(frame_mark, .name = "frame:mark",
             .doc = "The same frame under a stricter marking. A marking never loosens.",
             GLO_TAKES({.name = "marking", .type = "string", .doc = "such as \"AMBER\" or \"GREEN H1\""}),
             GLO_GIVES({.type = "frame", .doc = "the marked frame"}), .fails = "marking: it would loosen",
             .since = "0.1", .example = "frame{{a=1}}:mark('AMBER'):marking() --> TLP:AMBER") {
    glo_frame *frame = glo_check_frame(L, 1);
    glo_marking marking;
    if (glo_marking_parse(luaL_checkstring(L, 2), &marking) < 0)
        return glo_raise(L);
    glo_frame **out = glo_push_frame_slot(L);
    glo_status status = glo_frame_mark(frame, marking, out);
    return status < 0 ? glo_failure(L, status) : glo_keep_attached(L, 1);
}

GLO_FUNCTION(frame_marking, .name = "frame:marking",
             .doc = "The frame's marking: the strictest handling of all that went into it.",
             GLO_GIVES({.type = "string", .doc = "such as \"TLP:AMBER\""}), .since = "0.1",
             .example = "frame{{a=1}}:marking() --> TLP:CLEAR") {
    char text[GLO_MARKING_SIZE];
    glo_marking_format(glo_frame_marking(glo_check_frame(L, 1)), text);
    lua_pushstring(L, text);
    return 1;
}

GLO_FUNCTION(frame_provenance, .name = "frame:provenance", .doc = "How the frame was computed.",
             GLO_GIVES({.type = "string", .doc = "a line per step, the steps before it indented"}),
             .since = "0.1", .example = "frame{{a=1}}:provenance() --> frame{...}") {
    const glo_frame *frame = glo_check_frame(L, 1);
    glo_buf *text = glo_push_buf(L);
    glo_provenance_format(glo_frame_provenance(frame), text);
    while (text->length && text->data[text->length - 1] == '\n')
        text->length--;
    return glo_give_text(L, text);
}

GLO_FUNCTION(frame_columns, .name = "frame:columns", .doc = "The names of the columns.",
             GLO_GIVES({.type = "string[]", .doc = "in order"}), .since = "0.1",
             .example = "frame{{a=1, b=2}}:columns()[2] --> b") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t columns = glo_frame_columns(frame);
    lua_createtable(L, (int)columns, 0);
    for (size_t i = 0; i < columns; i++) {
        lua_pushstring(L, glo_frame_name(frame, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

GLO_FUNCTION(frame_type, .name = "frame:type", .doc = "The type of a column.",
             GLO_TAKES({.name = "name", .type = "string", .set = "column", .doc = "the column"}),
             GLO_GIVES({.type = "string", .doc = "integer, real, text, day or month"},
                       {.type = "string?", .doc = "its unit"},
                       {.type = "string?",
                        .doc = "for a time the length of its periods: day, week, month, quarter, year"}),
             .raises = "an unknown column, naming the nearest", .since = "0.1",
             .example = "frame{{a=1}}:type('a') --> integer") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t i;
    if (glo_frame_find(frame, luaL_checkstring(L, 2), &i) < 0)
        return glo_raise(L);
    const glo_column *column = glo_frame_column(frame, i);
    lua_pushstring(L, glo_type_name(column->type));
    lua_pushstring(L, column->unit);
    if (column->type == GLO_TYPE_DAY || column->type == GLO_TYPE_MONTH)
        lua_pushstring(L, glo_span_name(column->span));
    else
        lua_pushnil(L);
    return 3;
}

GLO_FUNCTION(frame_get, .name = "frame:get", .doc = "One cell. Dates come as text, such as \"2024-01\".",
             GLO_TAKES({.name = "row", .type = "integer", .doc = "its number"},
                       {.name = "name", .type = "string", .set = "column", .doc = "the column"}),
             GLO_GIVES({.type = "any", .doc = "the value; nil where it is null"}),
             .raises = "a row or column that is not there", .since = "0.1",
             .example = "frame{{a=1}, {a=2}}:get(2, 'a') --> 2") {
    glo_frame *frame = glo_check_frame(L, 1);
    lua_Integer row = luaL_checkinteger(L, 2);
    size_t i;
    luaL_argcheck(L, row >= 1 && (size_t)row <= glo_frame_rows(frame), 2, "there is no such row");
    if (glo_frame_find(frame, luaL_checkstring(L, 3), &i) < 0)
        return glo_raise(L);
    glo_push_cell_of(L, glo_frame_column(frame, i), (size_t)row - 1);
    return 1;
}

GLO_FUNCTION(frame_has, .name = "frame:has", .doc = "Whether there is a column of that name.",
             GLO_TAKES({.name = "name", .type = "string", .set = "column", .doc = "the name"}),
             GLO_GIVES({.type = "boolean", .doc = "whether there is"}), .since = "0.1",
             .example = "frame{{a=1}}:has('b') --> false") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t i;
    lua_pushboolean(L, glo_frame_find(frame, luaL_checkstring(L, 2), &i) == GLO_OK);
    return 1;
}

/* What is neither a column nor a method is what another program calls it (frame_advice, the Lua library's), or most often a
 * mistyped one of either. */
static int raise_unknown(lua_State *L, const glo_frame *frame, const char *name) {
    glo_nearest nearest = {name, NULL, 0};
    if (lua_getfield(L, lua_upvalueindex(2), name) == LUA_TSTRING)
        return glo_error(L, "this frame has no column or method '%s': here it is %s", name,
                         lua_tostring(L, -1));
    lua_pop(L, 1);
    for (size_t i = 0; i < glo_frame_columns(frame); i++)
        glo_nearest_offer(&nearest, glo_frame_name(frame, i));
    lua_pushnil(L);
    while (lua_next(L, lua_upvalueindex(1))) {
        if (lua_type(L, -2) == LUA_TSTRING)
            glo_nearest_offer(&nearest, lua_tostring(L, -2)); /* still held by the table */
        lua_pop(L, 1);
    }
    return glo_error(L, "this frame has no column or method '%s'%s", name, glo_nearest_hint(&nearest));
}

static bool has_column(const glo_frame *frame, const char *name) {
    for (size_t i = 0; i < glo_frame_columns(frame); i++) {
        if (strcmp(glo_frame_name(frame, i), name) == 0)
            return true;
    }
    return false;
}

/* The call of a column that has the name of a method: f:rank(...) as the method, without the column. */
static int column_call(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_replace(L, 1);
    lua_call(L, lua_gettop(L) - 1, LUA_MULTRET);
    return lua_gettop(L);
}

/* The column, which also answers to the call of the method on the top of the stack. */
static void push_column_that_calls(lua_State *L, const glo_frame *frame, size_t i) {
    push_column(L, frame, i);
    lua_newtable(L);
    luaL_setfuncs(L, column_meta, 0);
    glo_mark_metatable(L, glo_frame_marking(frame));
    lua_rotate(L, -3, -1);
    lua_pushcclosure(L, column_call, 1);
    lua_setfield(L, -2, "__call");
    lua_setmetatable(L, -2);
}

/* Methods, columns, then what was attached. Where a column has the name of a method, f.rank is the column and f:rank() the
 * method. */
static int frame_index(lua_State *L) {
    glo_frame *frame = glo_check_frame(L, 1);
    if (lua_type(L, 2) == LUA_TNUMBER) {
        lua_Integer row = luaL_checkinteger(L, 2);
        if (row < 1 || (size_t)row > glo_frame_rows(frame))
            return 0;
        push_row(L, frame, (size_t)row - 1);
        return 1;
    }
    const char *name = luaL_checkstring(L, 2);
    lua_pushvalue(L, 2);
    size_t i;
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
        if (has_column(frame, name) && glo_frame_find(frame, name, &i) == GLO_OK)
            push_column_that_calls(L, frame, i);
        return 1;
    }
    lua_pop(L, 1);
    if (!has_column(frame, name) && lua_getiuservalue(L, 1, 1) == LUA_TTABLE &&
        glo_push_field(L, -1, name) != LUA_TNIL)
        return 1;
    lua_settop(L, 2);
    if (glo_frame_find(frame, name, &i) < 0)
        return raise_unknown(L, frame, name);
    push_column(L, frame, i);
    return 1;
}

/* A frame is one value: what does not work on it leads to what does. */
static int frame_pairs(lua_State *L) {
    return glo_error(L,
                     "a frame is no table: for i, row in r:rows() do ... end goes over its rows, r:columns() "
                     "are the names of its columns");
}

static int frame_newindex(lua_State *L) {
    const char *name = luaL_tolstring(L, 2, NULL);
    return glo_error(L, "a frame never changes: make another one, such as r:mutate{%s=...}", name);
}

static int frame_length(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)glo_frame_rows(glo_check_frame(L, 1)));
    return 1;
}

static int frame_to_text(lua_State *L) {
    const glo_render_options options = {.width = 80, .rows = 20};
    const glo_frame *frame = glo_check_frame(L, 1);
    glo_buf *text = glo_push_buf(L);
    if (glo_frame_render(frame, &options, text) < 0)
        return glo_raise(L);
    lua_pushlstring(L, text->data, text->length - 1); /* the last line needs no end */
    return 1;
}

GLO_FUNCTION(
    frame_attach, .name = "frame:attach",
    .doc = "Gives this frame fields of its own, such as the `explain` of an impact. Of frames made from "
           "it those of its rows and columns have the fields of the table `kept`.",
    GLO_TAKES({.name = "fields", .type = "table", .doc = "by name", .is_in_place = true}),
    GLO_GIVES({.type = "frame", .doc = "the same frame"}), .is_internal = true, .since = "0.1",
    .example = "frame{{a=1}}:attach{about='x'}.about --> x") {
    glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    if (glo_push_field(L, 2, "kept") == LUA_TTABLE) { /* and frames made from those have them */
        lua_pushliteral(L, "kept");
        lua_pushvalue(L, -2);
        lua_rawset(L, -3);
    }
    lua_settop(L, 2);
    lua_setiuservalue(L, 1, 1);
    return 1;
}

GLO_FUNCTION(frame_attached, .name = "frame:attached", .doc = "What attach gave this frame under a name.",
             GLO_TAKES({.name = "name", .type = "string", .doc = "the field"}),
             GLO_GIVES({.type = "any", .doc = "the value; nil when there is none"}), .is_internal = true,
             .since = "0.1", .example = "frame{{a=1}}:attached('note') --> nil") {
    glo_check_frame(L, 1);
    luaL_checkstring(L, 2);
    if (lua_getiuservalue(L, 1, 1) != LUA_TTABLE)
        return 0;
    lua_pushvalue(L, 2);
    lua_rawget(L, -2);
    return 1;
}

static const glo_function *const methods[] = {
    &frame_take_entry,       &frame_append_entry,  &frame_head_entry,     &frame_tail_entry,
    &frame_select_entry,     &frame_sort_entry,    &frame_mark_entry,     &frame_marking_entry,
    &frame_provenance_entry, &frame_columns_entry, &frame_type_entry,     &frame_get_entry,
    &frame_has_entry,        &frame_attach_entry,  &frame_attached_entry, NULL};

void glo_bind_frame(lua_State *L) {
    glo_new_metatable(L, FRAME);
    lua_newtable(L); /* methods; the Lua library adds to it through core.frame_methods */
    glo_bind(L, methods);
    lua_pushvalue(L, -1);
    lua_setfield(L, -4, "frame_methods");
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -5, "frame_advice");
    lua_pushcclosure(L, frame_index, 2);
    lua_setfield(L, -2, "__index");
    static const luaL_Reg meta[] = {{"__gc", frame_gc},
                                    {"__len", frame_length},
                                    {"__tostring", frame_to_text},
                                    {"__newindex", frame_newindex},
                                    {"__pairs", frame_pairs},
                                    {NULL, NULL}};
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_new_metatable(L, COLUMN);
    luaL_setfuncs(L, column_meta, 0);
    lua_pop(L, 1);
}
