/* authorise.c: the tables of the store by what marking they carry. How it goes is in authorise.h. */
#include "sql/authorise.h"

#include "base/err.h"

#include <stdio.h>
#include <string.h>

/* Whose marking a table carries; a table may carry several. */
enum {
    MARKED_FREE = 0,
    MARKED_AS_OBSERVATIONS = 1,
    MARKED_AS_FORECASTS = 2,
    MARKED_AS_REJECTS = 4,
    MARKED_AS_ALERTS = 8,
    MARKED_AS_HORIZON = 16,
    MARKED_AS_MESSAGES = 32,
    MARKED_AS_COOPERATION = 64,
    MARKED_AS_PLANS = 128,
    MARKED_AS_ALL = 255
};

static const struct {
    const char *name;
    unsigned markings;
} listed[] = {
    {"observation", MARKED_AS_OBSERVATIONS},
    {"reject", MARKED_AS_REJECTS},
    {"cells", MARKED_AS_OBSERVATIONS},
    {"registration", MARKED_AS_FORECASTS},
    {"registration_filter", MARKED_AS_FORECASTS},
    {"forecast", MARKED_AS_FORECASTS},
    {"forecast_quantile", MARKED_AS_FORECASTS},
    {"score", MARKED_AS_FORECASTS | MARKED_AS_OBSERVATIONS}, /* it has the outcome */
    {"surveillance_series", MARKED_AS_ALERTS},
    {"surveillance", MARKED_AS_ALERTS},
    {"alert", MARKED_AS_ALERTS},
    {"alert_disposition", MARKED_AS_ALERTS},
    {"signal", MARKED_AS_HORIZON},
    {"signal_zone", MARKED_AS_HORIZON},
    {"signal_judgement", MARKED_AS_HORIZON},
    {"signal_retraction", MARKED_AS_HORIZON},
    {"driver", MARKED_AS_HORIZON},
    {"driver_signal", MARKED_AS_HORIZON},
    {"delphi_study", MARKED_AS_HORIZON},
    {"delphi_item", MARKED_AS_HORIZON},
    {"delphi_answer", MARKED_AS_HORIZON},
    {"delphi_round", MARKED_AS_HORIZON},
    {"delphi_feedback", MARKED_AS_HORIZON},
    {"priority_history", MARKED_AS_PLANS},
    {"priority_link_history", MARKED_AS_PLANS},
    {"plan", MARKED_AS_PLANS},
    {"feedback_history", MARKED_AS_COOPERATION},
    {"message_flow_history", MARKED_AS_MESSAGES},
    {"message_group", MARKED_AS_MESSAGES},
    {"request_history", MARKED_AS_MESSAGES},
    {"message_block", MARKED_AS_MESSAGES},
    {"channel_history", MARKED_AS_COOPERATION},
    {"channel_reach_history", MARKED_AS_COOPERATION},
    {"agreement_history", MARKED_AS_COOPERATION},
    {"agreement_party_history", MARKED_AS_COOPERATION},
    {"agreement_act_history", MARKED_AS_COOPERATION},
    {"expertise_history", MARKED_AS_COOPERATION},
    {"contact_point_history", MARKED_AS_COOPERATION},
    {"training_history", MARKED_AS_COOPERATION},
    {"mission_history", MARKED_AS_COOPERATION},
    {"recommendation_history", MARKED_AS_COOPERATION},
    {"partner_history", MARKED_AS_COOPERATION},
    {"report_history", MARKED_AS_COOPERATION},
    {"detector", MARKED_FREE},
    {"zone", MARKED_FREE},
    {"zone_link_history", MARKED_FREE},
    {"zone_succession_history", MARKED_FREE},
    {"zone_fact_history", MARKED_FREE},
    {"zone_geometry", MARKED_FREE},
    {"phenomenon", MARKED_FREE},
    {"weight_history", MARKED_FREE},
    {"exposure_history", MARKED_FREE},
    {"label", MARKED_FREE},
    {"alias", MARKED_FREE},
    {"source", MARKED_FREE},
    {"facet", MARKED_FREE},
    {"batch", MARKED_FREE},
    {"batch_source", MARKED_FREE},
    {"cells_retracted", MARKED_FREE},
    {"replacement", MARKED_FREE},
    {"setting", MARKED_FREE},
    {"run", MARKED_AS_ALL}, /* its arguments, and what one wrote into the log, may say any figure */
    {"log", MARKED_AS_ALL},
    {"log_head", MARKED_FREE},
    {"digest", MARKED_FREE},
};

/* What a statement may call, in order: nothing that reaches out of the statement (load_extension, fts3_tokenizer gives and takes
 * addresses), and nothing that differs from call to call (random, last_insert_rowid). */
