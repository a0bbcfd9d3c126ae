/* reconcile.c: the names in a column, each read in the light of the others. How it goes is in store/reconcile.h.
 *
 * The column is read once, when the first text of several meanings comes. Each text of one meaning is a vote for its kind and
 * for every zone that it lies in. A text of several then takes, of those of the kind that more than half of the votes have,
 * the meaning that lies in the most zones that hold more than half of them: Saint-Nicolas near Liège, where the votes lie in
 * its arrondissement, province and region, and not Sint-Niklaas, which shares Belgium only.
 */
#include "store/reconcile.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "names/name_form.h"
#include "names/name_index.h"

#include <stdlib.h>
#include <string.h>

enum { MEANINGS = 64, SHOWN = 3, FEWEST = 2 /* votes that say what a column holds */ };
#define NONE UINT32_MAX

typedef struct glo_meaning {
    uint32_t entry;
    glo_tier tier;
    unsigned schemes; /* bits by glo_scheme */
} glo_meaning;

typedef struct glo_meanings {
    glo_meaning items[MEANINGS];
    size_t count;
    bool is_code; /* the first is the zone of that very code */
} glo_meanings;

struct glo_reconciler {
    glo_store *store;
    glo_index *index;
    const char *kind; /* of the scope; borrowed, as the caller's */
    uint32_t within;  /* entry; NONE */
    glo_reconciler_source source;
    void *context;
    bool is_read; /* the column */
    glo_words *texts;
    /* The links: the parents of entry e are parents[first[e]] to parents[first[e + 1]]. */
    uint32_t *first, *parents;
    uint32_t *stamps, stamp; /* by entry: the last walk that came by */
    uint32_t *queue;
    /* The votes. */
    uint32_t voters, *below;                       /* by entry: votes that lie in it */
    uint32_t *of_kind;                             /* by code of the kind's word in index->codes */
    uint32_t known, coded, in_scheme[GLO_SCHEMES]; /* texts that mean something, that are codes, by list */
};

/* ---- the links ---- */

static int for_each_link(glo_reconciler *names, bool is_counted) {
    sqlite3_stmt *row = NULL;
    uint32_t child, parent;
    int status = glo_db_prepare(names->store, "select child, parent from zone_link", &row);
    while (status >= 0 && (status = glo_db_step(names->store, row)) == 1) {
        if (!glo_index_entry_of(names->index, sqlite3_column_int64(row, 0), &child) ||
            !glo_index_entry_of(names->index, sqlite3_column_int64(row, 1), &parent))
            continue;
        if (is_counted)
            names->first[child + 2]++;
        else
            names->parents[names->first[child + 1]++] = parent;
    }
    return glo_db_finish(names->store, row, status);
}

static int read_links(glo_reconciler *names) {
    const size_t count = names->index->entry_count;
    int64_t links;
    int status = glo_db_integer(names->store, "select count(*) from zone_link", 0, &links);
    if (status == GLO_OK)
        status = glo_alloc_array(count + 2, sizeof *names->first, &names->first);
    if (status == GLO_OK)
        status = glo_alloc_array((size_t)links + 1, sizeof *names->parents, &names->parents);
    if (status == GLO_OK)
        status = glo_alloc_array(count + 1, sizeof *names->stamps, &names->stamps);
    if (status == GLO_OK)
        status = glo_alloc_array(count + 1, sizeof *names->queue, &names->queue);
    if (status == GLO_OK)
        status = glo_alloc_array(count + 1, sizeof *names->below, &names->below);
    if (status == GLO_OK)
        status = glo_alloc_array((size_t)glo_words_count(names->index->codes) + 1, sizeof *names->of_kind,
                                 &names->of_kind);
    if (status == GLO_OK)
        status = for_each_link(names, true);
    for (size_t i = 2; status == GLO_OK && i < count + 2; i++)
        names->first[i] += names->first[i - 1];
    return status == GLO_OK ? for_each_link(names, false) : status;
}

