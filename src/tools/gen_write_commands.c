/* gen_write_commands.c - writes registry.gen.h and registry.gen.c: what each command takes, its decoder, and the table
 * in which commands are found */
#include <inttypes.h>
#include <string.h>

#include "gen.h"

static bool has_handler(const struct command *c)
{
    return strcmp(c->runs, "net") != 0;
}

static void declare_command(FILE *out, const struct command *c)
{
    fprintf(out, "/* %s: %s */\nstruct %s {\n", c->name, c->about, c->c_name);
    for (size_t i = 0; i < c->takes.count; i++)
        fprintf(out, "    %s%s;\n", c_type(&c->takes.items[i].type), c->takes.items[i].name);
    if (c->takes.count == 0) fputs("    char unused; /* takes nothing, and C has no empty struct */\n", out);
    fputs("};\n", out);
    if (c->prepares) fprintf(out, "enum err prepare_%s(struct cmd *c, struct %s *in);\n", c->c_name, c->c_name);
    if (has_handler(c)) fprintf(out, "enum err cmd_%s(struct cmd *c, const struct %s *in);\n", c->c_name, c->c_name);
    fputc('\n', out);
}

/* Of each noun: a row that is about to be changed. */
static void write_load_prototype(FILE *out, const struct noun *noun)
{
    fprintf(out, "bool %s_load(struct cmd *c, int64_t id, struct %s *out)", noun->name, noun->name);
}

static void declare_loads(FILE *out, const struct schema *s)
{
    fputs("/* A row of the board that is about to be changed, remembered as it was; false: there is none. */\n", out);
    for (size_t i = 0; i < s->n_nouns; i++) {
        write_load_prototype(out, &s->nouns[i]);
        fputs(";\n", out);
    }
    fputc('\n', out);
}

static void define_load(FILE *out, const struct noun *noun)
{
    write_load_prototype(out, noun);
    fprintf(out,
            "\n{\n"
            "    struct db_rows rows;\n"
            "    *out = (struct %s){0};\n"
            "    if (!load_row(c, NOUN_%s, id, &rows)) return false;\n"
            "    read_%s(&rows, out);\n"
            "    db_rows_end(&rows);\n"
            "    return true;\n"
            "}\n\n",
            noun->name, upper(noun->name), noun->name);
}

void write_registry_h(const struct schema *s, FILE *out)
{
    fputs("/* registry.gen.h - generated from schema/commands by src/tools/gen.c; do not edit\n"
          " *\n"
          " * What each command takes, its function in src/command, and how that gets at rows. */\n"
          "#ifndef COMMAND_REGISTRY_GEN_H\n"
          "#define COMMAND_REGISTRY_GEN_H\n\n"
          "#include <stdbool.h>\n"
          "#include <stdint.h>\n\n"
          "#include \"base/bytes.h\"\n"
          "#include \"base/err.h\"\n"
          "#include \"command/command.h\"\n"
          "#include \"db/queries.gen.h\"\n"
          "#include \"ot/ot.h\"\n\n",
          out);
    fprintf(out, "enum { COMMAND_COUNT = %zu };\n", s->n_commands);
    fputs("extern const struct command commands[]; /* [COMMAND_COUNT], sorted by name */\n\n", out);
    for (size_t i = 0; i < s->n_commands; i++)
        declare_command(out, &s->commands[i]);
    declare_loads(out, s);
    fputs("#endif\n", out);
}

static const char *least(const struct type *type)
{
    if (!type->has_min) return type->base == TYPE_INT ? "-INT_SAFE" : "0";
    return textf("INT64_C(%" PRId64 ")", type->min);
}

static const char *most(const struct type *type)
{
    return type->has_max ? textf("INT64_C(%" PRId64 ")", type->max) : "INT_SAFE";
}

static const char *length(bool is_given, int64_t limit)
{
    return is_given ? textf("%" PRId64, limit) : "0";
}

