/* isolate.c: a pack in a Lua state of its own, which holds those functions of the library alone that the pack's permissions
 * allow, and its own modules. Nobody's globals are seen from there; what goes in and comes out is copied (lua/crossing.h).
 *
 * A call ends with its budget of instructions or memory used up as it ends by Ctrl-C: at each instruction an error is raised
 * until control is out of the pack, so that nothing in it outlives that (interrupt.c). Where a single step does not end, the state
 * is given up as it stands, with its memory (watchdog.c): the pack is closed from then on.
 *
 * Example (Lua):
 *   local it, paths = isolate.new{name = "harm-index", label = "harm-index 1.0.0", entry = "harm_index", sources = texts,
 *     capabilities = {"store.read"}, ceiling = "TLP:AMBER", memory = 512, instructions = 5000000000}
 *   local share = isolate.call(it, 1, "harm-index.share")     the first of its functions, as one of this state
 *   share(1, 3)
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/spend.h"
#include "lua/bind.h"
#include "lua/crossing.h"
#include "lua/kept.h"
#include "standard/standard.h"
#include "wall.h"

#include <errno.h>
#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ISOLATE "glocal.isolate"

enum { DEPENDENCIES = 32, LABEL = 200 };

static const int64_t INSTRUCTIONS = 5000000000; /* one to a few minutes of Lua */

static const char functions_key, store_key;

typedef struct isolate {
    lua_State *own; /* NULL: closed, given up, or never opened */
    memory_pool pool;
    glo_bounds bounds;
    budget budget; /* of a call */
    bool is_running, has_store, is_given_up;
    unsigned store; /* which of the session's stores it has: session.number */
    unsigned noted; /* in which round it was last noted as called */
    char name[64], label[LABEL];
    glo_buf through; /* the label, and those of the packs that it uses, for the provenance of frames */
} isolate;

enum { NESTED = 8 }; /* calls of packs in calls of packs: each may take some 600 kB of C's stack */

static isolate *innermost;       /* whose call is under way */
static const isolate *exhausted; /* the one that ran out of memory in it */
static int nested;

/* The store of the session as its last call of a pack found it. Packs open it themselves, by its path, when they run next. */
static struct {
    const void *store; /* NULL: none; kept in the registry, so that no other gets its address */
    unsigned number;
    char path[PATH_MAX];
} session;

/* The labels of those that were called in this round: from one isolate.called() to the next. */
static struct {
    unsigned round;
    size_t count, room;
    char (*labels)[LABEL];
} called = {.round = 1};

/* A pack that another one requires. */
typedef struct dependency {
    isolate *it;
    int paths; /* the place of the names of its functions */
} dependency;

/* ---- a call ---- */

/* What is called inside: number `function` of its list, 0 for the loading or for nothing but the store, with the arguments of `from`. */
typedef struct inner_call {
    isolate *it;
    lua_State *from;
    int function, first, last;
    unsigned capabilities;
    bool is_new;
    dependency dependencies[DEPENDENCIES];
    int dependency_count;
} inner_call;

static int call_function(lua_State *L);

static void push_inside(lua_State *own, const char *name) {
    glo_lua_require(own, "foresight.pack.inside");
    lua_getfield(own, -1, name);
    lua_remove(own, -2);
}

static void open_inside(lua_State *own, const inner_call *call) {
    isolate *it = call->it;
    bool is_counted = budget_count(false); /* the library is not the pack's doing */
    lua_gc(own, LUA_GCSTOP);               /* nearly all that opening makes stays */
    glo_lua_bound(own, &it->bounds);
    if (!state_open(own, call->capabilities))
        luaL_error(own, "its state can't be opened");
    standard_count(own);
    glo_lua_set_job(own, glo_lua_job(call->from));
    lua_gc(own, LUA_GCRESTART);
    budget_count(is_counted);
    budget_arm(own);
}