/* The zone and all it lies in, itself first, into names->queue; returns how many. */
static size_t walk_up(glo_reconciler *names, uint32_t entry) {
    size_t count = 0;
    names->stamp++;
    names->queue[count++] = entry;
    names->stamps[entry] = names->stamp;
    for (size_t at = 0; at < count; at++) {
        uint32_t zone = names->queue[at];
        for (uint32_t i = names->first[zone]; i < names->first[zone + 1]; i++) {
            uint32_t parent = names->parents[i];
            if (names->stamps[parent] == names->stamp)
                continue;
            names->stamps[parent] = names->stamp;
            names->queue[count++] = parent;
        }
    }
    return count;
}

static bool is_within(glo_reconciler *names, uint32_t entry, uint32_t zone) {
    walk_up(names, entry);
    return names->stamps[zone] == names->stamp;
}

static uint32_t country_of(glo_reconciler *names, uint32_t entry) {
    size_t count = walk_up(names, entry);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(glo_index_kind(names->index, names->queue[i]), "country") == 0)
            return names->queue[i];
    }
    return NONE;
}

/* ---- what a text may mean ---- */

static bool is_in_scope(glo_reconciler *names, uint32_t entry) {
    if (names->kind && strcmp(glo_index_kind(names->index, entry), names->kind) != 0)
        return false;
    return names->within == NONE || is_within(names, entry, names->within);
}

static void add_meaning(glo_meanings *meanings, const glo_key *key) {
    for (size_t i = 0; i < meanings->count; i++) {
        glo_meaning *meaning = &meanings->items[i];
        if (meaning->entry != key->entry)
            continue;
        meaning->schemes |= 1U << key->scheme;
        if (key->tier < meaning->tier)
            meaning->tier = key->tier;
        return;
    }
    if (meanings->count < MEANINGS)
        meanings->items[meanings->count++] = (glo_meaning){key->entry, key->tier, 1U << key->scheme};
}

static void keep(glo_meanings *meanings, glo_reconciler *names,
                 bool (*wanted)(glo_reconciler *, const glo_meaning *)) {
    size_t count = 0;
    for (size_t i = 0; i < meanings->count; i++) {
        if (wanted(names, &meanings->items[i]))
            meanings->items[count++] = meanings->items[i];
    }
    meanings->count = count;
}

/* The same, unless none is wanted. */
static void prefer(glo_meanings *meanings, glo_reconciler *names,
                   bool (*wanted)(glo_reconciler *, const glo_meaning *)) {
    for (size_t i = 0; i < meanings->count; i++) {
        if (wanted(names, &meanings->items[i])) {
            keep(meanings, names, wanted);
            return;
        }
    }
}

static bool is_valid(glo_reconciler *names, const glo_meaning *meaning) {
    return names->index->entries[meaning->entry].is_valid;
}

/* Beside a code of two letters a name may stand, "AS" for As, but not the end of another code (NL-FR) or a word. */
static bool is_code_or_label(glo_reconciler *names, const glo_meaning *meaning) {
    (void)names;
    return meaning->tier == GLO_TIER_CODE || meaning->tier == GLO_TIER_LABEL;
}

