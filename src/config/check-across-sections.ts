import { checkBearerTokens } from './check-bearer-tokens.ts';
import { checkUserAttributes } from './check-user-attributes.ts';
import type { Config } from './config.ts';
import { isNetwork } from './notations/network.ts';
import type { CheckContext } from './section.ts';

/** The checks that need more than one section; paths start at the root. A section that could not be read is missing. */
export function checkAcrossSections(config: Partial<Config>, context: CheckContext): void {
  checkResetSecret(config, context);
  checkDefaultMethod(config, context);
  checkSecondFactors(config, context);
  checkNetworkNames(config, context);
  checkBearerTokens(config, context);
  checkUserAttributes(config, context);
  checkSessionsInDatabase(config, context);
  checkWorkers(config, context);
}

/** What one process has in memory the others know nothing of. */
function checkWorkers({ server, session }: Partial<Config>, { report }: CheckContext): void {
  if (server === undefined || session === undefined) return;
  if (server.workers === 1 || session.store !== 'memory') return;
  report({
    path: ['server', 'workers'],
    severity: 'error',
    message: 'Several workers cannot serve with sessions in memory: each would know its own alone.',
    hint: 'Keep sessions in Redis (session.redis) or in the database (session.store: sql), or write 1.',
  });
}

/** Links that reset a password must be signed (behaviour.md §4.5). */
function checkResetSecret(
  { authentication_backend, identity_validation }: Partial<Config>,
  { report, generateSecret }: CheckContext,
): void {
  if (authentication_backend === undefined || identity_validation === undefined) return;
  const { disable, custom_url } = authentication_backend.password_reset;
  if (disable || custom_url !== undefined || identity_validation.reset_password.jwt_secret !== undefined)
    return;
  report({
    path: ['identity_validation', 'reset_password', 'jwt_secret'],
    severity: 'error',
    message: 'Links that reset a password cannot be signed without a secret.',
    hint: `Write it, or set authentication_backend.password_reset.disable to true. A fresh one: ${generateSecret()}`,
  });
}

/** SQLite is a file of one machine, and one process's memory is faster. */
function checkSessionsInDatabase({ session, storage }: Partial<Config>, { report }: CheckContext): void {
  if (session?.store !== 'sql' || storage?.local === undefined) return;
  report({
    path: ['session', 'store'],
    severity: 'error',
    message: 'Sessions cannot be shared through SQLite, which serves one instance.',
    hint: 'Remove this key: sessions in memory are kept over restarts in any case. For several instances write storage.postgres or storage.mysql.',
  });
}

function checkDefaultMethod(config: Partial<Config>, { report }: CheckContext): void {
  const { default_2fa_method: method, totp, webauthn, duo_api } = config;
  const isDisabled = { totp: totp?.disable, webauthn: webauthn?.disable, mobile_push: duo_api?.disable };
  if (method === undefined || isDisabled[method] !== true) return;
  const message = `${method} is disabled, so it cannot be offered first.`;
  const hint = `Write another method, or enable ${method === 'mobile_push' ? 'duo_api' : method}.`;
  report({ path: ['default_2fa_method'], severity: 'error', message, hint });
}

/** A policy that nobody can meet is more likely a slip than a wish. */
function checkSecondFactors(config: Partial<Config>, { report }: CheckContext): void {
  const { access_control, totp, webauthn, duo_api } = config;
  if (
    access_control === undefined ||
    ![totp, webauthn, duo_api].every((factor) => factor?.disable === true)
  ) {
    return;
  }
  const { default_policy, rules } = access_control;
  if (![default_policy, ...rules.map(({ policy }) => policy)].includes('two_factor')) return;
  report({
    path: ['access_control'],
    severity: 'warning',
    message: 'A policy requires two factors, and no second factor is enabled: what it guards stays closed.',
    hint: 'Enable totp or webauthn, or write one_factor where a password is to be enough.',
  });
}

function checkNetworkNames({ access_control, definitions }: Partial<Config>, { report }: CheckContext): void {
  if (access_control === undefined || definitions === undefined) return;
  const known = new Set(Object.keys(definitions.network));
  for (const [index, { name }] of (access_control.networks ?? []).entries()) {
    if (known.has(name)) {
      const path = ['access_control', 'networks', index, 'name'];
      const message = `The network ${name} is defined in definitions.network, too.`;
      report({ path, severity: 'error', message, hint: 'Remove this one.' });
    }
    known.add(name);
  }
  for (const [index, rule] of access_control.rules.entries()) {
    for (const [position, name] of rule.networks.entries()) {
      if (isNetwork(name) || known.has(name)) continue;
      const path = ['access_control', 'rules', index, 'networks', position];
      const hint = `Write a network such as 10.0.0.0/8, or define it: definitions: {network: {${name}: [10.0.0.0/8]}}.`;
      report({ path, severity: 'error', message: `No network has the name ${name}.`, hint });
    }
  }
}
