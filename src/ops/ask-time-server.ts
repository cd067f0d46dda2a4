import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';

/** A time server, and how to ask it. */
export interface TimeServer {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  /** Undefined where either will do. */
  readonly family: 4 | 6 | undefined;
  readonly version: 3 | 4;
}

const packetBytes = 48;
const timeoutMs = 5_000;

/** Seconds from 1900, where NTP begins to count, to 1970. */
const epochSeconds = 2_208_988_800;

/** Where the timestamps stand in a packet (RFC 5905 §7.3). */
const [originOffset, receiveOffset, transmitOffset] = [24, 32, 40];

const [clientMode, serverMode] = [3, 4];

/**
 * How far this machine's clock is behind the server's, in milliseconds; negative where it is ahead (SNTP, RFC 5905 §14). Our own time is
 * not sent: a random value stands for it, by which alone an answer counts. Throws where there is no answer that counts within five seconds.
 */
export async function askTimeServer(
  server: TimeServer,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Promise<number> {
  const cookie = random.bytes(8);
  const request = Buffer.alloc(packetBytes);
  request[0] = (server.version << 3) | clientMode;
  cookie.copy(request, transmitOffset);
  const sentAtMs = clock.now();
  const answer = await exchange(server, request, (packet) => isAnswerTo(packet, cookie));
  const receivedAtMs = clock.now();
  const there = readTime(answer, receiveOffset) - sentAtMs;
  const back = readTime(answer, transmitOffset) - receivedAtMs;
  return (there + back) / 2;
}

/** Only the answer of a server that knows the time, to this very question. */
function isAnswerTo(packet: Buffer, cookie: Buffer): boolean {
  if (packet.length < packetBytes) return false;
  const [first = 0, stratum = 0] = packet;
  const isSynchronised = first >> 6 !== 3 && stratum >= 1 && stratum <= 15;
  const isServer = (first & 0b111) === serverMode;
  return isSynchronised && isServer && packet.subarray(originOffset, originOffset + 8).equals(cookie);
}

/** A timestamp in milliseconds since 1970 UTC; its seconds begin anew in 2036 (RFC 4330 §3). */
function readTime(packet: Buffer, offset: number): number {
  const written = packet.readUInt32BE(offset);
  const seconds = written < 0x8000_0000 ? written + 2 ** 32 : written;
  return (seconds - epochSeconds) * 1000 + (packet.readUInt32BE(offset + 4) * 1000) / 2 ** 32;
}

function exchange(
  { host, port, family }: TimeServer,
  request: Buffer,
  isAnswer: (packet: Buffer) => boolean,
): Promise<Buffer> {
  const socket = createSocket((family ?? (isIPv6(host) ? 6 : 4)) === 6 ? 'udp6' : 'udp4');
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer within five seconds')), timeoutMs);
    socket.on('error', reject);
    socket.on('message', (packet) => {
      if (isAnswer(packet)) resolve(packet);
    });
    socket.on('close', () => clearTimeout(timer));
    socket.connect(port, host, (error?: Error) => {
      if (error === undefined || error === null) socket.send(request);
      else reject(error);
    });
  }).finally(() => socket.close());
}
