/* export.c: frames into files and texts: CSV and JSON. A file appears whole or not at all, and nothing is
 * written that the marking forbids. Reference: FIRST, Traffic Light Protocol 2.0: RED is for the eyes and
 * ears of its recipients.
 *
 * Example (Lua):  frame{{zone="BE", count=3}}:to_csv "counts.csv"
 */
#include "base/err.h"
#include "frame/csv_writer.h"
#include "frame/json.h"
#include "lua/bind.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct glo_export {
    const glo_frame *frame;
    glo_csv_write_options csv;
    int is_json;
} glo_export;

static int check_marking(const glo_frame *frame) {
    glo_marking marking = glo_frame_marking(frame);
    if (marking.tlp == GLO_TLP_RED)
        return glo_fail(GLO_EMARKING,
                        "this frame is TLP:RED, which may not leave glocal: it is for the eyes of its "
                        "recipients only");
    return GLO_OK;
}

static int write_to(lua_State *L, const glo_export *export, glo_sink sink) {
    return export->is_json ? glo_json_write_frame(export->frame, glo_lua_job(L), sink)
                           : glo_csv_write_frame(export->frame, &export->csv, glo_lua_job(L), sink);
}

/* Written beside the file first, then moved into its place. */
static int write_file(lua_State *L, const glo_export *export, const char *path) {
    lua_pushfstring(L, "%s.part", path);
    const char *part = lua_tostring(L, -1);
    FILE *file = fopen(part, "wb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    int status = write_to(L, export, glo_sink_stream(file));
    if (fclose(file) != 0 && status == GLO_OK)
        status = glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    if (status == GLO_OK && rename(part, path) != 0)
        status = glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    if (status < 0)
        unlink(part);
    return status;
}

static int run_export(lua_State *L, const glo_export *export) {
    int status = check_marking(export->frame);
    if (lua_isnoneornil(L, 2)) {
        glo_buf text = {0};
        if (status == GLO_OK)
            status = write_to(L, export, glo_sink_buf(&text));
        if (status == GLO_OK)
            lua_pushlstring(L, text.data ? text.data : "", text.length);
        glo_buf_dispose(&text);
        return status < 0 ? glo_failure(L, status) : 1;
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
    frame_to_csv, "frame:to_csv",
    "(path?: string, options?: {delimiter?: string}): string?, string?, string?", GLO_NEEDS_FILE_WRITE, "0.1",
    "Writes the frame as CSV (UTF-8, RFC 4180) and gives the path; without a path gives the text. Where the "
    "marking is not CLEAR the first line is a comment with it. Returns nil, message, code where the file "
    "can't be written or the marking forbids it (TLP:RED).",
    "frame{{a=1, b='x'}}:to_csv() --> a,b\n"
    "--> 1,x\n"
    "--> ") {
    glo_export export = {.frame = glo_check_frame(L, 1), .csv = {.marking = 1}};
    const char *delimiter = glo_field_text(L, 3, "delimiter", ",");
    luaL_argcheck(L, strlen(delimiter) == 1, 3, "the delimiter must be one character");
    export.csv.delimiter = delimiter[0];
    return run_export(L, &export);
}

GLO_FUNCTION(
    frame_to_json, "frame:to_json", "(path?: string): string?, string?, string?", GLO_NEEDS_FILE_WRITE, "0.1",
    "Writes the frame as one JSON object with marking, provenance, columns and rows, and gives the path; "
    "without a path gives the text. Fails as to_csv does.",
    "frame{{a=1}}:to_json():match('\"a\":1') --> \"a\":1") {
    glo_export export = {.frame = glo_check_frame(L, 1), .is_json = 1};
    return run_export(L, &export);
}

static const glo_function *const methods[] = {&frame_to_csv_entry, &frame_to_json_entry, NULL};

void glo_bind_export(lua_State *L) {
    lua_getfield(L, -1, "frame_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
}
