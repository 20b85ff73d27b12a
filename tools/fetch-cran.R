# Fetches source tarballs of CRAN packages with R's own client: Rscript fetch-cran.R DIRECTORY PACKAGE...
# Uses the mirror that R is set to (getOption("repos")), and the first of R's own list of mirrors where none is set. A package that
# is already in the directory is not fetched again. Status 1 when one is missing at the end.

arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 2) stop("usage: Rscript fetch-cran.R DIRECTORY PACKAGE...")
directory <- arguments[1]
packages <- arguments[-1]
dir.create(directory, recursive = TRUE, showWarnings = FALSE)

have <- function(package) {
    found <- Sys.glob(file.path(directory, paste0(package, "_*.tar.gz")))
    length(found) > 0
}

missing <- Filter(Negate(have), packages)
if (length(missing) > 0) {
    options(timeout = max(120, getOption("timeout")))
    repos <- getOption("repos")
    if (is.null(repos) || is.na(repos["CRAN"]) || repos["CRAN"] == "@CRAN@") {
        chooseCRANmirror(graphics = FALSE, ind = 1, local.only = TRUE)
    }
    partial <- tempfile("fetch", tmpdir = directory) # a download that breaks off leaves nothing behind
    dir.create(partial)
    got <- tryCatch(
        suppressWarnings(download.packages(missing, partial, type = "source", quiet = TRUE)),
        error = function(e) NULL
    )
    if (!is.null(got)) for (path in got[, 2]) {
        usable <- tryCatch(length(untar(path, list = TRUE)) > 0, error = function(e) FALSE, warning = function(w) FALSE)
        if (usable) file.rename(path, file.path(directory, basename(path)))
    }
    unlink(partial, recursive = TRUE)
}

for (package in packages) if (have(package)) {
    cat(basename(tail(Sys.glob(file.path(directory, paste0(package, "_*.tar.gz"))), 1)), "\n", sep = "")
}
left <- Filter(Negate(have), packages)
if (length(left) > 0) {
    cat("not fetched from CRAN: ", paste(left, collapse = ", "), "\n", sep = "", file = stderr())
    quit(status = 1)
}
