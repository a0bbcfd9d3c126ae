/* reconcile.c: the names of a column of zones as Lua sees them: what each becomes in the light of the others, before a file is
 * imported.
 *
 * Example (Lua):  store:reconcile({"Liège", "Seraing", "Saint-Nicolas"})[3].code   --> BE-62093
 */
#include "store/reconcile.h"

#include "base/err.h"
#include "hold.h"
#include "lua/bind.h"
#include "store.h"

static void free_names(void *slot) {
    glo_reconciler_free(*(glo_reconciler **)slot);
}

enum { TEXTS = 2 }; /* where the list stands; all of it texts */

/* Raises nothing: the list was checked. */
static int give_texts(void *context, glo_reconciler *names) {
    lua_State *L = context;
    glo_status status = GLO_OK;
    const lua_Integer count = (lua_Integer)glo_list_length(L, TEXTS);
    for (lua_Integer i = 1; status == GLO_OK && i <= count; i++) {
        lua_rawgeti(L, TEXTS, i);
        status = glo_reconciler_add(names, lua_tostring(L, -1));
        lua_pop(L, 1);
    }
    return status;
}

static void check_texts(lua_State *L) {
    luaL_checktype(L, TEXTS, LUA_TTABLE);
    const lua_Integer count = (lua_Integer)glo_list_length(L, TEXTS);
    for (lua_Integer i = 1; i <= count; i++) {
        if (lua_rawgeti(L, TEXTS, i) != LUA_TSTRING)
            glo_error(L, "bad argument #1 to 'reconcile': expected texts, got a %s", luaL_typename(L, -1));
        lua_pop(L, 1);
    }
}

static void set_text(lua_State *L, const char *name, const char *text) {
    if (!text)
        return;
    lua_pushstring(L, text);
    lua_setfield(L, -2, name);
}

/* {text, code, kind, country, is_code, meanings} or {text, fault, why} */
static glo_status push_match(lua_State *L, glo_reconciler *names, const char *text) {
    glo_name_match match;
    glo_status status = glo_reconciler_resolve(names, text, &match);
    if (status < 0 && status != GLO_ENOTFOUND && status != GLO_EAMBIGUOUS && status != GLO_EINVAL)
        return status;
    lua_newtable(L);
    set_text(L, "text", text);
    if (status < 0) {
        set_text(L, "fault", glo_status_name(status));
        set_text(L, "why", glo_message());
        return GLO_OK;
    }
    set_text(L, "code", match.code);
    set_text(L, "kind", match.kind);
    set_text(L, "country", match.country);
    lua_pushboolean(L, match.is_code);
    lua_setfield(L, -2, "is_code");
    lua_pushinteger(L, match.meanings);
    lua_setfield(L, -2, "meanings");
    return GLO_OK;
}

GLO_FUNCTION(
    store_reconcile, .name = "store:reconcile",
    .doc =
        "What the names in a column of zones become, each read in the light of the others: a name of several "
        "meanings takes the one of the kind and place that most of the others have.",
    GLO_TAKES({.name = "texts", .type = "string[]", .doc = "the names"},
              {.name = "options", .type = "table", .is_optional = true},
              {.name = "kind",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .set = "level",
               .doc = "what they are, such as municipality"},
              {.name = "within",
               .type = "string",
               .is_option = true,
               .is_optional = true,
               .set = "zone",
               .doc = "the zone that they lie in"}),
    GLO_GIVES({.type = "table[]",
               .doc = "for each text: text, code, kind, country, is_code, meanings (of which one was taken); "
                      "or text, fault "
                      "(not_found, ambiguous, invalid) and why"}),
    .fails = "not_found: no zone is of the kind, or there is no such place", .needs = GLO_NEEDS_STORE_READ,
    .is_internal = true, .since = "0.1",
    .example = "store:reconcile({'Liège', 'Seraing', 'Ans', 'Saint-Nicolas'})[4].code --> BE-62093\n"
               "store:reconcile({'Utrecht'}, {kind='province', within='NL'})[1].code --> NL-UT\n"
               "store:reconcile({'Nowhereville'})[1].fault --> not_found") {
    glo_store *store = glo_use_store(L, 1);
    check_texts(L);
    const glo_name_scope scope = {glo_field_text(L, 3, "kind", NULL), glo_field_text(L, 3, "within", NULL)};
    const lua_Integer count = (lua_Integer)glo_list_length(L, TEXTS);
    glo_reconciler **names = glo_push_owned(L, sizeof *names, free_names);
    glo_status status = glo_reconciler_new(store, &scope, give_texts, L, names);
    if (status < 0)
        return glo_failure(L, status);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, TEXTS, i);
        if ((status = push_match(L, *names, lua_tostring(L, -1))) < 0)
            return glo_failure(L, status);
        lua_rawseti(L, -3, i);
        lua_pop(L, 1);
    }
    return 1;
}

static const glo_function *const methods[] = {&store_reconcile_entry, NULL};

void glo_bind_reconcile(lua_State *L) {
    lua_getfield(L, -1, "store_methods");
    glo_bind(L, methods);
    lua_pop(L, 1);
}
