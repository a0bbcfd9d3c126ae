/* archive.h: files inside a .zip (also .xlsx, which is one): listed, taken out within bounds, and packed. The
 * library is libarchive.
 *
 * Sizes are those that the archive's own directory declares, and no more than that is ever taken out, so that
 * a small file that would unpack to a huge one is refused before it does.
 *
 * Example:
 *   glo_archive_limits limits = {.files = 1000, .bytes = 1 << 30};
 *   const char *const names[] = {"xl/workbook.xml", NULL};
 *   status = glo_archive_check("figures.xlsx", &limits, names, &found);
 *   status = glo_archive_take("package.zip", "data.csv", "/tmp/glocal-x/data.csv", 1 << 30, job);
 */
#ifndef GLO_EXCHANGE_ARCHIVE_H
#define GLO_EXCHANGE_ARCHIVE_H

#include "base/err.h"
#include "base/job.h"
#include "frame/words.h"
#include "io/decode.h"

#include <stddef.h>
#include <stdint.h>

typedef struct glo_archive_limits {
    size_t files;
    uint64_t bytes; /* of all files unpacked */
} glo_archive_limits;

/* Reads the directory of the archive: GLO_ECORRUPT when it is damaged, GLO_EFULL past the limits. *out_found:
 * which of the `names` (ended by NULL) is in it first in their order, or -1. */
glo_status glo_archive_check(const char *path, const glo_archive_limits *limits, const char *const *names,
                             int *out_found);

/* The files in the archive that an analyst could mean: not folders, nor what programs leave there (__MACOSX, names that
 * begin with a dot). As glo_archive_check fails. */
glo_status glo_archive_names(const char *path, const glo_archive_limits *limits, glo_words **out);

/* Writes one file of the archive to `to`. GLO_ENOTFOUND, GLO_ECORRUPT, GLO_EFULL past `most` bytes. */
glo_status glo_archive_take(const char *path, const char *name, const char *to, uint64_t most,
                            const glo_job *job);

/* The same as a stream, for what is read and not kept: neither more than `most` bytes. The source borrows the part, the
 * part the path; `size` is what the archive says of it. */
typedef struct glo_archive_part glo_archive_part;
glo_status glo_archive_open(const char *path, const char *name, uint64_t most, glo_archive_part **out);
glo_source glo_archive_source(glo_archive_part *part);
void glo_archive_close(glo_archive_part *part);

/* Packs files into a new .zip, under their names in it. */
typedef struct glo_archive_file {
    const char *name, *path;
} glo_archive_file;
glo_status glo_archive_pack(const char *path, const glo_archive_file *files, size_t count,
                            const glo_job *job);

#endif
