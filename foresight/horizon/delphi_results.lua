--- delphi_results.lua: what came of the rounds of a Delphi study: the answers of each item summed up, how far they agree, and
--- what is handed back to the panel, in four languages.
--
-- Example:  delphi_results.items(study, 2)   delphi_results.agreement(study)   delphi_results.feedback(study, 1, "nl")

local core = require "glocal.core"
local kendall = require "foresight.horizon.kendall"
local locale = require "foresight.language.locale"
local panel_answers = require "foresight.horizon.panel_answers"
local phrases = require "foresight.language.phrases"
local records = require "foresight.shared.records"

local delphi_results = {}

-- --- figures ------------------------------------------------------------------------------------------------------

--- The answers of a round by item, {{values}, ...}, and by respondent, {R07 = {[item] = value}}; the marking of all of them.
function delphi_results.answers(study, round)
  local by_item, by_respondent, labels, markings = {}, {}, {}, { study.marking }
  for i = 1, #study.items do by_item[i] = {} end
  for _, each in ipairs(records.of(study.store, "delphi_answers", study.id)) do
    if each.round == round then
      table.insert(by_item[each.item], each.value)
      if not by_respondent[each.respondent] then
        by_respondent[each.respondent], labels[#labels + 1] = {}, each.respondent
      end
      by_respondent[each.respondent][each.item] = each.value
      markings[#markings + 1] = each.marking
    end
  end
  return by_item, by_respondent, labels, records.joined(markings)
end

--- Kendall's W over the respondents who answered every item: kendall.of and `respondents`, `complete`.
function delphi_results.concordance(study, round)
  local _, by_respondent, labels = delphi_results.answers(study, round)
  local judges = {}
  for _, label in ipairs(labels) do
    local row = {}
    for i = 1, #study.items do row[i] = by_respondent[label][i] end
    local is_complete = true
    for i = 1, #study.items do is_complete = is_complete and row[i] ~= nil end
    if is_complete then judges[#judges + 1] = row end
  end
  local found = kendall.of(judges) or {}
  found.respondents, found.complete = #labels, #judges
  return found
end

-- The share of those who answered an item in both rounds that gave another answer.
local function moved(item, before, after, labels)
  local both, other = 0, 0
  for _, label in ipairs(labels) do
    local was, is = before[label] and before[label][item], after[label][item]
    if was ~= nil and is ~= nil then both, other = both + 1, other + (was ~= is and 1 or 0) end
  end
  return both > 0 and other / both or nil
end

local COLUMNS = { "round", "item", "text", "answers", "median", "low", "high", "iqr", "change", "shift", "moved" }
local TYPES = { round = "integer", item = "integer", text = "text", answers = "integer", median = "real", low = "real",
  high = "real",
  iqr = "real", change = "real", shift = "real", moved = "real" }

--- The items of a round as rows, {round, item, text, answers, median, low, high, iqr, change, shift, moved}, and their marking:
--- that of the round before too, from which they tell how answers moved.
function delphi_results.rows(study, round)
  local by_item, by_respondent, labels, marking = delphi_results.answers(study, round)
  local before, respondents_before = {}, {}
  if round > 1 then
    local _, marking_before
    before, respondents_before, _, marking_before = delphi_results.answers(study, round - 1)
    marking = records.joined { marking, marking_before }
  end
  local rows = {}
  for i, text in ipairs(study.items) do
    local found, was = panel_answers.summary(by_item[i]) or { answers = 0 }, panel_answers.summary(before[i] or {})
    rows[i] = { round = round, item = i, text = text, answers = found.answers, median = found.median, low = found.low,
      high = found.high, iqr = found.iqr, change = was and found.median and found.median - was.median or nil,
      shift = before[i] and panel_answers.shift(before[i], by_item[i]) or nil,
      moved = round > 1 and moved(i, respondents_before, by_respondent, labels) or nil }
  end
  return rows, marking
end

--- The same as a frame that draws itself under the name of the study, with `note`.
function delphi_results.frame(study, rows, marking, note)
  local round, name = rows[1].round, study.name
  local function titled(lang) return phrases.fill(phrases.of(lang).delphi.plot, { name = name, round = round }) end
  return core.frame(rows, { columns = COLUMNS, types = TYPES, marking = marking }):attach { note_text = note, titled = titled,
    kept = { titled = titled } }
end

--- A row for each closed round: round, respondents, complete, w, chi2, df, p, iqr, stopped.
function delphi_results.agreement(study)
  local rows, markings = {}, { study.marking }
  for i, each in ipairs(study.rounds) do
    local found = delphi_results.concordance(study, each.round)
    rows[i] = { round = each.round, respondents = found.respondents, complete = found.complete, w = found.w, chi2 = found.chi2,
      df = found.df, p = found.p, iqr = each.iqr, stopped = each.stopped ~= "" and each.stopped or nil }
    markings[#markings + 1] = each.marking
  end
  return core.frame(rows, {
    columns = { "round", "respondents", "complete", "w", "chi2", "df", "p", "iqr", "stopped" },
    types = { round = "integer", respondents = "integer", complete = "integer", w = "real", chi2 = "real", df = "integer",
    p = "real",
      iqr = "real", stopped = "text" },
    marking = records.joined(markings),
  }):attach { note_text = "w: Kendall's W, corrected for ties, over those who answered every item; iqr: the largest of an item." }
end

-- --- feedback -----------------------------------------------------------------------------------------------------

-- A number as it was answered, or a median between two.
local function figure(value, lang) return locale.of(lang).number(value, value % 1 == 0 and 0 or 2) end

--- What is handed back after a round, as a text: of each item the median, the middle half, how the median moved, the moderator's
--- words, and the answer of `respondent` where one is named.
function delphi_results.feedback(study, round, lang, respondent)
  lang = locale.check(lang)
  local words, fill = phrases.of(lang).delphi, phrases.fill
  local rows, marking = delphi_results.rows(study, round)
  local _, by_respondent = delphi_results.answers(study, round)
  local said, own = {}, respondent and by_respondent[respondent]
  if respondent and not own then error(("there is no answer of '%s' in round %d"):format(respondent, round), 0) end
  for _, each in ipairs(records.of(study.store, "delphi_feedback", study.id)) do
    if each.round == round then said[each.item] = each.text end
  end
  local lines = { fill(words.title, { name = study.name, round = round }), study.question }
  for i, row in ipairs(rows) do
    lines[#lines + 1] = ""
    lines[#lines + 1] = ("%d. %s"):format(i, row.text)
    lines[#lines + 1] = "   " .. fill(words.middle, { median = figure(row.median, lang), low = figure(row.low, lang),
      high = figure(row.high, lang), answers = row.answers })
    if row.change and row.change ~= 0 then
      lines[#lines + 1] = "   " .. fill(words.before, { median = figure(row.median - row.change, lang) })
    end
    local mine = own and own[i]
    if mine then lines[#lines + 1] = "   " .. fill(words.yours, { value = figure(mine, lang) }) end
    if mine and (mine < row.low or mine > row.high) then lines[#lines + 1] = "   " .. words.outside end
    if said[i] then lines[#lines + 1] = "   " .. fill(words.moderator, { text = said[i] }) end
  end
  lines[#lines + 1] = ""
  local stopped = study.rounds[round].stopped
  lines[#lines + 1] = stopped ~= "" and words.stopped or words.again
  lines[#lines + 1] = marking
  return table.concat(lines, "\n"), marking
end

return delphi_results
