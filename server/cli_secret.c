/* cli_secret.c - a password from a file, a pipe or a terminal, see cli_secret.h */
#include "cli_secret.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

void cli_secret_free(char *secret)
{
    if (!secret) return;
    explicit_bzero(secret, strlen(secret));
    free(secret);
}

/* NULL at the end of the input, and for an empty line. */
static char *read_line(FILE *in)
{
    char *line = NULL;
    size_t room = 0;
    if (getline(&line, &room, in) < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    if (line[0]) return line;
    free(line);
    return NULL;
}

static char *ask_unseen(const char *question)
{
    struct termios seen, unseen;
    if (tcgetattr(STDIN_FILENO, &seen) != 0) return NULL;
    unseen = seen;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    fputs(question, stderr);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
    char *line = read_line(stdin);
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &seen);
    fputc('\n', stderr);
    return line;
}

static char *ask_twice(const char *who)
{
    char *secret = ask_unseen("Password: "), *again = secret ? ask_unseen("Again: ") : NULL;
    bool is_same = again && !strcmp(secret, again);
    cli_secret_free(again);
    if (is_same) return secret;
    fprintf(stderr, "%s: %s\n", who, secret ? "the two are not the same" : "no password was given");
    cli_secret_free(secret);
    return NULL;
}

static char *read_from(const char *who, FILE *in)
{
    char *line = read_line(in);
    if (!line) fprintf(stderr, "%s: no password was given\n", who);
    return line;
}

static char *read_file(const char *who, const char *path)
{
    FILE *in = fopen(path, "re");
    if (!in) {
        fprintf(stderr, "%s: %s: %s\n", who, path, strerror(errno));
        return NULL;
    }
    char *line = read_from(who, in);
    fclose(in);
    return line;
}

char *cli_secret_read(const char *who, const char *file)
{
    if (file) return read_file(who, file);
    return isatty(STDIN_FILENO) ? ask_twice(who) : read_from(who, stdin);
}
