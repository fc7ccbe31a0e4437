/* cli_action.h - what administrators do on the command line, as a table: a row an action, one command of the wire
 * behind it
 *
 *     rinnalla unit rename --unit Kotihoito --name "Kotihoito ja kotikuntoutus"
 *              noun action options
 *
 * An option becomes the command's parameter of the same name (with _ for -). Every action has --db, --json and --help
 * besides. Exit status: 0 done, 1 refused or failed, 2 said wrongly. */
#ifndef CLI_ACTION_H
#define CLI_ACTION_H

#include <stdbool.h>

enum { CLI_MOST_OPTIONS = 10 };

enum cli_kind {
    CLI_TEXT = 1,
    CLI_WORD,          /* one of `words` */
    CLI_FLAG,          /* true where it stands */
    CLI_UNIT,          /* a unit by its name or number */
    CLI_ACCOUNT,       /* an account by its sign-in name or number */
    CLI_ORGANISATION,  /* no parameter: made where the database has none */
    CLI_PASSWORD_FILE, /* the action takes a password: from here or from standard input */
    CLI_NO_PASSWORD    /* the action can do without one */
};

struct cli_option {
    const char *name; /* NULL ends the list */
    enum cli_kind kind;
    bool is_required;
    const char *about;
    const char *const *words; /* of CLI_WORD: [0] is NULL, ended by NULL */
    const char *parameter;    /* where it is not called like the option */
};

struct cli_action {
    const char *name;    /* one word or two; NULL ends the list */
    const char *about;   /* a sentence for the help */
    const char *command; /* what is asked of the store */
    const char *made;    /* member of the result that is the new number, or NULL */
    const char *rows;    /* member of the result that is printed, or NULL */
    const char *columns[8];
    struct cli_option options[CLI_MOST_OPTIONS];
};

struct cli_noun {
    const char *name, *about;
    const struct cli_action *actions;
};

int cli_act(const struct cli_noun *noun, int argc, char **argv);

#endif
