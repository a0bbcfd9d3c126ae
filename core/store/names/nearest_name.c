/* nearest_name.c: what an unknown name may have meant. Declared in name_index.h.
 *
 * By spelling: within a third of its length, at least one edit. A short code is offered only for what begins as it does, for
 * every code of three letters is an edit or two from every other: BE for BEE, but not DEU for EU. By words: an entry that
 * shares a word of four letters or more with it which three entries at most have.
 *
 * Example:  "St.-Joris-Winge"  ->  unknown zone 'St.-Joris-Winge', did you mean 'BE-24135' (Tielt-Winge)?
 */
#include "base/err.h"
#include "base/text.h"
#include "names/name_index.h"

#include <string.h>
#include <strings.h>

enum {
    MOST = 3,       /* offered */
    SHORT_CODE = 3, /* letters of a code that is no near match of another */
    LONG_WORD = 4,  /* bytes of a word by which names are found */
    BY_EDIT = 16,   /* the score of one edit: spelling first, then place, then the tier */
    MISFIT = 8,     /* of an entry of another kind or place */
    BEHIND = 4,     /* what is as far behind the best is not offered beside it */
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
    score += key->tier == GLO_TIER_WORD ? BEHIND + GLO_TIER_LABEL : (unsigned)key->tier;
    const glo_fit fit = offers->fits ? offers->fits(offers->context, key->entry) : GLO_FITS;
    if (fit == GLO_NEVER_FITS)
        return;
    if (fit == GLO_FITS_LESS)
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

/* Whether a short code is no more than chance away: those of other lists, and those of letters that do not begin as the text
 * does. */
static bool is_near_by_chance(const glo_index *index, const glo_key *key, const char *fold) {
    const char *shown = glo_words_text(index->codes, key->shown);
    const size_t length = glo_words_length(index->codes, key->shown);
    const size_t letters = strspn(shown, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    if (length > SHORT_CODE || key->tier == GLO_TIER_LABEL || key->tier == GLO_TIER_WORD)
        return false;
    return key->tier != GLO_TIER_CODE || (letters == length && strncasecmp(shown, fold, length) != 0);
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
            if (key->tier != GLO_TIER_FOREIGN && (distance == 0 || !is_near_by_chance(index, key, fold)))
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

/* "'BE' (Belgium)": a name that was near is shown behind its code; with its kind where there are others. */
static void tell_offer(const glo_index *index, const glo_key *key, bool is_only, glo_buf *out) {
    const char *kind = glo_index_kind(index, key->entry);
    glo_buf_format(out, "'%s'", glo_index_code(index, key->entry));
    if (key->tier == GLO_TIER_LABEL && !is_only && *kind)
        glo_buf_format(out, " (%s, %s)", glo_words_text(index->codes, key->shown), kind);
    else if (key->tier == GLO_TIER_LABEL)
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
        if (offers.items[i].score >= offers.items[0].score + BEHIND)
            break;
        bool is_last = i + 1 == offers.count || offers.items[i + 1].score >= offers.items[0].score + BEHIND;
        glo_buf_text(&list, i == 0 ? "" : is_last ? " or " : ", ");
        tell_offer(index, glo_index_key(index, offers.items[i].key), i == 0 && is_last, &list);
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