static bool is_letters(const char *text, size_t length) {
    return strlen(text) == length && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

static bool has_key(const glo_index *index, const char *fold, uint32_t entry) {
    for (uint32_t at = glo_index_find(index, fold); at; at = glo_index_key(index, at)->next) {
        if (glo_index_key(index, at)->entry == entry)
            return true;
    }
    return false;
}

/* Of a text that is no key as it stands: "PZ Leuven", "Utrecht (gemeente)", "11002 Antwerpen". */
static void find_by_form(glo_reconciler *names, const char *fold, glo_meanings *out) {
    const glo_index *index = names->index;
    glo_name_form form;
    if (!glo_name_form_read(fold, &form))
        return;
    for (uint32_t at = glo_index_find(index, form.name); at; at = glo_index_key(index, at)->next) {
        const glo_key *key = glo_index_key(index, at);
        if (!key->is_exact && is_in_scope(names, key->entry) &&
            (!form.kind || strcmp(glo_index_kind(index, key->entry), form.kind) == 0) &&
            (!*form.code || has_key(index, form.code, key->entry)))
            add_meaning(out, key);
    }
}

/* All zones of the scope that the text is a key of; where it is the code of one, that one alone, but for two letters, which
 * are a name too. */
static void find_meanings(glo_reconciler *names, const char *text, const char *fold, glo_meanings *out) {
    const glo_index *index = names->index;
    out->count = 0;
    out->is_code = false;
    for (uint32_t at = glo_index_find(index, fold); at; at = glo_index_key(index, at)->next) {
        const glo_key *key = glo_index_key(index, at);
        if (!glo_index_counts(index, key, text) || !is_in_scope(names, key->entry))
            continue;
        if (key->tier == GLO_TIER_CODE && strcmp(glo_index_code(index, key->entry), text) == 0 &&
            !is_letters(text, 2)) {
            *out = (glo_meanings){.count = 1, .is_code = true};
            out->items[0] = (glo_meaning){key->entry, key->tier, 1U << key->scheme};
            return;
        }
        add_meaning(out, key);
    }
    if (out->count == 0)
        find_by_form(names, fold, out);
    if (is_letters(text, 2))
        prefer(out, names, is_code_or_label);
    prefer(out, names, is_valid);
}

static bool is_foreign(const glo_meaning *meaning) {
    return meaning->tier == GLO_TIER_FOREIGN && meaning->schemes == 1U << GLO_SCHEME_NUMERIC;
}

/* Whether the column must say what the text means. */
static bool is_open(const glo_meanings *meanings, const char *text) {
    if (meanings->count == 1)
        return is_foreign(&meanings->items[0]) || strcmp(text, "NA") == 0;
    return meanings->count > 1;
}

/* ---- the column ---- */

glo_status glo_reconciler_add(glo_reconciler *names, const char *text) {
    uint32_t code;
    return glo_words_add(names->texts, text, strlen(text), &code);
}

static void vote(glo_reconciler *names, uint32_t entry) {
    size_t count = walk_up(names, entry);
    names->voters++;
    names->of_kind[names->index->entries[entry].kind]++;
    for (size_t i = 1; i < count; i++) /* what it lies in: not itself */
        names->below[names->queue[i]]++;
}

static glo_status count_votes(glo_reconciler *names) {
    for (uint32_t i = 0; i < glo_words_count(names->texts); i++) {
        const char *text = glo_words_text(names->texts, i);
        glo_meanings meanings;
        unsigned schemes = 0;
        char *fold;
        glo_status status = glo_text_fold_name(text, &fold);
        if (status == GLO_EINVAL) /* no UTF-8: it will be rejected */
            continue;
        if (status < 0)
            return status;
        find_meanings(names, text, fold, &meanings);
        free(fold);
        for (size_t m = 0; m < meanings.count; m++)
            schemes |= meanings.items[m].schemes;
        for (int scheme = 0; scheme < GLO_SCHEMES; scheme++)
            names->in_scheme[scheme] += (schemes >> scheme) & 1;
        names->known += meanings.count > 0;
        names->coded += meanings.is_code || (schemes & (1U << GLO_SCHEME_ALPHA2));
        if (meanings.count == 1 && !is_open(&meanings, text))
            vote(names, meanings.items[0].entry);
    }
    return GLO_OK;
}

static int read_column(glo_reconciler *names) {
    if (names->is_read || !names->source)
        return GLO_OK;
    names->is_read = true;
    int status = names->source(names->context, names);
    return status < 0 ? status : count_votes(names);
}

static bool is_most(uint32_t votes, uint32_t all) {
    return votes > all / 2;
}

static bool is_of_the_kind(glo_reconciler *names, const glo_meaning *meaning) {
    return is_most(names->of_kind[names->index->entries[meaning->entry].kind], names->voters);
}

/* In how many zones it lies that hold most of the votes. */
static uint32_t shared_zones(glo_reconciler *names, uint32_t entry) {
    uint32_t shared = 0;
    size_t count = walk_up(names, entry);
    for (size_t i = 1; i < count; i++)
        shared += is_most(names->below[names->queue[i]], names->voters);
    return shared;
}

static void keep_nearest(glo_meanings *meanings, glo_reconciler *names) {
    uint32_t shared[MEANINGS] = {0}, most = 0;
    size_t count = 0;
    for (size_t i = 0; i < meanings->count; i++) {
        shared[i] = shared_zones(names, meanings->items[i].entry);
        if (shared[i] > most)
            most = shared[i];
    }
    for (size_t i = 0; i < meanings->count; i++) {
        if (shared[i] == most)
            meanings->items[count++] = meanings->items[i];
    }
    meanings->count = count;
}

static bool is_alpha2(glo_reconciler *names, const glo_meaning *meaning) {
    (void)names;
    return (meaning->schemes & (1U << GLO_SCHEME_ALPHA2)) != 0;
}

static bool is_no_alpha2(glo_reconciler *names, const glo_meaning *meaning) {
    return !is_alpha2(names, meaning);
}

static bool is_no_numeric(glo_reconciler *names, const glo_meaning *meaning) {
    (void)names;
    return !is_foreign(meaning);
}

static bool is_unhcr(glo_reconciler *names, const glo_meaning *meaning) {
    (void)names;
    return (meaning->schemes & (1U << GLO_SCHEME_UNHCR)) != 0;
}

static bool is_no_stranger(glo_reconciler *names, const glo_meaning *meaning) {
    (void)names;
    return meaning->tier != GLO_TIER_FOREIGN;
}

/* Which list of codes the column is of, if of one. */
static void heed_schemes(glo_meanings *meanings, glo_reconciler *names) {
    const uint32_t *in = names->in_scheme;
    const bool is_told = names->kind && strcmp(names->kind, "country") == 0;
    if (is_most(names->coded, names->known) || is_told)
        prefer(meanings, names, is_alpha2);
    else
        keep(meanings, names, is_no_alpha2);
    if (is_most(in[GLO_SCHEME_NUMERIC], names->known))
        return;
    keep(meanings, names, is_no_numeric);
    if (in[GLO_SCHEME_UNHCR] > in[GLO_SCHEME_ALPHA3])
        prefer(meanings, names, is_unhcr);
    else
        prefer(meanings, names, is_no_stranger);
}

/* Without a column: the best tier. */
static void keep_best_tier(glo_meanings *meanings) {
    glo_tier best = GLO_TIERS;
    size_t count = 0;
    for (size_t i = 0; i < meanings->count; i++) {
        if (meanings->items[i].tier < best)
            best = meanings->items[i].tier;
    }
    for (size_t i = 0; i < meanings->count; i++) {
        if (meanings->items[i].tier == best)
            meanings->items[count++] = meanings->items[i];
    }
    meanings->count = count;
}

static void decide(glo_meanings *meanings, glo_reconciler *names) {
    if (!names->is_read) {
        keep_best_tier(meanings);
        return;
    }
    heed_schemes(meanings, names);
    if (meanings->count < 2 || names->voters < FEWEST)
        return;
    prefer(meanings, names, is_of_the_kind);
    keep_nearest(meanings, names);
}

/* ---- what is said ---- */

/* How likely a kind is what an analyst means: the lower the likelier. */
static int rank_of(const glo_reconciler *names, const glo_meaning *meaning) {
    static const char *const usual[] = {"country", "municipality", "province", "police_zone"};
    const int kinds = sizeof usual / sizeof usual[0];
    int rank = 0;
    while (rank < kinds && strcmp(glo_index_kind(names->index, meaning->entry), usual[rank]) != 0)
        rank++;
    return rank + (kinds + 1) * (int)meaning->tier;
}

/* The likeliest first, to be named. */
static void sort_meanings(const glo_reconciler *names, glo_meanings *meanings) {
    for (size_t i = 1; i < meanings->count; i++) {
        const glo_meaning meaning = meanings->items[i];
        size_t to = i;
        for (; to > 0 && rank_of(names, &meanings->items[to - 1]) > rank_of(names, &meaning); to--)
            meanings->items[to] = meanings->items[to - 1];
        meanings->items[to] = meaning;
    }
}

/* "BE-11002 (municipality), BE-VAN (province) and 2 more" */
static void tell_meanings(const glo_reconciler *names, glo_meanings *meanings, glo_buf *out) {
    sort_meanings(names, meanings);
    for (size_t i = 0; i < meanings->count && i < SHOWN; i++)
        glo_buf_format(out, "%s%s (%s)", i == 0 ? "" : ", ",
                       glo_index_code(names->index, meanings->items[i].entry),
                       glo_index_kind(names->index, meanings->items[i].entry));
    if (meanings->count > SHOWN)
        glo_buf_format(out, " and %zu more", meanings->count - SHOWN);
}

static bool are_of_kinds(const glo_reconciler *names, const glo_meanings *meanings) {
    for (size_t i = 0; i < meanings->count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (names->index->entries[meanings->items[i].entry].kind ==
                names->index->entries[meanings->items[j].entry].kind)
                return false;
        }
    }
    return true;
}