/* The functions of the packs it requires, by the name of the pack and theirs, as functions of its state. */
static void push_dependencies(lua_State *own, const inner_call *call) {
    lua_State *from = call->from;
    lua_newtable(own);
    for (int i = 0; i < call->dependency_count; i++) {
        const dependency *each = &call->dependencies[i];
        lua_newtable(own);
        for (int n = 1; lua_rawgeti(from, each->paths, n) == LUA_TSTRING; n++) {
            const char *path = lua_tostring(from, -1);
            lua_pushlightuserdata(own, each->it); /* which the session keeps */
            lua_pushinteger(own, n);
            lua_pushfstring(own, "%s.%s", each->it->name, path);
            lua_pushnil(own);
            lua_pushcclosure(own, call_function, 4);
            lua_setfield(own, -2, path);
            lua_pop(from, 1);
        }
        lua_pop(from, 1);
        lua_setfield(own, -2, each->it->name);
    }
}

static int run_inside(lua_State *own) {
    const inner_call *call = lua_touserdata(own, 1);
    glo_crossing in = {.from = call->from, .to = own, .bounds = &call->it->bounds};
    luaL_checkstack(own, call->last + LUA_MINSTACK, "too many arguments");
    if (call->is_new)
        open_inside(own, call);
    if (call->it->has_store && call->it->store != session.number) {
        push_inside(own, "set_store");
        lua_pushstring(own, session.store ? session.path : NULL);
        lua_call(own, 1, 0);
        call->it->store = session.number;
    }
    if (!call->is_new && !call->function)
        return 0;
    if (call->is_new) {
        push_inside(own, "load");
        push_dependencies(own, call);
    } else {
        lua_rawgetp(own, LUA_REGISTRYINDEX, &functions_key);
        lua_rawgeti(own, -1, call->function);
        lua_remove(own, -2);
    }
    for (int i = call->first; i <= call->last; i++)
        glo_cross(&in, i);
    lua_call(own, lua_gettop(own) - 2, LUA_MULTRET);
    if (call->is_new) { /* the list of its functions stays here */
        lua_pushvalue(own, 2);
        lua_rawsetp(own, LUA_REGISTRYINDEX, &functions_key);
        lua_remove(own, 2);
    }
    return lua_gettop(own) - 1;
}

static int raise_stopped(lua_State *L, const isolate *it, bool is_out_of_memory, budget_state state) {
    if (is_out_of_memory)
        return luaL_error(L, "pack '%s' was stopped: it needs more than its %d MB of memory", it->name,
                          (int)(it->pool.most >> 20));
    if (state == BUDGET_SPENT)
        return luaL_error(L, "pack '%s' was stopped: it took more than its %I instructions", it->name,
                          (LUAI_UACINT)it->budget.instructions);
    return luaL_error(L, "pack '%s' was stopped: it took more than its %f seconds of computing", it->name,
                      (lua_Number)it->budget.seconds);
}

/* The message of what went wrong inside, with the pack's name before it. */
static int raise_from(lua_State *L, const isolate *it, const char *message) {
    enum { LONGEST = 2000 };
    lua_pushfstring(L, "pack '%s': ", it->name);
    lua_pushlstring(L, message, strnlen(message, LONGEST));
    lua_concat(L, 2);
    return lua_error(L);
}

static void note_called(lua_State *L, isolate *it) {
    if (called.count == called.room) {
        size_t more = called.room ? 2 * called.room : 16;
        void *grown = realloc(called.labels, more * sizeof *called.labels);
        if (!grown)
            luaL_error(L, MEMORY_RAN_OUT);
        called.labels = grown;
        called.room = more;
    }
    memcpy(called.labels[called.count++], it->label, sizeof it->label);
    it->noted = called.round;
}

#ifdef __SANITIZE_ADDRESS__
/* What a state that was given up holds is lost on purpose: nothing is said of leaks then. */
static bool is_memory_lost;
int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) {
    return is_memory_lost;
}
#else
static bool is_memory_lost;
#endif

