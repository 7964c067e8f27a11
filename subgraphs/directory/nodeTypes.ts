import { nodeRecords } from '../../schema/records/index.js';
import { typeOfId } from '../kit/manifest/recordType.js';

const nodeTypes: ReadonlySet<string> = new Set(nodeRecords.map(({ type }) => type));

/**
 * The type of the node with a public id, by the id's form alone: nothing is looked up, so nothing reveals whether the
 * record exists. Null for any other text.
 */
export function nodeTypeOf(id: string): string | null {
  const type = typeOfId(id);
  return type !== null && nodeTypes.has(type) ? type : null;
}
