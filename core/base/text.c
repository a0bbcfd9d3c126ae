/* text.c: folding, width and nearness of UTF-8 text. The one file that uses utf8proc. Example in text.h. */
#include "base/text.h"

#include "base/err.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

glo_status glo_text_fold(const char *text, char **out) {
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t length =
        utf8proc_map((const utf8proc_uint8_t *)text, 0, &folded,
                     UTF8PROC_NULLTERM | UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE |
                         UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
    if (length < 0)
        return length == UTF8PROC_ERROR_NOMEM ? glo_fail(GLO_ENOMEM, "out of memory")
                                              : glo_fail(GLO_EINVAL, "the text is not UTF-8");
    /* Spaces: none at the ends, one between. */
    char *to = (char *)folded;
    const char *from = to;
    int pending = 0;
    for (; *from; from++) {
        if (isspace((unsigned char)*from)) {
            pending = to != (char *)folded;
            continue;
        }
        if (pending)
            *to++ = ' ';
        pending = 0;
        *to++ = *from;
    }
    *to = '\0';
    *out = (char *)folded;
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
