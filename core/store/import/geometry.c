/* geometry.c: a line of an import into the outline of a zone: each replaces the one the zone had. What an
 * outline must be is frame/geometry.h's to say.
 *
 * Example:  glocal import demo.db shapes.geojson --as geometry zone=NISCODE
 */
#include "io/geometry.h"
#include "base/err.h"
#include "import/tables.h"

#include <string.h>

enum { ZONE, GEOMETRY, SOURCE };

/* A line holds a whole outline: that of a country in detail is megabytes. */
enum { LINE_LIMIT = 64 * 1024 * 1024 };

static glo_status begin(glo_import *import) {
    sqlite3_stmt *statement = NULL;
    glo_status status = glo_db_prepare(
        import->store, "insert or replace into zone_geometry (zone, geometry, source) values (?1,?2,?3)",
        &statement);
    if (status == GLO_OK)
        import->state = statement;
    return status;
}

static void dispose(glo_import *import) {
    sqlite3_finalize(import->state);
    import->state = NULL;
}

/* The line's own source, else the import's, else the file's name. */
static void bind_source(glo_import *import, sqlite3_stmt *statement) {
    const char *text = glo_import_text(import, SOURCE), *slash = strrchr(import->spec->file, '/');
    if (!text)
        text = import->spec->source;
    if (!text)
        text = slash && slash[1] ? slash + 1 : import->spec->file;
    glo_db_bind_text(statement, 3, text);
}

static int take(glo_import *import) {
    sqlite3_stmt *statement = import->state;
    const glo_csv_field *value = &import->values[GEOMETRY];
    int64_t zone;
    glo_buf outline = {0};
    /* A line may be megabytes: every one of them is a moment to stop. */
    int status = glo_job_step(import->job, "importing outlines", import->line, 0);
    if (status < 0)
        return status;
    status = glo_import_zone(import, ZONE, glo_import_text(import, ZONE), 1, &zone);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, ZONE);
    status = glo_geometry_read(value->text, value->length, &outline);
    if (status < 0) {
        glo_buf_dispose(&outline);
        return glo_import_reject_if_fault(import, status, GEOMETRY);
    }
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, zone);
    sqlite3_bind_text64(statement, 2, outline.data, outline.length, SQLITE_STATIC, SQLITE_UTF8);
    bind_source(import, statement);
    status = glo_db_step(import->store, statement);
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    glo_buf_dispose(&outline);
    return status < 0 ? status : GLO_OK;
}

const glo_import_table glo_import_geometry = {.name = "geometry",
                                              .fields = {[ZONE] = {.name = "zone", .required = 1},
                                                         [GEOMETRY] = {.name = "geometry", .required = 1},
                                                         [SOURCE] = {.name = "source"}},
                                              .line_limit = LINE_LIMIT,
                                              .begin = begin,
                                              .take = take,
                                              .dispose = dispose};
