/* message_tally.c: single messages counted by what they have in common and held against time limits. What is counted, and an
 * example, in store/messages.h.
 *
 * Messages are read once, block by block; one finds its row of the result through two tables, of its group and of its day. For the
 * quantiles the times until the answer are put together row by row and sorted (radix sort).
 */
#include "store/messages.h"

#include "base/alloc.h"
#include "base/err.h"
#include "message_rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = -1, MINUTES = 1440 };

/* Of the time until the answer: the share that is still open after it. */
static const struct {
    const char *name;
    double open;
} quantiles[] = {{"median_minutes", 0.5}, {"p80_minutes", 0.2}, {"p90_minutes", 0.1}};
enum { QUANTILES = sizeof quantiles / sizeof quantiles[0] };
#define MOST_ROWS ((int64_t)64 << 20)

typedef struct group {
    uint32_t texts[GLO_MESSAGE_KEYS]; /* words */
    int64_t key;                      /* NONE: not asked for, or there is none */
    glo_time_limit limit;
    uint8_t handling;
    bool is_there, has_entered;
} group;

typedef struct tally_row {
    int64_t key;
    int32_t period;
    uint32_t texts[GLO_MESSAGE_KEYS];
    int64_t messages, answered;
    int64_t due[GLO_MESSAGE_LIMITS + 1],
        in_time[GLO_MESSAGE_LIMITS + 1]; /* the first of the limit that applies */
    int64_t quantiles[QUANTILES];        /* minutes; NONE */
} tally_row;

/* A message that is counted: the time until it was answered, or until then was not (the lowest bit). */
typedef struct duration {
    uint32_t row, time;
} duration;

typedef struct tally {
    const glo_message_spec *spec;
    const glo_job *job;
    glo_words *words, *keys;
    group *groups;
    size_t group_room;
    int64_t rows;                              /* that may be counted */
    int32_t first_day, *periods, first_period; /* of each day from the first */
    size_t days;
    int64_t period_count;
    int32_t *row_of; /* by key and period; NONE */
    tally_row *made;
    size_t made_count, made_room;
    duration *durations;
    uint32_t *times, *room; /* of the messages row by row; to sort */
    size_t duration_count;
    glo_message_note note;
} tally;

static void dispose(tally *t) {
    glo_words_free(t->words);
    glo_words_free(t->keys);
    free(t->groups);
    free(t->periods);
    free(t->row_of);
    free(t->made);
    free(t->durations);
    free(t->times);
    free(t->room);
}

/* ---- groups ---- */

static bool is_asked(const glo_message_spec *spec, const group *g, const glo_words *words) {
    for (int key = 0; key < GLO_MESSAGE_KEYS; key++) {
        bool is_one = spec->only[key].count == 0;
        for (size_t i = 0; i < spec->only[key].count && !is_one; i++)
            is_one = strcmp(spec->only[key].texts[i], glo_words_text(words, g->texts[key])) == 0;
        if (!is_one)
            return false;
    }
    return true;
}

static glo_status find_key(tally *t, group *g) {
    uint32_t texts[GLO_MESSAGE_KEYS], code;
    for (int key = 0; key < GLO_MESSAGE_KEYS; key++)
        texts[key] = t->spec->by & 1u << key ? g->texts[key] : 0;
    glo_status status = glo_words_add(t->keys, (const char *)texts, sizeof texts, &code);
    if (status == GLO_OK)
        g->key = code;
    return status;
}

static glo_time_limit limit_of(const glo_message_spec *spec, const char *urgency) {
    for (size_t i = 0; i < spec->urgency_count; i++) {
        if (strcmp(spec->urgencies[i].urgency, urgency) == 0)
            return spec->urgencies[i].limit;
    }
    return spec->otherwise;
}

