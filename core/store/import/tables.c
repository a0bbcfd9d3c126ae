/* tables.c: imports the plain reference tables, where a line becomes one row: links, facts, successions,
 * weights, sources, exposures. Each is a list of fields with their types and one INSERT that binds them in
 * that order.
 */
#include "import/tables.h"
#include "base/alloc.h"
#include "base/err.h"

#include <stdlib.h>
#include <string.h>

typedef enum glo_bind_type { AS_TEXT, AS_ZONE, AS_PHENOMENON, AS_DAY, AS_REAL, AS_MARKING } glo_bind_type;

typedef struct glo_plain {
    const char *insert;
    glo_bind_type types[GLO_IMPORT_FIELDS];
    int labels_at; /* the first of four label fields that follow the bound ones; 0: none */
} glo_plain;

static glo_status begin(glo_import *import) {
    const glo_plain *plain = import->table->context;
    sqlite3_stmt *statement;
    glo_status status = glo_db_prepare(import->store, plain->insert, &statement);
    if (status == GLO_OK)
        import->state = statement;
    return status;
}

/* Cells carry the handling of their source, which may have been said anew: they are made again. */
static int finish_sources(glo_import *import) {
    return glo_cells_rebuild(import->store, import->job);
}

static void dispose(glo_import *import) {
    sqlite3_finalize(import->state);
    import->state = NULL;
}

static glo_status bind_field(glo_import *import, glo_bind_type type, int field) {
    sqlite3_stmt *statement = import->state;
    const glo_csv_field *value = &import->values[field];
    const char *text = glo_import_text(import, (size_t)field);
    int at = field + 1, status = GLO_OK;
    int64_t id;
    int32_t day;
    glo_span span;
    double real;
    glo_marking marking;
    if (!text) {
        sqlite3_bind_null(statement, at);
        return GLO_OK;
    }
    switch (type) {
    case AS_MARKING:
        status = glo_marking_parse(text, &marking);
        sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
        break;
    case AS_TEXT:
        sqlite3_bind_text(statement, at, text, -1, SQLITE_TRANSIENT);
        break;
    case AS_ZONE:
    case AS_PHENOMENON:
        status =
            glo_store_resolve(import->store, type == AS_ZONE ? GLO_ZONE : GLO_PHENOMENON, text, &id, NULL);
        if (status == GLO_OK)
            sqlite3_bind_int64(statement, at, id);
        break;
    case AS_DAY:
        status = glo_date_parse(value->text, value->length, import->spec->order, &day, &span);
        if (status == GLO_OK)
            sqlite3_bind_int(statement, at, day);
        break;
    case AS_REAL:
        status = glo_import_real(value, import->spec->decimal ? import->spec->decimal : '.', &real);
        if (status == GLO_OK)
            sqlite3_bind_double(statement, at, real);
        break;
    }
    return status;
}

/* `id`: of the row that the labels are for. */
static glo_status take_labels(glo_import *import, int at, int64_t id) {
    char *texts[4] = {NULL, NULL, NULL, NULL};
    glo_status status = GLO_OK;
    for (int i = 0; status == GLO_OK && i < 4; i++) {
        const char *text = glo_import_text(import, (size_t)(at + i));
        if (text)
            status = glo_alloc_text(text, &texts[i]);
    }
    if (status == GLO_OK)
        status = glo_import_labels(import->store, "source", id, (const char *const *)texts);
    for (int i = 0; i < 4; i++)
        free(texts[i]);
    return status;
}

static int take(glo_import *import) {
    const glo_plain *plain = import->table->context;
    sqlite3_stmt *statement = import->state;
    int bound = sqlite3_bind_parameter_count(statement);
    sqlite3_reset(statement);
    for (int field = 0; field < bound; field++) {
        glo_status status = bind_field(import, plain->types[field], field);
        if (status < 0)
            return glo_import_reject_if_fault(import, status, field);
    }
    int status = glo_db_step(import->store, statement);
    if (status < 0) {
        if ((sqlite3_errcode(import->store->db) & 0xff) !=
            SQLITE_CONSTRAINT) /* the code is an extended one */
            return status;
        glo_fail(GLO_EINVAL, "a value is not allowed here (%s)", sqlite3_errmsg(import->store->db));
        return glo_import_reject(import, -1);
    }
    if (!plain->labels_at)
        return GLO_OK;
    int64_t id = sqlite3_column_int64(statement, 0); /* the statement returns it: the row may be an old one */
    sqlite3_reset(statement);
    return take_labels(import, plain->labels_at, id);
}

