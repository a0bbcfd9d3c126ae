/* message_time.c: when a message was received or answered, to the minute. Declared in messages.h.
 *
 * Days are read as everywhere (base/date.h); what follows the day is hh:mm, hh:mm:ss or hhmm... of ISO 8601 with Z or an offset.
 */
#include "import/message/messages.h"

#include "base/date.h"
#include "base/err.h"

#include <string.h>

enum { ISO_DAY = 10, MINUTES = 1440, FURTHEST = 14 * 60 /* of an offset */, LONGEST = 40 };

static bool two_digits(const char *text, int *out) {
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return false;
    *out = (text[0] - '0') * 10 + text[1] - '0';
    return true;
}

/* 2026-03-01, by far the most frequent form. */
static bool read_iso_day(const char *text, size_t length, int32_t *out) {
    int century, year, month, day;
    if (length < ISO_DAY || text[4] != '-' || text[7] != '-' || !two_digits(text, &century) ||
        !two_digits(text + 2, &year) || !two_digits(text + 5, &month) || !two_digits(text + 8, &day) ||
        month < 1 || month > 12 || day < 1 || day > 28 /* the others are read with care */)
        return false;
    *out = glo_day_of_civil(century * 100 + year, month, day);
    return true;
}

/* Where the time of day begins: behind the last blank or T that a digit follows and that has a colon behind it; the length where
 * there is none. */
static size_t find_time(const char *text, size_t length) {
    const char *colon = memchr(text, ':', length);
    size_t at = colon ? (size_t)(colon - text) : length;
    while (colon && at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9')
        at--;
    return at;
}

/* Seconds and their fraction, which are passed over. */
static size_t skip_seconds(const char *text, size_t length, size_t at) {
    int seconds;
    if (at + 3 <= length && text[at] == ':' && two_digits(text + at + 1, &seconds) && seconds <= 60) {
        at += 3;
        if (at < length && (text[at] == '.' || text[at] == ','))
            for (at++; at < length && text[at] >= '0' && text[at] <= '9';)
                at++;
    }
    return at;
}

/* Z, +01:00, +0100, +01. */
static bool read_offset(const char *text, size_t length, int *out) {
    int hours, minutes = 0;
    *out = 0;
    if (length == 0 || (length == 1 && (*text == 'Z' || *text == 'z')))
        return true;
    if (length < 3 || (*text != '+' && *text != '-') || !two_digits(text + 1, &hours))
        return false;
    const char *rest = text + 3;
    size_t left = length - 3;
    if (left == 3 && *rest == ':')
        rest++, left--;
    if (left != 0 && (left != 2 || !two_digits(rest, &minutes) || minutes > 59))
        return false;
    *out = (hours * 60 + minutes) * (*text == '-' ? -1 : 1);
    return hours * 60 + minutes <= FURTHEST;
}

static bool read_time(const char *text, size_t length, int *out) {
    int hour = 0, minute, offset;
    const size_t digits = length > 1 && text[1] == ':' ? 1 : 2; /* 9:05 */
    if (length < digits + 3 || text[digits] != ':' || !two_digits(text + digits + 1, &minute) || minute > 59)
        return false;
    if (digits == 1)
        hour = *text - '0';
    else if (!two_digits(text, &hour))
        return false;
    size_t at = skip_seconds(text, length, digits + 3);
    while (at < length && text[at] == ' ')
        at++;
    if (hour < 0 || hour > 23 || !read_offset(text + at, length - at, &offset))
        return false;
    *out = hour * 60 + minute - offset;
    return true;
}

static glo_status read_day(glo_import *import, const glo_csv_field *value, size_t length, int32_t *out) {
    glo_csv_field day = {value->text, (uint32_t)length, 0};
    glo_span span;
    while (day.length && (glo_import_is_blank(day.text[day.length - 1]) || day.text[day.length - 1] == 'T'))
        day.length--;
    if (day.length == ISO_DAY && read_iso_day(day.text, day.length, out))
        return GLO_OK;
    glo_status status = glo_import_date(import, &day, out, &span);
    if (status == GLO_OK && span != GLO_DAY)
        status = glo_fail(GLO_EINVAL, "a message has a day, such as 2026-03-01 14:05, not a %s",
                          glo_span_name(span));
    return status;
}

glo_status glo_message_time(glo_import *import, size_t field, int32_t *out_minute, bool *out_is_day) {
    const glo_csv_field *value = &import->values[field];
    const size_t time = find_time(value->text, value->length);
    int32_t day;
    int minute = 0;
    if (value->length > LONGEST)
        return glo_fail(GLO_EINVAL, "that is no time: write 2026-03-01 14:05");
    glo_status status = read_day(import, value, time, &day);
    if (status < 0)
        return status;
    if (time < value->length && !read_time(value->text + time, value->length - time, &minute))
        return glo_fail(
            GLO_EINVAL,
            "that is no time of day: write 2026-03-01 14:05, with Z or an offset such as +01:00 behind it "
            "where it is not UTC");
    if (day < -1490000 || day > 1490000)
        return glo_fail(GLO_EINVAL, "that day is too far away");
    *out_minute = day * MINUTES + minute;
    *out_is_day = time == value->length;
    return GLO_OK;
}
