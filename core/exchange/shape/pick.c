/* pick.c: rows that are taken. Example in pick.h. */
#include "shape/pick.h"

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

enum { MOST_OTHERS = 1000, SHOWN = 10, LONGEST = 200 };

bool glo_where_takes(glo_where *where, const glo_csv_field *field) {
    uint32_t code;
    if (strlen(where->value) == field->length && memcmp(where->value, field->text, field->length) == 0) {
        where->was_met = true;
        return true;
    }
    /* Memory that runs out here only makes a message poorer. */
    bool keeps = !where->was_met && field->length > 0 && field->length < LONGEST;
    if (keeps && (where->others || glo_words_new(&where->others) == GLO_OK) &&
        glo_words_count(where->others) < MOST_OTHERS)
        (void)glo_words_add(where->others, field->text, field->length, &code);
    return false;
}

glo_status glo_where_check(const glo_where *where, const char *file) {
    if (where->was_met || !where->others)
        return GLO_OK;
    glo_nearest nearest = {where->value, NULL, 0};
    glo_buf list = {0};
    uint32_t count = glo_words_count(where->others);
    for (uint32_t i = 0; i < count; i++) {
        glo_nearest_offer(&nearest, glo_words_text(where->others, i));
        if (i < SHOWN)
            glo_buf_format(&list, "%s%.40s", i ? ", " : "", glo_words_text(where->others, i));
    }
    const char *hint =
        strlen(where->value) > 1 ? glo_nearest_hint(&nearest) : ""; /* every letter is near to one */
    glo_status status = glo_buf_status(&list);
    if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "%s: no row has '%s' in column '%s'%s%s it has %s%s", file,
                          where->value, where->name, hint, *hint ? "" : ";",
                          list.data ? list.data : "nothing", count > SHOWN ? " ..." : "");
    glo_buf_dispose(&list);
    return status;
}

void glo_where_dispose(glo_where *where) {
    glo_words_free(where->others);
    where->others = NULL;
}

static size_t letter(const char *text, const char *end) {
    size_t bytes = 1;
    while (text + bytes < end && ((unsigned char)text[bytes] & 0xC0) == 0x80)
        bytes++;
    return bytes;
}

static bool is_same(char a, char b) {
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* After a mismatch the last star takes one letter more; earlier stars need not be tried again. */
bool glo_glob_matches(const char *pattern, const char *text, size_t length) {
    const char *end = text + length, *star = NULL, *behind = NULL;
    while (text < end) {
        const char *sign = *pattern == '\\' && pattern[1] ? pattern + 1 : pattern;
        if (sign == pattern && *pattern == '*') {
            star = ++pattern;
            behind = text;
        } else if (sign == pattern && *pattern == '?') {
            pattern++;
            text += letter(text, end);
        } else if (*sign && is_same(*sign, *text)) {
            pattern = sign + 1;
            text++;
        } else if (star) {
            pattern = star;
            behind += letter(behind, end);
            text = behind;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return *pattern == '\0';
}
