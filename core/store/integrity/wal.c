/* wal.c: is the write-ahead log beside a store its own? SQLite replays whatever lies there under that name, so that the log of
 * another store, or of this one at another time, would be mixed into it page by page. It is the store's own where
 *   - the last line of the store's log, as the file has it by itself, stands in the store with the write-ahead log too: lines
 *     are never changed, each has the hash of those before it, and the log of another store has others;
 *   - every page by which the store grows is in one of the two: what an older copy of the file never had is missing.
 * After a crash both hold: the write-ahead log goes on from what the file has. A file that was being brought up to date when
 * the crash came may not be readable alone; then the first is not asked.
 *
 * And is it as it was written? SQLite ends at the first frame whose checksum is wrong, as a crash may leave the last change; what
 * is behind it is gone without a word. But a change is on the disk before the next one begins (synchronous = full): where a
 * change follows behind the one with the wrong frame, no crash did that.
 *
 * Example:  glo_wal_head head; glo_wal_read_head(path, &head); ... open ...; status = glo_wal_check(store, &head);
 *
 * Reference: SQLite, "Database File Format", 4. The Write-Ahead Log.
 */
#include "integrity/wal.h"

#include "base/alloc.h"
#include "base/err.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 32, FRAME = 24, SALTS = 8, TRIES = 3, SIZE_MOST = 65536 };

static void path_of(const char *path, char out[4096]) {
    snprintf(out, 4096, "%s-wal", path);
}

bool glo_wal_is_there(const char *path) {
    char name[4096];
    struct stat log;
    path_of(path, name);
    return stat(name, &log) == 0 && log.st_size > 0;
}

bool glo_wal_has_index(const char *path) {
    char name[4096];
    snprintf(name, sizeof name, "%s-shm", path);
    return access(name, R_OK) == 0;
}

/* ---- the last line ---- */

/* Of the file alone: SQLite leaves the write-ahead log out of a file that it is told never changes. */
static int read_head(const char *path, glo_wal_head *out) {
    glo_store *alone = NULL;
    sqlite3_stmt *statement = NULL;
    glo_status status = glo_db_open_alone(path, &alone);
    if (status == GLO_OK)
        status = glo_db_prepare(alone, "select id, hash from log order by id desc limit 1", &statement);
    int found = status;
    if (status == GLO_OK) {
        if ((found = glo_db_step(alone, statement)) == 1) {
            out->id = sqlite3_column_int64(statement, 0);
            snprintf(out->hash, sizeof out->hash, "%s", glo_db_text(statement, 1));
        }
        status = glo_db_finish(alone, statement, found);
    }
    glo_store_close(alone);
    return status < 0 ? status : found;
}

glo_status glo_wal_read_head(const char *path, glo_wal_head *out) {
    *out = (glo_wal_head){0, ""};
    const int found = read_head(path, out);
    if (found != 1)
        out->id = 0;
    return found == GLO_ENOMEM ? GLO_ENOMEM : GLO_OK;
}

/* 1 where the store has the line, 0 where it has another or none. */
static int has_line(glo_store *store, const glo_wal_head *head) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "select hash from log where id = ?1", &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, head->id);
    status = glo_db_step(store, statement);
    const int is_same = status == 1 && strcmp(glo_db_text(statement, 0), head->hash) == 0;
    status = glo_db_finish(store, statement, status);
    return status < 0 ? status : is_same;
}

/* ---- the pages ---- */

