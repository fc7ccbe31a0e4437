/* task_export.c - the tasks of a board as a table for spreadsheets, in the words of the account's language */
#include "base/clock.h"
#include "base/csv.h"
#include "command/cmd.h"
#include "command/registry.gen.h"

enum word {
#define WORD(symbol, fi, sv, en) WORD_##symbol,
#include "task_export.def"
};

enum { COLUMNS = WORD_ENDED_ON + 1 };

static const char *const words[][3] = {
#define WORD(symbol, fi, sv, en) [WORD_##symbol] = {fi, sv, en},
#include "task_export.def"
};

static const enum word statuses[] = {
    [TASK_STATUS_REQUESTED] = WORD_REQUESTED,     [TASK_STATUS_ACCEPTED] = WORD_ACCEPTED,
    [TASK_STATUS_IN_PROGRESS] = WORD_IN_PROGRESS, [TASK_STATUS_DONE] = WORD_DONE,
    [TASK_STATUS_DECLINED] = WORD_DECLINED,       [TASK_STATUS_FORWARDED] = WORD_FORWARDED,
    [TASK_STATUS_CANCELLED] = WORD_CANCELLED,
};

static const enum word views[] = {
    [CLIENT_VIEW_NOT_ASKED] = WORD_NOT_ASKED,
    [CLIENT_VIEW_AGREES] = WORD_AGREES,
    [CLIENT_VIEW_DISAGREES] = WORD_DISAGREES,
};

static void put_day(struct csv *csv, int64_t at)
{
    char day[CLOCK_DAY_TEXT];
    if (at) clock_local_day(at, day);
    csv_cell(csv, at ? day : NULL);
}

static void put_task(struct csv *csv, const struct task_exported *task, enum language language)
{
    csv_cell(csv, task->title);
    csv_cell(csv, words[statuses[task->status]][language]);
    csv_cell(csv, task->is_client ? words[WORD_CLIENT][language] : task->unit_name);
    csv_cell(csv, task->assignee_name);
    csv_cell(csv, task->due_on);
    csv_cell(csv, task->goal_text);
    csv_cell(csv, words[views[task->client_view]][language]);
    csv_cell(csv, task->text);
    csv_cell(csv, task->reason);
    csv_cell(csv, task->outcome);
    csv_cell(csv, task->author_name);
    put_day(csv, task->added_at);
    put_day(csv, task->ended_at);
    csv_row_end(csv);
}

enum err cmd_task_export(struct cmd *c, const struct task_export *in)
{
    (void)in;
    struct buf text;
    struct csv csv;
    buf_init(&text);
    csv_begin(&csv, &text);
    for (unsigned i = 0; i < COLUMNS; i++)
        csv_cell(&csv, words[i][c->who.language]);
    csv_row_end(&csv);

    struct task_exported task;
    struct db_rows rows = task_exported(c->tx, c->board);
    while (task_exported_next(&rows, &task))
        put_task(&csv, &task, c->who.language);
    give_text(c, "csv", text.data);
    buf_fini(&text);
    return ERR_OK;
}
