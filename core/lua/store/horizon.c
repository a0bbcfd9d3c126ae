/* horizon.c: what horizon scanning keeps, as Lua values. foresight/horizon turns what an analyst writes into the calls below;
 * keep_records is a door: what is kept was checked there.
 *
 * Example (Lua):  id = doors.keep_records(store, {table="signal", second="signal_zone", parent="signal", ...}, rows, zones)
 *                 core.horizon_rows(store, "signals", {today})      core.text_search(rows, '"coast" "boat"*')
 */
#include "store/horizon.h"

#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"

#include <string.h>

GLO_FUNCTION(
    horizon_keep, .name = "keep_records",
    .doc = "Keeps rows of signals, judgements, drivers or Delphi studies for good; the functions of horizon "
           "scanning call it.",
    GLO_TAKES({.name = "store", .type = "store", .doc = "where they are kept"},
              {.name = "options",
               .type = "table",
               .doc = "table, second, third; parent, the column by which rows of these belong to one of the "
                      "first; action, "
                      "object, why of the log; numbered"},
              {.name = "rows", .type = "frame", .doc = "rows of the table"},
              {.name = "seconds", .type = "frame", .is_optional = true, .doc = "rows of the second table"},
              {.name = "thirds", .type = "frame", .is_optional = true, .doc = "rows of the third table"}),
    GLO_GIVES({.type = "integer", .doc = "the number of the first row"}),
    .fails =
        "not_found: a code the store does not have; sql: a rule of the table refuses a row; read_only, busy",
    .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    static const char *const names[] = {"table", "second", "third"};
    glo_record_set sets[3];
    size_t count = 0;
    glo_check_frame(L, 3);
    for (int i = 0; i < 3; i++) {
        if (!lua_isnoneornil(L, 3 + i))
            sets[count++] = (glo_record_set){.table = glo_field_text(L, 2, names[i], ""),
                                             .rows = glo_check_frame(L, 3 + i),
                                             .parent = i ? glo_field_text(L, 2, "parent", NULL) : NULL};
    }
    const glo_record_log log = {.action = glo_field_text(L, 2, "action", ""),
                                .object = glo_field_text(L, 2, "object", ""),
                                .why = glo_field_text(L, 2, "why", ""),
                                .is_numbered = glo_field_boolean(L, 2, "numbered") != 0};
    glo_record_ids ids;
    glo_status status = glo_store_keep(store, sets, count, &log, &ids);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, ids.first);
    return 1;
}

static int give_frame(lua_State *L, glo_status status) {
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

GLO_FUNCTION(
    horizon_rows, .name = "horizon_rows",
    .doc = "What horizon scanning keeps, as rows; signals, drivers and delphi are the way to see it.",
    GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
              {.name = "name", .type = "string", .doc = "signals, judgements, drivers, delphi_answers ..."},
              {.name = "value",
               .type = "integer",
               .is_optional = true,
               .doc = "the last day known, from 1970-01-01; of Delphi the number of the study"}),
    GLO_GIVES({.type = "frame", .doc = "marked as its rows are"}), .fails = "busy, corrupt",
    .needs = GLO_NEEDS_STORE_READ, .is_internal = true, .since = "0.1",
    .example = "#horizon_rows(store, 'signals', 0) --> 0") {
    glo_store *store = glo_use_store(L, 1);
    const char *name = luaL_checkstring(L, 2);
    const bool has_value = !lua_isnoneornil(L, 3);
    const int64_t value = has_value ? luaL_checkinteger(L, 3) : 0;
    glo_frame **slot = glo_push_frame_slot(L);
    return give_frame(L, glo_store_horizon(store, name, &value, has_value, glo_lua_job(L), slot));
}

GLO_FUNCTION(text_search, .name = "text_search",
             .doc = "Which rows match a query of FTS5 in title and text, accents and capitals ignored; "
                    "signals{text=...} calls it.",
             GLO_TAKES({.name = "rows", .type = "frame", .doc = "with the columns title and text"},
                       {.name = "query", .type = "string", .doc = "such as '\"coast\" \"boat\"*'"}),
             GLO_GIVES({.type = "frame", .doc = "row, score (BM25), the best first"}),
             .fails = "sql: no query", .is_internal = true, .since = "0.1",
             .example = "text_search(frame{{title='Café', text='closed'}, {title='Harbour', text=''}}, "
                        "'cafe').row[1] --> 1") {
    glo_frame *rows = glo_check_frame(L, 1);
    const char *query = luaL_checkstring(L, 2);
    glo_frame **slot = glo_push_frame_slot(L);
    return give_frame(L, glo_text_search(rows, query, glo_lua_job(L), slot));
}

GLO_FUNCTION(
    text_terms, .name = "text_terms",
    .doc = "The words of title and text, row by row, as a search sees them: small letters without accents.",
    GLO_TAKES({.name = "rows", .type = "frame", .doc = "with the columns title and text"}),
    GLO_GIVES({.type = "frame", .doc = "row, term, count; by row and term"}), .fails = "busy",
    .is_internal = true, .since = "0.1",
    .example = "text_terms(frame{{title='Café', text='a café'}}).count[2] --> 2") {
    glo_frame *rows = glo_check_frame(L, 1);
    glo_frame **slot = glo_push_frame_slot(L);
    return give_frame(L, glo_text_terms(rows, glo_lua_job(L), slot));
}

static const glo_function *const functions[] = {&horizon_keep_entry, &horizon_rows_entry, &text_search_entry,
                                                &text_terms_entry, NULL};

void glo_bind_horizon(lua_State *L) {
    glo_bind(L, functions);
}
