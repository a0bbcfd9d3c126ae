/* chunk.c: example in chunk.h. What is kept is never freed and never changes, so that it may be read without the lock.
 *
 * Reference: lua_dump and lua_load, Lua 5.4 Reference Manual, section 4.6.
 */
#include "chunk.h"

#include "base/buf.h"
#include "compiled.h"
#include "lua/kept.h"

#include <lauxlib.h>
#include <pthread.h>
#include <stdio.h>
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

/* Keeps code, which it takes over; where memory runs out it is made again the next time. */
static void keep(const char *path, glo_buf *code) {
    chunk *it = malloc(sizeof *it);
    char *name = strdup(path);
    if (!it || !name || glo_buf_status(code) < 0) {
        glo_buf_dispose(code);
        free(name);
        free(it);
        return;
    }
    *it = (chunk){NULL, name, code->data, code->length};
    pthread_mutex_lock(&lock);
    it->next = chunks;
    chunks = it;
    pthread_mutex_unlock(&lock);
}

/* The text of a file; false where it can't be read. */
static bool read_text(const char *path, glo_buf *out) {
    char piece[1 << 14];
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    setvbuf(file, NULL, _IONBF, 0);
    for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
        glo_buf_bytes(out, piece, got);
    bool well = !ferror(file) && glo_buf_status(out) == GLO_OK;
    fclose(file);
    if (!well)
        glo_buf_dispose(out);
    return well;
}

/* Pushes the function of a text. `out`: its code, where it was compiled before; else empty. */
static int load_text(lua_State *L, const char *path, const char *text, size_t length, glo_buf *out) {
    lua_pushfstring(L, "@%s", path);
    int status = glo_compiled_find(L, path, text, length, out)
                     ? luaL_loadbufferx(L, out->data, out->length, path, "b")
                     : luaL_loadbufferx(L, text, length, lua_tostring(L, -1), "t");
    lua_remove(L, -2);
    return status;
}

static int load_file(lua_State *L, const char *path, glo_buf *out) {
    size_t length;
    const char *kept = glo_kept_text(path, &length);
    glo_buf text = {0};
    if (kept)
        return load_text(L, path, kept, length, out);
    if (!read_text(path, &text))
        return luaL_loadfilex(L, path, "t"); /* says why it can't be read */
    int status = load_text(L, path, text.data ? text.data : "", text.length, out);
    glo_buf_dispose(&text);
    return status;
}

void glo_chunk_push(lua_State *L, const char *path, bool keeps) {
    const chunk *kept = find(path);
    glo_buf code = {0};
    int status = kept ? luaL_loadbufferx(L, kept->code, kept->length, path, "b") : load_file(L, path, &code);
    bool is_kept = status == LUA_OK && keeps && !kept && (code.data || lua_dump(L, append, &code, 0) == 0);
    if (is_kept)
        keep(path, &code);
    else
        glo_buf_dispose(&code);
    if (status != LUA_OK)
        lua_error(L);
}
