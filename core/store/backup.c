/* backup.c: a copy of a store by SQLite's online backup API (sqlite.org/backup.html). Example in store/backup.h. */
#include "store/backup.h"

#include "base/err.h"
#include "base/outfile.h"
#include "db.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { PAGES_AT_A_TIME = 512 }; /* 2 MB of pages of 4 kB: some milliseconds between two looks at Ctrl-C */

static glo_status fail_to_write(const char *path, int code) {
    if ((code & 0xff) == SQLITE_FULL)
        return glo_fail(GLO_EFULL, "can't write the backup '%s': no space left on the device", path);
    return glo_fail((code & 0xff) == SQLITE_NOMEM ? GLO_ENOMEM : GLO_EIO, "can't write the backup '%s': %s",
                    path, sqlite3_errstr(code));
}

/* The read transaction that is open keeps the store as it was, whatever others write. */
static glo_status copy_pages(glo_store *store, sqlite3 *to, const char *path, const glo_job *job) {
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", store->db, "main");
    if (!backup)
        return fail_to_write(path, sqlite3_errcode(to));
    glo_status status = GLO_OK;
    int code = SQLITE_OK;
    while (status == GLO_OK && code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, PAGES_AT_A_TIME);
        const int total = sqlite3_backup_pagecount(backup);
        status = glo_job_step(job, "backup", (uint64_t)(total - sqlite3_backup_remaining(backup)),
                              (uint64_t)total);
    }
    const int ended = sqlite3_backup_finish(backup);
    if (status < 0)
        return status;
    return code == SQLITE_DONE && ended == SQLITE_OK ? GLO_OK : fail_to_write(path, ended ? ended : code);
}

static glo_status copy_into(glo_store *store, const char *part, const char *path, const glo_job *job) {
    sqlite3 *to = NULL;
    int64_t state;
    glo_status status = GLO_OK;
    int code = sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE, NULL);
    if (code != SQLITE_OK)
        status = fail_to_write(path, code);
    if (status == GLO_OK)
        status = glo_db_exec(store, "begin");
    if (status == GLO_OK) {
        status = glo_db_integer(store, "select max(id) from batch", 0, &state);
        if (status == GLO_OK)
            status = copy_pages(store, to, path, job);
        glo_db_exec(store, "commit");
    }
    code = sqlite3_close(to);
    return status == GLO_OK && code != SQLITE_OK ? fail_to_write(path, code) : status;
}

glo_status glo_store_backup(glo_store *store, const char *path, const glo_job *job, uint64_t *out_bytes) {
    glo_outfile file;
    struct stat there;
    if (lstat(path, &there) == 0)
        return glo_fail(GLO_EEXISTS, "there is a '%s' already; give the backup another name", path);
    glo_status status = glo_outfile_begin(path, &file);
    if (status < 0)
        return status;
    store->job = job;
    status = copy_into(store, file.part, path, job);
    store->job = NULL;
    if (status == GLO_OK && stat(file.part, &there) != 0)
        status =
            glo_fail(glo_status_of_errno(errno), "can't write the backup '%s': %s", path, strerror(errno));
    if ((status = glo_outfile_end(&file, status, true)) == GLO_OK)
        *out_bytes = (uint64_t)there.st_size;
    return status;
}
