import type { z } from 'zod';
import { boolean } from '../../notations/boolean.ts';
import { group } from '../../notations/group.ts';
import { defaulted } from '../../notations/key.ts';
import { list } from '../../notations/list.ts';
import { text } from '../../notations/text.ts';
import type { Report } from '../../section.ts';

/** The rules that clients get which no operator has written. */
const rules = {
  authorization_policy: defaulted(
    text,
    'two_factor',
    'What they ask of people: one_factor, two_factor or a name from authorization_policies.',
  ),
  allowed_scopes: defaulted(
    list(text),
    ['openid', 'profile', 'email', 'groups'],
    'What they may ask for; authelia.bearer.authz never.',
  ),
};

/** `identity_providers.oidc.dynamic_registration`: ours alone. */
export const dynamicRegistration = group(
  {
    enabled: defaulted(boolean, false, 'Applications that hold a token may register themselves.'),
    ...rules,
    allowed_redirect_hosts: defaulted(
      list(text),
      [],
      "Hosts that they may have people sent back to, such as app.example.com or *.example.com; '*' alone = any.",
    ),
  },
  'Clients that register themselves (RFC 7591, RFC 7592).',
);

/** `identity_providers.oidc.client_id_metadata_documents`: ours alone. */
export const clientIdMetadataDocuments = group(
  {
    enabled: defaulted(boolean, false, 'A client may be known by the URL of a document that describes it.'),
    ...rules,
    allowed_hosts: defaulted(
      list(text),
      [],
      'Hosts that such documents are fetched from, such as app.example.com or *.example.com.',
    ),
  },
  'Clients that are described by a document at their own site.',
);

type Rules = Pick<
  z.output<typeof dynamicRegistration>,
  'enabled' | 'authorization_policy' | 'allowed_scopes'
>;

interface Choices {
  readonly policies: readonly string[];
  readonly scopes: readonly string[];
}

/** Hosts as rules name them: exact, or all below a domain. */
const host = /^(?:\*\.)?(?:[a-z0-9-]+\.)*[a-z0-9-]+$|^\[[0-9a-f:]+\]$/i;

/** The checks of the two groups: an open door needs its rules written. */
export function checkRegistration(
  oidc: {
    readonly dynamic_registration: z.output<typeof dynamicRegistration>;
    readonly client_id_metadata_documents: z.output<typeof clientIdMetadataDocuments>;
  },
  choices: Choices,
  report: Report,
): void {
  const { dynamic_registration: registration, client_id_metadata_documents: documents } = oidc;
  const open = registration.allowed_redirect_hosts;
  const isAny = open.length === 1 && open[0] === '*';
  checkRules('dynamic_registration', registration, choices, report);
  checkRules('client_id_metadata_documents', documents, choices, report);
  if (registration.enabled && !isAny) {
    checkHosts(['oidc', 'dynamic_registration', 'allowed_redirect_hosts'], open, report);
  }
  if (documents.enabled) {
    checkHosts(['oidc', 'client_id_metadata_documents', 'allowed_hosts'], documents.allowed_hosts, report);
  }
}

function checkRules(
  key: 'dynamic_registration' | 'client_id_metadata_documents',
  { enabled, authorization_policy: policy, allowed_scopes: scopes }: Rules,
  choices: Choices,
  report: Report,
): void {
  if (!enabled) return;
  const policies = ['one_factor', 'two_factor', ...choices.policies];
  const wrong = (name: string, message: string, hint: string) =>
    report({ path: ['oidc', key, name], severity: 'error', message, hint });
  if (!policies.includes(policy)) {
    wrong('authorization_policy', `"${policy}" is not known here.`, `Write one of: ${policies.join(', ')}.`);
  }
  const known = choices.scopes.filter((scope) => scope !== 'authelia.bearer.authz');
  for (const scope of scopes.filter((name) => !known.includes(name))) {
    wrong('allowed_scopes', `The scope "${scope}" cannot stand here.`, `Known: ${known.join(', ')}.`);
  }
}

function checkHosts(path: readonly string[], hosts: readonly string[], report: Report): void {
  const hint = 'Write hosts such as app.example.com or *.example.com.';
  if (hosts.length === 0) {
    report({ path, severity: 'error', message: 'No host is allowed, so that this is of no use.', hint });
  }
  for (const wrong of hosts.filter((one) => !host.test(one))) {
    report({ path, severity: 'error', message: `"${wrong}" is not a host.`, hint });
  }
}
