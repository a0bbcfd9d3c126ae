/* name_form.c: what offices write around the name of a zone. How it goes is in name_form.h. */
#include "names/name_form.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *word, *kind; /* folded */
} words[] = {{"gemeente", "municipality"},
             {"gem", "municipality"},
             {"stad", "municipality"},
             {"commune de", "municipality"},
             {"commune", "municipality"},
             {"ville de", "municipality"},
             {"ville", "municipality"},
             {"gemeinde", "municipality"},
             {"stadt", "municipality"},
             {"municipality of", "municipality"},
             {"provincie", "province"},
             {"prov", "province"},
             {"pv", "province"},
             {"province de", "province"},
             {"province du", "province"},
             {"province of", "province"},
             {"province", "province"},
             {"provinz", "province"},
             {"arrondissement de", "arrondissement"},
             {"arrondissement", "arrondissement"},
             {"arr", "arrondissement"},
             {"politiezone", "police_zone"},
             {"pz", "police_zone"},
             {"zone de police de", "police_zone"},
             {"zone de police", "police_zone"},
             {"zp", "police_zone"},
             {"polizeizone", "police_zone"},
             {"police zone of", "police_zone"},
             {"police zone", "police_zone"}};
enum { WORDS = sizeof words / sizeof words[0] };

/* "pz leuven": the longest word that it begins with. */
static bool read_front(const char *fold, glo_name_form *out) {
    size_t longest = 0;
    for (size_t i = 0; i < WORDS; i++) {
        size_t length = strlen(words[i].word);
        if (length > longest && strncmp(fold, words[i].word, length) == 0 && fold[length] == ' ') {
            longest = length;
            out->kind = words[i].kind;
        }
    }
    if (longest)
        snprintf(out->name, sizeof out->name, "%s", fold + longest + 1);
    return longest > 0;
}

static bool is_code(const char *text, size_t length) {
    size_t digits = 0, letters = 0;
    for (size_t i = 0; i < length; i++) {
        digits += isdigit((unsigned char)text[i]) != 0;
        letters += isalpha((unsigned char)text[i]) != 0;
    }
    return digits >= 2 && digits + letters == length;
}

/* "utrecht (pv)", "leuven (5388)" */
static bool read_brackets(const char *fold, glo_name_form *out) {
    const char *open = strstr(fold, " ("), *end = fold + strlen(fold);
    if (!open || open == fold || end[-1] != ')')
        return false;
    const char *inside = open + 2;
    const size_t length = (size_t)(end - 1 - inside);
    snprintf(out->name, sizeof out->name, "%.*s", (int)(open - fold), fold);
    if (is_code(inside, length)) {
        snprintf(out->code, sizeof out->code, "%.*s", (int)length, inside);
        return true;
    }
    for (size_t i = 0; i < WORDS; i++) {
        if (strlen(words[i].word) == length && strncmp(words[i].word, inside, length) == 0) {
            out->kind = words[i].kind;
            return true;
        }
    }
    return false;
}

static bool is_digit_behind_word(const char *fold, size_t length) {
    static const size_t shortest = 4; /* letters: BE1 is a code */
    size_t letters = 0;
    while (letters + 1 < length && isalpha((unsigned char)fold[length - 2 - letters]))
        letters++;
    return letters >= shortest && isdigit((unsigned char)fold[length - 1]);
}

/* Where the sign of a footnote begins: "france (1)", "france [2]", "france*", "france1" (a raised figure is folded so). */
static size_t footnote_of(const char *fold, size_t length) {
    size_t at = length;
    while (at > 0 && fold[at - 1] == '*')
        at--;
    if (at < length)
        return at;
    const char close = length > 3 ? fold[length - 1] : 0;
    if ((close == ')' || close == ']') && isdigit((unsigned char)fold[length - 2]) &&
        fold[length - 3] == (close == ')' ? '(' : '['))
        return length - 3;
    return is_digit_behind_word(fold, length) ? length - 1 : length;
}

static bool read_footnote(const char *fold, glo_name_form *out) {
    const size_t length = strlen(fold);
    size_t at = footnote_of(fold, length);
    if (at == length)
        return false;
    while (at > 0 && fold[at - 1] == ' ')
        at--;
    snprintf(out->name, sizeof out->name, "%.*s", (int)at, fold);
    return at > 0;
}

/* "11002 antwerpen" (5388 - Leuven is folded so), "antwerpen 11002" */
static bool read_code(const char *fold, glo_name_form *out) {
    const char *first = strchr(fold, ' '), *last = strrchr(fold, ' ');
    if (!first)
        return false;
    if (is_code(fold, (size_t)(first - fold))) {
        snprintf(out->code, sizeof out->code, "%.*s", (int)(first - fold), fold);
        snprintf(out->name, sizeof out->name, "%s", first + 1);
        return true;
    }
    if (!is_code(last + 1, strlen(last + 1)))
        return false;
    snprintf(out->code, sizeof out->code, "%s", last + 1);
    snprintf(out->name, sizeof out->name, "%.*s", (int)(last - fold), fold);
    return true;
}

bool glo_name_form_read(const char *fold, glo_name_form *out) {
    *out = (glo_name_form){0};
    return strlen(fold) < GLO_NAME_FORM && (read_footnote(fold, out) || read_front(fold, out) ||
                                            read_brackets(fold, out) || read_code(fold, out));
}
