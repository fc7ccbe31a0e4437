/* cli_account.c - accounts and their memberships on the command line */
#include "cli.h"
#include "cli_action.h"
#include "db/queries.gen.h"

static const char file[] = "a file whose first line is the password; otherwise standard input";

static const struct cli_action actions[] = {
    {.name = "add",
     .about = "Make an account.",
     .command = "account.add",
     .made = "account",
     .options = {{"name", CLI_TEXT, true, "what the person signs in with: a-z, 0-9 and . - _", NULL, NULL},
                 {"full-name", CLI_TEXT, true, "as colleagues see it", NULL, NULL},
                 {"unit", CLI_UNIT, false, "where the person works: its name or number; with --profession", NULL, NULL},
                 {"profession", CLI_WORD, false, "as what the person works there", profession_words, NULL},
                 {"admin", CLI_FLAG, false, "manages units and accounts, and sees no board", NULL, "is_admin"},
                 {"language", CLI_WORD, false, "of the screens; fi unless said", lang_words, NULL},
                 {"password-file", CLI_PASSWORD_FILE, false, file, NULL, NULL},
                 {"no-password", CLI_NO_PASSWORD, false, "nobody signs in until `account password` gives one", NULL,
                  NULL},
                 {"organisation", CLI_ORGANISATION, false, "whose employee, where the database has no organisation yet",
                  NULL, NULL}}},
    {.name = "list",
     .about = "All accounts, those that have ended too.",
     .command = "account.list",
     .rows = "accounts",
     .columns = {"id", "name", "full_name", "language", "is_admin", "is_demo", "ended_at"}},
    {.name = "password",
     .about = "Give an account a password. Its sessions end.",
     .command = "account.set_password",
     .options = {{"account", CLI_ACCOUNT, true, "its sign-in name or number", NULL, NULL},
                 {"password-file", CLI_PASSWORD_FILE, false, file, NULL, NULL}}},
    {.name = "end",
     .about = "End an account. It can't sign in any more, and loses every board.",
     .command = "account.end",
     .options = {{"account", CLI_ACCOUNT, true, "its sign-in name or number", NULL, NULL}}},
    {.name = "member add",
     .about = "Make a person a member of a unit, or change the profession there.",
     .command = "membership.add",
     .options = {{"account", CLI_ACCOUNT, true, "sign-in name or number", NULL, NULL},
                 {"unit", CLI_UNIT, true, "name or number", NULL, NULL},
                 {"profession", CLI_WORD, true, "as what the person works there", profession_words, NULL}}},
    {.name = "member remove",
     .about = "End a membership.",
     .command = "membership.remove",
     .options = {{"account", CLI_ACCOUNT, true, "sign-in name or number", NULL, NULL},
                 {"unit", CLI_UNIT, true, "name or number", NULL, NULL}}},
    {.name = NULL},
};

int cli_account(int argc, char **argv)
{
    static const struct cli_noun noun = {"account", "Who may sign in, and where they work.", actions};
    return cli_act(&noun, argc, argv);
}
