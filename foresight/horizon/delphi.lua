--- delphi.lua: Delphi studies: a panel judges items in rounds, anonymously, hears after each what all answered, and stops by a
--- rule that was declared beforehand.
--
-- Example:  d = delphi{name="boats", question="How likely by 2028, 1 to 5?", items={"Larger boats", "Other coasts"}, scale={1, 5},
--             stop={iqr=1, w=0.7, rounds=3}, role="analysis"}
--           d:answer(read "round1.csv")   d:close{role="analysis"}   print(d:feedback{lang="nl"})
-- Reference: H. Linstone, M. Turoff (eds), The Delphi Method: Techniques and Applications (1975).

local call = require "foresight.shared.call"
local core = require "glocal.core"
local delphi_results = require "foresight.horizon.delphi_results"
local glocal = require "glocal"
local hint = require "foresight.shared.hint"
local locale = require "foresight.language.locale"
local outfile = require "foresight.shared.outfile"
local panel_answers = require "foresight.horizon.panel_answers"
local personal = require "foresight.horizon.personal"
local records = require "foresight.shared.records"
local sealed = require "foresight.shared.sealed"
local stop_rule = require "foresight.horizon.stop_rule"

local methods, kind = {}, nil

local SHAPES = {
  study = {
    columns = { "name", "question", "low", "high", "stop_iqr", "stop_w", "stop_rounds", "role", "handling" },
    types = { name = "text", question = "text", low = "real", high = "real", stop_iqr = "real", stop_w = "real",
      stop_rounds = "integer", role = "text", handling = "text" },
  },
  item = { columns = { "row", "item", "text" }, types = { row = "integer", item = "integer", text = "text" } },
  answer = {
    columns = { "study", "round", "item", "respondent", "value", "handling" },
    types = { study = "integer", round = "integer", item = "integer", respondent = "text", value = "real", handling = "text" },
  },
  round = {
    columns = { "study", "round", "answers", "w", "iqr", "stopped", "role", "handling" },
    types = { study = "integer", round = "integer", answers = "integer", w = "real", iqr = "real", stopped = "text",
      role = "text", handling = "text" },
  },
  feedback = {
    columns = { "study", "round", "item", "text" },
    types = { study = "integer", round = "integer", item = "integer", text = "text" },
  },
}

-- --- a study as the store has it ----------------------------------------------------------------------------------

