/* writer.c: a thread that inserts buffers of observations. What it promises is in writer.h.
 *
 * Buffers go round: free -> filled by the reader -> full -> inserted by the writer -> free. There are enough
 * of them that neither waits while the other writes pages out or reads on. The rows of a buffer are a feed
 * (feed.h).
 */
#include "import/writer.h"

#include "base/alloc.h"
#include "base/err.h"
#include "import/feed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the buffer at hand, as a table ---- */

enum { BUFFERS = 12 };

struct glo_writer {
    glo_store *store;
    int64_t batch;
    glo_feed feed;
    sqlite3_stmt *insert; /* for buffers that hold `insert_holds`; NULL before the first */
    unsigned insert_holds;
    const glo_row_buffer *at_hand; /* what the virtual table shows */
    glo_row_digest *digest;        /* of all rows inserted */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    glo_row_buffer *free[BUFFERS], *full[BUFFERS]; /* full: first in, first out */
    size_t free_count, full_count;
    int ending;         /* no more buffers will come */
    glo_status status;  /* the writer's first failure ... */
    char message[1024]; /* ... and its message, for messages are per thread */
};

static size_t count_rows(const void *context) {
    const glo_row_buffer *buffer = ((const glo_writer *)context)->at_hand;
    return buffer ? buffer->count : 0;
}

static const char *format_handling(const glo_observation *row, char text[GLO_MARKING_SIZE]) {
    glo_marking_format(glo_marking_unpack(row->handling), text);
    return text + strlen("TLP:");
}

static void give_column(const void *context, size_t number, int column, sqlite3_context *result) {
    const glo_observation *row = &((const glo_writer *)context)->at_hand->rows[number];
    switch (column) {
    case 0:
        sqlite3_result_int(result, row->day);
        break;
    case 1:
        sqlite3_result_int(result, row->span);
        break;
    case 2:
        sqlite3_result_int(result, row->zone);
        break;
    case 3:
        sqlite3_result_int(result, row->phenomenon);
        break;
    case 4:
        sqlite3_result_int(result, row->source);
        break;
    case 5:
        sqlite3_result_int(result, row->facet);
        break;
    case 6:
        sqlite3_result_int64(result, row->count);
        break;
    case 7:
        if (row->count_high != row->count)
            sqlite3_result_int64(result, row->count_high);
        break;
    case 8:
        if (row->has_value)
            sqlite3_result_int64(result, row->value);
        break;
    case 9:
        if (row->credibility)
            sqlite3_result_int(result, row->credibility);
        break;
    default:
        if (row->has_handling) {
            char text[GLO_MARKING_SIZE];
            sqlite3_result_text(result, format_handling(row, text), -1, SQLITE_TRANSIENT);
        }
    }
}

/* ---- the thread ---- */

/* The statement that inserts buffers of this kind. What no row of them holds is a constant in it, for each
 * column asked of the virtual table costs; the columns stand in the order of the table, which spares SQLite a
 * copy of every row. */
static glo_status prepare_insert(glo_writer *writer, unsigned holds) {
    char sql[300];
    if (writer->insert && writer->insert_holds == holds)
        return GLO_OK;
    snprintf(
        sql, sizeof sql,
        "insert into observation select null, day, %s, zone, phenomenon, source, %s, count, %s, %s, %s, %s, "
        "?1, null from import_rows",
        holds & GLO_HOLDS_SPAN ? "span" : "0", holds & GLO_HOLDS_FACET ? "facet" : "0",
        holds & GLO_HOLDS_HIGH ? "count_high" : "null", holds & GLO_HOLDS_VALUE ? "value" : "null",
        holds & GLO_HOLDS_CREDIBILITY ? "credibility" : "null",
        holds & GLO_HOLDS_HANDLING ? "handling" : "null");
    sqlite3_finalize(writer->insert);
    writer->insert = NULL;
    writer->insert_holds = holds;
    glo_status status = glo_db_prepare(writer->store, sql, &writer->insert);
    if (status == GLO_OK)
        sqlite3_bind_int64(writer->insert, 1, writer->batch);
    return status;
}

/* As the row will be read back (digest_scope.c). */
static void digest_row(glo_row_digest *digest, const glo_observation *row) {
    glo_row_digest_integer(digest, row->day);
    glo_row_digest_integer(digest, row->span);
    glo_row_digest_integer(digest, row->zone);
    glo_row_digest_integer(digest, row->phenomenon);
    glo_row_digest_integer(digest, row->source);
    glo_row_digest_integer(digest, row->facet);
    glo_row_digest_integer(digest, row->count);
    if (row->count_high != row->count)
        glo_row_digest_integer(digest, row->count_high);
    else
        glo_row_digest_null(digest);
    if (row->has_value)
        glo_row_digest_integer(digest, row->value);
    else
        glo_row_digest_null(digest);
    if (row->credibility)
        glo_row_digest_integer(digest, row->credibility);
    else
        glo_row_digest_null(digest);
    if (row->has_handling) {
        char text[GLO_MARKING_SIZE];
        const char *handling = format_handling(row, text);
        glo_row_digest_text(digest, handling, strlen(handling));
    } else {
        glo_row_digest_null(digest);
    }
    glo_row_digest_end_row(digest);
}

static int digest_buffer(glo_writer *writer, const glo_row_buffer *buffer) {
    for (size_t i = 0; i < buffer->count; i++)
        digest_row(writer->digest, &buffer->rows[i]);
    return writer->digest->status;
}

