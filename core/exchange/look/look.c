/* look.c: one pass over a table: the first rows settle where it begins, the others are tallied by column. Example in
 * look.h. */
#include "exchange/look.h"

#include "base/alloc.h"
#include "base/err.h"
#include "io/csv_heading.h"
#include "io/csv_reader.h"
#include "look/column.h"
#include "look/head.h"
#include "look/sample.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FIRST_ROWS = 200,
    MOST_COLUMNS = 4096,
    MOST_VALUES = 4096,
    ALL_VALUES = 1 << 18,
    STEP = 4096,
    LONGEST_ROW = 300
};

typedef struct scan {
    glo_look *look;
    const glo_sample *sample;
    glo_look_head head;
    glo_look_tallier *talliers;
    glo_kept_row kept[FIRST_ROWS];
    size_t kept_count;
    glo_cell *cells;     /* of the row at hand */
    glo_look_rows later; /* sparse rows: notes if no row of data follows */
    int64_t *sums;       /* by column: of whole numbers ... */
    int64_t *last;       /* ... and what the last row has; INT64_MIN: no number */
    uint64_t line;       /* of the row before, in the sample */
} scan;

/* ---- rows that are no data ---- */

static uint64_t line_in_file(const glo_sample *sample, uint64_t line) {
    if (line <= sample->head_lines || (!sample->tail_first && sample->is_whole))
        return line;
    if (!sample->tail_first || !sample->lines || line < sample->tail_first)
        return 0;
    uint64_t in_tail = 0;
    for (const char *at = sample->text.data; (at = strchr(at, '\n')) != NULL; at++)
        in_tail++;
    in_tail += sample->text.length > 0 && sample->text.data[sample->text.length - 1] != '\n';
    return line + sample->lines - in_tail;
}

static glo_status rows_add(const scan *s, glo_look_rows *rows, uint64_t line, const glo_csv_field *fields,
                           size_t count) {
    char text[LONGEST_ROW + 1];
    size_t n = 0;
    rows->found++;
    if (rows->count == GLO_LOOK_ROWS)
        return GLO_OK;
    for (size_t i = 0; i < count; i++) {
        size_t length = fields[i].length;
        if (length == 0)
            continue;
        if (n > 0 && n + 2 < LONGEST_ROW) {
            memcpy(text + n, "; ", 2);
            n += 2;
        }
        length = length < LONGEST_ROW - n ? length : LONGEST_ROW - n;
        memcpy(text + n, fields[i].text, length);
        n += length;
    }
    text[n] = '\0';
    glo_status status = glo_alloc_grow(&rows->rows, &rows->room, rows->count + 1, sizeof *rows->rows);
    if (status == GLO_OK)
        status = glo_alloc_text(text, &rows->rows[rows->count].text);
    if (status == GLO_OK)
        rows->rows[rows->count++].line = line_in_file(s->sample, line);
    return status;
}

static void rows_dispose(glo_look_rows *rows) {
    for (size_t i = 0; i < rows->count; i++)
        free(rows->rows[i].text);
    free(rows->rows);
    *rows = (glo_look_rows){0};
}

/* Sparse rows that a row of data follows are headings between rows. */
static void take_as_inner(scan *s) {
    glo_look_rows *inner = &s->look->inner;
    inner->found += s->later.found;
    for (size_t i = 0; i < s->later.count; i++) {
        if (inner->count < GLO_LOOK_ROWS &&
            glo_alloc_grow(&inner->rows, &inner->room, inner->count + 1, sizeof *inner->rows) == GLO_OK)
            inner->rows[inner->count++] = s->later.rows[i];
        else
            free(s->later.rows[i].text);
    }
    s->later.count = 0;
    s->later.found = 0;
}

/* ---- rows of data ---- */

static bool is_blank(const glo_csv_field *field) {
    for (uint32_t i = 0; i < field->length; i++) {
        if (field->text[i] != ' ' && field->text[i] != '\t')
            return false;
    }
    return true;
}

/* The column of the first filled cell, if that begins with a word for a total; -1: it does not. */
static long total_column(const glo_csv_field *fields, size_t count) {
    size_t i = 0;
    while (i < count && is_blank(&fields[i]))
        i++;
    const bool is_total = i < count && !isdigit((unsigned char)fields[i].text[0]) &&
                          glo_cell_is_total(fields[i].text, fields[i].length);
    return is_total ? (long)i : -1;
}

