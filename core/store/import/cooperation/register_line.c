/* register_line.c: a line of a table of the cooperation register as a version of a row. What it promises is in
 * register_table.h. */
#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "import/cooperation/register_table.h"
#include "import/versions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct state {
    glo_buf insert, same_key, same_value, key_words;
    glo_version_table table;
    glo_versions versions;
    sqlite3_stmt *overlap; /* NULL: a row of the table has no validity of its own */
    sqlite3_stmt *known[2];
    const char
        *first_field; /* of the line at hand: the field of its first day, and that day; NULL: none is said */
    int32_t first;
    glo_marking otherwise, of_file;
} state;

static const char *const known_tables[] = {"channel", "agreement"};

static const char *field_name(const glo_import *import, size_t field) {
    return import->table->fields[field].name;
}

static size_t field_count(const glo_import *import) {
    size_t count = 0;
    while (count < GLO_IMPORT_FIELDS && import->table->fields[count].name)
        count++;
    return count;
}

/* --- the statements, written from the names of the fields ------------------------------------------------------------ */

static void add_pairs(glo_buf *out, const char *const *names, const char *from) {
    for (size_t i = 0; i < REGISTER_KEY && names[i]; i++)
        glo_buf_format(out, "%so.%s is n.%s", i ? " and " : "", names[i], names[i]);
    if (from)
        glo_buf_format(out, " and o.%s is n.%s", from, from);
}

/* insert into channel_history (code, ..., batch, retracted) values (?1, ..., ?31, ?31) */
static void write_insert(const glo_import *import, const glo_register_table *table, glo_buf *out) {
    const size_t count = field_count(import);
    glo_buf_format(out, "insert into %s (", table->name);
    for (size_t i = 0; i < count; i++)
        glo_buf_format(out, "%s, ", field_name(import, i));
    glo_buf_text(out, "batch, retracted) values (");
    for (size_t i = 1; i <= count; i++)
        glo_buf_format(out, "?%zu, ", i);
    glo_buf_format(out, "?%d, ?%d)", GLO_VERSION_BATCH, GLO_VERSION_BATCH);
}

static void write_same_value(const glo_import *import, glo_buf *out) {
    for (size_t i = 0; i < field_count(import); i++)
        glo_buf_format(out, "%so.%s is n.%s", i ? " and " : "", field_name(import, i), field_name(import, i));
}

static void write_key_words(const glo_register_table *table, glo_buf *out) {
    for (size_t i = 0; i < REGISTER_KEY && table->same[i]; i++)
        glo_buf_format(out, "%s%s", i ? ", " : "", table->same[i]);
    if (table->from)
        glo_buf_format(out, " and %s", table->from);
}

#define FIRST(row) "coalesce(" row ".valid_from, -2147483648)"
#define LAST(row) "coalesce(" row ".valid_to, 2147483647)"

static glo_status prepare_overlap(glo_import *import, const glo_register_table *table, sqlite3_stmt **out) {
    glo_buf sql = {0};
    glo_buf_text(&sql, "select o.id, o.batch, o.valid_from, o.valid_to, ");
    if (table->place)
        glo_buf_format(&sql,
                       "(select code from zone where id = o.%s), (select code from zone where id = n.%s)",
                       table->place, table->place);
    else
        glo_buf_text(&sql, "null, null");
    glo_buf_format(&sql, " from %s n join %s o on ", table->name, table->name);
    add_pairs(&sql, table->same, NULL);
    glo_buf_text(&sql, " and o.retracted is null and o.id <> n.id and " FIRST("o") " <= " LAST(
                           "n") " and " FIRST("n") " <= " LAST("o") " where n.id = ?1 order by o.id limit 1");
    glo_status status = glo_buf_status(&sql);
    if (status == GLO_OK)
        status = glo_db_prepare(import->store, sql.data, out);
    glo_buf_dispose(&sql);
    return status;
}

static glo_status open_versions(glo_import *import, const glo_register_table *table, state *s) {
    write_insert(import, table, &s->insert);
    add_pairs(&s->same_key, table->same, table->from);
    write_same_value(import, &s->same_value);
    write_key_words(table, &s->key_words);
    glo_buf *const all[] = {&s->insert, &s->same_key, &s->same_value, &s->key_words};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        const glo_status status = glo_buf_status(all[i]);
        if (status < 0)
            return status;
    }
    s->table = (glo_version_table){.name = table->name,
                                   .insert = s->insert.data,
                                   .same_key = s->same_key.data,
                                   .same_value = s->same_value.data,
                                   .key_words = s->key_words.data};
    return glo_versions_open(import, &s->table, &s->versions);
}

