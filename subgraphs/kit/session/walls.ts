import {
  foundPredicate,
  fullPredicate,
  isOpenOnLink,
  isUnexpired,
  knownPredicate,
  visiblePredicate,
} from '../../../policy/predicate.js';
import { identifier } from '../../../policy/rows/sqlText.js';
import type { RequestFacts } from '../../../policy/types.js';
import { type RawBuilder, sql } from '../../../storage/kysely.js';
import { raw } from '../../../storage/sql.js';
import type { Wall, WallByKey } from '../rows.js';
import { shapeOfType } from '../shape.js';
import type { SourceSession } from '../sourceSession.js';
import { linkColumnsOf } from '../wall/linkSubject.js';
import { EnvelopeKeys } from './envelopeKeys.js';
import type { SourceFixtures } from './fixtures.js';

/** The row walls of one request, each made when first asked for. */
export function createWalls(fixtures: SourceFixtures, facts: RequestFacts): SourceSession['wall'] {
  const { policy, categories } = fixtures;
  const all = [...categories];
  return madeOnce((type, alias): Wall => {
    const own = ownLink(fixtures, type, alias);
    return {
      visible: raw<boolean>(visiblePredicate(policy, facts, all, alias)),
      known: (by) => raw<boolean>(knownPredicate(policy, facts, all, { alias, link: own }, by)),
      found: (category) => raw<boolean>(foundPredicate(policy, facts, all, { alias, link: own }, category)),
      full: (category, link = own) => raw<boolean>(fullPredicate(policy, facts, category, alias, link)),
    };
  });
}

/** The same by keys of envelopes. */
export function createWallsByKey(fixtures: SourceFixtures, facts: RequestFacts): SourceSession['wallByKey'] {
  const { policy } = fixtures;
  const known = new Map<string | null, EnvelopeKeys>();
  // Why each once: a statement names the same list in several places.
  const keysOf = (listed: string | null): EnvelopeKeys => {
    const keys = known.get(listed) ?? new EnvelopeKeys(listed);
    known.set(listed, keys);
    return keys;
  };
  return madeOnce((type, alias): WallByKey => {
    const own = ownLink(fixtures, type, alias);
    const isUnder = (listed: string | null): RawBuilder<boolean> => sql`(${sql.ref(`${alias}.envelope_key`)}
      = any(cast(${keysOf(listed)} as uuid[])) and ${raw(isUnexpired(identifier(alias)))})`;
    return {
      visible: isUnder(null),
      full: (category, link = own) =>
        link === null
          ? isUnder(category)
          : sql`(${isUnder(category)} and ${raw(isOpenOnLink(policy, facts, category, { alias, link }, 'FULL'))})`,
    };
  });
}

function madeOnce<Made>(make: (type: string, alias: string) => Made): (type: string, alias?: string) => Made {
  const made = new Map<string, Made>();
  return (type, alias = 'r') => {
    const name = `${type} ${alias}`;
    const known = made.get(name) ?? make(type, alias);
    made.set(name, known);
    return known;
  };
}

/** The link to a person that records of the type are; null for others. */
function ownLink({ shapes, recordLinks }: SourceFixtures, type: string, alias: string) {
  shapeOfType(shapes, type);
  const recordLink = recordLinks.get(type);
  return recordLink ? linkColumnsOf(recordLink, alias) : null;
}
