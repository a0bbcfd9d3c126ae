/* number.c: numbers as offices write them, read exactly.
 *
 * Example:  "12,34" with decimal ',' and scale 100  ->  1234
 */
#include "base/err.h"
#include "import/import.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static glo_status wrong(const glo_csv_field *value, const char *why) {
    return glo_fail(GLO_EINVAL, "'%.*s' %s", value->length > 40 ? 40 : (int)value->length, value->text, why);
}

/* Digits alone, so few that they fit: most counts. 0 when it is not of that form. */
static bool read_plain(const glo_csv_field *value, int64_t *out) {
    int64_t number = 0;
    if (value->length == 0 || value->length > 18)
        return false;
    for (uint32_t i = 0; i < value->length; i++) {
        unsigned digit = (unsigned char)value->text[i] - (unsigned)'0';
        if (digit > 9)
            return false;
        number = number * 10 + digit;
    }
    *out = number;
    return true;
}

glo_status glo_import_scaled(const glo_csv_field *value, char decimal, int64_t scale, int64_t *out) {
    if (scale == 1 && read_plain(value, out))
        return GLO_OK;
    const char *at = value->text, *end = at + value->length;
    int negative = at < end && *at == '-', digits = 0, seen_point = 0;
    int64_t number = 0, unit = scale;
    if (negative || (at < end && *at == '+'))
        at++;
    for (; at < end; at++) {
        if (*at == decimal && !seen_point && scale > 1) {
            seen_point = 1;
            continue;
        }
        int digit = (unsigned char)*at - '0';
        if (digit < 0 || digit > 9)
            return wrong(value, scale > 1 ? "is not a number" : "is not a whole number");
        digits++;
        if (!seen_point) {
            if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, digit, &number))
                return wrong(value, "is too large");
            continue;
        }
        if (unit % 10 != 0 || unit == 1) {
            if (digit != 0)
                return wrong(value, "has more decimals than the scale allows; use a larger scale");
            continue;
        }
        unit /= 10;
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, digit, &number))
            return wrong(value, "is too large");
    }
    if (digits == 0)
        return wrong(value, "is not a number");
    if (__builtin_mul_overflow(number, unit, &number))
        return wrong(value, "is too large");
    *out = negative ? -number : number;
    return GLO_OK;
}

glo_status glo_import_integer(const glo_csv_field *value, int64_t *out) {
    return glo_import_scaled(value, '.', 1, out);
}

glo_status glo_import_real(const glo_csv_field *value, char decimal, double *out) {
    char text[64], *end;
    if (value->length == 0 || value->length >= sizeof text)
        return wrong(value, "is not a number");
    for (uint32_t i = 0; i < value->length; i++) { /* strtod also reads 0x10, blanks, nan */
        if (!isdigit((unsigned char)value->text[i]) && !(value->text[i] && strchr("+-.eE", value->text[i])) &&
            value->text[i] != decimal)
            return wrong(value, "is not a number");
    }
    memcpy(text, value->text, value->length);
    text[value->length] = '\0';
    char *comma = strchr(text, decimal);
    if (decimal != '.' && strchr(text, '.'))
        return wrong(value, "is not a number with a decimal comma");
    if (comma)
        *comma = '.';
    double number = strtod(text, &end);
    if (end == text || *end || number != number || number - number != 0)
        return wrong(value, "is not a number");
    *out = number;
    return GLO_OK;
}
