/* resolve.c: from what an analyst writes to an id: one resolver for shell, scripts and importer.
 *
 * The index of a noun is built when first needed. A key is a folded text (case and accents ignored) in one of
 * four tiers; the first tier in which the wanted text is a key decides, so that a code always beats a label.
 *
 * Example:  glo_store_resolve(store, GLO_ZONE, "antwerp", &id, NULL)  ->  GLO_EAMBIGUOUS, listing the
 * candidates
 */
#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "db.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIER_CODE, TIER_SHORT, TIER_LABEL, TIER_WORD, TIERS };

typedef struct glo_entry {
    int64_t id;
    uint32_t code; /* in codes */
    uint32_t kind; /* in codes too */
    int valid;     /* today */
} glo_entry;

/* One key of one entry; keys of one text form a list through `next`. */
typedef struct glo_key {
    uint32_t entry;
    uint32_t shown; /* the text before folding, in codes: for "did you mean" */
    int tier;
    uint32_t next; /* number of the next key of the text + 1; 0: none */
} glo_key;

struct glo_index {
    glo_words *codes;  /* codes, kinds and labels as written */
    glo_words *folded; /* the texts of the keys */
    uint32_t *heads;   /* by folded text: the number of its first key + 1 */
    size_t head_room;
    glo_key *keys;
    size_t key_count, key_room;
    glo_entry *entries;
    size_t entry_count, entry_room;
};

static const char *const noun_names[] = {"zone", "phenomenon", "source"};

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

static glo_status add_key(glo_index *index, uint32_t entry, int tier, const char *text) {
    char *fold;
    uint32_t shown, word;
    if (!*text)
        return GLO_OK;
    glo_status status = glo_text_fold(text, &fold);
    if (status < 0)
        return status;
    uint32_t known = glo_words_count(index->folded);
    status = glo_words_add(index->folded, fold, strlen(fold), &word);
    free(fold);
    if (status == GLO_OK)
        status = glo_words_add(index->codes, text, strlen(text), &shown);
    if (status == GLO_OK)
        status = glo_alloc_grow(&index->heads, &index->head_room, (size_t)word + 1, sizeof *index->heads);
    if (status == GLO_OK)
        status = glo_alloc_grow(&index->keys, &index->key_room, index->key_count + 1, sizeof *index->keys);
    if (status < 0)
        return status;
    if (word == known)
        index->heads[word] = 0;
    for (uint32_t at = index->heads[word]; at; at = index->keys[at - 1].next) {
        if (index->keys[at - 1].entry == entry && index->keys[at - 1].tier <= tier)
            return GLO_OK;
    }
    index->keys[index->key_count++] = (glo_key){entry, shown, tier, index->heads[word]};
    index->heads[word] = (uint32_t)index->key_count;
    return GLO_OK;
}

/* The short forms of a code: BE-PZ5345 goes by PZ5345 and 5345, trafficking.labour by labour. */
static glo_status add_short_forms(glo_index *index, uint32_t entry, const char *code) {
    const char *dash = strrchr(code, '-'), *dot = strrchr(code, '.');
    glo_status status = GLO_OK;
    if (dash) {
        status = add_key(index, entry, TIER_SHORT, dash + 1);
        const char *digits = dash + 1;
        while (isalpha((unsigned char)*digits))
            digits++;
        if (status == GLO_OK && digits > dash + 1 && isdigit((unsigned char)*digits))
            status = add_key(index, entry, TIER_SHORT, digits);
    }
    if (status == GLO_OK && dot)
        status = add_key(index, entry, TIER_WORD, dot + 1);
    return status;
}

static glo_status add_entry(glo_index *index, sqlite3_stmt *row) {
    if (glo_alloc_grow(&index->entries, &index->entry_room, index->entry_count + 1, sizeof *index->entries) <
        0)
        return GLO_ENOMEM;
    glo_entry *entry = &index->entries[index->entry_count];
    const char *code = (const char *)sqlite3_column_text(row, 1);
    const char *kind = (const char *)sqlite3_column_text(row, 2);
    const char *other = (const char *)sqlite3_column_text(row, 3);
    entry->id = sqlite3_column_int64(row, 0);
    entry->valid = sqlite3_column_int(row, 4);
    if (glo_words_add(index->codes, code, strlen(code), &entry->code) < 0 ||
        glo_words_add(index->codes, kind, strlen(kind), &entry->kind) < 0)
        return GLO_ENOMEM;
    uint32_t number = (uint32_t)index->entry_count++;
    glo_status status = add_key(index, number, TIER_CODE, code);
    if (status == GLO_OK && other)
        status = add_key(index, number, TIER_SHORT, other);
    return status == GLO_OK ? add_short_forms(index, number, code) : status;
}

