import { writeFileSync } from 'node:fs';

/**
 * How many headers there are where every request has an Authorization of its own. They are taken in turn, over all stretches:
 * between two uses of one lie more of them than anybody remembers (Portcullis: 10,000 verified tokens).
 */
export const authorizationCount = 20_000;

/** Writes one value of the header a line. @param {(index: number) => string | Promise<string>} make */
export async function writeAuthorizations(file, make) {
  const lines = [];
  for (let index = 0; index < authorizationCount; index++) lines.push(await make(index));
  writeFileSync(file, lines.join('\n'), { mode: 0o600 });
}
