/* render.c: a frame as lines of text. What it shows and an example: render.h.
 *
 * Every cell is written twice: once to learn the widths, once to print. Nothing is kept in between, so that
 * memory does not grow with the rows shown.
 */
#include "frame/render.h"

#include "base/alloc.h"
#include "base/err.h"
#include "base/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 1 << 16,
    STEP = 4096,
    GAP = 2,
    LEAST_TEXT = 12,
    WIDEST = 1000,
    DECIMALS = 3,
    MOST_DECIMALS = 12,
    EXPONENT = -1
};

typedef struct shown_column {
    size_t number; /* in the frame */
    const char *name, *unit;
    const glo_column *cells;
    size_t width;
    size_t least;  /* what it can shrink to */
    int decimals;  /* of a real column; EXPONENT: as 1.234e+20 */
    int right;     /* numbers */
    bool is_plain; /* years: digits without groups */
    int left_out;
} shown_column;

struct canvas {
    const glo_frame *frame;
    const glo_render_options *options;
    size_t head, tail, rows; /* the first and last rows shown, of so many */
    shown_column *columns;
    size_t count, left_out;
    const char *ellipsis, *null;
    glo_buf cell; /* the cell at hand */
    glo_buf *out;
    const glo_job *job;
    const glo_sink *sink; /* where `out` goes on to; NULL: nowhere */
};

/* ---- one cell ---- */

/* Digits with a space between thousands; the text may begin with a sign and end in a decimal part. */
static void put_grouped(glo_buf *out, const char *number) {
    if (*number == '-')
        glo_buf_char(out, *number++);
    size_t whole = strspn(number, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            glo_buf_char(out, ' ');
        glo_buf_char(out, number[i]);
    }
    glo_buf_text(out, number + whole);
}

static void put_real(glo_buf *out, double value, int decimals) {
    char text[64];
    if (decimals == EXPONENT || !isfinite(value)) {
        glo_buf_format(out, "%.6g", value);
        return;
    }
    snprintf(text, sizeof text, "%.*f", decimals, value);
    /* No sign on a number that was rounded to nothing. */
    put_grouped(out, text[0] == '-' && strspn(text, "-0.") == strlen(text) ? text + 1 : text);
}

/* Writes a cell into canvas->cell. */
static void write_cell(struct canvas *canvas, const shown_column *column, size_t row) {
    const glo_column *cells = column->cells;
    glo_buf *cell = &canvas->cell;
    char text[32];
    glo_buf_clear(cell);
    if (glo_column_is_null(cells, row)) {
        glo_buf_text(cell, canvas->null);
        return;
    }
    switch (cells->type) {
    case GLO_TYPE_INTEGER:
        snprintf(text, sizeof text, "%" PRId64, cells->integers[row]);
        if (column->is_plain)
            glo_buf_text(cell, text);
        else
            put_grouped(cell, text);
        break;
    case GLO_TYPE_REAL:
        put_real(cell, cells->reals[row], column->decimals);
        break;
    case GLO_TYPE_TEXT: {
        const char *word = glo_column_text(cells, row);
        glo_text_visible(cell, word, glo_text_fit(word, WIDEST, NULL), "");
        break;
    }
    case GLO_TYPE_DAY:
    case GLO_TYPE_MONTH:
        glo_date_format(glo_column_day(cells, row), cells->span, text);
        glo_buf_text(cell, text);
        break;
    }
}

/* ---- what the columns need ---- */

/* The row of the frame behind line `i` of the rows shown. */
static size_t row_of(const struct canvas *canvas, size_t i) {
    return i < canvas->head ? i : canvas->rows - canvas->tail + (i - canvas->head);
}

/* The fewest decimals, up to `most`, that write the value as it is. */
static int decimals_of(double value, int most) {
    for (int d = 0; d < most; d++) {
        double scaled = value * pow(10, d);
        if (fabs(scaled - nearbyint(scaled)) <= fabs(scaled) * 1e-14)
            return d;
    }
    return most;
}

/* As many as the shown values need; three that say something for the largest of them. */
static int choose_decimals(const struct canvas *canvas, const glo_column *cells) {
    double largest = 0;
    for (size_t i = 0; i < canvas->head + canvas->tail; i++) {
        double value = fabs(glo_column_number(cells, row_of(canvas, i)));
        if (isfinite(value) && value > largest)
            largest = value;
    }
    if (largest >= 1e15)
        return EXPONENT;
    int most = DECIMALS;
    if (largest > 0 && largest < 0.1)
        most += (int)-ceil(log10(largest));
    if (most > MOST_DECIMALS)
        return EXPONENT;
    int decimals = 0;
    for (size_t i = 0; i < canvas->head + canvas->tail && decimals < most; i++) {
        double value = glo_column_number(cells, row_of(canvas, i));
        int needed = isfinite(value) ? decimals_of(value, most) : 0;
        if (needed > decimals)
            decimals = needed;
    }
    return decimals;
}

