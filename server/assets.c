/* assets.c - reading the client's files. See assets.h
 *
 * Files whose names start with a dot, and what is neither file nor folder, are left out. A file that can't be read is logged and
 * left out: the server starts anyway, and says on `/` what is missing. */
#include "assets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gzip.h"
#include "base/log.h"
#include "base/must.h"
#include "base/token.h"

enum { LARGEST = 32 * 1024 * 1024, DEEPEST = 8, WORTH_PACKING = 1024 };

static const struct {
    const char *ending, *type;
    bool is_packed; /* already, so gzip would gain nothing */
} types[] = {
    {".html", "text/html; charset=utf-8", false},
    {".js", "text/javascript; charset=utf-8", false},
    {".css", "text/css; charset=utf-8", false},
    {".json", "application/json", false},
    {".webmanifest", "application/manifest+json", false},
    {".svg", "image/svg+xml", false},
    {".txt", "text/plain; charset=utf-8", false},
    {".map", "application/json", false},
    {".ico", "image/x-icon", false},
    {".png", "image/png", true},
    {".webp", "image/webp", true},
    {".woff2", "font/woff2", true},
};
enum { TYPE_COUNT = sizeof types / sizeof *types };

static bool ends_with(const char *text, const char *ending)
{
    size_t len = strlen(text), end = strlen(ending);
    return len > end && !strcmp(text + len - end, ending);
}

static size_t type_of(const char *path)
{
    size_t i = 0;
    while (i < TYPE_COUNT && !ends_with(path, types[i].ending))
        i++;
    return i;
}

/* ---- variants ---- */

static void set_variant(struct variant *variant, unsigned char *data /* swallowed */, size_t len)
{
    unsigned char hash[TOKEN_HASH];
    fingerprint(data, len, hash);
    variant->data = data;
    variant->len = len;
    char *at = variant->etag;
    *at++ = '"';
    for (size_t i = 0; i < 16; i++)
        at += sprintf(at, "%02x", hash[i]);
    strcpy(at, "\"");
}

static void make_gzip(struct asset *asset)
{
    const struct variant *plain = &asset->variants[CODING_PLAIN];
    size_t kind = type_of(asset->path);
    if (asset->variants[CODING_GZIP].data || plain->len < WORTH_PACKING || kind == TYPE_COUNT || types[kind].is_packed)
        return;
    struct buf packed;
    buf_init(&packed);
    gzip_put(&packed, plain->data, plain->len, GZIP_SMALLEST);
    set_variant(&asset->variants[CODING_GZIP], (unsigned char *)packed.data, packed.len);
}

/* ---- files ---- */

static unsigned char *read_file(const char *name, size_t *len)
{
    unsigned char *data = NULL;
    struct stat stat;
    int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0 || fstat(fd, &stat) || !S_ISREG(stat.st_mode) || stat.st_size > LARGEST) goto out;
    data = malloc((size_t)stat.st_size + 1);
    must(data != NULL);
    *len = 0;
    for (ssize_t n; *len < (size_t)stat.st_size; *len += (size_t)n) {
        n = read(fd, data + *len, (size_t)stat.st_size - *len);
        if (n > 0) continue;
        free(data);
        data = NULL;
        goto out;
    }
    data[*len] = '\0';
out:
    if (!data) log_say(LOG_WARN, "asset_unreadable", LOG_INT(errno, errno), LOG_END);
    if (fd >= 0) close(fd);
    return data;
}

static struct asset *asset_for(struct assets *assets, const char *path)
{
    for (size_t i = 0; i < assets->count; i++)
        if (!strcmp(assets->list[i].path, path)) return &assets->list[i];
    assets->list = realloc(assets->list, (assets->count + 1) * sizeof *assets->list);
    must(assets->list != NULL);
    struct asset *asset = &assets->list[assets->count++];
    size_t kind = type_of(path);
    *asset =
        (struct asset){.path = strdup(path), .type = kind < TYPE_COUNT ? types[kind].type : "application/octet-stream"};
    must(asset->path != NULL);
    asset->is_immutable = !strncmp(path, "/assets/", 8);
    return asset;
}

