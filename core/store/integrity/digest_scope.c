/* digest_scope.c: which rows belong together in a digest, table by table. Not here: registrations, whose own hash stands in the
 * log (forecasts.c); the cells, which check makes anew; the log and its digests, which the chain covers.
 *
 * A new table needs a line here, else check does not see its rows (test_digest.c goes through the schema).
 */
#include "integrity/digest.h"

/* What a batch wrote, and which rows it took back, in a table that keeps every version. */
#define VERSIONS(table, columns)                                                                             \
    {table, table, "select ?1, id, " columns " from " table " where batch = ?1 order by id",                 \
     "select batch, id, " columns " from " table " order by batch, id"},                                     \
    {                                                                                                        \
        table " retracted", table, "select ?1, id from " table " where retracted = ?1 order by id",          \
            "select retracted, id from " table " where retracted is not null order by retracted, id"         \
    }

#define WHOLE(table, order)                                                                                  \
    { table, table, NULL, "select 0, * from " table " order by " order }

#define OF_OBSERVATION                                                                                       \
    "o.day, o.span, o.zone, o.phenomenon, o.source, o.facet, o.count, o.count_high, o.value, "               \
    "o.credibility, "                                                                                        \
    "o.handling"
/* The rejected lines of the last batch follow each other at the end. */
#define OF_REJECT "line, \"column\", reason, text from reject"

const glo_scope glo_scopes[] = {
    [GLO_SCOPE_OBSERVATION] = {"observation", "observation",
                               "select ?1, " OF_OBSERVATION " from batch b join observation o on o.id "
                               "between b.first and b.last where b.id = ?1 order by o.id",
                               "select o.batch, " OF_OBSERVATION " from observation o order by o.id"},
    [GLO_SCOPE_REJECT] = {"reject", "reject",
                          "select ?1, " OF_REJECT
                          " where rowid > coalesce((select rowid from reject where batch <> ?1 order by "
                          "rowid desc limit 1), 0) order by rowid",
                          "select batch, " OF_REJECT " order by rowid"},
    {"observation retracted", "observation",
     "select ?1, o.id from batch b join observation o on o.id between b.first and b.last and o.retracted = "
     "?1 "
     "where b.retracted = ?1 or b.id in (select replaced from replacement where batch = ?1) order by o.id",
     "select retracted, id from observation where retracted is not null order by retracted, id"},
    VERSIONS("zone_link_history", "hierarchy, child, parent, valid_from, valid_to"),
    VERSIONS("zone_succession_history", "old, new, valid_from, share"),
    VERSIONS("zone_fact_history", "zone, name, period, value"),
    VERSIONS("weight_history", "\"table\", phenomenon, value, source"),
    VERSIONS("exposure_history", "name, from_zone, to_zone, phenomenon, weight, low, high, note"),
    VERSIONS("priority_history",
             "code, zone, phenomenon, cycle, valid_from, valid_to, owner, indicator, due, source, "
             "handling, nl, fr, de, en"),
    VERSIONS("priority_link_history", "priority, higher, phenomenon, note"),
    VERSIONS("feedback_history", "zone, day, item, theme, answer, role, readers, source, handling"),
    VERSIONS("message_flow_history",
             "month, channel, country, kind, urgency, received, sent, in_time, median_hours, handling"),
    VERSIONS("request_history",
             "day, span, zone, kind, requester, service, phenomenon, requested, granted, hours_asked, "
             "hours_delivered, source, handling"),
    WHOLE("message_group", "id"),
    {"message_block", "message_block",
     "select ?1, block, rows, first, last, known, data from message_block where batch = ?1 order by block",
     "select batch, block, rows, first, last, known, data from message_block order by batch, block"},
    VERSIONS("channel_history",
             "code, kind, owner, seat, nl, fr, de, en, hours, languages, carries, official, valid_from, "
             "valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("channel_reach_history",
             "channel, country, act, phenomenon, urgency, tasked_by, languages, agreement, article, "
             "answer_hours, valid_from, valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("agreement_history", "code, kind, nl, fr, de, en, signed, in_force, ended, replaced_by, "
                                  "reference, source, handling, verification, last_confirmed, note"),
    VERSIONS("agreement_party_history", "agreement, zone, territory, valid_from, valid_to, source, handling, "
                                        "verification, last_confirmed, note"),
    VERSIONS("agreement_act_history", "agreement, act, article, phenomenon, nl, fr, de, en, valid_from, "
                                      "valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("expertise_history",
             "corps, unit, topic, phenomenon, level, language, holders, gained_at, mission, gained_on, "
             "last_asked, valid_from, valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("contact_point_history", "corps, theme, role, unit, channel, hours, languages, valid_from, "
                                      "valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("training_history",
             "code, topic, phenomenon, corps, provider, language, participants, hours, valid_from, valid_to, "
             "source, handling, verification, last_confirmed, note"),
    VERSIONS("mission_history", "code, kind, region, zone, topic, phenomenon, corps, participants, "
                                "valid_from, valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("recommendation_history",
             "code, nl, fr, de, en, owner, status, evidence, follow_up, due, valid_from, valid_to, source, "
             "handling, verification, last_confirmed, note"),
    /* Apart, so that the digests of rows before there was the column hold. */
    {"recommendation countries", "recommendation_history",
     "select ?1, id, countries from recommendation_history where batch = ?1 and countries is not null order "
     "by id",
     "select batch, id, countries from recommendation_history where countries is not null order by batch, "
     "id"},
    VERSIONS("partner_history", "code, kind, zone, nl, fr, de, en, theme, channel, agreement, valid_from, "
                                "valid_to, source, handling, verification, last_confirmed, note"),
    VERSIONS("report_history", "code, country, day, phenomenon, topic, text, source_evaluation, "
                               "information_evaluation, corps, role, "
                               "mission, source, handling, note"),
    WHOLE("zone", "id"),
    WHOLE("zone_geometry", "zone"),
    WHOLE("phenomenon", "id"),
    WHOLE("label", "kind, id, lang"),
    WHOLE("alias", "kind, id, scheme, text"),
    WHOLE("source", "id"),
    WHOLE("facet", "id"),
    WHOLE("setting", "name"),
    WHOLE("batch", "id"),
    WHOLE("batch_source", "source, batch"),
    WHOLE("replacement", "batch, replaced"),
    WHOLE("cells_retracted", "batch, part"),
    WHOLE("score", "forecast, day, name"),
    WHOLE("run", "id"),
    WHOLE("detector", "id"),
    WHOLE("surveillance_series", "id"),
    WHOLE("surveillance", "series, detector"),
    WHOLE("alert", "id"),
    WHOLE("alert_disposition", "id"),
    WHOLE("signal", "id"),
    WHOLE("signal_zone", "signal, zone"),
    WHOLE("signal_judgement", "id"),
    WHOLE("signal_retraction", "signal"),
    WHOLE("driver", "id"),
    WHOLE("driver_signal", "driver, signal"),
    WHOLE("delphi_study", "id"),
    WHOLE("delphi_item", "study, item"),
    WHOLE("delphi_answer", "study, round, item, respondent"),
    WHOLE("delphi_round", "study, round"),
    WHOLE("delphi_feedback", "study, round, item"),
    WHOLE("plan", "id"),
};
const size_t glo_scope_count = sizeof glo_scopes / sizeof glo_scopes[0];
