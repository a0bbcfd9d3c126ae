/* bundle.c: packs as tar files in memory, by libarchive. Example in bundle.h. */
#include "pack/bundle.h"

#include "base/alloc.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";

/* No part of the name is empty, begins or ends with a dot (which some file systems drop) or has anything but what every file system
 * takes as it is. */
static glo_status check_name(const char *name) {
    size_t length = strlen(name);
    bool is_fine = length > 0 && length <= GLO_BUNDLE_NAME && strspn(name, allowed) == length;
    for (size_t i = 0; is_fine && i <= length; i++) {
        bool begins = i == 0 || name[i - 1] == '/';
        bool ends = name[i] == '/' || name[i] == '\0';
        if (begins ? ends || name[i] == '.' : ends && name[i - 1] == '.')
            is_fine = false;
    }
    if (!is_fine)
        return glo_fail(
            GLO_EINVAL,
            "'%.120s' can't be the name of a file in a pack: it has up to %d letters, digits, _, - and "
            ". in folders parted by /, and no part begins or ends with a dot",
            name, GLO_BUNDLE_NAME);
    return GLO_OK;
}

/* Whether a name is that of a folder in which the other lies, case ignored. */
static bool is_above(const char *name, const char *other) {
    size_t length = strlen(name);
    return strncasecmp(name, other, length) == 0 && other[length] == '/';
}

static glo_status check_files(const glo_bundle_file *files, size_t count) {
    size_t total = 0;
    if (count > GLO_BUNDLE_FILES)
        return glo_fail(GLO_EFULL, "a pack has up to %d files, not %zu", GLO_BUNDLE_FILES, count);
    for (size_t i = 0; i < count; i++) {
        glo_status status = check_name(files[i].name);
        if (status < 0)
            return status;
        if (i > 0 && strcmp(files[i - 1].name, files[i].name) >= 0)
            return glo_fail(GLO_EINVAL, "the files of a pack must be in order: '%s' comes before '%s'",
                            files[i - 1].name, files[i].name);
        for (size_t k = 0; k < i; k++) {
            if (strcasecmp(files[k].name, files[i].name) == 0)
                return glo_fail(GLO_EINVAL, "'%s' and '%s' are the same file where case is ignored",
                                files[k].name, files[i].name);
            if (is_above(files[k].name, files[i].name) || is_above(files[i].name, files[k].name))
                return glo_fail(GLO_EINVAL, "'%s' and '%s' are a file and a folder of one name",
                                files[k].name, files[i].name);
        }
        if (files[i].length > GLO_BUNDLE_BYTES - total)
            return glo_fail(GLO_EFULL, "a pack has up to %d MB", GLO_BUNDLE_BYTES >> 20);
        total += files[i].length;
    }
    return GLO_OK;
}

static la_ssize_t append(struct archive *archive, void *data, const void *bytes, size_t length) {
    glo_buf *out = data;
    glo_buf_bytes(out, bytes, length);
    if (glo_buf_status(out) < 0) {
        archive_set_error(archive, ARCHIVE_FATAL, "out of memory");
        return -1;
    }
    return (la_ssize_t)length;
}

static bool write_file(struct archive *archive, const glo_bundle_file *file) {
    struct archive_entry *entry = archive_entry_new();
    if (!entry)
        return false;
    archive_entry_set_pathname(entry, file->name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)file->length);
    archive_entry_set_mtime(entry, 0, 0);
    bool is_written = archive_write_header(archive, entry) == ARCHIVE_OK &&
                      archive_write_data(archive, file->bytes, file->length) == (la_ssize_t)file->length;
    archive_entry_free(entry);
    return is_written;
}