static int insert_buffer(glo_writer *writer, glo_row_buffer *buffer) {
    int status = buffer->count > 0 ? prepare_insert(writer, buffer->holds) : GLO_OK;
    writer->at_hand = buffer;
    if (status == GLO_OK && buffer->count > 0) {
        sqlite3_reset(writer->insert);
        status = glo_db_step(writer->store, writer->insert);
        sqlite3_reset(writer->insert);
    }
    writer->at_hand = NULL;
    if (status >= 0)
        status = digest_buffer(writer, buffer);
    if (status >= 0)
        status = glo_rejects_write(writer->store, writer->batch, &buffer->rejects);
    buffer->count = 0;
    buffer->holds = 0;
    return status;
}

/* The oldest full buffer; NULL when no more will come. */
static glo_row_buffer *next_full(glo_writer *writer) {
    glo_row_buffer *buffer = NULL;
    pthread_mutex_lock(&writer->lock);
    while (writer->full_count == 0 && !writer->ending)
        pthread_cond_wait(&writer->changed, &writer->lock);
    if (writer->full_count > 0) {
        buffer = writer->full[0];
        writer->full_count--;
        memmove(writer->full, writer->full + 1, writer->full_count * sizeof writer->full[0]);
    }
    pthread_mutex_unlock(&writer->lock);
    return buffer;
}

static void *write_buffers(void *context) {
    glo_writer *writer = context;
    glo_row_buffer *buffer;
    int status = GLO_OK;
    while ((buffer = next_full(writer)) != NULL) {
        if (status >= 0)
            status = insert_buffer(writer, buffer);
        pthread_mutex_lock(&writer->lock);
        if (status < 0 && writer->status == GLO_OK) {
            writer->status = status;
            snprintf(writer->message, sizeof writer->message, "%s", glo_message());
        }
        writer->free[writer->free_count++] = buffer;
        pthread_cond_broadcast(&writer->changed);
        pthread_mutex_unlock(&writer->lock);
    }
    return NULL;
}

static void free_writer(glo_writer *writer) {
    sqlite3_finalize(writer->insert);
    glo_feed_close(writer->store, "import_rows");
    for (size_t i = 0; i < writer->free_count; i++) {
        glo_rejects_dispose(&writer->free[i]->rejects);
        free(writer->free[i]);
    }
    pthread_mutex_destroy(&writer->lock);
    pthread_cond_destroy(&writer->changed);
    free(writer);
}

glo_status glo_writer_start(glo_store *store, int64_t batch, glo_writer **out) {
    glo_writer *writer;
    glo_status status = glo_alloc_array(1, sizeof *writer, &writer);
    if (status < 0)
        return status;
    writer->store = store;
    writer->batch = batch;
    pthread_mutex_init(&writer->lock, NULL);
    pthread_cond_init(&writer->changed, NULL);
    for (; status == GLO_OK && writer->free_count < BUFFERS;) {
        if ((status = glo_alloc_array(1, sizeof(glo_row_buffer), &writer->free[writer->free_count])) ==
            GLO_OK)
            writer->free_count++;
    }
    writer->feed = (glo_feed){
        "day, span, zone, phenomenon, source, facet, count, count_high, value, credibility, handling",
        count_rows, give_column, writer};
    if (status == GLO_OK)
        status = glo_digest_written(store, GLO_SCOPE_OBSERVATION, batch, &writer->digest);
    if (status == GLO_OK)
        status = glo_feed_open(store, "import_rows", &writer->feed);
    if (status == GLO_OK && pthread_create(&writer->thread, NULL, write_buffers, writer) != 0)
        status = glo_fail(GLO_ENOMEM, "no thread could be started");
    if (status < 0) {
        free_writer(writer);
        return status;
    }
    *out = writer;
    return GLO_OK;
}

/* The writer's failure, with its message brought over to this thread; the lock is held. */
static glo_status failure_of(const glo_writer *writer) {
    return writer->status < 0 ? glo_fail(writer->status, "%s", writer->message) : GLO_OK;
}

glo_status glo_writer_take(glo_writer *writer, glo_row_buffer **out) {
    pthread_mutex_lock(&writer->lock);
    while (writer->free_count == 0)
        pthread_cond_wait(&writer->changed, &writer->lock);
    glo_status status = failure_of(writer);
    if (status == GLO_OK)
        *out = writer->free[--writer->free_count];
    pthread_mutex_unlock(&writer->lock);
    return status;
}

void glo_writer_give(glo_writer *writer, glo_row_buffer *buffer) {
    pthread_mutex_lock(&writer->lock);
    writer->full[writer->full_count++] = buffer;
    pthread_cond_broadcast(&writer->changed);
    pthread_mutex_unlock(&writer->lock);
}

glo_status glo_writer_finish(glo_writer *writer, glo_status status) {
    pthread_mutex_lock(&writer->lock);
    writer->ending = 1;
    if (status < 0) { /* what waits is not needed any more */
        while (writer->full_count > 0)
            writer->free[writer->free_count++] = writer->full[--writer->full_count];
    }
    pthread_cond_broadcast(&writer->changed);
    pthread_mutex_unlock(&writer->lock);
    pthread_join(writer->thread, NULL);
    if (status == GLO_OK)
        status = failure_of(writer);
    free_writer(writer);
    return status;
}
