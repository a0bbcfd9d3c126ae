/* import.c: a file into a store, from Lua: the mapping and the options read into a glo_import_spec, the result pushed as
 * a table.
 *
 * Example (Lua):  store:import_file("a.csv", {day="d", zone="z", phenomenon={const="0805"}}, {decimal=","}).rows
 */
#include "base/err.h"
#include "lua/bind.h"
#include "store.h"
#include "written.h"

#include <string.h>

/* Everything a mapping needs while the import runs, in one block that Lua owns; texts stay in the mapping's
 * tables. */
typedef struct glo_lua_mapping {
    size_t count;
    glo_field_source fields[];
} glo_lua_mapping;

static void wrong_mapping(lua_State *L, const char *field) {
    glo_error(L,
              "bad mapping of '%s': give a column name, {column='name'}, {const='value'}, or "
              "{column='name', map={from='to'}}",
              field);
}

/* {map={...}} at the top of the stack: two arrays in a userdata, kept alive in the table at `keep`. */
static void read_map(lua_State *L, glo_field_source *source, int keep) {
    int map = lua_gettop(L);
    size_t count = 0, n = 0;
    for (lua_pushnil(L); lua_next(L, map); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
            glo_error(L, "bad mapping of '%s': a map goes from text to text", source->field);
        count++;
    }
    const char **texts = lua_newuserdatauv(L, (count ? count : 1) * 2 * sizeof *texts, 0);
    lua_pushvalue(L, -1);
    lua_rawseti(L, keep, (lua_Integer)lua_rawlen(L, keep) + 1);
    for (lua_pushnil(L); lua_next(L, map); lua_pop(L, 1)) {
        texts[n] = lua_tostring(L, -2);
        texts[count + n] = lua_tostring(L, -1);
        n++;
    }
    lua_pop(L, 1);
    source->map_from = texts;
    source->map_to = texts + count;
    source->map_count = count;
}

static void read_source(lua_State *L, glo_field_source *source, int keep) {
    if (lua_type(L, -1) == LUA_TSTRING) {
        source->column = lua_tostring(L, -1);
        return;
    }
    if (!lua_istable(L, -1))
        wrong_mapping(L, source->field);
    int table = lua_gettop(L);
    source->column = glo_field_text(L, table, "column", NULL);
    source->constant = glo_field_text(L, table, "const", NULL);
    if (!source->column == !source->constant)
        wrong_mapping(L, source->field);
    if (glo_push_field(L, table, "map") == LUA_TTABLE)
        read_map(L, source, keep);
    lua_settop(L, table);
}

/* Leaves a userdata and the table that keeps its maps on the stack. */
static glo_lua_mapping *push_mapping(lua_State *L, int index) {
    lua_newtable(L);
    int keep = lua_gettop(L);
    size_t count = 0;
    if (!lua_isnil(L, index))
        luaL_checktype(L, index, LUA_TTABLE);
    for (lua_pushnil(L); lua_istable(L, index) && lua_next(L, index); lua_pop(L, 1))
        count++;
    lua_settop(L, keep);
    const size_t size = sizeof(glo_lua_mapping) + count * sizeof(glo_field_source);
    glo_lua_mapping *mapping = lua_newuserdatauv(L, size, 0);
    memset(mapping, 0, size);
    if (count == 0)
        return mapping;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            glo_error(L, "bad mapping: write field = 'column'");
        glo_field_source *source = &mapping->fields[mapping->count++];
        source->field = lua_tostring(L, -2);
        read_source(L, source, keep);
    }
    return mapping;
}

/* "04", or 4. */
static int check_fiscal(lua_State *L) {
    lua_Integer month = 0;
    int is_number = 1;
    if (lua_istable(L, 4) && glo_push_field(L, 4, "fiscal") != LUA_TNIL)
        month = lua_tointegerx(L, -1, &is_number);
    else if (lua_istable(L, 4)) {
        lua_pop(L, 1);
        return 0;
    } else
        return 0;
    lua_pop(L, 1);
    if (!is_number || month < 1 || month > 12)
        glo_error(
            L,
            "bad argument 'fiscal': expected the month in which the financial year begins, such as \"04\"");
    return (int)month;
}

