/* shape.c: what foresight/exchange needs to bring tables into shape (header, wide columns, rows picked and left out), and of
 * the readers of JSON records, Eurostat's TSV and archives. Not for analysts: they call store:import.
 *
 * Example (Lua):  core.shape_table("a.csv", "/tmp/x/rows.csv", {used={"Gemeente"}, wide={"2023.."}, to={"day"}, values="count"})
 */
#include "exchange/shape.h"
#include "base/err.h"
#include "base/sink.h"
#include "exchange/archive.h"
#include "exchange/eurostat.h"
#include "exchange/format.h"
#include "exchange/records.h"
#include "hold.h"
#include "lua/bind.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { MOST_FILES = 10000 };

static void push_report(lua_State *L, const glo_shape_report *report, size_t patterns) {
    lua_newtable(L);
    lua_pushinteger(L, report->rows);
    lua_setfield(L, -2, "rows");
    lua_pushinteger(L, report->empty);
    lua_setfield(L, -2, "empty");
    lua_createtable(L, (int)patterns, 0);
    for (size_t i = 0; i < patterns; i++) {
        lua_pushinteger(L, report->excluded[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "excluded");
    lua_pushlstring(L, report->totals.data ? report->totals.data : "", report->totals.length);
    lua_setfield(L, -2, "totals");
}

static FILE *open_rows(const char *path) {
    FILE *file = fopen(path, "wb");
    if (!file)
        glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    return file;
}

static int close_rows(FILE *file, int status) {
    if (fclose(file) != 0 && status == GLO_OK)
        return glo_fail(glo_status_of_errno(errno), "can't write the rows of the file: %s", strerror(errno));
    return status;
}

static int shape_into(lua_State *L, const char *path, const char *to, const glo_shape_rules *rules,
                      glo_shape_report *report) {
    FILE *file = open_rows(to);
    if (!file)
        return GLO_EIO; /* its message is set */
    return close_rows(file, glo_shape_convert(path, rules, glo_lua_job(L), glo_sink_stream(file), report));
}

static size_t pairs_of(lua_State *L, const char *name, const char *const **out) {
    size_t count;
    *out = glo_field_texts(L, 3, name, &count);
    if (count % 2)
        glo_error(L, "bad argument '%s': expected pairs of texts", name);
    return count / 2;
}

static const char *clean_text(lua_State *L, const char *name) {
    const char *text = glo_field_text(L, 3, name, NULL);
    return text && *text ? text : NULL;
}

static void dispose_report(void *report) {
    glo_shape_report_dispose(report);
}

// NOLINTBEGIN(bugprone-macro-parentheses): fields of an initializer
#define OPTION(of_name, of_type, of_doc)                                                                     \
    { .name = of_name, .type = of_type, .is_option = true, .is_optional = true, .doc = of_doc }
// NOLINTEND(bugprone-macro-parentheses)

GLO_FUNCTION(
    shape_table, .name = "shape_table",
    .doc = "Turns a table as offices lay it out into rows for the importer.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the file of CSV"},
              {.name = "to", .type = "string", .doc = "the file to write"},
              {.name = "rules", .type = "table", .doc = "how it is laid out, and what is wanted of it"},
              OPTION("name", "string", "what the file is called in messages"),
              OPTION("header_first", "integer", "the first line of the header"),
              OPTION("header_last", "integer", "the last one"),
              OPTION("delimiter", "string", "between fields"),
              OPTION("encoding", "string", "utf-8, utf-16 or latin-1"),
              OPTION("pads", "boolean", "rows that are too short end in empty cells"),
              OPTION("used", "string[]", "the columns that are kept"),
              OPTION("wide", "string[]", "the columns of which each cell is a row"),
              OPTION("to", "string[]", "the field or two that their names feed"),
              OPTION("values", "string", "the field that their cells feed"),
              OPTION("where", "string[]", "column, value, column, value ..."),
              OPTION("exclude", "string[]", "column or \"\", pattern, column, pattern ..."),
              OPTION("fill", "string[]", "columns in which an empty cell takes the one above")),
    GLO_GIVES({.type = "table", .doc = "rows, empty, excluded (by pattern), totals (a text)"}),
    .fails = "io, invalid, cancelled", .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE,
    .is_internal = true, .since = "0.1",
    .example = "select(3, shape_table('/nowhere.csv', '/dev/null', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *to = luaL_checkstring(L, 2), *delimiter;
    luaL_checktype(L, 3, LUA_TTABLE);
    delimiter = clean_text(L, "delimiter");
    glo_shape_rules rules = {.name = clean_text(L, "name"),
                             .header_first = (uint64_t)glo_field_integer(L, 3, "header_first", 0),
                             .header_last = (uint64_t)glo_field_integer(L, 3, "header_last", 0),
                             .delimiter = delimiter ? delimiter[0] : 0,
                             .encoding = clean_text(L, "encoding"),
                             .pads = glo_field_boolean(L, 3, "pads") != 0,
                             .values = clean_text(L, "values")};
    rules.used = glo_field_texts(L, 3, "used", &rules.used_count);
    rules.wide = glo_field_texts(L, 3, "wide", &rules.wide_count);
    rules.to = glo_field_texts(L, 3, "to", &rules.to_count);
    rules.fill = glo_field_texts(L, 3, "fill", &rules.fill_count);
    rules.where_count = pairs_of(L, "where", &rules.where);
    rules.exclude_count = pairs_of(L, "exclude", &rules.exclude);
    if (rules.wide_count && (!rules.values || !rules.to_count))
        return glo_error(L, "bad argument 'wide': it needs 'to' and 'values'");
    glo_shape_report *report = glo_push_owned(L, sizeof *report, dispose_report);
    int status = shape_into(L, path, to, &rules, report);
    if (status < 0)
        return glo_failure(L, status);
    push_report(L, report, rules.exclude_count);
    return 1;
}

