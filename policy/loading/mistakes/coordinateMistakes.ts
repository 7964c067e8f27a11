import type { AgenciesFile, CoordinatesFile, MatrixFile, OperationsFile } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import type { Mistake } from '../mistake.js';
import type { Path } from '../place.js';
import { createFindings } from './findings.js';

/** What the other files of the same policy say. */
interface Beside {
  readonly agencies: AgenciesFile;
  readonly operations: OperationsFile;
  readonly matrix: MatrixFile;
}

/** What `coordinates.yaml` says in its shape and cannot mean, whatever the supergraph. */
export function coordinateMistakes({ sources, labels }: CoordinatesFile, beside: Beside): readonly Mistake[] {
  const { mistakes, known, once } = createFindings('coordinates');
  const agencies = beside.agencies.agencies.map(({ id }) => id);
  const operations = beside.operations.operations.map(({ id }) => id);
  const namesOf: Readonly<Record<string, readonly string[]>> = { agency: agencies, kind: kindsOf(beside.matrix) };
  for (const [source, envelope] of Object.entries(sources)) {
    const at: Path = ['sources', source];
    const { originator, jointOperation, addressees } = envelope;
    known([...at, 'originator'], 'agency', originator, agencies);
    if (jointOperation !== null) known([...at, 'jointOperation'], 'joint operation', jointOperation, operations);
    for (const list of ['handlingCodes', 'addressees', 'releasableTo', 'hitTo', 'purposeLimits'] as const)
      once([...at, list], envelope[list]);
    known([...at, 'addressees'], 'agency', addressees, agencies);
    for (const list of ['releasableTo', 'hitTo'] as const)
      for (const [index, named] of envelope[list].entries()) {
        const [what = '', name = ''] = named.split(':');
        // Of a country any may be named.
        known([...at, list, index], what, name, namesOf[what] ?? [name]);
      }
  }
  for (const [coordinate, category] of Object.entries(labels))
    known(['labels', coordinate], 'category', category, Object.keys(beside.matrix.categories));
  return mistakes;
}
