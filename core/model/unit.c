/* unit.c: units as lists of factors. Example in model/unit.h. */
#include "model/unit.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* The length of a name without the s of its plural. */
static size_t stem(const char *name) {
    size_t length = strlen(name);
    return length > 3 && name[length - 1] == 's' ? length - 1 : length;
}

static bool is_same_name(const char *a, const char *b) {
    size_t length = stem(a);
    return length == stem(b) && strncmp(a, b, length) == 0;
}

static int find(const glo_unit *unit, const char *name) {
    for (int i = 0; i < unit->count; i++) {
        if (is_same_name(unit->factor[i].name, name))
            return i;
    }
    return -1;
}

static glo_status add_factor(glo_unit *unit, const char *name, int power) {
    int i = find(unit, name);
    if (i < 0) {
        if (unit->count == GLO_UNIT_FACTORS)
            return glo_fail(GLO_EINVAL, "a unit has at most %d factors", GLO_UNIT_FACTORS);
        i = unit->count++;
        snprintf(unit->factor[i].name, GLO_UNIT_NAME, "%s", name);
        unit->factor[i].power = 0;
    }
    unit->factor[i].power += power;
    if (unit->factor[i].power == 0) {
        unit->count--;
        for (int k = i; k < unit->count; k++)
            unit->factor[k] = unit->factor[k + 1];
        memset(&unit->factor[unit->count], 0, sizeof unit->factor[0]);
    }
    return GLO_OK;
}

/* One name of a text, which ends at an operator, with the blanks around it taken off. */
static const char *read_name(const char *at, char out[GLO_UNIT_NAME]) {
    size_t length = 0;
    while (*at == ' ')
        at++;
    while (*at && !strchr("*/^", *at) && strncmp(at, " per ", 5) != 0) {
        if (length + 1 < GLO_UNIT_NAME)
            out[length++] = *at;
        at++;
    }
    while (length > 0 && out[length - 1] == ' ')
        length--;
    out[length] = 0;
    return at;
}

static const char *read_power(const char *at, int *power) {
    if (*at != '^')
        return at;
    int sign = 1, value = 0;
    at++;
    if (*at == '-') {
        sign = -1;
        at++;
    }
    while (isdigit((unsigned char)*at) && value < 100)
        value = value * 10 + (*at++ - '0');
    *power = sign * value;
    while (*at == ' ')
        at++;
    return at;
}

static bool is_number_word(const char *name) {
    static const char *const words[] = {"1", "dimensionless", "dmnl", "share", "number"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strcmp(words[i], name) == 0)
            return true;
    }
    return false;
}

glo_status glo_unit_parse(const char *text, glo_unit *out) {
    glo_unit unit = {.is_known = text != NULL && *text != 0};
    const char *at = text ? text : "";
    int sign = 1;
    while (*at) {
        char name[GLO_UNIT_NAME];
        int power = 1;
        at = read_power(read_name(at, name), &power);
        if (!*name)
            return glo_fail(GLO_EINVAL, "unit \"%s\": a name is missing, as in \"people/month\"", text);
        const char *called = strcmp(name, "person") == 0 || strcmp(name, "persons") == 0 ? "people" : name;
        if (power != 0 && !is_number_word(name) && add_factor(&unit, called, sign * power) < 0)
            return GLO_EINVAL;
        if (!*at)
            break;
        sign = *at == '*' ? 1 : -1;
        if (*at == '^')
            return glo_fail(GLO_EINVAL, "unit \"%s\": a power is a whole number, as in \"km^2\"", text);
        at += *at == ' ' ? 5 : 1;
        if (!*at)
            return glo_fail(GLO_EINVAL, "unit \"%s\": a name is missing, as in \"people/month\"", text);
    }
    *out = unit;
    return GLO_OK;
}

glo_status glo_unit_multiply(const glo_unit *a, const glo_unit *b, int power, glo_unit *out) {
    glo_unit unit = *a;
    if (!a->is_known || !b->is_known) {
        *out = (glo_unit){0};
        return GLO_OK;
    }
    for (int i = 0; i < b->count; i++) {
        if (add_factor(&unit, b->factor[i].name, power * b->factor[i].power) < 0)
            return GLO_EINVAL;
    }
    *out = unit;
    return GLO_OK;
}

void glo_unit_raise(const glo_unit *a, int power, glo_unit *out) {
    glo_unit unit = {.is_known = a->is_known};
    for (int i = 0; power != 0 && i < a->count; i++) {
        unit.factor[unit.count] = a->factor[i];
        unit.factor[unit.count++].power *= power;
    }
    *out = unit;
}

bool glo_unit_fits(const glo_unit *a, const glo_unit *b) {
    if (!a->is_known || !b->is_known)
        return true;
    if (a->count != b->count)
        return false;
    for (int i = 0; i < a->count; i++) {
        int k = find(b, a->factor[i].name);
        if (k < 0 || b->factor[k].power != a->factor[i].power)
            return false;
    }
    return true;
}

bool glo_unit_is_number(const glo_unit *unit) {
    return unit->is_known && unit->count == 0;
}

void glo_unit_format(const glo_unit *unit, char out[GLO_UNIT_TEXT]) {
    size_t length = 0;
    int above = 0;
    out[0] = 0;
    for (int below = 0; below < 2; below++) {
        for (int i = 0; i < unit->count; i++) {
            int power = unit->factor[i].power;
            if ((power < 0) != below)
                continue;
            const char *join = below ? (length ? "/" : "1/") : (above++ ? "*" : "");
            int size = power < 0 ? -power : power;
            length +=
                (size_t)snprintf(out + length, GLO_UNIT_TEXT - length, "%s%s", join, unit->factor[i].name);
            if (size > 1)
                length += (size_t)snprintf(out + length, GLO_UNIT_TEXT - length, "^%d", size);
        }
    }
    if (unit->is_known && unit->count == 0)
        snprintf(out, GLO_UNIT_TEXT, "1");
}
