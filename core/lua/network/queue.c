/* queue.c: desks and the messages that wait for them, as Lua values. foresight/network/queue.lua is the way to call it.
 *
 * Example (Lua):  core.erlang_c_of(5, 4)   --> 0.55411255411255
 */
#include "network/queue.h"
#include "base/err.h"
#include "lists.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <math.h>

GLO_FUNCTION(erlang_c_of, .name = "erlang_c_of",
             .doc = "The chance to wait by Erlang's formula; erlang_c is the way to call it.",
             GLO_TAKES({.name = "desks", .type = "integer", .doc = "how many"},
                       {.name = "load", .type = "number", .doc = "arrivals times mean service"}),
             GLO_GIVES({.type = "number", .doc = "the chance"}), .is_internal = true, .since = "0.1",
             .example = "erlang_c_of(5, 4) --> 0.55411255411255") {
    lua_Integer desks = luaL_checkinteger(L, 1);
    double load = luaL_checknumber(L, 2);
    if (desks < 0 || desks > GLO_MOST_DESKS)
        return glo_error(L, "expected 0 to %d desks, got %I", GLO_MOST_DESKS, desks);
    lua_pushnumber(L, glo_erlang_c((size_t)desks, load));
    return 1;
}

static void push_result(lua_State *L, const glo_queue_result *r) {
    lua_newtable(L);
    glo_put_number(L, "messages", r->messages);
    glo_put_number(L, "wait", r->wait);
    glo_put_number(L, "wait_se", r->wait_se);
    glo_put_number(L, "answered", r->answered);
    glo_put_number(L, "answered_se", r->answered_se);
    glo_put_number(L, "in_time", r->in_time);
    glo_put_number(L, "in_time_se", r->in_time_se);
}

GLO_FUNCTION(
    queue_simulate, .name = "queue_simulate",
    .doc = "A simulation of desks by the hour; queue is the way to call it.",
    GLO_TAKES(
        {.name = "queue",
         .type = "table",
         .doc = "shares, deadlines, arrivals, desks, service, service_cv, cycles, warm_up, runs, seed"}),
    GLO_GIVES({.type = "table", .doc = "classes, backlog, wait, wait_se, busy, left_over, growth"}),
    .raises = "more messages than can be simulated", .is_internal = true, .since = "0.1",
    .example = "queue_simulate({shares={1}, deadlines={8}, arrivals={0}, desks={1}, service=1, service_cv=1, "
               "cycles=1,\n"
               "  warm_up=0, runs=1, seed=1}).left_over --> 0.0") {
    size_t shares, deadlines, arrivals, desks;
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_queue queue = {.shares = glo_take_numbers(L, 1, "shares", &shares),
                       .deadlines = glo_take_numbers(L, 1, "deadlines", &deadlines),
                       .arrivals = glo_take_numbers(L, 1, "arrivals", &arrivals),
                       .service = glo_take_number(L, 1, "service", 1),
                       .service_cv = glo_take_number(L, 1, "service_cv", 1),
                       .cycles = glo_take_whole(L, 1, "cycles", 1, 1, 1000000),
                       .warm_up = glo_take_whole(L, 1, "warm_up", 0, 0, 1000000),
                       .runs = glo_take_whole(L, 1, "runs", 1, 1, 1000000),
                       .seed = (uint64_t)glo_field_integer(L, 1, "seed", 1)};
    const double *staffed = glo_take_numbers(L, 1, "desks", &desks);
    if (shares < 1 || shares > GLO_MOST_CLASSES || deadlines != shares || arrivals < 1 ||
        arrivals > GLO_MOST_SLOTS || desks != arrivals)
        return glo_error(L,
                         "%d shares, %d deadlines, %d hours of arrivals and %d of desks do not go together",
                         (int)shares, (int)deadlines, (int)arrivals, (int)desks);
    uint32_t *by_hour = lua_newuserdatauv(L, desks * sizeof *by_hour, 0);
    for (size_t i = 0; i < desks; i++) {
        if (!(staffed[i] >= 0 && staffed[i] <= GLO_MOST_DESKS) || !(arrivals > 0 && queue.arrivals[i] >= 0))
            return glo_error(L, "bad argument 'desks': expected 0 to %d desks in each hour, got %f",
                             GLO_MOST_DESKS, staffed[i]);
        by_hour[i] = (uint32_t)staffed[i];
    }
    queue.classes = shares;
    queue.slots = arrivals;
    queue.desks = by_hour;
    double *backlog = lua_newuserdatauv(L, arrivals * sizeof *backlog, 0);
    glo_queue_result results[GLO_MOST_CLASSES];
    glo_queue_note note;
    glo_status status = glo_queue_simulate(&queue, glo_lua_job(L), results, backlog, &note);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_newtable(L);
    lua_newtable(L);
    for (size_t i = 0; i < shares; i++) {
        push_result(L, &results[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_setfield(L, -2, "classes");
    glo_give_numbers(L, backlog, arrivals);
    lua_setfield(L, -2, "backlog");
    glo_put_number(L, "wait", note.wait);
    glo_put_number(L, "wait_se", note.wait_se);
    glo_put_number(L, "busy", note.busy);
    glo_put_number(L, "left_over", note.left_over);
    glo_put_number(L, "growth", note.growth);
    return 1;
}

static const glo_function *const functions[] = {&erlang_c_of_entry, &queue_simulate_entry, NULL};

void glo_bind_queue(lua_State *L) {
    glo_bind(L, functions);
}
