/* number.c: numbers as offices write them. Example and reference in io/number.h. */
#include "io/number.h"

#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CHARS = 64 };

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

/* ---- marks ---- */

static const struct {
    char mark; /* as an option gives it */
    const char *text, *name;
} marks[] = {
    {'.', ".", "dot"},         {',', ",", "comma"},
    {' ', " ", "space"},       {' ', "\u00a0", "space"}, /* no-break */
    {' ', "\u202f", "space"},                            /* narrow no-break */
    {' ', "\u2009", "space"},                            /* thin */
    {' ', "\u2007", "space"},                            /* as wide as a figure */
    {'\'', "'", "apostrophe"}, {'\'', "\u2019", "apostrophe"},
};

static const char *name_of(char mark) {
    size_t i = 0;
    while (marks[i].mark != mark)
        i++;
    return marks[i].name;
}

size_t glo_number_mark(const char *at, const char *end, char *out) {
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t length = strlen(marks[i].text);
        if ((size_t)(end - at) >= length && memcmp(at, marks[i].text, length) == 0) {
            *out = marks[i].mark;
            return length;
        }
    }
    return 0;
}

/* ---- reading ---- */

typedef enum glo_scan { IS_NUMBER, IS_NONE, HAS_WRONG_GROUPS, HAS_STRAY_MARK } glo_scan;

/* A number in plain form, and how it was written. */
typedef struct glo_written {
    char text[MOST_CHARS + 1]; /* -1234.50 */
    char stray;                /* the mark that is neither of the two */
    size_t digits, decimals, groups;
} glo_written;

static glo_scan scan(const glo_csv_field *value, char decimal, char thousands, bool has_exponent,
                     glo_written *out) {
    const char *at = value->text, *end = at + value->length;
    size_t length = 0, group = 0;
    bool has_point = false;
    *out = (glo_written){0};
    if (at < end && (*at == '-' || *at == '+')) {
        if (*at == '-')
            out->text[length++] = '-';
        at++;
    }
    while (at < end) {
        char mark;
        size_t taken;
        if (length + 2 > MOST_CHARS)
            return IS_NONE;
        if (*at >= '0' && *at <= '9') {
            out->text[length++] = *at++;
            out->digits++;
            out->decimals += has_point;
            group++;
        } else if (has_exponent && out->digits && (*at == 'e' || *at == 'E') &&
                   (size_t)(end - at) < MOST_CHARS - length) {
            memcpy(out->text + length, at, (size_t)(end - at)); /* strtod sees whether it is one */
            length += (size_t)(end - at);
            at = end;
        } else if ((taken = glo_number_mark(at, end, &mark)) == 0) {
            return IS_NONE;
        } else if (mark == thousands && !has_point) {
            if (out->groups++ ? group != 3 : group == 0 || group > 3)
                return HAS_WRONG_GROUPS;
            group = 0;
            at += taken;
        } else if (mark == decimal && !has_point) {
            if (out->groups && group != 3)
                return HAS_WRONG_GROUPS;
            has_point = true;
            out->text[length++] = '.';
            at += taken;
        } else {
            out->stray = mark;
            return HAS_STRAY_MARK;
        }
    }
    out->text[length] = '\0';
    if (out->groups && !has_point && group != 3)
        return HAS_WRONG_GROUPS;
    return out->digits ? IS_NUMBER : IS_NONE;
}

static char decimal_of(const glo_number_form *form) {
    return form->decimal ? form->decimal : form->thousands == '.' ? ',' : '.';
}

/* "1.234" where neither mark was told: 1.234 or 1234? */
static bool is_open(const glo_number_form *form, const glo_written *written) {
    const char *point = strchr(written->text, '.');
    const size_t whole = written->digits - written->decimals;
    return !form->decimal && !form->thousands && point && written->decimals == 3 && whole >= 1 &&
           whole <= 3 && written->text[strcspn(written->text, "0123456789")] != '0';
}

/* What would make a number of it, said to the analyst. */
static glo_status fail_by_mark(const glo_csv_field *value, const glo_number_form *form, char mark,
                               const char *kind) {
    char why[200];
    glo_written other;
    const char *name = name_of(mark);
    if (form->thousands != mark &&
        scan(value, mark == '.' ? ',' : decimal_of(form), mark, false, &other) == IS_NUMBER)
        snprintf(why, sizeof why,
                 "is not %s: if its %s groups thousands, say thousands=\"%c\" (--thousands %s%c%s)", kind,
                 name, mark, mark == ' ' || mark == '\'' ? "\"" : "", mark,
                 mark == ' ' || mark == '\'' ? "\"" : "");
    else if (decimal_of(form) != mark && (mark == '.' || mark == ',') &&
             scan(value, mark, form->thousands != mark ? form->thousands : '\0', false, &other) == IS_NUMBER)
        snprintf(why, sizeof why, "is not %s: if its %s marks decimals, say decimal=\"%c\" (--decimal %c)",
                 kind, name, mark, mark);
    else
        snprintf(why, sizeof why, "is not %s", kind);
    return wrong(value, why);
}

