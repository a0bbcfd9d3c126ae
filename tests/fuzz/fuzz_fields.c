/* fuzz_fields.c: dates, numbers and figures of any bytes in any form. The first three bytes of an input choose the form, the
 * rest is the field. Each is read or refused with a message, reads the same again, stays within its bytes (ASan), and a
 * date that is taken is the first day of its span.
 *
 * Example:  fuzz_fields -max_len=100 tests/fuzz/corpus/fields
 */
#include "base/date.h"
#include "import/import.h"
#include "io/figure.h"
#include "io/range.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORM_BYTES = 3 };

static void require(int holds, const char *promise) {
    if (!holds) {
        fprintf(stderr, "broken promise: %s\n", promise);
        abort();
    }
}

static void read_date(const char *text, size_t length, const glo_date_rules *rules) {
    unsigned signs = 0, again = 0;
    int32_t day = 0, same = 0;
    glo_span span = GLO_ALL, span_again = GLO_ALL;
    const glo_status status = glo_date_read(text, length, rules, &signs, &day, &span);
    require(status == GLO_OK || status == GLO_EINVAL, "a date is read or refused");
    require(glo_date_read(text, length, rules, &again, &same, &span_again) == status && same == day &&
                span_again == span && again == signs,
            "a date reads the same again");
    if (status < 0)
        return;
    char written[GLO_DATE_SIZE];
    require(day >= GLO_DAY_MIN - 7 && day <= GLO_DAY_MAX, "a date is within the calendar");
    require(glo_span_floor(day, span) == day, "a date is the first day of its span");
    size_t n = glo_date_format(day, span, written);
    require(glo_date_parse(written, n, GLO_ORDER_ISO, &same, &span_again) == GLO_OK && same == day &&
                span_again == span,
            "a date that was read is written in ISO 8601 and reads back");
}

static void read_number(const glo_csv_field *value, glo_number_form form) {
    int64_t whole = 0, scaled = 0;
    double real = 0;
    const glo_status status = glo_number_integer(value, &form, &whole);
    require(status == GLO_OK || status == GLO_EINVAL, "a number is read or refused");
    if (status == GLO_OK && glo_number_scaled(value, &form, 100, &scaled) == GLO_OK)
        require(scaled == whole * 100, "a whole number has no parts");
    if (status == GLO_OK && glo_number_real(value, &form, &real) == GLO_OK)
        require((double)whole == real, "a whole number is the same as a real one");
}

static void read_range(const char *text, size_t length) {
    glo_range range;
    const glo_range_kind kind = glo_range_read(text, length, &range);
    const glo_bound *bounds[] = {&range.first, &range.second};
    for (int i = 0; kind != GLO_NO_RANGE && i < 2; i++)
        require(bounds[i]->length == 0 ||
                    (bounds[i]->text >= text && bounds[i]->text + bounds[i]->length <= text + length),
                "a bound lies in its text");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const char marks[] = {0, '.', ',', ' ', '\'', GLO_ANY_MARK, 0, 0};
    if (size < FORM_BYTES || size > 4096)
        return 0;
    const char *text = (const char *)data + FORM_BYTES;
    const glo_csv_field value = {text, (uint32_t)(size - FORM_BYTES), 0};
    const glo_date_rules rules = {.order = (glo_date_order)(data[0] % 4),
                                  .century = data[0] & 4 ? 20 : 0,
                                  .fiscal = data[0] & 8 ? 4 : 0};
    read_date(text, value.length, &rules);
    if (marks[data[1] % 8] != marks[data[2] % 3] || marks[data[1] % 8] == 0)
        read_number(&value,
                    (glo_number_form){.decimal = marks[data[2] % 3], .thousands = marks[data[1] % 8]});
    glo_flagged_figure figure;
    glo_figure_read(text, value.length, &figure);
    require(figure.text >= text && figure.text + figure.length <= text + value.length,
            "a figure lies in its text");
    require(figure.flag_count <= 3, "flags are few");
    require(glo_figure_missing(text, value.length) == GLO_NOT_MISSING || value.length <= 13,
            "a mark is short");
    read_range(text, value.length);
    return 0;
}
