/* nodes.c: imports zones and phenomena. A parent may stand further down in the file, so the lines are kept
 * until the last is read; then those whose parent is neither in the store nor among them are rejected, until
 * none is left.
 *
 * A code that is there already is brought up to date: its kind, validity, ICCS code and names.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "import/tables.h"
#include "import/versions.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { CODE, PARENT, NAME, NL, FR, DE, EN, KIND, HIERARCHY, VALID_FROM, VALID_TO };
enum { ICCS = KIND }; /* of a phenomenon */

typedef struct glo_node_line {
    uint64_t line;
    char *raw;
    char *values[GLO_IMPORT_FIELDS];
    int rejected;
    int64_t id;
} glo_node_line;

typedef struct glo_nodes {
    glo_node_line *lines;
    size_t count, room;
    glo_words *codes; /* of the lines; code n is line `first[n]` */
    size_t *first;
    size_t first_room;
    glo_versions links; /* of zones */
} glo_nodes;

static bool is_zones(const glo_import *import) {
    return strcmp(import->table->name, "zones") == 0;
}

static glo_status begin(glo_import *import) {
    glo_nodes *state;
    glo_status status = glo_alloc_array(1, sizeof *state, &state);
    if (status == GLO_OK) {
        import->state = state;
        status = glo_words_new(&state->codes);
    }
    if (status == GLO_OK && is_zones(import))
        status = glo_versions_open(import, &glo_link_versions, &state->links);
    return status;
}

static void dispose(glo_import *import) {
    glo_nodes *state = import->state;
    if (!state)
        return;
    for (size_t i = 0; i < state->count; i++) {
        free(state->lines[i].raw);
        for (size_t f = 0; f < GLO_IMPORT_FIELDS; f++)
            free(state->lines[i].values[f]);
    }
    free(state->lines);
    free(state->first);
    glo_words_free(state->codes);
    glo_versions_dispose(&state->links);
    free(state);
    import->state = NULL;
}

static int check_date(glo_import *import, int field) {
    int32_t day;
    glo_span span;
    const glo_csv_field *value = &import->values[field];
    if (value->length == 0)
        return GLO_OK;
    return glo_import_reject_if_fault(import, glo_import_date(import, value, &day, &span), field);
}

static int take(glo_import *import) {
    glo_nodes *state = import->state;
    uint32_t word;
    int status = GLO_OK;
    if (is_zones(import) && (status = check_date(import, VALID_FROM)) == GLO_OK)
        status = check_date(import, VALID_TO);
    if (status != GLO_OK)
        return status;
    const glo_csv_field *code = &import->values[CODE];
    if (glo_words_find(state->codes, code->text, code->length, &word)) {
        glo_fail(GLO_EINVAL, "code '%.*s' is already on line %llu", (int)code->length, code->text,
                 (unsigned long long)state->lines[state->first[word]].line);
        return glo_import_reject(import, CODE);
    }
    if (glo_words_add(state->codes, code->text, code->length, &word) < 0 ||
        glo_alloc_grow(&state->first, &state->first_room, (size_t)word + 1, sizeof *state->first) < 0 ||
        glo_alloc_grow(&state->lines, &state->room, state->count + 1, sizeof *state->lines) < 0)
        return GLO_ENOMEM;
    state->first[word] = state->count;
    glo_node_line *line = &state->lines[state->count++];
    *line = (glo_node_line){.line = import->line};
    if (glo_alloc_text(glo_import_raw(import), &line->raw) < 0)
        return GLO_ENOMEM;
    for (size_t f = 0; f < GLO_IMPORT_FIELDS && import->table->fields[f].name; f++) {
        const char *text = glo_import_text(import, f);
        if (text && glo_alloc_text(text, &line->values[f]) < 0)
            return GLO_ENOMEM;
    }
    return GLO_OK;
}

/* The parent of the line must be in the file (and not rejected) or in the store. */
static glo_status check_parent(glo_import *import, const glo_node_line *line) {
    glo_nodes *state = import->state;
    uint32_t word;
    int64_t id;
    const char *parent = line->values[PARENT];
    if (!parent)
        return GLO_OK;
    if (glo_words_find(state->codes, parent, strlen(parent), &word)) {
        if (!state->lines[state->first[word]].rejected)
            return GLO_OK;
        return glo_fail(GLO_ENOTFOUND, "its parent '%s' was rejected", parent);
    }
    return glo_store_resolve(import->store, is_zones(import) ? GLO_ZONE : GLO_PHENOMENON, parent, &id, NULL);
}

