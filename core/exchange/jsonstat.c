/* jsonstat.c: JSON-stat 2.0 as rows. Example and reference in jsonstat.h. */
#include "exchange/jsonstat.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"
#include "frame/words.h"
#include "io/input.h"
#include "io/json_reader.h"
#include "judge.h"
#include "row_writer.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_ROLES = 64, MOST_DIMENSIONS = 64, SHOWN = 6, NOT_FIXED = -1, KEY_ROOM = 128 };
#define MOST_CATEGORIES 1000000
#define MOST_CELLS (INT64_C(1) << 46)

typedef struct glo_dimension {
    char *name;
    const char *shown;   /* its column: its name, or what it is used as by its role */
    glo_words *codes;    /* of the categories, in order of arrival */
    uint32_t *positions; /* of each of them; as they come where the index is a list */
    uint32_t *by_position;
    size_t room;
    int has_index;
    int64_t size, step;
    int64_t fixed; /* the position that `where` fixes, or NOT_FIXED */
} glo_dimension;

typedef struct glo_status_of {
    int64_t cell;
    uint32_t code; /* into the words of statuses */
    int used;
} glo_status_of;

typedef struct glo_jsonstat {
    const char *path;
    const glo_jsonstat_rules *rules;
    glo_dimension dimensions[MOST_DIMENSIONS]; /* as they come; `order` is that of `id` */
    size_t count;
    char *order_names[MOST_DIMENSIONS];
    glo_dimension *order[MOST_DIMENSIONS];
    size_t ordered, sized;
    int64_t sizes[MOST_DIMENSIONS], cells;
    char *roles[MOST_ROLES][2]; /* "time" and the name of a dimension */
    size_t role_count;
    glo_words *status_words;
    glo_status_of *statuses;
    size_t status_count, status_room;
    int one_status; /* it is for all cells */
    /* where reading is: the keys above, by depth */
    char keys[6][KEY_ROOM];
    int64_t next; /* of the list at hand */
    glo_row_writer rows;
    glo_flags *flags;
    int has_values;
} glo_jsonstat;

static glo_status corrupt(const glo_jsonstat *set, const char *what) {
    return glo_fail(GLO_ECORRUPT, "'%s' is not a valid JSON-stat dataset: %s", set->path, what);
}

static bool is_at(const glo_jsonstat *set, size_t depth, const char *key) {
    return strcmp(set->keys[depth], key) == 0;
}

static glo_status keep_text(const glo_json_event *event, char **out) {
    char text[KEY_ROOM];
    size_t length = event->length < KEY_ROOM - 1 ? event->length : KEY_ROOM - 1;
    memcpy(text, event->text, length);
    text[length] = '\0';
    return glo_alloc_text(text, out);
}

/* A position or a size: a whole number that is not negative. */
static glo_status read_whole(const glo_jsonstat *set, const glo_json_event *event, int64_t *out) {
    char text[24], *end;
    if (event->length == 0 || event->length >= sizeof text || !event->text)
        return corrupt(set, "a position is not a whole number");
    memcpy(text, event->text, event->length);
    text[event->length] = '\0';
    long long number = strtoll(text, &end, 10);
    if (*end || number < 0)
        return corrupt(set, "a position is not a whole number");
    *out = number;
    return GLO_OK;
}

/* ---- the first reading: dimensions and flags ---- */

static glo_status open_dimension(glo_jsonstat *set, const glo_json_event *event) {
    if (set->count == MOST_DIMENSIONS)
        return corrupt(set, "it has more than 64 dimensions");
    for (size_t i = 0; i < set->count; i++) {
        if (glo_json_is(event, set->dimensions[i].name))
            return corrupt(set, "a dimension is described twice");
    }
    glo_dimension *dimension = &set->dimensions[set->count++];
    dimension->fixed = NOT_FIXED;
    glo_status status = keep_text(event, &dimension->name);
    return status == GLO_OK ? glo_words_new(&dimension->codes) : status;
}

