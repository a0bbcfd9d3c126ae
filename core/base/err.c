/* err.c: the thread-local message behind a status code. Example in err.h. */
#include "base/err.h"

#include "base/text.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static _Thread_local char message[1024] = "";

/* A message is one line and quotes files: what can't be seen in it is written out. */
static void keep(const char *text, size_t length) {
    glo_buf shown = {0};
    if (!glo_text_is_visible(text, length, ""))
        glo_text_visible(&shown, text, length, "");
    snprintf(message, sizeof message, "%s",
             shown.length && glo_buf_status(&shown) == GLO_OK ? shown.data : text);
    glo_buf_dispose(&shown);
}

/* The length without a character that was cut at the end. */
static size_t whole_characters(const char *text, size_t length) {
    size_t from = length;
    while (from > 0 && length - from < 3 && ((unsigned char)text[from - 1] & 0xC0) == 0x80)
        from--;
    int point;
    if (from > 0 && (unsigned char)text[from - 1] >= 0xC0 &&
        glo_text_point(text + from - 1, length - from + 1, &point) && point < 0)
        return from - 1;
    return length;
}

glo_status glo_fail(glo_status status, const char *format, ...) {
    /* Formatted aside first: an argument may be the old message itself. */
    char text[sizeof message];
    va_list args;
    va_start(args, format);
    int wanted = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    size_t length = strlen(text);
    if (wanted >= (int)sizeof text)
        text[length = whole_characters(text, length)] = '\0';
    keep(text, length);
    return status;
}

const char *glo_message(void) {
    return message;
}

const char *glo_status_name(glo_status status) {
    switch (status) {
    case GLO_OK:
        return "ok";
    case GLO_EINVAL:
        return "invalid";
    case GLO_ENOMEM:
        return "out_of_memory";
    case GLO_EIO:
        return "io";
    case GLO_ENOTFOUND:
        return "not_found";
    case GLO_EAMBIGUOUS:
        return "ambiguous";
    case GLO_EEXISTS:
        return "exists";
    case GLO_EBUSY:
        return "busy";
    case GLO_ECORRUPT:
        return "corrupt";
    case GLO_EVERSION:
        return "version";
    case GLO_EREADONLY:
        return "read_only";
    case GLO_EFULL:
        return "full";
    case GLO_ECANCELLED:
        return "cancelled";
    case GLO_EMARKING:
        return "marking";
    case GLO_EREJECTED:
        return "rejected";
    case GLO_ESQL:
        return "sql";
    default:
        return "unknown";
    }
}

glo_status glo_status_of_errno(int error) {
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        return GLO_ENOTFOUND;
    case EEXIST:
        return GLO_EEXISTS;
    case EROFS:
    case EACCES:
    case EPERM:
        return GLO_EREADONLY;
    case ENOSPC:
    case EDQUOT:
        return GLO_EFULL;
    case ENOMEM:
        return GLO_ENOMEM;
    default:
        return GLO_EIO;
    }
}
