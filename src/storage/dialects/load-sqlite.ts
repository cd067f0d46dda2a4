type SqliteModule = typeof import('node:sqlite');

/**
 * Node's own SQLite. The first releases of Node 24 announce it as experimental when it is loaded; that one warning says nothing that
 * an operator could act on, so it is left out, and every other stays.
 */
export function loadSqlite(): SqliteModule {
  const emitWarning = process.emitWarning.bind(process);
  const emitOthers = (...args: unknown[]) => {
    if (!isAboutSqlite(args)) Reflect.apply(emitWarning, undefined, args);
  };
  const own = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  process.emitWarning = emitOthers;
  try {
    return process.getBuiltinModule('node:sqlite');
  } finally {
    if (own !== undefined) Object.defineProperty(process, 'emitWarning', own);
  }
}

function isAboutSqlite([warning, type]: readonly unknown[]): boolean {
  return type === 'ExperimentalWarning' && String(warning).startsWith('SQLite ');
}
