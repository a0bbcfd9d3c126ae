/* tables.c: imports the plain reference tables, where a line becomes one row: links, facts, successions,
 * weights, sources, exposures, aliases, priorities and their links. Each is a list of fields with their types and one INSERT that binds them in
 * that order. All but the sources and the aliases keep every version of a row (versions.h).
 */
#include "import/tables.h"
#include "base/alloc.h"
#include "base/err.h"
#include "import/versions.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum glo_bind_type {
    AS_TEXT,
    AS_ZONE,
    AS_PHENOMENON,
    AS_DAY,
    AS_REAL,
    AS_SHARE, /* 0 to 1 */
    AS_WHOLE,
    AS_COUNT, /* whole, of at least 0 */
    AS_HOURS, /* of at least 0 */
    AS_MARKING,
    AS_PACKED_MARKING, /* as a number; the store's default where there is none */
    AS_TERM,           /* a short one: what a message could say is refused */
    AS_MONTH
} glo_bind_type;

enum { HANDLING_OF_SOURCE = 3, CENSORED_FROM = 9 }; /* fields of a source */
enum { HANDLING_OF_PRIORITY = 10, RECEIVED_OF_FLOWS = 5 };

typedef struct glo_plain {
    const char *insert; /* NULL: that of the versions */
    glo_bind_type types[GLO_IMPORT_FIELDS];
    int count;     /* of the fields bound */
    int labels_at; /* the first of four label fields that follow the bound ones; 0: none */
    const glo_version_table *versions; /* NULL: a row is changed in place */
} glo_plain;

typedef struct glo_plain_state {
    sqlite3_stmt *statement; /* the INSERT; of the versions where there are any */
    glo_versions versions;
} glo_plain_state;

static int begin(glo_import *import) {
    const glo_plain *plain = import->table->context;
    glo_plain_state *state;
    int status = glo_alloc_array(1, sizeof *state, &state);
    if (status < 0)
        return status;
    import->state = state;
    if (!plain->versions)
        return glo_db_prepare(import->store, plain->insert, &state->statement);
    status = glo_versions_open(import, plain->versions, &state->versions);
    state->statement = state->versions.insert;
    return status;
}

/* Cells carry the handling of their source, which may have been said anew: they are made again. */
static int finish_sources(glo_import *import) {
    return glo_cells_rebuild(import->store, import->job);
}

static void dispose(glo_import *import) {
    const glo_plain *plain = import->table->context;
    glo_plain_state *state = import->state;
    if (!state)
        return;
    if (plain->versions)
        glo_versions_dispose(&state->versions);
    else
        sqlite3_finalize(state->statement);
    free(state);
    import->state = NULL;
}

static int bind_default_marking(glo_import *import, int at) {
    glo_marking marking;
    glo_status status = glo_default_marking(import->store, &marking);
    if (status == GLO_OK)
        sqlite3_bind_int(((glo_plain_state *)import->state)->statement, at, glo_marking_pack(marking));
    return status;
}

