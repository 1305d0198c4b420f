#include "CFaultDisk.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR_BYTES 512
#define PAGE_BYTES 4096
/// A page in the log, with what stands before it.
#define FRAME_BYTES (PAGE_BYTES + 24)

/// A write or a truncation that no synchronisation has made safe.
typedef struct Change {
    struct Change *next;
    char *name;
    sqlite3_int64 at;
    /// What was written; null for a truncation to `at`.
    unsigned char *bytes;
    int byteCount;
    /// What stood there, as far as the file went.
    unsigned char *before;
    sqlite3_int64 beforeCount;
    sqlite3_int64 sizeBefore;
} Change;

struct cast_fault_disk {
    struct cast_fault_disk *next;
    char *folder;
    cast_fault_plan plan;
    int64_t counted;
    int64_t struck;
    /// The power is gone.
    int isCut;
    char *into;
    uint64_t seed;
    /// In the order in which they were made.
    Change *changes;
    Change **lastChange;
    /// Open files, and one for whoever made it.
    int users;
};

/// A file on such a disk; the system's own lies behind it in memory.
typedef struct {
    sqlite3_file base;
    cast_fault_disk *disk;
    int file;
    char *name;
} FaultFile;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static cast_fault_disk *disks;
static sqlite3_vfs *below;

static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((FaultFile *)file + 1); }

// MARK: What is not safe yet

static void forget(Change *change) {
    free(change->name);
    free(change->bytes);
    free(change->before);
    free(change);
}

/// What was written to a file is safe, or the file is gone.
static void settle(cast_fault_disk *disk, const char *name) {
    Change **place = &disk->changes;
    while (*place != 0) {
        Change *change = *place;
        if (name == 0 || strcmp(change->name, name) == 0) {
            *place = change->next;
            forget(change);
        } else {
            place = &change->next;
        }
    }
    disk->lastChange = place;
}

static void release(cast_fault_disk *disk) {
    if (--disk->users > 0) return;
    settle(disk, 0);
    free(disk->folder);
    free(disk->into);
    free(disk);
}

/// - Parameter bytes: null for a truncation.
static void note(FaultFile *file, const void *bytes, int byteCount, sqlite3_int64 at) {
    sqlite3_file *own = real(&file->base);
    Change *change = calloc(1, sizeof *change);
    change->name = strdup(file->name);
    change->at = at;
    own->pMethods->xFileSize(own, &change->sizeBefore);
    sqlite3_int64 end = bytes != 0 ? at + byteCount : change->sizeBefore;
    if (end > change->sizeBefore) end = change->sizeBefore;
    if (end > at) {
        change->beforeCount = end - at;
        change->before = malloc(change->beforeCount);
        own->pMethods->xRead(own, change->before, (int)change->beforeCount, at);
    }
    if (bytes != 0) {
        change->bytes = malloc(byteCount);
        change->byteCount = byteCount;
        memcpy(change->bytes, bytes, byteCount);
    }
    *file->disk->lastChange = change;
    file->disk->lastChange = &change->next;
}

// MARK: The power goes

typedef struct {
    unsigned char *bytes;
    sqlite3_int64 byteCount;
} Content;

static void resize(Content *content, sqlite3_int64 byteCount) {
    if (byteCount > content->byteCount) {
        content->bytes = realloc(content->bytes, byteCount);
        memset(content->bytes + content->byteCount, 0, byteCount - content->byteCount);
    }
    content->byteCount = byteCount;
}

static void put(Content *content, const unsigned char *bytes, sqlite3_int64 byteCount, sqlite3_int64 at) {
    if (byteCount <= 0) return;
    if (at + byteCount > content->byteCount) resize(content, at + byteCount);
    memcpy(content->bytes + at, bytes, byteCount);
}

static uint64_t draw(uint64_t *seed) {
    *seed += 0x9e3779b97f4a7c15u;
    uint64_t value = *seed;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
    value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
    return value ^ (value >> 31);
}

static int load(const char *name, Content *content) {
    FILE *file = fopen(name, "rb");
    if (file == 0) return -1;
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    rewind(file);
    resize(content, size);
    size_t count = size == 0 ? 0 : fread(content->bytes, 1, size, file);
    fclose(file);
    return count == (size_t)size ? 0 : -1;
}