/* As call_protected; -1 where a step did not end, and then the state is not to be entered again. */
static int call_watched(lua_State *own, inner_call *call) {
    watchdog here;
    volatile int status = -1;
    watchdog_enter(&here);
    if (sigsetjmp(here.place, 0) == 0) {
        lua_pushcfunction(own, run_inside);
        lua_pushlightuserdata(own, call);
        status = call_protected(own, 1, LUA_MULTRET);
    }
    watchdog_leave(&here);
    return status;
}

static int raise_given_up(lua_State *L, const isolate *it) {
    return luaL_error(
        L,
        "pack '%s' was stopped in a step that did not end, such as a table whose keys collide: it is "
        "closed for the rest of this session",
        it->name);
}

/* Runs it under protection; its results are left on the isolate's stack. Raises in L. */
static void call_inside(lua_State *L, inner_call *call) {
    isolate *it = call->it, *outer = innermost;
    lua_State *own = it->own;
    if (it->is_given_up)
        raise_given_up(L, it);
    if (!own)
        luaL_error(L, "pack '%s' is closed", it->name);
    if (it->is_running)
        luaL_error(L, "pack '%s' calls itself by another pack", it->name);
    if (nested == NESTED)
        luaL_error(L, "packs call each other more than %d deep", NESTED);
    if (!lua_checkstack(L, LUA_MINSTACK))
        luaL_error(L, MEMORY_RAN_OUT);
    if (it->noted != called.round)
        note_called(L, it);
    lua_settop(own, 0);
    if (!outer)
        exhausted = NULL;
    innermost = it;
    nested++;
    it->is_running = true;
    memory_enter(&it->pool);
    budget_enter(&it->budget);
    lua_State *before = interrupt_enter(own);
    int status = call_watched(own, call);
    it->is_given_up = status < 0;
    if (it->is_given_up) {
        it->own = NULL;
        is_memory_lost = true;
    }
    budget_state state = budget_leave();
    bool is_out_of_memory = memory_leave(outer ? &outer->pool : NULL);
    it->is_running = false;
    innermost = outer;
    nested--;
    if (is_out_of_memory)
        exhausted = it;
    if (!it->is_given_up)
        lua_sethook(own, NULL, 0, 0);
    bool is_interrupted = !outer && interrupt_resolve();
    interrupt_enter(before);
    if (is_interrupted || (outer && interrupt_is_asked()))
        luaL_error(L, "interrupted");
    const isolate *out_of_memory = exhausted;
    exhausted = NULL;
    if (it->is_given_up)
        raise_given_up(L, it);
    if (state != BUDGET_LEFT || out_of_memory)
        raise_stopped(L, out_of_memory ? out_of_memory : it, out_of_memory != NULL, state);
    if (status != LUA_OK) {
        const char *message =
            lua_type(own, -1) == LUA_TSTRING ? lua_tostring(own, -1) : "an error without a message";
        raise_from(L, it, message);
    }
}

/* Takes the results over; how many there are. `name`: of the function, for the provenance of frames. */
static int take_results(lua_State *L, isolate *it, const char *name) {
    enum { MOST = 250 };
    int count = lua_gettop(it->own);
    const char *through = it->through.data ? it->through.data : it->label;
    const char *call = lua_pushfstring(L, "%s(...)  [pack %s]", name, through);
    glo_crossing out = {.from = it->own, .to = L, .bounds = &it->bounds, .call = call};
    glo_bounds *receiver = glo_lua_bounds(L); /* of a pack that called this one */
    out.receiver = receiver;
    if (receiver && glo_bounds_enter(receiver, it->bounds.entered) < 0)
        return glo_raise(L);
    if (count > MOST)
        return luaL_error(L, "pack '%s' gives more than %d values at once", it->name, MOST);
    luaL_checkstack(L, count + LUA_MINSTACK, NULL);
    for (int i = 1; i <= count; i++)
        glo_cross(&out, i);
    lua_settop(it->own, 0);
    return count;
}

