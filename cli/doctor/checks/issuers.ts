import { reasonOf } from '../../../auditlog/cosigning/shortAnswer.js';
import { type IssuerRow, isFile, placeOfKeys, readIssuersFile } from '../../../gateway/identity/issuers.js';
import { parsePolicy } from '../../../policy/loading/load.js';
import { readPolicyFiles } from '../../../policy/loading/policyFiles.js';
import type { Check, Examined } from '../check.js';
import { type Finding, fault, fine, warning } from '../finding.js';

/** Whether issuers of tokens are bound to an agency, give their keys, and have the same time. */
export const issuers: Check = {
  name: 'issuers',
  look: async (of) => {
    const { issuers: file, policyDir } = of.settings;
    if (file === undefined) return [];
    const rows = await readIssuersFile(file);
    const { agencies } = parsePolicy(readPolicyFiles(policyDir));
    const bound = new Set(Object.values(agencies).flatMap((agency) => agency.issuers));
    const unbound = rows
      .filter(({ issuer }) => !bound.has(issuer))
      .map(({ issuer }) =>
        warning(
          issuer,
          'No agency of agencies.yaml is bound to it: its tokens are refused.',
          'Add it to issuers of its agency, then kill -HUP.',
        ),
      );
    const asked = (await Promise.all(rows.map((row) => ask(row, of)))).flat();
    return [...unbound, ...asked];
  },
};

/** Tokens are refused beyond this, seconds: see CLOCK_SKEW in gateway/identity/tokens.ts. */
const skew = 5;

async function ask(row: IssuerRow, { limitMs }: Examined): Promise<readonly Finding[]> {
  if (isFile(row)) return [];
  const todo = 'Check the URL, the network, and the certificate of the issuer.';
  const found = await findKeys(row, limitMs);
  if (typeof found === 'string') return [fault(row.issuer, `Its keys are not found: ${found}.`, todo)];
  const location = found.href;
  const answer = await fetch(location, { redirect: 'manual', signal: AbortSignal.timeout(limitMs) }).catch(() => null);
  if (answer?.status !== 200)
    return [fault(location, `Its keys do not come${answer === null ? '' : ` (${answer.status})`}.`, todo)];
  const { keys } = (await answer.json().catch(() => ({}))) as { readonly keys?: readonly unknown[] };
  if (!Array.isArray(keys) || keys.length === 0) return [fault(location, 'It gives no keys.', todo)];
  const { headers } = answer;
  // What a cache has kept is dated when the issuer made it.
  const age = 1000 * Number(headers.get('age') ?? 0);
  const ahead = (Date.parse(headers.get('date') ?? '') + age - Date.now()) / 1000;
  if (Math.abs(ahead) > skew)
    return [
      fault(
        location,
        `Its clock is ${Math.round(Math.abs(ahead))} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine's: fresh tokens are refused.`,
        'Have both set by NTP: timedatectl.',
      ),
    ];
  return [fine(location, `It gives ${keys.length} keys.`)];
}

/** The place of its key set, or why there is none. */
async function findKeys(row: IssuerRow, limitMs: number): Promise<URL | string> {
  try {
    return await placeOfKeys(row, limitMs / 2)();
  } catch (error) {
    return reasonOf(error);
  }
}
