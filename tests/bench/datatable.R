# datatable.R: R data.table's side of scripts/bench, in one process on two threads; prints its seconds.
#
#   Rscript datatable.R FOLDER    reading, the full rollup
suppressPackageStartupMessages(library(data.table))
setDTthreads(2)
folder <- commandArgs(TRUE)[1]
seconds <- function(work) system.time(work)[["elapsed"]]

# Every node beside each node at or above it; the trees have five levels at most.
above <- function(file) {
  links <- fread(file.path(folder, file))
  setnames(links, 1:2, c("node", "parent"))
  up <- links[, .(node, ancestor = node)]
  all <- up
  repeat {
    up <- up[links, on = c(ancestor = "node"), nomatch = NULL][parent != "", .(node, ancestor = parent)]
    if (nrow(up) == 0) return(all)
    all <- rbind(all, up)
  }
}

reading <- seconds(events <- fread(file.path(folder, "events.csv"), showProgress = FALSE))
rolling <- seconds({
  leaf <- events[, .(events = .N, count = sum(count), value = sum(harm)),
                 by = .(zone, phenomenon, month = 12L * year(date) + month(date))]
  up <- leaf[above("phenomena.csv"), on = c(phenomenon = "node"), nomatch = NULL, allow.cartesian = TRUE]
  up <- up[, .(events = sum(events), count = sum(count), value = sum(value)), by = .(zone, phenomenon = ancestor, month)]
  up <- up[above("zones.csv"), on = c(zone = "node"), nomatch = NULL, allow.cartesian = TRUE]
  all <- up[, .(events = sum(events), count = sum(count), value = sum(value)), by = .(zone = ancestor, phenomenon, month)]
})
cat(reading, rolling, nrow(all), "\n")
