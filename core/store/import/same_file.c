/* same_file.c: a file that was imported before, and whose batch still stands. It is refused, unless it is to be taken again; where
 * its lines are single events, messages or answers, which add up, it is refused then too, for each would be counted twice.
 * Declared in import.h.
 *
 * Example:  'a.csv' was already imported, as batch 30 on 2026-12-01 (99 lines taken, 68 refused) ...
 */
#include "base/err.h"
#include "import/import.h"
#include "import/tables.h"

#include <inttypes.h>
#include <string.h>

/* The latest batch of the same bytes that stands; of one of which no line was taken nothing does. */
static const char FIND[] =
    "select id, recorded_at, rows, rejected from batch where sha256 = ?1 and kind = ?2 and id < ?3 and "
    "retracted is null and rows > 0 order by id desc limit 1";

/* Whether both batches have events, and whether the earlier one, ?2, has a source that ?1 has not. Looked at only where a file comes
 * again. */
static const char COMPARE[] =
    "with s as (select distinct batch, source from observation where batch in (?1, ?2)), "
    "e as (select distinct batch from s join source r on r.id = s.source where r.records = 'events') "
    "select (select count(*) from e) = 2, exists (select 1 from s where batch = ?2 and source not in "
    "(select source from s where batch = ?1))";

static glo_status fail_again(const glo_import *import, sqlite3_stmt *earlier, bool adds_up) {
    const int64_t batch = sqlite3_column_int64(earlier, 0), rows = sqlite3_column_int64(earlier, 2),
                  rejected = sqlite3_column_int64(earlier, 3);
    return glo_fail(GLO_EEXISTS,
                    "'%s' was already imported, as batch %" PRId64 " on %.10s (%" PRId64
                    " lines taken, %" PRId64 " refused); store:retract(%" PRId64
                    ", \"why\") takes that back%s",
                    import->spec->file, batch, glo_db_text(earlier, 1), rows, rejected, batch,
                    adds_up ? ": imported beside it, its lines would be counted twice"
                            : ", and --again (again=true in a script) imports it beside that");
}

static glo_status compare(glo_import *import, sqlite3_stmt *earlier, bool *out_adds_up) {
    sqlite3_stmt *both = NULL;
    int status = glo_db_prepare(import->store, COMPARE, &both);
    if (status < 0)
        return status;
    sqlite3_bind_int64(both, 1, import->batch);
    sqlite3_bind_int64(both, 2, sqlite3_column_int64(earlier, 0));
    status = glo_db_step(import->store, both);
    if (status == 1) {
        *out_adds_up = sqlite3_column_int(both, 0) != 0;
        if (sqlite3_column_int(both, 1) && !*out_adds_up)
            import->result.same_file = sqlite3_column_int64(earlier, 0);
        status = GLO_OK;
    }
    return glo_db_finish(import->store, both, status);
}

glo_status glo_import_check_same_file(glo_import *import, const char *sha256) {
    const glo_import_spec *spec = import->spec;
    sqlite3_stmt *earlier = NULL;
    bool adds_up = import->table->adds_up;
    int status = glo_db_prepare(import->store, FIND, &earlier);
    if (status < 0)
        return status;
    glo_db_bind_text(earlier, 1, sha256);
    glo_db_bind_text(earlier, 2, spec->as);
    sqlite3_bind_int64(earlier, 3, import->batch);
    status = glo_db_step(import->store, earlier);
    if (status == 1) {
        status = import->table == &glo_import_observations ? compare(import, earlier, &adds_up) : GLO_OK;
        if (status == GLO_OK && (adds_up || !spec->again))
            status = fail_again(import, earlier, adds_up);
    }
    return glo_db_finish(import->store, earlier, status);
}
