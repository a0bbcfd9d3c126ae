# outbreaks.R: the detectors of R surveillance on the series of tests/bench/outbreaks.c, beside ours.
#
#   build/release/bench/outbreaks write 2 > series.csv; Rscript tests/bench/outbreaks.R series.csv 3
#
# Every third series (the last argument); replicates 0 and 1 have no late reports, so that a year is one call. Prints, by detector: series,
# weeks, R's alarms, ours, the weeks where they differ, R's false alarms a series and year, the share of outbreaks it detects, and the
# seconds of R a series and week.
suppressMessages(library(surveillance))
args <- commandArgs(TRUE)
lines <- strsplit(readLines(args[1]), ",")
step <- as.integer(args[2])
kind <- sapply(lines, `[`, 1)
series <- Filter(function(l) as.integer(l[2]) %% step == 0, lines[kind == "series"])
ours <- lines[kind == "ours"]
judged <- 317:368
flexible <- function(threshold) function(y) {
  s <- sts(y, frequency = 52, start = c(2000, 1))
  alarms(farringtonFlexible(s, list(range = judged, b = 5, w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
    pThresholdTrend = 1, trend = TRUE, reweight = TRUE, thresholdMethod = threshold, alpha = 0.05)))[, 1]
}
ears <- function(method, alpha) function(y) {
  alarms(earsC(sts(y, frequency = 52), list(range = judged, method = method, baseline = 7, minSigma = 0, alpha = alpha)))[, 1]
}
old <- function(y) create.disProg(1:length(y), y, rep(0, length(y)), freq = 52, start = c(2000, 1))
detectors <- list(
  "0" = flexible("delta"), "1" = flexible("nbPlugin"), "2" = flexible("muan"),
  "4" = function(y) algo.farrington(old(y), list(range = judged, b = 5, w = 3, reweight = TRUE, alpha = 0.05))$alarm[, 1],
  "6" = ears("C1", 0.001), "7" = ears("C2", 0.001), "8" = ears("C3", 0.025),
  "9" = function(y) algo.cusum(old(y), list(range = judged, k = 1.04, h = 2.26, m = NULL, trans = "standard", alpha = NULL))$alarm,
  "10" = function(y) algo.bayes(old(y), list(range = judged, b = 0, w = 6, actY = TRUE, alpha = 0.05))$alarm[, 1],
  "11" = function(y) algo.rki(old(y), list(range = judged, b = 2, w = 4, actY = FALSE))$alarm[, 1])
names <- c("0" = "farrington_flexible", "1" = "nb_plugin", "2" = "muan", "4" = "farrington", "6" = "ears_c1", "7" = "ears_c2",
  "8" = "ears_c3", "9" = "cusum", "10" = "bayes", "11" = "rki")
for (d in names(detectors)) {
  n <- differ <- theirs <- own <- nulls <- false <- outbreaks <- detected <- 0
  seconds <- 0
  for (l in series) {
    y <- as.numeric(l[6:(5 + 368)])
    start <- proc.time()[1]
    a <- try(detectors[[d]](y), silent = TRUE)
    seconds <- seconds + proc.time()[1] - start
    if (inherits(a, "try-error")) { cat("failed:", d, l[2], a); next }
    a <- as.integer(!is.na(a) & a)
    o <- Filter(function(x) x[2] == l[2] && x[3] == d, ours)[[1]]
    o <- as.integer(o[4:(3 + 52)])
    n <- n + 1
    differ <- differ + sum(a != o)
    theirs <- theirs + sum(a)
    own <- own + sum(o)
    if (l[3] == "0") {
      nulls <- nulls + 1
      false <- false + sum(a)
    } else {
      outbreaks <- outbreaks + 1
      detected <- detected + any(a[as.integer(l[4]):min(52, as.integer(l[5]))] == 1)
    }
  }
  cat(sprintf("%-20s %3d series %5d weeks  R %4d alarms, ours %4d, differ %3d  false %.2f  detected %.2f  %.5f s\n", names[d], n, n * 52,
    theirs, own, differ, false / nulls, detected / outbreaks, seconds / n / 52))
}
