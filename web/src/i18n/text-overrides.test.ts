import { expect, test } from 'vitest';
import { allTexts } from './all-texts.ts';
import { autheliaPhrases, textOverridesFrom } from './text-overrides.ts';
import { createTranslator } from './translator.ts';

test('takes our own message ids', () => {
  expect(textOverridesFrom({ 'sign-in-title': 'Welcome to ACME' })).toEqual({
    'sign-in-title': 'Welcome to ACME',
  });
});

test('takes the phrases of an Authelia portal.json', () => {
  expect(textOverridesFrom({ 'Sign in': 'Enter', Username: 'Staff number' })).toEqual({
    'sign-in-title': 'Enter',
    'sign-in': 'Enter',
    'user-name': 'Staff number',
  });
});

test('our id wins over a phrase for the same text, in any order', () => {
  const both = { 'user-name': 'ours', Username: 'theirs' };
  expect(textOverridesFrom(both)['user-name']).toBe('ours');
  expect(textOverridesFrom(Object.fromEntries(Object.entries(both).reverse()))['user-name']).toBe('ours');
});

test.each([
  ['null', null],
  ['a text', 'Sign in'],
  ['a list', ['Sign in']],
  ['unknown keys', { 'Scan QR Code': 'x', toString: 'x', constructor: 'x' }],
  ['values that are no texts', { Username: 1, Password: { de: 'x' } }],
  ['a text without end', { Username: 'x'.repeat(1001) }],
])('leaves out %s', (_, json) => {
  expect(textOverridesFrom(json)).toEqual({});
});

test('every phrase leads to texts that exist', () => {
  expect(
    Object.values(autheliaPhrases)
      .flat()
      .filter((id) => !Object.hasOwn(allTexts.en, id)),
  ).toEqual([]);
});

test('a translator prefers an override and fills in its places', () => {
  const t = createTranslator(allTexts.en, { 'continue-to': 'on to {host}' });
  expect(t('continue-to', { host: 'wiki.example.com' })).toBe('on to wiki.example.com');
  expect(t('user-name')).toBe('User name');
});

test('a place that nobody fills in stays visible', () => {
  expect(createTranslator(allTexts.en)('signed-in-as')).toBe('as {name}');
});
