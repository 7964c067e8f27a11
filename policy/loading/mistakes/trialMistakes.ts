import { firstOf } from '../../trials.js';
import { roles } from '../../types.js';
import type { MatrixFile } from '../fileShapes.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';

/** What `trials` of `matrix.yaml` says in its shape and cannot mean. */
export function trialMistakes({ trials, categories }: MatrixFile): Mistake[] {
  const kinds = Object.keys(Object.values(categories)[0]?.cells ?? {});
  const found: Mistake[] = [];
  const say = (path: readonly (string | number)[], what: string, hint: string): void => {
    found.push({ file: 'matrix', path: ['trials', ...path], what, hint });
  };
  for (const part of ['officers', 'agencies'] as const) {
    for (const [at, row] of trials[part].entries()) {
      const isLast = at === trials[part].length - 1;
      const isForAll = row.roles === null && row.kinds === null;
      if (isLast && !isForAll) say([part, at], 'the last row is not for everybody', 'leave its roles and kinds out');
      if (!isLast && isForAll) say([part, at], 'no row behind this one is ever used', 'put the row for everybody last');
      for (const [place, kind] of (row.kinds ?? []).entries())
        if (!kinds.includes(kind)) say([part, at, 'kinds', place], `no kind ${kind}`, meantOrOneOf(kind, kinds));
    }
  }
  if (found.length > 0) return found;
  // Why: who tries enough alone would shut his colleagues out.
  for (const role of roles) {
    for (const kind of kinds) {
      const [one, all] = [firstOf(trials.officers, role, kind), firstOf(trials.agencies, role, kind)];
      if (!one || !all) continue;
      for (const what of ['datesOfName', 'datesOfUsualName'] as const) {
        if (one[what] < all[what]) continue;
        const at = trials.agencies.indexOf(all);
        const how = `one ${role} of ${kind} tries ${one[what]}, and shuts the whole agency out`;
        say(['agencies', at, what], how, 'let an agency try more than one of its officers');
        return found;
      }
    }
  }
  return found;
}
