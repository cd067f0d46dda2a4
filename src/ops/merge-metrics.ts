/** The metrics of one worker process: its number, counted from 1, and a page in Prometheus' text format 0.0.4. */
export interface WorkerMetrics {
  readonly worker: number;
  readonly text: string;
}

/** A metric's own lines, `# HELP` and `# TYPE`, and its samples. */
interface Family {
  readonly head: string[];
  readonly samples: string[];
}

/**
 * One page out of those of several workers: every sample gets the label `worker`, so that nothing is added up that must not be (a sum is for
 * Prometheus to make), and a metric's samples stand together, as the format demands.
 */
export function mergeMetrics(pages: readonly WorkerMetrics[]): string {
  const families = new Map<string, Family>();
  for (const { worker, text } of pages) addPage(families, worker, text);
  return [...families.values()].map(({ head, samples }) => `${[...head, ...samples].join('\n')}\n`).join('');
}

function addPage(families: Map<string, Family>, worker: number, text: string): void {
  let family: Family = { head: [], samples: [] };
  for (const line of text.split('\n')) {
    const [, kind, name] = /^# (HELP|TYPE) (\S+)/.exec(line) ?? [];
    if (name !== undefined) {
      family = families.get(name) ?? { head: [], samples: [] };
      families.set(name, family);
      if (!family.head.some((known) => known.startsWith(`# ${kind} `))) family.head.push(line);
    } else if (line !== '') {
      family.samples.push(withWorker(line, worker));
    }
  }
}

function withWorker(sample: string, worker: number): string {
  const label = `worker="${worker}"`;
  const [, name = '', labels] = /^([^\s{]+)(?:\{(.*)\})?(?= [^ ]+$)/.exec(sample) ?? [];
  const rest = sample.slice(sample.lastIndexOf(' '));
  return `${name}{${labels === undefined || labels === '' ? label : `${label},${labels}`}}${rest}`;
}