static void count_sum(scan *s, size_t column, const glo_cell *cell) {
    const bool counts = cell->kind == GLO_CELL_INTEGER && cell->form == GLO_FORM_NONE;
    s->last[column] = counts ? cell->number : INT64_MIN;
    if (counts && __builtin_add_overflow(s->sums[column], cell->number, &s->sums[column]))
        s->sums[column] = INT64_MIN / 2;
}

static glo_status take_data(scan *s, const glo_csv_field *fields, size_t count) {
    glo_look *look = s->look;
    glo_status status = GLO_OK;
    look->rows++;
    for (size_t i = 0; i < look->column_count && status == GLO_OK; i++) {
        glo_cell cell;
        status = i < count ? glo_look_tallier_add(&s->talliers[i], fields[i].text, fields[i].length, &cell)
                           : glo_look_tallier_add(&s->talliers[i], "", 0, &cell);
        count_sum(s, i, &cell);
    }
    return status;
}

static glo_status take_row(scan *s, const glo_csv_field *fields, size_t count, uint64_t line) {
    glo_look *look = s->look;
    size_t filled = 0, numbers = 0, width = count < look->column_count ? count : look->column_count;
    for (size_t i = 0; i < width; i++)
        filled += !is_blank(&fields[i]);
    if (line > s->line + 1)
        look->blank += (int64_t)(line - s->line - 1);
    s->line = line;
    if (filled == 0) {
        look->empty++;
        return GLO_OK;
    }
    long total = total_column(fields, width);
    if (total >= 0) {
        look->columns[total].totals++;
        return rows_add(s, &look->totals, line, fields, count);
    }
    if ((double)filled < s->head.typical) {
        for (size_t i = 0; i < width; i++) {
            glo_cell_form_of(fields[i].text, fields[i].length, &s->cells[i]);
            numbers += glo_cell_is_number(&s->cells[i]) || s->cells[i].kind == GLO_CELL_MISSING;
        }
        if (glo_look_is_sparse(&s->head, filled, numbers, count < look->column_count))
            return rows_add(s, &s->later, line, fields, count);
    }
    take_as_inner(s);
    return take_data(s, fields, count);
}

/* ---- the first rows ---- */

static glo_status keep_row(scan *s, const glo_csv_record *record) {
    glo_kept_row *row = &s->kept[s->kept_count];
    size_t length = 0, at = 0, count = record->count < MOST_COLUMNS ? record->count : MOST_COLUMNS;
    for (size_t i = 0; i < count; i++)
        length += record->fields[i].length;
    *row = (glo_kept_row){.line = record->line, .count = count};
    s->kept_count++;
    if (glo_alloc_array(count, sizeof *row->fields, &row->fields) < 0 ||
        glo_alloc_array(count, sizeof *row->cells, &row->cells) < 0 ||
        glo_alloc_array(length + 1, 1, &row->text) < 0)
        return GLO_ENOMEM;
    for (size_t i = 0; i < count; i++) {
        const glo_csv_field *field = &record->fields[i];
        if (field->length)
            memcpy(row->text + at, field->text, field->length);
        row->fields[i] = (glo_csv_field){row->text + at, field->length, field->offset};
        at += field->length;
        glo_cell_form_of(field->text, field->length, &row->cells[i]);
        row->filled += row->cells[i].kind != GLO_CELL_EMPTY;
    }
    return GLO_OK;
}

static void drop_kept(scan *s) {
    for (size_t i = 0; i < s->kept_count; i++) {
        free(s->kept[i].fields);
        free(s->kept[i].cells);
        free(s->kept[i].text);
    }
    s->kept_count = 0;
}

/* The last text at or, where the cell is empty, before the column: cells of an upper row are merged to the right. */
static const glo_csv_field *upper_name(const glo_kept_row *row, size_t column) {
    static const glo_csv_field none = {"", 0, 0};
    for (size_t i = column + 1; i-- > 0;) {
        if (i < row->count && row->cells[i].kind != GLO_CELL_EMPTY)
            return &row->fields[i];
    }
    return &none;
}

static glo_status copy_name(const glo_csv_field *field, char **out) {
    size_t from = 0, to = field->length;
    while (from < to && isspace((unsigned char)field->text[from]))
        from++;
    while (to > from && isspace((unsigned char)field->text[to - 1]))
        to--;
    *out = strndup(field->text + from, to - from);
    return *out ? GLO_OK : glo_fail(GLO_ENOMEM, "out of memory");
}