static glo_status add_category(glo_jsonstat *set, const glo_json_event *event, int64_t position) {
    glo_dimension *dimension = &set->dimensions[set->count - 1];
    uint32_t code, before = glo_words_count(dimension->codes);
    if (before >= MOST_CATEGORIES)
        return corrupt(set, "a dimension has more than a million categories");
    glo_status status = glo_words_add(dimension->codes, event->text, event->length, &code);
    if (status == GLO_OK && code != before)
        return corrupt(set, "a category appears twice");
    if (status == GLO_OK)
        status = glo_alloc_grow(&dimension->positions, &dimension->room, before + 1, sizeof(uint32_t));
    if (status == GLO_OK)
        dimension->positions[code] = (uint32_t)position;
    return status;
}

/* category.index: {"BE": 0, "NL": 1} or ["BE", "NL"]; without an index, category.label names the only one. */
static glo_status on_category(glo_jsonstat *set, const glo_json_event *event) {
    glo_dimension *dimension = &set->dimensions[set->count - 1];
    int64_t position = 0;
    if (is_at(set, 4, "index")) {
        if (event->kind == GLO_JSON_TEXT && event->depth == 5)
            return add_category(set, event, set->next++);
        if (event->kind == GLO_JSON_ARRAY || event->kind == GLO_JSON_OBJECT) {
            set->next = 0;
            if (!dimension->has_index) { /* the label came first: the index decides */
                glo_words_free(dimension->codes);
                dimension->codes = NULL;
                dimension->has_index = 1;
                return glo_words_new(&dimension->codes);
            }
            return GLO_OK;
        }
        if (event->kind == GLO_JSON_KEY && event->depth == 5)
            return add_category(set, event, 0);
        if (event->kind != GLO_JSON_NUMBER || event->depth != 5)
            return GLO_OK;
        if (glo_words_count(dimension->codes) == 0)
            return corrupt(set, "a category has a position and no code");
        glo_status status = read_whole(set, event, &position);
        if (status == GLO_OK && position >= MOST_CATEGORIES)
            status = corrupt(set, "a dimension has more than a million categories");
        if (status == GLO_OK)
            dimension->positions[glo_words_count(dimension->codes) - 1] = (uint32_t)position;
        return status;
    }
    if (is_at(set, 4, "label") && !dimension->has_index && event->kind == GLO_JSON_KEY && event->depth == 5)
        return add_category(set, event, glo_words_count(dimension->codes));
    return GLO_OK;
}

static glo_status on_dimension(glo_jsonstat *set, const glo_json_event *event) {
    if (event->kind == GLO_JSON_KEY && event->depth == 2)
        return open_dimension(set, event);
    if (event->depth >= 4 && is_at(set, 3, "category") && set->count)
        return on_category(set, event);
    return GLO_OK;
}

static glo_status add_status(glo_jsonstat *set, int64_t cell, const glo_json_event *event) {
    glo_status status =
        glo_alloc_grow(&set->statuses, &set->status_room, set->status_count + 1, sizeof *set->statuses);
    if (status < 0)
        return status;
    glo_status_of *made = &set->statuses[set->status_count];
    *made = (glo_status_of){cell, 0, 0};
    status = glo_words_add(set->status_words, event->text, event->length, &made->code);
    set->status_count += status == GLO_OK;
    return status;
}

static glo_status on_status(glo_jsonstat *set, const glo_json_event *event) {
    if (event->depth == 1 && event->kind == GLO_JSON_ARRAY)
        set->next = 0;
    if (event->depth == 1 && event->kind == GLO_JSON_TEXT) {
        set->one_status = 1;
        return add_status(set, 0, event);
    }
    if (event->depth != 2 || (event->kind != GLO_JSON_TEXT && event->kind != GLO_JSON_NULL))
        return GLO_OK;
    int64_t cell = set->next++;
    if (set->keys[2][0]) {
        glo_json_event key = {GLO_JSON_KEY, set->keys[2], strlen(set->keys[2]), 2};
        glo_status status = read_whole(set, &key, &cell);
        if (status < 0)
            return status;
    }
    return event->kind == GLO_JSON_TEXT && event->length ? add_status(set, cell, event) : GLO_OK;
}