static int keep(const char *folder, const char *name, const Content *content) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, strrchr(name, '/') + 1);
    FILE *file = fopen(path, "wb");
    if (file == 0) return -1;
    size_t count =
        content->byteCount == 0 ? 0 : fwrite(content->bytes, 1, content->byteCount, file);
    return fclose(file) == 0 && count == (size_t)content->byteCount ? 0 : -1;
}

/// Takes back all that was not safe, the latest first.
static void take_back(Content *content, const Change *change, const char *name) {
    if (change == 0) return;
    take_back(content, change->next, name);
    if (strcmp(change->name, name) != 0) return;
    put(content, change->before, change->beforeCount, change->at);
    resize(content, change->sizeBefore);
}

static int leave(cast_fault_disk *disk, const char *folder, const char *name, uint64_t *seed) {
    Content content = {0};
    // A file that is not there is left out.
    if (load(name, &content) != 0) return 0;
    take_back(&content, disk->changes, name);
    for (const Change *change = disk->changes; change != 0; change = change->next) {
        if (strcmp(change->name, name) != 0) continue;
        uint64_t fate = draw(seed);
        // One in four is gone, one in four is torn.
        if (fate % 4 == 0) continue;
        if (change->bytes == 0) {
            if (change->at < content.byteCount) resize(&content, change->at);
            continue;
        }
        sqlite3_int64 byteCount = change->byteCount;
        if (fate % 4 == 1) {
            byteCount = (sqlite3_int64)(fate >> 8) % (byteCount / SECTOR_BYTES + 1) * SECTOR_BYTES;
            if (byteCount < 0) byteCount = 0;
        }
        put(&content, change->bytes, byteCount, change->at);
    }
    int code = keep(folder, name, &content);
    free(content.bytes);
    return code;
}

static int cut(cast_fault_disk *disk, const char *folder, uint64_t seed) {
    static const char *const suffixes[] = {"", "-wal", "-journal"};
    int code = 0;
    for (int index = 0; index < 3; index++) {
        char name[4096];
        snprintf(name, sizeof name, "%s/store.sqlite%s", disk->folder, suffixes[index]);
        if (leave(disk, folder, name, &seed) != 0) code = -1;
    }
    return code;
}

// MARK: Striking

/// Counts a call.
///
/// - Returns: what happens to it.
static enum cast_fault_effect strike(cast_fault_disk *disk, int call, int file) {
    const cast_fault_plan *plan = &disk->plan;
    if ((plan->calls & call) == 0 || (plan->files & file) == 0) return CAST_FAULT_NONE;
    disk->counted++;
    if (plan->effect == CAST_FAULT_NONE || disk->counted < plan->first || disk->counted > plan->last)
        return CAST_FAULT_NONE;
    disk->struck++;
    return plan->effect;
}

static int go_dark(cast_fault_disk *disk) {
    disk->isCut = 1;
    if (disk->into != 0) cut(disk, disk->into, disk->seed);
    return SQLITE_IOERR;
}

/// What there is to do of a call that knows no other effects.
///
/// - Returns: whether it is answered, with `code`, and not done.
static int answer(FaultFile *file, int call, int *code) {
    cast_fault_disk *disk = file->disk;
    pthread_mutex_lock(&mutex);
    int isAnswered = 1;
    if (disk->isCut) {
        *code = SQLITE_IOERR;
    } else {
        switch (strike(disk, call, file->file)) {
        case CAST_FAULT_FAIL: *code = disk->plan.code; break;
        case CAST_FAULT_CUT: *code = go_dark(disk); break;
        default: isAnswered = 0;
        }
    }
    pthread_mutex_unlock(&mutex);
    return isAnswered;
}

