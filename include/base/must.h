/* must.h - a bug stops the program, at once, with file and line. Always on. [any] */
#ifndef BASE_MUST_H
#define BASE_MUST_H

#define must(cond) ((cond) ? (void)0 : must_fail(__FILE__, __LINE__, #cond))
#define never(why) must_fail(__FILE__, __LINE__, why)

_Noreturn void must_fail(const char *file, int line, const char *what);

#endif
