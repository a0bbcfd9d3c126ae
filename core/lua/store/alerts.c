/* alerts.c: alerts as Lua values. foresight/warning turns what an analyst writes into the calls below; those that write are
 * doors: alerts come from the frame of a warn, and dispositions are checked there.
 *
 * Example (Lua):  tally = doors.raise_alerts(store, w, {method="ears_c1", settings="{}", keys={}, ...})   tally.added
 *                 doors.dispose_alert(store, {alert=7, disposition="confirmed", reason="a new route", author="analysis"})
 */
#include "store/alerts.h"

#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"

#include <string.h>

static void set_count(lua_State *L, const char *name, int64_t value) {
    lua_pushinteger(L, (lua_Integer)value);
    lua_setfield(L, -2, name);
}

GLO_FUNCTION(
    store_raise, .name = "raise_alerts",
    .doc = "Keeps the alerts of a frame of judged counts for good; frame:register is the way to call it.",
    GLO_TAKES({.name = "store", .type = "store", .doc = "where they are kept"},
              {.name = "rows",
               .type = "frame",
               .doc = "zone, phenomenon, keys, period, observed, expected, upper, score, p, q, alarm"},
              {.name = "options", .type = "table", .doc = "what frame:register makes of its own"}),
    GLO_GIVES({.type = "table", .doc = "added, known, series, periods"}),
    .fails = "invalid: a frame of another form; not_found: a code the store does not have; read_only, busy",
    .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    glo_frame *rows = glo_check_frame(L, 2);
    luaL_checktype(L, 3, LUA_TTABLE);
    glo_alert_run run = {.method = glo_field_text(L, 3, "method", ""),
                         .settings = glo_field_text(L, 3, "settings", "{}"),
                         .measure = glo_field_text(L, 3, "measure", "count"),
                         .unit = glo_field_text(L, 3, "unit", ""),
                         .call = glo_field_text(L, 3, "call", ""),
                         .alarm = glo_field_text(L, 3, "alarm", "alarm"),
                         .rows = rows};
    run.keys = glo_field_texts(L, 3, "keys", &run.key_count);
    glo_alert_tally tally;
    glo_status status = glo_store_raise(store, &run, &tally);
    if (status < 0)
        return glo_failure(L, status);
    lua_newtable(L);
    set_count(L, "added", tally.added);
    set_count(L, "known", tally.known);
    set_count(L, "series", tally.series);
    set_count(L, "periods", tally.periods);
    return 1;
}

/* A date of options[name]: false where there is none. */
static bool take_day(lua_State *L, const char *name, int32_t *out) {
    glo_span span;
    const char *text = glo_field_text(L, 2, name, "");
    if (text[0] && glo_date_parse(text, strlen(text), GLO_ORDER_ISO, out, &span) < 0)
        glo_raise(L);
    return text[0] != '\0';
}

GLO_FUNCTION(store_dispose, .name = "dispose_alert",
             .doc = "Keeps the disposition of an alert for good; dispose is the way to call it.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
                       {.name = "options", .type = "table", .doc = "what dispose makes of its own"}),
             GLO_GIVES({.type = "integer", .doc = "the number of the disposition"}),
             .fails = "not_found: no such alert; invalid: a disposition that makes no sense; read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    glo_disposition d = {.alert = glo_field_integer(L, 2, "alert", 0),
                         .disposition = glo_field_text(L, 2, "disposition", ""),
                         .duplicate_of = glo_field_integer(L, 2, "duplicate_of", 0),
                         .reason = glo_field_text(L, 2, "reason", ""),
                         .author = glo_field_text(L, 2, "author", "")};
    d.has_days = take_day(L, "first", &d.first) && take_day(L, "last", &d.last);
    const char *marking = glo_field_text(L, 2, "marking", "");
    if (marking[0] && glo_marking_parse(marking, &d.marking) < 0)
        return glo_raise(L);
    int64_t id;
    glo_status status = glo_store_dispose(store, &d, &id);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, id);
    return 1;
}

static int32_t day_option(lua_State *L, const char *name, int32_t otherwise) {
    int32_t day = otherwise;
    take_day(L, name, &day);
    return day;
}

static int give_frame(lua_State *L, glo_status status) {
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

GLO_FUNCTION(
    store_alerts, .name = "alert_rows", .doc = "Alerts as rows; alerts is the way to call it.",
    GLO_TAKES({.name = "store", .type = "store", .doc = "where they are kept"},
              {.name = "filter",
               .type = "table",
               .doc = "zones, phenomena, dispositions (texts with a line for each), method, first, last"}),
    GLO_GIVES({.type = "frame", .doc = "marked as its rows are"}), .fails = "busy, corrupt",
    .needs = GLO_NEEDS_STORE_READ, .is_internal = true, .since = "0.1",
    .example = "#alert_rows(store, {zones='BE'}) --> 0") {
    glo_store *store = glo_use_store(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const glo_alert_filter filter = {.zones = glo_field_text(L, 2, "zones", NULL),
                                     .phenomena = glo_field_text(L, 2, "phenomena", NULL),
                                     .dispositions = glo_field_text(L, 2, "dispositions", NULL),
                                     .method = glo_field_text(L, 2, "method", NULL),
                                     .first = day_option(L, "first", GLO_DAY_MIN),
                                     .last = day_option(L, "last", GLO_DAY_MAX)};
    glo_frame **slot = glo_push_frame_slot(L);
    return give_frame(L, glo_store_alerts(store, &filter, glo_lua_job(L), slot));
}

GLO_FUNCTION(
    store_surveillance, .name = "surveillance_rows",
    .doc = "What was under surveillance, as rows; warnings is the way to see it.",
    GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
              {.name = "filter", .type = "table", .doc = "zones (a text with a line for each), first"}),
    GLO_GIVES({.type = "frame", .doc = "marked as its rows are"}), .fails = "busy, corrupt",
    .needs = GLO_NEEDS_STORE_READ, .is_internal = true, .since = "0.1",
    .example = "#surveillance_rows(store, {zones='BE', first='2030-01-01'}) --> 0") {
    glo_store *store = glo_use_store(L, 1);
    luaL_checktype(L, 2, LUA_TTABLE);
    const char *zones = glo_field_text(L, 2, "zones", NULL);
    const int32_t first = day_option(L, "first", GLO_DAY_MIN);
    glo_frame **slot = glo_push_frame_slot(L);
    return give_frame(L, glo_store_surveillance(store, zones, first, glo_lua_job(L), slot));
}

static const glo_function *const functions[] = {&store_raise_entry, &store_dispose_entry, &store_alerts_entry,
                                                &store_surveillance_entry, NULL};

void glo_bind_alerts(lua_State *L) {
    glo_bind(L, functions);
}
