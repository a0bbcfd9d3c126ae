/* view.c: how a frame is looked at: as text for a terminal, in summary by column, as series over time.
 *
 * Example (Lua):  r:render{width=100, rows=0}   r:summary()[1].nulls   series, periods = r:series({"zone"}, "period")
 */
#include "base/err.h"
#include "frame/render.h"
#include "frame/series.h"
#include "frame/summary.h"
#include "hold.h"
#include "lua/bind.h"

#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

/* The stream in options.to, or NULL; raises for anything else. */
static FILE *stream_of_options(lua_State *L) {
    if (glo_push_field(L, 2, "to") == LUA_TNIL)
        return NULL;
    luaL_Stream *stream = luaL_testudata(L, -1, LUA_FILEHANDLE);
    if (!stream || !stream->closef)
        glo_error(L, "bad argument 'to': expected an open file, got %s", luaL_typename(L, -1));
    return stream->f;
}

/* Whether the stream is the terminal or what the command prints to: what is shown there is for the eyes of who runs it. */
static bool is_shown(FILE *stream) {
    const int file = fileno(stream);
    return file == STDOUT_FILENO || file == STDERR_FILENO || (file >= 0 && isatty(file));
}

static int give_text(lua_State *L, const glo_frame *frame, const glo_render_options *options) {
    glo_buf *text = glo_push_buf(L);
    return glo_frame_render(frame, options, text) < 0 ? glo_raise(L) : glo_give_text(L, text);
}

