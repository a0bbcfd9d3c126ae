/* resolve.c: from what an analyst writes to an id: the one text, as a shell or a script gives it. A column of texts, which
 * say by each other what they mean, is reconcile.c's.
 *
 * The first tier of the index (name_index.h) in which the wanted text is a key decides, so that a code always beats a label.
 *
 * Example:  glo_store_resolve(store, GLO_ZONE, "antwerp", &id, NULL)  ->  GLO_EAMBIGUOUS, listing the
 * candidates
 */
#include "base/err.h"
#include "base/text.h"
#include "db.h"
#include "names/name_index.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 3 }; /* candidates that a message names */

static glo_status fail_ambiguous(const glo_index *index, glo_noun noun, const char *text,
                                 const uint32_t *entries, size_t count) {
    glo_buf list = {0};
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const char *kind = glo_index_kind(index, entries[i]);
        glo_buf_format(&list, "%s%s%s%s%s", i ? ", " : "", glo_index_code(index, entries[i]),
                       *kind ? " (" : "", kind, *kind ? ")" : "");
    }
    if (count > SHOWN)
        glo_buf_format(&list, " and %zu more", count - SHOWN);
    glo_status status = glo_buf_status(&list);
    if (status == GLO_OK)
        status = glo_fail(GLO_EAMBIGUOUS, "%s '%s' is ambiguous: %s; write the code, such as '%s'",
                          glo_noun_name(noun), text, list.data, glo_index_code(index, entries[0]));
    glo_buf_dispose(&list);
    return status;
}

/* The best tier in which the text counts as a key. */
static glo_tier best_tier(const glo_index *index, const char *text, uint32_t head) {
    glo_tier tier = GLO_TIERS;
    for (uint32_t at = head; at; at = glo_index_key(index, at)->next) {
        const glo_key *key = glo_index_key(index, at);
        if (key->tier < tier && glo_index_counts(index, key, text))
            tier = key->tier;
    }
    return tier;
}

/* The code as written; else the one entry that the keys of the best tier point at, or the only one of them
 * that is valid today. */
static glo_status choose(const glo_index *index, glo_noun noun, const char *text, uint32_t head,
                         uint32_t *out) {
    enum { MOST = 64 };
    const glo_tier tier = best_tier(index, text, head);
    uint32_t entries[MOST], current = 0;
    size_t count = 0, valid = 0;
    for (uint32_t at = head; at && count < MOST; at = glo_index_key(index, at)->next) {
        const glo_key *key = glo_index_key(index, at);
        bool is_known = false;
        if (key->tier != tier || !glo_index_counts(index, key, text))
            continue;
        if (tier == GLO_TIER_CODE && strcmp(glo_index_code(index, key->entry), text) == 0) {
            *out = key->entry; /* exactly as written */
            return GLO_OK;
        }
        for (size_t i = 0; i < count; i++)
            is_known |= entries[i] == key->entry;
        if (is_known)
            continue;
        entries[count++] = key->entry;
        if (index->entries[key->entry].is_valid) {
            valid++;
            current = key->entry;
        }
    }
    if (count > 1 && valid != 1)
        return fail_ambiguous(index, noun, text, entries, count);
    *out = count == 1 ? entries[0] : current;
    return GLO_OK;
}

glo_status glo_store_resolve(glo_store *store, glo_noun noun, const char *text, int64_t *out_id,
                             const char **out_code) {
    glo_index *index = NULL;
    char *fold;
    uint32_t entry = 0;
    glo_status status = glo_index_need(store, noun, &index);
    if (status == GLO_OK)
        status = glo_text_fold_name(text, &fold);
    if (status < 0)
        return status;
    const uint32_t head = glo_index_find(index, fold);
    if (!*fold)
        status = glo_fail(GLO_EINVAL, "the %s is empty", glo_noun_name(noun));
    else if (head && best_tier(index, text, head) < GLO_TIERS)
        status = choose(index, noun, text, head, &entry);
    else
        status = glo_index_fail_unknown(index, noun, text, fold, NULL, NULL);
    free(fold);
    if (status < 0)
        return status;
    *out_id = index->entries[entry].id;
    if (out_code)
        *out_code = glo_index_code(index, entry);
    return GLO_OK;
}
