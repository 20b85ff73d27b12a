# The alliance indices of the sampled pairs in R, from the raw tables of CRAN peacesciencer: seconds a pair, made out for
# all pairs, and the largest difference from what bench_similarity wrote for the same pairs.
#
# Usage: Rscript similarity.R SAMPLE PEACESCIENCER-TARBALL ROOT PAIR-YEARS SECONDS (all pairs and indices by entente)
# Peers: psych::cohen.kappa and cor(method = "kendall") with S and pi as vector code, and the package fpsim; those that are
# not installed are skipped.

arguments <- commandArgs(trailingOnly = TRUE)
sample <- read.delim(arguments[1], check.names = FALSE)
folder <- tempfile()
untar(arguments[2], exdir = folder)
all_pairs <- as.numeric(arguments[4])
own_seconds <- as.numeric(arguments[5])
raw <- function(name) {
    load(file.path(folder, "peacesciencer", "data", paste0(name, ".rda")))
    as.data.frame(get(name))
}
atop <- raw("atop_alliance")
states <- raw("cow_states")
nmc <- raw("cow_nmc")
codes <- read.delim(file.path(arguments[3], "data", "states", "code.tsv"), colClasses = "character", comment.char = "#",
                    quote = "")
yes <- function(flag) !is.na(flag) & flag == 1
atop$code <- ifelse(yes(atop$atop_defense) | yes(atop$atop_offense), 3,
             ifelse(yes(atop$atop_neutral) | yes(atop$atop_consul), 2, ifelse(yes(atop$atop_nonagg), 1, 0)))
atop <- split(atop[c("ccode1", "ccode2", "code")], atop$year)
nmc <- split(nmc[c("ccode", "cinc")], nmc$year)

# Left out: 1990, when the list has two codes of one state (260 and 255, 678 and 679), and the years in which a code passes
# to another state: that year both are members in entente and the list has one code. So are states of several codes.
codes <- codes[codes$scheme == "cow" & codes$code %in% states$ccode, ]
passed <- as.integer(substr(codes$from[codes$from != ""], 1, 4))
number <- function(code, year) {
    of <- codes[codes$state == code, ]
    from <- ifelse(of$from == "", 0, as.integer(substr(of$from, 1, 4)))
    to <- ifelse(of$to == "", 9999, as.integer(substr(of$to, 1, 4)))
    now <- unique(as.integer(of$code[from <= year & to >= year]))
    if (length(now) == 1) now else NA
}
members <- function(year) sort(unique(states$ccode[states$styear <= year & states$endyear >= year]))
profile <- function(state, year, system) {
    rows <- atop[[as.character(year)]]
    rows <- rows[rows$ccode1 == state, ]
    owes <- rows$code[match(system, rows$ccode2)]
    owes[is.na(owes)] <- 0
    owes[system == state] <- 3
    owes
}
cases <- list()
for (i in seq_len(nrow(sample))) {
    year <- sample$year[i]
    a <- number(sample$a[i], year)
    b <- number(sample$b[i], year)
    system <- members(year)
    if (year == 1990 || year %in% passed || anyNA(c(a, b)) || !all(c(a, b) %in% system)) next
    shares <- nmc[[as.character(year)]]
    cases[[length(cases) + 1]] <- list(row = i, x = profile(a, year, system), y = profile(b, year, system),
                                       w = if (is.null(shares)) NULL else shares$cinc[match(system, shares$ccode)])
}

