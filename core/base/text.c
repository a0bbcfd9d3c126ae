/* text.c: folding, width and nearness of UTF-8 text. The one file that uses utf8proc. Example in text.h. */
#include "base/text.h"

#include "base/alloc.h"
#include "base/err.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* Spaces, in place: none at the ends, one between. */
static void even_out_spaces(char *text) {
    char *to = text;
    bool is_pending = false;
    for (const char *from = text; *from; from++) {
        if (isspace((unsigned char)*from)) {
            is_pending = to != text;
            continue;
        }
        if (is_pending)
            *to++ = ' ';
        is_pending = false;
        *to++ = *from;
    }
    *to = '\0';
}

static bool is_ascii(const char *text) {
    for (; *text; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

/* Of ASCII only the case is folded; most names and all codes are of it, and need no tables. */
static glo_status fold_ascii(const char *text, char **out) {
    glo_status status = glo_alloc_text(text, out);
    for (char *at = *out; status == GLO_OK && *at; at++)
        *at = *at >= 'A' && *at <= 'Z' ? (char)(*at + ('a' - 'A')) : *at; /* whatever the locale */
    return status;
}

static glo_status fold_unicode(const char *text, char **out) {
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                         UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (length < 0)
        return length == UTF8PROC_ERROR_NOMEM ? glo_fail(GLO_ENOMEM, "out of memory")
                                              : glo_fail(GLO_EINVAL, "the text is not UTF-8");
    *out = (char *)folded;
    return GLO_OK;
}

glo_status glo_text_fold(const char *text, char **out) {
    char *folded = NULL;
    glo_status status = is_ascii(text) ? fold_ascii(text, &folded) : fold_unicode(text, &folded);
    if (status < 0)
        return status;
    even_out_spaces(folded);
    *out = folded;
    return GLO_OK;
}

/* The bytes of a hyphen at `text`, U+2010 to U+2015, U+2212 or the ASCII one; 0: there is none. */
static size_t hyphen_at(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] == '-')
        return 1;
    if (at[0] != 0xe2)
        return 0;
    return (at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0x95) || (at[1] == 0x88 && at[2] == 0x92) ? 3 : 0;
}

/* The same of an apostrophe: ASCII's, the grave, U+02B9 to U+02BC, U+2018 to U+201B, U+2032. (The acute on its own is
 * folded to a space and a mark, which is dropped.) */
static size_t apostrophe_at(const char *text) {
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] == '\'' || at[0] == '`')
        return 1;
    if (at[0] == 0xca && at[1] >= 0xb9 && at[1] <= 0xbc)
        return 2;
    return at[0] == 0xe2 && at[1] == 0x80 && ((at[2] >= 0x98 && at[2] <= 0x9b) || at[2] == 0xb2) ? 3 : 0;
}

/* Hyphens become spaces and apostrophes go, in place. */
static void even_out_marks(char *text) {
    char *to = text;
    for (const char *from = text; *from;) {
        size_t hyphen = hyphen_at(from), apostrophe = apostrophe_at(from);
        if (hyphen)
            *to++ = ' ';
        else if (!apostrophe)
            *to++ = *from;
        from += hyphen ? hyphen : apostrophe ? apostrophe : 1;
    }
    *to = '\0';
}

static bool is_saint(const char *word, size_t length) {
    static const char *const saints[] = {"saint", "sainte", "sint", "sankt", "ste"};
    for (size_t i = 0; i < sizeof saints / sizeof saints[0]; i++) {
        if (strlen(saints[i]) == length && memcmp(saints[i], word, length) == 0)
            return true;
    }
    return false;
}

/* Word by word, one space between, in place: what is written never overtakes what is read. */
static void even_out_words(char *text) {
    char *to = text;
    for (const char *from = text; *from;) {
        size_t length = strcspn(from, " "), shown = length;
        while (shown && (from[shown - 1] == '.' || from[shown - 1] == ','))
            shown--;
        if (shown && to != text)
            *to++ = ' ';
        if (is_saint(from, shown) && from[length] == ' ') { /* not when it is the whole name */
            memcpy(to, "st", 2);
            to += 2;
        } else {
            memmove(to, from, shown);
            to += shown;
        }
        from += length;
        from += strspn(from, " ");
    }
    *to = '\0';
}

glo_status glo_text_fold_name(const char *text, char **out) {
    glo_status status = glo_text_fold(text, out);
    if (status < 0)
        return status;
    even_out_marks(*out);
    even_out_words(*out);
    return GLO_OK;
}

/* One code point at `text`: its bytes, its width in *out. A wrong byte counts as one column. */
static size_t next_point(const char *text, size_t *out_width) {
    utf8proc_int32_t point;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
    if (bytes < 1) {
        *out_width = 1;
        return 1;
    }
    int width = point < 32 ? 1 : utf8proc_charwidth(point);
    *out_width = width < 0 ? 0 : (size_t)width;
    return (size_t)bytes;
}

