# The vote measures against an implementation in R that shares no code with them: agreement, kappa, opposite, pi, S and
# tau-b of 200 random pair-years, from the wide table of roll calls, beside what `entente show A B MEASURE --format tsv` prints.
#
# Environment: ENTENTE and ENTENTE_ADD the programs, ENTENTE_RECORD a record to copy, ENT_SHARED the folder whose
# data/un-votes holds the table. ENT_VOTES_SOURCE names the source in the record (default: the only one that has the
# year). Status 77: something of this is missing. Without ENTENTE only the figures of the example are checked.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}

shared <- Sys.getenv("ENT_SHARED")
table_file <- file.path(shared, "data", "un-votes", "ungaVoting_003.csv.gz")
if (shared == "" || !file.exists(table_file)) skip("no table of roll calls")

votes <- read.csv(gzfile(table_file), check.names = FALSE, na.strings = character())
year <- as.integer(substr(votes$date, 1, 4))
states <- setdiff(names(votes), c("rcid", "date", "me", "nu", "di", "hr", "co", "ec"))

# The nine counts of a pair in some years: 1 yes, 2 abstain, 3 no; 8 and 9 are missing.
counts <- function(a, b, years) {
    rows <- year %in% years
    x <- as.numeric(votes[[a]][rows])
    y <- as.numeric(votes[[b]][rows])
    common <- x %in% 1:3 & y %in% 1:3
    table(factor(x[common], 1:3), factor(y[common], 1:3))
}

agreement <- function(n) {
    apart <- abs(row(n) - col(n))
    1 - sum(n * apart) / (2 * sum(n))
}
kappa <- function(n) {
    p <- n / sum(n)
    by_chance <- sum(rowSums(p) * colSums(p))
    if (abs(1 - by_chance) < 1e-12) NaN else (sum(diag(p)) - by_chance) / (1 - by_chance)
}
opposite <- function(n) (n[1, 3] + n[3, 1]) / sum(n)
# The ballots themselves again, item by item: what follows knows no table.
items <- function(n) list(x = rep(row(n), n), y = rep(col(n), n))
pi_with <- function(power) function(n) {
    with(items(n), {
        both <- c(x, y)
        by_chance <- mean(abs(outer(both, both, "-"))^power)
        if (by_chance == 0) NaN else 1 - mean(abs(x - y)^power) / by_chance
    })
}
pi_nominal <- function(n) {
    with(items(n), {
        both <- c(x, y)
        by_chance <- mean(outer(both, both, "!="))
        if (by_chance == 0) NaN else 1 - mean(x != y) / by_chance
    })
}
s_with <- function(power) function(n) with(items(n), 1 - 2 * sum(abs(x - y)^power) / (length(x) * 2^power))
tau_b <- function(n) {
    with(items(n), if (length(unique(x)) == 1 || length(unique(y)) == 1) NaN else cor(x, y, method = "kendall"))
}
indices <- list(votes.agreement = agreement, votes.kappa = kappa, votes.opposite = opposite, votes.pi = pi_nominal,
                "votes.pi:weights=linear" = pi_with(1), "votes.pi:weights=quadratic" = pi_with(2),
                votes.s = s_with(1), "votes.s:metric=squared" = s_with(2), votes.taub = tau_b)

failures <- 0
expect <- function(what, got, wanted, digits) {
    fine <- isTRUE(all(abs(got - wanted) < 0.5 * 10^-digits + 1e-9))
    cat(sprintf("%-50s %s %s\n", what, paste(format(got, digits = 6), collapse = " "), if (fine) "ok" else "WRONG"))
    if (!fine) failures <<- failures + 1
}

# The example's own figures -----------------------------------------------------------------------------------------

pair <- c("CHN", "RUS")
expect("half-credit agreement 2018", agreement(counts(pair[1], pair[2], 2018)), .866, 3)
expect("kappa 2018", kappa(counts(pair[1], pair[2], 2018)), .520, 3)
expect("opposite 2014-18", opposite(counts(pair[1], pair[2], 2014:2018)), .054, 3)
together <- counts(pair[1], pair[2], 2014:2018)
expect("not the same 2014-18", 1 - sum(diag(together)) / sum(together), .264, 3)
seen <- Filter(function(y) sum(counts(pair[1], pair[2], y)) >= 10, 1971:2018)
place <- function(index) {
    values <- vapply(seen, function(y) index(counts(pair[1], pair[2], y)), 0)
    c(sum(values > values[seen == 2018] + 1e-12, na.rm = TRUE) + 1, sum(!is.na(values)))
}
cat("years seen 1971-2018:", length(seen), " rank of 2018, of how many: agreement", place(agreement), " kappa",
    place(kappa), "\n")

# Beside entente ----------------------------------------------------------------------------------------------------

entente <- Sys.getenv("ENTENTE")
if (entente == "" || !file.exists(entente)) {
    cat("no program to compare with\n")
    quit(status = if (failures) 1 else 77)
}
# The same release on both sides: the wide table goes into a copy of the record, where it is the newest.
record <- Sys.getenv("ENTENTE_RECORD")
if (!file.exists(record)) skip("no record")
copy <- file.path(tempdir(), "wide.sqlite")
file.copy(record, copy, overwrite = TRUE)
added <- system2(Sys.getenv("ENTENTE_ADD"), c("--record", copy, "un-votes", shQuote(table_file)), stdout = FALSE)
if (added != 0) stop("the wide table could not be added")
Sys.setenv(ENTENTE_RECORD = copy)
source <- Sys.getenv("ENT_VOTES_SOURCE")

# The lines of one series as a data frame with year, kind, value; NULL when entente does not answer.
show <- function(a, b, measure) {
    spec <- if (source == "") measure else paste0(measure, if (grepl(":", measure)) "," else ":", "source=", source)
    lines <- suppressWarnings(system2(entente, c("show", a, b, spec, "--format", "tsv"), stdout = TRUE, stderr = FALSE))
    if (!is.null(attr(lines, "status")) || length(lines) < 2) return(NULL)
    frame <- read.delim(text = lines, colClasses = "character", quote = "", comment.char = "#")
    if (all(c("year", "kind", "value") %in% names(frame))) frame else NULL
}
if (is.null(show(pair[1], pair[2], "votes.kappa"))) skip("entente shows no votes")

set.seed(1)
# States whose column is one unit through all its years; the folded ones are a matter of the states' list.
checked <- 0
for (attempt in 1:4000) {
    if (checked == 200) break
    ab <- sample(states, 2)
    when <- sample(unique(year[year >= 1972]), 1)
    n <- counts(ab[1], ab[2], when)
    if (sum(n) < 10) next
    for (measure in names(indices)) {
        frame <- show(ab[1], ab[2], measure)
        line <- if (is.null(frame)) NULL else frame[frame$year == when, ]
        if (is.null(line) || nrow(line) != 1 || line$kind %in% c("not covered", "no state")) next
        wanted <- indices[[measure]](n)
        same <- if (is.nan(wanted)) line$kind == "undefined"
                else line$kind == "value" && abs(as.numeric(line$value) - wanted) < 1e-6
        if (!isTRUE(same)) {
            cat("differs:", ab, when, measure, "R", wanted, "entente", line$kind, line$value, "\n")
            failures <- failures + 1
        }
        checked <- checked + 1 / length(indices)
    }
    checked <- round(checked, 6)
}
cat(sprintf("%.0f pair-years compared, %d differences\n", checked, failures))
if (checked < 100) skip("too few pair-years that both see")
quit(status = if (failures) 1 else 0)
