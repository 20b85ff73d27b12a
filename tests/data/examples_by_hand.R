# The expects of examples/*.claims, worked out a second time: from the data frames of the CRAN packages and the casebook,
# with definitions of its own, never by running entente. Compares with the expect lines. Skipped (status 77) where the
# packages of ENT_CRAN (tarballs or unpacked folders) are not.
#
# A series is a list of values by year and kinds: 0 seen, 1 not seen, 2 no such state. An outcome is H holds, F fails,
# O open or N not covered; a verdict is that of all outcomes of a claim. With --show every claim is listed.

root <- Sys.getenv("ENT_SOURCE_DIR", ".")
packages <- Sys.getenv("ENT_CRAN", file.path(root, "build", "cran"))
show <- "--show" %in% commandArgs(TRUE)
YEARS <- 1000:2040

skip <- function(why) {
    cat("skipped:", why, "\n")
    quit(status = 77)
}

# ---- the raw data ----

raw <- function(package, object) {
    member <- file.path(package, "data", paste0(object, ".rda"))
    path <- file.path(packages, member)
    if (!file.exists(path)) {
        tarball <- Sys.glob(file.path(packages, paste0(package, "_*.tar.gz")))
        if (!length(tarball))
            skip(paste("no package", package, "in", packages))
        folder <- tempfile()
        untar(tarball[1], files = member, exdir = folder)
        path <- file.path(folder, member)
    }
    frame <- new.env()
    load(path, frame)
    as.data.frame(get(ls(frame)[1], frame))
}

nmc <- raw("peacesciencer", "cow_nmc")
atop <- raw("peacesciencer", "atop_alliance")
tss <- raw("peacesciencer", "tss_rivalries")
td <- raw("peacesciencer", "td_rivalries")
members <- raw("peacesciencer", "cow_states")
mid_cow <- raw("peacesciencer", "cow_mid_dirdisps")
mid_gml <- raw("peacesciencer", "gml_dirdisp")
war_cow <- raw("peacesciencer", "cow_war_inter")
ucdp <- raw("peacesciencer", "ucdp_acd")
borders <- raw("peacesciencer", "cow_contdir")
igo_states <- raw("peacesciencer", "cow_igo_sy")
igo_couples <- raw("peacesciencer", "cow_igo_ndy")
regimes <- raw("peacesciencer", "ccode_democracy")
terms <- raw("peacesciencer", "archigos")
votes <- raw("unvotes", "un_votes")
calls <- raw("unvotes", "un_roll_calls")
pwt <- raw("pwt10", "pwt10.01")
maddison <- raw("maddison", "maddison")
casebook <- read.delim(file.path(root, "data", "casebook", "casebook.tsv"), quote = "", colClasses = "character")

cow <- list(CHN = 710, RUS = 365, USA = 2, IND = 750, VNM = 816, JPN = 740, FRA = 220, DEU = c(255, 260), GBR = 200,
            PAK = 770, ITA = 325, POL = 290, KOR = 732, AUH = 300, GEO = 372, UKR = 369, BGD = 771, TWN = 713)
iso2 <- c(CHN = "CN", RUS = "RU", USA = "US", IND = "IN", VNM = "VN", JPN = "JP", FRA = "FR", DEU = "DE", GBR = "GB",
          PAK = "PK", ITA = "IT", POL = "PL", KOR = "KR")

# ---- series ----

make <- function(v, k) list(v = setNames(v, YEARS), k = setNames(k, YEARS))
blank <- function(kind = 1) make(rep(NA_real_, length(YEARS)), rep(kind, length(YEARS)))
at_years <- function(years) as.character(years)

# Years in which COW has the state, by any day.
alive <- function(state) {
    rows <- members[members$ccode %in% cow[[state]], ]
    on <- rep(FALSE, length(YEARS))
    for (i in seq_len(nrow(rows)))
        on <- on | (YEARS >= rows$styear[i] & (YEARS <= rows$endyear[i] | rows$endyear[i] >= 2016))
    setNames(on, YEARS)
}

fill <- function(years, values, state = NULL) {
    out <- blank()
    good <- !is.na(values) & years %in% YEARS
    out$v[at_years(years[good])] <- values[good]
    out$k[at_years(years[good])] <- 0
    if (!is.null(state)) {
        gone <- !alive(state)
        out$v[gone] <- NA
        out$k[gone] <- 2
    }
    out
}

capability <- function(column) function(state) {
    rows <- nmc[nmc$ccode %in% cow[[state]], ]
    values <- rows[[column]]
    values[values == -9] <- NA
    fill(rows$year, values, state)
}
cinc <- capability("cinc")
milex <- capability("milex")
milper <- capability("milper")
irst <- capability("irst")
pec <- capability("pec")
tpop <- capability("tpop")

penn <- function(value) function(state) {
    rows <- pwt[pwt$isocode == state, ]
    fill(rows$year, value(rows), state)
}
usd_pwt <- penn(function(r) r$cgdpo * r$pl_gdpo * 1e6)
ppp_pwt <- penn(function(r) r$cgdpo * 1e6)
real_pwt <- penn(function(r) r$rgdpna * 1e6)
people_pwt <- penn(function(r) r$pop * 1e6)

angus <- function(value) function(state) {
    rows <- maddison[maddison$countrycode == state, ]
    fill(rows$year, value(rows), state)
}
# The same within the borders of then: where the source has rows of a larger state before a break, those, and none of the
# smaller one's for these years. Elsewhere it is the same series.
larger <- list(RUS = list(code = "SUN", until = 1991))
angus_then <- function(value) function(state) {
    wide <- larger[[state]]
    if (is.null(wide))
        return(angus(value)(state))
    rows <- rbind(maddison[maddison$countrycode == wide$code & maddison$year <= wide$until, ],
                  maddison[maddison$countrycode == state & maddison$year > wide$until, ])
    fill(rows$year, value(rows), state)
}
ppp_maddison <- angus(function(r) r$cgdppc * r$pop * 1000)
ppp_then <- angus_then(function(r) r$cgdppc * r$pop * 1000)
real_maddison <- angus(function(r) r$rgdpnapc * r$pop * 1000)
real_then <- angus_then(function(r) r$rgdpnapc * r$pop * 1000)
people_maddison <- angus(function(r) r$pop * 1000)
people_then <- angus_then(function(r) r$pop * 1000)

# A figure of the casebook: the year's last one; recalled ones see nothing.
figure <- function(a, b, strand, reporter = NULL) {
    rows <- casebook[casebook$a == a & casebook$b == b & casebook$strand == strand & casebook$status == "read", ]
    if (!is.null(reporter))
        rows <- rows[startsWith(rows$reporter, reporter), ]
    rows <- rows[order(rows$from), ]
    out <- blank()
    scale <- c(thousand = 1e3, million = 1e6, billion = 1e9, trillion = 1e12)
    for (i in seq_len(nrow(rows))) {
        factor <- scale[sub(" .*", "", rows$unit[i])]
        years <- as.integer(substr(rows$from[i], 1, 4)):as.integer(substr(rows$to[i], 1, 4))
        out$v[at_years(years)] <- as.numeric(rows$value[i]) * if (is.na(factor)) 1 else factor
        out$k[at_years(years)] <- 0
    }
    out
}
# What nothing read is known of: recalled at the most.
unread <- function(strand) {
    stopifnot(!any(casebook$strand == strand & casebook$status == "read"))
    "N"
}
usd_casebook <- function(state) figure(state, "", "gdp.usd", "World Bank")

