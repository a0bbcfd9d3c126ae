/* test_rollup_property.c: random trees, successions, cells and questions, against a plain recomputation that
 * shares no code with the cube: every row right, none missing, none too many, all in order. A failure names
 * its seed. */
#include "support.h"

#include "cube/rollup.h"

enum { ZONES = 14, PHENOMENA = 9, CELLS = 120, SEEDS = 250, MOST = CELLS * 4 };

typedef struct model {
    uint64_t random;
    unsigned seed;
    int zone_parent[ZONES], retired[ZONES],
        phenomenon_parent[PHENOMENA];                       /* -1: none; parents have lower numbers */
    int next[ZONES][2], next_count[ZONES], share[ZONES][2]; /* shares in eighths */
    int zone_kind[ZONES];
    glo_cell cells[CELLS];
    glo_tree *zones, *phenomena;
} model;

static int below(model *m, int limit) {
    m->random = m->random * 6364136223846793005u + 1442695040888963407u;
    return (int)((m->random >> 33) % (uint64_t)limit);
}

/* Codes in another order than numbers, so that the tree's order is not the model's. */
static void code_of(char letter, int number, char out[8]) {
    snprintf(out, 8, "%c%02d", letter, number * 7 % 31);
}

static glo_tree *grow(model *m, char letter, int count, int *parents, const int *kinds) {
    char nodes[2048] = "", links[1024] = "", successions[1024] = "", code[8];
    for (int i = 0; i < count; i++) {
        parents[i] = i == 0 || below(m, 5) == 0 ? -1 : below(m, i);
        code_of(letter, i, code);
        sprintf(nodes + strlen(nodes), "%d %s kind%d %d;", i + 10, code, kinds ? kinds[i] : 0,
                kinds ? m->retired[i] : 0);
        if (parents[i] >= 0)
            sprintf(links + strlen(links), "%d %d;", i + 10, parents[i] + 10);
    }
    for (int i = 0; kinds && i < count; i++) {
        for (int k = 0; k < m->next_count[i]; k++)
            sprintf(successions + strlen(successions), "%d %d %g;", i + 10, m->next[i][k] + 10,
                    m->share[i][k] / 8.0);
    }
    return tree_of(nodes, links, kinds ? successions : NULL);
}

/* Successors are not retired or have no successors of their own, so that the recomputation need not follow
 * chains (test_tree.c does). */
static void draw(model *m) {
    for (int i = 0; i < ZONES; i++) {
        m->zone_kind[i] = below(m, 3);
        m->retired[i] = i >= ZONES / 2 && below(m, 2) == 0;
        m->next_count[i] = m->retired[i] ? below(m, 3) : 0;
        for (int k = 0; k < m->next_count[i]; k++)
            m->next[i][k] = (below(m, ZONES / 2 / 2)) * 2 + k; /* two different ones of the first half */
        int cut = 1 + below(m, 7);
        m->share[i][0] = m->next_count[i] == 1 ? 8 : cut;
        m->share[i][1] = 8 - cut;
    }
    m->zones = grow(m, 'Z', ZONES, m->zone_parent, m->zone_kind);
    m->phenomena = grow(m, 'P', PHENOMENA, m->phenomenon_parent, NULL);
    for (int i = 0; i < CELLS; i++) {
        glo_span span = (glo_span)below(m, GLO_ALL);
        int count = below(m, 3) ? below(m, 50) : 0;
        glo_cell cell = {.zone = 10 + below(m, ZONES),
                         .phenomenon = 10 + below(m, PHENOMENA),
                         .source = below(m, 3),
                         .facet = below(m, 4),
                         .day = glo_span_floor(19000 + below(m, 200), span),
                         .span = (uint8_t)span,
                         .credibility = (uint8_t)below(m, 4),
                         .events = 1 + below(m, 3),
                         .count = count,
                         .count_high = count + below(m, 4),

                         .value = below(m, 2) ? below(m, 1000) - 500 : 0};
        m->cells[i] = cell;
    }
}

/* ---- the plain recomputation ---- */

typedef struct piece {
    int zone, phenomenon, category;
    int32_t period;
    int64_t n[4]; /* events, count, extra, value */
} piece;

