/* exchange.c: what foresight/exchange needs of the core: telling files apart, turning them into rows,
 * archives, a temporary folder, another program. Not for analysts: they call store:import and
 * frame:to_package.
 *
 * Example (Lua):  core.format_of "asylum.json"  ->  "json-stat"
 */
#include "base/err.h"
#include "base/folder.h"
#include "exchange/archive.h"
#include "exchange/format.h"
#include "exchange/geojson.h"
#include "exchange/jsonstat.h"
#include "exchange/sheet.h"
#include "exchange/table.h"
#include "hold.h"
#include "lua/bind.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* {sex = "T"} as name, value, name, value ...; pushes it. */
static const char **push_pairs(lua_State *L, int index, const char *name, size_t *out_count) {
    size_t count = 0, n = 0;
    int type = glo_push_field(L, index, name), pairs = lua_gettop(L);
    if (type != LUA_TTABLE && type != LUA_TNIL)
        glo_error(L, "bad argument '%s': write %s={sex='T'}", name, name);
    for (lua_pushnil(L); type == LUA_TTABLE && lua_next(L, pairs); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            glo_error(L, "bad argument '%s': write %s={sex='T'}", name, name);
        count++;
    }
    if (type == LUA_TNIL)
        lua_settop(L, pairs);
    const char **texts = lua_newuserdatauv(L, (2 * count + 1) * sizeof *texts, 0);
    for (lua_pushnil(L); type == LUA_TTABLE && lua_next(L, pairs); lua_pop(L, 1)) {
        texts[n++] = lua_tostring(L, -2);
        texts[n++] = lua_tostring(L, -1);
    }
    *out_count = count;
    return texts;
}

static void push_flags(lua_State *L, const glo_flags *flags) {
    lua_newtable(L);
    lua_pushinteger(L, flags->taken);
    lua_setfield(L, -2, "taken");
    lua_pushinteger(L, flags->missing);
    lua_setfield(L, -2, "missing");
    lua_pushinteger(L, flags->confidential);
    lua_setfield(L, -2, "confidential");
    glo_push_flags(L, flags);
    lua_setfield(L, -2, "flags");
}

/* The file that rows are written to; NULL leaves a message. */
static FILE *open_rows(const char *path, int *out_status) {
    FILE *file = fopen(path, "wb");
    *out_status =
        file ? GLO_OK : glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    return file;
}

static int close_rows(FILE *file, int status) {
    if (file && fclose(file) != 0 && status == GLO_OK)
        return glo_fail(glo_status_of_errno(errno), "can't write the rows of the file: %s", strerror(errno));
    return status;
}

GLO_FUNCTION(exchange_format_of, .name = "format_of", .doc = "Which format a file has, by its content.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"}),
             GLO_GIVES({.type = "string",
                        .doc = "table (CSV, or not there), sdmx-csv, xlsx, package, geojson or json-stat"}),
             .fails = "it is damaged, or of a format that is not read", .needs = GLO_NEEDS_FILE_READ,
             .is_internal = true, .since = "0.1", .example = "format_of('/nowhere.csv') --> table") {
    glo_format format;
    glo_status status = glo_format_of(luaL_checkstring(L, 1), glo_lua_job(L), &format);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, glo_format_name(format));
    return 1;
}

