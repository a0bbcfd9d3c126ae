/* source.c: what is stated of a source, changed after its figures came: a batch of its own, so that what was computed
 * before is of another state, and a line of the log. Declared in store.h.
 *
 * Example:
 *   glo_source_change changes[] = {{"counting_unit", "offences"}, {"preference", "1"}};
 *   status = glo_store_change_source(store, "frontex", changes, 2, NULL, job);
 */
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "db.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum trait_type { AS_TEXT, AS_INTEGER, AS_MARKING } trait_type;

static const struct {
    const char *name;
    trait_type type;
    bool may_be_empty;
} traits[] = {{"kind", AS_TEXT, false},
              {"reliability", AS_TEXT, true},
              {"handling", AS_MARKING, false},
              {"records", AS_TEXT, false},
              {"counting_unit", AS_TEXT, true},
              {"value_unit", AS_TEXT, true},
              {"publisher", AS_TEXT, true},
              {"licence", AS_TEXT, true},
              {"censored_from", AS_INTEGER, false},
              {"reports_zeros", AS_INTEGER, false},
              {"preference", AS_INTEGER, true}};
enum { TRAITS = sizeof traits / sizeof traits[0] };

static int find_trait(const char *name, size_t *out) {
    glo_nearest nearest = {name, NULL, 0};
    for (size_t i = 0; i < TRAITS; i++) {
        if (strcmp(traits[i].name, name) == 0) {
            *out = i;
            return GLO_OK;
        }
        glo_nearest_offer(&nearest, traits[i].name);
    }
    return glo_fail(GLO_EINVAL, "a source has no '%s'%s", name, glo_nearest_hint(&nearest));
}

static int bind_trait(sqlite3_stmt *statement, size_t trait, const char *value) {
    glo_marking marking;
    if (!*value) {
        sqlite3_bind_null(statement, 1);
        return traits[trait].may_be_empty
                   ? GLO_OK
                   : glo_fail(GLO_EINVAL, "the %s of a source can't be empty", traits[trait].name);
    }
    glo_db_bind_text(statement, 1, value);
    if (traits[trait].type == AS_MARKING)
        return glo_marking_parse(value, &marking);
    if (traits[trait].type == AS_TEXT)
        return GLO_OK;
    char *end;
    errno = 0;
    long long number = strtoll(value, &end, 10);
    if (*end || errno == ERANGE)
        return glo_fail(GLO_EINVAL, "the %s of a source is a whole number, not '%s'", traits[trait].name,
                        value);
    sqlite3_bind_int64(statement, 1, number);
    return GLO_OK;
}

glo_status glo_source_check_censored(glo_store *store, int64_t source, const char *code, int64_t from) {
    sqlite3_stmt *row = NULL;
    int status = glo_db_prepare(
        store,
        "select s.code, s.censored_from, count(*), group_concat(distinct o.batch) from source s join "
        "observation o on o.source = s.id where (s.id = ?1 or s.code = ?2) and s.censored_from <> ?3 and "
        "o.retracted is null and o.count = s.censored_from and o.count_high > o.count group by s.id",
        &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, source);
    sqlite3_bind_text(row, 2, code, -1, SQLITE_STATIC);
    sqlite3_bind_int64(row, 3, from);
    if ((status = glo_db_step(store, row)) == 1)
        status = glo_fail(
            GLO_EINVAL,
            "'%s' has %lld censored figures that begin at %lld (\"<5\" is %lld to 4), of batch %s: "
            "store:retract(...) takes them back; then change censored_from and import their files again",
            glo_db_text(row, 0), (long long)sqlite3_column_int64(row, 2),
            (long long)sqlite3_column_int64(row, 1), (long long)sqlite3_column_int64(row, 1),
            glo_db_text(row, 3));
    return glo_db_finish(store, row, status);
}

glo_status glo_source_check_marking(glo_store *store, int64_t source, const char *code,
                                    const char *handling) {
    sqlite3_stmt *row = NULL;
    glo_marking given;
    char had[GLO_MARKING_SIZE];
    int status = glo_marking_parse(handling, &given);
    if (status == GLO_OK)
        status = glo_db_prepare(
            store, "select code, handling, marks_lines from source where id = ?1 or code = ?2", &row);
    if (status < 0)
        return status;
    sqlite3_bind_int64(row, 1, source);
    sqlite3_bind_text(row, 2, code, -1, SQLITE_STATIC);
    if ((status = glo_db_step(store, row)) == 1) {
        glo_marking own = {0, 0}, of_lines = {0, 0};
        status = glo_marking_parse(glo_db_text(row, 1), &own);
        if (status == GLO_OK && sqlite3_column_int(row, 2)) /* lines that mark nothing have the store's */
            status = glo_default_marking(store, &of_lines);
        own = glo_marking_join(own, of_lines);
        glo_marking_format(own, had);
        if (status == GLO_OK && glo_marking_pack(glo_marking_join(own, given)) != glo_marking_pack(given))
            status =
                glo_fail(GLO_EMARKING,
                         "'%s' is marked %s, and a marking is never loosened, as to %s. Where its provider "
                         "permits it, say how: store:source(\"%s\", {handling=\"%s\"}, "
                         "{permission=\"his letter of ...\"})",
                         glo_db_text(row, 0), had, handling, glo_db_text(row, 0), handling);
    }
    return glo_db_finish(store, row, status);
}