# Events: seen only in the years that have one.
event <- function(a, b, strand) {
    rows <- casebook[casebook$a == a & casebook$b == b & casebook$strand == strand & casebook$status == "read", ]
    years <- as.integer(substr(rows$from, 1, 4))
    fill(unique(years), rep(1, length(unique(years))))
}

# ---- pairs ----

list_rivals <- function(frame, from, to, open, last) list(frame = data.frame(a = frame$ccode1, b = frame$ccode2,
    from = frame[[from]], to = ifelse(frame[[to]] >= open, last, frame[[to]])), first = 1816, last = last)
TSS <- list_rivals(tss, "start", "end", 2020, 2020)
TD <- list_rivals(td, "styear", "endyear", 2010, 2010)

rivalry_in <- function(list) function(x, y) {
    rows <- list$frame[(list$frame$a %in% cow[[x]] & list$frame$b %in% cow[[y]]) |
                       (list$frame$b %in% cow[[x]] & list$frame$a %in% cow[[y]]), ]
    years <- list$first:list$last
    fill(years, as.numeric(vapply(years, function(t) any(rows$from <= t & rows$to >= t), TRUE)))
}

rivals_of <- function(list, codes, year) {
    on <- list$frame[list$frame$from <= year & list$frame$to >= year, ]
    unique(c(on$b[on$a %in% codes], on$a[on$b %in% codes]))
}

shared_in <- function(list, third = NULL) function(x, y) {
    years <- list$first:list$last
    fill(years, vapply(years, function(t) {
        of_x <- rivals_of(list, cow[[x]], t)
        of_y <- rivals_of(list, cow[[y]], t)
        common <- intersect(of_x, of_y)
        if (!is.null(third))
            common <- intersect(common, cow[[third]])
        as.numeric(length(common) > 0 && !any(cow[[y]] %in% of_x))
    }, 0))
}

pledges <- function(x, y) atop[(atop$ccode1 %in% cow[[x]] & atop$ccode2 %in% cow[[y]]) |
                               (atop$ccode1 %in% cow[[y]] & atop$ccode2 %in% cow[[x]]), ]
by_pledge <- function(value) function(x, y) {
    rows <- pledges(x, y)
    codes <- if (nrow(rows)) value(rows) else numeric()
    years <- 1815:2018
    out <- fill(years, vapply(years, function(t) max(c(0, codes[rows$year == t]), na.rm = TRUE), 0))
    gone <- !(alive(x) & alive(y))
    out$v[gone] <- NA
    out$k[gone] <- 2
    out
}
obligation <- by_pledge(function(r) ifelse(r$atop_defense == 1 | r$atop_offense == 1, 3,
                                    ifelse(r$atop_neutral == 1 | r$atop_consul == 1, 2,
                                    ifelse(r$atop_nonagg == 1, 1, 0))))
allied <- by_pledge(function(r) as.numeric(r$atop_defense == 1 | r$atop_offense == 1))
defence <- by_pledge(function(r) as.numeric(r$atop_defense == 1))
nonaggression <- by_pledge(function(r) as.numeric(r$atop_nonagg == 1))
any_treaty <- by_pledge(function(r) rep(1, nrow(r)))

calls$year <- as.integer(format(calls$date, "%Y"))
votes$year <- calls$year[match(votes$rcid, calls$rcid)]
ballots <- lapply(iso2, function(code) votes[!is.na(votes$country_code) & votes$country_code == code, ])
# The Federal Republic before 1990 has a name but no code.
ballots$DEU <- rbind(ballots$DEU, votes[votes$country == "Federal Republic of Germany", ])
LEVELS <- c("yes", "abstain", "no")
tables <- function(x, y) {
    both <- merge(ballots[[x]][c("rcid", "year", "vote")], ballots[[y]][c("rcid", "vote")], by = "rcid")
    lapply(split(both, both$year), function(d) table(factor(d$vote.x, LEVELS), factor(d$vote.y, LEVELS)))
}
from_table <- function(value) function(x, y) {
    all <- tables(x, y)
    all <- all[vapply(all, sum, 0) >= 10]
    fill(as.integer(names(all)), vapply(all, value, 0))
}
agreement <- from_table(function(n) {
    score <- outer(1:3, 1:3, function(i, j) 1 - abs(i - j) / 2)
    sum(n * score) / sum(n)
})
strict <- from_table(function(n) sum(diag(n)) / sum(n))
opposite <- from_table(function(n) (n[1, 3] + n[3, 1]) / sum(n))
kappa <- from_table(function(n) {
    p <- n / sum(n)
    chance <- sum(rowSums(p) * colSums(p))
    if (chance == 1) NA else (sum(diag(p)) - chance) / (1 - chance)
})

# One roll call: the ballot of a state in the only one that has the number and is of no paragraph or amendment.
ballot_on <- function(state, number) {
    meant <- calls$rcid[calls$unres %in% number & !(calls$para %in% 1) & !(calls$amend %in% 1)]
    stopifnot(length(meant) == 1)
    ballots[[state]]$vote[ballots[[state]]$rcid == meant]
}

# Yes or no by year, of both states' common life: which years of first..last have a row of the pair.
couple <- function(frame, x, y, one = "ccode1", two = "ccode2")
    frame[(frame[[one]] %in% cow[[x]] & frame[[two]] %in% cow[[y]]) |
          (frame[[one]] %in% cow[[y]] & frame[[two]] %in% cow[[x]]), ]
together_alive <- function(series, x, y) {
    gone <- !(alive(x) & alive(y))
    series$v[gone] <- NA
    series$k[gone] <- 2
    series
}
years_with <- function(frame, x, y, last, first = 1816, ...) {
    rows <- couple(frame, x, y, ...)
    together_alive(fill(first:last, as.numeric(first:last %in% rows$year)), x, y)
}
LEVEL <- c(threat = 2, display = 3, force = 4, war = 5)
dispute_in <- function(level = NULL) {
    some <- function(frame) if (is.null(level)) frame else
        frame[frame$hostlev1 == LEVEL[[level]] | frame$hostlev2 == LEVEL[[level]], ]
    highest_of <- function(frame) if (is.null(level)) frame else frame[frame$hostlev == LEVEL[[level]], ]
    list(cow = function(x, y) years_with(some(mid_cow), x, y, 2014),
         gml = function(x, y) years_with(highest_of(mid_gml), x, y, 2010))
}
# The states of a conflict's two sides stand in two columns each, the joiners in the second.
ucdp_years <- function(frame) function(x, y) {
    frame <- frame[frame$type_of_conflict == "interstate", ]
    sides <- lapply(c("gwno_a", "gwno_b"), function(side) {
        first <- frame[[side]]
        second <- frame[[paste0(side, "_2nd")]]
        function(state) first %in% cow[[state]] | second %in% cow[[state]]
    })
    # A row may name the joiner of one side only: join the sides of all rows of one conflict and year.
    key <- paste(frame$conflict_id, frame$year)
    on <- function(side, state) key[sides[[side]](state)]
    hit <- unique(c(intersect(on(1, x), on(2, y)), intersect(on(1, y), on(2, x))))
    years <- as.integer(sub(".* ", "", hit))
    together_alive(fill(1946:2024, as.numeric(1946:2024 %in% years)), x, y)
}
conflict <- list(ucdp = ucdp_years(ucdp))
war <- list(cow = function(x, y) years_with(war_cow, x, y, 2007), ucdp = ucdp_years(ucdp[ucdp$intensity_level == 2, ]))
# A border by land counts in each year that it touches.
neighbours <- function(x, y) {
    rows <- couple(borders[borders$conttype == 1, ], x, y)
    from <- as.integer(format(rows$stdate, "%Y"))
    to <- as.integer(format(rows$enddate, "%Y"))
    years <- 1816:2016
    together_alive(fill(years, vapply(years, function(t) as.numeric(any(from <= t & to >= t)), 0)), x, y)
}
memberships <- function(state) {
    rows <- igo_states[igo_states$ccode %in% cow[[state]], ]
    fill(rows$year, rows$sum_igo_full, state)
}
shared_memberships <- function(x, y) {
    rows <- couple(igo_couples, x, y)
    rows <- rows[!duplicated(rows$year), ]
    together_alive(fill(rows$year, ifelse(rows$dyadigos < 0, NA, rows$dyadigos)), x, y)
}
score <- function(column, last) function(state) {
    rows <- regimes[regimes$ccode %in% cow[[state]] & regimes$year <= last, ]
    fill(rows$year, rows[[column]], state)
}
democracy <- list(polity = score("polity2", 2017), polyarchy = score("v2x_polyarchy", 2019), uds = score("xm_qudsest", 2017))

