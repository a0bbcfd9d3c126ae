/* texts.c: functions over long texts, in pieces with a look at Ctrl-C's flag between them. Short texts go to the
 * stock functions.
 *
 * Reference: Lua 5.4 Reference Manual, sections 6.1, 6.4 and 6.5.
 */
#include "standard.h"

#include <ctype.h>
#include <lauxlib.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COPIED = 1 << 24 };

/* string.rep(s, n, sep): what stands there already is copied behind itself, twice as much each time. */
int string_rep(lua_State *L) {
    size_t length, between;
    const char *text = luaL_checklstring(L, 1, &length);
    lua_Integer times = luaL_checkinteger(L, 2);
    const char *separator = luaL_optlstring(L, 3, "", &between);
    size_t unit = length + between;
    if (unit == 0) { /* the stock function counts to the end for it */
        lua_pushliteral(L, "");
        return 1;
    }
    if (times <= 0 || unit < length || (size_t)times > PTRDIFF_MAX / unit)
        return call_stock(L);
    if ((size_t)times * unit < LARGE_TEXT) {
        budget_spend(L, (size_t)times * unit / BYTES_PER_STEP);
        return call_stock(L);
    }
    size_t total = (size_t)times * unit - between, done = unit < total ? unit : total;
    budget_spend(L, total / BYTES_PER_STEP);
    luaL_Buffer out;
    char *to = luaL_buffinitsize(L, &out, total);
    memcpy(to, text, length);
    memcpy(to + length, separator, done - length);
    while (done < total) {
        size_t piece = total - done < done ? total - done : done;
        if (piece > COPIED) /* a whole number of units, so that the next piece starts with one */
            piece = COPIED - COPIED % unit ? COPIED - COPIED % unit : unit < piece ? unit : piece;
        memcpy(to + done, to, piece);
        done += piece;
        interrupt_check(L);
    }
    luaL_pushresultsize(&out, total);
    return 1;
}

/* ---- one character for one ---- */

static int raised(int c) {
    return toupper(c);
}

static int lowered(int c) {
    return tolower(c);
}

static int kept(int c) {
    return c;
}

static int map_text(lua_State *L, int (*map)(int), bool is_backward) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    budget_spend(L, length / BYTES_PER_STEP);
    if (length < LARGE_TEXT)
        return call_stock(L);
    luaL_Buffer out;
    char *to = luaL_buffinitsize(L, &out, length);
    for (size_t i = 0; i < length; i++) {
        if (i % TEXT_PIECE == 0)
            interrupt_check(L);
        to[is_backward ? length - 1 - i : i] = (char)map((unsigned char)text[i]);
    }
    luaL_pushresultsize(&out, length);
    return 1;
}

int string_upper(lua_State *L) {
    return map_text(L, raised, false);
}

int string_lower(lua_State *L) {
    return map_text(L, lowered, false);
}

int string_reverse(lua_State *L) {
    return map_text(L, kept, true);
}

/* ---- string.format ---- */

/* The message of a piece, "bad argument #N to 'NAME' (TEXT)", whose arguments were counted from its first, as of the whole
 * call. */
static int raise_of_piece(lua_State *L, int earlier) {
    static const char start[] = "bad argument #";
    const char *message = lua_tostring(L, -1);
    char *end = NULL;
    if (!message || strncmp(message, start, sizeof start - 1) != 0)
        return lua_error(L);
    const long place = strtol(message + sizeof start - 1, &end, 10);
    const char *text = strncmp(end, " to '", 5) == 0 ? strstr(end, "' (") : NULL;
    if (!text || place < 1 || place > INT_MAX - earlier)
        return lua_error(L);
    lua_pushlstring(L, text + 3, strlen(text + 3) - 1);
    return luaL_argerror(L, (int)place + earlier, lua_tostring(L, -1));
}

/* A format on its way: the text of which `first` and what follows are the arguments, `last` the last there is. */
typedef struct formatting {
    luaL_Buffer out;
    const char *from;
    int first, last;
} formatting;

/* Adds what the stock function makes of the format up to `to`, which takes the arguments before `next`. */
static void add_formatted(lua_State *L, formatting *f, const char *to, int next) {
    int count = (next <= f->last ? next : f->last + 1) - f->first;
    luaL_checkstack(L, count + LUA_MINSTACK, "too many arguments");
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_pushlstring(L, f->from, (size_t)(to - f->from));
    for (int i = 0; i < count; i++)
        lua_pushvalue(L, f->first + i);
    if (lua_pcall(L, (count > 0 ? count : 0) + 1, 1, 0) != LUA_OK)
        raise_of_piece(L, f->first - 2);
    luaL_addvalue(&f->out);
    interrupt_check(L);
    f->from = to;
    f->first = next;
}

