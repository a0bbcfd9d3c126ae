/* reject_marking.c: how strictly refused lines are marked. A line that would have been taken is marked by what it says itself,
 * by its source and by the file; where none of them says it, by the store's default. One that can't be read may be any of the
 * file's, so it is as strict as those taken. Declared in import.h.
 *
 * Example:  a line "2024-13,BE,3,RED", refused for its date  ->  TLP:RED
 */
#include "base/err.h"
#include "import/observations.h"
#include "import/tables.h"

enum { UNMARKED, MARKED };

static bool is_readable(const glo_import *import) {
    return import->record && !import->record->fault && import->record->count == import->column_count;
}

/* What the line says of its marking, or the mapping or the file for it; *out_is_told: whether any does. */
static glo_status marking_of_line(glo_import *import, bool is_read, glo_marking *out, bool *out_is_told) {
    const size_t field = import->table->handling_field ? import->table->handling_field : HANDLING;
    glo_marking file = {0, 0}, line = {0, 0};
    const bool is_from_file = import->result.file_marking[0] != '\0';
    const bool is_own = import->values[field].length > 0 && (is_read || !import->is_column[field]);
    glo_status status = is_from_file ? glo_marking_parse(import->result.file_marking, &file) : GLO_OK;
    if (status < 0)
        return status;
    const bool is_parsed = is_own && glo_marking_parse(glo_import_text(import, field), &line) == GLO_OK;
    *out = glo_marking_join(file, line);
    *out_is_told = is_parsed || (is_from_file && !is_own);
    return GLO_OK;
}

static glo_status remember_source(glo_import *import, bool is_told) {
    const glo_csv_field source = glo_line_source_of(import);
    glo_words **words = &import->refused.sources[is_told ? MARKED : UNMARKED];
    uint32_t code;
    if (source.length == 0) {
        import->refused.is_untold |= !is_told;
        return GLO_OK;
    }
    glo_status status = *words ? GLO_OK : glo_words_new(words);
    return status < 0 ? status : glo_words_add(*words, source.text, source.length, &code);
}

glo_status glo_refused_add(glo_import *import) {
    glo_refused *refused = &import->refused;
    const bool is_read = is_readable(import);
    glo_marking marking;
    bool is_told;
    if (import->table != &glo_import_observations && !import->table->handling_field) { /* it can't say */
        refused->is_untold = true;
        return GLO_OK;
    }
    glo_status status = marking_of_line(import, is_read, &marking, &is_told);
    if (status < 0)
        return status;
    refused->marking = glo_marking_join(refused->marking, marking);
    refused->is_unreadable |= !is_read;
    if (import->table == &glo_import_observations && (is_read || !import->is_column[SOURCE]))
        return remember_source(import, is_told);
    refused->is_untold |= !is_told;
    return GLO_OK;
}

/* Joins the markings of the sources; *is_untold: one of them marks nothing that does not mark itself. */
static glo_status join_sources(glo_store *store, const glo_words *sources, glo_marking *marking,
                               bool *is_untold) {
    sqlite3_stmt *statement = NULL;
    int status =
        glo_db_prepare(store, "select handling, marks_lines from source where code = ?1", &statement);
    if (status < 0)
        return status;
    for (uint32_t code = 0; status >= 0 && code < glo_words_count(sources); code++) {
        glo_marking of_source = {0, 0};
        sqlite3_reset(statement);
        glo_db_bind_text(statement, 1, glo_words_text(sources, code));
        if ((status = glo_db_step(store, statement)) == 1) {
            *is_untold |= sqlite3_column_int(statement, 1) != 0;
            status = glo_marking_parse(glo_db_text(statement, 0), &of_source);
        } else if (status == 0) { /* it would have been added */
            *is_untold = true;
        }
        *marking = glo_marking_join(*marking, of_source);
    }
    return glo_db_finish(store, statement, status);
}

glo_status glo_refused_finish(glo_import *import) {
    glo_refused *refused = &import->refused;
    glo_marking marking = refused->marking, otherwise = {0, 0};
    bool is_told = false;
    glo_status status = GLO_OK;
    if (refused->sources[MARKED])
        status = join_sources(import->store, refused->sources[MARKED], &marking, &is_told);
    if (status == GLO_OK && refused->sources[UNMARKED])
        status = join_sources(import->store, refused->sources[UNMARKED], &marking, &refused->is_untold);
    if (status == GLO_OK && refused->is_untold)
        status = glo_default_marking(import->store, &otherwise);
    if (status < 0)
        return status;
    if (refused->is_unreadable)
        marking = glo_marking_join(marking, import->marking);
    refused->marking = glo_marking_join(marking, otherwise);
    return GLO_OK;
}

void glo_refused_dispose(glo_refused *refused) {
    glo_words_free(refused->sources[UNMARKED]);
    glo_words_free(refused->sources[MARKED]);
    *refused = (glo_refused){0};
}
