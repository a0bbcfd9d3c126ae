/* faults.c: counts and fails allocations and calls to the file system. Example in faults.h. */
#include "faults.h"

#include <errno.h>
#include <openssl/crypto.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct {
    atomic_bool is_armed;
    fault_kind kind;
    bool lasts;
    atomic_long left, failed;
} faults;

void faults_arm(fault_kind kind, long nth, bool lasts) {
    faults.kind = kind;
    faults.lasts = lasts;
    faults.left = nth;
    faults.failed = 0;
    faults.is_armed = true;
}

long faults_disarm(void) {
    faults.is_armed = false;
    return faults.failed;
}

static bool is_due(fault_kind kind) {
    if (!faults.is_armed || faults.kind != kind)
        return false;
    long left = atomic_fetch_sub(&faults.left, 1);
    bool is_failing = left == 1 || (faults.lasts && left < 1);
    faults.failed += is_failing;
    return is_failing;
}

/* ---- memory: the core's by the linker's --wrap ---- */

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
char *__real_strdup(const char *text);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
char *__wrap_strdup(const char *text);

void *__wrap_malloc(size_t size) {
    return is_due(FAULT_ALLOCATION) ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return is_due(FAULT_ALLOCATION) ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
    return is_due(FAULT_ALLOCATION) ? NULL : __real_realloc(block, size);
}

char *__wrap_strdup(const char *text) {
    return is_due(FAULT_ALLOCATION) ? NULL : __real_strdup(text);
}

static void *hash_malloc(size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    return __wrap_malloc(size);
}

static void *hash_realloc(void *block, size_t size, const char *file, int line) {
    (void)file;
    (void)line;
    return __wrap_realloc(block, size);
}

static void hash_free(void *block, const char *file, int line) {
    (void)file;
    (void)line;
    free(block);
}

static sqlite3_mem_methods memory;

static void *sqlite_malloc(int size) {
    return is_due(FAULT_ALLOCATION) ? NULL : memory.xMalloc(size);
}

static void *sqlite_realloc(void *block, int size) {
    return is_due(FAULT_ALLOCATION) ? NULL : memory.xRealloc(block, size);
}

/* ---- files: a file system over SQLite's own ---- */

typedef struct shim_file {
    sqlite3_file base;
    sqlite3_file *real; /* behind it */
} shim_file;

static sqlite3_file *real_of(sqlite3_file *file) {
    return ((shim_file *)file)->real;
}

static int shim_close(sqlite3_file *file) {
    return real_of(file)->pMethods->xClose(real_of(file));
}
static int shim_read(sqlite3_file *file, void *out, int length, sqlite3_int64 at) {
    return real_of(file)->pMethods->xRead(real_of(file), out, length, at);
}
static int shim_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at) {
    if (is_due(FAULT_WRITE)) { /* half of it was written */
        real_of(file)->pMethods->xWrite(real_of(file), bytes, length / 2, at);
        return SQLITE_IOERR_WRITE;
    }
    return real_of(file)->pMethods->xWrite(real_of(file), bytes, length, at);
}
static int shim_truncate(sqlite3_file *file, sqlite3_int64 size) {
    return is_due(FAULT_WRITE) ? SQLITE_IOERR_TRUNCATE
                               : real_of(file)->pMethods->xTruncate(real_of(file), size);
}
/* The disk itself is spared: nothing here has to outlive the machine. */
static int shim_sync(sqlite3_file *file, int flags) {
    (void)file;
    (void)flags;
    return is_due(FAULT_SYNC) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}
static int shim_size(sqlite3_file *file, sqlite3_int64 *out) {
    return real_of(file)->pMethods->xFileSize(real_of(file), out);
}
static int shim_lock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xLock(real_of(file), level);
}
static int shim_unlock(sqlite3_file *file, int level) {
    return real_of(file)->pMethods->xUnlock(real_of(file), level);
}
static int shim_check_lock(sqlite3_file *file, int *out) {
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), out);
}
static int shim_control(sqlite3_file *file, int operation, void *argument) {
    return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}
static int shim_sector(sqlite3_file *file) {
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}
static int shim_device(sqlite3_file *file) {
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}
static int shim_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out) {
    return is_due(FAULT_OPEN) ? SQLITE_IOERR_SHMOPEN
                              : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, out);
}
static int shim_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}
static void shim_shm_barrier(sqlite3_file *file) {
    real_of(file)->pMethods->xShmBarrier(real_of(file));
}
static int shim_shm_unmap(sqlite3_file *file, int delete) {
    return real_of(file)->pMethods->xShmUnmap(real_of(file), delete);
}

static const sqlite3_io_methods shim_methods = {.iVersion = 2,
                                                .xClose = shim_close,
                                                .xRead = shim_read,
                                                .xWrite = shim_write,
                                                .xTruncate = shim_truncate,
                                                .xSync = shim_sync,
                                                .xFileSize = shim_size,
                                                .xLock = shim_lock,
                                                .xUnlock = shim_unlock,
                                                .xCheckReservedLock = shim_check_lock,
                                                .xFileControl = shim_control,
                                                .xSectorSize = shim_sector,
                                                .xDeviceCharacteristics = shim_device,
                                                .xShmMap = shim_shm_map,
                                                .xShmLock = shim_shm_lock,
                                                .xShmBarrier = shim_shm_barrier,
                                                .xShmUnmap = shim_shm_unmap};

static sqlite3_vfs shim, *real_vfs;

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out_flags) {
    (void)vfs;
    shim_file *opened = (shim_file *)file;
    opened->base.pMethods = NULL;
    opened->real = (sqlite3_file *)(opened + 1);
    if (is_due(FAULT_OPEN))
        return SQLITE_CANTOPEN;
    int code = real_vfs->xOpen(real_vfs, name, opened->real, flags, out_flags);
    if (opened->real->pMethods)
        opened->base.pMethods = &shim_methods;
    return code;
}

void faults_prepare(void) {
    if (!CRYPTO_set_mem_functions(hash_malloc, hash_realloc, hash_free)) {
        fprintf(stderr, "OpenSSL has memory already\n");
        abort();
    }
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
    sqlite3_mem_methods counting = memory;
    counting.xMalloc = sqlite_malloc;
    counting.xRealloc = sqlite_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &counting);
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0); /* so that small blocks are allocations too */
    sqlite3_initialize();
    real_vfs = sqlite3_vfs_find(NULL);
    shim = *real_vfs;
    shim.zName = "faults";
    shim.xOpen = shim_open;
    shim.szOsFile = real_vfs->szOsFile + (int)sizeof(shim_file);
    sqlite3_vfs_register(&shim, 1);
}
