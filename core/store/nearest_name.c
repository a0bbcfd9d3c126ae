/* nearest_name.c: what an unknown name may have meant. Declared in name_index.h.
 *
 * By spelling: within a third of its length, at least one edit. A short code is offered only for the same letters in other
 * capitals, for every code of three letters is an edit or two from every other. By words: an entry that shares a word of four
 * letters or more with it which three entries at most have.
 *
 * Example:  "St.-Joris-Winge"  ->  unknown zone 'St.-Joris-Winge', did you mean 'BE-24135' (Tielt-Winge)?
 */
#include "base/err.h"
#include "base/text.h"
#include "name_index.h"

#include <string.h>

enum {
    MOST = 3,       /* offered */
    SHORT_CODE = 3, /* letters of a code that is no near match of another */
    LONG_WORD = 4,  /* bytes of a word by which names are found */
    BY_EDIT = 16,   /* the score of one edit: spelling first, then place, then the tier */
    MISFIT = 8,     /* of an entry of another kind or place; what is as far behind the best is not offered */
};

typedef struct glo_offer {
    uint32_t key; /* number + 1 */
    unsigned score;
} glo_offer;

typedef struct glo_offers {
    const glo_index *index;
    glo_entry_fits fits;
    const void *context;
    glo_offer items[MOST + 1];
    size_t count, most;
} glo_offers;

/* Kept in order of their scores, one of each entry, the best `most` of them. */
static void offer(glo_offers *offers, uint32_t at, unsigned score) {
    const glo_key *key = glo_index_key(offers->index, at);
    score += (unsigned)key->tier;
    if (offers->fits && !offers->fits(offers->context, key->entry))
        score += MISFIT;
    for (size_t i = 0; i < offers->count; i++) {
        if (glo_index_key(offers->index, offers->items[i].key)->entry != key->entry)
            continue;
        if (offers->items[i].score <= score)
            return;
        memmove(offers->items + i, offers->items + i + 1, (offers->count - i - 1) * sizeof *offers->items);
        offers->count--;
        break;
    }
    size_t to = offers->count;
    for (; to > 0 && offers->items[to - 1].score > score; to--)
        offers->items[to] = offers->items[to - 1];
    offers->items[to] = (glo_offer){at, score};
    if (offers->count < offers->most)
        offers->count++;
}

static bool is_short_code(const glo_index *index, const glo_key *key) {
    const char *shown = glo_words_text(index->codes, key->shown);
    size_t letters = strspn(shown, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    return key->tier != GLO_TIER_LABEL && key->tier != GLO_TIER_WORD && letters <= SHORT_CODE &&
           !shown[letters];
}

static void offer_spelling(glo_offers *offers, const char *fold) {
    const glo_index *index = offers->index;
    unsigned limit = (unsigned)(strlen(fold) / 3);
    if (limit < 1)
        limit = 1;
    for (uint32_t word = 0; word < glo_words_count(index->folded); word++) {
        unsigned distance = glo_text_distance(fold, glo_words_text(index->folded, word), limit);
        for (uint32_t at = distance <= limit ? index->heads[word] : 0; at;
             at = glo_index_key(index, at)->next) {
            const glo_key *key = glo_index_key(index, at);
            if (key->tier != GLO_TIER_FOREIGN && (distance == 0 || !is_short_code(index, key)))
                offer(offers, at, distance * BY_EDIT);
        }
    }
}

static bool has_word(const char *text, const char *word, size_t length) {
    for (const char *at = strchr(text, word[0]); at; at = strchr(at + 1, word[0])) {
        if ((at == text || at[-1] == ' ') && strncmp(at, word, length) == 0 &&
            (at[length] == ' ' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* The entries that have the word in a name, if they are few. */
static void offer_word(glo_offers *offers, const char *word, size_t length) {
    const glo_index *index = offers->index;
    uint32_t found[MOST];
    size_t count = 0;
    for (uint32_t folded = 0; folded < glo_words_count(index->folded); folded++) {
        if (!has_word(glo_words_text(index->folded, folded), word, length))
            continue;
        for (uint32_t at = index->heads[folded]; at; at = glo_index_key(index, at)->next) {
            bool is_known = glo_index_key(index, at)->tier != GLO_TIER_LABEL;
            for (size_t i = 0; i < count; i++)
                is_known |= glo_index_key(index, found[i])->entry == glo_index_key(index, at)->entry;
            if (is_known)
                continue;
            if (count == MOST)
                return;
            found[count++] = at;
        }
    }
    for (size_t i = 0; i < count; i++)
        offer(offers, found[i], 0);
}

static void offer_words(glo_offers *offers, const char *fold) {
    for (const char *at = fold; *at;) {
        size_t length = strcspn(at, " ");
        if (length >= LONG_WORD)
            offer_word(offers, at, length);
        at += length;
        at += strspn(at, " ");
    }
}

/* "'BE' (Belgium)": a name that was near is shown behind its code. */
static void tell_offer(const glo_index *index, const glo_key *key, glo_buf *out) {
    glo_buf_format(out, "'%s'", glo_index_code(index, key->entry));
    if (key->tier == GLO_TIER_LABEL)
        glo_buf_format(out, " (%s)", glo_words_text(index->codes, key->shown));
}

glo_status glo_index_fail_unknown(const glo_index *index, glo_noun noun, const char *text, const char *fold,
                                  glo_entry_fits fits, const void *context) {
    glo_offers offers = {.index = index, .fits = fits, .context = context, .most = fits ? MOST : 1};
    glo_buf list = {0};
    offer_spelling(&offers, fold);
    if (offers.count == 0)
        offer_words(&offers, fold);
    for (size_t i = 0; i < offers.count; i++) {
        if (offers.items[i].score >= offers.items[0].score + MISFIT)
            break;
        bool is_last = i + 1 == offers.count || offers.items[i + 1].score >= offers.items[0].score + MISFIT;
        glo_buf_text(&list, i == 0 ? "" : is_last ? " or " : ", ");
        tell_offer(index, glo_index_key(index, offers.items[i].key), &list);
    }
    glo_status status = glo_buf_status(&list);
    if (status == GLO_OK && list.length)
        status = glo_fail(GLO_ENOTFOUND, "unknown %s '%s', did you mean %s?", glo_noun_name(noun), text,
                          list.data);
    else if (status == GLO_OK)
        status = glo_fail(GLO_ENOTFOUND, "unknown %s '%s'; look it up with %s:find '...'",
                          glo_noun_name(noun), text,
                          noun == GLO_ZONE         ? "zones"
                          : noun == GLO_PHENOMENON ? "phenomena"
                                                   : "sources");
    glo_buf_dispose(&list);
    return status;
}
