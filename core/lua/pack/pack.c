/* pack.c: the bytes of packs, keys and signatures as Lua values; foresight/pack is what analysts call.
 *
 * Example (Lua):  bytes = core.bundle{["pack.lua"]="return {}", ["init.lua"]="return {}"}   core.unbundle(bytes)["pack.lua"]
 *                 keys = core.make_keys ""   s = core.sign(bytes, keys.secret, "", "1.0.0")   core.verify(bytes, s, keys.public)
 */
#include "pack/bundle.h"

#include "hold.h"
#include "lua/bind.h"
#include "pack/folder.h"
#include "pack/signature.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

static int by_name(const void *a, const void *b) {
    return strcmp(((const glo_bundle_file *)a)->name, ((const glo_bundle_file *)b)->name);
}

GLO_FUNCTION(pack_bundle, .name = "bundle",
             .doc = "Files as one text of bytes, the same for the same names and contents on any machine.",
             GLO_TAKES({.name = "files",
                        .type = "table<string, string>",
                        .is_in_place = true,
                        .doc = "contents by name"}),
             GLO_GIVES({.type = "string", .doc = "the bytes"}),
             .fails = "invalid: a name that no pack may have; full: too many files, or too large",
             .is_internal = true, .since = "0.1",
             .example = "#bundle{['a.lua']='return 1'} > 1000 --> true") {
    luaL_checktype(L, 1, LUA_TTABLE);
    glo_bundle_file *files = lua_newuserdatauv(L, sizeof *files * GLO_BUNDLE_FILES, 0);
    size_t count = 0;
    lua_pushnil(L);
    for (; lua_next(L, 1); lua_pop(L, 1)) {
        size_t length;
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING || glo_has_nul(L, -2))
            return glo_error(L, "bad argument #1 to 'bundle': expected texts by their names");
        if (count == GLO_BUNDLE_FILES)
            return glo_failure(L, glo_fail(GLO_EFULL, "a pack has up to %d files", GLO_BUNDLE_FILES));
        const char *bytes = lua_tolstring(L, -1, &length);
        files[count++] = (glo_bundle_file){lua_tostring(L, -2), bytes, length};
    }
    qsort(files, count, sizeof *files, by_name);
    glo_buf *out = glo_push_buf(L);
    glo_status status = glo_bundle_write(files, count, out);
    return status < 0 ? glo_failure(L, status) : glo_give_text(L, out);
}

/* In a call of its own, so that nothing is lost where no memory is left. */
static int set_file(lua_State *L) {
    const glo_bundle_file *file = lua_touserdata(L, 2);
    lua_pushlstring(L, file->bytes, file->length);
    lua_setfield(L, 1, file->name);
    return 0;
}

static glo_status take_file(void *data, const glo_bundle_file *file) {
    lua_State *L = data;
    lua_pushcfunction(L, set_file);
    lua_pushvalue(L, -2);
    lua_pushlightuserdata(L, (void *)(uintptr_t)file);
    if (lua_pcall(L, 2, 0, 0) != LUA_OK) {
        lua_pop(L, 1);
        return glo_fail(GLO_ENOMEM, "out of memory");
    }
    return GLO_OK;
}