static glo_status open_known(glo_import *import, state *s) {
    for (size_t i = 0; i < 2; i++) {
        char sql[100];
        snprintf(sql, sizeof sql, "select 1 from %s_history where code = ?1 and retracted is null",
                 known_tables[i]);
        const glo_status status = glo_db_prepare(import->store, sql, &s->known[i]);
        if (status < 0)
            return status;
    }
    return GLO_OK;
}

int glo_register_begin(glo_import *import) {
    const glo_register_table *table = import->table->context;
    state *s;
    glo_status status = glo_alloc_array(1, sizeof *s, &s);
    if (status < 0)
        return status;
    import->state = s;
    if ((status = open_versions(import, table, s)) == GLO_OK)
        status = open_known(import, s);
    if (status == GLO_OK && table->from)
        status = prepare_overlap(import, table, &s->overlap);
    if (status == GLO_OK)
        status = glo_default_marking(import->store, &s->otherwise);
    if (status == GLO_OK && import->result.file_marking[0])
        status = glo_marking_parse(import->result.file_marking, &s->of_file);
    return status;
}

void glo_register_dispose(glo_import *import) {
    state *s = import->state;
    if (!s)
        return;
    glo_versions_dispose(&s->versions);
    sqlite3_finalize(s->overlap);
    for (size_t i = 0; i < 2; i++)
        sqlite3_finalize(s->known[i]);
    glo_buf_dispose(&s->insert);
    glo_buf_dispose(&s->same_key);
    glo_buf_dispose(&s->same_value);
    glo_buf_dispose(&s->key_words);
    free(s);
    import->state = NULL;
}

/* --- a field --------------------------------------------------------------------------------------------------------- */

static glo_status fail_unknown_code(glo_import *import, size_t which, const char *code) {
    sqlite3_stmt *statement = NULL;
    glo_words *names = NULL;
    glo_nearest nearest = {code, NULL, 0};
    char sql[100];
    snprintf(sql, sizeof sql, "select distinct code from %s_history where retracted is null",
             known_tables[which]);
    int status = glo_words_new(&names);
    if (status == GLO_OK)
        status = glo_db_prepare(import->store, sql, &statement);
    while (status >= 0 && statement && (status = glo_db_step(import->store, statement)) == 1) {
        uint32_t added;
        const char *name = glo_db_text(statement, 0);
        if ((status = glo_words_add(names, name, strlen(name), &added)) < 0)
            break;
    }
    if (statement)
        status = glo_db_finish(import->store, statement, status);
    for (uint32_t i = 0; status == GLO_OK && i < glo_words_count(names); i++)
        glo_nearest_offer(&nearest, glo_words_text(names, i));
    if (status == GLO_OK)
        status = glo_fail(GLO_ENOTFOUND, "there is no %s '%.80s'%s%s", known_tables[which], code,
                          glo_nearest_hint(&nearest), nearest.best ? "" : "; import it first");
    glo_words_free(names);
    return status;
}

static glo_status check_known(glo_import *import, size_t which, const char *code) {
    sqlite3_stmt *known = ((state *)import->state)->known[which];
    sqlite3_bind_text(known, 1, code, -1, SQLITE_TRANSIENT);
    const int found = glo_db_step(import->store, known);
    sqlite3_reset(known);
    if (found < 0)
        return found;
    return found == 1 ? GLO_OK : fail_unknown_code(import, which, code);
}

/* The day that a field stands for, of a period the end that its type says. */
static glo_status read_day(glo_import *import, glo_register_type type, size_t field, int32_t *out) {
    glo_span span;
    int32_t day;
    const glo_status status = glo_import_date(import, &import->values[field], &day, &span);
    if (status < 0)
        return status;
    *out = type == REGISTER_TO || type == REGISTER_IN_FORCE ? glo_span_last(day, span) : day;
    return GLO_OK;
}

static glo_status bind_period(glo_import *import, sqlite3_stmt *insert, size_t field) {
    char text[GLO_DATE_SIZE];
    glo_span span;
    int32_t day;
    const glo_status status = glo_import_date(import, &import->values[field], &day, &span);
    if (status < 0)
        return status;
    glo_date_format(day, span, text);
    return glo_db_bind_copy(import->store, insert, (int)field + 1, text);
}

