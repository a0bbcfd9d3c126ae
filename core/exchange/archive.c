/* archive.c: the one file that uses libarchive. Example in archive.h. */
#include "exchange/archive.h"

#include "base/alloc.h"
#include "base/err.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 64 * 1024 };

static glo_status damaged(const char *path, struct archive *archive) {
    const char *why = archive_error_string(archive);
    return glo_fail(GLO_ECORRUPT, "'%s' is a damaged archive: %s", path, why ? why : "it can't be read");
}

static glo_status open_archive(const char *path, struct archive **out) {
    FILE *there = fopen(path, "rb");
    if (!there)
        return glo_fail(glo_status_of_errno(errno), "can't open '%s': %s", path, strerror(errno));
    fclose(there);
    struct archive *archive = archive_read_new();
    if (!archive)
        return glo_fail(GLO_ENOMEM, "out of memory");
    archive_read_support_format_zip_seekable(archive);
    if (archive_read_open_filename(archive, path, BLOCK) != ARCHIVE_OK) {
        glo_status status = damaged(path, archive);
        archive_read_free(archive);
        return status;
    }
    *out = archive;
    return GLO_OK;
}

static glo_status too_large(const char *path, uint64_t most) {
    return glo_fail(GLO_EFULL, "'%s' unpacks to more than %" PRIu64 " MB and is not read", path, most >> 20);
}

