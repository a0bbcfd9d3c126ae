/* personal.c: texts that name or could reach a person, which the cooperation register never keeps. An e-mail address, a telephone,
 * account or national number can be told by its form. A name can't, for sure. Everywhere, a title (mevrouw, Herr), an initial (J.) or a
 * common given name (given_names.c) before a word with a capital is taken for one. A role is also refused that has two to four
 * words which all begin with a capital and none of which says what somebody does (officer, dienst, bureau ...), or a rank and one such word.
 * Declared in register_table.h.
 *
 * Example:  "Jan Peeters", "Inspecteur J. Peeters"  ->  refused;  "Trafficking desk", "Officier de liaison Paris"  ->  taken
 */
#include "base/err.h"
#include "base/text.h"
#include "import/cooperation/register_table.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PHONE_DIGITS = 8, LONG_DIGITS = 9, NATIONAL_DIGITS = 11, NAME_WORDS = 4, WORD_SIZE = 64 };

static const char *const titles[] = {
    "mr",   "mrs",   "ms",     "mme",    "mlle",     "dhr",      "mevr", "mevrouw", "meneer", "mijnheer",
    "herr", "herrn", "frau",   "dr",     "monsieur", "madame",   "m",    "mw",      "hr",     "maitre",
    "prof", "senor", "senora", "signor", "signora",  "juffrouw", "miss", NULL};
/* With the name of a place or a service they may stand; with one other word they are somebody. */
static const char *const ranks[] = {"inspecteur",
                                    "inspectrice",
                                    "hoofdinspecteur",
                                    "inspector",
                                    "commissaris",
                                    "hoofdcommissaris",
                                    "commissaire",
                                    "kommissar",
                                    "kommissarin",
                                    "hauptkommissar",
                                    "kriminalhauptkommissar",
                                    "oberkommissar",
                                    "detective",
                                    "sergeant",
                                    "brigadier",
                                    "constable",
                                    "superintendent",
                                    "officer",
                                    "luitenant",
                                    "lieutenant",
                                    "kapitein",
                                    "capitaine",
                                    "kolonel",
                                    "colonel",
                                    "majoor",
                                    "major",
                                    "adjudant",
                                    NULL};
/* A name of a place may follow them that is a given name too. */
static const char *const saints[] = {"saint", "sainte", "sint", "sankt", "san", "santa", "sao", "st", NULL};
/* What stands between the names of one person. */
static const char *const particles[] = {"van", "de",  "der", "den", "von", "zu", "la", "le",  "du",
                                        "ten", "ter", "el",  "al",  "ben", "da", "di", "dos", NULL};
/* A word with one of these in it says what somebody does, or where ... */
static const char *const functions[] = {
    "polic",    "polit",    "poliz",    "offic",     "desk",     "unit",      "dienst",   "service",
    "bureau",   "team",     "conta",    "konta",     "punt",     "point",     "punkt",    "stelle",
    "referent", "magist",   "coord",    "hoofd",     "leiter",   "leitung",   "respons",  "verantw",
    "analy",    "liaison",  "verbind",  "attach",    "expert",   "inspe",     "commis",   "kommis",
    "direct",   "direkt",   "nation",   "feder",     "foder",    "local",     "lokal",    "agent",
    "station",  "perman",   "centr",    "zentr",     "wacht",    "duty",      "recher",   "judic",
    "gericht",  "justi",    "secret",   "sekret",    "advis",    "advie",     "conseil",  "berat",
    "interpol", "europol",  "defen",    "douan",     "custom",   "zoll",      "ambas",    "embas",
    "botsch",   "prosec",   "parket",   "parquet",   "staatsan", "group",     "groep",    "grupp",
    "secti",    "divis",    "afdel",    "abteil",    "manager",  "traine",    "training", "opleid",
    "format",   "traffic",  "mensenh",  "border",    "grens",    "grenz",     "frontex",  "frontier",
    "function", "crime",    "ansprech", "menschenh", "traite ",  "carabin",   "guardia",  "gendarm",
    "marech",   "kustw",    "inform",   "intake",    "hotline",  "helpd",     "meldk",    "meldp",
    "dispat",   "migra",    "asiel",    "asyl",      "asile",    "jeugd",     "jeunes",   "jugend",
    "wapen",    "armes",    "waffen",   "terror",    "radical",  "radik",     "smok",     "smuggl",
    "schleus",  "milieu",   "environ",  "umwelt",    "fraud",    "fraude",    "betrug",   "finan",
    "econom",   "okonom",   "wirtsch",  "gemein",    "mixed",    "joint",     "central",  "regist",
    "regional", "distri",   "genera",   "institu",   "fond",     "stichting", "minist",   "toezicht",
    "bewak",    "surveil",  "uberwach", "operat",    "intern",   "cooper",    "samenw",   "zusamm",
    "delegat",  "represen", "vertreg",  "vertret",   "network",  "netwerk",   "reseau",   "netzwerk",
    "exchange", "program",  "project",  "projekt",   "focus",    "committ",   "comite",   "council",
    "raad",     "college",  "parq",     "tribun",    "rechtb",   "court",     "crimin",   "krimin",
    "counter",  "victim",   "slacht",   "opfer",     "watch",    NULL};
