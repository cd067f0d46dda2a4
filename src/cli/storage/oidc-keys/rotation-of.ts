import { asymmetricSigning } from '../../../config/sections/identity-providers/algorithms.ts';
import type { KeyRotation } from '../../../oidc/keys/key-schedule.ts';
import { CommandError } from '../../command-error.ts';
import type { StorageCommandContext } from '../storage-command.ts';

/** What `rotate` is to do, by the configuration and `--algorithm`. Throws `CommandError` where nothing would use the keys. */
export function rotationOf({ config, flags }: StorageCommandContext): KeyRotation {
  const rotation = config?.identity_providers.oidc?.key_rotation;
  if (rotation === undefined) {
    const reason =
      config === undefined
        ? 'No configuration was read: leave out the flags of the storage'
        : 'The configuration has no identity_providers.oidc.key_rotation';
    throw new CommandError('failure', `${reason}. Without it a key made here would sign nothing.`);
  }
  const written = typeof flags.algorithm === 'string' ? flags.algorithm.split(',') : undefined;
  if (written === undefined) return rotation;
  const algorithms = asymmetricSigning.filter((algorithm) => written.includes(algorithm));
  const unknown = written.find((one) => !rotation.algorithms.some((algorithm) => algorithm === one));
  if (unknown === undefined) return { ...rotation, algorithms };
  const known = rotation.algorithms.join(', ');
  throw new CommandError('usage', `--algorithm: keys are not made for ${unknown}, but for ${known}.`);
}
