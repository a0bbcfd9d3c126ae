/* date_text.c: dates as offices write them, in four languages. A text is cut into numbers and words, and the row of them
 * ("1 maart 2024" is number, word, number) says what it is. Declared in date.h.
 *
 * Example:  glo_date_read("mrt-24", 6, &(glo_date_rules){0}, &signs, &day, &span)   -> 2024-03-01, GLO_MONTH
 *
 * Reference: ISO 8601-1:2019; SDMX 2.1 section 6, time formats (2019-Q2, 2019-S1, 2019-A1); CBS StatLine, periods
 * (2019MM04, 2019KW01, 2019JJ00); ECMA-376, the 1900 date system of workbooks.
 */
#include "base/date.h"
#include "base/text.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOKENS = 6, MOST_BYTES = 64 };

/* What a word says of the number beside it. */
typedef enum word_kind {
    NO_WORD,
    A_MONTH, /* maart: its number is known */
    OF_YEAR,
    OF_HALF,
    OF_QUARTER,
    OF_MONTH,
    OF_WEEK,
    OF_KW, /* kwartaal or Kalenderwoche */
    OF_DECADE,
    ORDINAL, /* the "er" of "1er trimestre" */
    UNKNOWN
} word_kind;

typedef struct token {
    bool is_number;
    int digits, value; /* of a number */
    word_kind word;
    int month; /* of A_MONTH */
    char sep;  /* what stands before it: 0, or one of - / . and the space */
} token;

typedef struct written {
    const char *text; /* as given, for messages */
    size_t length;
    const glo_date_rules *rules;
    unsigned *signs;
    token tokens[TOKENS];
    int count;
    bool has_time;
    int32_t day;
    glo_span span;
} written;

static glo_status not_a_date(const written *w, const char *why) {
    return glo_fail(GLO_EINVAL, "'%.*s' is not a date: %s", w->length > 40 ? 40 : (int)w->length, w->text,
                    why);
}

static glo_status unclear(const written *w, const char *why) {
    return glo_fail(GLO_EINVAL, "'%.*s' %s", w->length > 40 ? 40 : (int)w->length, w->text, why);
}