/* ... and so does one of these, which names have in them too. */
static const char *const whole_words[] = {"cel",   "cell", "cellule", "zelle", "kern", "cyber", "zone",
                                          "room",  "lead", "head",    "chef",  "spoc", "corps", "korps",
                                          "drugs", "drug", "traite",  "front", "team", NULL};
static const char *const streets[] = {
    "straat",   "laan",     "plein",         "steenweg", "rue ",  "avenue",   "boulevard",
    "chaussee", "street",   " road",         "strasse",  "platz", "place ",   "lei ",
    "kaai ",    "quai ",    "allee ",        "gasse ",   "dreef", "singel ",  "gracht ",
    "kade ",    "impasse ", "calle ",        " lane",    "via ",  "postbus ", "postfach ",
    "po box ",  "p.o. box", "boite postale", " weg ",    NULL};

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

/* jan@example.org, jan (at) example.org, @jan: what is before an @, or what follows it, is somebody's. */
static bool has_mail_address(const char *text) {
    for (const char *at = strchr(text, '@'); at; at = strchr(at + 1, '@')) {
        if (is_word_byte(at[1]))
            return true;
    }
    return strstr(text, "(at)") || strstr(text, "[at]") || strstr(text, "(AT)") || strstr(text, "[AT]");
}

/* A run of digits and of what may stand between them. */
typedef struct digit_run {
    const char *end;
    int digits, groups, first; /* digits in all, groups of them, and digits in the first */
    bool has_plus, has_zero, has_year, is_thousands, has_marks;
} digit_run;

static digit_run run_at(const char *text) {
    digit_run run = {.has_plus = *text == '+', .has_zero = *text == '0', .is_thousands = *text != '0'};
    const char *p = text + run.has_plus;
    while (isdigit((unsigned char)*p)) {
        const char *from = p;
        while (isdigit((unsigned char)*p))
            p++;
        const int length = (int)(p - from);
        run.has_year |= length == 4 && (memcmp(from, "19", 2) == 0 || memcmp(from, "20", 2) == 0);
        run.is_thousands &= run.groups == 0 ? length <= 3 : length == 3;
        run.first = run.groups == 0 ? length : run.first;
        run.digits += length;
        run.groups++;
        run.end = p;
        const size_t gap = strspn(p, " ./()-");
        run.has_marks |= strcspn(p, "./-") < gap;
        p += gap;
    }
    run.is_thousands &= run.groups > 1;
    return run;
}

/* +32 2 123 45 67, 0475 12.34.56, (02) 123 45 67, 475 12 34 56, 85.07.30-033.28; not 01-10-2023, 1 200 000 000 or 1999009017. */
static bool is_personal_number(const digit_run *run) {
    if (run->has_plus)
        return run->digits >= PHONE_DIGITS;
    if (run->has_year && run->first != 3 && !(run->has_zero && run->first == 4))
        return false;
    if (run->has_zero)
        return run->digits >= LONG_DIGITS || (run->digits == PHONE_DIGITS && !run->has_marks);
    if (run->is_thousands)
        return false;
    return run->groups == 1 ? run->digits == NATIONAL_DIGITS : run->groups > 2 && run->digits >= PHONE_DIGITS;
}

/* Whether a word such as "tel." stands before `at`. */
static bool is_called(const char *text, const char *at) {
    static const char *const words[] = {"tel",
                                        "t\xc3\xa9l",
                                        "Tel",
                                        "T\xc3\xa9l",
                                        "TEL",
                                        "gsm",
                                        "GSM",
                                        "phone",
                                        "Phone",
                                        "fax",
                                        "Fax",
                                        "mobile",
                                        "Mobile",
                                        "telefoon",
                                        "Telefon",
                                        "telephone",
                                        "t\xc3\xa9l\xc3\xa9phone",
                                        NULL};
    while (at > text && strchr(" .:", at[-1]))
        at--;
    for (size_t i = 0; words[i]; i++) {
        const size_t length = strlen(words[i]);
        if ((size_t)(at - text) >= length && memcmp(at - length, words[i], length) == 0)
            return true;
    }
    return false;
}

static bool has_phone_number(const char *text) {
    for (const char *p = text; *p; p++) {
        const bool is_in_word = p > text && is_word_byte(p[-1]);
        if (!isdigit((unsigned char)*p) && !(*p == '+' && isdigit((unsigned char)p[1])))
            continue;
        const digit_run run = run_at(p);
        if (!is_in_word && (is_personal_number(&run) || (run.digits >= 6 && is_called(text, p))))
            return true;
        p = run.end - 1;
    }
    return false;
}

