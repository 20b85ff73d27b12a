# Profiles of figures against R, from the raw tables: S, kappa and pi with squared distances, and tau-b of random pairs in
# random years, over shared organisations (CRAN peacesciencer) and over shares of trade (the research data), state by state
# and with a double loop where entente has a closed form, beside `entente show A B MEASURE --format tsv`.
#
# Environment: ENTENTE and ENTENTE_ADD the programs, ENTENTE_RECORD a record to copy, ENT_CRAN the folder of the package,
# ENT_SHARED the folder with data/trade, ENT_SOURCE_DIR for the codes of states. Status 77: something is missing.

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}
entente <- Sys.getenv("ENTENTE")
add <- Sys.getenv("ENTENTE_ADD")
base <- Sys.getenv("ENTENTE_RECORD")
tarball <- tail(Sys.glob(file.path(Sys.getenv("ENT_CRAN"), "peacesciencer_*.tar.gz")), 1)
if (!length(tarball)) skip("no peacesciencer among the packages of ENT_CRAN")
if (!nzchar(entente) || !nzchar(add) || !file.exists(base)) skip("no program, or no record to copy")
record <- file.path(tempdir(), "record.sqlite")
invisible(file.copy(base, record))
Sys.chmod(record, "644")
trade_file <- file.path(Sys.getenv("ENT_SHARED"), "data", "trade", "cow_trade_ddy.csv.gz")
has_trade <- nzchar(Sys.getenv("ENT_SHARED")) && file.exists(trade_file)
take <- function(source, file, ...) {
    if (system2(add, c("--record", record, ..., source, file), stdout = FALSE) != 0) stop("entente-add ", source)
}
take("igo", tarball)
take("igo-pairs", tarball)
Sys.setenv(ENTENTE_RECORD = record)

folder <- tempfile()
untar(tarball, exdir = folder)
raw <- function(name) {
    load(file.path(folder, "peacesciencer", "data", paste0(name, ".rda")))
    as.data.frame(get(name))
}
states <- raw("cow_states")
shared <- raw("cow_igo_ndy")
own <- raw("cow_igo_sy")
codes <- read.delim(file.path(Sys.getenv("ENT_SOURCE_DIR"), "data", "states", "code.tsv"), colClasses = "character",
                    comment.char = "#", quote = "")
members <- function(year) sort(unique(states$ccode[states$styear <= year & states$endyear >= year]))
code_of <- function(ccode) {
    known <- unique(codes$state[codes$scheme == "cow" & codes$code == as.character(ccode)])
    if (length(known) == 1) known else NA
}
passed <- codes[codes$scheme == "cow" & codes$from != "" & codes$code %in% states$ccode, ]
years <- setdiff(1950:2014, c(1990, as.integer(substr(passed$from, 1, 4))))

set.seed(5)
sampled <- sort(sample(years, 4))