/* What a report says of its marking may be as short as "H2": the rest is the store's default; H1 where it has no code. */
static glo_marking report_marking(glo_marking otherwise, glo_marking said, const char *text) {
    const bool has_tlp = text && strpbrk(text, "cClLaAgGeE") != NULL;
    glo_marking marking = has_tlp ? said : glo_marking_join(otherwise, said);
    if (marking.codes == 0)
        marking.codes = GLO_H1;
    return marking;
}

/* The file's marking and the line's, and the store's where neither says one. */
static glo_status bind_handling(glo_import *import, sqlite3_stmt *insert, glo_register_type type,
                                size_t field, const char *text) {
    const state *s = import->state;
    glo_marking marking = s->otherwise;
    if (text) {
        const glo_status status = glo_marking_parse(text, &marking);
        if (status < 0)
            return status;
    }
    if (type == REGISTER_REPORT_MARKING)
        marking = report_marking(s->otherwise, text ? marking : (glo_marking){0, 0}, text);
    if (import->result.file_marking[0])
        marking =
            text || type == REGISTER_REPORT_MARKING ? glo_marking_join(marking, s->of_file) : s->of_file;
    sqlite3_bind_int(insert, (int)field + 1, glo_marking_pack(marking));
    import->marking = glo_marking_join(import->marking, marking);
    return GLO_OK;
}

static glo_status bind_carries(sqlite3_stmt *insert, size_t field, const char *text) {
    glo_marking marking;
    const glo_status status = glo_marking_parse(text, &marking);
    if (status == GLO_OK)
        sqlite3_bind_int(insert, (int)field + 1, glo_marking_pack(marking));
    return status;
}

static glo_status bind_word(glo_import *import, sqlite3_stmt *insert, glo_register_type type, size_t field,
                            const char *text) {
    const char *word;
    const glo_status status = glo_register_choice(type, field_name(import, field), text, &word);
    if (status == GLO_OK)
        glo_db_bind_text(insert, (int)field + 1, word);
    return status;
}

/* GLO_EINVAL where a field says who somebody is or how to reach them, and which. It is asked of all fields before any is read: a line
 * that is refused for something else would be kept with it. */
static glo_status check_persons(glo_import *import, const glo_register_table *table, size_t *which) {
    for (size_t field = 0; field < field_count(import); field++) {
        const char *text = glo_import_text(import, field), *name = field_name(import, field);
        const glo_register_type type = table->types[field];
        if (!text ||
            (type >= REGISTER_DAY && type <= REGISTER_WHOLE)) /* 01032020 is no telephone number there */
            continue;
        const glo_status status = type == REGISTER_ROLE        ? glo_register_check_role(name, text)
                                  : type == REGISTER_NARRATIVE ? glo_register_check_narrative(name, text)
                                                               : glo_register_check_text(name, text);
        if (status < 0) {
            *which = field;
            return status;
        }
    }
    return GLO_OK;
}

static glo_status bind_text(glo_import *import, sqlite3_stmt *insert, glo_register_type type, size_t field,
                            const char *text) {
    glo_status status = GLO_OK;
    if (type == REGISTER_CHANNEL || type == REGISTER_AGREEMENT)
        status = check_known(import, type == REGISTER_AGREEMENT, text);
    return status < 0 ? status : glo_db_bind_copy(import->store, insert, (int)field + 1, text);
}

/* The last day of a row does not lie before its first; the first is read before. */
static glo_status check_order(glo_import *import, glo_register_type type, size_t field, int32_t day) {
    state *s = import->state;
    if (type == REGISTER_FROM || type == REGISTER_IN_FORCE) {
        s->first = day;
        s->first_field = field_name(import, field);
    }
    if ((type != REGISTER_TO && type != REGISTER_ENDED) || !s->first_field || day >= s->first)
        return GLO_OK;
    char first[GLO_DATE_SIZE], last[GLO_DATE_SIZE];
    glo_date_format(s->first, GLO_DAY, first);
    glo_date_format(day, GLO_DAY, last);
    return glo_fail(GLO_EINVAL, "%s %s lies before %s %s", field_name(import, field), last, s->first_field,
                    first);
}

/* Appends the code of the zone that a text without blanks around it names. */
static glo_status add_zone(glo_import *import, size_t field, const char *name, glo_buf *codes) {
    sqlite3_stmt *statement = NULL;
    int64_t id = 0;
    int status = glo_import_zone(import, field, name, 1, &id);
    if (status < 0)
        return status;
    if ((status = glo_db_prepare(import->store, "select code from zone where id = ?1", &statement)) < 0)
        return status;
    sqlite3_bind_int64(statement, 1, id);
    if ((status = glo_db_step(import->store, statement)) == 1) {
        glo_buf_format(codes, "%s%s", codes->length > 0 ? " " : "", glo_db_text(statement, 0));
        status = glo_buf_status(codes);
    }
    return glo_db_finish(import->store, statement, status);
}