static int bind_field(glo_import *import, glo_bind_type type, int field) {
    sqlite3_stmt *statement = ((glo_plain_state *)import->state)->statement;
    const glo_csv_field *value = &import->values[field];
    const char *text = glo_import_text(import, (size_t)field);
    int at = field + 1, status = GLO_OK;
    int64_t id;
    int32_t day;
    glo_span span;
    double real;
    glo_marking marking;
    if (!text && type == AS_PACKED_MARKING)
        return bind_default_marking(import, at);
    const bool is_figure = type >= AS_REAL && type <= AS_HOURS;
    if (!text || (is_figure && glo_import_is_missing(import, value))) {
        sqlite3_bind_null(statement, at);
        return text && import->table->fields[field].required ? glo_import_pass_over(import, value) : GLO_OK;
    }
    if (import->table->drops_text) { /* also for what a refusal says of it */
        const char *name = import->table->fields[field].name;
        if ((status = is_figure ? glo_import_numeral(value, name) : glo_import_word(value, name)) < 0)
            return status;
    }
    switch (type) {
    case AS_PACKED_MARKING:
        status = glo_marking_parse(text, &marking);
        if (status == GLO_OK)
            sqlite3_bind_int(statement, at, glo_marking_pack(marking));
        break;
    case AS_TERM:
        status = glo_db_bind_copy(import->store, statement, at, text);
        break;
    case AS_MONTH:
        status = glo_import_date(import, value, &day, &span);
        if (status == GLO_OK && span != GLO_MONTH)
            status = glo_fail(GLO_EINVAL, "expected a month, such as 2026-03");
        if (status == GLO_OK)
            sqlite3_bind_int(statement, at, day);
        break;
    case AS_MARKING:
        status = glo_marking_parse(text, &marking);
        if (status == GLO_OK)
            status = glo_db_bind_copy(import->store, statement, at, text);
        break;
    case AS_TEXT:
        status = glo_db_bind_copy(import->store, statement, at, text);
        break;
    case AS_ZONE:
    case AS_PHENOMENON:
        status = type == AS_ZONE ? glo_import_zone(import, (size_t)field, text, 1, &id)
                                 : glo_import_phenomenon(import, (size_t)field, text, 1, &id);
        if (status == GLO_OK)
            sqlite3_bind_int64(statement, at, id);
        break;
    case AS_DAY:
        status = glo_import_date(import, value, &day, &span);
        if (status == GLO_OK)
            sqlite3_bind_int(statement, at, day);
        break;
    case AS_REAL:
    case AS_SHARE:
    case AS_HOURS:
        status = glo_import_figure(import, (size_t)field, &real);
        if (status == GLO_OK && type == AS_SHARE && !(real >= 0 && real <= 1))
            status = glo_fail(GLO_EINVAL, "a share is a part of 1, from 0 to 1, not %g", real);
        if (status == GLO_OK && type == AS_HOURS && !(real >= 0))
            status = glo_fail(GLO_EINVAL, "hours are 0 or more, not %g", real);
        if (status == GLO_OK)
            sqlite3_bind_double(statement, at, real);
        break;
    case AS_WHOLE:
    case AS_COUNT:
        status = glo_number_integer(value, &import->numbers, &id);
        if (status == GLO_OK && type == AS_COUNT && id < 0)
            status = glo_fail(GLO_EINVAL, "a count is 0 or more, not %" PRId64, id);
        if (status == GLO_OK)
            sqlite3_bind_int64(statement, at, id);
        break;
    }
    return status;
}

/* `id`: of the row that the labels are for. */
static glo_status take_labels(glo_import *import, int at, int64_t id) {
    char *texts[4] = {NULL, NULL, NULL, NULL};
    glo_status status = GLO_OK;
    for (int i = 0; status == GLO_OK && i < 4; i++) {
        const char *text = glo_import_text(import, (size_t)(at + i));
        if (text)
            status = glo_alloc_text(text, &texts[i]);
    }
    if (status == GLO_OK)
        status = glo_import_labels(import->store, "source", id, (const char *const *)texts);
    for (int i = 0; i < 4; i++)
        free(texts[i]);
    return status;
}

/* A row of which versions are kept; the line as it stands is kept where it may have to be rejected later. */
static int take_version(glo_import *import) {
    const glo_plain *plain = import->table->context;
    glo_versions *versions = &((glo_plain_state *)import->state)->versions;
    size_t before = versions->count;
    int status = glo_versions_take(import, versions, import->line);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, -1);
    bool may_go = plain->versions == &glo_link_versions || plain->versions == &glo_succession_versions;
    if (may_go && versions->count > before)
        status = glo_alloc_text(glo_import_raw(import), &versions->lines[before].raw);
    return status;
}

static int take_in_place(glo_import *import) {
    const glo_plain *plain = import->table->context;
    sqlite3_stmt *statement = ((glo_plain_state *)import->state)->statement;
    int status = glo_db_step(import->store, statement);
    if (status < 0) {
        if ((sqlite3_errcode(import->store->db) & 0xff) !=
            SQLITE_CONSTRAINT) /* the code is an extended one */
            return status;
        glo_import_fail_constraint(import);
        return glo_import_reject(import, -1);
    }
    if (!plain->labels_at)
        return GLO_OK;
    int64_t id = sqlite3_column_int64(statement, 0); /* the statement returns it: the row may be an old one */
    sqlite3_reset(statement);
    return take_labels(import, plain->labels_at, id);
}

