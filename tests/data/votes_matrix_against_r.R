# Matrices of all pairs beside R: random ballots with missing cells that this script makes, and (where ../shared has it)
# the wide table of real roll calls; every index, and choices of roll calls: contested, an issue area, a window of years.
#
# Environment: ENTENTE and ENTENTE_ADD the programs, ENTENTE_RECORD a record to copy, ENT_SHARED as in votes_against_r.R.
# Status 77: something of this is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
entente <- Sys.getenv("ENTENTE")
record <- Sys.getenv("ENTENTE_RECORD")
if (entente == "" || !file.exists(entente)) skip("no program to compare with")
if (!file.exists(record)) skip("no record")

flags <- c("me", "nu", "di", "hr", "co", "ec")

# Indices of two vectors of ballots (1 yes, 2 abstain, 3 no), roll call by roll call.
distance <- function(power) function(x, y) if (power == 0) (x != y) + 0 else abs(x - y)^power
beyond <- function(x, y, apart, mixes) {
    observed <- mean(apart(x, y))
    chance <- mean(outer(mixes[[1]], mixes[[2]], apart))
    if (chance == 0) NaN else 1 - observed / chance
}
kappa_with <- function(power) function(x, y) beyond(x, y, distance(power), list(x, y))
pi_with <- function(power) function(x, y) beyond(x, y, distance(power), list(c(x, y), c(x, y)))
tau_b <- function(x, y) if (length(unique(x)) == 1 || length(unique(y)) == 1) NaN else cor(x, y, method = "kendall")
indices <- list(
    "votes.agreement" = function(x, y) 1 - mean(abs(x - y)) / 2,
    "votes.agreement:credit=strict" = function(x, y) mean(x == y),
    "votes.opposite" = function(x, y) mean(abs(x - y) == 2),
    "votes.kappa" = kappa_with(0), "votes.kappa:weights=linear" = kappa_with(1),
    "votes.kappa:weights=quadratic" = kappa_with(2),
    "votes.pi" = pi_with(0), "votes.pi:weights=linear" = pi_with(1), "votes.pi:weights=quadratic" = pi_with(2),
    "votes.s" = function(x, y) 1 - 2 * sum(abs(x - y)) / (2 * length(x)),
    "votes.s:metric=squared" = function(x, y) 1 - 2 * sum((x - y)^2) / (4 * length(x)),
    "votes.taub" = tau_b)
# What a computation by other means must give as well: concordance with 1/n moments is kappa with quadratic weights.
concordance <- function(x, y) {
    n <- length(x)
    below <- (var(x) + var(y)) * (n - 1) / n + (mean(x) - mean(y))^2
    if (below == 0) NaN else 2 * cov(x, y) * (n - 1) / n / below
}

# Roll calls of a table that a choice counts in a year.
rows_of <- function(table, choice, when) {
    year <- as.integer(substr(table$date, 1, 4))
    keep <- year == when
    if (choice == "window=3") keep <- year %in% (when - 2):when
    cast <- as.matrix(table[setdiff(names(table), c("rcid", "date", flags))])
    if (choice == "scope=contested")
        keep <- keep & apply(cast, 1, function(row) length(intersect(unique(as.numeric(row)), 1:3)) > 1)
    if (choice == "issue=hr") keep <- keep & table$hr == "TRUE"
    which(keep)
}

