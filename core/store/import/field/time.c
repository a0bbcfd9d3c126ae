/* time.c: when an observation was: the first day of its period and how long that is.
 *
 * Example:  "2024" of the field year and "maart" of the field month  ->  2024-03-01, GLO_MONTH;  "2024-01" of the field day  ->  2024-01-01, GLO_MONTH
 */
#include "base/err.h"
#include "import/observations.h"

/* The time of a line that has its year, and its month, quarter and day, in columns of their own: "2024-Q2", "2024 maart".
 * *field: the one that says most. */
static int join_parts(glo_import *import, int *field, glo_csv_field *out) {
    static const int parts[] = {MONTH, QUARTER};
    glo_observations *state = import->state;
    const glo_csv_field *year = &import->values[YEAR], *day = &import->values[DAY];
    *field = YEAR;
    glo_buf_clear(&state->time);
    if (import->values[YEAR].length == 0) {
        glo_fail(GLO_EINVAL, "the year is empty");
        return glo_import_reject(import, YEAR);
    }
    glo_buf_bytes(&state->time, year->text, year->length);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        const glo_csv_field *part = &import->values[parts[i]];
        if (!import->is_mapped[parts[i]])
            continue;
        *field = parts[i];
        if (part->length == 0) {
            glo_fail(GLO_EINVAL, "the %s is empty", parts[i] == MONTH ? "month" : "quarter");
            return glo_import_reject(import, parts[i]);
        }
        glo_buf_text(&state->time, parts[i] == QUARTER && part->length == 1 ? "-Q" : " ");
        glo_buf_bytes(&state->time, part->text, part->length);
    }
    if (import->is_mapped[DAY]) {
        *field = DAY;
        glo_buf_char(&state->time, ' ');
        glo_buf_bytes(&state->time, day->text, day->length);
    }
    *out = (glo_csv_field){state->time.data, (uint32_t)state->time.length, 0};
    return glo_buf_status(&state->time);
}

int glo_time_take(glo_import *import, glo_cell *cell) {
    glo_csv_field day = import->values[DAY];
    glo_span span;
    int field = DAY, status = GLO_OK;
    if (import->is_mapped[YEAR] && (status = join_parts(import, &field, &day)) != GLO_OK)
        return status;
    status = glo_import_date(import, &day, &cell->day, &span);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, field);
    if (import->values[SPAN].length) {
        status = glo_span_parse(glo_import_text(import, SPAN), &span);
        if (status == GLO_OK && (span == GLO_ALL || glo_span_floor(cell->day, span) != cell->day))
            status = glo_fail(GLO_EINVAL, "'%.*s' is not the first day of a %s", (int)day.length, day.text,
                              glo_span_name(span));
        if (status < 0)
            return glo_import_reject_if_fault(import, status, SPAN);
    }
    cell->span = (uint8_t)span;
    return GLO_OK;
}
