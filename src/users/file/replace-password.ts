import { type Document, isMap, isScalar, type Node, parseDocument, Scalar, visit, type YAMLMap } from 'yaml';

/**
 * The text of a users file with another digest for one user. Where the digest is an ordinary scalar only its characters change;
 * where anchors are involved the document is written anew, its comments kept. Throws `TypeError` where there is no such user.
 */
export function replacePassword(text: string, username: string, digest: string): string {
  const document = parseDocument(text, { merge: true });
  const user = mapUnder(mapUnder(document.contents, 'users'), username);
  if (user === undefined) throw new TypeError('there is no map of this user to write into');
  const password = valueUnder(user, 'password');
  if (isScalar(password) && isOneLine(password) && password.anchor === undefined && password.range) {
    const [start, end] = password.range;
    return `${text.slice(0, start)}'${digest}'${text.slice(end)}`;
  }
  if (isScalar(password)) detachAliases(document, password);
  user.set(keyUnder(user, 'password') ?? new Scalar('password'), quoted(digest));
  return document.toString({ lineWidth: 0 });
}

function mapUnder(parent: unknown, name: string): YAMLMap<Node, Node | null> | undefined {
  if (parent === undefined || !isMap<Node, Node | null>(parent)) return undefined;
  const value = valueUnder(parent, name);
  return isMap<Node, Node | null>(value) ? value : undefined;
}

function valueUnder(map: YAMLMap<Node, Node | null>, name: string): Node | undefined {
  return map.items.find(({ key }) => isNamed(key, name))?.value ?? undefined;
}

function keyUnder(map: YAMLMap<Node, Node | null>, name: string): Node | undefined {
  return map.items.find(({ key }) => isNamed(key, name))?.key;
}

function isNamed(key: Node, name: string): boolean {
  return isScalar(key) && (key.value === name || key.source === name);
}

function isOneLine(scalar: Scalar): boolean {
  return scalar.type === 'PLAIN' || scalar.type === 'QUOTE_SINGLE' || scalar.type === 'QUOTE_DOUBLE';
}

/** Other values may point at the one that is to change: they get its old value as their own. */
function detachAliases(document: Document, target: Scalar): void {
  visit(document, {
    Alias: (_, alias) => (alias.resolve(document) === target ? quoted(String(target.value)) : undefined),
  });
}

function quoted(text: string): Scalar {
  const scalar = new Scalar(text);
  scalar.type = 'QUOTE_SINGLE';
  return scalar;
}
