import { describe, expect, test } from 'vitest';
import type { TotpOptionsData } from '../../../../../shared/api/totp.ts';
import { closedTotp, codeOf, type TotpEvent, type TotpState, totpStep } from './totp-state.ts';

const plain: TotpOptionsData = {
  algorithm: 'SHA1',
  algorithms: ['SHA1'],
  length: 6,
  lengths: [6],
  period: 30,
  periods: [30],
};
const registration = { base32_secret: 'GEZD', otpauth_url: 'otpauth://totp/x', qr_path: 'M0 0', qr_size: 21 };
const done = <Data>(data: Data) => ({ kind: 'done', data }) as const;
const refused = { kind: 'refused', status: 403, message: '' } as const;
const stateAfter = (...events: readonly TotpEvent[]): TotpState => events.reduce(totpStep, closedTotp);
const opened: TotpEvent = { type: 'opened' };
const offered: TotpEvent = { type: 'offered', outcome: done(plain) };
const made: TotpEvent = { type: 'made', outcome: done(registration) };

describe('setting up an authenticator app', () => {
  test('makes the secret at once where nothing can be chosen', () => {
    expect(stateAfter(opened, offered)).toMatchObject({
      phase: 'making',
      choice: { algorithm: 'SHA1', length: 6 },
    });
    expect(stateAfter(opened, offered, made)).toMatchObject({ phase: 'showing', registration, digits: 6 });
  });

  test('lets choose where several are allowed, and asks for as many digits as were chosen', () => {
    const state = stateAfter(
      opened,
      { type: 'offered', outcome: done({ ...plain, lengths: [6, 8] }) },
      { type: 'chose', choice: { length: 8 } },
      { type: 'asked' },
      made,
    );
    expect(state).toMatchObject({ phase: 'showing', digits: 8 });
  });

  test('does not begin where the person gave up or the server refused', () => {
    expect(stateAfter(opened, { type: 'offered', outcome: { kind: 'given-up' } })).toBe(closedTotp);
    expect(stateAfter(opened, { type: 'offered', outcome: refused })).toBe(closedTotp);
  });

  test('goes back to the choice where no secret was made', () => {
    expect(stateAfter(opened, offered, { type: 'made', outcome: refused })).toMatchObject({
      phase: 'choosing',
      problem: refused,
    });
  });

  test('takes no half code, and no second press', () => {
    const half = stateAfter(opened, offered, made, { type: 'entered', code: '12345' });
    expect(half).toMatchObject({ phase: 'showing', problem: { kind: 'missing-code' } });
    const sent = totpStep(half, { type: 'entered', code: '123 456' });
    expect(sent).toMatchObject({ phase: 'confirming', problem: undefined });
    expect(totpStep(sent, { type: 'entered', code: '123456' })).toBe(sent);
  });

  test('shows the same secret again after a wrong code', () => {
    const state = stateAfter(
      opened,
      offered,
      made,
      { type: 'entered', code: '123456' },
      {
        type: 'confirmed',
        outcome: refused,
      },
    );
    expect(state).toMatchObject({ phase: 'showing', registration, problem: refused });
  });

  test('ends with the right code', () => {
    const right: TotpEvent = { type: 'confirmed', outcome: done(undefined) };
    expect(stateAfter(opened, offered, made, { type: 'entered', code: '123456' }, right)).toBe(closedTotp);
  });
});

test('a code is its digits, however it was typed', () => {
  expect(codeOf(' 123-456 ')).toBe('123456');
});