GLO_FUNCTION(exchange_convert_table, .name = "convert_table",
             .doc = "Converts a CSV file of another publisher into rows for the importer.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "to", .type = "string", .doc = "the file to write"},
                       {.name = "rules", .type = "table", .doc = "which columns and figures are taken"},
                       {.name = "name",
                        .type = "string",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "what the file is called in messages"},
                       {.name = "sdmx",
                        .type = "boolean",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "false",
                        .doc = "it is SDMX-CSV"},
                       {.name = "figure",
                        .type = "string",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "the column of figures"},
                       {.name = "used",
                        .type = "string[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "the columns to take"},
                       {.name = "keeps_all",
                        .type = "boolean",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "false",
                        .doc = "several categories of a dimension are no fault"},
                       {.name = "where",
                        .type = "table",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "only the rows of these categories"},
                       {.name = "missing",
                        .type = "string[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "texts that stand for a missing value"},
                       {.name = "comment",
                        .type = "string",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "how a comment line begins"},
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
                        .doc = "utf-8, utf-16 or latin-1"}),
             GLO_GIVES({.type = "table",
                        .doc = "how many figures were taken, missing, confidential, and flags: by flag"}),
             .fails = "io, invalid, cancelled", .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE,
             .is_internal = true, .since = "0.1",
             .example = "select(3, convert_table('/nowhere.csv', '/dev/null', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *to = luaL_checkstring(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_table_rules rules = {.name = glo_field_text(L, 3, "name", NULL),
                             .sdmx = glo_field_boolean(L, 3, "sdmx"),
                             .figure = glo_field_text(L, 3, "figure", NULL),
                             .encoding = glo_field_text(L, 3, "encoding", NULL),
                             .comment = glo_field_text(L, 3, "comment", "")[0],
                             .delimiter = glo_field_text(L, 3, "delimiter", "")[0]};
    rules.used = glo_field_texts(L, 3, "used", &rules.used_count);
    rules.keeps_all = glo_field_boolean(L, 3, "keeps_all");
    rules.missing = glo_field_texts(L, 3, "missing", &rules.missing_count);
    rules.where = push_pairs(L, 3, "where", &rules.where_count);
    glo_flags flags = {0};
    int status;
    FILE *file = open_rows(to, &status);
    if (file)
        status =
            close_rows(file, glo_table_convert(path, &rules, glo_lua_job(L), glo_sink_stream(file), &flags));
    if (status < 0)
        return glo_failure(L, status);
    push_flags(L, &flags);
    return 1;
}

static void push_words(lua_State *L, const glo_words *words) {
    lua_createtable(L, (int)glo_words_count(words), 0);
    for (uint32_t i = 0; i < glo_words_count(words); i++) {
        lua_pushlstring(L, glo_words_text(words, i), glo_words_length(words, i));
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void free_words(void *slot) {
    glo_words_free(*(glo_words **)slot);
}

GLO_FUNCTION(exchange_table_names, .name = "table_names",
             .doc = "The names in the header of a CSV file, packed by gzip or not.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "header_line",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "(the first)",
                        .doc = "the line of the header"}),
             GLO_GIVES({.type = "string[]", .doc = "the names"}), .fails = "not_found, io, invalid",
             .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
             .example = "select(3, table_names('/nowhere.csv')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    const uint64_t header_line = (uint64_t)luaL_optinteger(L, 2, 0);
    glo_words **names = glo_push_owned(L, sizeof *names, free_words);
    int status = glo_table_names(path, header_line, names);
    if (status < 0)
        return glo_failure(L, status);
    push_words(L, *names);
    return 1;
}

static void free_text(void *slot) {
    free(*(char **)slot);
}

GLO_FUNCTION(
    exchange_csv_heading, .name = "csv_heading",
    .doc =
        "The comment before the header of a CSV file of glocal, packed by gzip or not: its marking and the "
        "units of its columns, as 'TLP:AMBER; count: offences'.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the file"}),
    GLO_GIVES({.type = "string", .doc = "the comment, or \"\"; of what is no file, or can't be read, nil"}),
    .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
    .example = "csv_heading '/nowhere.csv' --> nil") {
    struct stat info;
    const char *path = luaL_checkstring(L, 1);
    char **heading = glo_push_owned(L, sizeof *heading, free_text);
    /* A pipe can be read only once, by the importer. */
    int status =
        stat(path, &info) == 0 && S_ISREG(info.st_mode) ? glo_table_heading(path, heading) : GLO_ENOTFOUND;
    if (status < 0)
        lua_pushnil(L);
    else
        lua_pushstring(L, *heading ? *heading : "");
    return 1;
}

GLO_FUNCTION(exchange_convert_jsonstat, .name = "convert_jsonstat",
             .doc = "Converts the cells of a JSON-stat 2.0 dataset into rows for the importer.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "to", .type = "string", .doc = "the file to write"},
                       {.name = "rules", .type = "table", .doc = "which figures are taken"},
                       {.name = "used",
                        .type = "string[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "the dimensions to take"},
                       {.name = "keeps_all",
                        .type = "boolean",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "false",
                        .doc = "several categories of a dimension are no fault"},
                       {.name = "where",
                        .type = "table",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "only the cells of these categories"}),
             GLO_GIVES({.type = "table", .doc = "as convert_table"}), .fails = "io, invalid, cancelled",
             .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "select(3, convert_jsonstat('/nowhere.json', '/dev/null', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *to = luaL_checkstring(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_jsonstat_rules rules = {0};
    rules.used = glo_field_texts(L, 3, "used", &rules.used_count);
    rules.keeps_all = glo_field_boolean(L, 3, "keeps_all");
    rules.where = push_pairs(L, 3, "where", &rules.where_count);
    glo_flags flags = {0};
    int status;
    FILE *file = open_rows(to, &status);
    if (file)
        status = close_rows(
            file, glo_jsonstat_convert(path, &rules, glo_lua_job(L), glo_sink_stream(file), &flags));
    if (status < 0)
        return glo_failure(L, status);
    push_flags(L, &flags);
    return 1;
}

