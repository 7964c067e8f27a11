import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './run.mjs';
import { shippedOf } from './shipped.mjs';

/**
 * Writes the list of parts (SBOM), CycloneDX 1.5 as npm makes it of package-lock.json: what is shipped, what the console is bundled
 * of, and the embedded PostgreSQL, which npm adds.
 */
export function writeParts({ tree, own, inConsole }, out) {
  const listed = JSON.parse(
    run('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx', '--include=dev'], { cwd: tree }),
  );
  // Why by the lock file: of several copies of one version, npm lists the first, which may be one that only builds.
  const locked = shippedOf(JSON.parse(readFileSync(join(tree, 'package-lock.json'), 'utf8')), inConsole);
  const shipped = new Set(locked.map(({ name, version }) => `${name}@${version}`));
  const components = listed.components
    .filter((each) => shipped.has(keyOf(each)))
    .map((each) => ({
      ...each,
      name: nameOf(each),
      properties: each.properties?.filter(({ name }) => name !== ofDevelopment),
    }));
  const kept = new Set([listed.metadata.component['bom-ref'], ...components.map((each) => each['bom-ref'])]);
  const dependencies = listed.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  const timestamp = new Date(process.env.SOURCE_DATE_EPOCH * 1000).toISOString();
  const component = { ...listed.metadata.component, name: own.name };
  const parts = { ...listed, metadata: { ...listed.metadata, timestamp, component }, components, dependencies };
  // Why not npm's: theirs is random, and one of the same parts may be the same.
  const digest = createHash('sha256')
    .update(JSON.stringify({ ...parts, serialNumber: '' }))
    .digest('hex');
  const serialNumber = `urn:uuid:${digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5')}`;
  const file = join(out, `${own.name}-${own.version}.cdx.json`);
  writeFileSync(file, `${JSON.stringify({ ...parts, serialNumber }, null, 2)}\n`);
}

/** What npm says of a package of which the first copy only builds. */
const ofDevelopment = 'cdx:npm:package:development';

/** Why not as npm names it: that may be what another package calls it. */
const nameOf = ({ purl }) => decodeURIComponent(/^pkg:npm\/(.+)@[^@]+$/.exec(purl)[1]);
const keyOf = (component) => `${nameOf(component)}@${component.version}`;