static glo_status fail_open(const glo_reconciler *names, const char *text, glo_meanings *meanings) {
    glo_buf list = {0};
    tell_meanings(names, meanings, &list);
    glo_status status = glo_buf_status(&list);
    const uint32_t first = meanings->items[0].entry;
    if (status == GLO_OK && !names->kind && are_of_kinds(names, meanings))
        status = glo_fail(GLO_EAMBIGUOUS,
                          "zone '%s' is ambiguous: %s; say which kind the column holds (--kind %s) or map it "
                          "(--map 'zone:%s=%s')",
                          text, list.data, glo_index_kind(names->index, first), text,
                          glo_index_code(names->index, first));
    else if (status == GLO_OK)
        status = glo_fail(GLO_EAMBIGUOUS, "zone '%s' is ambiguous: %s; map it (--map 'zone:%s=%s')", text,
                          list.data, text, glo_index_code(names->index, first));
    glo_buf_dispose(&list);
    return status;
}

static glo_fit fits(const void *context, uint32_t entry) {
    glo_reconciler *names = (glo_reconciler *)context; /* walking up marks where it came by */
    const glo_meaning meaning = {.entry = entry};
    if (!is_in_scope(names, entry))
        return GLO_NEVER_FITS;
    return names->voters == 0 || (is_of_the_kind(names, &meaning) && shared_zones(names, entry) > 0)
               ? GLO_FITS
               : GLO_FITS_LESS;
}

