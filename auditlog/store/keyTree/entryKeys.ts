import { type DecodedEntry, decodeEntry, type StoredBytes } from '../../entry/decode.js';
import { isOver } from '../../keyTree/node.js';
import { isUnwrappable, type StoredNode, unwrapNode } from '../../keyTree/storedNode.js';
import { KeyWalker } from '../../keyTree/walker.js';
import { type EntryHeader, retentions } from '../../types.js';
import type { LogQuery } from '../pool.js';
import { readNodes, type WantedKeys } from './treeKeys.js';

/** What opens the bodies of a log. */
export interface BodyOpeners {
  /** Key-encryption keys as they are now, the present one first; none if they are not known. */
  readonly seal: () => readonly Uint8Array[];
  /** Database of the key trees; null if it is not known. */
  readonly store: LogQuery | null;
}

/** The state of an entry's key. */
export type FoundKey =
  | { readonly state: 'KNOWN'; readonly key: Uint8Array }
  /** It was destroyed. */
  | { readonly state: 'ABSENT' }
  /** It exists, and the reader has no key-encryption key. */
  | { readonly state: 'CLOSED' }
  /** It was not looked for, since its database is not known. */
  | { readonly state: 'UNSEEN' }
  /** Its node is said to be wrapped by a key-encryption key that is not here. */
  | { readonly state: 'UNKNOWN' }
  /** Its node was changed. */
  | { readonly state: 'FALSE' };

/** An entry whose key is asked for. */
export interface LockedEntry {
  readonly index: number;
  /** Finds its key; null if the stored bytes are no entry, which has no key. */
  readonly header: Pick<EntryHeader, 'retention' | 'at'> | null;
}

/** Gives the keys of some entries of a log, as of one moment. */
export type FindKey = (entry: LockedEntry) => FoundKey;

/** A stored entry as one whose key is asked for. */
export function lockedOf(
  stored: StoredBytes & Pick<LockedEntry, 'index'>,
  decoded: DecodedEntry | null = decodeEntry(stored),
): LockedEntry {
  return { index: stored.index, header: decoded?.header ?? null };
}

/** Reads the keys of some entries. One statement; a second one where key-encryption keys were changed meanwhile. */
export async function readKeys(openers: BodyOpeners, log: string, entries: readonly LockedEntry[]): Promise<FindKey> {
  const { store } = openers;
  const wanted = wantedOf(entries);
  const read = async () => (store && wanted.length > 0 ? await readNodes(store, log, wanted) : []);
  let nodes = await read();
  // Behind the nodes: who rewraps them has the new key in its place first.
  let seal = openers.seal();
  if (seal.length > 0 && !nodes.every((node) => isUnwrappable(node, seal)))
    [nodes, seal] = [await read(), openers.seal()];
  const trees = new Map<string, StoredNode[]>();
  // The lowest first: if two nodes are over an entry, the other one is not ours.
  for (const node of nodes.toSorted((a, b) => a.level - b.level)) {
    const tree = treeOf(node.class, node.day);
    const known = trees.get(tree);
    if (known) known.push(node);
    else trees.set(tree, [node]);
  }
  const walkers = new Map<StoredNode, KeyWalker | null>();
  // Nearly every entry has its predecessor's tree.
  let last: readonly StoredNode[] = [];
  const nodeOver = ({ header, index }: LockedEntry): StoredNode | undefined => {
    if (!header) return undefined;
    const [first] = last;
    if (first?.class !== header.retention || !header.at.startsWith(first.day))
      last = trees.get(treeOf(header.retention, dayOf(header.at))) ?? [];
    return last.find((node) => isOver(node, index));
  };
  const walkerOf = (node: StoredNode): KeyWalker | null => {
    const known = walkers.get(node);
    if (known !== undefined) return known;
    const opened = unwrapNode(node, seal);
    const walker = opened && new KeyWalker(opened);
    walkers.set(node, walker);
    return walker;
  };
  return (entry) => {
    if (!store) return { state: 'UNSEEN' };
    const node = nodeOver(entry);
    if (!node) return { state: 'ABSENT' };
    if (seal.length === 0) return { state: 'CLOSED' };
    const walker = walkerOf(node);
    if (walker) return { state: 'KNOWN', key: walker.keyOf(entry.index) };
    return { state: isUnwrappable(node, seal) ? 'FALSE' : 'UNKNOWN' };
  };
}

/** UTC day of an instant. */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}

type Wanted = { -readonly [Member in keyof WantedKeys]: WantedKeys[Member] };

function wantedOf(entries: readonly LockedEntry[]): readonly WantedKeys[] {
  const wanted = new Map<string, Wanted>();
  // Nearly every entry has its predecessor's tree.
  let last: Wanted | undefined;
  for (const { index, header } of entries) {
    if (!header || !hasTree(header)) continue;
    if (last?.class !== header.retention || !header.at.startsWith(last.day)) {
      const day = dayOf(header.at);
      const tree = treeOf(header.retention, day);
      last = wanted.get(tree) ?? { class: header.retention, day, from: index, to: index };
      wanted.set(tree, last);
    }
    last.from = Math.min(index, last.from);
    last.to = Math.max(index, last.to);
  }
  return [...wanted.values()];
}

/** A forged header must not make the statement fail. */
function hasTree({ retention, at }: Pick<EntryHeader, 'retention' | 'at'>): boolean {
  return retentions.includes(retention) && !at.startsWith('0000');
}

function treeOf(name: string, day: string): string {
  return `${name} ${day}`;
}
