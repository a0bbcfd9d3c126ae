/* reference.c: loads a reference set: the tables of data/reference/NAME, each through the importer that an
 * analyst uses, all in one transaction.
 *
 * Example:  glo_store_load_reference(store, (const char *[]){"data/reference/benelux", "generated"}, 2, "benelux", job);
 */
#include "base/err.h"
#include "db.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* In the order in which they lean on each other. */
typedef struct glo_reference_table {
    const char *file, *as;
    const glo_field_source *fields; /* NULL: columns go by the names of the fields */
    size_t field_count;
} glo_reference_table;

static const glo_field_source country_fields[] = {
    {.field = "code", .column = "code"},      {.field = "nl", .column = "nl"},
    {.field = "fr", .column = "fr"},          {.field = "de", .column = "de"},
    {.field = "en", .column = "en"},          {.field = "kind", .constant = "country"},
    {.field = "parent", .constant = "WORLD"},
};

static const glo_reference_table tables[] = {
    {"zones.csv", "zones", NULL, 0},
    {"countries.csv", "zones", country_fields, sizeof country_fields / sizeof country_fields[0]},
    {"links.csv", "links", NULL, 0},
    {"facts.csv", "facts", NULL, 0},
    {"successions.csv", "successions", NULL, 0},
    {"phenomena.csv", "phenomena", NULL, 0},
    {"weights.csv", "weights", NULL, 0},
    {"sources.csv", "sources", NULL, 0},
    {"exposures.csv", "exposures", NULL, 0},
    {"aliases.csv", "aliases", NULL, 0},
    {"priorities.csv", "priorities", NULL, 0},
    {"priority_links.csv", "priority_links", NULL, 0},
    {"agreements.csv", "agreements", NULL, 0},
    {"agreement_parties.csv", "agreement_parties", NULL, 0},
    {"agreement_acts.csv", "agreement_acts", NULL, 0},
    {"channels.csv", "channels", NULL, 0},
    {"channel_reach.csv", "channel_reach", NULL, 0},
    {"missions.csv", "missions", NULL, 0},
    {"partners.csv", "partners", NULL, 0},
};

static int load_table(glo_store *store, const glo_reference_table *table, const char *path, const char *name,
                      const glo_job *job) {
    glo_import_spec spec = {.file = path,
                            .as = table->as,
                            .fields = table->fields,
                            .field_count = table->field_count,
                            .strict = 1,
                            .again = 1,
                            .note = name};
    glo_import_result result;
    return glo_store_import(store, &spec, job, &result);
}

static glo_status load_all(glo_store *store, const char *const *folders, size_t count, const char *name,
                           const glo_job *job) {
    int found = 0;
    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (size_t f = 0; f < count; f++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", folders[f], tables[t].file);
            if (access(path, R_OK) != 0)
                continue;
            found++;
            int status = load_table(store, &tables[t], path, name, job);
            if (status < 0)
                return status;
            break;
        }
    }
    if (!found)
        return glo_fail(GLO_ENOTFOUND, "there is no reference set '%s' in %s", name, count ? folders[0] : "");
    return GLO_OK;
}

int glo_store_load_reference(glo_store *store, const char *const *folders, size_t count, const char *name,
                             const glo_job *job) {
    glo_status status = glo_db_begin(store, job);
    if (status < 0)
        return status;
    store->in_reference = 1;
    status = load_all(store, folders, count, name, job);
    store->in_reference = 0;
    return glo_db_end(store, status);
}