glo_status glo_archive_check(const char *path, const glo_archive_limits *limits, const char *const *names,
                             int *out_found) {
    struct archive *archive = NULL;
    struct archive_entry *entry;
    uint64_t bytes = 0;
    size_t files = 0;
    int found = -1, code = ARCHIVE_OK, status = open_archive(path, &archive);
    while (status == GLO_OK && (code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        const char *name = archive_entry_pathname(entry);
        int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
        bytes += size > 0 ? (uint64_t)size : 0;
        if (bytes > limits->bytes || size < 0)
            status = too_large(path, limits->bytes);
        else if (++files > limits->files)
            status =
                glo_fail(GLO_EFULL, "'%s' holds more than %zu files: it is not read", path, limits->files);
        for (int i = 0; name && names[i] && (found < 0 || i < found); i++) {
            if (strcmp(name, names[i]) == 0)
                found = i;
        }
    }
    if (status == GLO_OK && code != ARCHIVE_EOF)
        status = damaged(path, archive);
    if (archive)
        archive_read_free(archive);
    if (status == GLO_OK)
        *out_found = found;
    return status;
}

static bool is_meant(const char *name) {
    const char *last = strrchr(name, '/');
    last = last ? last + 1 : name;
    return *last && *last != '.' && strncmp(name, "__MACOSX/", 9) != 0;
}

glo_status glo_archive_names(const char *path, const glo_archive_limits *limits, glo_words **out) {
    static const char *const none[] = {NULL};
    struct archive *archive = NULL;
    struct archive_entry *entry;
    glo_words *names = NULL;
    uint32_t unused;
    int found, code = ARCHIVE_EOF;
    glo_status status = glo_archive_check(path, limits, none, &found);
    if (status == GLO_OK)
        status = open_archive(path, &archive);
    if (status == GLO_OK)
        status = glo_words_new(&names);
    while (status == GLO_OK && (code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        const char *name = archive_entry_pathname(entry);
        if (name && is_meant(name))
            status = glo_words_add(names, name, strlen(name), &unused);
    }
    if (status == GLO_OK && code != ARCHIVE_EOF)
        status = damaged(path, archive);
    if (archive)
        archive_read_free(archive);
    if (status == GLO_OK)
        *out = names;
    else
        glo_words_free(names);
    return status;
}

static glo_status find_entry(struct archive *archive, const char *path, const char *name,
                             struct archive_entry **out) {
    struct archive_entry *entry;
    int code;
    while ((code = archive_read_next_header(archive, &entry)) == ARCHIVE_OK) {
        const char *at = archive_entry_pathname(entry);
        if (at && strcmp(at, name) == 0) {
            *out = entry;
            return GLO_OK;
        }
    }
    return code == ARCHIVE_EOF ? glo_fail(GLO_ENOTFOUND, "'%s' holds no file '%s'", path, name)
                               : damaged(path, archive);
}

struct glo_archive_part {
    struct archive *archive;
    const char *path;
    uint64_t done, most, size;
};

glo_status glo_archive_open(const char *path, const char *name, uint64_t most, glo_archive_part **out) {
    glo_archive_part *part;
    struct archive_entry *entry = NULL;
    glo_status status = glo_alloc_array(1, sizeof *part, &part);
    if (status < 0)
        return status;
    part->path = path;
    part->most = most;
    status = open_archive(path, &part->archive);
    if (status == GLO_OK)
        status = find_entry(part->archive, path, name, &entry);
    if (status < 0) {
        glo_archive_close(part);
        return status;
    }
    int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : 0;
    part->size = size > 0 ? (uint64_t)size : 0;
    *out = part;
    return GLO_OK;
}

void glo_archive_close(glo_archive_part *part) {
    if (part && part->archive)
        archive_read_free(part->archive);
    free(part);
}

static glo_status read_part(void *context, char *out, size_t room, size_t *out_got) {
    glo_archive_part *part = context;
    la_ssize_t got = archive_read_data(part->archive, out, room);
    if (got < 0)
        return damaged(part->path, part->archive);
    part->done += (uint64_t)got;
    if (part->done > part->most)
        return too_large(part->path, part->most);
    *out_got = (size_t)got;
    return GLO_OK;
}

glo_source glo_archive_source(glo_archive_part *part) {
    return (glo_source){.read = read_part, .context = part, .size = part->size};
}

static glo_status copy_part(glo_archive_part *part, const char *to, const glo_job *job) {
    char *block;
    size_t got = 1;
    FILE *file = fopen(to, "wb");
    if (!file)
        return glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", to, strerror(errno));
    glo_status status = glo_alloc_array(BLOCK, 1, &block);
    while (status == GLO_OK && got > 0) {
        status = read_part(part, block, BLOCK, &got);
        if (status == GLO_OK && fwrite(block, 1, got, file) != got)
            status =
                glo_fail(glo_status_of_errno(errno), "can't unpack '%s': %s", part->path, strerror(errno));
        if (status == GLO_OK)
            status = glo_job_step(job, "unpacking", part->done, 0);
    }
    free(block);
    if (fclose(file) != 0 && status == GLO_OK)
        status = glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", to, strerror(errno));
    return status;
}

glo_status glo_archive_take(const char *path, const char *name, const char *to, uint64_t most,
                            const glo_job *job) {
    glo_archive_part *part = NULL;
    glo_status status = glo_archive_open(path, name, most, &part);
    if (status == GLO_OK)
        status = copy_part(part, to, job);
    glo_archive_close(part);
    return status;
}

static glo_status cant_pack(const char *path, struct archive *archive) {
    const char *why = archive_error_string(archive);
    int error = archive_errno(archive);
    return glo_fail(error ? glo_status_of_errno(error) : GLO_EIO, "can't write '%s': %s", path,
                    why ? why : "");
}

static glo_status pack_file(struct archive *archive, const char *path, const glo_archive_file *file,
                            char *block, const glo_job *job) {
    FILE *from = fopen(file->path, "rb");
    if (!from)
        return glo_fail(glo_status_of_errno(errno), "can't read '%s': %s", file->path, strerror(errno));
    fseeko(from, 0, SEEK_END);
    off_t size = ftello(from);
    rewind(from);
    struct archive_entry *entry = archive_entry_new();
    glo_status status = entry ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
    if (entry) {
        archive_entry_set_pathname(entry, file->name);
        archive_entry_set_size(entry, size);
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        /* The same files give the same bytes. A zip has local time, and for what is older than 1980 the first day
         * of that year; so no time of 1980, which lies before and after it in other time zones. */
        archive_entry_set_mtime(entry, 0, 0);
        if (archive_write_header(archive, entry) != ARCHIVE_OK)
            status = cant_pack(path, archive);
        archive_entry_free(entry);
    }
    size_t got;
    while (status == GLO_OK && (got = fread(block, 1, BLOCK, from)) > 0) {
        if (archive_write_data(archive, block, got) != (la_ssize_t)got)
            status = cant_pack(path, archive);
        else
            status = glo_job_step(job, "packing", 0, 0);
    }
    fclose(from);
    return status;
}

glo_status glo_archive_pack(const char *path, const glo_archive_file *files, size_t count,
                            const glo_job *job) {
    char *block;
    FILE *there = fopen(path, "wb"); /* libarchive does not say why it can't */
    if (!there)
        return glo_fail(glo_status_of_errno(errno), "can't write '%s': %s", path, strerror(errno));
    fclose(there);
    glo_status status = glo_alloc_array(BLOCK, 1, &block);
    struct archive *archive = status == GLO_OK ? archive_write_new() : NULL;
    if (status == GLO_OK && !archive)
        status = glo_fail(GLO_ENOMEM, "out of memory");
    if (archive && (archive_write_set_format_zip(archive) != ARCHIVE_OK ||
                    archive_write_open_filename(archive, path) != ARCHIVE_OK))
        status = cant_pack(path, archive);
    for (size_t i = 0; status == GLO_OK && i < count; i++)
        status = pack_file(archive, path, &files[i], block, job);
    if (archive && archive_write_close(archive) != ARCHIVE_OK && status == GLO_OK)
        status = cant_pack(path, archive);
    if (archive)
        archive_write_free(archive);
    free(block);
    return status;
}
