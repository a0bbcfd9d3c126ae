/* printf.c: SQL's printf and format with widths and precisions that end. SQLite's own writes format('%.*c', 900000000, 'x')
 * character by character for seconds, past the limit of a text and deaf to Ctrl-C.
 *
 * Each conversion goes to SQLite's own formatter, with a value of the type that SQL's printf takes for it.
 *
 * Example:  select format('%08.3f %s', 3.14159, 'x')   ->   '0003.142 x'
 * Reference: https://www.sqlite.org/printf.html
 */
#include "sql/printf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MOST = 1000000, MOST_FLAGS = 8 };

/* The arguments, the format for the first; what lacks is NULL. */
typedef struct arguments {
    sqlite3_value **values;
    int count, next;
} arguments;

/* "%-08.3f" taken apart. */
typedef struct conversion {
    char flags[MOST_FLAGS + 1];
    sqlite3_int64 width, precision; /* precision: -1 for none */
    char type;
} conversion;

static sqlite3_value *take(arguments *a) {
    return a->next < a->count ? a->values[a->next++] : NULL;
}

static sqlite3_int64 take_integer(arguments *a) {
    sqlite3_value *value = take(a);
    return value ? sqlite3_value_int64(value) : 0;
}

static double take_real(arguments *a) {
    sqlite3_value *value = take(a);
    return value ? sqlite3_value_double(value) : 0;
}

static const char *take_text(arguments *a) {
    sqlite3_value *value = take(a);
    return value ? (const char *)sqlite3_value_text(value) : NULL;
}

/* Digits, or * for the next argument. */
static const char *read_number(const char *at, arguments *a, sqlite3_int64 *out) {
    if (*at == '*') {
        *out = take_integer(a);
        return at + 1;
    }
    for (*out = 0; *at >= '0' && *at <= '9'; at++)
        *out = *out > MOST ? *out : *out * 10 + (*at - '0');
    return at;
}

/* Behind the percent sign; what follows the conversion. */
static const char *read_conversion(const char *at, arguments *a, conversion *out) {
    *out = (conversion){.precision = -1};
    for (size_t n = 0; *at && strchr("-+ #0,!", *at); at++) {
        if (n < MOST_FLAGS && !strchr(out->flags, *at))
            out->flags[n++] = *at;
    }
    at = read_number(at, a, &out->width);
    if (out->width < 0 && out->width > -MOST) {
        out->width = -out->width;
        if (!strchr(out->flags, '-') && strlen(out->flags) < MOST_FLAGS)
            out->flags[strlen(out->flags)] = '-';
    }
    if (*at == '.') {
        at = read_number(at + 1, a, &out->precision);
        if (out->precision < 0 && out->precision > -MOST)
            out->precision = -out->precision;
    }
    while (*at == 'l')
        at++;
    out->type = *at;
    return *at ? at + 1 : at;
}

/* "%-08.3lld" */
static void write_format(const conversion *c, const char *length, char type, char out[64]) {
    int at = snprintf(out, 64, "%%%s", c->flags);
    if (c->width > 0)
        at += snprintf(out + at, (size_t)(64 - at), "%d", (int)c->width);
    if (c->precision >= 0)
        at += snprintf(out + at, (size_t)(64 - at), ".%d", (int)c->precision);
    snprintf(out + at, (size_t)(64 - at), "%s%c", length, type);
}

/* The first character of a text (NUL where there is none), as often as the precision says. */
static void add_character(sqlite3_str *out, conversion c, const char *text) {
    size_t size = 1;
    text = text ? text : "";
    while (size < 4 && ((unsigned char)text[0] & 0xC0) == 0xC0 && ((unsigned char)text[size] & 0xC0) == 0x80)
        size++;
    sqlite3_int64 times = c.precision > 1 ? c.precision : 1;
    bool is_left = strchr(c.flags, '-') != NULL;
    sqlite3_int64 pad = c.width > times ? c.width - times : 0;
    if (!is_left && pad)
        sqlite3_str_appendchar(out, (int)pad, ' ');
    for (sqlite3_int64 i = 0; i < times && sqlite3_str_errcode(out) == SQLITE_OK; i++)
        sqlite3_str_append(out, text, (int)size);
    if (is_left && pad)
        sqlite3_str_appendchar(out, (int)pad, ' ');
}

/* False where the type is none: then the text ends, as in SQLite. */
static bool add_conversion(sqlite3_str *out, const conversion *c, arguments *a) {
    char format[64];
    if (strchr("diuxXor", c->type)) {
        write_format(c, "ll", c->type, format);
        sqlite3_str_appendf(out, format, take_integer(a));
    } else if (c->type == 'p') {
        write_format(c, "", 'p', format);
        sqlite3_str_appendf(out, format, (void *)(uintptr_t)take_integer(a));
    } else if (strchr("feEgGa", c->type)) {
        write_format(c, "", c->type, format);
        sqlite3_str_appendf(out, format, take_real(a));
    } else if (strchr("szqQw", c->type)) {
        write_format(c, "", c->type == 'z' ? 's' : c->type, format);
        sqlite3_str_appendf(out, format, take_text(a));
    } else if (c->type == 'c') {
        add_character(out, *c, take_text(a));
    } else if (c->type == '%') {
        conversion once = *c;
        once.precision = 1;
        add_character(out, once, "%");
    } else {
        return c->type == 'n';
    }
    return true;
}

static bool is_too_large(const conversion *c) {
    return c->width > MOST || c->width < -MOST || c->precision > MOST || c->precision < -MOST;
}

static void format_values(sqlite3_context *context, int count, sqlite3_value **values) {
    arguments a = {values, count, 0};
    const char *at = take_text(&a);
    bool goes_on = true;
    conversion c = {0};
    if (!at)
        return;
    sqlite3_str *out = sqlite3_str_new(sqlite3_context_db_handle(context));
    while (*at && goes_on && sqlite3_str_errcode(out) == SQLITE_OK) {
        size_t plain = strcspn(at, "%");
        sqlite3_str_append(out, at, (int)plain);
        at += plain;
        if (!*at)
            break;
        if (!at[1]) {
            sqlite3_str_appendchar(out, 1, '%');
            break;
        }
        at = read_conversion(at + 1, &a, &c);
        goes_on = !is_too_large(&c) && add_conversion(out, &c, &a);
    }
    int code = sqlite3_str_errcode(out);
    sqlite3_int64 length = sqlite3_str_length(out);
    char *text = sqlite3_str_finish(out);
    if (is_too_large(&c)) {
        sqlite3_free(text);
        sqlite3_result_error(context, "printf: a width or precision is at most 1000000", -1);
    } else if (code != SQLITE_OK) {
        sqlite3_free(text);
        sqlite3_result_error_code(context, code);
    } else if (text) { /* of nothing SQLite makes null */
        sqlite3_result_text64(context, text, (sqlite3_uint64)length, sqlite3_free, SQLITE_UTF8);
    }
}

void glo_printf_attach(sqlite3 *db) {
    static const char *const names[] = {"printf", "format"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        sqlite3_create_function_v2(db, names[i], -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                                   NULL, format_values, NULL, NULL, NULL);
}
