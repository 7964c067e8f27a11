import { records } from './records/index.js';

/** A source that keeps records: one that the description of a record names. */
export type RecordSourceName = (typeof records)[keyof typeof records]['source'];
export const recordSourceNames: readonly RecordSourceName[] = [
  ...new Set(Object.values(records).map(({ source }) => source)),
];

/**
 * Every source. Each has an SDL (`schema/<name>.graphql`), a PostgreSQL schema of its name (`storage/migrations/<name>/`)
 * and a module (`subgraphs/<name>/`).
 */
export type SourceName = RecordSourceName | 'audit';
export const sourceNames: readonly SourceName[] = [...recordSourceNames, 'audit'];

/** The setting with the connection string of a source's database, e.g. `databaseUrlCargo`. */
export type DatabaseSetting<Name extends SourceName = SourceName> = `databaseUrl${Capitalize<Name>}`;

/** The setting of a source, by its name. */
export function databaseSetting<const Name extends SourceName>(name: Name): DatabaseSetting<Name> {
  return `databaseUrl${name.charAt(0).toUpperCase()}${name.slice(1)}` as DatabaseSetting<Name>;
}

/** Makes a value for each source that keeps records, e.g. its database. */
export function forEachRecordSource<Value>(make: (name: RecordSourceName) => Value): Record<RecordSourceName, Value> {
  return Object.fromEntries(recordSourceNames.map((name) => [name, make(name)])) as Record<RecordSourceName, Value>;
}
