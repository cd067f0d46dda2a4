import type { CliIo } from '../../src/cli/io.ts';

/** A terminal for tests: what was written, and answers to the questions that a command asks. */
export function createTestingIo(answers?: readonly string[]) {
  const written = { out: '', err: '' };
  const asked: string[] = [];
  const left = [...(answers ?? [])];
  const io: CliIo = {
    stdout: (text) => {
      written.out += text;
    },
    stderr: (text) => {
      written.err += text;
    },
    environment: {},
    workingDirectory: '/',
    ...(answers === undefined
      ? {}
      : {
          readLine: async (prompt: string, { hidden }: { readonly hidden: boolean }) => {
            asked.push(`${prompt}${hidden ? '(hidden)' : ''}`);
            return left.shift() ?? '';
          },
        }),
  };
  return { io, written, asked };
}
