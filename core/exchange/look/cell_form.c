/* cell_form.c: the form of one cell. Example in cell_form.h.
 *
 * A cell is first written in ASCII: every space as a space, every dash as a hyphen, letters small and without accents.
 * A date is told by its pattern: a digit stands for a number of so many digits, w for a word, all else for itself, so
 * that "31 januari 2024" is "2 w 4". */
#include "look/cell_form.h"

#include "io/figure.h"
#include "io/range.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

enum { LONGEST = 40, TOKENS = 12 };

const char *glo_cell_kind_name(glo_cell_kind kind) {
    static const char *const names[GLO_CELL_KINDS] = {"empty", "missing",    "integer", "decimal",
                                                      "range", "open_range", "date",    "text"};
    return names[kind];
}

const char *glo_time_form_name(glo_time_form form) {
    static const char *const names[GLO_FORMS] = {
        "none",      "day",   "day_time",      "day_parts",  "day_short",   "day_compact",
        "day_named", "month", "month_compact", "month_year", "month_named", "month_name",
        "quarter",   "week",  "year",          "year_span",  "years",       "half"};
    return names[form];
}

/* ---- plain: the cell in ASCII ---- */

/* What a sequence of UTF-8 is in ASCII; those of other letters stay as they are. */
static const struct {
    const char *from, *to;
} plain_forms[] = {
    {"\xC2\xA0", " "},      {"\xE2\x80\xAF", " "},  {"\xE2\x80\x89", " "}, {"\xE2\x80\x99", "'"},
    {"\xE2\x89\xA4", "<="}, {"\xE2\x89\xA5", ">="}, {"\xE2\x80\x93", "-"}, {"\xE2\x80\x94", "-"},
    {"\xE2\x88\x92", "-"},  {"\xE2\x82\xAC", "$"},  {"\xC3\xA9", "e"},     {"\xC3\x89", "e"},
    {"\xC3\xA8", "e"},      {"\xC3\xBB", "u"},      {"\xC3\x9B", "u"},     {"\xC3\xA4", "a"},
    {"\xC3\x84", "a"},      {"\xC3\xA0", "a"},      {"\xC2\xB2", "2"},     {"\xC2\xB9", "1"},
};

