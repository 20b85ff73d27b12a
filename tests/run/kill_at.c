/* kill_at [-w] N PROGRAM ARGUMENTS...: runs the program and kills it (SIGKILL) as it enters its Nth system call; with -w only
 * calls that change files count. Status 137 when it was killed; else the program's own, and "kill_at: COUNT calls" on
 * standard error, which tells how far N can go. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int changes_files(unsigned long call) {
    static const long calls[] = {SYS_write,     SYS_pwrite64, SYS_fsync,    SYS_fdatasync, SYS_ftruncate, SYS_unlinkat,
                                 SYS_renameat2, SYS_openat,   SYS_fallocate, SYS_close,    SYS_msync,     SYS_munmap,
#ifdef SYS_unlink
                                 SYS_unlink,
#endif
#ifdef SYS_rename
                                 SYS_rename,
#endif
    };
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++)
        if ((unsigned long)calls[i] == call)
            return 1;
    return 0;
}

static void become(char **arguments) {
    ptrace(PTRACE_TRACEME, 0, NULL, NULL);
    raise(SIGSTOP);
    execv(arguments[0], arguments);
    perror(arguments[0]);
    _exit(126);
}

static int enters(pid_t child, int only_files) {
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_ENTRY)
        return 0;
    return !only_files || changes_files((unsigned long)info.entry.nr);
}

static int watch(pid_t child, int only_files, long last) {
    long count = 0;
    int status, signal_number = 0;
    waitpid(child, &status, 0);
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
    for (;;) {
        ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)signal_number);
        waitpid(child, &status, 0);
        if (WIFEXITED(status))
            break;
        if (WIFSIGNALED(status))
            return 128 + WTERMSIG(status);
        int stop = WSTOPSIG(status);
        signal_number = stop == (SIGTRAP | 0x80) || stop == SIGTRAP ? 0 : stop;
        if (stop == (SIGTRAP | 0x80) && enters(child, only_files) && ++count == last)
            kill(child, SIGKILL);
    }
    fprintf(stderr, "kill_at: %ld calls\n", count);
    return WEXITSTATUS(status);
}

int main(int argc, char **argv) {
    int only_files = argc > 1 && strcmp(argv[1], "-w") == 0;
    if (argc < 3 + only_files) {
        fputs("usage: kill_at [-w] N PROGRAM ARGUMENTS...\n", stderr);
        return 2;
    }
    pid_t child = fork();
    if (child == 0)
        become(argv + 2 + only_files);
    return child < 0 ? 2 : watch(child, only_files, atol(argv[1 + only_files]));
}