static bool is_day_of(int y, int m, int d) {
    static const int days_in[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    return d >= 1 && d <= (m == 2 && !leap ? 28 : days_in[m - 1]);
}

static glo_status civil(written *w, int y, int m, int d, glo_span span) {
    if (y < 1)
        return not_a_date(w, "the year must be 0001 to 9999");
    if (m < 1 || m > 12)
        return not_a_date(w, "the month must be 01 to 12");
    if (!is_day_of(y, m, d))
        return not_a_date(w, "that month has no such day");
    w->day = glo_day_of_civil(y, m, d);
    w->span = span;
    return GLO_OK;
}

/* ---- words ---- */

/* Folded: in lower case, without accents. */
static const char *const month_names[12] = {
    "january januari janvier januar janner jaenner jan janv",
    "february februari fevrier februar feb febr fev fevr",
    "march maart mars marz maerz maa mar mrt mrz",
    "april avril apr avr",
    "may mei mai",
    "june juni juin jun",
    "july juli juillet jul juil",
    "august augustus aout aug",
    "september septembre sep sept",
    "october oktober octobre oct okt",
    "november novembre nov",
    "december decembre dezember dec dez",
};

static const struct {
    word_kind kind;
    const char *names;
} word_names[] = {{OF_YEAR, "a jj"},
                  {OF_HALF, "s h b halfjaar semester semestre halbjahr half"},
                  {OF_QUARTER, "q k t qtr quarter quartal kwartaal kwart trimestre trim"},
                  {OF_MONTH, "m mm month maand mois monat"},
                  {OF_WEEK, "w wk week semaine woche"},
                  {OF_KW, "kw"},
                  {OF_DECADE, "er"},
                  {ORDINAL, "e er eme st nd rd th ste de"}};

static bool is_among(const char *names, const char *word, size_t length) {
    for (const char *at = names; *at;) {
        size_t n = strcspn(at, " ");
        if (n == length && memcmp(at, word, n) == 0)
            return true;
        at += n + (at[n] == ' ');
    }
    return false;
}

static token word_of(const char *word, size_t length) {
    for (int month = 0; month < 12; month++) {
        if (is_among(month_names[month], word, length))
            return (token){.word = A_MONTH, .month = month + 1};
    }
    for (size_t i = 0; i < sizeof word_names / sizeof word_names[0]; i++) {
        if (is_among(word_names[i].names, word, length))
            return (token){.word = word_names[i].kind};
    }
    return (token){.word = UNKNOWN};
}

/* ---- cutting ---- */

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* Two digits of at most `most` at *at. */
static bool take_two(const char **at, int most) {
    if (!is_digit((*at)[0]) || !is_digit((*at)[1]) || ((*at)[0] - '0') * 10 + (*at)[1] - '0' > most)
        return false;
    *at += 2;
    return true;
}

/* "10", "10:30", "1030", "10:30:59.5", and a zone: Z, +02:00. */
static bool is_time(const char *at) {
    if (is_digit(*at) && at[1] == ':')
        at++;
    else if (!take_two(&at, 24))
        return false;
    for (int parts = 0; parts < 2; parts++) {
        if (*at == ':')
            at++;
        else if (!is_digit(*at))
            break;
        if (!take_two(&at, parts == 0 ? 59 : 60)) /* a leap second is one */
            return false;
    }
    if (*at == '.' && is_digit(at[1])) {
        for (at++; is_digit(*at);)
            at++;
    }
    at += *at == ' ';
    if (*at == 'z')
        return at[1] == '\0';
    if (*at != '+' && *at != '-')
        return *at == '\0';
    at++;
    if (!take_two(&at, 14))
        return false;
    at += *at == ':';
    return *at == '\0' || (take_two(&at, 59) && *at == '\0');
}

/* Takes a time of day off the end of the text: what stands behind "t", or behind the last space before a ':'. False: that
 * is no time. */
static bool cut_time(written *w, char *text) {
    char *colon = strchr(text, ':'), *at = NULL;
    if (colon) {
        for (at = colon; at > text && is_digit(at[-1]);)
            at--;
        if (at == text || (at[-1] != ' ' && at[-1] != 't'))
            return false;
    } else if (strlen(text) > 10 && text[10] == 't' && is_digit(text[9]) && is_digit(text[11])) {
        at = text + 11;
    }
    if (!at)
        return true;
    if (!is_time(at))
        return false;
    at[-1] = '\0';
    w->has_time = true;
    return true;
}

/* Takes what separates two parts: blanks, a comma, one of - / and the dot that may stand behind a short word. False: more
 * than one of these. */
static bool cut_separator(const char **at, char *out) {
    *out = '\0';
    for (; **at && strchr("-/. ,_", **at); (*at)++) {
        const char mark = **at == ',' ? ' ' : **at == '_' ? '-' : **at;
        if (mark == ' ' && *out)
            continue;
        if (*out && *out != ' ' && *out != '.')
            return false;
        *out = mark;
    }
    return true;
}

/* False: something in it is no part of a date. */
static bool cut(written *w, const char *at) {
    char sep = '\0';
    while (*at) {
        if (w->count == TOKENS)
            return false;
        token *t = &w->tokens[w->count++];
        const char *from = at;
        if (is_digit(*at)) {
            int value = 0;
            for (; is_digit(*at) && at - from < 9; at++)
                value = value * 10 + (*at - '0');
            *t = (token){.is_number = true, .digits = (int)(at - from), .value = value};
        } else if (is_letter(*at)) {
            while (is_letter(*at))
                at++;
            *t = word_of(from, (size_t)(at - from));
        } else {
            return false;
        }
        t->sep = sep;
        if (!cut_separator(&at, &sep))
            return false;
    }
    return sep == '\0' || (sep == '.' && !w->tokens[w->count - 1].is_number); /* "2024 janv." */
}

/* ---- years ---- */

/* A year of two digits beside the name of a month: of this century up to 2049. */
static glo_status year_of(const written *w, const token *t, bool has_month_name, int *out) {
    if (t->digits == 4) {
        *out = t->value;
        return GLO_OK;
    }
    if (t->digits != 2)
        return not_a_date(w, "the year must have four digits");
    if (!w->rules->century && !(has_month_name && t->value < 50))
        return unclear(w, "has a year of two digits: say which century, century=20 (--century 20)");
    *out = (w->rules->century ? w->rules->century : 20) * 100 + t->value;
    return GLO_OK;
}

/* 2009-10, 2009/10, 2009-2010: two years of which the second follows the first. */
static bool is_next_year(int year, const token *t) {
    return (t->digits == 2 && t->value == (year + 1) % 100) || (t->digits == 4 && t->value == year + 1);
}

static glo_status financial_year(written *w, int year) {
    *w->signs |= GLO_DATE_FISCAL;
    if (w->rules->fiscal)
        return civil(w, year, 1, 1, GLO_YEAR);
    return unclear(w, "is a school or financial year, not a month or calendar year: say in which month it "
                      "begins, fiscal=\"04\" (--fiscal 04)");
}

/* A year and one more number: a month, or a financial year. */
static glo_status year_and_number(written *w, int year, const token *t) {
    if (t->digits == 4)
        return is_next_year(year, t) ? financial_year(w, year)
                                     : unclear(w, "is a span of several years, which is no period here");
    if (is_next_year(year, t) && (t->value > 12 || t->value == 0 || w->rules->fiscal))
        return financial_year(w, year);
    if (t->sep == '.' && t->digits == 1)
        return not_a_date(w, "a month has two digits behind a dot, such as 2019.05");
    if (t->digits > 2)
        return not_a_date(w, "expected a month of two digits after the year");
    *w->signs |= is_next_year(year, t) && t->sep != '.' ? GLO_DATE_FISCAL_LIKE : GLO_DATE_MONTH;
    return civil(w, year, t->value, 1, GLO_MONTH);
}

/* ---- shapes ---- */

static glo_status week(written *w, int y, int number) {
    if (number < 1 || y < 1)
        return not_a_date(w, "the week must be W01 to W53");
    /* ISO 8601: week 1 holds 4 January; a week belongs to the year of its Thursday. */
    int32_t monday = glo_span_floor(glo_day_of_civil(y, 1, 4), GLO_WEEK) + (number - 1) * 7;
    int ty, tm, td;
    glo_civil_of_day(monday + 3, &ty, &tm, &td);
    if (ty != y)
        return not_a_date(w, "that year has no such week");
    w->day = monday;
    w->span = GLO_WEEK;
    return GLO_OK;
}

/* 2019-Q2, Q2 2019, 2019M03: a year, a kind of period and its number. */
static glo_status period_of(written *w, int year, word_kind kind, const token *number) {
    switch (kind) {
    case OF_QUARTER:
        if (number->value < 1 || number->value > 4 || number->digits > 2)
            return not_a_date(w, "the quarter must be Q1 to Q4");
        return civil(w, year, number->value * 3 - 2, 1, GLO_QUARTER);
    case OF_MONTH:
        return number->digits > 2 ? not_a_date(w, "the month must be 01 to 12")
                                  : civil(w, year, number->value, 1, GLO_MONTH);
    case OF_WEEK:
        return number->digits > 2 ? not_a_date(w, "the week must be W01 to W53")
                                  : week(w, year, number->value);
    case OF_KW:
        if (number->value > 4)
            return week(w, year, number->value);
        return unclear(w, "is a quarter (kwartaal) or a week (Kalenderwoche): write 2019-Q1 or 2019-W01");
    case OF_HALF:
        return unclear(w, "is a half-year, which is no period here: give it as two quarters, or its year");
    case OF_YEAR:
        return number->value > 1 ? not_a_date(w, "expected a year") : civil(w, year, 1, 1, GLO_YEAR);
    default:
        return not_a_date(w, "expected a year, quarter, month, week or day, such as 2024-01-31 or 2024-01");
    }
}

static glo_status number_alone(written *w, const token *t) {
    if (w->rules->order == GLO_ORDER_EXCEL) {
        if (t->value < 1 || t->value > 2958465 || t->value == 60)
            return not_a_date(w, "Excel's day numbers are 1 to 2958465");
        w->day = t->value - (t->value < 60 ? 25568 : 25569); /* Excel's 1900 has a 29 February, its day 60 */
        w->span = GLO_DAY;
        return GLO_OK;
    }
    switch (t->digits) {
    case 4:
        return civil(w, t->value, 1, 1, GLO_YEAR);
    case 6:
        return civil(w, t->value / 100, t->value % 100, 1, GLO_MONTH);
    case 8:
        return civil(w, t->value / 10000, t->value / 100 % 100, t->value % 100, GLO_DAY);
    case 5:
        return unclear(w,
                       "is no date, but may be a day number of Excel: say dates=\"excel\" (--dates excel)");
    default:
        return not_a_date(w, "expected a year of four digits, such as in 2024-01-31, 2024-01 or 31/01/2024");
    }
}

/* Two numbers in front and a year: the order that was told, else the one that the numbers settle. */
static glo_status three_numbers(written *w) {
    const token *t = w->tokens;
    if (t[0].digits == 4)
        return t[1].digits > 2 || t[2].digits > 2
                   ? not_a_date(w, "expected year-month-day, such as 2024-01-31")
                   : civil(w, t[0].value, t[1].value, t[2].value, GLO_DAY);
    if (t[0].digits > 2 || t[1].digits > 2)
        return not_a_date(w, "expected day, month and year");
    if (t[2].digits == 2 && !w->rules->century)
        return unclear(w, "has a year of two digits: the year must have four digits, or say which century, "
                          "century=20 (--century 20)");
    int year = 0, first = t[0].value, second = t[1].value;
    glo_status status = year_of(w, &t[2], false, &year);
    if (status < 0)
        return status;
    bool day_first = w->rules->order == GLO_ORDER_DMY || first > 12;
    bool month_first = w->rules->order == GLO_ORDER_MDY || second > 12;
    if (w->rules->order == GLO_ORDER_DMY)
        month_first = false;
    if (w->rules->order == GLO_ORDER_MDY)
        day_first = false;
    if (!day_first && !month_first && first != second)
        return unclear(w, "leaves open which is the day and which the month: say dates=\"dmy\" or \"mdy\" "
                          "(--dates dmy)");
    if (first > 12 && second <= 12)
        *w->signs |= GLO_DATE_DAY_FIRST;
    if (second > 12 && first <= 12)
        *w->signs |= GLO_DATE_MONTH_FIRST;
    return month_first && !day_first ? civil(w, year, first, second, GLO_DAY)
                                     : civil(w, year, second, first, GLO_DAY);
}

/* Drops the "er" of "1er trimestre 2019" and the "e" of "2e kwartaal". */
static void drop_ordinals(written *w) {
    int kept = 0;
    for (int i = 0; i < w->count; i++) {
        const token *t = &w->tokens[i];
        bool ordinal = i > 0 && !t->is_number && (t->word == ORDINAL || t->word == OF_DECADE) && !t->sep &&
                       w->tokens[i - 1].digits < 3 && i + 1 < w->count;
        if (!ordinal)
            w->tokens[kept++] = *t;
    }
    w->count = kept;
}

/* A letter for each token: 4 a number of four digits, n another, m the name of a month, w another word. */
static void shape_of(const written *w, char out[TOKENS + 1]) {
    for (int i = 0; i < w->count; i++) {
        const token *t = &w->tokens[i];
        out[i] = t->is_number ? (t->digits == 4 ? '4' : 'n') : t->word == A_MONTH ? 'm' : 'w';
    }
    out[w->count] = '\0';
}

static bool is_shape(const char *shape, const char *wanted) {
    return strcmp(shape, wanted) == 0;
}

/* With the name of a month. */
static glo_status named_month(written *w, const char *shape) {
    const token *t = w->tokens;
    int year = 0;
    glo_status status = GLO_OK;
    if (is_shape(shape, "m4") || is_shape(shape, "mn")) {
        if ((status = year_of(w, &t[1], true, &year)) == GLO_OK)
            status = civil(w, year, t[0].month, 1, GLO_MONTH);
        return status;
    }
    if (is_shape(shape, "4m"))
        return civil(w, t[0].value, t[1].month, 1, GLO_MONTH);
    if (is_shape(shape, "nm4") || is_shape(shape, "nmn")) {
        if ((status = year_of(w, &t[2], true, &year)) == GLO_OK)
            status = civil(w, year, t[1].month, t[0].value, GLO_DAY);
        return status;
    }
    if (is_shape(shape, "mn4"))
        return civil(w, t[2].value, t[0].month, t[1].value, GLO_DAY);
    if (is_shape(shape, "4mn"))
        return civil(w, t[0].value, t[1].month, t[2].value, GLO_DAY);
    if (is_shape(shape, "m"))
        return not_a_date(w, "the year is missing");
    if (is_shape(shape, "nm"))
        return unclear(w, "is a day without a year, or a year without a century");
    return not_a_date(w, "expected a month and a year, such as maart 2024");
}

static glo_status read_tokens(written *w) {
    char shape[TOKENS + 1];
    const token *t = w->tokens;
    drop_ordinals(w);
    shape_of(w, shape);
    if (strchr(shape, 'm'))
        return named_month(w, shape);
    if (is_shape(shape, "4") || is_shape(shape, "n"))
        return number_alone(w, &t[0]);
    if (w->rules->order == GLO_ORDER_EXCEL && w->count == 2 && t[1].is_number && t[1].sep == '.')
        return number_alone(w, &t[0]); /* 43466.5 is noon */
    if (is_shape(shape, "4n") || is_shape(shape, "44"))
        return year_and_number(w, t[0].value, &t[1]);
    if (is_shape(shape, "n4") && t[0].digits <= 2)
        return civil(w, t[1].value, t[0].value, 1, GLO_MONTH);
    if (is_shape(shape, "4w") && (t[1].word == OF_DECADE || t[1].word == OF_HALF) && t[0].value % 10 == 0)
        return unclear(w, "is a decade, which is no period here");
    if (is_shape(shape, "4wn"))
        return period_of(w, t[0].value, t[1].word, &t[2]);
    if (is_shape(shape, "wn4"))
        return period_of(w, t[2].value, t[0].word, &t[1]);
    if (is_shape(shape, "nw4"))
        return period_of(w, t[2].value, t[1].word, &t[0]);
    if (is_shape(shape, "4nw"))
        return period_of(w, t[0].value, t[2].word, &t[1]);
    if (w->count == 3 && t[0].is_number && t[1].is_number && t[2].is_number)
        return t[1].sep == t[2].sep ? three_numbers(w) : not_a_date(w, "its separators differ");
    return not_a_date(w, "expected a year of four digits, such as in 2024-01-31, 2024-01 or 31/01/2024");
}

/* In lower case, without accents; a text of ASCII, as most are, by hand. NULL leaves a message. */
static char *fold(const written *w, char room[MOST_BYTES + 1]) {
    char *folded = NULL;
    bool is_ascii = true;
    size_t length = w->length;
    for (size_t i = 0; i < length; i++) {
        is_ascii &= (unsigned char)w->text[i] < 0x80;
        room[i] = (char)(w->text[i] >= 'A' && w->text[i] <= 'Z' ? w->text[i] + 32 : w->text[i]);
    }
    room[length] = '\0';
    if (is_ascii) {
        while (length > 0 && room[length - 1] == ' ')
            room[--length] = '\0';
        return room + strspn(room, " ");
    }
    if (glo_text_fold(room, &folded) < 0)
        return NULL;
    snprintf(room, MOST_BYTES + 1, "%s", folded);
    free(folded);
    return room;
}

/* Texts that are not of the plain forms: folded, cut and read. */
static glo_status read_folded(written *w) {
    static const char such_as[] =
        "expected a year of four digits, such as in 2024-01-31, 2024-01 or 31/01/2024";
    char room[MOST_BYTES + 1];
    if (w->length > MOST_BYTES || memchr(w->text, '\0', w->length))
        return not_a_date(w, such_as);
    char *folded = fold(w, room);
    if (!folded)
        return GLO_EINVAL;
    if (!cut_time(w, folded))
        return not_a_date(w, "what stands behind the day is no time, such as 23:59");
    if (!cut(w, folded) || w->count == 0)
        return not_a_date(w, such_as);
    glo_status status = read_tokens(w);
    if (status == GLO_OK && w->has_time && w->span != GLO_DAY)
        return not_a_date(w, "a time of day stands behind what is no day");
    return status;
}

/* ---- plain forms, as most files have them ---- */

/* `count` digits at `at`; false when they are not. */
static bool read_digits(const char *at, int count, int *out) {
    int value = 0;
    for (int i = 0; i < count; i++) {
        if (!is_digit(at[i]))
            return false;
        value = value * 10 + (at[i] - '0');
    }
    *out = value;
    return true;
}

/* 2024-01-31, as most files have it; a wrong one is read again for its message. */
static bool read_plain_day(const char *text, size_t length, int32_t *out) {
    int y, m, d;
    if (length != 10 || text[4] != '-' || text[7] != '-' || !read_digits(text, 4, &y) ||
        !read_digits(text + 5, 2, &m) || !read_digits(text + 8, 2, &d) || y < 1 || m < 1 || m > 12 ||
        !is_day_of(y, m, d))
        return false;
    *out = glo_day_of_civil(y, m, d);
    return true;
}

static glo_status read_written(written *w, int32_t *out_day, glo_span *out_span) {
    glo_status status;
    int y, m, number;
    if (w->length == 7 && w->text[4] == '-' && read_digits(w->text, 4, &y) && read_digits(w->text + 5, 2, &m))
        status = year_and_number(w, y, &(token){.is_number = true, .digits = 2, .value = m, .sep = '-'});
    else if (w->length <= 8 && read_digits(w->text, (int)w->length, &number))
        status = number_alone(w, &(token){.is_number = true, .digits = (int)w->length, .value = number});
    else
        status = read_folded(w);
    if (status == GLO_OK) {
        *out_day = w->day;
        *out_span = w->span;
    }
    return status;
}

glo_status glo_date_read(const char *text, size_t length, const glo_date_rules *rules, unsigned *signs,
                         int32_t *out_day, glo_span *out_span) {
    if (length == 0)
        return glo_fail(GLO_EINVAL, "the date is empty");
    if (read_plain_day(text, length, out_day)) {
        *out_span = GLO_DAY;
        return GLO_OK;
    }
    written w = {.text = text, .length = length, .rules = rules, .signs = signs};
    return read_written(&w, out_day, out_span);
}

glo_status glo_date_parse(const char *text, size_t length, glo_date_order order, int32_t *out_day,
                          glo_span *out_span) {
    unsigned signs = 0;
    return glo_date_read(text, length, &(glo_date_rules){.order = order}, &signs, out_day, out_span);
}
