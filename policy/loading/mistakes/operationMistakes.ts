import type { AgenciesFile, MatrixFile, OperationsFile } from '../fileShapes.js';
import type { Mistake } from '../mistake.js';
import type { Path } from '../place.js';
import { createFindings } from './findings.js';

/** Mistakes in an `operations.yaml` of the right shape. */
export function operationMistakes(
  { operations }: OperationsFile,
  { agencies }: AgenciesFile,
  matrix: MatrixFile,
): readonly Mistake[] {
  const { mistakes, say, known, once, ordered } = createFindings('operations');
  const ids = agencies.map(({ id }) => id);
  const all = operations.map(({ id }) => id);
  for (const [index, operation] of operations.entries()) {
    const at: Path = ['operations', index];
    if (all.indexOf(operation.id) !== index)
      say([...at, 'id'], `${operation.id} appears twice`, 'give each operation its own id');
    for (const list of ['members', 'purposes', 'categories'] as const) once([...at, list], operation[list]);
    known([...at, 'members'], 'agency', operation.members, ids);
    known([...at, 'categories'], 'category', operation.categories, Object.keys(matrix.categories));
    for (const [place, category] of operation.categories.entries()) {
      const row = matrix.categories[category];
      if (row && (row.special || row.public || row.envelope || !row.own))
        say([...at, 'categories', place], `${category} cannot be granted`, 'only what the matrix lends can be granted');
    }
    ordered(at, operation);
  }
  return mistakes;
}
