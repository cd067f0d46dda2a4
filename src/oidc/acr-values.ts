import { requestParameter, requestWords } from './engine/request-parameter.ts';

/**
 * How well somebody proved who they are, as `acr` tells it, the weakest first: the levels of the portal, and proof by a key or passkey that no
 * imitated page can ask for (`phr`, OpenID Connect Extended Authentication Profile §3). What keeps the key is not known here, so that there is no `phrh`.
 */
export const acrValues = ['one_factor', 'two_factor', 'phr'] as const;

type Acr = (typeof acrValues)[number];

/** What a request asks of the proof. */
export interface AcrDemand {
  /** In the order of preference, known or not. */
  readonly values: readonly string[];
  /** Whether there is to be no answer without it. */
  readonly isEssential: boolean;
}

/** What such a demand meets: it holds, a second factor could make it hold, or nothing here can. */
export type AcrVerdict = 'met' | 'second-factor' | 'out-of-reach';

interface Proof {
  readonly level: number;
  readonly methods: readonly string[];
}

const keys: readonly string[] = ['hwk', 'swk'];

const isHeld: Readonly<Record<Acr, (proof: Proof) => boolean>> = {
  one_factor: ({ level }) => level >= 1,
  two_factor: ({ level }) => level >= 2,
  phr: ({ methods }) => methods.some((method) => keys.includes(method)),
};

/** The demand of a request: the member `acr` of `claims`, or else `acr_values` (OpenID Connect Core §3.1.2.1, §5.5.1.1); undefined where it makes none. */
export function acrDemandOf(parameters: object | undefined): AcrDemand | undefined {
  const asked = acrMember(requestParameter(parameters, 'claims'));
  const values = requestWords(parameters, 'acr_values');
  const own = asked === undefined ? [] : valuesOf(asked);
  if (asked !== undefined && own.length > 0) return { values: own, isEssential: asked.essential === true };
  return values.length === 0 ? undefined : { values, isEssential: false };
}

/** What a demand meets at a sign-in: one of its values is enough. */
export function judgeAcr({ values }: AcrDemand, proof: Proof): AcrVerdict {
  const known = acrValues.filter((value) => values.includes(value));
  if (known.some((value) => isHeld[value](proof))) return 'met';
  return known.length > 0 && proof.level < 2 ? 'second-factor' : 'out-of-reach';
}

/** What the ID token says: the first value of the demand that holds, else the strongest level. */
export function acrOf(demand: AcrDemand | undefined, proof: Proof): Acr {
  const wanted = (demand?.values ?? []).flatMap((value) => acrValues.filter((known) => known === value));
  const held = wanted.find((value) => isHeld[value](proof));
  return held ?? (proof.level >= 2 ? 'two_factor' : 'one_factor');
}

type Member = Readonly<Record<string, unknown>>;

function acrMember(claims: string): Member | undefined {
  if (claims === '') return undefined;
  const parsed: unknown = JSON.parse(claims);
  const ofIdToken = isRecord(parsed) ? parsed.id_token : undefined;
  return isRecord(ofIdToken) && isRecord(ofIdToken.acr) ? ofIdToken.acr : undefined;
}

function valuesOf({ value, values }: Member): readonly string[] {
  const all: readonly unknown[] = Array.isArray(values) ? values : [value];
  return all.filter((one) => typeof one === 'string');
}

function isRecord(value: unknown): value is Member {
  return typeof value === 'object' && value !== null;
}
