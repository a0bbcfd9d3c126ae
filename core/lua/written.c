/* written.c: how figures and dates of a file are written, as a call says it. Example in written.h. */
#include "written.h"

#include "io/number.h"
#include "lua/bind.h"

#include <lauxlib.h>
#include <string.h>

char glo_check_mark(lua_State *L, int options, const char *name) {
    const char *text = glo_field_text(L, options, name, NULL);
    if (!text)
        return 0;
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        return '\t';
    if (strlen(text) != 1)
        glo_error(L, "bad argument '%s': expected one character, got '%s'", name, text);
    return text[0];
}

char glo_check_thousands(lua_State *L, int options) {
    const char *text = glo_field_text(L, options, "thousands", NULL);
    char mark = 0;
    if (text && strcmp(text, "any") == 0)
        return GLO_ANY_MARK;
    if (text && (glo_number_mark(text, text + strlen(text), &mark) != strlen(text) || *text == '\0'))
        glo_error(L, "bad argument 'thousands': expected . , ' a space or any, got '%s'", text);
    return mark;
}

glo_date_order glo_check_date_order(lua_State *L, int options, bool *out_is_told) {
    static const char *const names[] = {"iso", "dmy", "mdy", "excel"};
    const char *order = glo_field_text(L, options, "dates", NULL);
    *out_is_told = order != NULL;
    for (int i = 0; order && i < 4; i++) {
        if (strcmp(order, names[i]) == 0)
            return (glo_date_order)i;
    }
    if (order)
        glo_error(L, "bad argument 'dates': unknown order '%s', use iso, dmy, mdy or excel", order);
    return GLO_ORDER_ISO;
}
