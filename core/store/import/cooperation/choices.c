/* choices.c: the words that fields of the cooperation register may have. Declared in register_table.h. A new act is added here
 * and to foresight/cooperation/acts.lua, with its phrases.
 *
 * Example:  glo_register_choice(REGISTER_ACT, "act", "Persuit", &act)  ->  "act 'Persuit' is not known, did you mean 'pursuit'?"
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "import/cooperation/register_table.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const acts[] = {"information",
                                   "automated_exchange",
                                   "direct_access",
                                   "criminal_records",
                                   "screening",
                                   "joint_patrol",
                                   "joint_operation",
                                   "joint_team",
                                   "joint_centre",
                                   "pursuit",
                                   "observation",
                                   "hearing",
                                   "escort",
                                   "special_units",
                                   "liaison",
                                   "extradition",
                                   "enforcement",
                                   "training",
                                   NULL};
static const char *const channel_kinds[] = {"liaison",  "centre",   "spoc", "unit",  "europol",
                                            "interpol", "siena",    "prum", "ecris", "defence",
                                            "partner",  "informal", NULL};
static const char *const agreement_kinds[] = {"convention",  "treaty",     "eu_law",  "protocol",
                                              "arrangement", "memorandum", "statute", NULL};
static const char *const urgencies[] = {"urgent", "normal", NULL};
static const char *const levels[] = {"basic", "experienced", "expert", NULL};
static const char *const statuses[] = {"open", "accepted", "in_progress", "done", "rejected", NULL};
/* Europol's 4x4: the source, then the information. Reference: Regulation (EU) 2016/794, Article 29. */
static const char *const source_codes[] = {"A", "B", "C", "X", NULL};
static const char *const information_codes[] = {"1", "2", "3", "4", NULL};
static const char *const verifications[] = {"verified", "documented", "to_confirm", "historical", NULL};

/* What readers of a brief may say of an item. */
static const char *const answers[] = {"useful", "known", "not for us", NULL};
static const struct {
    glo_register_type type;
    const char *written, *word; /* folded, as it may stand in a table of a corps; the word of the list */
} written_words[] = {
    {REGISTER_ANSWER, "nuttig", "useful"},
    {REGISTER_ANSWER, "utile", "useful"},
    {REGISTER_ANSWER, "nuetzlich", "useful"},
    {REGISTER_ANSWER, "nutzlich", "useful"},
    {REGISTER_ANSWER, "bekend", "known"},
    {REGISTER_ANSWER, "al bekend", "known"},
    {REGISTER_ANSWER, "connu", "known"},
    {REGISTER_ANSWER, "deja connu", "known"},
    {REGISTER_ANSWER, "bekannt", "known"},
    {REGISTER_ANSWER, "already known", "known"},
    {REGISTER_ANSWER, "niet voor ons", "not for us"},
    {REGISTER_ANSWER, "pas pour nous", "not for us"},
    {REGISTER_ANSWER, "nicht fur uns", "not for us"},
    {REGISTER_ANSWER, "nicht fuer uns", "not for us"},
    {REGISTER_ANSWER, "not_for_us", "not for us"},
    {REGISTER_URGENCY, "dringend", "urgent"},
    {REGISTER_URGENCY, "niet dringend", "normal"},
    {REGISTER_URGENCY, "non urgent", "normal"},
    {REGISTER_URGENCY, "nicht dringend", "normal"},
    {REGISTER_LEVEL, "basis", "basic"},
    {REGISTER_LEVEL, "base", "basic"},
    {REGISTER_LEVEL, "grundkenntnisse", "basic"},
    {REGISTER_LEVEL, "ervaren", "experienced"},
    {REGISTER_LEVEL, "experimente", "experienced"},
    {REGISTER_LEVEL, "erfahren", "experienced"},
    {REGISTER_LEVEL, "experte", "expert"},
    {REGISTER_STATUS, "ouvert", "open"},
    {REGISTER_STATUS, "offen", "open"},
    {REGISTER_STATUS, "aanvaard", "accepted"},
    {REGISTER_STATUS, "accepte", "accepted"},
    {REGISTER_STATUS, "angenommen", "accepted"},
    {REGISTER_STATUS, "in uitvoering", "in_progress"},
    {REGISTER_STATUS, "en cours", "in_progress"},
    {REGISTER_STATUS, "in arbeit", "in_progress"},
    {REGISTER_STATUS, "in progress", "in_progress"},
    {REGISTER_STATUS, "uitgevoerd", "done"},
    {REGISTER_STATUS, "afgehandeld", "done"},
    {REGISTER_STATUS, "realise", "done"},
    {REGISTER_STATUS, "erledigt", "done"},
    {REGISTER_STATUS, "verworpen", "rejected"},
    {REGISTER_STATUS, "rejete", "rejected"},
    {REGISTER_STATUS, "abgelehnt", "rejected"},
    {REGISTER_CHANNEL_KIND, "verbindingspost", "liaison"},
    {REGISTER_CHANNEL_KIND, "verbindingsofficier", "liaison"},
    {REGISTER_CHANNEL_KIND, "officier de liaison", "liaison"},
    {REGISTER_CHANNEL_KIND, "verbindungsbeamter", "liaison"},
    {REGISTER_CHANNEL_KIND, "centrum", "centre"},
    {REGISTER_CHANNEL_KIND, "zentrum", "centre"},
    {REGISTER_CHANNEL_KIND, "eenheid", "unit"},
    {REGISTER_CHANNEL_KIND, "unite", "unit"},
    {REGISTER_CHANNEL_KIND, "einheit", "unit"},
    {REGISTER_CHANNEL_KIND, "defensie", "defence"},
    {REGISTER_CHANNEL_KIND, "defense", "defence"},
    {REGISTER_CHANNEL_KIND, "informeel", "informal"},
    {REGISTER_CHANNEL_KIND, "informel", "informal"},
    {REGISTER_CHANNEL_KIND, "informell", "informal"},
    {REGISTER_AGREEMENT_KIND, "verdrag", "treaty"},
    {REGISTER_AGREEMENT_KIND, "traite", "treaty"},
    {REGISTER_AGREEMENT_KIND, "vertrag", "treaty"},
    {REGISTER_AGREEMENT_KIND, "protocole", "protocol"},
    {REGISTER_AGREEMENT_KIND, "protokoll", "protocol"},
};

