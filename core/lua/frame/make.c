/* make.c: frames and columns made of Lua values. The type of a column is the narrowest that holds all its
 * values.
 *
 * Example (Lua):  frame{{zone="BE", count=3}, {zone="NL", count=5}}   f:with("share", {0.4, 0.6})
 */
#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "taken.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct glo_guess {
    int reals, integers, texts;
} glo_guess;

static void guess_value(lua_State *L, glo_guess *guess) {
    int type = lua_type(L, -1);
    if (type == LUA_TNUMBER)
        *(lua_isinteger(L, -1) ? &guess->integers : &guess->reals) += 1;
    else if (type == LUA_TSTRING || type == LUA_TBOOLEAN)
        guess->texts++;
    else if (type != LUA_TNIL)
        glo_error(L, "a frame holds numbers and texts, not a %s", luaL_typename(L, -1));
}

static glo_type type_of_guess(lua_State *L, const glo_guess *guess, const char *declared, const char *name) {
    if (declared) {
        for (int type = GLO_TYPE_INTEGER; type <= GLO_TYPE_MONTH; type++) {
            if (strcmp(declared, glo_type_name((glo_type)type)) == 0)
                return (glo_type)type;
        }
        glo_error(L, "unknown type '%s' of column '%s': use integer, real, text, day or month", declared,
                  name);
    }
    if (guess->texts)
        return GLO_TYPE_TEXT;
    return guess->reals ? GLO_TYPE_REAL : GLO_TYPE_INTEGER;
}

/* Puts the value on the top of the stack into the cell; raises what does not fit. */
static void set_cell(lua_State *L, glo_column *column, size_t row, const char *name) {
    size_t length;
    const char *text;
    int fits = 1, status = GLO_OK;
    if (lua_isnil(L, -1) || (lua_type(L, -1) == LUA_TNUMBER && isnan(lua_tonumber(L, -1)))) {
        status = glo_column_set_null(column, row);
    } else if (column->type == GLO_TYPE_INTEGER) {
        column->integers[row] = lua_tointegerx(L, -1, &fits);
    } else if (column->type == GLO_TYPE_REAL) {
        column->reals[row] = lua_tonumberx(L, -1, &fits);
    } else {
        text = luaL_tolstring(L, -1, &length);
        if (column->type == GLO_TYPE_TEXT) {
            status = glo_column_set_text(column, row, text, length);
        } else {
            int32_t day;
            glo_span span;
            status = glo_date_parse(text, length, GLO_ORDER_ISO, &day, &span);
            if (status == GLO_OK) {
                column->times[row] = column->type == GLO_TYPE_MONTH ? glo_month_of_day(day) : day;
                if (row == 0 || span > column->span)
                    column->span = span;
            }
        }
        lua_pop(L, 1);
    }
    if (!fits)
        glo_error(L, "row %d of column '%s' is not a %s: %s", (int)row + 1, name, glo_type_name(column->type),
                  luaL_tolstring(L, -1, NULL));
    if (status < 0)
        glo_error(L, "row %d of column '%s': %s", (int)row + 1, name, glo_message());
}

static void free_column(void *slot) {
    glo_column_free(*(glo_column **)slot);
}

/* Fills a new column from values fetched by `fetch`, which pushes the value of a row. Leaves the column pushed, as one that
 * the call owns. The rows are read twice, and may change in between: what does not fit the second time raises. */
static glo_column **make_column(lua_State *L, size_t rows, const char *name, const char *declared,
                                void (*fetch)(lua_State *L, int source, size_t row, const char *name),
                                int source) {
    glo_guess guess = {0, 0, 0};
    for (size_t row = 0; row < rows; row++) {
        fetch(L, source, row, name);
        guess_value(L, &guess);
        lua_pop(L, 1);
    }
    glo_type type = type_of_guess(L, &guess, declared, name);
    glo_column **slot = glo_push_owned(L, sizeof(glo_column *), free_column);
    if (glo_column_new(type, rows, slot) < 0)
        glo_raise(L);
    for (size_t row = 0; row < rows; row++) {
        fetch(L, source, row, name);
        set_cell(L, *slot, row, name);
        lua_pop(L, 1);
    }
    return slot;
}