# ---- expressions and conditions ----

combine <- function(x, y, f) {
    if (is.numeric(y)) y <- make(rep(y, length(YEARS)), rep(0, length(YEARS)))
    if (is.numeric(x)) x <- make(rep(x, length(YEARS)), rep(0, length(YEARS)))
    k <- pmax(x$k, y$k)
    make(ifelse(k == 0, f(x$v, y$v), NA), k)
}
over <- function(x, y) combine(x, y, `/`)
minus <- function(x, y) combine(x, y, `-`)
plus <- function(x, y) combine(x, y, `+`)
times <- function(x, y) combine(x, y, `*`)
lt <- function(x, y) combine(x, y, function(a, b) as.numeric(a < b))
gt <- function(x, y) combine(x, y, function(a, b) as.numeric(a > b))
near <- function(x, y, share) combine(x, y, function(a, b) as.numeric(abs(a - b) <= share * abs(b)))
between <- function(x, low, high) make(as.numeric(x$v >= low & x$v < high), x$k)
no <- function(x) make(1 - x$v, x$k)
then <- function(x, year) { # the value of one year, everywhere
    at <- as.character(year)
    make(rep(x$v[[at]], length(YEARS)), rep(x$k[[at]], length(YEARS)))
}
both_true <- function(x, y) {
    dead <- x$k == 2 | y$k == 2
    false <- (x$k == 0 & x$v %in% 0) | (y$k == 0 & y$v %in% 0)
    true <- x$k == 0 & y$k == 0 & x$v %in% 1 & y$v %in% 1
    make(ifelse(dead, NA, ifelse(false, 0, ifelse(true, 1, NA))), ifelse(dead, 2, ifelse(false | true, 0, 1)))
}

# ---- windows and predicates ----

at <- function(x, year) if (x$k[[as.character(year)]] != 0) "N" else if (x$v[[as.character(year)]] != 0) "H" else "F"
window <- function(x, first, last) {
    years <- as.character(first:last)
    k <- x$k[years]
    list(v = x$v[years][k != 2] != 0, seen = (k == 0)[k != 2])
}
tolerated <- function(seen) seen[1] && seen[length(seen)] && sum(!seen) * 10 <= length(seen)
quantified <- function(f) function(x, first, last) {
    w <- window(x, first, last)
    if (!any(w$seen)) return("N")
    f(w$v[w$seen], w$seen)
}
during <- quantified(function(v, seen) if (!all(v)) "F" else if (tolerated(seen)) "H" else "O")
always <- quantified(function(v, seen) if (!all(v)) "F" else if (all(seen)) "H" else "O")
never <- quantified(function(v, seen) if (any(v)) "F" else if (all(seen)) "H" else "O")
ever <- quantified(function(v, seen) if (any(v)) "H" else if (all(seen)) "F" else "O")
mostly <- quantified(function(v, seen) if (mean(v) > 0.5) "H" else "F")

# since = NULL: on record. Coded series: the run that ends at T does not count against itself.
highest <- function(x, since, year, coded = FALSE, sign = 1) {
    if (x$k[[as.character(year)]] != 0) return("N")
    value <- sign * x$v[[as.character(year)]]
    if (is.null(since)) since <- min(YEARS[x$k == 0]) - 1
    start <- year
    while (coded && x$k[[as.character(start - 1)]] == 0 && sign * x$v[[as.character(start - 1)]] == value)
        start <- start - 1
    if (year - since < 2) return("N")
    years <- (since + 1):(year - 1)
    k <- x$k[as.character(years)]
    v <- sign * x$v[as.character(years)]
    seen <- k[k != 2] == 0
    counter <- any(v[k == 0 & years < start] >= value)
    if (coded && !counter && all(v[k == 0] == value)) return("N")
    if (counter) return("F")
    if (!any(seen)) return("N")
    if (seen[1] && sum(!seen) * 10 <= sum(k != 2) + 1) "H" else "O"
}
lowest <- function(x, since, year, coded = FALSE) highest(x, since, year, coded, -1)
rising <- function(x, first, last, sign = 1) {
    k <- x$k[as.character(first:last)]
    v <- sign * x$v[as.character(first:last)][k != 2]
    seen <- k[k != 2] == 0
    if (sum(seen) < 2) return("N")
    if (any(diff(v[seen]) <= 0)) "F" else if (tolerated(seen)) "H" else "O"
}
falling <- function(x, first, last) rising(x, first, last, -1)

# As a trend: the median of the slopes between all pairs of seen years.
trend <- function(x, first, last, sign = 1) {
    k <- x$k[as.character(first:last)]
    year <- (first:last)[k != 2]
    v <- sign * x$v[as.character(year)]
    seen <- k[k != 2] == 0
    if (sum(seen) < 2) return("N")
    if (!tolerated(seen)) return("O")
    slopes <- outer(v[seen], v[seen], "-") / outer(year[seen], year[seen], "-")
    if (median(slopes[lower.tri(slopes)]) > 0) "H" else "F"
}

# So from `since` to `year`, not in the year before, and once before that.
again <- function(x, since, year) {
    if (x$k[[as.character(year)]] != 0) return("N")
    so <- x$k == 0 & x$v %in% 1
    not <- x$k == 0 & x$v %in% 0
    if (!all(so[as.character(since:year)]) || so[[as.character(since - 1)]]) return("F")
    if (!not[[as.character(since - 1)]]) return("O")
    if (any(so[YEARS < since - 1])) "H" else if (all(x$k[YEARS < since] != 1)) "F" else "O"
}

