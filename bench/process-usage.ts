import { readdir, readFile } from 'node:fs/promises';

/** The processor time that a process has used so far, all its threads together, in microseconds (Linux). */
export async function processorTimeUs(processId: number): Promise<number> {
  const threads = await readdir(`/proc/${processId}/task`);
  const times = await Promise.all(threads.map((thread) => readTime(`/proc/${processId}/task/${thread}`)));
  return times.reduce((sum, time) => sum + time, 0) / 1000;
}

/** Nanoseconds; 0 for a thread that has just ended. */
async function readTime(folder: string): Promise<number> {
  const text = await readFile(`${folder}/schedstat`, 'utf8').catch(() => '0');
  return Number(text.split(' ')[0]);
}

/** The memory of a process that is not swapped out, in bytes (Linux). */
export async function residentBytes(processId: number): Promise<number> {
  const text = await readFile(`/proc/${processId}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(text)?.[1]) * 1024;
}
