/* table_frame.c: a table of CSV as a frame. Example in exchange/table_frame.h. */
#include "exchange/table_frame.h"

#include "base/alloc.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "read/column_kind.h"
#include "read/fill_column.h"
#include "read/text_columns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- how figures and dates are written ---- */

static glo_status fail_open(const glo_text_columns *table, size_t index, uint32_t code) {
    const glo_text_column *column = &table->columns[index];
    const char *text = glo_words_text(column->words, code);
    const char mark = strchr(text, ',') ? ',' : '.';
    return glo_fail(GLO_EINVAL,
                    "line %llu, column '%s': the %s of '%s' may mark decimals or group thousands: say "
                    "decimal=\"%c\" or thousands=\"%c\"",
                    (unsigned long long)glo_text_column_line(table, column, code), column->name,
                    mark == ',' ? "comma" : "dot", text, mark, mark);
}

/* The marks that the figures of the whole table settle. In a file whose cells stand between commas a dot marks decimals, as in the
 * data types of CSV on the Web (W3C, 2015, 6.4.2); where they stand between semicolons it may be either. */
static glo_status settle_numbers(const glo_text_columns *table, const glo_table_options *options,
                                 const glo_column_evidence *evidence, const glo_column_kind *kinds,
                                 glo_number_form *out) {
    size_t points = 0, commas = 0, spaces = 0, apostrophes = 0, open = 0, open_at = 0, open_commas = 0;
    *out = options->numbers;
    if (out->decimal || out->thousands)
        return GLO_OK;
    for (size_t i = 0; i < table->count; i++) {
        const glo_column_evidence *e = &evidence[i];
        if (kinds[i] == GLO_KIND_TEXT || kinds[i] == GLO_KIND_TIME)
            continue;
        points += e->points + e->grouped_commas;
        commas += e->commas + e->grouped_points;
        spaces += e->grouped_spaces;
        apostrophes += e->grouped_apostrophes;
        if (e->open_points + e->open_commas && open == 0)
            open_at = i;
        open += e->open_points + e->open_commas;
        open_commas += e->open_commas;
    }
    out->decimal = commas > points ? ',' : '.';
    out->thousands = spaces ? ' ' : apostrophes ? '\'' : out->decimal == ',' ? '.' : ',';
    if (open && points + commas == 0 && (open_commas || table->delimiter != ','))
        return fail_open(table, open_at, evidence[open_at].open);
    return GLO_OK;
}

static glo_date_order order_of(const glo_table_options *options, const glo_column_evidence *evidence) {
    if (options->order != GLO_ORDER_ISO)
        return options->order;
    if (evidence->first_over_12 && !evidence->second_over_12)
        return GLO_ORDER_DMY;
    return evidence->second_over_12 && !evidence->first_over_12 ? GLO_ORDER_MDY : GLO_ORDER_ISO;
}

/* ---- types that were told ---- */

static const glo_type *told_type(const glo_table_options *options, const char *name) {
    for (size_t i = 0; i < options->type_count; i++) {
        if (strcmp(options->types[i].column, name) == 0)
            return &options->types[i].type;
    }
    return NULL;
}

/* The unit told, else the one that stands beside the figures; NULL: none. */
static const char *unit_of(const glo_table_options *options, const char *name,
                           const glo_column_evidence *evidence) {
    for (size_t i = 0; i < options->unit_count; i++) {
        if (strcmp(options->units[2 * i], name) == 0)
            return options->units[2 * i + 1];
    }
    return evidence->with_unit ? evidence->unit : NULL;
}

static glo_column_kind kind_of_type(glo_type type) {
    switch (type) {
    case GLO_TYPE_INTEGER:
        return GLO_KIND_INTEGER;
    case GLO_TYPE_REAL:
        return GLO_KIND_REAL;
    case GLO_TYPE_TEXT:
        return GLO_KIND_TEXT;
    default:
        return GLO_KIND_TIME;
    }
}

static glo_status check_told(const glo_text_columns *table, const glo_table_options *options) {
    for (size_t t = 0; t < options->type_count; t++) {
        const char *name = options->types[t].column;
        glo_nearest nearest = {name, NULL, 0};
        bool is_there = false;
        for (size_t i = 0; i < table->count; i++) {
            is_there |= strcmp(table->columns[i].name, name) == 0;
            glo_nearest_offer(&nearest, table->columns[i].name);
        }
        if (!is_there)
            return glo_fail(GLO_ENOTFOUND, "types: there is no column '%s'%s", name,
                            glo_nearest_hint(&nearest));
    }
    return GLO_OK;
}

/* ---- the frame ---- */

typedef struct glo_making {
    const glo_text_columns *table;
    const glo_table_options *options;
    glo_column_evidence *evidence;
    glo_column_kind *kinds;
    glo_number_form numbers;
    glo_table_note *note;
} glo_making;

