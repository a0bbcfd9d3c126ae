/* test_horizon.c: signals and Delphi studies are kept for good, read with the markings of their rows, and searched. */
#include "support.h"

#include "store/horizon.h"

typedef struct cell {
    const char *column;
    glo_type type;
    const char *text; /* NULL: null */
    double number;
} cell;

#define TEXT(name, value)                                                                                    \
    { name, GLO_TYPE_TEXT, value, 0 }
#define WHOLE_NUMBER(name, value)                                                                            \
    { name, GLO_TYPE_INTEGER, "", value }
#define REAL(name, value)                                                                                    \
    { name, GLO_TYPE_REAL, "", value }

/* A frame of rows of so many cells, each of the same columns. */
static glo_frame *frame_of(const cell *cells, size_t columns, size_t rows, glo_marking marking) {
    glo_frame_builder builder = {0};
    glo_frame *frame = NULL;
    for (size_t i = 0; i < columns; i++) {
        glo_column *column = NULL;
        ASSERT_OK(glo_column_new(cells[i].type, rows, &column));
        for (size_t row = 0; row < rows; row++) {
            const cell *c = &cells[row * columns + i];
            if (!c->text)
                ASSERT_OK(glo_column_set_null(column, row));
            else if (c->type == GLO_TYPE_TEXT)
                ASSERT_OK(glo_column_set_text(column, row, c->text, strlen(c->text)));
            else if (c->type == GLO_TYPE_INTEGER)
                column->integers[row] = (int64_t)c->number;
            else
                column->reals[row] = c->number;
        }
        ASSERT_OK(glo_frame_builder_add(&builder, cells[i].column, column));
    }
    ASSERT_OK(glo_frame_new(&builder, marking, NULL, &frame));
    return frame;
}

enum { SIGNAL_COLUMNS = 12 };
#define SIGNAL(title, phenomenon, handling)                                                                  \
    TEXT("title", title), TEXT("text", "Vertraagde zendingen in het caf\303\251"), TEXT("lang", "nl"),       \
        WHOLE_NUMBER("seen", 100), TEXT("source", "press"), TEXT("reliability", "B"),                        \
        WHOLE_NUMBER("credibility", 2), TEXT("steep", "economic"), TEXT("phenomenon", phenomenon),           \
        {"horizon_from", GLO_TYPE_INTEGER, NULL, 0}, {"horizon_to", GLO_TYPE_INTEGER, NULL, 0},              \
        TEXT("handling", handling)
static const cell two_signals[] = {SIGNAL("Parcels", "p.x", "AMBER"), SIGNAL("Lockers", NULL, NULL)};

/* The columns of a signal, and the day from which it is known. */
static glo_frame *signals_known(int64_t known) {
    cell cells[2 * (SIGNAL_COLUMNS + 1)];
    for (size_t row = 0; row < 2; row++) {
        memcpy(&cells[row * (SIGNAL_COLUMNS + 1)], &two_signals[row * SIGNAL_COLUMNS],
               SIGNAL_COLUMNS * sizeof *cells);
        cells[row * (SIGNAL_COLUMNS + 1) + SIGNAL_COLUMNS] =
            (cell)WHOLE_NUMBER("known", (double)(known + (int64_t)row));
    }
    return frame_of(cells, SIGNAL_COLUMNS + 1, 2, (glo_marking){GLO_TLP_GREEN, 0});
}

static glo_status keep(glo_store *store, const char *table, glo_frame *rows, const char *second,
                       glo_frame *others, const char *parent, glo_record_ids *ids) {
    const glo_record_set sets[] = {{.table = table, .rows = rows},
                                   {.table = second, .rows = others, .parent = parent}};
    const glo_record_log log = {.action = "keep", .object = table, .why = "seen", .is_numbered = true};
    glo_status status = glo_store_keep(store, sets, others ? 2 : 1, &log, ids);
    glo_frame_free(rows);
    glo_frame_free(others);
    return status;
}

static glo_store *store_with_signals(void) {
    static const cell zones[] = {WHOLE_NUMBER("row", 1), TEXT("zone", "A-2"),    WHOLE_NUMBER("row", 1),
                                 TEXT("zone", "Luik"),   WHOLE_NUMBER("row", 2), TEXT("zone", "A")};
    glo_store *store = small_store();
    glo_record_ids ids = {0};
    ASSERT_OK(keep(store, "signal", signals_known(200), "signal_zone",
                   frame_of(zones, 2, 3, (glo_marking){0, 0}), "signal", &ids));
    assert_int_equal(ids.first, 1);
    assert_int_equal(ids.count, 2);
    return store;
}

