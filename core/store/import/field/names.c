/* names.c: where and what: zones, phenomena, facets and handlings by their texts. The look-ups are remembered by the text
 * in the file, so that a million lines resolve each name once.
 *
 * Example:  glo_names_look_up(import, ZONE, resolve_zone, &import->values[ZONE], &resolved)   resolved->id is the zone's
 */
#include "base/alloc.h"
#include "base/err.h"
#include "import/observations.h"

#include <stdlib.h>
#include <string.h>

/* A mark in the place of a name. What is told, a constant, is a name. */
static bool is_missing_name(const glo_import *import, size_t field, const char *text) {
    const glo_csv_field value = {text, (uint32_t)strlen(text), 0};
    return import->is_column[field] && glo_import_is_missing(import, &value);
}

static glo_status resolve_zone(glo_import *import, const char *text, glo_resolved *out) {
    if (strcmp(text, "NA") != 0 && is_missing_name(import, ZONE, text)) /* of NA the column decides */
        return glo_fail(GLO_EINVAL, "the zone is missing: '%s'", text);
    return glo_import_zone(import, ZONE, text, 0, &out->id);
}

static glo_status resolve_phenomenon(glo_import *import, const char *text, glo_resolved *out) {
    if (is_missing_name(import, PHENOMENON, text))
        return glo_fail(GLO_EINVAL, "the phenomenon is missing: '%s'", text);
    return glo_import_phenomenon(import, PHENOMENON, text, 0, &out->id);
}

static glo_status resolve_handling(glo_import *import, const char *text, glo_resolved *out) {
    glo_marking marking;
    glo_status status = glo_marking_parse(text, &marking);
    (void)import;
    if (status == GLO_OK)
        out->handling = glo_marking_pack(marking);
    return status;
}

/* "sex:female"; a dimension or category that is new is added. */
static glo_status resolve_facet(glo_import *import, const char *text, glo_resolved *out) {
    const char *colon = strchr(text, ':');
    sqlite3_stmt *statement = NULL;
    if (!colon || colon == text || !colon[1])
        return glo_fail(GLO_EINVAL, "'%.40s' is not a facet: write dimension:category, such as sex:female",
                        text);
    int status =
        glo_db_prepare(import->store,
                       "insert into facet (dimension, category) values (?1, ?2) on conflict do update set "
                       "category = excluded.category returning id",
                       &statement);
    if (status < 0)
        return status;
    sqlite3_bind_text(statement, 1, text, (int)(colon - text), SQLITE_STATIC);
    glo_db_bind_text(statement, 2, colon + 1);
    status = glo_db_step(import->store, statement);
    if (status == 1)
        out->id = sqlite3_column_int64(statement, 0);
    if (status == 1)
        status = glo_db_step(import->store, statement);
    return glo_db_finish(import->store, statement, status);
}

/* The cache of a field's texts: resolves each once, faults too. */
int glo_names_look_up(glo_import *import, size_t field, glo_resolver resolve, const glo_csv_field *value,
                      const glo_resolved **out) {
    glo_observations *state = import->state;
    glo_lookup_cache *cache = &state->caches[field];
    uint32_t code, before = glo_words_count(cache->texts);
    if (glo_words_add(cache->texts, value->text, value->length, &code) < 0 ||
        glo_alloc_grow(&cache->resolved, &cache->room, (size_t)code + 1, sizeof *cache->resolved) < 0)
        return GLO_ENOMEM;
    glo_resolved *resolved = &cache->resolved[code];
    if (code == before) {
        *resolved = (glo_resolved){0};
        int status = resolve(import, glo_words_text(cache->texts, code), resolved);
        if (status < 0) {
            int rejected = status == GLO_EINVAL || status == GLO_ENOTFOUND || status == GLO_EAMBIGUOUS;
            if (!rejected || glo_alloc_text(glo_message(), &resolved->fault) < 0)
                return status;
        }
    }
    resolved->lines++;
    if (resolved->fault) {
        glo_fail(GLO_EINVAL, "%s", resolved->fault);
        return glo_import_reject(import, (int)field);
    }
    *out = resolved;
    return GLO_OK;
}

typedef glo_status (*glo_name_counter)(glo_import *import, size_t field, const char *text, int64_t lines,
                                       int64_t *out);