static const char *const functions[] = {"->",
                                        "->>",
                                        "abs",
                                        "acos",
                                        "acosh",
                                        "asin",
                                        "asinh",
                                        "atan",
                                        "atan2",
                                        "atanh",
                                        "avg",
                                        "ceil",
                                        "ceiling",
                                        "char",
                                        "coalesce",
                                        "cos",
                                        "cosh",
                                        "count",
                                        "cume_dist",
                                        "current_date",
                                        "current_time",
                                        "current_timestamp",
                                        "date",
                                        "datetime",
                                        "degrees",
                                        "dense_rank",
                                        "exp",
                                        "first_value",
                                        "floor",
                                        "format",
                                        "glob",
                                        "group_concat",
                                        "hex",
                                        "ifnull",
                                        "iif",
                                        "instr",
                                        "json",
                                        "json_array",
                                        "json_array_length",
                                        "json_each",
                                        "json_extract",
                                        "json_group_array",
                                        "json_group_object",
                                        "json_object",
                                        "json_quote",
                                        "json_tree",
                                        "json_type",
                                        "json_valid",
                                        "julianday",
                                        "lag",
                                        "last_value",
                                        "lead",
                                        "length",
                                        "like",
                                        "likelihood",
                                        "likely",
                                        "ln",
                                        "log",
                                        "log10",
                                        "log2",
                                        "lower",
                                        "ltrim",
                                        "max",
                                        "min",
                                        "mod",
                                        "nth_value",
                                        "ntile",
                                        "nullif",
                                        "percent_rank",
                                        "pi",
                                        "pow",
                                        "power",
                                        "printf",
                                        "quote",
                                        "radians",
                                        "rank",
                                        "replace",
                                        "round",
                                        "row_number",
                                        "rtrim",
                                        "sign",
                                        "sin",
                                        "sinh",
                                        "soundex",
                                        "sqlite_version",
                                        "sqrt",
                                        "strftime",
                                        "substr",
                                        "substring",
                                        "sum",
                                        "tan",
                                        "tanh",
                                        "time",
                                        "total",
                                        "trim",
                                        "trunc",
                                        "typeof",
                                        "unicode",
                                        "unixepoch",
                                        "unlikely",
                                        "upper"};

static bool is_allowed(const char *name) {
    for (size_t i = 0; i < sizeof functions / sizeof functions[0]; i++) {
        if (sqlite3_stricmp(name, functions[i]) == 0)
            return true;
    }
    return false;
}

glo_status glo_access_init(glo_access *access, glo_frames *frames) {
    *access = (glo_access){.frames = frames};
    return glo_words_new(&access->unlisted);
}

void glo_access_dispose(glo_access *access) {
    glo_words_free(access->unlisted);
    access->unlisted = NULL;
}

/* SQLite hands over the name as it is declared, or as it is written where no column of it is read. */
static bool read_table(glo_access *access, const char *name) {
    uint32_t code;
    glo_frames_use(access->frames, name);
    for (size_t i = 0; i < sizeof listed / sizeof listed[0]; i++) {
        if (sqlite3_stricmp(name, listed[i].name) == 0) {
            access->markings |= listed[i].markings;
            return SQLITE_OK;
        }
    }
    access->status = glo_words_add(access->unlisted, name, strlen(name), &code);
    return access->status == GLO_OK ? SQLITE_OK : SQLITE_DENY;
}

int glo_access_authorise(void *context, int action, const char *first, const char *second,
                         const char *database, const char *trigger) {
    glo_access *access = context;
    (void)database;
    (void)trigger;
    switch (action) {
    case SQLITE_READ:
        return first ? read_table(access, first) : SQLITE_OK;
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        if (second && is_allowed(second))
            return SQLITE_OK;
        snprintf(access->function, sizeof access->function, "%s", second ? second : "");
        return SQLITE_DENY;
    default:
        break;
    }
    access->is_denied = true;
    return SQLITE_DENY;
}

/* Whether a name that is not listed is a table of the store: it may also be a common table expression, a
 * table-valued function, a frame or a view, which carries what it reads. */
static glo_status look_in_store(glo_store *store, const char *name, bool *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        store, "select 1 from main.sqlite_schema where type = 'table' and name = ?1 collate nocase",
        &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, name);
    status = glo_db_step(store, statement);
    if (status >= 0)
        *out = status == 1;
    return glo_db_finish(store, statement, status);
}

glo_status glo_access_marking(const glo_access *access, glo_store *store, glo_marking *marking) {
    unsigned markings = access->markings;
    glo_marking figures = {0, 0};
    glo_status status = GLO_OK;
    if (!store->path) /* nothing but frames */
        return GLO_OK;
    for (uint32_t code = 0; status == GLO_OK && code < glo_words_count(access->unlisted); code++) {
        bool is_table = false;
        status = look_in_store(store, glo_words_text(access->unlisted, code), &is_table);
        if (is_table)
            markings |= MARKED_AS_ALL;
    }
    if (status == GLO_OK && markings & MARKED_AS_OBSERVATIONS)
        status = glo_cells_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_FORECASTS)
        status = glo_forecasts_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_ALERTS)
        status = glo_alerts_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_HORIZON)
        status = glo_horizon_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_PLANS)
        status = glo_plans_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_MESSAGES)
        status = glo_messages_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_COOPERATION)
        status = glo_cooperation_marking(store, &figures);
    if (status == GLO_OK && markings & MARKED_AS_REJECTS)
        status = glo_rejects_marking(store, &figures);
    if (status == GLO_OK)
        *marking = glo_marking_join(*marking, figures);
    return status;
}
