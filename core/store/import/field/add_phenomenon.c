/* add_phenomenon.c: a word that the tree of phenomena lacks becomes a phenomenon, with a code of its own made of the word, and
 * the word as its label. How it goes is in add_phenomenon.h. */
#include "import/field/add_phenomenon.h"

#include "base/err.h"
#include "base/text.h"
#include "names/name_index.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SLUG = 48 }; /* bytes of the last part of a code */

/* "Vol de vélo (total)" is vol_de_velo_total: letters and digits of ASCII, and what else is there one _. */
static glo_status make_slug(const char *word, char out[SLUG + 1]) {
    char *fold;
    size_t length = 0;
    glo_status status = glo_text_fold(word, &fold);
    if (status < 0)
        return status;
    for (const char *at = fold; *at && length < SLUG; at++) {
        bool is_letter = isalnum((unsigned char)*at) && (unsigned char)*at < 0x80;
        if (is_letter)
            out[length++] = *at;
        else if (length && out[length - 1] != '_')
            out[length++] = '_';
    }
    free(fold);
    while (length && out[length - 1] == '_')
        length--;
    out[length] = '\0';
    if (!length) /* nothing of it is ASCII */
        memcpy(out, "other", sizeof "other");
    return GLO_OK;
}

/* property.vol_de_velo, or property.vol_de_velo_2 where that is another's. */
static int insert(glo_store *store, const char *parent, const char *slug, int64_t *out) {
    sqlite3_stmt *row = NULL;
    int status =
        glo_db_prepare(store,
                       "insert into phenomenon (code, parent) select ?1, id from phenomenon where code = ?2 "
                       "on conflict do nothing returning id",
                       &row);
    for (int n = 1, found = 0; status >= 0 && !found; n++) {
        char code[400];
        if (n == 1)
            snprintf(code, sizeof code, "%s.%s", parent, slug);
        else
            snprintf(code, sizeof code, "%s.%s_%d", parent, slug, n);
        sqlite3_reset(row);
        glo_db_bind_text(row, 1, code);
        glo_db_bind_text(row, 2, parent);
        if ((status = glo_db_step(store, row)) == 1) {
            found = 1;
            *out = sqlite3_column_int64(row, 0);
            status = glo_db_step(store, row);
        }
    }
    return glo_db_finish(store, row, status);
}

static int insert_label(glo_store *store, int64_t id, const char *language, const char *word) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store, "insert into label (kind, id, lang, text) values ('phenomenon', ?1, ?2, ?3)", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, id);
    glo_db_bind_text(row, 2, language);
    glo_db_bind_text(row, 3, word);
    status = glo_db_step(store, row);
    return glo_db_finish(store, row, status);
}

int glo_phenomenon_add(glo_store *store, const char *parent, const char *word, const char *language,
                       int64_t *out) {
    char slug[SLUG + 1];
    int64_t id = 0;
    int status = make_slug(word, slug);
    if (status == GLO_OK)
        status = insert(store, parent, slug, &id);
    if (status == GLO_OK)
        status = insert_label(store, id, language, word);
    if (status < 0)
        return status;
    glo_index_free(
        store->indexes[GLO_PHENOMENON]); /* the same word in other capitals is the same phenomenon */
    store->indexes[GLO_PHENOMENON] = NULL;
    *out = id;
    return GLO_OK;
}