static int check_century(lua_State *L) {
    lua_Integer century = glo_field_integer(L, 4, "century", 0);
    if (century != 0 && (century < 1 || century > 99))
        glo_error(L, "bad argument 'century': expected the first two digits of the years, such as 20");
    return (int)century;
}

static double check_share(lua_State *L) {
    if (!lua_istable(L, 4) || glo_push_field(L, 4, "at_least") == LUA_TNIL)
        return 0;
    const double share = luaL_checknumber(L, -1);
    lua_pop(L, 1);
    if (!(share >= 0 && share <= 1))
        glo_error(L, "bad argument 'at_least': expected a share from 0 to 1, such as 0.9");
    return share;
}

static int64_t check_scale(lua_State *L) {
    int64_t scale = 1;
    if (lua_istable(L, 4) && glo_push_field(L, 4, "scale") == LUA_TTABLE)
        scale = glo_field_integer(L, -1, "value", 1);
    else if (lua_istable(L, 4) && !lua_isnil(L, -1))
        glo_error(L, "bad argument 'scale': write scale={value=100}");
    if (lua_istable(L, 4))
        lua_pop(L, 1);
    if (scale < 1)
        glo_error(L, "bad argument 'scale': expected a positive whole number");
    return scale;
}

/* How many lines were passed over by each mark, and figures taken by each flag. */
static void push_marks(lua_State *L, const glo_import_result *result) {
    lua_newtable(L);
    for (size_t i = 0; i < GLO_MISSING_MARKS && result->missing[i].lines; i++) {
        lua_pushinteger(L, result->missing[i].lines);
        lua_setfield(L, -2, result->missing[i].text);
    }
    lua_setfield(L, -2, "missing");
    glo_push_flags(L, &result->flags);
    lua_setfield(L, -2, "flags");
}

static void push_summary(lua_State *L, const glo_import_result *result, const char *file) {
    const struct {
        const char *name;
        int64_t value;
    } numbers[] = {{"batch", result->batch},
                   {"rows", result->rows},
                   {"rejected", result->rejected},
                   {"passed_over", result->passed_over},
                   {"added", result->added_sources},
                   {"added_phenomena", result->added_phenomena},
                   {"unmarked", result->unmarked_sources},
                   {"unmarked_lines", result->unmarked_lines},
                   {"overlap", result->overlap},
                   {"differing", result->differing},
                   {"replaced", result->replaced},
                   {"counted", result->counted},
                   {"counted_refused", result->counted_refused},
                   {"uncounted", result->uncounted}};
    lua_newtable(L);
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        lua_pushinteger(L, numbers[i].value);
        lua_setfield(L, -2, numbers[i].name);
    }
    if (result->overlap) {
        lua_pushinteger(L, result->overlap_batch);
        lua_setfield(L, -2, "overlap_batch");
        lua_pushinteger(L, result->overlap_batches);
        lua_setfield(L, -2, "overlap_batches");
    }
    if (result->same_file) {
        lua_pushinteger(L, result->same_file);
        lua_setfield(L, -2, "same_file");
    }
    if (result->unmarked_sources || result->unmarked_lines) {
        lua_pushstring(L, result->unmarked_source);
        lua_setfield(L, -2, "unmarked_source");
        lua_pushstring(L, result->default_handling);
        lua_setfield(L, -2, "handling");
    }
    if (result->file_marking[0]) {
        lua_pushstring(L, result->file_marking);
        lua_setfield(L, -2, "marking");
    }
    push_marks(L, result);
    lua_pushstring(L, file);
    lua_setfield(L, -2, "file");
    lua_pushstring(L, result->encoding);
    lua_setfield(L, -2, "encoding");
    lua_pushlstring(L, &result->delimiter, 1);
    lua_setfield(L, -2, "delimiter");
}

