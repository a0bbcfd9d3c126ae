/* backup.h: a copy of a store as it is at this moment, while others may go on writing to it. By SQLite's online backup API.
 *
 * Example:
 *   uint64_t bytes;
 *   status = glo_store_backup(store, "backups/demo-2026-11-30.db", job, &bytes);
 */
#ifndef GLO_STORE_BACKUP_H
#define GLO_STORE_BACKUP_H

#include "store/store.h"

/* Copies the store into a new file that appears whole or not at all and that its owner alone may read. The same state of a store
 * gives the same bytes. GLO_EEXISTS where something has that name; GLO_EFULL, GLO_EREADONLY, GLO_ENOTFOUND, GLO_ECANCELLED. */
glo_status glo_store_backup(glo_store *store, const char *path, const glo_job *job, uint64_t *out_bytes);

#endif