/* What "<5" stands for is the same of all figures of a source. */
static int check_censored(glo_import *import) {
    int64_t from;
    char code[128];
    const glo_csv_field *value = &import->values[CENSORED_FROM];
    if (value->length == 0 || glo_number_integer(value, &import->numbers, &from) < 0)
        return GLO_OK;
    snprintf(code, sizeof code, "%s", glo_import_text(import, 0));
    return glo_source_check_censored(import->store, 0, code, from);
}

/* A table says of a source that is there no looser handling than it has. */
static int check_marking(glo_import *import) {
    char code[128], handling[GLO_MARKING_SIZE];
    if (import->values[HANDLING_OF_SOURCE].length == 0)
        return GLO_OK;
    snprintf(code, sizeof code, "%s", glo_import_text(import, 0));
    snprintf(handling, sizeof handling, "%s", glo_import_text(import, HANDLING_OF_SOURCE));
    return glo_source_check_marking(import->store, 0, code, handling);
}

/* A table says of a priority that is there no looser handling than it has. */
static int check_priority_marking(glo_import *import) {
    sqlite3_stmt *statement = NULL;
    glo_marking said, current;
    if (import->values[HANDLING_OF_PRIORITY].length == 0)
        return GLO_OK;
    int status = glo_marking_parse(glo_import_text(import, HANDLING_OF_PRIORITY), &said);
    if (status == GLO_OK)
        status = glo_db_prepare(import->store,
                                "select handling from priority_history where code = ?1 and retracted is null",
                                &statement);
    if (status < 0)
        return status;
    if ((status = glo_db_bind_copy(import->store, statement, 1, glo_import_text(import, 0))) == GLO_OK &&
        (status = glo_db_step(import->store, statement)) == 1 &&
        (status = glo_marking_parse(glo_db_text(statement, 0), &current)) == GLO_OK &&
        glo_marking_pack(glo_marking_join(said, current)) != glo_marking_pack(said))
        status = glo_fail(GLO_EINVAL, "the priority is marked %s, and a marking is never loosened",
                          glo_db_text(statement, 0));
    return glo_db_finish(import->store, statement, status);
}

/* Whether a line of message flows states any of its figures. */
static bool has_figure(const glo_import *import, const glo_plain *plain) {
    for (int field = 0; field < plain->count; field++) {
        const glo_csv_field *value = &import->values[field];
        if ((plain->types[field] == AS_COUNT || plain->types[field] == AS_HOURS) && value->length &&
            !glo_import_is_missing(import, value))
            return true;
    }
    return false;
}

static int take(glo_import *import) {
    const glo_plain *plain = import->table->context;
    sqlite3_reset(((glo_plain_state *)import->state)->statement);
    for (int field = 0; field < plain->count; field++) {
        int status = bind_field(import, plain->types[field], field);
        if (status != GLO_OK)
            return glo_import_reject_if_fault(import, status, field);
    }
    if (import->table == &glo_import_message_flows && !has_figure(import, plain))
        return glo_import_pass_over(import, &import->values[RECEIVED_OF_FLOWS]);
    if (import->table == &glo_import_sources) {
        int status = check_censored(import);
        if (status < 0)
            return glo_import_reject_if_fault(import, status, CENSORED_FROM);
        if ((status = check_marking(import)) < 0)
            return glo_import_reject_if_fault(import, status, HANDLING_OF_SOURCE);
    }
    if (import->table == &glo_import_priorities) {
        int status = check_priority_marking(import);
        if (status < 0)
            return glo_import_reject_if_fault(import, status, HANDLING_OF_PRIORITY);
    }
    return plain->versions ? take_version(import) : take_in_place(import);
}

/* Links that give a zone two parents on one day are rejected, the later line of the file. */
static int finish_links(glo_import *import) {
    glo_versions *versions = &((glo_plain_state *)import->state)->versions;
    glo_version_line *line = NULL;
    int status;
    while ((status = glo_links_find_conflict(import, versions, &line)) == GLO_OK && line) {
        if ((status = glo_import_reject_line(import, line->line, 2, line->raw)) < 0 ||
            (status = glo_links_drop(import, versions, line)) < 0)
            return status;
        import->result.rows--;
    }
    return status == GLO_OK ? glo_import_check_cycles(import) : status;
}

