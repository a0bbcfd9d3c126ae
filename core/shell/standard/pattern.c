/* pattern.c: reads and matches Lua's patterns. What and why is in pattern.h. */
#include "pattern.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef enum item_kind {
    ITEM_CHARACTER,
    ITEM_ANY,
    ITEM_SET,
    ITEM_OPEN,
    ITEM_CLOSE,
    ITEM_POSITION,
    ITEM_BALANCE,
    ITEM_FRONTIER,
    ITEM_AGAIN, /* %1: what a capture holds */
    ITEM_AT_END,
    ITEM_DONE
} item_kind;

typedef enum repeat { ONCE, MAYBE, MANY, SOME, FEW } repeat; /* "", "?", "*", "+", "-" */

struct pattern_item {
    uint8_t kind, repeat;
    unsigned char first, second; /* a character; those of %b; the number of a capture */
    pattern_set set;
};

/* ---- reading ---- */

static void add_to_set(pattern_set *set, unsigned c) {
    set->bits[c >> 6] |= UINT64_C(1) << (c & 63);
}

static bool set_holds(const pattern_set *set, unsigned char c) {
    return (int)(set->bits[c >> 6] >> (c & 63) & 1);
}

static void complement(pattern_set *set) {
    for (int i = 0; i < 4; i++)
        set->bits[i] = ~set->bits[i];
}

/* The classes of characters by their letter, in the order of `letters`, made once. */
static const char letters[] = "acdglpsuwxz";
static pattern_set classes[sizeof letters - 1];

/* %z is of an older Lua, and works still. */
static int is_zero(int c) {
    return c == 0;
}

static void make_classes(void) {
    static int (*const tests[])(int) = {isalpha, iscntrl, isdigit, isgraph,  islower, ispunct,
                                        isspace, isupper, isalnum, isxdigit, is_zero};
    for (unsigned i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        for (unsigned c = 0; c < 256; c++) {
            if (tests[i]((int)c))
                add_to_set(&classes[i], c);
        }
    }
}

/* Adds what %LETTER stands for: a class, its complement for a capital, else the character itself. */
static void add_escaped(pattern_set *set, unsigned char letter) {
    const char *found = letter ? strchr(letters, tolower(letter)) : NULL;
    if (!found) {
        add_to_set(set, letter);
        return;
    }
    pattern_set class = classes[found - letters];
    if (isupper(letter))
        complement(&class);
    for (int i = 0; i < 4; i++)
        set->bits[i] |= class.bits[i];
}

/* What is being read: the rest of the pattern, and what is wrong with it. */
typedef struct reader {
    const char *at, *end, *fault;
    unsigned char open[PATTERN_CAPTURES]; /* captures not closed yet, the innermost last */
    int open_count, closed[PATTERN_CAPTURES];
} reader;

/* The set that starts behind "[". */
static void read_set(reader *r, pattern_set *set) {
    int is_complement = r->at < r->end && *r->at == '^';
    r->at += is_complement;
    memset(set, 0, sizeof *set);
    for (int is_first = 1;; is_first = 0) {
        if (r->at >= r->end) {
            r->fault = "malformed pattern (missing ']')";
            return;
        }
        unsigned char c = (unsigned char)*r->at++;
        if (c == ']' && !is_first)
            break;
        if (c == '%' && r->at < r->end) {
            add_escaped(set, (unsigned char)*r->at++);
        } else if (r->end - r->at >= 2 && r->at[0] == '-' && r->at[1] != ']') {
            for (unsigned each = c; each <= (unsigned char)r->at[1]; each++)
                add_to_set(set, each);
            r->at += 2;
        } else {
            add_to_set(set, c);
        }
    }
    if (is_complement)
        complement(set);
}

static void read_again(reader *r, pattern_item *item, unsigned char digit, int captures) {
    static _Thread_local char fault[48];
    int number = digit - '1';
    item->kind = ITEM_AGAIN;
    item->first = (unsigned char)number;
    if (number < 0 || number >= captures || !r->closed[number]) {
        snprintf(fault, sizeof fault, "invalid capture index %%%d in pattern", number + 1);
        r->fault = fault;
    }
}

