/* Progress: nothing in the first second, then one line that goes away at the end, and nothing where nobody looks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "report/patience.h"

/* Standard error into a pipe, which is no terminal, and back. */
struct caught {
    int kept, ends[2];
};

static void catch_begin(struct caught *caught) {
    fflush(stderr);
    caught->kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(caught->ends), 0);
    assert_true(dup2(caught->ends[1], STDERR_FILENO) >= 0);
}

static void catch_end(struct caught *caught, char *text, size_t room) {
    fflush(stderr);
    assert_true(dup2(caught->kept, STDERR_FILENO) >= 0);
    close(caught->ends[1]);
    close(caught->kept);
    ssize_t got = read(caught->ends[0], text, room - 1);
    text[got > 0 ? got : 0] = '\0';
    close(caught->ends[0]);
}

static void silent_unless_asked(void **state) {
    (void)state;
    struct ent_patience patience;
    struct caught caught;
    char text[64];
    catch_begin(&caught);
    bool silent = ent_patience_begin(&patience, "rows", false) == NULL;
    ent_patience_end(&patience);
    catch_end(&caught, text, sizeof text);
    assert_true(silent);
    assert_string_equal(text, "");
}

static void tells_after_a_second(void **state) {
    (void)state;
    struct ent_patience patience;
    struct caught caught;
    char text[256];
    catch_begin(&caught);
    ent_progress show = ent_patience_begin(&patience, "states", true);
    if (show) {
        show(&patience, "too.early", 1, 0);
        patience.begun.tv_sec -= 2;
        show(&patience, "votes.kappa", 7, 195);
        show(&patience, "too.soon.again", 8, 195);
        patience.shown.tv_sec -= 1;
        show(&patience, "un-votes", 9, 0);
    }
    ent_patience_end(&patience);
    catch_end(&caught, text, sizeof text);
    assert_non_null(show);
    assert_string_equal(text, "\rentente: votes.kappa, 7 of 195 states\033[K"
                              "\rentente: un-votes, 9 states\033[K\r\033[K");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(silent_unless_asked), cmocka_unit_test(tells_after_a_second)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
