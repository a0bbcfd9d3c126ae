/* tables.h: what a file may be imported as; ingest.c finds a table here by its name. A new one is added here and to
 * the list in ingest.c.
 *
 * Example:  const glo_import_table *table = &glo_import_zones;
 */
#ifndef GLO_STORE_IMPORT_TABLES_H
#define GLO_STORE_IMPORT_TABLES_H

#include "import/import.h"

extern const glo_import_table glo_import_observations;                                    /* observations.c */
extern const glo_import_table glo_import_zones, glo_import_phenomena;                     /* nodes.c */
extern const glo_import_table glo_import_links, glo_import_facts, glo_import_successions; /* tables.c */
extern const glo_import_table glo_import_weights, glo_import_sources, glo_import_exposures,
    glo_import_aliases, glo_import_priorities, glo_import_priority_links;
extern const glo_import_table glo_import_message_flows;
extern const glo_import_table glo_import_messages; /* messages.c */
extern const glo_import_table glo_import_requests; /* requests.c */
extern const glo_import_table glo_import_geometry; /* geometry.c */
/* cooperation/register_tables.c */
extern const glo_import_table glo_import_channels, glo_import_channel_reach, glo_import_agreements,
    glo_import_agreement_parties, glo_import_agreement_acts, glo_import_expertise, glo_import_contact_points,
    glo_import_trainings, glo_import_missions, glo_import_recommendations, glo_import_partners,
    glo_import_reports, glo_import_feedback;

#endif