static const char *check_records(lua_State *L, int index) {
    const char *records = glo_field_text(L, index, "records", NULL);
    if (records && strcmp(records, "events") != 0 && strcmp(records, "figures") != 0)
        glo_error(L, "bad argument 'records': '%s' is not known, use events or figures", records);
    return records;
}

/* The day on which a file of observations was received; what they were known by. */
static const char *check_recorded(lua_State *L) {
    const char *recorded = glo_field_text(L, 4, "recorded", NULL);
    if (recorded && strcmp(glo_field_text(L, 4, "as", "observations"), "observations") != 0)
        glo_error(
            L, "bad argument 'recorded': only observations are dated back; of other tables each version is "
               "known from the batch on that brought it");
    return recorded;
}

GLO_FUNCTION(
    store_import, .name = "store:import_file",
    .doc = "The import itself; store:import adds the first rejected lines and the time it took.",
    GLO_TAKES(
        {.name = "file", .type = "string", .set = "file", .doc = "the file"},
        {.name = "mapping",
         .type = "table<string, string|table>",
         .is_optional = true,
         .doc = "which column feeds which field"},
        {.name = "options", .type = "table", .is_optional = true},
        {.name = "as",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\"observations\"",
         .values =
             "observations|zones|links|facts|successions|phenomena|weights|sources|exposures|aliases|"
             "geometry|priorities|priority_links|message_flows|messages|requests|channels|channel_reach|"
             "agreements|agreement_parties|"
             "agreement_acts|expertise|"
             "contact_points|trainings|missions|recommendations|partners|reports|feedback",
         .doc = "what the rows are"},
        {.name = "strict",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "reject the file for one wrong line"},
        {.name = "again",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "import a file that was imported before; not where its lines would be counted twice"},
        {.name = "replace",
         .type = "boolean",
         .is_option = true,
         .is_optional = true,
         .otherwise = "false",
         .doc = "retract the earlier figures of the source that the file gives again"},
        {.name = "recorded",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(now)",
         .doc = "the day on which the file was received"},
        {.name = "delimiter",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(detected)",
         .doc = "between fields"},
        {.name = "encoding",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(detected)",
         .doc = "utf-8, utf-16 or latin-1"},
        {.name = "decimal",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\".\"",
         .doc = "the decimal mark"},
        {.name = "thousands",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "what groups thousands: . , ' or a space of any kind; any: each of them"},
        {.name = "missing",
         .type = "string[]",
         .is_option = true,
         .is_optional = true,
         .doc = "marks of missing values beside those known"},
        {.name = "dates",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\"iso\"",
         .values = "iso|dmy|mdy|excel",
         .doc = "the order of day, month and year where numbers leave it open; excel: day numbers"},
        {.name = "century",
         .type = "integer",
         .is_option = true,
         .is_optional = true,
         .doc = "of years of two digits, such as 20"},
        {.name = "fiscal",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "the month in which financial years begin, such as \"04\": 2009-10 is one"},
        {.name = "at_least",
         .type = "number",
         .is_option = true,
         .is_optional = true,
         .otherwise = "0",
         .doc = "the share of lines that must come in"},
        {.name = "scale",
         .type = "table",
         .is_option = true,
         .is_optional = true,
         .doc = "in how many parts of its unit a field is kept: {value=100} for cents"},
        {.name = "source",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(the file's name)",
         .set = "source",
         .doc = "the source of the observations"},
        {.name = "records",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(figures where a count is mapped)",
         .values = "events|figures",
         .doc = "of new sources: events add up, a figure stands for its zone, phenomenon and time"},
        {.name = "counting_unit",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "of new sources: what one count is, such as offences"},
        {.name = "value_unit",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "of new sources: what values are in, such as EUR"},
        {.name = "facet_dimension",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "of facets given without one, such as sex"},
        {.name = "kind",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .set = "level",
         .doc = "what the names of zones are, such as municipality"},
        {.name = "within",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .set = "zone",
         .doc = "the zone that the names of zones lie in"},
        {.name = "add_phenomena",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .set = "phenomenon",
         .doc = "words that the tree of phenomena lacks are added under this one"},
        {.name = "language",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "\"en\"",
         .values = "nl|fr|de|en",
         .doc = "of the words that are added"},
        {.name = "note",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .doc = "a note kept with the batch"},
        {.name = "header_line",
         .type = "integer",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(the first)",
         .doc = "the line with the names of the columns"},
        {.name = "rows",
         .type = "string",
         .is_option = true,
         .is_optional = true,
         .otherwise = "(the file)",
         .doc = "the file in which the converted rows stand"}),
    GLO_GIVES(
        {.type = "table",
         .doc = "batch, rows, rejected, passed_over, added (sources), added_phenomena, unmarked (of the "
                "sources), names (a frame of what became which zone or phenomenon), "
                "overlap, differing, replaced, same_file (the batch of the same rows from another source), "
                "counted, "
                "counted_refused, uncounted, missing (by mark), "
                "flags, marking (of the file), file, encoding, delimiter"}),
    .fails = "not_found, exists (imported before), rejected (strict, or too little came in: the table is "
             "then given too), full, busy, corrupt, marking, cancelled",
    .needs = GLO_NEEDS_STORE_WRITE | GLO_NEEDS_FILE_READ, .is_internal = true, .since = "0.1",
    .example =
        "select(3, store:import_file('/nowhere.csv', {day='d', zone='z', phenomenon='p'})) --> not_found") {
    glo_store *store = glo_use_store(L, 1);
    const char *file = luaL_checkstring(L, 2);
    if (!lua_isnil(L, 4))
        luaL_checktype(L, 4, LUA_TTABLE);
    glo_lua_mapping *mapping = push_mapping(L, 3);
    glo_import_spec spec = {.file = file,
                            .rows = glo_field_text(L, 4, "rows", NULL),
                            .header_line = (uint64_t)glo_field_integer(L, 4, "header_line", 0),
                            .as = glo_field_text(L, 4, "as", "observations"),
                            .fields = mapping->fields,
                            .field_count = mapping->count,
                            .strict = glo_field_boolean(L, 4, "strict"),
                            .again = glo_field_boolean(L, 4, "again"),
                            .replace = glo_field_boolean(L, 4, "replace"),
                            .delimiter = glo_check_mark(L, 4, "delimiter"),
                            .encoding = glo_field_text(L, 4, "encoding", NULL),
                            .decimal = glo_check_mark(L, 4, "decimal"),
                            .thousands = glo_check_thousands(L, 4),
                            .dates = {.century = check_century(L), .fiscal = check_fiscal(L)},
                            .at_least = check_share(L),
                            .value_scale = check_scale(L),
                            .source = glo_field_text(L, 4, "source", NULL),
                            .records = check_records(L, 4),
                            .counting_unit = glo_field_text(L, 4, "counting_unit", NULL),
                            .value_unit = glo_field_text(L, 4, "value_unit", NULL),
                            .facet_dimension = glo_field_text(L, 4, "facet_dimension", NULL),
                            .kind = glo_field_text(L, 4, "kind", NULL),
                            .within = glo_field_text(L, 4, "within", NULL),
                            .add_phenomena = glo_field_text(L, 4, "add_phenomena", NULL),
                            .language = glo_field_text(L, 4, "language", NULL),
                            .recorded = check_recorded(L),
                            .note = glo_field_text(L, 4, "note", NULL)};
    spec.dates.order = glo_check_date_order(L, 4, &spec.is_order_told);
    spec.missing = glo_field_texts(L, 4, "missing", &spec.missing_count);
    glo_import_result result = {0};
    spec.names = glo_push_frame_slot(L);
    const int names = lua_gettop(L);
    int status = glo_store_import(store, &spec, glo_lua_job(L), &result);
    if (status == GLO_OK) {
        push_summary(L, &result, file);
        lua_pushvalue(L, names);
        lua_setfield(L, -2, "names");
        return 1;
    }
    glo_failure(L, status);
    if (!result.batch)
        return 3;
    push_summary(L, &result, file);
    return 4;
}

static const glo_function *const methods[] = {&store_import_entry, NULL};

void glo_bind_import(lua_State *L) {
    glo_bind(L, methods);
}
