/* gen_text.c - complaints, files, memory and text of the generator */
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gen.h"

static unsigned n_complaints;

void complain(struct place place, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%u: ", place.file, place.line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    n_complaints++;
}

unsigned complaints(void)
{
    return n_complaints;
}

void give_up(const char *path)
{
    fprintf(stderr, "gen: %s: %s\n", path, strerror(errno));
    exit(1);
}

static void *must_have(void *memory)
{
    if (!memory) give_up("memory");
    return memory;
}

void *grow(void *items, size_t count, size_t size)
{
    bool is_full = (count & (count - 1)) == 0; /* room doubles at every power of two */
    if (!is_full) return items;
    return must_have(realloc(items, (count ? 2 * count : 1) * size));
}

char *textf(const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    if (vasprintf(&text, format, args) < 0) give_up("memory");
    va_end(args);
    return text;
}

char *cut(const char *text, size_t len)
{
    return must_have(strndup(text, len));
}

char *read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = NULL;
    size_t len = 0;
    FILE *copy = must_have(open_memstream(&text, &len));
    for (int c = fgetc(file); c != EOF; c = fgetc(file))
        fputc(c, copy);
    if (ferror(file)) give_up(path);
    fclose(file);
    if (fclose(copy) != 0) give_up("memory");
    return text;
}

void make_folders(const char *path)
{
    char *folder = cut(path, strlen(path));
    for (char *slash = strchr(folder + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(folder, 0777) != 0 && errno != EEXIST) give_up(folder);
        *slash = '/';
    }
}

void replace_file(const char *path, const char *text, size_t len)
{
    const char *old = read_file(path);
    if (old && strlen(old) == len && memcmp(old, text, len) == 0) return;

    make_folders(path);
    FILE *file = fopen(path, "wb");
    if (!file) give_up(path);
    if (fwrite(text, 1, len, file) != len) give_up(path);
    if (fclose(file) != 0) give_up(path);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **list_files(const char *dir, const char *ending, size_t *count)
{
    char **names = NULL;
    *count = 0;
    DIR *folder = opendir(dir);
    if (!folder) return NULL;
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        size_t len = strlen(entry->d_name), tail = strlen(ending);
        if (entry->d_name[0] == '.' || len < tail) continue;
        if (strcmp(entry->d_name + len - tail, ending) != 0) continue;
        names = grow(names, *count, sizeof *names);
        names[(*count)++] = cut(entry->d_name, len);
    }
    closedir(folder);
    if (names) qsort(names, *count, sizeof *names, compare_names);
    return names;
}

void write_c_string(FILE *out, const char *text, const char *indent)
{
    fprintf(out, "%s\"", indent);
    for (const char *at = text; *at; at++) {
        if (*at == '\n' && at[1])
            fprintf(out, "\\n\"\n%s\"", indent);
        else if (*at == '\n')
            fputs("\\n", out);
        else if (*at == '"' || *at == '\\')
            fprintf(out, "\\%c", *at);
        else
            fputc(*at, out);
    }
    fputc('"', out);
}

void write_c_bytes(FILE *out, const char *name, const char *text)
{
    fprintf(out, "static const char %s[] = {", name); /* C17 promises literals of 4095 bytes only, § 5.2.4.1 */
    size_t i = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++, i++) {
        if (i % 24 == 0) fputs("\n   ", out);
        if (*at < 128)
            fprintf(out, " %u,", *at);
        else
            fprintf(out, " '\\%o',", *at); /* a character constant: right whether char has a sign or not */
    }
    fputs("\n    0};\n", out);
}