/* "role": {"time": ["Tid"], "geo": ["Region"]} */
static glo_status on_role(glo_jsonstat *set, const glo_json_event *event) {
    if (event->kind != GLO_JSON_TEXT || event->depth != 3 || set->role_count == MOST_ROLES)
        return GLO_OK;
    char **role = set->roles[set->role_count++];
    glo_status status = glo_alloc_text(set->keys[2], &role[0]);
    return status == GLO_OK ? keep_text(event, &role[1]) : status;
}

static glo_status on_shape(glo_jsonstat *set, const glo_json_event *event) {
    if (event->depth != 2)
        return GLO_OK;
    if (is_at(set, 1, "id") && event->kind == GLO_JSON_TEXT) {
        if (set->ordered == MOST_DIMENSIONS)
            return corrupt(set, "it has more than 64 dimensions");
        return keep_text(event, &set->order_names[set->ordered++]);
    }
    if (is_at(set, 1, "size") && event->kind == GLO_JSON_NUMBER) {
        if (set->sized == MOST_DIMENSIONS)
            return corrupt(set, "it has more than 64 dimensions");
        return read_whole(set, event, &set->sizes[set->sized++]);
    }
    return GLO_OK;
}

/* Keeps the path of keys up to the event. */
static void follow(glo_jsonstat *set, const glo_json_event *event) {
    size_t deepest = sizeof set->keys / sizeof set->keys[0];
    if (event->kind == GLO_JSON_KEY && event->depth < deepest) {
        size_t length = event->length < KEY_ROOM - 1 ? event->length : KEY_ROOM - 1;
        memcpy(set->keys[event->depth], event->text, length);
        set->keys[event->depth][length] = '\0';
    }
    /* A new list or object has no key of its own yet. */
    if ((event->kind == GLO_JSON_OBJECT || event->kind == GLO_JSON_ARRAY) && event->depth + 1 < deepest)
        set->keys[event->depth + 1][0] = '\0';
}

static glo_status on_first(void *context, const glo_json_event *event) {
    glo_jsonstat *set = context;
    follow(set, event);
    if (event->depth == 0)
        return GLO_OK;
    if (is_at(set, 1, "dimension"))
        return on_dimension(set, event);
    if (is_at(set, 1, "status"))
        return on_status(set, event);
    if (is_at(set, 1, "role"))
        return on_role(set, event);
    if (is_at(set, 1, "value"))
        set->has_values = 1;
    return on_shape(set, event);
}

/* ---- between the readings: does it fit together, and what is wanted ---- */