# Whether the last crossing of x / y that lasts to NOW falls into first..last; five seen years after it are needed.
NOW <- 2019
changed_hands <- function(x, y, first, last) {
    seen <- YEARS[x$k == 0 & y$k == 0 & x$v > 0 & y$v > 0 & YEARS <= NOW]
    ahead <- sign(x$v[as.character(seen)] - y$v[as.character(seen)])
    turned <- which(ahead != ahead[length(ahead)])
    here <- first:last %in% seen
    elsewhere <- if (!any(here)) "N" else if (tolerated(here)) "F" else "O"
    if (!length(turned)) return(elsewhere)
    behind <- max(turned)
    if (length(seen) - behind - 1 < 5) return("O")
    from <- seen[behind] + 1
    to <- seen[behind + 1]
    if (from >= first && to <= last) "H" else if (to >= first && from <= last) "O" else if (to > last) "F" else elsewhere
}

# Whether a rank among states is at most (at least) a limit; where more than a tenth is not seen, each might stand ahead.
ranked <- function(m, state, among, year, fits) {
    value <- vapply(among, function(s) {
        x <- m(s)
        if (x$k[[as.character(year)]] == 0) x$v[[as.character(year)]] else NA_real_
    }, 0)
    own <- value[[state]]
    if (is.na(own)) return("N")
    missing <- sum(is.na(value))
    last <- sum(value >= own, na.rm = TRUE) + if (missing * 10 > length(value)) missing else 0
    fit <- fits((sum(value > own, na.rm = TRUE) + 1):last)
    if (all(fit)) "H" else if (any(fit)) "O" else "F"
}

# The largest swing of each pair's log ratio over 10 to 50 years, to the other sign, of those that are members together
# then, or of all that ever are; and the rank of one pair.
spells <- read.delim(file.path(root, "data", "groups", "group.tsv"), comment.char = "#")
spells <- spells[spells$group == "majors", ]
spells$to[spells$to == ""] <- "9999-01-01"
together <- function(a, b, year) {
    day <- paste0(sprintf("%04d", c(year, year + 1)), "-01-01")
    for (i in which(spells$state == a)) for (k in which(spells$state == b))
        if (max(spells$from[i], spells$from[k], day[1]) < min(spells$to[i], spells$to[k], day[2])) return(TRUE)
    FALSE
}
swing <- function(m, a, b, then) {
    x <- m(a)
    y <- m(b)
    year <- YEARS[x$k == 0 & y$k == 0 & YEARS <= NOW]
    r <- log(x$v[as.character(year)] / y$v[as.character(year)])
    may <- if (then) vapply(year, function(t) together(a, b, t), TRUE) else rep(TRUE, length(year))
    span <- outer(year, year, function(s, t) t - s)
    size <- abs(outer(r, r, "-"))
    size <- size[span >= 10 & span <= 50 & outer(sign(r), sign(r)) < 0 & outer(may, may)]
    if (length(size)) max(size) else NA
}
reversal_rank <- function(m, a, b, limit, then) {
    all <- combn(sort(unique(spells$state)), 2)
    size <- vapply(seq_len(ncol(all)), function(i) swing(m, all[1, i], all[2, i], then), 0)
    own <- swing(m, a, b, then)
    if (is.na(own)) return("F")
    if (sum(size >= own, na.rm = TRUE) <= limit) "H" else if (sum(size > own, na.rm = TRUE) + 1 > limit) "F" else "O"
}

both <- function(...) {
    o <- c(...)
    if ("F" %in% o) "F" else if ("N" %in% o) "N" else if ("O" %in% o) "O" else "H"
}
either <- function(...) {
    o <- c(...)
    if ("H" %in% o) "H" else if ("O" %in% o) "O" else if ("N" %in% o) "N" else "F"
}
verdict <- function(outcomes) {
    if (any(outcomes == "H")) if (any(outcomes == "F")) "SPLIT" else "HOLDS"
    else if (any(outcomes == "F")) "FAILS" else if (any(outcomes == "O")) "OPEN" else "NOT COVERED"
}

# ---- concepts ----

gdp.usd <- list(pwt = usd_pwt, casebook = usd_casebook)
gdp.ppp <- list(pwt = ppp_pwt, maddison = ppp_maddison, then = ppp_then)
gdp.real <- list(pwt = real_pwt, maddison = real_maddison, then = real_then)
population <- list(pwt = people_pwt, maddison = people_maddison, then = people_then)
economy <- c(usd = gdp.usd, ppp = gdp.ppp)
military <- list(milex = milex, milper = milper)
per_head <- function(g, p) function(state) over(g(state), p(state))
income <- list(pwt = per_head(ppp_pwt, people_pwt), maddison = angus(function(r) r$cgdppc),
               then = angus_then(function(r) r$cgdppc))
power <- c(cinc = cinc, economy, military)
rivalry <- list(tss = rivalry_in(TSS), td = rivalry_in(TD))
shared <- function(third = NULL) list(tss = shared_in(TSS, third), td = shared_in(TD, third))
alignment <- list(agreement = agreement, kappa = kappa, obligation = obligation, shared.tss = shared_in(TSS),
                  shared.td = shared_in(TD))
CODED <- c("obligation", "shared.tss", "shared.td")
distance <- function(m) function(x, y) combine(m(x), m(y), function(a, b) abs(a - b))
specs <- function(measures, f) vapply(measures, f, "")
# Every measure under every bound; f takes the measure and whether it is coded.
specs_record <- function(measures, f) vapply(names(measures), function(n) f(measures[[n]], n %in% CODED), "")
pairs_of <- function(xs, ys, f) unlist(lapply(xs, function(x) lapply(ys, function(y) f(x, y))))

# ---- the claims, by hand: "file id number" → outcomes ----

A <- "CHN"
B <- "RUS"
U <- "USA"
MAJORS <- c("CHN", "DEU", "FRA", "GBR", "JPN", "RUS", "USA") # since 1991
# Years of first..last in which a spell of yes begins, and the first of them.
starts_of <- function(x, first, last) {
    yes <- x$k == 0 & x$v %in% 1
    years <- first:last
    years[yes[as.character(years)] & !yes[as.character(years - 1)]]
}
begins <- function(x, first, last) starts_of(x, first, last)[1]
# How many wars or disputes of a pair touch first..last.
distinct <- function(frame, number, x, y, first, last) {
    rows <- couple(frame, x, y)
    length(unique(rows[[number]][rows$year >= first & rows$year <= last]))
}
leaves <- function(state) as.integer(format(terms$enddate[terms$gwcode %in% cow[[state]]], "%Y"))
# Of a strand's events that a state sends, the casebook reads so few that what came first is not to be known.
alone <- function(strand, state) {
    rows <- casebook[casebook$a == state & casebook$strand == strand & casebook$status == "read", ]
    stopifnot(nrow(rows) <= 1)
    "N"
}
# A rank among all states that a table has in a year: nobody else could stand ahead, but those with no value, where they are
# more than a tenth.
rank_in <- function(frame, column, state, year, limit) {
    rows <- frame[frame$year == year, ]
    value <- rows[[column]]
    value[value == -9] <- NA
    own <- value[rows$ccode == cow[[state]]]
    missing <- sum(is.na(value))
    best <- sum(value > own, na.rm = TRUE) + 1
    last <- sum(value >= own, na.rm = TRUE) + if (missing * 10 > length(value)) missing else 0
    if (last <= limit) "H" else if (best > limit) "F" else "O"
}
# Whether China and Russia are as like as most democracies (Polity 6 or more) are like the United States in 2017.
likeness <- function(score) {
    rows <- regimes[regimes$year == 2017, ]
    value <- rows[[score]]
    names(value) <- rows$ccode
    others <- value[rows$polity2 %in% 6:10 & rows$ccode != cow[[U]]]
    far <- abs(others - value[[as.character(cow[[U]])]])
    own <- abs(value[[as.character(cow[[A]])]] - value[[as.character(cow[[B]])]])
    unseen <- sum(is.na(far))
    if (2 * sum(own <= far, na.rm = TRUE) > length(far) - unseen) "H" else "F"
}
MAJORS_1913 <- c("AUH", "DEU", "FRA", "GBR", "ITA", "JPN", "RUS", "USA") # from 1898-08-13 to 1914
three <- function(r, a, b, c) both_true(both_true(r(a, b), r(a, c)), no(r(b, c)))
rose <- function(m, last, before) at(gt(then(m, last), then(m, before)), last)
wide <- function(form) function(m) rising(form(m(A), m(B)), 1992, 2018)
USA_RIVAL <- shared(U)
reserves <- figure("RUS", "", "reserves.share:CNY")
growth <- list(figure(A, "", "gdp.growth", "NBS"))
growth_ru <- list(figure(B, "", "gdp.growth", "Ministry"), figure(B, "", "gdp.growth", "Rosstat"))
reports <- c("China Customs", "Russian Customs")
customs <- function(strand) lapply(reports, function(r) figure(A, B, strand, r))
in_chain <- function(r) c(both(at(r, 1955), at(no(r), 1995), at(r, 2018)))

