import { describe, expect, test } from 'vitest';
import { compileExpression } from './compile-expression.ts';
import type { ExpressionValue, ExpressionVariables } from './expression.ts';

const variables: ExpressionVariables = {
  username: 'string',
  groups: 'strings',
  uid_number: 'integer',
  is_staff: 'boolean',
  address: 'record',
  levels: 'integers',
  claim: 'any',
};

const values: Readonly<Record<string, ExpressionValue>> = {
  username: 'john',
  groups: ['dev', 'admins'],
  uid_number: 1000,
  is_staff: true,
  address: { locality: 'Dresden' },
  levels: [3, 1, 2],
  claim: 7,
};

function evaluate(text: string): unknown {
  const compiled = compileExpression(text, variables);
  if (compiled.outcome === 'wrong') throw new Error(compiled.problem.message);
  const evaluation = compiled.expression.evaluate(values);
  return evaluation.outcome === 'value' ? evaluation.value : { failed: evaluation.reason };
}

function problem(text: string) {
  const compiled = compileExpression(text, variables);
  return compiled.outcome === 'wrong' ? compiled.problem : undefined;
}

describe('what comes out', () => {
  test.each<[string, unknown]>([
    ['"admins" in groups', true],
    ['groups[0]', 'dev'],
    ['"admins" in groups ? 10 : 5', 10],
    ['uid_number + 1', 1001],
    ['uid_number > 999 && is_staff', true],
    ['1.5 * 2.0', 3],
    ['2u', 2],
    ['groups.filter(g, g.startsWith("a"))', ['admins']],
    ['groups.map(g, "role-" + g)', ['role-dev', 'role-admins']],
    ['groups.exists(g, g == "dev")', true],
    ['username + "@" + address.locality.lowerAscii()', 'john@dresden'],
    ['has(address.region) ? address.region : "?"', '?'],
    ['{"name": username, "uids": [uid_number]}', { name: 'john', uids: [1000] }],
    ['groups[?7].orValue("none")', 'none'],
    ['[]', []],
    ['timestamp("2026-01-02T03:04:05Z")', '2026-01-02T03:04:05.000Z'],
    ['claim == 7', true],
    ['cel.bind(x, username, x + x)', 'johnjohn'],
  ])('%s', (text, result) => {
    expect(evaluate(text)).toEqual(result);
  });
});

describe('the extensions', () => {
  test.each<[string, unknown]>([
    ['username.charAt(1)', 'o'],
    ['username.reverse()', 'nhoj'],
    ['"a.b.c".replace(".", "$&")', 'a$&b$&c'],
    ['"a.b.c".replace(".", "-", 1)', 'a-b.c'],
    ['groups.slice(0, 1)', ['dev']],
    ['groups.sort()', ['admins', 'dev']],
    ['levels.sort()', [1, 2, 3]],
    ['groups.reverse()', ['admins', 'dev']],
    ['["a", "a"].distinct()', ['a']],
    ['[[1], [2]].flatten()', [1, 2]],
    ['sets.contains(groups, ["dev"])', true],
    ['sets.intersects(groups, ["x"])', false],
    ['sets.equivalent(groups, ["admins", "dev", "dev"])', true],
    ['math.greatest(uid_number, 5) + math.least(1, 2) + math.abs(-3)', 1004],
    ['math.greatest(levels) + math.least([7]) + math.greatest(1, 2, 3)', 13],
    ['math.round(-2.5) + math.ceil(0.2) + math.floor(0.8) + math.trunc(1.9)', -1],
    ['math.abs(-1.5) * math.sign(-2.0)', -1.5],
    ['math.sign(-7)', -1],
    ['lists.range(3)', [0, 1, 2]],
    ['regex.extract("a1b2", "\\\\d").orValue("")', '1'],
    ['regex.extract("ab", "\\\\d").orValue("none")', 'none'],
    ['base64.encode(b"x")', 'eA=='],
    ['string(base64.decode("eA=="))', 'x'],
    ['regex.replace("a-b", "(\\\\w)-(\\\\w)", "\\\\2$\\\\1")', 'b$a'],
    ['regex.extractAll("a1b2", "[a-z](\\\\d)")', ['1', '2']],
  ])('%s', (text, result) => {
    expect(evaluate(text)).toEqual(result);
  });
});

describe('regular expressions are RE2', () => {
  test('their syntax', () => {
    expect(evaluate('username.matches("(?i)^JOHN$")')).toBe(true);
    expect(evaluate('groups.filter(g, g.matches("^ad"))')).toEqual(['admins']);
    expect(evaluate('username.matches("(?=j)")')).toMatchObject({ failed: expect.any(String) });
  });

  test('their linear time', () => {
    const compiled = compileExpression('username.matches("^(o+)+$")', { username: 'string' });
    if (compiled.outcome === 'wrong') throw new Error(compiled.problem.message);
    // JavaScript's would need more steps than there are atoms.
    expect(compiled.expression.evaluate({ username: `${'o'.repeat(5000)}x` })).toEqual({
      outcome: 'value',
      value: false,
    });
  });
});

describe('what is wrong is told with its place', () => {
  test.each<[string, number, number, RegExp]>([
    ['username +', 1, 11, /unexpected token/],
    ['usrname + "x"', 1, 1, /there is no attribute "usrname"/],
    ['"a" +\n  groups', 1, 1, /string \+ list<string>/],
    ['is_staff &&\n  nobody', 2, 3, /there is no attribute "nobody"/],
    ['username.matches(1)', 1, 1, /string\.matches\(int\)/],
    ['groups.shuffle()', 1, 1, /list\.shuffle/],
    ['is_staff ? 1 : "x"', 1, 1, /same type/],
    ['', 1, 1, /unexpected token/],
    ['null', 1, 1, /type null/],
    ['b"x"', 1, 1, /type bytes/],
    ['[b"x"]', 1, 1, /type list<bytes>/],
    ['optional.of(1)', 1, 1, /type optional<int>/],
    ['duration("1h")', 1, 1, /Duration/],
  ])('%j', (text, line, column, message) => {
    expect(problem(text)).toMatchObject({ line, column, message: expect.stringMatching(message) });
  });

  test('with the name that was meant', () => {
    expect(problem('usrname + "x"')?.unknown).toEqual({ name: 'usrname', closest: 'username' });
  });

  test('an expression of immoderate depth', () => {
    expect(problem(`${'('.repeat(5000)}1${')'.repeat(5000)}`)?.message).toMatch(/Depth/);
  });
});

describe('an evaluation that fails', () => {
  test.each([
    ['groups[9]', /index/],
    ['address.region', /no such key/],
    ['1 / 0', /zero/],
    ['9223372036854775807', /no value/],
    ['dyn(null)', /no value/],
    ['int(username)', /int/],
    ['username.matches("(")', /./],
    ['lists.range(1001)', /1000/],
    ['math.greatest(levels.filter(l, l > 9))', /empty/],
  ])('%s says why', (text, reason) => {
    expect(evaluate(text)).toEqual({ failed: expect.stringMatching(reason) });
  });

  test('names that JavaScript objects have are nothing special', () => {
    expect(evaluate('has(address.constructor)')).toBe(false);
    expect(problem('constructor')?.message).toMatch(/no attribute/);
  });
});
