import type { DuoDeviceBody, DuoDeviceData, DuoSignInBody } from '../../../../shared/api/duo.ts';
import { askApi } from '../../api/ask-api.ts';
import { readEnvelope } from '../../api/read-envelope.ts';
import { isRecord } from '../../is-record.ts';
import { readProof } from '../../proof/send-proof.ts';
import { webUrl } from '../../web-url.ts';
import type { PushOutcome } from './push-state.ts';

/** Duo waits about a minute for the person; so does the page. */
const patienceMs = 120_000;

/** Has a request sent to the person's phone and waits for their answer: `POST api/secondfactor/duo` (behaviour.md §1.6). Never throws. */
export async function sendPush(basePath: string, body: DuoSignInBody): Promise<PushOutcome> {
  const answer = await askApi(`${basePath}api/secondfactor/duo`, 'POST', body, patienceMs);
  const data = answer.kind === 'answer' && answer.status === 200 ? readEnvelope(answer.body) : undefined;
  switch (data?.result) {
    case 'auth':
      return {
        kind: 'devices',
        devices: Array.isArray(data.devices) ? data.devices.flatMap(readDevice) : [],
      };
    case 'enroll': {
      const url = typeof data.enroll_url === 'string' ? webUrl(data.enroll_url) : undefined;
      return { kind: 'not-enrolled', url };
    }
    case 'deny':
      return { kind: 'denied' };
    default:
      return readProof(answer);
  }
}

/** Remembers the device that the person chose: `POST api/secondfactor/duo_device`. Undefined where that worked. */
export async function chooseDevice(basePath: string, device: string): Promise<PushOutcome | undefined> {
  const body: DuoDeviceBody = { device, method: 'push' };
  const outcome = readProof(await askApi(`${basePath}api/secondfactor/duo_device`, 'POST', body));
  return outcome.kind === 'proved' ? undefined : outcome;
}

function readDevice(json: unknown): DuoDeviceData[] {
  if (!isRecord(json) || typeof json.device !== 'string') return [];
  const name = typeof json.display_name === 'string' ? json.display_name : json.device;
  return [{ device: json.device, display_name: name, capabilities: [] }];
}
