/* outfile.h: a file that appears whole or not at all: written beside its place under a name that nobody had, then moved there.
 *
 * Example:
 *   glo_outfile file;
 *   if ((status = glo_outfile_begin("r.csv", &file)) < 0) return status;
 *   FILE *part = fopen(file.part, "wb"); ...
 *   fclose(part);
 *   return glo_outfile_end(&file, status, false);
 */
#ifndef GLO_BASE_OUTFILE_H
#define GLO_BASE_OUTFILE_H

#include "base/err.h"

#include <stdbool.h>

typedef struct glo_outfile {
    char *path,
        *part; /* its place, and where it is written: an empty file in the same folder that only its owner may read */
} glo_outfile;

/* What is a link, a folder or a device is refused: nothing is written through it or put in its place. GLO_EINVAL, GLO_ENOTFOUND,
 * GLO_EREADONLY, GLO_EFULL ... name the path. */
glo_status glo_outfile_begin(const char *path, glo_outfile *out);
/* Where `status` is GLO_OK the file is on the disk and then in its place, to be read by its owner alone if `is_private`; else it
 * is removed. Gives the first failure. */
glo_status glo_outfile_end(glo_outfile *file, glo_status status, bool is_private);

#endif
