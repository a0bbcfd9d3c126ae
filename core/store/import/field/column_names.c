/* column_names.c: the names in an import: zones read with the others of their column, phenomena, those that are added, and the
 * report of what became what. Declared in import.h.
 *
 * The column is read anew when its first name of several meanings comes; a file of codes is read once. What can't be read
 * twice, a pipe, has no column: there a name of several meanings is asked for.
 */
#include "base/alloc.h"
#include "base/err.h"
#include "import/field/add_phenomenon.h"
#include "import/import.h"
#include "io/input.h"
#include "store/reconcile.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* One text of one field, and what became of it. */
typedef struct glo_name_use {
    int64_t id, lines;
    uint32_t code, kind, country; /* in words; 0: none */
    const char *how;
    char *fault; /* NULL: it was taken */
    glo_status status;
} glo_name_use;

typedef struct glo_field_names {
    glo_import *import;
    size_t field;
    glo_reconciler *zones; /* NULL: of phenomena, or none came yet */
    glo_words *texts;
    glo_name_use *uses; /* by code of the text */
    size_t count, room;
} glo_field_names;

typedef struct glo_import_names {
    glo_field_names fields[GLO_IMPORT_FIELDS];
    glo_words *words; /* codes, kinds, countries; 0 is "" */
    char *parent;     /* the code under which phenomena are added; NULL */
} glo_import_names;

/* ---- the column, read anew ---- */