by_hand <- list(
    "axis 1 1" = specs(rivalry, function(r) during(three(r, U, A, B), 1950, 1957)),
    "axis 1 2" = specs(rivalry, function(r) during(three(r, U, A, B), 2007, 2018)),
    "axis 2 1" = specs(power, function(m) at(gt(m(A), m(B)), 2016)),
    "axis 4 1" = pairs_of(gdp.ppp, population, function(g, p)
        at(gt(over(g(U), p(U)), over(times(10, g(A)), p(A))), 1956)),
    "axis 6 1" = specs(power, function(m) always(gt(m(B), m(A)), 1949, 1956)),
    "axis 7 1" = {
        began <- terms$startdate[terms$gwcode == cow[[A]]]
        if (format(min(began[began > "1948-01-01"]), "%Y") == "1949") "H" else "F"
    },
    "axis 7 2" = at(event(A, B, "visit"), 1949),
    "axis 9 1" = specs(rivalry, function(r) both(during(no(r(A, B)), 1950, 1963), during(r(A, B), 1966, 1969))),
    "axis 12 1" = specs(power, function(m) both(at(lt(m(A), m(B)), 1966), at(gt(m(A), m(B)), 2016))),
    "axis 12 2" = specs(power, function(m) changed_hands(m(A), m(B), 1978, 2002)),
    "axis 13 2" = specs(USA_RIVAL, function(r) again(r(A, B), 2007, 2018)),
    "axis 14 1" = specs(gdp.usd, function(m) ranked(m, A, MAJORS, 2018, function(r) r <= 2)),
    "axis 13 1" = specs(USA_RIVAL, function(r) in_chain(r(A, B))),
    "axis 17 1" = specs(gdp.usd, function(m) rose(m(B), 2013, 2018)),
    "axis 17 2" = specs(economy, function(m) rose(m(B), 2013, 2018)),
    "axis 18 1" = at(gt(figure(B, A, "trade.share"), 10), 2018),
    "axis 24 1" = c(specs_record(alignment, function(m, coded) highest(m(A, B), 1954, 2018, coded)),
                    specs_record(alignment, function(m, coded) highest(m(A, B), 1957, 2018, coded))),
    "axis 24 2" = c(highest(agreement(A, B), 1954, 2018), highest(agreement(A, B), 1957, 2018)),
    "axis 24 3" = specs(shared(), function(r) highest(r(A, B), 1957, 2018, TRUE)),
    "axis 27 1" = at(no(defence(A, B)), 2018),
    "axis 27 2" = at(any_treaty(A, B), 2018),
    "axis 27 3" = at(between(obligation(A, B), 1.5, 2.5), 2018),
    "axis 28 1" = at(lt(strict(A, B), 1), 2018),
    "axis 29 2" = if (ballot_on(A, "R/68/262") == "abstain") "H" else "F",
    "axis 29 3" = if (ballot_on(A, "R/68/262") != ballot_on(B, "R/68/262")) "H" else "F",
    "axis 31 1" = specs(rivalry, function(r) at(both_true(r(A, "IND"), r(A, "VNM")), 2018)),
    "axis 31 2" = specs(rivalry, function(r) at(r(A, "IND"), 2018)),
    "axis 33 2" = specs(alignment, function(m) rose(m(A, B), 2018, 2017)),
    "axis 37 1" = at(event(A, B, "visit"), 2013),
    "axis 37 2" = alone("visit", A),
    "axis 38 1" = alone("visit", A),
    "axis 39 1" = both(at(event(B, "", "leader.born"), 1952), at(event(A, "", "leader.born"), 1953)),
    "axis 41 1" = at(gt(figure(A, B, "exercise.count"), 10), 2018),
    "axis 42 1" = at(between(figure(A, B, "exercise.troops.CHN"), 2700, 3300), 2018),
    "axis 42 2" = highest(figure(A, B, "exercise.troops.CHN"), NULL, 2018),
    "axis 43 1" = at(between(reserves, 14.7 - 0.5, 14.7 + 0.5), 2018),
    "axis 44 1" = specs_record(alignment, function(m, coded) highest(m(A, B), NULL, 2018, coded)),
    "axis 45 2" = never(defence(A, B), 1992, 2018),
    "axis 46 1" = at(gt(figure(B, A, "trade.share"), 15), 2018),
    "axis 48 2" = specs(rivalry, function(r)
        if (begins(r(A, B), 1950, 1970) > max(leaves(B)[leaves(B) %in% 1950:1953])) "H" else "F"),
    "axis 48 3" = specs(rivalry, function(r) both(during(allied(A, B), 1950, 1959), at(r(A, B), 1960))),
    "axis 49 1" = specs(rivalry, function(r) during(both_true(both_true(r(U, A), r(U, B)), r(A, B)), 1958, 1972)),
    "axis 49 2" = specs(rivalry, function(r) during(both_true(both_true(r(U, B), r(A, B)), no(r(U, A))), 1973, 1989)),
    "axis 49 3" = at(event(U, A, "visit"), 1972),
    "axis 54 1" = specs(gdp.usd, function(m) rising(over(m(A), m(B)), 2013, 2018)),
    "axis 54 2" = specs(gdp.usd, function(m) trend(over(m(A), m(B)), 1992, 2018)),
    "axis 55 2" = c(reversal_rank(cinc, A, B, 12, TRUE), reversal_rank(cinc, A, B, 12, FALSE)),
    "axis 55 3" = reversal_rank(cinc, A, B, 3, FALSE),
    "axis 61 2" = specs(population, function(m) trend(m(B), 1992, 2018, -1)),
    "axis 62 1" = specs(military, function(m) ranked(m, B, MAJORS, 2016, function(r) r <= 3)),
    "axis 62 2" = specs(gdp.usd, function(m) ranked(m, B, MAJORS, 2016, function(r) r >= 7)),
    "axis 55 1" = both(at(gt(cinc(B), times(1.5, cinc(A))), 1950), at(gt(cinc(A), times(6, cinc(B))), 2016)),
    "axis 56 1" = both(at(event(A, B, "territory.ceded"), 1858), at(event(A, B, "territory.ceded"), 1860)),
    "axis 57 1" = specs(economy, function(m) at(lt(m(A), m(B)), 1991)),
    "axis 57 2" = specs(population, function(m) at(gt(m(A), times(3, m(B))), 1991)),
    "axis 58 1" = specs(gdp.usd, function(m) at(near(over(m(A), m(B)), 8, 0.1), 2018)),
    "axis 59 1" = c(specs(gdp.usd, wide(minus)), specs(gdp.usd, wide(over))),
    "axis 60 1" = at(between(growth[[1]], 6.55, 6.65), 2018),
    "axis 60 2" = vapply(growth_ru, function(g) at(between(g, 1.75, 1.85), 2018), ""),
    "axis 60 3" = pairs_of(growth, growth_ru, function(x, y) at(gt(x, y), 2018)),
    "axis 61 1" = specs(population, function(m) rose(m(B), 1991, 2018)),
    "axis 68 1" = specs(gdp.usd, function(m) at(near(over(figure(A, "", "region.gdp:Guangdong"), 6.62), m(B), 0.2), 2018)),
    "axis 71 1" = vapply(customs("trade.growth"), function(g) at(between(g, 26.5, 27.5), 2018), ""),
    "axis 71 2" = vapply(customs("trade.total"), function(g) at(between(g, 106.5e9, 107.5e9), 2018), ""),
    "axis 72 1" = at(gt(figure(A, B, "trade.imports.growth"), figure(A, B, "trade.exports.growth")), 2018),
    "axis 75 1" = vapply(customs("trade.total"), function(g) at(gt(figure(A, U, "trade.total"), times(5, g)), 2018), ""),
    "axis 76 1" = at(gt(then(figure(A, U, "students"), 2018), times(10, then(figure(A, B, "students"), 2019))), 2018),
    "axis 82 1" = at(event(A, B, "border.settled"), 2008),
    "axis 3 1" = at(event("IDN", A, "visit"), 1956),
    "axis 3 2" = at(gt(figure(A, "", "exports:soybeans"), figure(A, "", "exports")), 1956),
    "axis 8 1" = unread("trade.partner-share"),
    "axis 9 2" = specs(rivalry, function(r) if (begins(r(A, B), 1950, 1970) %in% 1964:1967) "H" else "F"),
    "axis 9 3" = specs(dispute_in(), function(d) if (begins(d(A, B), 1950, 1970) %in% 1964:1967) "H" else "F"),
    "axis 10 1" = unread("arms"),
    "axis 11 1" = unread("nuclear.assistance"),
    "axis 16 1" = unread("sanction"),
    "axis 16 2" = at(lt(then(agreement(B, U), 2018), then(agreement(B, U), 2013)), 2018),
    "axis 19 1" = specs(dispute_in("force"), function(d) both(at(no(d(B, "UKR")), 2012), at(d(B, "UKR"), 2014))),
    "axis 19 2" = unread("sanction"),
    "axis 19 3" = specs(alignment, function(m) {
        x <- m(A, B)
        years <- as.character(c(2010:2013, 2015:2018))
        if (any(x$k[years] != 0)) "N" else if (mean(x$v[years[5:8]]) > mean(x$v[years[1:4]])) "H" else "F"
    }),
    "axis 20 1" = always(neighbours(A, B), 1950, 2016),
    "axis 21 2" = specs(rivalry, function(r) always(r(A, B), 1958, 1989)),
    "axis 22 1" = specs(rivalry, function(r) always(three(r, B, U, A), 1973, 1989)),
    "axis 22 2" = specs(rivalry, function(r) never(three(r, B, U, A), 1990, 2018)),
    "axis 23 1" = unread("trade.partner-share"),
    "axis 23 2" = unread("fdi.stock"),
    "axis 32 1" = unread("sanction"),
    "axis 34 1" = at(gt(memberships(B), memberships(A)), 2014),
    "axis 34 2" = rank_in(igo_states, "sum_igo_full", B, 2014, 20),
    "axis 34 3" = specs(military, function(m) ranked(m, B, MAJORS, 2016, function(r) r <= 3)),
    "axis 34 4" = unread("warheads"),
    "axis 31 3" = unread("arms"),
    "axis 31 4" = specs(list(TSS, TD), function(list) if (list$last < 2018) "N" else {
        bound <- vapply(setdiff(names(cow), A), function(s) any(cow[[s]] %in% rivals_of(list, cow[[A]], 2018)) &&
                        obligation(B, s)$v[["2018"]] %in% 2:3, TRUE)
        if (any(bound)) "H" else "F"
    }),
    "axis 2 2" = unread("warheads"),
    "axis 18 2" = unread("trade.asymmetry"),
    "axis 53 2" = unread("law:foreign NGOs"),
    "axis 69 2" = unread("area"),
    "axis 69 3" = c(rank_in(nmc, "milex", B, 2016, 5), rank_in(nmc, "milper", B, 2016, 5)),
    "axis 29 1" = unread("recognition:Crimea"),
    "axis 30 1" = unread("recognition:South China Sea"),
    "axis 68 2" = unread("gdp.usd:Guangdong"),
    "axis 50 2" = at(both_true(event(U, "", "support:Afghan mujahideen"), event(A, "", "support:Afghan mujahideen")), 1980),
    "axis 72 2" = { stopifnot(!any(grepl("^trade:", casebook$strand))); unread("trade") },
    "axis 81 3" = unread("deaths"),
    "axis 50 1" = specs(shared(B), function(r) during(r(U, A), 1980, 1989)),
    "axis 52 2" = trend(distance(democracy$uds)(A, B), 1992, 2017, -1),
    "axis 52 3" = specs(democracy, function(d) trend(d(B), 2000, 2017, -1)),
    "axis 52 4" = trend(democracy$polyarchy(A), 2012, 2018, -1),
    "axis 63 1" = specs(dispute_in("force"), function(d) both(at(d(B, "GEO"), 2008), at(d(B, "UKR"), 2014))),
    "axis 63 2" = specs(war, function(w) at(w(B, "GEO"), 2008)),
    "axis 66 1" = unread("trade.partner-share"),
    "axis 66 2" = unread("trade.partner-share"),
    "axis 78 1" = unread("territory.claim"),
    "axis 78 2" = unread("territory.ceded"),
    "axis 79 1" = unread("deportation:Koreans"),
    "axis 80 1" = unread("region.area.share:Far East"),
    "axis 80 2" = unread("region.population:Far East"),
    "axis 80 3" = unread("region.population:Harbin"),
    "axis 81 1" = specs(dispute_in("force"), function(d) ever(d(A, B), 1966, 1969)),
    "axis 81 2" = specs(war, function(w) at(both_true(no(w(A, B)), conflict[[1]](A, B)), 1969)),
    "axis 83 1" = unread("migrants"),
    "axis 85 1" = unread("fx:RUB per CNY"),
    "axis 86 2" = unread("migrants"),
    "axis 88 1" = likeness("polity2"),
    "axis 88 2" = likeness("v2x_polyarchy"),
    "axis 88 3" = likeness("xm_qudsest"),
    "axis 89 1" = always(lt(strict(A, B), 1), 2014, 2018),
    "axis 89 2" = always(between(opposite(A, B), 0, 1e-12), 2014, 2018),
    "axis 89 3" = always(lt(opposite(A, B), 0.07), 2014, 2018),

    "asia 1 1" = specs(economy, function(m) at(gt(m("IND"), m("JPN")), 2018)),
    "asia 2 1" = specs(economy, function(m) both(at(lt(m(A), m("JPN")), 2009), at(gt(m(A), m("JPN")), 2010))),
    "asia 3 1" = specs(rivalry, function(r) always(r(A, "IND"), 1962, 2018)),
    "asia 4 1" = specs(shared(A), function(r) at(r("IND", "VNM"), 2018)),
    "asia 4 2" = specs(shared(A), function(r) during(r("IND", "VNM"), 1973, 1991)),
    "asia 5 1" = specs(shared(A), function(r) during(r("IND", "JPN"), 1996, 2019)),
    "asia 6 1" = always(gt(agreement("IND", "VNM"), agreement("IND", "JPN")), 1977, 2018),
    "asia 7 1" = during(gt(agreement("IND", "VNM"), 0.8), 1955, 1976),
    "asia 8 1" = during(gt(agreement("JPN", U), 0.75), 1950, 1960),
    "asia 9 1" = specs(population, function(m) always(gt(m(A), m("IND")), 1950, 2019)),
    "asia 10 1" = specs(military, function(m) always(gt(m(A), m("JPN")), 1952, 2016)),
    "asia 11 1" = highest(cinc("IND"), NULL, 2016),
    "asia 12 1" = specs(power, function(m) at(gt(m("JPN"), m(A)), 1938)),
    "asia 13 1" = at(defence("VNM", B), 1979),
    "asia 13 2" = at(between(obligation("VNM", B), 1.5, 2.5), 1979),
    "asia 14 1" = specs(gdp.usd, function(m) at(gt(m("JPN"), m(A)), 1938)),
    "asia 15 1" = specs(gdp.real, function(m) rising(m(A), 1978, 2016)),
    "asia 16 1" = ever(defence(A, "PAK"), 1950, 2018),
    "asia 16 2" = specs(shared("IND"), function(r) during(r(A, "PAK"), 1965, 2019)),
    "asia 17 1" = specs_record(alignment, function(m, coded) highest(m(A, "IND"), 2000, 2018, coded)),
    "asia 18 1" = specs(gdp.real, function(m) rising(m("VNM"), 1976, 2016)),

    "asia 21 1" = specs(rivalry, function(r) always(r("IND", "PAK"), 1947, 2018)),
    "asia 22 1" = c(cow = if (distinct(war_cow, "warnum", "IND", "PAK", 1947, 1971) == 3) "H" else "F",
                    ucdp = if (length(starts_of(war$ucdp("IND", "PAK"), 1947, 1971)) == 3) "H" else "F"),
    "asia 23 1" = specs(war, function(w) never(w("IND", "PAK"), 1998, 2007)),
    "asia 23 2" = specs(dispute_in(), function(d) never(d("IND", "PAK"), 1998, 2010)),
    "asia 24 1" = always(gt(agreement("IND", "PAK"), 0.8), 1965, 2018),
    "asia 25 1" = both(at(gt(agreement("PAK", U), 0.9), 1956), at(lt(agreement("PAK", U), 0.3), 1988)),
    "asia 26 1" = always(defence("PAK", U), 1954, 2018),
    "asia 27 1" = specs_record(alignment, function(m, coded) highest(m("IND", U), NULL, 2018, coded)),
    "asia 28 1" = specs(shared(A), function(r) during(r("IND", U), 1996, 2018)),
    "asia 29 1" = at(defence("IND", B), 1971),
    "asia 29 2" = always(between(obligation("IND", B), 1.5, 2.5), 1971, 2018),
    "asia 30 1" = always(gt(agreement("IND", B), 0.9), 1987, 1990),
    "asia 31 1" = always(gt(milex("IND"), milex("PAK")), 1948, 2016),
    "asia 31 2" = at(gt(milex("IND"), times(5, milex("PAK"))), 2016),
    "asia 32 1" = specs(income, function(m) at(gt(m("PAK"), m("IND")), 1985)),
    "asia 32 2" = specs(income, function(m) at(lt(m("PAK"), m("IND")), 2016)),
    "asia 33 1" = specs(income, function(m) at(lt(m(A), m("IND")), 1976)),
    "asia 34 1" = specs(democracy, function(d) always(gt(d("IND"), d("PAK")), 1950, 2017)),
    "asia 35 1" = pairs_of(economy, population, function(g, p)
        at(gt(over(g("BGD"), p("BGD")), over(g("PAK"), p("PAK"))), 2016)),
    "asia 36 1" = specs(economy, function(m) at(gt(m("IND"), m("GBR")), 2019)),
    "asia 36 2" = specs(gdp.usd, function(m) at(gt(m("IND"), m("GBR")), 2018)),
    "asia 37 1" = unread("arms"),
    "asia 38 1" = both(at(lt(shared_memberships("IND", A), 10), 1970),
                       at(near(shared_memberships("IND", A), shared_memberships("IND", "PAK"), 0), 2014)),

    "europe 1 1" = specs(shared("DEU"), function(r) during(r("FRA", "GBR"), 1905, 1914)),
    "europe 2 1" = at(allied("FRA", "GBR"), 1913),
    "europe 2 2" = at(between(obligation("FRA", "GBR"), 1.5, 2.5), 1913),
    "europe 3 1" = during(allied("FRA", B), 1894, 1917),
    "europe 4 1" = specs(rivalry, function(r) during(r("GBR", "DEU"), 1890, 1914)),
    "europe 5 1" = specs(rivalry, function(r) never(r("GBR", "DEU"), 1919, 1933)),
    "europe 6 1" = specs(rivalry, function(r) never(r("FRA", "DEU"), 1950, 2018)),
    "europe 6 2" = specs(rivalry, function(r) never(r("FRA", "DEU"), 1956, 2018)),
    "europe 7 1" = specs(power, function(m) at(gt(m("DEU"), m("GBR")), 1913)),
    "europe 8 1" = specs(power, function(m) at(gt(m("DEU"), m("GBR")), 1900)),
    "europe 9 1" = lowest(cinc("GBR"), 1870, 2016),
    "europe 10 1" = specs(economy, function(m) at(gt(m("FRA"), m("GBR")), 2016)),
    "europe 10 2" = specs(economy, function(m) always(gt(m("FRA"), m("GBR")), 1971, 1994)),
    "europe 11 1" = during(gt(kappa("FRA", "DEU"), 0.8), 1955, 1972),
    "europe 12 1" = always(gt(agreement("FRA", "DEU"), 0.9), 1973, 2018),
    "europe 13 1" = always(defence("FRA", "GBR"), 1950, 2019),
    "europe 14 1" = specs(military, function(m) at(gt(m("DEU"), m("FRA")), 2016)),
    "europe 15 1" = during(allied("GBR", "JPN"), 1902, 1922),
    "europe 16 1" = specs(gdp.usd, function(m) at(gt(m("DEU"), m("GBR")), 1913)),
    "europe 17 1" = at(near(cinc("FRA"), cinc("GBR"), 0.01), 2016),
    "europe 18 1" = specs_record(alignment, function(m, coded) highest(m("FRA", "DEU"), 1989, 2018, coded)),
    "europe 19 1" = during(gt(agreement("FRA", "GBR"), 0.6), 1946, 2018),
    "europe 19 2" = always(gt(agreement("FRA", "GBR"), 0.6), 1946, 2018),
    "europe 3 2" = if (begins(allied("FRA", B), 1880, 1914) == 1894) "H" else "F",
    "europe 4 2" = specs(rivalry, function(r) if (begins(r("GBR", "DEU"), 1870, 1914) == 1896) "H" else "F"),
    "europe 32 2" = vapply(list(mid_cow, mid_gml), function(list)
        if (distinct(list, "dispnum", "FRA", "DEU", 1872, 1913) == 3) "H" else "F", ""),
    "europe 22 1" = both(at(lt(irst("DEU"), irst("GBR")), 1890), always(gt(irst("DEU"), irst("GBR")), 1900, 1913)),
    "europe 23 1" = always(gt(pec("GBR"), pec("DEU")), 1890, 1913),
    "europe 24 1" = both(at(lt(cinc("DEU"), cinc("GBR")), 1904), always(gt(cinc("DEU"), cinc("GBR")), 1905, 1913)),
    "europe 25 1" = both(at(between(obligation("DEU", B), 1.5, 2.5), 1890), during(no(obligation("DEU", B)), 1891, 1904)),
    "europe 25 2" = never(any_treaty("DEU", B), 1891, 1913),
    "europe 26 1" = always(both_true(allied("DEU", "ITA"), allied("AUH", "ITA")), 1882, 1914),
    "europe 27 1" = specs(rivalry, function(r) always(r("AUH", "ITA"), 1882, 1914)),
    "europe 28 1" = during(between(obligation("FRA", "ITA"), 1.5, 2.5), 1902, 1914),
    "europe 28 2" = during(both_true(between(obligation("FRA", "ITA"), 1.5, 2.5),
                                     between(obligation("DEU", "ITA"), 2.5, 3.5)), 1902, 1914),
    "europe 29 1" = specs(rivalry, function(r) never(r("GBR", B), 1908, 1914)),
    "europe 30 1" = ranked(milper, B, MAJORS_1913, 1913, function(r) r == 1),
    "europe 30 2" = always(both_true(gt(milper(B), milper("DEU")), gt(milper(B), milper("FRA"))), 1890, 1913),
    "europe 31 1" = during(gt(milex("DEU"), milex("GBR")), 1908, 1913),
    "europe 31 2" = trend(over(milex("DEU"), milex("GBR")), 1900, 1913),
    "europe 32 1" = specs(dispute_in(), function(d) never(d("FRA", "DEU"), 1888, 1910)),
    "europe 33 1" = specs(war, function(w) both(during(w("JPN", B), 1904, 1905), at(allied("JPN", B), 1916))),
    "europe 34 1" = ranked(cinc, U, MAJORS_1913, 1899, function(r) r == 1),
    "europe 34 2" = always(gt(cinc(U), cinc("GBR")), 1897, 1913),
    "europe 35 1" = specs(population, function(m) at(near(over(m("DEU"), m("FRA")), 1.5, 0.1), 1913)),
    "europe 35 2" = at(near(over(tpop("DEU"), tpop("FRA")), 1.5, 0.1), 1913),
    "europe 36 1" = always(gt(distance(democracy$polity)("FRA", B), distance(democracy$polity)("DEU", "AUH")), 1894, 1913),
    "europe 36 2" = highest(distance(democracy$polity)("FRA", B), NULL, 1914),
    "europe 37 1" = specs(democracy, function(d) rising(d("DEU"), 1890, 1913)),
    "europe 37 2" = specs(democracy, function(d) rose(d("DEU"), 1913, 1890)),
    "europe 39 1" = specs(rivalry, function(r) both(at(r("FRA", B), 1893), at(no(r("FRA", B)), 1895))),
    "europe 41 1" = at(both_true(both_true(gt(cinc(U), cinc("DEU")), gt(cinc(U), cinc("FRA"))),
                                 both_true(gt(cinc(B), cinc("DEU")), gt(cinc(B), cinc("FRA")))), 1933),
    "europe 42 1" = at(gt(irst(B), irst(U)), 1972),
    "europe 43 1" = vapply(c("maddison", "then"), function(k) { # both of the same borders; Penn has no Soviet Union
        perhead <- function(s) over(gdp.ppp[[k]](s), population[[k]](s))
        at(gt(perhead(B), perhead(U)), 1970)
    }, ""),
    "europe 44 1" = specs(gdp.usd, function(m) at(gt(m(B), m("ITA")), 2018)),
    "asia 41 1" = specs(gdp.real, function(m) at(gt(then(m("JPN"), 1970), times(2, then(m("JPN"), 1960))), 1970)),
    "asia 42 1" = at(gt(irst(A), irst("GBR")), 1972),
    "asia 43 1" = specs(gdp.usd, function(m) at(gt(m(A), m("DEU")), 2007)),
    "asia 44 1" = specs(gdp.usd, function(m) at(gt(m(A), m("JPN")), 2015))
)

