/** A tile of a log's tree: up to 256 hashes of one level. */
export interface Tile {
  /** 0 is the leaves; a hash of level 1 is over 256 leaves. */
  readonly level: number;
  /** Number of the tile on its level, from 0. */
  readonly index: number;
  /** Number of hashes: 256, or fewer in a partial tile. */
  readonly width: number;
}

/** The tile of a path such as `tile/0/x001/234.p/17`; null for any other path. C2SP tlog-tiles. */
export function parseTilePath(path: string): Tile | null {
  const match = /^tile\/([0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/.exec(path);
  if (!match) return null;
  const [, level = '', digits = '', width] = match;
  const tile = { level: Number(level), index: Number(digits.replace(/[x/]/g, '')), width: Number(width ?? 256) };
  // One tile has one path, so that a cache holds it once.
  return tile.level < 64 && tile.width > 0 && Number.isSafeInteger(tile.index) && tilePath(tile) === path ? tile : null;
}

/** The path of a tile. */
export function tilePath({ level, index, width }: Tile): string {
  const digits = String(index);
  const parts = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/[0-9]{3}/g) ?? [];
  const last = parts.pop() ?? '';
  const partial = width < 256 ? `.p/${width}` : '';
  return `tile/${level}/${parts.map((part) => `x${part}/`).join('')}${last}${partial}`;
}
