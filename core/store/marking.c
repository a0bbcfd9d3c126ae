/* marking.c: how strictly what the store holds is marked: its figures, its refused lines, its alerts, its signals, its register of
 * cooperation, and what takes the store's default.
 *
 * The marking of figures stands in three places: in the cells that are added up, in the rows that hold them and in their
 * batch. They say the same unless another program has changed the store; then the strictest holds.
 *
 * Example:  glo_marking marking;  status = glo_cells_marking(store, &marking);
 */
#include "base/err.h"
#include "db.h"

/* The strictest marking of the cells of a row of batch. */
#define OF_CELLS                                                                                             \
    "(select max(handling & 7) | max(handling & 8) | max(handling & 16) | max(handling & 32) | "             \
    "max(handling & 64) from cells where cells.batch = batch.id)"

/* Joins the packed markings that a statement gives. */
static glo_status join_rows(glo_store *store, const char *sql, glo_marking *marking) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, sql, &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1)
        *marking = glo_marking_join(*marking, glo_marking_unpack(sqlite3_column_int64(statement, 0)));
    return glo_db_finish(store, statement, status);
}

glo_status glo_default_marking(glo_store *store, glo_marking *out) {
    sqlite3_stmt *row = NULL;
    glo_marking marking = {GLO_TLP_AMBER, 0};
    int status = glo_db_prepare(store, "select value from setting where name = 'default_handling'", &row);
    if (status < 0)
        return status;
    if ((status = glo_db_step(store, row)) == 1)
        status = glo_marking_parse(glo_db_text(row, 0), &marking);
    status = glo_db_finish(store, row, status);
    if (status < 0)
        return status;
    *out = marking;
    return GLO_OK;
}

glo_status glo_batch_mark(glo_store *store, int64_t batch) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store, "update batch set handling = " OF_CELLS " where id = ?1", &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    return glo_db_finish(store, statement, glo_db_step(store, statement));
}

glo_status glo_batch_is_marked(glo_store *store, int64_t batch, glo_marking marking, bool *out) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        store, "select ifnull(handling, 0) = ?2 and ifnull(" OF_CELLS ", 0) = ?2 from batch where id = ?1",
        &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, batch);
    sqlite3_bind_int(statement, 2, glo_marking_pack(marking));
    if ((status = glo_db_step(store, statement)) == 1)
        *out = sqlite3_column_int(statement, 0) != 0;
    return glo_db_finish(store, statement, status);
}

glo_status glo_cells_marking(glo_store *store, glo_marking *out) {
    return join_rows(
        store, "select handling from cells union select handling from batch where handling is not null", out);
}

glo_status glo_alerts_marking(glo_store *store, glo_marking *out) {
    return join_rows(store,
                     "select handling from alert union select handling from alert_disposition union select "
                     "handling from surveillance",
                     out);
}

glo_status glo_horizon_marking(glo_store *store, glo_marking *out) {
    return join_rows(
        store,
        "select handling from signal union select handling from signal_judgement union select "
        "handling from signal_retraction union select handling from driver union select handling "
        "from delphi_study union select handling from delphi_answer union select handling from "
        "delphi_round",
        out);
}

glo_status glo_plans_marking(glo_store *store, glo_marking *out) {
    sqlite3_stmt *statement = NULL;
    glo_status status = join_rows(store, "select handling from plan", out);
    int step = status < 0
                   ? status
                   : glo_db_prepare(store, "select distinct handling from priority_history", &statement);
    if (step < 0)
        return step;
    while ((step = glo_db_step(store, statement)) == 1) {
        glo_marking said;
        if ((step = glo_marking_parse(glo_db_text(statement, 0), &said)) < 0)
            break;
        *out = glo_marking_join(*out, said);
    }
    return glo_db_finish(store, statement, step);
}

glo_status glo_messages_marking(glo_store *store, glo_marking *out) {
    return join_rows(
        store,
        "select handling from message_group union select handling from message_flow_history union select "
        "handling from request_history",
        out);
}

glo_status glo_cooperation_marking(glo_store *store, glo_marking *out) {
    return join_rows(
        store,
        "select handling from channel_history union select handling from channel_reach_history "
        "union select handling from agreement_history union select handling from "
        "agreement_party_history union select handling from agreement_act_history union select "
        "handling from expertise_history union select handling from contact_point_history union "
        "select handling from training_history union select handling from mission_history union "
        "select handling from recommendation_history union select handling from partner_history union "
        "select handling from report_history union select handling from "
        "feedback_history",
        out);
}

glo_status glo_changed_marking(glo_store *store, glo_marking *out) {
    return join_rows(store, "select handling from batch where handling is not " OF_CELLS, out);
}

glo_status glo_rejects_marking(glo_store *store, glo_marking *out) {
    sqlite3_stmt *statement = NULL;
    glo_marking otherwise = {0, 0};
    int status = glo_default_marking(store, &otherwise);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store, "select distinct rejects_handling, handling from batch where rejected > 0", &statement);
    if (status < 0)
        return status;
    while ((status = glo_db_step(store, statement)) == 1) {
        const bool is_known = sqlite3_column_type(statement, 0) != SQLITE_NULL;
        const int packed = sqlite3_column_int(statement, is_known ? 0 : 1);
        *out = glo_marking_join(*out, glo_marking_unpack(packed));
        if (!is_known)
            *out = glo_marking_join(*out, otherwise);
    }
    return glo_db_finish(store, statement, status);
}