static const char *const *const lists[REGISTER_TYPES] = {
    [REGISTER_ACT] = acts,
    [REGISTER_CHANNEL_KIND] = channel_kinds,
    [REGISTER_AGREEMENT_KIND] = agreement_kinds,
    [REGISTER_URGENCY] = urgencies,
    [REGISTER_LEVEL] = levels,
    [REGISTER_STATUS] = statuses,
    [REGISTER_SOURCE_CODE] = source_codes,
    [REGISTER_INFORMATION_CODE] = information_codes,
    [REGISTER_VERIFICATION] = verifications,
    [REGISTER_ANSWER] = answers,
};

static glo_status fail_unknown(const char *const *list, const char *field, const char *text) {
    glo_nearest nearest = {text, NULL, 0};
    glo_buf names = {0};
    for (size_t i = 0; list[i]; i++) {
        glo_nearest_offer(&nearest, list[i]);
        glo_buf_format(&names, "%s%s", i == 0 ? "" : list[i + 1] ? ", " : " or ", list[i]);
    }
    glo_status status = glo_buf_status(&names);
    if (status == GLO_OK)
        status = glo_fail(GLO_EINVAL, "%s '%.80s' is not known%s; use %s", field, text,
                          glo_nearest_hint(&nearest), names.data);
    glo_buf_dispose(&names);
    return status;
}

/* GLO_ENOTFOUND where it is none of them, in whatever capitals and accents. */
static glo_status find_written(glo_register_type type, const char *text, const char **out) {
    char *folded = NULL;
    glo_status status = glo_text_fold(text, &folded);
    if (status < 0)
        return status;
    status = GLO_ENOTFOUND;
    for (size_t i = 0; status != GLO_OK && i < sizeof written_words / sizeof written_words[0]; i++) {
        if (written_words[i].type == type && strcmp(folded, written_words[i].written) == 0) {
            *out = written_words[i].word;
            status = GLO_OK;
        }
    }
    free(folded);
    return status;
}

glo_status glo_register_choice(glo_register_type type, const char *field, const char *text,
                               const char **out) {
    const char *const *list = lists[type];
    for (size_t i = 0; list[i]; i++) {
        if (strcasecmp(list[i], text) == 0) {
            *out = list[i];
            return GLO_OK;
        }
    }
    const glo_status status = find_written(type, text, out);
    if (status != GLO_ENOTFOUND)
        return status;
    return fail_unknown(list, field, text);
}

const char *glo_register_otherwise(glo_register_type type) {
    return type == REGISTER_VERIFICATION ? "to_confirm" : type == REGISTER_STATUS ? "open" : NULL;
}