static glo_status take_group(tally *t, sqlite3_stmt *row) {
    const int64_t id = sqlite3_column_int64(row, 0);
    if (id < 1 || id > GLO_MESSAGE_GROUP)
        return glo_fail(GLO_ECORRUPT, "a group of messages has the number %lld", (long long)id);
    const size_t before = t->group_room;
    if ((size_t)id >= t->group_room &&
        glo_alloc_grow(&t->groups, &t->group_room, (size_t)id + 1, sizeof *t->groups) < 0)
        return GLO_ENOMEM;
    if (t->group_room > before)
        memset(t->groups + before, 0, (t->group_room - before) * sizeof *t->groups);
    group *g = &t->groups[id];
    *g = (group){.key = NONE,
                 .is_there = true,
                 .handling = glo_marking_pack(glo_marking_unpack(sqlite3_column_int64(row, 6)))};
    for (int key = 0; key < GLO_MESSAGE_KEYS; key++) {
        const char *text = glo_db_text(row, key + 1);
        glo_status status = glo_words_add(t->words, text, strlen(text), &g->texts[key]);
        if (status < 0)
            return status;
    }
    g->limit = limit_of(t->spec, glo_words_text(t->words, g->texts[GLO_MESSAGE_URGENCY]));
    return is_asked(t->spec, g, t->words) ? find_key(t, g) : GLO_OK;
}

static glo_status read_groups(tally *t, glo_store *store) {
    sqlite3_stmt *statement = NULL;
    int status = glo_db_prepare(store,
                                "select g.id, g.channel, z.code, g.kind, g.urgency, g.instrument, g.handling "
                                "from message_group g join zone z on z.id = g.country order by g.id",
                                &statement);
    while (status >= 0 && (status = glo_db_step(store, statement)) == 1)
        status = take_group(t, statement);
    return glo_db_finish(store, statement, status);
}

/* ---- time ---- */

static int32_t day_of(int32_t minute) {
    return (minute - (minute < 0 ? MINUTES - 1 : 0)) / MINUTES;
}

static bool is_within(const glo_message_spec *spec, int32_t day) {
    return day >= spec->from && day <= spec->to;
}

/* The days and the last moment of the messages. */
static glo_status look_at_times(tally *t, glo_store *store) {
    glo_message_extent extent;
    glo_status status = glo_message_extent_of(store, t->spec->state, &extent);
    if (status < 0)
        return status;
    t->rows = extent.rows;
    t->note.until = t->spec->until != GLO_MESSAGES_KNOWN ? t->spec->until : extent.known;
    t->first_day = day_of((int32_t)extent.first);
    t->days = (size_t)(day_of((int32_t)extent.last) - t->first_day) + 1;
    if ((status = glo_alloc_array(t->days, sizeof *t->periods, &t->periods)) < 0)
        return status;
    for (size_t i = 0; i < t->days; i++)
        t->periods[i] =
            t->spec->every == GLO_ALL ? 0 : glo_span_index(t->first_day + (int32_t)i, t->spec->every);
    t->first_period = t->periods[0];
    t->period_count = (int64_t)t->periods[t->days - 1] - t->first_period + 1;
    return GLO_OK;
}

/* Whether the limit had passed at `until`: *out_is_due; and whether the answer came within it. False where the time of day that it
 * takes is not known. */
static bool is_judged(const glo_message_row *m, glo_time_limit limit, int64_t until, bool is_answered,
                      bool *out_is_due, bool *out_in_time) {
    if (limit.is_days) {
        const int32_t day = day_of(m->received);
        const int64_t until_day = until < 0 ? (until - MINUTES + 1) / MINUTES : until / MINUTES;
        *out_is_due = until_day > (int64_t)day + limit.length;
        *out_in_time = is_answered && day_of(m->answered) - day <= limit.length;
        return true;
    }
    *out_is_due = until >= (int64_t)m->received + limit.length;
    *out_in_time = is_answered && (int64_t)m->answered - m->received <= limit.length;
    return !(m->group & (GLO_RECEIVED_ON_DAY | (is_answered ? GLO_ANSWERED_ON_DAY : 0)));
}

/* ---- counting ---- */

static glo_status find_row(tally *t, const group *g, int32_t period, int32_t *out) {
    int32_t *slot = &t->row_of[g->key * t->period_count + (period - t->first_period)];
    if (*slot == NONE) {
        if (t->made_count == t->made_room &&
            glo_alloc_grow(&t->made, &t->made_room, t->made_count + 1, sizeof *t->made) < 0)
            return GLO_ENOMEM;
        tally_row *row = &t->made[t->made_count];
        *row = (tally_row){.key = g->key, .period = period};
        memcpy(row->texts, g->texts, sizeof row->texts);
        *slot = (int32_t)t->made_count++;
    }
    *out = *slot;
    return GLO_OK;
}

