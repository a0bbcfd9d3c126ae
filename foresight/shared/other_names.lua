--- other_names.lua: what pandas, dplyr, Excel and SQL call a thing, and how it is asked for here; for messages and help.
--
-- Example:  other_names.group_by   --> {call = 'r:by "zone"', see = "frame:by"}

local names = {}

local function add(see, call, words)
  for word in words:gmatch "%S+" do names[word] = { call = call, see = see } end
end

add("frame:by", 'r:by "zone"', "group_by groupby group aggregate agg summarise summarize subtotal sumif countif tapply")
add("frame:where", 'r:where "count > 10"', "filter query subset autofilter loc iloc")
add("frame:sort", 'r:sort "-count"', "arrange order_by orderby sort_values sorted")
add("frame:mutate", 'r:mutate{twice = "count * 2"}', "assign transform apply with_columns calculate")
add("frame:select", 'r:select{"zone", "count"}', "columns_of keep pick")
add("frame:glimpse", "r:glimpse()", "describe str info skim statistics stats dtypes quantile histogram")
add("frame:pivot", 'r:pivot("zone", "period")', "pivot_table pivot_wider crosstab xtabs spread dcast unstack wide")
add("frame:change", 'r:change "year"', "diff pct_change growth trend increase decrease yoy difference")
add("frame:rolling", 'r:rolling(12, "mean")', "rollmean moving_average moving smooth window")
add("frame:lag", "r:lag(1)", "shift lead previous offset")
add("frame:share", "r:share()", "proportion prop percent percentage proportions")
add("frame:by", 'r:by("zone").count_mean', "mean average avg")
add("frame:by", 'r:by("zone").count_max', "max maximum min minimum")
add("frame:columns", "r:columns(), and #r for the number of rows", "shape dim nrow ncol colnames names size length count_rows")
add("frame:append", "r:append(s)", "rbind concat union bind_rows vstack")
add("sql", "select * from r join s using (zone)", "merge left_join inner_join vlookup xlookup lookup")
add("frame:to_csv", 'r:to_csv "r.csv"', "write_csv export save savefig download")
add("frame:to_xlsx", 'r:to_xlsx "r.xlsx"', "to_excel excel")
add("frame:plot", "r:plot()", "ggplot chart graph draw scatter barplot")
add("read", 'read "f.csv"', "read_csv read_excel read_xlsx read_table fread load_csv open_csv")
add("frame:head", "r:head()", "top limit first")
add("impact", 'impact{of=r, exposure="channel"}', "local locally translate")
add("forecast", "forecast(r, {horizon=12})", "predict prediction arima prophet ets projection extrapolate")

return names