GLO_FUNCTION(
    frame_render, .name = "frame:render",
    .doc = "The frame as text, to be shown: its last line has the marking.",
    GLO_TAKES({.name = "options", .type = "table", .is_optional = true},
              {.name = "width",
               .type = "integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "80",
               .unit = "columns",
               .doc = "what it must fit; 0: as wide as it takes"},
              {.name = "rows",
               .type = "integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "20",
               .unit = "rows",
               .doc = "at most; 0: all"},
              {.name = "plain",
               .type = "boolean",
               .is_option = true,
               .is_optional = true,
               .otherwise = "false",
               .doc = "ASCII only"},
              {.name = "colour",
               .type = "boolean",
               .is_option = true,
               .is_optional = true,
               .otherwise = "false",
               .doc = "names in bold"},
              {.name = "to",
               .type = "file*",
               .is_option = true,
               .is_optional = true,
               .doc = "an open file to write to, however long the text is; where it is no terminal, as the "
                      "marking allows"}),
    GLO_GIVES({.type = "string|boolean", .doc = "the text; true with `to`"}),
    .fails = "marking: TLP:RED, H2 or H3, and `to` is no terminal; io, cancelled", .leaves = true,
    .since = "0.1", .example = "frame{{a=1}}:render{width=40}:match('%d row') --> 1 row") {
    glo_frame *frame = glo_check_frame(L, 1);
    glo_render_options options = {0};
    options.width = (size_t)glo_field_integer(L, 2, "width", 80);
    options.rows = (size_t)glo_field_integer(L, 2, "rows", 20);
    options.plain = glo_field_boolean(L, 2, "plain");
    options.colour = glo_field_boolean(L, 2, "colour");
    FILE *stream = stream_of_options(L);
    if (!stream)
        return give_text(L, frame, &options);
    glo_status status = is_shown(stream) ? GLO_OK : glo_marking_may_leave(glo_frame_marking(frame), "frame");
    if (status == GLO_OK)
        status = glo_frame_render_to(frame, &options, glo_lua_job(L), glo_sink_stream(stream));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

/* The cell in which the lowest or highest value stands; nil where there is none. */
static void set_cell(lua_State *L, const glo_column *column, const glo_summary *summary, size_t row,
                     const char *name) {
    if (summary->nulls == column->rows)
        lua_pushnil(L);
    else
        glo_push_cell_of(L, column, row);
    lua_setfield(L, -2, name);
}

static void push_counts(lua_State *L, const uint64_t *counts, size_t count) {
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, (lua_Integer)counts[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_common(lua_State *L, const glo_column *column, const glo_summary *summary) {
    lua_newtable(L);
    for (size_t i = 0; i < GLO_SUMMARY_COMMON && summary->common[i].count > 0; i++) {
        lua_createtable(L, 0, 2);
        lua_pushstring(L, glo_words_text(column->words, summary->common[i].code));
        lua_setfield(L, -2, "text");
        lua_pushinteger(L, (lua_Integer)summary->common[i].count);
        lua_setfield(L, -2, "count");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void push_summary(lua_State *L, const glo_frame *frame, size_t number, const glo_summary *summary) {
    const glo_column *column = glo_frame_column(frame, number);
    lua_createtable(L, 0, 8);
    lua_pushstring(L, glo_frame_name(frame, number));
    lua_setfield(L, -2, "column");
    lua_pushstring(L, glo_type_name(column->type));
    lua_setfield(L, -2, "type");
    lua_pushstring(L, column->unit);
    lua_setfield(L, -2, "unit");
    lua_pushinteger(L, (lua_Integer)summary->nulls);
    lua_setfield(L, -2, "nulls");
    if (column->type == GLO_TYPE_TEXT) {
        lua_pushinteger(L, (lua_Integer)summary->distinct);
        lua_setfield(L, -2, "distinct");
        push_common(L, column, summary);
        lua_setfield(L, -2, "common");
        return;
    }
    set_cell(L, column, summary, summary->lowest, "lowest");
    set_cell(L, column, summary, summary->highest, "highest");
    push_counts(L, summary->bins, GLO_SUMMARY_BINS);
    lua_setfield(L, -2, "bins");
}

GLO_FUNCTION(
    frame_summary, .name = "frame:summary", .doc = "A summary of every column.",
    GLO_GIVES({.type = "table[]",
               .doc = "column, type, unit, nulls; of a text distinct and common (the three most frequent "
                      "with their counts); else lowest, highest and bins (a histogram of 16 equal parts)"}),
    .since = "0.1", .example = "frame{{a=1}, {a=4}}:summary()[1].highest --> 4") {
    glo_frame *frame = glo_check_frame(L, 1);
    size_t count = glo_frame_columns(frame);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        glo_summary summary;
        glo_status status = glo_column_summarize(glo_frame_column(frame, i), glo_lua_job(L), &summary);
        if (status < 0)
            return glo_raise(L);
        push_summary(L, frame, i, &summary);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static size_t check_column(lua_State *L, const glo_frame *frame, int index) {
    size_t column;
    if (glo_frame_find(frame, luaL_checkstring(L, index), &column) < 0)
        glo_raise(L);
    return column;
}

static void push_series(lua_State *L, const uint32_t *series, const int32_t *periods, size_t rows) {
    lua_createtable(L, (int)rows, 0);
    lua_createtable(L, (int)rows, 0);
    for (size_t row = 0; row < rows; row++) {
        lua_pushinteger(L, series[row]);
        lua_rawseti(L, -3, (lua_Integer)row + 1);
        if (periods[row] == GLO_NO_PERIOD)
            lua_pushboolean(L, 0);
        else
            lua_pushinteger(L, periods[row]);
        lua_rawseti(L, -2, (lua_Integer)row + 1);
    }
}

GLO_FUNCTION(
    frame_series, .name = "frame:series", .doc = "Numbers the series and the periods of the rows.",
    GLO_TAKES({.name = "keys", .type = "string[]", .set = "column", .doc = "columns of text"},
              {.name = "time", .type = "string", .set = "column", .doc = "a column of days or months"}),
    GLO_GIVES({.type = "integer[]", .doc = "the number of each row's series, of rows that agree in the keys"},
              {.type = "integer[]", .doc = "of its period: the next one is 1 more; false under a null"}),
    .raises = "an unknown column", .is_internal = true, .since = "0.1",
    .example = "f = frame({{zone='A', day='2024-01'}, {zone='A', day='2024-03'}}, {types={day='month'}})\n"
               "series, periods = f:series({'zone'}, 'day')\n"
               "periods[2] - periods[1] --> 2") {
    glo_frame *frame = glo_check_frame(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    size_t rows = glo_frame_rows(frame), count = glo_list_length(L, 2);
    const glo_column *time = glo_frame_column(frame, check_column(L, frame, 3));
    luaL_argcheck(L, time->type == GLO_TYPE_DAY || time->type == GLO_TYPE_MONTH, 3,
                  "expected a column of time");
    size_t *keys = lua_newuserdatauv(L, (count + 1) * sizeof *keys, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, 2, (lua_Integer)i + 1);
        keys[i] = check_column(L, frame, -1);
        lua_pop(L, 1);
    }
    uint32_t *series = lua_newuserdatauv(L, (rows + 1) * sizeof *series, 0);
    int32_t *periods = lua_newuserdatauv(L, (rows + 1) * sizeof *periods, 0);
    if (glo_frame_series(frame, keys, count, time, series, periods) < 0)
        return glo_raise(L);
    push_series(L, series, periods, rows);
    return 2;
}

static const glo_function *const methods[] = {&frame_render_entry, &frame_summary_entry, &frame_series_entry,
                                              NULL};

void glo_bind_view(lua_State *L) {
    lua_getfield(L, -1, "frame_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
}
