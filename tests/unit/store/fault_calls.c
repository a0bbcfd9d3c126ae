/* fault_calls.c: see fault_calls.h. The folder of this file's tests/unit/store/support.h holds the stores to begin with and what
 * is imported.
 */
#include "fault_calls.h"
#include "support.h"

#include "cube/rollup.h"
#include "io/csv_writer.h"
#include "migrations.h"
#include "store/alerts.h"
#include "store/forecasts.h"
#include "store/horizon.h"

/* ---- stores to begin with ---- */

#define FIGURES "day,zone,phenomenon,count,source,handling\n"

char fault_store[512];
bool fault_can_be_wrong;

static void copy(const char *from, const char *to) {
    char block[65536];
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    for (size_t got; (got = fread(block, 1, sizeof block, in)) > 0;)
        assert_int_equal(fwrite(block, 1, got, out), got);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static glo_frame *texts_and_days(const char *const *texts, size_t count, const char *day,
                                 const char *const *reals, size_t real_count, const char *integer) {
    glo_frame_builder builder = {0};
    glo_frame *frame = NULL;
    glo_column *column = NULL;
    for (size_t i = 0; i < count; i++) {
        ASSERT_OK(glo_column_new(GLO_TYPE_TEXT, 2, &column));
        for (size_t row = 0; row < 2; row++) {
            const char *value = strcmp(texts[i], "zone") == 0         ? "A-1"
                                : strcmp(texts[i], "phenomenon") == 0 ? "p.x"
                                : strcmp(texts[i], "name") == 0       ? (row ? "wis" : "mae")
                                : strcmp(texts[i], "method") == 0     ? "naive"
                                                                      : "";
            ASSERT_OK(glo_column_set_text(column, row, value, strlen(value)));
        }
        ASSERT_OK(glo_frame_builder_add(&builder, texts[i], column));
    }
    ASSERT_OK(glo_column_new(GLO_TYPE_DAY, 2, &column));
    column->times[0] = column->times[1] = 20000;
    ASSERT_OK(glo_frame_builder_add(&builder, day, column));
    for (size_t i = 0; i < real_count; i++) {
        ASSERT_OK(glo_column_new(GLO_TYPE_REAL, 2, &column));
        column->reals[0] = 0.1, column->reals[1] = 0.5;
        ASSERT_OK(glo_frame_builder_add(&builder, reals[i], column));
    }
    if (integer) {
        ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, 2, &column));
        column->integers[0] = column->integers[1] = 1;
        ASSERT_OK(glo_frame_builder_add(&builder, integer, column));
    }
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_AMBER, 2}, NULL, &frame));
    return frame;
}

static glo_frame *quantiles, *scores, *numbers, *alarms, *studies, *items,
    *texts; /* made before anything fails */

static int register_quantiles(glo_store **store) {
    const glo_filter filters[] = {{"source", "a\tb"}};
    const glo_registration r = {.author = "analysis",
                                .kind = "model",
                                .cutoff = 19999,
                                .span = GLO_MONTH,
                                .measure = "count",
                                .gaps = "zero",
                                .call = "forecast(r, {})",
                                .note = "a note that does not fit into the first block of a buffer",
                                .filters = filters,
                                .filter_count = 1,
                                .rows = quantiles};
    int64_t id;
    return glo_store_register(*store, &r, &id);
}

static int raise_alarms(glo_store **store) {
    static const char *const keys[] = {"facet"};
    const glo_alert_run run = {.method = "ears_c1",
                               .settings = "{\"alpha\":0.001,\"baseline\":7}",
                               .measure = "count",
                               .unit = "",
                               .call = "warn(r, {})",
                               .keys = keys,
                               .key_count = 1,
                               .alarm = "alarm",
                               .rows = alarms};
    glo_alert_tally tally;
    return glo_store_raise(*store, &run, &tally);
}

static int keep_study(glo_store **store) {
    const glo_record_set sets[] = {{.table = "delphi_study", .rows = studies},
                                   {.table = "delphi_item", .rows = items, .parent = "study"}};
    const glo_record_log log = {
        .action = "open", .object = "delphi", .why = "three items", .is_numbered = true};
    glo_record_ids ids;
    return glo_store_keep(*store, sets, 2, &log, &ids);
}

