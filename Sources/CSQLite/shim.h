/// SQLite 3 for Vault. Each function below exists because SQLite's own entry is variadic, or wants a
/// macro that is a cast (SQLITE_TRANSIENT), which Swift does not import.
#ifndef GREENBOX_CSQLITE_SHIM_H
#define GREENBOX_CSQLITE_SHIM_H
#if !__has_include(<sqlite3.h>)
#error "SQLite's headers are missing: apt-get install libsqlite3-dev"
#endif
#include <sqlite3.h>

/// Binds a copy of the text.
static inline int crow_bind_text(sqlite3_stmt *statement, int index, const char *text, int count) {
  return sqlite3_bind_text(statement, index, text, count, SQLITE_TRANSIENT);
}

/// Binds a copy of the bytes.
static inline int crow_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count) {
  return sqlite3_bind_blob(statement, index, bytes, count, SQLITE_TRANSIENT);
}

/// Whether closing leaves a write-ahead log where and as it is.
static inline int crow_keep_log_on_close(sqlite3 *database, int keep) {
  return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep, (int *)0);
}

#endif
