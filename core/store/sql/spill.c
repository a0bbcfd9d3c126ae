/* spill.c: SQLite's temporary files, kept in memory, and the time that a statement sees.
 *
 * What a statement sorts must be flushed to a file bit by bit: a list that SQLite keeps whole (temp_store =
 * memory) is sorted in one go at the end, seconds of work that Ctrl-C can't stop. But figures have no
 * business in a temporary file on disk, so such a file is a run of bytes here, and all of them hold no more than the
 * frames of the process may still hold (frame/column.h). "now" and current_date are those of the run (base/clock.h), so
 * that a run made again with its clock held has its own day in SQL too. All else is left to SQLite's own file system.
 *
 * Reference: SQLite, "The SQLite OS Interface or VFS".
 */
#include "base/alloc.h"
#include "base/clock.h"
#include "db.h"
#include "frame/column.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

typedef struct spill {
    sqlite3_file base;
    unsigned char *bytes;
    size_t size, room;
} spill;

static atomic_size_t in_all_files; /* bytes of room */

static int spill_close(sqlite3_file *file) {
    spill *s = (spill *)file;
    atomic_fetch_sub(&in_all_files, s->room);
    free(s->bytes);
    return SQLITE_OK;
}

/* What lies behind the end reads as zeros. */
static int spill_read(sqlite3_file *file, void *out, int length, sqlite3_int64 at) {
    const spill *s = (const spill *)file;
    size_t wanted = (size_t)length, from = (size_t)at;
    size_t there = from < s->size ? s->size - from : 0;
    if (there > wanted)
        there = wanted;
    if (there)
        memcpy(out, s->bytes + from, there);
    memset((char *)out + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int spill_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at) {
    spill *s = (spill *)file;
    size_t from = (size_t)at, end = from + (size_t)length, room = s->room;
    if (end > room && glo_column_has_room(atomic_load(&in_all_files) + (end - room)) < 0)
        return SQLITE_IOERR_NOMEM;
    if (glo_alloc_grow(&s->bytes, &s->room, end, 1) < 0)
        return SQLITE_IOERR_NOMEM;
    atomic_fetch_add(&in_all_files, s->room - room);
    if (from > s->size)
        memset(s->bytes + s->size, 0, from - s->size);
    memcpy(s->bytes + from, bytes, (size_t)length);
    if (end > s->size)
        s->size = end;
    return SQLITE_OK;
}

static int spill_truncate(sqlite3_file *file, sqlite3_int64 size) {
    spill *s = (spill *)file;
    if ((size_t)size < s->size)
        s->size = (size_t)size;
    return SQLITE_OK;
}

static int spill_size(sqlite3_file *file, sqlite3_int64 *out) {
    *out = (sqlite3_int64)((spill *)file)->size;
    return SQLITE_OK;
}

static int spill_sync(sqlite3_file *file, int flags) {
    (void)file;
    (void)flags;
    return SQLITE_OK;
}

static int spill_lock(sqlite3_file *file, int level) { /* nobody else has it */
    (void)file;
    (void)level;
    return SQLITE_OK;
}

static int spill_check_lock(sqlite3_file *file, int *out) {
    (void)file;
    *out = 0;
    return SQLITE_OK;
}

static int spill_control(sqlite3_file *file, int operation, void *argument) {
    (void)file;
    (void)operation;
    (void)argument;
    return SQLITE_NOTFOUND;
}

static int spill_zero(sqlite3_file *file) { /* of sectors and of what the device is like, nothing is known */
    (void)file;
    return 0;
}

static const sqlite3_io_methods spill_methods = {.iVersion = 1,
                                                 .xClose = spill_close,
                                                 .xRead = spill_read,
                                                 .xWrite = spill_write,
                                                 .xTruncate = spill_truncate,
                                                 .xSync = spill_sync,
                                                 .xFileSize = spill_size,
                                                 .xLock = spill_lock,
                                                 .xUnlock = spill_lock,
                                                 .xCheckReservedLock = spill_check_lock,
                                                 .xFileControl = spill_control,
                                                 .xSectorSize = spill_zero,
                                                 .xDeviceCharacteristics = spill_zero};

static sqlite3_vfs spilling, still;
static sqlite3_vfs *own, *own_still; /* SQLite's */
static pthread_once_t registered = PTHREAD_ONCE_INIT;

/* A file without a name is a temporary one. */
static int spill_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
    sqlite3_vfs *files = vfs == &still ? own_still : own;
    if (name)
        return files->xOpen(files, name, file, flags, out_flags);
    *(spill *)file = (spill){.base.pMethods = &spill_methods};
    if (out_flags)
        *out_flags = flags;
    return SQLITE_OK;
}

/* Milliseconds since noon of 24 November 4714 BC, as SQLite counts them. */
static int spill_now(sqlite3_vfs *vfs, sqlite3_int64 *out) {
    static const sqlite3_int64 epoch = 210866760000000; /* 1970-01-01 */
    sqlite3_vfs *files = vfs == &still ? own_still : own;
    if (!glo_clock_is_held())
        return files->xCurrentTimeInt64(files, out);
    *out = epoch + (sqlite3_int64)glo_clock_now() * 1000;
    return SQLITE_OK;
}

/* `made` over `files`, one of SQLite's. */
static void register_over(sqlite3_vfs *files, const char *name, sqlite3_vfs *made) {
    if (!files)
        return;
    *made = *files;
    made->zName = name;
    made->xOpen = spill_open;
    if (made->iVersion >= 2) /* since SQLite 3.7 */
        made->xCurrentTimeInt64 = spill_now;
    if (made->szOsFile < (int)sizeof(spill))
        made->szOsFile = (int)sizeof(spill);
    sqlite3_vfs_register(made, 0);
}

static void register_once(void) {
    own = sqlite3_vfs_find(NULL);
    own_still = sqlite3_vfs_find("unix-none");
    register_over(own, "glocal", &spilling);
    register_over(own_still, "glocal-still", &still);
}

const char *glo_spill_name(void) {
    pthread_once(&registered, register_once);
    return spilling.zName;
}

const char *glo_spill_still_name(void) {
    pthread_once(&registered, register_once);
    return still.zName;
}