/* Where a piece of a text may end: not between a control character and a digit, which %q writes otherwise then. */
static size_t quoted_piece(const char *text, size_t length) {
    size_t piece = length < TEXT_PIECE ? length : TEXT_PIECE;
    if (piece < length && iscntrl((unsigned char)text[piece - 1]) && isdigit((unsigned char)text[piece]))
        piece++;
    return piece;
}

/* Adds a long text as %q writes it: each piece without the quotes around it. */
static void add_quoted(lua_State *L, luaL_Buffer *out, int index) {
    size_t length, quoted;
    const char *text = lua_tolstring(L, index, &length);
    luaL_addchar(out, '"');
    while (length > 0) {
        size_t piece = quoted_piece(text, length);
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushliteral(L, "%q");
        lua_pushlstring(L, text, piece);
        lua_call(L, 2, 1);
        const char *made = lua_tolstring(L, -1, &quoted);
        lua_pushlstring(L, made + 1, quoted - 2);
        lua_remove(L, -2);
        luaL_addvalue(out);
        interrupt_check(L);
        text += piece;
        length -= piece;
    }
    luaL_addchar(out, '"');
}

static bool is_long(lua_State *L, int index) {
    return lua_type(L, index) == LUA_TSTRING && lua_rawlen(L, index) >= LARGE_TEXT;
}

static int format_in_pieces(lua_State *L, const char *format, size_t length) {
    const char *end = format + length, *at = format;
    formatting f = {.from = format, .first = 2, .last = lua_gettop(L)};
    int next = 2;
    luaL_buffinit(L, &f.out);
    while (at < end) {
        const char *mark = at++;
        if (*mark == '%' && at < end && *at == '%') {
            at++;
        } else if (*mark == '%' && at < end && *at == 'q' && next <= f.last && is_long(L, next)) {
            add_formatted(L, &f, mark, next);
            add_quoted(L, &f.out, next);
            f.from = ++at;
            f.first = ++next;
        } else if (*mark == '%') {
            at += strspn(at, "-+ #0123456789.");
            at += at < end;
            next++;
        }
        if (at - f.from >= TEXT_PIECE)
            add_formatted(L, &f, at, next);
    }
    add_formatted(L, &f, end, next);
    luaL_pushresult(&f.out);
    return 1;
}

int string_format(lua_State *L) {
    size_t length;
    const char *format = luaL_checklstring(L, 1, &length);
    bool is_large = length >= LARGE_TEXT;
    size_t bytes = length;
    for (int i = lua_gettop(L); i >= 2; i--) {
        bytes += lua_type(L, i) == LUA_TSTRING ? lua_rawlen(L, i) : 0;
        is_large = is_large || is_long(L, i);
    }
    budget_spend(L, bytes / BYTES_PER_STEP);
    return is_large ? format_in_pieces(L, format, length) : call_stock(L);
}

/* ---- utf8 ---- */

/* A place in a text as the manual counts them, from its end where it is negative. */
static lua_Integer place_in(lua_Integer place, size_t length) {
    if (place >= 0)
        return place;
    return (size_t)-place > length ? 0 : (lua_Integer)length + place + 1;
}

/* Where the character after the last one that begins at or before `last` begins. */
static lua_Integer next_character(const char *text, size_t length, lua_Integer last) {
    while (last > 1 && ((unsigned char)text[last - 1] & 0xC0) == 0x80)
        last--;
    unsigned char lead = (unsigned char)text[last - 1];
    lua_Integer size = lead < 0xC0   ? 1
                       : lead < 0xE0 ? 2
                       : lead < 0xF0 ? 3
                       : lead < 0xF8 ? 4
                       : lead < 0xFC ? 5
                                     : 6;
    return last + size <= (lua_Integer)length + 1 ? last + size : (lua_Integer)length + 1;
}