/* BE71 0961 2345 6769: two capitals, two digits, then ten or more capitals and digits, mostly digits. */
static bool has_account_number(const char *text) {
    for (const char *p = text; *p; p++) {
        if ((p > text && is_word_byte(p[-1])) || !isupper((unsigned char)p[0]) ||
            !isupper((unsigned char)p[1]) || !isdigit((unsigned char)p[2]) || !isdigit((unsigned char)p[3]))
            continue;
        int digits = 0, letters = 0;
        for (const char *q = p + 4; isdigit((unsigned char)*q) || isupper((unsigned char)*q) || *q == ' ';
             q++) {
            digits += isdigit((unsigned char)*q) != 0;
            letters += isupper((unsigned char)*q) != 0;
        }
        if (digits >= 8 && digits + letters >= 10 && digits > letters)
            return true;
    }
    return false;
}

glo_status glo_register_check_text(const char *field, const char *text) {
    const char *what = has_mail_address(text)     ? "an e-mail address"
                       : has_account_number(text) ? "an account number"
                       : has_phone_number(text)   ? "a telephone number or another number of a person"
                                                  : NULL;
    if (what)
        return glo_fail(
            GLO_EINVAL,
            "%s has what looks like %s: the register is of services and functions, never of persons; leave "
            "it out",
            field, what);
    return GLO_OK;
}

/* A word of a text, and what it looks like. */
typedef struct word {
    char folded[WORD_SIZE];
    bool is_capital, is_all_capitals, is_initial;
    bool is_title, is_rank, is_particle, is_function, is_given, is_saint;
    bool is_broken; /* a comma, colon, bracket ... stands behind it */
} word;

enum { MOST_WORDS = 3 }; /* that are looked at together in a long text */

/* Whether the character at `text` is a capital: of ASCII, Latin (U+00C0 to U+017F), Greek or Cyrillic. */
static bool is_capital_at(const char *text) {
    int point;
    glo_text_point(text, strlen(text), &point);
    if (point < 0x80)
        return isupper((unsigned char)*text) != 0;
    if (point >= 0x100 &&
        point <= 0x17f) /* in pairs, capital first; between U+0139 and U+0148, and after U+0178, odd first */
        return ((point >= 0x139 && point <= 0x148) || point >= 0x179) ? point % 2 == 1 : point % 2 == 0;
    return (point >= 0xc0 && point <= 0xde) || (point >= 0x200 && point <= 0x233 && point % 2 == 0) ||
           (point >= 0x391 && point <= 0x3a9) || (point >= 0x400 && point <= 0x42f);
}

static bool is_acronym(const char *from, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (!isupper((unsigned char)from[i]) && !isdigit((unsigned char)from[i]))
            return false;
    }
    return length >= 2 && length <= 6;
}

static void look_at(word *w, const char *from, size_t length, bool follows_dot) {
    char text[WORD_SIZE], *folded = NULL;
    *w = (word){.is_function = true};
    if (length >= sizeof text)
        return;
    memcpy(text, from, length);
    text[length] = '\0';
    if (glo_text_fold(text, &folded) < 0)
        return;
    *w = (word){.is_capital = is_capital_at(text), .is_all_capitals = is_acronym(text, length)};
    if (strlen(folded) < sizeof w->folded)
        strcpy(w->folded, folded);
    free(folded);
    w->is_initial = w->is_capital && from[length] == '.' && strlen(w->folded) == 1 && !follows_dot &&
                    !is_word_byte(from[length + 1]);
    w->is_title = is_one_of(w->folded, titles) && !(length == 1 && from[length] != '.');
    w->is_rank = is_one_of(w->folded, ranks);
    w->is_particle = is_one_of(w->folded, particles);
    w->is_given = glo_register_is_given_name(w->folded);
    w->is_saint = is_one_of(w->folded, saints);
    w->is_function = has_one_of(w->folded, functions) || is_one_of(w->folded, whole_words);
    const size_t next = length + (from[length] == '.');
    w->is_broken =
        from[length] != '\0' && !is_word_byte(from[next]) && from[next] != ' ' && from[next] != '.';
    w->is_broken |= from[length] == '.' && !w->is_initial && !w->is_title && length > 3; /* a sentence ends */
    w->is_broken |= from[length] == '/' || from[length] == ',';
}

/* The next word at *at: false where there is none. Hyphens and apostrophes are within words. */
static bool next_word(const char *text, const char **at, word *out) {
    const char *from = *at;
    while (*from && !is_word_byte(*from))
        from++;
    const char *to = from;
    while (*to && (is_word_byte(*to) || ((*to == '-' || *to == '\'') && is_word_byte(to[1]))))
        to++;
    *at = to;
    if (from == to)
        return false;
    look_at(out, from, (size_t)(to - from), from > text && from[-1] == '.');
    return true;
}

