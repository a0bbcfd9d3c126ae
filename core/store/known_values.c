/* known_values.c: the values of enumerated columns, and ids without a foreign key behind them, that glocal never writes; another
 * program has. Declared in check.h.
 *
 * A rule is a condition that holds for every row of a table; NULL is no fault.
 */
#include "base/err.h"
#include "integrity/check.h"

#include <inttypes.h>
#include <stdio.h>

typedef struct rule {
    const char *table, *key, *column, *holds;
} rule;

#define OF_KIND                                                                                              \
    "case kind when 'zone' then id in (select id from zone) when 'phenomenon' then id in (select id from "   \
    "phenomenon) when 'source' then id in (select id from source) else 0 end"
#define A_DAY(column) column " between -719162 and 2932896"
#define A_MARKING "handling between 0 and 127 and handling & 7 <= 4"
#define OF_BATCH "batch = 0 or batch in (select id from batch)"

static const rule rules[] = {
    {"observation", "id", "day", A_DAY("day")},
    {"observation", "id", "span", "span between 0 and 4"},
    {"observation", "id", "count", "count >= 0"},
    {"observation", "id", "count_high", "count_high >= count"},
    {"observation", "id", "credibility", "credibility between 1 and 6"},
    {"batch", "id", "kind",
     "kind in ('observations', 'zones', 'links', 'facts', 'successions', 'phenomena', 'weights', 'sources', "
     "'exposures', 'aliases', 'geometry', 'retraction', 'channels', 'channel_reach', 'agreements', "
     "'agreement_parties', 'agreement_acts', 'expertise', 'contact_points', 'trainings', 'missions', "
     "'recommendations', 'partners', 'priorities', 'priority_links', 'message_flows', 'messages', "
     "'requests', 'reports', 'feedback')"},
    {"batch", "id", "last", "last >= first"},
    {"label", "id", "lang", "lang in ('nl', 'fr', 'de', 'en')"},
    {"label", "id", "id", OF_KIND},
    {"alias", "id", "id", OF_KIND},
    {"registration", "id", "span", "span between 0 and 4"},
    {"run", "id", "status", "status in ('done', 'failed')"},
    {"zone_link_history", "id", "batch", OF_BATCH},
    {"zone_succession_history", "id", "batch", OF_BATCH},
    {"zone_fact_history", "id", "batch", OF_BATCH},
    {"weight_history", "id", "batch", OF_BATCH},
    {"exposure_history", "id", "batch", OF_BATCH},
    {"priority_history", "id", "batch", OF_BATCH},
    {"priority_history", "id", "valid_from", A_DAY("valid_from")},
    {"priority_history", "id", "valid_to", A_DAY("valid_to")},
    {"priority_history", "id", "due", A_DAY("due")},
    {"priority_link_history", "id", "batch", OF_BATCH},
    {"feedback_history", "id", "batch", OF_BATCH},
    {"feedback_history", "id", "day", A_DAY("day")},
    {"feedback_history", "id", "handling", A_MARKING},
    {"request_history", "id", "batch", OF_BATCH},
    {"request_history", "id", "day", A_DAY("day")},
    {"request_history", "id", "handling", A_MARKING},
    {"plan", "id", "date", A_DAY("date")},
    {"plan", "id", "handling", A_MARKING},
    {"channel_history", "id", "batch", OF_BATCH},
    {"channel_history", "id", "handling", A_MARKING},
    {"channel_reach_history", "id", "batch", OF_BATCH},
    {"channel_reach_history", "id", "handling", A_MARKING},
    {"agreement_history", "id", "batch", OF_BATCH},
    {"agreement_history", "id", "handling", A_MARKING},
    {"agreement_party_history", "id", "batch", OF_BATCH},
    {"agreement_party_history", "id", "handling", A_MARKING},
    {"agreement_act_history", "id", "batch", OF_BATCH},
    {"agreement_act_history", "id", "handling", A_MARKING},
    {"expertise_history", "id", "batch", OF_BATCH},
    {"expertise_history", "id", "handling", A_MARKING},
    {"contact_point_history", "id", "batch", OF_BATCH},
    {"contact_point_history", "id", "handling", A_MARKING},
    {"training_history", "id", "batch", OF_BATCH},
    {"training_history", "id", "handling", A_MARKING},
    {"mission_history", "id", "batch", OF_BATCH},
    {"mission_history", "id", "handling", A_MARKING},
    {"recommendation_history", "id", "batch", OF_BATCH},
    {"recommendation_history", "id", "handling", A_MARKING},
    {"partner_history", "id", "batch", OF_BATCH},
    {"partner_history", "id", "handling", A_MARKING},
    {"surveillance_series", "id", "span", "span between 0 and 4"},
    {"surveillance", "series", "last", "last >= first"},
    {"surveillance", "series", "periods", "periods >= 0"},
    {"surveillance", "series", "handling", A_MARKING},
    {"alert", "id", "day", A_DAY("day")},
    {"alert", "id", "handling", A_MARKING},
    {"alert_disposition", "id", "handling", A_MARKING},
    {"signal", "id", "known", A_DAY("known")},
    {"signal", "id", "handling", A_MARKING},
    {"signal_judgement", "id", "known", A_DAY("known")},
    {"signal_judgement", "id", "handling", A_MARKING},
    {"signal_retraction", "signal", "known", A_DAY("known")},
    {"signal_retraction", "signal", "handling", A_MARKING},
    {"driver", "id", "known", A_DAY("known")},
    {"driver", "id", "handling", A_MARKING},
    {"delphi_study", "id", "handling", A_MARKING},
    {"delphi_answer", "study", "handling", A_MARKING},
    {"delphi_round", "study", "handling", A_MARKING},
};

static int count_of_rule(glo_store *store, const rule *r, glo_fault *fault) {
    char sql[900];
    sqlite3_stmt *row = NULL;
    snprintf(sql, sizeof sql, "select count(*), quote(min(\"%s\")) from %s where not (%s)", r->column,
             r->table, r->holds);
    int status = glo_db_prepare(store, sql, &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1 && sqlite3_column_int64(row, 0) > 0) {
        glo_fault_say(fault, "%.40s is no %s of %s", glo_db_text(row, 1), r->column, r->table);
        fault->count += sqlite3_column_int64(row, 0) - 1;
    }
    return glo_db_finish(store, row, status);
}

static int count_unknown_markings(glo_store *store, glo_fault *fault) {
    sqlite3_stmt *row = NULL;
    int status =
        glo_db_prepare(store,
                       "select handling from observation where handling is not null union select handling "
                       "from source union select handling from registration union select value from "
                       "setting where name = 'default_handling'",
                       &row);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, row)) == 1) {
        glo_marking marking;
        const char *text = glo_db_text(row, 0);
        if (glo_marking_parse(text, &marking) < 0)
            glo_fault_say(fault, "'%.40s' is no marking", text);
    }
    return glo_db_finish(store, row, status);
}

int glo_check_values(glo_store *store, glo_fault *fault) {
    int status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < sizeof rules / sizeof rules[0]; i++)
        status = count_of_rule(store, &rules[i], fault);
    return status == GLO_OK ? count_unknown_markings(store, fault) : status;
}
