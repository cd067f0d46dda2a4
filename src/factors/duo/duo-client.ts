import { z } from 'zod';
import type { Clock } from '../../lib/clock.ts';
import { duoUnavailable, postToDuo } from './duo-transport.ts';
import { type DuoKeys, encodeParameters, signRequest } from './sign-request.ts';

/** Whose second factor it is about. */
export interface DuoPerson {
  readonly username: string;
  /** The client's canonical address; undefined where it cannot be told. */
  readonly address: string | undefined;
}

/** What Duo says of a person beforehand. */
export interface DuoPreauth {
  /** `allow`: needs no second factor. `deny`: must not sign in. `enroll`: is not known there. `auth`: may be asked. */
  readonly result: 'allow' | 'deny' | 'enroll' | 'auth';
  /** Where to enrol, with `enroll`. */
  readonly enrollUrl: string | undefined;
  /** With `auth`. */
  readonly devices: readonly DuoPhone[];
}

/** A device that Duo knows. */
export interface DuoPhone {
  readonly device: string;
  readonly displayName: string;
  /** `push`, `sms`, `phone`, `auto`, `mobile_otp`, … */
  readonly capabilities: readonly string[];
}

/** The two questions of the Duo Auth API that are asked here. Methods throw `AppError` `duo-unavailable`. */
export interface DuoClient {
  preauth(person: DuoPerson): Promise<DuoPreauth>;
  /** Sends a push and waits for the answer, up to a minute; whether the person approved it. */
  push(
    person: DuoPerson,
    push: { readonly device: string; readonly targetUrl: string | undefined },
  ): Promise<boolean>;
}

/** What the client needs. */
export interface DuoClientOptions {
  /** `duo_api.hostname`, with a port where it is not 443. */
  readonly hostname: string;
  readonly keys: DuoKeys;
  readonly trustedCertificates: readonly string[];
  readonly clock: Clock;
}

const preauthTimeoutMs = 10_000;
/** Duo itself gives up on a push after a minute. */
const pushTimeoutMs = 75_000;

const preauthForm = z.object({
  result: z.enum(['allow', 'deny', 'enroll', 'auth']),
  enroll_portal_url: z.string().optional(),
  devices: z
    .array(
      z.object({
        device: z.string(),
        display_name: z.string().default(''),
        capabilities: z.array(z.string()).default([]),
      }),
    )
    .default([]),
});
const pushForm = z.object({ result: z.enum(['allow', 'deny']) });
const envelopeForm = z.object({
  stat: z.string(),
  response: z.unknown(),
  code: z.number().optional(),
  message: z.string().optional(),
});

/** A client of the Duo Auth API, version 2 (https://duo.com/docs/authapi), over HTTPS. */
export function createDuoClient(options: DuoClientOptions): DuoClient {
  return {
    async preauth(person) {
      const call = { path: '/auth/v2/preauth', parameters: whoIs(person), timeoutMs: preauthTimeoutMs };
      const { result, enroll_portal_url, devices } = await ask(options, call, preauthForm);
      return {
        result,
        enrollUrl: enroll_portal_url,
        devices: devices.map(({ device, display_name, capabilities }) => ({
          device,
          displayName: display_name,
          capabilities,
        })),
      };
    },
    async push(person, { device, targetUrl }) {
      const pushInfo: Record<string, string> =
        targetUrl === undefined ? {} : { pushinfo: encodeParameters({ 'target url': targetUrl }) };
      const parameters = { ...whoIs(person), factor: 'push', device, ...pushInfo };
      const call = { path: '/auth/v2/auth', parameters, timeoutMs: pushTimeoutMs };
      return (await ask(options, call, pushForm)).result === 'allow';
    },
  };
}

function whoIs({ username, address }: DuoPerson): Readonly<Record<string, string>> {
  return { username, ...(address === undefined ? {} : { ipaddr: address }) };
}

interface Call {
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

async function ask<Form>(
  { hostname, keys, trustedCertificates, clock }: DuoClientOptions,
  { path, parameters, timeoutMs }: Call,
  form: z.ZodType<Form>,
): Promise<Form> {
  const url = new URL(`https://${hostname}${path}`);
  const signature = signRequest({ method: 'POST', host: url.host, path, parameters }, keys, clock.now());
  const headers = { ...signature, 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = encodeParameters(parameters);
  const reply = await postToDuo({ url, headers, body, timeoutMs }, trustedCertificates);
  return readReply(reply, form);
}

function readReply<Form>({ status, body }: { status: number; body: string }, form: z.ZodType<Form>): Form {
  const envelope = envelopeForm.safeParse(parseJson(body));
  if (!envelope.success) throw duoUnavailable(`the answer with status ${status} is not of Duo's form`);
  const { stat, code, message, response } = envelope.data;
  if (stat !== 'OK')
    throw duoUnavailable(`Duo refused the question: ${code ?? status} ${message ?? ''}`.trim());
  const read = form.safeParse(response);
  if (!read.success) throw duoUnavailable("Duo's answer lacks what it should have");
  return read.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
