import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  basic,
  cookie,
  credentialSituations,
  html,
  location,
  situationRules,
  situations,
} from '../../../tests/support/authz-situations.ts';
import { type GrpcGate, startGrpcGate } from '../../../tests/support/grpc-gate.ts';

// The situation table of behaviour.md §2.6 once more: over gRPC every answer is the one that ExtAuthz gives over HTTP.

let gate: GrpcGate;

beforeAll(async () => {
  gate = await startGrpcGate(situationRules);
});
afterAll(() => gate.close());

test.each(situations)('%s', async (_name, request, row) => {
  const answer = await gate.check(request);
  const [status, mark] = row['ext-authz'].split(' ');
  expect(answer.status).toBe(Number(status));
  const { url = 'https://app.example.com/', method = 'GET' } = request;
  expect(answer.header('location')).toBe(mark === 'L' ? location(url, method) : undefined);
  expect(answer.header('www-authenticate')).toBeUndefined();
  expect(answer.header('set-cookie')).toBeUndefined();
});

test.each(credentialSituations)('%s', async (_name, url, authorization, row) => {
  const answer = await gate.check({ url, headers: [html, authorization] });
  const [status, mark] = row['ext-authz'].split(' ');
  expect(answer.status).toBe(Number(status));
  expect(answer.header('www-authenticate')).toBe(
    mark === 'B' ? 'Basic realm="Authorization Required"' : undefined,
  );
  expect(answer.header('location')).toBeUndefined();
});

describe('what the application learns', () => {
  const overwritten = (key: string, value: string) => ({
    header: { key, value },
    append_action: 'OVERWRITE_IF_EXISTS_OR_ADD',
    keep_empty_value: true,
  });

  test('a known person: all four headers, each in place of whatever the client sent', async () => {
    const forged = [
      ['Remote-User', 'admin'],
      ['Remote_User', 'admin'],
    ] as const;
    const { decoded } = await gate.check({ headers: [cookie('two'), ...forged] });
    expect(decoded.status.code).toBe(0);
    expect(decoded.ok_response?.headers).toMatchObject([
      overwritten('remote-user', 'john'),
      overwritten('remote-groups', 'admins,dev'),
      overwritten('remote-name', 'John Doe'),
      overwritten('remote-email', 'john@example.com'),
    ]);
    expect(decoded.ok_response?.headers_to_remove).toEqual([
      'remote_user',
      'remote_groups',
      'remote_name',
      'remote_email',
    ]);
  });

  test('nobody: the same headers, empty', async () => {
    const { decoded } = await gate.check({
      url: 'https://public.example.com/',
      headers: [['Remote-Groups', 'admins']],
    });
    expect(decoded.ok_response?.headers).toMatchObject(
      ['remote-user', 'remote-groups', 'remote-name', 'remote-email'].map((key) => overwritten(key, '')),
    );
  });

  test('names beyond ASCII arrive as UTF-8', async () => {
    const people = { two: { displayName: 'Jöhn Dœ 你好', methods: ['pwd', 'otp'] as const } };
    const other = await startGrpcGate({ people });
    expect((await other.check({ headers: [cookie('two')] })).header('remote-name')).toBe('Jöhn Dœ 你好');
    await other.close();
  });

  test('who is turned away learns nothing of Remote-* headers, and nothing is stored', async () => {
    const { decoded, header } = await gate.check({});
    const names = decoded.denied_response?.headers.map((option) => option.header.key);
    expect(names).toEqual(['content-type', 'location', 'cache-control', 'x-request-id']);
    expect(header('cache-control')).toBe('no-store');
    expect((await gate.check({ headers: [html, basic('john:wrong')] })).decoded.status.code).toBe(16);
  });
});

describe('bodies', () => {
  test('are those of the endpoint over HTTP', async () => {
    const url = 'https://app.example.com/?a=1&b="';
    expect((await gate.check({ url })).body).toBe(
      '<a href="https://auth.example.com/?rd=https%3A%2F%2Fapp.example.com%2F%3Fa%3D1%26b%3D%22&amp;rm=GET">302 Found</a>',
    );
    expect((await gate.check({ url, method: 'HEAD' })).body).toBe('');
    expect((await gate.check({ url: 'https://denied.example.com/' })).body).toMatch(
      /^403 Forbidden\nRequest id: \S+$/,
    );
  });
});
