import type { AccessRuleConfig } from '../config/sections/access-control.ts';
import { readDomainPattern } from './criteria/domain-pattern.ts';
import { literalEnd } from './criteria/literal-end.ts';

/** Which rules a host can fall under, found in about the same time among ten rules or ten thousand. */
export interface RuleIndex {
  /**
   * The position of the first rule that `holds`; undefined where none does. It is asked for the rules alone whose domain the canonical
   * host can fall under, in their order.
   */
  first(host: string, holds: (position: number) => boolean): number | undefined;
}

/** For each text the positions of the rules that name it, rising. */
type Positions = Map<string, number[]>;

/** Rules by what a host has to equal, and by what it has to end with. */
interface Keys {
  /** Rules that can hold for any host. */
  readonly anyHost: number[];
  readonly exact: Positions;
  readonly ends: Positions;
}

/** Indexes rules by their domains. A rule may be found by several of them; whether it holds is for its criteria to say. */
export function indexRules(rules: readonly AccessRuleConfig[]): RuleIndex {
  const keys: Keys = { anyHost: [], exact: new Map(), ends: new Map() };
  for (const [position, rule] of rules.entries()) addRule(keys, rule, position);
  const endLengths = [...new Set([...keys.ends.keys()].map((end) => end.length))];
  return { first: (host, holds) => firstOf(candidates(keys, endLengths, host), holds) };
}

function addRule({ anyHost, exact, ends }: Keys, rule: AccessRuleConfig, position: number): void {
  const expressionEnds = rule.domain_regex.map(literalEnd);
  const hasNoDomain = rule.domain.length === 0 && rule.domain_regex.length === 0;
  if (hasNoDomain || expressionEnds.includes('')) {
    anyHost.push(position);
    return;
  }
  for (const end of expressionEnds) add(ends, end, position);
  for (const { form, rest } of rule.domain.map(readDomainPattern)) {
    add(form === 'exact' ? exact : ends, rest, position);
  }
}

function add(positions: Positions, key: string, position: number): void {
  const known = positions.get(key);
  if (known === undefined) positions.set(key, [position]);
  else if (known.at(-1) !== position) known.push(position);
}

/** The lists in which the rules of a host stand, each rising. */
function candidates(keys: Keys, endLengths: readonly number[], host: string): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  if (keys.anyHost.length > 0) found.push(keys.anyHost);
  const exact = keys.exact.get(host);
  if (exact !== undefined) found.push(exact);
  for (const length of endLengths) {
    const positions = length <= host.length ? keys.ends.get(host.slice(host.length - length)) : undefined;
    if (positions !== undefined) found.push(positions);
  }
  return found;
}

/** Walks several rising lists as one, each position once. It runs for every request, hence the plain loops. */
function firstOf(
  lists: readonly (readonly number[])[],
  holds: (position: number) => boolean,
): number | undefined {
  const cursors = lists.map(() => 0);
  let previous = -1;
  for (;;) {
    let next = Number.POSITIVE_INFINITY;
    for (let index = 0; index < lists.length; index++) {
      const list = lists[index] ?? [];
      let cursor = cursors[index] ?? 0;
      if (list[cursor] === previous) cursor++;
      cursors[index] = cursor;
      next = Math.min(next, list[cursor] ?? Number.POSITIVE_INFINITY);
    }
    if (next === Number.POSITIVE_INFINITY) return undefined;
    if (holds(next)) return next;
    previous = next;
  }
}
