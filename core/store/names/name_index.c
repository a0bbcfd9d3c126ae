/* name_index.c: makes the index of the texts that zones, phenomena and sources go by. How it goes is in name_index.h. */
#include "names/name_index.h"

#include "base/alloc.h"
#include "base/text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *glo_noun_name(glo_noun noun) {
    static const char *const names[] = {"zone", "phenomenon", "source"};
    return names[noun];
}

void glo_index_free(glo_index *index) {
    if (!index)
        return;
    glo_words_free(index->codes);
    glo_words_free(index->folded);
    free(index->heads);
    free(index->keys);
    free(index->entries);
    free(index);
}

void glo_store_drop_name_indexes(glo_store *store) {
    for (size_t i = 0; i < sizeof store->indexes / sizeof store->indexes[0]; i++) {
        glo_index_free(store->indexes[i]);
        store->indexes[i] = NULL;
    }
}

/* A code of two letters, or of the letters that another list gives: a word may be written the same. */
static bool must_be_exact(glo_tier tier, glo_scheme scheme, const char *text) {
    bool is_two_letters = isalpha((unsigned char)text[0]) && isalpha((unsigned char)text[1]) && !text[2];
    return (tier == GLO_TIER_CODE || tier == GLO_TIER_SHORT || tier == GLO_TIER_FOREIGN) &&
           (is_two_letters || scheme == GLO_SCHEME_ALPHA3 || scheme == GLO_SCHEME_UNHCR);
}

/* Of a noun, a key that an entry has in a better tier already is not needed; one of another list is. */
static bool has_key(const glo_index *index, uint32_t word, const glo_key *wanted) {
    for (uint32_t at = index->heads[word]; at; at = glo_index_key(index, at)->next) {
        const glo_key *key = glo_index_key(index, at);
        if (key->entry == wanted->entry && key->tier <= wanted->tier && key->scheme == wanted->scheme &&
            (!key->is_exact || wanted->is_exact))
            return true;
    }
    return false;
}

static glo_status add_key(glo_index *index, glo_key key, const char *text) {
    char *fold;
    uint32_t word;
    if (!*text)
        return GLO_OK;
    glo_status status = glo_text_fold_name(text, &fold);
    if (status < 0)
        return status;
    uint32_t known = glo_words_count(index->folded);
    status = glo_words_add(index->folded, fold, strlen(fold), &word);
    free(fold);
    if (status == GLO_OK)
        status = glo_words_add(index->codes, text, strlen(text), &key.shown);
    if (status == GLO_OK)
        status = glo_alloc_grow(&index->heads, &index->head_room, (size_t)word + 1, sizeof *index->heads);
    if (status == GLO_OK)
        status = glo_alloc_grow(&index->keys, &index->key_room, index->key_count + 1, sizeof *index->keys);
    if (status < 0)
        return status;
    if (word == known)
        index->heads[word] = 0;
    if (has_key(index, word, &key))
        return GLO_OK;
    key.next = index->heads[word];
    index->keys[index->key_count++] = key;
    index->heads[word] = (uint32_t)index->key_count;
    return GLO_OK;
}

static glo_status add_zone_key(glo_index *index, uint32_t entry, glo_tier tier, glo_scheme scheme,
                               const char *text) {
    const glo_key key = {
        .entry = entry, .tier = tier, .scheme = scheme, .is_exact = must_be_exact(tier, scheme, text)};
    return add_key(index, key, text);
}

/* The short forms of a code: BE-PZ5345 goes by PZ5345 and 5345, trafficking.labour by labour. */
static glo_status add_short_forms(glo_index *index, uint32_t entry, const char *code) {
    const char *dash = strrchr(code, '-'), *dot = strrchr(code, '.');
    glo_status status = GLO_OK;
    if (dash) {
        status = add_zone_key(index, entry, GLO_TIER_SHORT, GLO_SCHEME_NONE, dash + 1);
        const char *digits = dash + 1;
        while (isalpha((unsigned char)*digits))
            digits++;
        if (status == GLO_OK && digits > dash + 1 && isdigit((unsigned char)*digits))
            status = add_zone_key(index, entry, GLO_TIER_SHORT, GLO_SCHEME_NONE, digits);
    }
    if (status == GLO_OK && dot)
        status = add_key(index, (glo_key){.entry = entry, .tier = GLO_TIER_WORD}, dot + 1);
    return status;
}