/* The name of a column, and of two rows of names the upper one. */
static glo_status name_column(const scan *s, size_t column) {
    static const glo_csv_field none = {"", 0, 0};
    const glo_kept_row *first = &s->kept[s->head.first], *last = &s->kept[s->head.last];
    const glo_csv_field *name = s->head.has_header && column < last->count ? &last->fields[column] : &none;
    const bool has_upper = s->head.has_header && s->head.first < s->head.last;
    glo_look_column *to = &s->look->columns[column];
    glo_status status = copy_name(name, &to->name);
    return status == GLO_OK ? copy_name(has_upper ? upper_name(first, column) : &none, &to->upper) : status;
}

static glo_status make_columns(scan *s) {
    glo_look *look = s->look;
    size_t width = 0;
    for (size_t i = s->head.has_header ? s->head.first : 0; i < s->kept_count; i++) {
        if (i < s->head.data || !s->head.has_header)
            width = s->kept[i].count > width ? s->kept[i].count : width;
    }
    size_t most = width > 64 ? ALL_VALUES / width : MOST_VALUES;
    if (glo_alloc_array(width, sizeof *look->columns, &look->columns) < 0 ||
        glo_alloc_array(width, sizeof *s->talliers, &s->talliers) < 0 ||
        glo_alloc_array(width, sizeof *s->cells, &s->cells) < 0 ||
        glo_alloc_array(width, sizeof *s->sums, &s->sums) < 0 ||
        glo_alloc_array(width, sizeof *s->last, &s->last) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < width && status == GLO_OK; i++) {
        look->column_count++;
        status = glo_look_tallier_init(&s->talliers[i], &look->columns[i], most);
        if (status == GLO_OK)
            status = name_column(s, i);
    }
    return status;
}

/* Settles the head, and takes the rows that were kept. */
static glo_status begin(scan *s, const glo_look_options *options) {
    glo_look *look = s->look;
    s->head = glo_look_head_of(s->kept, s->kept_count, options->header_first, options->header_last);
    if (s->head.has_header) {
        look->header_first = s->kept[s->head.first].line;
        look->header_last = s->kept[s->head.last].line;
        s->line = look->header_last;
    }
    glo_status status = make_columns(s);
    if (status == GLO_OK && s->head.has_units) {
        const glo_kept_row *units = &s->kept[s->head.data - 1];
        s->line = units->line;
        status = rows_add(s, &look->units, units->line, units->fields + units->count - 1, 1);
    }
    for (size_t i = 0; i < s->head.data && status == GLO_OK; i++) {
        const glo_kept_row *row = &s->kept[i];
        if (row->filled > 0 && (!s->head.has_header || i < s->head.first))
            status = rows_add(s, &look->titles, row->line, row->fields, row->count);
    }
    for (size_t i = s->head.data; i < s->kept_count && status == GLO_OK; i++)
        status = take_row(s, s->kept[i].fields, s->kept[i].count, s->kept[i].line);
    drop_kept(s);
    return status;
}

/* ---- the scan ---- */

