/* folder.h: the files of a folder that is to become a pack, read once.
 *
 * Names that begin with a dot, such as those of version control, and what was built and signed before (.pack, .minisig) are
 * passed over. A symbolic link, a device or a pipe among the files is refused: what it leads to is no part of the folder.
 *
 * Example:  status = glo_pack_folder("barrier-model", take, &mine);      take(data, &file) for each, folder by folder
 */
#ifndef GLO_PACK_FOLDER_H
#define GLO_PACK_FOLDER_H

#include "pack/bundle.h"

/* GLO_ENOTFOUND, GLO_EIO; GLO_EINVAL: a file that is none; GLO_EFULL past the bounds of a bundle. */
glo_status glo_pack_folder(const char *path, glo_bundle_take *take, void *data);

#endif
