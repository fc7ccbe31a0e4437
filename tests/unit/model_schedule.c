/* model_schedule.c - the schedule as feeds load it: of all that is somebody's, of a whole board, of a whole team */
#include "suites.h"

#include <string.h>

#include "base/clock.h"
#include "db/db.h"
#include "meetings.h"
#include "model/schedule.h"

/* The instances in March, as "start title" with "; " between; `most` of them. */
static void loads(struct world *w, struct schedule_of of, size_t most, bool is_cut, const char *expected)
{
    struct db *db;
    struct schedule schedule;
    char text[1000] = "", start[CAL_WALL_TEXT];
    assert_int_equal(db_open(w->path, DB_READER, &db), ERR_OK);
    struct db_tx *tx = db_begin(db);
    struct schedule_list list = {.arena = db_arena(tx), .most = most};
    of.from = MEETINGS_NOW;
    of.until = MEETINGS_NOW + 30 * MS_PER_DAY;
    schedule_load(tx, &of, &schedule);
    for (size_t i = 0; i < schedule.count; i++)
        schedule_expand(&schedule.items[i], of.from, of.until, &list);
    schedule_sort(&list);
    for (size_t i = 0; i < list.count; i++) {
        cal_wall_put(list.instances[i].start, start);
        if (i) strcat(text, "; ");
        strcat(strcat(strcat(text, start), " "), list.instances[i].title);
    }
    assert_int_equal(db_error(tx), ERR_OK);
    db_rollback(tx);
    db_close(db);
    assert_string_equal(text, expected);
    assert_int_equal(list.is_cut, is_cut);
}

static void a_whole_board_is_for_its_people_invited_or_not(void **state)
{
    struct world *w = *state;
    plans(w, AINO, the_board(w), "Verkosto", "2026-03-10T14:00", ",'rrule':'FREQ=WEEKLY;COUNT=2'");
    const char *both = "2026-03-10T14:00 Verkosto; 2026-03-17T14:00 Verkosto";
    const struct schedule_of leenas = {.account = w->account[LEENA]},
                             board = {.account = w->account[LEENA], .board = w->board};
    const struct schedule_of outis = {.account = w->account[OUTI], .board = w->board};
    loads(w, leenas, 100, false, "");
    loads(w, board, 100, false, both);
    loads(w, outis, 100, false, "");
    json_decref(says(w, AINO, "board.archive", "{%s}", the_board(w)));
    loads(w, board, 100, false, "");
}

static void a_whole_team_is_for_its_members(void **state)
{
    struct world *w = *state;
    int64_t team = begins_team(w, AINO, "Tiimi");
    int64_t meeting = plans(w, AINO, the_team(team), "Viikko", "2026-03-10T14:00", "");
    plans(w, AINO, the_board(w), "Muu", "2026-03-11T14:00", "");
    does_to(w, AINO, "meeting.invite", the_team(team), meeting, whom(w, OUTI));
    const struct schedule_of ainos = {.account = w->account[AINO], .team = team};
    const struct schedule_of guests = {.account = w->account[OUTI], .team = team}, own = {.account = w->account[OUTI]};
    loads(w, ainos, 100, false, "2026-03-10T14:00 Viikko");
    loads(w, guests, 100, false, "");
    loads(w, own, 100, false, "2026-03-10T14:00 Viikko");
}

static void a_list_is_full_and_says_so(void **state)
{
    struct world *w = *state;
    plans(w, AINO, the_board(w), "x", "2026-03-10T14:00", ",'rrule':'FREQ=DAILY;COUNT=3'");
    const struct schedule_of ainos = {.account = w->account[AINO]};
    loads(w, ainos, 3, false, "2026-03-10T14:00 x; 2026-03-11T14:00 x; 2026-03-12T14:00 x");
    loads(w, ainos, 2, true, "2026-03-10T14:00 x; 2026-03-11T14:00 x");
}

const struct CMUnitTest model_schedule_tests[] = {
    IN_MARCH(a_whole_board_is_for_its_people_invited_or_not),
    IN_MARCH(a_whole_team_is_for_its_members),
    IN_MARCH(a_list_is_full_and_says_so),
};

SUITE_COUNT(model_schedule);
