import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkHeaders, checkPath } from './check-request.ts';
import type { Subject } from './subjects.ts';

/** What one round of load found out. */
export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Processor time that the server itself took for a request, in microseconds; it hardly sees who else is busy on the machine. */
  readonly cpuPerRequestUs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const connections = 64;

/** Linux tells processor time in hundredths of a second. */
const tickUs = 10_000;

/** Loads a server with checks over 64 connections by `wrk` (one thread), the cookies in turn; every answer must be a 200. */
export async function load(
  subject: Subject,
  { wrk, folder, seconds }: { readonly wrk: string; readonly folder: string; readonly seconds: number },
): Promise<LoadResult> {
  const script = join(folder, `${subject.processId}.lua`);
  await writeFile(script, luaScript(subject));
  const beforeUs = await cpuTimeUs(subject.processId);
  const url = `http://127.0.0.1:${subject.port}`;
  const { stdout } = await promisify(execFile)(wrk, [
    '-t1',
    `-c${connections}`,
    `-d${seconds}s`,
    '-s',
    script,
    url,
  ]);
  const usedUs = (await cpuTimeUs(subject.processId)) - beforeUs;
  const [requests = 0, durationUs = 1, p50Us = 0, p99Us = 0, errors = 0] = (
    /result (.*)/.exec(stdout)?.[1] ?? ''
  )
    .split(' ')
    .map(Number);
  if (requests === 0 || errors > 0) throw new Error(`${subject.name}: ${errors} errors\n${stdout}`);
  return {
    requestsPerSecond: requests / (durationUs / 1e6),
    cpuPerRequestUs: usedUs / requests,
    p50Ms: p50Us / 1000,
    p99Ms: p99Us / 1000,
  };
}

/** The requests are written out before the load starts, so that all servers are asked equally fast. */
function luaScript({ cookies, dialect }: Subject): string {
  const requests = cookies.map((cookie) => {
    const headers = Object.entries(checkHeaders(dialect, cookie)).map(
      ([name, value]) => `${name}: ${value}\r\n`,
    );
    const text = `GET ${checkPath(dialect)} HTTP/1.1\r\nHost: auth.example.com\r\n${headers.join('')}\r\n`;
    return JSON.stringify(text);
  });
  return `local requests = { ${requests.join(',\n')} }
local nextRequest = 0
request = function()
  nextRequest = nextRequest % #requests + 1
  return requests[nextRequest]
end
done = function(summary, latency)
  local e = summary.errors
  print(string.format("result %d %d %d %d %d", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
`;
}

async function cpuTimeUs(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/stat`, 'utf8');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickUs;
}