/* Two parts of a total by weights: the larger remainder gets what is left, a tie the lower code. */
static void cut(int64_t total, const int64_t weights[2], int first_wins_ties, int64_t part[2]) {
    int64_t rest[2], sum = weights[0] + weights[1];
    int sign = total < 0 ? -1 : 1;
    for (int k = 0; k < 2; k++) {
        part[k] = total * sign * weights[k] / sum;
        rest[k] = total * sign * weights[k] % sum;
    }
    if (part[0] + part[1] < total * sign)
        part[rest[0] > rest[1] || (rest[0] == rest[1] && first_wins_ties) ? 0 : 1]++;
    for (int k = 0; k < 2; k++)
        part[k] *= sign;
}

/* One number of the pieces of a year, in order of time: each is cut by what the year still owes to each part. */
static void cut_year(const model *m, piece *const year[], size_t count, int q, int64_t out[][2]) {
    char code[2][8];
    int zone = year[0]->zone, has_negative = 0;
    int64_t shares[2] = {m->share[zone][0], m->share[zone][1]}, due[2], total = 0;
    for (int k = 0; k < 2; k++)
        code_of('Z', m->next[zone][k], code[k]);
    int first_wins = strcmp(code[0], code[1]) < 0;
    for (size_t i = 0; i < count; i++) {
        has_negative |= year[i]->n[q] < 0;
        total += year[i]->n[q];
    }
    cut(total, shares, first_wins, due);
    for (size_t i = 0; i < count; i++) {
        out[i][0] = out[i][1] = 0;
        if (year[i]->n[q] != 0)
            cut(year[i]->n[q], has_negative ? shares : due, first_wins, out[i]);
        for (int k = 0; k < 2; k++)
            due[k] -= out[i][k];
    }
}

static int is_in(const int *parents, int node, int top) {
    for (; node >= 0; node = parents[node]) {
        if (node == top)
            return 1;
    }
    return 0;
}

static int is_in_roots(const int *parents, int node, const int *roots, int count) {
    for (int i = 0; i < count; i++) {
        if (is_in(parents, node, roots[i]))
            return 1;
    }
    return 0;
}

typedef struct question {
    glo_rollup_spec spec;
    int zone_roots[2], zone_root_count, phenomenon_root;
    uint32_t zone_nodes[2], phenomenon_node;
    int kind, top_only; /* top_only: only the phenomenon's root gets rows */
} question;

static int same_place(const piece *a, const piece *b) {
    return a->zone == b->zone && a->phenomenon == b->phenomenon && a->category == b->category &&
           a->period == b->period;
}

static int32_t year_of(glo_span every, int32_t period) {
    return every == GLO_ALL ? 0 : glo_span_index(glo_span_first(period, every), GLO_YEAR);
}

static int compare_time(const void *a, const void *b) {
    int32_t x = ((const piece *)a)->period, y = ((const piece *)b)->period;
    return (x > y) - (x < y);
}

/* The pieces that enter: cells that pass, summed per zone, phenomenon, category and period; split zones cut.
 */
static size_t gather(const model *m, const question *q, piece *out) {
    const glo_rollup_spec *s = &q->spec;
    size_t count = 0, whole_count = 0;
    static piece wholes[MOST];
    for (size_t i = 0; i < CELLS; i++) {
        const glo_cell *c = &m->cells[i];
        int32_t last = glo_span_last(c->day, (glo_span)c->span);
        piece p = {c->zone - 10,
                   c->phenomenon - 10,
                   0,
                   glo_span_index(c->day, s->every),
                   {c->events, c->count, c->count_high - c->count, c->value}};
        int wanted = s->facet_count == 0 ? c->facet == 0 : c->facet == 1 || c->facet == 2 || c->facet == 3;
        if (s->facet_count)
            p.category = c->facet == 2 ? 0 : 1;
        if (!wanted || (s->source_count && c->source != 1) ||
            (s->credibility && (c->credibility == 0 || c->credibility > s->credibility)) ||
            c->day < s->first_day || last > s->last_day || glo_span_index(last, s->every) != p.period)
            continue;
        if (m->next_count[p.zone] == 1)
            p.zone = m->next[p.zone][0];
        size_t at = 0;
        while (at < whole_count && !same_place(&wholes[at], &p))
            at++;
        if (at == whole_count)
            wholes[whole_count++] = p;
        else
            for (int n = 0; n < 4; n++)
                wholes[at].n[n] += p.n[n];
    }
    qsort(wholes, whole_count, sizeof *wholes, compare_time);
    for (size_t i = 0; i < whole_count; i++) {
        piece *year[MOST];
        int64_t parts[4][MOST][2];
        size_t n = 0;
        int zone = wholes[i].zone;
        if (m->next_count[zone] != 2) {
            out[count++] = wholes[i];
            continue;
        }
        for (size_t k = 0; k < whole_count; k++) {
            if (wholes[k].zone == zone && wholes[k].phenomenon == wholes[i].phenomenon &&
                wholes[k].category == wholes[i].category &&
                year_of(s->every, wholes[k].period) == year_of(s->every, wholes[i].period))
                year[n++] = &wholes[k];
        }
        if (year[0] != &wholes[i]) /* done with the first of its year */
            continue;
        for (int q4 = 0; q4 < 4; q4++)
            cut_year(m, year, n, q4, parts[q4]);
        for (size_t k = 0; k < n * 2; k++) {
            piece part = *year[k / 2];
            part.zone = m->next[zone][k % 2];
            for (int q4 = 0; q4 < 4; q4++)
                part.n[q4] = parts[q4][k / 2][k % 2];
            if (part.n[0] || part.n[1] || part.n[2] || part.n[3])
                out[count++] = part;
        }
    }
    return count;
}

