import { parseYaml } from '../../policy/loading/yaml.js';
import { readPackageFile } from '../../schema/files.js';

/** One field of the question, as the demonstration shows it. */
export interface Line {
  readonly label: string;
  /** As `extensions.withheld` writes it. */
  readonly path: string;
  readonly write?: (value: unknown) => string;
}

/** A station on the path from the container to the operation. */
export interface Station {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** A station in `stations.yaml`. */
interface Written {
  readonly title: string;
  readonly under: string;
  readonly lines: readonly (readonly [label: string, path: string, part?: keyof typeof parts])[];
}

const parts = {
  day: (value: unknown) => String(value).slice(0, 10),
  minute: (value: unknown) => String(value).slice(0, 16).replace('T', ' '),
};

/** The path through `ingest/demo/question.graphql`. */
export function readStations(): readonly Station[] {
  const written = parseYaml(readPackageFile('cli', 'demo', 'stations.yaml')) as readonly Written[];
  return written.map(({ title, under, lines }) => ({
    title,
    lines: lines.map(([label, path, part]) => ({
      label,
      path: `${under}.${path}`,
      ...(part === undefined ? {} : { write: parts[part] }),
    })),
  }));
}