static int reject_orphans(glo_import *import) {
    glo_nodes *state = import->state;
    for (int rejected = 1; rejected;) {
        rejected = 0;
        for (size_t i = 0; i < state->count; i++) {
            glo_node_line *line = &state->lines[i];
            int status = line->rejected ? GLO_OK : check_parent(import, line);
            if (status == GLO_OK)
                continue;
            if (status != GLO_EINVAL && status != GLO_ENOTFOUND && status != GLO_EAMBIGUOUS)
                return status; /* no fault of the line: cancelled, out of memory ... */
            if ((status = glo_import_reject_line(import, line->line, PARENT, line->raw)) < 0)
                return status;
            line->rejected = rejected = 1;
            import->result.rows--;
        }
    }
    return GLO_OK;
}

static void bind_day(sqlite3_stmt *statement, int at, const glo_import *import, const char *text) {
    int32_t day;
    glo_span span;
    unsigned signs = 0;
    if (text && glo_date_read(text, strlen(text), &import->spec->dates, &signs, &day, &span) == GLO_OK)
        sqlite3_bind_int(statement, at, day);
    else
        sqlite3_bind_null(statement, at);
}

static glo_status insert_nodes(glo_import *import) {
    glo_nodes *state = import->state;
    sqlite3_stmt *statement = NULL;
    int zones = is_zones(import);
    int status = glo_db_prepare(
        import->store,
        zones ? "insert into zone (code, kind, valid_from, valid_to) values (?1,?2,?3,?4) on conflict (code) "
                "do "
                "update set kind = excluded.kind, valid_from = excluded.valid_from, valid_to = "
                "excluded.valid_to "
                "returning id"
              : "insert into phenomenon (code, iccs) values (?1,?2) on conflict (code) do update set iccs = "
                "coalesce(excluded.iccs, iccs) returning id",
        &statement);
    if (status < 0)
        return status;
    for (size_t i = 0; status >= 0 && i < state->count; i++) {
        glo_node_line *line = &state->lines[i];
        if (line->rejected)
            continue;
        sqlite3_reset(statement);
        glo_db_bind_text(statement, 1, line->values[CODE]);
        glo_db_bind_text(statement, 2, zones && !line->values[KIND] ? "zone" : line->values[KIND]);
        if (zones) {
            bind_day(statement, 3, import, line->values[VALID_FROM]);
            bind_day(statement, 4, import, line->values[VALID_TO]);
        }
        if ((status = glo_db_step(import->store, statement)) == 1) {
            line->id = sqlite3_column_int64(statement, 0);
            status = glo_db_step(import->store, statement);
        }
        const char *en = line->values[EN] ? line->values[EN] : line->values[NAME];
        const char *const labels[] = {line->values[NL], line->values[FR], line->values[DE], en};
        if (status >= 0)
            status = glo_import_labels(import->store, zones ? "zone" : "phenomenon", line->id, labels);
    }
    return glo_db_finish(import->store, statement, status);
}

static int find_parent(glo_import *import, const char *code, int64_t *out) {
    const glo_nodes *state = import->state;
    uint32_t word;
    if (!glo_words_find(state->codes, code, strlen(code), &word))
        return glo_store_resolve(import->store, is_zones(import) ? GLO_ZONE : GLO_PHENOMENON, code, out,
                                 NULL);
    *out = state->lines[state->first[word]].id;
    return GLO_OK;
}

static int link_zone(glo_import *import, const glo_node_line *line, int64_t parent) {
    glo_nodes *state = import->state;
    sqlite3_stmt *statement = state->links.insert;
    sqlite3_reset(statement);
    glo_db_bind_text(statement, 1, line->values[HIERARCHY] ? line->values[HIERARCHY] : "administrative");
    sqlite3_bind_int64(statement, 2, line->id);
    sqlite3_bind_int64(statement, 3, parent);
    bind_day(statement, 4, import, line->values[VALID_FROM]);
    bind_day(statement, 5, import, line->values[VALID_TO]);
    return glo_versions_take(import, &state->links, line->line);
}

