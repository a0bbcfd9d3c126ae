/* test_faults.c: every call that reads or changes a store, with its nth allocation, write, fsync or open failing, for n = 1,
 * 2, 3 ... until it succeeds: a status with a message each time, no crash, no leak, and a store that is as it was before.
 *
 * n grows by a fifth at a time, so that the program ends within seconds; with GLOCAL_FAULTS set every n is tried.
 */
#include "support.h"

#include "cube/rollup.h"
#include "faults.h"
#include "io/csv_writer.h"
#include "migrations.h"
#include "store/forecasts.h"

/* What a call is tried on, and how. */
typedef struct operation {
    const char *name;
    const char *start;             /* the store it begins with; NULL: none */
    int (*run)(glo_store **store); /* may open it or close it */
    bool opens;                    /* by itself */
    bool reads;                    /* and changes nothing */
    int expected;                  /* its status where nothing fails */
} operation;

/* ---- stores to begin with ---- */

#define FIGURES "day,zone,phenomenon,count,source,handling\n"

static char files[64]; /* of this program: the stores and what is imported */

static const char *in_files(const char *name) {
    static char paths[4][512];
    static unsigned next;
    char *path = paths[next++ % 4];
    snprintf(path, sizeof paths[0], "%s/%s", files, name);
    return path;
}

