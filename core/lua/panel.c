/* panel.c: how a frame is read as series, out of a table of options. Example in panel.h. */
#include "panel.h"

#include "base/err.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <string.h>

int glo_raise_about(lua_State *L, int options, const char *name) {
    return glo_error(L, "bad argument '%s' to '%s': %s", name,
                     glo_field_text(L, options, "function", "forecast"), glo_message());
}

int32_t glo_check_cutoff(lua_State *L, int options) {
    const char *text = glo_field_text(L, options, "cutoff", NULL);
    int32_t day;
    glo_span span;
    if (!text)
        return GLO_NO_CUTOFF;
    if (glo_date_parse(text, strlen(text), GLO_ORDER_ISO, &day, &span) < 0)
        glo_raise_about(L, options, "cutoff");
    return glo_span_last(day, span);
}

int32_t glo_day_option(lua_State *L, int options, const char *name, int is_last, int32_t otherwise) {
    const char *text = glo_field_text(L, options, name, NULL);
    int32_t day;
    glo_span span;
    if (!text || glo_date_parse(text, strlen(text), GLO_ORDER_ISO, &day, &span) < 0)
        return otherwise;
    return is_last ? glo_span_last(day, span) : day;
}

/* options.covered_from, covered_to, zeros_before, zeros_to: foresight/shared/periods.lua. */
static glo_covered check_covered(lua_State *L, int options) {
    const char *before = glo_field_text(L, options, "zeros_before", "");
    return (glo_covered){.is_known = 1,
                         .first = glo_day_option(L, options, "covered_from", 0, GLO_DAY_MIN),
                         .last = glo_day_option(L, options, "covered_to", 1, GLO_DAY_MAX),
                         .zeros_before = strcmp(before, "certain") == 0  ? GLO_ZEROS_CERTAIN
                                         : strcmp(before, "likely") == 0 ? GLO_ZEROS_LIKELY
                                                                         : GLO_ZEROS_NOT_SAID,
                         .zeros_to = glo_day_option(L, options, "zeros_to", 1, GLO_DAY_MIN)};
}

glo_panel_spec glo_check_panel(lua_State *L, int options) {
    return (glo_panel_spec){.value = glo_field_text(L, options, "value", NULL),
                            .gaps_are_zero = glo_field_boolean(L, options, "gaps_are_zero"),
                            .cutoff = glo_check_cutoff(L, options),
                            .covered = check_covered(L, options)};
}