static void fetch_from_rows(lua_State *L, int source, size_t row, const char *name) {
    lua_rawgeti(L, source, (lua_Integer)row + 1);
    glo_push_field(L, -1, name);
    lua_remove(L, -2);
}

static void fetch_from_list(lua_State *L, int source, size_t row, const char *name) {
    (void)name;
    lua_rawgeti(L, source, (lua_Integer)row + 1);
}

static int compare_names(const void *a, const void *b) {
    return strcoll(*(const char *const *)a, *(const char *const *)b);
}

/* Sorts the list at `names`; the texts are kept by the table below it too. */
static void sort_names(lua_State *L, int names) {
    size_t count;
    const char **texts = glo_push_texts(L, names, "columns", &count);
    qsort(texts, count, sizeof *texts, compare_names);
    for (size_t i = 0; i < count; i++) {
        lua_pushstring(L, texts[i]);
        lua_rawseti(L, names, (lua_Integer)i + 1);
    }
}

/* Pushes the list of column names: those of options.columns, else every key of the rows, sorted. */
static void push_names(lua_State *L, int rows_at, int options_at) {
    if (glo_push_field(L, options_at, "columns") == LUA_TTABLE)
        return;
    lua_settop(L, options_at);
    lua_newtable(L); /* seen */
    lua_newtable(L); /* names */
    int names = lua_gettop(L);
    lua_Integer rows = (lua_Integer)glo_list_length(L, rows_at);
    for (lua_Integer row = 1; row <= rows; row++) {
        if (lua_rawgeti(L, rows_at, row) != LUA_TTABLE)
            glo_error(L, "row %d is not a table but a %s", (int)row, luaL_typename(L, -1));
        for (lua_pushnil(L); lua_next(L, -2);) {
            lua_pop(L, 1);
            if (lua_type(L, -1) != LUA_TSTRING)
                glo_error(L, "row %d has a field that is not a name", (int)row);
            lua_pushvalue(L, -1);
            if (lua_rawget(L, names - 1) == LUA_TNIL) {
                lua_pushvalue(L, -2);
                lua_pushboolean(L, 1);
                lua_rawset(L, names - 1);
                lua_pushvalue(L, -2);
                lua_rawseti(L, names, (lua_Integer)lua_rawlen(L, names) + 1);
            }
            lua_pop(L, 1);
        }
        lua_pop(L, 1);
    }
    sort_names(L, names);
    lua_pushvalue(L, names);
}

/* options[group][name] as a text, or NULL. */
static const char *option_of(lua_State *L, int options_at, const char *group, const char *name) {
    const char *text = NULL;
    glo_push_field(L, options_at, group);
    text = glo_field_text(L, -1, name, NULL);
    lua_pop(L, 1);
    return text;
}

static void dispose_builder(void *builder) {
    glo_frame_builder_dispose(builder);
}

/* The column that the list at 3 names at `i`, of the rows at 1 under the options at 2. */
static void add_column(lua_State *L, glo_frame_builder *builder, size_t rows, lua_Integer i) {
    if (lua_rawgeti(L, 3, i) != LUA_TSTRING)
        glo_error(L, "bad argument 'columns': expected a list of names, got a %s", luaL_typename(L, -1));
    const char *name = lua_tostring(L, -1);
    glo_column **slot = make_column(L, rows, name, option_of(L, 2, "types", name), fetch_from_rows, 1);
    if (glo_column_set_unit(*slot, option_of(L, 2, "units", name)) < 0)
        glo_raise(L);
    glo_column *column = *slot;
    *slot = NULL;
    glo_frame_builder_add(builder, name, column);
    lua_pop(L, 2);
}

