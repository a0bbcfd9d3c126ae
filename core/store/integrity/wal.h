/* wal.h: whether the write-ahead log beside a store is its own. Not for other folders; what is looked at is said in wal.c.
 *
 * Example:  glo_wal_read_head(path, &head);    before the store is opened with its log
 *           status = glo_wal_check(store, &head);
 */
#ifndef GLO_STORE_WAL_H
#define GLO_STORE_WAL_H

#include "db.h"

typedef struct glo_wal_head {
    int64_t id; /* of the last line of the store's log; 0: not known */
    char hash[GLO_SHA256_HEX];
} glo_wal_head;

/* Whether someone's changes stand in a write-ahead log beside the file. */
bool glo_wal_is_there(const char *path);

/* Whether the index of that log, which SQLite shares between programs, is there to be read. */
bool glo_wal_has_index(const char *path);

/* Of the file alone. GLO_ENOMEM; a file that can't be read alone has none that is known. */
glo_status glo_wal_read_head(const char *path, glo_wal_head *out);

/* GLO_ECORRUPT: it belongs to another store, or to this one at another time, or it is not as it was written. */
glo_status glo_wal_check(glo_store *store, const glo_wal_head *head);

#endif
