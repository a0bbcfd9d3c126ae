/* generate.c: writes the workload that scripts/bench measures: a tree of zones with five levels (581
 * municipalities), a tree of phenomena with three (60 leaves), and any number of events over 144 months, Zipf
 * over both trees, in no order of time. Integers only, so that a seed gives the same bytes on every machine.
 * What the totals must be goes to standard output as NAME=NUMBER; value is in hundredths.
 *
 * Example:  generate 10000000 build/bench/10000000 1
 * Numbers: splitmix64 (Steele, Lea and Flood 2014). The weight of rank k is k^(-2/3).
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    REGIONS = 3,
    PROVINCES = 11,
    ARRONDISSEMENTS = 43,
    MUNICIPALITIES = 581,
    TOPICS = 5,
    GROUPS = 20,
    LEAVES = 60,
    YEARS = 12,
    FIRST_YEAR = 2012,
    DAYS = 4383, /* of 2012 to 2023 */
    SOURCES = 8,
    GUIDES = 4096, /* a power of two: entries into a cumulative table */
    CODE_SIZE = 24,
    LINE_SIZE = 160 /* more than the longest line */
};

typedef struct totals {
    uint64_t events, count, value;
} totals;

/* Ranks drawn by weight: below[k] is where rank k ends, of 2^32; guide says where to begin looking. */
typedef struct zipf {
    uint64_t below[MUNICIPALITIES];
    uint16_t guide[GUIDES];
    uint16_t item[MUNICIPALITIES]; /* which node has the rank */
} zipf;

static char zone_code[MUNICIPALITIES][CODE_SIZE], leaf_code[LEAVES][CODE_SIZE];
static char date_text[DAYS][12];
static uint8_t province_of[MUNICIPALITIES], topic_of[LEAVES];

static const char *const source_text[SOURCES] = {"ANG,A",     "ISLP,B",  "CUSTOMS,B", "FRONTEX,A",
                                                 "HOTLINE,D", "CORPS,C", "OSINT,E",   "TIPS,F"};
/* How often each reports, of 16. */
static const uint8_t source_of[16] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 4, 5, 6, 7};

