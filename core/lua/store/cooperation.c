/* cooperation.c: the register of cooperation as Lua values; foresight/cooperation reads it here, once for each state of the store.
 *
 * Example (Lua):  core.cooperation_rows(store, "channel")      core.cooperation_rows(store, "agreement", 12)
 */
#include "store/cooperation.h"

#include "hold.h"
#include "lua/bind.h"
#include "store.h"

GLO_FUNCTION(cooperation_rows, .name = "cooperation_rows",
             .doc = "A table of the register of cooperation; whom, basis and channels are the way to see it.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
                       {.name = "table", .type = "string", .doc = "channel, channel_reach, agreement ..."},
                       {.name = "state",
                        .type = "integer",
                        .is_optional = true,
                        .otherwise = "(what holds now)",
                        .doc = "the number of the last batch known"}),
             GLO_GIVES({.type = "frame", .doc = "marked as its rows are"}), .fails = "busy, corrupt",
             .needs = GLO_NEEDS_STORE_READ, .is_internal = true, .since = "0.1",
             .example = "#cooperation_rows(store, 'channel', 0) --> 0") {
    glo_store *store = glo_use_store(L, 1);
    const char *table = luaL_checkstring(L, 2);
    const int64_t state = lua_isnoneornil(L, 3) ? GLO_NOW : luaL_checkinteger(L, 3);
    glo_frame **slot = glo_push_frame_slot(L);
    const glo_status status = glo_store_cooperation(store, table, state, glo_lua_job(L), slot);
    return status < 0 ? glo_fail_or_raise(L, status) : 1;
}

static const glo_function *const functions[] = {&cooperation_rows_entry, NULL};

void glo_bind_cooperation(lua_State *L) {
    glo_bind(L, functions);
}
