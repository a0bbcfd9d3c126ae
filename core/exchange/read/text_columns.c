/* text_columns.c: the rows of a table of CSV, cell by cell. Example in text_columns.h. */
#include "read/text_columns.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/csv_guard.h"
#include "io/rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static glo_status begin_column(glo_text_column *column, const char *name) {
    uint32_t code;
    glo_status status = glo_alloc_text(name, &column->name);
    if (status == GLO_OK)
        status = glo_words_new(&column->words);
    if (status == GLO_OK)
        status = glo_words_add(column->words, "", 0, &code);
    return status;
}

static glo_status begin_columns(const glo_csv_reader *reader, glo_text_columns *table) {
    const size_t count = glo_csv_columns(reader);
    glo_status status = glo_alloc_array(count, sizeof *table->columns, &table->columns);
    table->delimiter = glo_csv_delimiter(reader);
    for (size_t i = 0; status == GLO_OK && i < count; i++) {
        const char *name = glo_csv_name(reader, i);
        char numbered[32];
        if (*name == '\0') {
            snprintf(numbered, sizeof numbered, "column %zu", i + 1);
            name = numbered;
        }
        status = begin_column(&table->columns[i], name);
        table->count = i + 1;
    }
    return status;
}

static glo_status make_room(glo_text_columns *table) {
    glo_status status =
        glo_alloc_grow(&table->lines, &table->line_room, table->rows + 1, sizeof *table->lines);
    for (size_t i = 0; status == GLO_OK && i < table->count; i++) {
        glo_text_column *column = &table->columns[i];
        status = glo_alloc_grow(&column->codes, &column->room, table->rows + 1, sizeof *column->codes);
    }
    return status;
}

static glo_csv_field trimmed(glo_csv_field cell) {
    while (cell.length && (cell.text[0] == ' ' || cell.text[0] == '\t')) {
        cell.text++;
        cell.length--;
    }
    while (cell.length && (cell.text[cell.length - 1] == ' ' || cell.text[cell.length - 1] == '\t'))
        cell.length--;
    const uint32_t guard = (uint32_t)glo_csv_guard(cell.text, cell.length);
    return (glo_csv_field){cell.text + guard, cell.length - guard, 0};
}

static glo_status take_record(glo_text_columns *table, const glo_csv_record *record) {
    const unsigned long long line = record->line;
    if (record->fault)
        return glo_fail(GLO_EINVAL, "line %llu: %s", line, record->fault);
    for (size_t i = table->count; i < record->count; i++) {
        if (trimmed(record->fields[i]).length)
            return glo_fail(GLO_EINVAL, "line %llu has %zu cells, and the header names %zu columns", line,
                            record->count, table->count);
    }
    glo_status status = make_room(table);
    for (size_t i = 0; status == GLO_OK && i < table->count; i++) {
        glo_text_column *column = &table->columns[i];
        column->codes[table->rows] = 0;
        if (i < record->count) {
            const glo_csv_field cell = trimmed(record->fields[i]);
            status = glo_words_add(column->words, cell.text, cell.length, &column->codes[table->rows]);
        }
    }
    if (status == GLO_OK)
        table->lines[table->rows++] = record->line;
    return status;
}

static glo_status read_rows(glo_csv_reader *reader, const glo_table_options *options, const glo_job *job,
                            glo_text_columns *table) {
    glo_csv_record record;
    size_t skipped = 0, seen = 0;
    int next;
    while ((next = glo_csv_next(reader, &record)) > 0) {
        glo_status status = seen++ % 4096 == 0 ? glo_job_step(job, "read", seen, 0) : GLO_OK;
        while (skipped < options->skipped_count && options->skipped[skipped] < record.line)
            skipped++;
        const bool is_row = skipped == options->skipped_count || options->skipped[skipped] != record.line;
        if (status == GLO_OK && is_row)
            status = take_record(table, &record);
        if (status < 0)
            return status;
    }
    return (glo_status)next;
}

/* What a converter says behind the columns of a file (io/rows.h) is no column of the table. */
static void drop_own(glo_text_columns *table) {
    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        glo_text_column column = table->columns[i];
        table->columns[i] = (glo_text_column){0};
        if (strncmp(column.name, GLO_ROWS, strlen(GLO_ROWS)) == 0) {
            free(column.name);
            free(column.codes);
            glo_words_free(column.words);
        } else {
            table->columns[kept++] = column;
        }
    }
    table->count = kept;
}

glo_status glo_text_columns_read(const char *path, const glo_table_options *options, const glo_job *job,
                                 glo_text_columns *out) {
    const glo_csv_options csv = {.encoding = options->encoding,
                                 .delimiter = options->delimiter,
                                 .header = 1,
                                 .first_line = options->header_line};
    glo_csv_reader *reader;
    glo_status status = (glo_status)glo_csv_open_file(path, &csv, &reader);
    if (status < 0)
        return status;
    status = begin_columns(reader, out);
    if (status == GLO_OK)
        status = read_rows(reader, options, job, out);
    if (status == GLO_OK)
        drop_own(out);
    glo_csv_close(reader);
    return status;
}

void glo_text_columns_dispose(glo_text_columns *table) {
    for (size_t i = 0; i < table->count; i++) {
        free(table->columns[i].name);
        free(table->columns[i].codes);
        glo_words_free(table->columns[i].words);
    }
    free(table->columns);
    free(table->lines);
    *table = (glo_text_columns){0};
}

uint64_t glo_text_column_line(const glo_text_columns *table, const glo_text_column *column, uint32_t code) {
    size_t row = 0;
    while (row < table->rows && column->codes[row] != code)
        row++;
    return row < table->rows ? table->lines[row] : 0;
}
