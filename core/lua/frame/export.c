/* export.c: frames into files and texts: CSV, JSON, workbooks, GeoJSON. A file appears whole or not at all,
 * and nothing is written that the marking forbids (glo_marking_may_leave).
 *
 * Example (Lua):  frame{{zone="BE", count=3}}:to_csv "counts.csv"
 */
#include "base/err.h"
#include "base/outfile.h"
#include "hold.h"
#include "io/csv_writer.h"
#include "io/json.h"
#include "io/xlsx.h"
#include "lua/bind.h"
#include "taken.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef enum glo_export_kind { AS_CSV, AS_JSON, AS_GEOJSON, AS_XLSX } glo_export_kind;

typedef struct glo_export {
    const glo_frame *frame;
    glo_export_kind kind;
    glo_csv_write_options csv;
    size_t geometry;       /* the column that AS_GEOJSON takes it from */
    glo_xlsx_words *words; /* of AS_XLSX */
} glo_export;

static glo_status check_marking(const glo_frame *frame) {
    return glo_marking_may_leave(glo_frame_marking(frame), "frame");
}

static glo_status write_to(lua_State *L, const glo_export *export, glo_sink sink) {
    if (export->kind == AS_JSON)
        return glo_json_write_frame(export->frame, glo_lua_job(L), sink);
    if (export->kind == AS_GEOJSON)
        return glo_geojson_write_frame(export->frame, export->geometry, glo_lua_job(L), sink);
    return glo_csv_write_frame(export->frame, &export->csv, glo_lua_job(L), sink);
}

static glo_status write_stream(lua_State *L, const glo_export *export, const glo_outfile *to) {
    FILE *file = fopen(to->part, "wb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", to->path, strerror(errno));
    glo_status status = write_to(L, export, glo_sink_stream(file));
    if (fclose(file) != 0 && status == GLO_OK)
        status = glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", to->path, strerror(errno));
    return status;
}

static glo_status write_file(lua_State *L, const glo_export *export, const char *path) {
    glo_outfile file;
    glo_status status = glo_outfile_begin(path, &file);
    if (status < 0)
        return status;
    if (export->kind == AS_XLSX) /* libxlsxwriter opens it itself, at the end */
        status = glo_xlsx_write_frame(export->frame, export->words, glo_lua_job(L), file.part);
    else
        status = write_stream(L, export, &file);
    return glo_outfile_end(&file, status, glo_marking_is_private(glo_frame_marking(export->frame)));
}

static int run_export(lua_State *L, const glo_export *export) {
    glo_status status = check_marking(export->frame);
    if (lua_isnoneornil(L, 2)) {
        glo_buf *text = glo_push_buf(L);
        if (status == GLO_OK)
            status = write_to(L, export, glo_sink_buf(text));
        if (status < 0)
            return glo_failure(L, status);
        lua_pushlstring(L, text->data ? text->data : "", text->length);
        return 1;
    }
    const char *path = luaL_checkstring(L, 2);
    if (status == GLO_OK)
        status = write_file(L, export, path);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushstring(L, path);
    return 1;
}

GLO_FUNCTION(
    frame_to_csv, .name = "frame:to_csv",
    .doc = "Writes the frame as CSV (UTF-8, RFC 4180). Where the marking is not CLEAR the first line "
           "is a comment with it.",
    GLO_TAKES(
        {.name = "path",
         .type = "string",
         .is_optional = true,
         .set = "file",
         .doc = "the file to write; without it the text is returned"},
        {.name = "options", .type = "table", .is_optional = true},
        {.name = "delimiter",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(a comma; in a file named .tsv a tab)",
         .doc = "between fields"},
        {.name = "bare",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "leave the line with the marking out, for a file whose marking stands elsewhere"},
        {.name = "raw",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "leave texts that begin with = + - @ or a tab as they are; else an apostrophe stands before "
                "them, or a spreadsheet would take them for formulas"},
        {.name = "units",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "a first line with the marking and the units of the columns, which store:import takes "
                "back"}),
    GLO_GIVES({.type = "string", .doc = "the path, or the text"}),
    .fails = "marking: TLP:RED, H2 or H3; io: it can't be written", .needs = GLO_NEEDS_FILE_WRITE,
    .leaves = true, .since = "0.1",
    .example = "frame{{a=1, b='x'}}:to_csv() --> a,b\n"
               "--> 1,x\n"
               "--> ") {
    glo_export export = {.frame = glo_check_frame(L, 1),
                         .csv = {.marking = !glo_field_boolean(L, 3, "bare"),
                                 .units = glo_field_boolean(L, 3, "units"),
                                 .raw = glo_field_boolean(L, 3, "raw")}};
    const char *path = lua_tostring(L, 2), *ending = path ? strrchr(path, '.') : NULL;
    const char *delimiter =
        glo_field_text(L, 3, "delimiter", ending && strcmp(ending, ".tsv") == 0 ? "\t" : ",");
    luaL_argcheck(L, strlen(delimiter) == 1, 3, "the delimiter must be one character");
    export.csv.delimiter = delimiter[0];
    return run_export(L, &export);
}

