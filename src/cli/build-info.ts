import { readFileSync } from 'node:fs';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

/** `gatehouse build-info`: version, runtime and platform, for bug reports. */
export async function buildInfo(_args: readonly string[], io: CliIo): Promise<number> {
  const lines = {
    Version: readVersion(),
    Runtime: `Node.js ${process.versions.node}`,
    OpenSSL: process.versions.openssl,
    Platform: `${process.platform} ${process.arch}`,
  };
  for (const [name, value] of Object.entries(lines)) io.stdout(`${`${name}:`.padEnd(10)}${value}\n`);
  return exitCodes.success;
}

/** The version in the package file: two folders above this file, or one above the bundle. */
export function readVersion(): string {
  for (const path of ['../../package.json', '../package.json']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
      if (isManifest(manifest) && manifest.name === 'gatehouse') return manifest.version;
    } catch {
      // Not there: the next place.
    }
  }
  return 'unknown';
}

function isManifest(value: unknown): value is { name: string; version: string } {
  return typeof value === 'object' && value !== null && 'name' in value && 'version' in value;
}