static int import_file(glo_store *store, const char *as, const char *name, bool replace, glo_frame **names) {
    glo_import_result result;
    const glo_import_spec spec = {.file = in_folder(name),
                                  .as = as,
                                  .again = true,
                                  .replace = replace,
                                  .names = names,
                                  .add_phenomena = names ? "p" : NULL,
                                  .language = "en"};
    return glo_store_import(store, &spec, NULL, &result);
}

/* "small" has zones and phenomena; "full" figures, some replaced, a registration and an alert too; "crashed" is the same as a
 * crash leaves it; "old" is of version 2. */
static void make_stores(void) {
    glo_store *store = NULL;
    write_file("zones", SMALL_ZONES);
    write_file("phenomena", SMALL_PHENOMENA);
    write_file("facts", "zone,name,year,value\nA-1,population,2020,7\nA-2,population,2020,x\n");
    write_file("good", FIGURES "2024-01,A-1,p.x,3,s,AMBER\n2024-02,Luik,p.y,4,s,\n2024,A-2,p,10,t,GREEN\n");
    write_file("newer", FIGURES "2024-01,A-1,p.x,5,s,AMBER\n2024-03,A-2,p.x,1,s,\n");
    write_file("mixed", FIGURES "2024-01,A-1,p.x,3,u,\n2024-13,A-1,p.x,3,u,\n2024-02,nowhere,p.x,3,u,\n");
    write_file("refused", FIGURES "2024-13,A-1,p.x,3,u,\n2024-02,nowhere,p.x,3,u,\n");
    write_file("words", "day,zone,phenomenon,count\n2024-01,Luik,Arson,3\n2024-01,Brussel,Smuggling,4\n");
    write_file("outlines",
               "zone,geometry\nA-1,\"{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[[0,0],[1,0],[0,1],"
               "[0,0]]]}\"\n");
    ASSERT_OK(glo_store_create(in_folder("small"), &store));
    ASSERT_OK(import_file(store, "zones", "zones", false, NULL));
    ASSERT_OK(import_file(store, "phenomena", "phenomena", false, NULL));
    glo_store_close(store);
    copy(in_folder("small"), in_folder("full"));
    ASSERT_OK(glo_store_open(in_folder("full"), 0, &store));
    ASSERT_OK(import_file(store, "observations", "good", false, NULL));
    ASSERT_OK(import_file(store, "observations", "newer", true, NULL));
    ASSERT_OK(register_quantiles(&store));
    ASSERT_OK(raise_alarms(&store));
    ASSERT_OK(keep_study(&store));
    copy(in_folder("full"), in_folder("crashed"));
    copy(in_folder("full-wal"), in_folder("crashed-wal"));
    glo_store_close(store);
    char sql[100];
    for (int i = 0; i < 2; i++)
        behind_its_back(in_folder("old"), migrations[i]);
    snprintf(sql, sizeof sql, "pragma application_id = %d; pragma user_version = 2", GLO_APPLICATION_ID);
    behind_its_back(in_folder("old"), sql);
    behind_its_back(in_folder("old"),
                    "insert into zone (id, code, kind) values (1, 'A', 'country'), (2, 'A-1', 'region');"
                    "insert into zone_fact values (2, 'population', '2019', 7);"
                    "insert into phenomenon (id, code) values (1, 'p')");
}

/* ---- the calls ---- */