static uint32_t number_at(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

typedef struct wal_file {
    int descriptor;
    unsigned char header[HEADER];
    uint32_t page_size;
    uint32_t frames; /* up to its last commit */
    uint32_t pages;  /* of the store as of then */
} wal_file;

static bool read_frame(const wal_file *wal, uint32_t frame, unsigned char out[FRAME]) {
    const off_t at = HEADER + (off_t)frame * (FRAME + (off_t)wal->page_size);
    return pread(wal->descriptor, out, FRAME, at) == FRAME && memcmp(out + 8, wal->header + 16, SALTS) == 0;
}

/* Frames of before, which a new log overwrites from its begin, have other salts. */
static void find_end(wal_file *wal) {
    unsigned char frame[FRAME];
    for (uint32_t i = 0; read_frame(wal, i, frame); i++) {
        if (number_at(frame + 4) > 0) {
            wal->frames = i + 1;
            wal->pages = number_at(frame + 4);
        }
    }
}

/* How many pages of the store are neither in its file of `pages` nor in the log. */
static glo_status count_missing(const wal_file *wal, uint32_t pages, uint32_t *out) {
    unsigned char frame[FRAME];
    bool *is_there;
    uint32_t missing = wal->pages - pages;
    glo_status status = glo_alloc_array(missing, sizeof *is_there, &is_there);
    if (status < 0)
        return status;
    for (uint32_t i = 0; i < wal->frames && read_frame(wal, i, frame); i++) {
        const uint32_t page = number_at(frame);
        if (page > pages && page <= wal->pages && !is_there[page - pages - 1]) {
            is_there[page - pages - 1] = true;
            missing--;
        }
    }
    free(is_there);
    *out = missing;
    return GLO_OK;
}

/* The file is measured last: what a log that is written anew has not is in the file by then. */
static glo_status find_missing_in(wal_file *wal, const char *path, uint32_t *out) {
    struct stat file;
    if (pread(wal->descriptor, wal->header, HEADER, 0) != HEADER)
        return GLO_OK;
    wal->page_size = number_at(wal->header + 8);
    if (wal->page_size < 512 || wal->page_size > SIZE_MOST)
        return GLO_OK;
    find_end(wal);
    if (stat(path, &file) != 0 || file.st_size / wal->page_size >= wal->pages)
        return GLO_OK;
    const uint32_t pages = (uint32_t)(file.st_size / wal->page_size);
    *out = wal->pages - pages;
    return *out > wal->frames ? GLO_OK : count_missing(wal, pages, out);
}

/* What is no log is SQLite's to pass over. */
static glo_status find_missing(const char *path, uint32_t *out) {
    char name[4096];
    path_of(path, name);
    wal_file wal = {.descriptor = open(name, O_RDONLY | O_CLOEXEC)};
    if (wal.descriptor < 0)
        return GLO_OK;
    glo_status status = find_missing_in(&wal, path, out);
    close(wal.descriptor);
    return status;
}

/* ---- the frames ---- */

typedef struct checksum {
    uint32_t a, b;
    bool is_big; /* how it takes the bytes as numbers */
} checksum;

static uint32_t word_at(const checksum *sum, const unsigned char *bytes) {
    return sum->is_big
               ? number_at(bytes)
               : (uint32_t)bytes[3] << 24 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[1] << 8 | bytes[0];
}

/* The length is a multiple of eight. */
static void add_bytes(checksum *sum, const unsigned char *bytes, size_t length) {
    for (size_t at = 0; at < length; at += 8) {
        sum->a += word_at(sum, bytes + at) + sum->b;
        sum->b += word_at(sum, bytes + at + 4) + sum->a;
    }
}

static bool is_stored(const checksum *sum, const unsigned char *bytes) {
    return number_at(bytes) == sum->a && number_at(bytes + 4) == sum->b;
}

/* The sum goes on from frame to frame. */
static bool is_whole(const wal_file *wal, uint32_t frame, unsigned char *page, checksum *sum) {
    const off_t at = HEADER + (off_t)frame * (FRAME + (off_t)wal->page_size);
    unsigned char head[FRAME];
    if (!read_frame(wal, frame, head) ||
        pread(wal->descriptor, page, wal->page_size, at + FRAME) != (ssize_t)wal->page_size)
        return false;
    add_bytes(sum, head, 8);
    add_bytes(sum, page, wal->page_size);
    return is_stored(sum, head + 16);
}

/* Whether a whole change, and something of another, stand from that frame on. */
static bool has_changes_from(const wal_file *wal, uint32_t frame, uint32_t frames) {
    unsigned char head[FRAME];
    bool has_change = false;
    for (; frame < frames; frame++) {
        if (!read_frame(wal, frame, head))
            continue;
        if (has_change)
            return true;
        has_change = number_at(head + 4) > 0;
    }
    return false;
}

static glo_status find_damage_in(wal_file *wal, uint32_t frames, bool *out) {
    checksum sum = {0, 0, wal->header[3] & 1};
    unsigned char *page;
    add_bytes(&sum, wal->header, HEADER - 8);
    *out = !is_stored(&sum, wal->header + HEADER - 8);
    if (*out)
        return GLO_OK;
    glo_status status = glo_alloc_array(wal->page_size, 1, &page);
    if (status < 0)
        return status;
    for (uint32_t i = 0; i < frames; i++) {
        if (is_whole(wal, i, page, &sum))
            continue;
        *out = has_changes_from(wal, i, frames);
        break;
    }
    free(page);
    return GLO_OK;
}

/* What another program writes meanwhile is no damage: it begins anew with another header. */
static glo_status find_damage(const char *path, bool *out) {
    char name[4096];
    unsigned char header[HEADER];
    struct stat log;
    glo_status status = GLO_OK;
    path_of(path, name);
    wal_file wal = {.descriptor = open(name, O_RDONLY | O_CLOEXEC)};
    if (wal.descriptor < 0)
        return GLO_OK;
    if (fstat(wal.descriptor, &log) == 0 && pread(wal.descriptor, wal.header, HEADER, 0) == HEADER) {
        wal.page_size = number_at(wal.header + 8);
        const bool is_size = wal.page_size >= 512 && wal.page_size <= SIZE_MOST && wal.page_size % 8 == 0;
        const off_t frames = is_size ? (log.st_size - HEADER) / (FRAME + (off_t)wal.page_size) : 0;
        if (!is_size)
            *out = log.st_size > HEADER + FRAME + 512;
        else if (frames > 0)
            status = find_damage_in(&wal, frames < UINT32_MAX ? (uint32_t)frames : UINT32_MAX, out);
        if (*out &&
            (pread(wal.descriptor, header, HEADER, 0) != HEADER || memcmp(header, wal.header, HEADER) != 0))
            *out = false;
    }
    close(wal.descriptor);
    return status;
}

/* ---- all of it ---- */

static glo_status refuse(const char *path, const char *why) {
    return glo_fail(
        GLO_ECORRUPT,
        "'%s-wal' does not belong to '%s': %s. Nothing was changed; move it away, or put back the "
        "store that it was written for",
        path, path, why);
}

glo_status glo_wal_check(glo_store *store, const glo_wal_head *head) {
    uint32_t missing = 0;
    bool is_damaged = false;
    glo_wal_head line = *head;
    int found = 1;
    glo_status status = find_damage(store->path, &is_damaged);
    if (status == GLO_OK && is_damaged)
        return glo_fail(
            GLO_ECORRUPT,
            "'%s-wal' is damaged: changes that were made in '%s' stand behind bytes that are not as they "
            "were written. Nothing was changed; put back a copy of both files from before",
            store->path, store->path);
    if (status == GLO_OK)
        status = find_missing(store->path, &missing);
    if (status == GLO_OK && missing > 0)
        status = refuse(store->path, "it goes on from a newer copy of the store");
    /* The line is read again, for another program may have been writing the page that it was read from. */
    for (int i = 0; status == GLO_OK && line.id > 0 && i < TRIES && (found = has_line(store, &line)) != 1;
         i++) {
        if (found < 0 && found != GLO_ECORRUPT && found != GLO_ESQL)
            return (glo_status)found;
        status = glo_wal_read_head(store->path, &line);
    }
    return status == GLO_OK && found != 1 && line.id > 0
               ? refuse(store->path, "the last line of the store's log is not in it")
               : status;
}
