import { foundPredicate, fullPredicate, knownPredicate, visiblePredicate } from '../../../policy/predicate.js';
import type { RequestFacts } from '../../../policy/types.js';
import { raw } from '../../../storage/sql.js';
import type { Wall } from '../rows.js';
import { shapeOfType } from '../shape.js';
import type { SourceSession } from '../sourceSession.js';
import { linkColumnsOf } from '../wall/linkSubject.js';
import type { SourceFixtures } from './fixtures.js';

/** The row walls of one request, each made when first asked for. */
export function createWalls(
  { policy, shapes, categories, recordLinks }: SourceFixtures,
  facts: RequestFacts,
): SourceSession['wall'] {
  const walls = new Map<string, Wall>();
  const all = [...categories];
  return (type, alias = 'r') => {
    shapeOfType(shapes, type);
    const key = `${type} ${alias}`;
    const known = walls.get(key);
    if (known) return known;
    const recordLink = recordLinks.get(type);
    const own = recordLink ? linkColumnsOf(recordLink, alias) : null;
    const wall: Wall = {
      visible: raw<boolean>(visiblePredicate(policy, facts, all, alias)),
      known: (by) => raw<boolean>(knownPredicate(policy, facts, all, { alias, link: own }, by)),
      found: (category) => raw<boolean>(foundPredicate(policy, facts, all, { alias, link: own }, category)),
      full: (category, link = own) => raw<boolean>(fullPredicate(policy, facts, category, alias, link)),
    };
    walls.set(key, wall);
    return wall;
  };
}