/* Looks whether the session has another store than at the last call. `glocal`: the place of the library. */
static void note_store(lua_State *L, int glocal) {
    luaL_checkstack(L, LUA_MINSTACK, NULL);
    lua_pushliteral(L, "store");
    bool is_store = lua_rawget(L, glocal) == LUA_TUSERDATA;
    const void *store = is_store ? lua_topointer(L, -1) : NULL;
    if (store == session.store) {
        lua_pop(L, 1);
        return;
    }
    if (is_store) {
        lua_getfield(L, -1, "path");
        lua_pushvalue(L, -2);
        lua_call(L, 1, 1); /* raises for one that is closed */
        snprintf(session.path, sizeof session.path, "%s", luaL_checkstring(L, -1));
        lua_pop(L, 1);
    }
    lua_rawsetp(L, LUA_REGISTRYINDEX, &store_key);
    session.store = store;
    session.number++;
}

/* A function of a pack, in the session or in a pack that requires it. Upvalues: the isolate, the function's number, its name,
 * the library where packs are to notice another store, or nil. */
static int call_function(lua_State *L) {
    isolate *it = lua_touserdata(L, lua_upvalueindex(1));
    inner_call call = {.it = it, .from = L, .first = 1, .last = lua_gettop(L)};
    call.function = (int)lua_tointeger(L, lua_upvalueindex(2));
    if (lua_istable(L, lua_upvalueindex(4)))
        note_store(L, lua_upvalueindex(4));
    call_inside(L, &call);
    return take_results(L, it, lua_tostring(L, lua_upvalueindex(3)));
}

/* ---- opening and closing ---- */

static int close_isolate(lua_State *L) {
    isolate *it = luaL_checkudata(L, 1, ISOLATE);
    lua_State *own = it->own;
    if (it->is_running)
        return luaL_error(L, "pack '%s' is running", it->name);
    it->own = NULL;
    if (own)
        lua_close(own);
    glo_buf_dispose(&it->through);
    return 0;
}

static unsigned capabilities_of(lua_State *L, int options) {
    unsigned capabilities = GLO_NEEDS_NOTHING, one;
    size_t count;
    const char **names = glo_field_texts(L, options, "capabilities", &count);
    for (size_t i = 0; i < count; i++) {
        if (!glo_capability_find(names[i], &one))
            luaL_error(L, "there is no permission '%s'", names[i]);
        capabilities |= one;
    }
    lua_pop(L, 2);
    return capabilities;
}

static isolate *push_isolate(lua_State *L, int options) {
    enum { MOST_MEMORY = 1 << 24, MOST_SECONDS = 1000000 };
    static const luaL_Reg meta[] = {{"__gc", close_isolate}, {"__close", close_isolate}, {NULL, NULL}};
    isolate *it = lua_newuserdatauv(L, sizeof *it, 1);
    *it = (isolate){.budget = {.seconds = 600}};
    if (glo_push_field(L, options, "seconds") != LUA_TNIL)
        it->budget.seconds = (double)luaL_checknumber(L, -1);
    lua_pop(L, 1);
    if (!(it->budget.seconds > 0 && it->budget.seconds <= MOST_SECONDS))
        luaL_error(L, "seconds: %f is no time from above 0 to %d seconds", (lua_Number)it->budget.seconds,
                   MOST_SECONDS);
    it->budget.instructions = glo_field_integer(L, options, "instructions", INSTRUCTIONS);
    if (it->budget.instructions < 1)
        luaL_error(L, "instructions: %I is no number of instructions", (LUAI_UACINT)it->budget.instructions);
    if (luaL_newmetatable(L, ISOLATE)) {
        luaL_setfuncs(L, meta, 0);
        lua_pushliteral(L, ISOLATE);
        lua_setfield(L, -2, "__metatable");
    }
    lua_setmetatable(L, -2);
    lua_Integer memory = glo_field_integer(L, options, "memory", 512);
    if (memory < 1 || memory > MOST_MEMORY)
        luaL_error(L, "memory: %I is no number of megabytes from 1 to %d", (LUAI_UACINT)memory, MOST_MEMORY);
    it->pool.most = (size_t)memory << 20;
    snprintf(it->name, sizeof it->name, "%s", glo_field_text(L, options, "name", "?"));
    snprintf(it->label, sizeof it->label, "%s", glo_field_text(L, options, "label", it->name));
    if (glo_marking_parse(glo_field_text(L, options, "ceiling", "CLEAR"), &it->bounds.ceiling) < 0)
        glo_raise(L);
    return it;
}

