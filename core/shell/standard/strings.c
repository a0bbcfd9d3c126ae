/* strings.c: string.find, match, gmatch and gsub over the matcher of pattern.h, so that Ctrl-C ends a match
 * that backtracks. Arguments, results and messages are those of the manual; scripts see no difference but
 * that.
 *
 * Reference: Lua 5.4 Reference Manual, section 6.4.
 */
#include "pattern.h"
#include "standard.h"

#include <lauxlib.h>
#include <stdbool.h>
#include <string.h>

enum { SMALL = 48, PLAIN_BLOCK = 1 << 24 };

/* Room for the items of a short pattern; a long one gets a userdata. */
typedef struct small_room {
    _Alignas(16) char bytes[(SMALL + 1) * 40];
} small_room;

static void check(void *context) {
    budget_spend(context, PATTERN_STEPS);
    interrupt_check(context);
}

/* Reads the pattern at argument `index` from `skip` on. A long one leaves a userdata on the stack. */
static void read_pattern(lua_State *L, int index, size_t skip, pattern *p, small_room *small) {
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    size_t need = pattern_room(length - skip);
    void *room = need <= sizeof small->bytes ? small->bytes : lua_newuserdatauv(L, need, 0);
    p->pause = check;
    p->context = L;
    p->steps = 0;
    budget_spend(L, length);
    const char *fault = pattern_read(p, text + skip, length - skip, room);
    if (fault)
        luaL_error(L, "%s", fault);
}

/* The end of a match that starts at `at`, or NULL. */
static const char *match_at(lua_State *L, pattern *p, const char *from, const char *to, const char *at) {
    const char *end = pattern_match(p, from, to, at);
    budget_spend(L, p->steps);
    p->steps = 0;
    if (p->too_deep)
        luaL_error(L, "pattern too complex");
    return end;
}

/* ---- captures ---- */

/* The capture, counted from 0; where the pattern has none, capture 0 is the whole match. */
static void push_capture(lua_State *L, const pattern *p, int i, const char *start, const char *end) {
    if (i >= p->capture_count) {
        if (i != 0)
            luaL_error(L, "invalid capture index %%%d in replacement string", i + 1);
        lua_pushlstring(L, start, (size_t)(end - start));
    } else if (p->captures[i].length == PATTERN_POSITION) {
        lua_pushinteger(L, p->captures[i].from - p->from + 1);
    } else {
        lua_pushlstring(L, p->captures[i].from, (size_t)p->captures[i].length);
    }
}

/* All captures, or else the whole match unless `start` is NULL; returns how many. */
static int push_captures(lua_State *L, const pattern *p, const char *start, const char *end) {
    int count = p->capture_count == 0 && start ? 1 : p->capture_count;
    luaL_checkstack(L, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(L, p, i, start, end);
    return count;
}

/* ---- find and match ---- */

/* The place that argument `index` names, from 0 on; negative ones count from the end. More than `length` when
 * it is behind the end. */
static size_t start_of(lua_State *L, int index, size_t length) {
    lua_Integer at = luaL_optinteger(L, index, 1);
    if (at > 0)
        return (size_t)at - 1;
    if (at == 0 || at < -(lua_Integer)length)
        return 0;
    return length - (size_t)-at;
}

static bool has_no_marks(lua_State *L, const char *text, size_t length) {
    budget_spend(L, length / BYTES_PER_STEP);
    for (size_t i = 0; i < length; i++) {
        if (text[i] && strchr("^$*+?.([%-", text[i]))
            return false;
    }
    return true;
}

/* memmem, in blocks, so that a stop is heard in a text of any size. */
static const char *find_plain(lua_State *L, const char *text, size_t length, const char *what, size_t size) {
    while (length >= size) {
        size_t block = length - size > PLAIN_BLOCK ? PLAIN_BLOCK + size : length;
        const char *found = size ? memmem(text, block, what, size) : text;
        budget_spend(L, (found ? (size_t)(found - text) : block) / BYTES_PER_STEP);
        if (found || block == length)
            return found;
        text += PLAIN_BLOCK;
        length -= PLAIN_BLOCK;
        interrupt_check(L);
    }
    return NULL;
}

static int find_or_match(lua_State *L, int is_find) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *what = luaL_checklstring(L, 2, &size);
    size_t start = start_of(L, 3, length);
    if (start > length) {
        luaL_pushfail(L);
        return 1;
    }
    if (is_find && (lua_toboolean(L, 4) || has_no_marks(L, what, size))) {
        const char *found = find_plain(L, text + start, length - start, what, size);
        if (found) {
            lua_pushinteger(L, found - text + 1);
            lua_pushinteger(L, found - text + (ptrdiff_t)size);
            return 2;
        }
        luaL_pushfail(L);
        return 1;
    }
    pattern p;
    small_room room;
    unsigned steps = 0;
    int is_anchored = size > 0 && *what == '^';
    read_pattern(L, 2, (size_t)is_anchored, &p, &room);
    for (const char *at = text + start; at <= text + length; at++) {
        loop_step(L, &steps);
        const char *end = match_at(L, &p, text, text + length, at);
        if (end && is_find) {
            lua_pushinteger(L, at - text + 1);
            lua_pushinteger(L, end - text);
            return push_captures(L, &p, NULL, NULL) + 2;
        }
        if (end)
            return push_captures(L, &p, at, end);
        if (is_anchored)
            break;
    }
    luaL_pushfail(L);
    return 1;
}