static int fault_read(sqlite3_file *base, void *buffer, int byteCount, sqlite3_int64 at) {
    FaultFile *file = (FaultFile *)base;
    cast_fault_disk *disk = file->disk;
    pthread_mutex_lock(&mutex);
    int code = disk->isCut ? SQLITE_IOERR : SQLITE_OK;
    enum cast_fault_effect effect =
        disk->isCut ? CAST_FAULT_NONE : strike(disk, CAST_CALL_READ, file->file);
    uint64_t place = disk->plan.place;
    if (effect == CAST_FAULT_FAIL) code = disk->plan.code;
    if (effect == CAST_FAULT_CUT) code = go_dark(disk);
    pthread_mutex_unlock(&mutex);
    if (code != SQLITE_OK) return code;
    code = real(base)->pMethods->xRead(real(base), buffer, byteCount, at);
    if (effect == CAST_FAULT_FLIP && byteCount > 0) {
        place %= (uint64_t)byteCount * 8;
        ((unsigned char *)buffer)[place / 8] ^= 1 << place % 8;
    }
    return code;
}

/// Where a write lands that is misdirected: somewhere else in its file.
static sqlite3_int64 elsewhere(FaultFile *file, sqlite3_int64 at, uint64_t pages) {
    sqlite3_int64 size = 0;
    real(&file->base)->pMethods->xFileSize(real(&file->base), &size);
    sqlite3_int64 step = file->file == CAST_FILE_LOG ? FRAME_BYTES : PAGE_BYTES;
    sqlite3_int64 count = size / step;
    if (count < 2) return -1;
    sqlite3_int64 own = at / step;
    sqlite3_int64 other = (own + 1 + (sqlite3_int64)(pages % (uint64_t)(count - 1))) % count;
    return at - own * step + other * step;
}

static int land(FaultFile *file, const void *bytes, int byteCount, sqlite3_int64 at) {
    note(file, bytes, byteCount, at);
    return real(&file->base)->pMethods->xWrite(real(&file->base), bytes, byteCount, at);
}

static int fault_write(sqlite3_file *base, const void *buffer, int byteCount, sqlite3_int64 at) {
    FaultFile *file = (FaultFile *)base;
    cast_fault_disk *disk = file->disk;
    pthread_mutex_lock(&mutex);
    int code = SQLITE_OK;
    uint64_t place = disk->plan.place;
    if (disk->isCut) {
        code = SQLITE_IOERR;
    } else {
        switch (strike(disk, CAST_CALL_WRITE, file->file)) {
        case CAST_FAULT_NONE: code = land(file, buffer, byteCount, at); break;
        case CAST_FAULT_FAIL:
            // What fails may have begun.
            if (place % 2 == 1) land(file, buffer, byteCount / 2, at);
            code = disk->plan.code;
            break;
        case CAST_FAULT_FLIP: {
            unsigned char *copy = malloc(byteCount);
            memcpy(copy, buffer, byteCount);
            place %= (uint64_t)byteCount * 8;
            copy[place / 8] ^= 1 << place % 8;
            code = land(file, copy, byteCount, at);
            free(copy);
            break;
        }
        case CAST_FAULT_LOSE: break;
        case CAST_FAULT_TEAR: {
            int sectors = (byteCount + SECTOR_BYTES - 1) / SECTOR_BYTES;
            int landing = (int)(place % (uint64_t)sectors) * SECTOR_BYTES;
            if (landing > 0) code = land(file, buffer, landing, at);
            break;
        }
        case CAST_FAULT_MISDIRECT: {
            sqlite3_int64 other = elsewhere(file, at, place);
            if (other >= 0) code = land(file, buffer, byteCount, other);
            break;
        }
        case CAST_FAULT_CUT:
            note(file, buffer, byteCount, at);
            code = go_dark(disk);
            break;
        }
    }
    pthread_mutex_unlock(&mutex);
    return code;
}

static int fault_truncate(sqlite3_file *base, sqlite3_int64 byteCount) {
    FaultFile *file = (FaultFile *)base;
    int code;
    if (answer(file, CAST_CALL_TRUNCATE, &code)) return code;
    pthread_mutex_lock(&mutex);
    note(file, 0, 0, byteCount);
    code = real(base)->pMethods->xTruncate(real(base), byteCount);
    pthread_mutex_unlock(&mutex);
    return code;
}

static int fault_sync(sqlite3_file *base, int flags) {
    FaultFile *file = (FaultFile *)base;
    cast_fault_disk *disk = file->disk;
    (void)flags;
    pthread_mutex_lock(&mutex);
    int code = SQLITE_OK;
    if (disk->isCut) {
        code = SQLITE_IOERR;
    } else {
        switch (strike(disk, CAST_CALL_SYNC, file->file)) {
        case CAST_FAULT_FAIL: code = disk->plan.code; break;
        case CAST_FAULT_CUT: code = go_dark(disk); break;
        case CAST_FAULT_LOSE: break;
        // The true disk need not be waited for: what is safe is what this one says.
        default: settle(disk, file->name);
        }
    }
    pthread_mutex_unlock(&mutex);
    return code;
}