/* Reads {[name] = {it, paths}}; the tables of paths stay on the stack. */
static void read_dependencies(lua_State *L, int options, inner_call *call) {
    if (glo_push_field(L, options, "dependencies") != LUA_TTABLE)
        return;
    int table = lua_gettop(L);
    luaL_checkstack(L, DEPENDENCIES + LUA_MINSTACK, NULL);
    for (lua_pushnil(L); lua_next(L, table);) {
        if (call->dependency_count == DEPENDENCIES)
            luaL_error(L, "a pack requires up to %d others", DEPENDENCIES);
        lua_pushvalue(L, -2); /* the key, for the next, on top of this one's paths */
        lua_rawgeti(L, -2, 1);
        dependency *each = &call->dependencies[call->dependency_count++];
        each->it = luaL_checkudata(L, -1, ISOLATE);
        lua_pop(L, 1);
        lua_rawgeti(L, -2, 2);
        each->paths = lua_gettop(L);
        luaL_checktype(L, each->paths, LUA_TTABLE);
        lua_insert(L, -2);
        each->paths--;
    }
}

static void note_through(lua_State *L, isolate *it, const inner_call *call) {
    glo_buf_text(&it->through, it->label);
    for (int i = 0; i < call->dependency_count; i++) {
        const isolate *other = call->dependencies[i].it;
        glo_buf_text(&it->through, i ? "; " : ", which uses ");
        glo_buf_text(&it->through, other->through.data ? other->through.data : other->label);
    }
    if (glo_buf_status(&it->through) < 0)
        luaL_error(L, MEMORY_RAN_OUT);
}

/* isolate.new(options, arguments...): opens the state and has foresight/pack/inside.lua load what the arguments say, within the
 * budget. Gives the isolate, and what was given there. */
static int new_isolate(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    int last = lua_gettop(L);
    unsigned capabilities = capabilities_of(L, 1);
    isolate *it = push_isolate(L, 1);
    inner_call call = {
        .it = it, .from = L, .first = 2, .last = last, .capabilities = capabilities, .is_new = true};
    glo_push_field(L, 1, "dependencies");
    lua_setiuservalue(L, -2, 1);
    it->own = memory_new_pooled_state(&it->pool);
    if (!it->own)
        return luaL_error(L, MEMORY_RAN_OUT);
    it->has_store = (capabilities & (GLO_NEEDS_STORE_READ | GLO_NEEDS_STORE_WRITE)) != 0;
    if (it->has_store) {
        glo_lua_require(L, "glocal");
        note_store(L, lua_gettop(L));
    }
    read_dependencies(L, 1, &call);
    note_through(L, it, &call);
    call_inside(L, &call);
    int results = take_results(L, it, it->name);
    lua_pushvalue(L, last + 1);
    lua_insert(L, -(results + 1));
    return results + 1;
}

/* isolate.call(it, number, name, library): the function as one of this state. */
static int make_call(lua_State *L) {
    luaL_checkudata(L, 1, ISOLATE);
    luaL_checkinteger(L, 2);
    luaL_checkstring(L, 3);
    lua_settop(L, 4);
    lua_pushcclosure(L, call_function, 4);
    return 1;
}

