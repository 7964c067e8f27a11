import { areaOf, builtIn } from './areas.mjs';

/**
 * Self time of a CPU profile, by function and by area (a built-in function counts where it was called from), as shares of the time in which the thread was busy.
 *
 * @param {object} profile as the inspector writes it
 * @param {string} dist URL of the built product
 */
export function summarise(profile, dist) {
  const byId = new Map(profile.nodes.map((node) => [node.id, node.callFrame]));
  const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const callerArea = (id) => {
    for (let each = id; each !== undefined; each = parents.get(each)) {
      const area = areaOf(byId.get(each), dist);
      if (area !== builtIn) return area;
    }
    return builtIn;
  };
  const functions = new Map();
  const areas = new Map();
  let busy = 0;
  let idle = 0;
  for (const [index, id] of profile.samples.entries()) {
    const micros = profile.timeDeltas[index] ?? 0;
    const frame = byId.get(id);
    const area = callerArea(id);
    if (area === 'idle') {
      idle += micros;
      continue;
    }
    busy += micros;
    add(areas, area, micros);
    add(functions, `${frame.functionName || '(anonymous)'}  ${placeOf(frame, dist)}`, micros);
  }
  const shares = (map) =>
    [...map].map(([name, micros]) => ({ name, share: micros / busy })).sort((a, b) => b.share - a.share);
  return { functions: shares(functions), areas: shares(areas), busyShare: busy / (busy + idle) };
}

const add = (map, key, value) => map.set(key, (map.get(key) ?? 0) + value);

function placeOf({ url, lineNumber }, dist) {
  if (url === '') return '';
  const short = url.startsWith(dist) ? url.slice(dist.length).replace(/^\//, '') : url.replace(/^.*node_modules\//, '');
  return `${short}:${lineNumber + 1}`;
}
