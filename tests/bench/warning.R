# warning.R: R surveillance's side of scripts/bench, over the file that tests/bench/warning.lua writes.
#
#   Rscript warning.R METHOD FILE JUDGED    alarms and the sum of the bounds of the last JUDGED weeks; last the processor seconds per series and week
suppressMessages(library(surveillance))
arguments <- commandArgs(TRUE)
method <- arguments[1]
judged <- as.integer(arguments[3])
counts <- t(as.matrix(read.csv(arguments[2], header = FALSE)))
weeks <- nrow(counts)
dates <- as.Date("2004-12-27") + 7 * (seq_len(weeks) - 1)
series <- sts(observed = counts, epoch = as.numeric(dates), epochAsDate = TRUE, frequency = 52, start = c(2004, 53))
range <- (weeks - judged + 1):weeks
seconds <- system.time(found <- suppressMessages(switch(method,
  farrington_flexible = farringtonFlexible(series, control = list(range = range, b = 4, w = 3, noPeriods = 10,
    pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, alpha = 0.05, thresholdMethod = "delta", limit54 = c(0, 4),
    fitFun = "algo.farrington.fitGLM.flexible", glmWarnings = FALSE)),
  ears_c1 = earsC(series, control = list(range = range, method = "C1", alpha = 0.001)))))[c("user.self", "sys.self")]
cat(sprintf("%d alarms, bounds %.3f\n", sum(alarms(found), na.rm = TRUE), sum(upperbound(found), na.rm = TRUE)))
cat(sprintf("%.9f\n", sum(seconds) / (ncol(counts) * judged)))
