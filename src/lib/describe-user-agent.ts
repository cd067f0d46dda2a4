/** A browser and the system it runs on, by the names that people know in every language; undefined where it cannot be told. */
export interface UserAgentDescription {
  readonly browser: string | undefined;
  readonly system: string | undefined;
}

/** No browser says more than this of itself. */
const longestUserAgent = 512;

/** The most particular first: nearly all browsers claim to be Chrome or Safari as well. */
const browsers: readonly Sign[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Yandex Browser', /\bYaBrowser\//],
  ['DuckDuckGo', /\b(?:DuckDuckGo|Ddg)\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|Chromium|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
  ['curl', /^curl\//],
  ['Wget', /^Wget\//],
];

/** Android says Linux of itself too; an iPad in its default mode says Macintosh and cannot be told from a Mac. */
const systems: readonly Sign[] = [
  ['Windows', /\bWindows\b/],
  ['iOS', /\biPhone\b|\biPod\b/],
  ['iPadOS', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac(?:intosh| OS X)\b/],
  ['FreeBSD', /\bFreeBSD\b/],
  ['OpenBSD', /\bOpenBSD\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
];

type Sign = readonly [name: string, sign: RegExp];

/** What a User-Agent header says of browser and system: names out of fixed lists, never a word of the header itself. */
export function describeUserAgent(rawUserAgent: string): UserAgentDescription {
  const start = rawUserAgent.slice(0, longestUserAgent);
  return { browser: find(browsers, start), system: find(systems, start) };
}

function find(signs: readonly Sign[], text: string): string | undefined {
  return signs.find(([, sign]) => sign.test(text))?.[0];
}