# Shares of a state's organisations that it has in common with each member of the system; it has none with itself.
organisations <- function(state, year, system) {
    rows <- shared[shared$year == year & (shared$ccode1 == state | shared$ccode2 == state), ]
    other <- ifelse(rows$ccode1 == state, rows$ccode2, rows$ccode1)
    mine <- own$sum_igo_full[own$year == year & own$ccode == state]
    if (length(mine) != 1 || is.na(mine) || mine <= 0) return(rep(NA_real_, length(system)))
    rows$dyadigos[match(system, other)] / mine
}
# Shares in all that it is seen to export or import; a zero that nobody confirms is unknown.
if (has_trade) { # the rows of the sampled years alone: the whole file takes the longest
    file <- file.path(tempdir(), "cow_trade_ddy.csv")
    system(paste0("gzip -dc ", shQuote(trade_file), " | awk -F, 'NR == 1 || $3 ~ /^(", paste(sampled, collapse = "|"),
                  ")$/' >", shQuote(file)))
    take("trade", file, "--version", "sample", "--published", "2017")
    flows <- read.csv(file)
}
partners <- function(way) function(state, year, system) {
    rows <- flows[flows$year == year & flows$ccode1 == state, ]
    known <- function(x) ifelse(is.na(x) | x <= 0, NA_real_, x)
    gets <- known(rows$flow1)
    sends <- known(rows$flow2)
    flow <- if (way == "imports") gets else if (way == "exports") sends else gets + sends
    total <- if (way == "total") sum(gets, sends, na.rm = TRUE) else sum(flow, na.rm = TRUE)
    flow[match(system, rows$ccode2)] / total
}
chance <- function(x, y, mix) {
    apart <- if (mix) mean(outer(c(x, y), c(x, y), "-")^2) else mean(outer(x, y, "-")^2)
    1 - mean((x - y)^2) / apart
}
indices <- list(
    s = function(x, y) 1 - 2 * mean(abs(x - y)),
    "s:metric=squared" = function(x, y) 1 - 2 * mean((x - y)^2),
    kappa = function(x, y) chance(x, y, FALSE),
    pi = function(x, y) chance(x, y, TRUE),
    taub = function(x, y) if (length(unique(x)) == 1 || length(unique(y)) == 1) NaN else cor(x, y, method = "kendall")
)
kinds <- list(list("igo", "", organisations))
if (has_trade) kinds <- c(kinds, list(list("trade", "", partners("total")), list("trade", "flow=exports", partners("exports")),
                                      list("trade", "flow=imports", partners("imports"))))
show <- function(a, b, spec) {
    lines <- suppressWarnings(system2(entente, c("show", a, b, spec, "--format", "tsv"), stdout = TRUE, stderr = FALSE))
    if (!is.null(attr(lines, "status")) || length(lines) < 2) return(NULL)
    read.delim(text = lines, colClasses = "character", quote = "", comment.char = "#")
}

compared <- defined <- differences <- 0
largest <- 0
for (pair in seq_len(as.integer(Sys.getenv("PAIRS", "6")))) {
    ab <- sample(members(sample(sampled, 1)), 2)
    names <- c(code_of(ab[1]), code_of(ab[2]))
    when <- Filter(function(year) all(ab %in% members(year)), sampled)
    if (anyNA(names)) next
    for (kind in kinds) for (index in names(indices)) {
        spec <- paste0(kind[[1]], ".", index)
        if (nzchar(kind[[2]])) spec <- paste0(spec, if (grepl(":", spec)) "," else ":", kind[[2]])
        frame <- show(names[1], names[2], spec)
        if (is.null(frame)) stop("entente does not answer for ", paste(names, spec))
        for (year in when) {
            system <- setdiff(members(year), ab)
            x <- kind[[3]](ab[1], year, system)
            y <- kind[[3]](ab[2], year, system)
            common <- !is.na(x) & !is.na(y)
            expected <- if (sum(common) < 10) NaN else indices[[index]](x[common], y[common])
            line <- frame[frame$year == year, ]
            value <- suppressWarnings(as.numeric(line$value))
            same <- nrow(line) == 1 && (if (is.nan(expected)) line$kind != "value"
                    else line$kind == "value" && abs(value - expected) < 1e-9 && as.integer(line$support) == sum(common))
            compared <- compared + 1
            if (!is.nan(expected)) defined <- defined + 1
            if (isTRUE(same) && !is.nan(expected)) largest <- max(largest, abs(value - expected))
            if (!isTRUE(same)) {
                differences <- differences + 1
                cat("differs:", names, year, spec, "R", expected, sum(common), "entente", line$kind, line$value,
                    line$support, "\n")
            }
        }
    }
}
cat(compared, "values compared,", defined, "of them defined,", differences, "differences, the largest of the others",
    format(largest, digits = 2), "\n")
if (defined < 60) skip("too few values that both see")
quit(status = if (differences) 1 else 0)