/* isolate.settle(it, library): it opens the session's store, where it may. */
static int settle(lua_State *L) {
    inner_call call = {.it = luaL_checkudata(L, 1, ISOLATE), .from = L, .first = 1};
    luaL_checktype(L, 2, LUA_TTABLE);
    note_store(L, 2);
    call_inside(L, &call);
    return 0;
}

/* isolate.held(it): bytes now, and at most in its last call. */
static int held_by(lua_State *L) {
    const isolate *it = luaL_checkudata(L, 1, ISOLATE);
    lua_pushinteger(L, (lua_Integer)it->pool.used);
    lua_pushinteger(L, (lua_Integer)it->pool.peak);
    return 2;
}

/* isolate.spent(): instructions of the last call of a pack. */
static int spent_by_last(lua_State *L) {
    lua_pushinteger(L, budget_spent());
    return 1;
}

/* isolate.called(): the labels of the packs that were called since the last time, each once, in that order. */
static int list_called(lua_State *L) {
    lua_createtable(L, (int)called.count, 0);
    for (size_t i = 0; i < called.count; i++) {
        lua_pushstring(L, called.labels[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    called.count = 0;
    called.round++;
    return 1;
}

static int sha256_of(lua_State *L) {
    char hex[GLO_SHA256_HEX];
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    if (glo_sha256(text, length, hex) < 0)
        return glo_raise(L);
    lua_pushstring(L, hex);
    return 1;
}

/* isolate.raise_wall(permissions, store): from here on the kernel refuses this process what they do not allow (wall.h); what of it
 * stands, {seccomp = true, landlock = true}. The library's modules are read before; `store`: the path of the one that is
 * open, or nil. */
static int raise_wall(lua_State *L) {
    luaL_checktype(L, 1, LUA_TTABLE);
    unsigned allowed = 0, one;
    for (lua_Integer i = 1; lua_rawgeti(L, 1, i) == LUA_TSTRING; i++) {
        if (!glo_capability_find(lua_tostring(L, -1), &one))
            return luaL_error(L, "there is no permission '%s'", lua_tostring(L, -1));
        allowed |= one == GLO_NEEDS_FILE_READ     ? WALL_READS
                   : one == GLO_NEEDS_FILE_WRITE  ? WALL_WRITES
                   : one == GLO_NEEDS_STORE_WRITE ? WALL_WRITES_STORE
                                                  : 0;
        lua_pop(L, 1);
    }
    if (glo_kept_read() < 0)
        return glo_raise(L);
    unsigned stands = wall_raise(allowed, luaL_optstring(L, 2, NULL));
    lua_createtable(L, 0, 2);
    lua_pushboolean(L, (stands & WALL_SECCOMP) != 0);
    lua_setfield(L, -2, "seccomp");
    lua_pushboolean(L, (stands & WALL_LANDLOCK) != 0);
    lua_setfield(L, -2, "landlock");
    return 1;
}

/* isolate.make_folders(path): those that the file is in; or nil and why. */
static int make_folders(lua_State *L) {
    if (history_file_make_folders(luaL_checkstring(L, 1)) < 0) {
        lua_pushnil(L);
        lua_pushstring(L, strerror(errno));
        return 2;
    }
    lua_pushboolean(L, 1);
    return 1;
}

static int has_prompt(lua_State *L) {
    lua_pushboolean(L, input_is_open());
    return 1;
}

void isolate_open(lua_State *L) {
    static const luaL_Reg functions[] = {{"new", new_isolate},
                                         {"call", make_call},
                                         {"close", close_isolate},
                                         {"held", held_by},
                                         {"spent", spent_by_last},
                                         {"called", list_called},
                                         {"settle", settle},
                                         {"raise_wall", raise_wall},
                                         {"has_prompt", has_prompt},
                                         {"sha256", sha256_of},
                                         {"make_folders", make_folders},
                                         {NULL, NULL}};
    lua_getfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    luaL_newlib(L, functions);
    glo_spend_to(budget_note);
    lua_setfield(L, -2, "glocal.isolate");
    lua_pop(L, 1);
}