glo_status glo_bundle_write(const glo_bundle_file *files, size_t count, glo_buf *out) {
    glo_status status = check_files(files, count);
    if (status < 0)
        return status;
    struct archive *archive = archive_write_new();
    bool is_written = archive && archive_write_set_format_ustar(archive) == ARCHIVE_OK &&
                      archive_write_set_bytes_in_last_block(archive, 1) == ARCHIVE_OK &&
                      archive_write_open(archive, out, NULL, append, NULL) == ARCHIVE_OK;
    for (size_t i = 0; is_written && i < count; i++)
        is_written = write_file(archive, &files[i]);
    is_written = is_written && archive_write_close(archive) == ARCHIVE_OK;
    if (archive)
        archive_write_free(archive);
    return is_written ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
}

/* --- reading ----------------------------------------------------------------------------------------------- */

typedef struct contents {
    glo_bundle_file *files;
    size_t count, capacity, bytes;
} contents;

static glo_status refuse(void) {
    return glo_fail(GLO_ECORRUPT, "this is no pack as `glocal pack build` makes it");
}

static glo_status read_file(struct archive *archive, struct archive_entry *entry, contents *found) {
    const char *name = archive_entry_pathname(entry);
    la_int64_t size = archive_entry_size(entry);
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) || !name || size < 0 ||
        (uint64_t)size > GLO_BUNDLE_BYTES - found->bytes || found->count == GLO_BUNDLE_FILES)
        return refuse();
    glo_status status =
        glo_alloc_grow(&found->files, &found->capacity, found->count + 1, sizeof *found->files);
    if (status < 0)
        return status;
    char *copy = NULL, *bytes = NULL;
    status = glo_alloc_array(strlen(name) + 1, 1, &copy);
    if (status == GLO_OK)
        status = glo_alloc_array((size_t)size + 1, 1, &bytes);
    if (status == GLO_OK && archive_read_data(archive, bytes, (size_t)size) != (la_ssize_t)size)
        status = refuse();
    if (status < 0) {
        free(copy);
        free(bytes);
        return status;
    }
    memcpy(copy, name, strlen(name) + 1);
    found->files[found->count++] = (glo_bundle_file){copy, bytes, (size_t)size};
    found->bytes += (size_t)size;
    return GLO_OK;
}

static glo_status read_all(const void *bytes, size_t length, contents *found) {
    struct archive *archive = archive_read_new();
    struct archive_entry *entry;
    if (!archive)
        return glo_fail(GLO_ENOMEM, "out of memory");
    archive_read_support_format_tar(archive);
    glo_status status = archive_read_open_memory(archive, bytes, length) == ARCHIVE_OK ? GLO_OK : refuse();
    int code = ARCHIVE_OK;
    while (status == GLO_OK && (code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK)
        status = read_file(archive, entry, found);
    if (status == GLO_OK && code != ARCHIVE_EOF)
        status = refuse();
    archive_read_free(archive);
    return status;
}

/* Whether writing what was found gives the same bytes: whatever else a tar may hold is not among them. */
static glo_status check_canonical(const contents *found, const void *bytes, size_t length) {
    glo_buf again = {0};
    glo_status status = glo_bundle_write(found->files, found->count, &again);
    if (status == GLO_EINVAL || status == GLO_EFULL ||
        (status == GLO_OK && (again.length != length || memcmp(again.data, bytes, length) != 0)))
        status = refuse();
    glo_buf_dispose(&again);
    return status;
}

glo_status glo_bundle_read(const void *bytes, size_t length, glo_bundle_take *take, void *data) {
    contents found = {0};
    glo_status status = length <= 2 * (size_t)GLO_BUNDLE_BYTES ? read_all(bytes, length, &found) : refuse();
    if (status == GLO_OK)
        status = check_canonical(&found, bytes, length);
    for (size_t i = 0; status == GLO_OK && i < found.count; i++)
        status = take(data, &found.files[i]);
    for (size_t i = 0; i < found.count; i++) {
        free((char *)(uintptr_t)found.files[i].name);
        free((void *)(uintptr_t)found.files[i].bytes);
    }
    free(found.files);
    return status;
}
