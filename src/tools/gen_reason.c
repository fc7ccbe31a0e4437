/* gen_reason.c - the refusals, out of the same list that the server has them from */
#include "gen.h"

const struct reason reasons[] = {
#define ERR(symbol, name, code, status, fi, sv, en) {name, en, code, status},
#include "../../include/base/err.def"
    {0},
};
