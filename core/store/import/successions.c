/* successions.c: zones that others came from. The shares of a zone that was split are parts of 1; whether they are is known
 * once all lines of a file were read. Declared in versions.h.
 */
#include "import/versions.h"

#include "base/err.h"

#include <stdio.h>

const glo_version_table glo_succession_versions = {
    .name = "zone_succession_history",
    .insert = "insert into zone_succession_history (old, new, valid_from, share, batch, retracted) values "
              "(?1,?2,?3,coalesce(?4,1),?31,?31)",
    .same_key = "o.old = n.old and o.new = n.new",
    .same_value = "o.valid_from = n.valid_from and o.share = n.share",
    .key_words = "old and new zone"};

static const char excess[] =
    "select n.id, z.code, sum(o.share), group_concat(t.code || ' ' || o.share, ', ') "
    "from zone_succession_history n join zone_succession_history o on o.old = n.old and o.retracted is null "
    "join zone z on z.id = n.old join zone t on t.id = o.new where n.batch = ?1 and n.retracted is null "
    "group by n.id having sum(o.share) > 1 + 1e-6 order by n.id desc limit 1";

int glo_successions_find_excess(glo_import *import, glo_versions *versions, glo_version_line **out) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(import->store, excess, &row);
    if (status < 0)
        return status;
    *out = NULL;
    sqlite3_bind_int64(row, 1, import->batch);
    if ((status = glo_db_step(import->store, row)) == 1) {
        *out = glo_versions_line(versions, sqlite3_column_int64(row, 0));
        glo_fail(GLO_EINVAL, "the shares of '%s' add up to %g (%s): shares are parts of 1, as 0.6 and 0.4",
                 glo_db_text(row, 1), sqlite3_column_double(row, 2), glo_db_text(row, 3));
    }
    return glo_db_finish(import->store, row, status);
}