static int fault_lock(sqlite3_file *base, int level) {
    int code;
    if (answer((FaultFile *)base, CAST_CALL_LOCK, &code)) return code;
    return real(base)->pMethods->xLock(real(base), level);
}

static int fault_map_shared(
    sqlite3_file *base, int region, int byteCount, int extends, void volatile **memory
) {
    int code;
    if (answer((FaultFile *)base, CAST_CALL_SHARED, &code)) return code;
    return real(base)->pMethods->xShmMap(real(base), region, byteCount, extends, memory);
}

static int fault_lock_shared(sqlite3_file *base, int offset, int count, int flags) {
    int code;
    // Letting go never fails.
    if ((flags & SQLITE_SHM_LOCK) && answer((FaultFile *)base, CAST_CALL_SHARED, &code)) return code;
    return real(base)->pMethods->xShmLock(real(base), offset, count, flags);
}

// MARK: What is passed on

static int fault_close(sqlite3_file *base) {
    FaultFile *file = (FaultFile *)base;
    int code = real(base)->pMethods->xClose(real(base));
    free(file->name);
    pthread_mutex_lock(&mutex);
    release(file->disk);
    pthread_mutex_unlock(&mutex);
    base->pMethods = 0;
    return code;
}

static int fault_size(sqlite3_file *base, sqlite3_int64 *byteCount) {
    return real(base)->pMethods->xFileSize(real(base), byteCount);
}

static int fault_unlock(sqlite3_file *base, int level) {
    return real(base)->pMethods->xUnlock(real(base), level);
}

static int fault_check_lock(sqlite3_file *base, int *isReserved) {
    return real(base)->pMethods->xCheckReservedLock(real(base), isReserved);
}

static int fault_control(sqlite3_file *base, int operation, void *argument) {
    return real(base)->pMethods->xFileControl(real(base), operation, argument);
}

static int fault_sector(sqlite3_file *base) { return real(base)->pMethods->xSectorSize(real(base)); }

static int fault_traits(sqlite3_file *base) {
    return real(base)->pMethods->xDeviceCharacteristics(real(base));
}

static void fault_barrier(sqlite3_file *base) { real(base)->pMethods->xShmBarrier(real(base)); }

static int fault_unmap_shared(sqlite3_file *base, int deletes) {
    return real(base)->pMethods->xShmUnmap(real(base), deletes);
}

static int fault_fetch(sqlite3_file *base, sqlite3_int64 at, int byteCount, void **page) {
    (void)base;
    (void)at;
    (void)byteCount;
    *page = 0;
    return SQLITE_OK;
}

static int fault_unfetch(sqlite3_file *base, sqlite3_int64 at, void *page) {
    (void)base;
    (void)at;
    (void)page;
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    3, fault_close, fault_read, fault_write, fault_truncate, fault_sync, fault_size, fault_lock,
    fault_unlock, fault_check_lock, fault_control, fault_sector, fault_traits, fault_map_shared,
    fault_lock_shared, fault_barrier, fault_unmap_shared, fault_fetch, fault_unfetch,
};

// MARK: The layer

static cast_fault_disk *disk_of(const char *name) {
    for (cast_fault_disk *disk = disks; disk != 0; disk = disk->next) {
        size_t count = strlen(disk->folder);
        if (strncmp(name, disk->folder, count) == 0 && name[count] == '/') return disk;
    }
    return 0;
}

