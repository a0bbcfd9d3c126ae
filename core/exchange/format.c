/* format.c: tells files apart by their first bytes. Example in format.h. */
#include "exchange/format.h"

#include "base/err.h"
#include "exchange/archive.h"
#include "exchange/eurostat.h"
#include "io/input.h"
#include "io/json_reader.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { HEAD = 4096, MOST_FILES = 10000, MOST_EVENTS = 10000 };

const char *glo_format_name(glo_format format) {
    static const char *const names[] = {"table",     "sdmx-csv",     "xlsx",         "package", "geojson",
                                        "json-stat", "json-records", "eurostat-tsv", "zip"};
    return names[format];
}

/* ---- JSON: told by the first member that decides ---- */

typedef struct glo_json_look {
    char key[24];
    bool in_list;     /* a list at the root or below one of its keys */
    bool has_records; /* objects in such a list: records, unless a key says what else they are */
    size_t events;
    int found; /* a glo_format, or one of the below */
} glo_json_look;
enum { UNDECIDED = -1, TOPOJSON = -2, OLD_JSON_STAT = -3, COLLECTION = -4 };

static int of_key(const glo_json_event *event) {
    static const struct {
        const char *key;
        int is;
    } keys[] = {{"features", GLO_FORMAT_GEOJSON}, {"resources", GLO_FORMAT_PACKAGE},
                {"size", GLO_FORMAT_JSON_STAT},   {"dimension", GLO_FORMAT_JSON_STAT},
                {"dataset", OLD_JSON_STAT},       {"arcs", TOPOJSON}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (glo_json_is(event, keys[i].key))
            return keys[i].is;
    }
    return UNDECIDED;
}

/* Objects in a list are records; "value" with anything else in it is JSON-stat's. */
static int of_list(glo_json_look *look, const glo_json_event *event) {
    if (event->depth <= 1 && event->kind == GLO_JSON_ARRAY) {
        look->in_list = true;
        return UNDECIDED;
    }
    if (event->depth <= 1 && (event->kind == GLO_JSON_ARRAY_END || event->kind == GLO_JSON_KEY))
        look->in_list = false;
    look->has_records |= look->in_list && event->kind == GLO_JSON_OBJECT;
    bool is_sure = (look->in_list && event->depth == 1) || look->events++ > MOST_EVENTS;
    if (look->has_records && is_sure)
        return GLO_FORMAT_JSON_RECORDS;
    bool is_figure = event->kind == GLO_JSON_NUMBER || event->kind == GLO_JSON_NULL ||
                     (event->kind == GLO_JSON_OBJECT && !look->in_list);
    if (strcmp(look->key, "value") == 0 && is_figure && event->depth >= 1 && event->depth <= 2)
        return GLO_FORMAT_JSON_STAT;
    return UNDECIDED;
}

static int on_event(void *context, const glo_json_event *event) {
    glo_json_look *look = context;
    look->found = of_list(look, event);
    if (event->depth != 1 || look->found != UNDECIDED)
        return look->found == UNDECIDED ? GLO_OK : GLO_JSON_STOP;
    if (event->kind == GLO_JSON_KEY) {
        snprintf(look->key, sizeof look->key, "%.*s", event->length < 20 ? (int)event->length : 20,
                 event->text);
        look->found = of_key(event);
    } else if (event->kind == GLO_JSON_TEXT && strcmp(look->key, "type") == 0) {
        look->found = glo_json_is(event, "FeatureCollection") ? (int)GLO_FORMAT_GEOJSON
                      : glo_json_is(event, "Topology")        ? TOPOJSON
                                                              : UNDECIDED;
    } else if (event->kind == GLO_JSON_TEXT && strcmp(look->key, "class") == 0) {
        look->found = glo_json_is(event, "dataset")      ? (int)GLO_FORMAT_JSON_STAT
                      : glo_json_is(event, "collection") ? COLLECTION
                                                         : UNDECIDED;
    }
    return look->found == UNDECIDED ? GLO_OK : GLO_JSON_STOP;
}

/* Whether it is objects one after the other: it is one where a second one begins. */
static int on_line(void *context, const glo_json_event *event) {
    int *objects = context;
    *objects += event->depth == 0 && event->kind == GLO_JSON_OBJECT;
    return *objects > 1 ? GLO_JSON_STOP : GLO_OK;
}

