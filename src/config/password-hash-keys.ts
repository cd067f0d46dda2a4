import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawEntry, RawMap, RawScalar } from './raw-tree.ts';
import { entryAt, isNothing, withEntry, withoutEntry } from './raw-tree.ts';

/** Where the flat keys of `authentication_backend.file.password` stand today. */
export const passwordBlock = 'authentication_backend.file.password';

/** The flat keys (before 4.37) and, for each algorithm of that time, whether it knows them. */
export const flatPasswordKeys: Readonly<Record<string, { readonly sha2crypt: boolean }>> = {
  iterations: { sha2crypt: true },
  salt_length: { sha2crypt: true },
  key_length: { sha2crypt: false },
  memory: { sha2crypt: false },
  parallelism: { sha2crypt: false },
};

/** The algorithms as they were spelled, and what they are today. */
const oldAlgorithms: Readonly<Record<string, { readonly algorithm: string; readonly variant: string }>> = {
  argon2id: { algorithm: 'argon2', variant: 'argon2id' },
  argon2i: { algorithm: 'argon2', variant: 'argon2i' },
  argon2d: { algorithm: 'argon2', variant: 'argon2d' },
  sha512: { algorithm: 'sha2crypt', variant: 'sha512' },
  sha256: { algorithm: 'sha2crypt', variant: 'sha256' },
};

/**
 * Puts the flat hash parameters into the map of their algorithm (behaviour.md §4.6): `memory` was in MiB and is in KiB today;
 * `algorithm: argon2id` and `sha512` become algorithm and variant.
 */
export function nestPasswordKeys(tree: RawMap, complain: (problem: ConfigProblem) => void): RawMap {
  const block = passwordBlock.split('.');
  const written = entryAt(tree, [...block, 'algorithm']);
  const spelled = written?.value.kind === 'scalar' ? written.value.text : '';
  const old = oldAlgorithms[spelled];
  const algorithm = (old?.algorithm ?? spelled) === 'sha2crypt' ? 'sha2crypt' : 'argon2';
  let result = tree;
  for (const [key, { sha2crypt }] of Object.entries(flatPasswordKeys)) {
    const target = algorithm === 'argon2' || sha2crypt ? algorithm : undefined;
    result = nestOne(result, { key, algorithm: target }, complain);
  }
  return old && written ? nameAlgorithm(result, { written, spelled, old }, complain) : result;
}

function nestOne(
  tree: RawMap,
  { key, algorithm }: { key: string; algorithm: string | undefined },
  complain: (problem: ConfigProblem) => void,
): RawMap {
  const path = [...passwordBlock.split('.'), key];
  const entry = entryAt(tree, path);
  if (entry === undefined || entry.value.kind !== 'scalar') return tree;
  const rest = withoutEntry(tree, path);
  if (isNothing(entry.value)) return rest;
  const warn = (message: string, hint: string) =>
    complain(problemAt(entry.keyOrigin, { severity: 'warning', path, message, hint }));
  if (algorithm === undefined) {
    warn('The algorithm that is chosen has no such parameter.', 'Remove it.');
    return rest;
  }
  const to = [...path.slice(0, -1), algorithm, key];
  const existing = entryAt(tree, to);
  if (existing !== undefined && !isNothing(existing.value)) {
    warn(
      `This is the old place of \`${to.join('.')}\`, which is written too: the old one is left out.`,
      'Remove it.',
    );
    return rest;
  }
  const value = key === 'memory' ? toKibibytes(entry.value) : entry.value;
  warn(
    `This is the old place (before 4.37) of \`${to.join('.')}\`.`,
    `Write \`${to.join('.')}: ${value.text}\` instead.`,
  );
  return withoutEntry(withEntry(tree, to, { ...entry, writtenAs: path.join('.'), value }), path);
}

function toKibibytes(memory: RawScalar): RawScalar {
  const mebibytes = Number(memory.text);
  if (!Number.isSafeInteger(mebibytes)) return memory;
  return { ...memory, value: mebibytes * 1024, text: String(mebibytes * 1024) };
}

function nameAlgorithm(
  tree: RawMap,
  {
    written,
    spelled,
    old,
  }: { written: RawEntry; spelled: string; old: { readonly algorithm: string; readonly variant: string } },
  complain: (problem: ConfigProblem) => void,
): RawMap {
  const block = passwordBlock.split('.');
  const path = [...block, 'algorithm'];
  const message = `\`${spelled}\` is the old spelling (before 4.37) of this algorithm.`;
  const hint = `Write \`algorithm: ${old.algorithm}\`, and \`variant: ${old.variant}\` below \`${old.algorithm}\`.`;
  complain(problemAt(written.keyOrigin, { severity: 'warning', path, message, hint }));
  const scalar = (text: string): RawScalar => ({
    kind: 'scalar',
    value: text,
    text,
    origin: written.value.origin,
  });
  const named = withEntry(tree, path, { ...written, value: scalar(old.algorithm) });
  const variant = [...block, old.algorithm, 'variant'];
  const existing = entryAt(named, variant);
  if (existing !== undefined && !isNothing(existing.value)) return named;
  return withEntry(named, variant, {
    keyOrigin: written.keyOrigin,
    writtenAs: path.join('.'),
    value: scalar(old.variant),
  });
}
