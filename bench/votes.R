# The peer of bench/votes.c: agreement (half credit), kappa and pi (nominal) of all pairs of states in all years, as a careful
# user of R would write it: for each year 0-1 matrices of yes, abstain, no; nine cross-products; then whole matrices at once.
# Usage: Rscript votes.R FOLDER. Reads FOLDER/ballots.bin, writes FOLDER/values.bin; prints the fastest of the runs in
# seconds (wall, cpu), the peak memory in MB and the file of the BLAS. RUNS (3) says how many.

folder <- commandArgs(trailingOnly = TRUE)[1]
runs <- as.integer(Sys.getenv("RUNS", "3"))
file <- file(file.path(folder, "ballots.bin"), "rb")
head <- readBin(file, "integer", 2, size = 4)
years <- readBin(file, "integer", head[2], size = 4)
ballots <- matrix(as.integer(readBin(file, "raw", prod(head))), nrow = head[1]) # states by roll calls
close(file)

# Matrices of one year: rows of `cast` are states, columns roll calls.
one_year <- function(cast, minimum = 5) {
    yes <- (cast == 1) + 0
    abstain <- (cast == 2) + 0
    no <- (cast == 3) + 0
    yy <- tcrossprod(yes)
    aa <- tcrossprod(abstain)
    nn <- tcrossprod(no)
    ya <- tcrossprod(yes, abstain)
    yn <- tcrossprod(yes, no)
    an <- tcrossprod(abstain, no)
    ay <- tcrossprod(abstain, yes)
    ny <- tcrossprod(no, yes)
    na <- tcrossprod(no, abstain)
    same <- yy + aa + nn
    near <- ya + ay + an + na
    n <- same + near + yn + ny
    row_yes <- yy + ya + yn
    row_abstain <- ay + aa + an
    row_no <- ny + na + nn
    column_yes <- yy + ay + ny
    column_abstain <- ya + aa + na
    column_no <- yn + an + nn
    few <- n < minimum
    agreement <- (same + near / 2) / n
    by_chance <- row_yes * column_yes + row_abstain * column_abstain + row_no * column_no
    kappa <- (same * n - by_chance) / (n * n - by_chance)
    mixed <- (row_yes + column_yes)^2 + (row_abstain + column_abstain)^2 + (row_no + column_no)^2
    scott <- (4 * same * n - mixed) / (4 * n * n - mixed)
    agreement[few] <- NA
    kappa[few] <- NA
    scott[few] <- NA
    list(agreement, kappa, scott)
}

all_years <- function() {
    wanted <- sort(unique(years))
    setNames(lapply(wanted, function(year) one_year(ballots[, years == year, drop = FALSE])), wanted)
}

best <- c(Inf, Inf)
for (run in seq_len(runs)) {
    values <- NULL
    invisible(gc())
    took <- system.time(values <- all_years(), gcFirst = FALSE)
    best <- pmin(best, c(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]]))
}
out <- file(file.path(folder, "values.bin"), "wb")
for (year in names(values)) {
    writeBin(as.integer(year), out, size = 4)
    for (matrix in values[[year]]) writeBin(as.vector(matrix), out, size = 8)
}
close(out)
peak <- as.numeric(sub("\\D+(\\d+).*", "\\1", grep("^VmHWM", readLines("/proc/self/status"), value = TRUE))) / 1024
cat(sprintf("%.3f %.3f %.1f %s\n", best[1], best[2], peak, extSoftVersion()[["BLAS"]]))