static void add_file(struct assets *assets, const char *name, const char *path)
{
    size_t len;
    unsigned char *data = read_file(name, &len);
    if (!data) return;
    if (!strcmp(path, "/index.html")) {
        assets->page = (char *)data;
        return;
    }
    enum coding coding = ends_with(path, ".gz") ? CODING_GZIP : ends_with(path, ".br") ? CODING_BROTLI : CODING_PLAIN;
    char plain[PATH_MAX];
    snprintf(plain, sizeof plain, "%.*s", (int)(strlen(path) - (coding ? 3 : 0)), path);
    struct variant *variant = &asset_for(assets, plain)->variants[coding];
    must(!variant->data);
    set_variant(variant, data, len);
}

static void add_folder(struct assets *assets, const char *name, const char *path, int depth)
{
    DIR *folder = depth < DEEPEST ? opendir(name) : NULL;
    if (!folder) return;
    for (struct dirent *file; (file = readdir(folder));) {
        char below[PATH_MAX], wanted[PATH_MAX];
        struct stat stat;
        if (file->d_name[0] == '.') continue;
        if (snprintf(below, sizeof below, "%s/%s", name, file->d_name) >= (int)sizeof below) continue;
        if (snprintf(wanted, sizeof wanted, "%s/%s", path, file->d_name) >= (int)sizeof wanted) continue;
        if (lstat(below, &stat)) continue;
        if (S_ISDIR(stat.st_mode)) add_folder(assets, below, wanted, depth + 1);
        if (S_ISREG(stat.st_mode)) add_file(assets, below, wanted);
    }
    closedir(folder);
}

/* A variant whose plain file is missing can't be served to everybody. */
static void drop_incomplete(struct assets *assets)
{
    size_t kept = 0;
    for (size_t i = 0; i < assets->count; i++) {
        struct asset *asset = &assets->list[i];
        if (asset->variants[CODING_PLAIN].data) {
            assets->list[kept++] = *asset;
            continue;
        }
        for (unsigned c = 0; c < CODING_COUNT; c++)
            free(asset->variants[c].data);
        free(asset->path);
    }
    assets->count = kept;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct asset *)a)->path, ((const struct asset *)b)->path);
}

static void find_folder(struct assets *assets, const char *folder)
{
    if (folder && *folder) {
        snprintf(assets->folder, sizeof assets->folder, "%s", folder);
        return;
    }
    char self[sizeof assets->folder - 16];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    self[len > 0 ? len : 0] = '\0';
    char *slash = strrchr(self, '/');
    if (slash) *slash = '\0';
    snprintf(assets->folder, sizeof assets->folder, "%s/client", self);
}

void assets_load(struct assets *assets, const char *folder)
{
    *assets = (struct assets){0};
    find_folder(assets, folder);
    add_folder(assets, assets->folder, "", 0);
    drop_incomplete(assets);
    if (assets->count) qsort(assets->list, assets->count, sizeof *assets->list, by_path);
    for (size_t i = 0; i < assets->count; i++)
        make_gzip(&assets->list[i]);
    log_say(assets->page ? LOG_INFO : LOG_WARN, assets->page ? "assets_loaded" : "assets_missing",
            LOG_INT(count, assets->count), LOG_END);
}

void assets_free(struct assets *assets)
{
    for (size_t i = 0; i < assets->count; i++) {
        for (unsigned c = 0; c < CODING_COUNT; c++)
            free(assets->list[i].variants[c].data);
        free(assets->list[i].path);
    }
    free(assets->list);
    free(assets->page);
    *assets = (struct assets){0};
}

const struct asset *assets_find(const struct assets *assets, const char *path)
{
    const struct asset wanted = {.path = (char *)(uintptr_t)path};
    return assets->count ? bsearch(&wanted, assets->list, assets->count, sizeof wanted, by_path) : NULL;
}
