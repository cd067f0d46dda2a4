import { describe, expect, test } from 'vitest';
import { type AddKeyEvent, type AddKeyState, addKeyStep, closedAddKey } from './add-key-state.ts';

const stateAfter = (...events: readonly AddKeyEvent[]): AddKeyState =>
  events.reduce(addKeyStep, closedAddKey);
const opened: AddKeyEvent = { type: 'opened' };
const named: AddKeyEvent = { type: 'named', name: 'Laptop' };
const began: AddKeyEvent = { type: 'began', outcome: { kind: 'done', data: { publicKey: {} } } };
const touched: AddKeyEvent = { type: 'touched', created: { kind: 'created', response: {} } };
const refused = (status: number) => ({ kind: 'refused', status, message: '' }) as const;

describe('adding a key', () => {
  test('asks for a name, the options, the key, the word of the server', () => {
    expect(stateAfter(opened)).toEqual({ phase: 'naming', problem: undefined });
    expect(stateAfter(opened, named).phase).toBe('beginning');
    expect(stateAfter(opened, named, began).phase).toBe('touching');
    expect(stateAfter(opened, named, began, touched).phase).toBe('confirming');
    const confirmed: AddKeyEvent = { type: 'confirmed', outcome: { kind: 'done', data: undefined } };
    expect(stateAfter(opened, named, began, touched, confirmed)).toBe(closedAddKey);
  });

  test.each([
    ['  ', 'key-name-missing'],
    ['ä'.repeat(33), 'key-name-too-long'],
  ])('takes no name "%s"', (name, problem) => {
    expect(stateAfter(opened, { type: 'named', name })).toEqual({
      phase: 'naming',
      problem: { kind: 'name', problem },
    });
  });

  test('says at the name that it is taken', () => {
    expect(stateAfter(opened, named, { type: 'began', outcome: refused(409) })).toMatchObject({
      problem: { kind: 'name', problem: 'key-name-taken' },
    });
  });

  test.each(['key-not-made', 'key-already-there', 'key-not-supported'] as const)(
    'can be tried again after the browser said %s',
    (problem) => {
      const state = stateAfter(opened, named, began, {
        type: 'touched',
        created: { kind: 'failed', problem },
      });
      expect(state).toEqual({ phase: 'naming', problem: { kind: 'browser', problem } });
    },
  );

  test('can be tried again after the server refused the key', () => {
    const state = stateAfter(opened, named, began, touched, { type: 'confirmed', outcome: refused(403) });
    expect(state).toMatchObject({ phase: 'naming', problem: refused(403) });
  });

  test('that was closed takes nothing more', () => {
    expect(stateAfter(opened, named, { type: 'closed' }, began, touched)).toBe(closedAddKey);
  });
});
