/* cli_demo_note.h - the words of the demo's notes
 *
 * A step that writes says where: {"do": "note.push", "with": {"note": "$name"}, "writes": {"put": "words"}} puts them at the
 * end of the text, "after": "other words" behind those, "over": "other words" in their place. "@$eero" is a mention. */
#ifndef CLI_DEMO_NOTE_H
#define CLI_DEMO_NOTE_H

#include <jansson.h>
#include <stdbool.h>

struct demo_people {
    const json_t *accounts; /* of the script: name and full_name */
    const json_t *ids;      /* name → id */
};

/* What note.push asks for and the script need not say, into params. `notes` (name of a note → its texts so far) goes on.
 * False: the words that are looked for are not in the text. */
bool demo_note_fill(json_t *notes, struct demo_people people, const json_t *step, json_t *params);

#endif
