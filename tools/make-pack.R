# Writes the tables of the pack from CRAN source tarballs: Rscript make-pack.R TARBALLS DATA
#
# Every table keeps `row`, the 1-based row of the original data frame, so that a number can be traced to the file that
# its publisher made. Nothing is left out: a source is shipped whole or not at all.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) != 2) stop("usage: Rscript make-pack.R TARBALLS DATA")
tarballs <- arguments[1]
data_dir <- arguments[2]

wanted <- c(unvotes = "0.3.0", pwt10 = "10.01-0", maddison = "0.2")

# Where a tarball's files are unpacked, after checking that it is the version that the folder's README describes.
unpack <- function(package) {
    tarball <- file.path(tarballs, sprintf("%s_%s.tar.gz", package, wanted[[package]]))
    if (!file.exists(tarball)) {
        stop(sprintf("%s is needed; %s holds: %s", basename(tarball), tarballs,
                     paste(list.files(tarballs, paste0("^", package, "_")), collapse = " ")))
    }
    directory <- tempfile(package)
    untar(tarball, exdir = directory)
    file.path(directory, package)
}

load_one <- function(package_dir, file, name) {
    frame <- new.env()
    load(file.path(package_dir, "data", file), frame)
    as.data.frame(frame[[name]])
}

# Text as a cell: no tab or line end inside, missing is empty.
cell <- function(x) {
    x <- gsub("[\t\r\n]+", " ", enc2utf8(as.character(x)))
    x[is.na(x)] <- ""
    x
}

# A number as a cell: the fewest of 15 or 17 digits that read back as the same double, missing is empty.
number <- function(x) {
    text <- rep("", length(x))
    seen <- !is.na(x)
    text[seen] <- sprintf("%.15g", x[seen])
    short <- seen
    short[seen] <- as.numeric(text[seen]) != x[seen]
    text[short] <- sprintf("%.17g", x[short])
    text
}

write_table <- function(columns, ...) {
    path <- file.path(data_dir, ...)
    dir.create(dirname(path), recursive = TRUE, showWarnings = FALSE)
    lines <- c(paste(names(columns), collapse = "\t"), do.call(paste, c(unname(columns), sep = "\t")))
    out <- file(path, "wb")
    writeLines(lines, out, sep = "\n", useBytes = TRUE)
    close(out)
    cat(sprintf("%s: %d rows, %d bytes\n", file.path(...), length(lines) - 1L, as.integer(file.size(path))))
}

sha256 <- function(path) {
    sub(" .*", "", system2("sha256sum", shQuote(path), stdout = TRUE))
}

# SOURCE.tsv: what each table was made from.
describe <- function(folder, package, package_dir, files, licence, citation) {
    write_table(list(
        file = vapply(files, `[[`, "", "file"),
        original = sprintf("%s %s: data/%s", package, wanted[[package]], vapply(files, `[[`, "", "original")),
        original_sha256 = vapply(files, function(f) sha256(file.path(package_dir, "data", f$original)), ""),
        rows = vapply(files, function(f) as.character(f$rows), ""),
        licence = rep(licence, length(files)),
        citation = rep(citation, length(files))
    ), folder, "SOURCE.tsv")
}

un_votes <- function() {
    package_dir <- unpack("unvotes")
    votes <- load_one(package_dir, "un_votes.rda", "un_votes")
    code <- ifelse(is.na(votes$country_code), paste0("=", gsub(" ", "_", votes$country)), votes$country_code)
    stopifnot(!grepl("[ :\t]", code), !anyNA(votes$vote), !anyNA(votes$rcid))
    token <- paste0(code, ":", c(yes = "y", abstain = "a", no = "n")[as.character(votes$vote)])
    starts <- c(TRUE, votes$rcid[-1] != votes$rcid[-nrow(votes)])
    run <- cumsum(starts)
    write_table(list(
        rcid = number(votes$rcid[starts]),
        first_row = as.character(which(starts)),
        ballots = vapply(split(token, run), paste, "", collapse = " ", USE.NAMES = FALSE)
    ), "un-votes", "ballots.tsv")

    calls <- load_one(package_dir, "un_roll_calls.rda", "un_roll_calls")
    write_table(c(list(row = as.character(seq_len(nrow(calls)))), lapply(calls, cell)), "un-votes", "roll_calls.tsv")

    issues <- load_one(package_dir, "un_roll_call_issues.rda", "un_roll_call_issues")
    write_table(c(list(row = as.character(seq_len(nrow(issues)))), lapply(issues, cell)), "un-votes", "issues.tsv")

    describe("un-votes", "unvotes", package_dir, list(
        list(file = "ballots.tsv", original = "un_votes.rda", rows = nrow(votes)),
        list(file = "roll_calls.tsv", original = "un_roll_calls.rda", rows = nrow(calls)),
        list(file = "issues.tsv", original = "un_roll_call_issues.rda", rows = nrow(issues))
    ), "CC0-1.0", paste(
        "Erik Voeten, United Nations General Assembly Voting Data (release of 2020);",
        "Erik Voeten, Data and Analyses of Voting in the UN General Assembly (2013);",
        "R package unvotes 0.3.0, David Robinson and Nicholas Goguen-Compagnoni"))
}

pwt <- function() {
    package_dir <- unpack("pwt10")
    frame <- load_one(package_dir, "pwt10.01.rda", "pwt10.01")
    numbers <- c("rgdpe", "rgdpo", "pop", "xr", "cgdpe", "cgdpo", "rgdpna", "pl_gdpo")
    write_table(c(
        list(row = as.character(seq_len(nrow(frame))), isocode = cell(frame$isocode), year = cell(frame$year)),
        lapply(frame[numbers], number)
    ), "pwt", "pwt.tsv")
    describe("pwt", "pwt10", package_dir, list(list(file = "pwt.tsv", original = "pwt10.01.rda", rows = nrow(frame))),
        "CC-BY-4.0", paste(
            "Robert C. Feenstra, Robert Inklaar and Marcel P. Timmer (2015), The Next Generation of the Penn World",
            "Table, American Economic Review 105(10), 3150-3182; Penn World Table 10.01, doi:10.34894/QT5BCC;",
            "R package pwt10 10.01-0, Achim Zeileis"))
}

maddison <- function() {
    package_dir <- unpack("maddison")
    frame <- load_one(package_dir, "maddison.rda", "maddison")
    write_table(c(
        list(row = as.character(seq_len(nrow(frame))), countrycode = cell(frame$countrycode), year = cell(frame$year)),
        lapply(frame[c("cgdppc", "rgdpnapc", "pop")], number)
    ), "maddison", "maddison.tsv")
    describe("maddison", "maddison", package_dir,
        list(list(file = "maddison.tsv", original = "maddison.rda", rows = nrow(frame))),
        "CC-BY-4.0", paste(
            "Maddison Project Database, version 2018; Jutta Bolt, Robert Inklaar, Herman de Jong and Jan Luiten van",
            "Zanden (2018), Rebasing 'Maddison': new income comparisons and the shape of long-run economic",
            "development, Maddison Project Working Paper 10; R package maddison 0.2, Eric Persson and Francois Briatte"))
}

un_votes()
pwt()
maddison()
