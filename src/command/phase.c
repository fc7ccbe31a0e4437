/* phase.c - the phases of a team's meetings: a template that each of its members may edit
 *
 * A team without rows uses the default list of phase.def. Before it can change a phase it makes them its own (phase.adopt);
 * adding one does so by itself. Names and prompts that are left out are those of the kind, in the reader's language.
 * Meetings that go on have phases of their own (sitting_phase): what is edited here is for the next one. */
#include "phase.h"

#include "command/registry.gen.h"
#include "team.h"

enum { MOST_PHASES = 30 };

struct word {
    int64_t minutes;
    const char *names[3];
};

static const struct word words[] = {
#define PHASE(symbol, minutes, fi, sv, en) [PHASE_KIND_##symbol] = {minutes, {fi, sv, en}},
#include "phase.def"
};

const char *phase_name(enum phase_kind kind, const char *title, enum language language)
{
    return title ? title : words[kind].names[language];
}

static struct phases default_phases(struct cmd *c)
{
    struct phase_of_team *items = arena_alloc(c->arena, PHASE_KIND_OTHER * sizeof *items);
    size_t count = 0;
    for (enum phase_kind kind = PHASE_KIND_ARRIVE; kind < PHASE_KIND_OTHER; kind++, count++)
        items[count] =
            (struct phase_of_team){.kind = kind, .minutes = words[kind].minutes, .position = (int64_t)count + 1};
    return (struct phases){items, count};
}

struct phases phases_of(struct cmd *c, int64_t team)
{
    struct phase_of_team row, *items = NULL;
    size_t count = 0, room = 0;
    struct db_rows rows = phase_of_team(c->tx, team);
    while (phase_of_team_next(&rows, &row)) {
        items = arena_room(c->arena, items, count, &room, sizeof *items);
        items[count++] = row;
    }
    return count ? (struct phases){items, count} : default_phases(c);
}

static json_t *phase_json(const struct phase_of_team *it)
{
    json_t *id = it->id ? json_integer(it->id) : json_null();
    return json_pack("{s:o,s:s,s:s?,s:s?,s:I,s:I,s:I}", "id", id, "kind", phase_kind_words[it->kind], "title",
                     it->title, "prompt", it->prompt, "minutes", (json_int_t)it->minutes, "position",
                     (json_int_t)it->position, "changed_at", (json_int_t)it->changed_at);
}

static void give_phases(struct cmd *c)
{
    struct phases phases = phases_of(c, c->team);
    json_t *list = json_array();
    for (size_t i = 0; i < phases.count; i++)
        json_array_append_new(list, phase_json(&phases.items[i]));
    give_json(c, "phases", list);
}

enum err cmd_phase_list(struct cmd *c, const struct phase_list *in)
{
    (void)in;
    give_phases(c);
    return ERR_OK;
}

/* ---- changing ---- */

static void adopt(struct cmd *c)
{
    struct phases phases = phases_of(c, c->team);
    if (phases.items[0].id) return;
    for (size_t i = 0; i < phases.count; i++) {
        const struct phase_of_team *it = &phases.items[i];
        phase_put(c->tx, db_new_id(c->tx), c->team, it->kind, NULL, NULL, it->minutes, it->position, c->now);
    }
}

static enum err find(struct cmd *c, const char *field, int64_t id, struct phase_of_team *out)
{
    if (phase_in_team(c->tx, c->team, id, out)) return ERR_OK;
    return refuse(c, ERR_NOT_FOUND, field, DETAIL_NO_SUCH_PHASE);
}

/* The place behind another phase; 0: the first. */
static enum err place_behind(struct cmd *c, int64_t after, int64_t *position)
{
    struct phase_of_team other = {0};
    enum err err = after ? find(c, "after", after, &other) : ERR_OK;
    *position = other.position + 1;
    return err;
}

static enum err check_name(struct cmd *c, enum phase_kind kind, const char *title)
{
    bool has_name = kind != PHASE_KIND_OTHER || title;
    return has_name ? ERR_OK : refuse(c, ERR_BAD_INPUT, "title", DETAIL_MISSING);
}

static enum err check_seen(struct cmd *c, const struct phase_of_team *is, int64_t seen_at)
{
    if (is->changed_at == seen_at) return ERR_OK;
    return refuse_with(c, ERR_CONFLICT, "seen_at", DETAIL_CHANGED, json_pack("{s:o}", "now", phase_json(is)));
}

enum err cmd_phase_adopt(struct cmd *c, const struct phase_adopt *in)
{
    (void)in;
    adopt(c);
    team_tell(c, c->team);
    give_phases(c);
    return ERR_OK;
}

enum err cmd_phase_add(struct cmd *c, const struct phase_add *in)
{
    int64_t position;
    struct phase_count there;
    enum err err = check_name(c, in->kind, in->title);
    if (!err) err = place_behind(c, in->after, &position);
    if (err) return err;
    adopt(c);
    if (phase_count(c->tx, c->team, &there) && there.count >= MOST_PHASES)
        return refuse(c, ERR_CONFLICT, "phase", DETAIL_TOO_MANY);

    int64_t id = db_new_id(c->tx);
    phase_shift(c->tx, c->team, position, INT_SAFE, 1);
    phase_put(c->tx, id, c->team, in->kind, in->title, in->prompt, in->minutes, position, c->now);
    give_int(c, "phase", id);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_phase_edit(struct cmd *c, const struct phase_edit *in)
{
    struct phase_of_team phase;
    enum err err = find(c, "phase", in->phase, &phase);
    if (!err) err = check_name(c, in->kind, in->title);
    if (!err) err = check_seen(c, &phase, in->seen_at);
    if (err) return err;
    int64_t at = c->now > phase.changed_at ? c->now : phase.changed_at + 1; /* two in one millisecond are two */
    phase_set(c->tx, c->team, in->phase, in->kind, in->title, in->prompt, in->minutes, at);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_phase_move(struct cmd *c, const struct phase_move *in)
{
    struct phase_of_team phase;
    int64_t position;
    enum err err = find(c, "phase", in->phase, &phase);
    if (!err) err = place_behind(c, in->after, &position);
    if (err || in->after == in->phase) return err;

    if (position > phase.position) position--; /* its own place is free */
    phase_shift(c->tx, c->team, phase.position + 1, INT_SAFE, -1);
    phase_shift(c->tx, c->team, position, INT_SAFE, 1);
    phase_set_position(c->tx, c->team, in->phase, position);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_phase_remove(struct cmd *c, const struct phase_remove *in)
{
    struct phase_of_team phase;
    struct phase_count there;
    enum err err = find(c, "phase", in->phase, &phase);
    if (!err) err = check_seen(c, &phase, in->seen_at);
    if (err) return err;
    if (phase_count(c->tx, c->team, &there) && there.count < 2)
        return refuse(c, ERR_CONFLICT, "phase", DETAIL_LAST_PHASE);
    phase_drop(c->tx, c->team, in->phase);
    phase_shift(c->tx, c->team, phase.position + 1, INT_SAFE, -1);
    team_tell(c, c->team);
    return ERR_OK;
}

enum err cmd_phase_reset(struct cmd *c, const struct phase_reset *in)
{
    (void)in;
    phase_drop_all(c->tx, c->team);
    team_tell(c, c->team);
    return ERR_OK;
}