GLO_FUNCTION(shape_convert_records, .name = "convert_records",
             .doc = "Converts JSON records into rows for the importer.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "to", .type = "string", .doc = "the file to write"},
                       {.name = "list",
                        .type = "string",
                        .is_optional = true,
                        .doc = "the member that holds them; default: the first list of objects"}),
             GLO_GIVES({.type = "integer", .doc = "how many records"}),
             .fails = "io, invalid, corrupt, cancelled", .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE,
             .is_internal = true, .since = "0.1",
             .example = "select(3, convert_records('/nowhere.json', '/dev/null')) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *list = luaL_optstring(L, 3, NULL);
    int64_t count = 0;
    FILE *file = open_rows(luaL_checkstring(L, 2));
    int status =
        file
            ? close_rows(file, glo_records_convert(path, list, glo_lua_job(L), glo_sink_stream(file), &count))
            : GLO_EIO;
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, count);
    return 1;
}

GLO_FUNCTION(shape_convert_eurostat, .name = "convert_eurostat",
             .doc = "Converts the TSV of Eurostat's bulk download into its SDMX-CSV, for convert_table.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "to", .type = "string", .doc = "the file to write"}),
             GLO_GIVES({.type = "string", .doc = "its path"}), .fails = "io, invalid, cancelled",
             .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "select(3, convert_eurostat('/nowhere.tsv', '/dev/null')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    FILE *file = open_rows(luaL_checkstring(L, 2));
    int status =
        file ? close_rows(file, glo_eurostat_convert(path, glo_lua_job(L), glo_sink_stream(file))) : GLO_EIO;
    if (status < 0)
        return glo_failure(L, status);
    lua_pushvalue(L, 2);
    return 1;
}

static void free_words(void *slot) {
    glo_words_free(*(glo_words **)slot);
}

GLO_FUNCTION(shape_archive_names, .name = "archive_names",
             .doc = "The files in a .zip that an analyst could mean.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the archive"}),
             GLO_GIVES({.type = "string[]", .doc = "their names"}), .fails = "not_found, corrupt, full",
             .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
             .example = "select(3, archive_names('/nowhere.zip')) --> not_found") {
    const glo_archive_limits limits = {.files = MOST_FILES, .bytes = GLO_FORMAT_MOST_BYTES};
    const char *path = luaL_checkstring(L, 1);
    glo_words **slot = glo_push_owned(L, sizeof *slot, free_words);
    glo_status status = glo_archive_names(path, &limits, slot);
    if (status < 0)
        return glo_failure(L, status);
    const glo_words *names = *slot;
    lua_createtable(L, (int)glo_words_count(names), 0);
    for (uint32_t i = 0; i < glo_words_count(names); i++) {
        lua_pushlstring(L, glo_words_text(names, i), glo_words_length(names, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

static const glo_function *const functions[] = {&shape_table_entry, &shape_convert_records_entry,
                                                &shape_convert_eurostat_entry, &shape_archive_names_entry,
                                                NULL};

void glo_bind_shape(lua_State *L) {
    glo_bind(L, functions);
}
