import { PortcullisError } from '../../../schema/errors.js';
import type { Reservations } from '../limits/reservations.js';
import { stableJson } from '../page/stableJson.js';
import type { Counting, KnownAs, SourceSession } from '../sourceSession.js';
import { isHit, type Projecting } from './projecting.js';

/** Result of look-ups; one that showed no record and gave no hit counts as vain. */
interface LookedUp<Found> {
  readonly found: Found;
  readonly shown: number;
  readonly hits: number;
}

/** What a request's look-ups need. */
interface LookUpParts extends Pick<Projecting, 'projectSought'>, Pick<SourceSession, 'category'> {
  readonly reservations: () => Reservations;
}

/** Look-ups of one request, under the viewer's quotas. */
export function createLookUps(parts: LookUpParts): Pick<SourceSession, 'lookup' | 'lookupHits'> {
  const { category, projectSought, reservations } = parts;
  return {
    async lookup({ argument, value, counting, countTried }, find, toNode) {
      const by = { category: category(argument), by: 'NUMBER', question: stableJson([argument, value]) } as const;
      const look = async () => (await find()).flatMap((row) => projectSought(by, row, toNode) ?? []);
      if (counting === null) return (await look()).filter((node) => !isHit(node));
      return await runCounted(reservations(), { count: 1, counting }, async (isCounted) => {
        const nodes = await look();
        const shown = nodes.filter((node) => !isHit(node));
        if (shown.length > 0) return { found: shown, shown: 1, hits: 0 };
        if (!isCounted) throw new PortcullisError('LIMITS_UNAVAILABLE');
        countTried();
        return { found: nodes.slice(0, 1), shown: 0, hits: Math.min(nodes.length, 1) };
      });
    },
    async lookupHits<Row, Node extends object>(
      questions: readonly string[],
      find: () => Promise<readonly (readonly KnownAs<Row>[])[]>,
      toNode: (row: Row) => Node | null,
    ) {
      const firstHit = (question: string, rows: readonly KnownAs<Row>[]): Node | null => {
        for (const { row, ...known } of rows) {
          const node = projectSought({ question, ...known }, row, toNode);
          if (node !== null && isHit(node)) return node;
        }
        return null;
      };
      return await runCounted(reservations(), { count: questions.length, counting: 'hits' }, async (isCounted) => {
        if (!isCounted) return { found: null, shown: 0, hits: 0 };
        const rows = await find();
        const found = questions.map((question, at) => firstHit(question, rows[at] ?? []));
        return { found, shown: 0, hits: found.filter((node) => node !== null).length };
      });
    },
  };
}

/**
 * Runs look-ups under the quotas: reserves before searching, so that concurrent look-ups cannot exceed a quota together, and
 * returns what was not used. A failed look-up counts as vain.
 *
 * @param look receives false when quotas are unreachable; it must then return no hit
 */
async function runCounted<Found>(
  reservations: Reservations,
  { count, counting }: { readonly count: number; readonly counting: Counting },
  look: (isCounted: boolean) => Promise<LookedUp<Found>>,
): Promise<Found> {
  const taken = await reservations.lookups(counting === 'hits' ? ['lookups', 'vain'] : ['lookups'], count);
  let [shown, hits] = [0, 0];
  try {
    const looked = await look(taken !== null);
    ({ shown, hits } = looked);
    return looked.found;
  } finally {
    taken?.giveBack('lookups', counting === 'hits' ? count - hits : shown);
    if (counting === 'hits') taken?.giveBack('vain', shown + hits);
  }
}
