import { duration } from '../../notations/duration.ts';
import { group, keys, named, optionalGroup } from '../../notations/group.ts';
import { defaulted, optional } from '../../notations/key.ts';

const lifespan = duration({ min: 1 });

const tokens = {
  access_token: optional(lifespan, 'Of access tokens.'),
  refresh_token: optional(lifespan, 'Of refresh tokens.'),
  id_token: optional(lifespan, 'Of ID tokens.'),
  authorize_code: optional(lifespan, 'Of authorization codes.'),
};

const grant = (name: string) => optionalGroup(tokens, `With the grant ${name}.`);

/** `identity_providers.oidc.lifespans` (behaviour.md §9.1). */
export const lifespans = group(
  {
    access_token: defaulted(lifespan, '1h', 'Of access tokens.'),
    refresh_token: defaulted(lifespan, '90m', 'Of refresh tokens.'),
    id_token: defaulted(lifespan, '1h', 'Of ID tokens.'),
    authorize_code: defaulted(lifespan, '1m', 'Of authorization codes.'),
    device_code: defaulted(lifespan, '10m', 'Of device codes.'),
    jwt_secured_authorization: defaulted(lifespan, '5m', 'Of signed authorization answers (JARM).'),
    custom: named(
      keys({
        ...tokens,
        device_code: optional(lifespan, 'Of device codes.'),
        grants: group(
          {
            authorize_code: grant('authorization_code'),
            implicit: grant('implicit'),
            client_credentials: grant('client_credentials'),
            refresh_token: grant('refresh_token'),
            device_code: grant('device_code'),
            jwt_bearer: grant('jwt_bearer'),
          },
          'By the way a token was got.',
        ),
      }),
      'Others, by the name that clients choose them with.',
    ),
  },
  'How long tokens are good for.',
);
