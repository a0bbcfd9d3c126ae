/* messages.c: a line of a single message into a block (../../message_rows.h): when, and to which group it belongs. What a message says
 * has no field; what stands where a kind should is refused and not kept (word.c), and a column with very many different terms is
 * taken for what it is.
 *
 * Example:  glocal import demo.db spoc.csv --as messages received=in answered=out channel=SPOC country=land kind=soort
 *
 * Groups are looked up by the bytes of their fields, so that names are resolved once for each combination.
 */
#include "import/message/messages.h"

#include "base/alloc.h"
#include "base/date.h"
#include "base/err.h"
#include "import/tables.h"
#include "message_rows.h"

#include <stdlib.h>
#include <string.h>

enum { RECEIVED, ANSWERED, CHANNEL, COUNTRY, KIND, URGENCY, INSTRUMENT, HANDLING, FIELDS };
enum { TERMS = CHANNEL, TERM_FIELDS = HANDLING - CHANNEL, MOST_TERMS = 400, KEY_ROOM = 512 };

typedef struct messages {
    glo_words *keys; /* the fields of a group as they stand in the file, with their lengths */
    int64_t *groups; /* of each key; 0: it was refused */
    size_t group_room;
    glo_words *terms[TERM_FIELDS]; /* those seen, by field */
    sqlite3_stmt *find, *insert;
    glo_message_rows rows;
    int64_t block;
    glo_marking otherwise; /* of a line that says nothing */
    int32_t latest;        /* minute that may have come */
} messages;

static int begin(glo_import *import) {
    messages *state;
    int status = glo_alloc_array(1, sizeof *state, &state);
    if (status < 0)
        return status;
    import->state = state;
    state->latest = (glo_today() + 2) * 1440; /* a day of grace for clocks that are not UTC */
    status = glo_words_new(&state->keys);
    for (size_t i = 0; i < TERM_FIELDS && status == GLO_OK; i++)
        status = glo_words_new(&state->terms[i]);
    if (status == GLO_OK)
        status = glo_default_marking(import->store, &state->otherwise);
    if (status == GLO_OK)
        status = glo_db_prepare(
            import->store,
            "select id from message_group where channel = ?1 and country = ?2 and kind = ?3 and "
            "urgency = ?4 and instrument = ?5 and handling = ?6",
            &state->find);
    if (status == GLO_OK)
        status = glo_db_prepare(
            import->store,
            "insert into message_group (channel, country, kind, urgency, instrument, handling) "
            "values (?1,?2,?3,?4,?5,?6)",
            &state->insert);
    return status;
}

static void dispose(glo_import *import) {
    messages *state = import->state;
    if (!state)
        return;
    glo_words_free(state->keys);
    for (size_t i = 0; i < TERM_FIELDS; i++)
        glo_words_free(state->terms[i]);
    free(state->groups);
    sqlite3_finalize(state->find);
    sqlite3_finalize(state->insert);
    glo_message_rows_dispose(&state->rows);
    free(state);
    import->state = NULL;
}

/* ---- groups ---- */

static glo_status check_term(glo_import *import, int field) {
    messages *state = import->state;
    const glo_csv_field *value = &import->values[field];
    const char *name = import->table->fields[field].name;
    uint32_t code;
    glo_status status = glo_import_word(value, name);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, field);
    glo_words *terms = state->terms[field - TERMS];
    status = glo_words_add(terms, value->text, value->length, &code);
    if (status == GLO_OK && glo_words_count(terms) > MOST_TERMS)
        status =
            glo_fail(GLO_EREJECTED,
                     "%s: the column of '%s' has more than %d different texts: that is no list of terms, and "
                     "what messages say is never stored; nothing was imported",
                     import->spec->file, name, MOST_TERMS);
    return status;
}

static int bind_group(glo_import *import, sqlite3_stmt *statement, int64_t country, glo_marking marking) {
    static const int fields[] = {CHANNEL, COUNTRY, KIND, URGENCY, INSTRUMENT};
    sqlite3_reset(statement);
    for (int i = 0; i < 5; i++) {
        const char *text = glo_import_text(import, (size_t)fields[i]);
        if (fields[i] == COUNTRY)
            sqlite3_bind_int64(statement, i + 1, country);
        else if (glo_db_bind_copy(import->store, statement, i + 1, text ? text : "") < 0)
            return GLO_ENOMEM;
    }
    sqlite3_bind_int(statement, 6, glo_marking_pack(marking));
    return GLO_OK;
}

