/* migrate.c: brings a store up to the version of this glocal: migrations/NNN_*.sql, each run once, in order,
 * each in a transaction with its number as user_version. */
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
    int64_t version;
    int status = glo_db_integer(store, "pragma user_version", 0, &version);
    for (int next = (int)version + 1; status == GLO_OK && next <= last; next++) {
        if ((status = glo_db_begin(store, NULL)) < 0)
            return status;
        /* Another glocal may have done it while this one waited. */
        status = glo_db_integer(store, "pragma user_version", 0, &version);
        if (status == GLO_OK && version >= next) {
            status = glo_db_end(store, GLO_OK);
            continue;
        }
        if (status == GLO_OK)
            status = glo_db_exec(store, migrations[next - 1]);
        char set[48];
        snprintf(set, sizeof set, "pragma user_version = %d", next);
        if (status == GLO_OK)
            status = glo_db_exec(store, set);
        store->changed = 0; /* the baseline is of all */
        if (status == GLO_OK && next == last)
            status = log_baseline(store, next);
        status = glo_db_end(store, status);
    }
    return status;
}
