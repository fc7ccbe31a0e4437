/* gen_write_typescript.c - writes protocol.gen.ts: the closed lists, what a board holds, and what each command takes
 * and gives. Only what can cross the wire: no internal commands, no rows that stay on the server. */
#include <string.h>

#include "gen.h"

static const char *ts_type(const struct type *type)
{
    switch (type->base) {
    case TYPE_INT:
    case TYPE_REF:
    case TYPE_AT:
        return "number";
    case TYPE_BOOL:
        return "boolean";
    case TYPE_ENUM:
        return pascal(type->words->name);
    case TYPE_REFS:
        return "number[]";
    case TYPE_UPDATES:
        return "{ changes: unknown }[]";
    case TYPE_JSON:
    case TYPE_ANY:
    case TYPE_BLOB:
        return "unknown";
    default:
        return "string";
    }
}

static void write_enum(FILE *out, const struct words *words)
{
    fprintf(out, "export const %s_words = [\n", words->name);
    for (size_t i = 0; i < words->count; i++)
        fprintf(out, "  '%s',\n", words->items[i]);
    fprintf(out, "] as const;\nexport type %s = (typeof %s_words)[number];\n\n", pascal(words->name), words->name);
}

static void write_reasons(FILE *out)
{
    fputs("/** Why something was refused: `error.data.reason`. */\nexport type Reason =", out);
    for (const struct reason *r = reasons; r->name; r++)
        fprintf(out, "\n  | '%s'", r->name);
    fputs(";\n\n", out);
}

static void write_row(FILE *out, const struct row *row)
{
    fprintf(out, "export interface %s {\n", pascal(row->name));
    for (size_t i = 0; i < row->columns.count; i++) {
        const struct field *column = &row->columns.items[i];
        fprintf(out, "  %s: %s%s;\n", column->name, ts_type(&column->type), column->type.is_optional ? " | null" : "");
    }
    fputs("}\n\n", out);
}

static void write_nouns(FILE *out, const struct schema *s)
{
    fputs("/** What a board holds: a snapshot and an event's `set` are noun → id → fields. */\n", out);
    fputs("export interface Nouns {\n", out);
    for (size_t i = 0; i < s->n_nouns; i++)
        fprintf(out, "  %s: %s;\n", s->nouns[i].name, pascal(s->nouns[i].name));
    fputs("}\n\n", out);
}

static void write_params(FILE *out, const struct command *c)
{
    if (!c->has_board && !c->has_team && !c->has_host && !c->is_keyed && c->takes.count == 0) {
        fputs("    params: Record<string, never>;\n", out);
        return;
    }
    fputs("    params: {\n", out);
    if (c->has_board) fputs("      board: number;\n", out);
    if (c->has_task) fputs("      task: number;\n", out);
    if (c->has_team) fputs("      team: number;\n", out);
    if (c->has_host) fputs("      board?: number | null;\n      team?: number | null;\n", out);
    if (c->is_keyed) fputs("      key?: string;\n", out);
    for (size_t i = 0; i < c->takes.count; i++) {
        const struct field *f = &c->takes.items[i];
        bool is_optional = f->type.is_optional;
        fprintf(out, "      %s%s: %s%s;\n", f->name, is_optional ? "?" : "", ts_type(&f->type),
                is_optional ? " | null" : "");
    }
    fputs("    };\n", out);
}

static const char *gift_type(const struct gift *gift)
{
    if (gift->gives == GIVES_ROWS) return textf("%s[]", pascal(gift->row));
    if (gift->gives == GIVES_ROW) return textf("%s | null", pascal(gift->row));
    return textf("%s%s", ts_type(&gift->type), gift->type.is_optional ? " | null" : "");
}

static void write_result(FILE *out, const struct command *c)
{
    if (c->gives_any)
        fputs("    result: unknown;\n", out);
    else if (c->n_gives == 0)
        fputs("    result: Record<string, never>;\n", out);
    else
        fputs("    result: {\n", out);
    for (size_t i = 0; i < c->n_gives; i++) {
        const struct gift *gift = &c->gives[i];
        bool is_any =
            gift->gives == GIVES_FIELD && gift->type.base == TYPE_ANY; /* may be left out, as board.open does */
        fprintf(out, "      %s%s: %s;\n", gift->name, is_any ? "?" : "", gift_type(gift));
    }
    if (c->n_gives > 0) fputs("    };\n", out);
}

static void write_commands(FILE *out, const struct schema *s)
{
    fputs("/** What can be asked of the server. Every write has a `key`, which the session puts there. */\n", out);
    fputs("export interface Commands {\n", out);
    for (size_t i = 0; i < s->n_commands; i++) {
        const struct command *c = &s->commands[i];
        if (c->is_internal) continue;
        fprintf(out, "  /** %s */\n  '%s': {\n", c->about, c->name);
        write_params(out, c);
        write_result(out, c);
        fprintf(out, "    runs: '%s';\n  };\n", c->runs);
    }
    fputs("}\n\n"
          "export type Method = keyof Commands;\n"
          "export type Params<M extends Method> = Commands[M]['params'];\n"
          "export type Result<M extends Method> = Commands[M]['result'];\n\n",
          out);
}

/* For the session, which puts a key on writes and sends them again. */
static void write_runs(FILE *out, const struct schema *s)
{
    fputs("export const command_runs: { readonly [M in Method]: Commands[M]['runs'] } = {\n", out);
    for (size_t i = 0; i < s->n_commands; i++)
        if (!s->commands[i].is_internal) fprintf(out, "  '%s': '%s',\n", s->commands[i].name, s->commands[i].runs);
    fputs("};\n\n", out);
}

static bool is_first_with_event(const struct schema *s, size_t command)
{
    for (size_t i = 0; i < command; i++)
        if (s->commands[i].event && strcmp(s->commands[i].event, s->commands[command].event) == 0) return false;
    return true;
}

static void write_events(FILE *out, const struct schema *s)
{
    size_t count = 0;
    fputs("/** What can have happened on a board. */\nexport type EventName =", out);
    for (size_t i = 0; i < s->n_commands; i++) {
        if (!s->commands[i].event || !is_first_with_event(s, i)) continue;
        fprintf(out, "\n  | '%s'", s->commands[i].event);
        count++;
    }
    fputs(count ? ";\n" : " never;\n", out);
}

void write_typescript(const struct schema *s, FILE *out)
{
    fputs("// generated from schema/ by src/tools/gen.c; do not edit\n\n", out);
    for (size_t i = 0; i < s->n_enums; i++)
        write_enum(out, &s->enums[i]);
    write_reasons(out);
    for (size_t i = 0; i < s->n_rows; i++)
        if (is_on_the_wire(s, s->rows[i].name)) write_row(out, &s->rows[i]);
    write_nouns(out, s);
    write_commands(out, s);
    write_runs(out, s);
    write_events(out, s);
}
