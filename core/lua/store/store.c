/* store.c: stores as Lua values. A store that is closed while calls use it is closed for all others at once, and its file
 * when the last of these calls ends.
 *
 * Example (Lua):  store = glocal.open "demo.db"   store:sql("select count(*) n from zone").n[1]
 */
#include "store/store.h"

#include "base/err.h"
#include "base/text.h"
#include "cells.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"

#include <stdio.h>
#include <string.h>

#define STORE "glocal.store"

typedef struct store_slot {
    glo_store *store;
    unsigned uses; /* calls that run */
    bool is_closed;
} store_slot;

static void close_unused(store_slot *slot) {
    if (!slot->is_closed || slot->uses > 0)
        return;
    glo_store_close(slot->store);
    slot->store = NULL;
}

static store_slot *push_store_slot(lua_State *L) {
    store_slot *slot = lua_newuserdatauv(L, sizeof *slot, 0);
    *slot = (store_slot){0};
    luaL_setmetatable(L, STORE);
    return slot;
}

static void end_use(void *what) {
    store_slot *slot = *(store_slot **)what;
    if (!slot)
        return;
    slot->uses--;
    close_unused(slot);
}

glo_store *glo_use_store(lua_State *L, int index) {
    store_slot *slot = luaL_checkudata(L, index, STORE);
    store_slot **use = glo_push_owned(L, sizeof(store_slot *), end_use);
    if (slot->is_closed || !slot->store) /* asked last: what is pushed may run a finaliser */
        glo_error(L, "the store is closed");
    *use = slot;
    slot->uses++;
    return slot->store;
}

GLO_FUNCTION(store_close, .name = "store:close",
             .doc = "Closes the store; using it afterwards raises. Closing twice is fine. A call that runs "
                    "meanwhile, such as "
                    "one whose garbage collection closes the store, comes to its end first.",
             .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
             .example = "store:path():match('%.db$') --> .db") {
    store_slot *slot = luaL_checkudata(L, 1, STORE);
    slot->is_closed = true;
    close_unused(slot);
    return 0;
}