static bool is_name_part(const word *w) {
    return w->is_capital && !w->is_function && !w->is_title && !w->is_rank;
}

/* Whether two words, which stand together, name a person: Herr Braun, J. Braun, Karl Braun, BRAUN Karl; `before`: what the first follows. */
static bool is_named(const word *before, const word *first, const word *second) {
    if (first->is_broken)
        return false;
    if (first->is_title || first->is_initial)
        return is_name_part(second) && !second->is_all_capitals;
    if (before && before->is_saint)
        return false;
    if (first->is_given && first->is_capital)
        return is_name_part(second);
    return second->is_given && second->is_capital && is_name_part(first) && first->is_all_capitals;
}

/* In a text of any length: two words, or two with particles between them, that name a person. */
static bool has_name(const char *text) {
    word last[MOST_WORDS] = {0}, next;
    int count = 0;
    for (const char *at = text; next_word(text, &at, &next);) {
        if (next.is_particle && count > 0 && !last[0].is_broken) {
            if (last[0].is_given && last[0].is_capital && next.is_capital)
                return true; /* Peter Van ... */
            continue;
        }
        if (count > 0 && is_named(count > 1 ? &last[1] : NULL, &last[0], &next))
            return true;
        last[1] = last[0];
        last[0] = next;
        count++;
    }
    return false;
}

/* What the words of a role are, all of them. */
typedef struct words {
    int count, capitals, particles, ranks, acronyms, parts; /* parts: capitals that are no acronym */
    bool has_title, has_function, begins_given, has_surname;
} words;

static words words_of(const char *text) {
    words all = {0};
    word w, last = {0};
    for (const char *at = text; next_word(text, &at, &w); last = w) {
        /* hoofdinspecteur Van Damme */
        all.has_surname |= all.count > 1 && !last.is_broken && last.is_capital && w.is_capital &&
                           strcmp(last.folded, "van") == 0;
        all.has_title |= all.count == 0 && w.is_title;
        all.begins_given |= all.count == 0 && w.is_given;
        all.has_function |= w.is_function && !w.is_rank;
        all.ranks += w.is_rank && !last.is_broken;
        all.has_function |= w.is_rank && w.is_broken;
        if (w.is_particle)
            all.particles++;
        else if (!w.is_rank) {
            all.capitals += w.is_capital;
            all.parts += w.is_capital && !w.is_all_capitals;
            all.acronyms += w.is_all_capitals;
        }
        all.count++;
    }
    return all;
}

static bool is_like_a_name(const char *text) {
    const words w = words_of(text);
    if (has_name(text) || w.has_surname)
        return true;
    if (w.has_function)
        return false;
    if (w.has_title && w.count > 1)
        return true;
    if (w.ranks > 0)
        return w.capitals > 0 && w.acronyms < w.capitals && w.ranks + w.capitals + w.particles == w.count &&
               w.count <= NAME_WORDS;
    if (w.begins_given && w.count > 1 && w.count <= NAME_WORDS)
        return true;
    const bool is_unit = w.acronyms == 1 && w.parts == 1; /* FGP Antwerpen */
    return !is_unit && w.capitals >= 2 && w.count <= NAME_WORDS && w.capitals + w.particles == w.count;
}

static bool is_like_an_address(const char *text) {
    char *folded = NULL;
    if (!strpbrk(text, "0123456789") || glo_text_fold(text, &folded) < 0)
        return false;
    const bool is_one = has_one_of(folded, streets);
    free(folded);
    return is_one;
}

static glo_status fail_person(const char *field, const char *what) {
    return glo_fail(
        GLO_EINVAL,
        "%s looks like %s: give the function or the service, such as 'Trafficking desk'; a person is never "
        "stored, and the line is not kept",
        field, what);
}

glo_status glo_register_check_role(const char *field, const char *text) {
    const glo_status status = glo_register_check_text(field, text);
    if (status < 0)
        return status;
    if (is_like_an_address(text))
        return fail_person(field, "an address");
    return is_like_a_name(text) ? fail_person(field, "a person's name") : GLO_OK;
}

glo_status glo_register_check_narrative(const char *field, const char *text) {
    const glo_status status = glo_register_check_text(field, text);
    if (status < 0 || !has_name(text))
        return status;
    return glo_fail(GLO_EINVAL,
                    "%s has what looks like a person's name: tell what was seen, not of whom; a person is "
                    "never stored, and the "
                    "line is not kept",
                    field);
}

bool glo_register_names_nobody(const char *line) {
    return glo_register_check_text("", line) == GLO_OK && !has_name(line);
}
