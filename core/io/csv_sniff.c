/* csv_sniff.c: which delimiter a CSV file uses. The rule is in csv_sniff.h. */
#include "csv_sniff.h"

#include <stdbool.h>
#include <string.h>

enum { LINES = 64, CANDIDATES = 4 };
static const char candidates[CANDIDATES + 1] = ",;\t|";

typedef struct occurrences {
    size_t by_line[LINES];
    size_t between_digits; /* in all lines */
} occurrences;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Counts the candidates outside quotes in the first lines that are not empty; returns the number of lines. */
static size_t count_candidates(const char *text, size_t length, occurrences of[CANDIDATES]) {
    size_t line = 0, start = 0;
    bool quoted = false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        const char *candidate = c ? strchr(candidates, c) : NULL;
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            if (i > start && ++line == LINES)
                return line;
            start = i + 1;
        } else if (!quoted && candidate) {
            occurrences *o = &of[candidate - candidates];
            o->by_line[line]++;
            o->between_digits += i > 0 && i + 1 < length && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        }
    }
    /* The last line may be cut: it counts only where there is no other. */
    return line ? line : 1;
}

/* In how many lines the candidate comes as often as it does in most, and how often that is. */
static size_t lines_that_agree(const occurrences *of, size_t lines, size_t *out_count) {
    size_t best = 0;
    *out_count = 0;
    for (size_t i = 0; i < lines; i++) {
        size_t same = 0, count = of->by_line[i];
        for (size_t j = 0; count > 0 && j < lines; j++)
            same += of->by_line[j] == count;
        if (same > best || (same == best && count > *out_count)) {
            best = same;
            *out_count = count;
        }
    }
    return best;
}

char glo_csv_sniff(const char *text, size_t length) {
    occurrences of[CANDIDATES] = {0};
    size_t lines = count_candidates(text, length, of);
    size_t best = 0, best_agree = 0, best_count = 0;
    for (size_t c = 0; c < CANDIDATES; c++) {
        size_t count, agree = lines_that_agree(&of[c], lines, &count);
        const bool is_as_good = agree == best_agree && count == best_count;
        if (agree > best_agree || (agree == best_agree && count > best_count) ||
            (is_as_good && count > 0 && of[c].between_digits < of[best].between_digits)) {
            best = c;
            best_agree = agree;
            best_count = count;
        }
    }
    return candidates[best];
}
