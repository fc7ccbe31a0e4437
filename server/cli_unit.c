/* cli_unit.c - the units of the organisation on the command line */
#include "cli.h"
#include "cli_action.h"
#include "db/queries.gen.h"

static const struct cli_action actions[] = {
    {.name = "add",
     .about = "Make a unit. The first one names the organisation too, and makes the database where there is none.",
     .command = "unit.add",
     .made = "unit",
     .options = {{"name", CLI_TEXT, true, "what people call it", NULL, NULL},
                 {"sector", CLI_WORD, true, "where it belongs", sector_words, NULL},
                 {"organisation", CLI_ORGANISATION, false, "whose unit, where the database has no organisation yet",
                  NULL, NULL}}},
    {.name = "list",
     .about = "All units, those that have ended too.",
     .command = "unit.list",
     .rows = "units",
     .columns = {"id", "name", "sector", "members", "ended_at"}},
    {.name = "members",
     .about = "Who works in a unit.",
     .command = "membership.list",
     .rows = "members",
     .columns = {"account", "full_name", "profession"},
     .options = {{"unit", CLI_UNIT, true, "its name or number", NULL, NULL}}},
    {.name = "rename",
     .about = "Change a unit's name.",
     .command = "unit.rename",
     .options = {{"unit", CLI_UNIT, true, "its name or number", NULL, NULL},
                 {"name", CLI_TEXT, true, "what people will call it", NULL, NULL}}},
    {.name = "end",
     .about = "Close a unit down. Its name stays in history.",
     .command = "unit.end",
     .options = {{"unit", CLI_UNIT, true, "its name or number", NULL, NULL}}},
    {.name = NULL},
};

int cli_unit(int argc, char **argv)
{
    static const struct cli_noun noun = {"unit", "The units in which people work.", actions};
    return cli_act(&noun, argc, argv);
}
