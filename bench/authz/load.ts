import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { processorTimeUs } from '../process-usage.ts';
import { checkHeaders, checkPath } from './check-request.ts';
import { hasScheduling, measuredProcessor } from './one-processor.ts';
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

/**
 * Server and load share one processor, and the load never takes it from the server that has work to do. On two processors the load sleeps
 * between answers, the more the slower the server is, and waking it is then booked on the server: on a virtual machine as much again as the answer.
 */
const onOneProcessor = hasScheduling()
  ? ['taskset', '-c', `${measuredProcessor}`, 'chrt', '--batch', '0']
  : [];

/** Loads a server with checks over 64 connections by `wrk` (one thread), the cookies in turn; every answer must be a 200. */
export async function load(
  subject: Subject,
  { wrk, folder, seconds }: { readonly wrk: string; readonly folder: string; readonly seconds: number },
): Promise<LoadResult> {
  const script = join(folder, `${subject.processId}.lua`);
  await writeFile(script, luaScript(subject));
  const beforeUs = await processorTimeUs(subject.processId);
  const url = `http://127.0.0.1:${subject.port}`;
  const command = [...onOneProcessor, wrk, '-t1', `-c${connections}`, `-d${seconds}s`, '-s', script, url];
  const [program = wrk, ...programArguments] = command;
  const { stdout } = await promisify(execFile)(program, programArguments);
  const usedUs = (await processorTimeUs(subject.processId)) - beforeUs;
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