/* Entries come by id, so the label's entry is found by bisection. */
static glo_status add_label(glo_index *index, int64_t id, const char *text) {
    size_t low = 0, high = index->entry_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (index->entries[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == index->entry_count || index->entries[low].id != id)
        return GLO_OK;
    return add_key(index, (uint32_t)low, TIER_LABEL, text);
}

static int fill_index(glo_store *store, glo_noun noun, glo_index *index) {
    static const char *const entries[] = {
        "select id, code, kind, null, coalesce(valid_from, -1e9) <= ?1 and coalesce(valid_to, 1e9) >= ?1 "
        "from zone "
        "order by id",
        "select id, code, '', iccs, 1 from phenomenon order by id",
        "select id, code, kind, null, 1 from source order by id",
    };
    sqlite3_stmt *statement;
    int status = glo_db_prepare(store, entries[noun], &statement);
    if (status < 0)
        return status;
    if (noun == GLO_ZONE)
        sqlite3_bind_int(statement, 1, glo_today());
    while ((status = glo_db_step(store, statement)) == 1 && (status = add_entry(index, statement)) == GLO_OK)
        ;
    sqlite3_finalize(statement);
    if (status < 0)
        return status;
    status =
        glo_db_prepare(store, "select id, text from label where kind = ?1 order by id, lang", &statement);
    if (status < 0)
        return status;
    glo_db_bind_text(statement, 1, noun_names[noun]);
    while ((status = glo_db_step(store, statement)) == 1 &&
           (status = add_label(index, sqlite3_column_int64(statement, 0),
                               (const char *)sqlite3_column_text(statement, 1))) == GLO_OK)
        ;
    sqlite3_finalize(statement);
    return status;
}

/* Another program may have changed the names since they were read; inside a transaction none can. */
static int notice_changes(glo_store *store) {
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

static glo_status need_index(glo_store *store, glo_noun noun, glo_index **out) {
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

static glo_status unknown(const glo_index *index, glo_noun noun, const char *text, const char *fold) {
    glo_nearest nearest = {fold, NULL, 0};
    uint32_t best = 0;
    /* Codes before short forms before labels, so that of equally near names the code wins. */
    for (int tier = 0; tier < TIERS; tier++) {
        for (uint32_t word = 0; word < glo_words_count(index->folded); word++) {
            for (uint32_t at = index->heads[word]; at; at = index->keys[at - 1].next) {
                if (index->keys[at - 1].tier != tier)
                    continue;
                const char *before = nearest.best;
                glo_nearest_offer(&nearest, glo_words_text(index->folded, word));
                if (nearest.best != before)
                    best = at;
            }
        }
    }
    if (!nearest.best)
        return glo_fail(GLO_ENOTFOUND, "unknown %s '%s'; look it up with %s:find '...'", noun_names[noun],
                        text,
                        noun == GLO_ZONE         ? "zones"
                        : noun == GLO_PHENOMENON ? "phenomena"
                                                 : "sources");
    const glo_key *key = &index->keys[best - 1];
    const char *code = glo_words_text(index->codes, index->entries[key->entry].code);
    const char *shown = glo_words_text(index->codes, key->shown);
    if (key->tier == TIER_LABEL)
        return glo_fail(GLO_ENOTFOUND, "unknown %s '%s', did you mean '%s' (%s)?", noun_names[noun], text,
                        code, shown);
    return glo_fail(GLO_ENOTFOUND, "unknown %s '%s', did you mean '%s'?", noun_names[noun], text, code);
}

static glo_status ambiguous(const glo_index *index, glo_noun noun, const char *text, uint32_t head,
                            int tier) {
    glo_buf list = {0};
    const char *first = "";
    int shown = 0, more = 0;
    for (uint32_t at = head; at; at = index->keys[at - 1].next) {
        const glo_key *key = &index->keys[at - 1];
        if (key->tier != tier)
            continue;
        if (shown == 6) {
            more++;
            continue;
        }
        const glo_entry *entry = &index->entries[key->entry];
        const char *kind = glo_words_text(index->codes, entry->kind);
        if (!shown)
            first = glo_words_text(index->codes, entry->code);
        glo_buf_format(&list, "%s%s%s%s%s", shown++ ? ", " : "", glo_words_text(index->codes, entry->code),
                       *kind ? " (" : "", kind, *kind ? ")" : "");
    }
    if (more)
        glo_buf_format(&list, " and %d more", more);
    glo_status status = glo_fail(GLO_EAMBIGUOUS, "%s '%s' is ambiguous: %s; write the code, such as '%s'",
                                 noun_names[noun], text, list.data ? list.data : "", first);
    glo_buf_dispose(&list);
    return status;
}

/* The code as written; else the one entry that the keys of the best tier point at, or the only one of them
 * that is valid today. */
static glo_status choose(const glo_index *index, glo_noun noun, const char *text, uint32_t head,
                         uint32_t *out) {
    int tier = TIERS, found = 0, valid = 0;
    uint32_t any = 0, current = 0;
    for (uint32_t at = head; at; at = index->keys[at - 1].next) {
        if (index->keys[at - 1].tier < tier)
            tier = index->keys[at - 1].tier;
    }
    for (uint32_t at = head; at; at = index->keys[at - 1].next) {
        const glo_key *key = &index->keys[at - 1];
        if (key->tier != tier)
            continue;
        if (tier == TIER_CODE &&
            strcmp(glo_words_text(index->codes, index->entries[key->entry].code), text) == 0) {
            *out = key->entry; /* exactly as written */
            return GLO_OK;
        }
        found++;
        any = key->entry;
        if (index->entries[key->entry].valid) {
            valid++;
            current = key->entry;
        }
    }
    if (found > 1 && valid != 1)
        return ambiguous(index, noun, text, head, tier);
    *out = found == 1 ? any : current;
    return GLO_OK;
}

glo_status glo_store_resolve(glo_store *store, glo_noun noun, const char *text, int64_t *out_id,
                             const char **out_code) {
    glo_index *index = NULL;
    char *fold;
    uint32_t word, entry = 0;
    int status = notice_changes(store);
    if (status == GLO_OK)
        status = need_index(store, noun, &index);
    if (status == GLO_OK)
        status = glo_text_fold(text, &fold);
    if (status < 0)
        return status;
    if (!*fold)
        status = glo_fail(GLO_EINVAL, "the %s is empty", noun_names[noun]);
    else if (glo_words_find(index->folded, fold, strlen(fold), &word))
        status = choose(index, noun, text, index->heads[word], &entry);
    else
        status = unknown(index, noun, text, fold);
    free(fold);
    if (status < 0)
        return status;
    *out_id = index->entries[entry].id;
    if (out_code)
        *out_code = glo_words_text(index->codes, index->entries[entry].code);
    return GLO_OK;
}
