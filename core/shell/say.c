/* say.c: a line on stderr. Whatever a message quotes, of a file or of what was pasted, it moves no cursor and turns no text.
 *
 * Example:  say("glocal: %s", glo_message());
 */
#include "base/text.h"
#include "shell.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void say(const char *format, ...) {
    char text[8192];
    glo_buf shown = {0};
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    glo_text_visible(&shown, text, strlen(text),
                     getenv("GLOCAL_DEBUG") ? "\n\t" : "\n"); /* tracebacks are indented */
    if (glo_buf_status(&shown) == GLO_OK && shown.length)
        fputs(shown.data, stderr);
    glo_buf_dispose(&shown);
    fputc('\n', stderr);
}
