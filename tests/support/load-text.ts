import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadOptions, LoadResult } from '../../src/config/load.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { ConfigProblem } from '../../src/config/problem.ts';
import { standInSections } from './stand-in-sections.ts';

/** Loads files that are given as texts by name, from a folder of their own; with the stand-in sections where no others are given. */
export async function loadTexts(
  texts: Readonly<Record<string, string>>,
  options: Partial<LoadOptions> = {},
): Promise<LoadResult> {
  const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-load-'));
  try {
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(workingDirectory, name), text);
    return await loadConfig({
      environment: {},
      workingDirectory,
      random: { bytes: (count) => Buffer.alloc(count, 7) },
      sections: standInSections,
      ...options,
    });
  } finally {
    rmSync(workingDirectory, { recursive: true });
  }
}

/** A problem in one line: `error c.yml:2:3 session.secret: What is wrong. → What to write.` */
export function problemLine({ severity, source, keyPath, message, hint }: ConfigProblem): string {
  const place =
    source?.kind === 'file'
      ? [source.file, source.line, source.column].filter((part) => part !== undefined).join(':')
      : (source?.variable ?? '-');
  return `${severity} ${place} ${keyPath}: ${message}${hint === undefined ? '' : ` → ${hint}`}`;
}
