import { type Answered, type CellPath, cellState } from '../../../../client/index.js';
import { type Kind, kindSearch } from '../../search/kinds.js';
import { isHitReference } from '../../search/references.js';
import { type Candidate, type Found, type Hit, nothingKnown, type Worth, worthOf } from './found.js';

/** Kinds that are looked up by a number. */
const numbered = ['persons', 'organizations', 'vessels', 'aircraft', 'consignments', 'seizures', 'incidents'] as const;

interface LookedUp {
  readonly lookedUp?: readonly string[] | null;
  readonly hitState?: string | null;
  readonly exact?: readonly { readonly id: string }[] | null;
}

interface Numbered {
  readonly search?: (Readonly<Partial<Record<Kind, LookedUp | null>>> & { readonly recognised?: unknown }) | null;
}

/** What was found of a line that is a number. */
export function numberFound(answer: Answered): Found {
  const { search } = answer.data as Numbered;
  if (!search) return nothingKnown;
  const candidates: Candidate[] = [];
  const hits: Hit[] = [];
  for (const kind of numbered) {
    for (const [at, { id }] of (search[kind]?.exact ?? []).entries()) {
      const path = ['search', kind, 'exact', at];
      if (isHitReference(id)) hits.push({ reference: id, contact: contactOf(answer, path) });
      else candidates.push({ kind, id, path });
    }
  }
  return { worth: numberWorth(answer, search), candidates, hits };
}

function numberWorth(answer: Answered, search: NonNullable<Numbered['search']>): Worth {
  const recognised = (search.recognised ?? []) as readonly { readonly form: string }[];
  const formsOf = (kind: Kind) =>
    recognised.map(({ form }) => form).filter((form) => kindSearch[kind].forms.some((known) => known === form));
  const kinds = numbered.filter((kind) => formsOf(kind).length > 0);
  if (kinds.length === 0) return 'notLookedUp';
  const isFailed = (kind: Kind) => !search[kind] || cellState(answer, ['search', kind, 'exact']).state === 'unanswered';
  if (kinds.some(isFailed)) return 'unanswered';
  const looked = kinds.filter((kind) => search[kind]?.lookedUp?.length);
  if (looked.length === 0) return 'notLent';
  if (looked.some((kind) => !search[kind]?.exact)) return 'noTime';
  const hits = looked.map((kind) => worthOf(search[kind]?.hitState)).find(Boolean);
  if (hits) return hits;
  const isRefused = (kind: Kind) => formsOf(kind).some((form) => !search[kind]?.lookedUp?.includes(form));
  return kinds.some(isRefused) ? 'inPart' : 'whole';
}

/** Whom to ask about a hit: any datum of it that exists says so. */
function contactOf(answer: Answered, path: CellPath): string | undefined {
  const record = path.reduce<unknown>(
    (at, step) => (at as Readonly<Record<string | number, unknown>>)[step],
    answer.data,
  );
  for (const name of Object.keys(Object(record))) {
    const cell = cellState(answer, [...path, name]);
    if (cell.state === 'hit' && cell.contact !== undefined) return cell.contact;
  }
  return undefined;
}
