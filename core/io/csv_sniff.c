/* csv_sniff.c: which delimiter a CSV file uses. The rule is in csv_sniff.h. */
#include "csv_sniff.h"

#include <string.h>

enum { LINES = 32, CANDIDATES = 4 };
static const char candidates[CANDIDATES + 1] = ",;\t|";

/* Counts the candidates outside quotes in the first lines that are not empty; returns the number of lines. */
static size_t count_candidates(const char *text, size_t length, size_t counts[LINES][CANDIDATES]) {
    size_t line = 0, start = 0;
    int quoted = 0;
    memset(counts[0], 0, sizeof counts[0]);
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        const char *candidate = c ? strchr(candidates, c) : NULL;
        if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
            if (i > start && ++line == LINES)
                return line;
            memset(counts[line], 0, sizeof counts[line]);
            start = i + 1;
        } else if (!quoted && candidate) {
            counts[line][candidate - candidates]++;
        }
    }
    /* The last line may be cut: it counts only where there is no other. */
    return line ? line : 1;
}

char glo_csv_sniff(const char *text, size_t length) {
    size_t counts[LINES][CANDIDATES], lines = count_candidates(text, length, counts);
    size_t best = 0, best_agree = 0, best_count = 0;
    for (size_t c = 0; c < CANDIDATES; c++) {
        size_t agree = 0, count = counts[0][c];
        for (size_t line = 0; line < lines; line++)
            agree += counts[line][c] == count;
        if (count > 0 && (agree > best_agree || (agree == best_agree && count > best_count))) {
            best = c;
            best_agree = agree;
            best_count = count;
        }
    }
    return candidates[best];
}
