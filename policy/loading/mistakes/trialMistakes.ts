import { firstOf } from '../../trials.js';
import { roles } from '../../types.js';
import type { MatrixFile } from '../fileShapes.js';
import type { Mistake } from '../mistake.js';
import { createFindings } from './findings.js';

/** Mistakes in `trials` of a `matrix.yaml` of the right shape. */
export function trialMistakes({ trials, categories }: MatrixFile): readonly Mistake[] {
  const kinds = Object.keys(Object.values(categories)[0]?.cells ?? {});
  const { mistakes, say, known } = createFindings('matrix');
  for (const part of ['officers', 'agencies'] as const) {
    for (const [at, row] of trials[part].entries()) {
      const isLast = at === trials[part].length - 1;
      const isForAll = row.roles === null && row.kinds === null;
      if (isLast && !isForAll)
        say(['trials', part, at], 'the last row is not for everybody', 'leave out its roles and kinds');
      if (!isLast && isForAll)
        say(['trials', part, at], 'no row after this one is ever used', 'put the row for everybody last');
      known(['trials', part, at, 'kinds'], 'kind', row.kinds ?? [], kinds);
    }
  }
  const { perOfficer, perAgency } = trials.subjects;
  if (perOfficer >= perAgency)
    say(
      ['trials', 'subjects', 'perAgency'],
      `one officer asks of ${perOfficer} persons, and shuts the whole agency out`,
      'allow an agency more than one of its officers',
    );
  if (mistakes.length > 0) return mistakes;
  // An officer who could use up the agency's limit alone would shut colleagues out.
  for (const role of roles) {
    for (const kind of kinds) {
      const [one, all] = [firstOf(trials.officers, role, kind), firstOf(trials.agencies, role, kind)];
      if (!one || !all) continue;
      for (const what of ['datesOfName', 'datesOfUsualName'] as const) {
        if (one[what] < all[what]) continue;
        const at = trials.agencies.indexOf(all);
        const how = `one ${role} of ${kind} tries ${one[what]}, and shuts the whole agency out`;
        say(['trials', 'agencies', at, what], how, 'allow an agency more than one of its officers');
        return mistakes;
      }
    }
  }
  return mistakes;
}