static void judge(tally *t, tally_row *row, const glo_message_row *m, const group *g, bool is_answered) {
    bool is_due, in_time;
    for (size_t i = 0; i <= t->spec->limit_count; i++) {
        const glo_time_limit limit = i == 0 ? g->limit : t->spec->limits[i - 1];
        const bool judged = is_judged(m, limit, t->note.until, is_answered, &is_due, &in_time);
        if (i == 0) {
            t->note.untimed += !judged;
            t->note.undue += judged && !is_due;
        }
        row->due[i] += judged && is_due;
        row->in_time[i] += judged && is_due && in_time;
    }
}

static glo_status count_message(tally *t, const glo_message_row *m) {
    const uint32_t id = m->group & GLO_MESSAGE_GROUP;
    const int32_t day = day_of(m->received);
    if (id >= t->group_room || !t->groups[id].is_there)
        return glo_fail(GLO_ECORRUPT, "a message is of group %u, which there is not", id);
    group *g = &t->groups[id];
    if (g->key == NONE || !is_within(t->spec, day))
        return GLO_OK;
    if ((int64_t)t->duration_count >= t->rows)
        return glo_fail(GLO_ECORRUPT, "a block of messages is not whole");
    if (m->received > t->note.until) {
        t->note.after++;
        return GLO_OK;
    }
    int32_t at;
    glo_status status = find_row(t, g, t->periods[day - t->first_day], &at);
    if (status < 0)
        return status;
    const bool has_answer = m->answered != GLO_NOT_ANSWERED;
    const bool is_answered = has_answer && m->answered <= t->note.until;
    t->note.taken_off += has_answer && !is_answered;
    t->note.messages++;
    tally_row *row = &t->made[at];
    row->messages++;
    row->answered += is_answered;
    g->has_entered = true;
    judge(t, row, m, g, is_answered);
    const int64_t time = (is_answered ? (int64_t)m->answered : t->note.until) - m->received;
    t->durations[t->duration_count++] =
        (duration){(uint32_t)at, (uint32_t)(time > INT32_MAX ? INT32_MAX : time) << 1 | !is_answered};
    return GLO_OK;
}

static glo_status count_block(void *context, const glo_message_block *block) {
    tally *t = context;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < block->rows && status == GLO_OK; i++) {
        const glo_message_row m = glo_message_at(block, i);
        status = m.received < block->first || m.received > block->last
                     ? glo_fail(GLO_ECORRUPT, "a block of messages is not whole")
                     : count_message(t, &m);
    }
    return status;
}

static glo_status count_messages(tally *t, glo_store *store) {
    const int64_t slots = (int64_t)glo_words_count(t->keys) * t->period_count;
    if (slots > MOST_ROWS)
        return glo_fail(GLO_EINVAL,
                        "that would be up to %lld rows: ask for longer periods, or tell fewer things apart",
                        (long long)slots);
    glo_status status = glo_alloc_array((size_t)slots, sizeof *t->row_of, &t->row_of);
    if (status == GLO_OK)
        status = glo_alloc_array((size_t)t->rows, sizeof *t->durations, &t->durations);
    if (status < 0)
        return status;
    memset(t->row_of, 0xff, (size_t)slots * sizeof *t->row_of);
    return glo_message_visit(store, t->spec->state, (int64_t)t->spec->from * MINUTES,
                             ((int64_t)t->spec->to + 1) * MINUTES, t->job, count_block, t);
}

/* ---- quantiles ---- */

enum { DIGIT = 8, BUCKETS = 1 << DIGIT, FEW = 48 };

static void sort_few(uint32_t *times, size_t count) {
    for (size_t i = 1; i < count; i++) {
        const uint32_t held = times[i];
        size_t at = i;
        for (; at > 0 && times[at - 1] > held; at--)
            times[at] = times[at - 1];
        times[at] = held;
    }
}

static void sort_by_digit(const uint32_t *from, uint32_t *to, size_t count, unsigned shift) {
    size_t at[BUCKETS + 1] = {0};
    for (size_t i = 0; i < count; i++)
        at[(from[i] >> shift & (BUCKETS - 1)) + 1]++;
    for (size_t b = 0; b < BUCKETS; b++)
        at[b + 1] += at[b];
    for (size_t i = 0; i < count; i++)
        to[at[from[i] >> shift & (BUCKETS - 1)]++] = from[i];
}

