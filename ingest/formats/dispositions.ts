import { parseYaml } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';
import type { ElementDispositions } from './format.js';

/** Paths nested by their parts, several with one disposition separated by commas; leaves are dispositions, list items have none. */
type Tree = string | readonly Tree[] | { readonly [paths: string]: Tree };

const dispositions = new Map<string, ElementDispositions>();
const known = new Map<ElementDispositions, ReadonlySet<string>>();

/**
 * What becomes of each element of a format, from its YAML file. Read on first use: a command that ingests nothing reads
 * none.
 *
 * @param file path below `ingest/formats/`, without `.yaml`, e.g. `ndex/elements`
 */
export function dispositionsOf(file: string): ElementDispositions {
  const found = dispositions.get(file) ?? readDispositions(file);
  dispositions.set(file, found);
  return found;
}

/** Dispositions that a format states itself, or in a file. */
export function toDispositions(stated: ElementDispositions | string): ElementDispositions {
  return typeof stated === 'string' ? dispositionsOf(stated) : stated;
}

function readDispositions(file: string): ElementDispositions {
  const text = readPackageFile('ingest', 'formats', `${file}.yaml`);
  const { mapped, raw, dropped } = parseYaml(text) as Record<string, Tree>;
  return {
    mapped: Object.fromEntries(leavesOf(mapped)),
    raw: leavesOf(raw).map(([path]) => path),
    dropped: Object.fromEntries(leavesOf(dropped)),
  };
}

function leavesOf(tree: Tree | undefined, path = ''): (readonly [path: string, disposition: string])[] {
  if (tree === undefined) return [];
  if (typeof tree === 'string') return [[path, tree]];
  const under = (paths: string): string[] => paths.split(', ').map((name) => (path === '' ? name : `${path}/${name}`));
  if (isList(tree)) {
    return tree.flatMap((item) =>
      typeof item === 'string' ? under(item).map((whole) => [whole, ''] as const) : leavesOf(item, path),
    );
  }
  return Object.entries(tree).flatMap(([paths, below]) => under(paths).flatMap((whole) => leavesOf(below, whole)));
}

function isList(tree: Tree): tree is readonly Tree[] {
  return Array.isArray(tree);
}

/** Every element with a stated disposition; any other element with a value is reported as unmapped. */
export function knownElements(stated: ElementDispositions | string): ReadonlySet<string> {
  const dispositions = toDispositions(stated);
  const found = known.get(dispositions) ?? namesIn(dispositions);
  known.set(dispositions, found);
  return found;
}

function namesIn({ mapped, raw, dropped }: ElementDispositions): ReadonlySet<string> {
  return new Set([...Object.keys(mapped), ...raw, ...Object.keys(dropped)]);
}