static glo_frame *rows_of(glo_store *store, const char *name, int64_t value) {
    glo_frame *frame = NULL;
    ASSERT_OK(glo_store_horizon(store, name, &value, 1, NULL, &frame));
    return frame;
}

static const char *text_at(const glo_frame *frame, const char *name, size_t row) {
    const glo_column *column = NULL;
    ASSERT_OK(glo_frame_need(frame, name, GLO_TYPE_TEXT, &column));
    return glo_column_is_null(column, row) ? "(null)" : glo_column_text(column, row);
}

static void test_signals(void **state) {
    (void)state;
    glo_store *store = store_with_signals();
    glo_frame *frame = rows_of(store, "signals", 200);
    assert_int_equal(glo_frame_rows(frame), 1); /* the other is known a day later */
    assert_string_equal(text_at(frame, "zones", 0), "A-1\nA-2");
    assert_string_equal(text_at(frame, "phenomenon", 0), "p.x");
    assert_string_equal(text_at(frame, "marking", 0), "TLP:AMBER");
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    glo_frame_free(frame);
    frame = rows_of(store, "signals", 201);
    assert_int_equal(glo_frame_rows(frame), 2);
    assert_string_equal(text_at(frame, "phenomenon", 1), "(null)");
    assert_string_equal(text_at(frame, "marking", 1), "TLP:GREEN");
    glo_frame_free(frame);
    frame = rows_of(store, "signals", 199);
    assert_int_equal(glo_frame_rows(frame), 0);
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_CLEAR);
    glo_frame_free(frame);
    assert_int_equal(number_of(store, "select count(*) from log where object = 'signal 1 to 2'"), 1);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* SQL of an analyst is marked as strictly as any signal. */
