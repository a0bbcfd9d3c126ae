/* chunk.c: example in chunk.h. What is kept is never freed and never changes, so that it may be read without the lock.
 *
 * Reference: lua_dump and lua_load, Lua 5.4 Reference Manual, section 4.6.
 */
#include "chunk.h"

#include "base/buf.h"
#include "lua/kept.h"

#include <lauxlib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

typedef struct chunk {
    struct chunk *next;
    char *path, *code;
    size_t length;
} chunk;

static chunk *chunks;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static const chunk *find(const char *path) {
    pthread_mutex_lock(&lock);
    const chunk *it = chunks;
    pthread_mutex_unlock(&lock);
    while (it && strcmp(it->path, path) != 0)
        it = it->next;
    return it;
}

static int append(lua_State *L, const void *bytes, size_t length, void *buf) {
    (void)L;
    glo_buf_bytes(buf, bytes, length);
    return glo_buf_status(buf) < 0;
}

/* Keeps the function on the top; where memory runs out it is compiled again the next time. */
static void keep(lua_State *L, const char *path) {
    glo_buf code = {0};
    chunk *it = malloc(sizeof *it);
    char *name = strdup(path);
    if (!it || !name || lua_dump(L, append, &code, 0) != 0) {
        glo_buf_dispose(&code);
        free(name);
        free(it);
        return;
    }
    *it = (chunk){NULL, name, code.data, code.length};
    pthread_mutex_lock(&lock);
    it->next = chunks;
    chunks = it;
    pthread_mutex_unlock(&lock);
}

void glo_chunk_push(lua_State *L, const char *path, bool keeps) {
    const chunk *kept = find(path);
    size_t length;
    const char *text = kept ? NULL : glo_kept_text(path, &length);
    lua_pushfstring(L, "@%s", path);
    const char *name = lua_tostring(L, -1);
    int status = kept   ? luaL_loadbufferx(L, kept->code, kept->length, name, "b")
                 : text ? luaL_loadbufferx(L, text, length, name, "t")
                        : luaL_loadfilex(L, path, "t");
    if (status != LUA_OK)
        lua_error(L);
    lua_remove(L, -2);
    if (keeps && !kept)
        keep(L, path);
}
