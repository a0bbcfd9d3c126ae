/* cycles.c: whether zones and phenomena are trees still, once lines of an import were added. Declared in import.h. */
#include "base/err.h"
#include "import/import.h"

#include <string.h>

int glo_import_check_cycles(glo_import *import) {
    int64_t cycles;
    int phenomena = strcmp(import->table->name, "phenomena") == 0;
    int status = glo_db_integer(import->store,
                                !phenomena ? "with recursive up (start, at, hierarchy, steps) as "
                                             "(select child, parent, hierarchy, 1 from zone_link "
                                             "union all select up.start, l.parent, up.hierarchy, steps "
                                             "+ 1 from up join zone_link l on l.child = "
                                             "up.at and l.hierarchy = up.hierarchy where steps < 64) "
                                             "select count(*) from up where steps >= 64"
                                           : "with recursive up (at, steps) as (select parent, 1 from "
                                             "phenomenon where parent is not null union all "
                                             "select p.parent, steps + 1 from up join phenomenon p on "
                                             "p.id = up.at where p.parent is not null and "
                                             "steps < 64) select count(*) from up where steps >= 64",
                                0, &cycles);
    if (status == GLO_OK && cycles)
        return glo_fail(GLO_EINVAL, "%s: the parents of %s form a cycle; nothing was imported",
                        import->spec->file, phenomena ? "phenomena" : "zones");
    return status;
}