/* `room` is for as many. */
static void sort_times(uint32_t *times, uint32_t *room, size_t count) {
    uint32_t bits = 0;
    if (count <= FEW) {
        sort_few(times, count);
        return;
    }
    for (size_t i = 0; i < count; i++)
        bits |= times[i];
    uint32_t *from = times, *to = room;
    for (unsigned shift = 0; shift < 32 && bits >> shift; shift += DIGIT) {
        sort_by_digit(from, to, count, shift);
        uint32_t *held = from;
        from = to;
        to = held;
    }
    if (from != times)
        memcpy(times, from, count * sizeof *times);
}

/* The times row by row. *out_first: where each row begins, and the end. */
static glo_status put_together(tally *t, size_t **out_first) {
    size_t *first = NULL;
    glo_status status = glo_alloc_array(t->made_count + 2, sizeof *first, &first);
    if (status == GLO_OK)
        status = glo_alloc_array(t->duration_count, sizeof *t->times, &t->times);
    if (status < 0) {
        free(first);
        return status;
    }
    for (size_t row = 0; row < t->made_count; row++)
        first[row + 2] = first[row + 1] + (size_t)t->made[row].messages;
    for (size_t i = 0; i < t->duration_count; i++)
        t->times[first[t->durations[i].row + 1]++] = t->durations[i].time;
    free(t->durations);
    t->durations = NULL;
    *out_first = first;
    return GLO_OK;
}

/* For each quantile the first time at which the product-limit estimate of what is open is at most its share; NONE: it never is. */
static void find_row_quantiles(const uint32_t *times, size_t count, int64_t out[QUANTILES]) {
    const double rounding = 1e-9; /* of the product */
    double survival = 1;
    size_t next = 0;
    for (size_t q = 0; q < QUANTILES; q++)
        out[q] = NONE;
    for (size_t i = 0; i < count && next < QUANTILES;) {
        size_t same = i;
        if (times[i] & 1) { /* censored */
            i++;
            continue;
        }
        while (same < count && times[same] == times[i])
            same++;
        survival *= 1 - (double)(same - i) / (double)(count - i);
        while (next < QUANTILES && survival <= quantiles[next].open + rounding)
            out[next++] = times[i] >> 1;
        i = same;
    }
}

static glo_status find_quantiles(tally *t) {
    size_t *first = NULL, largest = 0;
    glo_status status = put_together(t, &first);
    for (size_t row = 0; row < t->made_count; row++)
        largest = (size_t)t->made[row].messages > largest ? (size_t)t->made[row].messages : largest;
    if (status == GLO_OK)
        status = glo_alloc_array(largest, sizeof *t->room, &t->room);
    for (size_t row = 0; status == GLO_OK && row < t->made_count; row++) {
        uint32_t *times = t->times + first[row];
        const size_t count = first[row + 1] - first[row];
        sort_times(times, t->room, count);
        find_row_quantiles(times, count, t->made[row].quantiles);
        if (count > FEW)
            status = glo_job_step(t->job, "sorting messages", row, t->made_count);
    }
    free(first);
    return status;
}

/* ---- the frame ---- */

static const char *const key_names[GLO_MESSAGE_KEYS] = {"channel", "country", "kind", "urgency",
                                                        "instrument"};

static glo_status add_periods(const tally *t, glo_frame_builder *builder) {
    glo_column *column = NULL;
    if (t->spec->every == GLO_ALL)
        return GLO_OK;
    glo_status status = glo_column_new(GLO_TYPE_DAY, t->made_count, &column);
    if (status < 0)
        return status;
    column->span = t->spec->every;
    for (size_t i = 0; i < t->made_count; i++)
        column->times[i] = glo_span_first(t->made[i].period, t->spec->every);
    return glo_frame_builder_add(builder, "period", column);
}

static glo_status add_texts(const tally *t, int key, glo_frame_builder *builder) {
    glo_column *column = NULL;
    glo_status status = glo_column_new_text(t->words, t->made_count, &column);
    if (status < 0)
        return status;
    for (size_t i = 0; i < t->made_count; i++)
        column->codes[i] = t->made[i].texts[key];
    return glo_frame_builder_add(builder, key_names[key], column);
}