size_t glo_text_fit(const char *text, size_t columns, size_t *out_width) {
    size_t at = 0, used = 0;
    while (text[at]) {
        size_t width, bytes = next_point(text + at, &width);
        if (used + width > columns)
            break;
        at += bytes;
        used += width;
    }
    if (out_width)
        *out_width = used;
    return at;
}

size_t glo_text_width(const char *text) {
    size_t width;
    glo_text_fit(text, SIZE_MAX, &width);
    return width;
}

bool glo_text_is_utf8(const char *text, size_t length, size_t *out_at) {
    size_t at = 0;
    while (at < length) {
        if ((unsigned char)text[at] < 0x80) {
            at++;
            continue;
        }
        utf8proc_int32_t point;
        utf8proc_ssize_t bytes =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(length - at), &point);
        if (bytes < 1) {
            if (out_at)
                *out_at = at;
            return false;
        }
        at += (size_t)bytes;
    }
    return true;
}

/* ---- what a reader can't see ---- */

bool glo_text_point_is_visible(int point) {
    if ((point & 0xFFFE) == 0xFFFE) /* no characters; XML may not hold U+FFFE and U+FFFF */
        return false;
    const utf8proc_property_t *property = utf8proc_get_property(point);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CC: /* controls */
    case UTF8PROC_CATEGORY_CF: /* direction, joiners, byte order mark */
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    default:
        return !property->ignorable; /* fillers, selectors of variants */
    }
}

size_t glo_text_point(const char *text, size_t length, int *out_point) {
    utf8proc_int32_t point;
    utf8proc_ssize_t bytes =
        utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &point);
    *out_point = bytes < 1 ? -1 : point;
    return bytes < 1 ? 1 : (size_t)bytes;
}

/* How many bytes from `text` on are as they should be shown. */
static size_t visible_bytes(const char *text, size_t length, const char *kept) {
    size_t at = 0;
    while (at < length) {
        unsigned char c = (unsigned char)text[at];
        if ((c >= 0x20 && c < 0x7F) || (c && c < 0x20 && strchr(kept, c))) {
            at++;
            continue;
        }
        int point;
        size_t bytes = glo_text_point(text + at, length - at, &point);
        if (point < 0 || !glo_text_point_is_visible(point))
            break;
        at += bytes;
    }
    return at;
}

bool glo_text_is_visible(const char *text, size_t length, const char *kept) {
    return visible_bytes(text, length, kept) == length;
}

void glo_text_visible(glo_buf *out, const char *text, size_t length, const char *kept) {
    for (size_t at = 0; at < length;) {
        size_t shown = visible_bytes(text + at, length - at, kept);
        glo_buf_bytes(out, text + at, shown);
        at += shown;
        if (at == length)
            break;
        int point;
        unsigned byte = (unsigned char)text[at];
        at += glo_text_point(text + at, length - at, &point);
        if (point < 0)
            glo_buf_format(out, "\\x%02X", byte);
        else
            glo_buf_format(out, "\\u{%X}", (unsigned)point);
    }
}

enum { LONGEST = 96 }; /* names longer than this are never near */

unsigned glo_text_distance(const char *a, const char *b, unsigned limit) {
    size_t n = strlen(a), m = strlen(b);
    if (n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) > limit)
        return limit + 1;
    unsigned rows[3][LONGEST + 1];
    unsigned *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = (unsigned)j;
    memset(before, 0, sizeof rows[0]);
    for (size_t i = 1; i <= n; i++) {
        row[0] = (unsigned)i;
        int ca = tolower((unsigned char)a[i - 1]);
        int pa = i > 1 ? tolower((unsigned char)a[i - 2]) : -1;
        for (size_t j = 1; j <= m; j++) {
            int cb = tolower((unsigned char)b[j - 1]);
            unsigned best = last[j - 1] + (ca != cb);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && ca == tolower((unsigned char)b[j - 2]) && pa == cb &&
                before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        unsigned *spare = before;
        before = last;
        last = row;
        row = spare;
    }
    return last[m] <= limit ? last[m] : limit + 1;
}

void glo_nearest_offer(glo_nearest *nearest, const char *name) {
    unsigned limit = (unsigned)(strlen(nearest->wanted) / 3);
    if (limit < 1)
        limit = 1;
    if (nearest->best && nearest->distance <= limit)
        limit = nearest->distance ? nearest->distance - 1 : 0;
    unsigned distance = glo_text_distance(nearest->wanted, name, limit);
    if (distance <= limit && (!nearest->best || distance < nearest->distance)) {
        nearest->best = name;
        nearest->distance = distance;
    }
}

const char *glo_nearest_hint(const glo_nearest *nearest) {
    static _Thread_local char hint[160];
    if (!nearest->best)
        return "";
    snprintf(hint, sizeof hint, ", did you mean '%s'?", nearest->best);
    return hint;
}
