#!/usr/bin/env node
// The one entry of every npm script. Plain JavaScript for Node 18 or newer, because it is what brings a newer
// Node: it finds or installs one, installs the dependencies where they differ from the lock file, and then
// runs the task below with both.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = 24;
/** The first that runs here is taken. */
const nodesToInstall = ['26', '24'];
const nodePackage = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;

/** What each npm script runs, as arguments to Node. A list runs one after the other and stops at a failure. */
const tasks = {
  start: (args) => [['scripts/ensure-pages.ts'], ['src/main.ts', ...args]],
  demo: (args) => [['scripts/ensure-pages.ts'], ['demo/main.ts', ...args]],
  bench: (args) => [['scripts/ensure-pages.ts'], ['bench/main.ts', ...args]],
  build: () => [['scripts/build.ts']],
  check: () => [['scripts/check.ts']],
  format: () => [['node_modules/@biomejs/biome/bin/biome', 'check', '--write', '.']],
  fuzz: (args) => [['scripts/ensure-pages.ts'], ['tests/fuzz/authz.ts', ...args]],
  test: (args) => [['scripts/ensure-pages.ts'], ['scripts/test.ts', ...args]],
};

const [name, ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  console.error(`Unknown task "${name ?? ''}". Known: ${Object.keys(tasks).join(', ')}.`);
  process.exit(2);
}
const node = await findNode();
await installDependencies(node);
for (const command of task(args)) {
  const code = await run(node, command, {
    cwd: name === 'start' && command[0] === 'src/main.ts' ? callerFolder() : root,
  });
  if (code !== 0) process.exit(code);
}

/** Where the user typed `npm start`, so that a relative `--config` means what they see. */
function callerFolder() {
  return process.env.INIT_CWD ?? process.cwd();
}

/** The running Node where it is new enough, else one installed by npm into .cache/node. */
async function findNode() {
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath;
  const found = nodesToInstall.map(installedNode).find(isRunnable);
  if (found !== undefined) return found;
  console.error(`Node ${process.versions.node} is too old for Gatehouse (it needs ${oldestNode} or newer).`);
  for (const version of nodesToInstall) {
    console.error(`Installing Node ${version} for this project alone, into .cache/node …`);
    await installNode(version);
    if (isRunnable(installedNode(version))) return installedNode(version);
    // Node 26 wants libatomic, which small systems such as Debian's slim images do not have; Node 24 does without.
    console.error(`Node ${version} from npm does not run on this machine.`);
  }
  console.error(`Install Node ${oldestNode} or newer yourself (https://nodejs.org) and run this again.`);
  process.exit(1);
}

/** Where a version is, or would be, installed. */
function installedNode(version) {
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(nodeFolder(version), 'node_modules', nodePackage, 'bin', binary);
}

function nodeFolder(version) {
  return join(root, '.cache', 'node', version);
}

function isRunnable(binary) {
  return existsSync(binary) && spawnSync(binary, ['--version']).status === 0;
}

function installNode(version) {
  const folder = nodeFolder(version);
  mkdirSync(folder, { recursive: true });
  const flags = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--loglevel=error'];
  const what = `${nodePackage}@${version}`;
  return run(process.execPath, [npmCli(), 'install', '--prefix', folder, ...flags, what], { cwd: folder });
}

/** Runs `npm ci` where an installed package is missing or of another version than the lock file's. */
async function installDependencies(node) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const isComplete = Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const manifest = join(root, path, 'package.json');
    if (!existsSync(manifest)) return wanted.optional === true;
    return JSON.parse(readFileSync(manifest, 'utf8')).version === wanted.version;
  });
  if (isComplete) return;
  console.error('Installing the dependencies …');
  const code = await run(node, [npmCli(), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
  });
  if (code !== 0) process.exit(code);
}

/** npm's own script: the one that runs us, else the one beside this Node. */
function npmCli() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm?.endsWith('.js')) return fromNpm;
  const beside = fileURLToPath(
    new URL('../lib/node_modules/npm/bin/npm-cli.js', `file://${process.execPath}`),
  );
  if (existsSync(beside)) return beside;
  console.error('npm was not found. Run this through npm, for example: npm test');
  process.exit(1);
}

/** Runs Node with the arguments, hands signals on, and gives its exit code. */
function run(node, command, { cwd }) {
  const script = command[0].startsWith('/') ? command : [join(root, command[0]), ...command.slice(1)];
  const folder = join(node, '..');
  const child = spawn(node, script, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${folder}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
  });
  // A terminal sends Ctrl-C to the whole group already; a second one would cut the child's graceful stop short.
  const forward = (signal) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  process.on('SIGTERM', forward);
  process.on('SIGINT', forward);
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      process.off('SIGTERM', forward);
      process.off('SIGINT', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
    child.on('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
  });
}
