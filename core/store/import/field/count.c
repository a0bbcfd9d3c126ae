/* count.c: how many: counts, their ranges, and values in their smallest unit.
 *
 * Example:  "<5" of the field count  ->  0 to 4, or 1 to 4 where its source says censored_from = 1: that it publishes its zeros
 */
#include "base/err.h"
#include "import/observations.h"
#include "io/range.h"

#include <inttypes.h>
#include <string.h>

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

static glo_status wrong_count(const glo_csv_field *value, const char *why) {
    return glo_fail(GLO_EINVAL, "'%.*s' %s", value->length > 40 ? 40 : (int)value->length, value->text, why);
}

static glo_status whole(glo_import *import, const glo_csv_field *value, const glo_csv_field *part,
                        int64_t *out) {
    glo_status status = glo_number_integer(part, &import->numbers, out);
    if (status == GLO_OK && *out < 0)
        status = glo_fail(GLO_EINVAL, "a count can't be negative: '%.*s'", (int)value->length, value->text);
    return status == GLO_OK ? check_size(value, *out) : status;
}

static glo_csv_field field_of(const glo_bound *bound) {
    return (glo_csv_field){bound->text, (uint32_t)bound->length, 0};
}

/* "<5", "5 or fewer": the least is what the source says. */
static glo_status up_to(glo_import *import, const glo_csv_field *value, const glo_bound *bound,
                        bool is_strict, int64_t *out_low, int64_t *out_high) {
    const glo_csv_field most = field_of(bound);
    int64_t high;
    glo_status status = whole(import, value, &most, &high);
    if (status == GLO_OK && is_strict && high < 1)
        status = wrong_count(value, "leaves no possible count");
    if (status < 0)
        return status;
    *out_low = CENSORED;
    *out_high = is_strict ? high - 1 : high;
    return GLO_OK;
}

static glo_status from_to(glo_import *import, const glo_csv_field *value, const glo_range *range,
                          int64_t *out_low, int64_t *out_high) {
    const glo_csv_field from = field_of(&range->first), to = field_of(&range->second);
    int64_t low, high;
    glo_status status = whole(import, value, &from, &low);
    if (status == GLO_OK)
        status = whole(import, value, &to, &high);
    if (status == GLO_OK && high < low)
        status = wrong_count(value, "is no range: its second number is below the first");
    if (status < 0)
        return status;
    *out_low = low;
    *out_high = high;
    return GLO_OK;
}

/* "5+" is kept by no range; what stands for it is the analyst's to say. */
static glo_status fail_open(glo_import *import, const glo_csv_field *value, const glo_bound *bound,
                            bool is_strict) {
    const glo_csv_field least = field_of(bound);
    const int shown = value->length > 40 ? 40 : (int)value->length;
    int64_t low;
    glo_status status = whole(import, value, &least, &low);
    if (status < 0)
        return status;
    low += is_strict;
    return glo_fail(GLO_EINVAL,
                    "'%.*s' has no upper end, and a count is kept from its least to its most: map it, as in "
                    "--map 'count:%.*s=%" PRId64 "-%" PRId64 "'",
                    shown, value->text, shown, value->text, low, 2 * low - (low > 0));
}

/* "<5" stands for 1 to 4, or 0 to 4, "1-4" for 1 to 4: a censored count is kept as its range, which needs both ends. */
static glo_status parse_count(glo_import *import, const glo_csv_field *value, int64_t *out_low,
                              int64_t *out_high) {
    glo_range range;
    int64_t low;
    const glo_range_kind kind = glo_range_read(value->text, value->length, &range);
    switch (kind) {
    case GLO_ABOVE:
    case GLO_AT_LEAST:
        return fail_open(import, value, &range.first, kind == GLO_ABOVE);
    case GLO_BELOW:
    case GLO_AT_MOST:
        return up_to(import, value, &range.second, kind == GLO_BELOW, out_low, out_high);
    case GLO_BETWEEN:
        return from_to(import, value, &range, out_low, out_high);
    default:
        break;
    }
    glo_status status = whole(import, value, value, &low);
    if (status == GLO_OK)
        *out_low = *out_high = low;
    return status;
}

/* Most counts: digits alone, so that neither mark nor flag is looked for. */
static bool is_plain(const glo_csv_field *value) {
    return value->length > 0 && value->length < 16 && (unsigned char)(value->text[0] - '0') < 10 &&
           (unsigned char)(value->text[value->length - 1] - '0') < 10;
}