static int by_cell(const void *a, const void *b) {
    const glo_status_of *x = a, *y = b;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static glo_status place_codes(glo_jsonstat *set, glo_dimension *dimension) {
    char why[300];
    uint32_t count = glo_words_count(dimension->codes);
    snprintf(why, sizeof why, "dimension '%s' has %u categories, its size is %" PRId64, dimension->name,
             count, dimension->size);
    if (dimension->size != (int64_t)count)
        return corrupt(set, why);
    glo_status status = glo_alloc_array(count, sizeof(uint32_t), &dimension->by_position);
    for (uint32_t code = 0; status == GLO_OK && code < count; code++)
        dimension->by_position[code] = UINT32_MAX;
    for (uint32_t code = 0; status == GLO_OK && code < count; code++) {
        uint32_t position = dimension->positions[code];
        if (position >= count || dimension->by_position[position] != UINT32_MAX)
            return corrupt(set, "the positions of a dimension's categories are not 0, 1, 2 ...");
        dimension->by_position[position] = code;
    }
    return status;
}

static glo_status order_dimensions(glo_jsonstat *set) {
    if (!set->has_values || set->ordered == 0 || set->ordered != set->sized)
        return corrupt(set, "it needs id, size, dimension and value");
    set->cells = 1;
    for (size_t i = set->ordered; i-- > 0;) {
        for (size_t d = 0; d < set->count; d++) {
            if (strcmp(set->dimensions[d].name, set->order_names[i]) == 0)
                set->order[i] = &set->dimensions[d];
        }
        if (!set->order[i])
            return corrupt(set, "id names a dimension that is not described");
        if (set->order[i]->by_position)
            return corrupt(set, "id names a dimension twice");
        set->order[i]->size = set->sizes[i];
        set->order[i]->step = set->cells;
        glo_status status = place_codes(set, set->order[i]);
        if (status < 0)
            return status;
        if (__builtin_mul_overflow(set->cells, set->sizes[i], &set->cells) || set->cells > MOST_CELLS)
            return corrupt(set, "it would have too many cells");
    }
    if (set->status_count)
        qsort(set->statuses, set->status_count, sizeof *set->statuses, by_cell);
    return GLO_OK;
}

static const char *category(const glo_dimension *dimension, int64_t position) {
    return glo_words_text(dimension->codes, dimension->by_position[position]);
}

static bool is_used(const glo_jsonstat *set, const char *name) {
    for (size_t i = 0; i < set->rules->used_count; i++) {
        if (strcmp(set->rules->used[i], name) == 0)
            return true;
    }
    return false;
}

static glo_dimension *find_dimension(const glo_jsonstat *set, const char *name) {
    for (size_t i = 0; i < set->ordered; i++) {
        if (strcmp(set->order[i]->name, name) == 0)
            return set->order[i];
    }
    return NULL;
}

/* "time" and "geo" are found by role where no dimension is called so and one only has the role. */
static glo_status find_by_role(glo_jsonstat *set, const char *role) {
    glo_dimension *found = NULL;
    for (size_t i = 0; i < set->role_count; i++) {
        glo_dimension *dimension =
            strcmp(set->roles[i][0], role) == 0 ? find_dimension(set, set->roles[i][1]) : NULL;
        if (dimension && found && dimension != found)
            return glo_fail(GLO_EINVAL,
                            "'%s': two dimensions have the role '%s', '%s' and '%s'; map the one you mean",
                            set->path, role, found->name, dimension->name);
        found = dimension ? dimension : found;
    }
    if (found)
        found->shown = role;
    return GLO_OK;
}

static glo_status fail_no_dimension(const glo_jsonstat *set, const char *name) {
    glo_nearest nearest = {name, NULL, 0};
    glo_buf list = {0};
    for (size_t i = 0; i < set->ordered; i++) {
        glo_nearest_offer(&nearest, set->order[i]->name);
        glo_buf_format(&list, "%s%.60s", i ? ", " : "", set->order[i]->name);
    }
    const char *hint = glo_nearest_hint(&nearest);
    glo_status status = glo_fail(GLO_EINVAL, "'%s' has no dimension '%s'%s%s its dimensions are %s",
                                 set->path, name, hint, *hint ? "" : ";", list.data ? list.data : "none");
    glo_buf_dispose(&list);
    return status;
}

static glo_status find_used(glo_jsonstat *set) {
    glo_status status = GLO_OK;
    for (size_t i = 0; i < set->ordered; i++)
        set->order[i]->shown = set->order[i]->name;
    for (size_t i = 0; status == GLO_OK && i < set->rules->used_count; i++) {
        const char *name = set->rules->used[i];
        bool is_column = strcmp(name, "value") == 0 || strcmp(name, "status") == 0;
        if (!is_column && !find_dimension(set, name))
            status = find_by_role(set, name);
        bool is_found = is_column;
        for (size_t d = 0; d < set->ordered; d++)
            is_found |= strcmp(set->order[d]->shown, name) == 0 || strcmp(set->order[d]->name, name) == 0;
        if (status == GLO_OK && !is_found)
            status = fail_no_dimension(set, name);
    }
    return status;
}

static glo_status fix_dimension(glo_jsonstat *set, const char *name, const char *code) {
    glo_nearest near_code = {code, NULL, 0};
    glo_dimension *dimension = find_dimension(set, name);
    uint32_t found;
    if (!dimension)
        return fail_no_dimension(set, name);
    if (glo_words_find(dimension->codes, code, strlen(code), &found)) {
        dimension->fixed = dimension->positions[found];
        return GLO_OK;
    }
    for (uint32_t i = 0; i < glo_words_count(dimension->codes); i++)
        glo_nearest_offer(&near_code, glo_words_text(dimension->codes, i));
    return glo_fail(GLO_EINVAL, "'%s': dimension '%s' has no category '%s'%s", set->path, name, code,
                    glo_nearest_hint(&near_code));
}

static glo_status check_wanted(glo_jsonstat *set) {
    const glo_jsonstat_rules *rules = set->rules;
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < rules->where_count; i++)
        status = fix_dimension(set, rules->where[2 * i], rules->where[2 * i + 1]);
    for (size_t i = 0; status == GLO_OK && !rules->keeps_all && i < set->ordered; i++) {
        const glo_dimension *dimension = set->order[i];
        if (dimension->size < 2 || dimension->fixed != NOT_FIXED || is_used(set, dimension->shown))
            continue;
        glo_buf list = {0};
        for (int64_t c = 0; c < dimension->size && c < SHOWN; c++)
            glo_buf_format(&list, "%s%.40s", c ? ", " : "", category(dimension, c));
        status = glo_fail(GLO_EINVAL,
                          "%s: '%s' has several values (%s%s), which would be summed: select one, as "
                          "in --where %s=%s (where={%s='%s'} in a script), or map it to a field",
                          set->path, dimension->name, list.data ? list.data : "none",
                          dimension->size > SHOWN ? " ..." : "", dimension->name, category(dimension, 0),
                          dimension->name, category(dimension, 0));
        glo_buf_dispose(&list);
    }
    return status;
}