# ---- the expect lines ----

expects <- function(name) {
    lines <- readLines(file.path(root, "examples", paste0(name, ".claims")), encoding = "UTF-8")
    out <- character()
    id <- NULL
    number <- 0
    entry <- ""
    for (line in lines) {
        if (grepl("^\\[", line)) {
            id <- sub("^\\[([^]]+)\\].*", "\\1", line)
            number <- 0
        } else if (grepl("^\\s+expect ", line)) {
            found <- trimws(sub("#.*", "", sub("^\\s+expect ", "", line)))
            if (grepl("^not checkable", entry)) stopifnot(found == "NOT CHECKABLE")
            else if (grepl("^opinion", entry)) stopifnot(found == "LEDGER")
            else if (grepl("^forecast", entry) && found == "LEDGER") next # not due, or due and not covered
            else out[paste(name, id, number)] <- found
        } else if (!is.null(id) && grepl("^\\s+\\S", line)) {
            entry <- trimws(line)
            number <- number + 1
        }
    }
    out
}

expected <- unlist(lapply(c("axis", "asia", "europe"), expects))
passed <- 0
failed <- 0
for (key in union(names(expected), names(by_hand))) {
    mine <- if (is.null(by_hand[[key]])) "nothing worked out" else verdict(unlist(by_hand[[key]]))
    theirs <- if (key %in% names(expected)) expected[[key]] else "no expect line"
    ok <- identical(mine, theirs)
    passed <- passed + ok
    failed <- failed + !ok
    if (!ok || show)
        cat(if (ok) "ok:" else "FAILED:", key, mine, "by hand,", theirs, "expected;",
            paste(unlist(by_hand[[key]]), collapse = " "), "\n")
}
cat(passed, "passed,", failed, "failed\n")
quit(status = as.integer(failed > 0))
