/* workbook.c: sheets, shared texts and styles of a workbook. Reference and example in workbook.h. */
#include "workbook/workbook.h"

#include "base/alloc.h"
#include "exchange/archive.h"
#include "exchange/format.h"
#include "xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SHEETS = 10000, MOST_STYLES = 1000000 };
#define BOOK_PART "xl/workbook.xml"
#define LINKS_PART "xl/_rels/workbook.xml.rels"
#define MOST_TEXT (UINT64_C(512) << 20)

static bool is_yes(const char *value) {
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

/* ---- which sheets ---- */

static glo_status on_book(void *context, const char *name, const char **attributes) {
    glo_workbook *book = context;
    if (strcmp(name, "workbookPr") == 0)
        book->is_1904 = is_yes(glo_xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return GLO_OK;
    const char *title = glo_xml_attribute(attributes, "name"), *link = glo_xml_attribute(attributes, "id"),
               *state = glo_xml_attribute(attributes, "state");
    if (!title || !link)
        return GLO_OK;
    if (book->sheet_count >= MOST_SHEETS)
        return glo_fail(GLO_EFULL, "'%s' has more than %d sheets: it is not read", book->path, MOST_SHEETS);
    glo_status status =
        glo_alloc_grow(&book->sheets, &book->sheet_capacity, book->sheet_count + 1, sizeof *book->sheets);
    if (status < 0)
        return status;
    glo_workbook_sheet *sheet = &book->sheets[book->sheet_count++];
    *sheet = (glo_workbook_sheet){.is_hidden = state && strcmp(state, "visible") != 0};
    status = glo_alloc_text(title, &sheet->name);
    return status == GLO_OK ? glo_alloc_text(link, &sheet->link) : status;
}

glo_status glo_workbook_sheets(glo_workbook *book, const glo_source *source, const glo_job *job) {
    return glo_xml_read(source, &(glo_xml_handler){.start = on_book, .context = book}, book->path, job);
}

/* The name in the archive of what a relationship of the workbook points to. */
static glo_status part_name(const char *target, char **out) {
    char name[1024];
    if (target[0] == '/')
        return glo_alloc_text(target + 1, out);
    if (strncmp(target, "../", 3) == 0)
        return glo_alloc_text(target + 3, out);
    snprintf(name, sizeof name, "xl/%s", strncmp(target, "./", 2) == 0 ? target + 2 : target);
    return glo_alloc_text(name, out);
}

static bool ends_with(const char *text, const char *end) {
    size_t length = strlen(text), n = strlen(end);
    return length >= n && strcmp(text + length - n, end) == 0;
}

static glo_status on_link(void *context, const char *name, const char **attributes) {
    glo_workbook *book = context;
    const char *id = glo_xml_attribute(attributes, "Id"), *type = glo_xml_attribute(attributes, "Type"),
               *target = glo_xml_attribute(attributes, "Target");
    glo_status status = GLO_OK;
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return GLO_OK;
    if (ends_with(type, "/sharedStrings") && !book->strings_part)
        return part_name(target, &book->strings_part);
    if (ends_with(type, "/styles") && !book->styles_part)
        return part_name(target, &book->styles_part);
    for (size_t i = 0; status == GLO_OK && ends_with(type, "/worksheet") && i < book->sheet_count; i++) {
        glo_workbook_sheet *sheet = &book->sheets[i];
        if (!sheet->part && strcmp(sheet->link, id) == 0)
            status = part_name(target, &sheet->part);
    }
    return status;
}

glo_status glo_workbook_links(glo_workbook *book, const glo_source *source, const glo_job *job) {
    return glo_xml_read(source, &(glo_xml_handler){.start = on_link, .context = book}, book->path, job);
}

/* ---- shared texts ---- */

typedef struct glo_strings_run {
    glo_workbook *book;
    bool in_text, in_phonetic;
} glo_strings_run;

static glo_status on_string(void *context, const char *name, const char **attributes) {
    glo_strings_run *run = context;
    (void)attributes;
    run->in_phonetic |= strcmp(name, "rPh") == 0;
    run->in_text = strcmp(name, "t") == 0 && !run->in_phonetic;
    return GLO_OK;
}

static glo_status on_string_text(void *context, const char *text, size_t length) {
    const glo_strings_run *run = context;
    glo_workbook *book = run->book;
    if (!run->in_text)
        return GLO_OK;
    if (book->texts.length + length > MOST_TEXT)
        return glo_fail(GLO_EFULL, "'%s' has more than 512 MB of text: save the sheet as CSV", book->path);
    glo_buf_bytes(&book->texts, text, length);
    return glo_buf_status(&book->texts);
}

static glo_status on_string_end(void *context, const char *name) {
    glo_strings_run *run = context;
    glo_workbook *book = run->book;
    run->in_text = false;
    if (strcmp(name, "rPh") == 0)
        run->in_phonetic = false;
    if (strcmp(name, "si") != 0)
        return GLO_OK;
    glo_status status =
        glo_alloc_grow(&book->text_ends, &book->text_capacity, book->text_count + 1, sizeof *book->text_ends);
    if (status < 0)
        return status;
    glo_workbook_unescape(&book->texts, book->text_count ? book->text_ends[book->text_count - 1] : 0);
    book->text_ends[book->text_count++] = book->texts.length;
    return GLO_OK;
}

glo_status glo_workbook_strings(glo_workbook *book, const glo_source *source, const glo_job *job) {
    glo_strings_run run = {.book = book};
    glo_xml_handler handler = {
        .start = on_string, .end = on_string_end, .text = on_string_text, .context = &run};
    return glo_xml_read(source, &handler, book->path, job);
}

bool glo_workbook_text(const glo_workbook *book, size_t index, const char **out, size_t *out_length) {
    if (index >= book->text_count)
        return false;
    size_t begin = index ? book->text_ends[index - 1] : 0;
    *out = book->texts.data ? book->texts.data + begin : "";
    *out_length = book->text_ends[index] - begin;
    return true;
}

static bool is_escape(const char *at, size_t left) {
    return left >= 7 && at[0] == '_' && at[1] == 'x' && strspn(at + 2, "0123456789abcdefABCDEF") >= 4 &&
           at[6] == '_';
}

void glo_workbook_unescape(glo_buf *text, size_t from) {
    if (text->length <= from || !memmem(text->data + from, text->length - from, "_x", 2))
        return;
    char *to = text->data + from;
    for (const char *at = to, *end = text->data + text->length; at < end;) {
        char digits[5] = "";
        unsigned long code = 0;
        if (is_escape(at, (size_t)(end - at))) {
            memcpy(digits, at + 2, 4);
            code = strtoul(digits, NULL, 16);
        }
        if (code > 0 && code < 0x80) { /* what XML can't hold, and the underscore itself */
            *to++ = (char)code;
            at += 7;
        } else {
            *to++ = *at++;
        }
    }
    text->length = (size_t)(to - text->data);
    text->data[text->length] = '\0';
}

/* ---- styles ---- */

typedef struct glo_styles_run {
    glo_workbook *book;
    bool in_cell_formats;
} glo_styles_run;

static glo_status add_custom(glo_workbook *book, const char *id, const char *code) {
    glo_status status =
        glo_alloc_grow(&book->customs, &book->custom_capacity, book->custom_count + 1, sizeof *book->customs);
    if (status == GLO_OK)
        book->customs[book->custom_count++] =
            (glo_custom_format){(unsigned)strtoul(id, NULL, 10), glo_number_format_read(code)};
    return status;
}

static glo_status add_style(glo_workbook *book, const char *format) {
    unsigned id = format ? (unsigned)strtoul(format, NULL, 10) : 0;
    if (book->style_count >= MOST_STYLES)
        return glo_fail(GLO_EFULL, "'%s' has more than a million styles: it is not read", book->path);
    glo_status status =
        glo_alloc_grow(&book->styles, &book->style_capacity, book->style_count + 1, sizeof *book->styles);
    if (status < 0)
        return status;
    glo_date_form form = glo_number_format_builtin(id);
    for (size_t i = 0; i < book->custom_count; i++) {
        if (book->customs[i].id == id)
            form = book->customs[i].form;
    }
    book->styles[book->style_count++] = form;
    return GLO_OK;
}

static glo_status on_style(void *context, const char *name, const char **attributes) {
    glo_styles_run *run = context;
    if (strcmp(name, "cellXfs") == 0)
        run->in_cell_formats = true;
    if (run->in_cell_formats && strcmp(name, "xf") == 0)
        return add_style(run->book, glo_xml_attribute(attributes, "numFmtId"));
    if (strcmp(name, "numFmt") != 0 || run->book->custom_count >= MOST_SHEETS)
        return GLO_OK;
    const char *id = glo_xml_attribute(attributes, "numFmtId"),
               *code = glo_xml_attribute(attributes, "formatCode");
    return id && code ? add_custom(run->book, id, code) : GLO_OK;
}

static glo_status on_style_end(void *context, const char *name) {
    glo_styles_run *run = context;
    if (strcmp(name, "cellXfs") == 0)
        run->in_cell_formats = false;
    return GLO_OK;
}

glo_status glo_workbook_styles(glo_workbook *book, const glo_source *source, const glo_job *job) {
    glo_styles_run run = {.book = book};
    glo_xml_handler handler = {.start = on_style, .end = on_style_end, .context = &run};
    return glo_xml_read(source, &handler, book->path, job);
}

/* ---- the whole ---- */

typedef glo_status glo_part_reader(glo_workbook *book, const glo_source *source, const glo_job *job);

static glo_status read_part(glo_workbook *book, const char *name, glo_part_reader *reader,
                            const glo_job *job) {
    glo_archive_part *part = NULL;
    glo_status status = glo_archive_open(book->path, name, GLO_FORMAT_MOST_BYTES, &part);
    if (status == GLO_OK) {
        glo_source source = glo_archive_source(part);
        status = reader(book, &source, job);
    }
    glo_archive_close(part);
    return status;
}

glo_status glo_workbook_read_list(glo_workbook *book, const glo_job *job) {
    glo_status status = read_part(book, BOOK_PART, glo_workbook_sheets, job);
    return status == GLO_OK ? read_part(book, LINKS_PART, glo_workbook_links, job) : status;
}

glo_status glo_workbook_read_contents(glo_workbook *book, const glo_job *job) {
    glo_status status = GLO_OK;
    if (book->styles_part)
        status = read_part(book, book->styles_part, glo_workbook_styles, job);
    /* Some writers name a part that they leave out: a cell that refers to it is then a fault of its own. */
    if (status == GLO_ENOTFOUND)
        status = GLO_OK;
    if (status == GLO_OK && book->strings_part)
        status = read_part(book, book->strings_part, glo_workbook_strings, job);
    return status == GLO_ENOTFOUND ? GLO_OK : status;
}

void glo_workbook_dispose(glo_workbook *book) {
    for (size_t i = 0; i < book->sheet_count; i++) {
        free(book->sheets[i].name);
        free(book->sheets[i].link);
        free(book->sheets[i].part);
    }
    free(book->sheets);
    free(book->strings_part);
    free(book->styles_part);
    free(book->text_ends);
    free(book->customs);
    free(book->styles);
    glo_buf_dispose(&book->texts);
}