GLO_FUNCTION(pack_unbundle, .name = "unbundle", .doc = "The files in the bytes that bundle gave.",
             GLO_TAKES({.name = "bytes", .type = "string", .is_in_place = true, .doc = "the bytes"}),
             GLO_GIVES({.type = "table<string, string>", .doc = "contents by name"}),
             .fails = "corrupt: bytes that bundle does not give", .is_internal = true, .since = "0.1",
             .example = "unbundle(bundle{['a.lua']='return 1'})['a.lua'] --> return 1\n"
                        "select(3, unbundle 'x') --> corrupt") {
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    lua_settop(L, 1);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    glo_status status = glo_bundle_read(bytes, length, take_file, L);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(
    pack_folder, .name = "folder_files",
    .doc = "The files of a folder and of those in it, but for hidden ones and those built and signed before.",
    GLO_TAKES({.name = "path", .type = "string", .doc = "the folder"}),
    GLO_GIVES({.type = "table<string, string>", .doc = "contents by name"}),
    .fails = "not_found, io; invalid: a link, a device; full: too many, or too large",
    .needs = GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
    .example = "select(3, folder_files '/nowhere') --> not_found") {
    const char *path = luaL_checkstring(L, 1);
    lua_settop(L, 1);
    luaL_checkstack(L, 8, NULL);
    lua_newtable(L);
    glo_status status = glo_pack_folder(path, take_file, L);
    return status < 0 ? glo_failure(L, status) : 1;
}

GLO_FUNCTION(
    pack_make_keys, .name = "make_keys", .doc = "A new pair of keys in minisign's format.",
    GLO_TAKES({.name = "passphrase", .type = "string", .doc = "of the secret key; empty for none"}),
    GLO_GIVES({.type = "table<string, string>", .doc = "secret and public: texts for files"}), .fails = "io",
    .is_internal = true, .since = "0.1",
    .example = "make_keys('').public:match '^untrusted comment: minisign public key' ~= nil --> true") {
    const char *passphrase = luaL_checkstring(L, 1);
    glo_buf *secret = glo_push_buf(L), *shown = glo_push_buf(L);
    glo_status status = glo_keys_make(passphrase, secret, shown);
    if (status < 0)
        return glo_failure(L, status);
    lua_createtable(L, 0, 2);
    lua_pushlstring(L, secret->data, secret->length);
    lua_setfield(L, -2, "secret");
    lua_pushlstring(L, shown->data, shown->length);
    lua_setfield(L, -2, "public");
    return 1;
}

GLO_FUNCTION(pack_sign, .name = "sign", .doc = "The signature of bytes, in minisign's format.",
             GLO_TAKES({.name = "bytes", .type = "string", .is_in_place = true, .doc = "what is signed"},
                       {.name = "secret", .type = "string", .doc = "the text of a secret key"},
                       {.name = "passphrase", .type = "string", .doc = "its passphrase; empty for none"},
                       {.name = "comment", .type = "string", .doc = "a line that is signed with them"}),
             GLO_GIVES({.type = "string", .doc = "the text of a signature"}),
             .fails = "invalid: no secret key, or another passphrase; corrupt", .is_internal = true,
             .since = "0.1", .example = "select(3, sign('x', 'no key', '', '')) --> invalid") {
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    glo_secret_key key;
    glo_buf *out = glo_push_buf(L);
    glo_status status = glo_secret_key_read(luaL_checkstring(L, 2), luaL_checkstring(L, 3), &key);
    if (status == GLO_OK) {
        status = glo_sign(&key, bytes, length, lua_tostring(L, 4), out);
        glo_secret_key_forget(&key);
    }
    return status < 0 ? glo_failure(L, status) : glo_give_text(L, out);
}

GLO_FUNCTION(
    pack_verify, .name = "verify", .doc = "Looks whether bytes are what a key signed, in minisign's format.",
    GLO_TAKES({.name = "bytes", .type = "string", .is_in_place = true, .doc = "what was signed"},
              {.name = "signature", .type = "string", .doc = "the text of the signature"},
              {.name = "public", .type = "string", .doc = "the text of the public key"}),
    GLO_GIVES({.type = "string", .doc = "the comment that was signed too"}),
    .fails =
        "invalid: no signature, or no key; not_found: another key signed; corrupt: something else was signed",
    .is_internal = true, .since = "0.1",
    .example = "k = make_keys('')\n"
               "verify('x', sign('x', k.secret, '', 'version 1'), k.public) --> version 1\n"
               "select(3, verify('y', sign('x', k.secret, '', 'version 1'), k.public)) --> corrupt") {
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    glo_public_key key;
    glo_buf *comment = glo_push_buf(L);
    glo_status status = glo_public_key_read(luaL_checkstring(L, 3), &key);
    if (status == GLO_OK)
        status = glo_verify(&key, bytes, length, luaL_checkstring(L, 2), comment);
    if (status < 0)
        return glo_failure(L, status);
    lua_pushlstring(L, comment->data ? comment->data : "", comment->length);
    return 1;
}

GLO_FUNCTION(pack_key_id, .name = "key_id", .doc = "Which key a public key or a signature is of.",
             GLO_TAKES({.name = "text", .type = "string", .doc = "of the public key, or of the signature"}),
             GLO_GIVES({.type = "string", .doc = "16 hexadecimal digits, as minisign shows them"}),
             .fails = "invalid: neither", .is_internal = true, .since = "0.1",
             .example = "#key_id(make_keys('').public) --> 16") {
    const char *text = luaL_checkstring(L, 1);
    char id[GLO_KEY_ID_TEXT];
    glo_public_key key;
    if (glo_public_key_read(text, &key) == GLO_OK)
        glo_key_id_text(key.id, id);
    else if (glo_signature_key_id(text, id) < 0)
        return glo_failure(
            L, glo_fail(GLO_EINVAL, "this is neither a public key nor a signature of minisign's format"));
    lua_pushstring(L, id);
    return 1;
}

static const glo_function *const functions[] = {
    &pack_bundle_entry, &pack_unbundle_entry, &pack_folder_entry, &pack_make_keys_entry,
    &pack_sign_entry,   &pack_verify_entry,   &pack_key_id_entry, NULL};

void glo_bind_pack(lua_State *L) {
    glo_bind(L, functions);
}