failures <- 0
compared <- 0
compare <- function(table, release, when, measure, index, choice, most = 300) {
    extra <- c(if (choice != "") choice, paste0("release=", release), "source=un-votes")
    spec <- paste0(measure, if (grepl(":", measure)) "," else ":", paste(extra, collapse = ","))
    lines <- system2(entente, c("export", "matrix", spec, "--year", when, "--ids", "iso3"), stdout = TRUE)
    got <- read.delim(text = lines, row.names = 1, check.names = FALSE, colClasses = "character", na.strings = character())
    codes <- intersect(colnames(got), names(table))
    rows <- rows_of(table, choice, when)
    pairs <- which(upper.tri(diag(length(codes))), arr.ind = TRUE)
    if (nrow(pairs) > most) pairs <- pairs[sample(nrow(pairs), most), ]
    for (k in seq_len(nrow(pairs))) {
        a <- codes[pairs[k, 1]]
        b <- codes[pairs[k, 2]]
        x <- as.numeric(table[[a]][rows])
        y <- as.numeric(table[[b]][rows])
        both <- x %in% 1:3 & y %in% 1:3
        wanted <- if (sum(both) < 10) NaN else index(x[both], y[both])
        text <- got[a, b]
        number <- suppressWarnings(as.numeric(text))
        if (text != got[b, a] || is.na(number) != is.nan(wanted) || (!is.nan(wanted) && abs(number - wanted) > 1e-9)) {
            cat("differs:", spec, when, a, b, "R", wanted, "entente", text, "\n")
            failures <<- failures + 1
        }
        compared <<- compared + 1
    }
}

add <- function(file, ...) {
    copy <- tempfile(fileext = ".sqlite")
    file.copy(record, copy)
    if (system2(Sys.getenv("ENTENTE_ADD"), c("--record", copy, ..., "un-votes", shQuote(file)), stdout = FALSE) != 0)
        stop("the table could not be added")
    Sys.setenv(ENTENTE_RECORD = copy)
}

# Random ballots -----------------------------------------------------------------------------------------------------

set.seed(20240624)
codes <- c("USA", "CAN", "CUB", "MEX", "BRA", "ARG", "GBR", "FRA", "DEU", "POL", "SWE", "RUS", "TUR", "IRN", "EGY", "ZAF",
           "NGA", "KEN", "IND", "CHN", "JPN", "IDN", "AUS", "NZL")
n <- 160
made <- data.frame(rcid = 90000 + seq_len(n), date = sprintf("%d-%02d-%02d", rep(2013:2016, each = 40),
                                                             rep(rep(9:12, each = 10), 4), rep(1:10, 16)))
for (flag in flags) made[[flag]] <- ifelse(runif(n) < 0.4, "TRUE", "FALSE")
for (code in codes) {
    habit <- prop.table(runif(4)^2) * c(1, 1, 1, 0.6)
    made[[code]] <- sample(c(1, 2, 3, 8), n, replace = TRUE, prob = habit)
}
made[["NZL"]] <- 1                   # a constant row
made[["AUS"]] <- 1                   # and another
made[["IDN"]][41:75] <- 8            # too few
unanimous <- sample(n, 30)
for (code in codes) made[[code]][unanimous][made[[code]][unanimous] != 8] <- 2
file <- tempfile(fileext = ".csv")
write.csv(made, file, row.names = FALSE, quote = FALSE)
add(file, "--version", "made-up", "--published", "2020")
for (measure in names(indices)) compare(made, "made-up", 2014, measure, indices[[measure]], "")
compare(made, "made-up", 2015, "votes.kappa:weights=quadratic", concordance, "")
for (choice in c("scope=contested", "window=3", "issue=hr")) for (measure in c("votes.kappa", "votes.agreement"))
    compare(made, "made-up", 2015, measure, indices[[measure]], choice)
cat(sprintf("random ballots: %d pairs compared, %d differences\n", compared, failures))
if (compared < 19 * 276) stop("not every pair was compared")

# Real roll calls ----------------------------------------------------------------------------------------------------

table_file <- file.path(Sys.getenv("ENT_SHARED"), "data", "un-votes", "ungaVoting_003.csv.gz")
if (file.exists(table_file)) {
    votes <- read.csv(gzfile(table_file), check.names = FALSE, colClasses = "character", na.strings = character())
    votes[flags] <- lapply(votes[flags], toupper)
    add(table_file)
    for (when in c(1985, 1999, 2016)) for (measure in c("votes.agreement", "votes.kappa", "votes.pi"))
        compare(votes, "003", when, measure, indices[[measure]], "", 150)
    for (choice in c("scope=contested", "window=3", "issue=hr"))
        compare(votes, "003", 2010, "votes.kappa", indices[["votes.kappa"]], choice, 150)
    cat(sprintf("with real ones: %d pairs compared, %d differences\n", compared, failures))
}
quit(status = if (failures) 1 else 0)