GLO_FUNCTION(
    store_open, .name = "open_store", .doc = "Opens a store without making it the current one; see open.",
    GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "the file"},
              {.name = "options", .type = "table", .is_optional = true},
              {.name = "read_only",
               .type = "boolean",
               .is_option = true,
               .is_optional = true,
               .otherwise = "false",
               .doc = "refuse every change"}),
    GLO_GIVES({.type = "store", .doc = "the store"}),
    .fails = "not_found: there is no such file; corrupt: it is not a store; version: a newer glocal made it",
    .needs = GLO_NEEDS_STORE_READ, .is_internal = true, .since = "0.1",
    .example = "select(3, open_store('/nowhere/x.db')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    bool may_write = glo_lua_capabilities(L) & GLO_NEEDS_STORE_WRITE;
    int flags = !may_write || glo_field_boolean(L, 2, "read_only") ? GLO_STORE_READ_ONLY : 0;
    store_slot *slot = push_store_slot(L);
    glo_status status = glo_store_open(path, flags, &slot->store);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(
    store_create, .name = "create_store", .doc = "Makes a new, empty store; see init.",
    GLO_TAKES({.name = "path", .type = "string", .set = "file", .doc = "the file"},
              {.name = "options", .type = "table", .is_optional = true},
              {.name = "handling",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .otherwise = "\"AMBER\"",
               .doc = "the marking of sources for which an import gives none"}),
    GLO_GIVES({.type = "store", .doc = "the store"}),
    .fails = "exists: the file is there already; read_only, full, not_found: it can't be made; invalid: an "
             "unknown handling",
    .needs = GLO_NEEDS_STORE_WRITE, .is_internal = true, .since = "0.1",
    .example = "select(3, create_store('/nowhere/x.db')) --> not_found") {
    const char *path = luaL_checkstring(L, 1), *handling = glo_field_text(L, 2, "handling", NULL);
    store_slot *slot = push_store_slot(L);
    glo_marking marking;
    glo_status status = handling ? glo_marking_parse(handling, &marking) : GLO_OK;
    if (status == GLO_OK)
        status = glo_store_create(path, &slot->store);
    if (status == GLO_OK && handling)
        status = glo_store_set_default_handling(slot->store, handling);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(store_path, .name = "store:path", .doc = "The file of the store.",
             GLO_GIVES({.type = "string", .doc = "its path"}), .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
             .example = "store:path():match('%.db$') --> .db") {
    lua_pushstring(L, glo_store_path(glo_use_store(L, 1)));
    return 1;
}

GLO_FUNCTION(
    store_is_read_only, .name = "store:is_read_only",
    .doc = "Whether the store can only be read: asked for, or the file or its folder can't be written.",
    GLO_GIVES({.type = "boolean", .doc = "whether it is"}), .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
    .example = "store:is_read_only() --> false") {
    lua_pushboolean(L, glo_store_is_read_only(glo_use_store(L, 1)));
    return 1;
}

/* The `as_of` field: a batch number, or a date or time as text; NULL when there is none. */
static const glo_as_of *check_as_of(lua_State *L, int index, glo_as_of *as_of) {
    *as_of = (glo_as_of){0, NULL};
    int type = glo_push_field(L, index, "as_of");
    if (type == LUA_TNUMBER)
        as_of->batch = luaL_checkinteger(L, -1);
    else if (type == LUA_TSTRING)
        as_of->at = lua_tostring(L, -1);
    else if (type != LUA_TNIL)
        glo_error(L, "bad argument 'as_of': expected a date or a batch number, got a %s",
                  luaL_typename(L, -1));
    lua_pop(L, 1);
    return type == LUA_TNIL ? NULL : as_of;
}

GLO_FUNCTION(store_state, .name = "store:state",
             .doc = "The number of the last batch: the state that results are computed on.",
             GLO_TAKES({.name = "options", .type = "table", .is_optional = true},
                       {.name = "as_of",
                        .type = "string|integer",
                        .is_option = true,
                        .is_optional = true,
                        .otherwise = "(now)",
                        .doc = "a date or a batch: the last batch known then"}),
             GLO_GIVES({.type = "integer", .doc = "the number"}),
             .raises = "a batch that is not there; a damaged store", .needs = GLO_NEEDS_STORE_READ,
             .since = "0.1",
             .example = "store:state() > 0 --> true\n"
                        "store:state{as_of='2001-01-01'} --> 0") {
    glo_store *store = glo_use_store(L, 1);
    glo_as_of as_of;
    int64_t state;
    if (glo_store_state_as_of(store, check_as_of(L, 2, &as_of), &state) < 0)
        return glo_raise(L);
    lua_pushinteger(L, state);
    return 1;
}

GLO_FUNCTION(
    store_resolve, .name = "store:resolve",
    .doc = "The code and id that a text stands for: an exact code, a code in any case (of two letters only "
           "in its own), "
           "a code of another list or a short form (NLD, NL11, 5345, 11002, an ICCS code), or a label in any "
           "language or "
           "another spelling, case and accents ignored.",
    GLO_TAKES({.name = "kind", .type = "string", .values = "zone|phenomenon|source", .doc = "of what"},
              {.name = "text", .type = "string", .doc = "what was written"}),
    GLO_GIVES({.type = "string", .doc = "the code"}, {.type = "integer", .doc = "the id"}),
    .raises =
        "an unknown text, naming the nearest, and an ambiguous one, listing the candidates; a damaged store",
    .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
    .example = "(store:resolve('zone', '5345')) --> BE-PZ5345\n"
               "(store:resolve('zone', 'belgique')) --> BE") {
    static const char *const kinds[] = {"zone", "phenomenon", "source", NULL};
    glo_store *store = glo_use_store(L, 1);
    int noun = luaL_checkoption(L, 2, NULL, kinds);
    int64_t id;
    const char *code;
    if (glo_store_resolve(store, (glo_noun)noun, luaL_checkstring(L, 3), &id, &code) < 0)
        return glo_raise(L);
    lua_pushstring(L, code);
    lua_pushinteger(L, id);
    return 2;
}

GLO_FUNCTION(
    store_cells, .name = "store:cells",
    .doc = "The leaf cells of all observations known at a date or after a batch: what rollup sums up.",
    GLO_TAKES({.name = "options", .type = "table", .is_optional = true},
              {.name = "as_of",
               .type = "string|integer",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(what is known now)",
               .doc = "the end of that day (UTC), or after that batch"},
              {.name = "valued",
               .type = "boolean",
               .is_option = true,
               .is_optional = true,
               .otherwise = "false",
               .doc = "only of the observations that have a value"}),
    GLO_GIVES({.type = "cells", .doc = "the cells"},
              {.type = "integer", .doc = "the number of the last batch among them"}),
    .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
    .example = "cells, state = store:cells()\n"
               "#cells > 0 --> true") {
    glo_store *store = glo_use_store(L, 1);
    glo_as_of room;
    const glo_as_of *as_of = check_as_of(L, 2, &room);
    int64_t state = 0;
    glo_cells *cells = glo_push_cells(L);
    int status = glo_store_state_as_of(store, as_of, &state);
    if (status == GLO_OK)
        status = glo_field_boolean(L, 2, "valued")
                     ? glo_store_valued_cells(store, as_of, glo_lua_job(L), cells)
                     : glo_store_cells(store, as_of, glo_lua_job(L), cells);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    lua_pushinteger(L, state);
    return 2;
}

GLO_FUNCTION(
    store_retract, .name = "store:retract",
    .doc = "Retracts a batch of observations. Nothing is erased: as_of still shows what was known "
           "before, and what the batch had replaced stands again.",
    GLO_TAKES({.name = "batch", .type = "integer", .doc = "its number"},
              {.name = "why", .type = "string", .doc = "the reason, for the log"}),
    GLO_GIVES({.type = "integer", .doc = "the number of the batch that records it"}),
    .fails = "not_found: no such batch; exists: it was retracted before; invalid: it holds no observations",
    .needs = GLO_NEEDS_STORE_WRITE, .since = "0.1",
    .example = "select(3, store:retract(999999, 'a test')) --> not_found") {
    glo_store *store = glo_use_store(L, 1);
    lua_Integer batch = luaL_checkinteger(L, 2);
    const char *why = luaL_checkstring(L, 3);
    int64_t made;
    int status = glo_store_retract(store, batch, why, glo_lua_job(L), &made);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, made);
    return 1;
}