# The indices in the order of the columns of the sample.
s <- function(x, y, top, power, w = NULL) {
    if (is.null(w)) return(1 - 2 * sum(abs(x - y)^power) / (length(x) * top^power))
    there <- !is.na(w)
    1 - 2 * sum((w * abs(x - y)^power)[there]) / sum((w * top^power)[there])
}
scott <- function(x, y, top, power) {
    levels <- 0:top
    mix <- tabulate(c(x, y) + 1, top + 1) / (2 * length(x))
    apart <- abs(outer(levels, levels, "-"))
    cost <- if (power == 0) apart > 0 else apart^power
    by_chance <- sum(cost * outer(mix, mix))
    1 - mean(cost[cbind(x + 1, y + 1)]) / by_chance
}
constant <- function(x) all(x == x[1])
tau <- function(x, y) if (constant(x) || constant(y)) NaN else cor(x, y, method = "kendall")
linear <- function(top) { # weights of psych: credits, 1 on the diagonal
    1 - abs(outer(0:top, 0:top, "-")) / top
}
both <- function(case, indices, weighted) {
    none <- rep(NaN, 2)
    binary <- list(x = pmin(case$x, 1), y = pmin(case$y, 1))
    c(indices(case$x, case$y, 3), indices(binary$x, binary$y, 1),
      if (is.null(case$w)) c(none, none) else c(weighted(case$x, case$y, 3, case$w),
                                                weighted(binary$x, binary$y, 1, case$w)))
}
peers <- list()
peers[["psych, cor, vector code"]] <- if (requireNamespace("psych", quietly = TRUE)) list(
    indices = function(x, y, top) {
        levels <- as.character(0:top)
        if (constant(x) && constant(y) && x[1] == y[1]) return(c(s(x, y, top, 1), s(x, y, top, 2), rep(NaN, 7)))
        ratings <- data.frame(factor(x, levels = 0:top), factor(y, levels = 0:top))
        table <- table(ratings[[1]], ratings[[2]])
        table <- matrix(as.numeric(table), top + 1, dimnames = list(levels, levels))
        k <- psych::cohen.kappa(table)
        c(s(x, y, top, 1), s(x, y, top, 2), k$kappa, psych::cohen.kappa(table, w = linear(top))$weighted.kappa,
          k$weighted.kappa, scott(x, y, top, 0), scott(x, y, top, 1), scott(x, y, top, 2), tau(x, y))
    },
    weighted = function(x, y, top, w) c(s(x, y, top, 1, w), s(x, y, top, 2, w)),
    columns = 1:22)
# fpsim has kappa with |d|^w_exp, pi of one kind, and no tau-b of a constant row.
peers[["CRAN fpsim"]] <- if (requireNamespace("fpsim", quietly = TRUE)) list(
    indices = function(x, y, top) {
        levels <- 0:top
        c(fpsim::srs(x, y, "absolute", levels = levels), fpsim::srs(x, y, "squared", levels = levels), NA,
          fpsim::cohenk(x, y, 1, levels), fpsim::cohenk(x, y, 2, levels), fpsim::spi(x, y, levels), NA, NA,
          if (constant(x) || constant(y)) NaN else fpsim::taub(x, y))
    },
    weighted = function(x, y, top, w) {
        if (all(is.na(w))) return(c(NaN, NaN))
        c(fpsim::srs(x, y, "absolute", w, 0:top), fpsim::srs(x, y, "squared", w, 0:top))
    },
    columns = c(1, 2, 4, 5, 6, 9, 10, 11, 13, 14, 15, 18:22))

for (name in c("psych, cor, vector code", "CRAN fpsim")) {
    peer <- peers[[name]]
    if (is.null(peer)) {
        cat("  R, ", name, ": skipped, not installed\n", sep = "")
        next
    }
    gc(reset = TRUE)
    took <- system.time(values <- suppressWarnings(suppressMessages(
        lapply(cases, both, peer$indices, peer$weighted))))
    memory <- sum(gc()[, 6])
    cpu <- sum(took[1:2])
    values <- do.call(rbind, values)[, peer$columns]
    ours <- as.matrix(sample[sapply(cases, `[[`, "row"), 3 + peer$columns])
    # Where chance agreement is total R says 0 / 0 or 1, entente that it is undefined.
    known <- is.finite(values) & is.finite(ours)
    odd <- sum(is.finite(values) != is.finite(ours))
    largest <- max(abs(values - ours)[known])
    seconds <- cpu / length(cases) * all_pairs
    cat(sprintf("  R, %-26s %d pairs: %.2f ms a pair, %.0f MB; all %d pair-years: %.0f s, made out; ratio %.0f\n", name,
                length(cases), 1000 * cpu / length(cases), memory, all_pairs, seconds, seconds / own_seconds))
    cat(sprintf("    %d of %d columns; %d values compared, largest difference %.1e, %d defined on one side only\n",
                length(peer$columns), ncol(sample) - 3, sum(known), largest, odd))
    if (largest > 1e-9) cat("    DIFFERS by more than 1e-9\n")
}