/* Into `out`, trimmed; false for what is too long to be anything but text. */
static bool write_plain(const char *text, size_t length, char out[LONGEST + 4]) {
    size_t n = 0;
    for (size_t i = 0; i < length && n < LONGEST;) {
        unsigned char c = (unsigned char)text[i];
        size_t step = 1;
        const char *to = NULL;
        for (size_t f = 0; c >= 0x80 && !to && f < sizeof plain_forms / sizeof plain_forms[0]; f++) {
            step = strlen(plain_forms[f].from);
            if (length - i >= step && memcmp(text + i, plain_forms[f].from, step) == 0)
                to = plain_forms[f].to;
        }
        if (to) {
            for (; *to; to++)
                out[n++] = *to;
        } else {
            step = 1;
            out[n++] = c == '\t' ? ' ' : (char)tolower(c);
        }
        i += step;
        if (n == 1 && out[0] == ' ')
            n = 0;
        if (n >= LONGEST && i < length)
            return false;
    }
    while (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return true;
}

/* ---- numbers ---- */

static size_t digits_at(const char *text) {
    size_t n = 0;
    while (isdigit((unsigned char)text[n]))
        n++;
    return n;
}

static int64_t saturated(const char *digits, size_t length, int64_t number) {
    for (size_t i = 0; i < length; i++)
        number = number > INT64_MAX / 10 - 1 ? INT64_MAX / 10 - 1 : number * 10 + (digits[i] - '0');
    return number;
}

/* Groups of three behind the first digits; returns how many. */
static size_t take_groups(const char **at, char mark, int64_t *number) {
    size_t groups = 0;
    while (**at == mark && digits_at(*at + 1) == 3) {
        *number = saturated(*at + 1, 3, *number);
        *at += 4;
        groups++;
    }
    return groups;
}

static bool read_number(const char *plain, glo_cell *out) {
    const char *at = plain + (*plain == '-' || *plain == '+');
    size_t leading = digits_at(at), groups = 0;
    if (leading == 0)
        return false;
    int64_t number = saturated(at, leading, 0);
    const bool leads_with_zero = *at == '0' && leading > 0;
    at += leading;
    glo_cell cell = {.kind = GLO_CELL_INTEGER};
    if (*at && strchr(". ,'", *at) && leading <= 3 && !leads_with_zero) {
        char mark = *at;
        groups = take_groups(&at, mark, &number);
        cell.thousands = groups ? mark : 0;
        cell.is_open = groups == 1 && (mark == '.' || mark == ',');
    }
    if ((*at == '.' || *at == ',') && *at != cell.thousands) {
        size_t decimals = digits_at(at + 1);
        if (decimals == 0)
            return false;
        cell.decimal = *at;
        cell.decimals = (unsigned)decimals;
        cell.is_open = false;
        cell.kind = GLO_CELL_DECIMAL;
        at += 1 + decimals;
    }
    if (*at)
        return false;
    cell.number = *plain == '-' ? -number : number;
    *out = cell;
    return true;
}

/* ---- ranges ---- */

/* A bound without its marks of thousands; -1: it is no whole number. */
static int64_t number_of(const glo_bound *bound) {
    int64_t number = 0;
    for (size_t i = 0; i < bound->length; i++) {
        if (isalpha((unsigned char)bound->text[i]) || bound->text[i] == '/' || bound->text[i] == '-')
            return -1;
        if (isdigit((unsigned char)bound->text[i]))
            number = saturated(bound->text + i, 1, number);
    }
    return number;
}

static bool read_range(const char *text, size_t length, glo_cell *out) {
    glo_range range;
    const glo_range_kind kind = glo_range_read(text, length, &range);
    const int64_t low = number_of(&range.first), high = number_of(&range.second);
    if (kind == GLO_NO_RANGE || low < 0 || high < 0 || (kind == GLO_BETWEEN && low >= high))
        return false;
    out->kind = kind == GLO_ABOVE || kind == GLO_AT_LEAST ? GLO_CELL_OPEN_RANGE : GLO_CELL_RANGE;
    return true;
}

/* ---- dates ---- */

enum { NL = 1 << GLO_LOOK_NL, FR = 1 << GLO_LOOK_FR, DE = 1 << GLO_LOOK_DE, EN = 1 << GLO_LOOK_EN };

/* The languages in which the word is the name of a month, or short for it; 0: none. */
static unsigned languages_of_month(const char *word, size_t length) {
    static const struct {
        const char *name;
        unsigned languages;
    } months[] = {
        {"jan", NL | DE | EN},
        {"januari", NL},
        {"janvier", FR},
        {"janv", FR},
        {"januar", DE},
        {"january", EN},
        {"janner", DE},
        {"feb", NL | DE | EN},
        {"februari", NL},
        {"fevrier", FR},
        {"fevr", FR},
        {"fev", FR},
        {"februar", DE},
        {"february", EN},
        {"mrt", NL},
        {"maa", NL},
        {"maart", NL},
        {"mars", FR},
        {"marz", DE},
        {"maerz", DE},
        {"mar", DE | EN},
        {"mrz", DE},
        {"march", EN},
        {"apr", NL | DE | EN},
        {"april", NL | DE | EN},
        {"avril", FR},
        {"avr", FR},
        {"mei", NL},
        {"mai", FR | DE},
        {"may", EN},
        {"jun", NL | DE | EN},
        {"juni", NL | DE},
        {"juin", FR},
        {"june", EN},
        {"jul", NL | DE | EN},
        {"juli", NL | DE},
        {"juillet", FR},
        {"juil", FR},
        {"july", EN},
        {"aug", NL | DE | EN},
        {"augustus", NL},
        {"aout", FR},
        {"august", DE | EN},
        {"sep", NL | DE | EN},
        {"sept", NL | FR | DE | EN},
        {"september", NL | DE | EN},
        {"septembre", FR},
        {"okt", NL | DE},
        {"oktober", NL | DE},
        {"octobre", FR},
        {"oct", FR | EN},
        {"october", EN},
        {"nov", NL | FR | DE | EN},
        {"november", NL | DE | EN},
        {"novembre", FR},
        {"dec", NL | FR | EN},
        {"december", NL | EN},
        {"decembre", FR},
        {"dez", DE},
        {"dezember", DE},
    };
    for (size_t i = 0; i < sizeof months / sizeof months[0]; i++) {
        if (strlen(months[i].name) == length && memcmp(months[i].name, word, length) == 0)
            return months[i].languages;
    }
    return 0;
}

typedef struct pattern {
    char text[TOKENS + 1]; /* "2 w 4" */
    unsigned numbers[TOKENS];
    size_t number_count;
    const char *words[2];
    size_t lengths[2];
    size_t word_count;
} pattern;

static bool read_pattern(const char *plain, pattern *out) {
    size_t n = 0;
    *out = (pattern){0};
    for (const char *at = plain; *at;) {
        size_t digits = digits_at(at), letters = 0;
        if (n == TOKENS)
            return false;
        while (isalpha((unsigned char)at[letters]))
            letters++;
        if (digits) {
            if (digits > 8)
                return false;
            out->numbers[out->number_count++] = (unsigned)saturated(at, digits, 0);
            out->text[n++] = (char)('0' + digits);
            at += digits;
        } else if (letters) {
            if (out->word_count == 2)
                return false;
            out->words[out->word_count] = at;
            out->lengths[out->word_count++] = letters;
            out->text[n++] = 'w';
            at += letters;
            at += *at == '.'; /* janv. 2024 */
        } else {
            out->text[n++] = *at++;
        }
    }
    out->text[n] = '\0';
    return true;
}

static bool is_year(unsigned n) {
    return n >= 1900 && n <= 2100;
}

static bool is_month(unsigned n) {
    return n >= 1 && n <= 12;
}

static bool is_day(unsigned n) {
    return n >= 1 && n <= 31;
}

static bool is_word(const pattern *p, size_t i, const char *word) {
    return i < p->word_count && p->lengths[i] == strlen(word) &&
           memcmp(p->words[i], word, p->lengths[i]) == 0;
}

/* Whether the pattern has this form: D stands for one or two digits, S for - / . _ or a space. */
static bool matches(const char *text, const char *form) {
    for (; *form; form++, text++) {
        const bool same = *form == 'D'   ? *text == '1' || *text == '2'
                          : *form == 'S' ? *text && strchr("-/. '_", *text)
                                         : *text == *form;
        if (!same)
            return false;
    }
    return *text == '\0';
}

static bool found(glo_cell *out, glo_time_form form, bool holds) {
    if (!holds)
        return false;
    out->kind = GLO_CELL_DATE;
    out->form = form;
    return true;
}

/* 2019M03, 2019-Q2, Q2 2019, 2019-W05, 2019S1: a year and a part of it by its letter. */
static bool read_lettered(const pattern *p, unsigned year, unsigned part, glo_cell *out) {
    if (is_word(p, 0, "m") || is_word(p, 0, "mm"))
        return found(out, GLO_FORM_MONTH, is_year(year) && is_month(part));
    if (is_word(p, 0, "q") || is_word(p, 0, "k") || is_word(p, 0, "t") || is_word(p, 0, "kw") ||
        is_word(p, 0, "kv"))
        return found(out, GLO_FORM_QUARTER, is_year(year) && part >= 1 && part <= 4);
    if (is_word(p, 0, "w"))
        return found(out, GLO_FORM_WEEK, is_year(year) && part >= 1 && part <= 53);
    if (is_word(p, 0, "s") || is_word(p, 0, "h"))
        return found(out, GLO_FORM_HALF, is_year(year) && (part == 1 || part == 2));
    return is_word(p, 0, "jj") && found(out, GLO_FORM_YEAR, is_year(year) && part == 0);
}

static bool read_named(const pattern *p, glo_cell *out) {
    const unsigned *n = p->numbers;
    out->languages = languages_of_month(p->words[0], p->lengths[0]);
    if (!out->languages)
        return false;
    if (matches(p->text, "w"))
        return found(out, GLO_FORM_MONTH_NAME, true);
    if (matches(p->text, "wS4") || matches(p->text, "w4") || matches(p->text, "4Sw"))
        return found(out, GLO_FORM_MONTH_NAMED, is_year(n[0]));
    if (matches(p->text, "wS2") || matches(p->text, "w2"))
        return found(out, GLO_FORM_MONTH_NAMED, true);
    if (matches(p->text, "DSwS4") || matches(p->text, "D. w 4"))
        return found(out, GLO_FORM_DAY_NAMED, is_day(n[0]) && is_year(n[1]));
    if (matches(p->text, "w D, 4") || matches(p->text, "w D 4"))
        return found(out, GLO_FORM_DAY_NAMED, is_day(n[0]) && is_year(n[1]));
    return false;
}

/* 1er trimestre 2019, 2e kwartaal 2024, 1. Quartal 2019 */
static bool read_quarter_in_words(const pattern *p, glo_cell *out) {
    const char *last = p->word_count ? p->words[p->word_count - 1] : "";
    if (strncmp(last, "trim", 4) != 0 && strncmp(last, "kwart", 5) != 0 && strncmp(last, "quart", 5) != 0)
        return false;
    return found(out, GLO_FORM_QUARTER,
                 p->number_count == 2 && p->numbers[0] >= 1 && p->numbers[0] <= 4 && is_year(p->numbers[1]));
}

/* A number of one to `most` digits, which `at` is moved behind. */
static bool take_digits(const char **at, int most, unsigned *out) {
    unsigned number = 0;
    int count = 0;
    for (; count < most && isdigit((unsigned char)**at); count++, (*at)++)
        number = number * 10 + (unsigned)(**at - '0');
    *out = number;
    return count > 0;
}

static bool take_mark(const char **at, char mark) {
    if (**at != mark)
        return false;
    (*at)++;
    return true;
}

static bool is_time(const char *rest) {
    unsigned hour, minute;
    return (take_mark(&rest, ' ') || take_mark(&rest, 't')) && take_digits(&rest, 2, &hour) &&
           take_mark(&rest, ':') && take_digits(&rest, 2, &minute) && hour < 25 && minute < 60;
}

/* 2019-03 or, of two years, 2009-10. */
static bool read_year_and_part(const pattern *p, glo_cell *out) {
    unsigned year = p->numbers[0], part = p->numbers[1];
    out->is_successive = p->text[2] == '2' && part == (year + 1) % 100;
    if (!is_year(year))
        return false;
    if (is_month(part))
        return found(out, GLO_FORM_MONTH, true);
    return found(out, p->text[1] == '-' ? GLO_FORM_YEAR_SPAN : GLO_FORM_YEARS, out->is_successive);
}

static bool read_day_parts(const pattern *p, glo_time_form form, glo_cell *out) {
    out->first = p->numbers[0];
    out->second = p->numbers[1];
    const bool is_one =
        (is_day(out->first) && is_month(out->second)) || (is_month(out->first) && is_day(out->second));
    return p->text[1] == p->text[3] &&
           found(out, form, is_one && (form == GLO_FORM_DAY_SHORT || is_year(p->numbers[2])));
}

/* Where a time of day begins, with the blank or t before it; NULL: there is none. */
static const char *find_time(const char *plain) {
    const char *at = strchr(plain, ':');
    while (at && at > plain && isdigit((unsigned char)at[-1]))
        at--;
    return at && at > plain && is_time(at - 1) ? at - 1 : NULL;
}

/* 2024-01-31, 31/1/2024 or 31.1.24 with a time of day behind it. */
static bool read_day_time(const char *plain, glo_cell *out) {
    const char *time = find_time(plain);
    char day[LONGEST + 4];
    pattern p;
    if (!time)
        return false;
    snprintf(day, sizeof day, "%.*s", (int)(time - plain), plain);
    if (!read_pattern(day, &p))
        return false;
    if (matches(p.text, "4SDSD"))
        return found(out, GLO_FORM_DAY_TIME,
                     is_year(p.numbers[0]) && is_month(p.numbers[1]) && is_day(p.numbers[2]) &&
                         p.text[1] == p.text[3]);
    if (matches(p.text, "DSDS4"))
        return read_day_parts(&p, GLO_FORM_DAY_PARTS, out);
    return matches(p.text, "DSDS2") && read_day_parts(&p, GLO_FORM_DAY_SHORT, out);
}

static bool read_date(const char *plain, glo_cell *out) {
    pattern p;
    if (read_day_time(plain, out))
        return true;
    if (!read_pattern(plain, &p))
        return false;
    const char *text = p.text;
    const unsigned *n = p.numbers;
    if (matches(text, "4SDSD"))
        return found(out, GLO_FORM_DAY,
                     is_year(n[0]) && is_month(n[1]) && is_day(n[2]) && text[1] == text[3]);
    if (matches(text, "DSDS4"))
        return read_day_parts(&p, GLO_FORM_DAY_PARTS, out);
    if (matches(text, "DSDS2"))
        return read_day_parts(&p, GLO_FORM_DAY_SHORT, out);
    if (matches(text, "4-D") || matches(text, "4/D") || matches(text, "4_D"))
        return read_year_and_part(&p, out);
    if (matches(text, "D/4") || matches(text, "D-4") || matches(text, "2.4"))
        return found(out, GLO_FORM_MONTH_YEAR, is_month(n[0]) && is_year(n[1]));
    if (matches(text, "4-4") || matches(text, "4/4"))
        return found(out, GLO_FORM_YEARS, is_year(n[0]) && is_year(n[1]) && n[0] < n[1]);
    if (matches(text, "4wD") || matches(text, "4SwD"))
        return read_lettered(&p, n[0], n[1], out);
    if (matches(text, "w1S4"))
        return read_lettered(&p, n[1], n[0], out);
    return p.word_count > 0 && (read_quarter_in_words(&p, out) || read_named(&p, out));
}

/* The date that a whole number may also be. */
static glo_time_form form_of_integer(const char *plain) {
    unsigned year, month = 1, day = 1;
    size_t digits = digits_at(plain);
    const char *at = plain;
    if ((digits != 4 && digits != 6 && digits != 8) || !take_digits(&at, 4, &year) ||
        (digits > 4 && !take_digits(&at, 2, &month)) || (digits > 6 && !take_digits(&at, 2, &day)) ||
        !is_year(year) || !is_month(month) || !is_day(day))
        return GLO_FORM_NONE;
    return digits == 4 ? GLO_FORM_YEAR : digits == 6 ? GLO_FORM_MONTH_COMPACT : GLO_FORM_DAY_COMPACT;
}

/* A number, which may be a date too. */
static bool read_number_or_date(const char *plain, glo_cell *out) {
    if (!read_number(plain, out))
        return false;
    if (out->kind == GLO_CELL_INTEGER && !out->thousands)
        out->form = form_of_integer(plain);
    /* 2.4 digits: 11.2025 is a month more often than a figure of four decimals */
    glo_cell date = {.kind = GLO_CELL_TEXT};
    if (out->kind == GLO_CELL_DECIMAL && digits_at(plain) == 2 && read_date(plain, &date))
        *out = date;
    return true;
}

static void note_flag(const glo_flagged_figure *figure, glo_cell *out) {
    size_t n = figure->flag_count < sizeof out->flag ? figure->flag_count : sizeof out->flag - 1;
    memcpy(out->flag, figure->flags, n);
    out->flag[n] = '\0';
    snprintf(out->unit, sizeof out->unit, "%s", figure->unit ? figure->unit : "");
}

void glo_cell_form_of(const char *text, size_t length, glo_cell *out) {
    char plain[LONGEST + 4];
    glo_flagged_figure figure;
    *out = (glo_cell){.kind = GLO_CELL_TEXT};
    if (!write_plain(text, length, plain))
        return;
    if (!*plain) {
        out->kind = GLO_CELL_EMPTY;
        return;
    }
    if (glo_figure_missing(plain, strlen(plain)) != GLO_NOT_MISSING) {
        out->kind = GLO_CELL_MISSING;
        return;
    }
    if (read_date(plain, out))
        return;
    *out = (glo_cell){.kind = GLO_CELL_TEXT};
    glo_figure_read(text, length, &figure);
    const bool is_number = write_plain(figure.text, figure.length, plain) && read_number_or_date(plain, out);
    if (is_number || read_range(figure.text, figure.length, out))
        note_flag(&figure, out);
}

bool glo_cell_is_number(const glo_cell *cell) {
    return cell->kind == GLO_CELL_INTEGER || cell->kind == GLO_CELL_DECIMAL || cell->kind == GLO_CELL_RANGE ||
           cell->kind == GLO_CELL_OPEN_RANGE;
}

void glo_look_cell(const char *text, size_t length, glo_cell_kind *out_kind, glo_time_form *out_form) {
    glo_cell cell;
    glo_cell_form_of(text, length, &cell);
    *out_kind = cell.kind;
    *out_form = cell.form;
}

/* ---- totals ---- */

bool glo_cell_is_total(const char *text, size_t length) {
    static const char *const words[] = {"totaal",          "total",         "totaux",     "totale",
                                        "totalen",         "gesamt",        "insgesamt",  "gesamtsumme",
                                        "summe",           "sum",           "subtotaal",  "subtotal",
                                        "sous-total",      "zwischensumme", "eindtotaal", "grand total",
                                        "algemeen totaal", "totals",        "ensemble"};
    char plain[LONGEST + 4];
    if (!write_plain(text, length > 24 ? 24 : length, plain))
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t n = strlen(words[i]);
        if (strncmp(plain, words[i], n) == 0 && !isalpha((unsigned char)plain[n]))
            return true;
    }
    return false;
}
