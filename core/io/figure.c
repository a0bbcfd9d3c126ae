/* figure.c: marks of missing figures, flags beside figures and signs of units. References and example in figure.h. */
#include "io/figure.h"

#include <string.h>
#include <strings.h>

/* ---- missing figures ---- */

static bool is_among(const char *const *marks, size_t count, const char *text, size_t length) {
    for (size_t i = 0; i < count; i++) {
        if (strlen(marks[i]) == length && strncasecmp(marks[i], text, length) == 0)
            return true;
    }
    return false;
}

glo_missing glo_figure_missing(const char *text, size_t length) {
    static const char *const known[] = {"",       "..",     "...",   ".",    "-",   "--",   "\u2026",
                                        "\u2013", "\u2014", ":",     "*",    "n/a", "na",   "n.a.",
                                        "n.a",    "n.b.",   "n.b",   "n.d.", "n.d", "s.o.", "s.o",
                                        "k.a.",   "k.a",    "k. a.", "#n/a", "nan", "null", "not available",
                                        "[c]",    "[x]",    "[z]"};
    static const char *const likely[] = {"x",  "/",   "?",  "***",  "(x)", "(:)",    "none", "nb",
                                         "nd", "n/d", "nc", "n.c.", "nvt", "n.v.t.", "#nv",  "#n/b"};
    if (length > 13)
        return GLO_NOT_MISSING;
    if (is_among(known, sizeof known / sizeof known[0], text, length))
        return GLO_MISSING;
    return is_among(likely, sizeof likely / sizeof likely[0], text, length) ? GLO_MAY_BE_MISSING
                                                                            : GLO_NOT_MISSING;
}

/* ---- cutting ---- */

enum { MOST_FLAGS = 3 };

static bool is_flag(char c) {
    return c && strchr("bcdefinprsuz", c);
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* The blank of any kind at the end: its length; 0: there is none. */
static size_t blank_behind(const char *text, size_t length) {
    static const char *const blanks[] = {" ", "\u00a0", "\u202f", "\u2009"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t n = strlen(blanks[i]);
        if (length >= n && memcmp(text + length - n, blanks[i], n) == 0)
            return n;
    }
    return 0;
}

static size_t blank_before(const char *text, size_t length) {
    static const char *const blanks[] = {" ", "\u00a0", "\u202f", "\u2009"};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t n = strlen(blanks[i]);
        if (length >= n && memcmp(text, blanks[i], n) == 0)
            return n;
    }
    return 0;
}

static void trim(glo_flagged_figure *figure) {
    size_t n;
    while ((n = blank_behind(figure->text, figure->length)) > 0)
        figure->length -= n;
    while ((n = blank_before(figure->text, figure->length)) > 0) {
        figure->text += n;
        figure->length -= n;
    }
}

/* What stands in brackets at `at`, up to `end`: letters of flags are flags, all else is the sign of a footnote. */
static void take_inside(const char *at, const char *end, glo_flagged_figure *figure) {
    figure->flags = at;
    figure->flag_count = (size_t)(end - at);
    bool are_flags = end - at <= MOST_FLAGS;
    for (const char *p = at; p < end; p++)
        are_flags &= is_flag(*p);
    if (are_flags)
        return;
    figure->flags = "*";
    figure->flag_count = 1;
}

/* Whether these are flags or the sign of a footnote in brackets: (p), (1), [1], [note 3]. */
static bool is_enclosed(const char *at, const char *end, char open) {
    if (end - at < 1 || end - at > (open == '[' ? 10 : MOST_FLAGS))
        return false;
    bool flags = true, digits = true;
    for (const char *p = at; p < end; p++) {
        flags &= is_flag(*p);
        digits &= is_digit(*p);
    }
    return flags || (digits && end - at <= (open == '[' ? 2 : 1)) ||
           (open == '[' && memchr(at, '[', (size_t)(end - at)) == NULL);
}