static int run_create(glo_store **store) {
    return glo_store_create(fault_store, store);
}
static int run_open(glo_store **store) {
    return glo_store_open(fault_store, 0, store);
}
static int run_open_to_read(glo_store **store) {
    return glo_store_open(fault_store, GLO_STORE_READ_ONLY, store);
}
static int run_import(glo_store **store) {
    return import_file(*store, "observations", "good", false, NULL);
}
static int run_import_newer(glo_store **store) {
    return import_file(*store, "observations", "newer", true, NULL);
}
static int run_import_mixed(glo_store **store) {
    return import_file(*store, "observations", "mixed", false, NULL);
}
static int run_import_refused(glo_store **store) {
    return import_file(*store, "observations", "refused", false, NULL);
}
static int run_import_words(glo_store **store) {
    glo_frame *names = NULL;
    int status = import_file(*store, "observations", "words", false, &names);
    glo_frame_free(names);
    return status;
}
static int run_import_zones(glo_store **store) {
    return import_file(*store, "zones", "zones", true, NULL);
}
static int run_import_phenomena(glo_store **store) {
    return import_file(*store, "phenomena", "phenomena", true, NULL);
}
static int run_import_facts(glo_store **store) {
    return import_file(*store, "facts", "facts", false, NULL);
}
static int run_import_outlines(glo_store **store) {
    return import_file(*store, "geometry", "outlines", false, NULL);
}
static int run_retract(glo_store **store) {
    int64_t batch;
    return glo_store_retract(*store, 3, "sent twice", NULL, &batch);
}
/* What it had replaced stands again. */
static int run_retract_newer(glo_store **store) {
    int64_t batch;
    return glo_store_retract(*store, 4, "sent twice", NULL, &batch);
}
static int run_score(glo_store **store) {
    int64_t added;
    return glo_store_score(*store, scores, &added);
}
static int run_dispose(glo_store **store) {
    const glo_disposition d = {
        .alert = 1, .disposition = "watch", .reason = "not settled", .author = "analysis"};
    int64_t id;
    return glo_store_dispose(*store, &d, &id);
}
static int run_log(glo_store **store) {
    return glo_store_log(*store, "disclose", "a.html", "for the zone, in words longer than a first block");
}
static int run_script(glo_store **store) {
    int64_t number;
    return glo_store_run_begin(*store, "a.lua", "00", "", &number);
}
static int run_change_source(glo_store **store) {
    const glo_source_change changes[] = {{"kind", "police"}, {"handling", "GREEN"}};
    return glo_store_change_source(*store, "s", changes, 2, "his letter", NULL);
}
static int run_rebuild(glo_store **store) {
    return glo_store_rebuild(*store, NULL);
}
static int run_handling(glo_store **store) {
    return glo_store_set_default_handling(*store, "GREEN");
}

/* A check that succeeds finds nothing wrong with a store that is whole. */
static int run_check(glo_store **store) {
    glo_frame *frame = NULL;
    const glo_column *problems;
    int status = glo_store_check(*store, NULL, &frame);
    if (status == GLO_OK && glo_frame_need(frame, "problems", GLO_TYPE_INTEGER, &problems) == GLO_OK) {
        for (size_t row = 0; !fault_can_be_wrong && row < problems->rows; row++)
            assert_int_equal(problems->integers[row], 0);
    }
    glo_frame_free(frame);
    return status;
}

static int run_cells(glo_store **store) {
    glo_cells cells = {0};
    glo_walk walk;
    glo_cell cell;
    int64_t count = 0;
    int status = glo_store_cells(*store, NULL, NULL, &cells);
    if (status == GLO_OK) {
        if ((status = glo_walk_open(&cells, &walk)) == GLO_OK) {
            while (glo_walk_next(&walk, &cell))
                count += cell.count;
            status = walk.status;
        }
        glo_walk_close(&walk);
    }
    glo_cells_dispose(&cells);
    if (status == GLO_OK)
        assert_int_equal(count, 20);
    return status;
}

static int run_valued_cells(glo_store **store) {
    glo_cells cells = {0};
    int status = glo_store_valued_cells(*store, NULL, NULL, &cells);
    glo_cells_dispose(&cells);
    return status;
}

static int run_resolve(glo_store **store) {
    int64_t id;
    const char *code;
    glo_status status = glo_store_resolve(*store, GLO_ZONE, "Li\303\250ge", &id, &code);
    if (status == GLO_OK)
        assert_string_equal(code, "A-1");
    return status;
}

static int query(glo_store *store, const char *sql, glo_frame **out) {
    const glo_value values[] = {{.kind = GLO_VALUE_TEXT, .text = "A"},
                                {.kind = GLO_VALUE_FRAME, .frame = numbers, .name = "n"}};
    return glo_store_query(store, sql, values, 2, NULL, out);
}