/* An item that starts with "%"; returns whether it stands for single characters. */
static bool read_escape(reader *r, pattern_item *item, int captures) {
    if (r->at == r->end) {
        r->fault = "malformed pattern (ends with '%')";
        return false;
    }
    unsigned char c = (unsigned char)*r->at++;
    if (c == 'b') {
        item->kind = ITEM_BALANCE;
        if (r->end - r->at < 2) {
            r->fault = "malformed pattern (missing arguments to '%b')";
            return false;
        }
        item->first = (unsigned char)r->at[0];
        item->second = (unsigned char)r->at[1];
        r->at += 2;
        return false;
    }
    if (c == 'f') {
        item->kind = ITEM_FRONTIER;
        if (r->at == r->end || *r->at++ != '[')
            r->fault = "missing '[' after '%f' in pattern";
        else
            read_set(r, &item->set);
        return false;
    }
    if (isdigit(c)) {
        read_again(r, item, c, captures);
        return false;
    }
    if (isalpha(c)) {
        item->kind = ITEM_SET;
        memset(&item->set, 0, sizeof item->set);
        add_escaped(&item->set, c);
    } else {
        item->kind = ITEM_CHARACTER;
        item->first = c;
    }
    return true;
}

static void read_capture(reader *r, pattern *p, pattern_item *item) {
    if (p->capture_count == PATTERN_CAPTURES) {
        r->fault = "too many captures";
        return;
    }
    item->first = (unsigned char)p->capture_count;
    r->closed[p->capture_count] = 0;
    if (r->at < r->end && *r->at == ')') {
        r->at++;
        item->kind = ITEM_POSITION;
        r->closed[p->capture_count] = 1;
    } else {
        item->kind = ITEM_OPEN;
        r->open[r->open_count++] = (unsigned char)p->capture_count;
    }
    p->capture_count++;
}

static void read_close(reader *r, pattern_item *item) {
    if (r->open_count == 0) {
        r->fault = "invalid pattern capture";
        return;
    }
    item->kind = ITEM_CLOSE;
    item->first = r->open[--r->open_count];
    r->closed[item->first] = 1;
}

static repeat read_repeat(reader *r) {
    static const char marks[] = "?*+-";
    const char *found = r->at < r->end && *r->at ? strchr(marks, *r->at) : NULL;
    if (!found)
        return ONCE;
    r->at++;
    return (repeat)(MAYBE + (found - marks));
}

static void read_item(reader *r, pattern *p, pattern_item *item) {
    unsigned char c = (unsigned char)*r->at++;
    int is_single = 1;
    item->repeat = ONCE;
    if (c == '(' || c == ')' || (c == '$' && r->at == r->end)) {
        is_single = 0;
        if (c == '(')
            read_capture(r, p, item);
        else if (c == ')')
            read_close(r, item);
        else
            item->kind = ITEM_AT_END;
    } else if (c == '[') {
        item->kind = ITEM_SET;
        read_set(r, &item->set);
    } else if (c == '%') {
        is_single = read_escape(r, item, p->capture_count);
    } else {
        item->kind = c == '.' ? ITEM_ANY : ITEM_CHARACTER;
        item->first = c;
    }
    if (is_single && !r->fault)
        item->repeat = (uint8_t)read_repeat(r);
}

size_t pattern_room(size_t length) {
    return (length + 1) * sizeof(pattern_item);
}

const char *pattern_read(pattern *p, const char *text, size_t length, void *room) {
    reader r = {.at = text, .end = text + length};
    if (!classes[0].bits[1])
        make_classes();
    p->items = room;
    p->item_count = 0;
    p->capture_count = 0;
    while (r.at < r.end && !r.fault)
        read_item(&r, p, &p->items[p->item_count++]);
    if (!r.fault && r.open_count)
        r.fault = "unfinished capture";
    p->items[p->item_count].kind = ITEM_DONE;
    return r.fault;
}

/* ---- matching ---- */

static void count_steps(pattern *p, unsigned steps) {
    p->steps += steps;
    if (p->steps >= PATTERN_STEPS) {
        p->steps = 0;
        if (p->pause)
            p->pause(p->context);
    }
}

static bool fits(const pattern_item *item, unsigned char c) {
    if (item->kind == ITEM_CHARACTER)
        return item->first == c;
    return item->kind == ITEM_ANY || set_holds(&item->set, c);
}

static const char *match_items(pattern *p, const pattern_item *item, const char *at);

/* The rest of the pattern, kept in mind that this item may be tried in another way. */
static const char *match_rest(pattern *p, const pattern_item *item, const char *at) {
    if (p->depth == PATTERN_DEEPEST) {
        p->too_deep = 1;
        return NULL;
    }
    p->depth++;
    const char *end = match_items(p, item + 1, at);
    p->depth--;
    return end;
}

