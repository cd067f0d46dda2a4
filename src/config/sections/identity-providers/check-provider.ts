import type { CheckContext, Report } from '../../section.ts';
import type { OidcConfig } from '../identity-providers.ts';
import { checkClient } from './check-client.ts';
import { checkKeys, isUsableKey } from './json-web-key.ts';
import { checkKeyRotation } from './key-rotation.ts';
import { type KeyName, nameKey } from './name-key.ts';
import { reportNotHonoured } from './not-honoured.ts';
import { checkRegistration } from './registration.ts';

/** Scopes that are known without being defined (behaviour.md §9.3). */
const standardScopes = [
  'openid',
  'profile',
  'email',
  'phone',
  'address',
  'groups',
  'offline_access',
  'offline',
  'authelia.bearer.authz',
];

/** A standard scope in all but that its claims may be chosen. */
const customizableScope = 'authelia.pam';

/** The checks of `identity_providers.oidc` (behaviour.md §9.1). Paths start at the section. */
export function checkProvider(oidc: OidcConfig, context: CheckContext): void {
  const { report, generateSecret } = context;
  if (oidc.hmac_secret === undefined) {
    const hint = `Write it, or set its secret file. A fresh one: ${generateSecret()}`;
    report({
      path: ['oidc', 'hmac_secret'],
      severity: 'error',
      message: 'Tokens cannot be signed without a secret.',
      hint,
    });
  }
  checkKeys(oidc.jwks, ['oidc', 'jwks'], report, oidc.key_rotation?.algorithms);
  checkKeyRotation(oidc, report);
  checkDiscovery(oidc, report);
  checkNames(oidc, report);
  checkPolicies(oidc, report);
  checkClients(oidc, context);
  checkStateless(oidc, report);
  reportNotHonoured(oidc, report);
}

function checkDiscovery(oidc: OidcConfig, report: Report): void {
  if (oidc.minimum_parameter_entropy < 8 && oidc.minimum_parameter_entropy !== -1) {
    const message = 'A state or nonce this short can be guessed.';
    report({
      path: ['oidc', 'minimum_parameter_entropy'],
      severity: 'warning',
      message,
      hint: 'Write 8 or more.',
    });
  }
  checkDiscoverySignature(oidc, report);
  const path = ['oidc', 'cors', 'allowed_origins'];
  const origins = oidc.cors.allowed_origins;
  if (origins.includes('*')) {
    const message = "'*' cannot stand beside other origins, nor with the origins of clients.";
    const isAlone = origins.length === 1 && !oidc.cors.allowed_origins_from_client_redirect_uris;
    if (!isAlone) report({ path, severity: 'error', message, hint: "Write '*' alone, or the origins." });
  } else if (origins.some((origin) => !URL.canParse(origin) || new URL(origin).origin !== origin)) {
    const hint = 'Write origins such as https://app.example.com, without a path.';
    report({ path, severity: 'error', message: 'This is not a list of origins.', hint });
  }
}

/** Signed access tokens that nobody gets can be believed without any harm, and without any use. */
function checkStateless(oidc: OidcConfig, report: Report): void {
  const isSigned = oidc.clients.some(
    (client) =>
      client.access_token_signed_response_alg !== 'none' ||
      client.access_token_signed_response_key_id !== undefined,
  );
  if (!oidc.enable_jwt_access_token_stateless_introspection || isSigned) return;
  const path = ['oidc', 'enable_jwt_access_token_stateless_introspection'];
  const hint = 'Remove it, or write access_token_signed_response_alg for a client.';
  report({ path, severity: 'warning', message: 'No client gets signed access tokens.', hint });
}

function checkDiscoverySignature(oidc: OidcConfig, report: Report): void {
  const keys = signingKeyNames(oidc);
  const { discovery_signed_response_alg: algorithm, discovery_signed_response_key_id: name } = oidc;
  if (name !== undefined && !keys.some(({ kid }) => kid === name)) {
    const hint = 'Write the name of a key in jwks that signs.';
    const path = ['oidc', 'discovery_signed_response_key_id'];
    report({ path, severity: 'error', message: `There is no key ${name}.`, hint });
  }
  if (name !== undefined || algorithm === 'none' || keys.some(({ alg }) => alg === algorithm)) return;
  const hint = 'Add a key of this algorithm to jwks, or write another.';
  const path = ['oidc', 'discovery_signed_response_alg'];
  report({ path, severity: 'error', message: `No key in jwks signs with ${algorithm}.`, hint });
}