/* The group of the line at hand, made where there is none. */
static int make_group(glo_import *import, int64_t *out) {
    messages *state = import->state;
    glo_marking marking = state->otherwise;
    int64_t country;
    int status;
    for (int field = TERMS; field < HANDLING; field++) {
        if ((status = check_term(import, field)) != GLO_OK)
            return status;
    }
    status = glo_import_zone(import, COUNTRY, glo_import_text(import, COUNTRY), 1, &country);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, COUNTRY);
    if (import->values[HANDLING].length) {
        if ((status = glo_marking_parse(glo_import_text(import, HANDLING), &marking)) < 0)
            return glo_import_reject_if_fault(import, status, HANDLING);
    }
    if ((status = bind_group(import, state->find, country, marking)) < 0)
        return status;
    status = glo_db_step(import->store, state->find);
    if (status == 1)
        *out = sqlite3_column_int64(state->find, 0);
    sqlite3_reset(state->find);
    if (status == 0) {
        if ((status = bind_group(import, state->insert, country, marking)) < 0 ||
            (status = glo_db_step(import->store, state->insert)) < 0)
            return status;
        sqlite3_reset(state->insert);
        *out = sqlite3_last_insert_rowid(import->store->db);
    }
    if (status < 0)
        return status;
    import->marking = glo_marking_join(import->marking, marking);
    return *out > GLO_MESSAGE_GROUP
               ? glo_fail(GLO_EFULL, "there are more than %u combinations of channel, country and kind",
                          GLO_MESSAGE_GROUP)
               : GLO_OK;
}

/* The fields of a group with their lengths; false where they are longer than any that could be taken. */
static bool write_key(const glo_import *import, char key[KEY_ROOM], size_t *out_length) {
    size_t length = 0;
    for (int field = TERMS; field < FIELDS; field++) {
        const glo_csv_field *value = &import->values[field];
        if (value->length > 60)
            return false;
        key[length++] = (char)value->length;
        if (value->length)
            memcpy(key + length, value->text, value->length);
        length += value->length;
    }
    *out_length = length;
    return true;
}

static int find_group(glo_import *import, int64_t *out) {
    messages *state = import->state;
    char key[KEY_ROOM];
    size_t length;
    uint32_t code;
    const uint32_t known = glo_words_count(state->keys);
    if (!write_key(import, key, &length))
        return make_group(import, out); /* which refuses it */
    int status = glo_words_add(state->keys, key, length, &code);
    if (status < 0)
        return status;
    if (code >= known) {
        if (glo_alloc_grow(&state->groups, &state->group_room, (size_t)code + 1, sizeof *state->groups) < 0)
            return GLO_ENOMEM;
        state->groups[code] = 0;
    }
    if (state->groups[code] == 0 && (status = make_group(import, &state->groups[code])) != GLO_OK)
        return status;
    *out = state->groups[code];
    return GLO_OK;
}

/* ---- the line ---- */

static glo_status check_times(const messages *state, const glo_message_row *m) {
    if (m->received > state->latest || m->answered > state->latest)
        return glo_fail(GLO_EINVAL, "that day has not come yet");
    /* Of a day alone the first minute stands for all of it. */
    const int32_t received = m->group & GLO_ANSWERED_ON_DAY ? m->received - 1439 : m->received;
    if (m->answered != GLO_NOT_ANSWERED && m->answered < received)
        return glo_fail(GLO_EINVAL, "it was answered before it was received");
    return GLO_OK;
}

static int take(glo_import *import) {
    messages *state = import->state;
    const glo_csv_field *answer = &import->values[ANSWERED];
    glo_message_row m = {.answered = GLO_NOT_ANSWERED};
    bool is_day;
    int64_t group;
    int status = glo_message_time(import, RECEIVED, &m.received, &is_day);
    if (status < 0)
        return glo_import_reject_if_fault(import, status, RECEIVED);
    m.group |= is_day ? GLO_RECEIVED_ON_DAY : 0;
    if (answer->length && !glo_import_is_missing(import, answer)) {
        if ((status = glo_message_time(import, ANSWERED, &m.answered, &is_day)) < 0)
            return glo_import_reject_if_fault(import, status, ANSWERED);
        m.group |= is_day ? GLO_ANSWERED_ON_DAY : 0;
    }
    if ((status = check_times(state, &m)) < 0)
        return glo_import_reject_if_fault(import, status, ANSWERED);
    if (m.answered != GLO_NOT_ANSWERED && m.answered < m.received)
        m.answered = m.received; /* on the same day, at no stated time */
    if ((status = find_group(import, &group)) != GLO_OK)
        return status;
    m.group |= (uint32_t)group;
    status = glo_message_rows_put(&state->rows, m);
    if (status == GLO_OK && state->rows.count == GLO_MESSAGE_BLOCK)
        status = glo_message_block_write(import->store, import->batch, state->block++, &state->rows);
    return status;
}

static int finish(glo_import *import) {
    messages *state = import->state;
    return glo_message_block_write(import->store, import->batch, state->block, &state->rows);
}

const glo_import_table glo_import_messages = {.name = "messages",
                                              .fields = {[RECEIVED] = {.name = "received", .required = 1},
                                                         [ANSWERED] = {.name = "answered"},
                                                         [CHANNEL] = {.name = "channel", .required = 1},
                                                         [COUNTRY] = {.name = "country", .required = 1},
                                                         [KIND] = {.name = "kind"},
                                                         [URGENCY] = {.name = "urgency"},
                                                         [INSTRUMENT] = {.name = "instrument"},
                                                         [HANDLING] = {.name = "handling"}},
                                              .drops_text = true,
                                              .adds_up = true,
                                              .begin = begin,
                                              .take = take,
                                              .finish = finish,
                                              .dispose = dispose};
