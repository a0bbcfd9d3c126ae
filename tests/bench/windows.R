# windows.R: the yearly, quarterly and monthly series of the R packages that are installed: name,season,value,value,...
add <- function(name, x) {
  columns <- if (is.null(dim(x))) list(x) else lapply(seq_len(min(ncol(x), 60)), function(i) x[, i])
  for (i in seq_along(columns)) {
    v <- columns[[i]]
    if (!is.numeric(v) || !(frequency(v) %in% c(1, 4, 12))) next
    season <- frequency(v)
    v <- as.numeric(v)
    known <- which(!is.na(v))
    if (length(known) < 10) next
    v <- v[min(known):max(known)]
    if (!anyNA(v)) cat(paste(c(paste0(name, ":", i), season, format(v, trim = TRUE, digits = 10, scientific = FALSE)), collapse = ","), "\n", sep = "")
  }
}
for (package in sort(unique(rownames(installed.packages())))) {
  items <- tryCatch(data(package = package)$results[, "Item"], error = function(e) NULL)
  for (item in items) {
    own <- new.env()
    try(suppressMessages(suppressWarnings({
      data(list = sub(".*\\((.*)\\)", "\\1", item), package = package, envir = own)
      x <- get(sub(" .*", "", item), envir = own, inherits = FALSE)
      if (is.ts(x)) add(paste0(package, ".", sub(" .*", "", item)), x)
    })), silent = TRUE)
  }
}