/** The keys that sign, as far as they are usable. */
function signingKeyNames({ jwks, key_rotation }: OidcConfig): readonly KeyName[] {
  const written = jwks.filter((entry) => entry.use === 'sig' && isUsableKey(entry)).map(nameKey);
  // Those that the provider makes have names that nobody can know beforehand.
  return [...written, ...(key_rotation?.algorithms ?? []).map((alg) => ({ alg, kid: '' }))];
}

function checkNames(oidc: OidcConfig, report: Report): void {
  for (const name of Object.keys(oidc.scopes).filter((scope) => standardScopes.includes(scope))) {
    const message = `The scope ${name} cannot be defined anew.`;
    report({ path: ['oidc', 'scopes', name], severity: 'error', message, hint: 'Write another name.' });
  }
}

function checkPolicies(oidc: OidcConfig, report: Report): void {
  for (const [name, policy] of Object.entries(oidc.authorization_policies)) {
    const path = ['oidc', 'authorization_policies', name];
    const wrong = (below: readonly (string | number)[], message: string, hint: string) =>
      report({ path: [...path, ...below], severity: 'error', message, hint });
    if (['one_factor', 'two_factor', 'deny'].includes(name)) {
      wrong([], `The policy ${name} cannot be defined anew.`, 'Write another name.');
    }
    if (policy.rules.length === 0) wrong(['rules'], 'The policy has no rules.', 'Write at least one rule.');
    for (const [index, rule] of policy.rules.entries()) {
      if (rule.subject.length === 0 && rule.networks.length === 0) {
        wrong(
          ['rules', index],
          'The rule matches everyone.',
          'Write subject or networks, or use default_policy.',
        );
      }
      if (!rule.subject.flat().some((subject) => subject.startsWith('oauth2:'))) continue;
      wrong(
        ['rules', index, 'subject'],
        'A client cannot be a subject here.',
        'Write user:NAME or group:NAME.',
      );
    }
  }
}

function checkClients(oidc: OidcConfig, { report, raw }: CheckContext): void {
  const isOpen = oidc.dynamic_registration.enabled || oidc.client_id_metadata_documents.enabled;
  if (oidc.clients.length === 0 && !isOpen) {
    const message = 'A provider without clients serves nobody.';
    report({
      path: ['oidc', 'clients'],
      severity: 'error',
      message,
      hint: 'Write at least one client, or remove oidc.',
    });
  }
  const choices = {
    policies: Object.keys(oidc.authorization_policies),
    lifespans: Object.keys(oidc.lifespans.custom),
    claimsPolicies: Object.keys(oidc.claims_policies),
    scopes: [...standardScopes, customizableScope, ...Object.keys(oidc.scopes)],
    keys: signingKeyNames(oidc),
  };
  checkRegistration(oidc, choices, report);
  const seen = new Set<string>();
  for (const [index, client] of oidc.clients.entries()) {
    const path = ['oidc', 'clients', index];
    const writtenKeys = keysAt(raw, path);
    checkClient(client, { ...choices, writtenKeys }, (key, severity, message, hint) =>
      report({ path: [...path, key], severity, message, hint }),
    );
    if (client.pkce_challenge_method === 'plain' && !oidc.enable_pkce_plain_challenge) {
      const message = 'The method plain is refused: enable_pkce_plain_challenge is off.';
      report({ path: [...path, 'pkce_challenge_method'], severity: 'warning', message, hint: 'Write S256.' });
    }
    if (seen.has(client.client_id)) {
      const message = `Two clients have the name ${client.client_id}.`;
      report({ path: [...path, 'client_id'], severity: 'error', message, hint: 'Write another name.' });
    }
    seen.add(client.client_id);
  }
}

/** The keys of the group at that path, as they are written. */
function keysAt(raw: unknown, path: readonly (string | number)[]): readonly string[] {
  const found = path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    raw,
  );
  const entries = Object.entries(typeof found === 'object' && found !== null ? found : {});
  return entries.filter(([, value]) => value !== undefined && value !== null).map(([key]) => key);
}