static glo_status fail_scan(const glo_csv_field *value, glo_number_form *form, glo_scan found,
                            const glo_written *written, const char *kind) {
    char why[120];
    glo_written other;
    if (found == HAS_WRONG_GROUPS) {
        snprintf(why, sizeof why, "is not %s: its %s groups thousands, and a group has three digits", kind,
                 name_of(form->thousands));
        return wrong(value, why);
    }
    if (found != HAS_STRAY_MARK) {
        snprintf(why, sizeof why, "is not %s", kind);
        return wrong(value, why);
    }
    if (scan(value, ',', '.', false, &other) == IS_NUMBER && other.groups)
        form->signs |= GLO_NUMBER_GROUPED;
    return fail_by_mark(value, form, written->stray, kind);
}

/* The plain form times the scale, exactly. */
static glo_status multiply(const glo_csv_field *value, const char *text, int64_t scale, int64_t *out) {
    const bool negative = *text == '-';
    bool seen_point = false;
    int64_t number = 0, unit = scale;
    for (text += negative; *text; text++) {
        if (*text == '.') {
            seen_point = true;
            continue;
        }
        const int digit = *text - '0';
        if (seen_point && (unit % 10 != 0 || unit == 1)) {
            if (digit != 0)
                return wrong(value, scale == 1
                                        ? "is not a whole number"
                                        : "has more decimals than the scale allows; use a larger scale");
            continue;
        }
        if (seen_point)
            unit /= 10;
        if (__builtin_mul_overflow(number, 10, &number) || __builtin_add_overflow(number, digit, &number))
            return wrong(value, "is too large");
    }
    if (__builtin_mul_overflow(number, unit, &number))
        return wrong(value, "is too large");
    *out = negative ? -number : number;
    return GLO_OK;
}

/* ---- marks that differ from figure to figure ---- */

/* Whether three digits stand there, and no fourth. */
static bool is_group(const char *at, const char *end) {
    size_t digits = 0;
    while (at < end && *at >= '0' && *at <= '9' && digits < 4) {
        at++;
        digits++;
    }
    return digits == 3;
}

/* Where any mark may group thousands: the marks of this figure. Its first one does, unless it was told to mark decimals or
 * no three digits follow it. */
static glo_number_form form_of(const glo_csv_field *value, const glo_number_form *told) {
    const char *at = value->text, *end = at + value->length;
    char mark = 0;
    size_t length = 0, digits = 0;
    glo_number_form form = {.decimal = told->decimal};
    if (at < end && (*at == '-' || *at == '+'))
        at++;
    const bool leads_with_zero = at < end && *at == '0';
    for (; at < end && (length = glo_number_mark(at, end, &mark)) == 0; at++)
        digits++;
    if (at == end)
        mark = 0;
    if (mark && mark != told->decimal && digits <= 3 && !leads_with_zero && is_group(at + length, end))
        form.thousands = mark;
    if (!form.decimal)
        form.decimal = form.thousands ? (form.thousands == '.' ? ',' : '.') : mark == ',' ? ',' : '.';
    if (form.thousands == ' ' && !told->decimal && memchr(value->text, ',', value->length))
        form.decimal = ',';
    return form;
}

/* The form that holds for this figure: a copy, of which no sign is kept, where any mark may group thousands. */
static glo_number_form *form_for(const glo_csv_field *value, glo_number_form *told, glo_number_form *room) {
    if (told->thousands != GLO_ANY_MARK)
        return told;
    *room = form_of(value, told);
    return room;
}

glo_status glo_number_scaled(const glo_csv_field *value, glo_number_form *form, int64_t scale, int64_t *out) {
    glo_number_form own;
    if (scale == 1 && read_plain(value, out))
        return GLO_OK;
    form = form_for(value, form, &own);
    const char *kind = scale == 1 ? "a whole number" : "a number";
    glo_written written, with_comma;
    glo_scan found = scan(value, decimal_of(form), form->thousands, false, &written);
    /* "12,0" is the whole number 12 whatever the marks; "1,234" is open. */
    if (found == HAS_STRAY_MARK && scale == 1 && !form->decimal && written.stray == ',' &&
        scan(value, ',', form->thousands, false, &with_comma) == IS_NUMBER && !is_open(form, &with_comma) &&
        multiply(value, with_comma.text, 1, out) == GLO_OK)
        return GLO_OK;
    if (found != IS_NUMBER)
        return fail_scan(value, form, found, &written, kind);
    if (is_open(form, &written) && scale % 1000 != 0)
        return fail_by_mark(value, form, decimal_of(form), kind);
    return multiply(value, written.text, scale, out);
}

glo_status glo_number_integer(const glo_csv_field *value, glo_number_form *form, int64_t *out) {
    return glo_number_scaled(value, form, 1, out);
}

glo_status glo_number_real(const glo_csv_field *value, glo_number_form *form, double *out) {
    glo_written written;
    glo_number_form own;
    char *end;
    form = form_for(value, form, &own);
    glo_scan found = scan(value, decimal_of(form), form->thousands, true, &written);
    if (found != IS_NUMBER)
        return fail_scan(value, form, found, &written, "a number");
    double number = strtod(written.text, &end);
    if (*end || number - number != 0)
        return wrong(value, "is not a number");
    if (is_open(form, &written))
        form->signs |= GLO_NUMBER_OPEN;
    *out = number;
    return GLO_OK;
}