static bool is_alpha2(const char *code, const char *kind) {
    return strlen(code) == 2 && strcmp(kind, "country") == 0;
}

static glo_status add_entry(glo_index *index, glo_noun noun, sqlite3_stmt *row) {
    if (glo_alloc_grow(&index->entries, &index->entry_room, index->entry_count + 1, sizeof *index->entries) <
        0)
        return GLO_ENOMEM;
    glo_entry *entry = &index->entries[index->entry_count];
    const char *code = glo_db_text(row, 1);
    const char *kind = glo_db_text(row, 2);
    const char *iccs = glo_db_text(row, 3);
    entry->id = sqlite3_column_int64(row, 0);
    entry->is_valid = sqlite3_column_int(row, 4) != 0;
    if (glo_words_add(index->codes, code, strlen(code), &entry->code) < 0 ||
        glo_words_add(index->codes, kind, strlen(kind), &entry->kind) < 0)
        return GLO_ENOMEM;
    uint32_t number = (uint32_t)index->entry_count++;
    glo_key key = {.entry = number, .tier = GLO_TIER_CODE};
    if (noun == GLO_ZONE) {
        key.scheme = is_alpha2(code, kind) ? GLO_SCHEME_ALPHA2 : GLO_SCHEME_NONE;
        key.is_exact = must_be_exact(key.tier, key.scheme, code);
    }
    glo_status status = add_key(index, key, code);
    if (status == GLO_OK && *iccs) {
        char prefixed[64];
        snprintf(prefixed, sizeof prefixed, "ICCS%s", iccs);
        status = add_key(index, (glo_key){.entry = number, .tier = GLO_TIER_SHORT}, iccs);
        if (status == GLO_OK)
            status = add_key(index, (glo_key){.entry = number, .tier = GLO_TIER_SHORT}, prefixed);
        snprintf(prefixed, sizeof prefixed, "ICCS %s", iccs);
        if (status == GLO_OK)
            status = add_key(index, (glo_key){.entry = number, .tier = GLO_TIER_SHORT}, prefixed);
    }
    return status == GLO_OK ? add_short_forms(index, number, code) : status;
}

