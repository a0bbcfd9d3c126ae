/* values.c: which figures have a value; events without one have none to add. The cells of a batch keep sums, in which a value of 0 and none are alike.
 *
 * Example:
 *   glo_cells valued = {0};
 *   if (glo_store_valued_cells(store, NULL, NULL, &valued) == GLO_OK) ...   an event per observation with a value
 */
#include "base/err.h"
#include "db.h"
#include "store/store.h"

enum { STEP = 4096 };

static glo_status read_valued(glo_store *store, sqlite3_stmt *statement, const glo_job *job, glo_cells *out) {
    int status;
    while ((status = glo_db_step(store, statement)) == 1) {
        const glo_cell cell = {.zone = sqlite3_column_int(statement, 0),
                               .phenomenon = sqlite3_column_int(statement, 1),
                               .source = sqlite3_column_int(statement, 2),
                               .facet = sqlite3_column_int(statement, 3),
                               .day = sqlite3_column_int(statement, 4),
                               .span = (uint8_t)sqlite3_column_int(statement, 5),
                               .credibility = (uint8_t)sqlite3_column_int(statement, 6),
                               .events = 1,
                               .value = sqlite3_column_int64(statement, 7)};
        if ((status = glo_cells_add(out, &cell)) < 0)
            return status;
        if (out->count % STEP == 0 && (status = glo_job_step(job, "reading values", out->count, 0)) < 0)
            return status;
    }
    return status < 0 ? status : glo_cells_pack(out);
}

glo_status glo_store_valued_cells(glo_store *store, const glo_as_of *as_of, const glo_job *job,
                                  glo_cells *out) {
    int64_t state;
    sqlite3_stmt *statement = NULL;
    glo_status status = glo_store_state_as_of(store, as_of, &state);
    if (status == GLO_OK)
        status =
            glo_db_prepare(store,
                           "select zone, phenomenon, o.source, facet, day, span, coalesce(credibility, 0), "
                           "value from batch_source x join batch b on b.id = x.batch "
                           "join observation o on o.id between b.first and b.last and o.source = x.source "
                           "where value is not null and x.batch <= ?1 and "
                           "(o.retracted is null or o.retracted > ?1)",
                           &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state);
    status = read_valued(store, statement, job, out);
    return glo_db_finish(store, statement, status);
}
