/* memory.c: how much memory a statement may take: GLOCAL_MEMORY, such as 2G or 512M, else half of the
 * machine's. What Lua's heap and the cells of all frames hold together counts; what C needs while it works
 * does not.
 *
 * Lua asks for each block here, and a block past the limit is refused; Lua then raises an error that unwinds
 * as any other. What the shell itself does between statements may go RESERVE further, so that a session whose
 * tables fill the limit can still tell so, and let go of them.
 *
 * Example:  memory_limit_from("2G")  ->  2147483648
 *
 * Reference: lua_Alloc, Lua 5.4 Reference Manual, section 4.6.
 */
#include "frame/column.h"
#include "shell.h"

#include <lauxlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { RESERVE = 32 << 20, LEAST = 16 << 20 };

static size_t used, limit = SIZE_MAX, ceiling = SIZE_MAX;

static size_t machine_memory(void) {
    long pages = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGE_SIZE);
    return pages > 0 && size > 0 ? (size_t)pages * (size_t)size : SIZE_MAX;
}

/* "2G" -> bytes; 0 for what is no size. */
static size_t size_of_text(const char *text) {
    static const char letters[] = "KMGT";
    char *end;
    double number = strtod(text, &end);
    const char *letter = *end ? strchr(letters, *end >= 'a' ? *end - 'a' + 'A' : *end) : NULL;
    double factor = 1;
    for (const char *each = letters; letter && each <= letter; each++)
        factor *= 1024;
    end += letter != NULL;
    if (*end == 'B' || *end == 'b')
        end++;
    if (end == text || *end || !(number > 0) || number * factor >= (double)SIZE_MAX)
        return 0;
    return (size_t)(number * factor);
}

/* At the first instruction after the limit was passed: what nobody holds is collected, and if that is not
 * enough the statement ends. */
static void settle(lua_State *L, lua_Debug *where) {
    (void)where;
    lua_sethook(L, NULL, 0, 0);
    lua_gc(L, LUA_GCCOLLECT, 0);
    if (used + glo_column_held() > ceiling)
        luaL_error(L, MEMORY_RAN_OUT);
}

/* The lua_Alloc. A block that passes the limit by a little is given, as a buffer that a C function fills must
 * not fail while there may be garbage; settle() sees to it right after. One that passes it by far is refused.
 */
static void *give(void *context, void *block, size_t before, size_t wanted) {
    (void)context;
    size_t had = block ? before : 0; /* for a new block `before` is the kind of object */
    if (wanted == 0) {
        free(block);
        used -= had;
        return NULL;
    }
    size_t total = used - had + wanted + glo_column_held();
    if (wanted > had && total > ceiling) {
        if (total - ceiling > ceiling / 4)
            return NULL;
        interrupt_hook(settle);
    }
    void *memory = realloc(block, wanted);
    if (memory)
        used = used - had + wanted;
    return memory;
}

/* ---- pools ---- */

enum { REFUSALS = 8, STOPPED_SHARE = 10 };

static memory_pool *running_pool;

/* The lua_Alloc of a state with a pool. What is refused makes Lua collect and ask again, which takes long in a full heap: so not
 * often. A pack that is stopped gets a tenth more, so that unwinding it needs no collection. */
static void *give_from_pool(void *context, void *block, size_t before, size_t wanted) {
    memory_pool *pool = context;
    size_t had = block ? before : 0;
    if (wanted == 0) {
        free(block);
        used -= had;
        pool->used -= had;
        return NULL;
    }
    bool is_stopped = pool->refused >= REFUSALS || interrupt_is_asked();
    size_t most = is_stopped ? pool->most + pool->most / STOPPED_SHARE : pool->most;
    bool is_much = pool->used - had + wanted > most || used - had + wanted + glo_column_held() > ceiling;
    if (wanted > had && is_much) {
        if (++pool->refused >= REFUSALS && pool == running_pool)
            interrupt_stop();
        return NULL;
    }
    if (wanted > had)
        budget_note_bytes(wanted);
    void *memory = realloc(block, wanted);
    if (memory) {
        used = used - had + wanted;
        pool->used = pool->used - had + wanted;
        pool->peak = pool->used > pool->peak ? pool->used : pool->peak;
    }
    return memory;
}

static void allow_columns(const memory_pool *pool) {
    size_t held = glo_column_held(), left = pool && pool->most > pool->used ? pool->most - pool->used : 0;
    glo_column_allow(pool && left < limit && held < limit - left ? held + left : limit);
}

void memory_enter(memory_pool *pool) {
    running_pool = pool;
    pool->refused = 0;
    pool->peak = pool->used;
    allow_columns(pool);
}

bool memory_leave(memory_pool *outer) {
    bool is_stopped = running_pool->refused >= REFUSALS;
    running_pool = outer;
    allow_columns(outer);
    return is_stopped;
}

/* Where not even the message of an error finds memory. Lua would abort; a message and a code are all that is left to give, and
 * the store is as its last transaction left it. */
static int panic(lua_State *L) {
    const char *message = lua_tostring(L, -1);
    say("glocal: %s", message ? message : "an error outside every protection");
    _exit(1);
}

lua_State *memory_new_state(void) {
    lua_State *L = lua_newstate(give, NULL);
    if (L)
        lua_atpanic(L, panic);
    return L;
}

lua_State *memory_new_pooled_state(memory_pool *pool) {
    lua_State *L = lua_newstate(give_from_pool, pool);
    if (L)
        lua_atpanic(L, panic);
    return L;
}

bool memory_open(void) {
    const char *told = getenv("GLOCAL_MEMORY");
    limit = machine_memory() / 2;
    if (told && *told) {
        size_t size = size_of_text(told);
        if (size < LEAST) {
            say("glocal: GLOCAL_MEMORY=%s: write a size of at least 16M, such as 512M or 2G", told);
            return false;
        }
        limit = size;
    }
    glo_column_allow(limit);
    memory_relax();
    return true;
}

void memory_hold(lua_State *L) {
    if (glo_column_held() > limit / 2) /* frames that the analyst let go of make room */
        lua_gc(L, LUA_GCCOLLECT, 0);
    lua_sethook(L, NULL, 0,
                0); /* reading the statement is no reason to refuse it: it may let go of something */
    ceiling = limit;
}

void memory_relax(void) {
    ceiling = limit > SIZE_MAX - RESERVE ? SIZE_MAX : limit + RESERVE;
}

static void size_text(size_t bytes, char out[32]) {
    double size = (double)bytes / (1 << 20);
    if (size < 1024)
        snprintf(out, 32, "%.3g MB", size);
    else
        snprintf(out, 32, "%.3g GB", size / 1024);
}

const char *memory_message(void) {
    static char text[200];
    char size[32], more[32];
    if (running_pool) {
        size_text(running_pool->most, size);
        snprintf(text, sizeof text, "out of memory: it needs more than its %s", size);
        return text;
    }
    size_text(limit, size);
    snprintf(more, sizeof more, "%zuM", limit >> 19); /* twice as much */
    snprintf(text, sizeof text,
             "out of memory: the limit of %s is reached; free large values (name = nil), or start "
             "glocal with "
             "a higher limit, such as GLOCAL_MEMORY=%s",
             size, more);
    return text;
}