/* utf8.len(s, i, j, lax) */
int utf8_length(lua_State *L) {
    size_t length;
    const char *text = luaL_checklstring(L, 1, &length);
    budget_spend(L, length / BYTES_PER_STEP);
    if (length < LARGE_TEXT)
        return call_stock(L);
    lua_Integer from = place_in(luaL_optinteger(L, 2, 1), length),
                to = place_in(luaL_optinteger(L, 3, -1), length);
    if (from < 1 || from > (lua_Integer)length + 1 || to > (lua_Integer)length)
        return call_stock(L); /* which refuses it */
    lua_Integer count = 0;
    lua_settop(L, 4);
    while (from <= to) {
        lua_Integer last = to - from < TEXT_PIECE ? to : from + TEXT_PIECE - 1;
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushvalue(L, 1);
        lua_pushinteger(L, from);
        lua_pushinteger(L, last);
        lua_pushvalue(L, 4);
        lua_call(L, 4, 2);
        if (!lua_isinteger(L, -2))
            return 2; /* nil and the place of what is no UTF-8 */
        count += lua_tointeger(L, -2);
        lua_pop(L, 2);
        from = next_character(text, length, last);
        interrupt_check(L);
    }
    lua_pushinteger(L, count);
    return 1;
}

/* utf8.offset(s, n, i) */
int utf8_place(lua_State *L) {
    enum { CHARACTERS = 1 << 19 };
    size_t length;
    luaL_checklstring(L, 1, &length);
    lua_Integer n = luaL_checkinteger(L, 2);
    budget_spend(L, length / BYTES_PER_STEP);
    lua_settop(L, 3);
    while (length >= LARGE_TEXT && (n > CHARACTERS || n < -CHARACTERS)) {
        lua_Integer taken = n > 0 ? CHARACTERS : -CHARACTERS;
        lua_pushvalue(L, lua_upvalueindex(1));
        lua_pushvalue(L, 1);
        lua_pushinteger(L, n > 0 ? taken + 1 : taken);
        if (lua_isnil(L, 3))
            lua_pushinteger(L, n > 0 ? 1 : (lua_Integer)length + 1);
        else
            lua_pushvalue(L, 3);
        if (lua_pcall(L, 3, 1, 0) != LUA_OK) {
            lua_pop(L, 1);
            return call_stock(L); /* the message of the first piece is that of the whole */
        }
        interrupt_check(L);
        if (lua_isnil(L, -1))
            return 1;
        lua_Integer place = lua_tointeger(L, -1);
        n -= taken;
        lua_settop(L, 1);
        lua_pushinteger(L, n);
        lua_pushinteger(L, place);
    }
    return call_stock(L);
}

/* ---- load ---- */

typedef struct remaining {
    lua_State *L;
    const char *text;
    size_t length;
} remaining;

static const char *read_piece(lua_State *L, void *context, size_t *out) {
    remaining *rest = context;
    (void)L;
    interrupt_check(rest->L); /* the parser catches it */
    size_t piece = rest->length < TEXT_PIECE ? rest->length : TEXT_PIECE;
    const char *text = rest->text;
    rest->text += piece;
    rest->length -= piece;
    *out = piece;
    return text;
}

/* A reader in the place of the script's: what it gives takes the parser steps. */
static int read_counted(lua_State *L) {
    lua_pushvalue(L, lua_upvalueindex(1));
    lua_call(L, 0, 1);
    if (lua_type(L, 1) == LUA_TSTRING)
        budget_spend(L, lua_rawlen(L, 1));
    return 1;
}

/* load(chunk, chunkname, mode, env) */
int load_chunk(lua_State *L) {
    if (lua_type(L, 1) == LUA_TSTRING) {
        budget_spend(L, lua_rawlen(L, 1));
    } else if (lua_type(L, 1) == LUA_TFUNCTION) {
        lua_pushvalue(L, 1);
        lua_pushcclosure(L, read_counted, 1);
        lua_replace(L, 1);
    }
    if (!is_long(L, 1))
        return call_stock(L);
    remaining rest = {.L = L};
    rest.text = lua_tolstring(L, 1, &rest.length);
    const char *name = luaL_optstring(L, 2, rest.text), *mode = luaL_optstring(L, 3, "bt");
    bool has_environment = !lua_isnone(L, 4);
    int status = lua_load(L, read_piece, &rest, name, mode);
    interrupt_check(L);
    if (status != LUA_OK) {
        luaL_pushfail(L);
        lua_insert(L, -2);
        return 2;
    }
    if (has_environment) {
        lua_pushvalue(L, 4);
        if (!lua_setupvalue(L, -2, 1))
            lua_pop(L, 1);
    }
    return 1;
}
