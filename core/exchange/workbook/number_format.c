/* number_format.c: number formats of a workbook. Reference and example in number_format.h. */
#include "workbook/number_format.h"

#include "base/date.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    DAYS_TO_1970 = 25569, /* from the day before 1899-12-31 */
    DAYS_TO_1904 = 1462,
    LEAP_FAULT = 60, /* Excel counts a 29 February 1900, which never was, as day 60 */
    SECONDS = 86400,
    DIGITS = 15
};

/* ---- what a format shows ---- */

typedef struct glo_format_parts {
    bool year, month, day, time, elapsed;
    bool months_may_be_minutes; /* the last letter was h */
    bool minutes_wait;          /* m that are minutes if s follows */
} glo_format_parts;

static void take_letter(glo_format_parts *parts, char letter, size_t repeats) {
    bool after_hours = parts->months_may_be_minutes;
    parts->months_may_be_minutes = letter == 'h';
    switch (letter) {
    case 'y':
    case 'e':
        parts->year = true;
        break;
    case 'd':
        parts->day |= repeats < 5;
        break;
    case 'm':
        if (after_hours) {
            parts->time = true;
            return;
        }
        parts->minutes_wait = !parts->month; /* undone where seconds follow */
        parts->month = true;
        return;
    default: /* h, s */
        parts->time = true;
        if (letter == 's' && parts->minutes_wait)
            parts->month = false;
    }
    parts->minutes_wait = false;
}

/* Past what stands in quotes, brackets or behind a backslash; 0 where nothing of the kind begins. */
static size_t literal(const char *at, glo_format_parts *parts) {
    const char *end;
    if (*at == '\\' || *at == '_' || *at == '*')
        return at[1] ? 2 : 1;
    if (*at == '"')
        return (end = strchr(at + 1, '"')) ? (size_t)(end - at) + 1 : strlen(at);
    if (*at == '[') {
        parts->elapsed |= strchr("hHmMsS", at[1]) != NULL && (at[2] == ']' || at[2] == at[1]);
        return (end = strchr(at, ']')) ? (size_t)(end - at) + 1 : strlen(at);
    }
    if (strncasecmp(at, "general", 7) == 0)
        return 7;
    if (strncasecmp(at, "am/pm", 5) == 0)
        return 5;
    return strncasecmp(at, "a/p", 3) == 0 ? 3 : 0;
}

glo_date_form glo_number_format_read(const char *code) {
    glo_format_parts parts = {0};
    for (const char *at = code; *at && *at != ';';) {
        size_t length = literal(at, &parts);
        char letter = (char)tolower((unsigned char)*at);
        if (length == 0 && letter == 'e' && (at[1] == '+' || at[1] == '-'))
            return GLO_FORM_NUMBER; /* 0.00E+00 */
        if (length == 0 && strchr("yedmhs", letter)) {
            while (tolower((unsigned char)at[length]) == letter)
                length++;
            take_letter(&parts, letter, length);
        }
        at += length ? length : 1;
    }
    if (parts.elapsed)
        return GLO_FORM_NUMBER;
    if (!parts.year && !parts.month && !parts.day)
        return parts.time ? GLO_FORM_TIME : GLO_FORM_NUMBER;
    if (parts.time)
        return GLO_FORM_MOMENT;
    return parts.day ? GLO_FORM_DAY : parts.month ? GLO_FORM_MONTH : GLO_FORM_YEAR;
}

glo_date_form glo_number_format_builtin(unsigned id) {
    if (id == 17)
        return GLO_FORM_MONTH;
    if (id == 22)
        return GLO_FORM_MOMENT;
    if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47)
        return GLO_FORM_TIME;
    bool is_day = (id >= 14 && id <= 16) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58);
    return is_day ? GLO_FORM_DAY : GLO_FORM_NUMBER;
}

/* ---- the number as text ---- */

static void write_number(double number, glo_buf *out) {
    char text[64];
    if (fabs(number) < 1e15 && number == floor(number)) {
        glo_buf_format(out, "%.0f", number == 0 ? 0.0 : number);
        return;
    }
    int length = snprintf(text, sizeof text, "%.*g", DIGITS, number);
    const char *exponent = memchr(text, 'e', (size_t)length);
    int places = exponent && number != 0 ? DIGITS - 1 - (int)floor(log10(fabs(number))) : 0;
    if (exponent && places > DIGITS - 1 && places < 30) { /* 0.00001234, not 1.234e-05 */
        length = snprintf(text, sizeof text, "%.*f", places, number);
        while (length > 1 && text[length - 1] == '0')
            length--;
    }
    glo_buf_bytes(out, text, (size_t)length);
}

static void write_time(int seconds, glo_buf *out) {
    glo_buf_format(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

bool glo_number_format_write(double number, glo_date_form form, bool is_1904, glo_buf *out) {
    double first = is_1904 ? 0 : 1, last = 2958466 - (is_1904 ? DAYS_TO_1904 : 0);
    bool is_time = form == GLO_FORM_TIME && number >= 0 && number < 1;
    bool is_moment = number >= first && number < last && (is_1904 || floor(number) != LEAP_FAULT);
    if (form == GLO_FORM_NUMBER || !(is_time || is_moment)) {
        write_number(number, out);
        return false;
    }
    double whole = floor(number);
    int seconds = (int)((number - whole) * SECONDS + 0.5);
    if (seconds == SECONDS && !is_time) { /* a hair before midnight is midnight */
        whole++;
        seconds = 0;
    }
    if (is_time) {
        write_time(seconds % SECONDS, out);
        return false;
    }
    int year, month, day, shift = is_1904 ? DAYS_TO_1904 : whole < LEAP_FAULT ? 1 : 0;
    glo_civil_of_day((int32_t)whole + shift - DAYS_TO_1970, &year, &month, &day);
    if (form == GLO_FORM_YEAR) {
        glo_buf_format(out, "%04d", year);
        return month != 1 || day != 1;
    }
    glo_buf_format(out, "%04d-%02d", year, month);
    if (form == GLO_FORM_MONTH)
        return day != 1;
    glo_buf_format(out, "-%02d", day);
    if (seconds && form != GLO_FORM_DAY) {
        glo_buf_char(out, 'T');
        write_time(seconds, out);
    }
    return false;
}