static glo_status read_json(const char *path, const glo_job *job, glo_json_handler handler, void *context,
                            bool several) {
    glo_input *input = NULL;
    glo_status status = glo_input_open(path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = several ? glo_json_read_values(&source, path, job, handler, context)
                     : glo_json_read(&source, path, job, handler, context);
    glo_input_close(input);
    return status;
}

static glo_status refuse_json(const char *path, int found) {
    if (found == TOPOJSON)
        return glo_fail(GLO_EINVAL, "'%s' is TopoJSON; convert it to GeoJSON first: ogr2ogr new.geojson '%s'",
                        path, path);
    if (found == OLD_JSON_STAT)
        return glo_fail(GLO_EINVAL, "'%s' is JSON-stat of an older version; glocal reads version 2.0", path);
    if (found == COLLECTION)
        return glo_fail(
            GLO_EINVAL,
            "'%s' is a JSON-stat collection, a list of datasets; save the one you want, and import that",
            path);
    return glo_fail(GLO_EINVAL,
                    "'%s' is JSON, but none that glocal reads: records (a list of objects), GeoJSON "
                    "(FeatureCollection), JSON-stat 2.0 or a datapackage.json",
                    path);
}

static glo_status of_json(const char *path, const glo_job *job, glo_format *out) {
    glo_json_look look = {.found = UNDECIDED};
    glo_status status = read_json(path, job, on_event, &look, false);
    if (status == GLO_ECORRUPT || (status == GLO_OK && look.found == UNDECIDED && !look.has_records)) {
        char why[400];
        int objects = 0;
        snprintf(why, sizeof why, "%s", glo_message());
        if (read_json(path, job, on_line, &objects, true) == GLO_OK && objects > 1) {
            *out = GLO_FORMAT_JSON_RECORDS;
            return GLO_OK;
        }
        if (status < 0)
            return glo_fail(status, "%s", why);
    }
    if (status < 0)
        return status;
    if (look.found == UNDECIDED && look.has_records)
        look.found = (int)GLO_FORMAT_JSON_RECORDS;
    if (look.found < 0)
        return refuse_json(path, look.found);
    *out = (glo_format)look.found;
    return GLO_OK;
}

/* ---- archives ---- */

/* What LibreOffice reads and glocal doesn't. */
static glo_status refuse_workbook(const char *path, const char *what) {
    return glo_fail(
        GLO_EINVAL,
        "'%s' is %s, which glocal does not read; save it as .xlsx or .csv, or run: soffice --headless "
        "--convert-to xlsx '%s'",
        path, what, path);
}

static glo_status of_zip(const char *path, glo_format *out) {
    static const char *const names[] = {"xl/workbook.xml", "datapackage.json", "xl/workbook.bin",
                                        "content.xml", NULL};
    static const glo_format formats[] = {GLO_FORMAT_XLSX, GLO_FORMAT_PACKAGE};
    glo_archive_limits limits = {MOST_FILES, GLO_FORMAT_MOST_BYTES};
    int found, status = glo_archive_check(path, &limits, names, &found);
    if (status < 0)
        return status;
    if (found == 2)
        return refuse_workbook(path, "a binary workbook (.xlsb)");
    if (found == 3)
        return refuse_workbook(path, "an OpenDocument file (.ods)");
    *out = found < 0 ? GLO_FORMAT_ZIP : formats[found];
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

/* "[{", with blanks between: a CSV file may begin with a bracket too. */
static bool is_list(const char *head, size_t length) {
    size_t at = 1;
    while (at < length && isspace((unsigned char)head[at]))
        at++;
    return head[0] == '[' && at < length && (head[at] == '{' || head[at] == ']' || head[at] == '[');
}

static bool is_page(const char *head, size_t length) {
    return begins_with(head, length, "<html") || begins_with(head, length, "<!doctype html") ||
           begins_with(head, length, "<table") ||
           (begins_with(head, length, "<?xml") && memmem(head, length, "Workbook", 8));
}

static glo_status of_bytes(const char *path, const char *head, size_t length, const glo_job *job,
                           glo_format *out) {
    size_t at = length >= 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (at < length && isspace((unsigned char)head[at]))
        at++;
    if (length >= 4 && memcmp(head, "PK\3\4", 4) == 0)
        return of_zip(path, out);
    if (length >= 4 && memcmp(head, "\xD0\xCF\x11\xE0", 4) == 0)
        return refuse_workbook(path, "a workbook of an old Excel (.xls), or one with a password");
    if (is_page(head + at, length - at))
        return refuse_workbook(path, "a web page or XML with a table, whatever its name says");
    if (at < length && (head[at] == '{' || is_list(head + at, length - at)))
        return of_json(path, job, out);
    if (glo_eurostat_is(head + at, length - at)) {
        *out = GLO_FORMAT_EUROSTAT_TSV;
        return GLO_OK;
    }
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
    return of_bytes(path, head, length, job, out);
}