static uint64_t draw(uint64_t *state) {
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

/* 0 .. below - 1 of 32 random bits. */
static uint32_t scaled(uint64_t bits, uint32_t below) {
    return (uint32_t)(((bits & 0xffffffffu) * below) >> 32);
}

static uint64_t cube_root(uint64_t of) {
    uint64_t low = 0, high = 1u << 21;
    while (high - low > 1) {
        uint64_t middle = (low + high) / 2;
        if (middle * middle * middle <= of)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void zipf_init(zipf *table, unsigned count, uint64_t *state) {
    uint64_t total = 0, sum = 0;
    uint64_t weight[MUNICIPALITIES];
    for (unsigned k = 0; k < count; k++) {
        uint64_t rank = k + 1;
        weight[k] = ((uint64_t)1 << 40) / cube_root((rank * rank) << 36);
        total += weight[k];
        table->item[k] = (uint16_t)k;
    }
    for (unsigned k = 0; k < count; k++) {
        sum += weight[k];
        table->below[k] = (sum << 24) / (total >> 8); /* sum < 2^33 */
    }
    table->below[count - 1] = UINT64_MAX;
    for (unsigned i = 0, k = 0; i < GUIDES; i++) {
        while (table->below[k] <= (uint64_t)i << 20)
            k++;
        table->guide[i] = (uint16_t)k;
    }
    for (unsigned k = count - 1; k > 0; k--) { /* the common ones lie anywhere in the tree */
        unsigned other = scaled(draw(state), k + 1);
        uint16_t item = table->item[k];
        table->item[k] = table->item[other];
        table->item[other] = item;
    }
}

static unsigned zipf_draw(const zipf *table, uint64_t bits) {
    uint64_t at = bits & 0xffffffffu;
    unsigned k = table->guide[at >> 20];
    while (table->below[k] <= at)
        k++;
    return table->item[k];
}

static void fail(const char *path) {
    fprintf(stderr, "generate: %s: %s\n", path, strerror(errno));
    exit(1);
}

static FILE *create(const char *folder, const char *name, char *path, size_t size) {
    snprintf(path, size, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    if (!file)
        fail(path);
    return file;
}

static void finish(FILE *file, const char *path) {
    int is_bad = ferror(file);
    if (fclose(file) != 0 || is_bad)
        fail(path);
}

static const char *const province_text[PROVINCES] = {"VAN", "BRU-P", "WBR", "VOV", "WHT", "VWV",
                                                     "VBR", "WLG",   "VLI", "WLX", "WNA"};
static const char *const region_text[REGIONS] = {"VLG", "BRU", "WAL"};
static const uint8_t region_of[PROVINCES] = {0, 1, 2, 0, 2, 0, 0, 2, 0, 2, 2};

static void write_zones(const char *folder) {
    char path[4096];
    FILE *file = create(folder, "zones.csv", path, sizeof path);
    fputs("zone,parent,level,name\nBE,,country,Belgium\n", file);
    for (unsigned i = 0; i < REGIONS; i++)
        fprintf(file, "BE-%s,BE,region,Region %s\n", region_text[i], region_text[i]);
    for (unsigned i = 0; i < PROVINCES; i++)
        fprintf(file, "BE-%s,BE-%s,province,Province %s\n", province_text[i], region_text[region_of[i]],
                province_text[i]);
    for (unsigned i = 0; i < ARRONDISSEMENTS; i++)
        fprintf(file, "BE-%u000,BE-%s,arrondissement,Arrondissement %u\n", 11 + i,
                province_text[i % PROVINCES], 11 + i);
    for (unsigned i = 0; i < MUNICIPALITIES; i++) {
        unsigned arrondissement = i % ARRONDISSEMENTS;
        province_of[i] = (uint8_t)(arrondissement % PROVINCES);
        snprintf(zone_code[i], CODE_SIZE, "BE-%u%03u", 11 + arrondissement, 1 + i / ARRONDISSEMENTS);
        fprintf(file, "%s,BE-%u000,municipality,Municipality %u\n", zone_code[i], 11 + arrondissement, i + 1);
    }
    finish(file, path);
}

static void write_phenomena(const char *folder) {
    static const char *const topic[TOPICS] = {"trafficking", "smuggling", "cybercrime", "drugs", "property"};
    char path[4096];
    FILE *file = create(folder, "phenomena.csv", path, sizeof path);
    fputs("phenomenon,parent,name\n", file);
    for (unsigned i = 0; i < TOPICS; i++)
        fprintf(file, "%s,,Topic %u\n", topic[i], i + 1);
    for (unsigned i = 0; i < GROUPS; i++)
        fprintf(file, "%s.%u,%s,Group %u\n", topic[i % TOPICS], 1 + i / TOPICS, topic[i % TOPICS], i + 1);
    for (unsigned i = 0; i < LEAVES; i++) {
        unsigned group = i % GROUPS;
        topic_of[i] = (uint8_t)(group % TOPICS);
        snprintf(leaf_code[i], CODE_SIZE, "%s.%u.%u", topic[topic_of[i]], 1 + group / TOPICS, 1 + i / GROUPS);
        fprintf(file, "%s,%s.%u,Leaf %u\n", leaf_code[i], topic[topic_of[i]], 1 + group / TOPICS, i + 1);
    }
    finish(file, path);
}

static void write_dates(void) {
    static const uint8_t length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned at = 0;
    for (unsigned year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
        for (unsigned month = 0; month < 12; month++) {
            unsigned days = length[month] + (month == 1 && year % 4 == 0 ? 1u : 0u);
            for (unsigned day = 1; day <= days; day++)
                snprintf(date_text[at++], sizeof date_text[0], "%u-%02u-%02u", year % 10000, month % 12 + 1,
                         day % 32);
        }
    }
}

static char *put_text(char *to, const char *text) {
    size_t length = strlen(text);
    memcpy(to, text, length);
    to[length] = ',';
    return to + length + 1;
}

static char *put_number(char *to, uint64_t number) {
    char digits[20];
    size_t length = 0;
    do {
        digits[length++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    while (length > 0)
        *to++ = digits[--length];
    return to;
}

static void add(totals *to, unsigned count, unsigned value) {
    to->events++;
    to->count += count;
    to->value += value;
}

static void tell(const char *name, const totals *what) {
    printf("%s_events=%llu\n%s_count=%llu\n%s_value=%llu\n", name, (unsigned long long)what->events, name,
           (unsigned long long)what->count, name, (unsigned long long)what->value);
}

static void write_events(const char *folder, uint64_t events, uint64_t *state) {
    static zipf zones, leaves;
    static char buffer[1 << 20];
    char path[4096];
    /* all; trafficking in BE-VAN; trafficking in BE-VAN in 2023-12 */
    totals all = {0}, node = {0}, month = {0};
    zipf_init(&zones, MUNICIPALITIES, state);
    zipf_init(&leaves, LEAVES, state);
    FILE *file = create(folder, "events.csv", path, sizeof path);
    fputs("event_id,date,zone,phenomenon,count,harm,source,reliability\n", file);
    char *to = buffer;
    for (uint64_t id = 1; id <= events; id++) {
        uint64_t place = draw(state), rest = draw(state);
        unsigned zone = zipf_draw(&zones, place), leaf = zipf_draw(&leaves, place >> 32);
        unsigned day = scaled(rest, DAYS);
        unsigned count = 1 + (unsigned)__builtin_ctz((unsigned)(rest >> 32 & 0x3ff) | 0x400);
        unsigned source = source_of[rest >> 42 & 15];
        unsigned value = count * (50 + (unsigned)(rest >> 46 & 0x1fff));
        to = put_number(to, id);
        *to++ = ',';
        to = put_text(to, date_text[day]);
        to = put_text(to, zone_code[zone]);
        to = put_text(to, leaf_code[leaf]);
        to = put_number(to, count);
        *to++ = ',';
        to = put_number(to, value / 100);
        *to++ = '.';
        *to++ = (char)('0' + value / 10 % 10);
        *to++ = (char)('0' + value % 10);
        *to++ = ',';
        to = put_text(to, source_text[source]);
        to[-1] = '\n';
        if (to - buffer > (ptrdiff_t)sizeof buffer - LINE_SIZE) {
            fwrite(buffer, 1, (size_t)(to - buffer), file);
            to = buffer;
        }
        add(&all, count, value);
        if (province_of[zone] == 0 && topic_of[leaf] == 0) {
            add(&node, count, value);
            if (day >= DAYS - 31)
                add(&month, count, value);
        }
    }
    fwrite(buffer, 1, (size_t)(to - buffer), file);
    finish(file, path);
    tell("all", &all);
    tell("node", &node);
    tell("month", &month);
}

int main(int argc, char **argv) {
    char *end = NULL;
    uint64_t events = argc >= 3 ? strtoull(argv[1], &end, 10) : 0;
    if (argc < 3 || argc > 4 || !end || *end != '\0' || end == argv[1]) {
        fputs("usage: generate EVENTS FOLDER [SEED]\n", stderr);
        return 2;
    }
    uint64_t state = argc == 4 ? strtoull(argv[3], NULL, 10) : 1;
    write_zones(argv[2]);
    write_phenomena(argv[2]);
    write_dates();
    write_events(argv[2], events, &state);
    return fflush(stdout) == 0 ? 0 : 1;
}