GLO_FUNCTION(frame_to_json, .name = "frame:to_json",
             .doc = "Writes the frame as one JSON object with marking, provenance, columns and rows.",
             GLO_TAKES({.name = "path",
                        .type = "string",
                        .is_optional = true,
                        .set = "file",
                        .doc = "the file to write; without it the text is returned"}),
             GLO_GIVES({.type = "string", .doc = "the path, or the text"}), .fails = "as to_csv",
             .needs = GLO_NEEDS_FILE_WRITE, .leaves = true, .since = "0.1",
             .example = "frame{{a=1}}:to_json():match('\"a\":1') --> \"a\":1") {
    glo_export export = {.frame = glo_check_frame(L, 1), .kind = AS_JSON};
    return run_export(L, &export);
}

GLO_FUNCTION(
    frame_write_geojson, .name = "frame:write_geojson",
    .doc = "Writes the frame as GeoJSON; to_geojson finds the geometries in the store.",
    GLO_TAKES(
        {.name = "path", .type = "string", .is_optional = true, .set = "file", .doc = "the file to write"},
        {.name = "geometry",
         .type = "string",
         .doc = "the column with the geometries as JSON text; the others are properties"}),
    GLO_GIVES({.type = "string", .doc = "the path, or the text"}), .fails = "as to_csv",
    .needs = GLO_NEEDS_FILE_WRITE, .leaves = true, .is_internal = true, .since = "0.1",
    .example = "frame{{a=1, g='{\"type\":\"Point\",\"coordinates\":[4,51]}'}}:write_geojson(nil, "
               "'g'):match('Point') --> Point") {
    glo_export export = {.frame = glo_check_frame(L, 1), .kind = AS_GEOJSON};
    if (glo_frame_find(export.frame, luaL_checkstring(L, 3), &export.geometry) < 0)
        return glo_raise(L);
    return run_export(L, &export);
}

/* ---- workbooks ---- */

static const char *check_word(lua_State *L, int index, const char *name) {
    const char *word = glo_field_text(L, index, name, NULL);
    if (!word)
        glo_error(L, "bad argument 'words': there is no '%s'", name);
    return word;
}

/* The texts of a list field, as an array that Lua owns; pushes it. The field may be absent where `count` is
 * 0. */
static const char **push_list(lua_State *L, int index, const char *name, size_t count) {
    const char **texts = lua_newuserdatauv(L, (count + 1) * sizeof *texts, 0);
    glo_push_field(L, index, name);
    for (size_t i = 0; i < count; i++) {
        if (!lua_istable(L, -1) || lua_rawgeti(L, -1, (lua_Integer)i + 1) != LUA_TSTRING)
            glo_error(L, "bad argument 'words': '%s' lacks text %d", name, (int)i + 1);
        texts[i] = lua_tostring(L, -1); /* the list keeps it */
        lua_pop(L, 1);
    }
    return texts;
}

/* lines = {{"name", "text"}, ...}; pushes it. */
static void push_lines(lua_State *L, int index, glo_xlsx_words *words) {
    size_t count = glo_push_field(L, index, "lines") == LUA_TTABLE ? glo_list_length(L, -1) : 0;
    int list = lua_gettop(L);
    glo_xlsx_line *lines = lua_newuserdatauv(L, (count + 1) * sizeof *lines, 0);
    for (size_t i = 0; i < count; i++) {
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        luaL_checktype(L, -1, LUA_TTABLE);
        lua_rawgeti(L, -1, 1);
        lua_rawgeti(L, -2, 2);
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            glo_error(L, "bad argument 'words': a line is two texts");
        lines[i] = (glo_xlsx_line){lua_tostring(L, -2), lua_tostring(L, -1)}; /* the list keeps them */
        lua_pop(L, 3);
    }
    words->lines = lines;
    words->line_count = count;
}

