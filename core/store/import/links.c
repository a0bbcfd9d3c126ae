/* links.c: zones under zones: of one hierarchy a zone has one parent on one day. Whether the links of an import keep to
 * that is known once all of its lines were read: a file may close a link further down. Declared in versions.h.
 */
#include "import/versions.h"

#include "base/err.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

const glo_version_table glo_link_versions = {
    .name = "zone_link_history",
    .insert = "insert into zone_link_history (hierarchy, child, parent, valid_from, valid_to, batch, "
              "retracted) values "
              "(?1,?2,?3,?4,?5,?31,?31)",
    .same_key = "o.child = n.child and o.hierarchy = n.hierarchy and o.parent = n.parent and "
                "o.valid_from is n.valid_from",
    .same_value = "o.valid_to is n.valid_to",
    .key_words = "hierarchy, child, parent and begin"};

/* Of a link of this batch, one that holds on a day on which it does: of an earlier batch or further up in the file. */
static const char conflicts[] =
    "select n.id, o.id, o.batch, c.code, p.code, q.code, n.hierarchy, "
    "date(max(coalesce(n.valid_from, o.valid_from), coalesce(o.valid_from, n.valid_from)) * 86400, "
    "'unixepoch') "
    "from zone_link_history n join zone_link_history o on o.child = n.child and o.hierarchy = n.hierarchy "
    "and o.retracted is null and (o.batch < n.batch or o.id < n.id) and o.id <> n.id "
    "and coalesce(o.valid_from, -1e9) <= coalesce(n.valid_to, 1e9) "
    "and coalesce(n.valid_from, -1e9) <= coalesce(o.valid_to, 1e9) "
    "join zone c on c.id = n.child join zone p on p.id = n.parent join zone q on q.id = o.parent "
    "where n.batch = ?1 and n.id > ?2 and n.retracted is null order by n.id, o.id limit 1";

/* "'A' would have two parents in 'police' on 2020-01-01: 'X2' here, 'X1' on line 2" */
static void tell_conflict(sqlite3_stmt *row, const glo_version_line *other) {
    char where[80], day[40] = "";
    if (other)
        snprintf(where, sizeof where, "on line %" PRIu64, other->line);
    else
        snprintf(where, sizeof where, "of batch %lld (replace=true lets the new one stand)",
                 (long long)sqlite3_column_int64(row, 2));
    if (sqlite3_column_type(row, 7) != SQLITE_NULL)
        snprintf(day, sizeof day, " on %.12s", glo_db_text(row, 7));
    glo_fail(GLO_EINVAL, "'%s' would have two parents in '%s'%s: '%s' here, '%s' %s", glo_db_text(row, 3),
             glo_db_text(row, 6), day, glo_db_text(row, 4), glo_db_text(row, 5), where);
}

static int retract_link(glo_import *import, const glo_versions *versions, int64_t id) {
    sqlite3_reset(versions->supersede);
    sqlite3_bind_int64(versions->supersede, 1, id);
    sqlite3_bind_int64(versions->supersede, 2, import->batch);
    int status = glo_db_step(import->store, versions->supersede);
    sqlite3_reset(versions->supersede);
    return status < 0 ? status : GLO_OK;
}

int glo_links_find_conflict(glo_import *import, glo_versions *versions, glo_version_line **out) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(import->store, conflicts, &row);
    if (status < 0)
        return status;
    *out = NULL;
    sqlite3_bind_int64(row, 1, import->batch);
    sqlite3_bind_int64(row, 2, versions->checked);
    while ((status = glo_db_step(import->store, row)) == 1) {
        int64_t old = sqlite3_column_int64(row, 1);
        versions->checked = sqlite3_column_int64(row, 0) - 1;
        const glo_version_line *other = glo_versions_line(versions, old);
        if (other || !import->spec->replace) {
            *out = glo_versions_line(versions, sqlite3_column_int64(row, 0));
            tell_conflict(row, other);
            break;
        }
        sqlite3_reset(row);
        if ((status = retract_link(import, versions, old)) < 0)
            break;
    }
    return glo_db_finish(import->store, row, status);
}

int glo_links_drop(glo_import *import, glo_versions *versions, glo_version_line *line) {
    bool was_restored;
    int status = glo_versions_drop(import, versions, line, &was_restored);
    if (status == GLO_OK && was_restored) /* what stands again may contradict any of them */
        versions->checked = 0;
    return status;
}