/* ---- behind the figure ---- */

static bool take_enclosed_behind(glo_flagged_figure *figure) {
    const char *text = figure->text, *end = text + figure->length - 1;
    const char open = *end == ')' ? '(' : *end == ']' ? '[' : 0;
    const char *at = open ? memrchr(text, open, figure->length) : NULL;
    if (!at || !is_enclosed(at + 1, end, open))
        return false;
    take_inside(at + 1, end, figure);
    figure->length = (size_t)(at - text);
    return true;
}

static bool take_footnote_behind(glo_flagged_figure *figure) {
    static const char *const raised[] = {"\u00b9", "\u00b2", "\u00b3", "\u2020"};
    size_t n = 0;
    while (n < figure->length && figure->text[figure->length - 1 - n] == '*')
        n++;
    for (size_t i = 0; n == 0 && i < sizeof raised / sizeof raised[0]; i++) {
        size_t length = strlen(raised[i]);
        if (figure->length > length && memcmp(figure->text + figure->length - length, raised[i], length) == 0)
            n = length;
    }
    if (n == 0)
        return false;
    figure->flags = "*";
    figure->flag_count = 1;
    figure->length -= n;
    return true;
}

static bool take_letters_behind(glo_flagged_figure *figure) {
    size_t n = 0;
    while (n < MOST_FLAGS && n < figure->length && is_flag(figure->text[figure->length - 1 - n]))
        n++;
    figure->length -= n;
    figure->flags = figure->text + figure->length;
    figure->flag_count = n;
    return n > 0;
}

/* ---- before it ---- */

static bool take_before(glo_flagged_figure *figure) {
    const char *text = figure->text, *end = text + figure->length;
    const char close = *text == '(' ? ')' : *text == '[' ? ']' : 0;
    size_t n = 0;
    while (n < figure->length && text[n] == '*')
        n++;
    const char *stop = close ? memchr(text, close, figure->length) : NULL;
    if (stop && is_enclosed(text + 1, stop, *text)) {
        take_inside(text + 1, stop, figure);
        n = (size_t)(stop + 1 - text);
    } else if (n > 0) {
        figure->flags = "*";
        figure->flag_count = 1;
    }
    figure->text += n;
    figure->length = (size_t)(end - figure->text);
    return n > 0;
}

/* ---- units ---- */

static const struct {
    const char *sign, *name;
} units[] = {{"%", "%"}, {"\u20ac", "EUR"}, {"$", "USD"}, {"\u00a3", "GBP"}, {"EUR", "EUR"}};

static void take_unit(glo_flagged_figure *figure) {
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const size_t n = strlen(units[i].sign);
        if (figure->length <= n)
            continue;
        const char *end = figure->text + figure->length - n;
        const bool before = memcmp(figure->text, units[i].sign, n) == 0;
        if (!before && memcmp(end, units[i].sign, n) != 0)
            continue;
        figure->text += before ? n : 0;
        figure->length -= n;
        figure->unit = units[i].name;
        return;
    }
}

/* ---- the whole ---- */

static bool is_figure(const glo_flagged_figure *figure) {
    if (figure->length == 0)
        return false;
    const char last = figure->text[figure->length - 1];
    return is_digit(last) || last == '+' || (last == ':' && figure->length == 1);
}

void glo_figure_read(const char *text, size_t length, glo_flagged_figure *out) {
    const glo_flagged_figure whole = {.text = text, .length = length, .flags = ""};
    glo_flagged_figure figure = whole;
    trim(&figure);
    if (figure.length > 0 && !(take_enclosed_behind(&figure) || take_footnote_behind(&figure) ||
                               take_letters_behind(&figure) || take_before(&figure))) {
        figure.flags = "";
        figure.flag_count = 0;
    }
    trim(&figure);
    take_unit(&figure);
    trim(&figure);
    *out = is_figure(&figure) ? figure : whole;
}
