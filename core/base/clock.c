/* clock.c: the time that a run sees. Example in clock.h. */
#include "base/clock.h"

#include "base/date.h"

#include <stdint.h>
#include <string.h>

enum { DAY_LENGTH = 10, SECONDS_OF_DAY = 86400 };

static bool is_held;
static time_t held_at;

/* Two digits below `most`, or -1. */
static int two_digits(const char *text, int most) {
    if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
        return -1;
    int value = (text[0] - '0') * 10 + text[1] - '0';
    return value < most ? value : -1;
}

/* "T06:00", "T06:00:00", each with or without Z, or nothing: the seconds of the day; -1 where it is none of them. */
static int seconds_of(const char *text) {
    static const int most[] = {24, 60, 60};
    int value[3] = {0}, count = 0;
    if (!*text)
        return 0;
    for (; count < 3 && *text == (count == 0 ? 'T' : ':'); count++, text += 3) {
        if ((value[count] = two_digits(text + 1, most[count])) < 0)
            return -1;
    }
    if (count < 2 || (*text && strcmp(text, "Z") != 0))
        return -1;
    return value[0] * 3600 + value[1] * 60 + value[2];
}

glo_status glo_clock_hold(const char *text) {
    int32_t day = 0;
    glo_span span = GLO_DAY;
    if (!text || !*text) {
        is_held = false;
        return GLO_OK;
    }
    const int seconds = strlen(text) >= DAY_LENGTH ? seconds_of(text + DAY_LENGTH) : -1;
    if (seconds < 0 || glo_date_parse(text, DAY_LENGTH, GLO_ORDER_ISO, &day, &span) < 0 || span != GLO_DAY)
        return glo_fail(GLO_EINVAL,
                        "'%.40s' is no time: write it as 2026-11-30 or 2026-11-30T06:00:00Z (UTC)", text);
    held_at = (time_t)day * SECONDS_OF_DAY + seconds;
    is_held = true;
    return GLO_OK;
}

bool glo_clock_is_held(void) {
    return is_held;
}

time_t glo_clock_now(void) {
    return is_held ? held_at : time(NULL);
}
