/* migrate.c: brings a store up to the version of this glocal: migrations/NNN_*.sql, each run once, in order,
 * all in one transaction with the number of the last as user_version. */
#include "base/err.h"
#include "db.h"
#include "migrations.h" /* made by CMake: static const char *const migrations[] */

#include <stdio.h>

int glo_db_schema_version(void) {
    return (int)(sizeof migrations / sizeof migrations[0]);
}

int glo_db_migrate(glo_store *store) {
    return glo_db_migrate_to(store, glo_db_schema_version());
}

/* The number of the migration that the store is at, and whether there are more, up to `last`. */
static int is_behind(glo_store *store, int last, int64_t *out_version) {
    int status = glo_db_integer(store, "pragma user_version", 0, out_version);
    return status < 0 ? status : *out_version < last;
}

/* A store that has figures is covered from here on: its rows as they were found, or as the migrations have made them. */
static int log_baseline(glo_store *store, int version) {
    char why[80];
    int status = glo_digest_baseline(store);
    if (status < 0 || store->digests.count == 0)
        return status;
    snprintf(why, sizeof why, "to version %d; the digests of all rows as they were found", version);
    return glo_log_append(store, "migrate", "store", why);
}

int glo_db_migrate_to(glo_store *store, int last) {
    char set[48];
    int64_t version;
    int status = is_behind(store, last, &version);
    if (status <= 0 || (status = glo_db_begin(store, NULL)) < 0)
        return status;
    /* Another glocal may have done it while this one waited. */
    if ((status = is_behind(store, last, &version)) <= 0)
        return glo_db_end(store, status);
    status = GLO_OK;
    for (int next = (int)version; status == GLO_OK && next < last; next++)
        status = glo_db_exec(store, migrations[next]);
    snprintf(set, sizeof set, "pragma user_version = %d", last);
    if (status == GLO_OK)
        status = glo_db_exec(store, set);
    store->changed = (glo_scope_set){0}; /* the baseline is of all */
    if (status == GLO_OK)
        status = log_baseline(store, last);
    return glo_db_end(store, status);
}