static int is_moved(const model *m, int zone) {
    return m->next_count[zone] > 0;
}

static int is_output(const model *m, const question *q, int zone) {
    if (!is_in_roots(m->zone_parent, zone, q->zone_roots, q->zone_root_count))
        return 0;
    switch (q->spec.zone_selection.mode) {
    case GLO_SELECT_ROOTS:
        return zone == q->zone_roots[0] || (q->zone_root_count > 1 && zone == q->zone_roots[1]);
    case GLO_SELECT_KINDS:
        return m->zone_kind[zone] == q->kind;
    case GLO_SELECT_LEAVES:
        for (int i = 0; i < ZONES; i++) {
            if (m->zone_parent[i] == zone && !is_moved(m, i))
                return 0;
        }
        return 1;
    case GLO_SELECT_EVERY:
        break;
    }
    return 1;
}

enum { ALL, OWN, NOT_STATED, PARTS };

/* Whether a zone below has something. */
static int has_pieces_below(const model *m, const question *q, const piece *pieces, size_t count, int zone) {
    for (size_t i = 0; i < count; i++) {
        if (pieces[i].zone != zone && is_in(m->zone_parent, pieces[i].zone, zone) &&
            is_in(m->phenomenon_parent, pieces[i].phenomenon, q->phenomenon_root))
            return 1;
    }
    return 0;
}

static int is_own(const model *m, const question *q, const piece *pieces, size_t count, int zone) {
    int above = 0, under = q->spec.zone_selection.mode == GLO_SELECT_ROOTS && is_output(m, q, zone) &&
                           has_pieces_below(m, q, pieces, count, zone);
    for (int i = 0; i < ZONES; i++) {
        if (i != zone && is_output(m, q, i)) {
            under |= is_in(m->zone_parent, i, zone);
            above |= is_in(m->zone_parent, zone, i);
        }
    }
    return q->spec.own && is_in_roots(m->zone_parent, zone, q->zone_roots, q->zone_root_count) &&
           (under || (!above && !is_output(m, q, zone)));
}

/* Whether a zone has rows of a part. */
static int has_part(const model *m, const question *q, const piece *pieces, size_t count, int zone,
                    int part) {
    return part == OWN ? is_own(m, q, pieces, count, zone)
                       : is_output(m, q, zone) && (part == ALL || q->spec.own);
}

/* What a row should hold; 0 when nothing contributes. Every narrower phenomenon has rows, or none. */
static int expect(const model *m, const piece *pieces, size_t count, int part, const piece *key,
                  int64_t out[4]) {
    int any = 0, narrower = 0;
    memset(out, 0, 4 * sizeof *out);
    for (size_t i = 0; i < count; i++) {
        const piece *p = &pieces[i];
        if (p->category != key->category || p->period != key->period ||
            !is_in(m->phenomenon_parent, p->phenomenon, key->phenomenon) ||
            (part == OWN ? p->zone != key->zone : !is_in(m->zone_parent, p->zone, key->zone)))
            continue;
        narrower |= p->phenomenon != key->phenomenon;
        if (part == NOT_STATED && p->phenomenon != key->phenomenon)
            continue;
        any = 1;
        for (int n = 0; n < 4; n++)
            out[n] += p->n[n];
    }
    return any && (part != NOT_STATED || narrower);
}