/* "*" and "+": as many as there are, then one less, and so on. */
static const char *match_most(pattern *p, const pattern_item *item, const char *at) {
    const char *last = at, *least = at + (item->repeat == SOME);
    while (last < p->to && fits(item, (unsigned char)*last)) {
        last++;
        if ((last - at) % 4096 == 0)
            count_steps(p, 4096);
    }
    for (; last >= least; last--) {
        const char *end = match_rest(p, item, last);
        if (end || p->too_deep)
            return end;
    }
    return NULL;
}

/* "-": as few as will do. */
static const char *match_fewest(pattern *p, const pattern_item *item, const char *at) {
    for (;; at++) {
        const char *end = match_rest(p, item, at);
        if (end || p->too_deep)
            return end;
        if (at == p->to || !fits(item, (unsigned char)*at))
            return NULL;
    }
}

/* %bxy: the end of the piece that starts with x and ends with the y that closes it; NULL where there is none.
 */
static const char *end_of_balance(pattern *p, const pattern_item *item, const char *at) {
    if (at == p->to || (unsigned char)*at != item->first)
        return NULL;
    size_t open = 1;
    for (const char *c = at + 1; c < p->to; c++) {
        if ((unsigned char)*c == item->second) {
            if (--open == 0)
                return c + 1;
        } else if ((unsigned char)*c == item->first) {
            open++;
        }
        if ((c - at) % 4096 == 0)
            count_steps(p, 4096);
    }
    return NULL;
}

static bool is_frontier(const pattern *p, const pattern_item *item, const char *at) {
    unsigned char before = at == p->from ? '\0' : (unsigned char)at[-1];
    unsigned char here = at == p->to ? '\0' : (unsigned char)*at;
    return !set_holds(&item->set, before) && set_holds(&item->set, here);
}

static const char *end_of_again(const pattern *p, const pattern_item *item, const char *at) {
    const pattern_capture *capture = &p->captures[item->first];
    ptrdiff_t length = capture->length;
    if (length == PATTERN_POSITION || p->to - at < length || memcmp(capture->from, at, (size_t)length) != 0)
        return NULL;
    return at + length;
}

/* A bracket is noted in its capture, and the note taken back when the rest does not match. */
static const char *match_bracket(pattern *p, const pattern_item *item, const char *at) {
    pattern_capture *capture = &p->captures[item->first], before = *capture;
    if (item->kind == ITEM_CLOSE)
        capture->length = at - capture->from;
    else
        *capture = (pattern_capture){at, item->kind == ITEM_OPEN ? PATTERN_OPEN : PATTERN_POSITION};
    const char *end = match_rest(p, item, at);
    if (!end)
        *capture = before;
    return end;
}

/* An item that stands for one character; *out_goes_on says that the match goes on at the place returned. */
static const char *match_single(pattern *p, const pattern_item *item, const char *at, int *out_goes_on) {
    int is_there = at < p->to && fits(item, (unsigned char)*at);
    *out_goes_on = 0;
    switch (item->repeat) {
    case MANY:
    case SOME:
        return match_most(p, item, at);
    case FEW:
        return match_fewest(p, item, at);
    case MAYBE: {
        const char *end = is_there ? match_rest(p, item, at + 1) : NULL;
        if (end || p->too_deep)
            return end;
        *out_goes_on = 1;
        return at;
    }
    default:
        *out_goes_on = is_there;
        return at + is_there;
    }
}

static const char *match_items(pattern *p, const pattern_item *item, const char *at) {
    for (; at; item++) {
        int goes_on;
        const char *end;
        count_steps(p, 1);
        switch ((item_kind)item->kind) {
        case ITEM_CHARACTER:
        case ITEM_ANY:
        case ITEM_SET:
            end = match_single(p, item, at, &goes_on);
            if (!goes_on)
                return item->repeat == ONCE ? NULL : end;
            at = end;
            break;
        case ITEM_OPEN:
        case ITEM_CLOSE:
        case ITEM_POSITION:
            return match_bracket(p, item, at);
        case ITEM_BALANCE:
            at = end_of_balance(p, item, at);
            break;
        case ITEM_FRONTIER:
            if (!is_frontier(p, item, at))
                return NULL;
            break;
        case ITEM_AGAIN:
            at = end_of_again(p, item, at);
            break;
        case ITEM_AT_END:
            return at == p->to ? at : NULL;
        case ITEM_DONE:
            return at;
        }
    }
    return NULL;
}

const char *pattern_match(pattern *p, const char *from, const char *to, const char *at) {
    p->from = from;
    p->to = to;
    p->depth = 0;
    p->too_deep = 0;
    return match_items(p, p->items, at);
}