/* Property, unit, property, unit ..., each ended by NUL, as a table. */
static void push_unit_pairs(lua_State *L, const glo_buf *pairs) {
    lua_newtable(L);
    for (size_t at = 0; at < pairs->length;) {
        const char *name = pairs->data + at, *unit = name + strlen(name) + 1;
        lua_pushstring(L, unit);
        lua_setfield(L, -2, name);
        at = (size_t)(unit - pairs->data) + strlen(unit) + 1;
    }
}

static void dispose_found(void *found) {
    glo_geojson_found_dispose(found);
}

GLO_FUNCTION(
    exchange_convert_geojson, .name = "convert_geojson",
    .doc = "Converts the features of a GeoJSON file into rows for the importer: the named properties, "
           "id, geometry.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
              {.name = "to", .type = "string", .doc = "the file to write"},
              {.name = "rules", .type = "table", .doc = "which properties are taken"},
              {.name = "columns", .type = "string[]", .is_option = true, .doc = "the properties"}),
    GLO_GIVES({.type = "table",
               .doc = "features (how many), marking (of the file, or nil), units (by column) and names (of "
                      "properties)"}),
    .fails = "io, invalid, cancelled", .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE,
    .is_internal = true, .since = "0.1",
    .example = "select(3, convert_geojson('/nowhere.json', '/dev/null', {columns={}})) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *to = luaL_checkstring(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    size_t count;
    const char **columns = glo_field_texts(L, 3, "columns", &count);
    glo_geojson_found *found = glo_push_owned(L, sizeof *found, dispose_found);
    int status;
    FILE *file = open_rows(to, &status);
    if (file)
        status = close_rows(
            file, glo_geojson_convert(path, columns, count, glo_lua_job(L), glo_sink_stream(file), found));
    if (status < 0)
        return glo_failure(L, status);
    lua_newtable(L);
    lua_pushinteger(L, found->features);
    lua_setfield(L, -2, "features");
    if (found->marking.length) {
        lua_pushlstring(L, found->marking.data, found->marking.length);
        lua_setfield(L, -2, "marking");
    }
    push_unit_pairs(L, &found->units);
    lua_setfield(L, -2, "units");
    push_words(L, found->names);
    lua_setfield(L, -2, "names");
    return 1;
}

static void free_sheets(void *slot) {
    glo_sheet_list_free(*(glo_sheet_list **)slot);
}

GLO_FUNCTION(exchange_sheets_of, .name = "sheets_of",
             .doc = "The sheets of a workbook that are tables, in the order of their tabs.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the workbook"}),
             GLO_GIVES({.type = "table[]", .doc = "of each its name and whether it is hidden"}),
             .fails = "not_found, corrupt, full, cancelled", .needs = GLO_NEEDS_FILE_READ,
             .is_internal = true, .since = "0.1",
             .example = "select(3, sheets_of('/nowhere.xlsx')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    glo_sheet_list **slot = glo_push_owned(L, sizeof *slot, free_sheets);
    glo_status status = glo_sheets_of(path, glo_lua_job(L), slot);
    if (status < 0)
        return glo_failure(L, status);
    const glo_sheet_list *sheets = *slot;
    lua_createtable(L, (int)sheets->count, 0);
    for (size_t i = 0; i < sheets->count; i++) {
        lua_createtable(L, 0, 2);
        lua_pushstring(L, sheets->names[i]);
        lua_setfield(L, -2, "name");
        lua_pushboolean(L, sheets->is_hidden[i]);
        lua_setfield(L, -2, "hidden");
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    return 1;
}

