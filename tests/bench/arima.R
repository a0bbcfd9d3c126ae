# arima.R: auto.arima's side of scripts/bench, as tests/bench/arima.c does it.
#
#   Rscript arima.R data/observed/fr_offences.csv    the median of the seconds; to stderr "index aicc model"
suppressPackageStartupMessages(library(forecast))
rows <- read.csv(commandArgs(TRUE)[1])
times <- c()
for (index in unique(rows$index)) {
  y <- rows$count[rows$index == index]
  if (length(y) < 144 || length(times) == 8) next
  y <- ts(tail(y, 144), frequency = 12)
  times <- c(times, sum(system.time({
    fit <- auto.arima(y)
    ahead <- forecast(fit, h = 12, level = c(80, 95))
  })[1:2]))
  cat(index, sprintf("%.4f", fit$aicc), as.character(fit), "\n", file = stderr())
}
cat(median(times), "\n")
