/* gen.c - the generator: schema/ in, C, TypeScript and the published protocol out
 *
 *     gen SCHEMA_DIR OUT_DIR
 *
 * Reads everything, complains of all that is wrong (file:line: reason) and then writes nothing, or writes every file in
 * memory and replaces those that changed, so that make rebuilds only what depends on them. docs/schema.md is the
 * contract. */
#include <stdlib.h>

#include "gen.h"

struct text {
    char *data;
    size_t len;
};

static struct text in_memory(const struct schema *s, void (*write)(const struct schema *s, FILE *out))
{
    struct text text = {0};
    FILE *out = open_memstream(&text.data, &text.len);
    if (!out) give_up("memory");
    write(s, out);
    if (fclose(out) != 0) give_up("memory");
    return text;
}

static void read_schema(struct schema *s)
{
    read_enums(s);
    if (complaints() > 0 && s->n_enums == 0) return; /* nothing else can be judged without them */
    read_permissions(s);
    read_migrations(s);
    read_queries(s);
    read_commands(s);
}

static void write_everything(struct schema *s, const char *out_dir)
{
    struct text openrpc = in_memory(s, write_openrpc);
    s->openrpc = openrpc.data;
    const struct {
        const char *path;
        struct text text;
    } files[] = {
        {"include/db/queries.gen.h", in_memory(s, write_queries_h)},
        {"queries.gen.c", in_memory(s, write_queries_c)},
        {"include/command/registry.gen.h", in_memory(s, write_registry_h)},
        {"registry.gen.c", in_memory(s, write_registry_c)},
        {"protocol.gen.ts", in_memory(s, write_typescript)},
        {"openrpc.json", openrpc},
    };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        replace_file(textf("%s/%s", out_dir, files[i].path), files[i].text.data, files[i].text.len);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fputs("usage: gen SCHEMA_DIR OUT_DIR\n", stderr);
        return 2;
    }
    struct schema s = {.dir = argv[1]};
    read_schema(&s);
    if (complaints() > 0) return EXIT_FAILURE;
    write_everything(&s, argv[2]);
    return EXIT_SUCCESS;
}