GLO_FUNCTION(exchange_convert_sheet, .name = "convert_sheet",
             .doc = "Writes a sheet of a workbook as rows of CSV, a line per row.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the workbook"},
                       {.name = "to", .type = "string", .doc = "the file to write"},
                       {.name = "sheet", .type = "integer", .doc = "its place in sheets_of"}),
             GLO_GIVES({.type = "table",
                        .doc = "how many cells or rows were not_available, errors, unanswered, merged, "
                               "hidden_rows, cut_dates"}),
             .fails = "not_found, corrupt, full, io, cancelled",
             .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "select(3, convert_sheet('/nowhere.xlsx', '/dev/null', 1)) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *to = luaL_checkstring(L, 2);
    lua_Integer sheet = luaL_checkinteger(L, 3);
    luaL_argcheck(L, sheet >= 1, 3, "sheets are counted from 1");
    glo_sheet_found found = {0};
    int status;
    FILE *file = open_rows(to, &status);
    if (file)
        status = close_rows(
            file, glo_sheet_convert(path, (size_t)sheet - 1, glo_lua_job(L), glo_sink_stream(file), &found));
    if (status < 0)
        return glo_failure(L, status);
    const struct {
        const char *name;
        uint64_t count;
    } counts[] = {{"not_available", found.not_available}, {"errors", found.errors},
                  {"unanswered", found.unanswered},       {"merged", found.merged},
                  {"hidden_rows", found.hidden_rows},     {"cut_dates", found.cut_dates}};
    lua_createtable(L, 0, sizeof counts / sizeof counts[0]);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        lua_pushinteger(L, (lua_Integer)counts[i].count);
        lua_setfield(L, -2, counts[i].name);
    }
    return 1;
}

GLO_FUNCTION(exchange_unpack, .name = "unpack", .doc = "Extracts one file of a .zip; at most 1 GB.",
             GLO_TAKES({.name = "archive", .type = "string", .doc = "the .zip"},
                       {.name = "name", .type = "string", .doc = "the file in it"},
                       {.name = "to", .type = "string", .doc = "the folder to write to"}),
             GLO_GIVES({.type = "string", .doc = "the path of the extracted file"}),
             .fails = "not_found, io, invalid", .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE,
             .is_internal = true, .since = "0.1",
             .example = "select(3, unpack('/nowhere.zip', 'a', '/dev/null')) --> not_found") {
    const char *to = luaL_checkstring(L, 3);
    glo_status status = glo_archive_take(luaL_checkstring(L, 1), luaL_checkstring(L, 2), to,
                                         GLO_FORMAT_MOST_BYTES, glo_lua_job(L));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, to);
    return 1;
}

static bool is_among(const char *name, const char *const *names, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (strcmp(names[i], name) == 0)
            return true;
    }
    return false;
}

/* Whether the folder holds nothing but files of these names. */
static glo_status holds_only(const char *path, const char *const *names, size_t count) {
    DIR *folder = opendir(path);
    if (!folder)
        return glo_fail(glo_status_of_errno(errno), "can't use '%s' as a folder: %s", path, strerror(errno));
    glo_status status = GLO_OK;
    for (const struct dirent *entry; status == GLO_OK && (entry = readdir(folder)) != NULL;) {
        bool is_itself = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!is_itself && !is_among(entry->d_name, names, count))
            status = glo_fail(GLO_EEXISTS,
                              "the folder '%s' holds other files, such as '%.100s'; choose another name",
                              path, entry->d_name);
    }
    closedir(folder);
    return status;
}

GLO_FUNCTION(exchange_make_folder, .name = "make_folder",
             .doc = "Makes a folder, or takes one that holds nothing but files of the given names.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the folder"},
                       {.name = "names",
                        .type = "string[]",
                        .is_optional = true,
                        .doc = "the files it may hold; without them it must be new"}),
             GLO_GIVES({.type = "string", .doc = "its path"}),
             .fails = "exists: it is there already, or holds others; io", .needs = GLO_NEEDS_FILE_WRITE,
             .is_internal = true, .since = "0.1",
             .example = "select(3, make_folder('/nowhere/x', {})) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    size_t count = 0;
    const char **names = lua_isnoneornil(L, 2) ? NULL : glo_push_texts(L, 2, "names", &count);
    int status = mkdir(path, 0777) == 0 ? GLO_OK : -1;
    if (status < 0 && errno == EEXIST && names)
        status = holds_only(path, names, count);
    else if (status < 0)
        status =
            glo_fail(glo_status_of_errno(errno), "can't make the folder '%s': %s", path, strerror(errno));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, path);
    return 1;
}

enum { MOST_PACKED = 16 };

/* By name: the order of a table is another in every process, and the same files shall give the same archive. */
static int by_name(const void *a, const void *b) {
    return strcmp(((const glo_archive_file *)a)->name, ((const glo_archive_file *)b)->name);
}