static glo_status add_column(const glo_making *making, size_t index, glo_frame_builder *builder) {
    const char *name = making->table->columns[index].name;
    const glo_column_evidence *evidence = &making->evidence[index];
    const glo_written_form form = {.options = making->options,
                                   .numbers = making->numbers,
                                   .order = order_of(making->options, evidence),
                                   .told = told_type(making->options, name)};
    glo_column *column = NULL, *high = NULL;
    glo_status status = glo_column_fill(making->table, index, making->kinds[index], &form, &column, &high,
                                        &making->note->columns[index]);
    const char *unit = unit_of(making->options, name, evidence);
    if (status == GLO_OK && unit && column->type != GLO_TYPE_TEXT)
        status = glo_column_set_unit(column, unit);
    if (status == GLO_OK && unit && high)
        status = glo_column_set_unit(high, unit);
    if (status < 0) {
        glo_column_free(column);
        glo_column_free(high);
        return status;
    }
    status = glo_frame_builder_add(builder, name, column);
    if (high) {
        glo_buf high_name = {0};
        glo_buf_format(&high_name, "%s_high", name);
        if (status == GLO_OK)
            status = glo_buf_status(&high_name);
        if (status == GLO_OK)
            status = glo_frame_builder_add(builder, high_name.data, high);
        else
            glo_column_free(high);
        glo_buf_dispose(&high_name);
    }
    return status;
}

/* 1.234 looks like a whole number until it is settled that its dot marks decimals. */
static void settle_kinds(glo_making *making) {
    const bool is_point = making->numbers.decimal == '.' || making->numbers.thousands == ',';
    for (size_t i = 0; i < making->table->count; i++) {
        const glo_column_evidence *e = &making->evidence[i];
        const size_t decimals = is_point ? e->open_points : e->open_commas;
        if (making->kinds[i] == GLO_KIND_INTEGER && decimals > 0 &&
            !told_type(making->options, making->table->columns[i].name))
            making->kinds[i] = GLO_KIND_REAL;
    }
}

static glo_status find_kinds(glo_making *making) {
    const glo_text_columns *table = making->table;
    glo_status status = glo_alloc_array(table->count, sizeof *making->evidence, &making->evidence);
    if (status == GLO_OK)
        status = glo_alloc_array(table->count, sizeof *making->kinds, &making->kinds);
    for (size_t i = 0; status == GLO_OK && i < table->count; i++) {
        const glo_text_column *column = &table->columns[i];
        const glo_type *told = told_type(making->options, column->name);
        glo_column_gather(column, making->options, &making->evidence[i]);
        status = glo_alloc_text(column->name, &making->note->columns[i].name);
        making->note->count = i + 1;
        making->kinds[i] = told ? kind_of_type(*told)
                                : glo_column_kind_of(column, &making->evidence[i], &making->note->columns[i]);
    }
    if (status == GLO_OK)
        status = settle_numbers(table, making->options, making->evidence, making->kinds, &making->numbers);
    if (status == GLO_OK)
        settle_kinds(making);
    return status;
}

static glo_status make_frame(glo_making *making, const glo_job *job, glo_provenance *provenance,
                             glo_frame **out) {
    glo_frame_builder builder = {0};
    glo_status status = check_told(making->table, making->options);
    if (status == GLO_OK)
        status = find_kinds(making);
    for (size_t i = 0; status == GLO_OK && i < making->table->count; i++) {
        status = glo_job_step(job, "read", i, making->table->count);
        if (status == GLO_OK)
            status = add_column(making, i, &builder);
    }
    if (status == GLO_OK)
        return glo_frame_new(&builder, making->options->marking, provenance, out);
    glo_frame_builder_dispose(&builder);
    return status;
}

glo_status glo_table_frame(const char *path, const glo_table_options *options, const glo_job *job,
                           glo_provenance *provenance, glo_frame **out, glo_table_note **out_note) {
    glo_text_columns table = {0};
    glo_making making = {.table = &table, .options = options};
    glo_status status = glo_text_columns_read(path, options, job, &table);
    if (status == GLO_OK)
        status = glo_alloc_array(1, sizeof *making.note, &making.note);
    if (status == GLO_OK)
        status = glo_alloc_array(table.count, sizeof *making.note->columns, &making.note->columns);
    if (status == GLO_OK)
        status = make_frame(&making, job, provenance, out);
    glo_text_columns_dispose(&table);
    free(making.evidence);
    free(making.kinds);
    if (status < 0)
        glo_table_note_free(making.note);
    else
        *out_note = making.note;
    return status;
}

void glo_table_note_free(glo_table_note *note) {
    if (!note)
        return;
    for (size_t i = 0; i < note->count; i++)
        free(note->columns[i].name);
    free(note->columns);
    free(note);
}