static int link_phenomenon(glo_import *import, const glo_node_line *line, int64_t parent) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(import->store, "update phenomenon set parent = ?2 where id = ?1", &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, line->id);
    sqlite3_bind_int64(statement, 2, parent);
    status = glo_db_step(import->store, statement);
    return glo_db_finish(import->store, statement, status);
}

static int link_parents(glo_import *import) {
    const glo_nodes *state = import->state;
    int status = GLO_OK;
    glo_store_drop_name_indexes(import->store); /* the nodes just inserted are parents too */
    for (size_t i = 0; status == GLO_OK && i < state->count; i++) {
        const glo_node_line *line = &state->lines[i];
        int64_t parent;
        if (line->rejected || !line->values[PARENT])
            continue;
        status = find_parent(import, line->values[PARENT], &parent);
        if (status == GLO_OK)
            status =
                is_zones(import) ? link_zone(import, line, parent) : link_phenomenon(import, line, parent);
    }
    return status;
}

static glo_node_line *node_on_line(const glo_nodes *state, uint64_t number) {
    for (size_t i = 0; i < state->count; i++) {
        if (state->lines[i].line == number)
            return &state->lines[i];
    }
    return NULL;
}

/* Rejects the zones whose link gives them two parents on one day; *out_rejected: whether there were any. */
static int reject_conflicts(glo_import *import, bool *out_rejected) {
    glo_nodes *state = import->state;
    glo_version_line *conflict = NULL;
    int status;
    *out_rejected = false;
    while ((status = glo_links_find_conflict(import, &state->links, &conflict)) == GLO_OK && conflict) {
        glo_node_line *line = node_on_line(state, conflict->line);
        if ((status = glo_import_reject_line(import, line->line, PARENT, line->raw)) < 0 ||
            (status = glo_links_drop(import, &state->links, conflict)) < 0)
            return status;
        line->rejected = 1;
        import->result.rows--;
        *out_rejected = true;
    }
    return status;
}

static int insert_and_link(glo_import *import, bool *out_rejected) {
    int status = reject_orphans(import);
    if (status == GLO_OK)
        status = insert_nodes(import);
    if (status == GLO_OK)
        status = link_parents(import);
    if (status == GLO_OK && is_zones(import))
        status = reject_conflicts(import, out_rejected);
    return status;
}

/* Whether a line contradicts the tree is known once all are in it: then it goes round again without that line. */
static int finish(glo_import *import) {
    glo_nodes *state = import->state;
    bool is_rejected = true;
    int status = GLO_OK;
    while (status == GLO_OK && is_rejected) {
        is_rejected = false;
        if ((status = glo_db_exec(import->store, "savepoint nodes")) < 0)
            return status;
        status = insert_and_link(import, &is_rejected);
        if (status == GLO_OK && is_rejected) {
            glo_versions_forget(&state->links);
            status = glo_db_exec(import->store, "rollback to nodes");
        }
        if (status == GLO_OK)
            status = glo_db_exec(import->store, "release nodes");
        glo_store_drop_name_indexes(import->store);
    }
    return status == GLO_OK ? glo_import_check_cycles(import) : status;
}

const glo_import_table glo_import_zones = {.name = "zones",
                                           .fields = {[CODE] = {.name = "code", .required = 1},
                                                      [PARENT] = {.name = "parent"},
                                                      [NAME] = {.name = "name"},
                                                      [NL] = {.name = "nl"},
                                                      [FR] = {.name = "fr"},
                                                      [DE] = {.name = "de"},
                                                      [EN] = {.name = "en"},
                                                      [KIND] = {.name = "kind"},
                                                      [HIERARCHY] = {.name = "hierarchy"},
                                                      [VALID_FROM] = {.name = "valid_from"},
                                                      [VALID_TO] = {.name = "valid_to"}},
                                           .begin = begin,
                                           .take = take,
                                           .finish = finish,
                                           .dispose = dispose};

const glo_import_table glo_import_phenomena = {.name = "phenomena",
                                               .fields = {[CODE] = {.name = "code", .required = 1},
                                                          [PARENT] = {.name = "parent"},
                                                          [NAME] = {.name = "name"},
                                                          [NL] = {.name = "nl"},
                                                          [FR] = {.name = "fr"},
                                                          [DE] = {.name = "de"},
                                                          [EN] = {.name = "en"},
                                                          [ICCS] = {.name = "iccs"}},
                                               .begin = begin,
                                               .take = take,
                                               .finish = finish,
                                               .dispose = dispose};