/* "in BE": what the names are said to lie in. */
static const char *place_of(const glo_reconciler *names) {
    return names->within == NONE ? "" : glo_index_code(names->index, names->within);
}

/* The text is no zone of the scope: it may be one outside it, or near one. */
static int fail_unknown(glo_reconciler *names, const char *text, const char *fold) {
    const char *kind = names->kind, *place = place_of(names);
    const uint32_t within = names->within;
    glo_meanings meanings;
    glo_buf list = {0};
    names->kind = NULL;
    names->within = NONE;
    find_meanings(names, text, fold, &meanings);
    names->kind = kind;
    names->within = within;
    int status = read_column(names);
    if (status < 0)
        return status;
    if (meanings.count == 0 || (!kind && within == NONE))
        return glo_index_fail_unknown(names->index, GLO_ZONE, text, fold, fits, names);
    tell_meanings(names, &meanings, &list);
    if ((status = glo_buf_status(&list)) == GLO_OK)
        status = glo_fail(GLO_ENOTFOUND, "'%s' is no %s%s%s: it is %s", text, kind ? kind : "zone",
                          *place ? " in " : "", place, list.data);
    glo_buf_dispose(&list);
    return status;
}

static glo_status fail_missing(const char *text) {
    return glo_fail(GLO_EINVAL, "the zone is missing ('%s': not available)", text);
}

