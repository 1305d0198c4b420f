#ifndef CAST_BENCH_CSQLITE_H
#define CAST_BENCH_CSQLITE_H
#include <sqlite3.h>
#endif
