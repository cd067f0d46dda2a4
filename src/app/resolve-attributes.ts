import type { Config } from '../config/config.ts';
import { attributeVariables } from '../config/sections/definitions/attribute-variables.ts';
import type { ResolveAttribute } from '../oidc/claims/standard-claims.ts';
import { createUserAttributes } from '../users/attributes/user-attributes.ts';

/** Gives attributes of users by their names, those of `definitions.user_attributes` as well, for claims (behaviour.md §9.3). */
export function resolveAttributes(
  config: Pick<Config, 'definitions' | 'authentication_backend'>,
  nowMs: () => number,
): ResolveAttribute {
  const attributes = createUserAttributes({
    definitions: config.definitions.user_attributes,
    variables: attributeVariables(config.authentication_backend),
  });
  return (name, user) => {
    const evaluation = attributes.resolve(name, user, { updatedAtMs: nowMs() });
    return evaluation.outcome === 'value' ? evaluation.value : undefined;
  };
}