static void write_text(const char *name, const char *text) {
    FILE *file = fopen(in_files(name), "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

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
                                 const char *const *reals, size_t real_count, bool is_score) {
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
    if (is_score) {
        ASSERT_OK(glo_column_new(GLO_TYPE_INTEGER, 2, &column));
        column->integers[0] = column->integers[1] = 1;
        ASSERT_OK(glo_frame_builder_add(&builder, "forecast", column));
    }
    ASSERT_OK(glo_frame_new(&builder, (glo_marking){GLO_TLP_AMBER, 2}, NULL, &frame));
    return frame;
}

static glo_frame *quantiles, *scores, *numbers; /* made before anything fails */

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

static int import_file(glo_store *store, const char *as, const char *name, bool replace, glo_frame **names) {
    glo_import_result result;
    const glo_import_spec spec = {.file = in_files(name),
                                  .as = as,
                                  .again = true,
                                  .replace = replace,
                                  .names = names,
                                  .add_phenomena = names ? "p" : NULL,
                                  .language = "en"};
    return glo_store_import(store, &spec, NULL, &result);
}

/* "small" has zones and phenomena; "full" figures, some replaced, and a registration too; "crashed" is the same as a crash
 * leaves it; "old" is of version 2. */
static void make_stores(void) {
    glo_store *store = NULL;
    write_text("zones", SMALL_ZONES);
    write_text("phenomena", SMALL_PHENOMENA);
    write_text("facts", "zone,name,year,value\nA-1,population,2020,7\nA-2,population,2020,x\n");
    write_text("good", FIGURES "2024-01,A-1,p.x,3,s,AMBER\n2024-02,Luik,p.y,4,s,\n2024,A-2,p,10,t,GREEN\n");
    write_text("newer", FIGURES "2024-01,A-1,p.x,5,s,AMBER\n2024-03,A-2,p.x,1,s,\n");
    write_text("mixed", FIGURES "2024-01,A-1,p.x,3,u,\n2024-13,A-1,p.x,3,u,\n2024-02,nowhere,p.x,3,u,\n");
    write_text("refused", FIGURES "2024-13,A-1,p.x,3,u,\n2024-02,nowhere,p.x,3,u,\n");
    write_text("words", "day,zone,phenomenon,count\n2024-01,Luik,Arson,3\n2024-01,Brussel,Smuggling,4\n");
    write_text("outlines",
               "zone,geometry\nA-1,\"{\"\"type\"\":\"\"Polygon\"\",\"\"coordinates\"\":[[[0,0],[1,0],[0,1],"
               "[0,0]]]}\"\n");
    ASSERT_OK(glo_store_create(in_files("small"), &store));
    ASSERT_OK(import_file(store, "zones", "zones", false, NULL));
    ASSERT_OK(import_file(store, "phenomena", "phenomena", false, NULL));
    glo_store_close(store);
    copy(in_files("small"), in_files("full"));
    ASSERT_OK(glo_store_open(in_files("full"), 0, &store));
    ASSERT_OK(import_file(store, "observations", "good", false, NULL));
    ASSERT_OK(import_file(store, "observations", "newer", true, NULL));
    ASSERT_OK(register_quantiles(&store));
    copy(in_files("full"), in_files("crashed"));
    copy(in_files("full-wal"), in_files("crashed-wal"));
    glo_store_close(store);
    char sql[100];
    for (int i = 0; i < 2; i++)
        behind_its_back(in_files("old"), migrations[i]);
    snprintf(sql, sizeof sql, "pragma application_id = %d; pragma user_version = 2", GLO_APPLICATION_ID);
    behind_its_back(in_files("old"), sql);
    behind_its_back(in_files("old"),
                    "insert into zone (id, code, kind) values (1, 'A', 'country'), (2, 'A-1', 'region');"
                    "insert into zone_fact values (2, 'population', '2019', 7);"
                    "insert into phenomenon (id, code) values (1, 'p')");
}

/* ---- the calls ---- */

static int run_create(glo_store **store) {
    return glo_store_create(in_folder("s.db"), store);
}
static int run_open(glo_store **store) {
    return glo_store_open(in_folder("s.db"), 0, store);
}
static int run_open_to_read(glo_store **store) {
    return glo_store_open(in_folder("s.db"), GLO_STORE_READ_ONLY, store);
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
static int run_log(glo_store **store) {
    return glo_store_log(*store, "disclose", "a.html", "for the zone, in words longer than a first block");
}
static int run_script(glo_store **store) {
    int64_t number;
    return glo_store_run_begin(*store, "a.lua", "00", "", &number);
}
static int run_change_source(glo_store **store) {
    const glo_source_change changes[] = {{"kind", "police"}, {"handling", "GREEN"}};
    return glo_store_change_source(*store, "s", changes, 2, NULL);
}
static int run_rebuild(glo_store **store) {
    return glo_store_rebuild(*store, NULL);
}
static int run_handling(glo_store **store) {
    return glo_store_set_default_handling(*store, "GREEN");
}

static bool lacks_table; /* the store at hand */

/* A check that succeeds finds nothing wrong with a store that is whole. */
static int run_check(glo_store **store) {
    glo_frame *frame = NULL;
    const glo_column *problems;
    int status = glo_store_check(*store, NULL, &frame);
    if (status == GLO_OK && glo_frame_need(frame, "problems", GLO_TYPE_INTEGER, &problems) == GLO_OK) {
        for (size_t row = 0; !lacks_table && row < problems->rows; row++)
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

static const operation operations[] = {
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
    {"rollup", "full", .run = run_rollup, .reads = true},
    {"export", "full", .run = run_export, .reads = true},
};

/* ---- trying them ---- */

/* SHA-256 of every row of every table, or only how many rows each has; "" where there is no store. */
static void describe(const char *path, bool counts_only, char out[GLO_SHA256_HEX]) {
    sqlite3 *db;
    sqlite3_stmt *table, *row;
    glo_buf text = {0};
    out[0] = '\0';
    if (access(path, F_OK) != 0)
        return;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "select format('select %s from \"%w\"', iif(?1, 'count(*)', '*'), name) "
                           "from sqlite_schema where type = 'table' order by name",
                           -1, &table, NULL),
        SQLITE_OK);
    sqlite3_bind_int(table, 1, counts_only);
    while (sqlite3_step(table) == SQLITE_ROW) {
        const char *sql = (const char *)sqlite3_column_text(table, 0);
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
        glo_buf_text(&text, sql);
        while (sqlite3_step(row) == SQLITE_ROW) {
            for (int i = 0; i < sqlite3_column_count(row); i++) {
                glo_buf_char(&text, '\t');
                glo_buf_bytes(&text, sqlite3_column_blob(row, i), (size_t)sqlite3_column_bytes(row, i));
            }
            glo_buf_char(&text, '\n');
        }
        sqlite3_finalize(row);
    }
    sqlite3_finalize(table);
    sqlite3_close(db);
    glo_sha256(text.data, text.length, out);
    glo_buf_dispose(&text);
}

static void remove_store(void) {
    static const char *const endings[] = {"s.db", "s.db-wal", "s.db-shm", "s.db-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        unlink(in_folder(endings[i]));
}

/* With its write-ahead log, where there is one. */
static void begin_with(const char *name) {
    char log[40];
    remove_store();
    if (!name)
        return;
    copy(in_files(name), in_folder("s.db"));
    snprintf(log, sizeof log, "%s-wal", name);
    if (access(in_files(log), F_OK) == 0)
        copy(in_files(log), in_folder("s.db-wal"));
}

typedef struct fault {
    fault_kind kind;
    long nth;
    bool lasts;
} fault;

/* Runs it once with that fault; how many calls failed. */
static long run_with(const operation *o, fault f, int *out_status) {
    glo_store *store = NULL;
    begin_with(o->start);
    if (!o->opens)
        ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    glo_fail(GLO_OK, "%s", "");
    faults_arm(f.kind, f.nth, f.lasts);
    *out_status = o->run(&store);
    if (f.lasts)
        glo_store_close(store);
    long failed = faults_disarm();
    if (!f.lasts)
        glo_store_close(store);
    return failed;
}

static void check_whole(const operation *o, const char *what) {
    glo_store *store = NULL;
    if (glo_store_open(in_folder("s.db"), 0, &store) < 0)
        fail_msg("%s: %s: the store does not open: %s", o->name, what, glo_message());
    if (problems_of(store) != 0)
        fail_msg("%s: %s: the store is not whole", o->name, what);
    glo_store_close(store);
}

typedef struct outcome {
    char before[GLO_SHA256_HEX],
        counts[GLO_SHA256_HEX]; /* of what there was, and of how many rows there are after */
} outcome;

static void judge(const operation *o, fault f, int status, const outcome *want) {
    static const char *const kinds[] = {"allocation", "write", "fsync", "open"};
    char what[80], now[GLO_SHA256_HEX], counts[GLO_SHA256_HEX];
    snprintf(what, sizeof what, "%s %ld%s failing", kinds[f.kind], f.nth, f.lasts ? " and all after it" : "");
    if (status < 0 && glo_message()[0] == '\0')
        fail_msg("%s: %s: no message", o->name, what);
    if (status > 0)
        fail_msg("%s: %s: the status %d is none", o->name, what, status);
    describe(in_folder("s.db"), false, now);
    bool is_as_before = strcmp(now, want->before) == 0;
    if (status == o->expected && !o->reads) {
        describe(in_folder("s.db"), true, counts);
        if (strcmp(counts, want->counts) != 0)
            fail_msg("%s: %s: it succeeded, but not all of it was done", o->name, what);
        check_whole(o, what);
    } else if (!is_as_before) {
        /* A commit whose fsync failed, on a disk that fails from then on, may be found whole by the next to open it. */
        describe(in_folder("s.db"), true, counts);
        if (f.kind == FAULT_ALLOCATION || !f.lasts || strcmp(counts, want->counts) != 0)
            fail_msg("%s: %s: it failed (%s), but the store has changed", o->name, what, glo_message());
        check_whole(o, what);
    }
}

static void try_kind(const operation *o, fault_kind kind, bool lasts, const outcome *want) {
    const bool every = getenv("GLOCAL_FAULTS") != NULL;
    for (long nth = 1;; nth += every ? 1 : 1 + nth / 5) {
        const fault f = {kind, nth, lasts};
        int status;
        const sqlite3_int64 memory = sqlite3_memory_used();
        long failed = run_with(o, f, &status);
        if (sqlite3_memory_used() > memory + 16 * 1024)
            fail_msg("%s: a statement or connection was left open (fault %d at %ld)", o->name, (int)kind,
                     nth);
        if (failed == 0) {
            assert_int_equal(status, o->expected);
            return;
        }
        judge(o, f, status, want);
    }
}

static void try_operation(void **state) {
    const operation *o = *state;
    outcome want;
    int status;
    ASSERT_OK(make_folder(NULL));
    begin_with(o->start);
    describe(in_folder("s.db"), false, want.before);
    run_with(o, (fault){FAULT_KINDS, 0, false}, &status);
    if (status != o->expected)
        fail_msg("%s: %s", o->name, glo_message());
    describe(in_folder("s.db"), true, want.counts);
    for (int kind = 0; kind < FAULT_KINDS; kind++) {
        try_kind(o, (fault_kind)kind, false, &want);
        try_kind(o, (fault_kind)kind, true, &want);
    }
    remove_folder(NULL);
}

/* ---- a store that lacks a table ---- */

static size_t list_tables(const char *path, char names[64][64]) {
    sqlite3 *db;
    sqlite3_stmt *row;
    size_t count = 0;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    assert_int_equal(
        sqlite3_prepare_v2(db,
                           "select name from sqlite_schema where type = 'table' and name not like "
                           "'sqlite%' order by name",
                           -1, &row, NULL),
        SQLITE_OK);
    while (count < 64 && sqlite3_step(row) == SQLITE_ROW)
        snprintf(names[count++], sizeof names[0], "%s", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    sqlite3_close(db);
    return count;
}

static void run_without(const operation *o, const char *table) {
    char sql[200];
    glo_store *store = NULL;
    begin_with(o->start);
    snprintf(sql, sizeof sql, "pragma foreign_keys = off; drop table \"%s\"", table);
    behind_its_back(in_folder("s.db"), sql);
    glo_fail(GLO_OK, "%s", "");
    lacks_table = true;
    int status = o->opens ? GLO_OK : glo_store_open(in_folder("s.db"), 0, &store);
    if (status == GLO_OK)
        status = o->run(&store);
    lacks_table = false;
    if (status > 0 || (status < 0 && glo_message()[0] == '\0'))
        fail_msg("%s without %s: %d %s", o->name, table, status, glo_message());
    glo_store_close(store);
}

/* Every call without every table: a status with a message, or what it does without it. */
static void test_missing_table(void **state) {
    (void)state;
    char tables[64][64];
    ASSERT_OK(make_folder(NULL));
    const size_t count = list_tables(in_files("full"), tables);
    assert_true(count > 20 && count < 64);
    for (size_t i = 0; i < sizeof operations / sizeof operations[0]; i++) {
        const operation *o = &operations[i];
        for (size_t t = 0; o->start && strcmp(o->start, "old") != 0 && t < count; t++)
            run_without(o, tables[t]);
    }
    begin_with("full");
    behind_its_back(in_folder("s.db"), "drop table zone_fact_history");
    glo_store *store = NULL;
    ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
    assert_int_equal(import_text(store, "facts", "zone,name,year,value\nA-1,population,2020,7\n"),
                     GLO_ECORRUPT);
    ASSERT_SAYS("is damaged: no such table: ");
    glo_store_close(store);
    remove_folder(NULL);
}

int main(int argc, char **argv) {
    enum { OPERATIONS = sizeof operations / sizeof operations[0] };
    static const char *const of_quantiles[] = {"zone", "phenomenon", "facet", "method"};
    struct CMUnitTest tests[OPERATIONS + 1];
    faults_prepare();
    snprintf(files, sizeof files, "/tmp/glo-faults-XXXXXX");
    if (!mkdtemp(files))
        return 1;
    quantiles =
        texts_and_days(of_quantiles, 4, "day", (const char *const[]){"probability", "value"}, 2, false);
    scores = texts_and_days((const char *const[]){"name"}, 1, "day",
                            (const char *const[]){"value", "outcome"}, 2, true);
    glo_store *none = NULL;
    if (glo_store_query(none, "select 5 as count union select 4 union select 1 union select 10", NULL, 0,
                        NULL, &numbers) < 0)
        return 1;
    make_stores();
    size_t count = 0;
    for (size_t i = 0; i < OPERATIONS; i++) {
        if (argc > 1 && strcmp(argv[1], operations[i].name) != 0)
            continue;
        tests[count++] = (struct CMUnitTest){operations[i].name, try_operation, NULL, NULL,
                                             (void *)(uintptr_t)&operations[i]};
    }
    if (argc < 2 || strcmp(argv[1], "missing") == 0)
        tests[count++] = (struct CMUnitTest)cmocka_unit_test(test_missing_table);
    int failed = _cmocka_run_group_tests("faults", tests, count, NULL, NULL);
    glo_frame_free(quantiles);
    glo_frame_free(scores);
    glo_frame_free(numbers);
    nftw(files, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    return failed;
}