/* Shares that add up to more than 1 are rejected, the later lines of the file. */
static int finish_successions(glo_import *import) {
    glo_versions *versions = &((glo_plain_state *)import->state)->versions;
    glo_version_line *line = NULL;
    bool was_restored;
    int status;
    while ((status = glo_successions_find_excess(import, versions, &line)) == GLO_OK && line) {
        if ((status = glo_import_reject_line(import, line->line, 3, line->raw)) < 0 ||
            (status = glo_versions_drop(import, versions, line, &was_restored)) < 0)
            return status;
        import->result.rows--;
    }
    return status;
}

#define PLAIN_TABLE .begin = begin, .take = take, .dispose = dispose

static const glo_version_table fact_versions = {
    .name = "zone_fact_history",
    .insert = "insert into zone_fact_history (zone, name, value, period, batch, retracted) values "
              "(?1,?2,?3,coalesce(?4,''),?31,?31)",
    .same_key = "o.zone = n.zone and o.name = n.name and o.period = n.period",
    .same_value = "o.value = n.value",
    .key_words = "zone, name and period"};
static const glo_version_table weight_versions = {
    .name = "weight_history",
    .insert = "insert into weight_history (\"table\", phenomenon, value, source, batch, retracted) values "
              "(?1,?2,?3,?4,?31,?31)",
    .same_key = "o.\"table\" = n.\"table\" and o.phenomenon = n.phenomenon",
    .same_value = "o.value = n.value and o.source = n.source",
    .key_words = "table and phenomenon"};
static const glo_version_table exposure_versions = {
    .name = "exposure_history",
    .insert =
        "insert into exposure_history (name, from_zone, to_zone, weight, phenomenon, low, high, note, batch, "
        "retracted) values (?1,?2,?3,?4,?5,coalesce(?6,?4),coalesce(?7,?4),?8,?31,?31)",
    .same_key = "o.name = n.name and o.from_zone = n.from_zone and o.to_zone = n.to_zone and "
                "coalesce(o.phenomenon, 0) = coalesce(n.phenomenon, 0)",
    .same_value = "o.weight = n.weight and o.low = n.low and o.high = n.high and o.note is n.note",
    .key_words = "name, from_zone, to_zone and phenomenon"};

static const glo_version_table priority_versions = {
    .name = "priority_history",
    .insert = "insert into priority_history (code, zone, phenomenon, cycle, valid_from, valid_to, owner, "
              "indicator, due, "
              "source, handling, nl, fr, de, en, batch, retracted) values "
              "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,coalesce(?11,"
              "(select handling from priority_history where code = ?1 and retracted is null), (select value "
              "from setting where "
              "name = 'default_handling')),?12,?13,?14,?15,?31,?31)",
    .same_key = "o.code = n.code",
    .same_value =
        "o.zone = n.zone and o.phenomenon is n.phenomenon and o.cycle is n.cycle and o.valid_from is "
        "n.valid_from and o.valid_to is n.valid_to and o.owner is n.owner and o.indicator is n.indicator and "
        "o.due is n.due and o.source is n.source and o.handling = n.handling and o.nl is n.nl and o.fr is "
        "n.fr "
        "and o.de is n.de and o.en is n.en",
    .key_words = "code"};
static const glo_version_table priority_link_versions = {
    .name = "priority_link_history",
    .insert =
        "insert into priority_link_history (priority, higher, phenomenon, note, batch, retracted) values "
        "(?1,?2,?3,?4,?31,?31)",
    .same_key = "o.priority = n.priority and coalesce(o.higher, '') = coalesce(n.higher, '') and "
                "coalesce(o.phenomenon, 0) = coalesce(n.phenomenon, 0)",
    .same_value = "o.note is n.note",
    .key_words = "priority, higher and phenomenon"};

static const glo_version_table message_flow_versions = {
    .name = "message_flow_history",
    .insert =
        "insert into message_flow_history (month, channel, country, kind, urgency, received, sent, in_time, "
        "median_hours, handling, batch, retracted) values "
        "(?1,?2,?3,coalesce(?4,''),coalesce(?5,''),?6,?7,?8,?9,"
        "?10,?31,?31)",
    .same_key =
        "o.month = n.month and o.channel = n.channel and o.country = n.country and o.kind = n.kind and "
        "o.urgency = n.urgency",
    .same_value =
        "o.received is n.received and o.sent is n.sent and o.in_time is n.in_time and o.median_hours is "
        "n.median_hours and o.handling = n.handling",
    .key_words = "month, channel, country, kind and urgency"};

