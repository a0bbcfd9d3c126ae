/* cooperation.c: reads the register of cooperation. Example in cooperation.h.
 *
 * What SQL gives of these tables is marked as strictly as anything in them. Here each row says its own marking, so that a secret
 * channel does not keep the open ones from being told.
 */
#include "store/cooperation.h"

#include "base/err.h"
#include "db.h"

#include <string.h>

/* The versions known after the batch ?1; those that hold now where it is negative. */
#define AS_KNOWN                                                                                             \
    " where iif(?1 < 0, t.retracted is null, t.batch <= ?1 and (t.retracted is null or t.retracted > ?1)) "  \
    "order by t.id"

static const struct {
    const char *table, *sql;
} statements[] = {
    {"channel", "select t.code, t.kind, (select code from zone where id = t.owner) as owner, (select code "
                "from zone where id = t.seat) as seat, t.nl, t.fr, t.de, t.en, t.hours, t.languages, "
                "t.carries, t.official, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
                "t.last_confirmed, t.note from channel_history t" AS_KNOWN},
    {"channel_reach",
     "select t.channel, (select code from zone where id = t.country) as country, t.act, (select code from "
     "phenomenon where id = t.phenomenon) as phenomenon, t.urgency, (select code from zone where id = "
     "t.tasked_by) as tasked_by, t.languages, t.agreement, t.article, t.answer_hours, t.valid_from, "
     "t.valid_to, t.source, t.handling, t.verification, t.last_confirmed, t.note from channel_reach_history "
     "t" AS_KNOWN},
    {"agreement", "select t.code, t.kind, t.nl, t.fr, t.de, t.en, t.signed, t.in_force, t.ended, "
                  "t.replaced_by, t.reference, t.source, t.handling, t.verification, t.last_confirmed, "
                  "t.note from agreement_history t" AS_KNOWN},
    {"agreement_party",
     "select t.agreement, (select code from zone where id = t.zone) as zone, (select code from zone where id "
     "= t.territory) as territory, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
     "t.last_confirmed, t.note from agreement_party_history t" AS_KNOWN},
    {"agreement_act",
     "select t.agreement, t.act, t.article, (select code from phenomenon where id = t.phenomenon) as "
     "phenomenon, t.nl, t.fr, t.de, t.en, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
     "t.last_confirmed, t.note from agreement_act_history t" AS_KNOWN},
    {"expertise", "select (select code from zone where id = t.corps) as corps, t.unit, t.topic, (select code "
                  "from phenomenon where id = t.phenomenon) as phenomenon, t.level, t.language, t.holders, "
                  "(select code from zone where id = t.gained_at) as gained_at, t.mission, t.gained_on, "
                  "t.last_asked, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
                  "t.last_confirmed, t.note from expertise_history t" AS_KNOWN},
    {"contact_point", "select (select code from zone where id = t.corps) as corps, t.theme, t.role, t.unit, "
                      "t.channel, t.hours, t.languages, t.valid_from, t.valid_to, t.source, t.handling, "
                      "t.verification, t.last_confirmed, t.note from contact_point_history t" AS_KNOWN},
    {"training", "select t.code, t.topic, (select code from phenomenon where id = t.phenomenon) as "
                 "phenomenon, (select code from zone where id = t.corps) as corps, t.provider, t.language, "
                 "t.participants, t.hours, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
                 "t.last_confirmed, t.note from training_history t" AS_KNOWN},
    {"mission", "select t.code, t.kind, t.region, (select code from zone where id = t.zone) as zone, "
                "t.topic, (select code from phenomenon where id = t.phenomenon) as phenomenon, (select code "
                "from zone where id = t.corps) as corps, t.participants, t.valid_from, t.valid_to, t.source, "
                "t.handling, t.verification, t.last_confirmed, t.note from mission_history t" AS_KNOWN},
    {"recommendation", "select t.code, t.nl, t.fr, t.de, t.en, t.owner, t.status, t.evidence, t.follow_up, "
                       "t.due, t.valid_from, t.valid_to, t.source, t.handling, t.verification, "
                       "t.last_confirmed, t.note, t.countries from recommendation_history t" AS_KNOWN},
    {"feedback", "select (select code from zone where id = t.zone) as zone, t.day, t.item, (select code from "
                 "phenomenon where id = t.theme) as theme, t.answer, t.role, t.readers, t.source, t.handling "
                 "from feedback_history t" AS_KNOWN},
    {"partner", "select t.code, t.kind, (select code from zone where id = t.zone) as zone, t.nl, t.fr, t.de, "
                "t.en, t.theme, t.channel, t.agreement, t.valid_from, t.valid_to, t.source, t.handling, "
                "t.verification, t.last_confirmed, t.note from partner_history t" AS_KNOWN},
    {"report",
     "select t.code, (select code from zone where id = t.country) as country, t.day, (select code from "
     "phenomenon where id = t.phenomenon) as phenomenon, t.topic, t.text, t.source_evaluation, "
     "t.information_evaluation, (select code from zone where id = t.corps) as corps, t.role, t.mission, "
     "t.source, t.handling, t.note from report_history t" AS_KNOWN},
};

glo_status glo_store_cooperation(glo_store *store, const char *table, int64_t state, const glo_job *job,
                                 glo_frame **out) {
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        const glo_value value = {.kind = GLO_VALUE_INTEGER, .integer = state};
        glo_frame *frame = NULL;
        if (strcmp(table, statements[i].table) != 0)
            continue;
        glo_status status = glo_store_query(store, statements[i].sql, &value, 1, job, &frame);
        if (status == GLO_OK)
            status = glo_mark_by_rows(frame, out);
        glo_frame_free(frame);
        return status;
    }
    return glo_fail(GLO_EINVAL, "the register of cooperation has no table '%s'", table);
}
