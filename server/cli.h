/* cli.h - the subcommands of the program; each returns its exit code: 0 done, 1 failed, 2 used wrongly
 *
 * argv[0] is the subcommand's name. */
#ifndef CLI_H
#define CLI_H

int cli_serve(int argc, char **argv);
int cli_demo(int argc, char **argv);
int cli_account(int argc, char **argv);
int cli_unit(int argc, char **argv);

#endif