/* Read in full, with its marking, or not at all. */
static int run_query(glo_store **store) {
    glo_frame *frame = NULL;
    int status =
        query(*store,
              "select z.code, z.kind, sum(o.count) as count from observation o join zone z on z.id = "
              "o.zone where z.code > ? and o.retracted is null and o.count in (select count from "
              "$n) group by z.code order by z.kind || z.code desc",
              &frame);
    if (status == GLO_OK) {
        assert_int_equal(glo_frame_rows(frame), 2);
        assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    }
    glo_frame_free(frame);
    return status;
}

static glo_status tree_of(glo_store *store, const char *nodes, const char *links, glo_tree **out) {
    glo_frame *of_nodes = NULL, *of_links = NULL;
    int status = glo_store_query(store, nodes, NULL, 0, NULL, &of_nodes);
    if (status == GLO_OK)
        status = glo_store_query(store, links, NULL, 0, NULL, &of_links);
    if (status == GLO_OK)
        status = glo_tree_new(of_nodes, of_links, NULL, out);
    glo_frame_free(of_nodes);
    glo_frame_free(of_links);
    return status;
}

static int run_rollup(glo_store **store) {
    glo_tree *zones = NULL, *phenomena = NULL;
    glo_cells cells = {0};
    glo_frame *frame = NULL;
    glo_rollup_note note;
    glo_status status =
        tree_of(*store, "select id, code, kind from zone", "select child, parent from zone_link", &zones);
    if (status == GLO_OK)
        status = tree_of(*store, "select id, code, '1' as kind from phenomenon",
                         "select id as child, parent from phenomenon where parent is not null", &phenomena);
    if (status == GLO_OK)
        status = glo_store_cells(*store, NULL, NULL, &cells);
    const glo_rollup_spec spec = {.zones = zones,
                                  .phenomena = phenomena,
                                  .every = GLO_YEAR,
                                  .first_day = GLO_DAY_MIN,
                                  .last_day = GLO_DAY_MAX,
                                  .measures = GLO_MEASURE_COUNT};
    if (status == GLO_OK)
        status = glo_rollup(&cells, &spec, NULL, NULL, &frame, &note);
    if (status == GLO_OK) {
        const glo_column *count;
        assert_int_equal(glo_frame_need(frame, "count", GLO_TYPE_INTEGER, &count), GLO_OK);
        assert_int_equal(count->integers[0], 20);
        assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    }
    glo_frame_free(frame);
    glo_cells_dispose(&cells);
    glo_tree_free(zones);
    glo_tree_free(phenomena);
    return status;
}

static int run_horizon(glo_store **store) {
    const int64_t study = 1;
    glo_frame *frame = NULL;
    glo_status status = glo_store_horizon(*store, "delphi_items", &study, 1, NULL, &frame);
    if (status == GLO_OK)
        assert_int_equal(glo_frame_rows(frame), 2);
    glo_frame_free(frame);
    return status;
}

static int run_search(glo_store **store) {
    glo_frame *found = NULL, *terms = NULL;
    (void)store;
    glo_status status = glo_text_search(texts, "\"boats\"", NULL, &found);
    if (status == GLO_OK)
        status = glo_text_terms(texts, NULL, &terms);
    if (status == GLO_OK) {
        assert_int_equal(glo_frame_rows(found), 1);
        assert_int_equal(glo_frame_rows(terms), 4);
    }
    glo_frame_free(found);
    glo_frame_free(terms);
    return status;
}

static int run_export(glo_store **store) {
    glo_frame *frame = NULL;
    glo_buf text = {0};
    glo_status status =
        glo_store_query(*store, "select code, kind from zone order by code", NULL, 0, NULL, &frame);
    if (status == GLO_OK)
        status = glo_csv_write_frame(frame, NULL, NULL, glo_sink_buf(&text));
    if (status == GLO_OK)
        assert_non_null(strstr(text.data, "code,kind\nA,country\nA-1,municipality\n"));
    glo_buf_dispose(&text);
    glo_frame_free(frame);
    return status;
}

