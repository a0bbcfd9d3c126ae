/* observations.c: a line of figures into the table observation, its cells kept up on the way.
 *
 * This thread reads, checks and looks up; the writer's thread (writer.h) inserts. observations.h lists the parts.
 */
#include "import/observations.h"
#include "base/alloc.h"
#include "base/err.h"
#include "import/revision.h"
#include "import/tables.h"

#include <stdlib.h>
#include <string.h>

static glo_status take_buffer(glo_import *import) {
    glo_observations *state = import->state;
    glo_status status = glo_writer_take(state->writer, &state->buffer);
    if (status == GLO_OK)
        import->rejects = &state->buffer->rejects;
    return status;
}

/* Hands the buffer over, full or not, and takes an empty one. */
static glo_status flush(glo_import *import) {
    glo_observations *state = import->state;
    import->rejects = state->rejects;
    glo_writer_give(state->writer, state->buffer);
    state->buffer = NULL;
    return take_buffer(import);
}

static glo_status read_default_handling(glo_import *import) {
    glo_observations *state = import->state;
    glo_marking marking;
    glo_status status = glo_default_marking(import->store, &marking);
    if (status < 0)
        return status;
    state->default_handling = glo_marking_pack(marking);
    glo_marking_format(marking, import->result.default_handling);
    return GLO_OK;
}

static int begin(glo_import *import) {
    glo_observations *state;
    if (import->spec->value_scale < 0)
        return glo_fail(GLO_EINVAL, "the scale of value must be a positive whole number");
    int status = glo_alloc_array(1, sizeof *state, &state);
    if (status < 0)
        return status;
    import->state = state;
    state->rejects = import->rejects;
    state->cells.job = import->job;
    status = glo_line_source_begin(import);
    if (status == GLO_OK)
        status = read_default_handling(import);
    if (status == GLO_OK)
        status = glo_names_begin(state);
    if (status == GLO_OK)
        status = glo_db_integer(import->store, "select max(id) from observation", 0, &state->before);
    if (status == GLO_OK)
        status = glo_writer_start(import->store, import->batch, &state->writer);
    if (status == GLO_OK)
        status = take_buffer(import);
    return status;
}

static void dispose(glo_import *import) {
    glo_observations *state = import->state;
    if (!state)
        return;
    glo_names_dispose(state);
    glo_cells_dispose(&state->cells);
    glo_buf_dispose(&state->text);
    glo_buf_dispose(&state->time);
    import->rejects = state->rejects;
    if (state->buffer)
        glo_writer_give(state->writer, state->buffer);
    if (state->writer) /* the import failed */
        glo_writer_finish(state->writer, GLO_ECANCELLED);
    free(state->file_source);
    free(state);
    import->state = NULL;
}

/* A roll-up with own=true has rows of what a figure leaves over its parts: such a row is not the zone's figure. */
static int take_part(glo_import *import) {
    static const char *const left_over[] = {"own", "not stated"};
    const glo_csv_field *part = &import->values[PART];
    for (size_t i = 0; i < sizeof left_over / sizeof left_over[0]; i++) {
        if (part->length == strlen(left_over[i]) && memcmp(part->text, left_over[i], part->length) == 0) {
            glo_fail(GLO_EINVAL,
                     "part '%s' is what the zone's figure leaves over its parts, not its figure: export "
                     "without own=true",
                     left_over[i]);
            return glo_import_reject(import, PART);
        }
    }
    return GLO_OK;
}

static int take_grades(glo_import *import, glo_cell *cell) {
    const glo_csv_field *credibility = &import->values[CREDIBILITY],
                        *reliability = &import->values[RELIABILITY];
    if (credibility->length) {
        if (credibility->length != 1 || credibility->text[0] < '1' || credibility->text[0] > '6') {
            glo_fail(GLO_EINVAL, "'%.*s' is not a credibility: 1 (confirmed) to 6 (can't be judged)",
                     (int)credibility->length, credibility->text);
            return glo_import_reject(import, CREDIBILITY);
        }
        cell->credibility = (uint8_t)(credibility->text[0] - '0');
    }
    if (reliability->length &&
        (reliability->length != 1 || reliability->text[0] < 'A' || reliability->text[0] > 'F')) {
        glo_fail(GLO_EINVAL, "'%.*s' is not a reliability: A (reliable) to F (can't be judged)",
                 (int)reliability->length, reliability->text);
        return glo_import_reject(import, RELIABILITY);
    }
    return GLO_OK;
}