/* `offset`: of a count in a row. A quantile that there is not is null. */
static glo_status add_counts(const tally *t, const char *name, size_t offset, const char *unit,
                             glo_frame_builder *builder) {
    glo_column *column = NULL;
    glo_status status = glo_column_new(GLO_TYPE_INTEGER, t->made_count, &column);
    if (status == GLO_OK)
        status = glo_column_set_unit(column, unit);
    for (size_t i = 0; status == GLO_OK && i < t->made_count; i++) {
        memcpy(&column->integers[i], (const char *)&t->made[i] + offset, sizeof(int64_t));
        if (column->integers[i] == NONE)
            status = glo_column_set_null(column, i);
    }
    if (status < 0) {
        glo_column_free(column);
        return status;
    }
    return glo_frame_builder_add(builder, name, column);
}

static glo_status add_columns(const tally *t, glo_frame_builder *builder) {
    char name[32];
    glo_status status = add_periods(t, builder);
    for (int key = 0; key < GLO_MESSAGE_KEYS && status == GLO_OK; key++) {
        if (t->spec->by & 1u << key)
            status = add_texts(t, key, builder);
    }
    if (status == GLO_OK)
        status = add_counts(t, "messages", offsetof(tally_row, messages), "messages", builder);
    if (status == GLO_OK)
        status = add_counts(t, "answered", offsetof(tally_row, answered), "messages", builder);
    for (size_t i = 0; i <= t->spec->limit_count && status == GLO_OK; i++) {
        snprintf(name, sizeof name, i ? "due_%zu" : "due", i);
        status = add_counts(t, name, offsetof(tally_row, due) + i * sizeof(int64_t), "messages", builder);
        snprintf(name, sizeof name, i ? "in_time_%zu" : "in_time", i);
        if (status == GLO_OK)
            status =
                add_counts(t, name, offsetof(tally_row, in_time) + i * sizeof(int64_t), "messages", builder);
    }
    for (size_t q = 0; q < QUANTILES && status == GLO_OK; q++)
        status = add_counts(t, quantiles[q].name, offsetof(tally_row, quantiles) + q * sizeof(int64_t),
                            "minutes", builder);
    return status;
}

static glo_status make_frame(const tally *t, glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_marking marking = {0, 0};
    glo_sort_key keys[GLO_MESSAGE_KEYS + 1];
    glo_frame *loose = NULL;
    size_t sorted = 0;
    for (size_t i = 0; i < t->group_room; i++) {
        if (t->groups[i].has_entered)
            marking = glo_marking_join(marking, glo_marking_unpack(t->groups[i].handling));
    }
    glo_status status = add_columns(t, &builder);
    if (status < 0) {
        glo_frame_builder_dispose(&builder);
        return status;
    }
    if ((status = glo_frame_new(&builder, marking, NULL, &loose)) < 0)
        return status;
    size_t wanted = t->spec->every != GLO_ALL;
    for (int key = 0; key < GLO_MESSAGE_KEYS; key++)
        wanted += t->spec->by >> key & 1;
    for (; sorted < wanted; sorted++)
        keys[sorted] = (glo_sort_key){.column = sorted};
    if (sorted == 0) {
        *out = loose;
        return GLO_OK;
    }
    status = glo_frame_sort(loose, keys, sorted, NULL, out);
    glo_frame_free(loose);
    return status;
}

glo_status glo_store_messages(glo_store *store, const glo_message_spec *spec, const glo_job *job,
                              glo_frame **out, glo_message_note *out_note) {
    tally t = {.spec = spec, .job = job};
    glo_status status = glo_words_new(&t.words);
    if (status == GLO_OK)
        status = glo_words_new(&t.keys);
    if (status == GLO_OK)
        status = read_groups(&t, store);
    if (status == GLO_OK)
        status = look_at_times(&t, store);
    if (status == GLO_OK)
        status = count_messages(&t, store);
    if (status == GLO_OK)
        status = find_quantiles(&t);
    if (status == GLO_OK)
        status = make_frame(&t, out);
    if (status == GLO_OK)
        *out_note = t.note;
    dispose(&t);
    return status;
}
