/* versions.c: how a row of a table of versions is taken. What it promises is in versions.h. */
#include "import/versions.h"

#include "base/alloc.h"
#include "base/err.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

static int prepare(glo_store *store, const char *before, const char *table, const char *after,
                   sqlite3_stmt **out) {
    char sql[120];
    snprintf(sql, sizeof sql, "%s %s %s", before, table, after);
    return glo_db_prepare(store, sql, out);
}

int glo_versions_open(glo_import *import, const glo_version_table *table, glo_versions *out) {
    char find[2400];
    *out = (glo_versions){.table = table};
    snprintf(find, sizeof find,
             "select o.id, o.batch, %s from %s n join %s o on %s and o.retracted is null where n.id = ?1",
             table->same_value, table->name, table->name, table->same_key);
    int status = glo_db_prepare(import->store, table->insert, &out->insert);
    if (status == GLO_OK)
        status = glo_db_prepare(import->store, find, &out->find);
    if (status == GLO_OK)
        status =
            prepare(import->store, "update", table->name, "set retracted = null where id = ?1", &out->accept);
    if (status == GLO_OK)
        status = prepare(import->store, "update", table->name, "set retracted = ?2 where id = ?1",
                         &out->supersede);
    if (status == GLO_OK)
        status = prepare(import->store, "delete from", table->name, "where id = ?1", &out->drop);
    return status;
}

void glo_versions_forget(glo_versions *versions) {
    for (size_t i = 0; i < versions->count; i++)
        free(versions->lines[i].raw);
    versions->count = 0;
    versions->checked = 0;
}

void glo_versions_dispose(glo_versions *versions) {
    glo_versions_forget(versions);
    free(versions->lines);
    sqlite3_finalize(versions->insert);
    sqlite3_finalize(versions->find);
    sqlite3_finalize(versions->accept);
    sqlite3_finalize(versions->supersede);
    sqlite3_finalize(versions->drop);
    *versions = (glo_versions){0};
}

static int run(glo_import *import, sqlite3_stmt *statement, int64_t id) {
    sqlite3_reset(statement);
    sqlite3_bind_int64(statement, 1, id);
    int status = glo_db_step(import->store, statement);
    sqlite3_reset(statement);
    return status < 0 ? status : GLO_OK;
}

glo_version_line *glo_versions_line(const glo_versions *versions, int64_t id) {
    size_t low = 0, high = versions->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (versions->lines[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < versions->count && versions->lines[low].id == id ? &versions->lines[low] : NULL;
}

static int accept(glo_import *import, glo_versions *versions, int64_t id, uint64_t line) {
    int status = run(import, versions->accept, id);
    if (status == GLO_OK &&
        glo_alloc_grow(&versions->lines, &versions->room, versions->count + 1, sizeof *versions->lines) < 0)
        status = GLO_ENOMEM;
    if (status == GLO_OK)
        versions->lines[versions->count++] = (glo_version_line){id, line, NULL};
    return status;
}

static int insert_pending(glo_import *import, glo_versions *versions, int64_t *out) {
    sqlite3_bind_int64(versions->insert, GLO_VERSION_BATCH, import->batch);
    int status = glo_db_step(import->store, versions->insert);
    int code = sqlite3_errcode(import->store->db) & 0xff; /* the code is an extended one */
    if (status < 0 && code == SQLITE_CONSTRAINT)
        status = glo_import_fail_constraint(import);
    sqlite3_reset(versions->insert);
    *out = sqlite3_last_insert_rowid(import->store->db);
    return status < 0 ? status : GLO_OK;
}

int glo_versions_take(glo_import *import, glo_versions *versions, uint64_t line) {
    int64_t id, old = 0, batch = 0;
    bool is_same = false;
    int status = insert_pending(import, versions, &id);
    if (status < 0)
        return status;
    sqlite3_bind_int64(versions->find, 1, id);
    if ((status = glo_db_step(import->store, versions->find)) == 1) {
        old = sqlite3_column_int64(versions->find, 0);
        batch = sqlite3_column_int64(versions->find, 1);
        is_same = sqlite3_column_int(versions->find, 2) != 0;
    }
    sqlite3_reset(versions->find);
    if (status < 0)
        return status;
    if (status == 0)
        return accept(import, versions, id, line);
    if (is_same || batch == import->batch) {
        const glo_version_line *first = glo_versions_line(versions, old);
        if ((status = run(import, versions->drop, id)) < 0 || is_same)
            return status;
        return glo_fail(GLO_EINVAL, "line %" PRIu64 " has another value for this %s", first ? first->line : 0,
                        versions->table->key_words);
    }
    sqlite3_bind_int64(versions->supersede, 2, import->batch);
    if ((status = run(import, versions->supersede, old)) < 0)
        return status;
    return accept(import, versions, id, line);
}

int glo_versions_drop(glo_import *import, glo_versions *versions, const glo_version_line *line,
                      bool *out_restored) {
    sqlite3_stmt *restore = NULL;
    char sql[1600];
    snprintf(sql, sizeof sql,
             "update %s as o set retracted = null from %s n where n.id = ?1 and o.retracted = n.batch and "
             "o.batch < n.batch and %s",
             versions->table->name, versions->table->name, versions->table->same_key);
    int status = glo_db_prepare(import->store, sql, &restore);
    if (status < 0)
        return status;
    /* Out of the way first: of one key one row is current. */
    sqlite3_bind_int64(versions->supersede, 2, import->batch);
    if ((status = run(import, versions->supersede, line->id)) == GLO_OK)
        status = run(import, restore, line->id);
    *out_restored = status == GLO_OK && sqlite3_changes(import->store->db) > 0;
    status = glo_db_finish(import->store, restore, status);
    return status < 0 ? status : run(import, versions->drop, line->id);
}
