/* compiled.c: example in compiled.h. The file is generated/foresight.compiled beside foresight/, and once opened stays mapped, also
 * behind the wall of `glocal run --pack`:
 *
 *   glocal modules 1 <bytes of the index>
 *   probe <offset> <bytes of its text> <bytes of its code>
 *   <path> <offset> <bytes> <SHA-256 of the text and the code>
 *   ...
 *
 * and behind the index what the offsets count from. Of the code of a module the name is left out, which is its path on this machine:
 * lua_dump writes it behind a header of HEADER bytes, as a length in base 128 and the bytes.
 *
 * Reference: lua_dump, Lua 5.4 Reference Manual, section 4.6; ldump.c of Lua 5.4 (dumpHeader, dumpSize, dumpString).
 */
#include "compiled.h"

#include "base/hash.h"
#include "lua/bind.h"

#include <fcntl.h>
#include <lauxlib.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 32 }; /* with the number of upvalues */

static const char FILE_NAME[] = "/generated/foresight.compiled", FIRST[] = "glocal modules 1 ",
                  PROBE[] = "probe ";

static struct {
    const char *index, *codes; /* NULL: there is none, or it is another Lua's */
    size_t index_length, codes_length;
} compiled;
static bool is_opened;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* ---- the file ---- */

static const char *map_file(const char *path, size_t *out_length) {
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *map = MAP_FAILED;
    if (fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
        *out_length = (size_t)about.st_size;
        map = mmap(NULL, *out_length, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    return map == MAP_FAILED ? NULL : map;
}

/* Reads so many numbers, each behind a blank; false where there are fewer. */
static bool read_numbers(const char *at, const char *end, size_t *out, int count) {
    for (int i = 0; i < count; i++) {
        size_t number = 0;
        if (at == end || *at++ != ' ' || at == end || *at < '0' || *at > '9')
            return false;
        for (; at < end && *at >= '0' && *at <= '9' && number < SIZE_MAX / 100; at++)
            number = 10 * number + (size_t)(*at - '0');
        out[i] = number;
    }
    return true;
}

static bool is_within(size_t offset, size_t length) {
    return offset <= compiled.codes_length && length <= compiled.codes_length - offset;
}

static int append(lua_State *L, const void *bytes, size_t length, void *buf) {
    (void)L;
    glo_buf_bytes(buf, bytes, length);
    return glo_buf_status(buf) < 0;
}

/* Whether this Lua makes of the probe what the other made of it. */
static bool is_same_compiler(lua_State *L) {
    size_t numbers[3]; /* offset, bytes of the text, bytes of the code */
    const size_t first = sizeof PROBE - 1;
    if (compiled.index_length < first || memcmp(compiled.index, PROBE, first) != 0 ||
        !read_numbers(compiled.index + first - 1, compiled.index + compiled.index_length, numbers, 3) ||
        !is_within(numbers[0], numbers[1]) || !is_within(numbers[0] + numbers[1], numbers[2]))
        return false;
    const char *text = compiled.codes + numbers[0];
    glo_buf code = {0};
    bool is_same = luaL_loadbufferx(L, text, numbers[1], "=probe", "t") == LUA_OK &&
                   lua_dump(L, append, &code, 0) == 0 && code.length == numbers[2] &&
                   memcmp(code.data, text + numbers[1], code.length) == 0;
    lua_pop(L, 1);
    glo_buf_dispose(&code);
    return is_same;
}

static void open_file(lua_State *L) {
    char path[PATH_MAX];
    const char *home = glo_home();
    size_t length, index_length, first = sizeof FIRST - 1;
    if (!home || snprintf(path, sizeof path, "%s%s", home, FILE_NAME) >= (int)sizeof path)
        return;
    const char *file = map_file(path, &length);
    const char *line = file ? memchr(file, '\n', length) : NULL;
    if (!line || (size_t)(line - file) < first || memcmp(file, FIRST, first) != 0 ||
        !read_numbers(file + first - 1, line, &index_length, 1) ||
        index_length > length - (size_t)(line + 1 - file))
        return;
    compiled.index = line + 1;
    compiled.index_length = index_length;
    compiled.codes = compiled.index + index_length;
    compiled.codes_length = length - (size_t)(compiled.codes - file);
    if (!is_same_compiler(L))
        compiled.index = NULL;
}

/* ---- a module ---- */

/* The line of a module in the index, behind its path; NULL where it has none. `name`: its path below the library's home. */
static const char *find_line(const char *name) {
    char wanted[PATH_MAX];
    int length = snprintf(wanted, sizeof wanted, "\n%s ", name);
    if (length >= (int)sizeof wanted)
        return NULL;
    const char *found = memmem(compiled.index, compiled.index_length, wanted, (size_t)length);
    return found ? found + length - 1 : NULL;
}

static bool has_hash(const char *digits, const char *text, size_t length, const char *code,
                     size_t code_length) {
    char hex[GLO_SHA256_HEX];
    glo_hash *hash;
    if (glo_hash_new(&hash) < 0)
        return false;
    glo_hash_add(hash, text, length);
    glo_hash_add(hash, code, code_length);
    glo_hash_end(hash, hex);
    glo_hash_free(hash);
    return memcmp(digits, hex, GLO_SHA256_HEX - 1) == 0;
}

/* A length as lua_dump writes it: seven bits to a byte, the last one marked. */
static void append_size(glo_buf *out, size_t size) {
    unsigned char bytes[10];
    size_t at = sizeof bytes;
    bytes[--at] = (unsigned char)((size & 0x7f) | 0x80);
    while ((size >>= 7) != 0)
        bytes[--at] = size & 0x7f;
    glo_buf_bytes(out, bytes + at, sizeof bytes - at);
}

bool glo_compiled_find(lua_State *L, const char *path, const char *text, size_t length, glo_buf *out) {
    pthread_mutex_lock(&lock);
    if (!is_opened)
        open_file(L);
    is_opened = true;
    pthread_mutex_unlock(&lock);
    const char *home = glo_home();
    size_t skipped = home ? strlen(home) : 0;
    if (!compiled.index || strncmp(path, home, skipped) != 0 || path[skipped] != '/')
        return false;
    const char *line = find_line(path + skipped + 1), *end = compiled.index + compiled.index_length;
    size_t numbers[2];
    if (!line || !read_numbers(line, end, numbers, 2) || !is_within(numbers[0], numbers[1]) ||
        numbers[1] < HEADER)
        return false;
    const char *code = compiled.codes + numbers[0], *line_end = memchr(line, '\n', (size_t)(end - line));
    if (!line_end || line_end - line < GLO_SHA256_HEX ||
        !has_hash(line_end - (GLO_SHA256_HEX - 1), text, length, code, numbers[1]))
        return false;
    glo_buf_bytes(out, code, HEADER);
    append_size(out, strlen(path) + 2); /* "@", and one more, as 0 would be none */
    glo_buf_char(out, '@');
    glo_buf_text(out, path);
    glo_buf_bytes(out, code + HEADER, numbers[1] - HEADER);
    if (glo_buf_status(out) == GLO_OK)
        return true;
    glo_buf_dispose(out);
    return false;
}