static int gets_rows(const model *m, const question *q, int phenomenon) {
    return q->top_only ? phenomenon == q->phenomenon_root
                       : is_in(m->phenomenon_parent, phenomenon, q->phenomenon_root);
}

static const glo_column *column(const glo_frame *frame, const char *name) {
    size_t at;
    return glo_frame_find(frame, name, &at) == GLO_OK ? glo_frame_column(frame, at) : NULL;
}

static int number_of(const char *code, char letter, int count) {
    char other[8];
    for (int i = 0; i < count; i++) {
        code_of(letter, i, other);
        if (strcmp(other, code) == 0)
            return i;
    }
    return -1;
}

static int64_t integer(const glo_frame *frame, const char *name, size_t row, int64_t otherwise) {
    const glo_column *c = column(frame, name);
    return c ? c->integers[row] : otherwise;
}

static void check_rows(const model *m, const question *q, const glo_frame *frame, const piece *pieces,
                       size_t count) {
    const glo_rollup_spec *s = &q->spec;
    const glo_column *period = column(frame, "period"), *facet = column(frame, "facet"),
                     *part = column(frame, "part");
    int64_t before[5] = {-1, -1, -1, -1, INT64_MIN};
    for (size_t row = 0; row < glo_frame_rows(frame); row++) {
        const char *zone = glo_column_text(column(frame, "zone"), row);
        const char *phenomenon = glo_column_text(column(frame, "phenomenon"), row);
        piece key = {.zone = number_of(zone, 'Z', ZONES),
                     .phenomenon = number_of(phenomenon, 'P', PHENOMENA),
                     .category = facet ? strcmp(glo_column_text(facet, row), "two") != 0 : 0,
                     .period = period ? glo_span_index(glo_column_day(period, row), s->every) : 0};
        const char *name = part ? glo_column_text(part, row) : "all";
        int number = strcmp(name, "own") == 0 ? OWN : strcmp(name, "all") == 0 ? ALL : NOT_STATED;
        int64_t n[4], place[5] = {node_of(m->zones, zone), node_of(m->phenomena, phenomenon), key.category,
                                  number, key.period};
        int order = 0;
        for (int i = 0; i < 5 && order == 0; i++)
            order = (place[i] > before[i]) - (place[i] < before[i]);
        memcpy(before, place, sizeof before);
        int64_t counted = integer(frame, "count", row, 0);
        if (order <= 0 || !has_part(m, q, pieces, count, key.zone, number) ||
            !gets_rows(m, q, key.phenomenon) || !expect(m, pieces, count, number, &key, n) ||
            n[0] != integer(frame, "events", row, -1) || n[1] != counted ||
            n[1] + n[2] != integer(frame, "count_high", row, counted) ||
            n[3] != integer(frame, "value", row, -1))
            fail_msg("seed %u: row %zu (%s %s) is wrong", m->seed, row, zone, phenomenon);
    }
}

/* How many rows there should be. */
static size_t count_rows(const model *m, const question *q, const piece *pieces, size_t count) {
    size_t rows = 0;
    int32_t low = glo_span_index(18600, q->spec.every), high = glo_span_index(19600, q->spec.every);
    int64_t n[4];
    for (piece key = {0}; key.zone < ZONES; key.zone++) {
        int has[PARTS];
        for (int part = 0; part < PARTS; part++)
            has[part] = has_part(m, q, pieces, count, key.zone, part);
        for (key.phenomenon = 0; key.phenomenon < PHENOMENA; key.phenomenon++) {
            if (!gets_rows(m, q, key.phenomenon))
                continue;
            for (key.category = 0; key.category < 2; key.category++) {
                for (key.period = low; key.period <= high; key.period++) {
                    for (int part = 0; part < PARTS; part++)
                        rows += has[part] && expect(m, pieces, count, part, &key, n);
                }
            }
        }
    }
    return rows;
}