static int fault_open(
    sqlite3_vfs *layer, const char *name, sqlite3_file *base, int flags, int *outFlags
) {
    (void)layer;
    int kinds = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL;
    if (name == 0 || !(flags & kinds)) return below->xOpen(below, name, base, flags, outFlags);
    FaultFile *file = (FaultFile *)base;
    int kind = flags & SQLITE_OPEN_MAIN_DB ? CAST_FILE_DATABASE : CAST_FILE_LOG;
    pthread_mutex_lock(&mutex);
    cast_fault_disk *disk = disk_of(name);
    int code = SQLITE_OK;
    if (disk != 0) {
        if (disk->isCut) {
            code = SQLITE_CANTOPEN;
        } else if (strike(disk, CAST_CALL_OPEN, kind) == CAST_FAULT_FAIL) {
            code = disk->plan.code;
        } else {
            disk->users++;
        }
    }
    pthread_mutex_unlock(&mutex);
    base->pMethods = 0;
    if (code != SQLITE_OK) return code;
    if (disk == 0) return below->xOpen(below, name, base, flags, outFlags);
    memset(file, 0, sizeof *file);
    code = below->xOpen(below, name, real(base), flags, outFlags);
    if (code == SQLITE_OK) {
        file->disk = disk;
        file->file = kind;
        file->name = strdup(name);
        base->pMethods = &methods;
    } else {
        pthread_mutex_lock(&mutex);
        release(disk);
        pthread_mutex_unlock(&mutex);
    }
    return code;
}

static int fault_delete(sqlite3_vfs *layer, const char *name, int syncsFolder) {
    (void)layer;
    pthread_mutex_lock(&mutex);
    cast_fault_disk *disk = disk_of(name);
    int isCut = disk != 0 && disk->isCut;
    if (disk != 0 && !isCut) settle(disk, name);
    pthread_mutex_unlock(&mutex);
    return isCut ? SQLITE_IOERR_DELETE : below->xDelete(below, name, syncsFolder);
}

/// Before anything opens a database: the layer of seals takes what it finds for the system's own.
__attribute__((constructor)) static void install(void) {
    static sqlite3_vfs layer;
    if (sqlite3_initialize() != SQLITE_OK) return;
    below = sqlite3_vfs_find(0);
    if (below == 0) return;
    layer = *below;
    layer.zName = "cast-faults";
    layer.szOsFile = (int)sizeof(FaultFile) + below->szOsFile;
    layer.xOpen = fault_open;
    layer.xDelete = fault_delete;
    layer.pNext = 0;
    sqlite3_vfs_register(&layer, 1);
}

// MARK: For tests

cast_fault_disk *cast_fault_disk_make(const char *folder) {
    cast_fault_disk *disk = calloc(1, sizeof *disk);
    disk->folder = strdup(folder);
    disk->lastChange = &disk->changes;
    disk->users = 1;
    pthread_mutex_lock(&mutex);
    disk->next = disks;
    disks = disk;
    pthread_mutex_unlock(&mutex);
    return disk;
}

void cast_fault_disk_remove(cast_fault_disk *disk) {
    pthread_mutex_lock(&mutex);
    for (cast_fault_disk **place = &disks; *place != 0; place = &(*place)->next) {
        if (*place == disk) {
            *place = disk->next;
            break;
        }
    }
    release(disk);
    pthread_mutex_unlock(&mutex);
}

void cast_fault_disk_arm(cast_fault_disk *disk, const cast_fault_plan *plan) {
    pthread_mutex_lock(&mutex);
    disk->plan = *plan;
    disk->counted = 0;
    disk->struck = 0;
    pthread_mutex_unlock(&mutex);
}

int64_t cast_fault_disk_counted(cast_fault_disk *disk) {
    pthread_mutex_lock(&mutex);
    int64_t count = disk->counted;
    pthread_mutex_unlock(&mutex);
    return count;
}

int64_t cast_fault_disk_struck(cast_fault_disk *disk) {
    pthread_mutex_lock(&mutex);
    int64_t count = disk->struck;
    pthread_mutex_unlock(&mutex);
    return count;
}

int cast_fault_disk_cut(cast_fault_disk *disk, const char *into, uint64_t seed) {
    pthread_mutex_lock(&mutex);
    int code = disk->isCut ? 0 : cut(disk, into, seed);
    disk->isCut = 1;
    pthread_mutex_unlock(&mutex);
    return code;
}

void cast_fault_disk_prepare_cut(cast_fault_disk *disk, const char *into, uint64_t seed) {
    pthread_mutex_lock(&mutex);
    free(disk->into);
    disk->into = strdup(into);
    disk->seed = seed;
    pthread_mutex_unlock(&mutex);
}
