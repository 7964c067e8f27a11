/** The packages of package-lock.json that are shipped, with path and name: those that run, and those that the console is bundled of. */
export function shippedOf({ packages }, inConsole) {
  return Object.entries(packages)
    .map(([path, locked]) => ({ name: path.split('node_modules/').at(-1), ...locked, path }))
    .filter(({ path, name, dev }) => path !== '' && (!dev || inConsole.includes(name)));
}

/** Of what `npm audit` tells, each high or critical weakness of a package that is shipped. */
export function findWeak(vulnerabilities, locked, inConsole) {
  const shipped = new Set(shippedOf(locked, inConsole).map(({ path }) => path));
  return Object.values(vulnerabilities).filter(
    ({ severity, nodes }) => ['high', 'critical'].includes(severity) && nodes.some((path) => shipped.has(path)),
  );
}