static void ask(model *m, question *q) {
    static const glo_rollup_facet facets[] = {{2, "two"}, {1, "other"}, {3, "other"}};
    static const int32_t source = 1;
    static const char *const kinds[] = {"kind0", "kind1", "kind2"};
    char code[8];
    *q = (question){.spec = {.zones = m->zones, .phenomena = m->phenomena}};
    glo_rollup_spec *s = &q->spec;
    q->zone_root_count = 1 + below(m, 2);
    for (int i = 0; i < q->zone_root_count; i++) {
        q->zone_roots[i] = below(m, 3) ? 0 : below(m, ZONES);
        code_of('Z', q->zone_roots[i], code);
        q->zone_nodes[i] = node_of(m->zones, code);
    }
    q->phenomenon_root = below(m, 3);
    code_of('P', q->phenomenon_root, code);
    q->phenomenon_node = node_of(m->phenomena, code);
    uint32_t kind;
    q->kind = below(m, 3);
    s->zone_selection = (glo_selection){q->zone_nodes, (size_t)q->zone_root_count,
                                        (glo_selection_mode)below(m, 4), &kinds[q->kind], 1};
    if (!glo_tree_find_kind(m->zones, kinds[q->kind], &kind))
        s->zone_selection.mode = GLO_SELECT_EVERY;
    q->top_only = below(m, 3) == 0;
    s->phenomenon_selection =
        (glo_selection){&q->phenomenon_node, 1, q->top_only ? GLO_SELECT_ROOTS : GLO_SELECT_EVERY, NULL, 0};
    s->every = (glo_span)below(m, GLO_ALL + 1);
    s->first_day = below(m, 2) ? GLO_DAY_MIN : 19040;
    s->last_day = below(m, 2) ? GLO_DAY_MAX : 19150;
    s->measures = GLO_MEASURE_COUNT | GLO_MEASURE_EVENTS | GLO_MEASURE_VALUE;
    s->sources = &source;
    s->source_count = below(m, 4) == 0;
    s->facets = facets;
    s->facet_count = below(m, 2) ? 3 : 0;
    s->credibility = below(m, 4) == 0 ? 2 : 0;
    s->own = below(m, 2);
}

/* The rollup of all cells, packed in some parts, by some threads. */
static glo_frame *rollup_of(const model *m, const question *q, int threads, int parts,
                            glo_rollup_note *out_note) {
    glo_cells cells = {0};
    glo_job job = {.threads = threads};
    glo_frame *frame;
    for (int i = 0; i < CELLS; i++) {
        assert_ok(glo_cells_add(&cells, &m->cells[i]));
        if (i % (CELLS / parts) == 0 && parts > 1)
            assert_ok(glo_cells_pack(&cells));
    }
    memset(out_note, 0, sizeof *out_note);
    assert_ok(glo_rollup(&cells, &q->spec, &job, NULL, &frame, out_note));
    glo_cells_dispose(&cells);
    return frame;
}

static void check_seed(unsigned seed) {
    static piece pieces[MOST];
    model m = {.random = seed, .seed = seed};
    question q;
    glo_rollup_note note, other_note;
    draw(&m);
    for (int i = 0; i < 3; i++) {
        glo_frame *frame, *again;
        ask(&m, &q);
        size_t count = gather(&m, &q, pieces);
        frame = rollup_of(&m, &q, 1, 1, &note);
        check_rows(&m, &q, frame, pieces, count);
        if (count_rows(&m, &q, pieces, count) != glo_frame_rows(frame))
            fail_msg("seed %u: %zu rows, not %zu", seed, glo_frame_rows(frame),
                     count_rows(&m, &q, pieces, count));
        for (size_t c = 0; c < CELLS; c++) { /* the order of cells has no meaning */
            size_t other = (size_t)below(&m, CELLS);
            glo_cell cell = m.cells[c];
            m.cells[c] = m.cells[other];
            m.cells[other] = cell;
        }
        again = rollup_of(&m, &q, 2 + i % 2, 1 + below(&m, 4), &other_note);
        assert_memory_equal(&note, &other_note, sizeof note);
        char *text = strdup(text_of(frame));
        if (strcmp(text, text_of(again)) != 0)
            fail_msg("seed %u: the order of cells, their parts or the threads matter", seed);
        free(text);
        glo_frame_free(frame);
        glo_frame_free(again);
    }
    glo_tree_free(m.zones);
    glo_tree_free(m.phenomena);
}

static void test_random_rollups(void **state) {
    (void)state;
    for (unsigned seed = 1; seed <= SEEDS; seed++)
        check_seed(seed);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_rollups)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