-- The study as it is now; nil and the names of all where there is none of that name.
local function find(store, name)
  local names = {}
  for i, each in ipairs(records.of(store, "delphi_studies")) do
    names[i] = each.name
    if each.name == name then
      local study = { store = store, id = each.study, name = name, question = each.question, low = each.low, high = each.high,
        marking = each.marking, role = each.role, opened = each.kept_at:sub(1, 10), items = {},
        rule = { iqr = each.stop_iqr, w = each.stop_w, rounds = each.stop_rounds } }
      for k, item in ipairs(records.of(store, "delphi_items", each.study)) do study.items[k] = item.text end
      study.rounds = records.of(store, "delphi_rounds", each.study)
      local last = study.rounds[#study.rounds]
      study.stopped = last and last.stopped ~= "" and last.stopped or nil
      return study
    end
  end
  return nil, names
end

local function study_of(self)
  local fields = sealed.fields(self, kind)
  return (find(fields.store, fields.name)) or error("the study is no longer in the store", 0)
end

local function object_of(study)
  return sealed.new({ store = study.store, name = study.name, question = study.question, marking = study.marking }, kind)
end

-- The number of a closed round: the last where none is named.
local function closed_round(study, round, callee)
  if #study.rounds == 0 then
    error(("no round of '%s' is closed yet: d:answer(f) takes answers, d:close{role=...} closes the round"):format(study.name), 0)
  end
  local found = round or #study.rounds
  if not study.rounds[found] then
    error(("bad argument 'round' to '%s': round %s is not closed; %d %s"):format(callee, tostring(round), #study.rounds,
      #study.rounds == 1 and "is" or "are"), 0)
  end
  return found
end

-- --- answers ------------------------------------------------------------------------------------------------------

--- Takes answers to the round that is open, for good: from a frame with the columns respondent, item (its number) and value, or
--- respondent and a column for each item (item1, item2 ... or its words). A respondent is an opaque label, never a name; nobody
--- is asked who it is.
--- @function delphi:answer
--- @param f frame the answers, such as read "round1.csv"
--- @return integer how many were taken
--- @return frame those refused: row, item, reason
--- @raises a frame without such columns; a study that has stopped
--- @fails read_only, busy
--- @needs store.write
--- @since 0.1
--- @example type(delphi) --> function
function methods.answer(self, f)
  local study = study_of(self)
  if study.stopped then
    error(("'%s' stopped after round %d (%s), by the rule declared when it was opened: it takes no more answers"):format(
      study.name,
      #study.rounds, study.stopped), 0)
  end
  if not call.is_frame(f) then error("bad argument #1 to 'answer': expected a frame, such as read \"round1.csv\"", 0) end
  local round, seen = #study.rounds + 1, {}
  for _, each in ipairs(records.of(study.store, "delphi_answers", study.id)) do
    if each.round == round then seen[each.respondent .. "\0" .. each.item] = true end
  end
  local taken, refused = panel_answers.of(f, study, seen)
  if #taken == 0 then return 0, refused end
  local handling = records.joined { study.marking, f:marking() }
  for _, each in ipairs(taken) do each.study, each.round, each.handling = study.id, round, handling end
  local done, message, code = records.keep(study.store, { table = "delphi_answer", action = "answer",
    object = "delphi " .. study.name, why = ("round %d: %d answers, %d refused"):format(round, #taken, #refused) },
    { { taken, SHAPES.answer } })
  if not done then return nil, message, code end
  return #taken, refused
end

local function comments_of(study, given, round)
  local rows, items = {}, {}
  for item in pairs(given or {}) do items[#items + 1] = item end
  table.sort(items, function(a, b) return tostring(a) < tostring(b) end)
  for i, item in ipairs(items) do
    if not study.items[item] then
      error(("bad argument 'comments' to 'close': there is no item %s; the study has %d"):format(tostring(item), #study.items), 0)
    end
    personal.check("close", { comments = tostring(given[item]) })
    rows[i] = { study = study.id, round = round, item = item, text = tostring(given[item]) }
  end
  return rows
end

--- Closes the round that is open: sums it up, and says by the declared rule whether the study stops. A closed round takes no more
--- answers.
--- @function delphi:close
--- @param options table
--- @option role string who closes it, such as "analysis"; never a person
--- @option comments? table<integer, string> what the moderator hands back on an item, by its number
--- @return frame the results of the round, as d:results() gives them
--- @raises an item without an answer; a study that has stopped
--- @fails read_only, busy
--- @needs store.write
--- @since 0.1
--- @example type(delphi) --> function
function methods.close(self, options)
  local study = study_of(self)
  if study.stopped then error(("'%s' has stopped after round %d (%s)"):format(study.name, #study.rounds, study.stopped), 0) end
  records.check_role(options.role, "close", "role")
  personal.check("close", { role = options.role })
  local round, widest, count = #study.rounds + 1, 0, 0
  local rows, marking = delphi_results.rows(study, round)
  for i, row in ipairs(rows) do
    if not row.iqr then error(("item %d has no answer in round %d: d:answer(f) takes them"):format(i, round), 0) end
    widest, count = math.max(widest, row.iqr), count + row.answers
  end
  local w = delphi_results.concordance(study, round).w
  local stopped = stop_rule.of(study.rule, { iqr = widest, w = w, round = round })
  local kept, message, code = records.keep(study.store, { table = "delphi_round", second = "delphi_feedback", action = "close",
    object = "delphi " .. study.name, why = ("round %d: largest interquartile range %.4g, W %s; %s"):format(round, widest,
      w and ("%.4g"):format(w) or "none", stopped ~= "" and "stopped by " .. stopped or "goes on") }, {
    { { { study = study.id, round = round, answers = count, w = w, iqr = widest + 0.0, stopped = stopped, role = options.role,
    handling = marking } },
      SHAPES.round },
    { comments_of(study, options.comments, round), SHAPES.feedback } })
  if not kept then return nil, message, code end
  return methods.results(self, { round = round })
end

-- --- results ------------------------------------------------------------------------------------------------------

--- The answers of a closed round summed up, an item a row; r:plot() draws medians and middle halves.
--- @function delphi:results
--- @param options? table
--- @option round? integer = (the last closed) which round
--- @return frame round, item, text, answers (how many), median, low and high (the quartiles), iqr, change (of the median since
---   the round before), shift (how far the distribution moved, 0 to 1; below 0.15 is called stable), moved (the share of those
---   who answered twice that changed their answer)
--- @raises a round that is not closed
--- @needs store.read
--- @since 0.1
--- @example type(delphi) --> function
function methods.results(self, options)
  local study = study_of(self)
  local round = closed_round(study, options and options.round, "results")
  local rows, marking = delphi_results.rows(study, round)
  local closed = study.rounds[round]
  return delphi_results.frame(study, rows, records.joined { marking, closed.marking },
    ("Round %d of '%s': %s. Declared rule: %s."):format(round,
    study.name, closed.stopped ~= "" and "stopped by " .. closed.stopped or "goes on", stop_rule.text(study.rule)))
end

--- How far the panel agreed, a closed round a row.
--- @function delphi:agreement
--- @return frame round, respondents, complete (those who answered every item), w (Kendall's, of these), chi2, df, p, iqr (the
---   largest of an item), stopped (iqr, w, rounds; null: it went on)
--- @needs store.read
--- @since 0.1
--- @example type(delphi) --> function
function methods.agreement(self) return delphi_results.agreement(study_of(self)) end

--- Every answer, for who checks the study: labels, no names.
--- @function delphi:answers
--- @return frame round, item, respondent, value
--- @needs store.read
--- @since 0.1
--- @example type(delphi) --> function
function methods.answers(self)
  local study = study_of(self)
  local rows, frame = records.of(study.store, "delphi_answers", study.id)
  return core.frame(rows, { columns = { "round", "item", "respondent", "value" }, marking = frame:marking(),
    types = { round = "integer", item = "integer", respondent = "text", value = "real" } })
end

--- What is handed back to the panel after a round: of each item the median, the middle half and the moderator's words; of one
--- respondent his answer beside them.
--- @function delphi:feedback
--- @param options? table
--- @option round? integer = (the last closed) which round
--- @option lang? string = (yours) {nl|fr|de|en} the language
--- @option respondent? string the label of one
--- @option to? string <file> write it there
--- @return string the text, or the path of the file
--- @raises a round that is not closed; a label that has no answer in it
--- @fails marking: TLP:RED, H2 or H3; io
--- @needs store.read, file.write
--- @leaves
--- @since 0.1
--- @example type(delphi) --> function
function methods.feedback(self, options)
  options = options or {}
  local study = study_of(self)
  local round = closed_round(study, options.round, "feedback")
  local text, marking = delphi_results.feedback(study, round, options.lang or locale.preferred(), options.respondent)
  if options.to then return outfile.write(options.to, text .. "\n", marking, "feedback") end
  local may, message, code = outfile.may_leave(marking, "feedback")
  if not may then return nil, message, code end
  return text
end

local function shown(fields)
  local study = find(fields.store, fields.name)
  if not study then return fields.name end
  local lines = { ("Delphi '%s': %s"):format(study.name, study.question) }
  for i, text in ipairs(study.items) do lines[#lines + 1] = ("  %d. %s"):format(i, text) end
  lines[#lines + 1] = ("answers from %g to %g; stops at %s"):format(study.low, study.high, stop_rule.text(study.rule))
  lines[#lines + 1] = study.stopped and ("stopped after round %d (%s)"):format(#study.rounds, study.stopped)
    or ("round %d is open"):format(#study.rounds + 1)
  lines[#lines + 1] = ":answer(f)  :close{role=}  :results()  :agreement()  :feedback{lang=}"
  return table.concat(lines, "\n")
end

kind = sealed.kind { name = "delphi", word = "Delphi study", public = { "name", "question", "marking" }, gated = { "question" },
  methods = call.guard(methods), shown = shown }

-- --- opening ------------------------------------------------------------------------------------------------------

local function check_scale(scale)
  local low, high = type(scale) == "table" and scale[1], type(scale) == "table" and scale[2]
  if type(low) ~= "number" or type(high) ~= "number" or not (low < high and high - low < math.huge) then
    error("bad argument 'scale' to 'delphi': say from what to what answers go, as in scale={1, 5} or scale={0, 100}", 0)
  end
  return low + 0.0, high + 0.0
end

local function check_items(items)
  if type(items) ~= "table" or #items == 0 then
    error("bad argument 'items' to 'delphi': say what the panel judges, as in items={\"Larger boats\", \"Other coasts\"}", 0)
  end
  local rows, seen = {}, {}
  for i, text in ipairs(items) do
    if type(text) ~= "string" or text:match "^%s*$" or seen[text] then
      error(("bad argument 'items' to 'delphi': item %d is %s"):format(i, seen[text] and "the same as another" or "no text"), 0)
    end
    seen[text], rows[i] = true, { row = 1, item = i, text = text }
  end
  return rows
end

local function open(store, spec)
  local low, high = check_scale(spec.scale)
  local items, rule = check_items(spec.items), stop_rule.checked(spec.stop)
  records.check_role(spec.role, "delphi", "role")
  if type(spec.question) ~= "string" or spec.question:match "^%s*$" then
    error("bad argument 'question' to 'delphi': say what is asked of each item, as in question=\"How likely by 2028?\"", 0)
  end
  local texts = { name = spec.name, question = spec.question, role = spec.role }
  for i, each in ipairs(items) do texts["items " .. i] = each.text end
  personal.check("delphi", texts)
  local row = { name = spec.name, question = spec.question, low = low, high = high, stop_iqr = rule.iqr, stop_w = rule.w,
    stop_rounds = rule.rounds, role = spec.role, handling = records.joined { spec.handling or records.default_marking(store) } }
  local done, message, code = records.keep(store, { table = "delphi_study", second = "delphi_item", parent = "study",
    action = "open",
    object = "delphi " .. spec.name, why = ("%d items; stops at %s"):format(#items, stop_rule.text(rule)) },
    { { { row }, SHAPES.study }, { items, SHAPES.item } })
  if not done then return nil, message, code end
  return object_of((find(store, spec.name)))
end

--- A Delphi study of the store: delphi "NAME" is one that is there, a table with items opens one. When it stops is declared then,
--- stands in the store and the log, and can't be changed: the largest interquartile range of an item, Kendall's W, or so many
--- rounds, whichever comes first.
--- @function delphi
--- @param spec string|table its name, or what is opened
--- @option name string its name
--- @option question? string what is asked of each item
--- @option items? string[] what the panel judges
--- @option scale? number[] from what to what answers go, as in {1, 5}
--- @option stop? table {iqr=1, w=0.7, rounds=3}: when it stops; rounds is 3 where it is not said
--- @option role? string who opens it, such as "analysis"; never a person
--- @option handling? string = (the store's default) its marking
--- @option store? store = (the current one) where it is kept
--- @return delphi with answer(f), close{role=}, results(), agreement(), answers(), feedback{lang=}
--- @raises a name there is none of, naming the nearest; what makes no study
--- @fails exists: a study of that name; read_only, busy
--- @needs store.read
--- @since 0.1
--- @example select(2, pcall(delphi, "no_such")):match "there is no Delphi study 'no_such'" --> there is no Delphi study 'no_such'
--- @example select(2, pcall(delphi, {name="x", items={"a"}, scale={1, 5}})):match "say beforehand when the study stops" --> say beforehand when the study stops
local function delphi(spec)
  if type(spec) == "string" then spec = { name = spec } end
  local store = glocal.use(spec.store)
  if type(spec.name) ~= "string" or spec.name:match "^%s*$" then
    error("bad argument 'name' to 'delphi': say its name, as in delphi \"boats\"", 0)
  end
  local study, names = find(store, spec.name)
  local opens = spec.items ~= nil or spec.question ~= nil or spec.scale ~= nil or spec.stop ~= nil
  if not opens then
    if study then return object_of(study) end
    error(("there is no Delphi study '%s'%s"):format(spec.name, hint.of(spec.name, names, "there are")), 0)
  end
  if study then
    return nil, ("there is a Delphi study '%s' already, and its rule can't be changed; delphi %q is it"):format(spec.name,
      spec.name),
      "exists"
  end
  return open(store, spec)
end

return delphi