GLO_FUNCTION(
    exchange_pack, .name = "pack", .doc = "Packs files into a new .zip.",
    GLO_TAKES({.name = "archive", .type = "string", .doc = "the .zip to write"},
              {.name = "files", .type = "table<string, string>", .doc = "path by name in the archive"}),
    GLO_GIVES({.type = "string", .doc = "the path of the archive"}), .fails = "io",
    .needs = GLO_NEEDS_FILE_READ | GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
    .example = "select(3, pack('/dev/null/x.zip', {a='/nowhere'})) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    glo_archive_file files[MOST_PACKED];
    size_t count = 0;
    luaL_checktype(L, 2, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        if (count == MOST_PACKED || lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            return glo_error(L, "bad argument #2 to 'pack': expected up to 16 files, name = path");
        files[count++] = (glo_archive_file){lua_tostring(L, -2), lua_tostring(L, -1)};
    }
    qsort(files, count, sizeof files[0], by_name);
    glo_status status = glo_archive_pack(path, files, count, glo_lua_job(L));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, path);
    return 1;
}

#define FOLDER "glocal.folder"

/* In C, so that it also runs while an interrupt ends every line of Lua. */
static int folder_close(lua_State *L) {
    char **slot = luaL_checkudata(L, 1, FOLDER);
    glo_folder_remove(*slot);
    free(*slot);
    *slot = NULL;
    return 0;
}

GLO_FUNCTION(exchange_temporary_folder, .name = "temporary_folder",
             .doc = "Makes a folder that only its owner can read, in $TMPDIR or /tmp.",
             GLO_GIVES({.type = "string", .doc = "its path"},
                       {.type = "userdata",
                        .doc = "a value to be closed (<close>), with which the folder goes"}),
             .fails = "io", .needs = GLO_NEEDS_FILE_WRITE, .is_internal = true, .since = "0.1",
             .example = "path, folder = temporary_folder()\n"
                        "path:match '/glocal%-' --> /glocal-") {
    char **slot = lua_newuserdatauv(L, sizeof *slot, 0);
    *slot = NULL;
    luaL_setmetatable(L, FOLDER);
    glo_status status = glo_folder_new(slot);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, *slot);
    lua_insert(L, -2);
    return 2;
}

GLO_FUNCTION(
    exchange_remove_folder, .name = "remove_folder",
    .doc = "Removes a folder that temporary_folder made, with all that is in it, at once; any other is"
           " left alone.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the folder"}), .needs = GLO_NEEDS_FILE_WRITE,
    .is_internal = true, .since = "0.1", .example = "remove_folder('/nowhere') --> nil") {
    glo_folder_remove(luaL_checkstring(L, 1));
    return 0;
}

GLO_FUNCTION(exchange_file_state, .name = "file_state",
             .doc = "What changes when a file does: its place, size and time. Nil for what is no plain file.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"}),
             GLO_GIVES({.type = "string?", .doc = "to be compared only"}), .needs = GLO_NEEDS_FILE_READ,
             .is_internal = true, .since = "0.1", .example = "file_state('/dev/null') --> nil") {
    struct stat info;
    if (stat(luaL_checkstring(L, 1), &info) != 0 || !S_ISREG(info.st_mode))
        return 0;
    lua_pushfstring(L, "%I:%I:%I:%I.%I", (lua_Integer)info.st_dev, (lua_Integer)info.st_ino,
                    (lua_Integer)info.st_size, (lua_Integer)info.st_mtim.tv_sec,
                    (lua_Integer)info.st_mtim.tv_nsec);
    return 1;
}

static const glo_function *const functions[] = {
    &exchange_format_of_entry,     &exchange_convert_table_entry,    &exchange_table_names_entry,
    &exchange_csv_heading_entry,   &exchange_convert_jsonstat_entry, &exchange_convert_geojson_entry,
    &exchange_sheets_of_entry,     &exchange_convert_sheet_entry,    &exchange_unpack_entry,
    &exchange_pack_entry,          &exchange_make_folder_entry,      &exchange_temporary_folder_entry,
    &exchange_remove_folder_entry, &exchange_file_state_entry,       NULL};

void glo_bind_exchange(lua_State *L) {
    glo_new_metatable(L, FOLDER);
    static const luaL_Reg meta[] = {{"__gc", folder_close}, {"__close", folder_close}, {NULL, NULL}};
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