int string_find(lua_State *L) {
    return find_or_match(L, 1);
}

int string_match(lua_State *L) {
    return find_or_match(L, 0);
}

/* ---- gmatch ---- */

/* The state of one walk, in a userdata; the items of the pattern follow it. Text and pattern are upvalues. */
typedef struct walk {
    pattern p;
    const char *from, *to, *at,
        *last; /* last: the end of the match before, which an empty one must not repeat */
    _Alignas(16) char room[];
} walk;

static int next_match(lua_State *L) {
    walk *w = lua_touserdata(L, lua_upvalueindex(3));
    unsigned steps = 0;
    w->p.context = L;
    for (; w->at <= w->to; w->at++) {
        loop_step(L, &steps);
        const char *start = w->at, *end = match_at(L, &w->p, w->from, w->to, start);
        if (end && end != w->last) {
            w->at = w->last = end;
            return push_captures(L, &w->p, start, end);
        }
    }
    return 0;
}

int string_gmatch(lua_State *L) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length);
    const char *what = luaL_checklstring(L, 2, &size);
    size_t start = start_of(L, 3, length);
    budget_spend(L, size);
    lua_settop(L, 2);
    walk *w = lua_newuserdatauv(L, sizeof *w + pattern_room(size), 0);
    *w = (walk){.p = {.pause = check, .context = L}, .from = text, .to = text + length};
    w->at = text + (start > length ? length + 1 : start);
    const char *fault = pattern_read(&w->p, what, size, w->room);
    if (fault)
        return luaL_error(L, "%s", fault);
    lua_pushcclosure(L, next_match, 3);
    return 1;
}

/* ---- gsub ---- */

/* Adds the replacement text of argument 3, with %0 to %9 for what they stand for. */
static void add_text(lua_State *L, luaL_Buffer *out, const pattern *p, const char *start, const char *end) {
    size_t length;
    const char *text = lua_tolstring(L, 3, &length), *last = text + length;
    while (text < last) {
        const char *mark = memchr(text, '%', (size_t)(last - text));
        luaL_addlstring(out, text, (size_t)((mark ? mark : last) - text));
        if (!mark)
            return;
        char c = mark + 1 < last ? mark[1] : '\0';
        if (c == '%') {
            luaL_addchar(out, '%');
        } else if (c == '0') {
            luaL_addlstring(out, start, (size_t)(end - start));
        } else if (c >= '1' && c <= '9') {
            push_capture(L, p, c - '1', start, end);
            luaL_tolstring(L, -1, NULL);
            lua_remove(L, -2);
            luaL_addvalue(out);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
        text = mark + 2;
    }
}

/* Adds what stands for the match; returns whether that differs from the match itself. */
static bool add_replacement(lua_State *L, luaL_Buffer *out, const pattern *p, const char *start,
                            const char *end) {
    switch (lua_type(L, 3)) {
    case LUA_TFUNCTION:
        lua_pushvalue(L, 3);
        lua_call(L, push_captures(L, p, start, end), 1);
        break;
    case LUA_TTABLE:
        push_capture(L, p, 0, start, end);
        lua_gettable(L, 3);
        break;
    default:
        add_text(L, out, p, start, end);
        return true;
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        luaL_addlstring(out, start, (size_t)(end - start));
        return false;
    }
    if (!lua_isstring(L, -1))
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    luaL_addvalue(out);
    return true;
}

int string_gsub(lua_State *L) {
    size_t length, size;
    const char *text = luaL_checklstring(L, 1, &length), *to = text + length, *at = text, *last = NULL;
    const char *what = luaL_checklstring(L, 2, &size);
    int type = lua_type(L, 3), is_anchored = size > 0 && *what == '^', has_changed = 0;
    luaL_argexpected(
        L, type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION || type == LUA_TTABLE, 3,
        "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)length + 1), count = 0;
    pattern p;
    small_room room;
    unsigned steps = 0;
    luaL_Buffer out;
    read_pattern(L, 2, (size_t)is_anchored, &p, &room);
    luaL_buffinit(L, &out);
    while (count < most) {
        loop_step(L, &steps);
        const char *end = match_at(L, &p, text, to, at);
        if (end && end != last) {
            count++;
            has_changed |= add_replacement(L, &out, &p, at, end);
            at = last = end;
        } else if (at < to) {
            luaL_addchar(&out, *at);
            at++;
        } else {
            break;
        }
        if (is_anchored)
            break;
    }
    if (has_changed) {
        luaL_addlstring(&out, at, (size_t)(to - at));
        luaL_pushresult(&out);
    } else {
        lua_pushvalue(L, 1);
    }
    lua_pushinteger(L, count);
    return 2;
}