enum { SOURCE_CHANGES = 16 };

/* The text of the number on the top takes its place in the table, which keeps it. */
static const char *keep_text(lua_State *L, int table) {
    if (lua_type(L, -1) != LUA_TSTRING) {
        lua_tostring(L, -1);
        lua_pushvalue(L, -2);
        lua_pushvalue(L, -2);
        lua_rawset(L, table);
    }
    return lua_tostring(L, -1);
}

/* The changes in the order of their names, so that the log says them the same way each time. */
static size_t read_changes(lua_State *L, int index, glo_source_change *changes) {
    size_t count = 0;
    luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || (!lua_isstring(L, -1) && !lua_isboolean(L, -1)) ||
            count == SOURCE_CHANGES)
            glo_error(L,
                      "bad argument #2 to 'source': write name = value, such as counting_unit=\"offences\"");
        glo_source_change change = {lua_tostring(L, -2), NULL};
        if (lua_isboolean(L, -1))
            change.value = lua_toboolean(L, -1) ? "1" : "0";
        else
            change.value = keep_text(L, index);
        size_t at = count++;
        for (; at > 0 && strcmp(changes[at - 1].name, change.name) > 0; at--)
            changes[at] = changes[at - 1];
        changes[at] = change;
    }
    return count;
}

