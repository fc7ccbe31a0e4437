#include "gen.h"
void write_typescript(const struct schema *s, FILE *out)
{
    (void)s;
    (void)out;
}
void write_openrpc(const struct schema *s, FILE *out)
{
    (void)s;
    fputs("{}\n", out);
}
