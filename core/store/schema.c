/* schema.c: the schema of a store is the one that the migrations made. Another's view or trigger would run, or stand for a
 * table, in every statement of ours: a store with one is not opened. Check tells of tables and indexes too, and of what is
 * missing.
 *
 * Example:  status = glo_schema_check(store, version);   before anything else is read or written
 */
#include "base/err.h"
#include "base/hash.h"
#include "db.h"

#include <stdio.h>
#include <string.h>

#define ALL "select type, name, tbl_name, sql from sqlite_schema order by 1, 2"
#define PROGRAMS                                                                                             \
    "select type, name, tbl_name, sql from sqlite_schema where type in ('view', 'trigger') order by 1, 2"

/* SHA-256 of all views and triggers of a store of the current version, so that opening one need not make another to compare it
 * with. test_migrate.c tells the digest where a migration has changed it. */
const char glo_schema_known[GLO_SHA256_HEX] =
    "02cf27723c5d7fd875a9097006ed62d903b517ac2e8332435e76a3611930bfbb";

glo_status glo_schema_digest(glo_store *store, char out[GLO_SHA256_HEX]) {
    sqlite3_stmt *statement = NULL;
    glo_hash *hash = NULL;
    int status = glo_db_prepare(store, PROGRAMS, &statement);
    if (status < 0)
        return status;
    if ((status = glo_hash_new(&hash)) == GLO_OK) {
        while ((status = glo_db_step(store, statement)) == 1) {
            for (int i = 0; i < 4; i++) {
                const char *text = glo_db_text(statement, i);
                glo_hash_add(hash, text, strlen(text) + 1);
            }
        }
        glo_hash_end(hash, out);
        glo_hash_free(hash);
    }
    return glo_db_finish(store, statement, status);
}

/* Whether the store of reference has one of that kind, name, table and text. */
static int has_same(glo_store *reference, sqlite3_stmt *of) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        reference,
        "select 1 from sqlite_schema where type = ?1 and name = ?2 and tbl_name = ?3 and sql is "
        "?4",
        &statement);
    if (status < 0)
        return status;
    for (int i = 0; status == GLO_OK && i < 4; i++) {
        if (sqlite3_bind_value(statement, i + 1, sqlite3_column_value(of, i)) != SQLITE_OK)
            status = glo_db_fail(reference, "reading the store");
    }
    if (status == GLO_OK)
        status = glo_db_step(reference, statement);
    const glo_status ended = glo_db_finish(reference, statement, status);
    return ended < 0 ? ended : status;
}

static glo_status compare(glo_store *store, glo_store *reference) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, PROGRAMS, &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        if ((status = has_same(reference, statement)) < 0)
            break;
        if (status == 0) {
            status = glo_fail(
                GLO_ECORRUPT,
                "'%s' has a %s '%.80s' on '%.80s' that is not glocal's: another program has changed the "
                "store; use a copy from before",
                store->path, glo_db_text(statement, 0), glo_db_text(statement, 1), glo_db_text(statement, 2));
            break;
        }
    }
    return glo_db_finish(store, statement, status);
}

glo_status glo_schema_check(glo_store *store, int version) {
    char digest[GLO_SHA256_HEX];
    glo_store *reference;
    glo_status status = glo_schema_digest(store, digest);
    if (status < 0 || (version == glo_db_schema_version() && strcmp(digest, glo_schema_known) == 0))
        return status;
    if ((status = glo_db_open_memory(&reference)) < 0)
        return status;
    status = glo_db_migrate_to(reference, version);
    if (status == GLO_OK)
        status = compare(store, reference);
    glo_store_close(reference);
    return status;
}

/* ---- all of it, for check ---- */

static int has_name(glo_store *other, sqlite3_stmt *of, bool *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(other, "select 1 from sqlite_schema where name = ?1", &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, glo_db_text(of, 1));
    status = glo_db_step(other, statement);
    *out = status == 1;
    return glo_db_finish(other, statement, status);
}

/* Counts what one store has and the other has not, or has otherwise; `is_ours`: the one is the reference. */
static int count_missing(glo_store *one, glo_store *other, bool is_ours, int64_t *problems, char *first,
                         size_t size) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(one, ALL, &row);
    if (status < 0)
        return status;
    while ((status = glo_db_step(one, row)) == 1) {
        if ((status = has_same(other, row)) < 0)
            break;
        const bool is_same = status == 1;
        bool is_named;
        if ((status = has_name(other, row, &is_named)) < 0)
            break;
        /* What is there under its name, but otherwise, is told once: as the store has it. */
        if (is_same || (is_ours && is_named) || (*problems)++ > 0)
            continue;
        snprintf(first, size, "the %s '%.80s' %s", glo_db_text(row, 0), glo_db_text(row, 1),
                 is_ours    ? "is missing"
                 : is_named ? "was changed"
                            : "is not glocal's");
    }
    return glo_db_finish(one, row, status);
}

int glo_schema_differences(glo_store *store, int64_t *out_problems, char *first, size_t size) {
    glo_store *reference;
    int status = glo_db_open_memory(&reference);
    if (status < 0)
        return status;
    *out_problems = 0;
    status = glo_db_migrate(reference);
    if (status == GLO_OK)
        status = count_missing(store, reference, false, out_problems, first, size);
    if (status == GLO_OK)
        status = count_missing(reference, store, true, out_problems, first, size);
    glo_store_close(reference);
    return status;
}