static char *decoding(const struct field *field)
{
    const struct type *type = &field->type;
    const char *optional = type->is_optional ? "true" : "false";
    const char *lengths = textf("%s, %s", length(type->has_min, type->min), length(type->has_max, type->max));
    switch (type->base) {
    case TYPE_INT:
        return textf("decode_int(d, \"%s\", %s, %s, %s)", field->name, least(type), most(type), optional);
    case TYPE_TEXT:
        return textf("decode_text(d, \"%s\", %s, %s)", field->name, lengths, optional);
    case TYPE_LINE:
        return textf("decode_line(d, \"%s\", %s, %s)", field->name, lengths, optional);
    case TYPE_REFS:
        return textf("decode_refs(d, \"%s\", %s, %s)", field->name, lengths, optional);
    case TYPE_UPDATES:
        return textf("decode_updates(d, \"%s\", %s, %s)", field->name, lengths, optional);
    case TYPE_BOOL:
        return textf("decode_bool(d, \"%s\", %s)", field->name, optional);
    case TYPE_REF:
        return textf("decode_ref(d, \"%s\", %s)", field->name, optional);
    case TYPE_AT:
        return textf("decode_at(d, \"%s\", %s)", field->name, optional);
    case TYPE_DAY:
        return textf("decode_day(d, \"%s\", %s)", field->name, optional);
    case TYPE_ENUM:
        return textf("(enum %s)decode_word(d, \"%s\", %s_words, %s)", type->words->name, field->name, type->words->name,
                     optional);
    default:
        return NULL; /* refused on reading */
    }
}

static void define_decoder(FILE *out, const struct command *c)
{
    fprintf(out, "static void decode_%s(struct decode *d, void *into)\n{\n", c->c_name);
    if (c->takes.count == 0)
        fputs("    (void)d;\n    (void)into;\n", out);
    else
        fprintf(out, "    struct %s *in = into;\n", c->c_name);
    for (size_t i = 0; i < c->takes.count; i++)
        fprintf(out, "    in->%s = %s;\n", c->takes.items[i].name, decoding(&c->takes.items[i]));
    fputs("}\n\n", out);
}

static void define_callers(FILE *out, const struct command *c)
{
    if (c->prepares)
        fprintf(out,
                "static enum err call_prepare_%s(struct cmd *c, void *in)\n{\n    return prepare_%s(c, in);\n}\n\n",
                c->c_name, c->c_name);
    if (has_handler(c))
        fprintf(out, "static enum err call_%s(struct cmd *c, const void *in)\n{\n    return cmd_%s(c, in);\n}\n\n",
                c->c_name, c->c_name);
}

static const char *yes(bool is_so)
{
    return is_so ? "true" : "false";
}

static void define_entry(FILE *out, const struct command *c)
{
    fprintf(out, "    {.name = \"%s\",\n", c->name);
    if (c->event) fprintf(out, "     .event = \"%s\",\n", c->event);
    fprintf(out, "     .runs = RUNS_%s,\n     .needs = NEED_%s,\n", upper(c->runs), upper(c->needs->name));
    fprintf(out, "     .is_keyed = %s,\n     .is_internal = %s,\n", yes(c->is_keyed), yes(c->is_internal));
    fprintf(out, "     .prepares = %s,\n     .has_board = %s,\n", yes(c->prepares), yes(c->has_board));
    fprintf(out, "     .in_size = sizeof(struct %s),\n     .decode = decode_%s", c->c_name, c->c_name);
    if (c->prepares) fprintf(out, ",\n     .prepare = call_prepare_%s", c->c_name);
    if (has_handler(c)) fprintf(out, ",\n     .run = call_%s", c->c_name);
    fputs("},\n", out);
}

void write_registry_c(const struct schema *s, FILE *out)
{
    fputs("/* registry.gen.c - generated from schema/commands by src/tools/gen.c; do not edit */\n"
          "#include \"command/registry.gen.h\"\n\n"
          "#include <stddef.h>\n"
          "#include <stdlib.h>\n"
          "#include <string.h>\n\n"
          "#include \"command/decode.h\"\n"
          "#include \"command/load.h\"\n\n",
          out);
    for (size_t i = 0; i < s->n_nouns; i++)
        define_load(out, &s->nouns[i]);
    for (size_t i = 0; i < s->n_commands; i++) {
        define_decoder(out, &s->commands[i]);
        define_callers(out, &s->commands[i]);
    }
    fputs("const struct command commands[] = {\n", out);
    for (size_t i = 0; i < s->n_commands; i++)
        define_entry(out, &s->commands[i]);
    fputs("};\n\n"
          "static int compare_name(const void *name, const void *command)\n"
          "{\n"
          "    return strcmp(name, ((const struct command *)command)->name);\n"
          "}\n\n"
          "const struct command *command_find(const char *name)\n"
          "{\n"
          "    return bsearch(name, commands, COMMAND_COUNT, sizeof *commands, compare_name);\n"
          "}\n\n",
          out);
    write_c_bytes(out, "openrpc", s->openrpc);
    fputs("\nconst char *command_discover(size_t *len)\n"
          "{\n"
          "    *len = sizeof openrpc - 1;\n"
          "    return openrpc;\n"
          "}\n",
          out);
}
