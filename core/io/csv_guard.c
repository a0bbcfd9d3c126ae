/* csv_guard.c: formulas in CSV. What it is for: csv_guard.h. */
#include "io/csv_guard.h"

#include <string.h>

bool glo_csv_needs_guard(const char *text, size_t length) {
    size_t at = 0;
    while (at < length && text[at] == '\'')
        at++;
    return at < length && text[at] && strchr("=+-@\t\r", text[at]);
}

size_t glo_csv_guard(const char *text, size_t length) {
    return length > 1 && text[0] == '\'' && glo_csv_needs_guard(text + 1, length - 1);
}