/* "sep=;" in a first line, as Excel reads it. */
static char delimiter_line(const glo_sample *sample, size_t *out_length) {
    const char *text = sample->text.data, *end = text + sample->text.length;
    const char *at = text + (sample->text.length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
    const char *p = at + (at < end && *at == '"');
    if (end - p < 6 || strncmp(p, "sep=", 4) != 0)
        return 0;
    const char mark = p[4];
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    if (!stop || stop - p > 8 || (mark & 0x80) || mark == '"' || mark == '\n' || mark == '\r')
        return 0;
    *out_length = (size_t)(stop + 1 - text);
    return mark;
}

/* Whether the last row is the sum of those above it in some column, and differs in none that has whole numbers. */
static bool ends_in_sum(const scan *s) {
    bool is_sum = false;
    if (s->look->rows < 3 || !s->sample->is_whole)
        return false;
    for (size_t i = 0; i < s->look->column_count; i++) {
        if (s->last[i] == INT64_MIN || s->last[i] == 0)
            continue;
        int64_t twice;
        if (__builtin_mul_overflow(s->last[i], 2, &twice) || s->sums[i] != twice)
            return false;
        is_sum = true;
    }
    return is_sum;
}

static glo_status read_rows(scan *s, glo_csv_reader *reader, const glo_look_options *options, uint64_t before,
                            const glo_job *job) {
    glo_csv_record record;
    int status;
    uint64_t n = 0;
    bool begun = false;
    while ((status = glo_csv_next(reader, &record)) > 0) {
        status = n++ % STEP == 0 ? (int)glo_job_step(job, "look", n, 0) : GLO_OK;
        record.line += before;
        if (status == GLO_OK && record.fault)
            s->look->damaged++;
        else if (status == GLO_OK && begun)
            status = take_row(s, record.fields, record.count, record.line);
        else if (status == GLO_OK)
            status = keep_row(s, &record);
        if (status == GLO_OK && !begun && s->kept_count == FIRST_ROWS) {
            status = begin(s, options);
            begun = true;
        }
        if (status < 0)
            return (glo_status)status;
    }
    if (status == 0 && !begun && s->kept_count == 0)
        return glo_fail(GLO_EINVAL, "the file has no row that can be read");
    return status == 0 && !begun ? begin(s, options) : (glo_status)status;
}

/* The length of the comment before the header that glocal writes; 0: there is none. */
static size_t heading_line(const glo_sample *sample) {
    static const size_t sign = sizeof GLO_CSV_HEADING - 1;
    if (sample->text.length < sign || memcmp(sample->text.data, GLO_CSV_HEADING, sign) != 0)
        return 0;
    const char *stop = memchr(sample->text.data, '\n', sample->text.length);
    return stop ? (size_t)(stop + 1 - sample->text.data) : 0;
}

static glo_status run(scan *s, const glo_look_options *options, const glo_job *job) {
    glo_look *look = s->look;
    size_t skip = 0;
    char told = s->sample->text.length ? delimiter_line(s->sample, &skip) : 0;
    if (!told && s->sample->text.length)
        skip = heading_line(s->sample);
    look->has_heading = !told && skip > 0;
    glo_source source;
    glo_csv_reader *reader;
    glo_csv_options csv = {.encoding = options->encoding,
                           .delimiter = options->delimiter ? options->delimiter : told};
    glo_status status = glo_source_bytes(s->sample->text.data ? s->sample->text.data + skip : "",
                                         s->sample->text.length - skip, &source);
    if (status == GLO_OK)
        status = glo_csv_open(&source, &csv, &reader);
    if (status < 0)
        return status;
    look->has_delimiter_line = told != 0;
    look->delimiter = glo_csv_delimiter(reader);
    status = read_rows(s, reader, options, skip > 0 ? 1 : 0, job);
    snprintf(look->encoding, sizeof look->encoding, "%s", glo_csv_encoding(reader));
    glo_csv_close(reader);
    if (status < 0)
        return status;
    look->notes = s->later;
    s->later = (glo_look_rows){0};
    look->ends_in_sum = ends_in_sum(s);
    for (size_t i = 0; i < look->column_count; i++)
        look->columns[i].sum = s->sums[i];
    return GLO_OK;
}

static void scan_dispose(scan *s) {
    drop_kept(s);
    for (size_t i = 0; s->talliers && i < s->look->column_count; i++)
        glo_look_tallier_dispose(&s->talliers[i]);
    rows_dispose(&s->later);
    free(s->talliers);
    free(s->cells);
    free(s->sums);
    free(s->last);
}

glo_status glo_look_over(const glo_sample *sample, const glo_look_options *options, const glo_job *job,
                         glo_look **out) {
    glo_look *look;
    glo_status status = glo_alloc_array(1, sizeof *look, &look);
    if (status < 0)
        return status;
    scan s = {.look = look, .sample = sample};
    look->bytes = sample->bytes;
    look->read_bytes = sample->text.length;
    look->is_whole = sample->is_whole;
    look->lines = sample->is_whole ? sample->head_lines : sample->lines;
    status = run(&s, options, job);
    scan_dispose(&s);
    if (status < 0)
        glo_look_free(look);
    else
        *out = look;
    return status;
}

glo_status glo_look_at(const char *path, const glo_look_options *options, const glo_job *job,
                       glo_look **out) {
    static const glo_look_options defaults = {0};
    glo_sample sample;
    options = options ? options : &defaults;
    glo_status status = glo_sample_take(path, options->most_bytes, job, &sample);
    if (status < 0)
        return status;
    status = glo_look_over(&sample, options, job, out);
    glo_sample_dispose(&sample);
    return status;
}

void glo_look_free(glo_look *look) {
    if (!look)
        return;
    glo_look_rows *rows[] = {&look->titles, &look->notes, &look->inner, &look->totals, &look->units};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        rows_dispose(rows[i]);
    for (size_t i = 0; i < look->column_count; i++)
        glo_look_column_dispose(&look->columns[i]);
    free(look->columns);
    free(look);
}