static int resolve_folded(glo_reconciler *names, const char *text, const char *fold, glo_name_match *out) {
    glo_meanings meanings;
    find_meanings(names, text, fold, &meanings);
    const size_t found = meanings.count;
    if (found == 0 && strcmp(text, "NA") == 0)
        return fail_missing(text);
    if (found > 0 && is_open(&meanings, text)) {
        int status = read_column(names);
        if (status < 0)
            return status;
        decide(&meanings, names);
        if (meanings.count == 0 && strcmp(text, "NA") == 0)
            return fail_missing(text);
        if (meanings.count > 1)
            return fail_open(names, text, &meanings);
    }
    if (meanings.count == 0)
        return fail_unknown(names, text, fold);
    const uint32_t entry = meanings.items[0].entry, country = country_of(names, entry);
    *out = (glo_name_match){.id = names->index->entries[entry].id,
                            .code = glo_index_code(names->index, entry),
                            .kind = glo_index_kind(names->index, entry),
                            .country = country == NONE ? NULL : glo_index_code(names->index, country),
                            .is_code = meanings.items[0].tier != GLO_TIER_LABEL &&
                                       meanings.items[0].tier != GLO_TIER_WORD,
                            .meanings = (int)found};
    return GLO_OK;
}

glo_status glo_reconciler_resolve(glo_reconciler *names, const char *text, glo_name_match *out) {
    char *fold;
    int status = glo_text_fold_name(text, &fold);
    if (status < 0)
        return status;
    status = *fold ? resolve_folded(names, text, fold, out) : glo_fail(GLO_EINVAL, "the zone is empty");
    free(fold);
    return status;
}

/* ---- making and freeing ---- */

static glo_status check_kind(const glo_reconciler *names) {
    glo_nearest nearest = {names->kind, NULL, 0};
    for (uint32_t i = 0; i < names->index->entry_count; i++) {
        if (strcmp(glo_index_kind(names->index, i), names->kind) == 0)
            return GLO_OK;
        glo_nearest_offer(&nearest, glo_index_kind(names->index, i));
    }
    return glo_fail(GLO_ENOTFOUND, "no zone is of the kind '%s'%s", names->kind, glo_nearest_hint(&nearest));
}

glo_status glo_reconciler_new(glo_store *store, const glo_name_scope *scope, glo_reconciler_source source,
                              void *context, glo_reconciler **out) {
    glo_reconciler *names;
    int64_t within = 0;
    int status = scope->within ? glo_store_resolve(store, GLO_ZONE, scope->within, &within, NULL) : GLO_OK;
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *names, &names);
    if (status < 0)
        return status;
    *names = (glo_reconciler){
        .store = store, .kind = scope->kind, .within = NONE, .source = source, .context = context};
    status = glo_index_need(store, GLO_ZONE, &names->index);
    if (status == GLO_OK)
        status = glo_words_new(&names->texts);
    if (status == GLO_OK)
        status = read_links(names);
    if (status == GLO_OK)
        status = names->kind ? check_kind(names) : GLO_OK;
    if (status == GLO_OK && scope->within)
        glo_index_entry_of(names->index, within, &names->within);
    if (status < 0) {
        glo_reconciler_free(names);
        return status;
    }
    *out = names;
    return GLO_OK;
}

void glo_reconciler_free(glo_reconciler *names) {
    if (!names)
        return;
    glo_words_free(names->texts);
    free(names->first);
    free(names->parents);
    free(names->stamps);
    free(names->queue);
    free(names->below);
    free(names->of_kind);
    free(names);
}