/* Writes a name or a unit into canvas->cell. */
static void write_label(struct canvas *canvas, const char *label) {
    glo_buf_clear(&canvas->cell);
    glo_text_visible(&canvas->cell, label ? label : "", label ? strlen(label) : 0, "");
}

/* The width of what is in canvas->cell. */
static size_t cell_width(const struct canvas *canvas) {
    return glo_buf_status(&canvas->cell) == GLO_OK ? glo_text_width(canvas->cell.data) : 0;
}

static size_t larger(size_t a, size_t b) {
    return a > b ? a : b;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* Whether a column holds years: 2019 names one and is no amount. */
static bool holds_years(const char *name) {
    size_t length = strlen(name);
    return strcmp(name, "year") == 0 || (length > 5 && strcmp(name + length - 5, "_year") == 0);
}

static glo_status measure(struct canvas *canvas, shown_column *column, size_t number) {
    const glo_column *cells = glo_frame_column(canvas->frame, number);
    column->number = number;
    column->name = glo_frame_name(canvas->frame, number);
    column->unit = cells->unit;
    column->cells = cells;
    column->right = cells->type == GLO_TYPE_INTEGER || cells->type == GLO_TYPE_REAL;
    column->is_plain = holds_years(column->name);
    if (cells->type == GLO_TYPE_REAL)
        column->decimals = choose_decimals(canvas, cells);
    for (size_t i = 0; i < canvas->head + canvas->tail; i++) {
        if (i % STEP == STEP - 1 && glo_job_step(canvas->job, "measuring", 0, 0) < 0)
            return GLO_ECANCELLED;
        write_cell(canvas, column, row_of(canvas, i));
        column->width = larger(column->width, cell_width(canvas));
    }
    write_label(canvas, column->name);
    size_t name = cell_width(canvas);
    /* A number is never cut; a text and a name are, where there is no room for them. */
    column->least = larger(column->width, smaller(name, LEAST_TEXT));
    column->width = larger(column->width, name);
    if (cells->type == GLO_TYPE_TEXT)
        column->least = smaller(column->width, LEAST_TEXT);
    write_label(canvas, column->unit);
    column->width = larger(column->width, cell_width(canvas));
    return GLO_OK;
}

/* ---- fitting the width ---- */

static size_t total_width(const struct canvas *canvas, int least) {
    size_t total = canvas->left_out ? glo_text_width(canvas->ellipsis) + GAP : 0;
    for (size_t i = 0; i < canvas->count; i++) {
        const shown_column *column = &canvas->columns[i];
        if (!column->left_out)
            total += (least ? column->least : column->width) + GAP;
    }
    return total ? total - GAP : 0;
}

/* Takes one column of width at a time from the widest that can give: texts first, then long names. */
static void shrink(struct canvas *canvas, size_t excess, int texts) {
    for (; excess > 0; excess--) {
        shown_column *widest = NULL;
        for (size_t i = 0; i < canvas->count; i++) {
            shown_column *column = &canvas->columns[i];
            if (!column->left_out && column->width > column->least &&
                (column->cells->type == GLO_TYPE_TEXT) == texts && (!widest || column->width > widest->width))
                widest = column;
        }
        if (!widest)
            return;
        widest->width--;
    }
}

/* Keeps a column where it fits beside those that are kept already, and says whether it is kept. */
static bool keep(struct canvas *canvas, size_t i) {
    shown_column *column = &canvas->columns[i];
    if (!column->left_out)
        return true;
    column->left_out = 0;
    canvas->left_out--;
    if (total_width(canvas, 1) <= canvas->options->width)
        return true;
    column->left_out = 1;
    canvas->left_out++;
    return false;
}

typedef bool column_test(const glo_column *cells);

static bool is_time(const glo_column *cells) {
    return cells->type == GLO_TYPE_DAY || cells->type == GLO_TYPE_MONTH;
}

static bool is_number(const glo_column *cells) {
    return cells->type == GLO_TYPE_INTEGER || cells->type == GLO_TYPE_REAL;
}

static void keep_first(struct canvas *canvas, column_test *test) {
    for (size_t i = 0; i < canvas->count; i++) {
        if (test(canvas->columns[i].cells)) {
            keep(canvas, i);
            return;
        }
    }
}

/* Where not all columns fit, even at their least: the first, the period and the first figure, then the others from the left, so
 * that a figure is in view with what it is the figure of. */
static void leave_out(struct canvas *canvas) {
    for (size_t i = 0; i < canvas->count; i++)
        canvas->columns[i].left_out = 1;
    canvas->left_out = canvas->count - 1;
    canvas->columns[0].left_out = 0; /* in any case */
    keep_first(canvas, is_time);
    keep_first(canvas, is_number);
    for (size_t i = 1; i < canvas->count && keep(canvas, i); i++)
        continue;
}

static void fit(struct canvas *canvas) {
    size_t width = canvas->options->width;
    if (width == 0 || total_width(canvas, 0) <= width)
        return;
    if (total_width(canvas, 1) > width)
        leave_out(canvas);
    for (int texts = 1; texts >= 0; texts--) {
        size_t total = total_width(canvas, 0);
        if (total > width)
            shrink(canvas, total - width, texts);
    }
}

/* ---- lines ---- */

static void put_style(struct canvas *canvas, const char *code) {
    if (canvas->options->colour)
        glo_buf_format(canvas->out, "\x1b[%sm", code);
}

/* A text in a column's width; `pending` blanks are owed from before, so that no line ends in blanks. */
static void put_cell(struct canvas *canvas, const char *text, size_t width, int right, size_t *pending) {
    size_t taken = glo_text_width(text), length = strlen(text), mark = 0;
    if (taken > width) {
        mark = glo_text_width(canvas->ellipsis);
        if (mark > width)
            mark = 0;
        length = glo_text_fit(text, width - mark, &taken);
        taken += mark;
    }
    size_t spare = width - taken;
    if (taken > 0) {
        glo_buf_repeat(canvas->out, ' ', *pending + (right ? spare : 0));
        glo_buf_bytes(canvas->out, text, length);
        if (mark)
            glo_buf_text(canvas->out, canvas->ellipsis);
        *pending = right ? 0 : spare;
    } else {
        *pending += spare;
    }
    *pending += GAP;
}

typedef enum line { NAMES, UNITS, CELLS } line;

static void put_line(struct canvas *canvas, line what, size_t row) {
    size_t pending = 0;
    int gap_shown = 0;
    if (what != CELLS)
        put_style(canvas, what == NAMES ? "1" : "2");
    for (size_t i = 0; i < canvas->count; i++) {
        const shown_column *column = &canvas->columns[i];
        if (column->left_out) {
            if (!gap_shown)
                put_cell(canvas, canvas->ellipsis, glo_text_width(canvas->ellipsis), 0, &pending);
            gap_shown = 1;
            continue;
        }
        if (what == CELLS) {
            write_cell(canvas, column, row);
        } else {
            write_label(canvas, what == NAMES ? column->name : column->unit);
        }
        if (glo_buf_status(&canvas->cell) == GLO_OK)
            put_cell(canvas, canvas->cell.data, column->width, column->right, &pending);
    }
    if (what != CELLS)
        put_style(canvas, "0");
    glo_buf_char(canvas->out, '\n');
}

static void put_count(struct canvas *canvas, size_t count, const char *noun) {
    char text[32];
    snprintf(text, sizeof text, "%zu", count);
    put_grouped(canvas->out, text);
    glo_buf_format(canvas->out, " %s%s", noun, count == 1 ? "" : "s");
}

static void put_title(struct canvas *canvas) {
    glo_marking marking = glo_frame_marking(canvas->frame);
    char text[GLO_MARKING_SIZE];
    put_style(canvas, "2");
    put_count(canvas, canvas->rows, "row");
    glo_buf_text(canvas->out, " x ");
    put_count(canvas, canvas->count, "column");
    put_style(canvas, "0");
    if (marking.tlp != GLO_TLP_CLEAR || marking.codes) {
        glo_marking_format(marking, text);
        glo_buf_format(canvas->out, " %s %s", canvas->options->plain ? "-" : "·", text);
    }
    glo_buf_char(canvas->out, '\n');
}

static void put_rows_between(struct canvas *canvas) {
    size_t between = canvas->rows - canvas->head - canvas->tail;
    put_style(canvas, "2");
    glo_buf_format(canvas->out, "%s ", canvas->ellipsis);
    put_count(canvas, between, "more row");
    glo_buf_format(canvas->out, " %s", canvas->ellipsis);
    put_style(canvas, "0");
    glo_buf_char(canvas->out, '\n');
}

/* "7 columns left out: b, c, and 5 more": as many names as fit. */
static void put_left_out(struct canvas *canvas) {
    glo_buf *out = canvas->out;
    put_style(canvas, "2");
    size_t start = out->length, said = 0;
    put_count(canvas, canvas->left_out, "column");
    glo_buf_text(out, " left out");
    size_t used = out->length - start;
    for (size_t i = 0; i < canvas->count; i++) {
        const shown_column *column = &canvas->columns[i];
        if (!column->left_out)
            continue;
        write_label(canvas, column->name);
        size_t width = cell_width(canvas) + 2, left = canvas->left_out - said;
        size_t reserve = left > 1 ? sizeof ", and 999 more" : 0;
        if (used + width + reserve > canvas->options->width) {
            if (said > 0)
                glo_buf_format(out, ", and %zu more", left);
            break;
        }
        glo_buf_text(out, said ? ", " : ": ");
        glo_buf_text(out, glo_buf_status(&canvas->cell) == GLO_OK ? canvas->cell.data : "");
        used += width;
        said++;
    }
    put_style(canvas, "0");
    glo_buf_char(out, '\n');
}

/* Hands on what has gathered in `out`, where it is more than `limit` bytes. */
static glo_status hand_on(const struct canvas *canvas, size_t limit) {
    if (!canvas->sink || canvas->out->length <= limit)
        return GLO_OK;
    glo_status status = glo_job_step(canvas->job, "printing", 0, 0);
    return status < 0 ? status : glo_sink_flush(*canvas->sink, canvas->out);
}

static glo_status draw_rows(struct canvas *canvas, size_t from, size_t count) {
    glo_status status = GLO_OK;
    for (size_t i = from; i < from + count && status == GLO_OK; i++) {
        put_line(canvas, CELLS, row_of(canvas, i));
        status = hand_on(canvas, PIECE);
    }
    return status;
}

static glo_status draw(struct canvas *canvas) {
    int units = 0;
    for (size_t i = 0; i < canvas->count; i++)
        units |= !canvas->columns[i].left_out && canvas->columns[i].unit;
    put_title(canvas);
    if (canvas->count > 0) {
        put_line(canvas, NAMES, 0);
        if (units)
            put_line(canvas, UNITS, 0);
        glo_status status = draw_rows(canvas, 0, canvas->head);
        if (status == GLO_OK && canvas->head + canvas->tail < canvas->rows)
            put_rows_between(canvas);
        if (status == GLO_OK)
            status = draw_rows(canvas, canvas->head, canvas->tail);
        if (status < 0)
            return status;
        if (canvas->left_out)
            put_left_out(canvas);
    }
    return hand_on(canvas, 0);
}

static glo_status render(const glo_frame *frame, const glo_render_options *options, const glo_job *job,
                         const glo_sink *sink, glo_buf *out) {
    size_t rows = glo_frame_rows(frame), count = glo_frame_columns(frame);
    struct canvas canvas = {.frame = frame,
                            .options = options,
                            .head = rows,
                            .rows = rows,
                            .count = count,
                            .ellipsis = options->plain ? "..." : "…",
                            .null = options->plain ? "-" : "·",
                            .out = out,
                            .job = job,
                            .sink = sink};
    if (options->rows > 0 && options->rows < rows) {
        canvas.head = options->rows - options->rows / 2;
        canvas.tail = options->rows / 2;
    }
    if (glo_alloc_array(count, sizeof *canvas.columns, &canvas.columns) < 0)
        return GLO_ENOMEM;
    glo_status status = GLO_OK;
    for (size_t i = 0; i < count && status == GLO_OK; i++)
        status = measure(&canvas, &canvas.columns[i], i);
    fit(&canvas);
    if (status == GLO_OK)
        status = draw(&canvas);
    if (status == GLO_OK)
        status = glo_buf_status(&canvas.cell) < 0 ? glo_buf_status(&canvas.cell) : glo_buf_status(out);
    glo_buf_dispose(&canvas.cell);
    free(canvas.columns);
    return status;
}

glo_status glo_frame_render(const glo_frame *frame, const glo_render_options *options, glo_buf *out) {
    return render(frame, options, NULL, NULL, out);
}

glo_status glo_frame_render_to(const glo_frame *frame, const glo_render_options *options, const glo_job *job,
                               glo_sink sink) {
    glo_buf out = {0};
    glo_status status = render(frame, options, job, &sink, &out);
    glo_buf_dispose(&out);
    return status;
}
