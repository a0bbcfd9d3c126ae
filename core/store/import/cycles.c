/* cycles.c: whether zones and phenomena are trees still, once lines of an import were added. Declared in import.h; what
 * is looked for is tree.h's, for the check of a store too.
 */
#include "base/err.h"
#include "import/import.h"
#include "tree.h"

#include <stdlib.h>
#include <string.h>

int glo_import_check_cycles(glo_import *import) {
    const bool phenomena = strcmp(import->table->name, "phenomena") == 0;
    char *path = NULL;
    int status = glo_tree_find_cycle(import->store, phenomena, &path);
    if (status == GLO_OK && path)
        status = glo_fail(GLO_EINVAL, "%s: the parents of %s form a cycle, %s; nothing was imported",
                          import->spec->file, phenomena ? "phenomena" : "zones", path);
    free(path);
    return status;
}
