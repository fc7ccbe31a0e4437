/* cli_secret.h - a password, read so that it stands in no list of processes and no history of a shell */
#ifndef CLI_SECRET_H
#define CLI_SECRET_H

/* The first line of the file, or, where it is NULL, of standard input; from a terminal it is asked for twice, unseen.
 * NULL: none was given, which was said on standard error. Yours: cli_secret_free(). */
char *cli_secret_read(const char *who, const char *file);
void cli_secret_free(char *secret); /* overwrites it first; NULL does nothing */

#endif