/* ---- the second reading: values ---- */

static glo_status_of *status_of(const glo_jsonstat *set, int64_t cell) {
    glo_status_of wanted = {set->one_status ? 0 : cell, 0, 0};
    return set->status_count ? bsearch(&wanted, set->statuses, set->status_count, sizeof wanted, by_cell)
                             : NULL;
}

static bool is_wanted(const glo_jsonstat *set, int64_t cell) {
    for (size_t i = 0; i < set->ordered; i++) {
        const glo_dimension *dimension = set->order[i];
        if (dimension->fixed != NOT_FIXED && cell / dimension->step % dimension->size != dimension->fixed)
            return false;
    }
    return true;
}

static glo_status put_cell(glo_jsonstat *set, int64_t cell, glo_csv_field value) {
    char why[GLO_REASON_SIZE] = "";
    glo_csv_field flag = {"", 0, 0};
    if (cell < 0 || cell >= set->cells)
        return corrupt(set, "a value has a position outside its dimensions");
    glo_status_of *said = status_of(set, cell);
    if (said) {
        said->used = 1;
        flag.text = glo_words_text(set->status_words, said->code);
        flag.length = (uint32_t)glo_words_length(set->status_words, said->code);
    }
    if (!is_wanted(set, cell) || glo_judge(set->flags, &value, &flag, NULL, why) == GLO_PASS_OVER)
        return GLO_OK;
    for (size_t i = 0; i < set->ordered; i++) {
        const glo_dimension *dimension = set->order[i];
        const char *code = category(dimension, cell / dimension->step % dimension->size);
        glo_row_writer_field(&set->rows, code, strlen(code));
    }
    glo_whole_number(&value);
    glo_row_writer_field(&set->rows, value.text, value.length);
    glo_row_writer_field(&set->rows, flag.text, flag.length);
    return glo_row_writer_end(&set->rows, why);
}

