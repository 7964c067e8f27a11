import { type AgencyKind, effects } from '../../types.js';
import type { WrittenMatrix } from '../fileShapes.js';
import { cellOf, kindsOf } from '../likeKinds.js';
import type { Mistake } from '../mistake.js';
import { createFindings } from './findings.js';

/** Kinds with rules in the code, e.g. the consent for third countries, which another kind does not get with their cells. */
const kindsWithRules: readonly AgencyKind[] = ['PARTNER_THIRD_COUNTRY', 'SUPERVISOR', 'INTERNAL_AUDIT'];

/** Kinds that cannot be like the one they name, missing cells, and cells of no known kind. */
export function likeKindMistakes(written: WrittenMatrix): readonly Mistake[] {
  const { mistakes, say, known } = createFindings('matrix');
  const { kinds, categories } = written;
  const all = kindsOf(written);
  for (const [kind, { like, cells }] of Object.entries(kinds)) {
    const path = ['kinds', kind, 'like'];
    if (kind === like || kinds[like]) say(path, `${like} has no cells of its own`, 'name a kind that has them');
    else if (kindsWithRules.includes(like))
      say(path, `${like} has rules beside its cells`, 'write the cells themselves');
    for (const category of Object.keys(cells)) {
      const at = ['kinds', kind, 'cells', category];
      known(at, 'category', category, Object.keys(categories));
      if (categories[category]?.cells?.[kind] !== undefined) say(at, 'is in the row too', 'write it in one of the two');
    }
  }
  for (const [category, { cells }] of Object.entries(categories)) {
    for (const kind of all)
      if (cellOf(written, category, kind) === undefined) {
        const hint = `write one of ${effects.join(', ')}, or under kinds which one ${kind} is like`;
        say(['categories', category, 'cells', kind], 'is missing', hint);
      }
    for (const kind of Object.keys(cells)) known(['categories', category, 'cells', kind], 'kind', kind, all);
  }
  return mistakes;
}