/* The frame of the rows at 1 under the options at 2: its columns, and how strictly they and the rows are marked. */
static glo_frame_builder *read_rows(lua_State *L, glo_marking *marking) {
    luaL_checktype(L, 1, LUA_TTABLE);
    size_t rows = glo_list_length(L, 1);
    push_names(L, 1, 2);
    lua_rotate(L, 3, 1); /* the list is on the top: bring it to 3, drop what was pushed on the way */
    lua_settop(L, 3);
    lua_Integer count = (lua_Integer)glo_list_length(L, 3);
    if (glo_marking_parse(glo_field_text(L, 2, "marking", ""), marking) < 0)
        glo_raise(L);
    glo_frame_builder *builder = glo_push_owned(L, sizeof *builder, dispose_builder);
    for (lua_Integer i = 1; i <= count; i++)
        add_column(L, builder, rows, i);
    *marking = glo_marking_join(*marking, glo_taken_list_marking(L, 1));
    return builder;
}

/* Joins the markings of the frames of the list at the top; their provenances, in room that Lua owns. Pushes it. */
static glo_provenance **push_parents(lua_State *L, glo_marking *marking, size_t *out_count) {
    const lua_Integer count = (lua_Integer)glo_list_length(L, -1);
    const int list = lua_gettop(L);
    glo_provenance **parents = lua_newuserdatauv(L, ((size_t)count + 1) * sizeof *parents, 0);
    *out_count = 0;
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, list, i);
        const glo_frame *from = glo_check_frame(L, -1);
        *marking = glo_marking_join(*marking, glo_frame_marking(from));
        if (glo_frame_provenance(from))
            parents[(*out_count)++] = glo_frame_provenance(from);
        lua_pop(L, 1); /* still held by the list */
    }
    return parents;
}

GLO_FUNCTION(
    frame_of, .name = "frame",
    .doc = "Makes a frame of a list of rows. Columns come by name; a column is integer, real or text, "
           "whichever holds all its values. Rows taken out of a frame bring its marking along.",
    GLO_TAKES(
        {.name = "rows", .type = "table[]", .doc = "each a table of column = value", .is_in_place = true},
        {.name = "options", .type = "table", .is_optional = true},
        {.name = "columns",
         .type = "string[]",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(by name)",
         .doc = "the columns, in order"},
        {.name = "types",
         .type = "table<string, string>",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(found out)",
         .doc = "by column: integer, real, text, day or month"},
        {.name = "units",
         .type = "table<string, string>",
         .is_option = true,
         .is_optional = true,
         .doc = "by column"},
        {.name = "marking",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\"TLP:CLEAR\"",
         .doc = "such as \"AMBER\""}),
    GLO_GIVES({.type = "frame", .doc = "the frame"}), .raises = "a value that does not fit", .since = "0.1",
    .example = "f = frame({{zone='BE', count=3}, {zone='NL', count=5}}, {columns={'zone', 'count'}})\n"
               "#f --> 2\n"
               "f[2].zone --> NL") {
    glo_marking marking;
    glo_frame_builder *builder = read_rows(L, &marking);
    glo_frame **frame = glo_push_frame_slot(L);
    glo_provenance *origin = NULL;
    if (glo_provenance_new("frame{...}", NULL, 0, 0, NULL, 0, &origin) < 0)
        return glo_raise(L);
    glo_status status = glo_frame_new(builder, marking, origin, frame);
    glo_provenance_free(origin);
    return status < 0 ? glo_raise(L) : 1;
}

