/* tree.c: cycles and double parents. What it promises is in tree.h. */
#include "tree.h"

#include "base/alloc.h"
#include "base/err.h"

#include <stdio.h>

/* Steps are bounded: a walk that comes into a cycle further up would never end. */
static const char zone_cycle[] =
    "with recursive up (start, at, hierarchy, steps, path) as ("
    "select l.child, l.parent, l.hierarchy, 1, c.code || ' -> ' || p.code from zone_link l "
    "join zone c on c.id = l.child join zone p on p.id = l.parent "
    "union all select up.start, l.parent, up.hierarchy, steps + 1, up.path || ' -> ' || p.code from up "
    "join zone_link l on l.child = up.at and l.hierarchy = up.hierarchy join zone p on p.id = l.parent "
    "where up.at <> up.start and steps < 64) "
    "select path from up where at = start order by steps, path limit 1";
static const char phenomenon_cycle[] =
    "with recursive up (start, at, steps, path) as ("
    "select c.id, c.parent, 1, c.code || ' -> ' || p.code from phenomenon c join phenomenon p on p.id = "
    "c.parent "
    "union all select up.start, c.parent, steps + 1, up.path || ' -> ' || p.code from up "
    "join phenomenon c on c.id = up.at join phenomenon p on p.id = c.parent "
    "where up.at <> up.start and steps < 64) "
    "select path from up where at = start order by steps, path limit 1";

int glo_tree_find_cycle(glo_store *store, bool of_phenomena, char **out) {
    sqlite3_stmt *row = NULL;
    *out = NULL;
    int status = glo_db_prepare(store, of_phenomena ? phenomenon_cycle : zone_cycle, &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1)
        status = glo_alloc_text(glo_db_text(row, 0), out);
    return glo_db_finish(store, row, status);
}

static const char conflicts[] =
    "select count(*) over (), c.code, n.hierarchy, p.code, q.code from zone_link_history n join "
    "zone_link_history o on "
    "o.child = n.child and o.hierarchy = n.hierarchy and o.id < n.id and o.retracted is null "
    "and coalesce(o.valid_from, -1e9) <= coalesce(n.valid_to, 1e9) "
    "and coalesce(n.valid_from, -1e9) <= coalesce(o.valid_to, 1e9) "
    "join zone c on c.id = n.child join zone p on p.id = n.parent join zone q on q.id = o.parent "
    "where n.retracted is null order by n.id, o.id limit 1";

int glo_tree_count_conflicts(glo_store *store, int64_t *out, char *sentence, size_t size) {
    sqlite3_stmt *row = NULL;
    *out = 0;
    int status = glo_db_prepare(store, conflicts, &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1) {
        *out = sqlite3_column_int64(row, 0);
        snprintf(sentence, size, "'%s' has two parents in '%s' on one day: '%s' and '%s'",
                 glo_db_text(row, 1), glo_db_text(row, 2), glo_db_text(row, 4), glo_db_text(row, 3));
    }
    return glo_db_finish(store, row, status);
}

static const char excess_shares[] =
    "select count(*) over (), z.code, sum(s.share), min(s.share) from zone_succession s join zone z on z.id "
    "= "
    "s.old group by s.old having sum(s.share) > 1 + 1e-6 or min(s.share) < 0 order by z.code limit 1";

int glo_tree_count_excess_shares(glo_store *store, int64_t *out, char *sentence, size_t size) {
    sqlite3_stmt *row = NULL;
    *out = 0;
    int status = glo_db_prepare(store, excess_shares, &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1) {
        *out = sqlite3_column_int64(row, 0);
        if (sqlite3_column_double(row, 3) < 0)
            snprintf(sentence, size, "a successor of '%s' has the share %g", glo_db_text(row, 1),
                     sqlite3_column_double(row, 3));
        else
            snprintf(sentence, size, "the shares of the successors of '%s' add up to %g", glo_db_text(row, 1),
                     sqlite3_column_double(row, 2));
    }
    return glo_db_finish(store, row, status);
}
