import { brotliCompressSync } from 'node:zlib';
import { assetHeaders, fixedHeaders, pageHeaders } from './headers.js';
import { fillPage, type PageFacts } from './page.js';
import type { BuiltConsole } from './readBuilt.js';

/** A file as it is sent. */
export interface ServedFile {
  readonly status: 200 | 404;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** By brotli; absent where it would be no shorter. */
  readonly packed?: Buffer | undefined;
}

/** Files by the request target that gets them, to the letter: `/` and `/assets/NAME`. */
export type FileTable = ReadonlyMap<string, ServedFile>;

/**
 * All that is served of the built console. Nothing else is ever looked up, and no path is resolved.
 *
 * @throws Error naming the file that a build would not have made, or would have
 */
export function tableOf({ page, assets }: BuiltConsole, facts: PageFacts): FileTable {
  const lacking = [...page.matchAll(/(?:src|href)="\.?\/assets\/([^"]+)"/g)].find(
    ([, name]) => !assets.has(name as string),
  );
  if (lacking) throw new Error(`index.html: names assets/${lacking[1]}, which is not there`);
  const body = Buffer.from(fillPage(page, facts), 'utf8');
  const first = toServed(body, brotliCompressSync(body), pageHeaders(facts.issuer));
  const names = [...assets.keys()].filter((name) => !name.endsWith('.br'));
  return new Map([
    ['/', first],
    ...names.map((name) => {
      if (!/^\w[\w.-]*$/.test(name)) throw new Error(`assets/${name}: has a name that would be escaped in a URL`);
      const file = toServed(assets.get(name) as Buffer, assets.get(`${name}.br`), assetHeaders(name));
      return [`/assets/${name}`, file] as const;
    }),
  ]);
}

/** The table where there is no console: `/` says how to get it. Why 404: a proxy takes a server that answers 503 out. */
export function tableOfNone(): FileTable {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...fixedHeaders };
  return new Map([['/', { status: 404, headers, body: Buffer.from(`${howToGetIt}\n`, 'utf8') }]]);
}

const howToGetIt =
  'The console is not part of this installation: npm ci && npm run build makes it, with the development packages, and the released package holds it.';

function toServed(body: Buffer, packed: Buffer | undefined, headers: Readonly<Record<string, string>>): ServedFile {
  if (packed === undefined || packed.length >= body.length) return { status: 200, headers, body };
  return { status: 200, headers: { ...headers, vary: 'accept-encoding' }, body, packed };
}