GLO_FUNCTION(
    store_source, .name = "store:source",
    .doc = "Changes what is stated of a source, in a batch of its own that is logged.",
    GLO_TAKES(
        {.name = "source", .type = "string", .set = "source", .doc = "a code or name"},
        {.name = "changes",
         .type = "table<string, string|integer|boolean>",
         .doc =
             "kind, reliability, handling, records, counting_unit, value_unit, publisher, licence, "
             "censored_from (not beside figures imported with the other one), reports_zeros, preference; an "
             "empty text takes it away; a handling is only tightened"},
        {.name = "options", .type = "table", .is_optional = true},
        {.name = "permission",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(none)",
         .doc = "how the provider permits a looser handling, for the log"}),
    GLO_GIVES({.type = "boolean", .doc = "true"}),
    .raises = "an unknown source, a permission that says nothing",
    .fails =
        "invalid: no source has that, or not that value; marking: a looser handling without a permission",
    .needs = GLO_NEEDS_STORE_WRITE, .since = "0.1",
    .example =
        "store:source('frontex', {preference=1}) --> true\n"
        "sources('frontex').preference[1] --> 1\n"
        "select(3, store:source('frontex', {colour='red'})) --> invalid\n"
        "store:source('frontex', {handling='AMBER'}) --> true\n"
        "select(3, store:source('frontex', {handling='CLEAR'})) --> marking\n"
        "store:source('frontex', {handling='CLEAR'}, {permission='published on 2026-11-02'}) --> true") {
    glo_store *store = glo_use_store(L, 1);
    const char *source = luaL_checkstring(L, 2), *permission = glo_field_text(L, 4, "permission", NULL);
    glo_source_change changes[SOURCE_CHANGES];
    int64_t id;
    int status = glo_store_resolve(store, GLO_SOURCE, source, &id, NULL);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    size_t count = read_changes(L, 3, changes);
    if (permission && strspn(permission, " \t\n") == strlen(permission))
        return glo_error(L, "bad argument 'permission' to 'source': say how the provider permits it");
    status = glo_store_change_source(store, source, changes, count, permission, glo_lua_job(L));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

GLO_FUNCTION(store_load_reference, .name = "store:load_reference",
             .doc =
                 "Loads a reference set that ships with glocal, all or nothing: zones, phenomena, sources "
                 "and exposures of Belgium, the Netherlands, Luxembourg and the world's countries, and the "
                 "public part of the register of cooperation.",
             GLO_TAKES({.name = "name", .type = "string", .values = "benelux", .doc = "the set"}),
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "not_found: there is no such set",
             .needs = GLO_NEEDS_STORE_WRITE | GLO_NEEDS_FILE_READ, .since = "0.1",
             .example = "select(3, store:load_reference('atlantis')) --> not_found") {
    glo_store *store = glo_use_store(L, 1);
    const char *name = luaL_checkstring(L, 2), *home = glo_home();
    lua_pushfstring(L, "%s/data/reference/%s", home ? home : ".", name);
    lua_pushfstring(L, "%s/generated", home ? home : ".");
    lua_pushfstring(L, "%s/data/cooperation", home ? home : ".");
    const char *const folders[] = {lua_tostring(L, -3), lua_tostring(L, -2), lua_tostring(L, -1)};
    /* A name that is no folder must not load the countries alone. */
    lua_pushfstring(L, "%s/zones.csv", folders[0]);
    FILE *there = fopen(lua_tostring(L, -1), "rb");
    int status =
        there ? GLO_OK
              : glo_fail(GLO_ENOTFOUND, "there is no reference set '%s'; glocal ships with 'benelux'", name);
    if (there)
        fclose(there);
    if (status == GLO_OK)
        status = glo_store_load_reference(store, folders, 3, name, glo_lua_job(L));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

GLO_FUNCTION(
    store_check, .name = "store:check",
    .doc = "Looks whether the store is whole: the file, its schema, foreign keys, values, cells equal to "
           "observations, retractions, every row as the log has it, the chain of the log.",
    GLO_TAKES({.name = "options", .type = "table", .is_optional = true},
              {.name = "anchor",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .otherwise = "(none)",
               .doc = "what store:anchor() gave earlier: has the log been rewritten since"}),
    GLO_GIVES({.type = "frame", .doc = "a row per check with the number of problems"}),
    .fails = "invalid: the text is no anchor", .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
    .example = "c = store:check{anchor=store:anchor()}\n"
               "c:columns()[2] --> problems\n"
               "math.max(table.unpack(c.problems)) --> 0") {
    glo_store *store = glo_use_store(L, 1);
    const char *anchor = glo_field_text(L, 2, "anchor", NULL);
    glo_frame **slot = glo_push_frame_slot(L);
    int status = glo_store_check_anchored(store, anchor, glo_lua_job(L), slot);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(store_anchor, .name = "store:anchor",
             .doc = "The end of the log as a line of text: the store, the number of the last line, its hash, "
                    "the time. Kept where "
                    "whoever can write the store can't, it tells later whether the log was rewritten: "
                    "store:check{anchor=...}.",
             GLO_GIVES({.type = "string", .doc = "the line"}), .fails = "not_found: the log is empty",
             .needs = GLO_NEEDS_STORE_READ, .since = "0.1",
             .example = "store:anchor():match('^glocal%-anchor 1') --> glocal-anchor 1") {
    glo_store *store = glo_use_store(L, 1);
    glo_buf *text = glo_push_buf(L);
    int status = glo_store_anchor(store, text);
    return status < 0 ? glo_failure(L, status) : glo_give_text(L, text);
}

GLO_FUNCTION(store_rebuild, .name = "store:rebuild",
             .doc = "Makes the cells, which answer rollups, anew from the observations, all or nothing: for "
                    "when check finds that they differ. Observations are not touched.",
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "read_only, busy, full",
             .needs = GLO_NEEDS_STORE_WRITE, .since = "0.1", .example = "store:rebuild() --> true") {
    int status = glo_store_rebuild(glo_use_store(L, 1), glo_lua_job(L));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

GLO_FUNCTION(store_disclose, .name = "store:disclose",
             .doc = "Writes into the log that something was given to someone: whoever did it, what, and why.",
             GLO_TAKES({.name = "object", .type = "string", .doc = "what, such as the name of a file"},
                       {.name = "why", .type = "string", .doc = "to whom and why"}),
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .since = "0.1",
             .example = "store:disclose('brief.html', 'asked by the zone') --> true") {
    glo_store *store = glo_use_store(L, 1);
    int status = glo_store_log(store, "disclose", luaL_checkstring(L, 2), luaL_checkstring(L, 3));
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

GLO_FUNCTION(store_run_begin, .name = "run_begin",
             .doc = "Records the start of a script with the state of the store, for glocal run.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
                       {.name = "script", .type = "string", .doc = "its name"},
                       {.name = "sha256", .type = "string", .doc = "its hash"},
                       {.name = "args", .type = "string", .doc = "its arguments"}),
             GLO_GIVES({.type = "integer", .doc = "the number of the run"}), .fails = "read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    int64_t run;
    int status = glo_store_run_begin(store, luaL_checkstring(L, 2), luaL_checkstring(L, 3),
                                     luaL_checkstring(L, 4), &run);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushinteger(L, run);
    return 1;
}

GLO_FUNCTION(store_run_end, .name = "run_end",
             .doc = "Records how a run ended, and in the log the packs that it used.",
             GLO_TAKES({.name = "store", .type = "store", .doc = "where it is kept"},
                       {.name = "run", .type = "integer", .doc = "its number"},
                       {.name = "status", .type = "string", .values = "done|failed", .doc = "how"},
                       {.name = "options", .type = "table", .is_optional = true},
                       {.name = "packs",
                        .type = "string[]",
                        .is_option = true,
                        .is_optional = true,
                        .doc = "\"harm-index@1.0.0 sha256 4f1c...\""}),
             GLO_GIVES({.type = "boolean", .doc = "true"}), .fails = "read_only, busy",
             .needs = GLO_NEEDS_STORE_WRITE, .is_door = true, .since = "0.1") {
    glo_store *store = glo_use_store(L, 1);
    lua_Integer run = luaL_checkinteger(L, 2);
    size_t count;
    const char *how = luaL_checkstring(L, 3);
    const char *const *packs = (const char *const *)glo_field_texts(L, 4, "packs", &count);
    int status = glo_store_run_end(store, run, how, packs);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushboolean(L, 1);
    return 1;
}

static int store_to_text(lua_State *L) {
    const store_slot *slot = luaL_checkudata(L, 1, STORE);
    glo_buf *text = glo_push_buf(L);
    if (slot->store && !slot->is_closed) {
        const char *path = glo_store_path(slot->store);
        glo_buf_text(text, "store ");
        glo_text_visible(text, path, strlen(path), "");
        glo_buf_text(text, glo_store_is_read_only(slot->store) ? " (read only)" : "");
    } else {
        glo_buf_text(text, "store (closed)");
    }
    return glo_give_text(L, text);
}

static const glo_function *const methods[] = {
    &store_close_entry,     &store_path_entry,    &store_is_read_only_entry,   &store_state_entry,
    &store_resolve_entry,   &store_cells_entry,   &store_retract_entry,        &store_check_entry,
    &store_rebuild_entry,   &store_anchor_entry,  &store_load_reference_entry, &store_disclose_entry,
    &store_run_begin_entry, &store_run_end_entry, &store_source_entry,         NULL};
static const glo_function *const functions[] = {&store_open_entry, &store_create_entry, NULL};

void glo_bind_store(lua_State *L) {
    glo_new_metatable(L, STORE);
    lua_newtable(L); /* methods; the Lua library adds to it through core.store_methods */
    glo_bind(L, methods);
    glo_bind_import(L);
    glo_bind_reported(L);
    glo_bind_messages(L);
    lua_pushvalue(L, -1);
    lua_setfield(L, -4, "store_methods");
    lua_setfield(L, -2, "__index");
    static const luaL_Reg meta[] = {
        {"__gc", store_close}, {"__close", store_close}, {"__tostring", store_to_text}, {NULL, NULL}};
    luaL_setfuncs(L, meta, 0);
    lua_pop(L, 1);
    glo_bind(L, functions);
}
