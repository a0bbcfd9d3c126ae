/* choices.c: the words that fields of the cooperation register may have. Declared in register_table.h. A new act is added here
 * and to foresight/cooperation/acts.lua, with its phrases.
 *
 * Example:  glo_register_choice(REGISTER_ACT, "act", "Persuit", &act)  ->  "act 'Persuit' is not known, did you mean 'pursuit'?"
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "import/cooperation/register_table.h"

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

glo_status glo_register_choice(glo_register_type type, const char *field, const char *text,
                               const char **out) {
    const char *const *list = lists[type];
    for (size_t i = 0; list[i]; i++) {
        if (strcasecmp(list[i], text) == 0) {
            *out = list[i];
            return GLO_OK;
        }
    }
    return fail_unknown(list, field, text);
}

const char *glo_register_otherwise(glo_register_type type) {
    return type == REGISTER_VERIFICATION ? "to_confirm" : type == REGISTER_STATUS ? "open" : NULL;
}