static const glo_plain message_flows = {.types = {AS_MONTH, AS_TERM, AS_ZONE, AS_TERM, AS_TERM, AS_COUNT,
                                                  AS_COUNT, AS_COUNT, AS_HOURS, AS_PACKED_MARKING},
                                        .count = 10,
                                        .versions = &message_flow_versions};
static const glo_plain links = {
    .types = {AS_TEXT, AS_ZONE, AS_ZONE, AS_DAY, AS_DAY}, .count = 5, .versions = &glo_link_versions};
static const glo_plain facts = {
    .types = {AS_ZONE, AS_TEXT, AS_REAL, AS_TEXT}, .count = 4, .versions = &fact_versions};
static const glo_plain successions = {
    .types = {AS_ZONE, AS_ZONE, AS_DAY, AS_SHARE}, .count = 4, .versions = &glo_succession_versions};
static const glo_plain weights = {
    .types = {AS_TEXT, AS_PHENOMENON, AS_REAL, AS_TEXT}, .count = 4, .versions = &weight_versions};
static const glo_plain exposures = {
    .types = {AS_TEXT, AS_ZONE, AS_ZONE, AS_REAL, AS_PHENOMENON, AS_REAL, AS_REAL, AS_TEXT},
    .count = 8,
    .versions = &exposure_versions};
static const glo_plain priorities = {.types = {AS_TEXT, AS_ZONE, AS_PHENOMENON, AS_TEXT, AS_DAY, AS_DAY,
                                               AS_TEXT, AS_TEXT, AS_DAY, AS_TEXT, AS_MARKING, AS_TEXT,
                                               AS_TEXT, AS_TEXT, AS_TEXT},
                                     .count = 15,
                                     .versions = &priority_versions};
static const glo_plain priority_links = {
    .types = {AS_TEXT, AS_TEXT, AS_PHENOMENON, AS_TEXT}, .count = 4, .versions = &priority_link_versions};
static const glo_plain aliases = {
    .insert = "insert into alias (kind, id, scheme, text) select iif(?2 is null, 'phenomenon', 'zone'), "
              "coalesce(?2, ?3), coalesce(?4, 'spelling'), ?1 where true on conflict do nothing",
    .types = {AS_TEXT, AS_ZONE, AS_PHENOMENON, AS_TEXT},
    .count = 4};
/* Of a source that is there, what the line does not say stays: above all its handling is never loosened so.
 */
static const glo_plain sources = {
    .insert =
        "insert into source (code, kind, reliability, handling, value_unit, publisher, licence, "
        "counting_unit, "
        "records, censored_from, reports_zeros, preference) values (?1,coalesce(?2,'unknown'),?3,coalesce(?4,"
        "(select value from setting where name = 'default_handling')),?5,?6,?7,?8,?9,coalesce(?10,0),"
        "coalesce(?11,0),?12) on conflict (code) do update set kind = coalesce(?2, kind), "
        "reliability = coalesce(?3, reliability), handling = coalesce(?4, handling), "
        "value_unit = coalesce(?5, value_unit), publisher = coalesce(?6, publisher), licence = coalesce(?7, "
        "licence), "
        "counting_unit = coalesce(?8, counting_unit), records = coalesce(?9, records), "
        "censored_from = coalesce(?10, censored_from), reports_zeros = coalesce(?11, reports_zeros), "
        "preference = coalesce(?12, preference), marks_lines = iif(?4 is null, marks_lines, 0) "
        "returning id",
    .types = {AS_TEXT, AS_TEXT, AS_TEXT, AS_MARKING, AS_TEXT, AS_TEXT, AS_TEXT, AS_TEXT, AS_TEXT, AS_WHOLE,
              AS_WHOLE, AS_WHOLE},
    .count = 12,
    .labels_at = 12};

const glo_import_table glo_import_links = {.name = "links",
                                           .fields = {{.name = "hierarchy", .required = 1},
                                                      {.name = "child", .required = 1},
                                                      {.name = "parent", .required = 1},
                                                      {.name = "valid_from"},
                                                      {.name = "valid_to"}},
                                           .context = &links,
                                           .finish = finish_links,
                                           PLAIN_TABLE};

