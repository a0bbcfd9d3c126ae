/* xml.c: an XML file as a run of bytes, for foresight/scenario/xmile. Not for analysts: they call model.from_xmile.
 *
 * Example (Lua):  events = core.xml_events("teacup.xmile", {"views"})
 */
#include "base/err.h"
#include "exchange/xml_events.h"
#include "hold.h"
#include "lua/bind.h"

#include <lauxlib.h>

GLO_FUNCTION(xml_events_of, .name = "xml_events",
             .doc = "An XML file as a run of bytes, which core/include/exchange/xml_events.h describes.",
             GLO_TAKES({.name = "path", .type = "string", .doc = "the file"},
                       {.name = "skipped",
                        .type = "string[]",
                        .is_optional = true,
                        .doc = "elements whose content is left out"}),
             GLO_GIVES({.type = "string", .doc = "the events"}),
             .fails = "not_found; corrupt: no XML; invalid: too large", .needs = GLO_NEEDS_FILE_READ,
             .is_internal = true, .since = "0.1",
             .example = "select(3, xml_events('/nowhere.xmile')) --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    const char **skipped = NULL;
    size_t count = 0;
    lua_settop(L, 2);
    if (lua_istable(L, 2))
        skipped = glo_push_texts(L, 2, "skipped", &count);
    glo_buf *out = glo_push_buf(L);
    glo_status status = glo_xml_events(path, skipped, count, glo_lua_job(L), out);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushlstring(L, out->data ? out->data : "", out->length);
    return 1;
}

static const glo_function *const functions[] = {&xml_events_of_entry, NULL};

void glo_bind_xml(lua_State *L) {
    glo_bind(L, functions);
}
