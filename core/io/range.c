/* range.c: counts of which only the bounds are published. Example in range.h. */
#include "io/range.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

typedef struct words {
    glo_range_kind kind;
    const char *text; /* "%" stands for the number; blanks may be left out */
} words;

static const words forms[] = {
    {GLO_AT_MOST, "<= %"},          {GLO_AT_MOST, "\u2264 %"},         {GLO_BELOW, "< %"},
    {GLO_AT_LEAST, ">= %"},         {GLO_AT_LEAST, "\u2265 %"},        {GLO_ABOVE, "> %"},
    {GLO_AT_LEAST, "% +"},          {GLO_BELOW, "fewer than %"},       {GLO_BELOW, "less than %"},
    {GLO_BELOW, "minder dan %"},    {GLO_BELOW, "moins de %"},         {GLO_BELOW, "weniger als %"},
    {GLO_BELOW, "unter %"},         {GLO_ABOVE, "more than %"},        {GLO_ABOVE, "meer dan %"},
    {GLO_ABOVE, "plus de %"},       {GLO_ABOVE, "mehr als %"},         {GLO_ABOVE, "\u00fcber %"},
    {GLO_AT_LEAST, "at least %"},   {GLO_AT_LEAST, "minstens %"},      {GLO_AT_LEAST, "au moins %"},
    {GLO_AT_LEAST, "mindestens %"}, {GLO_AT_MOST, "at most %"},        {GLO_AT_MOST, "hoogstens %"},
    {GLO_AT_MOST, "au plus %"},     {GLO_AT_MOST, "h\u00f6chstens %"}, {GLO_AT_MOST, "up to %"},
    {GLO_AT_MOST, "tot en met %"},  {GLO_AT_LEAST, "% or more"},       {GLO_AT_LEAST, "% and more"},
    {GLO_AT_LEAST, "% and over"},   {GLO_AT_LEAST, "% of meer"},       {GLO_AT_LEAST, "% en meer"},
    {GLO_AT_LEAST, "% ou plus"},    {GLO_AT_LEAST, "% et plus"},       {GLO_AT_LEAST, "% und mehr"},
    {GLO_AT_LEAST, "% oder mehr"},  {GLO_AT_MOST, "% or fewer"},       {GLO_AT_MOST, "% or less"},
    {GLO_AT_MOST, "% of minder"},   {GLO_AT_MOST, "% en minder"},      {GLO_AT_MOST, "% ou moins"},
    {GLO_AT_MOST, "% et moins"},    {GLO_AT_MOST, "% und weniger"},    {GLO_AT_MOST, "% oder weniger"}};

static const char *const between[] = {" tot en met ", " to ", " tot ", " \u00e0 ", " bis ", "\u2013", "-"};

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static glo_bound trimmed(const char *from, const char *end) {
    while (from < end && is_blank(*from))
        from++;
    while (end > from && is_blank(end[-1]))
        end--;
    return (glo_bound){from, (size_t)(end - from)};
}

/* A number begins and ends with a digit. */
static bool is_number(const glo_bound *bound) {
    return bound->length > 0 && is_digit(bound->text[0]) && is_digit(bound->text[bound->length - 1]);
}

/* Whether the text is of the form; the number in *out. */
static bool matches(const char *form, const char *text, size_t length, glo_bound *out) {
    const char *percent = strchr(form, '%');
    const bool is_before = percent != form;
    const char *word = is_before ? form : form + 2;
    const size_t n = is_before ? (size_t)(percent - form) - 1 : strlen(word);
    if (length <= n)
        return false;
    const char *at = is_before ? text : text + length - n;
    if (strncasecmp(at, word, n) != 0)
        return false;
    *out = is_before ? trimmed(text + n, text + length) : trimmed(text, at);
    const bool is_word = isalpha((unsigned char)word[0]);
    const bool is_apart = is_before ? is_blank(text[n]) : is_blank(at[-1]);
    return is_number(out) && (!is_word || is_apart);
}

static bool read_between(const char *text, size_t length, glo_range *out) {
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        const char *at = memmem(text, length, between[i], strlen(between[i]));
        if (!at || at == text)
            continue;
        out->first = trimmed(text, at);
        out->second = trimmed(at + strlen(between[i]), text + length);
        if (is_number(&out->first) && is_number(&out->second))
            return true;
    }
    return false;
}

glo_range_kind glo_range_read(const char *text, size_t length, glo_range *out) {
    const glo_bound all = trimmed(text, text + length);
    *out = (glo_range){0};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        glo_bound number;
        if (!matches(forms[i].text, all.text, all.length, &number))
            continue;
        if (forms[i].kind == GLO_BELOW || forms[i].kind == GLO_AT_MOST)
            out->second = number;
        else
            out->first = number;
        return forms[i].kind;
    }
    return read_between(all.text, all.length, out) ? GLO_BETWEEN : GLO_NO_RANGE;
}
