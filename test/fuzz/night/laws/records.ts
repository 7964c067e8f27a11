import { ask } from '../load/ask.js';
import { officers } from '../load/officers.js';
import type { Night } from '../night.js';
import { originator, type Planted } from '../words.js';

/** Reads whom the originator has, page by page, and expects these to be there. Who is gone must not be: each answer is held to that. */
export async function expectThere(night: Night, expected: readonly Planted[], law: string): Promise<number> {
  const [officer] = officers.filter(({ agency }) => agency === originator);
  if (!officer) return 0;
  const query =
    'query ($a: String) { persons(first: 100, after: $a) { pageInfo { hasNextPage endCursor } edges { node { id name } } } }';
  let [names, after, isMore] = ['', null as string | null, true];
  while (isMore) {
    const { text, code } = await ask(night, officer, { name: 'whole list', body: { query, variables: { a: after } } });
    if (code !== 'OK') {
      night.find(law, `the list of all persons ends with ${code}`);
      break;
    }
    const { pageInfo } = JSON.parse(text).data.persons as { pageInfo: { hasNextPage: boolean; endCursor: string } };
    [names, after, isMore] = [names + text, pageInfo.endCursor, pageInfo.hasNextPage];
  }
  const missing = expected.filter(({ name }) => !names.includes(name));
  if (missing.length > 0)
    night.find(law, `${missing.length} of ${expected.length} are missing: ${missing.map(({ ref }) => ref).join(' ')}`);
  return expected.length;
}
