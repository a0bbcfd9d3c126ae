/* look.c: what a table of CSV holds, for foresight/exchange/look.lua. Not for analysts: they call store:look.
 *
 * Example (Lua):  core.look_at("export.csv", {}).header_first  ->  4
 */
#include "exchange/look.h"
#include "hold.h"
#include "io/figure.h"
#include "lua/bind.h"

#include <string.h>

static void free_look(void *slot) {
    glo_look_free(*(glo_look **)slot);
}

static void set_integer(lua_State *L, const char *name, int64_t value) {
    lua_pushinteger(L, value);
    lua_setfield(L, -2, name);
}

static void set_text(lua_State *L, const char *name, const char *value) {
    lua_pushstring(L, value);
    lua_setfield(L, -2, name);
}

static void set_boolean(lua_State *L, const char *name, bool value) {
    lua_pushboolean(L, value);
    lua_setfield(L, -2, name);
}

static void set_rows(lua_State *L, const char *name, const glo_look_rows *rows) {
    lua_createtable(L, (int)rows->count, 1);
    for (size_t i = 0; i < rows->count; i++) {
        lua_createtable(L, 0, 2);
        if (rows->rows[i].line)
            set_integer(L, "line", (int64_t)rows->rows[i].line);
        set_text(L, "text", rows->rows[i].text);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    set_integer(L, "found", rows->found);
    lua_setfield(L, -2, name);
}

/* {{text, count} ...} in order of arrival. */
static void set_tally(lua_State *L, const char *name, const glo_tally *tally) {
    uint32_t count = glo_words_count(tally->texts);
    lua_createtable(L, (int)count, 0);
    for (uint32_t i = 0; i < count; i++) {
        lua_createtable(L, 2, 0);
        lua_pushlstring(L, glo_words_text(tally->texts, i), glo_words_length(tally->texts, i));
        lua_rawseti(L, -2, 1);
        lua_pushinteger(L, tally->counts[i]);
        lua_rawseti(L, -2, 2);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, name);
}

/* {{text, count, is_known} ...}: whether the importer takes the mark for a missing figure by itself. */
static void set_missing_marks(lua_State *L, const glo_tally *marks) {
    set_tally(L, "marks", marks);
    lua_getfield(L, -1, "marks");
    for (uint32_t i = 0; i < glo_words_count(marks->texts); i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        lua_pushboolean(L, glo_figure_missing(glo_words_text(marks->texts, i),
                                              glo_words_length(marks->texts, i)) == GLO_MISSING);
        lua_rawseti(L, -2, 3);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
}

/* By name, those that came. */
static void set_counts(lua_State *L, const char *field, const int64_t *counts, int n,
                       const char *(*name)(int)) {
    lua_newtable(L);
    for (int i = 0; i < n; i++) {
        if (counts[i])
            set_integer(L, name(i), counts[i]);
    }
    lua_setfield(L, -2, field);
}

static const char *kind_name(int i) {
    return glo_cell_kind_name((glo_cell_kind)i);
}

static const char *form_name(int i) {
    return glo_time_form_name((glo_time_form)i);
}

static const char *mark_name(int i) {
    static const char *const names[GLO_LOOK_THOUSANDS] = {".", " ", ",", "'"};
    return names[i];
}

static const char *language_name(int i) {
    static const char *const names[GLO_LOOK_LANGUAGES] = {"nl", "fr", "de", "en"};
    return names[i];
}

static void push_column(lua_State *L, const glo_look_column *column) {
    lua_createtable(L, 0, 20);
    set_text(L, "name", column->name);
    set_text(L, "upper", column->upper);
    set_counts(L, "kinds", column->kinds, GLO_CELL_KINDS, kind_name);
    set_counts(L, "forms", column->forms, GLO_FORMS, form_name);
    set_counts(L, "thousands", column->thousands, GLO_LOOK_THOUSANDS, mark_name);
    set_counts(L, "open", column->open, GLO_LOOK_THOUSANDS, mark_name);
    set_counts(L, "languages", column->languages, GLO_LOOK_LANGUAGES, language_name);
    set_integer(L, "decimal_points", column->decimal_points);
    set_integer(L, "decimal_commas", column->decimal_commas);
    set_integer(L, "most_decimals", column->most_decimals);
    set_integer(L, "first_over_12", column->first_over_12);
    set_integer(L, "second_over_12", column->second_over_12);
    set_integer(L, "successive", column->successive);
    set_integer(L, "totals", column->totals);
    set_integer(L, "sum", column->sum);
    if (column->kinds[GLO_CELL_INTEGER]) {
        set_integer(L, "least", column->least);
        set_integer(L, "most", column->most);
    }
    set_tally(L, "values", &column->values);
    set_missing_marks(L, &column->marks);
    set_tally(L, "flags", &column->flags);
    set_tally(L, "units", &column->units);
    set_boolean(L, "has_more", column->has_more);
}

static void push_look(lua_State *L, const glo_look *look) {
    const char delimiter[] = {look->delimiter, '\0'};
    lua_createtable(L, 0, 24);
    set_text(L, "encoding", look->encoding);
    set_text(L, "delimiter", delimiter);
    set_boolean(L, "has_delimiter_line", look->has_delimiter_line);
    set_boolean(L, "has_heading", look->has_heading);
    set_integer(L, "bytes", (int64_t)look->bytes);
    set_integer(L, "read_bytes", (int64_t)look->read_bytes);
    set_boolean(L, "is_whole", look->is_whole);
    if (look->lines)
        set_integer(L, "lines", (int64_t)look->lines);
    if (look->header_first) {
        set_integer(L, "header_first", (int64_t)look->header_first);
        set_integer(L, "header_last", (int64_t)look->header_last);
    }
    set_integer(L, "rows", look->rows);
    set_integer(L, "blank", look->blank);
    set_integer(L, "empty", look->empty);
    set_integer(L, "damaged", look->damaged);
    set_boolean(L, "ends_in_sum", look->ends_in_sum);
    set_rows(L, "titles", &look->titles);
    set_rows(L, "notes", &look->notes);
    set_rows(L, "inner", &look->inner);
    set_rows(L, "totals", &look->totals);
    set_rows(L, "units", &look->units);
    lua_createtable(L, (int)look->column_count, 0);
    for (size_t i = 0; i < look->column_count; i++) {
        push_column(L, &look->columns[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "columns");
}

GLO_FUNCTION(
    look_at, .name = "look_at",
    .doc = "What a table of CSV holds: how it is written, where its header is, what its columns look like.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
              {.name = "options", .type = "table", .doc = "what is told, and how much to read"},
              {.name = "most_bytes",
               .type = "integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(its head, windows and its tail)",
               .unit = "bytes",
               .doc = "of its head only"},
              {.name = "delimiter",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(detected)",
               .doc = "between fields"},
              {.name = "encoding",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(detected)",
               .doc = "utf-8, utf-16 or latin-1"},
              {.name = "header_first",
               .type = "integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(detected)",
               .doc = "the first line of the header"},
              {.name = "header_last",
               .type = "integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(header_first)",
               .doc = "the last line of the header"}),
    GLO_GIVES({.type = "table", .doc = "the facts; those of a column in `columns`"}),
    .fails = "not_found, io, invalid, cancelled", .needs = GLO_NEEDS_FILE_READ, .is_internal = true,
    .since = "0.1", .example = "select(3, look_at('/nowhere.csv', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const lua_Integer first = glo_field_integer(L, 2, "header_first", 0);
    const glo_look_options options = {
        .most_bytes = (uint64_t)glo_field_integer(L, 2, "most_bytes", 0),
        .delimiter = glo_field_text(L, 2, "delimiter", "")[0],
        .encoding = glo_field_text(L, 2, "encoding", NULL),
        .header_first = (uint64_t)first,
        .header_last = (uint64_t)glo_field_integer(L, 2, "header_last", first),
    };
    glo_look **slot = glo_push_owned(L, sizeof *slot, free_look);
    glo_status status = glo_look_at(path, &options, glo_lua_job(L), slot);
    if (status < 0)
        return glo_failure(L, status);
    push_look(L, *slot);
    return 1;
}

GLO_FUNCTION(look_cell_form, .name = "cell_form", .doc = "What one cell of a table looks like.",
             GLO_TAKES({.name = "text", .type = "string", .doc = "the cell"}),
             GLO_GIVES({.type = "string",
                        .doc = "empty, missing, integer, decimal, range, open_range, date or text"},
                       {.type = "string", .doc = "the form of the date that it is or may be, or none"}),
             .is_internal = true, .since = "0.1",
             .example = "select(2, cell_form 'janv. 2024') --> month_named") {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    glo_cell_kind kind;
    glo_time_form form;
    glo_look_cell(text, length, &kind, &form);
    lua_pushstring(L, glo_cell_kind_name(kind));
    lua_pushstring(L, glo_time_form_name(form));
    return 2;
}

static const glo_function *const functions[] = {&look_at_entry, &look_cell_form_entry, NULL};

void glo_bind_look(lua_State *L) {
    glo_bind(L, functions);
}