static glo_status put_row(glo_import *import, const glo_cell *cell, uint8_t own_handling) {
    glo_observations *state = import->state;
    const glo_observation row = {.day = cell->day,
                                 .zone = cell->zone,
                                 .phenomenon = cell->phenomenon,
                                 .source = cell->source,
                                 .facet = cell->facet,
                                 .span = cell->span,
                                 .credibility = cell->credibility,
                                 .handling = cell->handling,
                                 .has_handling = own_handling,
                                 .has_value = import->values[VALUE].length > 0,
                                 .count = cell->count,
                                 .count_high = cell->count_high,
                                 .value = cell->value};
    glo_row_buffer_put(state->buffer, &row);
    return state->buffer->count == GLO_ROW_BUFFER_ROWS ? flush(import) : GLO_OK;
}

static int take_line(glo_import *import) {
    glo_observations *state = import->state;
    glo_cell cell = {.events = 1};
    uint8_t own_handling = 0;
    int status;
    if ((status = glo_count_begin(import)) != GLO_OK || (status = take_part(import)) != GLO_OK ||
        (status = glo_time_take(import, &cell)) != GLO_OK ||
        (status = glo_count_take(import, &cell)) != GLO_OK ||
        (status = glo_value_take(import, &cell)) != GLO_OK ||
        (status = take_grades(import, &cell)) != GLO_OK ||
        (status = glo_names_take(import, &cell, &own_handling)) != GLO_OK)
        return status;
    if ((status = glo_cells_add(&state->cells, &cell)) < 0 ||
        (status = put_row(import, &cell, own_handling)) < 0)
        return status;
    import->result.counted += cell.count;
    if (import->flag_count)
        glo_import_count_flags(import);
    return GLO_OK;
}

static int take(glo_import *import) {
    const int status = take_line(import);
    if (status == GLO_REJECTED)
        glo_count_refused(import);
    return status;
}

/* Waits for the writer, then keeps the cells and which observations are the batch's. */
static int finish(glo_import *import) {
    glo_observations *state = import->state;
    sqlite3_stmt *statement = NULL;
    import->rejects = state->rejects;
    if (import->is_column[COUNT])
        import->result.uncounted = import->result.rejected - import->result.readable;
    glo_writer_give(state->writer, state->buffer);
    state->buffer = NULL;
    glo_status packed = glo_cells_pack(&state->cells); /* while the writer goes on */
    int status = glo_writer_finish(state->writer, packed);
    state->writer = NULL;
    for (size_t i = 0; i < state->cells.part_count; i++)
        import->marking =
            glo_marking_join(import->marking, glo_marking_unpack(state->cells.parts[i].head.handling));
    if (status == GLO_OK)
        status = glo_buf_status(&state->text);
    if (status == GLO_OK)
        status = glo_names_count(import);
    if (status == GLO_OK)
        status = glo_cells_write(import->store, import->batch, &state->cells);
    if (status < 0 || import->result.rows == 0)
        return status;
    if ((status = glo_revision_take(import, &state->cells, state->before + 1)) < 0)
        return status;
    status = glo_db_prepare(import->store, "update batch set first = ?1 + 1, last = ?1 + ?2 where id = ?3",
                            &statement);
    if (status < 0)
        return status;
    sqlite3_bind_int64(statement, 1, state->before);
    sqlite3_bind_int64(statement, 2, import->result.rows);
    sqlite3_bind_int64(statement, 3, import->batch);
    status = glo_db_step(import->store, statement);
    return glo_db_finish(import->store, statement, status);
}

const glo_import_table glo_import_observations = {
    .name = "observations",
    .fields = {[DAY] = {"day", 1, "year"},
               [ZONE] = {.name = "zone", .required = 1},
               [PHENOMENON] = {.name = "phenomenon", .required = 1},
               [SOURCE] = {.name = "source"},
               [FACET] = {.name = "facet"},
               [COUNT] = {.name = "count"},
               [COUNT_HIGH] = {.name = "count_high"},
               [VALUE] = {.name = "value"},
               [CREDIBILITY] = {.name = "credibility"},
               [RELIABILITY] = {.name = "reliability"},
               [HANDLING] = {.name = "handling"},
               [SPAN] = {.name = "span"},
               [COUNTING_UNIT] = {.name = "counting_unit"},
               [PART] = {.name = "part"},
               [YEAR] = {.name = "year"},
               [MONTH] = {.name = "month"},
               [QUARTER] = {.name = "quarter"}},
    .foreign_keys_hold = 1,
    .begin = begin,
    .take = take,
    .flush = flush,
    .finish = finish,
    .dispose = dispose};