/* The zones of a list, taken apart at the first of the marks; a piece that names no zone as it stands at the others: a name may have
 * a comma in it. */
static glo_status add_zones(glo_import *import, size_t field, const char *text, const char *marks,
                            glo_buf *codes) {
    glo_status status = GLO_OK;
    while (status == GLO_OK && *text) {
        char name[200];
        int64_t id;
        text += strspn(text, " \t");
        const size_t piece = strcspn(text, (char[]){*marks, '\0'});
        size_t length = piece;
        while (length > 0 && strchr(" \t", text[length - 1]))
            length--;
        if (length >= sizeof name)
            return glo_fail(GLO_EINVAL, "'%.40s ...' is too long for a zone: a semicolon stands between two",
                            text);
        memcpy(name, text, length);
        name[length] = '\0';
        text += piece + (text[piece] != '\0');
        if (length == 0)
            continue;
        if (marks[1] && strchr(name, marks[1]) &&
            glo_store_resolve(import->store, GLO_ZONE, name, &id, NULL) != GLO_OK)
            status = add_zones(import, field, name, marks + 1, codes);
        else
            status = add_zone(import, field, name, codes);
    }
    return status;
}

static glo_status bind_zones(glo_import *import, sqlite3_stmt *insert, size_t field, const char *text) {
    glo_buf codes = {0};
    glo_status status = add_zones(import, field, text, ";,", &codes);
    if (status == GLO_OK && codes.length > 0)
        status = glo_db_bind_copy(import->store, insert, (int)field + 1, codes.data);
    else if (status == GLO_OK)
        sqlite3_bind_null(insert, (int)field + 1);
    glo_buf_dispose(&codes);
    return status;
}

static glo_status bind_number(glo_import *import, sqlite3_stmt *insert, glo_register_type type, size_t field,
                              const char *text) {
    glo_status status;
    int64_t number = 0;
    int32_t day = 0;
    if (type == REGISTER_ZONE)
        status = glo_import_zone(import, field, text, 1, &number);
    else if (type == REGISTER_PHENOMENON)
        status = glo_import_phenomenon(import, field, text, 1, &number);
    else if (type == REGISTER_WHOLE)
        status = glo_number_integer(&import->values[field], &import->numbers, &number);
    else if ((status = read_day(import, type, field, &day)) == GLO_OK) {
        number = day;
        status = check_order(import, type, field, day);
    }
    if (status == GLO_OK)
        sqlite3_bind_int64(insert, (int)field + 1, number);
    return status;
}

static glo_status bind_field(glo_import *import, glo_register_type type, size_t field) {
    sqlite3_stmt *insert = ((state *)import->state)->versions.insert;
    const char *text = glo_import_text(import, field);
    if (type == REGISTER_MARKING || type == REGISTER_REPORT_MARKING)
        return bind_handling(import, insert, type, field, text);
    if (!text) {
        glo_db_bind_text(insert, (int)field + 1, glo_register_otherwise(type));
        return GLO_OK;
    }
    switch (type) {
    case REGISTER_TEXT:
    case REGISTER_ROLE:
    case REGISTER_NARRATIVE:
    case REGISTER_CHANNEL:
    case REGISTER_AGREEMENT:
        return bind_text(import, insert, type, field, text);
    case REGISTER_PERIOD:
        return bind_period(import, insert, field);
    case REGISTER_ZONES:
        return bind_zones(import, insert, field, text);
    case REGISTER_CARRIES:
        return bind_carries(insert, field, text);
    case REGISTER_ZONE:
    case REGISTER_PHENOMENON:
    case REGISTER_WHOLE:
    case REGISTER_DAY:
    case REGISTER_FROM:
    case REGISTER_TO:
    case REGISTER_IN_FORCE:
    case REGISTER_ENDED:
        return bind_number(import, insert, type, field, text);
    default:
        return bind_word(import, insert, type, field, text);
    }
}

/* --- a line ---------------------------------------------------------------------------------------------------------- */

static const char *day_text(sqlite3_stmt *row, int column, const char *open, char out[GLO_DATE_SIZE]) {
    if (sqlite3_column_type(row, column) == SQLITE_NULL)
        return open;
    glo_date_format(sqlite3_column_int(row, column), GLO_DAY, out);
    return out;
}

