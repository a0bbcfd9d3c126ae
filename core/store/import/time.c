/* time.c: when an observation was: the first day of its period and how long that is.
 *
 * Example:  "2024-01" of the field day  ->  2024-01-01, GLO_MONTH
 */
#include "base/err.h"
#include "import/observations.h"

glo_status glo_time_take(glo_import *import, glo_cell *cell) {
    const glo_csv_field *day = &import->values[DAY];
    glo_span span;
    glo_status status = glo_date_parse(day->text, day->length, import->spec->order, &cell->day, &span);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, DAY);
    if (import->values[SPAN].length) {
        status = glo_span_parse(glo_import_text(import, SPAN), &span);
        if (status == GLO_OK && (span == GLO_ALL || glo_span_floor(cell->day, span) != cell->day))
            status = glo_fail(GLO_EINVAL, "'%.*s' is not the first day of a %s", (int)day->length, day->text,
                              glo_span_name(span));
        if (status < 0)
            return glo_import_reject_if_fault(import, status, SPAN);
    }
    cell->span = (uint8_t)span;
    return GLO_OK;
}
