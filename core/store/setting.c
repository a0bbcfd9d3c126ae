/* setting.c: what holds for a store as a whole, in the table setting. Declared in store.h.
 *
 * Example:  glo_store_set_default_handling(store, "GREEN");
 */
#include "base/err.h"
#include "db.h"

#include <string.h>

int glo_store_set_default_handling(glo_store *store, const char *handling) {
    sqlite3_stmt *statement = NULL;
    glo_marking marking;
    char text[GLO_MARKING_SIZE];
    int status = glo_marking_parse(handling, &marking);
    if (status < 0 || (status = glo_db_begin(store, NULL)) < 0)
        return status;
    glo_marking_format(marking, text);
    status =
        glo_db_prepare(store, "update setting set value = ?1 where name = 'default_handling'", &statement);
    if (status == GLO_OK) {
        glo_db_bind_text(statement, 1, text + strlen("TLP:"));
        status = glo_db_finish(store, statement, glo_db_step(store, statement));
    }
    if (status == GLO_OK)
        status = glo_log_append(store, "setting", "default handling", text);
    return glo_db_end(store, status);
}
