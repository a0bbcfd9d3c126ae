/* format.c: tells files apart by their first bytes. Example in format.h. */
#include "exchange/format.h"

#include "base/err.h"
#include "exchange/archive.h"
#include "io/input.h"
#include "io/json_reader.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { HEAD = 4096, MOST_FILES = 10000 };

const char *glo_format_name(glo_format format) {
    static const char *const names[] = {"table", "sdmx-csv", "xlsx", "package", "geojson", "json-stat"};
    return names[format];
}

/* ---- JSON: told by the first member that decides ---- */

typedef struct glo_json_look {
    char key[24];
    int found; /* a glo_format, or one of the below */
} glo_json_look;
enum { UNDECIDED = -1, TOPOJSON = -2, OLD_JSON_STAT = -3 };

static int of_key(const glo_json_event *event) {
    static const struct {
        const char *key;
        int is;
    } keys[] = {{"features", GLO_FORMAT_GEOJSON},
                {"resources", GLO_FORMAT_PACKAGE},
                {"size", GLO_FORMAT_JSON_STAT},
                {"dimension", GLO_FORMAT_JSON_STAT},
                {"value", GLO_FORMAT_JSON_STAT},
                {"dataset", OLD_JSON_STAT},
                {"arcs", TOPOJSON}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (glo_json_is(event, keys[i].key))
            return keys[i].is;
    }
    return UNDECIDED;
}

static int on_event(void *context, const glo_json_event *event) {
    glo_json_look *look = context;
    if (event->depth != 1)
        return GLO_OK;
    if (event->kind == GLO_JSON_KEY) {
        snprintf(look->key, sizeof look->key, "%.*s", event->length < 20 ? (int)event->length : 20,
                 event->text);
        look->found = of_key(event);
    } else if (event->kind == GLO_JSON_TEXT && strcmp(look->key, "type") == 0) {
        look->found = glo_json_is(event, "FeatureCollection") ? (int)GLO_FORMAT_GEOJSON
                      : glo_json_is(event, "Topology")        ? TOPOJSON
                                                              : UNDECIDED;
    } else if (event->kind == GLO_JSON_TEXT && strcmp(look->key, "class") == 0) {
        look->found = glo_json_is(event, "dataset") ? (int)GLO_FORMAT_JSON_STAT : UNDECIDED;
    }
    return look->found == UNDECIDED ? GLO_OK : GLO_JSON_STOP;
}

static glo_status of_json(const char *path, const glo_source *source, const glo_job *job, glo_format *out) {
    glo_json_look look = {.found = UNDECIDED};
    glo_status status = glo_json_read(source, path, job, on_event, &look);
    if (status < 0)
        return status;
    if (look.found == TOPOJSON)
        return glo_fail(GLO_EINVAL, "'%s' is TopoJSON; convert it to GeoJSON first: ogr2ogr new.geojson '%s'",
                        path, path);
    if (look.found == OLD_JSON_STAT)
        return glo_fail(GLO_EINVAL, "'%s' is JSON-stat of an older version; glocal reads version 2.0", path);
    if (look.found == UNDECIDED)
        return glo_fail(
            GLO_EINVAL,
            "'%s' is JSON, but none that glocal reads: GeoJSON (FeatureCollection), JSON-stat 2.0 "
            "or a datapackage.json",
            path);
    *out = (glo_format)look.found;
    return GLO_OK;
}

/* ---- archives ---- */

static glo_status of_zip(const char *path, glo_format *out) {
    static const char *const names[] = {"xl/workbook.xml", "datapackage.json", "content.xml", NULL};
    glo_archive_limits limits = {MOST_FILES, GLO_FORMAT_MOST_BYTES};
    int found, status = glo_archive_check(path, &limits, names, &found);
    if (status < 0)
        return status;
    if (found == 2)
        return glo_fail(GLO_EINVAL, "'%s' is an OpenDocument file; save it as .xlsx or .csv", path);
    if (found < 0)
        return glo_fail(GLO_EINVAL,
                        "'%s' is an archive without a datapackage.json; unpack it and import the file inside",
                        path);
    *out = found == 0 ? GLO_FORMAT_XLSX : GLO_FORMAT_PACKAGE;
    return GLO_OK;
}

static glo_status of_folder(const char *path, glo_format *out) {
    char inside[4096];
    struct stat info;
    snprintf(inside, sizeof inside, "%s/datapackage.json", path);
    *out = stat(inside, &info) == 0 ? GLO_FORMAT_PACKAGE : GLO_FORMAT_TABLE;
    return GLO_OK;
}

/* ---- by the first bytes ---- */

static bool begins_with(const char *head, size_t length, const char *with) {
    size_t n = strlen(with);
    return length >= n && strncasecmp(head, with, n) == 0;
}

static bool is_sdmx(const char *head, size_t length) {
    const char *end = memchr(head, '\n', length);
    size_t line = end ? (size_t)(end - head) : length;
    if (line && head[0] == '"') {
        head++;
        line--;
    }
    return (begins_with(head, line, "DATAFLOW") || begins_with(head, line, "STRUCTURE") ||
            begins_with(head, line, "KEY")) &&
           memmem(head, line, "OBS_VALUE", 9) != NULL;
}

static glo_status of_bytes(const char *path, const char *head, size_t length, const glo_source *whole,
                           const glo_job *job, glo_format *out) {
    size_t at = length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && isspace((unsigned char)head[at]))
        at++;
    if (length >= 4 && memcmp(head, "PK\3\4", 4) == 0)
        return of_zip(path, out);
    if (length >= 4 && memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0)
        return glo_fail(GLO_EINVAL,
                        "'%s' is a workbook of an old Excel, or has a password; save it as .xlsx or .csv "
                        "without",
                        path);
    if (at < length && head[at] == '{')
        return of_json(path, whole, job, out);
    *out = is_sdmx(head + at, length - at) ? GLO_FORMAT_SDMX_CSV : GLO_FORMAT_TABLE;
    return GLO_OK;
}

glo_status glo_format_of(const char *path, const glo_job *job, glo_format *out) {
    struct stat info;
    glo_input *input = NULL;
    char head[HEAD];
    size_t length = 0, got = 1;
    *out = GLO_FORMAT_TABLE;
    if (stat(path, &info) != 0 || (!S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)))
        return GLO_OK;
    if (S_ISDIR(info.st_mode))
        return of_folder(path, out);
    if (glo_input_open(path, &input) < 0)
        return GLO_OK; /* the importer meets the same, and says it */
    glo_source source = glo_input_source(input);
    while (length < sizeof head && got > 0) {
        if (source.read(source.context, head + length, sizeof head - length, &got) < 0)
            got = 0;
        length += got;
    }
    glo_input_close(input);
    if (glo_input_open(path, &input) < 0)
        return GLO_OK;
    source = glo_input_source(input);
    glo_status status = of_bytes(path, head, length, &source, job, out);
    glo_input_close(input);
    return status;
}