static void test_sql_marking(void **state) {
    (void)state;
    glo_store *store = store_with_signals();
    glo_frame *frame = NULL;
    ASSERT_OK(glo_store_query(store, "select title from signal where id = 2", NULL, 0, NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    glo_frame_free(frame);
    glo_store_close(store);
}

static glo_frame *judgement(double likelihood, int64_t signal) {
    const cell cells[] = {WHOLE_NUMBER("signal", (double)signal),
                          TEXT("role", "analysis"),
                          REAL("likelihood", likelihood),
                          WHOLE_NUMBER("impact", 4),
                          TEXT("reason", ""),
                          WHOLE_NUMBER("known", 200)};
    return frame_of(cells, 6, 1, (glo_marking){0, 0});
}

static void test_judgements(void **state) {
    (void)state;
    glo_store *store = store_with_signals();
    glo_record_ids ids;
    ASSERT_OK(keep(store, "signal_judgement", judgement(0.3, 1), NULL, NULL, NULL, &ids));
    ASSERT_OK(keep(store, "signal_judgement", judgement(0.5, 1), NULL, NULL, NULL, &ids));
    assert_int_equal(keep(store, "signal_judgement", judgement(1, 1), NULL, NULL, NULL, &ids), GLO_ESQL);
    assert_int_equal(keep(store, "signal_judgement", judgement(0.5, 9), NULL, NULL, NULL, &ids), GLO_ESQL);
    glo_frame *frame = rows_of(store, "judgements", 300);
    assert_int_equal(glo_frame_rows(frame), 1); /* the last of a role stands */
    glo_frame_free(frame);
    static const cell retraction[] = {WHOLE_NUMBER("signal", 1), TEXT("reason", "a hoax"),
                                      TEXT("role", "analysis"), WHOLE_NUMBER("known", 250)};
    ASSERT_OK(keep(store, "signal_retraction", frame_of(retraction, 4, 1, (glo_marking){0, 0}), NULL, NULL,
                   NULL, &ids));
    assert_int_equal(keep(store, "signal_judgement", judgement(0.5, 1), NULL, NULL, NULL, &ids), GLO_ESQL);
    ASSERT_SAYS("the signal was retracted");
    frame = rows_of(store, "signals", 249);
    assert_int_equal(glo_frame_rows(frame), 2);
    glo_frame_free(frame);
    frame = rows_of(store, "signals", 250);
    assert_int_equal(glo_frame_rows(frame), 1);
    glo_frame_free(frame);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* All or nothing. */
static void test_refused(void **state) {
    (void)state;
    static const cell unknown[] = {WHOLE_NUMBER("row", 1), TEXT("zone", "nowhere")},
                      beyond[] = {WHOLE_NUMBER("row", 3), TEXT("zone", "A")};
    glo_store *store = small_store();
    glo_record_ids ids = {.count = 99};
    const glo_marking clear = {0, 0};
    const int64_t lines = number_of(store, "select count(*) from log");
    assert_int_equal(keep(store, "signal", signals_known(200), "signal_zone", frame_of(unknown, 2, 1, clear),
                          "signal", &ids),
                     GLO_ENOTFOUND);
    ASSERT_SAYS("unknown zone 'nowhere'");
    assert_int_equal(keep(store, "signal", signals_known(200), "signal_zone", frame_of(beyond, 2, 1, clear),
                          "signal", &ids),
                     GLO_EINVAL);
    ASSERT_SAYS("there is no row 3");
    assert_int_equal(keep(store, "signal", signals_known(99), NULL, NULL, NULL, &ids), GLO_ESQL);
    assert_int_equal(keep(store, "observation", signals_known(200), NULL, NULL, NULL, &ids), GLO_EINVAL);
    ASSERT_SAYS("'observation' is no table of horizon scanning");
    const int64_t none = 0;
    glo_frame *frame = NULL;
    assert_int_equal(glo_store_horizon(store, "secrets", &none, 1, NULL, &frame), GLO_EINVAL);
    assert_int_equal(glo_store_horizon(store, "signals", &none, 0, NULL, &frame), GLO_EINVAL);
    assert_int_equal(ids.count, 99);
    assert_int_equal(number_of(store, "select count(*) from signal"), 0);
    assert_int_equal(number_of(store, "select count(*) from log"), lines);
    glo_store_close(store);
}

/* What another program does to them is noticed, and ours may not do it at all. */
static void test_changed(void **state) {
    (void)state;
    static const char *const changes[] = {"update signal set title = 'x'", "delete from signal_zone"};
    for (size_t i = 0; i < 2; i++) {
        glo_store *store = store_with_signals();
        assert_int_equal(glo_db_exec(store, changes[i]), GLO_ESQL);
        glo_store_close(store);
        sqlite3 *db;
        assert_int_equal(sqlite3_open_v2(in_folder("s.db"), &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
        sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(db);
        ASSERT_OK(glo_store_open(in_folder("s.db"), 0, &store));
        assert_true(problems_of(store) > 0);
        glo_store_close(store);
        remove_folder(NULL);
        make_folder(NULL);
    }
}

/* ---- Delphi ---- */

static glo_status answer(glo_store *store, double round, double item, const char *who, double value) {
    const cell cells[] = {WHOLE_NUMBER("study", 1), WHOLE_NUMBER("round", round), WHOLE_NUMBER("item", item),
                          TEXT("respondent", who), REAL("value", value)};
    glo_record_ids ids;
    return keep(store, "delphi_answer", frame_of(cells, 5, 1, (glo_marking){GLO_TLP_AMBER, 0}), NULL, NULL,
                NULL, &ids);
}

static glo_status close_round(glo_store *store, double round, double answers, const char *stopped) {
    const cell cells[] = {WHOLE_NUMBER("study", 1),
                          WHOLE_NUMBER("round", round),
                          WHOLE_NUMBER("answers", answers),
                          {"w", GLO_TYPE_REAL, NULL, 0},
                          REAL("iqr", 1.5),
                          TEXT("stopped", stopped),
                          TEXT("role", "analysis")};
    glo_record_ids ids;
    return keep(store, "delphi_round", frame_of(cells, 7, 1, (glo_marking){0, 0}), NULL, NULL, NULL, &ids);
}

static void test_delphi(void **state) {
    (void)state;
    static const cell study[] = {TEXT("name", "boats"),
                                 TEXT("question", "how likely?"),
                                 REAL("low", 1),
                                 REAL("high", 5),
                                 REAL("stop_iqr", 1),
                                 REAL("stop_w", 0.7),
                                 WHOLE_NUMBER("stop_rounds", 3),
                                 TEXT("role", "analysis")};
    static const cell items[] = {WHOLE_NUMBER("row", 1), WHOLE_NUMBER("item", 1), TEXT("text", "one"),
                                 WHOLE_NUMBER("row", 1), WHOLE_NUMBER("item", 2), TEXT("text", "two")};
    glo_store *store = small_store();
    glo_record_ids ids;
    const glo_marking clear = {0, 0};
    ASSERT_OK(keep(store, "delphi_study", frame_of(study, 8, 1, clear), "delphi_item",
                   frame_of(items, 3, 2, clear), "study", &ids));
    assert_int_equal(answer(store, 2, 1, "a", 3), GLO_ESQL);
    ASSERT_SAYS("that round is not open");
    ASSERT_OK(answer(store, 1, 1, "a", 3));
    assert_int_equal(answer(store, 1, 1, "a", 4), GLO_ESQL); /* once */
    assert_int_equal(answer(store, 1, 9, "a", 4), GLO_ESQL); /* no such item */
    assert_int_equal(glo_db_exec(store, "update delphi_study set stop_w = 0.1"), GLO_ESQL);
    ASSERT_SAYS("its stop rule was declared when it was opened");
    assert_int_equal(glo_db_exec(store, "insert into delphi_item values (1, 3, 'x')"), GLO_ESQL);
    assert_int_equal(close_round(store, 1, 2, ""), GLO_ESQL);
    ASSERT_SAYS("answers came in while the round was being closed");
    ASSERT_OK(close_round(store, 1, 1, ""));
    assert_int_equal(answer(store, 1, 2, "a", 3), GLO_ESQL);
    ASSERT_OK(answer(store, 2, 2, "a", 3));
    ASSERT_OK(close_round(store, 2, 1, "iqr"));
    assert_int_equal(answer(store, 3, 2, "a", 3), GLO_ESQL);
    assert_int_equal(close_round(store, 3, 0, ""), GLO_ESQL);
    glo_frame *frame = rows_of(store, "delphi_answers", 1);
    assert_int_equal(glo_frame_rows(frame), 2);
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_AMBER);
    glo_frame_free(frame);
    assert_int_equal(problems_of(store), 0);
    glo_store_close(store);
}

/* ---- text ---- */

#define DOCUMENT(title, text) TEXT("title", title), TEXT("text", text)
static const cell documents[] = {DOCUMENT("Caf\303\251s", "Des bateaux \303\240 la c\303\264te"),
                                 DOCUMENT("Boote an der K\303\274ste", "Kleine Boote"),
                                 DOCUMENT("Hafen", "Boote und Cafes"), DOCUMENT("Empty", NULL)};

static int64_t found_by(const char *query, int64_t *best) {
    glo_frame *texts = frame_of(documents, 2, 4, (glo_marking){GLO_TLP_RED, 0}), *frame = NULL;
    const glo_column *rows = NULL;
    ASSERT_OK(glo_text_search(texts, query, NULL, &frame));
    assert_int_equal(glo_frame_marking(frame).tlp, GLO_TLP_RED);
    ASSERT_OK(glo_frame_need(frame, "row", GLO_TYPE_INTEGER, &rows));
    const int64_t count = (int64_t)rows->rows;
    *best = count ? rows->integers[0] : 0;
    glo_frame_free(frame);
    glo_frame_free(texts);
    return count;
}

static void test_search(void **state) {
    (void)state;
    int64_t best;
    assert_int_equal(found_by("\"cafe\"*", &best), 2);
    assert_int_equal(best, 1); /* in its title */
    assert_int_equal(found_by("\"KUSTE\"", &best), 1);
    assert_int_equal(best, 2);
    assert_int_equal(found_by("\"boote\"", &best), 2);
    assert_int_equal(best, 2);
    assert_int_equal(found_by("\"nothing\"", &best), 0);
    glo_frame *texts = frame_of(documents, 2, 4, (glo_marking){0, 0}), *frame = NULL;
    assert_int_equal(glo_text_search(texts, "\"", NULL, &frame), GLO_ESQL);
    glo_frame_free(texts);
}

static void test_terms(void **state) {
    (void)state;
    glo_frame *texts = frame_of(documents, 2, 4, (glo_marking){0, 0}), *frame = NULL;
    const glo_column *rows, *counts;
    ASSERT_OK(glo_text_terms(texts, NULL, &frame));
    ASSERT_OK(glo_frame_need(frame, "row", GLO_TYPE_INTEGER, &rows));
    ASSERT_OK(glo_frame_need(frame, "count", GLO_TYPE_INTEGER, &counts));
    assert_int_equal(rows->rows, 6 + 5 + 4 + 1);
    assert_string_equal(text_at(frame, "term", 0), "a");
    assert_string_equal(text_at(frame, "term", 2), "cafes");
    assert_string_equal(text_at(frame, "term", 7), "boote");
    assert_int_equal(counts->integers[7], 2);
    assert_int_equal(rows->integers[7], 2);
    glo_frame_free(frame);
    glo_frame_free(texts);
    texts = frame_of(documents, 2, 0, (glo_marking){0, 0});
    ASSERT_OK(glo_text_terms(texts, NULL, &frame));
    assert_int_equal(glo_frame_rows(frame), 0);
    glo_frame_free(frame);
    glo_frame_free(texts);
}

int main(void) {
    const struct CMUnitTest tests[] = {TEST(test_signals), TEST(test_sql_marking), TEST(test_judgements),
                                       TEST(test_refused), TEST(test_changed),     TEST(test_delphi),
                                       TEST(test_search),  TEST(test_terms)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
