/* count.c: how many: counts, their ranges, and values in their smallest unit.
 *
 * Example:  "<5" of the field count  ->  1 to 4, or 0 to 4 where its source says censored_from = 0
 */
#include "base/err.h"
#include "import/observations.h"

int64_t glo_value_scale(const glo_import *import) {
    return import->spec->value_scale > 0 ? import->spec->value_scale : 1;
}

/* Sums are whole numbers of 64 bits: what no office counts is rejected before it can overflow them. */
static glo_status check_size(const glo_csv_field *value, int64_t number) {
    static const int64_t largest = 1000000000000000;
    if (number <= largest && number >= -largest)
        return GLO_OK;
    return glo_fail(GLO_EINVAL, "'%.*s' is too large", (int)value->length, value->text);
}

enum { CENSORED = -1 }; /* a low count that its source says: the least that "<5" stands for */

/* "<5" stands for 1 to 4, or 0 to 4: a censored count is kept as its range. */
static int parse_count(const glo_csv_field *value, int64_t *out_low, int64_t *out_high) {
    int64_t low, high;
    if (value->length > 1 && value->text[0] == '<') {
        glo_csv_field rest = {value->text + 1, value->length - 1, 0};
        int status = glo_import_integer(&rest, &high);
        if (status == GLO_OK && high < 1)
            status = glo_fail(GLO_EINVAL, "'%.*s' leaves no possible count", (int)value->length, value->text);
        if (status == GLO_OK)
            status = check_size(value, high);
        if (status < 0)
            return status;
        *out_low = CENSORED;
        *out_high = high - 1;
        return GLO_OK;
    }
    glo_status status = glo_import_integer(value, &low);
    if (status == GLO_OK && low < 0)
        status = glo_fail(GLO_EINVAL, "a count can't be negative: %.*s", (int)value->length, value->text);
    if (status == GLO_OK)
        status = check_size(value, low);
    if (status == GLO_OK)
        *out_low = *out_high = low;
    return status;
}

int glo_count_take(glo_import *import, glo_cell *cell) {
    const glo_csv_field *count = &import->values[COUNT], *high = &import->values[COUNT_HIGH];
    cell->count = cell->count_high = 1; /* where no count is mapped, a line is one event */
    int status = count->length ? parse_count(count, &cell->count, &cell->count_high) : GLO_OK;
    if (status < 0)
        return glo_import_reject_if_fault(import, status, COUNT);
    if (high->length == 0)
        return GLO_OK;
    status = glo_import_integer(high, &cell->count_high);
    if (status == GLO_OK && cell->count_high < cell->count)
        status = glo_fail(GLO_EINVAL, "count_high %.*s is below the count", (int)high->length, high->text);
    if (status == GLO_OK)
        status = check_size(high, cell->count_high);
    return glo_import_reject_if_fault(import, status, COUNT_HIGH);
}

/* The range of "<5", once its source is known. */
int glo_censored_take(glo_import *import, glo_cell *cell, const glo_resolved *source) {
    const glo_csv_field *count = &import->values[COUNT];
    if (cell->count != CENSORED)
        return GLO_OK;
    cell->count = source->censored_from;
    if (cell->count_high >= cell->count)
        return GLO_OK;
    glo_fail(GLO_EINVAL, "'%.*s' leaves no possible count", (int)count->length, count->text);
    return glo_import_reject(import, COUNT);
}

int glo_value_take(glo_import *import, glo_cell *cell) {
    const glo_csv_field *value = &import->values[VALUE];
    char decimal = import->spec->decimal ? import->spec->decimal : '.';
    glo_status status =
        value->length ? glo_import_scaled(value, decimal, glo_value_scale(import), &cell->value) : GLO_OK;
    if (status == GLO_OK)
        status = check_size(value, cell->value);
    return glo_import_reject_if_fault(import, status, VALUE);
}