GLO_FUNCTION(
    frame_write_xlsx, .name = "frame:write_xlsx",
    .doc = "Writes the frame as a workbook with the given words; to_xlsx has them in four languages.",
    GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "the file to write"},
              {.name = "words", .type = "table", .doc = "the words"}),
    GLO_GIVES({.type = "string", .doc = "the path"}),
    .fails = "as to_csv; invalid: past the limits of a sheet", .needs = GLO_NEEDS_FILE_WRITE, .leaves = true,
    .is_internal = true, .since = "0.1",
    .example = "select(3, frame{{a=1}}:mark('RED'):to_xlsx('/nowhere/r.xlsx')) --> marking") {
    glo_export export = {.frame = glo_check_frame(L, 1), .kind = AS_XLSX};
    luaL_checkstring(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_xlsx_words words = {.data = check_word(L, 3, "data"),
                            .about = check_word(L, 3, "about"),
                            .marking = check_word(L, 3, "marking"),
                            .made = check_word(L, 3, "made"),
                            .origin = check_word(L, 3, "origin"),
                            .step = check_word(L, 3, "step"),
                            .store = check_word(L, 3, "store"),
                            .state = check_word(L, 3, "state"),
                            .seed = check_word(L, 3, "seed"),
                            .column = check_word(L, 3, "column"),
                            .type = check_word(L, 3, "type"),
                            .unit = check_word(L, 3, "unit"),
                            .nulls = check_word(L, 3, "nulls"),
                            .page = check_word(L, 3, "page")};
    words.types = push_list(L, 3, "types", 5);
    if (glo_push_field(L, 3, "heads") != LUA_TNIL)
        words.heads = push_list(L, 3, "heads", glo_frame_columns(export.frame));
    push_lines(L, 3, &words);
    export.words = &words;
    return run_export(L, &export);
}

GLO_FUNCTION(export_may_leave, .name = "may_leave",
             .doc = "Whether what has a marking may leave the store: the gate of every way out.",
             GLO_TAKES({.name = "marking", .type = "string", .doc = "such as TLP:AMBER"},
                       {.name = "what", .type = "string", .doc = "a word for it: frame, brief, plot"}),
             GLO_GIVES({.type = "boolean", .doc = "true"},
                       {.type = "boolean", .doc = "whether a file of it is for its owner alone"}),
             .fails = "marking: it is TLP:RED, H2 or H3", .is_internal = true, .since = "0.1",
             .example = "may_leave('TLP:GREEN', 'plot') --> true") {
    glo_marking marking;
    glo_status status = glo_marking_parse(luaL_checkstring(L, 1), &marking);
    if (status == GLO_OK)
        status = glo_marking_may_leave(marking, luaL_checkstring(L, 2));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    lua_pushboolean(L, glo_marking_is_private(marking));
    return 2;
}

GLO_FUNCTION(export_is_within, .name = "is_within",
             .doc = "Whether a marking is no stricter than a bound, in its level and in its handling codes.",
             GLO_TAKES({.name = "marking", .type = "string", .doc = "such as TLP:AMBER"},
                       {.name = "bound", .type = "string", .doc = "such as AMBER H1"}),
             GLO_GIVES({.type = "boolean", .doc = "whether"}), .raises = "what is no marking",
             .is_internal = true, .since = "0.1",
             .example = "is_within('GREEN', 'TLP:AMBER') --> true\n"
                        "is_within('GREEN H1', 'AMBER') --> false") {
    glo_marking marking, bound;
    if (glo_marking_parse(luaL_checkstring(L, 1), &marking) < 0 ||
        glo_marking_parse(luaL_checkstring(L, 2), &bound) < 0)
        return glo_raise(L);
    lua_pushboolean(L, glo_marking_pack(glo_marking_join(marking, bound)) == glo_marking_pack(bound));
    return 1;
}

GLO_FUNCTION(export_taken_marking, .name = "taken_marking",
             .doc = "The marking of the frame that a row or column was taken out of.",
             GLO_TAKES({.name = "value",
                        .type = "any",
                        .is_optional = true,
                        .is_in_place = true,
                        .doc = "a row, a column, or anything"}),
             GLO_GIVES({.type = "string", .doc = "such as TLP:AMBER; TLP:CLEAR for any other value"}),
             .is_internal = true, .since = "0.1",
             .example = "taken_marking(frame({{a=1}}, {marking='RED'})[1]) --> TLP:RED") {
    char text[GLO_MARKING_SIZE];
    glo_marking_format(glo_taken_marking(L, 1), text);
    lua_pushstring(L, text);
    return 1;
}

GLO_FUNCTION(export_mark_taken, .name = "mark_taken",
             .doc = "Marks a table that was made of rows and columns taken out of frames.",
             GLO_TAKES({.name = "table", .type = "table", .doc = "the table"},
                       {.name = "marking", .type = "string", .doc = "such as TLP:AMBER"}),
             GLO_GIVES({.type = "table", .doc = "the same table"}), .is_internal = true, .since = "0.1",
             .example = "taken_marking(mark_taken({1}, 'TLP:RED')) --> TLP:RED") {
    static const luaL_Reg none[] = {{NULL, NULL}};
    glo_marking marking;
    luaL_checktype(L, 1, LUA_TTABLE);
    if (glo_marking_parse(luaL_checkstring(L, 2), &marking) < 0)
        return glo_raise(L);
    lua_settop(L, 1);
    if (glo_marking_pack(marking))
        glo_mark_taken(L, "glocal.row", none, marking);
    return 1;
}

static const glo_function *const methods[] = {&frame_to_csv_entry, &frame_to_json_entry,
                                              &frame_write_geojson_entry, &frame_write_xlsx_entry, NULL};
static const glo_function *const functions[] = {&export_may_leave_entry, &export_is_within_entry,
                                                &export_taken_marking_entry, &export_mark_taken_entry, NULL};

void glo_bind_export(lua_State *L) {
    glo_bind(L, functions);
    lua_getfield(L, -1, "frame_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
}
