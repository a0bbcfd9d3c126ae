/* trace.c: how long SQL statements take, while someone measures: from a statement's first step until it is
 * done or given up, by our own clock, since SQLite's has milliseconds. One measurement at a time, of all
 * connections; an import's statements run in a thread of their own.
 *
 * Reference: SQLite, "sqlite3_trace_v2".
 */
#include "base/alloc.h"
#include "base/err.h"
#include "db.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct traced {
    char *sql;
    int64_t calls;
    double seconds;
} traced;

typedef struct running {
    const sqlite3_stmt *statement;
    double since;
} running;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_bool measuring;
static traced *statements;
static size_t statement_count, statement_room;
static running *under_way;
static size_t running_count, running_room;
static double total;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void begin(const sqlite3_stmt *statement) {
    if (glo_alloc_grow(&under_way, &running_room, running_count + 1, sizeof *under_way) == GLO_OK)
        under_way[running_count++] = (running){statement, now()};
}

static void add(const char *sql, double seconds) {
    char *copy;
    total += seconds;
    for (size_t i = 0; i < statement_count; i++) {
        if (strcmp(statements[i].sql, sql) == 0) {
            statements[i].calls++;
            statements[i].seconds += seconds;
            return;
        }
    }
    if (glo_alloc_grow(&statements, &statement_room, statement_count + 1, sizeof *statements) == GLO_OK &&
        glo_alloc_text(sql, &copy) == GLO_OK)
        statements[statement_count++] = (traced){copy, 1, seconds};
}

/* The statement that began last of those that are the same. */
static void end(sqlite3_stmt *statement) {
    for (size_t i = running_count; i-- > 0;) {
        if (under_way[i].statement != statement)
            continue;
        double seconds = now() - under_way[i].since;
        under_way[i] = under_way[--running_count];
        add(sqlite3_sql(statement), seconds);
        return;
    }
}

static int on_event(unsigned event, void *context, void *statement, void *detail) {
    (void)context;
    (void)detail;
    if (!atomic_load_explicit(&measuring, memory_order_relaxed))
        return 0;
    pthread_mutex_lock(&lock);
    if (event == SQLITE_TRACE_STMT)
        begin(statement);
    else
        end(statement);
    pthread_mutex_unlock(&lock);
    return 0;
}

void glo_trace_attach(sqlite3 *db) {
    sqlite3_trace_v2(db, SQLITE_TRACE_STMT | SQLITE_TRACE_PROFILE, on_event, NULL);
}

static void forget(void) {
    for (size_t i = 0; i < statement_count; i++)
        free(statements[i].sql);
    free(statements);
    free(under_way);
    statements = NULL;
    under_way = NULL;
    statement_count = statement_room = running_count = running_room = 0;
    total = 0;
}

void glo_sql_trace_start(void) {
    pthread_mutex_lock(&lock);
    forget();
    atomic_store(&measuring, 1);
    pthread_mutex_unlock(&lock);
}

double glo_sql_trace_seconds(void) {
    pthread_mutex_lock(&lock);
    double seconds = total;
    pthread_mutex_unlock(&lock);
    return seconds;
}

static glo_status frame_of_statements(glo_frame **out) {
    static const glo_marking clear = {0, 0};
    glo_column *sql, *calls, *seconds;
    glo_frame_builder builder = {0};
    glo_status status = glo_column_new(GLO_TYPE_TEXT, statement_count, &sql);
    if (status < 0)
        return status;
    for (size_t i = 0; status == GLO_OK && i < statement_count; i++)
        status = glo_column_set_text(sql, i, statements[i].sql, strlen(statements[i].sql));
    glo_frame_builder_add(&builder, "sql", sql);
    if (status == GLO_OK && (status = glo_column_new(GLO_TYPE_INTEGER, statement_count, &calls)) == GLO_OK) {
        for (size_t i = 0; i < statement_count; i++)
            calls->integers[i] = statements[i].calls;
        glo_frame_builder_add(&builder, "calls", calls);
    }
    if (status == GLO_OK && (status = glo_column_new(GLO_TYPE_REAL, statement_count, &seconds)) == GLO_OK) {
        for (size_t i = 0; i < statement_count; i++)
            seconds->reals[i] = statements[i].seconds;
        glo_frame_builder_add(&builder, "seconds", seconds);
    }
    if (status == GLO_OK)
        return glo_frame_new(&builder, clear, NULL, out);
    glo_frame_builder_dispose(&builder);
    return status;
}

glo_status glo_sql_trace_stop(glo_frame **out) {
    pthread_mutex_lock(&lock);
    atomic_store(&measuring, 0);
    glo_status status = frame_of_statements(out);
    forget();
    pthread_mutex_unlock(&lock);
    return status;
}
