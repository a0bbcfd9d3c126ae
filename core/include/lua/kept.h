/* kept.h: the text of all modules of the library, read while files can still be opened: behind the wall of `glocal run --pack`
 * they are loaded from here.
 *
 * Example:
 *   if ((status = glo_kept_read()) < 0) return status;
 *   size_t length;
 *   const char *text = glo_kept_text("/usr/share/glocal/foresight/init.lua", &length);   // NULL: it was not read
 */
#ifndef GLO_LUA_KEPT_H
#define GLO_LUA_KEPT_H

#include "base/err.h"

#include <stddef.h>

glo_status glo_kept_read(void); /* once for the process */
const char *glo_kept_text(const char *path, size_t *out_length);

#endif
