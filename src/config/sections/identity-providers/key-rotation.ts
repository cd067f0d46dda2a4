import { choice } from '../../notations/choice.ts';
import { duration } from '../../notations/duration.ts';
import { optionalGroup } from '../../notations/group.ts';
import { defaulted } from '../../notations/key.ts';
import { list } from '../../notations/list.ts';
import type { Report } from '../../section.ts';
import type { OidcConfig } from '../identity-providers.ts';
import { asymmetricSigning } from './algorithms.ts';
import { isUsableKey } from './json-web-key.ts';
import { nameKey } from './name-key.ts';

const hourMs = 3_600_000;

/** `identity_providers.oidc.key_rotation`: ours alone. */
export const keyRotation = optionalGroup(
  {
    every: defaulted(duration({ min: hourMs }), '90d', 'How long a key signs.'),
    algorithms: defaulted(
      list(choice(...asymmetricSigning)),
      ['RS256'],
      'The algorithms that keys are made for.',
    ),
    publish_before: defaulted(
      duration(),
      '1d',
      'How long a key is published before it signs: longer than clients keep the old set.',
    ),
  },
  'Signing keys that the provider makes and replaces by itself, kept in the storage.',
);

/** The checks of `key_rotation`: what cannot be meant, and which of the keys in `jwks` sign no more. */
export function checkKeyRotation({ key_rotation: rotation, jwks }: OidcConfig, report: Report): void {
  if (rotation === undefined) return;
  const wrong = (key: string, message: string, hint: string) =>
    report({ path: ['oidc', 'key_rotation', key], severity: 'error', message, hint });
  if (rotation.algorithms.length === 0) {
    wrong('algorithms', 'Keys are made for no algorithm.', 'Write RS256, or remove key_rotation.');
  }
  if (rotation.publish_before >= rotation.every) {
    wrong(
      'publish_before',
      'A key would be due before it may sign.',
      'Write a duration that is shorter than every.',
    );
  }
  for (const [index, entry] of jwks.entries()) {
    const algorithm = entry.use === 'sig' && isUsableKey(entry) ? nameKey(entry).alg : undefined;
    if (!rotation.algorithms.some((one) => one === algorithm)) continue;
    const message = `This key stays published, but signs only until key_rotation has made one for ${algorithm} and published it.`;
    report({ path: ['oidc', 'jwks', index], severity: 'warning', message });
  }
}
