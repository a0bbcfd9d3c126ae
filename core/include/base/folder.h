/* folder.h: a temporary folder of one's own, and its removal with all that is in it.
 *
 * Example:
 *   char *folder;
 *   status = glo_folder_new(&folder);    // in $TMPDIR, else /tmp; its owner alone may read it
 *   ...
 *   glo_folder_remove(folder);
 *   free(folder);
 */
#ifndef GLO_BASE_FOLDER_H
#define GLO_BASE_FOLDER_H

#include "base/err.h"

/* The path is released with free(). GLO_EFULL, GLO_EREADONLY ... */
glo_status glo_folder_new(char **out);
/* Removes a folder that glo_folder_new gave; any other path is left alone. */
void glo_folder_remove(const char *path);

#endif