/* Whether the line has a count or a value where it should; a mark in their place is none. */
int glo_count_begin(glo_import *import) {
    static const int optional[] = {COUNT_HIGH, VALUE};
    const glo_csv_field *count = &import->values[COUNT];
    if (import->is_column[COUNT] && !is_plain(count) && glo_import_is_missing(import, count))
        return glo_import_pass_over(import, count);
    for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++) {
        glo_csv_field *value = &import->values[optional[i]];
        if (value->length && !is_plain(value) && glo_import_is_missing(import, value))
            value->length = 0;
    }
    return GLO_OK;
}

/* A count has no unit: "12,5 %" is a share, "12 €" an amount. */
static glo_status unflag_count(glo_import *import, glo_csv_field *count) {
    const glo_csv_field whole_text = *count;
    const char *unit;
    glo_status status = glo_import_unflag(import, count, &unit);
    if (status < 0 || !unit)
        return status;
    return wrong_count(&whole_text, *unit == '%' ? "is a percentage, not a count: map the column to value "
                                                   "(value=COLUMN --value-unit percent)"
                                                 : "is an amount, not a count: map the column to value");
}

int glo_count_take(glo_import *import, glo_cell *cell) {
    glo_csv_field count = import->values[COUNT], high = import->values[COUNT_HIGH];
    glo_status status = GLO_OK;
    cell->count = cell->count_high = 1; /* where no count is mapped, a line is one event */
    if (count.length) {
        if (!is_plain(&count))
            status = unflag_count(import, &count);
        if (status == GLO_OK && count.text[0] == ':')
            return glo_import_pass_over(import, &count); /* ": u", a missing figure with its flag */
        if (status == GLO_OK)
            status = parse_count(import, &count, &cell->count, &cell->count_high);
    }
    if (status < 0)
        return glo_import_reject_if_fault(import, status, COUNT);
    if (high.length == 0)
        return GLO_OK;
    status = glo_number_integer(&high, &import->numbers, &cell->count_high);
    if (status == GLO_OK && cell->count_high < cell->count)
        status = glo_fail(GLO_EINVAL, "count_high %.*s is below the count", (int)high.length, high.text);
    if (status == GLO_OK)
        status = check_size(&high, cell->count_high);
    return glo_import_reject_if_fault(import, status, COUNT_HIGH);
}

void glo_count_refused(glo_import *import) {
    glo_csv_field count = import->values[COUNT];
    const unsigned signs = import->numbers.signs;
    int64_t low = 1, high;
    glo_status status = count.length ? unflag_count(import, &count) : GLO_OK;
    if (status == GLO_OK && count.length)
        status = parse_count(import, &count, &low, &high);
    import->numbers.signs = signs;
    if (status < 0)
        return;
    import->result.counted_refused += low == CENSORED ? 0 : low;
    import->result.readable++;
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

/* "12,5 %" is a value in percent: the import must say so, since its sign is not kept. */
static glo_status check_unit(const glo_import *import, const glo_csv_field *value, const char *sign) {
    const char *told = import->spec->value_unit, *unit = *sign == '%' ? "percent" : sign;
    if (told && (strcmp(told, unit) == 0 || strcmp(told, sign) == 0))
        return GLO_OK;
    return glo_fail(GLO_EINVAL, "'%.*s' is in %s%s%s: say value_unit=\"%s\" (--value-unit %s)",
                    value->length > 40 ? 40 : (int)value->length, value->text, unit,
                    told ? ", and the values in " : "", told ? told : "", unit, unit);
}

int glo_value_take(glo_import *import, glo_cell *cell) {
    const glo_csv_field whole_text = import->values[VALUE];
    glo_csv_field value = whole_text;
    const char *unit = NULL;
    glo_status status = value.length && !is_plain(&value) ? glo_import_unflag(import, &value, &unit) : GLO_OK;
    if (status == GLO_OK && unit)
        status = check_unit(import, &whole_text, unit);
    if (value.length && status == GLO_OK)
        status = glo_number_scaled(&value, &import->numbers, glo_value_scale(import), &cell->value);
    if (status == GLO_OK)
        status = check_size(&value, cell->value);
    return glo_import_reject_if_fault(import, status, VALUE);
}