static int change_trait(glo_store *store, int64_t source, const glo_source_change *change,
                        bool is_permitted) {
    sqlite3_stmt *statement = NULL;
    char sql[100];
    size_t trait = 0;
    int status = find_trait(change->name, &trait);
    if (status < 0)
        return status;
    /* A handling that is stated holds for lines without one too. */
    snprintf(sql, sizeof sql, "update source set %s = ?1%s where id = ?2", traits[trait].name,
             traits[trait].type == AS_MARKING ? ", marks_lines = 0" : "");
    if ((status = glo_db_prepare(store, sql, &statement)) < 0)
        return status;
    status = bind_trait(statement, trait, change->value);
    if (status == GLO_OK && strcmp(change->name, "censored_from") == 0)
        status = glo_source_check_censored(store, source, NULL, strtoll(change->value, NULL, 10));
    if (status == GLO_OK && traits[trait].type == AS_MARKING && !is_permitted)
        status = glo_source_check_marking(store, source, NULL, change->value);
    sqlite3_bind_int64(statement, 2, source);
    if (status == GLO_OK && (status = glo_db_step(store, statement)) < 0 &&
        (sqlite3_errcode(store->db) & 0xff) == SQLITE_CONSTRAINT)
        status =
            glo_fail(GLO_EINVAL, "'%s' is not allowed as the %s of a source", change->value, change->name);
    return glo_db_finish(store, statement, status);
}

/* Which batches have its figures is kept for sources that record figures. */
static int keep_coverage(glo_store *store, int64_t source) {
    static const char *const changes[] = {
        "delete from batch_source where source = ?1",
        "insert into batch_source select source, batch, min(day), max(day) from observation where source = "
        "?1 and "
        "(select records is not 'events' from source where id = ?1) group by batch"};
    int status = GLO_OK;
    for (size_t i = 0; status >= 0 && i < sizeof changes / sizeof changes[0]; i++) {
        sqlite3_stmt *statement = NULL;
        if ((status = glo_db_prepare(store, changes[i], &statement)) < 0)
            return status;
        sqlite3_bind_int64(statement, 1, source);
        status = glo_db_step(store, statement);
        status = glo_db_finish(store, statement, status);
    }
    return status;
}

static int change_all(glo_store *store, const char *code, int64_t source, const glo_source_change *changes,
                      size_t count, const char *permission, const glo_job *job) {
    glo_buf what = {0};
    int64_t batch;
    bool is_marked_anew = false, records_anew = false;
    int status = glo_batch_begin(store, "sources", code, NULL, NULL, "stated anew", &batch);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        status = change_trait(store, source, &changes[i], permission != NULL);
        is_marked_anew = is_marked_anew || strcmp(changes[i].name, "handling") == 0;
        records_anew = records_anew || strcmp(changes[i].name, "records") == 0;
        glo_buf_format(&what, "%s%s=%s", i ? ", " : "", changes[i].name, changes[i].value);
    }
    if (permission)
        glo_buf_format(&what, "; permission: %s", permission);
    if (status == GLO_OK)
        status = glo_buf_status(&what);
    if (status == GLO_OK && records_anew)
        status = keep_coverage(store, source);
    if (status == GLO_OK && is_marked_anew) /* cells carry it */
        status = glo_cells_rebuild(store, job);
    if (status == GLO_OK)
        status = glo_log_append(store, "describe", code, what.data ? what.data : "");
    glo_buf_dispose(&what);
    return status;
}

int glo_store_change_source(glo_store *store, const char *text, const glo_source_change *changes,
                            size_t count, const char *permission, const glo_job *job) {
    const char *code;
    char known[256];
    int64_t source;
    int status = glo_store_resolve(store, GLO_SOURCE, text, &source, &code);
    if (status < 0)
        return status;
    snprintf(known, sizeof known, "%s", code); /* borrowed, and names are looked up again */
    if ((status = glo_db_begin(store, job)) < 0)
        return status;
    status = glo_db_end(store, change_all(store, known, source, changes, count, permission, job));
    glo_store_drop_name_indexes(store);
    return status;
}
