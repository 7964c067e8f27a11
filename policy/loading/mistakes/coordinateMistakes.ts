import type { AgenciesFile, CoordinatesFile, MatrixFile, OperationsFile } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';
import { checkTwice } from './matrixMistakes.js';

/** What the other files of the same policy say. */
interface Beside {
  readonly agencies: AgenciesFile;
  readonly operations: OperationsFile;
  readonly matrix: MatrixFile;
}

/** What `coordinates.yaml` says in its shape and cannot mean, whatever the supergraph. */
export function coordinateMistakes({ sources, labels }: CoordinatesFile, beside: Beside): Mistake[] {
  const found: Mistake[] = [];
  const say = (path: Path, what: string, hint: string): void => {
    found.push({ file: 'coordinates', path, what, hint });
  };
  const agencies = beside.agencies.agencies.map(({ id }) => id);
  const known = { agency: agencies, kind: kindsOf(beside.matrix) };
  const need = (path: Path, what: string, written: string, words: readonly string[]): void => {
    if (!words.includes(written)) say(path, `no ${what} ${written}`, meantOrOneOf(written, words));
  };
  for (const [source, envelope] of Object.entries(sources)) {
    const at: Path = ['sources', source];
    need([...at, 'originator'], 'agency', envelope.originator, agencies);
    const operations = beside.operations.operations.map(({ id }) => id);
    if (envelope.jointOperation !== null)
      need([...at, 'jointOperation'], 'joint operation', envelope.jointOperation, operations);
    for (const list of ['handlingCodes', 'addressees', 'releasableTo', 'hitTo', 'purposeLimits'] as const)
      checkTwice(envelope[list], [...at, list], say);
    for (const [index, agency] of envelope.addressees.entries())
      need([...at, 'addressees', index], 'agency', agency, agencies);
    for (const list of ['releasableTo', 'hitTo'] as const)
      for (const [index, named] of envelope[list].entries()) {
        const [what = '', name = ''] = named.split(':');
        if (what !== 'country') need([...at, list, index], what, name, known[what as keyof typeof known]);
      }
  }
  const categories = Object.keys(beside.matrix.categories);
  for (const [coordinate, category] of Object.entries(labels))
    need(['labels', coordinate], 'category', category, categories);
  return found;
}
