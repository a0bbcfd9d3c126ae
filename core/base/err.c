/* err.c: the thread-local message behind a status code. Example in err.h. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

static _Thread_local char message[1024] = "";

glo_status glo_fail(glo_status status, const char *format, ...) {
    /* Formatted aside first: an argument may be the old message itself. */
    char text[sizeof message];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    snprintf(message, sizeof message, "%s", text);
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
