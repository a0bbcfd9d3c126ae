/* horizon_rows.c: reads signals, judgements, drivers and Delphi studies. Example in horizon.h.
 *
 * What SQL gives of these tables is marked as strictly as anything in them. Here each row says its own marking, so that a secret
 * signal of one zone does not keep the open ones of another from being read.
 */
#include "store/horizon.h"

#include "base/err.h"
#include "db.h"

#include <string.h>

static const struct {
    const char *name, *sql;
    size_t values;
} statements[] = {
    {"signals",
     "select s.id as signal, s.title, s.text, s.lang, (select group_concat(code, char(10)) from (select "
     "z.code from signal_zone x join zone z on z.id = x.zone where x.signal = s.id order by z.code)) as "
     "zones, p.code as phenomenon, s.seen, s.source, s.reliability, s.credibility, s.steep, s.horizon_from, "
     "s.horizon_to, s.known, s.handling from signal s left join phenomenon p on p.id = s.phenomenon where "
     "s.known <= ?1 and not exists (select 1 from signal_retraction r where r.signal = s.id and r.known <= "
     "?1) order by s.id",
     1},
    {"judgements",
     "select j.signal, j.role, j.likelihood, j.impact, j.reason, j.known, j.handling from signal_judgement j "
     "where j.id in (select max(id) from signal_judgement where known <= ?1 group by signal, role) order by "
     "j.signal, j.role",
     1},
    {"retractions",
     "select r.signal, r.reason, r.role, r.known, r.handling from signal_retraction r order by r.signal", 0},
    {"drivers",
     "select d.id as driver, d.name, d.label, d.probability, d.method, d.judgements, d.reason, d.role, "
     "(select group_concat(signal, ', ') from (select signal from driver_signal x where x.driver = d.id "
     "order "
     "by signal)) as signals, (select count(*) from driver_signal x join signal_retraction r on r.signal = "
     "x.signal where x.driver = d.id) as retracted, d.known, d.handling from driver d where d.known <= ?1 "
     "order by "
     "d.id",
     1},
    {"delphi_studies",
     "select id as study, name, question, low, high, stop_iqr, stop_w, stop_rounds, role, kept_at, handling "
     "from "
     "delphi_study order by id",
     0},
    {"delphi_items",
     "select i.item, i.text, s.handling from delphi_item i join delphi_study s on s.id = i.study where "
     "i.study = ?1 "
     "order by i.item",
     1},
    {"delphi_answers",
     "select round, item, respondent, value, handling from delphi_answer where study = ?1 order by round, "
     "item, "
     "respondent",
     1},
    {"delphi_rounds",
     "select round, w, iqr, stopped, role, kept_at, handling from delphi_round where study = ?1 order by "
     "round",
     1},
    {"delphi_feedback",
     "select f.round, f.item, f.text, r.handling from delphi_feedback f join delphi_round r on r.study = "
     "f.study and "
     "r.round = f.round where f.study = ?1 order by f.round, f.item",
     1},
};

glo_status glo_store_horizon(glo_store *store, const char *name, const int64_t *values, size_t count,
                             const glo_job *job, glo_frame **out) {
    for (size_t i = 0; i < sizeof statements / sizeof statements[0]; i++) {
        glo_value given = {.kind = GLO_VALUE_INTEGER, .integer = count ? values[0] : 0};
        glo_frame *frame = NULL;
        if (strcmp(name, statements[i].name) != 0)
            continue;
        if (count != statements[i].values)
            return glo_fail(GLO_EINVAL, "'%s' takes %zu values, not %zu", name, statements[i].values, count);
        glo_status status = glo_store_query(store, statements[i].sql, &given, count, job, &frame);
        if (status == GLO_OK)
            status = glo_mark_by_rows(frame, out);
        glo_frame_free(frame);
        return status;
    }
    return glo_fail(GLO_EINVAL, "horizon scanning keeps no '%s'", name);
}
