import { posix } from 'node:path';
import type { TemplateFunction } from '../function.ts';
import { define } from '../function.ts';

const base = define(['string'], ([path]) => (path === '' ? '.' : posix.basename(path) || '/'));
const clean = define(['string'], ([path]) => cleanPath(path));
const dir = define(['string'], ([path]) => cleanPath(path.slice(0, path.lastIndexOf('/') + 1)));
const ext = define(['string'], ([path]) => /\.[^./]*$/.exec(path)?.[0] ?? '');
const isAbs = define(['string'], ([path]) => path.startsWith('/'));

/** Paths, as text. Those that begin with `os` are for the system's own separator in Go, which is the same here. */
export const pathFunctions: Readonly<Record<string, TemplateFunction>> = {
  base,
  clean,
  dir,
  ext,
  isAbs,
  osBase: base,
  osClean: clean,
  osDir: dir,
  osExt: ext,
  osIsAbs: isAbs,
};

function cleanPath(path: string): string {
  return posix.normalize(path).replace(/(.)\/$/, '$1');
}
