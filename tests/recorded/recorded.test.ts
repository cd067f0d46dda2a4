import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GrpcGate, startGrpcGate } from '../support/grpc-gate.ts';
import { rule, startTestGate, type TestGate } from '../support/test-gate.ts';
import { contour } from './envoy/contour.ts';
import { envoyGateway, envoyWithoutSlash, envoyWithSlash, istio } from './envoy/ext-authz-http.ts';
import { ingressNginx } from './ingress-nginx/auth-url.ts';
import type { ExpectedAnswer, RecordedExchange } from './recorded-exchange.ts';
import { skipper } from './skipper/webhook.ts';
import { traefik2, traefik3 } from './traefik/forward-auth.ts';

// Questions of proxies that our machines do not have, replayed against the endpoints.

const recordings: Readonly<Record<string, readonly RecordedExchange[]>> = {
  'Traefik 2': traefik2,
  'Traefik 3': traefik3,
  'Envoy, path_prefix without a slash': envoyWithoutSlash,
  'Envoy, path_prefix with a slash': envoyWithSlash,
  'Envoy Gateway': envoyGateway,
  Istio: istio,
  Skipper: skipper,
  'ingress-nginx': ingressNginx,
};

const rules = [rule('bypass', 'public.example.com'), rule('one_factor', 'app.example.com')];

let gate: TestGate;
let grpcGate: GrpcGate;

beforeAll(async () => {
  gate = await startTestGate({ rules, defaultPolicy: 'deny' });
  grpcGate = await startGrpcGate({ rules, defaultPolicy: 'deny' });
});
afterAll(async () => {
  await gate.close();
  await grpcGate.close();
});

interface Answered {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

function expectAnswer(answer: Answered, expected: ExpectedAnswer): void {
  const back =
    expected.back === undefined
      ? undefined
      : `https://auth.example.com/?rd=${encodeURIComponent(expected.back.url)}&rm=${expected.back.method}`;
  expect({
    status: answer.status,
    location: answer.header('location'),
    challenge: answer.header('www-authenticate'),
    user: answer.header('remote-user') || undefined,
  }).toEqual({
    status: expected.status,
    location: back,
    challenge: expected.challenge,
    user: expected.user,
  });
}

describe.each(Object.entries(recordings))('%s', (_name, exchanges) => {
  test.each(exchanges)('$title', async ({ request, expected }) => {
    expectAnswer(await gate.send(request), expected);
  });
});

describe('Contour', () => {
  test.each(contour)('$title', async ({ question, expected }) => {
    expectAnswer(await grpcGate.check(question), expected);
  });
});
