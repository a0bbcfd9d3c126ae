/* line.c: the line at hand as the tables see it: its texts, its rejection, the labels it gives. Declared in
 * import.h.
 *
 * Example:  if (glo_import_text(import, CODE) == NULL) return glo_import_reject(import, CODE);
 */
#include "base/err.h"
#include "import/import.h"
#include "io/rows.h"

#include <inttypes.h>
#include <string.h>

enum { CELL_ROOM = 200 };

const char *glo_import_text(glo_import *import, size_t field) {
    const glo_csv_field *value = &import->values[field];
    if (value->length == 0)
        return NULL;
    glo_buf_clear(&import->text);
    glo_buf_bytes(&import->text, value->text, value->length);
    return import->text.data;
}

glo_csv_field glo_import_through_map(const glo_field_source *source, glo_csv_field value) {
    for (size_t i = 0; i < source->map_count; i++) {
        if (strlen(source->map_from[i]) == value.length &&
            memcmp(source->map_from[i], value.text, value.length) == 0)
            return (glo_csv_field){source->map_to[i], (uint32_t)strlen(source->map_to[i]), 0};
    }
    return value;
}

/* The column of the file that the row at hand was made of; of one that was read before it is not known any more. */
static const char *name_cell(const glo_import *import, char out[CELL_ROOM]) {
    if (!import->record || !import->cell_column || import->cell_column >= import->record->count)
        return NULL;
    const glo_csv_field *cell = &import->record->fields[import->cell_column];
    size_t length = cell->length < CELL_ROOM - 1 ? cell->length : CELL_ROOM - 1;
    memcpy(out, cell->text, length);
    out[length] = '\0';
    return out;
}

int glo_import_reject_line(glo_import *import, uint64_t line, int field, const char *raw) {
    char cell[CELL_ROOM];
    const char *column = field < 0 ? NULL : import->table->fields[field].name;
    for (size_t i = 0; column && i < import->spec->field_count; i++) {
        if (strcmp(import->spec->fields[i].field, column) == 0 && import->spec->fields[i].column)
            column = import->spec->fields[i].column; /* the analyst's own name for it */
    }
    if (column && strncmp(column, GLO_ROWS_LONG, strlen(GLO_ROWS_LONG)) == 0)
        column = name_cell(import, cell);
    if (import->spec->strict)
        return glo_fail(GLO_EREJECTED, "%s, line %" PRIu64 "%s%s%s: %s; nothing was imported (strict)",
                        import->spec->file, line, column ? ", column '" : "", column ? column : "",
                        column ? "'" : "", glo_message());
    import->result.rejected++;
    glo_status status = glo_rejects_add(import->rejects, line, column, glo_message(), raw ? raw : "");
    if (status == GLO_OK)
        status = glo_refused_add(import);
    return status < 0 ? status : GLO_REJECTED;
}

static void append_mapped(glo_import *import) {
    const glo_csv_record *record = import->record;
    bool is_first = true;
    for (size_t column = 0; column < record->count; column++) {
        bool is_mapped = false;
        for (size_t i = 0; i < import->mappings->count; i++)
            is_mapped |=
                import->mappings->items[i].from_column && import->mappings->items[i].column == column;
        if (!is_mapped)
            continue;
        const glo_csv_record alone = {.raw = record->fields[column].text,
                                      .raw_length = record->fields[column].length};
        if (!is_first)
            glo_buf_char(&import->raw, import->result.delimiter);
        glo_csv_raw(&alone, &import->raw);
        is_first = false;
    }
}

const char *glo_import_raw(glo_import *import) {
    const glo_csv_record *record = import->record;
    glo_buf_clear(&import->raw);
    if (import->table->drops_text)
        return "";
    if (record && import->mappings->is_every_column)
        glo_csv_raw(record, &import->raw);
    else if (record && !record->fault && record->count == import->column_count)
        append_mapped(import);
    if (!import->raw.data || (import->table->may_keep && !import->table->may_keep(import->raw.data)))
        return "";
    return import->raw.data;
}

int glo_import_reject(glo_import *import, int field) {
    return glo_import_reject_line(import, import->line, field, glo_import_raw(import));
}

int glo_import_reject_if_fault(glo_import *import, glo_status status, int field) {
    if (status == GLO_EINVAL || status == GLO_ENOTFOUND || status == GLO_EAMBIGUOUS ||
        status == GLO_EEXISTS || status == GLO_EMARKING)
        return glo_import_reject(import, field);
    return status;
}

glo_status glo_import_fail_constraint(const glo_import *import) {
    const char *said = sqlite3_errmsg(import->store->db);
    const char *rule = strstr(said, " constraint failed: ");
    if (!rule)
        return glo_fail(GLO_EINVAL, "a value is not allowed here (%s)", said);
    rule += strlen(" constraint failed: ");
    const char *field = strrchr(rule, '.'); /* NOT NULL constraint failed: channel_history.kind */
    if (strncmp(said, "NOT NULL", 8) == 0)
        return glo_fail(GLO_EINVAL, "%s is missing", field ? field + 1 : rule);
    if (strncmp(said, "CHECK", 5) == 0)
        return glo_fail(GLO_EINVAL, "a value is outside what may be: %s", rule);
    return glo_fail(GLO_EINVAL, "a value is not allowed here (%s)", said);
}

glo_status glo_import_labels(glo_store *store, const char *kind, int64_t id, const char *const texts[4]) {
    static const char *const languages[] = {"nl", "fr", "de", "en"};
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(
        store, "insert or replace into label (kind, id, lang, text) values (?1,?2,?3,?4)", &statement);
    for (int i = 0; status >= 0 && i < 4; i++) {
        if (!texts[i] || !*texts[i])
            continue;
        sqlite3_reset(statement);
        glo_db_bind_text(statement, 1, kind);
        sqlite3_bind_int64(statement, 2, id);
        glo_db_bind_text(statement, 3, languages[i]);
        glo_db_bind_text(statement, 4, texts[i]);
        status = glo_db_step(store, statement);
    }
    return glo_db_finish(store, statement, status);
}
