import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accessRule } from '../../tests/support/access-rule.ts';
import type { AccessRuleConfig } from '../config/sections/access-control.ts';
import { indexRules } from './rule-index.ts';

/** The positions that are looked at when no rule holds. */
function lookedAt(rules: readonly AccessRuleConfig[], host: string): number[] {
  const asked: number[] = [];
  const found = indexRules(rules).first(host, (position) => {
    asked.push(position);
    return false;
  });
  expect(found).toBeUndefined();
  return asked;
}

const tenThousand = (domains: (index: number) => Partial<AccessRuleConfig>) =>
  Array.from({ length: 10_000 }, (_, index) => accessRule('one_factor', domains(index)));

test.each<[string, (index: number) => Partial<AccessRuleConfig>]>([
  ['exact domains', (index) => ({ domain: [`h${index}.example.com`] })],
  ['wildcards', (index) => ({ domain: [`*.h${index}.example.com`] })],
  ['domains of users', (index) => ({ domain: [`{user}.h${index}.example.com`] })],
  ['domains of groups', (index) => ({ domain: [`{group}.h${index}.example.com`] })],
  ['expressions with a literal end', (index) => ({ domain_regex: [`^\\w+\\.h${index}\\.example\\.com$`] })],
  [
    'several of each',
    (index) => ({ domain: [`h${index}.a.com`, `*.h${index}.example.com`, `*.h${index}.b.com`] }),
  ],
])('among ten thousand rules with %s, a request looks at one', (_, domains) => {
  const rules = tenThousand(domains);
  const host = _ === 'exact domains' ? 'h5000.example.com' : 'x.h5000.example.com';
  expect(lookedAt(rules, host)).toEqual([5000]);
  expect(lookedAt(rules, 'other.example.com')).toEqual([]);
});

test('among ten thousand of other hosts, the rules of a host are looked at in their order, each once', () => {
  const rules = tenThousand((index) => ({ domain: [`h${index}.example.com`] }));
  const own = [
    accessRule('deny', { domain: ['app.example.com', '*.example.com', '{user}.example.com'] }),
    accessRule('deny', { domain_regex: ['^app'] }),
    accessRule('deny', { domain: ['*.example.com'] }),
    accessRule('deny'),
  ];
  const all = [...rules.slice(0, 10), ...own, ...rules.slice(10)];
  expect(lookedAt(all, 'app.example.com')).toEqual([10, 11, 12, 13]);
});

test('the walk ends with the first rule that holds', () => {
  const rules = Array.from({ length: 100 }, () => accessRule('deny', { domain: ['*.example.com'] }));
  const asked: number[] = [];
  const found = indexRules(rules).first('a.example.com', (position) => asked.push(position) === 3);
  expect([found, asked]).toEqual([2, [0, 1, 2]]);
});

test('no rule whose expression is found in a host is left out', () => {
  const part = fc.constantFrom(
    'a',
    'b\\.',
    '[ab]',
    '(a|b)',
    '|',
    '\\.',
    '\\w',
    '^',
    '$',
    '+',
    '?',
    '(?i)',
    'B',
    '-',
    '\\x61',
    '[(]',
  );
  fc.assert(
    fc.property(
      fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => `${parts.join('')}$`),
      fc.stringMatching(/^[ab.-]{1,6}$/),
      (expression, host) => {
        let isFound: boolean;
        try {
          isFound = new RegExp(expression.replace('(?i)', ''), 'i').test(host);
        } catch {
          return;
        }
        if (isFound)
          expect(lookedAt([accessRule('deny', { domain_regex: [expression] })], host)).toEqual([0]);
      },
    ),
    { numRuns: 2000 },
  );
});