static glo_status count_lines(glo_import *import, size_t field, glo_name_counter count) {
    const glo_lookup_cache *cache = &((glo_observations *)import->state)->caches[field];
    for (uint32_t code = 0; code < glo_words_count(cache->texts); code++) {
        int64_t id;
        const char *text = glo_words_text(cache->texts, code);
        glo_status status = count(import, field, text, cache->resolved[code].lines, &id);
        if (status < 0 && !cache->resolved[code].fault)
            return status;
    }
    return GLO_OK;
}

glo_status glo_names_count(glo_import *import) {
    glo_status status = count_lines(import, ZONE, glo_import_zone);
    return status == GLO_OK ? count_lines(import, PHENOMENON, glo_import_phenomenon) : status;
}

glo_status glo_names_begin(glo_observations *state) {
    static const int remembered[] = {ZONE, PHENOMENON, SOURCE, FACET, HANDLING};
    glo_status status = GLO_OK;
    for (size_t i = 0; status == GLO_OK && i < sizeof remembered / sizeof remembered[0]; i++)
        status = glo_words_new(&state->caches[remembered[i]].texts);
    return status;
}

void glo_names_dispose(glo_observations *state) {
    for (size_t i = 0; i < sizeof state->caches / sizeof state->caches[0]; i++) {
        glo_lookup_cache *cache = &state->caches[i];
        for (uint32_t code = 0; cache->resolved && code < glo_words_count(cache->texts); code++)
            free(cache->resolved[code].fault);
        free(cache->resolved);
        glo_words_free(cache->texts);
    }
}

/* "female" of a file whose facets are of the dimension sex is "sex:female". */
static glo_csv_field facet_of(glo_import *import) {
    glo_observations *state = import->state;
    const glo_csv_field facet = import->values[FACET];
    if (!import->spec->facet_dimension || facet.length == 0 || memchr(facet.text, ':', facet.length))
        return facet;
    glo_buf_clear(&state->text);
    glo_buf_format(&state->text, "%s:%.*s", import->spec->facet_dimension, (int)facet.length, facet.text);
    return (glo_csv_field){state->text.data, (uint32_t)state->text.length, 0};
}

/* Resolves zone, phenomenon, source, facet and handling; *own_handling: whether the line has its own. */
int glo_names_take(glo_import *import, glo_cell *cell, uint8_t *own_handling) {
    const glo_resolved *resolved = NULL;
    int status = glo_names_look_up(import, ZONE, resolve_zone, &import->values[ZONE], &resolved);
    if (status != GLO_OK)
        return status;
    cell->zone = (int32_t)resolved->id;
    if ((status = glo_names_look_up(import, PHENOMENON, resolve_phenomenon, &import->values[PHENOMENON],
                                    &resolved)) != GLO_OK)
        return status;
    cell->phenomenon = (int32_t)resolved->id;
    if ((status = glo_line_source_take(import, &resolved)) != GLO_OK)
        return status;
    cell->source = (int32_t)resolved->id;
    cell->handling = resolved->handling;
    const bool is_unmarked =
        resolved->marks_lines && import->values[HANDLING].length == 0 && !import->result.file_marking[0];
    if ((status = glo_censored_take(import, cell, resolved)) != GLO_OK)
        return status;
    if (import->values[FACET].length) {
        const glo_csv_field facet = facet_of(import);
        if ((status = glo_names_look_up(import, FACET, resolve_facet, &facet, &resolved)) != GLO_OK)
            return status;
        cell->facet = (int32_t)resolved->id;
    }
    *own_handling = 0;
    if (import->values[HANDLING].length) {
        if ((status = glo_names_look_up(import, HANDLING, resolve_handling, &import->values[HANDLING],
                                        &resolved)) != GLO_OK)
            return status;
        /* A line may tighten the handling of its source, never loosen it. */
        cell->handling = glo_marking_pack(
            glo_marking_join(glo_marking_unpack(cell->handling), glo_marking_unpack(resolved->handling)));
        *own_handling = 1;
    } else if (is_unmarked) {
        const uint8_t otherwise = ((glo_observations *)import->state)->default_handling;
        cell->handling = glo_marking_pack(
            glo_marking_join(glo_marking_unpack(cell->handling), glo_marking_unpack(otherwise)));
        import->result.unmarked_lines++;
        *own_handling = 1;
    }
    if (import->result.file_marking[0]) {
        glo_marking marking;
        if ((status = glo_marking_parse(import->result.file_marking, &marking)) < 0)
            return status;
        cell->handling = glo_marking_pack(glo_marking_join(glo_marking_unpack(cell->handling), marking));
        *own_handling = 1;
    }
    return GLO_OK;
}
