/* personal.c: texts that name or could reach a person, which the cooperation register never keeps. An e-mail address and a
 * telephone number can be told by their form. A name can't, for sure: a role is refused that has a title before it (Mr, mevrouw, Herr), or
 * two to four words that all begin with a capital and none of which says what somebody does (officer, dienst, bureau ...).
 * Declared in register_table.h.
 *
 * Example:  "Jan Peeters"  ->  refused;  "Trafficking desk, judicial police"  ->  taken
 */
#include "base/err.h"
#include "base/text.h"
#include "import/cooperation/register_table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PHONE_DIGITS = 8, NAME_WORDS = 4, WORD_SIZE = 64 };

static const char *const titles[] = {"mr",       "mrs",     "ms",     "mme",  "mlle", "dhr",
                                     "mevr",     "mevrouw", "meneer", "herr", "frau", "dr",
                                     "monsieur", "madame",  "m",      "mw",   NULL};
/* What stands between the names of one person. */
static const char *const particles[] = {"van", "de",  "der", "den", "von", "zu", "la", "le",  "du",
                                        "ten", "ter", "el",  "al",  "ben", "da", "di", "dos", NULL};
/* A word with one of these in it says what somebody does, or where ... */
static const char *const functions[] = {
    "polic",   "polit",   "poliz",    "offic",   "desk",    "unit",     "dienst",   "service",  "bureau",
    "team",    "conta",   "konta",    "punt",    "point",   "punkt",    "stelle",   "referent", "magist",
    "coord",   "hoofd",   "leiter",   "leitung", "respons", "verantw",  "analy",    "liaison",  "verbind",
    "attach",  "expert",  "inspe",    "commis",  "kommis",  "direct",   "direkt",   "nation",   "feder",
    "foder",   "local",   "lokal",    "agent",   "station", "perman",   "centr",    "zentr",    "wacht",
    "duty",    "recher",  "judic",    "gericht", "justi",   "secret",   "sekret",   "advis",    "advie",
    "conseil", "berat",   "interpol", "europol", "defen",   "douan",    "custom",   "zoll",     "ambas",
    "embas",   "botsch",  "prosec",   "parket",  "parquet", "staatsan", "group",    "groep",    "grupp",
    "secti",   "divis",   "afdel",    "abteil",  "manager", "traine",   "training", "opleid",   "format",
    "traffic", "mensenh", "border",   "grens",   "grenz",   "frontex",  "frontier", "function", "crime",
    "crimin",  "krimin",  "counter",  "victim",  "slacht",  "opfer",    "watch",    NULL};
/* ... and so does one of these, which names have in them too. */
static const char *const whole_words[] = {"cel",   "cell", "cellule", "zelle", "kern", "cyber", "zone",
                                          "room",  "lead", "head",    "chef",  "spoc", "corps", "korps",
                                          "drugs", "drug", "traite",  "front", "team", NULL};
static const char *const streets[] = {"straat",  "laan",      "plein",    "steenweg", "rue ",
                                      "avenue",  "boulevard", "chaussee", "street",   " road",
                                      "strasse", "platz",     "place ",   "lei ",     NULL};

static bool is_one_of(const char *word, const char *const *list) {
    for (size_t i = 0; list[i]; i++) {
        if (strcmp(word, list[i]) == 0)
            return true;
    }
    return false;
}

static bool has_one_of(const char *text, const char *const *list) {
    for (size_t i = 0; list[i]; i++) {
        if (strstr(text, list[i]))
            return true;
    }
    return false;
}

static bool is_word_byte(char c) {
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80;
}

static bool has_mail_address(const char *text) {
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        if (at > text && is_word_byte(at[-1]) && is_word_byte(at[1]) && strchr(at, '.'))
            return true;
    }
    return false;
}

/* +32 2 123 45 67, 0475 12.34.56, (02) 123 45 67: eight digits that begin with + or 0; a date begins with neither two zeros nor
 * has as many before its year ends. */
static bool has_phone_number(const char *text) {
    for (const char *p = text; *p; p++) {
        const bool begins =
            (*p == '+' && isdigit((unsigned char)p[1])) ||
            (*p == '0' && (p == text || (!isalnum((unsigned char)p[-1]) && !strchr("-/.,", p[-1]))));
        int digits = 0, slashes = 0;
        if (!begins)
            continue;
        for (const char *q = p; *q && (isdigit((unsigned char)*q) || strchr(" ./()-+", *q)); q++) {
            digits += isdigit((unsigned char)*q) != 0;
            slashes += *q == '-' || *q == '/' || *q == '.';
        }
        /* 01-10-2023 has eight digits: a number of a telephone begins with + or has nine. */
        if (digits > PHONE_DIGITS || (digits == PHONE_DIGITS && (*p == '+' || slashes == 0)))
            return true;
    }
    return false;
}

glo_status glo_register_check_text(const char *field, const char *text) {
    const char *what = has_mail_address(text)   ? "an e-mail address"
                       : has_phone_number(text) ? "a telephone number"
                                                : NULL;
    if (what)
        return glo_fail(
            GLO_EINVAL,
            "%s has what looks like %s: the register is of services and functions, never of persons; leave "
            "it out",
            field, what);
    return GLO_OK;
}

/* Whether a text, as it was typed, looks like a name, given its words in small letters. */
typedef struct words {
    int count, capitals, particles;
    bool has_title, has_function;
} words;

static void add_word(words *w, const char *from, size_t length) {
    char word[WORD_SIZE], *folded = NULL;
    if (length == 0 || length >= sizeof word) {
        w->has_function |= length > 0;
        return;
    }
    memcpy(word, from, length);
    word[length] = '\0';
    const bool is_capital = isupper((unsigned char)word[0]) || (unsigned char)word[0] == 0xc3;
    if (glo_text_fold(word, &folded) < 0)
        return;
    w->has_title |= w->count == 0 && is_one_of(folded, titles);
    w->has_function |= has_one_of(folded, functions) || is_one_of(folded, whole_words);
    if (is_one_of(folded, particles))
        w->particles++;
    else
        w->capitals += is_capital;
    w->count++;
    free(folded);
}

static words words_of(const char *text) {
    words w = {0};
    const char *from = text;
    for (const char *p = text;; p++) {
        if (*p && (is_word_byte(*p) || *p == '-' || *p == '\''))
            continue;
        add_word(&w, from, (size_t)(p - from));
        from = p + 1;
        if (!*p)
            return w;
    }
}

static bool is_like_a_name(const char *text) {
    const words w = words_of(text);
    if (w.has_title && w.count > 1 && !w.has_function)
        return true;
    return !w.has_function && w.capitals >= 2 && w.count <= NAME_WORDS && w.capitals + w.particles == w.count;
}

static bool is_like_an_address(const char *text) {
    char *folded = NULL;
    if (!strpbrk(text, "0123456789") || glo_text_fold(text, &folded) < 0)
        return false;
    const bool is_one = has_one_of(folded, streets);
    free(folded);
    return is_one;
}

glo_status glo_register_check_role(const char *field, const char *text) {
    glo_status status = glo_register_check_text(field, text);
    if (status < 0)
        return status;
    const char *what = is_like_an_address(text) ? "an address"
                       : is_like_a_name(text)   ? "a person's name"
                                                : NULL;
    if (what)
        return glo_fail(GLO_EINVAL,
                        "%s looks like %s: give the function or the service, such as 'Trafficking desk'; a "
                        "person is never "
                        "stored, and the line is not kept",
                        field, what);
    return GLO_OK;
}
