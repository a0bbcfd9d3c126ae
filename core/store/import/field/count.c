/* count.c: how many: counts, their ranges, and values in their smallest unit.
 *
 * Example:  "<5" of the field count  ->  0 to 4, or 1 to 4 where its source says censored_from = 1: that it publishes its zeros
 */
#include "base/err.h"
#include "import/observations.h"

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

static glo_csv_field without_spaces(const char *from, const char *end) {
    char mark;
    size_t taken;
    while (from < end && (taken = glo_number_mark(from, end, &mark)) > 0 && mark == ' ')
        from += taken;
    while (end > from && end[-1] == ' ')
        end--;
    return (glo_csv_field){from, (uint32_t)(end - from), 0};
}

/* The sign before a number, "<" or "\u2264" ("<=") ...: its length; *strict: the number itself is not meant. */
static size_t sign_before(const glo_csv_field *value, char *sign, bool *strict) {
    static const struct {
        const char *text;
        char sign;
        bool strict;
    } signs[] = {{"<=", '<', false}, {"\u2264", '<', false}, {"<", '<', true},
                 {">=", '>', false}, {"\u2265", '>', false}, {">", '>', true}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t length = strlen(signs[i].text);
        if (value->length > length && memcmp(value->text, signs[i].text, length) == 0) {
            *sign = signs[i].sign;
            *strict = signs[i].strict;
            return length;
        }
    }
    return 0;
}

/* The dash between two numbers, "-" or "\u2013"; its length, 0: there is none. */
static size_t find_dash(const glo_csv_field *value, const char **out) {
    for (uint32_t i = 1; i + 1 < value->length; i++) {
        if (value->text[i] == '-' && value->text[i - 1] != 'e') {
            *out = value->text + i;
            return 1;
        }
        if (i + 3 < value->length && memcmp(value->text + i, "\u2013", 3) == 0) {
            *out = value->text + i;
            return 3;
        }
    }
    return 0;
}

static glo_status whole(glo_import *import, const glo_csv_field *value, const glo_csv_field *part,
                        int64_t *out) {
    glo_status status = glo_import_integer(part, &import->numbers, out);
    if (status == GLO_OK && *out < 0)
        status = glo_fail(GLO_EINVAL, "a count can't be negative: '%.*s'", (int)value->length, value->text);
    return status == GLO_OK ? check_size(value, *out) : status;
}

/* "<5" stands for 1 to 4, or 0 to 4, "1-4" for 1 to 4: a censored count is kept as its range, which needs both ends. */
static glo_status parse_count(glo_import *import, const glo_csv_field *value, int64_t *out_low,
                              int64_t *out_high) {
    static const char open_end[] = "has no upper end, and a count is kept as a range from its least to its "
                                   "most: map it to one, such as 5-9";
    const char *end = value->text + value->length, *dash;
    char sign = 0;
    bool strict = false;
    int64_t low, high;
    const size_t before = sign_before(value, &sign, &strict), between = before ? 0 : find_dash(value, &dash);
    if (sign == '>' ||
        (value->length > 1 && end[-1] == '+' && value->text[0] >= '0' && value->text[0] <= '9'))
        return wrong_count(value, open_end);
    if (before) {
        const glo_csv_field rest = without_spaces(value->text + before, end);
        glo_status status = whole(import, value, &rest, &high);
        if (status == GLO_OK && strict && high < 1)
            status = wrong_count(value, "leaves no possible count");
        if (status < 0)
            return status;
        *out_low = CENSORED;
        *out_high = strict ? high - 1 : high;
        return GLO_OK;
    }
    if (between) {
        const glo_csv_field from = without_spaces(value->text, dash),
                            to = without_spaces(dash + between, end);
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

int glo_count_take(glo_import *import, glo_cell *cell) {
    glo_csv_field count = import->values[COUNT], high = import->values[COUNT_HIGH];
    glo_status status = GLO_OK;
    cell->count = cell->count_high = 1; /* where no count is mapped, a line is one event */
    if (count.length) {
        if (!is_plain(&count))
            status = glo_import_unflag(import, &count);
        if (status == GLO_OK && count.text[0] == ':')
            return glo_import_pass_over(import, &count); /* ": u", a missing figure with its flag */
        if (status == GLO_OK)
            status = parse_count(import, &count, &cell->count, &cell->count_high);
    }
    if (status < 0)
        return glo_import_reject_if_fault(import, status, COUNT);
    if (high.length == 0)
        return GLO_OK;
    status = glo_import_integer(&high, &import->numbers, &cell->count_high);
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
    glo_status status = count.length ? glo_import_unflag(import, &count) : GLO_OK;
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

int glo_value_take(glo_import *import, glo_cell *cell) {
    glo_csv_field value = import->values[VALUE];
    glo_status status = value.length && !is_plain(&value) ? glo_import_unflag(import, &value) : GLO_OK;
    if (value.length && status == GLO_OK)
        status = glo_import_scaled(&value, &import->numbers, glo_value_scale(import), &cell->value);
    if (status == GLO_OK)
        status = check_size(&value, cell->value);
    return glo_import_reject_if_fault(import, status, VALUE);
}
