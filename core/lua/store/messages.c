/* messages.c: single messages counted and held against time limits, as a Lua value. foresight/cooperation/ turns what an analyst
 * writes into the call below.
 *
 * Example (Lua):  f, note = store:message_counts{by={"country"}, limits={"8h"}, urgencies={"urgent=8h"}, otherwise="7d"}
 */
#include "store/messages.h"

#include "base/err.h"
#include "lua/bind.h"
#include "panel.h"
#include "store.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

enum { URGENCIES = 64, LONGEST = 100000 };

static const char *const keys[GLO_MESSAGE_KEYS] = {"channel", "country", "kind", "urgency", "instrument"};

/* "8h", "90m", "3d" (calendar days). */
static glo_time_limit check_limit(lua_State *L, const char *text) {
    char *end = NULL;
    const long length = strtol(text, &end, 10);
    if (end == text || length < 0 || length > LONGEST || !*end || end[1] || !strchr("mhd", *end))
        glo_error(L, "'%s' is no time limit: expected hours or calendar days, such as 8h or 3d", text);
    return (glo_time_limit){.length = (int32_t)(*end == 'h' ? length * 60 : length), .is_days = *end == 'd'};
}

static void check_limits(lua_State *L, glo_message_spec *spec, glo_urgency_limit urgencies[URGENCIES]) {
    size_t count;
    const char **texts = glo_field_texts(L, 2, "limits", &count);
    luaL_argcheck(L, count <= GLO_MESSAGE_LIMITS, 2, "at most 8 limits");
    for (size_t i = 0; i < count; i++)
        spec->limits[i] = check_limit(L, texts[i]);
    spec->limit_count = count;
    texts = glo_field_texts(L, 2, "urgencies", &count);
    luaL_argcheck(L, count <= URGENCIES, 2, "at most 64 urgencies");
    for (size_t i = 0; i < count; i++) {
        const char *mark = strrchr(texts[i], '=');
        luaL_argcheck(L, mark, 2, "expected urgency=limit");
        urgencies[i].urgency = lua_pushlstring(L, texts[i], (size_t)(mark - texts[i]));
        urgencies[i].limit = check_limit(L, mark + 1);
    }
    spec->urgencies = urgencies;
    spec->urgency_count = count;
    spec->otherwise = check_limit(L, glo_field_text(L, 2, "otherwise", "7d"));
}

static void check_keys(lua_State *L, glo_message_spec *spec) {
    size_t count;
    const char **by = glo_field_texts(L, 2, "by", &count);
    for (size_t i = 0; i < count; i++) {
        int key = 0;
        while (key < GLO_MESSAGE_KEYS && strcmp(keys[key], by[i]) != 0)
            key++;
        luaL_argcheck(L, key < GLO_MESSAGE_KEYS, 2,
                      "messages are grouped by channel, country, kind, urgency, instrument");
        spec->by |= 1u << key;
    }
    for (int key = 0; key < GLO_MESSAGE_KEYS; key++)
        spec->only[key].texts = glo_field_texts(L, 2, keys[key], &spec->only[key].count);
}

static void push_note(lua_State *L, const glo_message_note *note) {
    char date[GLO_DATE_SIZE];
    const int64_t until = note->until < 0 ? (note->until - 1439) / 1440 : note->until / 1440;
    lua_newtable(L);
    lua_pushlstring(L, date, glo_date_format((int32_t)until, GLO_DAY, date));
    lua_setfield(L, -2, "until");
    lua_pushinteger(L, note->messages);
    lua_setfield(L, -2, "messages");
    lua_pushinteger(L, note->undue);
    lua_setfield(L, -2, "undue");
    lua_pushinteger(L, note->untimed);
    lua_setfield(L, -2, "untimed");
    lua_pushinteger(L, note->after);
    lua_setfield(L, -2, "after");
    lua_pushinteger(L, note->taken_off);
    lua_setfield(L, -2, "taken_off");
}

GLO_FUNCTION(
    store_message_counts, .name = "store:message_counts",
    .doc = "Single messages counted and held against time limits; compliance is the way to call it.",
    GLO_TAKES(
        {.name = "options",
         .type = "table",
         .doc = "by, every, from, to, until, state, limits, urgencies, otherwise; channel, country, kind, "
                "urgency, instrument: lists"}),
    GLO_GIVES({.type = "frame", .doc = "marked as the messages are"},
              {.type = "table", .doc = "until, messages, undue, untimed, after, taken_off"}),
    .fails = "invalid: too many rows; corrupt", .is_internal = true, .needs = GLO_NEEDS_STORE_READ,
    .since = "0.1", .example = "(store:message_counts{}):columns()[1] --> messages") {
    glo_store *store = glo_use_store(L, 1);
    glo_urgency_limit urgencies[URGENCIES];
    luaL_checktype(L, 2, LUA_TTABLE);
    luaL_checkstack(L, URGENCIES + 40, "options");
    glo_message_spec spec = {.state = glo_field_integer(L, 2, "state", INT64_MAX),
                             .from = glo_day_option(L, 2, "from", 0, GLO_DAY_MIN),
                             .to = glo_day_option(L, 2, "to", 1, GLO_DAY_MAX),
                             .until = GLO_MESSAGES_KNOWN,
                             .every = GLO_ALL};
    const char *every = glo_field_text(L, 2, "every", NULL);
    if (every && glo_span_parse(every, &spec.every) < 0)
        return glo_raise(L);
    if (glo_push_field(L, 2, "until") != LUA_TNIL)
        spec.until = (int64_t)glo_day_option(L, 2, "until", 1, GLO_DAY_MAX) * 1440 + 1439;
    check_limits(L, &spec, urgencies);
    check_keys(L, &spec);
    glo_frame **slot = glo_push_frame_slot(L);
    glo_message_note note;
    const glo_status status = glo_store_messages(store, &spec, glo_lua_job(L), slot, &note);
    if (status < 0)
        return glo_fail_or_raise(L, status);
    push_note(L, &note);
    return 2;
}

static const glo_function *const methods[] = {&store_message_counts_entry, NULL};

void glo_bind_messages(lua_State *L) {
    glo_bind(L, methods);
}