/* "overlaps line 2, which holds from ... to ...", or, of a post, "would be in two countries". */
static glo_status fail_overlap(const glo_register_table *table, sqlite3_stmt *row,
                               const glo_version_line *other) {
    char from[GLO_DATE_SIZE], to[GLO_DATE_SIZE], where[48] = "a row of an earlier batch";
    const char *first = day_text(row, 2, "always", from), *last = day_text(row, 3, "further notice", to);
    if (other)
        snprintf(where, sizeof where, "line %" PRIu64, other->line);
    const bool has_places = table->place && sqlite3_column_type(row, 4) != SQLITE_NULL &&
                            sqlite3_column_type(row, 5) != SQLITE_NULL;
    if (has_places && strcmp(glo_db_text(row, 4), glo_db_text(row, 5)) != 0)
        return glo_fail(
            GLO_EINVAL,
            "the %s would be in two places at once, %.40s and %.40s: %s has it in %.40s from %s to %s",
            table->what, glo_db_text(row, 4), glo_db_text(row, 5), where, glo_db_text(row, 4), first, last);
    return glo_fail(GLO_EINVAL,
                    "the validity overlaps that of the same %s in %s, from %s to %s; end that one first%s",
                    table->what, where, first, last, other ? "" : ", or use replace");
}

/* GLO_EINVAL where another row of the same thing holds on one of the days of row `id`. */
static glo_status check_overlap(glo_import *import, const glo_register_table *table, int64_t id) {
    state *s = import->state;
    int status;
    for (;;) {
        sqlite3_reset(s->overlap);
        sqlite3_bind_int64(s->overlap, 1, id);
        status = glo_db_step(import->store, s->overlap);
        if (status != 1)
            break;
        const int64_t old = sqlite3_column_int64(s->overlap, 0);
        if (!import->spec->replace || sqlite3_column_int64(s->overlap, 1) == import->batch) {
            status = fail_overlap(table, s->overlap, glo_versions_line(&s->versions, old));
            break;
        }
        sqlite3_reset(s->versions.supersede);
        sqlite3_bind_int64(s->versions.supersede, 1, old);
        sqlite3_bind_int64(s->versions.supersede, 2, import->batch);
        status = glo_db_step(import->store, s->versions.supersede);
        sqlite3_reset(s->versions.supersede);
        if (status < 0)
            break;
    }
    sqlite3_reset(s->overlap);
    return status < 0 ? status : GLO_OK;
}

static int take_version(glo_import *import) {
    const glo_register_table *table = import->table->context;
    glo_versions *versions = &((state *)import->state)->versions;
    const size_t before = versions->count;
    bool was_restored;
    glo_status status = glo_versions_take(import, versions, import->line);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, -1);
    if (versions->count == before || !table->from)
        return GLO_OK;
    const glo_version_line taken = versions->lines[versions->count - 1];
    status = check_overlap(import, table, taken.id);
    if (status >= 0)
        return status;
    const int rejected = glo_import_reject_if_fault(import, status, -1);
    if (rejected < 0)
        return rejected;
    versions->count--;
    status = glo_versions_drop(import, versions, &taken, &was_restored);
    return status < 0 ? status : rejected;
}

/* Whether a value that is none of its field looks like a name: the message would keep it; another takes its place then. A zone that is
 * known may be called Jan Mayen. */
static bool names_somebody(glo_import *import, size_t field) {
    const char *text = glo_import_text(import, field);
    if (!text || glo_register_names_nobody(text))
        return false;
    glo_fail(GLO_EINVAL, "%s looks like a person's name: a person is never stored, and the line is not kept",
             field_name(import, field));
    return true;
}

int glo_register_take(glo_import *import) {
    const glo_register_table *table = import->table->context;
    const size_t count = field_count(import);
    state *s = import->state;
    size_t which = 0;
    glo_status status = check_persons(import, table, &which);
    if (status == GLO_EINVAL)
        return glo_import_reject_line(import, import->line, (int)which, "");
    if (status < 0)
        return status;
    s->first_field = NULL;
    sqlite3_reset(s->versions.insert);
    for (size_t field = 0; field < count; field++) {
        status = bind_field(import, table->types[field], field);
        if ((status == GLO_EINVAL || status == GLO_ENOTFOUND || status == GLO_EAMBIGUOUS) &&
            names_somebody(import, field))
            return glo_import_reject_line(import, import->line, (int)field, "");
        if (status < 0)
            return glo_import_reject_if_fault(import, status, (int)field);
    }
    return take_version(import);
}
