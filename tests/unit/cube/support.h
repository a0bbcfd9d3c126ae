/* support.h: frames and trees from literals, for the tests of the cube.
 *
 * Example:  glo_tree *t = tree_of("1 BE country -; 2 BE-VAN province 1; 3 OLD zone - retired", "3 2 1.0");
 */
#ifndef TESTS_CUBE_SUPPORT_H
#define TESTS_CUBE_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/err.h"
#include "cube/tree.h"
#include "frame/frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UNUSED __attribute__((unused))
#define assert_ok(call)                                                                                      \
    do {                                                                                                     \
        int status_ = (call);                                                                                \
        if (status_ != GLO_OK)                                                                               \
            fail_msg("%s: %s", #call, glo_message());                                                        \
    } while (0)
#define assert_message_has(part)                                                                             \
    do {                                                                                                     \
        if (!strstr(glo_message(), part))                                                                    \
            fail_msg("the message '%s' does not have '%s'", glo_message(), part);                            \
    } while (0)

enum { MOST_FIELDS = 12 };

/* A frame from text: first the columns as "name:type", then rows, all ended by ';', fields by spaces. A field
 * "-" is null, "." an empty text. Types: i r t d m (periods as 2024-01-31, 2024-W05, 2024-01 ...). */
static UNUSED glo_frame *frame_of(const char *text) {
    char *copy = strdup(text), *lines = copy, *line;
    char *names[MOST_FIELDS], types[MOST_FIELDS] = {0};
    glo_column *columns[MOST_FIELDS];
    size_t rows = 0, count = 0, row = 0;
    for (const char *p = text; *p; p++)
        rows += *p == ';';
    rows = rows > 0 ? rows - 1 : 0;
    line = strsep(&lines, ";");
    for (char *field; (field = strsep(&line, " ")) != NULL;) {
        if (!*field)
            continue;
        names[count] = field;
        char *colon = strchr(field, ':');
        types[count] = colon[1];
        *colon = '\0';
        glo_type type = types[count] == 'i'   ? GLO_TYPE_INTEGER
                        : types[count] == 'r' ? GLO_TYPE_REAL
                        : types[count] == 'd' ? GLO_TYPE_DAY
                        : types[count] == 'm' ? GLO_TYPE_MONTH
                                              : GLO_TYPE_TEXT;
        assert_ok(glo_column_new(type, rows, &columns[count]));
        count++;
    }
    for (; row < rows; row++) {
        size_t at = 0;
        line = strsep(&lines, ";");
        for (char *field; (field = strsep(&line, " ")) != NULL;) {
            if (!*field)
                continue;
            assert_true(at < count);
            glo_column *c = columns[at];
            int32_t day;
            glo_span span;
            if (strcmp(field, "-") == 0) {
                if (types[at] == 't')
                    assert_ok(glo_column_set_text(c, row, "", 0));
                assert_ok(glo_column_set_null(c, row));
            } else if (types[at] == 'i') {
                c->integers[row] = strtoll(field, NULL, 10);
            } else if (types[at] == 'r') {
                c->reals[row] = strtod(field, NULL);
            } else if (types[at] == 't') {
                assert_ok(glo_column_set_text(c, row, field, strcmp(field, ".") == 0 ? 0 : strlen(field)));
            } else {
                assert_ok(glo_date_parse(field, strlen(field), GLO_ORDER_ISO, &day, &span));
                c->times[row] = types[at] == 'm' ? glo_month_of_day(day) : day;
                c->span = span;
            }
            at++;
        }
        assert_int_equal(at, count);
    }
    glo_frame_builder builder = {0};
    glo_frame *frame;
    for (size_t i = 0; i < count; i++)
        assert_ok(glo_frame_builder_add(&builder, names[i], columns[i]));
    assert_ok(glo_frame_new(&builder, (glo_marking){0}, NULL, &frame));
    free(copy);
    return frame;
}

/* A tree from "id code kind retired;" rows, "child parent;" rows and "old new share;" rows (may be NULL). */
static UNUSED int make_tree(const char *nodes, const char *links, const char *successions, glo_tree **out) {
    char text[8192];
    snprintf(text, sizeof text, "id:i code:t kind:t retired:i;%s", nodes);
    glo_frame *n = frame_of(text);
    snprintf(text, sizeof text, "child:i parent:i;%s", links);
    glo_frame *l = frame_of(text), *s = NULL;
    if (successions) {
        snprintf(text, sizeof text, "old:i new:i share:r;%s", successions);
        s = frame_of(text);
    }
    int status = glo_tree_new(n, l, s, out);
    glo_frame_free(n);
    glo_frame_free(l);
    glo_frame_free(s);
    return status;
}

static UNUSED glo_tree *tree_of(const char *nodes, const char *links, const char *successions) {
    glo_tree *tree = NULL;
    assert_ok(make_tree(nodes, links, successions, &tree));
    return tree;
}

static UNUSED uint32_t node_of(const glo_tree *tree, const char *code) {
    uint32_t node = GLO_NO_NODE;
    if (!glo_tree_find(tree, code, &node))
        fail_msg("no node '%s'", code);
    return node;
}

/* The frame as text: "name name;cell cell;..." with reals in %.6g, nulls as -, empty texts as a dot. */
static UNUSED const char *text_of(const glo_frame *frame) {
    static char text[16384];
    size_t n = 0;
    text[0] = '\0';
    for (size_t c = 0; c < glo_frame_columns(frame); c++)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", c ? " " : "", glo_frame_name(frame, c));
    for (size_t row = 0; row < glo_frame_rows(frame) && n < sizeof text - 200; row++) {
        for (size_t i = 0; i < glo_frame_columns(frame); i++) {
            const glo_column *c = glo_frame_column(frame, i);
            n += (size_t)snprintf(text + n, sizeof text - n, "%s", i ? " " : "; ");
            if (glo_column_is_null(c, row)) {
                n += (size_t)snprintf(text + n, sizeof text - n, "-");
            } else if (c->type == GLO_TYPE_TEXT) {
                const char *cell = glo_column_text(c, row);
                n += (size_t)snprintf(text + n, sizeof text - n, "%s", *cell ? cell : ".");
            } else if (c->type == GLO_TYPE_DAY || c->type == GLO_TYPE_MONTH) {
                char date[GLO_DATE_SIZE];
                glo_date_format(glo_column_day(c, row), c->span, date);
                n += (size_t)snprintf(text + n, sizeof text - n, "%s", date);
            } else if (c->type == GLO_TYPE_INTEGER) {
                n += (size_t)snprintf(text + n, sizeof text - n, "%lld", (long long)c->integers[row]);
            } else {
                n += (size_t)snprintf(text + n, sizeof text - n, "%.6g", c->reals[row]);
            }
        }
    }
    return text;
}

#define assert_frame(frame, expected) assert_string_equal(text_of(frame), expected)

#endif