GLO_FUNCTION(frame_from, .name = "frame_from",
             .doc =
                 "A frame of rows that were computed from frames: marked as strictly as all of these, with "
                 "the call as its origin.",
             GLO_TAKES({.name = "rows", .type = "table[]", .doc = "as frame takes them", .is_in_place = true},
                       {.name = "options",
                        .type = "table",
                        .doc = "columns, types, units and marking of frame; call, from (frames) and seed"}),
             GLO_GIVES({.type = "frame", .doc = "the frame"}), .is_internal = true, .since = "0.1",
             .example = "f = frame({{n=1}}, {marking='GREEN'})\n"
                        "frame_from({{m=2}}, {call='twice(f)', from={f}}):marking() --> TLP:GREEN") {
    glo_marking marking;
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_frame_builder *builder = read_rows(L, &marking);
    glo_provenance **parents = NULL, *origin = NULL;
    size_t count = 0;
    if (glo_push_field(L, 2, "from") == LUA_TTABLE)
        parents = push_parents(L, &marking, &count);
    const char *call = glo_field_text(L, 2, "call", "frame{...}");
    uint64_t seed = (uint64_t)glo_field_integer(L, 2, "seed", 0);
    glo_frame **frame = glo_push_frame_slot(L);
    if (glo_provenance_new(call, NULL, 0, seed, parents, count, &origin) < 0)
        return glo_raise(L);
    glo_status status = glo_frame_new(builder, marking, origin, frame);
    glo_provenance_free(origin);
    return status < 0 ? glo_raise(L) : 1;
}

/* Where a frame with a new column comes from: options.call and options.from, else mutate of `frame`; and how
 * strictly all of these are marked. */
static glo_provenance *check_origin(lua_State *L, int options, const glo_frame *frame, const char *name,
                                    glo_marking *marking) {
    glo_provenance *own = glo_frame_provenance(frame), **parents = &own, *origin = NULL;
    size_t count = own ? 1 : 0;
    const char *call = glo_field_text(L, options, "call", NULL);
    if (!call)
        call = lua_pushfstring(L, "mutate{%s=...}", name);
    if (glo_push_field(L, options, "from") == LUA_TTABLE)
        parents = push_parents(L, marking, &count);
    if (glo_provenance_new(call, NULL, 0, 0, parents, count, &origin) < 0)
        glo_raise(L);
    return origin;
}

GLO_FUNCTION(
    frame_with, .name = "frame:with",
    .doc = "With a column added, or put in the place of the one of that name.",
    GLO_TAKES(
        {.name = "name", .type = "string", .set = "column", .doc = "the column"},
        {.name = "values", .type = "any[]", .doc = "one value per row; nil is null", .is_in_place = true},
        {.name = "options", .type = "table", .is_optional = true},
        {.name = "type",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(found out)",
         .values = "integer|real|text|day|month",
         .doc = "of the column"},
        {.name = "unit", .type = "string", .is_option = true, .is_optional = true, .doc = "of the column"},
        {.name = "call",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "how it was computed, for the provenance"},
        {.name = "from",
         .type = "frame[]",
         .is_option = true,
         .is_optional = true,
         .doc = "the frames it was made from, whose markings it takes"}),
    GLO_GIVES({.type = "frame", .doc = "with the column"}), .raises = "a value that does not fit",
    .since = "0.1", .example = "frame{{a=1}}:with('b', {2}).b[1] --> 2") {
    glo_frame *frame = glo_check_frame(L, 1);
    const char *name = luaL_checkstring(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_column **slot =
        make_column(L, glo_frame_rows(frame), name, glo_field_text(L, 4, "type", NULL), fetch_from_list, 3);
    if (glo_column_set_unit(*slot, glo_field_text(L, 4, "unit", NULL)) < 0)
        return glo_raise(L);
    glo_frame **out = glo_push_frame_slot(L), *made = NULL;
    const int place = lua_gettop(L);
    glo_marking marking = glo_marking_join(glo_frame_marking(frame), glo_taken_marking(L, 3));
    glo_provenance *origin = check_origin(L, 4, frame, name, &marking);
    lua_settop(L, place);
    glo_column *column = *slot;
    *slot = NULL;
    glo_status status = glo_frame_with(frame, name, column, origin, &made);
    glo_provenance_free(origin);
    if (status == GLO_OK)
        status = glo_frame_mark(made, marking, out);
    glo_frame_free(made);
    return status < 0 ? glo_raise(L) : glo_keep_attached(L, 1);
}

static const glo_function *const methods[] = {&frame_with_entry, NULL};
static const glo_function *const functions[] = {&frame_of_entry, &frame_from_entry, NULL};

void glo_bind_making(lua_State *L) {
    lua_getfield(L, -1, "frame_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