/* Entries come by id. */
bool glo_index_entry_of(const glo_index *index, int64_t id, uint32_t *out) {
    size_t low = 0, high = index->entry_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (index->entries[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    *out = (uint32_t)low;
    return low < index->entry_count && index->entries[low].id == id;
}

/* A label is a key, and so is what stands before a remark in brackets: "hacking (illegal access)". */
static glo_status add_label(glo_index *index, int64_t id, const char *text) {
    uint32_t entry;
    char name[200];
    if (!glo_index_entry_of(index, id, &entry))
        return GLO_OK;
    glo_status status = add_key(index, (glo_key){.entry = entry, .tier = GLO_TIER_LABEL}, text);
    const char *bracket = strstr(text, " (");
    if (status < 0 || !bracket || bracket == text || text[strlen(text) - 1] != ')')
        return status;
    snprintf(name, sizeof name, "%.*s", (int)(bracket - text), text);
    return add_key(index, (glo_key){.entry = entry, .tier = GLO_TIER_WORD}, name);
}

static const struct {
    const char *name;
    glo_tier tier;
    glo_scheme scheme;
} schemes[] = {{"iso_alpha3", GLO_TIER_SHORT, GLO_SCHEME_ALPHA3},
               {"eurostat", GLO_TIER_SHORT, GLO_SCHEME_NONE},
               {"nuts", GLO_TIER_SHORT, GLO_SCHEME_NONE},
               {"cbs", GLO_TIER_SHORT, GLO_SCHEME_NONE},
               {"iso_numeric", GLO_TIER_FOREIGN, GLO_SCHEME_NUMERIC},
               {"unhcr", GLO_TIER_FOREIGN, GLO_SCHEME_UNHCR},
               {"short", GLO_TIER_WORD, GLO_SCHEME_NONE}};

static glo_status add_alias(glo_index *index, int64_t id, const char *text, const char *scheme) {
    uint32_t entry;
    if (!glo_index_entry_of(index, id, &entry))
        return GLO_OK;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (strcmp(schemes[i].name, scheme) == 0)
            return add_zone_key(index, entry, schemes[i].tier, schemes[i].scheme, text);
    }
    return add_key(index, (glo_key){.entry = entry, .tier = GLO_TIER_LABEL}, text);
}

static int fill_entries(glo_store *store, glo_noun noun, glo_index *index) {
    static const char *const entries[] = {
        "select id, code, kind, null, coalesce(valid_from, -1e9) <= ?1 and coalesce(valid_to, 1e9) >= ?1 "
        "from zone "
        "order by id",
        "select id, code, '', iccs, 1 from phenomenon order by id",
        "select id, code, kind, null, 1 from source order by id",
    };
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(store, entries[noun], &row);
    if (status < 0)
        return status;
    if (noun == GLO_ZONE)
        sqlite3_bind_int(row, 1, glo_today());
    while ((status = glo_db_step(store, row)) == 1 && (status = add_entry(index, noun, row)) == GLO_OK)
        ;
    return glo_db_finish(store, row, status);
}

/* The rows of a statement over a noun: id, text and, of an alias, its scheme. */
static int fill_names(glo_store *store, glo_noun noun, glo_index *index, const char *sql) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(store, sql, &row);
    if (status < 0)
        return status;
    glo_db_bind_text(row, 1, glo_noun_name(noun));
    while (status >= 0 && (status = glo_db_step(store, row)) == 1) {
        int64_t id = sqlite3_column_int64(row, 0);
        const char *text = glo_db_text(row, 1);
        if (sqlite3_column_count(row) == 2)
            status = add_label(index, id, text);
        else
            status = add_alias(index, id, text, glo_db_text(row, 2));
    }
    return glo_db_finish(store, row, status);
}

static int fill_index(glo_store *store, glo_noun noun, glo_index *index) {
    int status = fill_entries(store, noun, index);
    if (status == GLO_OK)
        status =
            fill_names(store, noun, index, "select id, text from label where kind = ?1 order by id, lang");
    if (status == GLO_OK)
        status = fill_names(store, noun, index,
                            "select id, text, scheme from alias where kind = ?1 order by id, scheme, text");
    return status;
}

/* Another program may have changed the names since they were read; inside a transaction none can. */
static glo_status notice_changes(glo_store *store) {
    int64_t version;
    if (!sqlite3_get_autocommit(store->db))
        return GLO_OK;
    int status = glo_db_integer(store, "pragma data_version", 0, &version);
    if (status == GLO_OK && version != store->data_version) {
        glo_store_drop_name_indexes(store);
        store->data_version = version;
    }
    return status;
}

glo_status glo_index_need(glo_store *store, glo_noun noun, glo_index **out) {
    glo_status changed = notice_changes(store);
    if (changed < 0)
        return changed;
    if (!store->indexes[noun]) {
        glo_index *index;
        if (glo_alloc_array(1, sizeof *index, &index) < 0)
            return GLO_ENOMEM;
        int status = glo_words_new(&index->codes);
        if (status == GLO_OK)
            status = glo_words_new(&index->folded);
        if (status == GLO_OK)
            status = fill_index(store, noun, index);
        if (status < 0) {
            glo_index_free(index);
            return status;
        }
        store->indexes[noun] = index;
    }
    *out = store->indexes[noun];
    return GLO_OK;
}

uint32_t glo_index_find(const glo_index *index, const char *fold) {
    uint32_t word;
    return glo_words_find(index->folded, fold, strlen(fold), &word) ? index->heads[word] : 0;
}

bool glo_index_counts(const glo_index *index, const glo_key *key, const char *text) {
    return !key->is_exact || strcmp(glo_words_text(index->codes, key->shown), text) == 0;
}

const char *glo_index_code(const glo_index *index, uint32_t entry) {
    return glo_words_text(index->codes, index->entries[entry].code);
}

const char *glo_index_kind(const glo_index *index, uint32_t entry) {
    return glo_words_text(index->codes, index->entries[entry].kind);
}
