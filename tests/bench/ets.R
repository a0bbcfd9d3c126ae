# ets.R: R forecast's side of scripts/bench, over the file of series that tests/bench/series.c reads.
#
#   Rscript ets.R FILE [COUNT]    name,model,log likelihood,AICc of the first COUNT; last the seconds per series
suppressMessages(library(forecast))
arguments <- commandArgs(TRUE)
lines <- readLines(arguments[1])
if (length(arguments) > 1) lines <- head(lines, as.integer(arguments[2]))
all <- lapply(strsplit(lines, ","), function(p) list(name = p[1], y = ts(as.numeric(p[-(1:2)]), frequency = as.integer(p[2]))))
fits <- vector("list", length(all))
seconds <- system.time(for (i in seq_along(all)) {
  fits[[i]] <- ets(all[[i]]$y)
  forecast(fits[[i]], h = 12, level = c(80, 95))
})[["elapsed"]]
for (i in seq_along(all)) {
  parts <- fits[[i]]$components
  model <- paste0(parts[1], parts[2], if (parts[4] == "TRUE") "d", parts[3])
  cat(sprintf("%s,%s,%.9f,%.9f\n", all[[i]]$name, model, fits[[i]]$loglik, fits[[i]]$aicc))
}
cat(sprintf("%.6f\n", seconds / length(all)))