static glo_status on_second(void *context, const glo_json_event *event) {
    glo_jsonstat *set = context;
    follow(set, event);
    if (event->depth == 1 && is_at(set, 1, "value") && event->kind == GLO_JSON_ARRAY)
        set->next = 0;
    if (event->depth != 2 || !is_at(set, 1, "value") || event->kind == GLO_JSON_KEY)
        return GLO_OK;
    if (event->kind != GLO_JSON_NUMBER && event->kind != GLO_JSON_TEXT && event->kind != GLO_JSON_NULL)
        return corrupt(set, "a value is no number");
    int64_t cell = set->next++;
    if (set->keys[2][0]) {
        glo_json_event key = {GLO_JSON_KEY, set->keys[2], strlen(set->keys[2]), 2};
        glo_status status = read_whole(set, &key, &cell);
        if (status < 0)
            return status;
    }
    glo_csv_field value = {event->text ? event->text : "", (uint32_t)event->length, 0};
    return put_cell(set, cell, value);
}

/* A figure may have a flag and no value: a confidential one is reason as the others are, another is missing.
 */
static glo_status put_valueless(glo_jsonstat *set) {
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && !set->one_status && i < set->status_count; i++) {
        if (!set->statuses[i].used)
            status = put_cell(set, set->statuses[i].cell, (glo_csv_field){"", 0, 0});
    }
    return status;
}

static glo_status put_header(glo_jsonstat *set) {
    for (size_t i = 0; i < set->ordered; i++)
        glo_row_writer_field(&set->rows, set->order[i]->shown, strlen(set->order[i]->shown));
    glo_row_writer_field(&set->rows, "value", 5);
    glo_row_writer_field(&set->rows, "status", 6);
    return glo_row_writer_end(&set->rows, NULL);
}

static glo_status read_once(glo_jsonstat *set, glo_json_handler handler, const glo_job *job) {
    glo_input *input = NULL;
    memset(set->keys, 0, sizeof set->keys);
    glo_status status = glo_input_open(set->path, &input);
    if (status < 0)
        return status;
    glo_source source = glo_input_source(input);
    status = glo_json_read(&source, set->path, job, handler, set);
    glo_input_close(input);
    return status;
}

static glo_status convert(glo_jsonstat *set, const glo_job *job) {
    glo_status status = glo_words_new(&set->status_words);
    if (status == GLO_OK)
        status = read_once(set, on_first, job);
    if (status == GLO_OK)
        status = order_dimensions(set);
    if (status == GLO_OK)
        status = find_used(set);
    if (status == GLO_OK)
        status = check_wanted(set);
    if (status == GLO_OK)
        status = put_header(set);
    if (status == GLO_OK)
        status = read_once(set, on_second, job);
    return status == GLO_OK ? put_valueless(set) : status;
}

int glo_jsonstat_convert(const char *path, const glo_jsonstat_rules *rules, const glo_job *job, glo_sink sink,
                         glo_flags *out_flags) {
    glo_jsonstat *set;
    int status = glo_alloc_array(1, sizeof *set, &set);
    if (status < 0)
        return status;
    set->path = path;
    set->rules = rules;
    set->rows.sink = sink;
    set->flags = out_flags;
    status = convert(set, job);
    for (size_t i = 0; i < set->count; i++) {
        free(set->dimensions[i].name);
        glo_words_free(set->dimensions[i].codes);
        free(set->dimensions[i].positions);
        free(set->dimensions[i].by_position);
    }
    for (size_t i = 0; i < set->ordered; i++)
        free(set->order_names[i]);
    for (size_t i = 0; i < set->role_count; i++) {
        free(set->roles[i][0]);
        free(set->roles[i][1]);
    }
    glo_words_free(set->status_words);
    free(set->statuses);
    status = glo_row_writer_finish(&set->rows, status);
    free(set);
    return status;
}
