/* figure.c: marks of missing figures and flags beside figures. References and example in figure.h. */
#include "io/figure.h"

#include <string.h>
#include <strings.h>

bool glo_figure_is_missing(const char *text, size_t length) {
    static const char *const marks[] = {"",       "..",     "...",   ".",    "-",   "--",   "\u2026",
                                        "\u2013", "\u2014", ":",     "*",    "n/a", "na",   "n.a.",
                                        "n.a",    "n.b.",   "n.b",   "n.d.", "n.d", "s.o.", "s.o",
                                        "k.a.",   "k.a",    "k. a.", "#n/a", "nan", "null", "not available"};
    if (length > 13)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strlen(marks[i]) == length && strncasecmp(marks[i], text, length) == 0)
            return true;
    }
    return false;
}

static bool is_flag(char c) {
    return c && strchr("bcdefinprsuz", c);
}

/* Blanks of any kind at the end are no part of it. */
static size_t without_blanks(const char *text, size_t length) {
    for (;;) {
        if (length > 0 && text[length - 1] == ' ')
            length--;
        else if (length > 1 && memcmp(text + length - 2, "\u00a0", 2) == 0)
            length -= 2;
        else if (length > 2 && memcmp(text + length - 3, "\u202f", 3) == 0)
            length -= 3;
        else
            return length;
    }
}

static bool ends_a_figure(const char *text, size_t length) {
    return length > 0 && ((text[length - 1] >= '0' && text[length - 1] <= '9') || text[length - 1] == ':');
}

/* The sign of a footnote at the end, "*", "(1)" or a raised figure: its length; 0: there is none. */
static size_t footnote(const char *text, size_t length) {
    static const char *const raised[] = {"\u00b9", "\u00b2", "\u00b3"};
    size_t n = 0;
    while (n < length && text[length - 1 - n] == '*')
        n++;
    for (size_t i = 0; n == 0 && length > 2 && i < 3; i++) {
        if (memcmp(text + length - 2, raised[i], 2) == 0)
            n = 2;
    }
    if (n == 0 && length > 3 && text[length - 1] == ')' && text[length - 3] == '(' &&
        text[length - 2] >= '0' && text[length - 2] <= '9')
        n = 3;
    return n;
}

size_t glo_figure_length(const char *text, size_t length, const char **flags, size_t *count) {
    size_t note = footnote(text, length), end = length, from;
    *flags = "";
    *count = 0;
    if (note > 0) {
        from = without_blanks(text, length - note);
        if (ends_a_figure(text, from)) {
            *flags = "*";
            *count = 1;
            return from;
        }
        return length;
    }
    const bool enclosed = end > 2 && text[end - 1] == ')';
    end -= enclosed;
    for (from = end; from > 0 && end - from < 3 && is_flag(text[from - 1]);)
        from--;
    if (from == end || (enclosed && (from == 0 || text[from - 1] != '(')))
        return length;
    const size_t figure = without_blanks(text, from - enclosed);
    if (!ends_a_figure(text, figure))
        return length;
    *flags = text + from;
    *count = end - from;
    return figure;
}