#define PLAIN_TABLE .begin = begin, .take = take, .dispose = dispose

static const glo_plain links = {"insert or replace into zone_link (hierarchy, child, parent, valid_from, "
                                "valid_to) values (?1,?2,?3,?4,?5)",
                                {AS_TEXT, AS_ZONE, AS_ZONE, AS_DAY, AS_DAY},
                                0};
static const glo_plain facts = {
    "insert or replace into zone_fact (zone, name, value, period) values (?1,?2,?3,coalesce(?4,''))",
    {AS_ZONE, AS_TEXT, AS_REAL, AS_TEXT},
    0};
static const glo_plain successions = {
    "insert or replace into zone_succession (old, new, valid_from, share) values (?1,?2,?3,coalesce(?4,1))",
    {AS_ZONE, AS_ZONE, AS_DAY, AS_REAL},
    0};
static const glo_plain weights = {
    "insert or replace into weight (\"table\", phenomenon, value, source) values (?1,?2,?3,?4)",
    {AS_TEXT, AS_PHENOMENON, AS_REAL, AS_TEXT},
    0};
static const glo_plain exposures = {
    "insert or replace into exposure (name, from_zone, to_zone, weight, phenomenon, low, high, note) values "
    "(?1,?2,?3,?4,?5,coalesce(?6,?4),coalesce(?7,?4),?8)",
    {AS_TEXT, AS_ZONE, AS_ZONE, AS_REAL, AS_PHENOMENON, AS_REAL, AS_REAL, AS_TEXT},
    0};
/* Of a source that is there, what the line does not say stays: above all its handling is never loosened so.
 */
static const glo_plain sources = {
    "insert into source (code, kind, reliability, handling, value_unit, publisher, licence) values "
    "(?1,coalesce(?2,'unknown'),?3,coalesce(?4,'CLEAR'),?5,?6,?7) on conflict (code) do update set kind = "
    "coalesce(?2, kind), reliability = coalesce(?3, reliability), handling = coalesce(?4, handling), "
    "value_unit = "
    "coalesce(?5, value_unit), publisher = coalesce(?6, publisher), licence = coalesce(?7, licence) "
    "returning id",
    {AS_TEXT, AS_TEXT, AS_TEXT, AS_MARKING, AS_TEXT, AS_TEXT, AS_TEXT},
    7};

const glo_import_table glo_import_links = {
    .name = "links",
    .fields = {{"hierarchy", 1}, {"child", 1}, {"parent", 1}, {"valid_from", 0}, {"valid_to", 0}},
    .context = &links,
    .finish = glo_import_check_cycles,
    PLAIN_TABLE};

const glo_import_table glo_import_facts = {.name = "facts",
                                           .fields = {{"zone", 1}, {"name", 1}, {"value", 1}, {"period", 0}},
                                           .context = &facts,
                                           PLAIN_TABLE};

const glo_import_table glo_import_successions = {
    .name = "successions",
    .fields = {{"old", 1}, {"new", 1}, {"valid_from", 1}, {"share", 0}},
    .context = &successions,
    PLAIN_TABLE};

const glo_import_table glo_import_weights = {
    .name = "weights",
    .fields = {{"table", 1}, {"phenomenon", 1}, {"value", 1}, {"source", 1}},
    .context = &weights,
    PLAIN_TABLE};

const glo_import_table glo_import_exposures = {.name = "exposures",
                                               .fields = {{"name", 1},
                                                          {"from_zone", 1},
                                                          {"to_zone", 1},
                                                          {"weight", 1},
                                                          {"phenomenon", 0},
                                                          {"low", 0},
                                                          {"high", 0},
                                                          {"note", 0}},
                                               .context = &exposures,
                                               PLAIN_TABLE};

const glo_import_table glo_import_sources = {.name = "sources",
                                             .fields = {{"code", 1},
                                                        {"kind", 0},
                                                        {"reliability", 0},
                                                        {"handling", 0},
                                                        {"value_unit", 0},
                                                        {"publisher", 0},
                                                        {"licence", 0},
                                                        {"nl", 0},
                                                        {"fr", 0},
                                                        {"de", 0},
                                                        {"en", 0}},
                                             .context = &sources,
                                             .finish = finish_sources,
                                             PLAIN_TABLE};
