import { parseYaml } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';
import type { SourceRecord } from '../records/record.js';
import { story } from './story.js';

let read: readonly SourceRecord[] | undefined;

/** The story's records: `story.yaml`, read once. */
export function storyRecords(): readonly SourceRecord[] {
  if (read === undefined) {
    const { records } = parseYaml(readPackageFile('ingest', 'demo', 'story.yaml')) as { records: unknown };
    read = JSON.parse(JSON.stringify(records), (_, value) => toFact(value)) as readonly SourceRecord[];
  }
  return read;
}

/** Replaces `$mrn`, or `$consignorAliases.0` of several, by the story's value; returns any other value as it is. */
function toFact(value: unknown): unknown {
  const stated = typeof value === 'string' ? /^\$(\w+)(?:\.(\d))?$/.exec(value) : null;
  return stated === null ? value : [story[stated[1] as keyof typeof story]].flat()[Number(stated[2] ?? 0)];
}
