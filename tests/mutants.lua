--- mutants.lua: changes of the core that its unit tests must notice; scripts/dev/mutants makes them.
--
-- One change: the file, a pattern of Lua that is found once in it, on one line, what it becomes, and the tests that
-- must fail: those of ctest, with a space between. Constants are found by value, so that a new name does no harm.

return {
  -- the weights of the combination
  { "core/series/forecast/combine.c", "^(#define [%w_]+) 1%.5 ", "%1 3.0 ", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "^(#define [%w_]+) 2 ", "%1 3 ", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "^(#define [%w_]+) 3 ", "%1 4 ", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "ratio %* ratio;", "ratio;", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "0%.25 %* total", "0.2 * total", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "0%.75 %* total", "0.8 * total", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "independent >= ", "independent > ", tests = "series/forecast/combine" },
  { "core/series/forecast/combine.c", "isnan%(blocks%[m%]%[0%]%) %? 0 :", "0 ? 0 :", tests = "series/forecast/combine" },

  -- the calibration
  { "core/series/forecast/inflate.c", "VALUES_PER_FREEDOM = 5,", "VALUES_PER_FREEDOM = 4,", tests = "series/forecast/calibrate" },
  { "core/series/forecast/inflate.c", "MIN_FREEDOM = 3,", "MIN_FREEDOM = 2,", tests = "series/forecast/calibrate" },
  { "core/series/forecast/inflate.c", "^(#define [%w_]+) 1%.5 ", "%1 1.4 ", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "^(#define PRIOR_ORIGINS) 0%.6 ", "%1 0.7 ", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "^(#define MIN_FACTOR) 0%.6 ", "%1 0.5 ", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "^(#define [%w_]+) 3%.0$", "%1 3.5", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "count %+ 1%) %*", "count) *", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "%? 0%.5 : 0;", "? 1.0 : 0;", tests = "series/forecast/calibrate" },
  { "core/series/forecast/calibrate.c", "factor_of%(w, l, o, scores%)", "factor_of(w, l, w->origin_count, scores)",
    tests = "series/forecast/calibrate" },
  { "core/series/forecast/rolling_origin.c", "1 %+ %(double%)%(origins %- 1%)", "(double)(origins)",
    tests = "series/forecast/combine" },

  -- the moments of exponential smoothing
  { "core/series/smoothing/ets_interval.c", "3 %* v %* v %* gamma", "2 * v * v * gamma", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "2 %* gamma %* fg", "gamma * fg", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "gamma %* gamma %* ff", "gamma * ff", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "v %* gamma %* g%[i%]%[j%]", "gamma * g[i][j]", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "%(1 %+ v%) %* square", "square", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "%(1 %+ o%->variance%) %* theta", "theta", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "2 %* phi %* at%.b", "phi * at.b", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "turn %? c%.gamma : 0", "c.gamma", tests = "series/smoothing/ets" },
  { "core/series/smoothing/ets_interval.c", "period == 0 %? c%.gamma : 0", "period == 1 ? c.gamma : 0",
    tests = "series/smoothing/ets" },

  -- the search of ARIMA: differences too small to tell models apart by
  { "core/series/arima/arima_search.c", "= 0%.05;", "= 0;", tests = "series/arima/arima" },

  -- markings only tighten
  { "core/frame/marking.c", "a%.tlp > b%.tlp %?", "a.tlp < b.tlp ?", tests = "frame/marking" },
  { "core/frame/marking.c", "a%.codes | b%.codes", "a.codes & b.codes", tests = "frame/marking" },
  { "core/frame/marking.c", ": GLO_TLP_RED", ": 0", tests = "frame/marking" },
  { "core/frame/frame.c", "joined%.tlp != marking%.tlp || ", "", tests = "frame/frame" },
  { "core/frame/frame.c", " || joined%.codes != marking%.codes", "", tests = "frame/frame" },

  -- the largest remainder
  { "core/cube/apportion.c", "x%->left > y%->left", "x->left < y->left", tests = "cube/apportion" },
  { "core/cube/apportion.c", "x%->part < y%->part", "x->part > y->part", tests = "cube/apportion" },
  { "core/cube/apportion.c", "%? 0 %- part : part", "? part : part", tests = "cube/apportion" },
  { "core/cube/apportion.c", "if %(given < size%)", "if (0)", tests = "cube/apportion" },
  { "core/cube/apportion.c", "ldexp%(share, 52%)", "ldexp(share, 8)", tests = "cube/apportion" },

  -- what is quoted in CSV
  { "core/io/csv_reader.c", "close%[1%] != '\"'", "close[1] == '\"'", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", "close %+= 2, doubled = 1", "close += 2, doubled = 0", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", "if %(%*p != '\"'%) {", "if (*p != '\\'') {", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", "reader%->ended %? UNCLOSED : MORE", "UNCLOSED", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", " && after != '\\r'", "", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", "out%->lines %+= count", "out->lines += 0 * count", tests = "io/csv_reader" },
  { "core/io/csv_reader.c", "text %+= %*text == '\"';", "", tests = "io/csv_reader" },

  -- the shares of a succession
  { "core/cube/succession.c", "sum %+= w%->steps%[i%]%.share", "sum += 1", tests = "cube/tree" },
  { "core/cube/succession.c", "share / sum", "share", tests = "cube/tree" },
  { "core/cube/succession.c", "%? 1%.0 : share", "? 0.5 : share", tests = "cube/tree" },
  { "core/cube/succession.c", "s%.share < 0%)", "0)", tests = "cube/tree" },
  { "core/cube/succession.c", "nodes%[s%.from%]%.retired && ", "nodes && ", tests = "cube/tree" },
  { "core/cube/succession.c", "weight %? weight : 1", "weight", tests = "cube/tree" },

  -- the chain of the log
  { "core/store/integrity/log.c", "size_t i = 0; i < sizeof fields / sizeof fields",
    "size_t i = 1; i < sizeof fields / sizeof fields", tests = "store/integrity/log" },
  { "core/store/integrity/log.c", "i < sizeof fields / sizeof fields", "i + 1 < sizeof fields / sizeof fields",
    tests = "store/integrity/log" },
  { "core/store/integrity/log.c", "glo_buf_char%(&line, '\\n'%);", ";", tests = "store/integrity/log" },
  { "core/store/integrity/log.c", " || %*c == '\\\\'%)", ")", tests = "store/integrity/log" },
  { "core/store/integrity/log.c", " || sqlite3_column_int64%(statement, 6%) != lines", "", tests = "store/integrity/log" },
}