const glo_import_table glo_import_facts = {.name = "facts",
                                           .fields = {{.name = "zone", .required = 1},
                                                      {.name = "name", .required = 1},
                                                      {.name = "value", .required = 1},
                                                      {.name = "period"}},
                                           .context = &facts,
                                           PLAIN_TABLE};

const glo_import_table glo_import_successions = {.name = "successions",
                                                 .fields = {{.name = "old", .required = 1},
                                                            {.name = "new", .required = 1},
                                                            {.name = "valid_from", .required = 1},
                                                            {.name = "share"}},
                                                 .context = &successions,
                                                 .finish = finish_successions,
                                                 PLAIN_TABLE};

const glo_import_table glo_import_weights = {.name = "weights",
                                             .fields = {{.name = "table", .required = 1},
                                                        {.name = "phenomenon", .required = 1},
                                                        {.name = "value", .required = 1},
                                                        {.name = "source", .required = 1}},
                                             .context = &weights,
                                             PLAIN_TABLE};

const glo_import_table glo_import_exposures = {.name = "exposures",
                                               .fields = {{.name = "name", .required = 1},
                                                          {.name = "from_zone", .required = 1},
                                                          {.name = "to_zone", .required = 1},
                                                          {.name = "weight", .required = 1},
                                                          {.name = "phenomenon"},
                                                          {.name = "low"},
                                                          {.name = "high"},
                                                          {.name = "note"}},
                                               .context = &exposures,
                                               PLAIN_TABLE};

const glo_import_table glo_import_aliases = {
    .name = "aliases",
    .fields = {{.name = "text", .required = 1}, {.name = "zone"}, {.name = "phenomenon"}, {.name = "scheme"}},
    .context = &aliases,
    PLAIN_TABLE};

const glo_import_table glo_import_priorities = {.name = "priorities",
                                                .fields = {{.name = "code", .required = 1},
                                                           {.name = "zone", .required = 1},
                                                           {.name = "phenomenon"},
                                                           {.name = "cycle"},
                                                           {.name = "valid_from"},
                                                           {.name = "valid_to"},
                                                           {.name = "owner"},
                                                           {.name = "indicator"},
                                                           {.name = "due"},
                                                           {.name = "source"},
                                                           {.name = "handling"},
                                                           {.name = "nl"},
                                                           {.name = "fr"},
                                                           {.name = "de"},
                                                           {.name = "en"}},
                                                .context = &priorities,
                                                PLAIN_TABLE};

const glo_import_table glo_import_priority_links = {.name = "priority_links",
                                                    .fields = {{.name = "priority", .required = 1},
                                                               {.name = "higher"},
                                                               {.name = "phenomenon"},
                                                               {.name = "note"}},
                                                    .context = &priority_links,
                                                    PLAIN_TABLE};

const glo_import_table glo_import_sources = {.name = "sources",
                                             .fields = {{.name = "code", .required = 1},
                                                        {.name = "kind"},
                                                        {.name = "reliability"},
                                                        {.name = "handling"},
                                                        {.name = "value_unit"},
                                                        {.name = "publisher"},
                                                        {.name = "licence"},
                                                        {.name = "counting_unit"},
                                                        {.name = "records"},
                                                        {.name = "censored_from"},
                                                        {.name = "reports_zeros"},
                                                        {.name = "preference"},
                                                        {.name = "nl"},
                                                        {.name = "fr"},
                                                        {.name = "de"},
                                                        {.name = "en"}},
                                             .context = &sources,
                                             .finish = finish_sources,
                                             PLAIN_TABLE};

const glo_import_table glo_import_message_flows = {.name = "message_flows",
                                                   .fields = {{.name = "month", .required = 1},
                                                              {.name = "channel", .required = 1},
                                                              {.name = "country", .required = 1},
                                                              {.name = "kind"},
                                                              {.name = "urgency"},
                                                              {.name = "received"},
                                                              {.name = "sent"},
                                                              {.name = "in_time"},
                                                              {.name = "median_hours"},
                                                              {.name = "handling"}},
                                                   .drops_text = true,
                                                   .context = &message_flows,
                                                   PLAIN_TABLE};