static bool is_readable_twice(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static int give_rows(const glo_field_names *column, glo_csv_reader *reader, glo_reconciler *names) {
    const glo_import *import = column->import;
    glo_csv_record record;
    glo_buf text = {0};
    uint64_t lines = 0;
    int status;
    while ((status = glo_csv_next(reader, &record)) == 1) {
        if (++lines % 4096 == 0 && (status = glo_job_step(import->job, "reading the names", lines, 0)) < 0)
            break;
        if (record.fault || record.count != glo_csv_columns(reader) ||
            (import->reason_column && record.fields[import->reason_column].length))
            continue; /* rejected anyway */
        const glo_csv_field value =
            glo_import_mapped(import->sources[column->field], record.fields[import->columns[column->field]]);
        if (value.length == 0)
            continue;
        glo_buf_clear(&text);
        glo_buf_bytes(&text, value.text, value.length);
        if ((status = glo_buf_status(&text)) < 0 || (status = glo_reconciler_add(names, text.data)) < 0)
            break;
    }
    glo_buf_dispose(&text);
    return status;
}

static int give_column(void *context, glo_reconciler *names) {
    const glo_field_names *column = context;
    const glo_import_spec *spec = column->import->spec;
    const char *path = spec->rows ? spec->rows : spec->file;
    const glo_csv_options options = {.encoding = spec->encoding,
                                     .delimiter = spec->delimiter,
                                     .header = 1,
                                     .first_line = spec->header_line,
                                     .line_limit = column->import->table->line_limit};
    glo_input *input = NULL;
    glo_csv_reader *reader = NULL;
    if (!is_readable_twice(path))
        return GLO_OK;
    int status = glo_input_open(path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = glo_csv_open(&source, &options, &reader);
    if (status == GLO_OK)
        status = give_rows(column, reader, names);
    glo_csv_close(reader);
    glo_input_close(input);
    return status;
}

/* ---- one text ---- */

static glo_status keep_word(glo_import_names *names, const char *word, uint32_t *out) {
    return glo_words_add(names->words, word ? word : "", word ? strlen(word) : 0, out);
}

/* What is said of a fault of the text, and of every further line of it. */
static glo_status keep_fault(glo_name_use *use, glo_status status) {
    if (status != GLO_EINVAL && status != GLO_ENOTFOUND && status != GLO_EAMBIGUOUS)
        return status;
    use->status = status;
    use->how = status == GLO_ENOTFOUND ? "unknown" : status == GLO_EAMBIGUOUS ? "ambiguous" : "missing";
    return glo_alloc_text(glo_message(), &use->fault);
}

static glo_status resolve_zone(glo_field_names *column, const char *text, glo_name_use *use) {
    glo_import *import = column->import;
    const glo_name_scope scope = {import->spec->kind, import->spec->within};
    glo_name_match match;
    glo_status status = GLO_OK;
    if (!column->zones)
        status =
            glo_reconciler_new(import->store, &scope, import->is_column[column->field] ? give_column : NULL,
                               column, &column->zones);
    if (status < 0)
        return status;
    if ((status = glo_reconciler_resolve(column->zones, text, &match)) < 0)
        return keep_fault(use, status);
    use->id = match.id;
    use->how = match.meanings > 1 ? "as the others" : match.is_code ? "code" : "name";
    if ((status = keep_word(import->names, match.code, &use->code)) < 0 ||
        (status = keep_word(import->names, match.kind, &use->kind)) < 0)
        return status;
    return keep_word(import->names, match.country, &use->country);
}

static glo_status add_phenomenon(glo_import *import, const char *text, glo_name_use *use) {
    const char *language = import->spec->language ? import->spec->language : "en", *code;
    glo_status status = glo_phenomenon_add(import->store, import->names->parent, text, language, &use->id);
    if (status < 0)
        return status;
    use->how = "added";
    import->result.added_phenomena++;
    status = glo_store_resolve(import->store, GLO_PHENOMENON, text, &use->id, &code);
    return status < 0 ? status : keep_word(import->names, code, &use->code);
}

static glo_status resolve_phenomenon(glo_field_names *column, const char *text, glo_name_use *use) {
    glo_import *import = column->import;
    const char *code;
    glo_status status = keep_word(import->names, "phenomenon", &use->kind);
    if (status < 0)
        return status;
    status = glo_store_resolve(import->store, GLO_PHENOMENON, text, &use->id, &code);
    if (status == GLO_ENOTFOUND && import->names->parent)
        return add_phenomenon(import, text, use);
    if (status < 0)
        return keep_fault(use, status);
    use->how = strcmp(code, text) == 0 ? "code" : "name";
    return keep_word(import->names, code, &use->code);
}

typedef glo_status (*glo_name_resolver)(glo_field_names *column, const char *text, glo_name_use *use);

static glo_status need_column(glo_import *import, size_t field, glo_field_names **out) {
    glo_field_names *column = &import->names->fields[field];
    *out = column;
    if (column->texts)
        return GLO_OK;
    column->import = import;
    column->field = field;
    return glo_words_new(&column->texts);
}

/* Each text is resolved once, the lines of it are counted. */
static glo_status use_name(glo_import *import, size_t field, const char *text, int64_t lines,
                           glo_name_resolver resolve, int64_t *out) {
    glo_field_names *column;
    uint32_t code;
    glo_status status = need_column(import, field, &column);
    if (status < 0)
        return status;
    const uint32_t before = glo_words_count(column->texts);
    if (glo_words_add(column->texts, text, strlen(text), &code) < 0 ||
        glo_alloc_grow(&column->uses, &column->room, (size_t)code + 1, sizeof *column->uses) < 0)
        return GLO_ENOMEM;
    glo_name_use *use = &column->uses[code];
    if (code == before) {
        *use = (glo_name_use){.how = ""};
        column->count = (size_t)code + 1;
        if ((status = resolve(column, text, use)) < 0)
            return status;
    }
    use->lines += lines;
    if (use->fault)
        return glo_fail(use->status, "%s", use->fault);
    *out = use->id;
    return GLO_OK;
}

glo_status glo_import_zone(glo_import *import, size_t field, const char *text, int64_t lines, int64_t *out) {
    if (import->store->in_reference) /* codes of our own, before the tree is whole */
        return glo_store_resolve(import->store, GLO_ZONE, text, out, NULL);
    return use_name(import, field, text, lines, resolve_zone, out);
}

glo_status glo_import_phenomenon(glo_import *import, size_t field, const char *text, int64_t lines,
                                 int64_t *out) {
    return use_name(import, field, text, lines, resolve_phenomenon, out);
}

/* ---- begin, report, end ---- */

static glo_status check_scope(const glo_import *import) {
    const glo_name_scope scope = {import->spec->kind, import->spec->within};
    glo_reconciler *names = NULL;
    if (!scope.kind && !scope.within)
        return GLO_OK;
    glo_status status = glo_reconciler_new(import->store, &scope, NULL, NULL, &names);
    glo_reconciler_free(names);
    return status;
}

glo_status glo_import_names_open(glo_import *import) {
    const char *code;
    int64_t id;
    uint32_t none;
    glo_status status = glo_alloc_array(1, sizeof *import->names, &import->names);
    if (status == GLO_OK)
        status = glo_words_new(&import->names->words);
    if (status == GLO_OK)
        status = keep_word(import->names, "", &none);
    if (status == GLO_OK)
        status = check_scope(import);
    if (status < 0 || !import->spec->add_phenomena)
        return status;
    status = glo_store_resolve(import->store, GLO_PHENOMENON, import->spec->add_phenomena, &id, &code);
    return status < 0 ? status : glo_alloc_text(code, &import->names->parent);
}

static size_t count_uses(const glo_import_names *names) {
    size_t count = 0;
    for (size_t field = 0; field < GLO_IMPORT_FIELDS; field++)
        count += names->fields[field].count;
    return count;
}

typedef struct glo_report_columns {
    glo_column *text, *code, *kind, *country, *lines, *how;
} glo_report_columns;

static glo_status set_word(const glo_import_names *names, glo_column *column, size_t row, uint32_t word) {
    if (word == 0)
        return glo_column_set_null(column, row);
    return glo_column_set_text(column, row, glo_words_text(names->words, word),
                               glo_words_length(names->words, word));
}

static glo_status write_use(const glo_import_names *names, const glo_field_names *column, uint32_t text,
                            const glo_report_columns *to, size_t row) {
    const glo_name_use *use = &column->uses[text];
    glo_status status = glo_column_set_text(to->text, row, glo_words_text(column->texts, text),
                                            glo_words_length(column->texts, text));
    to->lines->integers[row] = use->lines;
    if (status == GLO_OK)
        status = set_word(names, to->code, row, use->code);
    if (status == GLO_OK)
        status = set_word(names, to->kind, row, use->kind);
    if (status == GLO_OK)
        status = set_word(names, to->country, row, use->country);
    return status == GLO_OK ? glo_column_set_text(to->how, row, use->how, strlen(use->how)) : status;
}

static glo_status add_column(glo_frame_builder *builder, const char *name, glo_type type, size_t rows,
                             glo_column **out) {
    glo_status status = glo_column_new(type, rows, out);
    return status == GLO_OK ? glo_frame_builder_add(builder, name, *out) : status;
}

glo_status glo_import_names_report(const glo_import *import, glo_frame **out) {
    const glo_import_names *names = import->names;
    const size_t rows = count_uses(names);
    glo_frame_builder builder = {0};
    glo_report_columns to;
    glo_marking marking = {0, 0}, of_file = {0, 0};
    size_t row = 0;
    glo_status status = add_column(&builder, "text", GLO_TYPE_TEXT, rows, &to.text);
    if (status == GLO_OK)
        status = add_column(&builder, "code", GLO_TYPE_TEXT, rows, &to.code);
    if (status == GLO_OK)
        status = add_column(&builder, "kind", GLO_TYPE_TEXT, rows, &to.kind);
    if (status == GLO_OK)
        status = add_column(&builder, "country", GLO_TYPE_TEXT, rows, &to.country);
    if (status == GLO_OK)
        status = add_column(&builder, "lines", GLO_TYPE_INTEGER, rows, &to.lines);
    if (status == GLO_OK)
        status = add_column(&builder, "how", GLO_TYPE_TEXT, rows, &to.how);
    for (size_t field = 0; status == GLO_OK && field < GLO_IMPORT_FIELDS; field++) {
        const glo_field_names *column = &names->fields[field];
        for (uint32_t text = 0; status == GLO_OK && text < column->count; text++)
            status = write_use(names, column, text, &to, row++);
    }
    if (status == GLO_OK) /* as the rejected lines, and the file itself */
        status = glo_cells_marking(import->store, &marking);
    if (status == GLO_OK && import->result.file_marking[0])
        status = glo_marking_parse(import->result.file_marking, &of_file);
    if (status == GLO_OK)
        return glo_frame_new(&builder, glo_marking_join(marking, of_file), NULL, out);
    glo_frame_builder_dispose(&builder);
    return status;
}

void glo_import_names_close(glo_import *import) {
    glo_import_names *names = import->names;
    if (!names)
        return;
    for (size_t field = 0; field < GLO_IMPORT_FIELDS; field++) {
        glo_field_names *column = &names->fields[field];
        for (size_t text = 0; text < column->count; text++)
            free(column->uses[text].fault);
        free(column->uses);
        glo_words_free(column->texts);
        glo_reconciler_free(column->zones);
    }
    glo_words_free(names->words);
    free(names->parent);
    free(names);
    import->names = NULL;
}