const fault_call fault_calls[] = {
    {"create", NULL, .run = run_create, .opens = true},
    {"open", "full", .run = run_open, .opens = true, .reads = true},
    {"open to read", "full", .run = run_open_to_read, .opens = true, .reads = true},
    {"open after a crash", "crashed", .run = run_open, .opens = true, .reads = true},
    {"migrate", "old", .run = run_open, .opens = true},
    {"import", "small", .run = run_import},
    {"import what differs", "full", .run = run_import_newer},
    {"import with rejected lines", "small", .run = run_import_mixed},
    {"import of rejected lines", "small", .run = run_import_refused, .expected = GLO_EREJECTED},
    {"import new words", "small", .run = run_import_words},
    {"import zones", "small", .run = run_import_zones},
    {"import phenomena", "small", .run = run_import_phenomena},
    {"import facts", "small", .run = run_import_facts},
    {"import outlines", "small", .run = run_import_outlines},
    {"retract", "full", .run = run_retract},
    {"retract what replaced", "full", .run = run_retract_newer},
    {"register", "full", .run = register_quantiles},
    {"score", "full", .run = run_score},
    {"raise", "small", .run = raise_alarms},
    {"dispose", "full", .run = run_dispose},
    {"keep records", "small", .run = keep_study},
    {"log", "full", .run = run_log},
    {"run of a script", "full", .run = run_script},
    {"change a source", "full", .run = run_change_source},
    {"rebuild", "full", .run = run_rebuild},
    {"default handling", "full", .run = run_handling},
    {"check", "full", .run = run_check, .reads = true},
    {"cells", "full", .run = run_cells, .reads = true},
    {"cells with values", "full", .run = run_valued_cells, .reads = true},
    {"resolve", "full", .run = run_resolve, .reads = true},
    {"query", "full", .run = run_query, .reads = true},
    {"records", "full", .run = run_horizon, .reads = true},
    {"search texts", "full", .run = run_search, .reads = true},
    {"rollup", "full", .run = run_rollup, .reads = true},
    {"export", "full", .run = run_export, .reads = true},
};

const size_t fault_call_count = sizeof fault_calls / sizeof fault_calls[0];

/* ---- beginning and end ---- */

const char *fault_beginning(const char *name) {
    return in_folder(name);
}

static void remove_store(void) {
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    char path[520];
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        snprintf(path, sizeof path, "%s%s", fault_store, endings[i]);
        unlink(path);
    }
}

void fault_begin_with(const char *name) {
    char log[40], to[520];
    remove_store();
    if (!name)
        return;
    copy(in_folder(name), fault_store);
    snprintf(log, sizeof log, "%s-wal", name);
    snprintf(to, sizeof to, "%s-wal", fault_store);
    if (access(in_folder(log), F_OK) == 0)
        copy(in_folder(log), to);
}

int fault_calls_prepare(void) {
    static const char *const of_quantiles[] = {"zone", "phenomenon", "facet", "method"};
    glo_store *none = NULL;
    if (make_folder(NULL) < 0)
        return -1;
    quantiles =
        texts_and_days(of_quantiles, 4, "day", (const char *const[]){"probability", "value"}, 2, NULL);
    scores = texts_and_days((const char *const[]){"name"}, 1, "day",
                            (const char *const[]){"value", "outcome"}, 2, "forecast");
    alarms = texts_and_days(of_quantiles, 3, "period", (const char *const[]){"observed", "p"}, 2, "alarm");
    if (glo_store_query(none, "select 5 as count union select 4 union select 1 union select 10", NULL, 0,
                        NULL, &numbers) < 0)
        return -1;
    if (glo_store_query(none,
                        "select 'boats' as name, 'how likely?' as question, 1.0 as low, 5.0 as high, 3 as "
                        "stop_rounds, 'analysis' as role",
                        NULL, 0, NULL, &studies) < 0 ||
        glo_store_query(
            none, "select 1 as row, 1 as item, 'larger boats' as text union all select 1, 2, 'other coasts'",
            NULL, 0, NULL, &items) < 0 ||
        glo_store_query(none,
                        "select 'Boats' as title, 'larger boats' as text union all select 'Coasts', 'others'",
                        NULL, 0, NULL, &texts) < 0)
        return -1;
    make_stores();
    return 0;
}

void fault_calls_dispose(void) {
    glo_frame_free(quantiles);
    glo_frame_free(scores);
    glo_frame_free(alarms);
    glo_frame_free(numbers);
    glo_frame_free(studies);
    glo_frame_free(items);
    glo_frame_free(texts);
    remove_folder(NULL);
}
