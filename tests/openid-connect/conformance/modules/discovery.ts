import { expect } from 'vitest';
import { issuer } from '../../../support/oidc-world.ts';
import type { ConformanceModule, Suite } from '../conformance-suite.ts';

const needed = {
  issuer,
  response_types_supported: expect.arrayContaining(['code']),
  subject_types_supported: expect.arrayContaining(['public']),
  id_token_signing_alg_values_supported: expect.arrayContaining(['RS256']),
  scopes_supported: expect.arrayContaining(['openid']),
  claims_supported: expect.arrayContaining(['sub']),
  claims_parameter_supported: true,
  grant_types_supported: expect.arrayContaining(['authorization_code']),
  code_challenge_methods_supported: expect.arrayContaining(['S256']),
};

const endpoints = ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri'];

/** Members of a key that only its owner may know (RFC 7518 §6.2.2, §6.3.2, §6.4). */
const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

async function read({ world }: Suite, url: string): Promise<Readonly<Record<string, unknown>>> {
  const answer = await world.send(url);
  expect([answer.status, answer.header('content-type')]).toEqual([200, expect.stringMatching(/json/)]);
  return JSON.parse(answer.body);
}

/** The one module of the plan Config OP. */
export const discoveryEndpointVerification: ConformanceModule = {
  name: 'oidcc-discovery-endpoint-verification',
  does: 'reads the discovery document and the keys: all that must be told is, over HTTPS, and no key is private',
  async run(suite) {
    const document = await read(suite, `${issuer}/.well-known/openid-configuration`);
    expect(document).toMatchObject(needed);
    for (const name of endpoints) expect(document[name], name).toMatch(/^https:/);
    for (const [name, value] of Object.entries(document)) {
      if (/_(endpoint|uri)$/.test(name)) expect(value, name).toMatch(/^https:/);
    }
    const { keys } = await read(suite, String(document.jwks_uri));
    expect(keys).toEqual(expect.arrayContaining([expect.objectContaining({ kty: 'RSA', use: 'sig' })]));
    for (const key of Array.isArray(keys) ? keys : []) {
      expect(Object.keys(key).filter((member) => privateMembers.includes(member))).toEqual([]);
      expect(key.kid).toMatch(/./);
    }
    return 'passed';
  },
};
