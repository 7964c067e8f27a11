import type { AgenciesFile, MatrixFile, OperationsFile } from '../fileShapes.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';
import { checkBox, checkTwice } from './matrixMistakes.js';

/** What `operations.yaml` says in its shape and cannot mean. */
export function operationMistakes(
  { operations }: OperationsFile,
  { agencies }: AgenciesFile,
  matrix: MatrixFile,
): Mistake[] {
  const found: Mistake[] = [];
  const say = (path: Path, what: string, hint: string): void => {
    found.push({ file: 'operations', path, what, hint });
  };
  const ids = agencies.map(({ id }) => id);
  const categories = Object.keys(matrix.categories);
  for (const [index, operation] of operations.entries()) {
    const at: Path = ['operations', index];
    if (operations.findIndex(({ id }) => id === operation.id) !== index)
      say([...at, 'id'], `${operation.id} stands twice`, 'give each operation its own id');
    for (const list of ['members', 'purposes', 'categories'] as const) checkTwice(operation[list], [...at, list], say);
    for (const [place, member] of operation.members.entries())
      if (!ids.includes(member)) say([...at, 'members', place], `no agency ${member}`, meantOrOneOf(member, ids));
    for (const [place, category] of operation.categories.entries()) {
      const row = matrix.categories[category];
      const path = [...at, 'categories', place];
      if (!row) say(path, `no category ${category}`, meantOrOneOf(category, categories));
      else if (row.special || row.public || row.envelope || !row.own)
        say(path, `${category} cannot be granted`, 'only what the matrix lends can be lent further');
    }
    checkBox(operation, at, say);
  }
  return found;
}
