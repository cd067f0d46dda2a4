import { describe, expect, test } from 'vitest';
import { elevationMessages } from '../../../../../shared/api/elevation.ts';
import { closedElevation, codesToRevoke, type ElevationState, elevationStep } from './elevation-state.ts';

const mailing: ElevationState = { phase: 'mailing', sent: [] };
const asking: ElevationState = { phase: 'asking', sent: ['one'], problem: undefined, isSentAgain: false };
const checking: ElevationState = { phase: 'checking', sent: ['one'] };
const refused = { kind: 'refused', status: 403, message: 'Operation failed.' } as const;

describe('what is needed', () => {
  test('a code: it is mailed at once', () => {
    expect(elevationStep(closedElevation, { type: 'needed', need: 'elevation' })).toEqual(mailing);
  });

  test.each(['first-factor', 'second-factor'] as const)('another proof: %s', (need) => {
    expect(elevationStep(closedElevation, { type: 'needed', need })).toEqual({
      phase: 'factor-needed',
      factor: need,
    });
  });
});

describe('the mail', () => {
  const mailed = { type: 'mailed', outcome: { kind: 'done', data: { delete_id: 'two' } } } as const;

  test('is on its way: the code is asked for, and can be revoked', () => {
    const state = elevationStep(mailing, mailed);
    expect(state).toMatchObject({ phase: 'asking', problem: undefined, isSentAgain: false });
    expect(codesToRevoke(state)).toEqual(['two']);
  });

  test('was sent again: both codes are good, and both can be revoked', () => {
    const state = elevationStep(elevationStep(asking, { type: 'asked-again' }), mailed);
    expect(state).toMatchObject({ phase: 'asking', isSentAgain: true });
    expect(codesToRevoke(state)).toEqual(['one', 'two']);
  });

  test.each([
    [refused, 'not-mailed'],
    [{ ...refused, message: elevationMessages.noMailAddress }, 'no-address'],
    [{ kind: 'failed', problem: 'too-many' } as const, 'too-many'],
  ])('could not be sent: %j', (outcome, problem) => {
    expect(elevationStep(mailing, { type: 'mailed', outcome })).toMatchObject({ phase: 'asking', problem });
  });

  test('that came after the person gave up opens nothing', () => {
    expect(elevationStep(closedElevation, mailed)).toBe(closedElevation);
  });
});

describe('the code', () => {
  test('that is missing is asked for', () => {
    expect(elevationStep(asking, { type: 'entered', code: ' ' })).toMatchObject({ problem: 'missing-code' });
  });

  test('is sent once: a second press does nothing', () => {
    expect(elevationStep(asking, { type: 'entered', code: 'ABCD2345' })).toEqual(checking);
    expect(elevationStep(checking, { type: 'entered', code: 'ABCD2345' })).toBe(checking);
  });

  test('that is right closes the dialog', () => {
    const checked = { type: 'checked', outcome: { kind: 'done', data: undefined } } as const;
    expect(elevationStep(checking, checked)).toBe(closedElevation);
  });

  test('that is wrong is asked for again, and stays revocable', () => {
    expect(elevationStep(checking, { type: 'checked', outcome: refused })).toEqual({
      ...asking,
      problem: 'wrong-code',
    });
  });
});

test('giving up closes it from everywhere', () => {
  for (const state of [mailing, asking, checking]) {
    expect(elevationStep(state, { type: 'given-up' })).toBe(closedElevation);
  }
});
