/* ceiling.c: the fastest that SQLite takes rows into the table `observation`: they are read and looked up
 * before the clock starts, then one prepared INSERT ... SELECT takes them from a virtual table in one
 * transaction, with the settings of a store (WAL, synchronous full, foreign keys off) and a checkpoint.
 * Prints the seconds.
 *
 * Example:  ceiling events.csv core/store/migrations/001_store.sql ceiling.db 4096
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct row {
    int32_t day, zone, phenomenon, source, count, value;
} row;

/* What the virtual table gives; ids are those of the texts in the order of their coming. */
static row *rows;
static size_t row_count;

typedef struct cursor {
    sqlite3_vtab_cursor base;
    size_t at;
} cursor;

static void stop(const char *what, const char *why) {
    fprintf(stderr, "ceiling: %s: %s\n", what, why);
    exit(1);
}

static int connect(sqlite3 *db, void *context, int argc, const char *const *argv, sqlite3_vtab **out,
                   char **error) {
    (void)context, (void)argc, (void)argv, (void)error;
    *out = sqlite3_malloc(sizeof **out);
    if (!*out)
        return SQLITE_NOMEM;
    memset(*out, 0, sizeof **out);
    return sqlite3_declare_vtab(db, "create table x(day, zone, phenomenon, source, count, value)");
}

static int disconnect(sqlite3_vtab *table) {
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info) {
    (void)table, (void)info;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out) {
    (void)table;
    cursor *here = sqlite3_malloc(sizeof *here);
    if (!here)
        return SQLITE_NOMEM;
    memset(here, 0, sizeof *here);
    *out = &here->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *at) {
    sqlite3_free(at);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *at, int number, const char *text, int argc, sqlite3_value **argv) {
    (void)number, (void)text, (void)argc, (void)argv;
    ((cursor *)at)->at = 0;
    return SQLITE_OK;
}

static int next(sqlite3_vtab_cursor *at) {
    ((cursor *)at)->at++;
    return SQLITE_OK;
}

static int eof(sqlite3_vtab_cursor *at) {
    return ((cursor *)at)->at >= row_count;
}

static int column(sqlite3_vtab_cursor *at, sqlite3_context *context, int number) {
    const row *here = &rows[((cursor *)at)->at];
    const int32_t fields[] = {here->day,    here->zone,  here->phenomenon,
                              here->source, here->count, here->value};
    sqlite3_result_int(context, fields[number]);
    return SQLITE_OK;
}

static int row_id(sqlite3_vtab_cursor *at, sqlite3_int64 *out) {
    *out = (sqlite3_int64)((cursor *)at)->at;
    return SQLITE_OK;
}

static const sqlite3_module module = {.xConnect = connect,
                                      .xCreate = NULL, /* the table is there without being made */
                                      .xBestIndex = best_index,
                                      .xDisconnect = disconnect,
                                      .xOpen = open_cursor,
                                      .xClose = close_cursor,
                                      .xFilter = filter,
                                      .xNext = next,
                                      .xEof = eof,
                                      .xColumn = column,
                                      .xRowid = row_id};

static char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, 0, SEEK_END) != 0)
        stop(path, strerror(errno));
    long size = ftell(file);
    char *text = size < 0 ? NULL : malloc((size_t)size + 1);
    rewind(file);
    if (!text || fread(text, 1, (size_t)size, file) != (size_t)size)
        stop(path, "can't read it");
    text[size] = '\0';
    fclose(file);
    return text;
}

enum { TEXTS = 4096 }; /* a power of two, well above the 649 codes that there are */

/* A number per text, by open addressing; texts point into the file. */
static int32_t number_of(const char *text, size_t length) {
    static const char *known[TEXTS];
    static size_t lengths[TEXTS];
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    uint32_t at = hash % TEXTS;
    while (known[at] && (lengths[at] != length || memcmp(known[at], text, length) != 0))
        at = (at + 1) % TEXTS;
    known[at] = text;
    lengths[at] = length;
    return (int32_t)at + 1;
}

/* Days from 1970-01-01 of an ISO date, by Hinnant's days_from_civil. */
static int32_t day_of(const char *text) {
    int year = atoi(text), month = atoi(text + 5), day = atoi(text + 8);
    year -= month <= 2;
    int era = year / 400, of_era = year - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

/* event_id,date,zone,phenomenon,count,harm,source,reliability as tests/bench/generate.c writes them. */
static void parse(char *text) {
    size_t room = 0;
    char *line = strchr(text, '\n');
    for (line = line ? line + 1 : text; *line; line++) {
        const char *field[8];
        for (int i = 0; i < 8; i++) {
            field[i] = line;
            while (*line != ',' && *line != '\n' && *line)
                line++;
            if (i < 7 && *line++ != ',')
                stop("events", "a line without eight fields");
        }
        if (row_count == room) {
            room = room ? 2 * room : 1 << 20;
            rows = realloc(rows, room * sizeof *rows);
            if (!rows)
                stop("events", "out of memory");
        }
        const char *point = strchr(field[5], '.');
        rows[row_count++] = (row){.day = day_of(field[1]),
                                  .zone = number_of(field[2], (size_t)(field[3] - field[2] - 1)),
                                  .phenomenon = number_of(field[3], (size_t)(field[4] - field[3] - 1)),
                                  .source = number_of(field[6], (size_t)(field[7] - field[6] - 1)),
                                  .count = atoi(field[4]),
                                  .value = atoi(field[5]) * 100 + atoi(point + 1)};
        if (!*line)
            break;
    }
}

static void run(sqlite3 *db, const char *sql) {
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        stop(sql, sqlite3_errmsg(db));
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
    sqlite3 *db;
    if (argc != 5) {
        fputs("usage: ceiling EVENTS.csv SCHEMA.sql DATABASE PAGE_SIZE\n", stderr);
        return 2;
    }
    char *events = read_file(argv[1]), *schema = read_file(argv[2]);
    parse(events);
    free(events);
    if (sqlite3_open(argv[3], &db) != SQLITE_OK)
        stop(argv[3], sqlite3_errmsg(db));
    char pages[40];
    snprintf(pages, sizeof pages, "pragma page_size = %d", atoi(argv[4]));
    run(db, pages);
    run(db, "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = off;"
            "pragma cache_size = -65536; pragma temp_store = memory");
    run(db, schema);
    free(schema);
    sqlite3_create_module(db, "given", &module, NULL);
    double start = now();
    run(db, "begin immediate;"
            "insert into observation (day, span, zone, phenomenon, source, count, value, batch) "
            "select day, 0, zone, phenomenon, source, count, value, 1 from given; commit");
    if (sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK)
        stop("checkpoint", sqlite3_errmsg(db));
    printf("%.3f\n", now() - start);
    sqlite3_close(db);
    free(rows);
    return 0;
}
