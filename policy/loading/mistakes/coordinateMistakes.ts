import type { AgenciesFile, CoordinatesFile, MatrixFile, OperationsFile } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import type { Mistake } from '../mistake.js';
import type { Path } from '../place.js';
import { createFindings } from './findings.js';

/** The other files of the same policy. */
interface OtherFiles {
  readonly agencies: AgenciesFile;
  readonly operations: OperationsFile;
  readonly matrix: MatrixFile;
}

/** Mistakes in a `coordinates.yaml` of the right shape, whatever the supergraph. */
export function coordinateMistakes({ sources, labels }: CoordinatesFile, files: OtherFiles): readonly Mistake[] {
  const { mistakes, known, once } = createFindings('coordinates');
  const agencies = files.agencies.agencies.map(({ id }) => id);
  const operations = files.operations.operations.map(({ id }) => id);
  const namesOf: Readonly<Record<string, readonly string[]>> = { agency: agencies, kind: kindsOf(files.matrix) };
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
        // Any country may be named.
        known([...at, list, index], what, name, namesOf[what] ?? [name]);
      }
  }
  for (const [coordinate, category] of Object.entries(labels))
    known(['labels', coordinate], 'category', category, Object.keys(files.matrix.categories));
  return mistakes;
}
