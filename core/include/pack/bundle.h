/* bundle.h: the files of a pack as one run of bytes, in memory: a tar whose bytes depend on the names and contents alone, so
 * that the same folder gives the same file on any machine. It is not compressed, so it can't unpack to more than it is.
 *
 * Only what glo_bundle_write makes is read: what has links, devices, folders, names that lead elsewhere, times, owners or
 * bytes behind the end is written otherwise, and refused.
 *
 * Example:
 *   glo_bundle_file files[] = {{"init.lua", "return {}", 9}, {"pack.lua", "return {}", 9}};
 *   status = glo_bundle_write(files, 2, &out);
 *   status = glo_bundle_read(out.data, out.length, take, &mine);      take(data, &file) for each
 */
#ifndef GLO_PACK_BUNDLE_H
#define GLO_PACK_BUNDLE_H

#include "base/buf.h"
#include "base/err.h"

#include <stddef.h>

enum { GLO_BUNDLE_FILES = 1000, GLO_BUNDLE_NAME = 100, GLO_BUNDLE_BYTES = 64 << 20 };

typedef struct glo_bundle_file {
    const char *name; /* letters, digits, _ - . and / between folders; up to GLO_BUNDLE_NAME bytes */
    const void *bytes;
    size_t length;
} glo_bundle_file;

/* GLO_EINVAL: a name that can't stand in a bundle, or the same one twice where capitals are not told apart; the files come
 * in the order of their names' bytes. GLO_EFULL: too many files, or too large. */
glo_status glo_bundle_write(const glo_bundle_file *files, size_t count, glo_buf *out);

/* What is done with a file; its name and bytes are borrowed. */
typedef glo_status glo_bundle_take(void *data, const glo_bundle_file *file);

/* Takes each file, once all of the bytes are known to be what glo_bundle_write makes of them: else GLO_ECORRUPT. */
glo_status glo_bundle_read(const void *bytes, size_t length, glo_bundle_take *take, void *data);

#endif
