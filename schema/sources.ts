/**
 * The sources: the one list of them. Each has an SDL (`schema/<name>.graphql`), a PostgreSQL schema of its name
 * (`storage/migrations/<name>/`), a module (`subgraphs/<name>/`), and, but for the audit log, descriptions of the records
 * that are brought into it (`schema/records/`).
 */
export const sourceNames = ['cargo', 'persons', 'seizures', 'incidents', 'directory', 'audit'] as const;
export type SourceName = (typeof sourceNames)[number];

/** Source that keeps records. */
export type RecordSourceName = Exclude<SourceName, 'audit'>;
export const recordSourceNames: readonly RecordSourceName[] = sourceNames.filter((name) => name !== 'audit');

/** Setting with the connection string of a source's database, e.g. `databaseUrlCargo`. */
export type DatabaseSetting<Name extends SourceName = SourceName> = `databaseUrl${Capitalize<Name>}`;

/** The setting of a source, by its name. */
export function databaseSetting<const Name extends SourceName>(name: Name): DatabaseSetting<Name> {
  return `databaseUrl${name.charAt(0).toUpperCase()}${name.slice(1)}` as DatabaseSetting<Name>;
}

/** One thing for each source that keeps records, e.g. its database. */
export function forEachRecordSource<Value>(make: (name: RecordSourceName) => Value): Record<RecordSourceName, Value> {
  return Object.fromEntries(recordSourceNames.map((name) => [name, make(name)])) as Record<RecordSourceName, Value>;
}
